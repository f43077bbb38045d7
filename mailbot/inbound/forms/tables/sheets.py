"""Attached sheets (.xlsx, .xls, .ods, .csv and what bears their names) → grids, within bounds of time and memory."""

import datetime as dt
from collections.abc import Sequence

from mailbot.inbound.forms.tables.sheetfiles.bounds import CELLS, INFLATED, OCTETS, Place, Sheet, UnreadableSheet
from mailbot.inbound.forms.tables.sheetfiles.numbers import serial_day
from mailbot.inbound.forms.tables.sheetfiles.places import letters, place
from mailbot.inbound.forms.tables.sheetfiles.texts import cleaned
from mailbot.inbound.writing import Cell, Grid

__all__ = ["UnreadableSheet", "read_sheets", "serial_day"]

_SHOWN = 400_000  # cells of a grid, blank ones too: filled cells may lie far apart


def read_sheets(filename: str, content: bytes, *, zone: dt.tzinfo, unpacked: int = INFLATED) -> tuple[Grid, ...]:
    """The sheets that a person sees, in order, each with what it shows; blank ones are left out.

    What the file is, its octets say, not its name. Merged cells stand in each place that they cover; hidden sheets,
    rows and columns are gone; formulas are their last value; a cell's place is `Sheet1!C7`, in a .csv `名单.csv!C7`.
    Texts are nothing but texts, whatever they begin with. An instant written with its offset is shown in `zone`. A file
    of more than `unpacked` octets, as it is or unpacked, is too large.

    Raises UnreadableSheet, whose `reason` is `encrypted`, `too-large`, `damaged` or `not-a-sheet`.
    """
    if len(content) > min(OCTETS, unpacked):
        raise UnreadableSheet("too-large")
    # zipfile, expat and their like take 10 ms to import, which a mail without a sheet need not pay.
    from mailbot.inbound.forms.tables.sheetfiles.sheetfile import sheets_of

    read = (_grid(sheet, filename, zone) for sheet in sheets_of(content, unpacked) if sheet.visible)
    return tuple(grid for grid in read if grid is not None)


def _grid(sheet: Sheet, filename: str, zone: dt.tzinfo) -> Grid | None:
    """What the sheet shows: no hidden rows and columns, no blank columns, one blank row where there are several."""
    texts = {place: text for place, raw in sheet.cells.items() if (text := cleaned(raw, zone))}
    _spread(texts, sheet.merged)
    shown = [place for place in texts if place[0] not in sheet.hidden_rows and place[1] not in sheet.hidden_columns]
    if not shown:
        return None
    columns = sorted({column for _, column in shown})
    filled = sorted({row for row, _ in shown})
    rows: list[int] = []
    for row in filled:
        if rows and any(between not in sheet.hidden_rows for between in range(rows[-1] + 1, row)):
            rows.append(row - 1)
        rows.append(row)
    if len(rows) * len(columns) > _SHOWN:
        raise UnreadableSheet("too-large")

    def address(row: int, column: int) -> str:
        return place(sheet.name, row, column) if sheet.name else f"{filename}!{letters(column)}{row + 1}"

    cells = (tuple(Cell(texts.get((row, column), ""), address(row, column)) for column in columns) for row in rows)
    return Grid(tuple(cells), filename)


def _spread(texts: dict[Place, str], merged: Sequence[tuple[Place, Place]]) -> None:
    """Puts each merged cell's text in all places that it covers, as far as the sheet is filled."""
    if not texts or not merged:
        return
    last_row = max(row for row, _ in texts)
    last_column = max(column for _, column in texts)
    budget = CELLS
    for (top, left), (bottom, right) in merged:
        text = texts.get((top, left))
        height, width = min(bottom, last_row) - top + 1, min(right, last_column) - left + 1
        if text is None or height * width > budget:
            continue
        budget -= height * width
        for row in range(top, top + height):
            for column in range(left, left + width):
                texts[(row, column)] = text
