"""read_issue: an ISSUE mail raises one issue or several (SPEC 1, 3, 9)."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Reading, Remark
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.forms.fields.lines import read_fieldlines
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.issues.items import NumberedItem, numbered_items
from mailbot.inbound.forms.issues.known import said_of_known
from mailbot.inbound.forms.issues.thread import thread_issues
from mailbot.inbound.forms.issues.words import issue_commands
from mailbot.inbound.forms.nodes.naming import issue_mentions, node_mentions
from mailbot.inbound.forms.replies.noted import understanding
from mailbot.inbound.forms.tables.sheets import UnreadableSheet, read_sheets
from mailbot.inbound.forms.tables.tables import find_grids, read_table
from mailbot.inbound.forms.things.severity import grade, read_grade
from mailbot.inbound.writing import Grid, Line
from mailbot.late import late
from mailbot.rulebook.shapes import Fields
from mailbot.value import Value, field

__all__ = ["read_issue"]

_MOST = 100
_SHEET = (".xlsx", ".xls", ".csv", ".ods", ".xlsm", ".et")
_FIELD = late(r"[^\s:：]{1,8}\s*[:：]")
_GREETING = late(
    r"^\s*(?:各位|大家|你们?好|您好|领导|老师|同事|经理|(?:hi|hello|dear|good (?:morning|afternoon|evening))(?: [a-z.]{1,12}){0,3}|all|早上好|上午好|下午好|[\u4e00-\u9fff]{1,3}(?:总|工|经理))\S{0,12}\s*[,，:：!！。、]?\s*$",
    re.IGNORECASE,
)
# What a first line says before it comes to the matter: 反馈一个问题：, 现上报以下问题.
_LEAD_IN = late(r"^\s*(?:[^，。；;\n]{0,16}(?:反馈|上报|报告|发现|遇到|存在|如下|以下)[^，。；;\n]{0,12}(?:问题|缺陷|故障|情况|bug)?[^，。；;\n]{0,8})[:：。]?\s*$", re.IGNORECASE)


class _Item(Value):
    number: int | None
    title: str
    text: str
    place: str
    fields: dict[str, str] = field(default_factory=dict)


def read_issue(context: Context) -> Understanding:
    """Each numbered item or row of a table that describes a problem is an issue; else the mail is one."""
    if context.campaign is None:
        return Understanding(kind="issue", faults=(Fault(reason="no-campaign", field="campaign"),))
    if followed := _follow_up(context):
        return followed
    if known := said_of_known(context):
        return Understanding(kind="issue", faults=(known,))
    faults: list[Fault] = []
    rows = _table_items(context, faults)
    numbered = () if rows else numbered_items(context.writing.lines, lambda name: _key(name, context))
    # What stands within one of several items is that one's: 问题一：…，严重程度：轻微 says nothing of 问题三.
    taken = {line.number for found in numbered for line in found.lines}
    common = _fields([x for x in context.writing.lines if x.number not in taken], context.writing.grids, context)
    items = rows or _numbered(numbered, context) or [_whole(context, common)]
    several = len(items) > 1
    commands = tuple(_command(item, common, context, several) for item in items[:_MOST])
    if not any(x.text.strip() or x.title.strip() for x in commands):
        return Understanding(kind="issue", faults=(*faults, Fault(reason="issue-empty", field="symptom")))
    return Understanding(
        kind="issue",
        commands=commands,
        faults=tuple(faults),
        readings=tuple(r for x in commands for r in x.readings),
        fields={"issues": [_shown(x) for x in commands]},
    )


def _follow_up(context: Context) -> Understanding | None:
    """A tag in an issue's own thread with 未解决, 收到 or a handling result speaks of that issue, not of another one. One
    that the sender put anew, or in a subject of its own, raises another."""
    thread = thread_issues(context)
    fresh = context.subject.tag is not None and context.subject.tag.fresh
    if titled := _only_named(context):
        # 【问题】SU-2026-0007 问题 2 with 严重程度改为严重, or 还是没解决: of that issue; a description is another's.
        commands, faults = issue_commands(context.text, titled, context, spoken=True)
        return understanding(commands, faults) if commands else None
    if not thread or (fresh and not context.subject.reply):
        return None
    commands, faults = issue_commands(context.text, thread, context)
    if fresh and any(isinstance(x, c.AcknowledgeIssue) for x in commands):
        return None
    return understanding(commands, faults) if commands or faults else None


def _only_named(context: Context) -> tuple[int, ...]:
    """The issues that a title names and says nothing else of; () where it says more, or one of them is not there."""
    campaign, title = context.campaign, _bare_title(context)
    mentions = issue_mentions(title)
    if campaign is None or len(mentions) != 1 or title[: mentions[0].start].strip() or title[mentions[0].end :].strip(" 。.:："):
        return ()
    known = {i.number for i in campaign.issues}
    return mentions[0].numbers if set(mentions[0].numbers) <= known else ()


def _command(item: _Item, common: dict[str, str], context: Context, several: bool) -> c.RaiseIssue:
    campaign, rules = context.campaign, context.rules
    assert campaign is not None
    # Of several issues each has its own severity; what stands above them all holds where one has none.
    fields = {**common, **item.fields} if not several else {**_shared(common), **item.fields}
    text = item.text if several else f"{item.title}\n{item.text}"
    severity, words = grade(item.fields.get("severity", ""), text, rules.severities)
    if not severity and several:
        severity, words = grade(common.get("severity", ""), "", rules.severities)
    elif not severity:
        severity, words = grade(fields.get("severity", ""), text, rules.severities)
    node = _node(fields.get("node", ""), item, context)
    special = context.subject.tag.special if context.subject.tag else ""
    readings = [Reading(field="title", value=item.title, place=_place(item.title, item, context), words=item.title)]
    remarks: list[Remark] = []
    if severity:
        readings.append(Reading(field="severity", value=severity, place=_place(words, item, context), words=words, rule="severities"))
    else:
        remarks.append(Remark(reason="no-severity", place=item.place, facts={"severity": rules.severities.default}))
    return c.RaiseIssue(
        title=item.title[:300],
        text=item.text[:20_000],
        type=_type(fields.get("type", ""), special, item.title),
        severity=severity,
        node=node,
        own_number=item.number,
        readings=tuple(readings),
        remarks=tuple(remarks),
    )


def _place(words: str, item: _Item, context: Context) -> str:
    """Where the words of an issue stand: in the first line from the item's own on that has them, in the subject, or somewhere in it."""
    first = int(item.place) if item.place.isdigit() else 0
    found = next((line.place for line in context.writing.lines if line.number >= first and words and words in line.text), "")
    return found or ("subject" if words and words in context.subject.bare else item.place)


