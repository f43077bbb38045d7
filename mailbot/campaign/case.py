"""Case: everything that one decision is made on, handed in as a value."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from mailbot.campaign.changes import Change
from mailbot.campaign.evolve import evolve_all
from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Fault, Notice, Occasion, Outcome, Receipt, Refused, Row
from mailbot.campaign.view import view
from mailbot.campaign.workdays import Workdays
from mailbot.rulebook.calendar import calendar_days
from mailbot.rulebook.rules import Rules
from mailbot.rulebook.shapes import Calendar, Company, Kind, Person
from mailbot.value import Value, replace


class Case(Value, kw_only=True):
    """`campaign` is None where a plan opens one: then `code` is the one allotted by the ledger. `others` are the open
    campaigns of the same product or PM (plans that would trip over each other)."""

    rules: Rules
    occasion: Occasion
    now: datetime
    campaign: Campaign | None = None
    others: tuple[Campaign, ...] = ()
    code: str = ""

    @property
    def days(self) -> Workdays:
        return company_days(self.rules)

    @property
    def sender(self) -> Person | None:
        return self.rules.directory.person(self.occasion.person)

    @property
    def by(self) -> str:
        return self.occasion.person

    @property
    def said_at(self) -> datetime:
        """When the sender said it: the mail's own time, but never later than now."""
        return min(self.occasion.mailed, self.now)

    @property
    def day(self) -> date:
        return self.said_at.astimezone(self.rules.zone).date()

    @property
    def present(self) -> Campaign:
        """The campaign; only for commands that have one."""
        if self.campaign is None:
            raise ValueError("this command needs a campaign")
        return self.campaign

    @property
    def kind(self) -> Kind:
        return self.rules.kinds[self.present.kind]

    def shown(self, campaign: Campaign) -> dict[str, Any]:
        return view(campaign, self.rules.zone)

    def after(self, *changes: Change) -> Campaign:
        """The campaign as it would stand after these changes."""
        after = evolve_all(self.campaign, changes)
        if after is None:
            raise ValueError("no campaign after the changes")
        return after

    def outcome(
        self,
        kind: str,
        changes: tuple[Change, ...] = (),
        notices: tuple[Notice, ...] = (),
        *,
        receipt: str | None = "",
        **facts: Any,
    ) -> Outcome:
        """An outcome whose receipt (template `kind` unless named; None: no receipt) shows the campaign afterwards."""
        if receipt is None:
            return Outcome(kind=kind, changes=changes, notices=notices)
        shown = self.shown(self.after(*changes)) if self.campaign or changes else None
        part = Receipt(template=receipt or kind, facts={"campaign": shown, **facts})
        return Outcome(kind=kind, changes=changes, notices=notices, receipt=part)

    def tell(
        self,
        after: Campaign,
        template: str,
        acting: tuple[str, ...],
        others: tuple[str, ...] = (),
        *,
        rows: tuple[Row, ...] = (),
        **facts: Any,
    ) -> tuple[Notice, ...]:
        """One notice of what the sender did: who must act in To and the others in Cc; where nobody must, those stand in To.
        None where nobody hears."""
        to, cc = (acting, others) if acting else (others, ())
        facts = {"campaign": self.shown(after), "by": self.by, **facts}
        one = Notice(purpose="notice", template=template, to=to, cc=cc, campaign=after.code, rows=rows, facts=facts)
        return (one,) if to else ()

    def refused(self, kind: str, reason: str, *, right: bool = False, **facts: Any) -> Refused:
        """Refused for one reason. Keywords `field place words nearest` go to the fault, all others are its facts; a lack
        of right says in `act` what for."""
        if right:
            facts = {"act": kind, **facts}
        at: dict[str, Any] = {k: facts.pop(k) for k in ("field", "place", "words", "nearest") if k in facts}
        return Refused(
            kind=kind,
            faults=(Fault(reason=reason, facts=facts, **at),),
            purpose="answer" if right else "fault",
        )


def company_days(rules: Rules) -> Workdays:
    """The company's working calendar."""
    return _days(rules.company, rules.calendar, rules.company.timezone, ())


def persons_days(rules: Rules, person: Person | None) -> Workdays:
    """The working calendar in a person's own zone, with the days that are their department's alone."""
    zone = person.timezone if person and person.timezone else rules.company.timezone
    own = rules.directory.department(person.department) if person and person.department else None
    named = {o.department for o in rules.calendar.override if o.department} if own else set()
    called = tuple(sorted(name for name in named if rules.directory.department(name) is own))
    return _days(rules.company, rules.calendar, zone, called)


@lru_cache(maxsize=64)
def _days(company: Company, calendar: Calendar, zone: str, called: tuple[str, ...]) -> Workdays:
    """`called`: the names by which overrides call the one department whose calendar it is."""
    if called:
        own = [replace(o, department=called[0]) if o.department in called else o for o in calendar.override]
        calendar = replace(calendar, override=tuple(own))
    days_off, make_up, known = calendar_days(calendar, department=called[0] if called else None)
    return Workdays(
        zone=ZoneInfo(zone),
        hours=company.hours,
        lunch=company.lunch,
        days_off=days_off,
        make_up=make_up,
        known_years=known,
    )
