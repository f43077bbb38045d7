"""moved_restrictions, moved_delays, parted: a restriction begins when its node is due; whoever moves the one moves the other (SPEC 1.1, 1.2)."""

from datetime import datetime, tzinfo

from mailbot.campaign.model import Campaign, Node
from mailbot.campaign.planned import Restriction, When
from mailbot.value import replace


def moved_restrictions(before: Campaign, after: Campaign, zone: tzinfo) -> tuple[Restriction, ...]:
    """The restrictions of a revision that words none: where all began with their one node (the same instant, or the same
    day where no time was given), and the node has moved, they begin when it is due now; delays end with theirs alike.

    A node that was never on the restriction's day, several nodes of a kind on different days, and several restrictions of
    different days are left alone.
    """
    effective = _move(before, after, "restrict", {r.effective for r in before.restrictions}, zone)
    ends: set[When | None] = {r.delayed_until for r in before.restrictions if r.delayed_until}
    delayed = _move(before, after, "delay", ends, zone)
    return tuple(
        replace(
            r,
            effective=effective or r.effective,
            delayed_until=(delayed or _of_scope(r, before, after, zone) or r.delayed_until)
            if r.delayed_until
            else None,
        )
        for r in after.restrictions
    )


def moved_delays(before: Campaign, after: Campaign, now: datetime, zone: tzinfo) -> tuple[Node, ...]:
    """The nodes of a revision that gives another end of the one delay and names no node: those that were due on the day on
    which it ended (版本延迟限制) are due on the new one."""
    old, new = ({r.delayed_until for r in c.restrictions if r.delayed_until} for c in (before, after))
    if len(old) != 1 or len(new) != 1 or old == new:
        return after.nodes
    (was,), (is_,) = old, new
    if was is None or is_ is None:
        return after.nodes

    def moved(node: Node) -> Node:
        if node.base != "delay" or node.state != "pending" or not _is_on(was, node.due, zone):
            return node
        due = (
            is_.at
            if is_.timed
            else datetime.combine(is_.at.astimezone(zone).date(), node.due.astimezone(zone).timetz())
        )
        return replace(node, due=due, timed=is_.timed or node.timed, term=node.term + 1, set_at=now)

    return tuple(moved(node) for node in after.nodes)


def _move(before: Campaign, after: Campaign, base: str, days: set[When | None], zone: tzinfo) -> When | None:
    old, new = _shared(before, base), _shared(after, base)
    if len(days) != 1 or old is None or new is None or old.due == new.due or new.state != "pending":
        return None
    (day,) = days
    if day is None or not (_is_on(day, old.due, zone) or (not old.timed and _is_that_day(day, old.due, zone))):
        return None
    if day.timed and day.at != old.due and not new.timed:
        # 12月18日零点起, of a node that is due on that day: it begins at its own hour of the new one.
        return When(at=datetime.combine(new.due.astimezone(zone).date(), day.at.astimezone(zone).timetz()), timed=True)
    if day.timed or (new.timed and not (old.timed and _hour(old, zone) == _hour(new, zone))):
        return When(at=new.due, timed=True)
    clock = day.at.astimezone(zone).timetz()
    return When(at=datetime.combine(new.due.astimezone(zone).date(), clock))


def _of_scope(restriction: Restriction, before: Campaign, after: Campaign, zone: tzinfo) -> When | None:
    """The new end of a delay that is one department's, where that department's node has moved from its day."""
    day, scope = restriction.delayed_until, restriction.scope
    own = [n for n in before.nodes if n.base == "delay" and scope and n.department.startswith(scope)]
    if day is None or len(own) != 1 or not _is_on(day, own[0].due, zone):
        return None
    new = next((n for n in after.nodes if n.key == own[0].key and n.state == "pending"), None)
    if new is None or new.due == own[0].due:
        return None
    if day.timed or new.timed:
        return When(at=new.due, timed=True)
    return When(at=datetime.combine(new.due.astimezone(zone).date(), day.at.astimezone(zone).timetz()))


def parted(before: Campaign, after: Campaign, zone: tzinfo) -> str:
    """The title of the node of the restrictions that was due on the day on which they begin and, moved, no longer is; ''
    where there is none."""
    old, new = _shared(before, "restrict"), _shared(after, "restrict")
    days = {r.effective for r in after.restrictions}
    if old is None or new is None or old.due == new.due or len(days) != 1:
        return ""
    (day,) = days
    return new.title if day is not None and _is_on(day, old.due, zone) and not _is_on(day, new.due, zone) else ""


def _hour(node: Node, zone: tzinfo) -> object:
    return node.due.astimezone(zone).timetz()


def _is_on(day: When, due: datetime, zone: tzinfo) -> bool:
    return day.at == due if day.timed else _is_that_day(day, due, zone)


def _is_that_day(day: When, due: datetime, zone: tzinfo) -> bool:
    return day.at.astimezone(zone).date() == due.astimezone(zone).date()


def _shared(campaign: Campaign, base: str) -> Node | None:
    """A node of the kind, if all of them that stand are due at one time."""
    nodes = [n for n in campaign.nodes if n.base == base and n.state != "cancelled"]
    return nodes[0] if len({n.due for n in nodes}) == 1 else None
