"""Commands: what a sender asks, in the domain's words. Orders, made by `inbound/forms`, decided by `campaign/decide`.

One mail gives a list of them, each decided on the state after the one before. `readings` say what each value was read
from, for the receipt; `remarks` what a reader has to be told (an assumption, a doubt that does not stop the command).
"""

from mailbot.campaign.commands.command import Command, Reading, Remark
from mailbot.campaign.commands.issues import (
    AcknowledgeIssue,
    AnswerIssues,
    CloseIssue,
    GradeIssue,
    PromiseIssue,
    QuestionIssue,
    RaiseIssue,
    ReopenIssue,
)
from mailbot.campaign.commands.nodes import (
    AskPostponement,
    DecideAsLead,
    DecidePostponement,
    PromiseNode,
    ReportAll,
    ReportNode,
    WaiveGate,
)
from mailbot.campaign.commands.other import (
    AskHelp,
    AskStanding,
    HandOverVersion,
    KeepNote,
    ReportCoverage,
    TakeCoverage,
    UndoMail,
    WriteSummary,
)
from mailbot.campaign.commands.plans import (
    CancelCampaign,
    ConfirmPlan,
    FilePlan,
    HandOver,
    ObjectToPlan,
    PauseCampaign,
    PlannedNode,
    ResumeCampaign,
    StartCampaign,
)

__all__ = [
    "AcknowledgeIssue",
    "AnswerIssues",
    "AskHelp",
    "AskPostponement",
    "AskStanding",
    "CancelCampaign",
    "CloseIssue",
    "Command",
    "ConfirmPlan",
    "DecideAsLead",
    "DecidePostponement",
    "FilePlan",
    "GradeIssue",
    "HandOver",
    "HandOverVersion",
    "KeepNote",
    "ObjectToPlan",
    "PauseCampaign",
    "PlannedNode",
    "PromiseIssue",
    "PromiseNode",
    "QuestionIssue",
    "RaiseIssue",
    "Reading",
    "Remark",
    "ReopenIssue",
    "ReportAll",
    "ReportCoverage",
    "ReportNode",
    "ResumeCampaign",
    "StartCampaign",
    "TakeCoverage",
    "UndoMail",
    "WaiveGate",
    "WriteSummary",
]
