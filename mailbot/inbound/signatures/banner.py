"""The warnings about mail from outside that gateways and mail programs put above a mail, one below the other."""

from collections.abc import Sequence

from mailbot.inbound.signatures import signature_words as words
from mailbot.inbound.signatures.signature_kinds import SENTENCE_END

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
