"""report_build, waive_gate, submitted: a build is refused while any defect is open or reopened, unless the PM lets it pass (放行：理由); what
one that passed does: the next version opens the test nodes again (SPEC 1, 9 "Stages", "Rights").
"""

from datetime import datetime
from typing import Any

from mailbot.campaign.audience import left_out, managers, node_people
from mailbot.campaign.case import Case
from mailbot.campaign.changes import Change, GateWaived, NodeDone, NodesOpened, SubmissionRefused, VersionSubmitted
from mailbot.campaign.commands import ReportNode, WaiveGate
from mailbot.campaign.decide.evidence import lacking
from mailbot.campaign.decide.invitations import follow
from mailbot.campaign.decide.node_notices import next_to_do, tell_done
from mailbot.campaign.decide.stages import reached
from mailbot.campaign.model import Campaign, Node, Submission
from mailbot.campaign.outcome import Fault, Outcome, Refused
from mailbot.campaign.rights import may
from mailbot.campaign.view import later_dues
from mailbot.campaign.wanted import wanted
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
    moved = later_dues(case.present, after, case.rules.zone) if again else []
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
