"""note, understanding: what a mail says as an `Understanding`: nothing that is acted on, or commands and faults (SPEC 3)."""

from collections.abc import Sequence

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Command
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.context import Context, Understanding


def note(context: Context) -> Understanding:
    """Kept on the campaign's timeline, answered by nobody; of no campaign, nothing for the bot."""
    text = context.text.strip()[:2000]
    if context.campaign is None:
        return Understanding(kind="note")
    return Understanding(kind="note", commands=(c.KeepNote(text=text),))


def understanding(commands: Sequence[Command], faults: Sequence[Fault], kind: str = "") -> Understanding:
    """Commands and faults as they stand; the kind is the first command's, else the one that the first fault is about."""
    if not kind:
        kind = commands[0].kind if commands else str(faults[0].facts.get("kind", "node_result")) if faults else "note"
    return Understanding(
        kind=kind,
        commands=tuple(commands),
        faults=tuple(faults),
        readings=tuple(r for command in commands for r in command.readings),
    )
