"""late: a regular expression that is compiled when a text comes in which it may match.

The reading of mails has some 1,650 of them, which take 0.8 s of CPU together. One mail meets a third, most of which match
nowhere in it, and `mailbot explain` of one mail must take less than 0.5 s in all.
"""

import re
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any, cast

from mailbot.needles import needles

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
_METHODS = (*_NOTHING, "groups", "groupindex")
_SHORT = 2000  # of a longer text a look for words at each of many calls would cost more than to compile
_FEW = 6  # so few words are looked for in the text itself: what is known of a text takes fifty times its room
_LONG = 100_000  # the same of a text in which few words are looked for
_LOOKS = 4  # so many for each character of a pattern cost what compiling it does


class _Late:
    """Stands for the compiled pattern; once it is compiled its methods are the pattern's own."""

    def __init__(self, pattern: str, flags: int):
        self.pattern, self.flags = pattern, flags

    @cached_property
    def words(self) -> frozenset[str]:
        """Of which every match has one, folded where case does not matter; none where they are not known."""
        if self.flags & re.VERBOSE:
            return frozenset()
        words = needles(self.pattern)
        return frozenset(map(_fold, words)) if self.flags & re.IGNORECASE else words

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        if name not in _NOTHING or not self.words:
            return self._compiled(name)
        self.__dict__[name] = asked = self._asked(name)
        return asked

    def _asked(self, name: str) -> Callable[..., Any]:
        """The method, which compiles the pattern at the first text that has one of its words."""
        words = self.words
        ends = frozenset([word[-1] for word in words])
        known = _folded if self.flags & re.IGNORECASE and any(word.upper() != word for word in words) else _known
        few = len(words) <= _FEW and known is _known
        nothing = _NOTHING[name]
        where = 1 if name in ("sub", "subn") else 0
        looks = _LOOKS * len(self.pattern)

        def asked(*said: Any, **more: Any) -> Any:
            nonlocal looks
            text = said[where]
            looks -= 1
            if few and looks > 0 and len(text) < _LONG:
                for word in words:
                    if word in text:
                        break
                else:
                    return nothing(text)
            elif looks > 0 and len(text) < _SHORT:
                seen, characters = known(text)
                if ends.isdisjoint(characters) or not any(word in seen for word in words):
                    return nothing(text)
            return self._compiled(name)(*said, **more)

        return asked

    def _compiled(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self.flags)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return self.__dict__[name]

    def __repr__(self) -> str:
        return f"late({self.pattern!r})"


# One clause is shown to hundreds of patterns in a row.
@lru_cache(64)
def _known(text: str) -> tuple[str, frozenset[str]]:
    return text, frozenset(text)


@lru_cache(64)
def _folded(text: str) -> tuple[str, frozenset[str]]:
    folded = _fold(text)
    return folded, frozenset(folded)


def _fold(text: str) -> str:
    """With one form for all that `re` takes for the same letter: to it the Turkish ı and İ are an i, too."""
    return text.replace("ı", "i").replace("İ", "i").casefold()


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`; an error in the pattern shows at its first use."""
    return cast("re.Pattern[str]", _Late(pattern, flags))
