"""decision: 同意, 不同意 of a postponement by whoever decides it (SPEC 9 "Rights"); others_moved: what the same words put off beside it."""

import re
from collections.abc import Collection, Sequence
from datetime import date

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Remark
from mailbot.campaign.model import Postponement
from mailbot.campaign.outcome import Fault, Row
from mailbot.inbound.forms.clauses import IF, UNSURE, clauses, is_question
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.days.moments import DateDoubt, Moment
from mailbot.inbound.forms.found import Found
from mailbot.inbound.forms.hearing import Hearing, hear, smooth
from mailbot.inbound.forms.nodes.moods import moods
from mailbot.inbound.forms.nodes.naming import keys_named
from mailbot.inbound.forms.replies.agreement import agreement
from mailbot.inbound.forms.replies.conditions import asked_again, is_conditional, without_warnings
from mailbot.inbound.forms.replies.own_name import in_own_name
from mailbot.late import late


def decision(heard: Hearing, text: str, row: Row, context: Context) -> Found:
    """同意 / 不同意 of a postponement; consent up to another day grants that one, any other day is asked about."""
    if (own := in_own_name(text, context)) != heard.text:
        heard = hear(own, context.rules.phrases)  # 我代陈静回复：同意
    asked = (
        next((p for p in context.campaign.postponements if p.number == row.postponement), None)
        if context.campaign
        else None
    )
    if asked is not None and (day := _at_most(own, asked, context)) is not None:
        reason = text.strip()[:500]
        return [
            c.DecidePostponement(number=row.postponement, reason=reason, until=day.at, timed=day.timed)
        ], []  # 给不了那么多，最晚12月16号
    if (bare := _NO_LATER.sub("", own)) != own:
        own, heard = bare, hear(bare, context.rules.phrases)
    agreed = None if _AS_PLANNED.fullmatch(heard.text) else agreement(heard, own)
    if agreed is False and _NOT_YET.search(heard.text):
        return [], []  # 先不批，等周五例会讨论
    if agreed is None and _AS_ASKED.fullmatch(heard.text):
        agreed = True
    if agreed is None and keeps_the_day(heard.text):
        agreed = False
    if (
        agreed is None
        and asked is not None
        and _PUT_OFF.search(heard.text)
        and not is_question(heard.text)
        and not _LATER.search(heard.text)
    ):
        # 那就延到12月15日吧: the very day that was asked for.
        agreed = set(_days(text, context)) == {asked.until.astimezone(context.rules.zone).date()} or None
    if agreed is None and asked is not None and (rest := _without_its_words(text, asked, context)) != text:
        agreed = agreement(hear(rest, context.rules.phrases), rest) or None
    if agreed is None:
        return [], _another_day(heard, text, asked, context)
    reason = "" if heard.only("confirm", "object") else text.strip()[:500]
    if agreed and asked is not None:
        days = _days(without_warnings(_without_others_days(text, asked, context)), context)
        if days and asked.until.astimezone(context.rules.zone).date() not in days:
            return [], [
                asked_again("decision", text.strip()[:200], reason="decision-other-date", until=asked.until.isoformat())
            ]
    if (
        agreed
        and is_conditional(_without_its_day(text, asked, context))
        and not re.search(r"延期|延到|延至", smooth(text))
    ):
        return [], [asked_again("decision", text.strip()[:200])]
    remarks: tuple[Remark, ...] = ()
    if not agreed and asked is not None and context.campaign is not None:
        # 不同意，最晚 11 号: the day is neither recorded nor lost.
        others = [d for d in _days(text, context) if d != asked.until.astimezone(context.rules.zone).date()]
        title = context.campaign.node(asked.node).title
        remarks = tuple(Remark(reason="counter-date", facts={"day": d.isoformat(), "title": title}) for d in others[:1])
    return [c.DecidePostponement(number=row.postponement, agreed=agreed, reason=reason, remarks=remarks)], []


# 最晚12月16号, 同意，但只到12月16日, until Dec 16 at the latest: the clause says nothing else.
_AT_MOST = late(
    r"[^\w\0]*(?:(?:但是?|不过|只是|那就?|我|这边|就|也|可以|同意|ok|okay|fine|agreed|but|i|we|you|it|can|have|give)[\s，,]*)*"
    r"(?:(?:最多|最晚|最迟|顶多|至多|只能?|不能晚于)(?:再|只|能|延|推迟|推|顺延|宽限|批|放|给)*[到至在]?"
    r"|(?:only |at most |no later than |at the latest )(?:until|till|to|by|on)?|(?:until|till|by) (?=\0+ at the latest))\s*\0+"
    r"\s*(?:之?前|以前|下班前|为止|at the latest)?(?:必须|要|都)?(?:完成|做完|弄完|结束)?[吧了哈]?[^\w\0]*"
)
_NOT_GRANTED = late(
    rf"{IF}|{UNSURE}|(?<!不)同意不了|不同意|不批|驳回|再(?:定|议|看|商量)|(?<![a-z])(?:not agreed|no extension|rejected)(?![a-z])"
)


