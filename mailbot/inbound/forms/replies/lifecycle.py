"""lifecycle_commands: 启动, 取消, 暂停, 恢复, 移交, 放行 said in a thread: words on the campaign as a whole (SPEC 1, 9)."""

import re

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Command
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.clauses import IF, clause_at, clauses, is_question
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.found import asks
from mailbot.inbound.forms.hearing import Heard, Hearing, hear, smooth
from mailbot.inbound.forms.nodes.naming import node_mentions
from mailbot.inbound.forms.nodes.owner import own_title
from mailbot.inbound.forms.replies.waiver import waiver_command
from mailbot.late import late
from mailbot.rulebook.shapes import Role

_STATUS = late(
    r"^\s*(?:(?:策略|计划|当前)?状态|狀態|status|state)\s*[:：]\s*(.{1,60}?)\s*$", re.IGNORECASE | re.MULTILINE
)
_HAND_OVER = late(
    r"(?:^|[，,。；;\n])\s*(?:请|麻烦|现|(?:这个|这份|该|此|本)?(?:策略|计划|方案)(?:就|以后|今后|现在|都)*"
    r"|将本策略|将策略|自?从?(?:即日|今天|今日|现在)起|今起|正式|已经?领导同意|经领导同意)*\s*(?:移交|转交|交接"
    r"|转给)(?P<to>给|至|到|于)?\s*(?P<colon>[:：])?\s*@?(?P<name>[^\s，,。；;:：（(]{1,40})"
    # 计费网关这个移交：沈颖. With something before it only where a colon says that an order follows.
    r"|(?:^|[，,。；;\n])(?:(?!已|没|未|不|别|要|需|待|再|正在|何时)[^，,。；;\n:：]){1,16}?(?:移交|转交"
    r"|交接)(?:给|至|到|于)?\s*(?P<colon3>[:：])\s*@?(?P<name3>[^\s，,。；;:：（(]{1,40})"
    r"|^\s*hand(?:ed)?\s*(?:it\s*)?over(?:\s+to)?\s*(?P<colon2>[:：])?\s*@?(?P<name2>[^\n，,。；;（(]{1,60})",
    re.IGNORECASE | re.MULTILINE,
)
# 转给李想看下, 转给周航确认: passes the mail on, and no campaign.
_LOOKS = late(r"\s*(?:帮忙|帮我|先|再|来|去|那边)*(?:看|阅|知|参考|确认|核|查|回复|答复|了解|试|测|验)")
# What may stand beside an order in its clause: 本策略先取消, 请立即启动吧.
_FILLER = late(
    r"[\W_\d]+|until further notice|for (?:now|the time being|the moment)|put|the whole (?:thing|campaign|plan)|everything|本|该|此|这个|整个|我们?|咱们?|你们|各位|大家|那么?|就|按计划|经(?:讨论|研究|协商|评估|领导同意)"
    r"|因故|因此|所以|现|先|请|麻烦|立即|立刻|马上|全部|决定|同意|要求|暂时|继续|按原定计划|按原?计划|照原?计划"
    r"|照常|从?今天|今日|即日|起|开始|正式|于|将|把|都|可以|吧|了|一下|策略|计划|方案|campaign|plan|please|let's"
    r"|we|this|the|it|now|again|all|su|cr|cu|pr"
)
# 如果没有异议，就启动: the order hangs on the clause before.
_HANGS = late(
    rf"^[\s\W]*(?:{IF}|如(?![期上下])|若(?!干)|等|待|(?<![a-z])(?:once|when|provided)(?![a-z]))"
    r"|的话[\s，,]*$"
)
_MOST_CLAUSES = 6
# 3 取消, 第2、3项取消: rows of the plan, never the whole campaign.
_ROW = late(r"\W*(?:第\s*|row\s*|#)?\d{1,2}(?:\s*[、，,和/-]\s*\d{1,2})*\s*(?:[、.．)）:：]|项|条|行|号)?\s*")


