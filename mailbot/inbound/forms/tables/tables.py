"""Grids, and tables in plain text → records by column names, whatever the table's shape (SPEC 9 "Plans"). The door to all reading of tables."""

from collections.abc import Callable, Collection, Mapping, Sequence

from mailbot.inbound.forms.fields.tables import read_fields
from mailbot.inbound.forms.tables.aligned import read_aligned
from mailbot.inbound.forms.tables.guesses import Guess, guess_columns, index_column, read_crosstab, wordy_column
from mailbot.inbound.forms.tables.headerrow import Cells, HeaderRow, find_header, transposed
from mailbot.inbound.forms.tables.headers import SURE, Headers, Match, another_thing, headers_of
from mailbot.inbound.forms.tables.piped import read_piped
from mailbot.inbound.forms.tables.records import Row, Table, is_time, read_records
from mailbot.inbound.forms.tables.separated import read_listed, read_tabbed
from mailbot.inbound.writing import Cell, Grid, Line
from mailbot.value import replace

_TITLE = "title"  # what a record is about, which people call by more names than any rule lists

__all__ = ["Row", "Table", "find_grids", "read_fields", "read_table"]


def read_table(
    grid: Grid,
    columns: Mapping[str, Collection[str]],
    *,
    required: Collection[str] = (),
    guess: Guess | None = None,
) -> Table | None:
    """The grid's records, or None if it has none of the `required` columns.

    `columns` maps each key to its names in the rules. The header may stand in any of the first rows, in two rows, or
    in a column (records across). `guess` says what a cell's text looks like ("due", "owner" …, None if unsure) and
    finds the columns where names are missing or strange. The table ends where another table's header begins, so that
    a sheet with two tables is read twice, by what each requires.
    """
    if not grid.rows or not grid.rows[0]:
        return None
    headers = headers_of(columns)
    head = _best_header(grid.rows, headers, required)
    missing = [key for key in required if head is None or key not in head.keys]
    table: Table | None = None
    if missing and guess is not None and (head is None or not head.certain):
        table = _crosstab(grid.rows, guess, required)
    if table is None and head is not None:
        head = _completed(head, headers, missing, guess)
        table = read_records(head, headers) if head.certain else None
    if table is None and guess is not None:
        table = _headless(grid.rows, guess, headers, required)
    if table is None or (required and not set(required) & set(table.keys)):
        return None
    return table


def _best_header(cells: Cells, headers: Headers, required: Collection[str]) -> HeaderRow | None:
    down = find_header(cells, headers, required)
    across = find_header(transposed(cells), headers, required, across=True)
    if down is None or across is None:
        return down or across
    if down.certain and _names_all(down, required):
        return down  # whatever fields a form above it has
    return across if across.worth(required) > down.worth(required) else down


def _names_all(head: HeaderRow, required: Collection[str]) -> bool:
    """Whether a header has all that is required, three names or more, and hardly anything else: 序号 | 节点 | 负责人 | 完成时间."""
    others = len(set(filter(None, head.names))) - len(head.matches)
    return head.keys >= set(required) and len(head.matches) > 2 and others <= 1


def _completed(head: HeaderRow, headers: Headers, missing: Collection[str], guess: Guess | None) -> HeaderRow:
    """The header with columns of strange names, or of none, told by what stands in them.

    A half-known name is believed only if its key is wanted: 上线时间 may be the due time if nothing else can.
    """
    rows = _filled(head.cells[head.last + 1 :])
    free = set(range(len(head.names))) - set(head.column.values())
    free -= {column for column in free if another_thing(head.names[column])}
    found: dict[str, int] = {}
    if guess is not None:
        guessed = guess_columns(rows, guess, taken=head.keys, free=free)
        found = {
            key: column for key, column in guessed.items() if key in missing or not headers.keys(head.names[column])
        }
    lacking = [key for key in missing if key not in found]
    left = free - set(found.values())
    nameless = {column for column in left if not head.names[column]}
    if lacking == [_TITLE]:  # 升级批次 | 升级时间: what the rows are about may be called anything
        nameless |= {column for column in left if not headers.keys(head.names[column])}
    if len(lacking) == 1 and (column := wordy_column(rows, nameless)) is not None:
        found[lacking[0]] = column
    known = [match for match in head.matches if not _moved(match, rows, head, headers, left, found)]
    matches = [*known, *(Match(column, key, SURE) for key, column in found.items())]
    return replace(
        head,
        matches=tuple(sorted(matches, key=lambda match: match.column)),
        certain=head.certain or bool(found),
    )


def _moved(
    match: Match,
    rows: Cells,
    head: HeaderRow,
    headers: Headers,
    free: Collection[int],
    found: dict[str, int],
) -> bool:
    """Whether a key stands better in another column, which goes to `found`: 步骤 | 操作, 日期 | 时间 by what they hold."""
    filled = [text for row in rows if (text := row[match.column].text.strip())]
    if match.key == _TITLE and index_column(rows, match.column):
        unknown = {column for column in free if column > match.column and not headers.keys(head.names[column])}
        column = wordy_column(rows, unknown)
    elif filled and all(map(is_time, filled)):
        columns = [column for column in sorted(free) if headers.keys(head.names[column]).get(match.key, 0) >= SURE]
        column = next((c for c in columns if not all(is_time(row[c].text.strip()) for row in rows)), None)
    else:
        column = None
    if column is not None:
        found[match.key] = column
    return column is not None


def _crosstab(cells: Cells, guess: Guess, missing: Collection[str]) -> Table | None:
    records = read_crosstab(_filled(cells), guess, missing)
    if not records:
        return None
    rows = tuple(Row(record, (), next(reversed(record.values())).place) for record in records)
    return Table(tuple(records[0]), rows)


def _headless(cells: Cells, guess: Guess, headers: Headers, required: Collection[str]) -> Table | None:
    """A table without a header, rows or columns as records: the reading that tells more columns."""
    best: HeaderRow | None = None
    for turned in (cells, transposed(cells)):
        rows = _filled(turned)
        if not rows or len(rows[0]) < 2:
            continue
        named = _names_nothing_known(rows, guess)
        head, rows = (rows[0], rows[1:]) if named else (tuple(Cell("", "") for _ in rows[0]), rows)
        columns = {column for column in range(len(head)) if not index_column(rows, column)}
        found = guess_columns(rows, guess, taken=(), free=columns, pairs=True)
        lacking = [key for key in required if key not in found]
        if found and len(lacking) == 1:
            column = wordy_column(rows, columns - set(found.values()))
            found |= {lacking[0]: column} if column is not None else {}
        if len(found) < 2 or (best is not None and len(found) <= len(best.matches)):
            continue
        matches = tuple(Match(column, key, SURE) for key, column in sorted(found.items(), key=lambda item: item[1]))
        best = HeaderRow((head, *rows), 0, 0, matches, tuple(cell.text for cell in head), certain=True)
    return read_records(best, headers) if best is not None else None


def _names_nothing_known(rows: Cells, guess: Guess) -> bool:
    """Whether the first row is a header all the same, in words that no rule knows: 事情 | 找谁 | 啥时候."""
    first = [cell.text.strip() for cell in rows[0]]
    return (
        len(rows) > 1
        and all(0 < len(text) <= 8 and not any(map(str.isdigit, text)) and guess(text) is None for text in first)
        and len(set(first)) == len(first)
    )


def _filled(cells: Cells) -> Cells:
    return tuple(row for row in cells if any(cell.text.strip() for cell in row))


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
