"""process.toml, limits.toml, digest.toml, severities.toml, reminders.toml, calendar.toml: how work goes, and when."""

from datetime import time
from typing import Annotated, Literal, Self

from mailbot.rulebook.basic import (
    AT_LEAST_ONE,
    BLANK_IS_ABSENT,
    Between,
    Clock,
    Day,
    Key,
    Name,
    Shape,
    Span,
    Words,
    united,
)
from mailbot.value import field, replace


class Severity(Shape, kw_only=True):
    """How grave an issue is. Times are `4h` (working hours) or `2d` (working days). `names` holds name and titles too;
    `symptoms` tell it where no name does."""

    name: Name
    title: Words
    names: tuple[Name, ...] = ()
    symptoms: tuple[Name, ...] = ()
    respond: Span
    resolve: Span
    at_once: bool = False

    def whole(self) -> Self:
        return replace(self, names=united(self.names, self.name, self.title.zh, self.title.en))


class Severities(Shape, kw_only=True):
    default: Name
    severity: tuple[Severity, ...]


class Process(Shape, kw_only=True):
    """Numbers of the process, in working days unless the name says otherwise (SPEC 9)."""

    finalize_after: Annotated[int, Between(0, 60)] = 5
    issue_silence: Annotated[int, Between(1, 60)] = 5
    promise_at_most: Annotated[int, Between(0, 60)] = 5
    validity_warning: Annotated[int, Between(0, 120)] = 10
    past_window_days: Annotated[int, Between(0, 366)] = 30
    query_every: Annotated[int, Between(0, 60)] = 1
    invitations: bool = True


class Limits(Shape, kw_only=True):
    answers_an_hour: Annotated[int, Between(1)] = 10
    answers_a_day: Annotated[int, Between(1)] = 30
    receipts_an_hour: Annotated[int, Between(1)] = 40
    mail_octets: Annotated[int, Between(10_000)] = 60_000_000
    sheet_octets: Annotated[int, Between(10_000)] = 50_000_000
    text_lines: Annotated[int, Between(100)] = 1_000
    text_characters: Annotated[int, Between(5_000)] = 20_000


class Digest(Shape, kw_only=True):
    """When the weekly digest leaves; `not_moved` working days without progress make a curve "has not moved"."""

    at: Clock = time(9)
    not_moved: Annotated[int, Between(1)] = 5
    amber_before: Annotated[int, Between(0)] = 1
    red_after: Annotated[int, Between(1)] = 3


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