def _shared(common: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in common.items() if key in ("type", "node")}


def _whole(context: Context, fields: dict[str, str]) -> _Item:
    """The mail as one issue: its title is the subject's, or the symptom's first words where a reply bears somebody else's
    (and where the subject is the campaign's own)."""
    lines = context.writing.lines
    title = fields.get("title", "") or ("" if context.subject.reply else _bare_title(context))
    if not title:
        first = fields.get("symptom", "") or next(
            (t for line in lines if (t := line.text.strip()) and not _GREETING.match(t) and not _LEAD_IN.match(t)), ""
        )
        title = re.split(r"[。；;\n]", first.strip())[0][:60]
    place = next((line.place for line in lines if line.text.strip()), "")
    return _Item(None, title.strip(), context.text.strip(), place, fields)


def _bare_title(context: Context) -> str:
    bare = context.subject.bare
    campaign = context.campaign
    if campaign is not None and campaign.title:
        bare = re.sub(re.escape(campaign.title), " ", bare)
    return " ".join(bare.split()).strip(" ,，:：-—")


def _numbered(numbered: Sequence[NumberedItem], context: Context) -> list[_Item]:
    items = []
    for found in numbered:
        fields = _fields(found.lines, (), context)
        labelled = fields.get("symptom") if _FIELD.match(found.first) else ""
        first = fields.get("title") or labelled or found.first
        title = re.split(r"[。；;]", first)[0].strip()
        items.append(_Item(found.number, _without_grade(title, context)[:120], found.text, found.lines[0].place, fields))
    return items


def _without_grade(title: str, context: Context) -> str:
    """A severity behind a comma, or in brackets at either end, is no part of the title: 【严重】登录失败, 登录失败，严重程度：一般."""
    first, *rest = re.findall(r"[，,、\s]?[^，,、\s]*", title)
    title = first + "".join(one for one in rest if not (first.strip() and read_grade(one[1:], context.rules.severities)))
    bare = re.sub(r"^\s*[【\[（(][^】\])）]{1,8}[】\]）)]\s*|\s*[【\[（(][^】\])）]{1,8}[】\]）)]\s*$", "", title).strip()
    return bare or title


