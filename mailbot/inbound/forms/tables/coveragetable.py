"""read_coverage: the back end's counts, from a pasted table, a sheet, or lines `8.2.1：487 台` (SPEC 1)."""

import re
from collections.abc import Iterator

from mailbot.campaign.coverage import coverage_rows
from mailbot.campaign.model import Campaign, CoverageRow
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.tables.sheets import UnreadableSheet, read_sheets
from mailbot.inbound.forms.tables.tables import find_grids, read_table
from mailbot.inbound.writing import Grid
from mailbot.late import late
from mailbot.rulebook.rules import Rules

_SHEET = (".xlsx", ".xls", ".csv", ".ods", ".xlsm", ".et")
_LINE = late(
    r"^\s*(?:[-•·*]\s*)?(?:版本\s*)?[vV]?(\d{1,9}(?:\.\d{1,9}){1,5}\w{0,10})\s*(?:版本)?\s*[:：\s,，|]\s*(?:共"
    r"|有)?\s*([\d,]{1,12}(?:\.\d+)?\s*[万千]?)\s*(?:台|套|个|户|家|servers?|clients?|units?)?(?=\s|$"
    r"|[，,。；;(（])",
    re.MULTILINE,
)
# 后台查询：3.2.0：60 台，3.1.0：4 台.
_INLINE = late(
    r"(?<![\d.])[vV]?(\d{1,4}(?:\.\d{1,4}){1,4})\s*(?:版本?)?\s*[:：]?\s*(?:共|还|仍|尚|有"
    r"|剩)*\s*(\d[\d,]{0,11})\s*(?:台|套|个|户|家|servers?|clients?|units?)"
)
_QUERY = late(r"查询|统计|覆盖|在网|后台|(?<![a-z])(?:query|counted|coverage)", re.IGNORECASE)
# 版本,数量 above the one line: a table, however short.
_HEADED = late(
    r"(?:^|\n)[^\S\n]*(?:版本号?|version)[^\S\n]*[,，;；|\t ][^\S\n]*(?:数量|台数|套数|个数|户数|count|number"
    r"|qty)[^\n]{0,8}\n\s*v?\d",
    re.IGNORECASE,
)
_COUNT = late(r"(\d{1,3}(?:,\d{3})+|\d{1,12}(?:\.\d+)?)\s*([万千k]?)", re.IGNORECASE)
_MOST = 5000  # rows of a table that are read


def read_coverage(context: Context) -> tuple[tuple[CoverageRow, ...], tuple[Fault, ...]]:
    """The rows of the first table that counts versions or parameter values, else of lines that do; and sheets that cannot
    be read, as faults."""
    faults: list[Fault] = []
    for grid in _grids(context, faults):
        rows = counted_rows(grid, context.rules, context.campaign)
        if rows:
            return rows, tuple(faults)
    lines = [(m[1], _count(m[2])) for m in _LINE.finditer(context.text)]
    counted = [(version, count) for version, count in lines if count is not None]
    if not counted and _QUERY.search(context.text):
        counted = [(m[1], count) for m in _INLINE.finditer(context.text) if (count := _count(m[2])) is not None]
        counted = counted if len({version for version, _ in counted}) == len(counted) else []
    return (coverage_rows(counted) if len(counted) > 1 or (counted and _HEADED.search(context.text)) else ()), tuple(
        faults
    )


def _grids(context: Context, faults: list[Fault]) -> Iterator[Grid]:
    yield from context.writing.grids
    grids, _ = find_grids(context.writing.lines)
    yield from grids
    for attachment in context.letter.attachments:
        if not attachment.filename.lower().endswith(_SHEET):
            continue
        try:
            yield from read_sheets(
                attachment.filename,
                attachment.content,
                zone=context.rules.zone,
                unpacked=context.rules.limits.sheet_octets,
            )
        except UnreadableSheet as error:
            reason = "sheet-encrypted" if error.reason == "encrypted" else "sheet-unreadable"
            faults.append(
                Fault(reason=reason, field="attachments", words=attachment.filename, facts={"why": error.reason})
            )


def counted_rows(grid: Grid, rules: Rules, campaign: Campaign | None) -> tuple[CoverageRow, ...]:
    """The counts of a table with a column of them beside versions or parameter values, by the columns' names in the rules; ()
    where it is another table."""
    wanted = ("version", "count", "share", "region", "parameter", "value")
    columns = {f.key: f.names for f in rules.fields.column if f.key in wanted}
    table = read_table(grid, columns, required=("count",))
    if table is None or "count" not in table.keys:
        return ()
    parameters = "parameter" in table.keys or ("value" in table.keys and "version" not in table.keys)
    if not parameters and "version" not in table.keys:
        return ()
    found: list[CoverageRow] = []
    for row in table.rows[:_MOST]:
        count = _count(row.cells["count"].text) if "count" in row.cells else None
        if count is None:
            continue
        cells = {key: cell.text.strip() for key, cell in row.cells.items()}
        version = re.sub(r"^[vV](?=\d)", "", cells.get("version", ""))
        if not parameters and not version:
            continue
        name = cells.get("parameter", "") or (campaign.parameters[0].name if campaign and campaign.parameters else "")
        found.append(
            CoverageRow(
                count=count,
                share=0.0,
                version="" if parameters else version,
                parameter=name if parameters else "",
                value=cells.get("value", "") if parameters else "",
                region=cells.get("region", ""),
            )
        )
    return _shared(found)


def _shared(rows: list[CoverageRow]) -> tuple[CoverageRow, ...]:
    """Rows with their shares: of all that were counted, of a parameter's own rows for parameters."""
    totals: dict[str, int] = {}
    for row in rows:
        totals[row.parameter] = totals.get(row.parameter, 0) + row.count
    return tuple(
        CoverageRow(
            count=r.count,
            share=round(r.count / totals[r.parameter], 4) if totals[r.parameter] else 0.0,
            version=r.version,
            parameter=r.parameter,
            value=r.value,
            region=r.region,
        )
        for r in rows
    )


def _count(text: str) -> int | None:
    m = _COUNT.search(text.replace("，", ","))
    if m is None:
        return None
    return round(float(m[1].replace(",", "")) * {"万": 10_000, "千": 1000, "k": 1000}.get(m[2].lower(), 1))
