"""The small types that the rules are made of: names, addresses, days, times, and words in both languages.

Each carries in its `description` what a fault says was expected.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
)


class Shape(BaseModel):
    """A table of a rules file. Unknown keys are faults: a misspelt key must never be a silent default."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Choices:
    """Beside a type: the valid words, for the nearest one in a fault; called only when there is one."""

    def __init__(self, words: Callable[[], Iterable[str]]):
        self.words = words


def _clock(value: Any) -> Any:
    """`"09:00"`, `"9:00"` or TOML's own 09:00:00; never a number, which pydantic would take for seconds since midnight."""
    if isinstance(value, time) and value.tzinfo is None:
        return value
    found = re.fullmatch(r"\s*(\d{1,2})[:：](\d{2})(?::(\d{2}))?\s*", value) if isinstance(value, str) else None
    if found is None:
        raise ValueError("not a time of day")
    return time(int(found[1]), int(found[2]), int(found[3] or 0))


def _day(value: Any) -> Any:
    """TOML's own 2026-10-01 or the same in quotes; never a number, which pydantic would take for seconds since 1970."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    found = re.fullmatch(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\s*", value) if isinstance(value, str) else None
    if found is None:
        raise ValueError("not a day")
    return date(int(found[1]), int(found[2]), int(found[3]))


def _zone(name: str) -> str:
    try:
        ZoneInfo(name.strip())
    except (KeyError, ValueError, OSError) as unknown:  # no such file; not a name; a folder (`Asia`)
        raise ValueError("not a time zone") from unknown
    return name.strip()


def _blank_is_absent(value: Any) -> Any:
    """Exports of an address book write `""` for what they do not know."""
    return None if isinstance(value, str) and not value.strip() else value


BLANK_IS_ABSENT = BeforeValidator(_blank_is_absent)

Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    Field(description="a text of 1 to 200 characters"),
]
MailAddress = Annotated[
    str,
    StringConstraints(strip_whitespace=True, to_lower=True, max_length=254, pattern=r"^[^\s@<>,;]+@[^\s@<>,;]+$"),
    Field(description="a mail address alone (name@domain)"),
]
Domain = Annotated[
    str,
    StringConstraints(strip_whitespace=True, to_lower=True, max_length=253, pattern=r"^[^\s@<>*/.][^\s@<>*/]*$"),
    Field(description="a domain alone (corp.example)"),
]
Key = Annotated[
    str,
    StringConstraints(max_length=60, pattern=r"^[a-z][a-z0-9_]*$"),
    Field(description="a key of small letters, digits and _, a letter first"),
]
Span = Annotated[
    str,
    StringConstraints(pattern=r"^[1-9]\d{0,2}[hd]$"),
    Field(description='working hours ("4h") or working days ("2d")'),
]
Clock = Annotated[time, BeforeValidator(_clock), Field(description='a time of day in quotes ("09:00")')]
Hours = Annotated[tuple[Clock, Clock], Field(description='two times of day (["09:00", "18:00"])')]
Day = Annotated[date, BeforeValidator(_day), Field(description="a day (2026-10-01)")]
Language = Literal["zh", "en"]
Zone = Annotated[
    str, AfterValidator(_zone), Field(description="a time zone (Asia/Shanghai)"), Choices(available_timezones)
]


class Words(Shape):
    """One thing said in both languages."""

    zh: Name
    en: Name

    def in_(self, language: str) -> str:
        return self.en if language == "en" else self.zh


def names_of(info: ValidationInfo) -> tuple[str, ...]:
    """What a thing is called by its own title and key: a name too, though its file does not repeat it among `names`."""
    title, key = info.data.get("title"), info.data.get("key", "")
    return (*((title.zh, title.en) if title else ()), key)


def united(names: tuple[str, ...], *more: str) -> tuple[str, ...]:
    """`names` and those of `more` that are not among them, in order: titles and keys are names too."""
    return tuple(dict.fromkeys((*names, *(name for name in more if name))))
