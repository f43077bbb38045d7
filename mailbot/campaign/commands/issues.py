"""What is asked of issues: raised, graded, taken on, answered, questioned, reopened, closed."""

from datetime import datetime
from typing import ClassVar, Literal

from mailbot.campaign.commands.command import Command


class RaiseIssue(Command, kw_only=True):
    """`severity` is a name of the rules ('' where the mail gives none); `own_number` the mail's own numbering;
    `handlers` whom the raiser names beside the managers; `around`, of the last of several, what the mail says beside them."""

    kind: ClassVar[str] = "issue"
    title: str = ""
    text: str = ""
    type: Literal["problem", "defect"] = "problem"
    severity: str = ""
    node: str = ""
    handlers: tuple[str, ...] = ()
    own_number: int | None = None
    around: str = ""


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