def lifecycle_commands(context: Context) -> list[Command]:
    """[] where the text says nothing of the kind, or whoever says it has no such word to give (a department's 取消 is talk)."""
    campaign = context.campaign
    if campaign is None:
        return []
    text, heard = context.text, context.heard
    if handed := _hand_over(text, context):
        return [handed]
    if m := _STATUS.search(text):
        return _status(m[1], text, context)
    if waiver := waiver_command(context):
        return [waiver]
    person = context.rules.directory.person(context.person)
    if context.person not in campaign.pms and not (person and Role.ADMIN in person.roles):
        # 启动 is nothing else than an order: who may not give it is told whose it is.
        return (
            [c.StartCampaign()] if heard.says("start") and heard.only("start") and campaign.stage == "planning" else []
        )
    if any(r.asks == "issue" for r in context.thread.rows):
        # 已恢复 in an issue's thread is about the issue; 启动 alone is nothing else than the order.
        return [c.StartCampaign()] if heard.says("start") and heard.only("start") else []
    ordered = _order(heard, context) or _titled_order(heard, context)
    if any(r.asks in ("postponement", "decision") for r in context.thread.rows):
        # 这个先放一放, in answer to a postponement, is said of that.
        ordered = [x for x in ordered if not isinstance(x, c.PauseCampaign | c.CancelCampaign)]
    return ordered


def _hand_over(text: str, context: Context) -> c.HandOver | None:
    """移交：姓名. Without a colon only where somebody of the directory is named (移交给测试部验证 is talk), by whoever may hand
    over: a colleague's 转给李想看下 passes a mail on."""
    m = _HAND_OVER.search(text[:5000])
    if m is None:
        return None
    colon = m["colon"] or m["colon2"] or m["colon3"]
    if not colon and not _may_hand_over(context):
        return None
    raw = (m["name"] or m["name2"] or m["name3"] or "").strip(" :：.。")
    names = sorted(context.rules.directory.names(), key=len, reverse=True)
    known = next((n for n in names if raw.lower().startswith(n.lower())), raw if "@" in raw else "")
    if not colon and (not known or _LOOKS.match(raw[len(known) :])):
        return None
    return c.HandOver(to=known or raw)


def handed_over_what(context: Context) -> Fault | None:
    """移交：马骏 under a digest names no campaign: which one is asked."""
    answered = context.thread.answered
    if context.campaign is not None or answered is None or answered.purpose != "digest":
        return None
    if _hand_over(context.text, context) is None:
        return None
    return asks("no-campaign", "handover", context.text.strip()[:100], field="campaign")


def _may_hand_over(context: Context) -> bool:
    """The PM, a lead, an admin: whose words on who leads the campaign are meant, and answered if the rules do not let them."""
    person = context.rules.directory.person(context.person)
    return context.led is not None or (person is not None and bool({Role.LEAD, Role.ADMIN} & set(person.roles)))


def _order(heard: Hearing, context: Context) -> list[Command]:
    """One of the PM's words standing as a clause of its own, in a short mail that does not ask and has no other such word."""
    campaign = context.campaign
    assert campaign is not None
    spans = clauses(heard.text)
    if len(spans) > _MOST_CLAUSES or len(heard.text.strip()) > 200:
        return []
    said: dict[str, Heard] = {}
    for h in heard.heard:
        start, end = clause_at(heard.text, h.start)
        before, last = heard.text[start : h.start], max((s for s in spans if s[1] <= start), default=(0, 0))
        if _ROW.fullmatch(before) or is_question(heard.text[start:end]) or _HANGS.search(heard.text[last[0] : last[1]]):
            continue
        for meaning in h.meanings & {"cancel", "pause", "resume", "start"}:
            if not _FILLER.sub("", f"{before} {_less_reason(meaning, heard.text[h.end : end], context)}"):
                said.setdefault(meaning, h)
    if campaign.paused is None:
        said.pop("resume", None)
    if campaign.stage != "planning" and not heard.only("start"):
        said.pop("start", None)
    return [_ordered(meaning, _reason(context.text, word)) for meaning, word in said.items()] if len(said) == 1 else []


# 启动：已和周航说好, 取消（客户不要了）: the order, and why.
_WHY = late(r"\s*(?:[:：(（]|[-—–]{1,2}(?=[\s\u4e00-\u9fff]))\s*")
_IF = late(
    rf"的话|{IF}|若(?!干)|(?<![a-z])(?:provided|once|when|after)(?![a-z])"
    r"|(?:以?后|之后)[\s\W]*$"
)

_SETTLED = late(
    r"说好|沟通|商量|谈(?:好|妥|过)|同意|确认|答应|没有?(?:意见|问题|异议)|解决|落实"
    r"|(?<![a-z])(?:agreed|settled|discussed|spoke\w*|talked|resolved|fine|ok)(?![a-z])"
)


