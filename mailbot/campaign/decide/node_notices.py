"""Who hears of a node: that it is done, that it failed, that more was done than the plan allows (SPEC 5)."""

import re
from datetime import datetime
from typing import Any

from mailbot.campaign.audience import left_out, node_people
from mailbot.campaign.case import Case
from mailbot.campaign.changes import Change, Warned
from mailbot.campaign.commands import ReportNode
from mailbot.campaign.coverage import in_use
from mailbot.campaign.model import Campaign, Node
from mailbot.campaign.outcome import Notice
from mailbot.campaign.wanted import wanted

_SHARE = re.compile(r"[%％]|百分|percent|分之|[一二三四五六七八九]成")


def tell_done(
    after: Campaign, keys: tuple[str, ...], case: Case, *, counted: dict[str, Any] | None = None
) -> tuple[Notice, ...]:
    """Whoever works on the node that comes next must act; the PM and the managers' fronts know, also of counts that came with it."""
    upcoming = next_to_do(after, case)
    acting = left_out(node_people(upcoming, case.rules) if upcoming else (), case.by)
    knowing = tuple(p for p in left_out(after.pms, case.by, *acting) if p not in case.occasion.had)
    return case.tell(
        after,
        "node-done",
        acting,
        knowing,
        nodes=list(keys),
        upcoming=upcoming.key if upcoming else None,
        wanted=wanted(upcoming, after, case.rules) if upcoming else None,
        counted=counted,
    )


def next_to_do(campaign: Campaign, case: Case) -> Node | None:
    """The node due first that somebody can work on: the summary asks for itself; what closes with the last defect waits while
    all are answered, and comes last where there are none."""
    defects = {i.state for i in campaign.issues if i.type == "defect" and i.state != "closed"}

    def turn(node: Node) -> tuple[bool, datetime]:
        standard = case.kind.node_of(node.key)
        return bool(standard and standard.evidence == "defects" and not defects & {"open", "reopened"}), node.due

    open_nodes = [n for n in campaign.pending_nodes if n.base != "finalize" and not (defects and turn(n)[0])]
    return min(open_nodes, key=turn, default=None)


def over_quantity(after: Campaign, key: str, case: Case) -> tuple[Change, ...]:
    """Progress above the quantity warns the PM at once, and once: a node's own, or that of all departments together."""
    limit, progress = after.quantity.max, after.node(key).progress
    if limit is None or progress is None or _is_share(after.node(key)):
        return ()
    what = f"quantity:{key}" if progress.done > limit else "quantity:together"
    if what in after.warned or (progress.done <= limit and together(after) <= limit):
        return ()
    return (Warned(at=case.now, what=what),)


def _is_share(node: Node) -> bool:
    """80% is kept as 80 of 100, and counts nothing; 完成 90 台，共 100 台 does."""
    return (
        node.progress is not None
        and node.progress.total in (100, 1000)
        and _SHARE.search(node.note.lower()) is not None
    )


def together(campaign: Campaign) -> int:
    """What the departments have carried out: of several nodes of one, which may count the same ones, the furthest."""
    most: dict[str, int] = {}
    for node in campaign.nodes:
        if node.base == "rollout" and node.progress and not _is_share(node) and node.state != "cancelled":
            most[node.department] = max(node.progress.done, most.get(node.department, 0))
    return sum(most.values())


def quantity_notice(changes: tuple[Change, ...], after: Campaign, key: str, case: Case) -> tuple[Notice, ...]:
    warned = next((c for c in changes if isinstance(c, Warned)), None)
    if warned is None:
        return ()
    own = warned.what == f"quantity:{key}"
    of: dict[str, Any] = {"node": key, "together": None} if own else {"node": None, "together": together(after)}
    return case.tell(after, "quantity-exceeded", (after.pm,), **of)


def counted_over(before: Campaign, change: Change, case: Case) -> tuple[tuple[Change, ...], tuple[Notice, ...]]:
    """The same of a query's table: the PM is warned when it is first above the quantity, whoever or whatever brought it."""
    after = case.after(change)
    used, limit = in_use(after), after.quantity.max
    what = f"quantity:coverage:{limit}"
    if used is None or limit is None or used <= limit or what in before.warned:
        return (), ()
    facts: dict[str, Any] = {"node": None, "used": used, "by": case.by or None, "source": after.coverage_source or None}
    return (Warned(at=case.now, what=what),), case.tell(after, "quantity-exceeded", (after.pm,), **facts)


def failed_notice(command: ReportNode, after: Campaign, node: Node, case: Case) -> tuple[Notice, ...]:
    people = tuple(p for p in left_out(after.pms, case.by) if p not in case.occasion.had)
    return case.tell(after, "node-failed", people, node=node.key, words=command.text)
