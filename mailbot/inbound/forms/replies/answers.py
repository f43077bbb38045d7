"""agreement, plan_answer, decision: 同意, 不同意 and what lies between, under a plan or a postponement (SPEC 1, 9)."""

import re
from datetime import date

from mailbot.campaign import commands as c
from mailbot.campaign.audience import speaks_for
from mailbot.campaign.commands import Command
from mailbot.campaign.model import Postponement
from mailbot.campaign.outcome import Fault, Row
from mailbot.inbound.forms.clauses import clauses, is_question
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.days.dates import Moment, find_dates
from mailbot.inbound.forms.hearing import Hearing, smooth
from mailbot.inbound.forms.nodes.naming import node_mentions
from mailbot.late import late

__all__ = ["agreement", "decision", "is_weak", "plan_answer"]

Found = tuple[list[Command], list[Fault]]

# 有条件同意: consent that hangs on something. A remark beside it (同意，请注意避开周末) is none.
_CONDITION = late(
    r"有条件|附条件|否则|不然的话|前提|条件(?:是|为|:|：)|只要|除非|除[^，。]{1,20}(?:外|以外)[^，。]{0,6}(?:同意|可以|无异议|没意见)|(?:如果|若|如|假如)[^。；;\n]{1,40}(?:则|就|可以?|便)?[^。；;\n]{0,10}(?:同意|可以|没问题|无异议)"
    r"|(?:但|但是|不过|只是|然而|可是)[^。；;\n]{0,40}(?:推迟|延期|延后|延到|延至|顺延|推后|推到|推至|往后|挪到?|晚一?点|改到|改为|改成|调整|能否|能不能|可否|可不可以|太赶|赶不|提前|增加|减少|去掉|取消|删除|否则|不然|不能|不要|不宜|暂不|暂缓|除外|另外|单独|保留|需要?先|必须|才能|之前要|前提|缩短|放宽|太紧|太急|太短|来不及|有困难|有难度|不够|不足|有顾虑|有疑问|建议(?!各))"
    r"|(?:建议|希望|要求|请|能否|能不能|可否|可不可以)(?:将|把)?[^，。；;\n]{0,16}(?:推迟|延期|延后|延到|延至|顺延|推后|推到|推至|往后|挪到?|改到|改为|改成|调整为?|提前到)"
    r"|(?:先|再)看[^，。；;\n]{0,10}(?:再说|再定|再议|情况)|(?:以后|到时|届时|下周|过后|之后)再(?:说|定|议)|看情况再"
    r"|(?<![a-z])(?:provided|providing|on condition|as long as|unless|subject to|conditional\w*|only if|if [^.;\n]{1,60}(?:agree|ok|fine))(?![a-z])|(?<![a-z])but(?![a-z])[^.;\n]{0,60}(?<![a-z])(?:can we|could we|may we|one more|more time|another|postpone|delay|later|move|change|extend|tight|first|must|need|until|cannot|can't|not|only|before|after|except|concern\w*|however)(?![a-z])"
    r"|(?<![a-z])(?:not (?:before|until|earlier)|no earlier than|only (?:after|from|if|once)|except(?: for)?|excluding)(?![a-z])|不(?:能)?(?:早于|在[^，。]{1,10}之?前)|(?<![a-z])(?:in principle|conditionally),? but(?![a-z])"
)
_NO_DOUBT = late(r"无条件")
# 不过别再往后拖了, 但这是最后一次: a warning beside consent, on which nothing hangs.
_WARNING = late(
    r"(?:请|务必|以后|后面|之后|千万|绝对|可)?(?:就)?(?:不能|不可以?|不要|别|不许|不得|不准|不允许|勿)(?:再|又)(?:继续)?(?:往后|向后|无限期|一再|随便)?(?:再)?(?:拖延?|延期?|推迟?|顺延|变更?|改期?|晚|耽误|往后)?(?:了|哦|啊)?(?=$|[\W_])"
    r"|(?:这|此次|本次)?(?:已经?)?(?:就?是|为)?最后一次(?:延期)?(?:了|机会)?(?=$|[\W_])|下不为例|仅此一次|[^，,。；;\n]{0,16}(?:就?是|为)(?:死线|底线|最后期限|截止日期?|deadline)(?:了)?(?=$|[\W_])"
    r"|(?:请|务必|一定|必须|要|得)+(?:抓紧|盯紧|盯住|按时|按期|如期|准时|保证|确保|注意)[^，,。；;\n]{0,8}(?=$|[\W_])|(?<![a-z])(?:this is the (?:very )?last (?:time|extension|one)|no (?:more|further) (?:delays?|extensions?|slips?|postponements?)(?: after (?:this|that))?|(?:please )?do(?:n't| not) (?:slip|delay|postpone)(?: it| this)? (?:again|any further))(?![a-z])"
)
_BUT = late(r"但是?|不过|只是|(?<![a-z])(?:but|however)(?![a-z])")
# Whose consent: 客户同意了, 领导还没同意 say it of somebody else.
_OTHERS = late(
    r"(?:客户|门店|领导|总监|他们|对方|对方部门|他|她|甲方|用户|系统|网关|服务器?|站点|设备|终端|安装|连接|请求|被|\d\s*[台家套个户点]|(?<![a-z])(?:customers?|clients?|boss|they|he|she|it|servers?|stores?|sites?|gateways?|systems?|devices?|machines?|users?|push|install\w*|upgrades?|updates?|connections?|requests?|was|were|been|being)(?![a-z]))[^，,。；;\n]{0,6}$"
)
# 服务端这个也同意, 网关的计划我们同意: the campaign that is agreed to, not who agrees.
_TOPIC = late(
    r"(?:系统|网关|服务[器端]|客户端|站点|设备|终端)(?:在线)?(?:升级|更新|下发)?(?:(?:这|那)(?:一?[个份版次])(?:的?(?:计划|方案|安排))?|的?(?:计划|方案|安排))[，,\s]*(?:我们?|我部|我方|我这边|这边|我们这边)?\s*(?:也|都|是|就|还是|一样|同样)*\s*$"
)
# 已转给李想确认, 让许文看下再确认: asked of a colleague.
_PASSED_ON = late(r"(?:转给|转发给?|转交给?|交给|交由|发给|通知|联系|让|叫|找|问|@|forward(?:ed)? (?:it |this )?to|asked|let)\s*(?!我)[^，。；;:：\n]{1,14}$")
_NEGATED = late(r"(?:还没|没有|没|未|尚未|并未|还未|不|(?<![级类区个特分鉴辨识告性派差识])别|不要|无法|不能|难以|暂不|先不|(?<![a-z])(?:not|never|cannot|can't|don't|doesn't|isn't|haven't|hasn't)\s)[^，。；;\n]{0,4}$")
_CONDITIONAL = late(r"(?:如果|若|如|假如|一旦|等|待|是否|请|麻烦|烦请|需要?|希望(?:各|大家|贵)|(?<![a-z])(?:if|once|when|whether|please|to|will)\s)[^，。；;\n]{0,10}$")


