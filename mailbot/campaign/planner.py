"""The planner: every step of the ladder that a campaign's present state will come to, and when (SPEC 5, 9 "Sending").

Used by the tick (`due`), by `rehearse` and by `why`, so that they can never disagree.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from mailbot.campaign.audience import contacts, leads, managers, node_people, owner_manager
from mailbot.campaign.case import company_days
from mailbot.campaign.model import Campaign, Issue, Node, Part, Postponement
from mailbot.campaign.workdays import Workdays
from mailbot.rulebook.rules import Rules
from mailbot.rulebook.shapes import Step

# A promise silences these (SPEC 9 "Replies"); managers and leads hear all the same.
_SILENCED = frozenset({"owner", "contact", "pm"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One step for one person. `item` is `node:rollout`, `respond:2`, `confirmation:华东业务部` …; `rank` orders the steps of
    an item; `at` is when it is due, always within the company's working hours; `whom` is the ladder's word for the person."""

    campaign: str
    item: str
    term: int
    step: str
    rank: int
    at: datetime
    person: str
    whom: str
    due: datetime
    at_once: bool = False

    @property
    def key(self) -> tuple[str, int, str, str]:
        return (self.item, self.term, self.step, self.person)


@dataclass(frozen=True, slots=True)
class _Item:
    """Something with a due time and a ladder: `base` is the day that the steps count from, `begun` when its term began."""

    kind: str
    name: str
    term: int
    due: datetime
    begun: datetime
    owner: tuple[str, ...]
    contact: tuple[str, ...]
    manager: tuple[str, ...]
    silent_until: datetime | None = None
    at_once: bool = False


def occurrences(campaign: Campaign, rules: Rules) -> tuple[Occurrence, ...]:
    """Every step of every open item for each person, in order of time; those already had are left out.

    A step counts only where its cause stands at its time: a step whose time lies before the item's term began is none.
    Nothing is due of a campaign that is over or paused.
    """
    if campaign.over or campaign.paused:
        return ()
    days = company_days(rules)
    had = {(r.item, r.term, r.step, r.person) for r in campaign.reminded}
    highest = _highest(campaign, rules)
    found: dict[tuple[str, int, str, str], Occurrence] = {}
    for item in _items(campaign, rules):
        steps = [s for s in rules.reminders.step if s.item == item.kind]
        for rank, step in enumerate(sorted(steps, key=lambda s: s.days)):
            at = _time_of(step, item, days)
            if at < item.begun:
                continue
            for whom in step.to:
                moment = at
                if item.silent_until and whom in _SILENCED and moment < item.silent_until:
                    moment = _next_full_hour(item.silent_until, days)
                for person in _people(whom, item, campaign, rules):
                    occurrence = Occurrence(
                        campaign=campaign.code,
                        item=f"{item.kind}:{item.name}",
                        term=item.term,
                        step=step.name,
                        rank=rank,
                        at=moment,
                        person=person,
                        whom=whom,
                        due=item.due,
                        at_once=item.at_once,
                    )
                    above = highest.get((occurrence.item, item.term, person), -1)
                    if occurrence.key not in had and rank > above:
                        # Whoever is owner and contact in one has the step once, as owner.
                        found.setdefault(occurrence.key, occurrence)
    return tuple(sorted(found.values(), key=lambda o: (o.at, o.item, o.rank, o.person)))


def wakes_at(campaign: Campaign, rules: Rules) -> datetime | None:
    """The earliest instant at which the clock may have something to do with the campaign; None: never, as it stands."""
    if campaign.over or campaign.paused:
        return None
    times = [o.at for o in occurrences(campaign, rules)]
    times += [at for at, _ in clock_events(campaign, rules)]
    return min(times, default=None)


def clock_events(campaign: Campaign, rules: Rules) -> Iterator[tuple[datetime, tuple[str, str]]]:
    """What the clock does beside reminding: (when, (what, key)) with what ∈ promise-over, silence, validity, prompt."""
    if campaign.over or campaign.paused:
        return
    days, zone = company_days(rules), rules.zone
    for node in campaign.pending_nodes:
        if node.promised:
            yield node.promised, ("promise-over", node.key)
    for issue in campaign.issues:
        if issue.state == "answered" and issue.answered_at:
            day = issue.answered_at.astimezone(zone).date()
            yield days.end_of(days.add(day, rules.process.issue_silence)), ("silence", str(issue.number))
    if campaign.valid.until and f"validity:{campaign.valid.until}" not in campaign.warned:
        day = days.add(campaign.valid.until, -rules.process.validity_warning)
        yield max(days.start_of(day), _start(campaign.opened_at, days)), ("validity", str(campaign.valid.until))
    if campaign.stage == "finalizing" and campaign.stage_since:
        prompt = f"prompt:{campaign.stage_since.astimezone(UTC).isoformat()}"
        if prompt not in campaign.warned:
            yield _start(campaign.stage_since, days), ("prompt", prompt)


