"""late: a regular expression that is compiled when it is first used.

The reading of mails has some 650 of them, which take 0.3 s of CPU together; one mail meets a third, and `mailbot explain` of
one mail must take less than 0.5 s in all.
"""

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split", "groups", "groupindex")


class _Late:
    """Stands for the compiled pattern; after the first use its methods are the pattern's own."""

    def __init__(self, pattern: str, flags: int):
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return self.__dict__[name]

    def __repr__(self) -> str:
        return f"late({self.pattern!r})"


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`; an error in the pattern shows at its first use."""
    return cast("re.Pattern[str]", _Late(pattern, flags))
