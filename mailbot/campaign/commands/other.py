"""The summary and its figures, questions, notes, and the taking back of a mail."""

from typing import ClassVar, Literal

from mailbot.campaign.commands.command import Command
from mailbot.campaign.model import CoverageRow


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
    """QUERY. `about` ∈ standing (a campaign's or the sender's own), open (what is not done), version (where it is obtained), parameters, why."""

    kind: ClassVar[str] = "query"
    about: Literal["standing", "open", "version", "parameters", "why"] = "standing"
    text: str = ""


class HandOverVersion(Command, kw_only=True):
    """The PM's answer to a `department` that asked for the version: it goes on to `to`, with the `files` that it brings;
    `kept` are those too large to go on. `given`: it says where the version is; False: 明天发你."""

    kind: ClassVar[str] = "note"
    to: str = ""
    department: str = ""
    given: bool = False
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
