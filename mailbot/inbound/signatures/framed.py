"""framed, noticed: where a signature begins that is drawn: a closed frame, a rule below the name with what the company advertises, the
delimiter above what a list or a help desk puts below each mail."""

from collections.abc import Sequence

from mailbot.inbound.signatures import signature_words as words
from mailbot.inbound.signatures.signature_kinds import formed, is_name

_LONGEST_CARD = 12
_BLANKS = frozenset(" \t　")


def framed(lines: Sequence[str], kinds: list[str], end: int) -> int | None:
    """The line where it begins; `kinds` as in `signature_kinds`, nothing is looked at from `end` on."""
    closed = _closed(lines, kinds, end)
    return closed if closed is not None else _advertised(lines, kinds, end)


def _closed(lines: Sequence[str], kinds: list[str], end: int) -> int | None:
    """The upper side of a closed frame at the end (the same rule above and below) that tells how to reach somebody."""
    if not end or kinds[end - 1] != "R":
        return None
    drawn = set(lines[end - 1]) - _BLANKS
    for place in range(end - 2, max(end - 40, -1), -1):
        if kinds[place] == "R" and set(lines[place]) - _BLANKS == drawn:
            within = [at for at in range(place + 1, end - 1) if kinds[at] != "B"]
            reached = any(kinds[at] == "S" or lines[at].lstrip().startswith("〒") for at in within)
            above = any(kinds[at] not in "BR" for at in range(place))
            told = any(kinds[at] in "hT" or (kinds[at] == "H" and not formed(lines[at])) for at in within)
            return place if reached and above and not told and len(within) <= _LONGEST_CARD else None
    return None


def _advertised(lines: Sequence[str], kinds: list[str], end: int) -> int | None:
    """The rule below the sender's name with a few lines about the company's fair or shop and where it is on the web."""
    below = 0
    for place in range(end - 1, max(end - 9, 0), -1):
        if kinds[place] == "R":
            signed = bool(below) and kinds[place - 1] == "N" and is_name(lines[place - 1].strip())
            return place if signed and any(words.WEB.search(line[:400]) for line in lines[place + 1 : end]) else None
        below += kinds[place] != "B"
    return None


def noticed(lines: Sequence[str], kinds: list[str], end: int) -> int | None:
    """The delimiter above the lines that a list, a tracker or a help desk puts below each mail that it passes on."""
    first = None  # the line below, that is: next to the delimiter
    while end and kinds[end - 1] in "BR-":
        end -= 1
    for place in range(end - 1, max(end - 10, 0), -1):
        if kinds[place] in "R-":
            if first is not None and words.NOTICE.search(lines[first][:400]):
                return place
            return None
        if kinds[place] != "B":
            first = place
    return None
