"""Tables of a plan → rows: nodes, parameters, restrictions, whichever a grid holds (SPEC 3 "Body", 9 "Plans")."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from mailbot.inbound.forms.days.dates import Moment
from mailbot.inbound.forms.fields.lines import FieldValue
from mailbot.inbound.forms.nodes.names import node_keys
from mailbot.inbound.forms.people.people import is_blank
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.limits.limitrows import restricting
from mailbot.inbound.forms.plans.tables.cells import MOST_ROWS, CellReader, remembered
from mailbot.inbound.forms.plans.tables.crossed import groups_across, nodes_across, owners_across
from mailbot.inbound.forms.plans.tables.gantt import marked_days
from mailbot.inbound.forms.plans.tables.limits_apart import heads_limits, limits_apart
from mailbot.inbound.forms.plans.tables.tableparts import (
    is_form,
    parted,
    titled_by_departments,
    titled_by_nodes,
    titled_by_places,
)
from mailbot.inbound.forms.plans.values.grant_table import grant_columns
from mailbot.inbound.forms.tables.headers import squeeze
from mailbot.inbound.forms.tables.sheets import serial_day
from mailbot.inbound.forms.tables.tables import Row as TableRow, Table, read_table
from mailbot.inbound.forms.things.versionrules import find_version_rules
from mailbot.inbound.writing import Cell, Grid
from mailbot.late import late
from mailbot.rulebook.shapes import Fields
from mailbot.value import Value, replace

NODE_COLUMNS = (
    *("number", "title", "key", "owner", "helpers", "department", "start", "due", "done_at", "state"),
    *("progress", "total", "remark", "region"),
)
_PARAMETER_COLUMNS = (
    "number",
    "title",
    "parameter",
    "value",
    "department",
    "remark",
)  # 单位 is a department's or a unit
_LIMIT_COLUMNS = ("number", "version", "effective", "delayed_until", "region", "department", "remark", "owner")
_DATES = {"start", "due", "done_at", "effective", "delayed_until"}
_MARKED = late(
    r"[(（]?(?:(\d{1,2})|[一二三四五六七八九十]{1,3})[)）.、．](?!\d)\s*(?=\S)|[①-⑳]\s*|[•·●○■□▪◆◇►▶➢➤]\s*(?=\S)"
)
_EXAMPLE = late(
    r"\s*[（(\[【]?(?:填写)?(?:示例|样例|范例|举例|例如?|example|sample)(?:行|[0-9]?)[)）\]】:：]"
    r"|\s*(?:填写)?(?:示例|样例|范例)行?\s*$",
    re.IGNORECASE,
)
_HEADING = late(r"(?:第?[一二三四五六七八九十]{1,3}(?:[、.．]|阶段|部分)|phase \w+|stage \w+)", re.IGNORECASE)


class Tables(Value):
    """What the grids of a mail hold. `used` are the grids that were read, `headless` those of them that hold no fields beside
    their nodes, `notes` the cells below tables (footnotes), `granted` what columns beside the nodes grant."""

    nodes: tuple[Row, ...] = ()
    parameters: tuple[Row, ...] = ()
    limits: tuple[Row, ...] = ()
    used: tuple[Grid, ...] = ()
    headless: tuple[Grid, ...] = ()
    notes: tuple[Cell, ...] = ()
    granted: tuple[FieldValue, ...] = ()


def columns_of(fields: Fields, keys: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """The names of these columns, as the rules list them."""
    return {column.key: column.names for column in fields.column if column.key in keys}


class TableReader(CellReader):
    """Reads the tables of one mail."""

    mailed: datetime

    def read(self, grids: Sequence[Grid], *, file: str = "", loose: Sequence[Grid] = ()) -> Tables:
        """The rows of all grids, in their order. The `loose` ones among them, whose cells only commas or single blanks
        part, are tables only where a header says so; else they are lines."""
        nodes: list[Row] = []
        parameters: list[Row] = []
        limits: list[Row] = []
        used: list[Grid] = []
        headless: list[Grid] = []
        notes: list[Cell] = []
        granted: list[FieldValue] = []
        for whole, grid in ((entire, part) for entire in grids for part in limits_apart(entire, self.fields)):
            columns = columns_of(self.fields, NODE_COLUMNS)
            if heads_limits(grid, self.fields) and (headed_by := self._limits(grid)) is not None:
                limits += [self._row(row, file) for row in headed_by.rows[:MOST_ROWS]]
                used.append(whole)
                headless += [whole] if grid is whole else []  # 版本 above 5.8 及以下 is no field
                continue
            crossed = nodes_across(grid, self.guess, self.dated, self.kinds, self.mailed, delays=self._delays)
            crossed = crossed or groups_across(grid, self.dated, self.kinds, columns, self.mailed)
            if crossed := crossed or marked_days(grid, self.guess, self.dated, self.mailed):
                nodes += [replace(row, file=file) for row in crossed]
                used.append(whole)
                headless.append(whole)
                continue
            table = self._nodes(grid, headed=any(whole is other for other in loose))
            rows = self._limits(grid) if not self.all_nodes(grid) else None
            if rows is not None and (table is None or not self._titled(table)):
                limits += [self._row(row, file) for row in rows.rows[:MOST_ROWS]]
                used.append(whole)
                continue
            by_owner = owners_across(grid, self.guess, self.dated, self.kinds, self.mailed) if table is None else None
            if by_owner:
                nodes += [replace(row, file=file) for row in by_owner]
                used.append(whole)
                continue
            rows = self._parameters(grid, taken=table is not None)
            if rows is not None and table is not None:
                rows, table = parted(grid, rows, table)
            if table is not None:
                nodes += [self._row(row, file) for row in table.rows[:MOST_ROWS] if not self._is_heading(row)]
                used.append(whole)
                notes += table.notes
                granted += grant_columns(table, self.fields, self.kinds)
                if not table.header_place:
                    headless.append(whole)
            if rows is not None:
                parameters += [self._row(row, file) for row in rows.rows[:MOST_ROWS]]
                used.append(whole)
        nodes += restricting(limits, nodes, self.kinds, self.people)
        return Tables(
            nodes=tuple(nodes),
            parameters=tuple(parameters),
            limits=tuple(limits),
            used=tuple(used),
            headless=tuple(headless),
            notes=tuple(notes),
            granted=tuple(granted),
        )

    # --- what a grid is ----------------------------------------------------------------------------------------------

    def _nodes(self, grid: Grid, *, headed: bool) -> Table | None:
        columns = columns_of(self.fields, NODE_COLUMNS)
        if max(map(len, grid.rows), default=0) == 2 and is_form(grid, self.fields):
            return None
        if self.all_nodes(grid):
            columns = dict.fromkeys(
                columns, ()
            )  # 版本获取 | 周航 | 12月28日 over 升级 | 孙丽 | 1月6日 names no columns
        table = read_table(grid, columns, required=("title", "due"), guess=remembered(self.guess_apart))
        called = table is not None and bool(table.header_place) and self._called_so(table)
        if headed and not called:
            return None
        if (
            not called
            and is_form(grid, self.fields, wide=True)
            and not (table and table.header_place and len(table.rows) > 1 and self._titled(table))
        ):
            return None
        if table is not None and self._header_is_a_row(grid, table):
            nameless = dict.fromkeys(columns, ())  # 版本获取 | 各业务部门 | 12月4日 names no columns
            table = read_table(grid, nameless, required=("title", "due"), guess=remembered(self.guess_apart))
        if table is not None and "title" not in table.keys:
            table = titled_by_departments(table)
        if table is None or "title" not in table.keys or not table.rows:
            return None
        if not {"due", "start", "owner", "department", "state"} & set(table.keys) or self._header_is_a_row(grid, table):
            return None
        table = titled_by_places(titled_by_nodes(table, self.kinds), self.kinds)
        named = sum(1 for row in table.rows if node_keys(row.text("title"), self.kinds))
        dated = sum(1 for row in table.rows if self.dated(row.text("due") or row.text("start")))
        owned = sum(1 for row in table.rows if not is_blank(row.text("owner") or row.text("department")))
        if "due" not in table.keys and "start" not in table.keys:
            return table if named and owned else None
        if not table.header_place:
            told = not owned and any(self.names_somebody(row.text("title")) for row in table.rows)
            return table if dated * 2 >= len(table.rows) and (named or owned) and not told else None
        return table if named or dated or owned else None

    def _parameters(self, grid: Grid, *, taken: bool) -> Table | None:
        columns = columns_of(self.fields, _PARAMETER_COLUMNS)
        table = read_table(grid, columns, required=("parameter", "value"))
        if table is None or not table.rows or "value" not in table.keys:
            return None
        # Of one table that is both, the titles are the parameters where another column has the nodes.
        free = not taken or not any(node_keys(row.text("title"), self.kinds) for row in table.rows)
        return table if "parameter" in table.keys or ("title" in table.keys and free) else None

    def _limits(self, grid: Grid) -> Table | None:
        columns = columns_of(self.fields, _LIMIT_COLUMNS)
        table = read_table(grid, columns, required=("effective", "delayed_until", "version"))
        if (
            table is None
            or not table.rows
            or not {"effective", "delayed_until"} & set(table.keys)
            or is_form(grid, self.fields)
        ):
            return None
        versions = [text for row in table.rows if (text := row.text("version").strip())]
        if versions and all(self.dated(text) and not find_version_rules(text) for text in versions):
            return None  # 部门 | 负责人 | 版本限制 | 延迟到: days below, not versions
        return table if {"version", "region", "department"} & set(table.keys) else None

    def _header_is_a_row(self, grid: Grid, table: Table) -> bool:
        """Whether what was taken for names of columns is the first node: 参数下发 | 各业务部门 | 12月8日."""
        header = next((row for row in grid.rows if any(c.place == table.header_place for c in row)), None)
        if (
            not table.header_place
            or header is None
            or (table.names or {}).get("title", "") not in [c.text.strip() for c in header]
        ):
            return False
        return any(isinstance(self.dates.read_date(cell.text), Moment) for cell in header if cell.text.strip())

    @property
    def _delays(self) -> frozenset[str]:
        """What a column is called that says until when a restriction is delayed."""
        return frozenset(squeeze(n) for n in columns_of(self.fields, ("delayed_until",))["delayed_until"])

    def _titled(self, table: Table) -> bool:
        """Whether a table's column of titles is called so, or its rows are nodes."""
        nodes = sum(1 for row in table.rows if node_keys(row.text("title"), self.kinds))
        return self._called_so(table) or nodes * 2 > len(table.rows)

    def _called_so(self, table: Table) -> bool:
        """Whether the heading of the titles is one that the rules list."""
        header = squeeze((table.names or {}).get("title", ""))
        return header in {squeeze(n) for n in columns_of(self.fields, ("title",))["title"]}

    # --- rows --------------------------------------------------------------------------------------------------------

    def _row(self, row: TableRow, file: str) -> Row:
        texts = {key: cell.text.strip() for key, cell in row.cells.items() if cell.text.strip()}
        for key in _DATES & texts.keys():  # a date that lost its format when it was pasted
            texts[key] = serial_day(texts[key]) or texts[key]
        places = {key: cell.place for key, cell in row.cells.items() if cell.text.strip()}
        remarks = [f"{name}：{cell.text.strip()}" if name else cell.text.strip() for name, cell in row.remarks]
        if remarks:
            texts["remark"] = "；".join(filter(None, [texts.get("remark", ""), *remarks]))
        number = re.sub(r"\D", "", texts.get("number", ""))[:4]
        marked = _MARKED.match(texts.get("title", ""))
        if marked:
            texts["title"] = texts["title"][marked.end() :]
            number = number or (marked[1] or "")
        return Row(
            texts=texts,
            places=places,
            place=row.place,
            mailed=self.mailed,
            whole="  ".join(cell.text.strip() for cell in row.cells.values() if cell.text.strip()),
            number=int(number) if number else None,
            file=file,
        )

    def _is_heading(self, row: TableRow) -> bool:
        """A row that names nothing but a phase (一、准备阶段), or shows how to fill in the table (示例：灰度升级)."""
        if _EXAMPLE.match(row.text("title")) or _EXAMPLE.match(row.text("number")):
            return True
        filled = [key for key, cell in row.cells.items() if cell.text.strip() and key not in ("number", "remark")]
        return filled == ["title"] and _HEADING.match(row.text("title")) is not None
