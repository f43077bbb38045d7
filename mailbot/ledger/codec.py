"""codec: values of the domain ↔ JSON. What is written is whole (defaults too), so that a later default changes no past.

Text is made fit for both databases: PostgreSQL refuses NUL, and neither takes a lone surrogate, which is what a broken
charset leaves behind.
"""

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, TypeVar

import msgspec

from mailbot.campaign import changes, commands
from mailbot.value import Value, fields

T = TypeVar("T")

_LONGEST_KEY = 1000


def clean(text: str) -> str:
    """The text with NUL and lone surrogates replaced by U+FFFD; the very text where it has none."""
    if "\x00" in text:
        text = text.replace("\x00", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def key_text(text: str) -> str:
    """Text fit for an index: PostgreSQL refuses index rows over 2,704 octets, and a Message-ID may be any length.

    Over 1,000 octets only the beginning and the SHA-256 of the whole are kept.
    """
    text = clean(text)
    if len(text) <= _LONGEST_KEY // 4 or len(text.encode()) <= _LONGEST_KEY:
        return text
    return f"{text[:100]}#{hashlib.sha256(text.encode()).hexdigest()}"


def utc(moment: datetime) -> datetime:
    """The instant in UTC; ValueError for a time without zone. The first and last day of the calendar stay in range."""
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone: {moment}")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return moment.replace(tzinfo=UTC)


def to_json(value: Any) -> Any:
    """What `json.dumps` takes: values as objects, instants as ISO 8601 in UTC, days as ISO dates, sets sorted.

    TypeError for anything that has no such form (octets, open files).
    """
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, datetime):
        return utc(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Value):
        return {f.name: to_json(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {clean(str(key)): to_json(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    if isinstance(value, frozenset | set):
        return sorted((to_json(item) for item in value), key=repr)
    raise TypeError(f"no JSON for {type(value).__name__}")


def from_json(kind: type[T], data: Any) -> T:
    """The value again. Keys that the class no longer has are passed over; those it has gained take their defaults."""
    return msgspec.convert(data, kind)


def change_to_json(change: changes.Change) -> tuple[str, Any]:
    """A change as (the name of its type, its values)."""
    return type(change).__name__, to_json(change)


def change_from_json(name: str, data: Any) -> changes.Change:
    """The change again; KeyError for a type that this version does not know."""
    change: changes.Change = from_json(_kinds(changes.Change)[name], data)
    return change


def commands_to_json(asked: tuple[commands.Command, ...]) -> list[Any]:
    return [{"command": type(command).__name__, **to_json(command)} for command in asked]


def commands_from_json(data: list[Any]) -> tuple[commands.Command, ...]:
    """The commands again; KeyError for a type that this version does not know."""
    kinds = _kinds(commands.Command)
    return tuple(from_json(kinds[item["command"]], {k: v for k, v in item.items() if k != "command"}) for item in data)


@cache
def _kinds(base: Any) -> dict[str, Any]:
    """Every class below `base` by name."""
    found: dict[str, Any] = {}
    waiting = [base]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            found[kind.__name__] = kind
            waiting.append(kind)
    return found
