"""Changes: facts in the past tense. Each is one entry of the ledger; `evolve` says what it does to a campaign.

A change holds everything that its effect needs, so that entries alone give the state again (SPEC 4).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from mailbot.campaign.model import (
    Campaign,
    CoverageRow,
    Issue,
    Node,
    Part,
    Postponement,
    Progress,
    Reminded,
    Stage,
    Submission,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Base of all changes. `at` is when it took effect, `by` the person ('' for the clock)."""

    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignOpened(Change):
    campaign: Campaign


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One line of a revision: what (a field or a node's key), its value before and after, as shown to people."""

    what: str
    before: str
    after: str
    node: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRevised(Change):
    """The campaign as it stands after the revision, with what changed line by line."""

    campaign: Campaign
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StageReached(Change):
    stage: Stage
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentAnswered(Change):
    part: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeDone(Change):
    key: str
    done_at: datetime
    progress: Progress | None = None
    note: str = ""
    link: str = ""
    evidence: tuple[str, ...] = ()
    proof: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeProgressed(Change):
    key: str
    progress: Progress | None = None
    note: str = ""
    evidence: tuple[str, ...] = ()
    proof: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodesOpened(Change):
    """Nodes added, or opened again for the next version (a new term)."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NodesCancelled(Change):
    keys: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodePromised(Change):
    key: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseBroken(Change):
    """The promised time passed and the node is not done."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostponementAsked(Change):
    postponement: Postponement


@dataclass(frozen=True, slots=True, kw_only=True)
class PostponementDecided(Change):
    number: int
    agreed: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionSubmitted(Change):
    """A build passed the defect gate: the campaign's version."""

    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionRefused(Change):
    submission: Submission
    defects: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GateWaived(Change):
    """放行：理由. For that version as written, build number included."""

    version: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRaised(Change):
    issue: Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueGraded(Change):
    """Its severity is another one, and so are its times; a new term begins."""

    number: int
    severity: str
    respond_due: datetime
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueAcknowledged(Change):
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueQuestioned(Change):
    """请补充: the turn passes to the raiser and the clocks stop."""

    number: int
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueSupplemented(Change):
    """The raiser's next word: the turn passes back, both times move."""

    number: int
    text: str
    respond_due: datetime
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueAnswered(Change):
    number: int
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueReopened(Change):
    number: int
    reason: str
    respond_due: datetime
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueClosed(Change):
    number: int
    how: Literal["word", "silence", "waived", "cancelled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageReported(Change):
    rows: tuple[CoverageRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryAccepted(Change):
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignPaused(Change):
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeMoved:
    """`promised` is the promise that stands, moved likewise."""

    key: str
    due: datetime
    promised: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueMoved:
    number: int
    respond_due: datetime
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignResumed(Change):
    """The clocks run again; open due times moved by the working days on which it was paused."""

    nodes: tuple[NodeMoved, ...]
    issues: tuple[IssueMoved, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver(Change):
    pm: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(Change):
    """Kept on the timeline; changes nothing else."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned(Change):
    """The PM was warned of something once (validity about to end, progress above the quantity)."""

    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsReminded(Change):
    """Steps of the ladder that were mailed, or merged into a higher one."""

    reminded: tuple[Reminded, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailUndone(Change):
    """UNDO: the campaign as it stood before that mail (its code unused again where the mail opened it)."""

    message_id: str
    campaign: Campaign
