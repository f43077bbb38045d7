"""Attached sheets (.xlsx, .xls, .ods, .csv and what bears their names) → grids, within bounds of time and memory."""

import datetime as dt
from collections.abc import Sequence

from mailbot.inbound.forms.tables.sheetfiles.bounds import CELLS, INFLATED, OCTETS, Place, Sheet, UnreadableSheet
from mailbot.inbound.forms.tables.sheetfiles.numbers import serial_day
from mailbot.inbound.forms.tables.sheetfiles.places import letters, place
from mailbot.inbound.writing import Cell, Grid
from mailbot.late import late

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


_CONTROL = late(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_DAY = late(r"(\d{4})(?:-|/|\s*年\s*)(\d{1,2})(?:-|/|\s*月\s*)(\d{1,2})\s*日?(?:[ T]+(\d{1,2}:\d{2}(?::\d{2})?))?")
_INSTANT = late(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)")
_LONGEST = 32_767  # characters that a cell may have


def cleaned(text: str, zone: dt.tzinfo) -> str:
    """`text` without control characters, direction marks, outer spaces, and what is beyond 32,767 characters.

    A full date becomes `2026-12-03` or `2026-12-03 18:00`, an instant with its offset the same in `zone`. What might
    be something else (2026.12.3 may be a version) stays as it is.
    """
    text = text[:_LONGEST].replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    text = _CONTROL.sub("", text).strip(" \t\n\u3000")
    if not text[:4].isdecimal() or len(text) > 40:
        return text
    try:
        if _INSTANT.fullmatch(text):
            local = dt.datetime.fromisoformat(text).astimezone(zone)
            return local.strftime("%Y-%m-%d %H:%M:%S" if local.second else "%Y-%m-%d %H:%M")
        if (written := _DAY.fullmatch(text)) is not None:
            date = dt.date(int(written[1]), int(written[2]), int(written[3])).isoformat()
            # 00:00:00 is how programs write a day; 00:00 is a person's midnight.
            time = written[4] or ""
            if time in ("", "0:00:00", "00:00:00"):
                return date
            hours, minutes, *seconds = time.split(":")
            return f"{date} {hours:0>2}:{minutes}" + "".join(f":{rest}" for rest in seconds if rest != "00")
    except (ValueError, OverflowError):
        pass
    return text
