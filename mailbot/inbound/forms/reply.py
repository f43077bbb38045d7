"""read_reply: an untagged answer, understood from what it answers and from the rules' words (SPEC 3, 9 "Replies")."""

from collections.abc import Sequence
from dataclasses import replace

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Command
from mailbot.campaign.outcome import Fault, Row
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.forms.hearing import Hearing, hear
from mailbot.inbound.forms.issuewords import issue_commands
from mailbot.inbound.forms.lifecycle import lifecycle_commands
from mailbot.inbound.forms.naming import issue_numbers, named_nodes
from mailbot.inbound.forms.nodewords import node_commands
from mailbot.inbound.forms.result import by_nodes
from mailbot.inbound.forms.rowwise import Segment, segments
from mailbot.inbound.forms.summary import read_summary

_PLAN = ("plan-opened", "plan-revised", "plan-objected", "plan-confirmed")


def read_reply(context: Context) -> Understanding:
    """Rows first, then the PM's own words, then what the mail answered asks for; whatever is left is a note."""
    rows = _rows(context)
    if rows and (understood := _by_rows(rows, context)):
        return understood
    heard = hear(context.text, context.rules.phrases)
    for reading in (_of_the_pm, _of_one_row, _of_the_plan, _of_nodes, _of_issues):
        commands, faults = reading(heard, rows, context)
        if commands or faults:
            return understanding(commands, faults)
    return note(context)


def note(context: Context) -> Understanding:
    """Kept on the campaign's timeline, answered by nobody."""
    if not context.text.strip():
        return Understanding(kind="note", commands=(c.KeepNote(text=""),) if context.campaign else ())
    return Understanding(kind="note", commands=(c.KeepNote(text=context.text.strip()[:2000]),))


def understanding(commands: Sequence[Command], faults: Sequence[Fault], kind: str = "") -> Understanding:
    """Commands and faults as they stand; the kind is the first command's unless given."""
    kind = kind or (commands[0].kind if commands else "node_result")
    return Understanding(
        kind=kind,
        commands=tuple(commands),
        faults=tuple(faults),
        readings=tuple(r for command in commands for r in command.readings),
    )


# --- by rows -----------------------------------------------------------------------------------------------------------


def _rows(context: Context) -> tuple[Row, ...]:
    return context.thread.rows


def _by_rows(rows: tuple[Row, ...], context: Context) -> Understanding | None:
    """An answer that names rows; each stands alone. None where it names none, or where one row alone was put."""
    known = {row.n: row for row in rows}
    found = segments(context.writing.lines, context.rules.phrases, frozenset(known))
    if len(rows) == 1 and not any(s.numbers for s in found):
        return None
    if not found:
        return None
    commands: list[Command] = []
    faults: list[Fault] = []
    named = {n for s in found for n in s.numbers}
    for segment in found:
        numbers = segment.numbers or tuple(n for n in known if not segment.rest or n not in named)
        for number in numbers:
            row = known.get(number)
            if row is None:
                faults.append(
                    Fault(
                        reason="row-unknown",
                        place=str(segment.line),
                        words=f"{number} {segment.text}".strip(),
                        nearest=tuple(str(n) for n in known),
                        facts={"row": number},
                    )
                )
                continue
            more, wrong = _row_commands(segment, row, context)
            commands += more
            faults += wrong
    return understanding(commands, faults)


def _row_commands(segment: Segment, row: Row, context: Context) -> tuple[list[Command], list[Fault]]:
    place = str(segment.line)
    commands, faults = _say(segment.text, row, context, place)
    commands = [replace(command, row=row.n) for command in commands]
    if not commands and not faults:
        faults = [
            Fault(reason="row-not-understood", place=place, words=f"{row.n} {segment.text}".strip(), facts={"row": row.n})
        ]
    return commands, [replace(f, facts={**f.facts, "row": row.n}) for f in faults]


def _say(text: str, row: Row, context: Context, place: str) -> tuple[list[Command], list[Fault]]:
    """What a text says of one row, by what the row asks."""
    heard = hear(text, context.rules.phrases)
    match row.asks:
        case "node":
            return node_commands(text, row.node, context, place=place)
        case "issue":
            return issue_commands(text, (row.issue,) if row.issue else (), context), []
        case "confirmation":
            return _answer(heard, text, row.department), []
        case "postponement":
            return _decision(heard, text, row.postponement), []
        case "decision":
            agreed = _agreed(heard)
            if agreed is None:
                return [], []
            return [c.DecideAsLead(number=row.postponement, department=row.department, agreed=agreed, text=text)], []
        case "obtain":
            # Whatever the PM answers goes on to who asked; a bare 收到 does not.
            if heard.only("acknowledge", "thanks") or not text.strip():
                return [], []
            return [c.HandOverVersion(to=row.person, text=text.strip()[:5000])], []
        case "summary":
            found = read_summary(context, spoken=False)
            return list(found.commands) if found else [], []
    return [], []


