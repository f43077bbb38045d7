"""Value: the base of the frozen values that the rooms hand each other, and `replace`, which gives one with other fields.

It is msgspec's Struct: written and checked like a frozen dataclass with slots, but made in a fortieth of the time. A command
defines some 240 of them, which as dataclasses took a quarter of all that `mailbot explain` does.
"""

from typing import Any, TypeVar, dataclass_transform

import msgspec.structs
from msgspec import Struct, field
from msgspec.structs import asdict, fields

__all__ = ["Mutable", "Value", "asdict", "field", "fields", "replace"]


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Value(Struct, frozen=True):
    """Equal by its fields, hashable where they are, and never changed: setting a field raises AttributeError."""


@dataclass_transform(field_specifiers=(field,))
class Mutable(Struct):
    """What is still being put together: as a Value, but its fields may be set."""


V = TypeVar("V", bound=Value)


def replace(value: V, /, **changes: Any) -> V:
    """The same with these fields changed. A dataclass is no Value. mypy checks the fields (tests/typed_replace.py)."""
    return msgspec.structs.replace(value, **changes)