def _at_most(text: str, asked: Postponement, context: Context) -> Moment | None:
    """The only other day that a PM's answer grants, later than the node is due now; None where it asks, or hangs on anything."""
    campaign = context.campaign
    line = smooth(text)
    if campaign is None or context.person not in campaign.pms or is_question(line) or _NOT_GRANTED.search(line):
        return None
    zone = context.rules.zone
    same = asked.until.astimezone(zone).date()
    found = [d for d in context.dates().find_dates(text) if _coming(d) != same]
    if len(found) != 1 or not isinstance(one := found[0], Moment) or not campaign.node(asked.node).due < one.at:
        return None
    blotted = line[: one.span[0]] + "\0" * (one.span[1] - one.span[0]) + line[one.span[1] :]
    granted = any(_AT_MOST.fullmatch(blotted[a:b]) for a, b in clauses(blotted))
    return one if granted and one.at < asked.until and one.day != same else None


def keeps_the_day(line: str) -> bool:
    """灰度不能延, 必须按期: a refusal without its word."""
    return bool(_KEEPS.search(line)) and not is_question(line) and not _LATER.search(line)


def others_moved(text: str, on: Collection[str], context: Context) -> str:
    """The clauses of a PM's decision that put off nodes which are not those decided on (`on`), and what goes on with them."""
    kept, moves = [], False
    for start, end in clauses(text) if context.campaign is not None else ():
        clause = text[start:end]
        named = keys_named(clause, context)
        dated = {s.mood for s in moods(clause, context) if s.mood in ("postpone", "future", "promise")}
        moves = (
            bool(named)
            and not named & set(on)
            and ("postpone" in dated or (moves and (bool(dated) or bool(_days(clause, context)))))
        )
        kept.append(clause if moves else "")
    return "".join(kept)


def _without_others_days(text: str, asked: Postponement, context: Context) -> str:
    """同意，别再拖了，9号要限制: a day on which another node is due, in a clause that names it, is why, and no other day for this one."""
    campaign = context.campaign
    due = (
        {n.key: n.due.astimezone(context.rules.zone).date() for n in campaign.pending_nodes if n.key != asked.node}
        if campaign
        else {}
    )
    moved = others_moved(text, {asked.node}, context)
    kept = []
    for start, end in clauses(text):
        named = keys_named(text[start:end], context)
        days = _days(text[start:end], context)
        theirs = (
            asked.node not in named and bool(days) and all(any(due.get(key) == day for key in named) for day in days)
        )
        theirs = theirs or (bool(named) and text[start:end] in moved) or _is_no_new_day(text[start:end], days, context)
        kept.append("" if theirs else text[start:end])
    return "".join(kept)


# 陈静今天出差，我代她回复：同意: when somebody is away, and what is today, are no days that are granted; 延到今天 is one.
_AWAY = late(
    r"出差|开会|休假|请假|年假|病假|外出|外地|不在|飞机|路上"
    r"|(?<![a-z])(?:travel\w*|on leave|away|out of (?:the )?office|on a plane|flying|in (?:a )?meetings?"
    r"|on holiday)(?![a-z])"
)
_GRANTS = late(
    r"(?:延期?|推迟?|改|放|定|挪|宽限)[^，,。；;\n]{0,4}(?:到|至|在)|(?<!之)前"
    r"|(?<![a-z])(?:until|till|to|by|before)(?![a-z])"
)


def _is_no_new_day(clause: str, days: Sequence[date], context: Context) -> bool:
    line = smooth(clause)
    return not _GRANTS.search(line) and (
        bool(_AWAY.search(line)) or (bool(days) and max(days) <= context.mailed.date())
    )


def _without_its_words(text: str, asked: Postponement, context: Context) -> str:
    """The text without the very day that was asked for: OK for Dec 15; 15号OK."""
    until = asked.until.astimezone(context.rules.zone).date()
    for d in reversed(context.dates().find_dates(text)):
        if _coming(d) == until:
            head = _FOR_THE_DAY.search(text, 0, d.span[0])
            text = f"{text[: head.start() if head else d.span[0]]} {text[d.span[1] :]}"
    return text


_FOR_THE_DAY = late(r"(?:(?<![a-z])(?:for|with|on|by|to|until|till)(?: the)?|到|在|就)\s*$", re.IGNORECASE)
# 不过 25 号必须升完: what was asked for, said again.
_ON_ITS_DAY = late(
    r"(?i)[^\w]*(?:但是?|不过|只是|but |and )?\s*(?:请|务必|一定|必须|最晚|最迟|至少"
    r"|(?:不要|不能|不得|别)再?晚于|要|得|在|到|我们?|你们?|大家|一起|please |(?:no|not) later than |not after "
    r"|by )*\0+(?:之?前|那天|当天|下班前|以前)?(?:请|务必|一定|必须|要|得|得要|都|全部)*(?:做完|完成|升完|搞定"
    r"|弄完|结束|发完|推完|办完|提交|上线|收尾)?(?:了|哦|啊)?[^\w]*"
)


