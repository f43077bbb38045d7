"""undoes, undo_meant, takes_back, asks_why, inquires: 撤销 and questions to the bot, said without a tag (SPEC 3)."""

import re
from collections.abc import Sequence

from mailbot.campaign.outcome import Fault
from mailbot.inbound.classify import to_the_bot_alone
from mailbot.inbound.codes import find_receipt
from mailbot.inbound.forms.clauses import IF, clause_at, clauses, is_question
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.found import asks
from mailbot.inbound.forms.hearing import Hearing, hear, smooth
from mailbot.late import late

_STANDING = late(
    r"进度|进展|情况|状态|到哪|多少|怎么样|如何|何时|什么时候|几号|哪些|谁|还剩|还差"
    r"|(?:完成|升级?|下发|限制|确认|获取|测试?|提交)(?:完|好)?了?(?:吗|没)"
    r"|(?<![a-z])(?:status|progress|how (?:far|many|much)|when|which|who|standing|where (?:are|do) we|(?:out|ready|done|finished) yet)(?![a-z])"
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
    r"[\W_]+|先|掉|回去|回来|(?<![a-z0-9])r ?-? ?\d{1,9}|请|麻烦|帮忙|帮我|我|要|想|把|将|刚才|刚刚|上一?封|这封"
    r"|早上|上午|中午|下午|昨天|昨晚|今天|(?:发|写|填|弄|搞|点|看|报)错(?=[了\\W_]|$)|有误|不好意思|抱歉|对不起"
    r"|sorry|wrong(?:ly)?|mistake|by|a|was|sent|in error|那封|该|此|上面|以上|之前|邮件|回执|登记|记录|的|了|吧"
    r"|一下|谢谢|please|my|the|this|that|last|previous|mail|email|receipt|it"
)
# Why a mail is taken back: 发错策略了, wrong campaign, 这个是海外的，不是华东的.
_MISTAKEN = late(
    r"错|搞混|弄混|看混|混了|有误|误(?:报|发|填|点|操作)|不作数|不算数|作废|改(?:了)?主意|不做了|用不着了|弄岔|"
    r"|不是(?:这|那)|不对|重复|多发|发重"
    r"|(?<![a-z])(?:wrong|mistake\w*|mixed up|in error|typo|by accident|accidentally|oops"
    r"|not (?:this|that|the right|mine)|duplicate|sent twice|misread|mixed|meant for"
    r"|changed (?:my|our|their) mind)(?![a-z])"
)
_HANGS = late(
    rf"(?:{IF}|如(?![期上下今何])|若(?!干)|等到?|待"
    r"|(?<![a-z])(?:once|when|in case|should)(?![a-z]))[^。；;.!！?？\n]*$"
    r"|的话[\s，,]*$"
)
_WHY_LONGEST = 200
_CODE = late(r"(?<![a-z0-9])[a-z]{2}-\d{4}-\d{1,6}")
_DENIED = late(
    r"(?:不|别|无需|没|未|怎么|如何|能否|可否|是否|已经?|刚|同意|拒绝"
    r"|(?<![a-z])(?:not|don't|no need to|never|how to|already)(?![a-z]))[^，。；;\n]{0,8}$"
)
_LATER = late(r"(?:之?后|以后|之前|前|的话|了|过|该|这个|那个|问题|缺陷|延期|申请)")
_RECEIPT_NEXT = late(r"[^\W\d_]{2,12}\s*[:：]?\s*r ?-? ?\d{1,9}(?!\d)", re.IGNORECASE)
_REMINDED = late(r"提醒|催|通知|收到|发给我|找我|轮到我|邮件|remind|mail|me\b|receiv")


def undoes(context: Context) -> bool:
    """撤销, with nothing beside it but the mail's receipt: 误报，撤销该问题 is about the issue. 撤销 R-12，还要再看 names what is
    meant, whatever else it says; under a receipt a clause of its own is enough (wrong campaign, please undo)."""
    heard = context.heard
    said = [clause_at(heard.text, h.start) for h in heard.heard if "undo" in h.meanings]
    own = [span for span in said if _orders(heard, span)]
    if not own:
        return False
    named = next((a for a, b in own if find_receipt(heard.text[a:b])), None)
    if named is not None and not _asks_more(heard, 0, named):
        return True
    return _alone(heard, 0, len(heard.text)) or _explained(heard, context, own)


