"""Earlier, repeated: the mail that is answered, where the bot has it: what a reply repeats of it, with or without a mark, is no word
of its sender's."""

from collections.abc import Callable, Sequence

from mailbot.late import late
from mailbot.value import Mutable

_BLANK = late(r"[\s>＞﹥|｜*_\u200b\ufeff]+")
_LONGEST = 100_000  # characters of it that a reply is compared with
_SHORTEST_LINE = 4  # what is shorter stands in every mail


class Earlier(Mutable):
    """`load` gives its whole text and what its sender wrote of it; it is asked once, and only where a reply leaves a doubt."""

    load: Callable[[], tuple[str, str]]
    known: tuple[str, str] | None = None

    @property
    def text(self) -> str:
        """Without blanks and quote marks, as mail programs fold and mark it anew; empty where it is not known."""
        return self._known()[0]

    @property
    def written(self) -> str:
        """The same of what its sender wrote, without signature and quotes."""
        return self._known()[1]

    def _known(self) -> tuple[str, str]:
        if self.known is None:
            whole, own = self.load()
            self.known = squeezed(whole[: 2 * _LONGEST])[:_LONGEST], squeezed(own[: 2 * _LONGEST])[:_LONGEST]
        return self.known

    def tells(self, line: str) -> bool | None:
        """Whether it has this line; None where the line is too short to say."""
        bare = squeezed(line[:400])
        return bare in self.text if len(bare) >= _SHORTEST_LINE else None


def squeezed(text: str) -> str:
    """Without what mail programs change: blanks, quote marks and what parts the cells of a table."""
    return _BLANK.sub("", text)


UNKNOWN = Earlier(lambda: ("", ""))


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
