"""look, due: what the clock asks for at the start of an hour: what happens by itself (promises break, silence closes, the PM is warned
of the end of validity and asked for the summary), and reminders and escalations merged by person (SPEC 5, 9). Pure: the tick does
it, `rehearse` plays it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime

from mailbot.campaign.audience import left_out
from mailbot.campaign.case import Case, company_days, persons_days
from mailbot.campaign.changes import Change, IssueClosed, IssuePromiseBroken, PromiseBroken, StepsReminded, Warned
from mailbot.campaign.decide.stages import reached
from mailbot.campaign.evolve import evolve_all
from mailbot.campaign.model import Campaign, Reminded
from mailbot.campaign.outcome import Notice, Occasion, Row
from mailbot.campaign.planner import Event, Occurrence, clock_events, occurrences
from mailbot.campaign.reminder import reminder_mail
from mailbot.campaign.summary import prompt
from mailbot.campaign.view import issue_view, view
from mailbot.rulebook.rules import Rules
from mailbot.value import Value, field, replace


def happen(campaign: Campaign, hour: datetime, rules: Rules) -> tuple[tuple[Change, ...], tuple[Notice, ...]]:
    """Everything whose time has come by the start of a working hour, one after the other, since one brings about the next: the
    last defect closed by silence may finish the work. Nothing outside the company's working hours."""
    changes: list[Change] = []
    notices: list[Notice] = []
    if not company_days(rules).in_hours(hour):
        return (), ()
    while event := min((e for e in clock_events(campaign, rules) if e.at <= hour), default=None):
        change, told = _one(event, campaign, hour, rules)
        # What is stamped into the state bears its own hour, so that a tick that comes late leaves the same state.
        case = Case(rules=rules, occasion=Occasion(person="", mailed=event.at), now=event.at, campaign=campaign)
        own = (change, *reached(case, change))
        campaign = evolve_all(campaign, own) or campaign
        changes += own
        notices += told
    return tuple(changes), tuple(notices)


def _one(event: Event, campaign: Campaign, hour: datetime, rules: Rules) -> tuple[Change, tuple[Notice, ...]]:
    match event.what:
        case "promise":
            return PromiseBroken(at=hour, key=event.key), ()
        case "issue_promise":
            return IssuePromiseBroken(at=hour, number=int(event.key)), ()
        case "silence":
            closed = IssueClosed(at=event.at, number=int(event.key), how="silence")
            return closed, (_closed_by_silence(campaign, closed, rules),)
        case "validity":
            facts = {"campaign": view(campaign, rules.zone), "until": event.key}
            notice = Notice(
                purpose="notice",
                template="validity-ending",
                to=(campaign.pm,),
                campaign=campaign.code,
                facts=facts,
            )
            return Warned(at=hour, what=f"validity:{event.key}"), (notice,)
        case "prompt":
            # By its key it is taken back where it has not left: it was nobody's question.
            asked = prompt(campaign, rules)
            return Warned(at=hour, what=event.key), (replace(asked, facts={**asked.facts, "prompt": event.key}),)


def _closed_by_silence(campaign: Campaign, closed: IssueClosed, rules: Rules) -> Notice:
    after = evolve_all(campaign, (closed,)) or campaign
    issue = after.issue(closed.number)
    return Notice(
        purpose="notice",
        template="issue-closed",
        to=(issue.raised_by,),
        cc=left_out((issue.answered_by, after.pm), issue.raised_by),
        campaign=after.code,
        rows=(Row(n=1, campaign=after.code, asks="issue", issue=issue.number),),
        facts={"campaign": view(after, rules.zone), "issues": [issue_view(issue, rules.zone)], "by": "", "words": ""},
    )


HadMail = Callable[[str, date], bool]


class Due(Value):
    """`changes` by campaign code, in order; `notices` of all campaigns; `mailed`: who has their mail of the day by this, and
    on which day of theirs; `again`: when to look at each campaign next (None: not before something about it changes)."""

    changes: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    mailed: tuple[tuple[str, date], ...] = ()
    again: Mapping[str, datetime | None] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.changes or self.notices)


class Looked(Value):
    """One campaign after what happens to it by itself, with the steps that are still to be had."""

    campaign: Campaign
    changes: tuple[Change, ...]
    notices: tuple[Notice, ...]
    ladder: tuple[Occurrence, ...]


def look(campaign: Campaign, hour: datetime, rules: Rules) -> Looked:
    """What happens to a campaign by itself at the start of an hour, and its ladder after that."""
    changes, notices = happen(campaign, hour, rules)
    after = evolve_all(campaign, changes) or campaign
    return Looked(after, changes, notices, occurrences(after, rules))


