"""report_all: 全部完成, of all the nodes that somebody has open (SPEC 9 "Replies")."""

from mailbot.campaign.case import Case
from mailbot.campaign.changes import Change, NodeDone
from mailbot.campaign.commands import ReportAll
from mailbot.campaign.decide.closing_rows import needs_nothing, whole
from mailbot.campaign.decide.node_notices import tell_done
from mailbot.campaign.decide.stages import reached
from mailbot.campaign.outcome import Fault, Outcome, Refused
from mailbot.campaign.rights import may


def report_all(command: ReportAll, case: Case) -> Outcome | Refused:
    """全部完成 closes what needs no evidence and asks for the rest."""
    nodes = [
        n
        for n in case.present.pending_nodes
        if (n.key in command.keys if command.keys else (n.owner == case.by or case.by in n.helpers))
        and n.base != "finalize"
        and may("node_result", case, node=n)
    ]
    if not nodes:
        return case.refused("node_result", "no-open-node")
    closing = [n for n in nodes if needs_nothing(n, case.kind)]
    asks = [n for n in nodes if n not in closing]
    if not closing:
        return Refused(
            kind="node_result",
            faults=tuple(
                Fault(reason="evidence-missing", field="node", facts={"node": n.key, "title": n.title}) for n in asks
            ),
        )
    changes: tuple[Change, ...] = tuple(
        NodeDone(
            at=case.now,
            by=case.by,
            key=n.key,
            done_at=case.said_at,
            progress=whole(n.progress),
            note=command.text[:1000],
            proof=case.occasion.message_id,
        )
        for n in closing
    )
    changes += reached(case, *changes)
    after = case.after(*changes)
    return case.outcome(
        "node_result",
        changes,
        tell_done(after, tuple(n.key for n in closing), case),
        nodes=[n.key for n in closing],
        ask_evidence=[n.key for n in asks],
        stage_before=case.present.stage,
    )
