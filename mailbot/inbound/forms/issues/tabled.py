"""tabled_items: the problems in a mail's tables and sheets, a row each (SPEC 1, 3 "Body")."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.issues.item import IssueItem, field_key
from mailbot.inbound.forms.people.mentions import Mentions
from mailbot.inbound.forms.people.people import PeopleReader
from mailbot.inbound.forms.tables.sheets import UnreadableSheet, read_sheets
from mailbot.inbound.forms.tables.tables import Table, find_grids, read_table
from mailbot.inbound.writing import Grid
from mailbot.late import late
from mailbot.rulebook.folding import fold
from mailbot.rulebook.shapes import Fields
from mailbot.value import replace

_MOST = 100
_LONGEST_NAME = 20
_SHEET = (".xlsx", ".xls", ".csv", ".ods", ".xlsm", ".et")
# What a table tells beside the problem itself, under its own name in the issue's text.
_TOLD_BY = {"steps": "复现步骤", "environment": "环境", "cause": "原因", "version": "版本"}
_OF_ONE = ("severity", "type", "node", "owner")
_WORDS = late(r"[^\W\d_]")
_OWN = late(r"[^\W\d]{0,4}[-_ #.]?(?P<n>\d{1,3})[.、)）]?", re.IGNORECASE)  # 3, Q-03
_NAME = late(r"[a-z]{0,8}[-_ #]?\d{1,8}", re.IGNORECASE)  # BUG-1187, D31: its number, and no title


def tabled_items(context: Context, faults: list[Fault]) -> list[IssueItem]:
    """The rows of the first table that is about problems; [] where there is none. `faults` gets sheets that nobody can open."""
    columns = _columns(context.rules.fields)
    for grid in _grids(context, faults):
        if _is_form(grid, context):
            continue
        # 缺陷 and 问题 in a column 类型 are no names of columns: the reading that knows most of them counts.
        read = (read_table(grid, columns, required=(key,)) for key in ("symptom", "severity", "issue"))
        table = max((t for t in read if t is not None), key=lambda t: len(t.keys), default=None)
        if table is None or not {"symptom", "issue", "severity"} & set(table.keys):
            table = _nameless(grid, context)
        if table is not None and (items := _items(table)):
            return items
    return []


def _nameless(grid: Grid, context: Context) -> Table | None:
    """登录页白屏 | 严重 | 韩冰 over 报表导出超时 | 一般 | 郑凯, with no row of names: each row must be graded."""
    severities = context.rules.severities
    names = {fold(name) for severity in severities.severity for name in (severity.name, *severity.names)}
    people = PeopleReader(rules=context.rules, mentions=Mentions(context.rules), sender=context.person)

    def guess(text: str) -> str | None:
        if fold(text) in names:
            return "severity"
        return "owner" if len(text) < _LONGEST_NAME and people.read(text).owner else None

    graded = all(any(guess(cell.text.strip()) == "severity" for cell in row) for row in grid.rows)
    nameless = dict.fromkeys(_columns(context.rules.fields), ())
    return read_table(grid, nameless, required=("symptom", "severity"), guess=guess) if graded else None


def _is_form(grid: Grid, context: Context) -> bool:
    """问题标题 | … | 严重程度 | …: one problem told in pairs of name and value, two or more a row."""
    pairs = [
        row
        for row in grid.rows
        if len(row) >= 4
        and all(field_key(row[n].text, context) for n in (0, 2))
        and not field_key(row[1].text, context)
    ]
    return len(pairs) > 1


def _items(table: Table) -> list[IssueItem]:
    items = []
    wordy = _wordy(table)
    for row in table.rows[:_MOST]:
        cells = {key: cell.text.strip() for key, cell in row.cells.items()}
        others = [(name, cell.text.strip()) for name, cell in row.remarks if cell.text.strip()]
        named = cells.get("issue", "")
        title = next((t for t in (named, cells.get("symptom", ""), dict(others).get(wordy, "")) if _tells(t)), "")
        if not title:
            continue
        name = cells.get("number") or (named if title != named else "")
        number = _OWN.fullmatch(name)
        told = [] if number or not name else [f"编号：{name}"]  # BUG-1187: a tracker's, which counts nothing here
        told += [f"{name}：{cells[key]}" for key, name in _TOLD_BY.items() if cells.get(key)]
        extra = [f"{name}：{text}" for name, text in others if text != title]
        parts = [cells.get("symptom", ""), *told, *(cells.get(k, "") for k in ("impact", "remark")), *extra]
        text = "\n".join(dict.fromkeys(p for p in (title, *parts) if p))
        fields = {key: cells[key] for key in _OF_ONE if cells.get(key)}
        items.append(IssueItem(int(number["n"]) if number else None, title[:120], text, row.place, fields))
    return _counted(items)


_COUNT = late(r"(?P<n>\d{1,3})[.、)）]?\s+(?=\S)")


def _counted(items: list[IssueItem]) -> list[IssueItem]:
    """1 扫码枪无响应, 2 夜间对账慢一倍: where every row counts up, the number is no part of what is wrong."""
    found = [_COUNT.match(item.title) for item in items]
    numbers = [int(m["n"]) for m in found if m]
    if len(items) < 2 or numbers != list(range(1, len(items) + 1)):
        return items
    return [
        replace(item, number=n, title=item.title[m.end() :], text=_COUNT.sub("", item.text, count=1))
        for n, (item, m) in enumerate(zip(items, found, strict=True), 1)
        if m
    ]


def _tells(text: str) -> bool:
    return bool(_WORDS.search(text)) and not _NAME.fullmatch(text)


def _wordy(table: Table) -> str:
    """The column of a name that no rule has whose cells are the longest: what is wrong may be called anything."""
    lengths: dict[str, int] = {}
    for row in table.rows[:_MOST]:
        for name, cell in row.remarks:
            lengths[name] = lengths.get(name, 0) + (len(cell.text) if _tells(cell.text.strip()) else 0)
    return max(lengths, key=lambda name: lengths[name], default="")


@lru_cache(maxsize=8)
def _columns(fields: Fields) -> Mapping[str, Sequence[str]]:
    """The columns of a table of issues, by the names of an issue's fields too; where a word means a field of an issue and a
    column of a plan (步骤, 描述, 节点), the issue's is meant: the title never stands under 复现步骤 nor under 所属节点."""
    columns = {f.key: f.names for f in fields.column}
    own = {f.key: f.names for f in fields.field}
    said: dict[str, Sequence[str]] = {
        key: (*columns.get(key, ()), *own[key])
        for key in ("number", "symptom", "severity", "impact", "owner", "steps", "environment", "cause")
        if key in own
    }
    said["owner"] = (*said["owner"], *own.get("dev_manager", ()))  # 开发负责人, beside a defect
    said["issue"] = (*columns.get("issue", ()), *own.get("title", ()))
    said["type"] = (*own.get("type", ()), *own.get("kind", ()))
    said["node"] = own.get("node", ())
    return {**said, **{key: columns[key] for key in ("result", "version", "remark") if key in columns}}


def _grids(context: Context, faults: list[Fault]) -> list[Grid]:
    """Tables in the mail; sheets attached count where the mail itself describes no problem in words."""
    grids = [*context.writing.grids, *find_grids(context.writing.lines)[0]]
    for attachment in context.letter.attachments:
        if not attachment.filename.lower().endswith(_SHEET):
            continue
        try:
            grids += read_sheets(
                attachment.filename,
                attachment.content,
                zone=context.rules.zone,
                unpacked=context.rules.limits.sheet_octets,
            )
        except UnreadableSheet as error:
            if error.reason == "encrypted" and not context.text.strip():
                faults.append(Fault(reason="sheet-encrypted", field="attachments", words=attachment.filename))
    return grids
