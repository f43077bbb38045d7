"""by_rows, say: an answer by rows; each row stands alone, the right half is taken, the wrong half asked about (SPEC 5, 9)."""

import re
from collections.abc import Sequence

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Command, Remark
from mailbot.campaign.outcome import Fault, Row
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.found import Found, asks, found_in
from mailbot.inbound.forms.hearing import hear, smooth
from mailbot.inbound.forms.issues.bare import another_issue
from mailbot.inbound.forms.issues.words import issue_commands
from mailbot.inbound.forms.nodes.eachday import each_day
from mailbot.inbound.forms.nodes.evidence import with_evidence
from mailbot.inbound.forms.nodes.moods import moods
from mailbot.inbound.forms.nodes.words import node_commands
from mailbot.inbound.forms.numerals import read_number
from mailbot.inbound.forms.replies.agreement import agreement, is_weak
from mailbot.inbound.forms.replies.answers import plan_answer
from mailbot.inbound.forms.replies.decision import decision
from mailbot.inbound.forms.replies.rowsnamed import counted_apart, named_exceptions, of_another, other_named, sorted_out
from mailbot.inbound.forms.replies.rowwise import Segment, is_remainder, leading, segments, with_remainder
from mailbot.inbound.forms.summary import read_summary
from mailbot.inbound.forms.things.progress import read_progress
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import replace

# OK alone may be no more than a 收到; with 了 it tells that the work is.
_OK_NOW = late(
    r"(?:都|也|已经?|全部)*\s*ok(?:ay)?\s*(?:了|啦|咯)[\s。.!！~]*"
    r"|(?:都|也|全|已经?|全部)+\s*ok(?:ay)?(?:了|啦)?[\s。.!！~]*",
    re.IGNORECASE,
)
# 全部处理完了：1 已优化索引，3 编码改为 UTF-8
_HANDLED = late(
    r"[^，,。；;:：\d]{0,8}(?:处理|解决|修复|修改)(?:完(?:了|毕|成了?)?|好了?|掉了)\s*[:：]"
    r"|(?:all )?(?:fixed|solved|resolved|handled|done)\s*:",
    re.IGNORECASE,
)
_RESULTS = late(
    r"(?:各|几个|以下)?(?:问题|缺陷)?的?(?:处理|修复|解决)(?:结果|结论|情况|意见|方案)(?:如下|是|为)?\s*[:：]?"
    r"|(?:handling )?results?\s*:",
    re.IGNORECASE,
)

_ALL_DONE = late(
    r"[^，,。；;\n]{0,6}?(?:都|全都?|全部|均)(?:已经?)?[^，,。；;\n没未不还]{0,4}(?:完成?|好"
    r"|掉)了?[，,。；;\s]*(?:就|只|仅|还|不过|但|现在)*[剩差]?(?:下|余)?(?:第|的是)?\s*$"
    r"|(?:all|everything|everything else)(?: is| are)? (?:done|finished"
    r"|completed)[,.;\s]*(?:(?:only|just|but|except(?: for)?)\s*)?$",
    re.IGNORECASE,
)