def _without_its_day(text: str, asked: Postponement | None, context: Context) -> str:
    if asked is None:
        return text
    until = asked.until.astimezone(context.rules.zone).date()
    kept = list(text)
    for d in context.dates().find_dates(text):
        if _coming(d) == until:
            kept[d.span[0] : d.span[1]] = "\0" * (d.span[1] - d.span[0])
    line = "".join(kept)
    return "".join(line[a:b] for a, b in clauses(line) if not _ON_ITS_DAY.fullmatch(line[a:b]))


# 按原计划完成, 不延了: no other day.
_NOT_YET = late(
    r"(?:先|暂时?)(?:不|别)[批同][^。；;\n]{0,12}?(?:等|待|再|看|讨论|商量|例会|发我|发给我|给我|说清|说明|补充)"
)
# 那就按新时间走, 也只能这样了: as was asked for.
_AS_ASKED = late(
    r"[\W]*(?:(?:好|行|嗯|那|就|先|也|只能|只好|暂时)[吧的，,]*)*(?:这样"
    r"|(?:按照?|照)(?:你们?|她|他|[\u4e00-\u9fff]{2,3})?(?:说|申请|提|讲|报)的?(?:时间|日期)?"
    r"|(?:按照?|照)(?:新|延后|调整后)的?(?:时间|日期|节点))(?:来|走|办|定|执行|做|安排|吧|了|好了)*[\W]*(?:谢谢"
    r"|辛苦了?)?[\W]*"
)
# 最多到 31 号，再晚不行: no word on the day that was asked for, but where another stands beside it.
_NO_LATER = late(
    r"(?:再|更)(?:晚|迟|往后|拖)[^，,。；;！!\n]{0,4}(?:不行|不可以|不成|不同意|没法|不能)[^，,。；;！!\n]{0,4}"
)
# 按计划执行: as it was planned first, or as was asked for?
_AS_PLANNED = late(r"[\W]*(?:请|还是|就|继续|大家|你们|我们|都|仍然?)*(?:按照?|照)计划[^，,。；;\n原新]{0,6}[\W]*")
_PUT_OFF = late(
    r"(?:延期?|推迟|顺延|改|放|推)(?:到|至)"
    r"|^[\W]*(?:那|先这样|好吧?|行|嗯|就|定在?|定|按|ok|okay|so|then)+[\W]*(?=\d|[一二三四五六七八九十]|下|本|周"
    r"|月|the |dec|jan|feb|mar)"
    r"|(?<![a-z])(?:take|have|got)(?: it)? (?:until|till)(?![a-z])"
    r"|(?<![a-z])(?:postpone|move|extend|push)\w*(?: it)?(?: back)? (?:to|until|till)(?![a-z])"
)
_LATER = late(
    r"再(?:定|说|议|决定|看|回复|答复)|(?<![a-z])(?:decide later|let you know|get back)(?![a-z])"
)  # 先别延，我沟通后再定
_KEEPS = late(
    r"按原(?:来的?|定的?)?(?:计划|时间|日期|节点|日子)|维持原|原(?:计划|时间)不变"
    r"|(?:不|(?<![级类区个特分鉴辨识告性派差识])别|不要|不能|不给)(?:再)?(?:延|推迟|延期|顺延)了?(?!误)"
    r"|(?:延|推)(?:不了|不得|不起)|(?:没法|无法|不能|没办法)(?:再)?(?:往后)?(?:延|推|拖)"
    r"|没有?时间(?:再)?(?:给|等|拖)|(?:必须|务必|只能|还是得?|一定要?)(?:按期|按时|如期|准时)"
    r"|(?<![a-z])no (?:further )?extensions?(?: possible| please)?[\s\W]*$"
    r"|(?<![a-z])(?:can't|cannot|can not|won't|will not|unable to|not able to) (?:give|grant|allow|offer|afford)"
    r"(?: you| it| us)? (?:any |an? |another |a further |more |extra |additional ){1,2}(?:time|days?|weeks?|extension|delay)"
    r"|(?<![a-z])(?:keep|stick to|stay with) (?:to )?(?:the )?(?:original|current|old) (?:date|plan"
    r"|schedule)(?![a-z])"
)


def _another_day(heard: Hearing, text: str, asked: Postponement | None, context: Context) -> list[Fault]:
    """25 号太晚了，最多到 22 号: neither consent nor refusal, and another day than the one asked for: asked about."""
    if asked is None or asked.state != "pending" or context.led is None or _LATER.search(heard.text):
        return []
    until = asked.until.astimezone(context.rules.zone).date()
    short = len(text.strip()) <= 200
    if not short or not any(day != until for day in _days(text, context)):
        return []
    return [asked_again("decision", text.strip(), reason="decision-other-date", until=asked.until.isoformat())]


def _days(text: str, context: Context) -> list[date]:
    """The days that a text names, each the next such day: what is granted lies ahead."""
    return [day for d in context.dates().find_dates(text) if (day := _coming(d))]


def _coming(found: Moment | DateDoubt) -> date | None:
    """15号, said on the 30th, is no day of the month that ends."""
    if isinstance(found, Moment):
        return found.day
    return max(found.candidates) if found.reason == "within-30-days-past" and found.candidates else None
