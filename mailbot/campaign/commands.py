"""Commands: what a sender asks, in the domain's words. Orders, made by `inbound/forms`, decided by `campaign/decide`.

One mail gives a list of them, each decided on the state after the one before. `readings` say what each value was read
from, for the receipt; `remarks` what a reader has to be told (an assumption, a doubt that does not stop the command).
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar, Literal

from mailbot.campaign.model import (
    CoverageRow,
    Parameter,
    Progress,
    Quantity,
    Restriction,
    Validity,
)
from mailbot.value import Value, field


class Reading(Value, kw_only=True):
    """One value beside what it was read from. `field` is an export name (or `nodes[2].due`), `place` a line or cell,
    `words` the sender's own words, `value` as a person reads it, `rule` where the understanding comes from."""

    field: str
    value: str
    place: str = ""
    words: str = ""
    rule: str = ""


class Remark(Value, kw_only=True):
    """Something the receipt has to say: `reason` (kebab-case) names its words, `facts` fill them."""

    reason: str
    place: str = ""
    words: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


class Command(Value, kw_only=True):
    kind: ClassVar[str] = "unknown"
    readings: tuple[Reading, ...] = ()
    remarks: tuple[Remark, ...] = ()
    row: int | None = None  # the row of the mail answered that this command answers

    def place(self, name: str) -> tuple[str, str]:
        """(place, words) that a field was read from; ('', '') where it was not read from anywhere."""
        return next(((r.place, r.words) for r in self.readings if r.field == name), ("", ""))


# --- plans -------------------------------------------------------------------------------------------------------


class PlannedNode(Value, kw_only=True):
    """One row of a plan. `key` is the standard node's key ('' where none fits: then it is a node of the company's own,
    keyed by `node-N`); `done` says the row reads 已完成; `drop` that a revision takes it out."""

    title: str
    key: str = ""
    owner: str = ""
    helpers: tuple[str, ...] = ()
    department: str = ""
    due: datetime | None = None
    timed: bool = False
    start: date | None = None
    done: bool = False
    drop: bool = False
    progress: Progress | None = None
    remark: str = ""
    place: str = ""
    words: str = ""


