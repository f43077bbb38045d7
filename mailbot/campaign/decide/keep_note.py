"""keep_note: a word in a thread that asks for nothing; kept on the timeline, answered by nobody."""

from mailbot.campaign.case import Case
from mailbot.campaign.changes import Noted
from mailbot.campaign.commands import KeepNote
from mailbot.campaign.outcome import Outcome


def keep_note(command: KeepNote, case: Case) -> Outcome:
    if case.campaign is None:
        return Outcome(kind="note")
    return Outcome(kind="note", changes=(Noted(at=case.now, by=case.by, text=command.text[:2000]),))