def _less_reason(meaning: str, after: str, context: Context) -> str:
    """What follows an order in its clause, less the reason that it gives; whole where that is a condition, or names the node that
    the word is said of: 启动：灰度升级, 取消：版本限制 are no orders on the campaign."""
    campaign, sign = context.campaign, _WHY.match(after)
    why = after[sign.end() :] if sign else ""
    if sign is None or campaign is None or not why or _IF.search(why):
        return after
    if node_mentions(why, campaign, context.rules) and (meaning != "start" or not _SETTLED.search(why)):
        return after
    spans = [d.span for d in context.dates().find_dates(why)]
    bare = "".join(ch for i, ch in enumerate(why) if not any(a <= i < b for a, b in spans))
    return after if spans and not _FILLER.sub("", bare) else ""  # 启动：下周一


def _titled_order(heard: Hearing, context: Context) -> list[Command]:
    """A subject that is nothing but the order, and a text that says it, too: SU-2026-0007 先暂停: 升级先停一下，等…"""
    title = hear(own_title(context), context.rules.phrases)
    said = [h for h in title.heard if h.meanings & {"cancel", "pause", "resume"}]
    if len(said) != 1 or _FILLER.sub("", f"{title.text[: said[0].start]} {title.text[said[0].end :]}"):
        return []
    meaning = next(m for m in ("cancel", "pause", "resume") if m in said[0].meanings)
    word = heard.first(meaning)
    if word is None or is_question(heard.text) or _DENIED.search(heard.text[max(0, word.start - 6) : word.start]):
        return []
    if meaning == "resume" and (context.campaign is None or context.campaign.paused is None):
        return []
    return [_ordered(meaning, _reason(context.text, word))]


def _ordered(meaning: str, reason: str) -> Command:
    match meaning:
        case "cancel":
            return c.CancelCampaign(reason=reason)
        case "pause":
            return c.PauseCampaign(reason=reason)
        case "resume":
            return c.ResumeCampaign()
    return c.StartCampaign()


_DENIED = late(r"(?:不|别|不要|没|没有|不用|无需|是否|要不要|申请|建议|(?<![a-z])(?:not|no|don't) )$")


def beside_order(rest: str) -> bool:
    """Whether what stands beside an order in its clause says nothing of its own."""
    return not _FILLER.sub("", rest)


def _status(value: str, text: str, context: Context) -> list[Command]:
    heard = hear(value, context.rules.phrases)
    meaning = next((m for m in ("resume", "cancel", "pause", "start") if heard.says(m)), "")
    return [_ordered(meaning, _reason(text, None))] if meaning else []


def _reason(text: str, word: Heard | None) -> str:
    m = re.search(
        r"(?:原因|理由|因为|由于|because(?: of)?|due to|reason)\s*(?:是|为|[:：])?\s*(.{1,300})", text, re.IGNORECASE
    )
    if m:
        return m[1].strip(" 。.")
    if word is None:
        return ""
    if sign := _WHY.match(text[word.end :]):
        return text[word.end + sign.end() :].strip(" 。.!！)）\n")[:300]
    start = max((m.end() for m in _PARTED.finditer(text, 0, word.start)), default=0)
    stop = next((m.start() for m in _PARTED.finditer(text, word.end)), len(text))
    rest = f"{text[:start]}，{text[stop:]}"
    return (_told(rest) or _told(f"{text[: word.start]} {text[word.end :]}"))[:300]


_PARTED = late(r"[，,。；;\n]")
# 各位, 辛苦大家: beside why.
_GREETS = late(
    r"(?:各位|大家|你们?好|您好|所有人|hi|hello|dear)?(?:各位|领导|同事|好|all|team|早上|上午|下午)*[:：!！~]*"
    r"|(?:辛苦|谢谢|多谢|感谢|麻烦|拜托|请)(?:了|大家|各位|知悉|悉知|周知|配合|理解|支持|的)*|thanks.{0,12}",
    re.IGNORECASE,
)


def _told(text: str) -> str:
    """What its clauses tell, less greetings and what may stand beside an order."""
    bare = (part.strip(" 。.!！:：、（()）") for part in _PARTED.split(text))
    return "，".join(x for x in bare if _FILLER.sub("", x.lower()) and not _GREETS.fullmatch(smooth(x)))
