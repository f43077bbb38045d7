"""reminders.toml and calendar.toml: what the clock goes by."""

from typing import Annotated, Literal

from pydantic import Field

from mailbot.rulebook.basic import BLANK_IS_ABSENT, Day, Key, Name, Shape

Item = Literal["node", "confirmation", "postponement", "respond", "resolve", "question", "summary"]


Whom = Literal["owner", "contact", "pm", "manager", "lead"]


class Step(Shape):
    """One step of the ladder: `days` working days after the due day (negative: before), `0` the morning of that day; or
    `hours` working hours after the due time. One of the two is given.

    `to` climbs with the steps. `manager` is the owner's manager, or where none is named the managers of the node's role.
    """

    item: Item
    name: Key
    days: int | None = Field(None, ge=-30, le=250)
    hours: int | None = Field(None, ge=-200, le=2000)
    to: tuple[Whom, ...] = Field(min_length=1)


class Reminders(Shape):
    step: tuple[Step, ...]


class Holiday(Shape):
    name: Name
    from_: Day = Field(alias="from")
    until: Day
    make_up: tuple[Day, ...] = ()


class Year(Shape):
    year: int = Field(ge=2000, le=2200)
    holiday: tuple[Holiday, ...]


class Override(Shape):
    """A company's or a department's own day: `off` or worked."""

    day: Day
    off: bool
    name: Name
    department: Annotated[Name | None, BLANK_IS_ABSENT] = None


class Calendar(Shape):
    year: tuple[Year, ...]
    override: tuple[Override, ...] = ()
