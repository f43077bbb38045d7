"""workbook: the .xlsx that mails carry: the digest's figures, a plan to fill, a plan as it was understood.

No cell is ever a formula: what a sender wrote begins with no `=` that a sheet would obey (SPEC 6 "formula injection").
"""

import io
import re
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from mailbot.value import Value

CellValue = str | int | float | None

_ACTS = ("=", "+", "-", "@", "\t", "\r", "|", "%")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML 1.0 cannot hold
_LONGEST = 2000
_MOST_ROWS = 50_000


class Sheet(Value, kw_only=True):
    """`rows` hold texts and numbers; the first `heads` of them are shown as headings. `widths` are in characters; `marks`
    are the (row, column) from 0 of cells that somebody is to fill in or to look at."""

    title: str
    rows: Sequence[Sequence[CellValue]]
    heads: Sequence[int] = (0,)
    widths: Sequence[int] = ()
    marks: Collection[tuple[int, int]] = ()


def workbook(sheets: Sequence[Sheet], made: datetime) -> bytes:
    """The octets of an .xlsx with these sheets, at most 50,000 rows each; the same sheets and time give the same."""
    # Imported here: it costs 0.13 s, and most mails carry no sheet.
    from openpyxl import Workbook
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    book.properties.creator = "mailbot"
    book.properties.created = book.properties.modified = made.replace(tzinfo=None)
    titles: set[str] = set()
    for sheet in sheets:
        page = book.create_sheet(_title(sheet.title, titles))
        for number, width in enumerate(sheet.widths, start=1):
            page.column_dimensions[get_column_letter(number)].width = width
        marks = frozenset(sheet.marks)
        for number, row in enumerate(sheet.rows[:_MOST_ROWS]):
            cells = [_cell(page, value, head=number in sheet.heads) for value in row]
            for column, cell in enumerate(cells):
                if (number, column) in marks:
                    cell.fill = PatternFill("solid", fgColor="FEF3C7")
            page.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def harmless(text: str) -> str:
    """The text as a cell may hold it: no control characters, bounded; one that a sheet would take for a formula
    begins with an apostrophe, also once it has been saved as CSV and opened again."""
    kept = _CONTROL.sub("", text)[:_LONGEST]
    return f"'{kept}" if kept.lstrip(" ").startswith(_ACTS) and not _is_number(kept) else kept


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _cell(page: Any, value: CellValue, *, head: bool) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = WriteOnlyCell(page, harmless(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl takes "=…" for a formula by itself
        cell.alignment = Alignment(vertical="top", wrap_text=len(value) > 30)
    if head:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E5E7EB")
    return cell


def _title(title: str, taken: set[str]) -> str:
    """A sheet's name: at most 31 characters, none of `[]:*?/\\`, each once."""
    kept = "".join(" " if c in "[]:*?/\\'" or not c.isprintable() else c for c in title).strip()[:28] or "Sheet"
    name, n = kept, 2
    while name.lower() in taken:
        name, n = f"{kept} {n}", n + 1
    taken.add(name.lower())
    return name