def _alone(heard: Hearing, start: int, end: int) -> bool:
    """Whether a part of the text says nothing but 撤销 and which mail is meant."""
    rest = list(heard.text[start:end])
    for h in heard.heard:
        if "undo" in h.meanings and start <= h.start < end:
            rest[h.start - start : h.end - start] = " " * (h.end - h.start)
    return not _UNDONE.sub("", "".join(rest))


def _orders(heard: Hearing, span: tuple[int, int]) -> bool:
    """Whether a clause is an order to take back: it says nothing else before the word and its receipt, and hangs on no
    condition before it (如果不对，撤销 R-12)."""
    start, end = span
    if is_question(heard.text[start:end]) or _HANGS.search(heard.text[max(0, start - 60) : start]):
        return False
    first = next(h.start for h in heard.heard if "undo" in h.meanings and h.start >= start)
    named = _RECEIPT_NEXT.match(heard.text, first)
    return bool(named and not _UNDONE.sub("", heard.text[start:first])) or _alone(heard, start, end)


def _explained(heard: Hearing, context: Context, own: Sequence[tuple[int, int]]) -> bool:
    """Under the sender's receipt: what stands beside the order tells why, and asks for nothing of its own."""
    answered = context.thread.answered
    if (
        answered is None
        or answered.purpose != "receipt"
        or len(heard.text) > _WHY_LONGEST
        or any(ch in "?？" for ch in heard.text)
    ):
        return False
    why = "".join(heard.text[a:b] for a, b in clauses(heard.text) if (a, b) not in own)
    return (
        bool(_MISTAKEN.search(why))
        and not _asks_more(heard, 0, len(heard.text))
        and not any(ch.isdigit() for ch in _CODE.sub("", why))
    )


def undo_meant(context: Context) -> Fault | None:
    """撤销 under the sender's receipt, in words that leave open what is to be taken back: asked, so that it is not lost. None where
    it is denied, asked after, or hangs on something."""
    answered = context.thread.answered
    if answered is None or answered.purpose != "receipt":
        return None
    heard = context.heard
    for h in heard.heard:
        start, end = clause_at(heard.text, h.start)
        denied = _DENIED.search(heard.text[start : h.start]) or _LATER.match(heard.text[h.end :])
        if (
            "undo" in h.meanings
            and not denied
            and not is_question(heard.text[start:end])
            and not _HANGS.search(heard.text[max(0, start - 60) : h.start])
        ):
            receipt = (f"R-{answered.outbox}",) if answered.outbox is not None else ()
            return asks("undo-unclear", "undo", context.text.strip()[:100], field="", nearest=receipt)
    return None


def _asks_more(heard: Hearing, start: int, end: int) -> bool:
    """Whether a part of the text has another order or report beside the undoing: 2 完成，撤销 R-12."""
    return any(
        h.meanings - {"undo", "thanks", "acknowledge", "not_done"} for h in heard.heard if start <= h.start < end
    )


def asks_why(context: Context) -> bool:
    """为什么提醒我？ of a reminder; 为什么要延期？ among people is not asked of the bot."""
    text, heard = context.text.strip(), context.heard
    if not heard.says("why") or len(text) >= 60:
        return False
    answered = context.thread.answered
    reminder = answered is not None and answered.purpose in ("reminder", "escalation")
    if heard.only("why"):
        return reminder or context.thread.campaign is None
    why = heard.first("why")
    own = heard.text[slice(*clause_at(heard.text, why.start))] if why else ""
    # 为什么又催我？已经报过了
    question = text.endswith(("?", "？", "呢", "么", "吗", "啊")) or (
        own.rstrip().endswith(("?", "？")) and bool(_REMINDED.search(own))
    )
    return question and (reminder or bool(_REMINDED.search(heard.text)))


def takes_back(context: Context) -> bool:
    """撤销 R-1042 as a subject or a text, without a bracket and in no thread: the receipt's number says what is meant."""
    title = context.subject.bare
    if find_receipt(context.subject.written) and hear(title, context.rules.phrases).says("undo"):
        return True
    text = context.text.strip()
    return len(text) < 60 and find_receipt(text) is not None and hear(text, context.rules.phrases).says("undo")
