"""plan_answer, decision: 同意, 不同意 and what lies between, under a plan or a postponement (SPEC 1, 9)."""

import re
from collections.abc import Collection
from datetime import date

from mailbot.campaign import commands as c
from mailbot.campaign.audience import speaks_for
from mailbot.campaign.commands import Command, Reading
from mailbot.campaign.model import Postponement
from mailbot.campaign.outcome import Fault, Row
from mailbot.inbound.forms.clauses import clauses, is_question
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.days.dates import Moment, find_dates
from mailbot.inbound.forms.hearing import Hearing, hear, smooth
from mailbot.inbound.forms.nodes.moods import moods
from mailbot.inbound.forms.nodes.naming import node_mentions
from mailbot.inbound.forms.replies.agreement import agreement, agrees_in_part, is_weak
from mailbot.late import late

__all__ = ["decision", "others_moved", "plan_answer"]

Found = tuple[list[Command], list[Fault]]
_LONGEST_ANSWER = 300  # characters

# 有条件同意: consent that hangs on something. A remark beside it (同意，请注意避开周末) is none.
_CONDITION = late(
    r"有条件|附条件|否则|不然的话|前提|条件(?:是|为|:|：)|只要|除非|除[^，。]{1,20}(?:外|以外)[^，。]{0,6}(?:同意|可以|无异议|没意见)|(?:如果|若|如|假如)[^。；;\n]{1,40}(?:则|就|可以?|便)?[^。；;\n]{0,10}(?:同意|可以|没问题|无异议)"
    r"|(?:但|但是|不过|只是|然而|可是)[^。；;\n]{0,40}(?:推迟|延期|延后|延到|延至|顺延|推后|推到|推至|往后|挪到?|晚一?点|改到|改为|改成|调整|能否|能不能|可否|可不可以|太赶|赶不|提前|增加|减少|去掉|取消|删除|否则|不然|不能|不要|不宜|暂不|暂缓|除外|另外|单独|保留|需要?先|必须|才能|之前要|前提|缩短|放宽|太紧|太急|太短|来不及|有困难|有难度|不够|不足|有顾虑|有疑问|建议(?!各))"
    r"|(?:但|但是|不过|只是|然而|可是)[^。；;\n]{0,30}?(?:得(?!到|出|知)|要等|等(?!于|级)|先(?!说)|才(?!能力)|再(?:限|升|推|下发|开始|执行|做)|还没|尚未|没有?(?!问题|意见|异议|其他|别的)|不(?:了|上|行))"
    r"|(?<![a-z])though(?=[\s.!,;]|$)"
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
def plan_answer(heard: Hearing, context: Context, department: str, text: str = "") -> Found:
    """同意 or an objection of a department to the plan. Consent that hangs on a condition is asked about."""
    text = text or context.text
    agreed = agreement(heard, text)
    words = text.strip()[:500]
    if agreed is None and agrees_in_part(heard) and not any(is_question(text[a:b]) for a, b in clauses(text)) and _is_about_the_plan(heard, text, context):
        return [], [_asked("confirmation", words, reason="consent-in-part")]
    if agreed is None and _wants_another_day(heard.text) and _waits_for(context):
        return [], [_asked("confirmation", words)]  # 14号太赶，能不能 21 号再限？
    if agreed is None or not _is_about_the_plan(heard, text, context):
        return [], []
    if not agreed:
        return [c.ObjectToPlan(department=department, words=words)], []
    if _conditional(text):
        return [], [_asked("confirmation", words)]
    told = Reading(field="answer", value="confirmed", place=_place(heard, context), words=words[:200])
    return [c.ConfirmPlan(department=department, words=words, readings=(told,))], []


_TOO_SOON = late(r"太(?:赶|紧|急|短|早)|来不及|赶不(?:上|及)|时间(?:上)?不够|(?<![a-z])too (?:tight|early|soon|short)(?![a-z])")
_COULD_IT = late(
    r"(?:能不能|能否|可否|可不可以|可以|是不是能|是否可以|建议|希望)[^，,。；;\n]{0,16}?(?:\d|月底|月初|下周|节后|年后)[^，,。；;\n]{0,6}?(?:再|才|开始|起)(?:限|升|推|下发|做|开始|执行|实施)"
    r"|(?<![a-z])(?:could|can|may) (?:we|it|this|the [a-z ]{3,30}?) (?:please )?(?:be )?(?:start|begin|happen|move|wait|push|do|restrict)\w*[^.?\n]{0,40}?(?:instead|later|from|after|until|till|on|to)(?![a-z])"
)


def _wants_another_day(line: str) -> bool:
    return bool(_TOO_SOON.search(line) or _COULD_IT.search(line))


def _waits_for(context: Context) -> bool:
    """Whether the plan waits for the sender's department."""
    campaign = context.campaign
    person = context.rules.directory.person(context.person)
    if campaign is None or campaign.stage != "planning" or len(context.text) > _LONGEST_ANSWER:
        return False
    asked = [p for p in campaign.departments if p.asks and p.answer == "pending"]
    return any(context.department == p.name or speaks_for(person, p.name, context.rules) for p in asked)


def _place(heard: Hearing, context: Context) -> str:
    """The line in which the word of consent stands."""
    said = heard.first("confirm")
    at = next((line for line in context.writing.lines if said and said.words in smooth(line.text)), None)
    return at.place if at else ""


def decision(heard: Hearing, text: str, row: Row, context: Context) -> Found:
    """同意 / 不同意 of a postponement; consent to another day than the one asked for is asked about."""
    agreed = agreement(heard, text)
    asked = next((p for p in context.campaign.postponements if p.number == row.postponement), None) if context.campaign else None
    if agreed is None and _KEEPS.search(heard.text) and not is_question(heard.text) and not _LATER.search(heard.text):
        agreed = False
    if agreed is None and asked is not None and _PUT_OFF.search(heard.text) and not is_question(heard.text) and not _LATER.search(heard.text):
        # 那就延到12月15日吧: the very day that was asked for.
        agreed = set(_days(text, context)) == {asked.until.astimezone(context.rules.zone).date()} or None
    if agreed is None and asked is not None and (rest := _without_its_words(text, asked, context)) != text:
        agreed = agreement(hear(rest, context.rules.phrases), rest) or None
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


def others_moved(text: str, on: Collection[str], context: Context) -> str:
    """The clauses of a PM's decision that put off nodes which are not those decided on (`on`), and what goes on with them."""
    campaign = context.campaign
    kept, moves = [], False
    for start, end in clauses(text) if campaign is not None else ():
        clause = text[start:end]
        named = {key for n in node_mentions(clause, campaign, context.rules) for key in n.keys} if campaign else set()
        dated = {s.mood for s in moods(clause, context) if s.mood in ("postpone", "future", "promise")}
        moves = bool(named) and not named & set(on) and ("postpone" in dated or (moves and (bool(dated) or bool(_days(clause, context)))))
        kept.append(clause if moves else "")
    return "".join(kept)


def _without_others_days(text: str, asked: Postponement, context: Context) -> str:
    """同意，别再拖了，9号要限制: a day on which another node is due, in a clause that names it, is why, and no other day for this one."""
    campaign = context.campaign
    due = {n.key: n.due.astimezone(context.rules.zone).date() for n in campaign.pending_nodes if n.key != asked.node} if campaign else {}
    moved = others_moved(text, {asked.node}, context)
    kept = []
    for start, end in clauses(text):
        named = {key for n in node_mentions(text[start:end], campaign, context.rules) for key in n.keys} if campaign else set()
        days = _days(text[start:end], context)
        theirs = asked.node not in named and bool(days) and all(any(due.get(key) == day for key in named) for day in days)
        theirs = theirs or (bool(named) and text[start:end] in moved)
        kept.append("" if theirs else text[start:end])
    return "".join(kept)


def _without_its_words(text: str, asked: Postponement, context: Context) -> str:
    """The text without the very day that was asked for: OK for Dec 15; 15号OK."""
    until = asked.until.astimezone(context.rules.zone).date()
    for d in reversed(find_dates(text, mailed=context.mailed, workdays=context.days)):
        if isinstance(d, Moment) and d.day == until:
            head = _FOR_THE_DAY.search(text, 0, d.span[0])
            text = f"{text[: head.start() if head else d.span[0]]} {text[d.span[1] :]}"
    return text


_FOR_THE_DAY = late(r"(?:(?<![a-z])(?:for|with|on|by|to|until|till)(?: the)?|到|在|就)\s*$", re.IGNORECASE)
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
_PUT_OFF = late(r"(?:延期?|推迟|顺延|改|放|推)(?:到|至)|(?<![a-z])(?:postpone|move|extend|push)\w*(?: it)?(?: back)? (?:to|until|till)(?![a-z])")
_LATER = late(r"再(?:定|说|议|决定|看|回复|答复)|(?<![a-z])(?:decide later|let you know|get back)(?![a-z])")  # 先别延，我沟通后再定
_KEEPS = late(r"按原(?:来的?|定的?)?(?:计划|时间|日期|节点|日子)|维持原|原(?:计划|时间)不变|(?:不|(?<![级类区个特分鉴辨识告性派差识])别|不要|不能|不给)(?:再)?(?:延|推迟|延期|顺延)了?(?!误)|(?<![a-z])(?:keep|stick to|stay with) (?:to )?(?:the )?(?:original|current|old) (?:date|plan|schedule)(?![a-z])")


def _another_day(heard: Hearing, text: str, asked: Postponement | None, context: Context) -> list[Fault]:
    """25 号太晚了，最多到 22 号: neither consent nor refusal, and another day than the one asked for: asked about."""
    campaign = context.campaign
    if asked is None or asked.state != "pending" or campaign is None or context.person not in campaign.pms or _LATER.search(heard.text):
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
