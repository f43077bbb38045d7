"""Considered: what would follow from a mail, as a value, with everything that it rests on."""

from mailbot.campaign.commands import Command
from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Fault, Outcome, Refused
from mailbot.campaign.thread import NO_THREAD, Thread
from mailbot.inbound.forms.context import Understanding
from mailbot.inbound.letter import Letter
from mailbot.inbound.subject import Subject
from mailbot.inbound.writing import Writing
from mailbot.value import Value, field


class Decided(Value, kw_only=True):
    """One command with what it came to, and the campaign that it was decided on."""

    command: Command
    result: Outcome | Refused
    before: Campaign | None = None


class Considered(Value, kw_only=True):
    """A mail's verdict and kind (SPEC 8).

    `person` is who speaks, `via` who wrote it for them (their assistant), `written_from` the address in From, `department`
    that of a shared mailbox. `decided` is empty unless the verdict is `accepted` or `rejected`; faults of single rows stand
    beside accepted rows. `purpose` is that of the mail which tells of the faults. `bounced` is the outbox entry that came
    back, `alarm` why a person of the directory is not believed.
    """

    letter: Letter
    subject: Subject
    verdict: str
    kind: str
    reasons: tuple[str, ...] = ()
    campaign: str | None = None
    person: str = ""
    via: str = ""
    written_from: str = ""
    department: str = ""
    writing: Writing = field(default_factory=Writing)
    thread: Thread = NO_THREAD
    understanding: Understanding | None = None
    decided: tuple[Decided, ...] = ()
    faults: tuple[Fault, ...] = ()
    purpose: str = "fault"
    dry_run: bool = False
    bounced: int | None = None
    alarm: str = ""

    @property
    def outcomes(self) -> tuple[tuple[Decided, Outcome], ...]:
        return tuple((d, d.result) for d in self.decided if isinstance(d.result, Outcome))