# --- as a whole --------------------------------------------------------------------------------------------------------


Found = tuple[list[Command], list[Fault]]


def _of_the_pm(heard: Hearing, rows: tuple[Row, ...], context: Context) -> Found:
    """启动, 取消, 暂停, 恢复, 移交, 放行: words on the campaign as a whole, from whoever may say them."""
    return lifecycle_commands(heard, context), []


def _of_one_row(heard: Hearing, rows: tuple[Row, ...], context: Context) -> Found:
    """A mail that put one thing: the whole text answers it. Rows of a plan are its departments': anybody's 同意 is theirs."""
    own = [r for r in rows if r.asks != "confirmation"]
    if not own or (len(own) > 1 and own[0].asks != "issue"):
        return [], []
    if own[0].asks == "issue":
        numbers = issue_numbers(context.text)
        meant = tuple(r.issue for r in own if r.issue and (not numbers or r.issue in numbers or r.n in numbers))
        return issue_commands(context.text, _translated(numbers, own) or meant, context), []
    if own[0].asks == "node" and context.campaign and len({n.key for n in named_nodes(context.text, context.campaign, context.rules)}) > 1:
        return [], []
    place = str(context.writing.lines[0].number) if context.writing.lines else ""
    return _say(context.text, own[0], context, place)


def _translated(numbers: tuple[int, ...], rows: Sequence[Row]) -> tuple[int, ...]:
    """In a mail's own thread its own numbers are meant (SPEC 9 "Stages"); numbers that are none of its are the campaign's."""
    own = {r.n: r.issue for r in rows if r.issue}
    return tuple(dict.fromkeys(own.get(n) or n for n in numbers))


def _of_the_plan(heard: Hearing, rows: tuple[Row, ...], context: Context) -> Found:
    """同意 under a plan, by a department that was asked."""
    answered = context.thread.answered
    under = any(r.asks == "confirmation" for r in rows) or (answered is not None and answered.template in _PLAN)
    if context.campaign is None or context.campaign.stage != "planning":
        return [], []
    if not under and context.thread.how not in ("code", "token", "subject", "mark", "reference"):
        return [], []
    if heard.says("done", "postpone", "promise", "handled") and not under:
        return [], []
    return _answer(heard, context.text, ""), []


def _of_nodes(heard: Hearing, rows: tuple[Row, ...], context: Context) -> Found:
    """升级已完成 in the plan's thread is its owner's result."""
    campaign = context.campaign
    if campaign is None:
        return [], []
    named = named_nodes(context.text, campaign, context.rules)
    if not named and not heard.says("done", "all_done", "not_done", "failed", "postpone", "promise"):
        return [], []
    mine = [n for n in campaign.pending_nodes if context.person in (n.owner, *n.helpers)]
    if heard.says("all_done") and mine and not named:
        return [c.ReportAll(text=context.text.strip()[:2000])], []
    if not named and not mine:
        return [], []
    return by_nodes(context, tagged=False)


def _of_issues(heard: Hearing, rows: tuple[Row, ...], context: Context) -> Found:
    """`问题 2、3 已在 8.2.2 修复` in the campaign's thread, outside the issues' own."""
    campaign = context.campaign
    numbers = issue_numbers(context.text)
    if campaign is None or not numbers or not any(i.number in numbers for i in campaign.issues):
        return [], []
    return issue_commands(context.text, numbers, context, spoken=True), []


def _answer(heard: Hearing, text: str, department: str) -> list[Command]:
    """同意 or an objection; both said is an objection with its condition (原则同意，但时间太紧)."""
    if heard.says("object"):
        return [c.ObjectToPlan(department=department, words=text.strip()[:500])]
    if heard.says("confirm") and not _asks(text):
        return [c.ConfirmPlan(department=department, words=text.strip()[:500])]
    return []


def _decision(heard: Hearing, text: str, number: int | None) -> list[Command]:
    agreed = _agreed(heard)
    if agreed is None:
        return []
    reason = text.strip() if not heard.only("confirm", "object") else ""
    return [c.DecidePostponement(number=number, agreed=agreed, reason=reason[:500])]


def _agreed(heard: Hearing) -> bool | None:
    if heard.says("object"):
        return False
    return True if heard.says("confirm") else None


def _asks(text: str) -> bool:
    """A question agrees to nothing: 可以吗？"""
    last = text.strip().rstrip("。.!！ ")
    return last.endswith(("?", "？", "吗", "么", "呢")) and len(last) < 60