def due(looked: Sequence[Looked], hour: datetime, rules: Rules, had_mail: HadMail) -> Due:
    """What is due at the start of an hour. `had_mail(person, day)`: whether they have had their mail of that day of theirs."""
    changes = {one.campaign.code: list(one.changes) for one in looked}
    notices = [notice for one in looked for notice in one.notices]
    mailed: list[tuple[str, date]] = []
    held: dict[str, list[datetime]] = {}
    by_code = {one.campaign.code: (one.campaign, one.ladder) for one in looked}
    for person, pile in _piles(looked, hour, rules).items():
        turn = _Turn(person, hour, rules, had_mail)
        chosen = turn.chosen(pile)
        steps = _reminded(pile, chosen, hour)
        if chosen:
            notices.append(reminder_mail(person, chosen, steps, by_code, hour, turn.today, rules, urgent=turn.had))
            if not turn.had:
                mailed.append((person, turn.today))
        told = {o.matter for o in chosen}
        for code, reminded in steps.items():
            changes[code].append(StepsReminded(at=hour, reminded=reminded))
        for o in pile:
            if o.matter not in told:
                held.setdefault(o.campaign, []).append(turn.next_chance())
    return Due(
        changes={code: tuple(own) for code, own in changes.items() if own},
        notices=tuple(notices),
        mailed=tuple(mailed),
        again={one.campaign.code: _again(one, held.get(one.campaign.code, []), hour, rules) for one in looked},
    )


def stand_in(person: str, hour: datetime, rules: Rules) -> str:
    """Who is told instead of a person who is away on that day of theirs: their deputy, else themselves."""
    who = rules.directory.person(person)
    if who is None:
        return person
    day = hour.astimezone(persons_days(rules, who).zone).date()
    return rules.directory.stand_in(who, day).address


# --- one mail a person a working day -----------------------------------------------------------------------------------


class _Turn:
    """When somebody may be told, and of what: in their own working hours, once a working day but for what is urgent."""

    def __init__(self, person: str, hour: datetime, rules: Rules, had_mail: HadMail):
        self._person, self._hour = person, hour
        self._company = company_days(rules)
        self._days = persons_days(rules, rules.directory.person(person))
        self.today = hour.astimezone(self._days.zone).date()
        self.had = had_mail(person, self.today)

    def chosen(self, pile: Iterable[Occurrence]) -> list[Occurrence]:
        """Of each matter the highest step that has fallen due, in the order of due times."""
        if not self._days.in_hours(self._hour):
            return []
        best: dict[tuple[str, str, int], Occurrence] = {}
        for o in pile:
            if o.matter not in best or self._height(o) > self._height(best[o.matter]):
                best[o.matter] = o
        found = [o for o in best.values() if o.at_once or not self.had]
        return sorted(found, key=lambda o: (o.due, o.campaign, o.item))

    def next_chance(self) -> datetime:
        """When what had to wait may be told at the earliest. Whoever comes back from leave may keep other hours: so the next
        morning of the company is always looked at."""
        if self.had and self._days.in_hours(self._hour):
            own = self._days.start_of(self._days.next_workday(self.today))
        else:
            own = self._days.next_hour(self._hour)
        company = self._company
        return min(own, company.start_of(company.next_workday(company.day_of(self._hour))))

    def _height(self, o: Occurrence) -> tuple[int, int, bool, bool]:
        """Of one step that reaches somebody both for themselves and for another, their own; of an issue's two clocks that
        are out alike, the one to resolve, whose answer ends both."""
        return (o.late, o.rank, o.kind == "resolve", o.person == self._person)


def _piles(looked: Iterable[Looked], hour: datetime, rules: Rules) -> dict[str, list[Occurrence]]:
    """What has fallen due, by who is told (a deputy instead of whom is away), in the order of their addresses."""
    piles: dict[str, list[Occurrence]] = {}
    for one in looked:
        for o in one.ladder:
            if o.at <= hour:
                piles.setdefault(stand_in(o.person, hour, rules), []).append(o)
    return dict(sorted(piles.items()))


def _reminded(
    pile: Iterable[Occurrence], chosen: Sequence[Occurrence], hour: datetime
) -> dict[str, tuple[Reminded, ...]]:
    """By campaign: the steps that a mail says, and those merged into them."""
    said = {o.matter: o for o in chosen}
    found: dict[str, list[Reminded]] = {}
    for o in pile:
        highest = said.get(o.matter)
        if highest is not None:
            reminded = Reminded(
                item=o.item, term=o.term, step=o.step, person=o.person, at=hour, merged=o is not highest
            )
            found.setdefault(o.campaign, []).append(reminded)
    return {code: tuple(own) for code, own in found.items()}


def _again(one: Looked, held: Sequence[datetime], hour: datetime, rules: Rules) -> datetime | None:
    """When the clock has something to do here next, if nothing else changes."""
    times = [*held, *(o.at for o in one.ladder if o.at > hour), *(e.at for e in clock_events(one.campaign, rules))]
    return min(times, default=None)
