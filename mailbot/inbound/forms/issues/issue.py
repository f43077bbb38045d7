"""read_issue: an ISSUE mail raises one issue or several (SPEC 1, 3, 9)."""

from collections.abc import Sequence
from typing import Any, Literal

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Reading, Remark
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.forms.found import understanding
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.issues.greeting import told_around, ungreeted
from mailbot.inbound.forms.issues.item import (
    IssueItem,
    field_key,
    grades_by_number,
    issue_fields,
    read_handlers,
    shared_grade,
)
from mailbot.inbound.forms.issues.items import NumberedItem, numbered_items
from mailbot.inbound.forms.issues.known import said_of_known
from mailbot.inbound.forms.issues.logged import log_lines
from mailbot.inbound.forms.issues.tabled import tabled_items
from mailbot.inbound.forms.issues.thread import thread_issues
from mailbot.inbound.forms.issues.titling import bare_title, graded_title, mail_title, own_words
from mailbot.inbound.forms.issues.told import announced, counted_lines
from mailbot.inbound.forms.issues.words import issue_commands
from mailbot.inbound.forms.nodes.naming import issue_mentions, node_mentions
from mailbot.inbound.forms.things.severity import grade
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import replace

_MOST = 100
_FIELD = late(r"\s*([^\s:：]{1,12})\s*[:：]")


