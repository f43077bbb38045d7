"""late: a regular expression that is compiled when it is first used.

The reading of mails has some 900 of them, which take 0.4 s of CPU together; one mail meets a third, and `mailbot explain` of
one mail must take less than 0.5 s in all.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split", "groups", "groupindex")
# What each method gives of a text in which nothing matches.
_NOTHING: dict[str, Callable[[str], Any]] = {
    "search": lambda text: None,
    "match": lambda text: None,
    "fullmatch": lambda text: None,
    "findall": lambda text: [],
    "finditer": lambda text: iter(()),
    "sub": lambda text: text,
    "subn": lambda text: (text, 0),
    "split": lambda text: [text],
}
_CLAUSE = 60
_SHORT = 2000  # of a longer text a look for `needs` at each of many calls would cost more than to compile


class _Late:
    """Stands for the compiled pattern; after the first use its methods are the pattern's own."""

    def __init__(self, pattern: str, flags: int, needs: str | tuple[str, ...]):
        self.pattern, self.flags, self.needs = pattern, flags, needs
        self._folds = bool(flags & re.IGNORECASE)
        self._any = frozenset(needs) if isinstance(needs, str) else None
        self._lacking: Any = None  # the text last seen without any: the next look is often at another place of it

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        if not self.needs or name not in _NOTHING:
            return self._compiled(name)
        self.__dict__[name] = asked = partial(self._if_needed, name)
        return asked

    def _if_needed(self, name: str, *said: Any, **more: Any) -> Any:
        text = said[1] if name in ("sub", "subn") else said[0]
        if text is self._lacking:
            return _NOTHING[name](text)
        if len(text) <= _SHORT:
            seen = text.casefold() if self._folds else text
            # Of a clause the set of characters is quicker, of a page a look for each.
            few = self._any if len(text) <= _CLAUSE else None
            if few.isdisjoint(seen) if few else not any(one in seen for one in self.needs):
                self._lacking = text
                return _NOTHING[name](text)
        return self._compiled(name)(*said, **more)

    def _compiled(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self.flags)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return self.__dict__[name]

    def __repr__(self) -> str:
        return f"late({self.pattern!r})"


def late(pattern: str, flags: int = 0, *, needs: str | tuple[str, ...] = "") -> re.Pattern[str]:
    """As `re.compile`; an error in the pattern shows at its first use.

    `needs` are characters, or words, of which every match has at least one (lower case where case does not matter): a text
    without any is not looked at, nor the pattern compiled for it. A test proves it of each pattern that says so.
    """
    return cast("re.Pattern[str]", _Late(pattern, flags, needs))
