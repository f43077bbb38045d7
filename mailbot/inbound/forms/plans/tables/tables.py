"""Tables of a plan → rows: nodes, parameters, restrictions, whichever a grid holds (SPEC 3 "Body", 9 "Plans")."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from mailbot.inbound.forms.days.dates import DateDoubt, Moment, Reader
from mailbot.inbound.forms.fields.lines import FieldValue
from mailbot.inbound.forms.nodes.names import is_node_name, node_keys
from mailbot.inbound.forms.people.people import PeopleReader, is_blank
from mailbot.inbound.forms.people.strangers import find_strangers
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.tables.crossed import groups_across, nodes_across, owners_across
from mailbot.inbound.forms.plans.tables.gantt import marked_days
from mailbot.inbound.forms.plans.tables.limits_apart import heads_limits, limits_apart
from mailbot.inbound.forms.plans.tables.restricting import restricting
from mailbot.inbound.forms.plans.tables.states import STATES
from mailbot.inbound.forms.plans.tables.tableparts import (
    is_form,
    parted,
    titled_by_departments,
    titled_by_nodes,
    titled_by_places,
)
from mailbot.inbound.forms.plans.values.grant_table import grant_columns
from mailbot.inbound.forms.tables.guesses import Guess
from mailbot.inbound.forms.tables.headers import squeeze
from mailbot.inbound.forms.tables.sheets import serial_day
from mailbot.inbound.forms.tables.tables import Row as TableRow
from mailbot.inbound.forms.tables.tables import Table, read_table
from mailbot.inbound.forms.things.versionrules import find_version_rules
from mailbot.inbound.writing import Cell, Grid
from mailbot.late import late
from mailbot.rulebook.folding import fold
from mailbot.rulebook.shapes import Fields, Kind
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
_MOST = 300  # rows of one plan
_MARKED = late(
    r"[(（]?(?:(\d{1,2})|[一二三四五六七八九十]{1,3})[)）.、．](?!\d)\s*(?=\S)|[①-⑳]\s*|[•·●○■□▪◆◇►▶➢➤]\s*(?=\S)"
)
_DOUBTED = frozenset(("two-of-that-name", "owner-left"))
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


class TableReader(Value):
    """Reads the tables of one mail."""

    fields: Fields
    kinds: Sequence[Kind]
    people: PeopleReader
    dates: Reader
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
                limits += [self._row(row, file) for row in headed_by.rows[:_MOST]]
                used.append(whole)
                headless += [whole] if grid is whole else []  # 版本 above 5.8 及以下 is no field
                continue
            crossed = nodes_across(grid, self._guess, self._dated, self.kinds, self.mailed, delays=self._delays)
            crossed = crossed or groups_across(grid, self._dated, self.kinds, columns, self.mailed)
            if crossed := crossed or marked_days(grid, self._guess, self._dated, self.mailed):
                nodes += [replace(row, file=file) for row in crossed]
                used.append(whole)
                headless.append(whole)
                continue
            table = self._nodes(grid, headed=any(whole is other for other in loose))
            rows = self._limits(grid) if not self._all_nodes(grid) else None
            if rows is not None and (table is None or not self._titled(table)):
                limits += [self._row(row, file) for row in rows.rows[:_MOST]]
                used.append(whole)
                continue
            by_owner = owners_across(grid, self._guess, self._dated, self.kinds, self.mailed) if table is None else None
            if by_owner:
                nodes += [replace(row, file=file) for row in by_owner]
                used.append(whole)
                continue
            rows = self._parameters(grid, taken=table is not None)
            if rows is not None and table is not None:
                rows, table = parted(grid, rows, table)
            if table is not None:
                nodes += [self._row(row, file) for row in table.rows[:_MOST] if not self._is_heading(row)]
                used.append(whole)
                notes += table.notes
                granted += grant_columns(table, self.fields, self.kinds)
                if not table.header_place:
                    headless.append(whole)
            if rows is not None:
                parameters += [self._row(row, file) for row in rows.rows[:_MOST]]
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
        if self._all_nodes(grid):
            columns = dict.fromkeys(
                columns, ()
            )  # 版本获取 | 周航 | 12月28日 over 升级 | 孙丽 | 1月6日 names no columns
        table = read_table(grid, columns, required=("title", "due"), guess=_remembered(self._guess_apart))
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
            table = read_table(grid, nameless, required=("title", "due"), guess=_remembered(self._guess_apart))
        if table is not None and "title" not in table.keys:
            table = titled_by_departments(table)
        if table is None or "title" not in table.keys or not table.rows:
            return None
        if not {"due", "start", "owner", "department", "state"} & set(table.keys) or self._header_is_a_row(grid, table):
            return None
        table = titled_by_places(titled_by_nodes(table, self.kinds), self.kinds)
        named = sum(1 for row in table.rows if node_keys(row.text("title"), self.kinds))
        dated = sum(1 for row in table.rows if self._dated(row.text("due") or row.text("start")))
        owned = sum(1 for row in table.rows if not is_blank(row.text("owner") or row.text("department")))
        if "due" not in table.keys and "start" not in table.keys:
            return table if named and owned else None
        if not table.header_place:
            told = not owned and any(self._names_somebody(row.text("title")) for row in table.rows)
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
        if versions and all(self._dated(text) and not find_version_rules(text) for text in versions):
            return None  # 部门 | 负责人 | 版本限制 | 延迟到: days below, not versions
        return table if {"version", "region", "department"} & set(table.keys) else None

    def _all_nodes(self, grid: Grid) -> bool:
        """Whether each row is a node, the first one, too: days in one column, owners in another, names of nodes in a third."""
        guess = _remembered(self._guess)
        rows = [[guess(text) or bool(text) for c in row for text in [c.text.strip()]] for row in grid.rows[:_MOST]]
        columns = list(zip(*filter(any, rows), strict=True))
        dated = any(set(column) <= {"due", False} and column.count("due") * 2 > len(column) for column in columns)
        owned, named = (any(column.count(key) * 2 > len(column) for column in columns) for key in ("owner", "title"))
        return len(rows) > 1 and dated and owned and named

    def nodes_apart(self, grid: Grid) -> tuple[Grid, ...]:
        """The grid's fields and its nodes as grids of their own, where each row is one or the other: 产品 | 掌柜App over 升级 | 孙丽 | 1月6日
        or 升级 | 孙丽 1月6日."""
        names = {squeeze(n) for f in self.fields.field for n in f.names}
        rows: list[tuple[Cell, ...]] = []
        sorts: list[bool] = []
        for row in grid.rows[:_MOST]:
            filled = list({text: cell for cell in row if (text := cell.text.strip())}.values())
            filled = self._owner_apart(filled) if len(filled) == 2 else filled
            is_node = {"title", "owner", "due"} <= {self._guess(cell.text.strip()) for cell in filled}
            if not is_node and (len(filled) != 2 or squeeze(filled[0].text) not in names):
                return (grid,)
            rows.append(tuple(filled) if len(filled) > len(row) else row)
            sorts.append(is_node)
        cuts = [0, *(at for at in range(1, len(sorts)) if sorts[at] != sorts[at - 1]), len(rows)]
        parts = [rows[a:b] for a, b in pairwise(cuts)]
        even = all(len({*map(len, part)}) == 1 for part in parts) and len(rows) == len(grid.rows)
        return tuple(replace(grid, rows=tuple(part)) for part in parts) if even else (grid,)

    def _owner_apart(self, cells: list[Cell]) -> list[Cell]:
        """升级 | 孙丽 1月6日 as three cells, the owners' between; the cells as they are where the second holds something else."""
        title, text = cells[0], cells[1].text
        named = [mention.span for mention in self.people.mentions.find(text) if mention.kind != "role"]
        start, end = min(named, default=(0, 0))[0], max((span[1] for span in named), default=0)
        owner, day = text[start:end], f"{text[:start]} {text[end:]}".strip(" ，,、/（）()")
        if not owner or self._guess(owner) != "owner" or self._guess(day) != "due":
            return cells
        return [title, replace(cells[1], text=owner), replace(cells[1], text=day)]

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

    def _guess(self, text: str) -> str | None:
        """What a cell's text looks like, for columns without a name."""
        if not text or len(text) > 60:
            return None
        if is_node_name(text, self.kinds):
            return "title"
        figures = any(map(str.isdigit, text))
        named = self.people.read(text)
        # One of two with the name, or who has left, is a person too: which is asked about, the column is not.
        known = (named.owner or named.department or named.everyone) and not named.faults
        known = known or (bool(named.faults) and all(f.reason in _DOUBTED for f in named.faults))
        known = known or find_strangers(text, ()) == [(0, len(text))]  # nor about one whom nobody knows
        if not figures and known:
            return "owner"  # before dates, since Sun Li is no Sunday
        date = self.dates.read_date(text)
        if date is not None and not (isinstance(date, DateDoubt) and date.reason == "blank"):
            return "due"
        if figures and known:
            return "owner"
        return "state" if fold(text) in STATES else None

    def _guess_apart(self, text: str) -> str | None:
        """As `_guess`, with departments told from people."""
        key = self._guess(text)
        if key != "owner":
            return key
        named = self.people.read(text)
        return "department" if named.department and not (named.owner or named.everyone) else key

    def _names_somebody(self, text: str) -> bool:
        """Whether free words hold who does it, too: then they are a line beside its day, and no column of titles."""
        return any(mention.kind != "role" for mention in self.people.mentions.find(text))

    def _dated(self, text: str) -> bool:
        date = self.dates.read_date(text) if text.strip() else None
        return date is not None

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


def _remembered(guess: Guess) -> Guess:
    """A guess that looks at each text once."""
    seen: dict[str, str | None] = {}

    def remembered(text: str) -> str | None:
        if text not in seen:
            seen[text] = guess(text)
        return seen[text]

    return remembered
