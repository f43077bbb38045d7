"""Earlier: the mail that is answered, where the bot has it: what a reply repeats of it is no word of its sender's."""

from collections.abc import Callable

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
