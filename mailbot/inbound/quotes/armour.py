"""Lines that programs put around or into a plain text: PGP's armour (RFC 9580 7), uuencoded and yEnc files."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from mailbot.late import late

_UU_BEGINS = late(r"begin [0-7]{3,4} \S.{0,200}")
_UU_LINE = late(r"[ -`]{1,90}")
_CLOSED = {"-----BEGIN PGP SIGNATURE-----": "-----END PGP SIGNATURE-----", "=ybegin ": "=yend "}
_HASH = late(r"[A-Za-z-]{1,20}: .{0,100}")


def armour(texts: Sequence[str]) -> frozenset[int]:
    """The places of such lines; one pass over the text. A key or certificate that somebody pasted is theirs."""
    found: set[int] = set()
    closings = {mark: [at for at, text in enumerate(texts) if text.startswith(mark)] for mark in _CLOSED.values()}
    place = 0
    while place < len(texts):
        end = _end(texts, place, closings) if texts[place][:1] in ("-", "b", "=") else place
        found.update(range(place, end))
        place = max(end, place + 1)
    return frozenset(found)


def _end(texts: Sequence[str], place: int, closings: Mapping[str, list[int]]) -> int:
    """Behind the block that begins here; `place` where none does."""
    line = texts[place][:240].rstrip()
    if line == "-----BEGIN PGP SIGNED MESSAGE-----":
        end = place + 1
        while end < len(texts) and end - place < 8 and _HASH.fullmatch(texts[end].strip()):
            end += 1
        return end
    for opening, mark in _CLOSED.items():
        if line.startswith(opening):
            at = bisect_left(closings[mark], place)
            return closings[mark][at] + 1 if at < len(closings[mark]) else place
    if _UU_BEGINS.fullmatch(line):
        end = place + 1
        while end < len(texts) and _UU_LINE.fullmatch(texts[end].rstrip()):
            end += 1
        return end + 1 if end < len(texts) and texts[end].rstrip() == "end" else place
    return place
