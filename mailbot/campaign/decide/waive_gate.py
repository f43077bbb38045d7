"""waive_gate: 放行：理由, the PM lets a refused submission pass, as it stood (SPEC 1, 9 "Rights")."""

from mailbot.campaign.audience import left_out, managers
from mailbot.campaign.case import Case
from mailbot.campaign.changes import Change, GateWaived
from mailbot.campaign.commands import WaiveGate
from mailbot.campaign.decide.invitations import follow
from mailbot.campaign.decide.submit import opened_again, submitted
from mailbot.campaign.outcome import Outcome, Refused
from mailbot.campaign.rights import may


def waive_gate(command: WaiveGate, case: Case) -> Outcome | Refused:
    if not may("waiver", case):
        return case.refused("waiver", "not-the-pm", right=True, pm=case.present.pm)
    if not command.reason.strip():
        return case.refused("waiver", "waiver-without-reason", field="waiver")
    waiting = [s for s in case.present.submissions if s.version not in dict(case.present.waived)]
    if command.version:
        waiting = [s for s in waiting if s.version == command.version]
    if not waiting:
        return case.refused("waiver", "nothing-to-waive", words=command.version)
    submission = waiting[-1]
    changes: tuple[Change, ...] = (
        GateWaived(at=case.now, by=case.by, version=submission.version, reason=command.reason[:500]),
    )
    changes += submitted(case, submission.version, submission.node, by=submission.by, at=submission.at, so_far=changes)
    after = case.after(*changes)
    again = opened_again(case.present, after)
    acting = left_out((submission.by, *(n.owner for n in again)), case.by)
    others = left_out(managers(after, case.rules), case.by, *acting)
    told = case.tell(
        after,
        "gate-waived",
        acting,
        others,
        version=submission.version,
        reason=command.reason,
        defects=[i.number for i in after.issues if i.type == "defect" and i.unsettled],
        nodes=[n.key for n in again],
    )
    notices = told + follow(case.present, after, case)
    return case.outcome("waiver", changes, notices, version=submission.version, reason=command.reason)
