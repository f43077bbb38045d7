"""Found: what a reader of a text found: the commands that it gives and the faults to ask about."""

from collections.abc import Iterable, Sequence

from mailbot.campaign.commands import Command, Remark
from mailbot.campaign.outcome import Fault
from mailbot.value import replace

Found = tuple[list[Command], list[Fault]]


def noted_beside(commands: Sequence[Command], faults: Iterable[Fault]) -> list[Command]:
    """The commands, and the faults beside them as remarks of the first: what is understood counts, and the receipt asks about the rest."""
    first, *others = commands
    remarks = (
        Remark(reason=f.reason, place=f.place, words=f.words, facts={**f.facts, "words": f.words}) for f in faults
    )
    return [replace(first, remarks=(*first.remarks, *remarks)), *others]
