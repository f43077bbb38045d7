"""read_issue: an ISSUE mail raises one issue or several (SPEC 1, 3, 9)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Reading, Remark
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.forms.issuewords import issue_commands
from mailbot.inbound.forms.naming import issue_numbers, named_nodes
from mailbot.inbound.forms.tables import find_grids, read_table
from mailbot.inbound.writing import Grid, Line
from mailbot.rulebook.folding import fold
from mailbot.rulebook.shapes import Severities

_ITEM = re.compile(
    r"^\s*(?:(?:问题|缺陷|故障|issue|bug|defect)\s*(?P<a>\d{1,3}|[一二三四五六七八九十])\s*[:：、.．)）]?|(?P<b>\d{1,3})\s*[、.．)）]\s*(?!\d)|[(（](?P<c>\d{1,3})[)）]|(?P<d>[①-⑳]))\s*(?P<text>\S.*)$",
    re.IGNORECASE,
)
_FIELD = re.compile(r"^\s*[*＊]{0,2}([^\s:：*]{1,12}(?: [^\s:：*]{1,12}){0,2})[*＊]{0,2}\s*[:：]\s*(.*)$")
_NOT_SEVERE = re.compile(r"(?:不|没有?|并不|不太|不是很|not|isn't)\s*(?:算|太|很|是)?\s*$")
_MOST = 100
_GREETING = re.compile(r"^\s*(?:各位|大家|你好|您好|hi|hello|dear|all)\S{0,12}\s*[,，:：!！。]?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Item:
    number: int | None
    title: str
    text: str
    place: str
    fields: dict[str, str]


def read_issue(context: Context) -> Understanding:
    """Each numbered item or row of a table that describes a problem is an issue; else the mail is one."""
    if context.campaign is None:
        return Understanding(kind="issue", faults=(Fault(reason="no-campaign", field="campaign"),))
    if followed := _follow_up(context):
        return followed
    items = _table_items(context) or _numbered_items(context) or [_whole(context)]
    common = _fields(context.writing.lines, context)
    commands = tuple(_command(item, common if len(items) > 1 else item.fields, context) for item in items[:_MOST])
    if not any(x.text.strip() or x.title.strip() for x in commands):
        return Understanding(kind="issue", faults=(Fault(reason="issue-empty", field="symptom"),))
    return Understanding(
        kind="issue",
        commands=commands,
        readings=tuple(r for x in commands for r in x.readings),
        fields={"issues": [_shown(x) for x in commands]},
    )


def _follow_up(context: Context) -> Understanding | None:
    """A tag put anew in an issue's own thread with 未解决 or a handling result speaks of that issue, not of another one."""
    rows = [r for r in context.thread.rows if r.asks == "issue" and r.issue]
    if not rows or (context.subject.tag and context.subject.tag.fresh and not context.subject.reply):
        return None
    numbers = issue_numbers(context.text) or tuple(r.issue for r in rows if r.issue)
    commands = issue_commands(context.text, numbers, context)
    return Understanding(kind=commands[0].kind, commands=tuple(commands)) if commands else None


def _command(item: _Item, common: dict[str, str], context: Context) -> c.RaiseIssue:
    campaign = context.campaign
    assert campaign is not None
    fields = {**common, **item.fields}
    text = f"{item.title}\n{item.text}"
    severity, words = _severity(fields.get("severity", ""), text, context.rules.severities)
    named = named_nodes(fields.get("node", "") or "", campaign, context.rules)
    special = context.subject.tag.special if context.subject.tag else ""
    kind = _type(fields.get("type", ""), special)
    readings = [Reading(field="title", value=item.title, place=item.place)]
    remarks: list[Remark] = []
    if severity:
        readings.append(Reading(field="severity", value=severity, place=item.place, words=words, rule="severities"))
    else:
        remarks.append(
            Remark(reason="default-severity", place=item.place, facts={"severity": context.rules.severities.default})
        )
    return c.RaiseIssue(
        title=item.title[:300],
        text=item.text[:20_000],
        type=kind,
        severity=severity,
        node=named[0].key if named else "",
        own_number=item.number,
        readings=tuple(readings),
        remarks=tuple(remarks),
    )


def _whole(context: Context) -> _Item:
    """The mail as one issue: its title is the subject's, or the symptom's first words where a reply bears somebody else's."""
    lines = context.writing.lines
    fields = _fields(lines, context)
    title = fields.get("title", "") or ("" if context.subject.reply else context.subject.bare)
    if not title:
        first = fields.get("symptom", "") or next(
            (line.text for line in lines if line.text.strip() and not _GREETING.match(line.text)), ""
        )
        title = re.split(r"[。；;\n]", first.strip())[0][:60]
    place = next((line.place for line in lines if line.text.strip()), "")
    return _Item(None, title.strip(), context.text.strip(), place, fields)


