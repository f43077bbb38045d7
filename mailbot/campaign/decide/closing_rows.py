"""closed_rows: a plan's rows that read 已完成 close nodes that need no evidence; the receipt asks for the rest (SPEC 9)."""

from mailbot.campaign.case import Case
from mailbot.campaign.changes import Change, NodeDone
from mailbot.campaign.commands import FilePlan
from mailbot.campaign.model import Node, Progress
from mailbot.rulebook.shapes import Kind
from mailbot.value import Value, replace

NEEDS_NOTHING = ("none", "counts")


class ClosedRows(Value):
    changes: tuple[Change, ...]
    asks: list[str]


def closed_rows(plan: FilePlan, nodes: tuple[Node, ...], kind: Kind, case: Case) -> ClosedRows:
    """`nodes` are those laid out from the plan's rows, in the same order."""
    changes: list[Change] = []
    asks: list[str] = []
    rows = [r for r in plan.nodes if not r.drop]
    for row, node in zip(rows, nodes, strict=False):
        if not row.done or node.state != "pending":
            continue
        if needs_nothing(node, kind):
            done_at = min(node.due, case.said_at)
            changes.append(
                NodeDone(at=case.now, by=case.by, key=node.key, done_at=done_at, proof=case.occasion.message_id)
            )
        else:
            asks.append(node.key)
    return ClosedRows(tuple(changes), asks)


def needs_nothing(node: Node, kind: Kind) -> bool:
    """Whether the word 完成 alone closes a node."""
    standard = kind.node_of(node.key)
    return standard is None or standard.evidence in NEEDS_NOTHING


def whole(progress: Progress | None) -> Progress | None:
    """What is done has reached its total: 全部升级完成 after 320/500 is 500/500."""
    return replace(progress, done=progress.total) if progress and progress.done < progress.total else progress