def _table_items(context: Context, faults: list[Fault]) -> list[_Item]:
    columns = _columns(context.rules.fields)
    for grid in _grids(context, faults):
        table = read_table(grid, columns, required=("symptom",)) or read_table(grid, columns, required=("severity",))
        table = table or read_table(grid, columns, required=("issue",))
        if table is None or not {"symptom", "issue", "title", "severity"} & set(table.keys):
            continue
        items = []
        for row in table.rows[:_MOST]:
            cells = {key: cell.text.strip() for key, cell in row.cells.items()}
            named = cells.get("issue") or cells.get("title") or ""
            title = named if re.search(r"[^\W\d_]", named) else cells.get("symptom", "")
            title = title or cells.get("symptom", "")
            if not title or not re.search(r"[^\W\d_]", title):
                continue
            number = re.search(r"\d{1,4}", cells.get("number") or (cells.get("issue") or "" if title != named else ""))
            extra = [f"{name}：{cell.text.strip()}" for name, cell in row.remarks if cell.text.strip()]
            told = [f"{name}：{cells[key]}" for key, name in _TOLD_BY.items() if cells.get(key)]
            parts = [cells.get("symptom", ""), *told, *(cells.get(k, "") for k in ("impact", "remark")), *extra]
            text = "\n".join(dict.fromkeys(p for p in (title, *parts) if p))
            fields = {"severity": cells.get("severity", "")} if cells.get("severity") else {}
            items.append(_Item(int(number[0]) if number else None, title[:120], text, row.place, fields))
        if items:
            return items
    return []


# What a table tells beside the problem itself, under its own name in the issue's text.
_TOLD_BY = {"steps": "复现步骤", "environment": "环境", "cause": "原因"}


@lru_cache(maxsize=8)
def _columns(fields: Fields) -> Mapping[str, Sequence[str]]:
    """The columns of a table of issues, by the names of an issue's fields too; where a word means a field of an issue and a
    column of a plan (步骤, 描述), the issue's is meant: the title never stands under 复现步骤."""
    wanted = ("number", "title", "severity", "impact", "result", "version", "remark", "owner", "key")
    columns = {f.key: f.names for f in fields.column}
    own = {f.key: f.names for f in fields.field if f.key in ("symptom", "severity", "impact", *_TOLD_BY)}
    said = {key: (*columns.get(key, ()), *names) for key, names in own.items()}
    titles = next((f.names for f in fields.field if f.key == "title"), ())
    return {"issue": (*columns.get("issue", ()), *titles), **said, **{key: columns[key] for key in wanted if key in columns and key not in said}}


def _grids(context: Context, faults: list[Fault]) -> list[Grid]:
    """Tables in the mail; sheets attached count where the mail itself describes no problem in words."""
    grids = [*context.writing.grids, *find_grids(context.writing.lines)[0]]
    for attachment in context.letter.attachments:
        if not attachment.filename.lower().endswith(_SHEET):
            continue
        try:
            grids += read_sheets(attachment.filename, attachment.content, zone=context.rules.zone, unpacked=context.rules.limits.sheet_octets)
        except UnreadableSheet as error:
            if error.reason == "encrypted" and not context.text.strip():
                faults.append(Fault(reason="sheet-encrypted", field="attachments", words=attachment.filename))
    return grids


def _fields(lines: Sequence[Line], grids: Sequence[Grid], context: Context) -> dict[str, str]:
    """`字段：值` lines by the fields' keys; the first of each counts."""
    names = {f.key: f.names for f in context.rules.fields.field}
    found: dict[str, str] = {}
    for one in read_fieldlines(lines, grids, names):
        if one.key and one.value.strip():
            found.setdefault(one.key, one.value.strip())
    return found


def _key(name: str, context: Context) -> str:
    return _keys(context.rules.fields).get(smooth(name).strip(), "")


@lru_cache(maxsize=8)
def _keys(fields: Fields) -> Mapping[str, str]:
    return {smooth(name): field.key for field in reversed(fields.field) for name in field.names}


def _node(value: str, item: _Item, context: Context) -> str:
    """The node that the issue's field names, else its title; a node that its words only mention is none of its own."""
    campaign = context.campaign
    assert campaign is not None
    for words in (value, item.title):
        mentions = node_mentions(words, campaign, context.rules) if words else ()
        named = {k for n in mentions for k in n.keys}
        # 升级后 CPU 过高 is about no node; 全量升级失败 has its whole title in it.
        titled = words is value or any(n.words == campaign.node(k).title for n in mentions for k in n.keys)
        if len(named) == 1 and titled:
            return named.pop()
    return ""


def _type(value: str, special: str, title: str) -> Literal["problem", "defect"]:
    said = smooth(value)
    if "缺陷" in said or "bug" in said or "defect" in said:
        return "defect"
    if "问题" in said or "problem" in said:
        return "problem"
    return "defect" if special == "defect" else "problem"


def _shown(command: c.RaiseIssue) -> dict[str, Any]:
    return {
        "number": command.own_number,
        "title": command.title,
        "type": command.type,
        "severity": command.severity or None,
        "node": command.node or None,
    }