def by_rows(rows: Sequence[Row], context: Context) -> Found | None:
    """An answer that names rows, by number or (under a mail about several campaigns) by title or code; None where it names
    none, or where one row alone was put and no number is written."""
    answered = context.thread.answered
    if answered is not None and answered.outbox is None and len(rows) == 1 and rows[0].asks != "issue":
        return None  # a colleague's mail shows no numbers of ours: 1. and 2. below it are the writer's own
    if answered is not None and answered.purpose == "notice" and all(r.asks == "confirmation" for r in rows):
        return None  # a plan's notice numbers no departments: 1. and 2. are the writer's own questions
    known = {row.n: row for row in rows}
    listed = answered is not None and answered.purpose in ("reminder", "escalation")
    lines, doubtful = named_exceptions(
        other_named(_with_row_numbers(context.writing.lines, rows), rows, context) if listed else context.writing.lines,
        rows,
        context,
    )
    found = segments(lines, context.rules.phrases, tuple(known))
    if not any(s.numbers for s in found):
        found = tuple(s for s in found if not is_remainder(s, context.writing.lines))
    found = counted_apart(found, rows, context)
    if len(rows) == 1 and not any(s.numbers and set(s.numbers) <= set(known) for s in found):
        # 1 验过了，关吧, in answer to 请验证问题 2: which of the two?
        one = another_issue(rows[0], context)
        return ([], [_unknown(one.numbers[0], one.text, str(one.line), rows, context)]) if one else None
    named = sorted_out(rows, context) if not found and answered is not None and answered.outbox is not None else None
    found = _put_off_alike(_by_own_numbers(named or found, rows, context))
    if not found or _is_issue_thread(rows, found, context):
        return None
    if doubtful and any(not s.numbers and not s.but for s in found):
        # 都升完了，除了两台离线的: all of which row?
        return [], [_unknown(0, "", str(found[0].line), rows, context)]
    commands: list[Command] = []
    head = () if named else leading(lines, context.rules.phrases, tuple(known))
    above, faults = _above(head, found, rows, context)
    found = tuple(with_remainder((*above, *found), (), tuple(known))) if above else found
    said: dict[int, list[Segment]] = {}
    others: list[Remark] = []  # what is told of nodes that are in no row
    apart = {n for s in found for n in (*s.numbers, *s.but)}
    excepted = {n for s in found for n in s.but}  # 全部完成，除了3
    for segment in found:
        numbers = segment.numbers or tuple(n for n in known if n not in (apart if segment.rest else excepted))
        if segment.but and not segment.text.strip():
            continue
        if segment.but and any(s is not segment and not s.numbers and not s.but for s in found):
            numbers = segment.but  # 都办完了，除了第一项还要跟客户确认
        own = each_day(segment.text, len(numbers), context)
        for n, number in enumerate(numbers):
            said.setdefault(number, []).append(replace(segment, text=own[n]) if own else segment)
    for number, parts in said.items():
        text = "\n".join(s.text for s in parts)
        place = str(parts[0].line)
        row = known.get(number)
        if row is None and number == 0 and (other := of_another(text, rows, context)) is not None:
            facts = {"node": other.key, "title": other.title, "owner": other.owner}
            others.append(Remark(reason="not-your-node", facts=facts))
            continue
        if row is None:
            faults.append(_unknown(number, text, place, rows, context))
            continue
        more, wrong = _of_row(text, row, context, place)
        commands += more
        faults += wrong
    if commands and others:
        commands[0] = replace(commands[0], remarks=(*commands[0].remarks, *others))
    return commands, faults


_PUT_OFF = late(r"(?:申请)?(?:延期|延|推迟|顺延|推|挪|改|放)(?=[到至])")
_TILL = late(r"[到至]")


def _put_off_alike(found: Sequence[Segment]) -> tuple[Segment, ...]:
    """2 延到14号，4 到18号: put off as the row before it is."""
    kept: list[Segment] = []
    for segment in found:
        verb = _PUT_OFF.search(kept[-1].text) if kept and _TILL.match(segment.text) else None
        kept.append(replace(segment, text=f"{verb[0]}{segment.text}") if verb else segment)
    return tuple(kept)


def _above(
    lines: Sequence[Line], found: Sequence[Segment], rows: Sequence[Row], context: Context
) -> tuple[tuple[Segment, ...], list[Fault]]:
    """计划没意见。2 已下载，3 完成: what stands above the first number is of a row that no number names, or is asked about."""
    text = "\n".join(line.text for line in lines).strip()
    named = {n for s in found for n in (*s.numbers, *s.but)}
    others = [r for r in rows if r.n not in named]
    heard = hear(text, context.rules.phrases)
    says = (
        (agreement(heard, text) is not None and not is_weak(heard))
        or any(s.mood != "promise" or s.date for s in moods(text, context))
        or read_progress(text) is not None
    )
    if not says or not others or text.endswith((":", "：")):
        return (), []
    if _ALL_DONE.match(text):
        return (Segment((), text, lines[0].number, rest=True),), []  # 都弄完了，就剩 4 明天收尾
    placed = sorted_out(others, context, lines)
    if placed is None and not any(r.asks == "issue" for r in others):
        return (), [_unknown(0, "", str(lines[0].number), rows, context)]
    return placed or (), []


# 第一个缺陷已经改好了, in answer to a list of rows: that row, where it is one of an issue.
_NTH_ISSUE = late(r"第\s*(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})\s*个(?:问题|缺陷|bug)", re.IGNORECASE)


def _with_row_numbers(lines: Sequence[Line], rows: Sequence[Row]) -> tuple[Line, ...]:
    issues = {r.n for r in rows if r.asks == "issue"}

    def row(m: re.Match[str]) -> str:
        number = read_number(m["n"])
        return f"第{m['n']}项，" if number is not None and int(number) in issues else m[0]

    return tuple(
        replace(line, text=_NTH_ISSUE.sub(row, line.text)) if issues and "第" in line.text else line for line in lines
    )


def say(text: str, row: Row, context: Context, place: str, *, numbered: bool = False) -> Found:
    """What a text says of one row, by what the row asks. `numbered`: other rows are answered beside it."""
    inner = context.of(row.campaign)
    campaign = inner.campaign
    heard = hear(text, context.rules.phrases)
    match row.asks:
        case "node":
            node = next((n for n in campaign.nodes if n.key == row.node), None) if campaign else None
            commands, faults = node_commands(
                text, row.node, inner, place=place, row=row.n if numbered else None, node=node
            )
            return [with_evidence(x, inner) for x in commands], faults
        case "issue":
            return issue_commands(text, (row.issue,) if row.issue else (), inner, tagged=_under_results(context))
        case "confirmation":
            return plan_answer(inner, row.department, text)
        case "postponement":
            return decision(heard, text, row, inner)
        case "decision":
            agreed = agreement(heard, text)
            if agreed is None:
                return [], []
            return [c.DecideAsLead(number=row.postponement, department=row.department, agreed=agreed, text=text)], []
        case "summary":
            return found_in(read_summary(inner, spoken=False))
    return [], []


