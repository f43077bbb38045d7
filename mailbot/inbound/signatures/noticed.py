"""noticed: the delimiter above what a list, a tracker or a help desk puts below each mail that it passes on."""

from collections.abc import Sequence

from mailbot.inbound.signatures import signature_words as words


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
