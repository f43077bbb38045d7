"""Commands: what a sender asks, in the domain's words. Orders, made by `inbound/forms`, decided by `campaign/decide`.

One mail gives a list of them, each decided on the state after the one before. `readings` say what each value was read
from, for the receipt; `remarks` what a reader has to be told (an assumption, a doubt that does not stop the command).
"""

from mailbot.campaign.commands.command import Command as Command, Reading as Reading, Remark as Remark
from mailbot.campaign.commands.issues import (
    AcknowledgeIssue as AcknowledgeIssue,
    AnswerIssues as AnswerIssues,
    CloseIssue as CloseIssue,
    GradeIssue as GradeIssue,
    PromiseIssue as PromiseIssue,
    QuestionIssue as QuestionIssue,
    RaiseIssue as RaiseIssue,
    ReopenIssue as ReopenIssue,
)
from mailbot.campaign.commands.nodes import (
    AskPostponement as AskPostponement,
    DecideAsLead as DecideAsLead,
    DecidePostponement as DecidePostponement,
    PromiseNode as PromiseNode,
    ReportAll as ReportAll,
    ReportNode as ReportNode,
    WaiveGate as WaiveGate,
)
from mailbot.campaign.commands.other import (
    AskHelp as AskHelp,
    AskStanding as AskStanding,
    HandOverVersion as HandOverVersion,
    KeepNote as KeepNote,
    ReportCoverage as ReportCoverage,
    TakeCoverage as TakeCoverage,
    UndoMail as UndoMail,
    WriteSummary as WriteSummary,
)
from mailbot.campaign.commands.plans import (
    CancelCampaign as CancelCampaign,
    ConfirmPlan as ConfirmPlan,
    FilePlan as FilePlan,
    HandOver as HandOver,
    ObjectToPlan as ObjectToPlan,
    PauseCampaign as PauseCampaign,
    PlannedNode as PlannedNode,
    ResumeCampaign as ResumeCampaign,
    StartCampaign as StartCampaign,
)