def _items(campaign: Campaign, rules: Rules) -> Iterator[_Item]:
    for node in campaign.pending_nodes:
        if node.base != "finalize":
            yield _node_item(node, campaign, rules)
        elif campaign.stage == "finalizing":
            item = _node_item(node, campaign, rules)
            begun = max(item.begun, campaign.stage_since or item.begun)
            yield _Item("summary", node.key, node.term, node.due, begun, (campaign.pm,), (), item.manager)
    for part in campaign.departments:
        if part.asks and part.answer == "pending" and campaign.stage == "planning":
            yield _part_item(part, campaign, rules)
    for asked in campaign.postponements:
        if asked.state == "pending":
            yield _postponement_item(asked, campaign, rules)
    for issue in campaign.issues:
        if issue.unsettled and issue.waiting_on == "assignees":
            yield from _issue_items(issue, campaign, rules)


def _node_item(node: Node, campaign: Campaign, rules: Rules) -> _Item:
    return _Item(
        kind="node",
        name=node.key,
        term=node.term,
        due=node.due,
        begun=node.set_at or campaign.opened_at,
        owner=node_people(node, rules),
        contact=contacts(node.department, rules) if node.department else (),
        manager=owner_manager(campaign, node.owner, rules) if node.owner else managers(campaign, rules),
        silent_until=node.promised,
    )


def _part_item(part: Part, campaign: Campaign, rules: Rules) -> _Item:
    since = part.since or campaign.opened_at
    speaking = contacts(part.name, rules)
    above = owner_manager(campaign, speaking[0], rules) if speaking else ()
    return _Item("confirmation", part.name, part.term, since, since, speaking, (), above)


def _postponement_item(asked: Postponement, campaign: Campaign, rules: Rules) -> _Item:
    above = owner_manager(campaign, campaign.pm, rules)
    return _Item("postponement", str(asked.number), 1, asked.asked_at, asked.asked_at, (campaign.pm,), (), above)


def _issue_items(issue: Issue, campaign: Campaign, rules: Rules) -> Iterator[_Item]:
    holders = (issue.owner,) if issue.owner else issue.assignees
    above = owner_manager(campaign, holders[0], rules) if holders else ()
    at_once = bool(issue.severity) and rules.severity(issue.severity).at_once
    if issue.responded_at is None:
        yield _Item(
            "respond",
            str(issue.number),
            issue.term,
            issue.respond_due,
            issue.raised_at,
            holders,
            (),
            above,
            None,
            at_once,
        )
    yield _Item("resolve", str(issue.number), issue.term, issue.due, issue.raised_at, holders, (), above, None, at_once)


def _time_of(step: Step, item: _Item, days: Workdays) -> datetime:
    """When a step is due: the start of the working hours of its day; of a clock in hours, step 0 is when the time is out."""
    day = item.due.astimezone(days.zone).date()
    if step.days == 0 and item.kind in ("respond", "resolve"):
        return _next_full_hour(item.due, days)
    if step.days == 0:
        return days.next_hour(days.start_of(day))
    return days.start_of(days.add(day, step.days))


def _people(whom: str, item: _Item, campaign: Campaign, rules: Rules) -> tuple[str, ...]:
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


def _highest(campaign: Campaign, rules: Rules) -> dict[tuple[str, int, str], int]:
    """The highest step of each item that each person has had: steps below it are past."""
    ranks: dict[tuple[str, str], int] = {}
    for kind in {s.item for s in rules.reminders.step}:
        steps = sorted((s for s in rules.reminders.step if s.item == kind), key=lambda s: s.days)
        ranks |= {(kind, s.name): rank for rank, s in enumerate(steps)}
    found: dict[tuple[str, int, str], int] = {}
    for had in campaign.reminded:
        rank = ranks.get((had.item.partition(":")[0], had.step), -1)
        key = (had.item, had.term, had.person)
        found[key] = max(rank, found.get(key, -1))
    return found


def _start(moment: datetime, days: Workdays) -> datetime:
    """The next working hour: the moment itself within working hours, else the next start of them."""
    return days.next_hour(moment)


def _next_full_hour(moment: datetime, days: Workdays) -> datetime:
    """The next full hour within working hours: clocks in hours are looked at once an hour, so that ticks at any minute
    of an hour see the same."""
    here = moment.astimezone(days.zone)
    full = here.replace(minute=0, second=0, microsecond=0)
    if full < here:
        full += timedelta(hours=1)
    return days.next_hour(full)
