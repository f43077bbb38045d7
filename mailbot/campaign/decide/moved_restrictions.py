"""moved_restrictions: a restriction begins when its node is due; whoever moves the one moves the other (SPEC 1.1, 1.2)."""

from datetime import datetime, tzinfo

from mailbot.campaign.model import Campaign, Node, Restriction, When
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
            delayed_until=(delayed or r.delayed_until) if r.delayed_until else None,
        )
        for r in after.restrictions
    )


def _move(before: Campaign, after: Campaign, base: str, days: set[When | None], zone: tzinfo) -> When | None:
    old, new = _shared(before, base), _shared(after, base)
    if len(days) != 1 or old is None or new is None or old.due == new.due or new.state != "pending":
        return None
    (day,) = days
    if day is None or not _is_on(day, old.due, zone):
        return None
    if day.timed or new.timed:
        return When(at=new.due, timed=True)
    clock = day.at.astimezone(zone).timetz()
    return When(at=datetime.combine(new.due.astimezone(zone).date(), clock))


def _is_on(day: When, due: datetime, zone: tzinfo) -> bool:
    return day.at == due if day.timed else day.at.astimezone(zone).date() == due.astimezone(zone).date()


def _shared(campaign: Campaign, base: str) -> Node | None:
    """A node of the kind, if all of them that stand are due at one time."""
    nodes = [n for n in campaign.nodes if n.base == base and n.state != "cancelled"]
    return nodes[0] if len({n.due for n in nodes}) == 1 else None
