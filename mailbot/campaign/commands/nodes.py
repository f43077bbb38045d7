"""What is asked of nodes: results, promises, postponements and their decision, the gate's waiver."""

from datetime import datetime
from typing import ClassVar

from mailbot.campaign.commands.command import Command
from mailbot.campaign.model import CoverageRow, Progress
from mailbot.campaign.planned import ParameterProgress, Restriction


class ReportNode(Command, kw_only=True):
    """A node's result or progress. `node` is its key ('' where the mail names none: the sender's one open node).

    `done` None: neither said. Evidence as the kind wants it: `version`, `passed` (first spellings of tests said to have passed),
    `files` (names of attachments or of oversized ones that are linked), `link`, `restrictions`.
    `named` are the parameters of the rollout that the report speaks of, `parameters` the figures of each; `coverage` the counts
    of versions or values that came with it.
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
    named: tuple[str, ...] = ()
    parameters: tuple[ParameterProgress, ...] = ()
    coverage: tuple[CoverageRow, ...] = ()


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
    """`number` None: the one that waits. `until`: consent to another day than was asked for (最多到 12月16日)."""

    kind: ClassVar[str] = "decision"
    number: int | None = None
    agreed: bool = True
    reason: str = ""
    until: datetime | None = None
    timed: bool = False


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