class FilePlan(Command, kw_only=True):
    """Opens a campaign, or (with a campaign) revises it. `given` names the fields that the mail spoke of; a revision
    leaves the others alone. `partial` says that only some rows were written (an answer 只写要改的行), `anew` that it is
    another campaign beside one for the same product and version."""

    kind: ClassVar[str] = "plan"
    campaign_kind: str = ""
    title: str = ""
    product: str = ""
    version: str = ""
    channel: Literal["", "official", "pm"] = ""
    link: str = ""
    quantity: Quantity = Quantity()
    regions: tuple[str, ...] = ()
    valid: Validity = Validity()
    guidance: str = ""
    target_coverage: float | None = None
    restrictions: tuple[Restriction, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    departments: tuple[str, ...] = ()
    pms: tuple[str, ...] = ()
    managers: tuple[tuple[str, str], ...] = ()
    nodes: tuple[PlannedNode, ...] = ()
    given: frozenset[str] = frozenset()
    partial: bool = False
    anew: bool = False


class CancelCampaign(Command, kw_only=True):
    kind: ClassVar[str] = "cancellation"
    reason: str = ""


class PauseCampaign(Command, kw_only=True):
    kind: ClassVar[str] = "pause"
    reason: str = ""


class ResumeCampaign(Command, kw_only=True):
    kind: ClassVar[str] = "resumption"


class StartCampaign(Command, kw_only=True):
    """启动: the PM goes on without waiting for confirmations, over objections too."""

    kind: ClassVar[str] = "start"


class HandOver(Command, kw_only=True):
    """移交：姓名."""

    kind: ClassVar[str] = "handover"
    to: str = ""


class ConfirmPlan(Command, kw_only=True):
    """`department` '' means the sender's own."""

    kind: ClassVar[str] = "confirmation"
    department: str = ""
    words: str = ""


class ObjectToPlan(Command, kw_only=True):
    kind: ClassVar[str] = "objection"
    department: str = ""
    words: str = ""


# --- nodes -------------------------------------------------------------------------------------------------------


class ReportNode(Command, kw_only=True):
    """A node's result or progress. `node` is its key ('' where the mail names none: the sender's one open node).

    `done` None: neither said. Evidence as the kind wants it: `version`, `passed` (first spellings of tests said to have passed),
    `files` (names of attachments or of oversized ones that are linked), `link`, `restrictions`.
    """

    kind: ClassVar[str] = "node_result"
    node: str = ""
    done: bool | None = None
    failed: bool = False
    done_at: datetime | None = None
    progress: Progress | None = None
    version: str = ""
    link: str = ""
    text: str = ""
    passed: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    linked_files: tuple[str, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    waiver: str = ""


class ReportAll(Command, kw_only=True):
    """全部完成 / 其余完成: the rows `keys` ((), every open node of the sender); closes what needs no evidence."""

    kind: ClassVar[str] = "node_result"
    keys: tuple[str, ...] = ()
    text: str = ""


class PromiseNode(Command, kw_only=True):
    """预计周五处理完. `until` None: no date was given, and one is asked for."""

    kind: ClassVar[str] = "promise"
    node: str = ""
    until: datetime | None = None
    timed: bool = False
    text: str = ""


class AskPostponement(Command, kw_only=True):
    kind: ClassVar[str] = "postponement"
    node: str = ""
    until: datetime | None = None
    timed: bool = False
    reason: str = ""


class DecidePostponement(Command, kw_only=True):
    """`number` None: the one that waits."""

    kind: ClassVar[str] = "decision"
    number: int | None = None
    agreed: bool = True
    reason: str = ""


class DecideAsLead(Command, kw_only=True):
    """A lead's answer to a row of the digest: an objection (`department`) or an undecided postponement (`number`)."""

    kind: ClassVar[str] = "decision"
    department: str = ""
    number: int | None = None
    agreed: bool = True
    text: str = ""


class WaiveGate(Command, kw_only=True):
    """放行：理由, alone. In the refused submission's thread, or for `version`."""

    kind: ClassVar[str] = "waiver"
    reason: str = ""
    version: str = ""


# --- issues ------------------------------------------------------------------------------------------------------


class RaiseIssue(Command, kw_only=True):
    """`severity` is a name of the rules ('' where the mail gives none); `own_number` the mail's own numbering."""

    kind: ClassVar[str] = "issue"
    title: str = ""
    text: str = ""
    type: Literal["problem", "defect"] = "problem"
    severity: str = ""
    node: str = ""
    own_number: int | None = None


class AnswerIssues(Command, kw_only=True):
    """A handling result; one answer may settle several (`numbers` () means the thread's)."""

    kind: ClassVar[str] = "handling_result"
    numbers: tuple[int, ...] = ()
    result: str = ""


class AcknowledgeIssue(Command, kw_only=True):
    kind: ClassVar[str] = "acknowledgement"
    numbers: tuple[int, ...] = ()
    text: str = ""


class QuestionIssue(Command, kw_only=True):
    """请补充."""

    kind: ClassVar[str] = "question"
    numbers: tuple[int, ...] = ()
    text: str = ""


class ReopenIssue(Command, kw_only=True):
    kind: ClassVar[str] = "reopening"
    numbers: tuple[int, ...] = ()
    text: str = ""


class CloseIssue(Command, kw_only=True):
    kind: ClassVar[str] = "closure"
    numbers: tuple[int, ...] = ()
    text: str = ""


class PromiseIssue(Command, kw_only=True):
    """预计周五给出结果, of somebody who answers for the issues."""

    kind: ClassVar[str] = "promise"
    numbers: tuple[int, ...] = ()
    until: datetime
    text: str = ""


class GradeIssue(Command, kw_only=True):
    """严重程度：严重, by whoever raised it or the PM. `severity` is a name of the rules."""

    kind: ClassVar[str] = "issue"
    numbers: tuple[int, ...] = ()
    severity: str = ""


# --- summary, questions, everything else ---------------------------------------------------------------------------


class WriteSummary(Command, kw_only=True):
    """`publish`: 发布 alone, the draft is taken as it stands. `waiver`: 放行 with its reason, closing over what is open."""

    kind: ClassVar[str] = "summary"
    text: str = ""
    lessons: str = ""
    coverage: tuple[CoverageRow, ...] = ()
    publish: bool = False
    waiver: str | None = None


class ReportCoverage(Command, kw_only=True):
    """The query's table without a summary: kept for the draft."""

    kind: ClassVar[str] = "progress"
    coverage: tuple[CoverageRow, ...] = ()


class TakeCoverage(Command, kw_only=True):
    """The table that the bot has fetched itself from the back end named `source`."""

    kind: ClassVar[str] = "progress"
    coverage: tuple[CoverageRow, ...] = ()
    source: str = ""


class AskStanding(Command, kw_only=True):
    """QUERY. `about` ∈ standing (a campaign's or the sender's own), version (where it is obtained), parameters, why."""

    kind: ClassVar[str] = "query"
    about: Literal["standing", "version", "parameters", "why"] = "standing"
    text: str = ""


class HandOverVersion(Command, kw_only=True):
    """The PM's answer to a department that asked for the version: it goes on to `to`, with the `files` that it brings;
    `kept` are those too large to go on."""

    kind: ClassVar[str] = "note"
    to: str = ""
    text: str = ""
    link: str = ""
    files: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


class AskHelp(Command, kw_only=True):
    kind: ClassVar[str] = "help"
    topic: str = ""


class UndoMail(Command, kw_only=True):
    """撤销 R-1042."""

    kind: ClassVar[str] = "undo"
    receipt: int | None = None


class KeepNote(Command, kw_only=True):
    """Kept on the campaign's timeline and answered by nobody."""

    kind: ClassVar[str] = "note"
    text: str = ""
