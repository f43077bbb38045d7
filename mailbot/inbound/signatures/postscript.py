"""postscript: the place of the P.S. that the sender wrote below the own signature, or of the names of the files."""

from collections.abc import Sequence

from mailbot.late import late

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
