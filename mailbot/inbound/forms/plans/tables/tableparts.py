"""What a grid is, where it could be several things: a form, two tables, a table whose nodes are not its first column."""

from collections.abc import Sequence

from mailbot.inbound.forms.nodes.names import is_node_name, node_keys
from mailbot.inbound.forms.tables.headers import squeeze
from mailbot.inbound.forms.tables.tables import Row as TableRow, Table, read_fields
from mailbot.inbound.writing import Cell, Grid
from mailbot.rulebook.shapes import Fields, Kind
from mailbot.value import replace

_FORM = frozenset(("product", "title", "kind", "channel", "quantity", "valid", "guidance", "pm", "departments"))
_WIDE = _FORM | {"version", "regions"}  # which a table of restrictions has, too


def is_form(grid: Grid, fields: Fields, *, wide: bool = False) -> bool:
    """Whether a grid names the plan's other fields beside its restriction (产品 | 星桥 | 限制版本 | 8.0 及以下), and so is a form.
    `wide`: of fields side by side (产品 | 星桥 | 有效期 | 12月1日至3月31日) it must name three."""
    own = {squeeze(name): f.key for f in fields.field for name in f.names}
    pairs = read_fields(grid, tuple(name for f in fields.field for name in f.names)) or ()
    keys = {own.get(squeeze(name)) for name, cell in pairs if cell.text.strip() and squeeze(cell.text) not in own}
    return len(keys & _WIDE) > 2 if wide else len(keys & _FORM) > 1


def blocks(grid: Grid) -> tuple[Grid, ...]:
    """A grid's parts between blank rows: the form of a sheet, then its tables."""
    parts: list[list[tuple[Cell, ...]]] = [[]]
    for row in grid.rows:
        if any(cell.text.strip() for cell in row):
            parts[-1].append(row)
        elif parts[-1]:
            parts.append([])
    return tuple(replace(grid, rows=tuple(rows)) for rows in parts if rows)


def titled_by_nodes(table: Table, kinds: Sequence[Kind]) -> Table:
    """The table with its nodes for titles where another column has them: 参数名 | 值 | 节点 | 负责人."""
    columns = {name for row in table.rows for name, _ in row.remarks}
    if any(node_keys(row.text("title"), kinds) for row in table.rows):
        return table
    for name in columns:
        cells = [next((cell for other, cell in row.remarks if other == name), None) for row in table.rows]
        if all(cell is not None and is_node_name(cell.text, kinds) for cell in cells):
            rows: list[TableRow] = []
            seen: set[tuple[str, str, str]] = set()
            for row, cell in zip(table.rows, cells, strict=True):
                said = (cell.text if cell else "", row.text("owner"), row.text("due"))
                if cell is not None and said not in seen:
                    seen.add(said)
                    rows.append(replace(row, cells={**row.cells, "title": cell}, remarks=()))
            return replace(table, rows=tuple(rows))
    return table


def titled_by_places(table: Table, kinds: Sequence[Kind]) -> Table:
    """组件 | 版本 | 区域 | 负责人 | 完成时间 with one component all the way down: the regions tell the rows apart."""
    titles = {squeeze(row.text("title")) for row in table.rows}
    column = next((key for key in ("region", "department") if key in table.keys), "")
    places = [row.text(column).strip() for row in table.rows]
    if not column or len(table.rows) < 2 or len(titles) != 1 or not all(places) or len(set(places)) < len(places):
        return table
    if any(node_keys(title, kinds) for title in titles):
        return table
    rows = tuple(replace(row, cells={**row.cells, "title": row.cells[column]}) for row in table.rows)
    return replace(table, rows=rows)


def titled_by_departments(table: Table) -> Table:
    """A table of who does by when what stands above it (部门 | 负责人 | 升级完成), with the departments for titles."""
    column = next((key for key in ("department", "region") if key in table.keys), "")
    if not column or "due" not in table.keys:
        return table
    rows = tuple(
        replace(row, cells={**row.cells, "title": row.cells[column]}) for row in table.rows if column in row.cells
    )
    names = {**(table.names or {}), "title": (table.names or {}).get(column, "")}
    return replace(table, rows=rows, keys=(*table.keys, "title"), names=names)


def parted(grid: Grid, one: Table, other: Table) -> tuple[Table, Table]:
    """Two tables of one grid, each without the rows from the other's header on: parameters above, nodes below."""
    at = {cell.place: index for index, row in enumerate(grid.rows) for cell in row if cell.text.strip()}
    first, second = at.get(one.header_place), at.get(other.header_place)
    if first is None or second is None or first == second:
        return one, other
    above, below = (one, other) if first < second else (other, one)
    end = max(first, second)
    above = replace(above, rows=tuple(row for row in above.rows if at.get(row.place, 0) < end))
    return (above, below) if first < second else (below, above)
