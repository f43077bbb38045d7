"""waiting_items: everything in a campaign that waits for somebody and has a ladder of reminders (SPEC 5)."""

from collections.abc import Iterator
from datetime import datetime

from mailbot.campaign.audience import contacts, managers, node_people, owner_manager
from mailbot.campaign.model import Campaign, Issue, Node, Part, Postponement
from mailbot.campaign.workdays import Workdays
from mailbot.rulebook.rules import Rules
from mailbot.value import Value


class Waiting(Value, kw_only=True):
    """`due` is what its steps count from, `begun` when its term began: of what `waits` for an answer, the time at which it was
    asked. `owner` has to do it; `contact` and `manager` are whom it climbs to. `promised`: the promise that stands."""

    kind: str
    name: str
    term: int
    due: datetime
    begun: datetime
    owner: tuple[str, ...]
    contact: tuple[str, ...] = ()
    manager: tuple[str, ...] = ()
    promised: datetime | None = None
    at_once: bool = False
    waits: bool = False

    @property
    def item(self) -> str:
        return f"{self.kind}:{self.name}"


def waiting_items(campaign: Campaign, rules: Rules) -> Iterator[Waiting]:
    """What waits as the campaign stands, whether or not it is paused; a summary once its campaign is finalizing."""
    for node in campaign.pending_nodes:
        if node.base != "finalize" or campaign.stage == "finalizing":
            yield _node(node, campaign, rules)
    for part in campaign.departments:
        if part.asks and part.answer == "pending" and campaign.stage == "planning":
            yield _part(part, campaign, rules)
    for asked in campaign.postponements:
        if asked.state == "pending":
            yield _postponement(asked, campaign, rules)
    for issue in campaign.issues:
        if issue.unsettled and issue.waiting_on == "assignees":
            yield from _issue(issue, campaign, rules)
        elif issue.unsettled:
            yield _question(issue, campaign, rules)


def paused_days(since: datetime, campaign: Campaign, days: Workdays) -> int:
    """The working days after an instant on which the campaign was paused: its clocks stood still."""
    spans = [(max(begun, since), until) for begun, until in campaign.pauses if until > since]
    return sum(days.between(days.begun(begun), days.begun(until)) for begun, until in spans)


def _node(node: Node, campaign: Campaign, rules: Rules) -> Waiting:
    summary = node.base == "finalize"
    begun = node.set_at or campaign.opened_at
    owner: tuple[str, ...]
    if summary:
        # Only a PM writes it, whoever the plan names.
        owner = (node.owner if node.owner in campaign.pms else campaign.pm,)
        begun = max(begun, campaign.stage_since or begun)
    else:
        owner = _present(node_people(node, rules), rules) or contacts(node.department, rules)
    return Waiting(
        kind="summary" if summary else "node",
        name=node.key,
        term=node.term,
        due=node.due,
        begun=begun,
        owner=owner or (campaign.pm,),
        contact=contacts(node.department, rules) if node.department else (),
        manager=_above(owner or (campaign.pm,), campaign, rules, node),
        promised=node.promised,
    )


def _part(part: Part, campaign: Campaign, rules: Rules) -> Waiting:
    owner = contacts(part.name, rules) or (campaign.pm,)
    return _answer("confirmation", part.name, part.term, part.since or campaign.opened_at, owner, campaign, rules)


def _postponement(asked: Postponement, campaign: Campaign, rules: Rules) -> Waiting:
    return _answer("postponement", str(asked.number), 1, asked.asked_at, (campaign.pm,), campaign, rules)


def _issue(issue: Issue, campaign: Campaign, rules: Rules) -> Iterator[Waiting]:
    """The two clocks of an issue whose turn is its assignees'; the first word of one ends the clock to respond."""
    holders = _present((issue.owner,) if issue.owner else issue.assignees, rules)
    holders = holders or _present(managers(campaign, rules), rules) or (campaign.pm,)
    # A level that the rules no longer name is no reason to stop the clock.
    at_once = any(s.name == issue.severity and s.at_once for s in rules.severities.severity)
    clocks = [("resolve", issue.due)]
    if issue.responded_at is None:
        clocks.insert(0, ("respond", issue.respond_due))
    for kind, due in clocks:
        yield Waiting(
            kind=kind,
            name=str(issue.number),
            term=issue.term,
            due=due,
            begun=issue.set_at or issue.raised_at,
            owner=holders,
            manager=_above(holders, campaign, rules),
            at_once=at_once,
            promised=issue.promised,
        )


def _question(issue: Issue, campaign: Campaign, rules: Rules) -> Waiting:
    """请补充: the turn is the raiser's, and the clocks stand still until their next word."""
    asked = issue.paused_at or issue.set_at or issue.raised_at
    owner = _present((issue.raised_by,), rules) or (campaign.pm,)
    return _answer("question", str(issue.number), issue.term, asked, owner, campaign, rules)


def _answer(
    kind: str, name: str, term: int, asked: datetime, owner: tuple[str, ...], campaign: Campaign, rules: Rules
) -> Waiting:
    """What waits for an answer counts from when it was asked."""
    above = _above(owner, campaign, rules)
    return Waiting(kind=kind, name=name, term=term, due=asked, begun=asked, owner=owner, manager=above, waits=True)


def _above(owner: tuple[str, ...], campaign: Campaign, rules: Rules, node: Node | None = None) -> tuple[str, ...]:
    above = [m for person in owner for m in owner_manager(campaign, person, rules, node)]
    return tuple(dict.fromkeys(above))


def _present(people: tuple[str, ...], rules: Rules) -> tuple[str, ...]:
    """Those who have not left the company: nobody else may be written to."""
    found = [(p, rules.directory.person(p)) for p in people]
    return tuple(p for p, person in found if person is None or not person.left)
