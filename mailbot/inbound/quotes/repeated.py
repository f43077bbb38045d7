"""repeated: lines of a reply that are the answered mail itself, put below or above the answer without any mark."""

from collections.abc import Sequence

from mailbot.inbound.quotes.earlier import Earlier, squeezed

_SHORTEST = 24  # blank-free characters: 同意 below 同意 is an answer
_HEAD = 8  # by which the place is looked for
_MOST_STARTS = 20


def repeated(texts: Sequence[str], own: Sequence[int], earlier: Earlier) -> list[int]:
    """Those of the places `own` that repeat the earlier mail from its first line on: whole, or at the reply's end at least all
    that its sender wrote. Some of its lines, or with any change, are what the sender writes anew."""
    filled = [place for place in own if texts[place].strip()]
    if len(filled) < 2 or sum(len(texts[place]) for place in filled) < _SHORTEST:
        return []
    whole = earlier.text
    if len(whole) < _SHORTEST:
        return []
    bare = [squeezed(texts[place]) for place in filled]
    starts = [at for at, line in enumerate(bare) if line and (whole.startswith(line) or line.startswith(whole[:_HEAD]))]
    for start in starts[:_MOST_STARTS]:
        rest = "".join(bare[start:])
        if whole.startswith(rest) and len(rest) >= max(len(earlier.written), _SHORTEST):
            end = len(filled)
        elif rest.startswith(whole):
            end, length = start, 0
            while length < len(whole):
                length += len(bare[end])
                end += 1
            if length > len(whole):
                continue  # the last line goes on with something else
        else:
            continue
        if start == 0 and end == len(filled):
            return []  # nothing else is written: it is sent anew
        first, last = filled[start], filled[end - 1]
        return [place for place in own if first <= place <= last]
    return []
