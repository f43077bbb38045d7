"""submitted: what a build that passed the defect gate does. The next version opens the test nodes again (SPEC 1)."""

from datetime import datetime

from mailbot.campaign.case import Case
from mailbot.campaign.changes import Change, NodeDone, NodesOpened, VersionSubmitted
from mailbot.campaign.decide.stages import reached
from mailbot.campaign.model import Campaign, Node
from mailbot.value import replace

AGAIN = ("test", "report", "release")


def submitted(
    case: Case, version: str, key: str, *, by: str, at: datetime, so_far: tuple[Change, ...] = (), proof: str = ""
) -> tuple[Change, ...]:
    """The build node done with that version; where it was done before, `test`, `report`, `release` open again. A due time
    still to come stays as the plan has it; one that has passed is later by the working days between the two submissions."""
    node = case.present.node(key)
    changes: list[Change] = [VersionSubmitted(at=case.now, by=by, version=version)]
    if node.state != "done" and version.startswith(tuple(f"{case.present.version}{mark}" for mark in ". -+(")):
        # 5.3.0.1021 and 5.3.0 build 1021 of a plan for 5.3.0 are its first build: only the next version becomes the campaign's.
        changes = []
    done = NodeDone(
        at=case.now,
        by=by,
        key=key,
        done_at=at,
        evidence=(f"version:{version}",),
        proof=proof or case.occasion.message_id,
    )
    if node.state == "done":
        again = tuple(
            _again(case, n, node, at) for n in case.present.nodes if n.base in AGAIN and n.state != "cancelled"
        )
        if again:
            changes.append(NodesOpened(at=case.now, by=by, nodes=again))
    changes.append(done)
    changes += reached(case, *so_far, *changes)
    return tuple(changes)


def _again(case: Case, node: Node, build: Node, at: datetime) -> Node:
    due = node.due if node.due > case.now or node.state != "done" else _later(case, node, build, at)
    return replace(
        node,
        state="pending",
        due=due,
        done_at=None,
        done_by="",
        evidence=(),
        progress=None,
        proof="",
        term=node.term + 1,
        set_at=case.now,
    )


def _later(case: Case, node: Node, build: Node, at: datetime) -> datetime:
    zone = case.rules.zone
    first = (build.done_at or build.due).astimezone(zone).date()
    today = at.astimezone(zone).date()
    shift = max(0, case.days.between(first, today))
    due = node.due.astimezone(zone)
    moved = datetime.combine(case.days.add(due.date(), shift), due.timetz())
    if moved <= case.now:
        moved = case.days.end_of(case.days.add(case.now.astimezone(zone).date(), 1))
    return moved


def opened_again(before: Campaign, after: Campaign) -> tuple[Node, ...]:
    """What was done and is to be done again, in the plan's order."""
    done = {n.key for n in before.nodes if n.state == "done"}
    return tuple(n for n in after.nodes if n.state == "pending" and n.key in done)


def later_dues(before: Campaign, after: Campaign, case: Case) -> list[dict[str, str]]:
    """The nodes that are due later than they were, as notices show them."""
    zone = case.rules.zone
    old = {n.key: n.due for n in before.nodes}
    return [
        {
            "node": n.key,
            "title": n.title,
            "before": old[n.key].astimezone(zone).isoformat(),
            "after": n.due.astimezone(zone).isoformat(),
        }
        for n in after.nodes
        if n.state == "pending" and n.key in old and n.due > old[n.key]
    ]
