"""One module a command: (command, case) → Outcome or Refused. Pure; `decide` only finds the module."""

from collections.abc import Callable, Mapping
from typing import Any

from mailbot.campaign import commands as c
from mailbot.campaign.case import Case
from mailbot.campaign.decide.answer_plan import confirm_plan, object_to_plan
from mailbot.campaign.decide.ask import ask_help, ask_standing
from mailbot.campaign.decide.decide_as_lead import decide_as_lead
from mailbot.campaign.decide.file_plan import file_plan
from mailbot.campaign.decide.issue_life import (
    acknowledge_issue,
    answer_issues,
    close_issue,
    grade_issue,
    promise_issue,
    question_issue,
    reopen_issue,
)
from mailbot.campaign.decide.keep_note import keep_note
from mailbot.campaign.decide.lifecycle import (
    cancel_campaign,
    hand_over,
    pause_campaign,
    resume_campaign,
    start_campaign,
)
from mailbot.campaign.decide.obtain import hand_over_version
from mailbot.campaign.decide.postpone import ask_postponement, decide_postponement, promise_node
from mailbot.campaign.decide.raise_issue import raise_issue
from mailbot.campaign.decide.report_all import report_all
from mailbot.campaign.decide.report_build import waive_gate
from mailbot.campaign.decide.report_node import report_node
from mailbot.campaign.decide.revise_plan import revise_plan
from mailbot.campaign.decide.write_summary import report_coverage, take_coverage, write_summary
from mailbot.campaign.outcome import Outcome, Refused

_DECIDERS: Mapping[type[c.Command], Callable[[Any, Case], Outcome | Refused]] = {
    c.CancelCampaign: cancel_campaign,
    c.PauseCampaign: pause_campaign,
    c.ResumeCampaign: resume_campaign,
    c.StartCampaign: start_campaign,
    c.HandOver: hand_over,
    c.ConfirmPlan: confirm_plan,
    c.ObjectToPlan: object_to_plan,
    c.ReportNode: report_node,
    c.ReportAll: report_all,
    c.PromiseNode: promise_node,
    c.AskPostponement: ask_postponement,
    c.DecidePostponement: decide_postponement,
    c.WaiveGate: waive_gate,
    c.DecideAsLead: decide_as_lead,
    c.HandOverVersion: hand_over_version,
    c.RaiseIssue: raise_issue,
    c.AnswerIssues: answer_issues,
    c.AcknowledgeIssue: acknowledge_issue,
    c.PromiseIssue: promise_issue,
    c.QuestionIssue: question_issue,
    c.ReopenIssue: reopen_issue,
    c.CloseIssue: close_issue,
    c.GradeIssue: grade_issue,
    c.WriteSummary: write_summary,
    c.ReportCoverage: report_coverage,
    c.TakeCoverage: take_coverage,
    c.AskStanding: ask_standing,
    c.AskHelp: ask_help,
    c.KeepNote: keep_note,
}

# What a campaign that is over still answers: questions, and words about its issues (未解决 reopens one that silence closed).
_STILL = (c.AskStanding, c.AskHelp, c.KeepNote)
_NO_CAMPAIGN_NEEDED = (c.FilePlan, c.AskStanding, c.AskHelp, c.KeepNote)


def decide(command: c.Command, case: Case) -> Outcome | Refused:
    """What follows from a command: an Outcome, or why not. Raises only where the program is wrong."""
    if case.campaign is None and not isinstance(command, _NO_CAMPAIGN_NEEDED):
        return case.refused(command.kind, "no-campaign")
    if case.campaign is not None and case.campaign.over and not isinstance(command, _STILL):
        kind = "revision" if isinstance(command, c.FilePlan) else "progress" if _is_progress(command) else command.kind
        return case.refused(kind, "campaign-over", right=True, stage=case.campaign.stage, code=case.campaign.code)
    if isinstance(command, c.FilePlan):
        return file_plan(command, case) if case.campaign is None else revise_plan(command, case)
    return _DECIDERS[type(command)](command, case)


def _is_progress(command: c.Command) -> bool:
    """A report that would have left its node open."""
    if not isinstance(command, c.ReportNode) or command.done:
        return False
    return command.failed or (command.progress is not None and command.progress.done < command.progress.total)
