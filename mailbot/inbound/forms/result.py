"""read_result: a RESULT mail: a node's result or progress, a handling result in an issue's thread, the summary (SPEC 3)."""

import re

from mailbot.campaign import commands as c
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.clauses import clauses
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.forms.days.moments import Moment
from mailbot.inbound.forms.found import Found, note, understanding
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.issues.thread import numbers_meant, thread_issues
from mailbot.inbound.forms.issues.words import issue_commands
from mailbot.inbound.forms.nodes.by_nodes import by_nodes
from mailbot.inbound.forms.nodes.moods import moods
from mailbot.inbound.forms.nodes.naming import issue_numbers, node_mentions
from mailbot.inbound.forms.nodes.owner import own_title
from mailbot.inbound.forms.nodes.submission import submission, with_submission
from mailbot.inbound.forms.query import read_request
from mailbot.inbound.forms.replies.decided import decided_by_name
from mailbot.inbound.forms.replies.rows import by_rows
from mailbot.inbound.forms.replies.waiver import waiver_command
from mailbot.inbound.forms.summary import coverage_alone, read_summary
from mailbot.inbound.forms.tables.tables import find_grids, read_table
from mailbot.late import late

_SHORT = 200  # characters: a summary that tells of a postponement is longer
_ABOUT_ISSUES = late(r"修复|解决|处理|排除|关闭|验证|fix|resolv|solv|handl|clos|verif", re.IGNORECASE)


def read_result(context: Context) -> Understanding:
    """What the mail reports. Its thread tells what of; the nodes and issues that it names come before that."""
    tag = context.subject.tag
    special = tag.special if tag else ""
    campaign = context.campaign
    rows = context.thread.rows
    if len(rows) > 1 and (found := by_rows(rows, context)) is not None:
        return understanding(*found)
    if campaign is None:
        kind = {"summary": "summary", "handling_result": "handling_result"}.get(special, "node_result")
        return Understanding(kind=kind, faults=(Fault(reason="no-campaign", field="campaign"),))
    spoken = special == "summary" or _titled(context) == {"finalize"}
    if spoken and _is_put_off(context):
        return understanding(*by_nodes(context, tagged=True))
    if spoken or (_in_finalize_thread(context) and context.person in campaign.pms):
        found_summary = read_summary(context, spoken=spoken)
        if found_summary is not None:
            return found_summary
    if "build" not in _titled(context) and (waiver := waiver_command(context)):
        return understanding([waiver], [])
    if any(decided := decided_by_name(context)):
        return understanding(*decided)
    if _of_an_issue(context, special):
        commands, faults = _handling(context)
        if commands or faults:
            return understanding(*with_submission(commands, faults, context))
        if special != "progress":
            return note(context)
    if _titled(context) <= {"obtain", "rollout"} and (asked := read_request(context)):
        return asked  # 【结果】版本获取: 请提供安装包
    if not _names_node(context) and (counted := coverage_alone(context)):
        return understanding([counted], [])
    commands, faults = by_nodes(context, tagged=True)
    told = any(not isinstance(x, c.ReportNode) or x.done or x.progress or x.failed for x in commands)
    if not told and (handed := submission(context)):
        return understanding(handed, faults)  # 重新提交 3.4.1: 两个缺陷都有处理结果了 tells why
    return understanding(commands, faults, kind="" if commands or faults else "node_result")


def _is_put_off(context: Context) -> bool:
    """总结延期到 12月31日 is another time for the summary, and none itself."""
    text = context.text.strip() or own_title(context)
    said = moods(text, context)
    return len(text) <= _SHORT and any(s.mood == "postpone" and isinstance(s.date, Moment) for s in said)


def _titled(context: Context) -> set[str]:
    """The standard nodes that the sender's own title names: 【结果】总结 is the summary, 【完成】提交测试 a submission."""
    assert context.campaign is not None
    named = node_mentions(own_title(context), context.campaign, context.rules)
    return {context.campaign.node(key).base for mention in named for key in mention.keys}


def _names_node(context: Context) -> bool:
    assert context.campaign is not None
    return any(node_mentions(text, context.campaign, context.rules) for text in (own_title(context), context.text))


def _of_an_issue(context: Context, special: str) -> bool:
    """A handling result by its tag or thread, or a text that names issues and what was done about them and no node."""
    campaign = context.campaign
    assert campaign is not None
    if special == "handling_result":
        return True
    text = f"{own_title(context)}\n{context.text}"
    names_node = bool(node_mentions(context.text, campaign, context.rules)) and not issue_numbers(context.text)
    if thread_issues(context):
        answered = context.thread.answered
        about = {r.asks for r in answered.rows} if answered else {"issue"}
        return about <= {"issue"} and not (names_node and special == "progress")
    numbers = issue_numbers(text)
    if not numbers or not any(i.number in numbers for i in campaign.issues):
        return False
    if not _ABOUT_ISSUES.search(text) or node_mentions(own_title(context), campaign, context.rules):
        return False
    # 灰度升级已完成，问题 1 已处理: what is said of a node in a clause of its own is a result.
    line = smooth(context.text)
    return not any(
        node_mentions(line[start:end], campaign, context.rules) and not issue_numbers(line[start:end])
        for start, end in clauses(line)
    )


def _handling(context: Context) -> Found:
    """The handling result, of each issue its own where the mail tells them apart: by numbers or as a table."""
    rows = _table(context)
    if rows:
        return [c.AnswerIssues(numbers=n, result=result[:10_000]) for n, result in rows], []
    thread = thread_issues(context)
    text = context.text
    if not thread and not issue_numbers(text) and issue_numbers(own_title(context)):
        thread = issue_numbers(own_title(context))
    if not text.strip():
        text = own_title(context)
    if not text.strip():
        return [c.AnswerIssues(numbers=thread, result="")], []
    return issue_commands(text, thread, context, tagged=True)


def _table(context: Context) -> list[tuple[tuple[int, ...], str]]:
    """A table of issues with their handling results."""
    wanted = ("number", "issue", "symptom", "result", "title", "severity", "owner", "version", "remark", "state")
    columns = {f.key: f.names for f in context.rules.fields.column if f.key in wanted}
    for grid in (*context.writing.grids, *find_grids(context.writing.lines)[0]):
        table = read_table(grid, columns, required=("result",))
        if table is None or "result" not in table.keys:
            continue
        found: list[tuple[tuple[int, ...], str]] = []
        for row in table.rows:
            cells = {key: cell.text.strip() for key, cell in row.cells.items()}
            number = re.search(r"\d{1,4}", cells.get("number") or cells.get("issue") or "")
            if number and cells.get("result"):
                found.append((numbers_meant((int(number[0]),), context), cells["result"]))
        if found:
            return found
    return []


def _in_finalize_thread(context: Context) -> bool:
    answered = context.thread.answered
    return answered is not None and (answered.purpose == "finalize" or any(r.asks == "summary" for r in answered.rows))
