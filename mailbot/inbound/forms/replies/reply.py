"""read_reply: an untagged answer, understood from what it answers and from the rules' words (SPEC 3, 9 "Replies")."""

import re
from collections.abc import Sequence

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Command
from mailbot.campaign.outcome import Fault, Row
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.forms.found import Found, asks, found_in, note, understanding
from mailbot.inbound.forms.issues.bare import bare_numbers, judged_anywhere
from mailbot.inbound.forms.issues.thread import thread_issues
from mailbot.inbound.forms.issues.words import issue_commands
from mailbot.inbound.forms.nodes.by_nodes import by_nodes
from mailbot.inbound.forms.nodes.moods import moods
from mailbot.inbound.forms.nodes.naming import issue_numbers, node_mentions
from mailbot.inbound.forms.nodes.owner import answers_for, own_title
from mailbot.inbound.forms.nodes.submission import submission, with_submission
from mailbot.inbound.forms.nodes.unnamed import by_verb, by_whom
from mailbot.inbound.forms.query import read_request
from mailbot.inbound.forms.replies.agreement import agreement
from mailbot.inbound.forms.replies.answers import plan_answer
from mailbot.inbound.forms.replies.decided import beside_decisions, decided_by_name
from mailbot.inbound.forms.replies.handed import hands_over, not_received
from mailbot.inbound.forms.replies.lifecycle import handed_over_what, lifecycle_commands
from mailbot.inbound.forms.replies.of_nodes import of_nodes
from mailbot.inbound.forms.replies.rows import by_rows, say
from mailbot.inbound.forms.summary import read_summary, titled_summary, told_summary
from mailbot.inbound.handed_on import handed_on
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import replace

_ALL = late(
    r"\s*(?:这|以上|上述|我的?|我这边)?(?:[两三四五六七八九十几\d]{1,2}[项个条])?(?:节点|事项|任务)?(?:都|全都"
    r"|全部|均|所有|一起|(?:all|both|everything)(?![a-z]))"
)
_RESULT = late(r"\s*(?:处理结果|處理結果|处理结论|handling result)\s*[:：]", re.IGNORECASE)
_OF_ALL = late(
    r"(?:都|全部|均|全都|一律|统统|一并|所有)[^，。；;\n]{0,4}(?:不?同意|批准|可以|没问题|驳回)"
    r"|(?:同意|批准|驳回)(?:全部|所有)|(?<![a-z])(?:all|both)(?![a-z])"
)
_ALL_OF_THEM = late(
    r"(?:都|全部|均|全都|全|一并|这几[个项])[^，。；;\n]{0,3}(?:收到|知悉|受理|接了|我来|由我|我处理|我跟)"
    r"|(?<![a-z])(?:all|both)(?![a-z])"
)
_PLAN = ("plan-opened", "plan-revised", "plan-objected", "plan-asked", "plan-confirmed", "campaign-started")


def read_reply(context: Context) -> Understanding:
    """Rows first, then the PM's own words, then what the mail answered asks for; whatever is left is a note."""
    rows = context.thread.rows
    if not context.text.strip():
        # A PM's answer may be the package alone.
        handed = _of_the_version(context)[0] if handed_on(context.letter)[0] else []
        title = own_title(context)
        if handed or not title:
            return understanding(handed, []) if handed else note(context)
        # The whole mail is its subject: SU-2026-0007 灰度升级已完成.
        context = replace(context, writing=replace(context.writing, lines=(Line(1, title),)))
    if rows and (found := by_rows(rows, context)) is not None:
        return understanding(*with_submission(*found, context))
    for reading in (
        _of_the_campaign,
        _of_the_version,
        _of_the_summary,
        _of_one_row,
        decided_by_name,
        _of_the_plan,
        _of_a_request,
        _of_a_submission,
        _of_an_issue,
        of_nodes,
        _of_many,
    ):
        commands, faults = reading(context)
        if commands or faults:
            more, wrong = beside_decisions(commands, context) if not faults else ([], [])
            return understanding([*commands, *more], [*faults, *wrong])
    if what := handed_over_what(context):
        return understanding([], [what])
    return note(context)


# --- as a whole --------------------------------------------------------------------------------------------------------


