"""invitations: an .ics per node to its owner alone, where the rules want them; updated and cancelled with the node (SPEC 5 "Notices")."""

from collections.abc import Iterable

from mailbot.campaign.case import Case
from mailbot.campaign.model import Campaign, Node
from mailbot.campaign.outcome import Notice


def invitations(after: Campaign, case: Case, *, keys: tuple[str, ...] | None = None) -> tuple[Notice, ...]:
    """For the open nodes (`keys`: those alone); nobody is invited to what they wrote themselves."""
    return _notices(after, (n for n in after.nodes if n.state == "pending" and (keys is None or n.key in keys)), case)


def follow(before: Campaign, after: Campaign, case: Case) -> tuple[Notice, ...]:
    """The calendars follow from one state of the campaign to another: what is due anew, and what is no longer its owner's."""
    was = {n.key: n for n in before.nodes if n.state == "pending"}
    now = {n.key: n for n in after.nodes if n.state != "cancelled"}
    moved = (n for n in now.values() if n.state == "pending" and _entry(n) != _entry(was.get(n.key)))
    gone = (n for n in was.values() if n.key not in now or now[n.key].owner != n.owner)
    return (*_notices(after, moved, case), *_notices(before, gone, case, cancel=True))


def _entry(node: Node | None) -> tuple[str, str, object] | None:
    """What a calendar shows of a node."""
    return (node.owner, node.title, node.due) if node else None


def _notices(campaign: Campaign, nodes: Iterable[Node], case: Case, *, cancel: bool = False) -> tuple[Notice, ...]:
    """One mail an owner. SEQUENCE counts the minutes since the campaign opened: a node that an UNDO puts back is newer than
    what it undoes, which a count of terms would not be, and calendars keep the highest (RFC 5546 2.1.5)."""
    if not case.rules.process.invitations:
        return ()
    by_owner: dict[str, list[str]] = {}
    for node in nodes:
        if node.owner and node.owner != case.by:
            by_owner.setdefault(node.owner, []).append(node.key)
    shown = case.shown(campaign) if by_owner else {}
    sequence = max(0, int((case.now - campaign.opened_at).total_seconds()) // 60)
    return tuple(
        Notice(
            purpose="notice",
            template="invitation",
            to=(owner,),
            campaign=campaign.code,
            facts={"campaign": shown, "nodes": own, "cancel": cancel, "sequence": dict.fromkeys(own, sequence)},
        )
        for owner, own in by_owner.items()
    )