def _under_results(context: Context) -> bool:
    """处理结果： in a line of its own above the rows: what each says is its handling result."""
    first = next((line.text for line in context.writing.lines if line.text.strip()), "")
    return bool(_RESULTS.fullmatch(first.strip()) or _HANDLED.match(first.strip()))


def _of_row(text: str, row: Row, context: Context, place: str) -> Found:
    commands, faults = say(text, row, context, place, numbered=True)
    meant = {"confirmation": "同意", "node": "完成"}.get(row.asks)
    if meant and not commands and not faults and _OK_NOW.fullmatch(text.strip()):
        commands, faults = say(meant, row, context, place)
        commands = [replace(x, text=text) if isinstance(x, c.ReportNode) else x for x in commands]
    commands = [replace(command, row=row.n) for command in commands]
    if not commands and not faults:
        if _is_talk(text, context):
            return [], []
        judges = _judges(row, context)
        if row.asks == "issue" and judges and _WAITS.search(smooth(text)):
            return [], []  # 2、3 等新包
        kind = {
            "issue": "closure" if judges else "handling_result",
            "confirmation": "confirmation",
            "postponement": "decision",
        }.get(row.asks, "node_result")
        wanted = "judgement" if judges else row.asks
        faults = [asks("row-not-understood", kind, f"{row.n} {text}".strip()[:200], field="", asks=wanted)]
    return commands, [replace(f, place=f.place or place, facts={**f.facts, "row": row.n}) for f in faults]


# What whoever raised an issue waits for: 等新包, 还在测
_WAITS = late(
    r"等|待|(?:还|正)?在(?:测|验|跑|看|复测)|还?没(?:测|验|来得及)"
    r"|(?:明天|下午|晚上|稍后|晚点|回头|下周|周[一-日])再?(?:测|验|看|试|跑)"
    r"|(?<![a-z])(?:waiting|wait for|still testing|not tested|will (?:test|check|verify))(?![a-z])"
)


def _judges(row: Row, context: Context) -> bool:
    """Whether the row is an issue that its sender raised: theirs is 验证通过 or 未解决, no handling result."""
    campaign = context.of(row.campaign).campaign
    return (
        row.asks == "issue"
        and campaign is not None
        and any(i.number == row.issue and i.raised_by == context.person for i in campaign.issues)
    )


def _by_own_numbers(found: Sequence[Segment], rows: Sequence[Row], context: Context) -> tuple[Segment, ...]:
    """1 验证通过，2 还在测, of a mail that numbered its issues itself, under a notice that shows 4 and 5."""
    campaign = context.campaign
    shown = {r.n for r in rows}
    if campaign is None or any(r.asks != "issue" for r in rows) or {n for s in found for n in s.numbers} & shown:
        return tuple(found)
    own = {
        i.own_number: r.n
        for r in rows
        for i in campaign.issues
        if i.number == r.issue and i.own_number and i.raised_by == context.person
    }
    if len(own) < len(rows) or any(n not in own for s in found for n in s.numbers):
        return tuple(found)
    return tuple(replace(s, numbers=tuple(own[n] for n in s.numbers)) for s in found)


def _is_talk(text: str, context: Context) -> bool:
    """1 收到 under a node: nothing is asked of it and nothing told."""
    return bool(text.strip()) and hear(text, context.rules.phrases).only("acknowledge", "thanks")


def _unknown(number: int, text: str, place: str, rows: Sequence[Row], context: Context) -> Fault:
    nearest = tuple(str(r.n) for r in rows)
    if number == 0:  # 三项都完成了, of four
        words = context.text.strip()[:200]
        return Fault(reason="which-row", place=place, words=words, nearest=nearest, facts={"row": 0})
    words = f"{number} {text}".strip()[:200]
    return Fault(reason="row-unknown", place=place, words=words, nearest=nearest, facts={"row": number})


def _is_issue_thread(rows: Sequence[Row], found: Sequence[Segment], context: Context) -> bool:
    """In a mail about issues alone 问题 2 is a number of its own sort, read by `issue_commands`."""
    if any(r.asks != "issue" for r in rows):
        return False
    return bool(
        re.search(r"(?:问题|缺陷|issues?|bugs?|defects?|#)\s*[\d一二三四五六七八九十]", smooth(context.text))
    ) or not any(s.numbers for s in found)