def _of_the_campaign(context: Context) -> Found:
    """启动, 取消, 暂停, 恢复, 移交, 放行: words on the campaign as a whole, from whoever may say them."""
    heard, rows = context.heard, context.thread.rows
    if (
        any(r.asks in ("postponement", "decision") for r in rows)
        and agreement(heard, context.text)
        and heard.says("start")
        and not heard.says("cancel", "pause", "resume")
    ):
        return [], []  # Go ahead, of a postponement that was put
    return lifecycle_commands(context), []


def _of_the_version(context: Context) -> Found:
    """Whatever the PM answers to a department that asked for the version goes on to whoever asked; a bare 收到 does not. Their
    链接打不开 under it asks again."""
    heard, rows = context.heard, context.thread.rows
    if (
        context.thread.answered is not None
        and context.thread.answered.template == "obtain-answered"
        and not_received(context.text)
    ):
        return [c.AskStanding(about="version", text=context.text.strip()[:2000])], []
    asked = next((r for r in rows if r.asks == "obtain"), None)
    files, kept = handed_on(context.letter)
    if asked is None or (heard.only("acknowledge", "thanks") and not files):
        return [], []
    text = context.text.strip()[:5000]
    given = hands_over(text, bool(files or kept))
    return [
        c.HandOverVersion(to=asked.person, department=asked.department, text=text, files=files, kept=kept, given=given)
    ], []


def _of_the_summary(context: Context) -> Found:
    """In the finalize thread: 发布, a table, a summary. The PM's alone: what others say there is talk."""
    answered = context.thread.answered
    if context.led is None:
        return [], []
    if titled_summary(context) or told_summary(context):
        return found_in(read_summary(context, spoken=True))
    under = any(r.asks == "summary" for r in context.thread.rows) or (
        answered is not None and answered.purpose == "finalize"
    )
    return found_in(read_summary(context, spoken=False)) if under else ([], [])


def _of_one_row(context: Context) -> Found:
    """A mail that put one thing to decide or to do: the whole text answers it. Where it put several, a word that only one
    of them can mean answers that one (同意 is no word of a node)."""
    heard, rows = context.heard, context.thread.rows
    own = [r for r in rows if r.asks not in ("issue", "summary", "confirmation")]
    if len(own) == 1 and own[0].asks == "node" and len(rows) > 1 and _fits_issues_too(context):
        return _of_each(rows, context) if _ALL.match(heard.text) else ([], [_which_row(rows, context, "node_result")])
    if len(own) == 1 and own[0].asks == "node":
        commands, faults = _of_its_node(own[0], context)
        return [
            x if context.campaign else replace(x, row=own[0].n) for x in commands
        ], faults  # the row says which campaign is meant
    deciding = [r for r in rows if r.asks in ("postponement", "decision")]
    if agreement(heard, context.text) is None:
        return say(context.text, deciding[0], context, _place(context)) if len(deciding) == len(rows) == 1 else ([], [])
    if len(deciding) == 1 and not any(r.asks == "confirmation" for r in rows):
        return say(context.text, deciding[0], context, _place(context))
    if len(deciding) > 1 and _OF_ALL.search(heard.text):
        return _of_each(deciding, context)  # 都同意
    if len(deciding) > 1:
        return [], [_which_row(deciding, context, "decision")]
    return [], []


def _fits_issues_too(context: Context) -> bool:
    """已处理 under a row of a node and one of an issue: said of either."""
    named = context.campaign is not None and (
        node_mentions(context.text, context.campaign, context.rules) or issue_numbers(context.text)
    )
    heard = context.heard
    return not named and heard.only("handled", "done", "all_done", "thanks") and heard.says("handled")


def _of_each(rows: Sequence[Row], context: Context) -> Found:
    """One word for every row: each stands alone, as if its number were written."""
    commands: list[Command] = []
    faults: list[Fault] = []
    for row in rows:
        more, wrong = say(context.text, row, context, _place(context))
        commands += [replace(x, row=row.n) for x in more]
        faults += [replace(f, facts={**f.facts, "row": row.n}) for f in wrong]
    return commands, faults


def _of_its_node(row: Row, context: Context) -> Found:
    """The text under a mail about one node: of that node, unless it names others. Whoever does not answer for the node
    talks about it."""
    inner = context.of(row.campaign)
    campaign = inner.campaign
    if campaign is None or not any(n.key == row.node for n in campaign.nodes):
        return [], []
    mentions = node_mentions(context.text, campaign, context.rules)
    mentions = (*mentions, *by_whom(context.text, mentions, inner, campaign))
    if any(row.node not in n.keys for n in (*mentions, *by_verb(context.text, mentions, inner, campaign))):
        return by_nodes(inner, tagged=False)
    if not answers_for(campaign.node(row.node), inner, campaign):
        return [], []
    return say(context.text, row, context, _place(context))