def read_issue(context: Context) -> Understanding:
    """Each numbered item or row of a table that describes a problem is an issue; else the mail is one."""
    if context.campaign is None:
        return Understanding(kind="issue", faults=(Fault(reason="no-campaign", field="campaign"),))
    if followed := _follow_up(context):
        return followed
    if known := said_of_known(context):
        return Understanding(kind="issue", faults=(known,))
    faults: list[Fault] = []
    rows = tabled_items(context, faults)
    told = announced(context.text) if not rows else 0
    lines = counted_lines(context.writing.lines, told) if not rows else context.writing.lines
    numbered = () if rows else numbered_items(lines, lambda name: field_key(name, context), log_lines(lines))
    outside = _outside(lines, numbered)
    common = issue_fields(outside, context.writing.grids, context)
    items = rows or _numbered(numbered, context) or [_whole(context, common)]
    if len(items) > 1:
        items = _graded(items, common, [context.subject.bare, *(line.text for line in outside)], context)
    commands = [_command(item, context, several=len(items) > 1) for item in items[:_MOST]]
    if len(commands) > 1 and (around := told_around(_beyond("\n".join(line.text for line in outside), context))):
        commands[-1] = replace(commands[-1], around=around[:2000])
    if told > len(commands):
        remark = Remark(reason="issues-announced", facts={"told": told, "taken": len(commands)})
        commands[0] = replace(commands[0], remarks=(*commands[0].remarks, remark))
    if not any(x.text.strip() or x.title.strip() for x in commands):
        return Understanding(kind="issue", faults=(*faults, Fault(reason="issue-empty", field="symptom")))
    return Understanding(
        kind="issue",
        commands=tuple(commands),
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
    campaign, title = context.campaign, bare_title(context)
    mentions = issue_mentions(title)
    if (
        campaign is None
        or len(mentions) != 1
        or title[: mentions[0].start].strip()
        or title[mentions[0].end :].strip(" 。.:：")
    ):
        return ()
    known = {i.number for i in campaign.issues}
    return mentions[0].numbers if set(mentions[0].numbers) <= known else ()


def _outside(lines: Sequence[Line], numbered: Sequence[NumberedItem]) -> list[Line]:
    """The lines of no item: what stands within one of several is that one's, 问题一：…，严重程度：轻微 says nothing of 问题三."""
    taken = {(line.number, line.text.strip()) for found in numbered for line in found.lines[1:]}
    firsts = {(found.lines[0].number, found.first) for found in numbered}
    return [
        x
        for x in lines
        if (x.number, x.text.strip()) not in taken
        and not any(n == x.number and x.text.strip().endswith(t) for n, t in firsts)
    ]


def _graded(
    items: Sequence[IssueItem], common: dict[str, str], texts: Sequence[str], context: Context
) -> list[IssueItem]:
    """Several issues, with what stands beside them all where one says nothing of its own: how grave, of which sort, whose."""
    severities = context.rules.severities
    shared = {
        "severity": common.get("severity", "") or shared_grade(texts, severities),
        **{key: common.get(key, "") for key in ("type", "node", "owner")},
    }
    numbered = grades_by_number(texts, severities)
    graded = []
    for n, item in enumerate(items, 1):
        own = dict(item.fields)
        if (
            not own.get("severity")
            and (found := numbered.get(item.number or n))
            and not grade("", item.text, severities)[0]
        ):
            own["severity"] = found
        if not own.get("severity") and grade("", item.text, severities)[0]:
            own["severity"] = ""  # its own words say it
        graded.append(replace(item, fields={**{k: v for k, v in shared.items() if v}, **own}))
    return graded


def _command(item: IssueItem, context: Context, *, several: bool) -> c.RaiseIssue:
    campaign, rules = context.campaign, context.rules
    assert campaign is not None
    fields = item.fields
    text = item.text if several else f"{item.title}\n{item.text}"
    severity, words = grade(fields.get("severity", ""), text, rules.severities)
    node = _node(fields.get("node", ""), item, context)
    handlers, unknown = read_handlers(fields.get("owner", ""), item.place, context)
    special = context.subject.tag.special if context.subject.tag else ""
    readings = [Reading(field="title", value=item.title, place=_place(item.title, item, context), words=item.title)]
    remarks = list(unknown)
    if severity:
        readings.append(
            Reading(
                field="severity", value=severity, place=_place(words, item, context), words=words, rule="severities"
            )
        )
    elif not several:  # of several, the line of each says it
        remarks.append(Remark(reason="no-severity", place=item.place, facts={"severity": rules.severities.default}))
    if node:
        said = fields.get("node", "") or item.title
        readings.append(
            Reading(field="node", value=campaign.node(node).title, place=_place(said, item, context), words=said)
        )
    if handlers:
        names = "、".join(p.name if (p := rules.directory.person(h)) else h for h in handlers)
        readings.append(
            Reading(field="assignees", value=names, place=_place(fields["owner"], item, context), words=fields["owner"])
        )
    return c.RaiseIssue(
        title=item.title[:300],
        text=(item.text if several else _beyond(item.text, context))[:20_000],
        type=_type(fields.get("type", ""), special),
        severity=severity,
        node=node,
        handlers=handlers,
        own_number=item.number,
        readings=tuple(readings),
        remarks=tuple(remarks),
    )


def _place(words: str, item: IssueItem, context: Context) -> str:
    """Where the words of an issue stand: in the first line from the item's own on that has them, in the subject, or somewhere in it."""
    first = int(item.place) if item.place.isdigit() else 0
    found = next(
        (line.place for line in context.writing.lines if line.number >= first and words and words in line.text), ""
    )
    return found or ("subject" if words and words in context.subject.bare else item.place)


def _whole(context: Context, fields: dict[str, str]) -> IssueItem:
    """The mail as one issue."""
    place = next((line.place for line in context.writing.lines if line.text.strip()), "")
    graded = graded_title(bare_title(context), context.rules.severities)[1]
    return IssueItem(None, mail_title(context, fields), context.text.strip(), place, {"severity": graded, **fields})


def _beyond(text: str, context: Context) -> str:
    """What is told of the one issue of a mail beyond the fields that stand beside it anyway, the greeting and the thanks."""
    kept = [
        line
        for line in ungreeted(text).split("\n")
        if not ((label := _FIELD.match(line)) and _shown_beside(label[1], line[label.end() :], context))
    ]
    return "\n".join(kept).strip()


def _shown_beside(name: str, value: str, context: Context) -> bool:
    return (
        bool(value.strip())
        and len(value) < 80
        and field_key(name, context) in ("title", "severity", "type", "kind", "node", "owner")
    )


def _numbered(numbered: Sequence[NumberedItem], context: Context) -> list[IssueItem]:
    items = []
    for found in numbered:
        fields = issue_fields(found.lines, (), context)
        labelled = fields.get("symptom") if _FIELD.match(found.first) else ""
        first = fields.get("title") or labelled or found.first
        if first == found.first and (label := _FIELD.match(first)) and field_key(label[1], context):
            # 1. Severity: high, and what is wrong in the line below.
            first = next(
                (
                    line.text.strip()
                    for line in found.lines[1:]
                    if not (named := _FIELD.match(line.text)) or not field_key(named[1], context)
                ),
                first,
            )
        title, graded = graded_title(first.rstrip(" 。.；;，,"), context.rules.severities)
        if graded:
            fields.setdefault("severity", graded)
        # The notice says the grade beside the title: what is told begins with the title as it stands there.
        opens, titled = title if first == found.first else found.first, own_words(title, context.rules.severities, 120)
        if opens.startswith(titled) and not _beyond(opens[len(titled) :].lstrip(" 。.；;，,"), context):
            opens = titled  # 登录失败。严重程度：一般
        told = "\n".join([opens, *(line.text for line in found.lines[1:])]).strip()
        items.append(IssueItem(found.number, titled, told, found.lines[0].place, fields))
    return items


def _node(value: str, item: IssueItem, context: Context) -> str:
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


def _type(value: str, special: str) -> Literal["problem", "defect"]:
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
