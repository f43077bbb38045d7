"""Command: the base of all orders, with the readings and remarks that it carries for the receipt."""

from collections.abc import Mapping
from typing import Any, ClassVar

from mailbot.value import Value, field


class Reading(Value, kw_only=True):
    """One value beside what it was read from. `field` is an export name (or `nodes[2].due`), `place` a line or cell,
    `words` the sender's own words, `value` as a person reads it, `rule` where the understanding comes from."""

    field: str
    value: str
    place: str = ""
    words: str = ""
    rule: str = ""


class Remark(Value, kw_only=True):
    """Something the receipt has to say: `reason` (kebab-case) names its words, `facts` fill them."""

    reason: str
    place: str = ""
    words: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


class Command(Value, kw_only=True):
    kind: ClassVar[str] = "unknown"
    readings: tuple[Reading, ...] = ()
    remarks: tuple[Remark, ...] = ()
    row: int | None = None  # the row of the mail answered that this command answers

    def place(self, name: str) -> tuple[str, str]:
        """(place, words) that a field was read from; ('', '') where it was not read from anywhere."""
        return next(((r.place, r.words) for r in self.readings if r.field == name), ("", ""))
