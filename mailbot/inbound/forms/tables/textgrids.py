"""Tables in plain text → grids: pipes and boxes, tabs, columns aligned by spaces, lists with commas."""

from collections.abc import Callable, Sequence

from mailbot.inbound.forms.tables.aligned import read_aligned
from mailbot.inbound.forms.tables.piped import read_piped
from mailbot.inbound.forms.tables.separated import read_listed, read_tabbed
from mailbot.inbound.writing import Grid, Line

# Each reads a table that begins at the line of the index and returns its grid and the index behind it; without a table,
# None and the index up to which it knows that there is none. So every reader sees each line once.
Reader = Callable[[Sequence[Line], int], tuple[Grid | None, int]]
_READERS: tuple[Reader, ...] = (read_piped, read_tabbed, read_aligned, read_listed)


def find_grids(lines: Sequence[Line], known: Sequence[Grid] = ()) -> tuple[tuple[Grid, ...], tuple[Line, ...]]:
    """The tables in the lines, and the lines that belong to none. Linear in the text.

    Lines that are in `known` grids already (an HTML mail's tables, whose cells have line numbers as places) are left
    out of both. Lines of `字段：值` are no table, however they are aligned.
    """
    taken = {cell.place for grid in known for row in grid.rows for cell in row}
    rest = [line for line in lines if line.place not in taken]
    grids: list[Grid] = []
    for read in _READERS:
        found, rest = _divide(rest, read)
        grids.extend(found)
    return tuple(sorted(grids, key=lambda grid: int(grid.rows[0][0].place))), tuple(rest)


def _divide(lines: list[Line], read: Reader) -> tuple[list[Grid], list[Line]]:
    grids: list[Grid] = []
    rest: list[Line] = []
    index = 0
    while index < len(lines):
        if not lines[index].text.strip():
            rest.append(lines[index])
            index += 1
            continue
        grid, end = read(lines, index)
        end = max(end, index + 1)
        if grid is None:
            rest.extend(lines[index:end])
        else:
            grids.append(grid)
        index = end
    return grids, rest
