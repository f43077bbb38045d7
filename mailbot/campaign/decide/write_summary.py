"""write_summary, report_coverage: the PM's summary closes the campaign (SPEC 1, 9 "Stages")."""

from mailbot.campaign.audience import everyone, leads, left_out, to_and_cc
from mailbot.campaign.case import Case
from mailbot.campaign.changes import (
    Change,
    CoverageReported,
    IssueClosed,
    NodeDone,
    NodesCancelled,
    StageReached,
    SummaryAccepted,
)
from mailbot.campaign.commands import ReportCoverage, TakeCoverage, WriteSummary
from mailbot.campaign.coverage import reached
from mailbot.campaign.decide.invitations import follow
from mailbot.campaign.decide.node_notices import counted_over
from mailbot.campaign.hours import working_hour_after
from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Fault, Notice, Outcome, Refused
from mailbot.campaign.planner import prompt_key
from mailbot.campaign.rights import may
from mailbot.campaign.summary import draft, prompt
from mailbot.value import replace


def write_summary(command: WriteSummary, case: Case) -> Outcome | Refused:
    """Accepted with coverage known or attached and nothing open; with open nodes or unsettled issues it is refused with
    their list, unless it says 放行, which cancels the nodes and closes the issues as waived."""
    campaign = case.present
    if not may("summary", case):
        return case.refused("summary", "not-the-pm", right=True, pm=campaign.pm)
    faults: list[Fault] = []
    nodes = [n for n in campaign.pending_nodes if n.base != "finalize"]
    issues = [i for i in campaign.issues if i.unsettled]
    if command.waiver is not None and not command.waiver.strip():
        faults.append(Fault(reason="waiver-without-reason", field="waiver"))
    if command.waiver is None and nodes:
        waiting = [{"node": n.key, "title": n.title, "owner": n.owner, "due": n.due.isoformat()} for n in nodes]
        faults.append(Fault(reason="open-nodes", field="nodes", facts={"nodes": waiting}))
    if command.waiver is None and issues:
        listed = [{"number": i.number, "title": i.title, "state": i.state} for i in issues]
        faults.append(Fault(reason="open-issues", field="issues", facts={"issues": listed}))
    if not command.coverage and not campaign.coverage:
        faults.append(Fault(reason="coverage-missing", field="coverage", facts={"counts": case.kind.counts.zh}))
    if not command.text.strip() and not command.publish and not command.coverage:
        faults.append(Fault(reason="summary-empty", field="summary"))
    if faults:
        return Refused(kind="summary", faults=tuple(faults))
    text = command.text.strip() or command.lessons.strip() or _words_of_figures(command, case)
    changes: list[Change] = []
    if command.coverage:
        changes.append(CoverageReported(at=case.now, by=case.by, rows=command.coverage, said_at=case.said_at))
    if nodes:
        keys = tuple(n.key for n in nodes)
        changes.append(
            NodesCancelled(at=case.now, by=case.by, keys=keys, why=f"waived: {(command.waiver or '')[:400]}")
        )
    changes += [IssueClosed(at=case.now, by=case.by, number=i.number, how="waived") for i in issues]
    changes += [
        NodeDone(at=case.now, by=case.by, key=n.key, done_at=case.said_at, proof=case.occasion.message_id)
        for n in campaign.pending_nodes
        if n.base == "finalize"
    ]
    changes.append(SummaryAccepted(at=case.now, by=case.by, text=text[:20_000]))
    changes.append(StageReached(at=case.now, by=case.by, stage="closed", why=command.waiver or "summary"))
    after = case.after(*changes)
    facts = {
        **draft(after, case.rules, case.days, unfinished=[n.key for n in nodes]),
        "summary": text,
        "by": case.by,
        "waiver": command.waiver,
    }
    everybody = left_out((*everyone(after, case.rules), *leads(after, case.rules)), case.by)
    to, cc = to_and_cc((), everybody, after)
    notice = Notice(purpose="summary", template="summary", to=to, cc=cc, campaign=after.code, facts=facts)
    notices = ((notice,) if everybody else ()) + follow(campaign, after, case)
    return case.outcome("summary", tuple(changes), notices, reached=reached(after), waiver=command.waiver)


def report_coverage(command: ReportCoverage, case: Case) -> Outcome | Refused:
    """The query's table without a summary: kept, and shown in the draft."""
    if not may("summary", case):
        return case.refused("progress", "not-the-pm", right=True, pm=case.present.pm)
    change = CoverageReported(at=case.now, by=case.by, rows=command.coverage, said_at=case.said_at)
    warned, told = counted_over(case.present, change, case)
    after = case.after(change)
    return case.outcome(
        "progress", (change, *warned), told, receipt="coverage", reached=reached(after), rows=len(command.coverage)
    )


def _words_of_figures(command: WriteSummary, case: Case) -> str:
    """发布 alone: the draft's figures are the summary, in one line."""
    rows = command.coverage or case.present.coverage
    return "；".join(f"{r.version or f'{r.parameter} = {r.value}'}: {r.count} ({r.share:.1%})" for r in rows)


def take_coverage(command: TakeCoverage, case: Case) -> Outcome:
    """Recorded for curves, standings and the draft. Where the draft has gone out without counts, it goes again with them."""
    campaign = case.present
    change = CoverageReported(at=case.now, rows=command.coverage, source=command.source)
    warned, told = counted_over(campaign, change, case)
    again: tuple[Notice, ...] = ()
    if not campaign.coverage and _prompted(campaign) and not campaign.paused:
        notice = prompt(case.after(change), case.rules)
        # Not beside the one without them, which may just have left.
        again = (replace(notice, at=working_hour_after(case.now, case.days)),)
    return case.outcome(command.kind, (change, *warned), (*again, *told), receipt=None)


def _prompted(campaign: Campaign) -> bool:
    """Whether the PM has been asked for the summary since the work was done."""
    return campaign.stage == "finalizing" and prompt_key(campaign) in campaign.warned