# The whole answer to a question that wants one of two: 1 no.
_BARE = {"yes": True, "no": False, "nope": False, "是": True, "否": False}


def agreement(heard: Hearing, text: str) -> bool | None:
    """True for consent, False for an objection, None where the text says neither, or asks."""
    spans = clauses(heard.text)

    def stands(meaning: str) -> bool:
        for h in heard.heard:
            if meaning not in h.meanings:
                continue
            first, last = next(((s, e) for s, e in spans if s <= h.start < e), (0, len(heard.text)))
            before = heard.text[max(first, h.start - 20) : h.start]
            after = heard.text[h.end : min(last, h.end + 6)]
            but = _BUT.search(heard.text, h.end, last)  # we're fine with it, but can we …?
            if is_question(heard.text[first : but.start() if but else last]):
                continue
            if _OTHERS.search(before) and not (h.words not in _WEAK and _TOPIC.search(before)):
                continue
            if meaning == "confirm" and _PASSED_ON.search(before):
                continue
            if meaning == "confirm" and (_NEGATED.search(before) or _CONDITIONAL.search(before)):
                continue
            if meaning == "confirm" and re.match(r"(?:后|之后|以后|前|之前|的话|时|吗|么|与否)", after):
                continue
            if meaning == "object" and re.search(r"(?:没有|没|无|不再|不会|并不|如|若|如果|如有|是否|有无|(?<![a-z])(?:no|not|if|any)\s)[^，。；;\n]{0,3}$", before):
                continue
            return True
        return False

    if stands("object"):
        return False
    if stands("confirm"):
        return True
    return _BARE.get(text.strip(" \t\n。.!！,，").casefold())


def plan_answer(heard: Hearing, context: Context, department: str, text: str = "") -> Found:
    """同意 or an objection of a department to the plan. Consent that hangs on a condition is asked about."""
    text = text or context.text
    agreed = agreement(heard, text)
    if agreed is None or not _is_about_the_plan(heard, text, context):
        return [], []
    words = text.strip()[:500]
    if not agreed:
        return [c.ObjectToPlan(department=department, words=words)], []
    if _conditional(text):
        return [], [_asked("confirmation", words)]
    return [c.ConfirmPlan(department=department, words=words)], []


def decision(heard: Hearing, text: str, row: Row, context: Context) -> Found:
    """同意 / 不同意 of a postponement; consent to another day than the one asked for is asked about."""
    agreed = agreement(heard, text)
    asked = next((p for p in context.campaign.postponements if p.number == row.postponement), None) if context.campaign else None
    if agreed is None and _KEEPS.search(heard.text) and not is_question(heard.text):
        agreed = False
    if agreed is None:
        return [], _another_day(heard, text, asked, context)
    reason = "" if heard.only("confirm", "object") else text.strip()[:500]
    if agreed and asked is not None:
        days = _days(_without_others_days(text, asked, context), context)
        if days and asked.until.astimezone(context.rules.zone).date() not in days:
            return [], [_asked("decision", text.strip()[:200], reason="decision-other-date", until=asked.until.isoformat())]
    if agreed and _conditional(_without_its_day(text, asked, context)) and not re.search(r"延期|延到|延至", smooth(text)):
        return [], [_asked("decision", text.strip()[:200])]
    return [c.DecidePostponement(number=row.postponement, agreed=agreed, reason=reason)], []