def _numbered_items(context: Context) -> list[_Item]:
    """At least two numbered items in a run from 1; lines below an item belong to it. Numbered steps under 复现步骤 are none."""
    found: list[tuple[int, str, list[Line]]] = []
    steps = False
    for line in context.writing.lines:
        field = _FIELD.match(line.text)
        if field and _key(field[1], context) in ("steps", "environment", "result"):
            steps = True
        m = _ITEM.match(line.text)
        if m and not (steps and m["a"] is None):
            found.append((_number(m), m["text"].strip(), [line]))
            steps = False if m["a"] else steps
        elif found:
            found[-1][2].append(line)
    numbers = [n for n, _, _ in found]
    if len(found) < 2 or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return []
    return [_item(n, first, lines, context) for n, first, lines in found]


def _item(number: int, first: str, lines: list[Line], context: Context) -> _Item:
    # A blank line ends the last item: what follows it is the mail's own ending.
    body = [Line(lines[0].number, first)]
    for line in lines[1:]:
        if not line.text.strip():
            break
        body.append(line)
    fields = _fields(tuple(body), context)
    title = re.split(r"[。；;]", fields.get("symptom") or first)[0].strip()
    return _Item(number, title[:120], "\n".join(b.text for b in body).strip(), lines[0].place, fields)


def _table_items(context: Context) -> list[_Item]:
    grids: list[Grid] = [*context.writing.grids, *find_grids(context.writing.lines)[0]]
    wanted = ("number", "title", "symptom", "issue", "severity", "impact", "result", "version", "remark", "owner", "key")
    columns = {f.key: f.names for f in context.rules.fields.column if f.key in wanted}
    for grid in grids:
        table = read_table(grid, columns, required=("symptom",)) or read_table(grid, columns, required=("severity",))
        if table is None:
            continue
        items = []
        for row in table.rows:
            cells = {key: cell.text.strip() for key, cell in row.cells.items()}
            title = cells.get("symptom") or cells.get("title") or cells.get("issue") or ""
            if not title:
                continue
            number = re.search(r"\d{1,4}", cells.get("number") or cells.get("issue") or "")
            extra = [f"{name}：{cell.text}" for name, cell in row.remarks if cell.text.strip()]
            text = "\n".join([title, *(v for k, v in cells.items() if k in ("impact", "remark") and v), *extra])
            items.append(_Item(int(number[0]) if number else None, title[:120], text, row.place, {"severity": cells.get("severity", "")}))
        if items:
            return items
    return []


def _fields(lines: tuple[Line, ...], context: Context) -> dict[str, str]:
    """`字段：值` lines by the fields' keys; the first of each counts."""
    found: dict[str, str] = {}
    for line in lines:
        for part in re.split(r"\s{2,}|\t|　", line.text):
            m = _FIELD.match(part)
            if m and (key := _key(m[1], context)):
                found.setdefault(key, m[2].strip())
    return found


def _key(name: str, context: Context) -> str:
    folded = fold(name)
    return next((f.key for f in context.rules.fields.field if any(fold(n) == folded for n in f.names)), "")


def _severity(value: str, text: str, severities: Severities) -> tuple[str, str]:
    """(severity, the words that say it): the field's value, else a word of at least two characters in the text."""
    wanted = fold(value)
    for severity in severities.severity:
        for name in severity.names:
            if wanted and fold(name) == wanted:
                return severity.name, value
    source = f"{value}\n{text}" if value else text
    line = fold(source)
    best: tuple[int, str, str] | None = None
    for severity in severities.severity:
        for name in (severity.name, *severity.names):
            word = fold(name)
            if len(word) < 2:
                continue
            for m in _found(word, line):
                if _NOT_SEVERE.search(line[max(0, m - 8) : m]) or (word in ("正常", "一般性", "提示", "建议", "normal", "高级", "high", "low", "serious", "middle", "major", "次要") and not value):
                    continue
                if word == "一般" and not value and not _alone(line, m, m + len(word)):
                    continue
                if best is None or len(word) > best[0]:
                    best = (len(word), severity.name, name)
                break
    return (best[1], best[2]) if best else ("", "")


def _found(word: str, line: str) -> Iterator[int]:
    at = line.find(word)
    while at >= 0:
        before, after = line[at - 1 : at], line[at + len(word) : at + len(word) + 1]
        if not (word.isascii() and ((before.isascii() and before.isalnum()) or (after.isascii() and after.isalnum()))):
            yield at
        at = line.find(word, at + 1)


def _alone(line: str, start: int, end: int) -> bool:
    """一般 is a severity as a clause of its own (…，一般。), not in 一般情况下."""
    before, after = line[start - 1 : start], line[end : end + 1]
    return (not before or not before.isalnum()) and (not after or not after.isalnum())


def _type(value: str, special: str) -> Literal["problem", "defect"]:
    said = fold(value)
    return "defect" if special == "defect" or "缺陷" in said or "bug" in said or "defect" in said else "problem"


def _number(m: re.Match[str]) -> int:
    raw = m["a"] or m["b"] or m["c"] or m["d"]
    if "①" <= raw <= "⑳":
        return ord(raw) - ord("①") + 1
    return int(raw) if raw.isdigit() else "一二三四五六七八九十".index(raw) + 1


def _shown(command: c.RaiseIssue) -> dict[str, Any]:
    return {
        "number": command.own_number,
        "title": command.title,
        "type": command.type,
        "severity": command.severity or None,
        "node": command.node or None,
    }
