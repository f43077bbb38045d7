"""interpret: the table tag → form, and what is answered where no form fits (SPEC 3).

Readers of issues, results and answers are imported when such a mail comes: a plan does without a tenth of all modules.
"""

from collections.abc import Callable, Mapping, Sequence

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Remark
from mailbot.campaign.outcome import Fault
from mailbot.inbound.classify import Form, classify, to_the_bot_alone
from mailbot.inbound.forms.asked import asks_why, inquires, takes_back, undo_meant, undoes
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.forms.plans.plan import read_plan
from mailbot.inbound.forms.query import read_help, read_query, read_undo
from mailbot.inbound.subject import SpokenTag
from mailbot.late import late
from mailbot.rulebook.shapes import Role
from mailbot.value import replace

_FORMS: Mapping[Form, Callable[[Context], Understanding]] = {
    "plan": read_plan,
    "query": read_query,
    "help": read_help,
    "undo": read_undo,
}


def interpret(context: Context) -> Understanding:
    """The commands that a letter asks for, or the faults that stop them."""
    classified = classify(context)
    match classified.form:
        case "near-miss":
            words, meant = context.subject.near[0]
            return Understanding(
                kind="unknown", faults=(Fault(reason="near-miss-tag", field="subject", words=words, nearest=(meant,)),)
            )
        case "guide" | "nothing" if takes_back(context):
            return read_undo(context)
        case "guide" | "nothing" if unbracketed := _unbracketed(context):
            return unbracketed
        case "guide":
            return Understanding(
                kind="unknown", faults=(Fault(reason="guide", field="subject", words=context.subject.written),)
            )
        case "nothing":
            return Understanding(kind="note")
    if classified.form == "plan" and (unrecorded := _answers_no_plan(context)):
        return unrecorded
    if classified.form in _FORMS:
        return _FORMS[classified.form](context)
    return _answer(classified.form, context)


def _answer(form: Form, context: Context) -> Understanding:
    """An issue, a result or an untagged answer."""
    from mailbot.inbound.forms.issues.issue import read_issue
    from mailbot.inbound.forms.replies.mending import mend
    from mailbot.inbound.forms.replies.told_apart import told_apart
    from mailbot.inbound.forms.result import read_result

    if form != "issue" and (parted := _parted(context)):
        return parted
    read = {"reply": _reply, "issue": read_issue, "result": read_result}[form]
    if form != "issue" and (both := told_apart(context, read)):
        return both
    if form == "result" and _asks_how_far(context):
        return read_query(context)
    understood = mend(read, context) if context.earlier is not None else read(context)
    return _issue_beside(understood, context) if form == "result" else understood


def _asks_how_far(context: Context) -> bool:
    """【进度】 麻烦问下全量推了多少台了？ asks for what others report under it."""
    tag, campaign = context.subject.tag, context.campaign
    if campaign is None or tag is None or tag.special != "progress" or context.earlier is not None:
        return False
    return not campaign.open_of(context.person) and inquires(context) and not any(map(str.isdigit, context.text))


def _answers_no_plan(context: Context) -> Understanding | None:
    """同意 under somebody's plan that was not recorded: the tag is the plan's, not the sender's, who is told so. None where the
    sender plans themselves, or says something else."""
    tag, answered = context.subject.tag, context.thread.answered
    if tag is None or tag.fresh or context.campaign is not None or context.earlier is not None:
        return None
    person = context.rules.directory.person(context.person)
    planned = answered is not None and answered.kind == "plan" and answered.verdict == "rejected"
    if person is not None and Role.PM in person.roles and not planned:
        return None
    from mailbot.inbound.forms.replies.agreement import agreement

    heard = context.heard
    agreed = agreement(heard, context.text)
    if agreed is None:
        return None if not heard.only("thanks", "acknowledge") else Understanding(kind="note")
    words = context.text.strip()[:100]
    return Understanding(
        kind="confirmation" if agreed else "objection", faults=(Fault(reason="plan-not-recorded", words=words),)
    )


def _unbracketed(context: Context) -> Understanding | None:
    """`计划：星桥服务端 8.2.1 升级` or `策略 星桥服务端 …` of a PM, with a plan below it and the bot among others: its tag lacks the
    brackets, and silence would leave the PM thinking that it is registered; likewise an issue or result about a version. What is sent
    to the bot alone is meant for it: a plan is taken, an issue or result asked for its tag. 计划：周五团建 stays what it is."""
    subject, alone = context.subject, to_the_bot_alone(context)
    tag = next((one for one in subject.tags if one.bare and one.fresh), subject.opening)
    if tag is None or tag.key in ("QUERY", "HELP", "UNDO"):
        return _FORMS[_ASKED[tag.key]](context) if tag and alone else None
    if tag.key == "PLAN" and (plan := _plan_below(tag, context)):
        if alone:
            return plan
    elif not alone and (tag.key == "PLAN" or not _ABOUT_VERSION.search(subject.bare)):
        return None
    fault = Fault(
        reason="near-miss-tag", field="subject", words=tag.words, nearest=(tag.words,), facts={"bracket": True}
    )
    return Understanding(kind="unknown", faults=(fault,))


