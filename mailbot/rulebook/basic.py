"""The small types that the rules are made of: names, addresses, days, times, and words in both languages.

What stands beside a type in `Annotated` says how it is read (`reader`) and what a fault says was expected (`expected`).
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, available_timezones

from mailbot.value import Value


class Shape(Value, kw_only=True):
    """A table of a rules file. Unknown keys are faults: a misspelt key must never be a silent default."""

    def whole(self) -> Self:
        """With what its file need not say (a title is a name, too): asked for when it is read."""
        return self


class Text(Value):
    """A text: stripped, of `least` to `most` characters, of this pattern where one is given."""

    description: str
    least: int = 1
    most: int = 200
    pattern: str = ""
    lower: bool = False


class Said(Value):
    """What a fault says of a type that needs no more."""

    description: str


class Made(Value):
    """A value that `make` makes of what the file says; ValueError where it cannot."""

    description: str
    make: Callable[[Any], Any]


class Between(Value):
    """A whole number of at least `least` and at most `most`."""

    least: int
    most: int | None = None


class Choices(Value):
    """The valid words, for the nearest one in a fault; called only when there is one."""

    words: Callable[[], Iterable[str]]


AT_LEAST_ONE = "at least one"  # beside a list that must not be empty
BLANK_IS_ABSENT = "blank is absent"  # exports of an address book write `""` for what they do not know


def _clock(value: Any) -> time:
    """`"09:00"`, `"9:00"` or TOML's own 09:00:00."""
    if isinstance(value, time) and value.tzinfo is None:
        return value
    found = re.fullmatch(r"\s*(\d{1,2})[:：](\d{2})(?::(\d{2}))?\s*", value) if isinstance(value, str) else None
    if found is None:
        raise ValueError("not a time of day")
    return time(int(found[1]), int(found[2]), int(found[3] or 0))


def _day(value: Any) -> date:
    """TOML's own 2026-10-01 or the same in quotes."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    found = re.fullmatch(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\s*", value) if isinstance(value, str) else None
    if found is None:
        raise ValueError("not a day")
    return date(int(found[1]), int(found[2]), int(found[3]))


def _zone(name: Any) -> str:
    if not isinstance(name, str):
        raise ValueError("not a time zone")
    try:
        ZoneInfo(name.strip())
    except (KeyError, ValueError, OSError) as unknown:  # no such file; not a name; a folder (`Asia`)
        raise ValueError("not a time zone") from unknown
    return name.strip()


Name = Annotated[str, Text("a text of 1 to 200 characters")]
MailAddress = Annotated[
    str, Text("a mail address alone (name@domain)", most=254, pattern=r"[^\s@<>,;]+@[^\s@<>,;]+", lower=True)
]
Domain = Annotated[str, Text("a domain alone (corp.example)", most=253, pattern=r"[^\s@<>*/.][^\s@<>*/]*", lower=True)]
Key = Annotated[str, Text("a key of small letters, digits and _, a letter first", most=60, pattern=r"[a-z][a-z0-9_]*")]
Span = Annotated[str, Text('working hours ("4h") or working days ("2d")', pattern=r"[1-9][0-9]{0,2}[hd]")]
Clock = Annotated[time, Made('a time of day in quotes ("09:00")', _clock)]
Hours = Annotated[tuple[Clock, Clock], Said('two times of day (["09:00", "18:00"])')]
Day = Annotated[date, Made("a day (2026-10-01)", _day)]
Language = Literal["zh", "en"]
Zone = Annotated[str, Made("a time zone (Asia/Shanghai)", _zone), Choices(available_timezones)]


class Words(Shape, kw_only=True):
    """One thing said in both languages."""

    zh: Name
    en: Name

    def in_(self, language: str) -> str:
        return self.en if language == "en" else self.zh


def united(names: tuple[str, ...], *more: str) -> tuple[str, ...]:
    """`names` and those of `more` that are not among them, in order: titles and keys are names too."""
    return tuple(dict.fromkeys((*names, *(name for name in more if name))))
