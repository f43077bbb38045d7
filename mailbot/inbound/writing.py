"""What the sender wrote, as values: lines, tables and quoted parts, each knowing its place in the decoded text.

Made by `quoting`, read by `forms/*`. A *place* is what a person can find again: a line number counted from 1
(`"7"`) or a sheet's cell (`"Sheet1!C7"`).
"""

from mailbot.value import Value


class Line(Value, gc=False):  # gc=False: a page has tens of thousands, which hold nothing but texts
    """One line of the decoded text. `quoted` is the line of theirs that this one answers, in an interleaved reply."""

    number: int
    text: str
    quoted: str | None = None

    @property
    def place(self) -> str:
        return str(self.number)


class Cell(Value, gc=False):
    """One cell of a table. A merged cell stands in each place that it covers. `text` has `\\n` where its writer broke
    the line."""

    text: str
    place: str


class Grid(Value):
    """A table as rows of cells, all rows of one width, hidden rows left out, nothing yet known of headers."""

    rows: tuple[tuple[Cell, ...], ...]
    source: str = "text"  # text | html | the file's name for a sheet


class Writing(Value):
    """What a mail says, without quoted history, signature, disclaimer and mobile footer.

    `lines` leave out nothing else; lines that belong to a table stand in `lines` too (cells joined by tabs, a merged
    cell once) and in `grids`. `quoted` is the history below, as text. `forwarded` is a mail passed on inline whose content counts
    (SPEC 9 "Plans": the subject says 转发/Fwd and nothing is written above it), and `forwarded_from` who wrote it, as
    its header says ("张三 <zhangsan@corp.example>"); `attached` is such a mail that came as message/rfc822. `source` is the part the lines are counted in: `text` or `html`.
    """

    lines: tuple[Line, ...] = ()
    grids: tuple[Grid, ...] = ()
    quoted: str = ""
    signature: str = ""
    forwarded: bool = False
    forwarded_from: str = ""
    attached: bool = False
    source: str = "text"

    @property
    def text(self) -> str:
        """The lines as one text (what `explain` prints as `text`)."""
        return "\n".join(line.text for line in self.lines).strip()