_ASKED: Mapping[str, Form] = {"QUERY": "query", "HELP": "help", "UNDO": "undo"}
_ABOUT_VERSION = late(r"(?<![\d.])\d{1,2}(?:\.\d{1,5}){1,3}(?![\d.]|\s*[万亿%％倍元折米分小])")


def _plan_below(tag: SpokenTag, context: Context) -> Understanding | None:
    """The plan of a PM under a tag without brackets, of a kind and with a node that is due."""
    if context.person not in {person.address for person in context.rules.directory.with_role(Role.PM)}:
        return None
    title = context.subject.bare.removeprefix(tag.words).strip(" -–—|｜/·_,，、:：")
    plan = read_plan(replace(context, subject=replace(context.subject, tags=(tag,), bare=title)))
    dated = any(node.get("due") and node.get("key") != "finalize" for node in plan.nodes)
    return plan if dated and plan.fields.get("kind") else None


def _parted(context: Context) -> Understanding | None:
    """A progress or an answer, and below it 【问题】…: both are read, each for itself. None where nothing is parted off."""
    from mailbot.inbound.forms.issues.issue import read_issue
    from mailbot.inbound.texttag import split_off

    parts = split_off(context.writing, context.rules.tags) if context.campaign is not None else None
    if parts is None:
        return None
    above, tag, below = parts
    first = interpret(replace(context, writing=above))
    # Its title is its own first line, not the mail's.
    raised = read_issue(replace(context, writing=below, subject=replace(context.subject, tags=(tag,), bare="")))
    said = [x for x in (first, raised) if x.commands or x.faults]
    if not said:
        return None
    spoken = first if first.kind != "note" and first in said else raised
    return replace(
        spoken,
        commands=(*first.commands, *raised.commands) if spoken is first else raised.commands,
        faults=(*first.faults, *raised.faults),
        readings=(*first.readings, *raised.readings),
        fields={**first.fields, **raised.fields},
    )


# 另外反馈一个问题：…: told beside a result, in no mail of its own.
_TOLD = late(
    r"(?:反馈|报告|上报|反映|发现|遇到)(?:了)?(?:一个|1\s*个|个|两个|几个)?(?:问题|缺陷|故障|异常"
    r"|bug)\s*[:：，,]?\s*[^，。；;\n]{4,60}"
    r"|(?:另外|还)?有(?:一个|1\s*个|个|两个|几个)问题\s*[:：，,]\s*[^，。；;\n]{4,60}"
)


def _issue_beside(understood: Understanding, context: Context) -> Understanding:
    """A result that tells of a problem, too: the receipt says that it is not raised, and how to."""
    first = next((x for x in understood.commands if isinstance(x, c.ReportNode)), None)
    told = _TOLD.search(context.text[:5000])
    if first is None or told is None or first.failed or any(isinstance(x, c.RaiseIssue) for x in understood.commands):
        return understood
    remark = Remark(reason="issue-told", facts={"words": told[0].strip()})
    marked = replace(first, remarks=(*first.remarks, remark))
    return replace(understood, commands=tuple(marked if x is first else x for x in understood.commands))


def _reply(context: Context) -> Understanding:
    """An untagged answer: 撤销 and questions first, then the rules' words; of the PM a whole new plan, or lines to change."""
    from mailbot.inbound.forms.plans.changes.unread import unread_order, unsure_order
    from mailbot.inbound.forms.plans.replies import read_amendment, read_lost, read_moved, read_new_plan
    from mailbot.inbound.forms.plans.shifted import read_shifted
    from mailbot.inbound.forms.replies.held_orders import held_order, too_late
    from mailbot.inbound.forms.replies.reply import read_reply
    from mailbot.inbound.forms.replies.tells_something import tells_something
    from mailbot.inbound.forms.replies.unclear import unclear_answer

    if undoes(context):
        return read_undo(context)
    if asks_why(context):
        return read_query(context)
    if (shifted := read_shifted(context)) is not None:
        return shifted
    understood = _issue_beside(read_reply(context), context)
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
    if (
        campaign is None
        or context.person not in campaign.pms
        or any(isinstance(x, c.HandOverVersion) for x in understood.commands)
    ):
        return understood
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
