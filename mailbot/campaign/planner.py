"""The planner: every step of the ladder that a campaign's present state will come to, and when (SPEC 5, 9 "Sending").

Used by the tick (`due`), by `rehearse` and by `why`, so that they can never disagree.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from mailbot.campaign.audience import leads
from mailbot.campaign.case import company_days
from mailbot.campaign.hours import working_hour, working_hour_after
from mailbot.campaign.model import Campaign
from mailbot.campaign.waiting import Waiting, paused_days, waiting_items
from mailbot.campaign.workdays import Workdays
from mailbot.rulebook.rules import Rules
from mailbot.rulebook.shapes import Step
from mailbot.value import Value

# A promise silences these (SPEC 9 "Replies"); managers and leads hear all the same.
_SILENCED = frozenset({"owner", "contact", "pm"})


class Occurrence(Value, kw_only=True):
    """One step for one person. `item` is `node:rollout`, `respond:2`, `confirmation:华东业务部` …; `rank` orders the steps of
    an item, `late` is its distance from the due day in working days; `at` is when it is due, always the start of a working hour of the company's; `whom` is the ladder's word for
    the person, `own` says that the item is theirs to do. `promised`: the promise that has put the step off until `at`."""

    campaign: str
    item: str
    term: int
    step: str
    rank: int
    late: int
    at: datetime
    person: str
    whom: str
    due: datetime
    own: bool = False
    at_once: bool = False
    promised: datetime | None = None

    @property
    def key(self) -> tuple[str, int, str, str]:
        return (self.item, self.term, self.step, self.person)

    @property
    def kind(self) -> str:
        return self.item.partition(":")[0]

    @property
    def matter(self) -> tuple[str, str, int]:
        """What a person is told of in one row: the two clocks of an issue are one matter."""
        return (self.campaign, matter_of(self.item), self.term)


def matter_of(item: str) -> str:
    kind, _, name = item.partition(":")
    return f"issue:{name}" if kind in ("respond", "resolve") else item


class Event(NamedTuple):
    """What the clock does beside reminding, and when. `what`: a promise runs out, an answered issue has been silent long
    enough, validity is about to end, the summary is asked for."""

    at: datetime
    what: Literal["promise", "issue_promise", "silence", "validity", "prompt"]
    key: str


def occurrences(campaign: Campaign, rules: Rules) -> tuple[Occurrence, ...]:
    """Every step that is still to be had, in order of time. Whoever has been told of an item has had all its steps until
    then. Nothing is due of a campaign that is over or paused."""
    if campaign.over or campaign.paused:
        return ()
    told: dict[tuple[str, int, str], datetime] = {}
    had = set()
    for r in campaign.reminded:
        had.add((r.item, r.term, r.step, r.person))
        key = (r.item, r.term, r.person)
        told[key] = max(r.at, told.get(key, r.at))
    return tuple(
        o
        for o in ladder(campaign, rules)
        if o.key not in had and ((last := told.get((o.item, o.term, o.person))) is None or o.at > last)
    )


def ladder(campaign: Campaign, rules: Rules) -> tuple[Occurrence, ...]:
    """Every step of every waiting item for each person, had or to come, in order of time.

    A step counts only where its cause stands at its time: one whose time is not after the beginning of the item's term is none.
    """
    days = company_days(rules)
    found: dict[tuple[str, int, str, str], Occurrence] = {}
    for item in waiting_items(campaign, rules):
        for rank, (at, step) in enumerate(_steps(item, campaign, rules, days)):
            if at <= item.begun:
                continue
            for whom in step.to:
                silenced = whom in _SILENCED and item.promised is not None and at <= item.promised
                moment = working_hour_after(item.promised, days) if silenced and item.promised else at
                for person in _people(whom, item, campaign, rules):
                    occurrence = Occurrence(
                        campaign=campaign.code,
                        item=item.item,
                        term=item.term,
                        step=step.name,
                        rank=rank,
                        late=step.days
                        if step.days is not None
                        else days.between(days.day_of(item.due), days.day_of(at)),
                        at=moment,
                        person=person,
                        whom=whom,
                        due=item.due,
                        own=person in item.owner,
                        at_once=item.at_once,
                        promised=item.promised if silenced else None,
                    )
                    # Whoever is owner and contact in one has the step once, as owner.
                    found.setdefault(occurrence.key, occurrence)
    return tuple(sorted(found.values(), key=lambda o: (o.at, o.item, o.rank, o.person)))


def wakes_at(campaign: Campaign, rules: Rules, since: datetime | None = None) -> datetime | None:
    """The earliest instant at which the clock may have something to do with the campaign; None: never, as it stands.

    `since`: when something about it last changed. What a mail brings about is due from the next working hour on."""
    times = [o.at for o in occurrences(campaign, rules)]
    times += [event.at for event in clock_events(campaign, rules)]
    if not times:
        return None
    return max(min(times), working_hour_after(since, company_days(rules))) if since else min(times)


def clock_events(campaign: Campaign, rules: Rules) -> Iterator[Event]:
    """What the clock will do beside reminding, each at the start of a working hour."""
    if campaign.over or campaign.paused:
        return
    days = company_days(rules)
    for node in campaign.pending_nodes:
        if node.promised:
            yield Event(working_hour_after(node.promised, days), "promise", node.key)
    for issue in campaign.issues:
        if issue.promised and issue.unsettled and issue.waiting_on == "assignees":
            yield Event(working_hour_after(issue.promised, days), "issue_promise", str(issue.number))
        if issue.state == "answered" and issue.answered_at:
            silent = rules.process.issue_silence + paused_days(issue.answered_at, campaign, days)
            last = days.add(days.day_of(issue.answered_at), silent)
            yield Event(working_hour(days.end_of(last), days), "silence", str(issue.number))
    if campaign.valid.until and f"validity:{campaign.valid.until}" not in campaign.warned:
        morning = days.start_of(days.add(campaign.valid.until, -rules.process.validity_warning))
        at = max(working_hour(morning, days), working_hour_after(campaign.opened_at, days))
        yield Event(at, "validity", str(campaign.valid.until))
    if campaign.stage == "finalizing" and campaign.stage_since:
        prompt = prompt_key(campaign)
        if prompt not in campaign.warned:
            yield Event(working_hour_after(campaign.stage_since, days), "prompt", prompt)


def prompt_key(campaign: Campaign) -> str:
    """What `warned` holds once the PM has been asked for the summary of a campaign that is finalizing: once each time it
    comes to that."""
    since = campaign.stage_since
    return f"prompt:{since.astimezone(UTC).isoformat()}" if since else ""


def _steps(item: Waiting, campaign: Campaign, rules: Rules, days: Workdays) -> list[tuple[datetime, Step]]:
    """The item's steps with their times, the earliest first; of two at one time the later in the rules is the higher."""
    found = []
    for step in rules.reminders.step:
        if step.item == item.kind:
            try:
                found.append((_time_of(step, item, campaign, days), step))
            except OverflowError:
                continue  # due in the year 9999: beyond the calendar
    return sorted(found, key=lambda f: f[0])


def _time_of(step: Step, item: Waiting, campaign: Campaign, days: Workdays) -> datetime:
    """When a step is due: the start of the working hours of its day; of an issue's clock, step 0 is when the time is out."""
    if step.hours is not None:
        return working_hour(days.add_hours(item.due, step.hours), days)
    day, n = days.day_of(item.due), step.days or 0
    if n == 0 and item.kind in ("respond", "resolve"):
        return working_hour(item.due, days)
    if n > 0 and item.waits:
        n += paused_days(item.due, campaign, days)
    return days.next_hour(days.start_of(days.add(day, n)))


def _people(whom: str, item: Waiting, campaign: Campaign, rules: Rules) -> tuple[str, ...]:
    match whom:
        case "owner":
            return item.owner
        case "contact":
            return item.contact
        case "pm":
            return (campaign.pm,)
        case "manager":
            return item.manager
        case "lead":
            return leads(campaign, rules)
    raise ValueError(f"rules/reminders.toml names {whom!r}")
