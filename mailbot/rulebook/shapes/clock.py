"""reminders.toml and calendar.toml: what the clock goes by."""

from typing import Annotated, Literal

from mailbot.rulebook.basic import AT_LEAST_ONE, BLANK_IS_ABSENT, Between, Day, Key, Name, Shape
from mailbot.value import field

Item = Literal["node", "confirmation", "postponement", "respond", "resolve", "question", "summary"]


Whom = Literal["owner", "contact", "pm", "manager", "lead"]


class Step(Shape, kw_only=True):
    """One step of the ladder: `days` working days after the due day (negative: before), `0` the morning of that day; or
    `hours` working hours after the due time. One of the two is given.

    `to` climbs with the steps. `manager` is the owner's manager, or where none is named the managers of the node's role.
    """

    item: Item
    name: Key
    days: Annotated[int | None, Between(-30, 250)] = None
    hours: Annotated[int | None, Between(-200, 2000)] = None
    to: Annotated[tuple[Whom, ...], AT_LEAST_ONE]


class Reminders(Shape, kw_only=True):
    step: tuple[Step, ...]


class Holiday(Shape, kw_only=True):
    name: Name
    from_: Day = field(name="from")
    until: Day
    make_up: tuple[Day, ...] = ()


class Year(Shape, kw_only=True):
    year: Annotated[int, Between(2000, 2200)]
    holiday: tuple[Holiday, ...]


class Override(Shape, kw_only=True):
    """A company's or a department's own day: `off` or worked."""

    day: Day
    off: bool
    name: Name
    department: Annotated[Name | None, BLANK_IS_ABSENT] = None


class Calendar(Shape, kw_only=True):
    year: tuple[Year, ...]
    override: tuple[Override, ...] = ()