def _without_others_days(text: str, asked: Postponement, context: Context) -> str:
    """同意，别再拖了，9号要限制: a day on which another node is due, in a clause that names it, is why, and no other day for this one."""
    campaign = context.campaign
    due = {n.key: n.due.astimezone(context.rules.zone).date() for n in campaign.pending_nodes if n.key != asked.node} if campaign else {}
    kept = []
    for start, end in clauses(text):
        named = {key for n in node_mentions(text[start:end], campaign, context.rules) for key in n.keys} if campaign else set()
        days = _days(text[start:end], context)
        theirs = asked.node not in named and bool(days) and all(any(due.get(key) == day for key in named) for day in days)
        kept.append("" if theirs else text[start:end])
    return "".join(kept)


# 不过 25 号必须升完: what was asked for, said again.
_ON_ITS_DAY = late(r"[^\w]*(?:但是?|不过|只是)?\s*(?:请|务必|一定|必须|最晚|最迟|至少|要|得|在|到|我们?|你们?|大家|一起)*\0+(?:之?前|那天|当天|下班前|以前)?(?:请|务必|一定|必须|要|得|得要|都|全部)*(?:做完|完成|升完|搞定|弄完|结束|发完|推完|办完|提交|上线|收尾)?(?:了|哦|啊)?[^\w]*")


def _without_its_day(text: str, asked: Postponement | None, context: Context) -> str:
    if asked is None:
        return text
    until = asked.until.astimezone(context.rules.zone).date()
    kept = list(text)
    for d in find_dates(text, mailed=context.mailed, workdays=context.days, recent=context.rules.process.past_window_days):
        if isinstance(d, Moment) and d.day == until:
            kept[d.span[0] : d.span[1]] = "\0" * (d.span[1] - d.span[0])
    line = "".join(kept)
    return "".join(line[a:b] for a, b in clauses(line) if not _ON_ITS_DAY.fullmatch(line[a:b]))


# 按原计划完成, 不延了: no other day.
_KEEPS = late(r"按原(?:来的?|定的?)?(?:计划|时间|日期|节点|日子)|维持原|原(?:计划|时间)不变|(?:不|(?<![级类区个特分鉴辨识告性派差识])别|不要|不能|不给)(?:再)?(?:延|推迟|延期|顺延)了?(?!误)|(?<![a-z])(?:keep|stick to|stay with) (?:to )?(?:the )?(?:original|current|old) (?:date|plan|schedule)(?![a-z])")


def _another_day(heard: Hearing, text: str, asked: Postponement | None, context: Context) -> list[Fault]:
    """25 号太晚了，最多到 22 号: neither consent nor refusal, and another day than the one asked for: asked about."""
    campaign = context.campaign
    if asked is None or asked.state != "pending" or campaign is None or context.person not in campaign.pms:
        return []
    until = asked.until.astimezone(context.rules.zone).date()
    short = len(text.strip()) <= 200
    if not short or not any(day != until for day in _days(text, context)):
        return []
    return [_asked("decision", text.strip(), reason="decision-other-date", until=asked.until.isoformat())]


def _days(text: str, context: Context) -> list[date]:
    return [d.day for d in find_dates(text, mailed=context.mailed, workdays=context.days, recent=context.rules.process.past_window_days) if isinstance(d, Moment)]


def _conditional(text: str) -> bool:
    line = _WARNING.sub("", smooth(text))
    return bool(_CONDITION.search(line)) and not _NO_DOUBT.search(line)


def _asked(kind: str, words: str, *, reason: str = "conditional-answer", **facts: object) -> Fault:
    return Fault(reason=reason, field="answer", words=words[:200], facts={"kind": kind, **facts})


def _is_about_the_plan(heard: Hearing, text: str, context: Context) -> bool:
    """好的，我们周五完成 is a promise; 收到, 好的 alone from somebody who was not asked is talk."""
    campaign = context.campaign
    if campaign is None:
        return True
    asked = [p for p in campaign.departments if p.asks]
    person = context.rules.directory.person(context.person)
    mine = [p for p in asked if context.department == p.name or speaks_for(person, p.name, context.rules)]
    weak = is_weak(heard)
    if not mine:
        # Whoever was not asked hears so only where the word is clear.
        return not weak and context.person not in campaign.pms
    if weak and heard.says("done", "promise", "postpone", "handled", "not_done"):
        return False
    return not (weak and all(p.answer == "confirmed" for p in mine))


_WEAK = frozenset(("好的", "好", "行", "行的", "可以", "ok", "okay", "是的", "没问题", "没有问题", "yes", "sure", "fine", "no problem", "支持", "可行", "无问题"))


def is_weak(heard: Hearing) -> bool:
    """好的, OK and their like alone: heard as easily as 收到. An objection is never weak."""
    words = {h.words for h in heard.heard if h.meanings & {"confirm"}}
    return bool(words) and words <= _WEAK
