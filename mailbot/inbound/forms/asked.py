"""undoes, takes_back, asks_why, inquires: 撤销 and questions to the bot, said without a tag (SPEC 3)."""

import re

from mailbot.inbound.classify import to_the_bot_alone
from mailbot.inbound.forms.clauses import clauses, is_question
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import Hearing, hear, smooth
from mailbot.inbound.subject import find_receipt
from mailbot.late import late

_STANDING = late(
    r"进度|进展|情况|状态|到哪|多少|怎么样|如何|何时|什么时候|几号|哪些|谁|还剩|还差|(?:完成|升级?|下发|限制|确认|获取|测试?|提交)(?:完|好)?了?(?:吗|没)|(?<![a-z])(?:status|progress|how (?:far|many|much)|when|which|who|standing)(?![a-z])"
)


def inquires(context: Context) -> bool:
    """A mail of its own to the bot alone that does nothing but ask how things stand: there is nobody else to answer it."""
    if context.subject.reply or context.subject.forward or not to_the_bot_alone(context):
        return False
    line = smooth(context.text.strip())
    asked = [line[a:b] for a, b in clauses(line) if is_question(line[a:b])]
    return len(line) <= 200 and bool(asked) and any(_STANDING.search(q) for q in asked)


# What may stand beside 撤销 where nothing but the mail answered is taken back.
_UNDONE = late(
    r"[\W_]+|(?<![a-z0-9])r ?-? ?\d{1,9}|请|麻烦|帮忙|帮我|我|要|想|把|将|刚才|刚刚|上一?封|这封|早上|上午|中午|下午|昨天|昨晚|今天|(?:发|写|填|弄|搞|点|看|报)错(?=[了\\W_]|$)|有误|不好意思|抱歉|对不起|sorry|wrong(?:ly)?|mistake|by|a|was|sent|in error|那封|该|此|上面|以上|之前|邮件|回执|登记|记录|的|了|吧|一下|谢谢|please|my|the|this|that|last|previous|mail|email|receipt|it"
)
_RECEIPT_NEXT = late(r"[^\W\d_]{2,12}\s*[:：]?\s*r ?-? ?\d{1,9}(?!\d)", re.IGNORECASE)
_REMINDED = late(r"提醒|催|通知|收到|发给我|找我|轮到我|邮件|remind|mail|me\b|receiv")


def undoes(heard: Hearing) -> bool:
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


def asks_why(heard: Hearing, context: Context) -> bool:
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


def takes_back(context: Context) -> bool:
    """撤销 R-1042 as a subject or a text, without a bracket and in no thread: the receipt's number says what is meant."""
    title = context.subject.bare
    if find_receipt(context.subject.written) and hear(title, context.rules.phrases).says("undo"):
        return True
    text = context.text.strip()
    return len(text) < 60 and find_receipt(text) is not None and hear(text, context.rules.phrases).says("undo")
