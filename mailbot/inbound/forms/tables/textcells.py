"""What the readers of text tables share: cells made clean, rows made even, and what is a line of fields instead."""

import re
import unicodedata
from collections.abc import Sequence

from mailbot.inbound.writing import Cell, Grid, Line
from mailbot.late import late

# A label has no digit, so that 18:00 is none.
_FIELD = late(r"[*＊\-•·\s]*[^\W\d][^:：\d\n]{0,14}[:：](?!//)\s*(?P<value>.*)", re.DOTALL)
_BREAK = late(r"<br\s*/?>", re.IGNORECASE)
_BOLD = late(r"^(\*\*|__|`)(.+)\1$", re.DOTALL)


def clean(text: str) -> str:
    """A cell's text without Markdown's emphasis, `<br>` and surrounding spaces."""
    text = _BREAK.sub("\n", text).replace("\xa0", " ").strip(" \t\u3000")
    bold = _BOLD.match(text)
    return bold[2].strip() if bold else text


def is_field(text: str) -> bool:
    """`负责人：孙丽`, or `负责人：` with its value elsewhere."""
    return _FIELD.fullmatch(text.strip()) is not None


def are_fields(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows are lines of `字段：值` set apart by spaces, tabs or bars, which is no table.

    So is a column of labels with a colon each, and their values beside it.
    """
    filled = [[text for text in row if text.strip()] for row in rows]
    fields = sum(1 for row in filled if row and all(map(is_field, row)))
    labels = sum(1 for row in filled if len(row) == 2 and row[0].rstrip().endswith((":", "：")))
    return (fields + labels) * 2 > len(rows)


def to_grid(rows: Sequence[tuple[Line, Sequence[str]]]) -> Grid:
    """Rows of one width (short ones filled up with blank cells), each cell at its line."""
    width = max(len(texts) for _, texts in rows)
    return Grid(
        tuple(
            tuple(Cell(clean(text), line.place) for text in (*texts, *[""] * (width - len(texts))))
            for line, texts in rows
        )
    )


def columns_of(char: str) -> int:
    """How many columns of a monospaced screen a character takes: full-width ones two, combining marks none."""
    if char.isascii():
        return 1
    if unicodedata.combining(char) or char in "\u200b\ufeff":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
