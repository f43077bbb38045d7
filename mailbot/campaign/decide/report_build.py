"""report_build: a build submitted: refused while any defect is open or reopened, unless the PM lets it pass (SPEC 1, 9 "Stages")."""

from typing import Any

from mailbot.campaign.audience import left_out, managers, node_people
from mailbot.campaign.case import Case
from mailbot.campaign.changes import SubmissionRefused
from mailbot.campaign.commands import ReportNode
from mailbot.campaign.decide.evidence import lacking
from mailbot.campaign.decide.invitations import follow
from mailbot.campaign.decide.node_notices import next_to_do, tell_done
from mailbot.campaign.decide.submit import AGAIN, later_dues, submitted
from mailbot.campaign.model import Campaign, Node, Submission
from mailbot.campaign.outcome import Fault, Outcome, Refused
from mailbot.campaign.rights import may
from mailbot.campaign.wanted import wanted


def report_build(command: ReportNode, node: Node, case: Case) -> Outcome | Refused:
    lack = lacking(command, node, case)
    if lack.faults:
        return Refused(kind="node_result", faults=lack.faults)
    version = command.version
    if node.state == "done" and f"version:{version}" in node.evidence:
        return case.refused("node_result", "version-known", field="version", words=version)
    defects = defects_in(case.present, "open", "reopened")
    waived = version in dict(case.present.waived) or bool(command.waiver and may("waiver", case))
    if defects and not waived:
        submission = Submission(
            version=version, node=node.key, by=case.by, at=case.said_at, mail=case.occasion.message_id
        )
        fault = Fault(
            reason="defects-open", field="version", words=version, facts={"defects": defects, "version": version}
        )
        refused = SubmissionRefused(
            at=case.now, by=case.by, submission=submission, defects=tuple(d["number"] for d in defects)
        )
        return Refused(kind="node_result", faults=(fault,), changes=(refused,))
    changes = submitted(case, version, node.key, by=case.by, at=command.done_at or case.said_at)
    after = case.after(*changes)
    again = node.state == "done"
    moved = later_dues(case.present, after, case) if again else []
    notices = tell_done(after, (node.key,), case)
    if again:
        # Who tests it has work to do; whose nodes come after, the managers and the PM know of it.
        tests = sorted((n for n in after.pending_nodes if n.base in AGAIN), key=lambda n: n.due)
        upcoming = tests[0] if tests else next_to_do(after, case)
        acting = left_out(node_people(upcoming, case.rules) if upcoming else (), case.by)
        knowing = (*(n.owner for n in tests), *managers(after, case.rules), *after.pms)
        others = left_out(knowing, case.by, *acting)
        told = case.tell(
            after,
            "version-submitted",
            acting,
            others,
            version=version,
            moved=moved,
            upcoming=upcoming.key if upcoming else None,
            wanted=wanted(upcoming, after, case.rules) if upcoming else None,
        )
        notices = told + follow(case.present, after, case)
    return case.outcome(
        "node_result",
        changes,
        notices,
        node=node.key,
        nodes=[node.key],
        version=version,
        version_before=case.present.version,
        next_version=again,
        moved=moved,
        linked_files=list(command.linked_files),
        stage_before=case.present.stage,
    )


def defects_in(campaign: Campaign, *states: str) -> list[dict[str, Any]]:
    """The campaign's defects in one of these states, as notices and faults list them."""
    return [
        {"number": i.number, "title": i.title, "state": i.state, "severity": i.severity}
        for i in campaign.issues
        if i.type == "defect" and i.state in states
    ]