def _of_the_plan(context: Context) -> Found:
    """同意 under a plan, by a department that was asked, also late."""
    rows = context.thread.rows
    campaign, answered = context.campaign, context.thread.answered
    if campaign is None:
        return [], []
    under = any(r.asks == "confirmation" for r in rows) or (answered is not None and answered.template in _PLAN)
    if answered is None:
        tag = context.subject.tag
        under = campaign.stage == "planning" and (tag is None or tag.key == "PLAN")
    if not under and not (campaign.stage == "planning" and not rows):
        return [], []
    commands, faults = plan_answer(context, "")
    if commands and not faults:
        # 同意。灰度升级已完成: both are said.
        told, _ = of_nodes(context)
        commands += [x for x in told if isinstance(x, c.ReportNode) and x.node and (x.done or x.progress)]
        commands += _of_a_request(context)[0]
    return commands, faults


def _of_a_request(context: Context) -> Found:
    """麻烦提供一下安装包: goes to the PM, as if it had been asked under 【查询】."""
    return list(found_in(read_request(context))[0]), []


def _of_a_submission(context: Context) -> Found:
    """2.8.0.36 提测 as an untagged subject: 修复缺陷2、3 below it tells what is new."""
    return ([], []) if context.thread.rows else (submission(context), [])


def _of_an_issue(context: Context) -> Found:
    """In an issue's thread; or `问题 2、3 已在 8.2.2 修复` anywhere in the campaign."""
    rows = context.thread.rows
    thread = thread_issues(context)
    if thread:
        return with_submission(*issue_commands(context.text, thread, context), context)
    campaign = context.campaign
    text = context.text
    numbers = issue_numbers(text)
    if not numbers and (numbers := issue_numbers(title := own_title(context))):
        text = f"{title}\n{text}"  # 确认解决 SU-2026-0007 问题 1
    if not numbers and all(r.asks == "confirmation" for r in rows) and (bare := bare_numbers(text, context)):
        if isinstance(bare, Fault):
            return [], [bare]
        numbers, text = bare
    if campaign is not None and not numbers and _RESULT.match(text):
        # 处理结果：… under some other mail of the campaign: of the one issue that waits for its sender, else asked about.
        numbers = tuple(i.number for i in campaign.issues if i.unsettled and context.person in i.assignees)
    if campaign is not None and not numbers and not any(r.asks == "postponement" for r in rows):
        numbers = judged_anywhere(context)
    if campaign is None or not any(i.number in numbers for i in campaign.issues):
        return [], []
    return issue_commands(text, numbers, context, spoken=True)


def _of_many(context: Context) -> Found:
    """已完成 under a mail with several rows: which of them is asked, never guessed; 都延期到周五 says it of them all."""
    heard, rows = context.heard, context.thread.rows
    nodes = [r for r in rows if r.asks == "node"]
    issues = [r for r in rows if r.asks == "issue"]
    if (
        context.campaign is None
        and len(issues) > 1
        and heard.says("handled", "reopen", "close", "ask_raiser", "promise")
        and not heard.only("thanks", "acknowledge")
    ):
        return [], [_which_row(issues, context, "handling_result")]  # of several campaigns: Fixed in build 2.8.0.35
    if len(rows) > 1 and len(issues) == len(rows) and heard.says("acknowledge") and _ALL_OF_THEM.search(heard.text):
        return _of_each(rows, context)  # 全部收到，我来跟
    if len(nodes) < 2:
        return [], []
    said = [s for s in moods(context.text, context) if s.mood != "part"]
    if not said or heard.only("thanks", "acknowledge"):
        return [], []
    if _ALL.match(heard.text) and all(s.mood in ("promise", "future", "postpone", "not_done") for s in said):
        return _of_each(nodes, context)
    kind = {"promise": "promise", "future": "promise", "postpone": "postponement"}.get(said[0].mood, "node_result")
    return [], [_which_row(nodes, context, kind)]


def _which_row(rows: Sequence[Row], context: Context, kind: str) -> Fault:
    words, numbers = context.text.strip()[:200], (str(r.n) for r in rows)
    return asks("which-row", kind, words, field="", place=_place(context), nearest=numbers)


def _place(context: Context) -> str:
    return str(context.writing.lines[0].number) if context.writing.lines else ""
