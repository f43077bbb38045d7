"""interpret: the table tag → form, and what is answered where no form fits (SPEC 3)."""

import re
from collections.abc import Callable, Mapping

from mailbot.campaign import commands as c
from mailbot.campaign.outcome import Fault
from mailbot.inbound.classify import Form, classify, to_the_bot_alone
from mailbot.inbound.forms.clauses import clauses, is_question
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.forms.hearing import Hearing, hear, smooth
from mailbot.inbound.forms.issues.issue import read_issue
from mailbot.inbound.forms.plans.plan import read_plan
from mailbot.inbound.forms.plans.replies import read_amendment, read_lost, read_moved, read_new_plan
from mailbot.inbound.forms.plans.unread import unread_order
from mailbot.inbound.forms.query import read_help, read_query, read_undo
from mailbot.inbound.forms.replies.mending import mend
from mailbot.inbound.forms.replies.reply import read_reply
from mailbot.inbound.forms.result import read_result
from mailbot.inbound.subject import find_receipt
from mailbot.inbound.texttag import split_off
from mailbot.late import late
from mailbot.value import replace

_FORMS: Mapping[Form, Callable[[Context], Understanding]] = {
    "plan": read_plan,
    "issue": read_issue,
    "result": read_result,
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
        case "guide" | "nothing" if _takes_back(context):
            return read_undo(context)
        case "guide":
            return Understanding(kind="unknown", faults=(Fault(reason="guide", field="subject", words=context.subject.written),))
        case "nothing":
            return Understanding(kind="note")
    if classified.form in ("reply", "result") and (parted := _parted(context)):
        return parted
    read = _reply if classified.form == "reply" else _FORMS[classified.form]
    if context.earlier is not None and classified.form in ("reply", "issue", "result"):
        return mend(read, context)
    return read(context)


def _parted(context: Context) -> Understanding | None:
    """A progress or an answer, and below it 【问题】…: both are read, each for itself. None where nothing is parted off."""
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


def _reply(context: Context) -> Understanding:
    """An untagged answer: 撤销 and questions first, then the rules' words; of the PM a whole new plan, or lines to change."""
    heard = hear(context.text, context.rules.phrases)
    if _undoes(heard):
        return read_undo(context)
    if _asks_why(heard, context):
        return read_query(context)
    understood = read_reply(context)
    campaign = context.campaign
    if campaign is not None and campaign.over and understood.kind == "note" and (too_late := _late(heard)):
        return too_late
    if campaign is not None and understood.kind == "note" and _inquires(context):
        return read_query(context)
    if campaign is None or context.person not in campaign.pms or any(isinstance(x, c.HandOverVersion) for x in understood.commands):
        return understood
    if understood.kind not in ("summary", "undo") and (replanned := read_new_plan(context)):
        return replanned
    asked = [x for x in understood.commands if isinstance(x, c.AskPostponement)]
    if asked and len(asked) == len(understood.commands):
        whole = read_amendment(context)
        if whole is not None and _says_more(whole, len(asked)):
            return whole  # 顺延到12月16日，负责人换成孙丽: not the day alone is another
        if lost := read_lost(context):
            return lost
        if moved := read_moved(context, asked):
            return moved
    # A PM who answers an objection by 好的，改成：… confirms nothing; the lines say what is meant.
    amended = read_amendment(context) if understood.kind in ("note", "node_result", "confirmation") else None
    # 灰度升级尽快完成 urges; only a line with a figure or a field's name changes the plan.
    if amended and (amended.commands or any(ch.isdigit() or ch in ":：=" for ch in context.text)):
        return amended
    if understood.kind == "note" and (order := unread_order(context)):
        return Understanding(kind="revision", faults=(order,))
    return understood


def _says_more(changed: Understanding, dates: int) -> bool:
    """Whether lines change more of a plan than the dates of so many nodes."""
    plans = [x for x in changed.commands if isinstance(x, c.FilePlan)]
    return any(p.given or len(p.nodes) > dates or any(n.owner or n.department or n.drop for n in p.nodes) for p in plans)


_STANDING = late(
    r"进度|进展|情况|状态|到哪|多少|怎么样|如何|何时|什么时候|几号|哪些|谁|还剩|还差|(?:完成|升级?|下发|限制|确认|获取|测试?|提交)(?:完|好)?了?(?:吗|没)|(?<![a-z])(?:status|progress|how (?:far|many|much)|when|which|who|standing)(?![a-z])"
)


def _inquires(context: Context) -> bool:
    """A mail of its own to the bot alone that does nothing but ask how things stand: there is nobody else to answer it."""
    if context.subject.reply or context.subject.forward or not to_the_bot_alone(context):
        return False
    line = smooth(context.text.strip())
    asked = [line[a:b] for a, b in clauses(line) if is_question(line[a:b])]
    return len(line) <= 200 and bool(asked) and any(_STANDING.search(q) for q in asked)


# What may stand beside 撤销 where nothing but the mail answered is taken back.
_UNDONE = late(
    r"[\W_]+|(?<![a-z0-9])r ?-? ?\d{1,9}|请|麻烦|帮忙|帮我|我|要|想|把|将|刚才|刚刚|上一?封|这封|那封|该|此|上面|以上|之前|邮件|回执|登记|记录|的|了|吧|一下|谢谢|please|my|the|this|that|last|previous|mail|email|receipt|it"
)
_RECEIPT_NEXT = late(r"[^\W\d_]{2,12}\s*[:：]?\s*r ?-? ?\d{1,9}(?!\d)", re.IGNORECASE)
_REMINDED = late(r"提醒|催|通知|收到|发给我|找我|轮到我|邮件|remind|mail|me\b|receiv")


def _undoes(heard: Hearing) -> bool:
    """撤销, with nothing beside it but the mail's receipt: 误报，撤销该问题 is about the issue. 撤销 R-12，还要再看 names what is
    meant, whatever else it says."""
    if not heard.says("undo"):
        return False
    first = min(h.start for h in heard.heard if "undo" in h.meanings)
    if _RECEIPT_NEXT.match(heard.text, first) and not _UNDONE.sub("", heard.text[:first]):
        return True
    rest = list(heard.text)
    for h in heard.heard:
        if "undo" in h.meanings:
            rest[h.start : h.end] = " " * (h.end - h.start)
    return not _UNDONE.sub("", "".join(rest))


def _asks_why(heard: Hearing, context: Context) -> bool:
    """为什么提醒我？ of a reminder; 为什么要延期？ among people is not asked of the bot."""
    text = context.text.strip()
    if not heard.says("why") or len(text) >= 60:
        return False
    answered = context.thread.answered
    reminder = answered is not None and answered.purpose in ("reminder", "escalation")
    if heard.only("why"):
        return reminder or context.thread.campaign is None
    question = text.endswith(("?", "？", "呢", "么", "吗", "啊"))
    return question and (reminder or bool(_REMINDED.search(heard.text)))


def _late(heard: Hearing) -> Understanding | None:
    """What would have been an order in a campaign that is over: it is answered so, and a 谢谢 is not (SPEC 9 "Stages")."""
    for meanings, command in _LATE:
        if heard.says(*meanings):
            return Understanding(kind=command.kind, commands=(command,))
    return None


_LATE: tuple[tuple[tuple[str, ...], c.Command], ...] = (
    (("postpone",), c.AskPostponement()),
    (("promise",), c.PromiseNode()),
    (("done", "all_done", "failed", "not_done"), c.ReportNode()),
    (("start",), c.StartCampaign()),
    (("pause",), c.PauseCampaign()),
    (("resume",), c.ResumeCampaign()),
    (("object",), c.ObjectToPlan()),
)


def _takes_back(context: Context) -> bool:
    """撤销 R-1042 as a subject or a text, without a bracket and in no thread: the receipt's number says what is meant."""
    title = context.subject.bare
    if find_receipt(context.subject.written) and hear(title, context.rules.phrases).says("undo"):
        return True
    text = context.text.strip()
    return len(text) < 60 and find_receipt(text) is not None and hear(text, context.rules.phrases).says("undo")
