"""Changes: facts in the past tense. Each is one entry of the ledger; `evolve` says what it does to a campaign.

A change holds everything that its effect needs, so that entries alone give the state again (SPEC 4).
"""

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
from mailbot.campaign.planned import ParameterProgress
from mailbot.value import Value


class Change(Value, kw_only=True):
    """Base of all changes. `at` is when it took effect, `by` the person ('' for the clock)."""

    at: datetime
    by: str = ""


class CampaignOpened(Change, kw_only=True):
    campaign: Campaign


class Difference(Value, kw_only=True):
    """One line of a revision: what (a field or a node's key), its value before and after, as shown to people."""

    what: str
    before: str
    after: str
    node: str = ""


class PlanRevised(Change, kw_only=True):
    """The campaign as it stands after the revision, with what changed line by line."""

    campaign: Campaign
    differences: tuple[Difference, ...]


class StageReached(Change, kw_only=True):
    stage: Stage
    why: str = ""


class DepartmentAnswered(Change, kw_only=True):
    part: Part


class NodeDone(Change, kw_only=True):
    """`reported_at` is when its mail was written, where that said another day (昨天已完成); else None."""

    key: str
    done_at: datetime
    progress: Progress | None = None
    note: str = ""
    link: str = ""
    evidence: tuple[str, ...] = ()
    proof: str = ""
    reported_at: datetime | None = None


class NodeProgressed(Change, kw_only=True):
    key: str
    progress: Progress | None = None
    parameters: tuple[ParameterProgress, ...] = ()
    note: str = ""
    evidence: tuple[str, ...] = ()
    proof: str = ""


class NodesOpened(Change, kw_only=True):
    """Nodes added, or opened again for the next version (a new term)."""

    nodes: tuple[Node, ...]


class NodesCancelled(Change, kw_only=True):
    keys: tuple[str, ...]
    why: str = ""


class NodePromised(Change, kw_only=True):
    key: str
    until: datetime


class PromiseBroken(Change, kw_only=True):
    """The promised time passed and the node is not done."""

    key: str


class PostponementAsked(Change, kw_only=True):
    postponement: Postponement


class PostponementDecided(Change, kw_only=True):
    number: int
    agreed: bool
    reason: str = ""
    until: datetime | None = None  # agreed to, where that is another day than was asked for
    timed: bool = False


class VersionSubmitted(Change, kw_only=True):
    """A build passed the defect gate: the campaign's version."""

    version: str


class SubmissionRefused(Change, kw_only=True):
    submission: Submission
    defects: tuple[int, ...]


class GateWaived(Change, kw_only=True):
    """放行：理由. For that version as written, build number included."""

    version: str
    reason: str


class IssueRaised(Change, kw_only=True):
    issue: Issue


class IssueGraded(Change, kw_only=True):
    """Its severity is another one, and so are its times; a new term begins."""

    number: int
    severity: str
    respond_due: datetime
    due: datetime


class IssueAcknowledged(Change, kw_only=True):
    number: int


class IssuePromised(Change, kw_only=True):
    """预计周五给出结果 of an assignee: their first word too, where none was said."""

    number: int
    until: datetime


class IssuePromiseBroken(Change, kw_only=True):
    """The promised time passed and no handling result was given."""

    number: int


class IssueQuestioned(Change, kw_only=True):
    """请补充: the turn passes to the raiser and the clocks stop."""

    number: int
    question: str


class IssueSupplemented(Change, kw_only=True):
    """The raiser's next word: the turn passes back, both times move."""

    number: int
    text: str
    respond_due: datetime
    due: datetime


class IssueAnswered(Change, kw_only=True):
    """`said_at` is when its mail was written; the clock of silence counts from `at`."""

    number: int
    result: str
    said_at: datetime | None = None


class IssueReopened(Change, kw_only=True):
    number: int
    reason: str
    respond_due: datetime
    due: datetime


class IssueClosed(Change, kw_only=True):
    number: int
    how: Literal["word", "silence", "waived", "cancelled"]


class CoverageReported(Change, kw_only=True):
    """`source`: the back end that the bot fetched it from, '' where a person sent it; then `said_at` is when they wrote."""

    rows: tuple[CoverageRow, ...]
    source: str = ""
    said_at: datetime | None = None


class SummaryAccepted(Change, kw_only=True):
    text: str


class CampaignPaused(Change, kw_only=True):
    reason: str = ""


class NodeMoved(Value, kw_only=True):
    """`promised` is the promise that stands, moved likewise."""

    key: str
    due: datetime
    promised: datetime | None = None


class IssueMoved(Value, kw_only=True):
    number: int
    respond_due: datetime
    due: datetime


class CampaignResumed(Change, kw_only=True):
    """The clocks run again; open due times moved by the working days on which it was paused."""

    nodes: tuple[NodeMoved, ...]
    issues: tuple[IssueMoved, ...] = ()


class HandedOver(Change, kw_only=True):
    pm: str


class Noted(Change, kw_only=True):
    """Kept on the timeline; changes nothing else."""

    text: str


class VersionRequested(Change, kw_only=True):
    """A department asked for the version; an answer to that mail hands it over to `by` (SPEC 1 `obtain`)."""

    text: str
    department: str = ""


class Warned(Change, kw_only=True):
    """The PM was warned of something once (validity about to end, progress above the quantity)."""

    what: str


class StepsReminded(Change, kw_only=True):
    """Steps of the ladder that were mailed, or merged into a higher one."""

    reminded: tuple[Reminded, ...]


class RemindersWithdrawn(Change, kw_only=True):
    """A mail of the clock's was taken back before it left: its steps, or its prompt ('' for none), count as not said."""

    reminded: tuple[Reminded, ...] = ()
    prompt: str = ""


class MailUndone(Change, kw_only=True):
    """UNDO: the campaign as it stood before that mail (its code unused again where the mail opened it)."""

    message_id: str
    campaign: Campaign
