"""What stands around a mail: warnings of gateways about mail from outside above it, frames, notices and postscripts below it."""

from collections.abc import Sequence

from mailbot.inbound.signatures import signature_words as words
from mailbot.inbound.signatures.signature_kinds import SENTENCE_END, formed, is_name
from mailbot.late import late

_MOST = 4  # the company's own, its customer's, Outlook's …


def banner(lines: Sequence[str]) -> set[int]:
    """Places of the banners in the first lines; none where nothing else is written."""
    end = 0
    for _ in range(_MOST):
        below = _below(lines, end)
        if below == end or not any(line.strip() for line in lines[below:]):
            break
        end = below
    return {place for place in range(end) if lines[place].strip()}


def _below(lines: Sequence[str], top: int) -> int:
    """The line below the banner that stands next from `top` on; `top` itself if there is none."""
    place = next((at for at in range(top, min(top + 6, len(lines))) if lines[at].strip()), len(lines))
    if place == len(lines):
        return top
    line, end = lines[place][:400], place + 1
    if words.BANNER_BEGINS.search(line[:80]):
        return next(
            (at + 1 for at in range(place, min(place + 16, len(lines))) if words.BANNER_ENDS.search(lines[at][:80])),
            top,
        )
    # Below another one, what only warns ("注意：附件已更新") or tells of mail from outside may be the sender's.
    said = words.BANNER_SAYS.match(line) is not None
    if words.BANNER.match(line) and (not top or said):
        while end < len(lines) and end < place + 4 and lines[end].strip() and _warns_on(lines[end - 1], lines[end]):
            end += 1
        return end
    if words.BANNER_ALONE.match(line):
        return end
    apart = end < len(lines) and not lines[end].strip()
    return end if apart and said and (not top or words.BANNER_OF_ITSELF.match(line)) else top


def _warns_on(above: str, line: str) -> bool:
    """The banner goes on in this line: the one above is folded, or this one warns of the same."""
    folded = len(above) > 60 and not SENTENCE_END.search(above)
    return folded or bool(words.BANNER_GOES_ON.search(line[:400]))


_BEGINS = late(
    r"^\s*[（(]?(?:P\.?\s?P?\.?\s?S\b|又及|另(?:外|及)?\s?[:：，,]|附言|附件?[:：]|附件\s?\d|Attach(?:ments?|ed)[:：]|再(?:补充|说一?[句点])"
    r"|补充(?:一[句点])?[:：，,]|追记|N\.?B\.?\s?[:：]|追伸|추신)",
)
_LOOKED_AT = 30  # lines from the end: a signature and what its writer thought of afterwards


def postscript(lines: Sequence[str]) -> int | None:
    """The last line that begins a P.S., with text above it; None where there is none among the last lines."""
    for place in range(len(lines) - 1, max(len(lines) - _LOOKED_AT, 0), -1):
        if _BEGINS.match(lines[place][:40]):
            return place
    return None


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
