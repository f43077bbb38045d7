"""read_fetched: what a back end answered, a table or JSON → the counts of a campaign, read as an attached table is (SPEC 1)."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from mailbot.campaign.model import Campaign, CoverageRow
from mailbot.errors import TableError
from mailbot.inbound.backend import Answer
from mailbot.inbound.charset import decode
from mailbot.inbound.forms.tables.coveragetable import counted_rows
from mailbot.inbound.forms.tables.sheetfiles.bounds import CELLS, TEXT, UnreadableSheet
from mailbot.inbound.forms.tables.sheets import read_sheets
from mailbot.inbound.writing import Cell, Grid
from mailbot.rulebook.folding import fold
from mailbot.rulebook.rules import Rules
from mailbot.value import replace

_MOST = 5000
_HEAD = 5  # rows among which the header stands
_PAGE = re.compile(rb"<(?:form|script|input)\b", re.IGNORECASE)  # what a login page has and an exported table has not
_DIGIT = re.compile(r"\d")


def read_fetched(answer: Answer, campaign: Campaign, rules: Rules) -> tuple[CoverageRow, ...]:
    """The rows of the table in it that counts what the campaign is about.

    Nobody looks at a fetched table before it counts: what a PM who attaches one would notice is refused here. TableError
    says what was found instead.
    """
    if answer.type == "text/html" or _PAGE.search(answer.octets[:100_000]):
        raise TableError("a web page instead of a table (a login page?)")
    try:
        grids = tuple(_grids(answer, rules))
    except UnreadableSheet as error:
        raise TableError(f"no table that can be read ({error.reason})") from None
    own = (_of_product(grid, campaign.product, rules) for grid in grids)
    counting = [found for grid in own if (found := counted_rows(grid, rules, campaign))]
    if len(counting) > 1:
        raise TableError(f"{len(counting)} tables of counts in one answer: one is wanted")
    rows = counting[0] if counting else ()
    if any(len(grid.rows) > _MOST for grid in grids):
        raise TableError(f"a table of more than {_MOST} rows: let the query count by version")
    if not rows:
        raise TableError(_nothing(grids, bool(campaign.parameters)))
    _refuse_what_is_no_count(rows, campaign)
    names = {p.name for p in campaign.parameters}
    return tuple(r for r in rows if r.parameter in names) if names else rows


def _grids(answer: Answer, rules: Rules) -> Iterator[Grid]:
    if answer.octets.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        for rows in read_json(answer.octets):
            yield Grid(tuple(tuple(Cell(text, "") for text in row) for row in rows), "json")
    else:
        yield from read_sheets("table", answer.octets, zone=rules.zone, unpacked=rules.limits.sheet_octets)


def _of_product(grid: Grid, product: str, rules: Rules) -> Grid:
    """The rows of the campaign's own product, where a column names them: a table of all products is no count of one."""
    names = {fold(name) for f in rules.fields.field if f.key == "product" for name in f.names}
    for head, row in enumerate(grid.rows[:_HEAD] if product else ()):
        column = next((n for n, cell in enumerate(row) if fold(cell.text) in names), None)
        if column is not None:
            own = tuple(r for r in grid.rows[head + 1 :] if fold(r[column].text) == fold(product))
            if not own and len(grid.rows) > head + 1:
                raise TableError(f"none of its rows is of {product[:60]}")
            return replace(grid, rows=grid.rows[: head + 1] + own)
    return grid


def _refuse_what_is_no_count(rows: tuple[CoverageRow, ...], campaign: Campaign) -> None:
    wanted = {p.name for p in campaign.parameters}
    if bool(wanted) != bool(rows[0].parameter):
        raise TableError("versions where parameters are counted, or parameters where versions are")
    if wanted and not wanted & {r.parameter for r in rows}:
        raise TableError("other parameters than the campaign's")
    if not wanted and not any(_DIGIT.search(r.version) for r in rows):
        raise TableError("nothing in its column of versions looks like one")
    # 日期、版本、数量: a history, whose days would be added up.
    often, n = Counter((r.version, r.parameter, r.value, r.region) for r in rows).most_common(1)[0]
    if n > 1:
        shown = " ".join(part for part in often if part)[:60]
        raise TableError(f"{shown} stands in {n} rows: one row for each is wanted")
    if not any(r.count for r in rows):
        raise TableError("every count in it is 0")


def _nothing(grids: tuple[Grid, ...], parameters: bool) -> str:
    found = ", ".join(cell.text[:20] for cell in grids[0].rows[0][:8] if cell.text) if grids else ""
    wanted = "parameter, value and count (参数, 参数值, 数量)" if parameters else "version and count (版本, 数量)"
    return f"no table of counts: its columns are {found or 'none'}, wanted {wanted} as rules/fields.toml names them"


_DEPTH = 6
_COLUMNS = 64
_VERSION = re.compile(r"[vV]?\d{1,9}(?:\.\d{1,9})+")


def read_json(content: bytes) -> list[list[list[str]]]:
    """Tables with their header first, the outermost first; an object that is nothing but versions with numbers is one, too.
    UnreadableSheet: `damaged` for what is no JSON, `too-large`."""
    text = decode(content).text.lstrip("\ufeff")
    if len(text) > TEXT:
        raise UnreadableSheet("too-large")
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):  # also for a number of more digits than Python converts
        raise UnreadableSheet("damaged") from None
    return list(_tables(document))


def _tables(document: Any) -> Iterator[list[list[str]]]:
    level = [document]
    for _ in range(_DEPTH):
        for value in level:
            if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
                yield _of_objects(value)
            elif isinstance(value, dict) and value and all(_counted(name, item) for name, item in value.items()):
                yield [["version", "count"], *([name, str(item)] for name, item in value.items())]
        level = [
            inner
            for value in level
            if isinstance(value, dict)
            for inner in value.values()
            if isinstance(inner, dict | list)
        ]


def _of_objects(objects: list[dict[str, Any]]) -> list[list[str]]:
    columns = list(dict.fromkeys(str(name) for item in objects for name in item))
    if len(columns) > _COLUMNS or len(columns) * len(objects) > CELLS:
        raise UnreadableSheet("too-large")
    return [columns, *([_text(item.get(name)) for name in columns] for item in objects)]


def _text(value: Any) -> str:
    """A cell: what is no text, number or flag is none."""
    return str(value) if isinstance(value, str | int | float) else ""


def _counted(name: str, value: Any) -> bool:
    """`"8.2.1": 487`, not `"code": 401`."""
    return isinstance(value, int | float) and not isinstance(value, bool) and _VERSION.match(name) is not None
