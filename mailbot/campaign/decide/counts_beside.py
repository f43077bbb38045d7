"""counts_beside: the counts of versions or parameter values that came with a node's report, and what becomes of them (SPEC 1).

The last query is the PM's. Counts of whoever carries the node out alone are of the whole field, and are kept until the PM or a
back end gives others; counts of one department among several are of a part of it, and would be read as the whole.
"""

from typing import Any

from mailbot.campaign.case import Case
from mailbot.campaign.changes import Change, CoverageReported
from mailbot.campaign.commands import ReportNode
from mailbot.campaign.coverage import reached
from mailbot.campaign.decide.node_notices import counted_over
from mailbot.campaign.model import Campaign, CoverageRow, Node
from mailbot.campaign.outcome import Notice
from mailbot.value import Value, replace

_CARRIED_OUT = ("rollout", "restrict", "delay")


class Counts(Value, kw_only=True):
    """`facts` is what the receipt and the notice to the PM say of them, None where the mail brought none."""

    changes: tuple[Change, ...] = ()
    notices: tuple[Notice, ...] = ()
    facts: dict[str, Any] | None = None


def counts_beside(command: ReportNode, node: Node, case: Case) -> Counts:
    """Kept as coverage, or only seen."""
    campaign, rows = case.present, command.coverage
    if not rows or command.failed or (rows == campaign.coverage and case.by == campaign.coverage_by):
        return Counts()
    found = reached(replace(campaign, coverage=rows))
    facts = {"kept": False, "reached": found, "rows": len(rows), "words": _worded(rows)}
    if not _is_whole(node, case) or _known(campaign) or not found or not found["reached"]:
        return Counts(facts=facts)
    change = CoverageReported(at=case.now, by=case.by, rows=rows, said_at=case.said_at)
    warned, told = counted_over(campaign, change, case)
    return Counts(changes=(change, *warned), notices=told, facts={**facts, "kept": True})


def _is_whole(node: Node, case: Case) -> bool:
    """Whether the sender's counts are of all there is: the PM's, or of the only one who carries such a node out."""
    campaign = case.present
    if case.by in campaign.pms:
        return True
    alike = [n for n in campaign.nodes if n.base == node.base and n.state != "cancelled"]
    return node.base in _CARRIED_OUT and len({n.department or n.owner for n in alike}) == 1


def _known(campaign: Campaign) -> bool:
    """Whether the PM or a back end has given counts already: those stand."""
    return bool(campaign.coverage) and (bool(campaign.coverage_source) or campaign.coverage_by in campaign.pms)


def _worded(rows: tuple[CoverageRow, ...]) -> list[str]:
    return [f"{r.version or f'{r.parameter} = {r.value}'}: {r.count}" for r in rows[:5]]
