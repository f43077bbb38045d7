"""stacked_grids: tables that lost their columns on the way, one cell a line: 节点 / 负责人 / 完成时间 / 灰度升级 / 孙丽 / 12月3日."""

from collections.abc import Collection, Mapping, Sequence

from mailbot.inbound.forms.days.dates import Reader
from mailbot.inbound.forms.tables.headers import squeeze
from mailbot.inbound.forms.tables.textcells import clean
from mailbot.inbound.writing import Cell, Grid, Line

_MOST_COLUMNS = 8
_LONGEST = 60  # characters of a cell
_NEEDED = frozenset(("title", "due"))


def stacked_grids(lines: Sequence[Line], columns: Mapping[str, Collection[str]], dates: Reader) -> tuple[Grid, ...]:
    """The tables whose cells are lines: names of columns below each other, then as many cells a row, each row's date where the
    names say. None where a row breaks that, since the cells behind it would be another column's. Linear in the text."""
    named = {squeeze(name): key for key, names in columns.items() for name in names}
    filled = [line for line in lines if line.text.strip()]
    found: list[Grid] = []
    index = 0
    while index < len(filled):
        keys = _header(filled, index, named)
        grid, end = _grid(filled, index, keys, dates) if keys else (None, index + 1)
        if grid is not None:
            found.append(grid)
        index = end
    return tuple(found)


def _header(lines: Sequence[Line], index: int, named: Mapping[str, str]) -> list[str]:
    """The keys of the lines from `index` on that name different columns, [] unless a node and its time are among them."""
    keys: list[str] = []
    for line in lines[index : index + _MOST_COLUMNS]:
        key = named.get(squeeze(line.text.strip().rstrip("：:")), "")
        if not key or key in keys:
            break
        keys.append(key)
    return keys if set(keys) >= _NEEDED else []


def _grid(lines: Sequence[Line], index: int, keys: Sequence[str], dates: Reader) -> tuple[Grid | None, int]:
    """The grid of a header and the rows below it, with the index behind."""
    width, due = len(keys), keys.index("due")
    rows = [lines[index : index + width]]
    at = index + width
    while at + width <= len(lines):
        row = lines[at : at + width]
        if any(len(line.text.strip()) > _LONGEST for line in row) or dates.read_date(row[due].text.strip()) is None:
            break
        rows.append(row)
        at += width
    broken = at < len(lines) and any(dates.read_date(line.text.strip()) for line in lines[at : at + width])
    if len(rows) < 2 or broken:
        return None, index + width
    cells = tuple(tuple(Cell(clean(line.text), line.place) for line in row) for row in rows)
    return Grid(cells), at
