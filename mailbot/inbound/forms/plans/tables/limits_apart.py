"""limits_apart: a table of restrictions that stands in a sheet below or between other things, as a grid of its own."""

from collections.abc import Sequence

from mailbot.inbound.forms.tables.headers import squeeze
from mailbot.inbound.writing import Cell, Grid
from mailbot.rulebook.shapes import Fields
from mailbot.value import replace

_WHEN = frozenset(("effective", "delayed_until"))
_WHOSE = frozenset(("version", "region", "department"))


def heads_limits(grid: Grid, fields: Fields) -> bool:
    """Whether a grid begins with the header of a table of restrictions: 版本 | 限制日期 | 延迟限制日期."""
    return bool(grid.rows) and _is_header(grid.rows[0], _names(fields))


def limits_apart(grid: Grid, fields: Fields) -> tuple[Grid, ...]:
    """The grid without its table of restrictions, and that table; the grid alone where it holds none, or nothing else.

    The table begins with a row that names nothing but columns, the versions' and a time's among them, and ends with a blank row
    or one that is merged over its width (三、其他).
    """
    names = _names(fields)
    start = next((i for i, row in enumerate(grid.rows) if _is_header(row, names)), None)
    if start is None:
        return (grid,)
    end = start + 1
    while end < len(grid.rows) and len({c.text.strip() for c in grid.rows[end] if c.text.strip()}) > 1:
        end += 1
    above = list(grid.rows[:start])
    while above and len({c.text.strip() for c in above[-1] if c.text.strip()}) < 2:
        above.pop()  # 二、版本限制
    rest = (*above, *grid.rows[end:])
    limits = replace(grid, rows=grid.rows[start:end])
    if end == start + 1 or not any(cell.text.strip() for row in rest for cell in row):
        return (grid,)
    return (replace(grid, rows=tuple(rest)), limits)


def _names(fields: Fields) -> dict[str, str]:
    return {squeeze(name): c.key for c in fields.column if c.key in _WHEN | _WHOSE for name in c.names}


def _is_header(row: Sequence[Cell], names: dict[str, str]) -> bool:
    filled = [squeeze(cell.text) for cell in row if cell.text.strip()]
    keys = {names[name] for name in filled if name in names}
    known = sum(name in names for name in filled)
    return "version" in keys and bool(keys & _WHEN) and known * 3 >= len(filled) * 2 and len(set(filled)) == len(filled)
