"""What a form is given, and what it gives back: the values between `interpret` and `forms/*`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mailbot.campaign.commands import Command, Reading, Remark
from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Fault
from mailbot.campaign.thread import NO_THREAD, Thread
from mailbot.campaign.workdays import Workdays
from mailbot.inbound.forms.days.dates import Reader
from mailbot.inbound.forms.days.moments import RECENT
from mailbot.inbound.forms.hearing import Hearing, hear
from mailbot.inbound.letter import Letter
from mailbot.inbound.subject import Subject
from mailbot.inbound.writing import Writing
from mailbot.rulebook.rules import Rules
from mailbot.value import Value, field, replace


class Context(Value, kw_only=True):
    """One mail to be read. `person` is who speaks (first address), `department` a shared mailbox's; `mailed` the mail's own
    time in the company's zone; `whole` is the writing with the tag
    that opens it; `campaign` the thread's, None where there is none; `campaigns` those of the rows that it
    answers, by code; `earlier` what a rejected mail that this one mends had written (SPEC 5: a reply to a fault inherits
    its tag and values)."""

    letter: Letter
    subject: Subject
    writing: Writing
    whole: Writing = field(default_factory=Writing)
    person: str
    department: str
    mailed: datetime
    rules: Rules
    days: Workdays
    campaign: Campaign | None = None
    thread: Thread = NO_THREAD
    campaigns: Mapping[str, Campaign] = field(default_factory=dict)
    earlier: "Context | None" = None

    @property
    def text(self) -> str:
        return self.writing.text

    @property
    def heard(self) -> Hearing:
        """Which of the rules' phrases the mail says."""
        return hear(self.text, self.rules.phrases)

    @property
    def led(self) -> Campaign | None:
        """The campaign, where whoever speaks is one of its PMs."""
        return self.campaign if self.campaign is not None and self.person in self.campaign.pms else None

    def dates(self, *, done: bool = False, english: bool = False, recent: int = RECENT) -> Reader:
        """What reads the days that the mail names."""
        return Reader(self.mailed, self.days, english=english, done=done, recent=recent)

    def of(self, code: str) -> "Context":
        """The same mail read for one of the campaigns whose rows it answers."""
        campaign = self.campaigns.get(code)
        return self if campaign is None or campaign is self.campaign else replace(self, campaign=campaign)


class Understanding(Value, kw_only=True):
    """What a form understood: the commands in the order of the mail, or the faults that stop them.

    Faults with a row (`Fault.facts["row"]`) stop that row alone. `kind` is given whatever the verdict (SPEC 8); `fields`
    and `nodes` are what `explain` prints even of a faulty mail. `missing` holds export names.
    """

    kind: str
    commands: tuple[Command, ...] = ()
    faults: tuple[Fault, ...] = ()
    remarks: tuple[Remark, ...] = ()
    readings: tuple[Reading, ...] = ()
    missing: tuple[str, ...] = ()
    fields: dict[str, Any] = field(default_factory=dict)
    nodes: tuple[dict[str, Any], ...] = ()
