"""Found: what a reader of a text found: the commands that it gives and the faults to ask about; understanding, note: the same of a whole mail."""

from collections.abc import Iterable, Sequence
from typing import Any

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Command, Remark
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.value import replace

Found = tuple[list[Command], list[Fault]]


def asks(
    reason: str,
    kind: str,
    words: str = "",
    *,
    field: str = "text",
    nearest: Iterable[str] = (),
    place: str = "",
    **facts: Any,
) -> Fault:
    """The fault that asks the sender about words that were to be a command of the `kind`."""
    return Fault(
        reason=reason, field=field, place=place, words=words, nearest=tuple(nearest), facts={"kind": kind, **facts}
    )


def noted_beside(commands: Sequence[Command], faults: Iterable[Fault]) -> list[Command]:
    """The commands, and the faults beside them as remarks of the first: what is understood counts, and the receipt asks about the rest."""
    first, *others = commands
    remarks = (
        Remark(reason=f.reason, place=f.place, words=f.words, facts={**f.facts, "words": f.words}) for f in faults
    )
    return [replace(first, remarks=(*first.remarks, *remarks)), *others]


def found_in(understood: Understanding | None) -> Found:
    """What a form understood, as a reader's; ([], []) of None."""
    return (list(understood.commands), list(understood.faults)) if understood else ([], [])


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
