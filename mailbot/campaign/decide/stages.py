"""reached: the stage that a campaign moves on to by itself after some changes (SPEC 9 "Stages")."""

from mailbot.campaign.case import Case
from mailbot.campaign.changes import Change, NodeDone, StageReached
from mailbot.campaign.evolve import evolve_all
from mailbot.campaign.model import Campaign


def reached(case: Case, *changes: Change) -> tuple[Change, ...]:
    """The changes that follow by themselves: `fix` closing when every defect is closed, planning → tracking when all
    have confirmed, → finalizing when all nodes but `finalize` are done."""
    after = evolve_all(case.campaign, changes)
    if after is None or after.over:
        return ()
    more: list[Change] = []
    if fix := _fixed(after):
        more.append(NodeDone(at=case.now, by="", key=fix, done_at=case.now, note="defects-closed"))
        after = evolve_all(after, tuple(more)) or after
    work = [n for n in after.nodes if n.base != "finalize" and n.state != "cancelled"]
    if work and all(n.state == "done" for n in work):
        if after.stage != "finalizing":
            more.append(StageReached(at=case.now, by=case.by, stage="finalizing", why="all-nodes-done"))
    elif after.stage == "finalizing":
        more.append(StageReached(at=case.now, by=case.by, stage="tracking", why="nodes-open-again"))
    elif after.stage == "planning" and _agreed(after):
        more.append(StageReached(at=case.now, by=case.by, stage="tracking", why="all-confirmed"))
    return tuple(more)


def _agreed(campaign: Campaign) -> bool:
    return all(p.answer == "confirmed" for p in campaign.departments if p.asks)


def _fixed(campaign: Campaign) -> str | None:
    """The open `fix` node of a campaign whose defects (at least one) are all closed."""
    defects = [i for i in campaign.issues if i.type == "defect"]
    if not defects or any(i.state != "closed" for i in defects):
        return None
    return next((n.key for n in campaign.nodes if n.base == "fix" and n.state == "pending"), None)
