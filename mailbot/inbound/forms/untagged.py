"""read_untagged: an answer without a tag; and what a result says beside itself (SPEC 3)."""

from collections.abc import Sequence

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Remark
from mailbot.inbound.forms.asked import asks_why, inquires, undo_meant, undoes
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.forms.plans.changes.unread import unread_order, unsure_order
from mailbot.inbound.forms.plans.replies import read_amendment, read_lost, read_moved, read_new_plan
from mailbot.inbound.forms.plans.shifted import read_shifted
from mailbot.inbound.forms.query import read_query, read_undo
from mailbot.inbound.forms.replies.held_orders import held_order, too_late
from mailbot.inbound.forms.replies.reply import read_reply
from mailbot.inbound.forms.replies.tells_something import tells_something
from mailbot.inbound.forms.replies.unclear import unclear_answer
from mailbot.late import late
from mailbot.value import replace

# 另外反馈一个问题：…: told beside a result, in no mail of its own.
_TOLD = late(
    r"(?:反馈|报告|上报|反映|发现|遇到)(?:了)?(?:一个|1\s*个|个|两个|几个)?(?:问题|缺陷|故障|异常"
    r"|bug)\s*[:：，,]?\s*[^，。；;\n]{4,60}"
    r"|(?:另外|还)?有(?:一个|1\s*个|个|两个|几个)问题\s*[:：，,]\s*[^，。；;\n]{4,60}"
)


def issue_beside(understood: Understanding, context: Context) -> Understanding:
    """A result that tells of a problem, too: the receipt says that it is not raised, and how to."""
    first = next((x for x in understood.commands if isinstance(x, c.ReportNode)), None)
    told = _TOLD.search(context.text[:5000])
    if first is None or told is None or first.failed or any(isinstance(x, c.RaiseIssue) for x in understood.commands):
        return understood
    remark = Remark(reason="issue-told", facts={"words": told[0].strip()})
    marked = replace(first, remarks=(*first.remarks, remark))
    return replace(understood, commands=tuple(marked if x is first else x for x in understood.commands))


def read_untagged(context: Context) -> Understanding:
    """An untagged answer: 撤销 and questions first, then the rules' words; of the PM a whole new plan, or lines to change."""
    if undoes(context):
        return read_undo(context)
    if asks_why(context):
        return read_query(context)
    if (shifted := read_shifted(context)) is not None:
        return shifted
    understood = issue_beside(read_reply(context), context)
    campaign = context.campaign
    if campaign is not None and campaign.over and understood.kind == "note" and (over := too_late(context)):
        return over
    if campaign is not None and understood.kind == "note" and inquires(context):
        return read_query(context)
    if understood.kind == "note" and (
        untold := undo_meant(context) or unclear_answer(context) or tells_something(context)
    ):
        return Understanding(kind=str(untold.facts["kind"]), faults=(untold,))
    if _is_not_done(understood) and (untold := tells_something(context)) and untold.reason == "not-heard":
        return Understanding(kind=str(untold.facts["kind"]), faults=(untold,))
    handed_over = any(isinstance(x, c.HandOverVersion) for x in understood.commands)
    if campaign is None or context.person not in campaign.pms or handed_over:
        return understood
    return _of_manager(understood, context)


def _of_manager(understood: Understanding, context: Context) -> Understanding:
    """A product manager's answer to their own campaign, which may revise it: a new plan, days, owners, other values."""
    if understood.kind not in ("summary", "undo") and (replanned := read_new_plan(context)):
        return replanned
    if understood.faults and {f.reason for f in understood.faults} <= _NOT_FOUND:
        whole = read_amendment(context)  # Please move the South China upgrade to Dec 14
        if whole is not None and whole.commands:
            return whole
    asked = [x for x in understood.commands if isinstance(x, c.AskPostponement)]
    if asked and (unsure := unsure_order(context)):
        return Understanding(kind="revision", faults=(unsure,))
    if asked and len(asked) == len(understood.commands):
        whole = read_amendment(context)
        if whole is not None and _says_more(whole, asked, context):
            return whole  # 顺延到12月16日，负责人换成孙丽: not the day alone is another
        if lost := read_lost(context):
            return lost
        if moved := read_moved(context, asked):
            return moved
    decided = [x for x in understood.commands if isinstance(x, c.DecidePostponement)]
    if (
        decided
        and asked
        and len(decided) + len(asked) == len(understood.commands)
        and (moved := read_moved(context, asked))
        and moved.commands
    ):
        return replace(
            understood, commands=(*decided, *moved.commands)
        )  # 同意。版本限制顺延到21日: the restriction moves with its node
    if understood.kind == "promise":
        whole = read_amendment(context)
        if whole is not None and (
            _says_more(whole, understood.commands, context) or _sets_for_others(understood, context)
        ):
            return whole  # 全量升级的负责人改为孙丽；最终确定12月28日
        if lost := read_lost(context):
            return lost
    # A PM who answers an objection by 好的，改成：… confirms nothing; the lines say what is meant.
    amended = read_amendment(context) if understood.kind in ("note", "node_result", "confirmation") else None
    # 灰度升级尽快完成 urges; only a line with a figure or a field's name changes the plan.
    if amended and (amended.commands or any(ch.isdigit() or ch in ":：=" for ch in context.text)):
        return amended
    if understood.kind == "note" and (lost := read_lost(context, talk=True)):
        return lost
    if understood.kind == "note" and (order := held_order(context) or unread_order(context)):
        return Understanding(kind=str(order.facts.get("kind", "revision")), faults=(order,))
    return understood


_NOT_FOUND = frozenset(("node-ambiguous", "promise-without-date"))  # what lines to change may still name


def _is_not_done(understood: Understanding) -> bool:
    """还没做完 without a figure, which is kept as a note (SPEC 9): of 还差8台没升 how many there are is asked."""
    told = understood.commands
    return (
        bool(told)
        and not understood.faults
        and all(isinstance(x, c.ReportNode) and not (x.done or x.progress or x.failed) for x in told)
    )


def _sets_for_others(understood: Understanding, context: Context) -> bool:
    """华南全量升级 12月15日 18:00 of the PM, who does it not: another day, and no promise; 预计 12月15日 tells what is expected."""
    campaign = context.campaign
    promised = (
        [campaign.node(x.node) for x in understood.commands if isinstance(x, c.PromiseNode) and x.node]
        if campaign
        else []
    )
    others = any(context.person not in n.carriers for n in promised)
    return others and not context.heard.says("promise")


def _says_more(changed: Understanding, told: Sequence[c.Command], context: Context) -> bool:
    """Whether lines change more of a plan than the dates of the nodes that were `told`. 版本限制改到21日，客户要的 is read as when
    the restriction begins, too, which moves with its node."""
    campaign = context.campaign
    nodes = {getattr(x, "node", "") for x in told}
    moves = campaign is not None and any(n.key in nodes and n.base in ("restrict", "delay") for n in campaign.nodes)
    known = campaign.restrictions if campaign is not None and moves else ()
    versions, delays = {r.versions for r in known}, {r.delayed_until for r in known}
    for plan in (x for x in changed.commands if isinstance(x, c.FilePlan)):
        same = {r.versions for r in plan.restrictions} <= versions
        same = same and {r.delayed_until for r in plan.restrictions if r.scope} <= delays  # 海外延到 1 月 31 日
        given = plan.given - {"restrictions"} if same else plan.given
        if given or len(plan.nodes) > len(told) or any(n.owner or n.department or n.drop for n in plan.nodes):
            return True
    return False
