"""read_query, read_help, read_undo: what everybody may ask (SPEC 3)."""

from typing import Literal

from mailbot.campaign import commands as c
from mailbot.inbound.codes import find_receipt
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.forms.hearing import hear
from mailbot.late import late
from mailbot.rulebook.folding import fold

_VERSION = late(
    r"(?:版本|安装包|升级包|组件).{0,12}(?:获取|领取|下载|哪里|在哪|怎么拿|如何拿|来源|地址|链接|索取)"
    r"|(?:获取|领取|下载|索取|哪里拿|哪里有|怎么拿).{0,12}(?:版本|安装包|升级包|组件)|版本来源|版本获取"
    r"|where.{0,30}(?:version|download|obtain|get)|(?:obtain|download|get).{0,20}version"
    r"|version.{0,20}(?:source|download)"
)
# Somebody asks to be given the version: 麻烦提供一下 6.2 安装包. What the 版本 goes on with (版本号, 版本限制) is something else.
_REQUEST = late(
    r"(?:请|麻烦|劳烦|帮忙|帮我|申请|想要|需要|求|能否|能不能|可否|可以|希望|辛苦|盼|please"
    r"|(?<![a-z])(?:could|can|may|would) (?:you|we|i)|we need|i need)"
    r"[^。！!？?；;\n]{0,30}?(?:提供|发(?![现布生])|给|传|共享|领取|获取|拷"
    r"|(?<![a-z])(?:provide|send|share|hand over|give|get|have)(?![a-z]))"
    r"[^。！!？?；;\n]{0,30}?(?:安装包|升级包|更新包|组件包|程序包|安装介质"
    r"|(?:版本|组件)(?=\s*(?:[，。,.！!？?；;\n~吧吗呢哈]|一下|给|谢|$))|installer|install(?:ation)? package"
    r"|package|(?:version|build|component)(?=\s*(?:[,.!?;\n]|to us|please|thanks|$)))"
    r"|(?:官网|下载|链接)[^。！!？?；;\n]{0,24}?(?:发|给|传)(?:给)?(?:我们?)?(?:一份|一个|过来)"
    r"|(?:安装包|升级包|更新包|组件包|程序包)[^。！!？?；;，,\n]{0,8}?(?:发|给|传|提供)(?:我|一下|一份|下|过来|来)"
)
# 安装包王磊已经发我了: told, and not asked for.
_SENT = late(r"(?:已|刚|昨|早)[^，。,.；;\n]{0,8}$")
# 目前什么情况 asks how things stand, unless it is said to a reminder.
_HOW_IT_STANDS = ("什么情况", "怎么回事", "咋")
# 还剩哪些没完成, 哪些超期了: what is open is answered first.
_OPEN = late(
    r"(?:哪些|哪几|什么|多少|几|谁)[^，。；;\n]{0,10}(?:没有?|未|还没有?)(?:完成|做|报|交|弄|结束|处理|升)"
    r"|(?:还|现在|目前)?(?:剩|差|欠)下?(?:了|的)?(?:哪|什么|多少|几|谁)"
    r"|(?:没有?|未)(?:完成|做完)的?(?:还)?(?:有|是)?(?:哪|什么|多少|几|谁|节点|列)"
    r"|(?:哪些|哪几|什么|谁)[^，。；;\n]{0,8}(?:超期|逾期|过期|拖)|(?:超期|逾期)的?(?:有|是)?(?:哪|几|多少|节点)"
    r"|(?<![a-z])(?:what(?:'s| is|s)? (?:still |left|open|outstanding|overdue|remain)"
    r"|which (?:nodes |items |tasks )?(?:are |is )?(?:still |not |open|left|overdue|outstanding)|still open"
    r"|outstanding|not (?:yet )?done yet|overdue)(?![a-z])"
)
_PARAMETERS = late(r"参数.{0,10}(?:下发|情况|覆盖|进度|进展|到了|值)?|parameters?\b")


def read_query(context: Context) -> Understanding:
    """The standing, where the version is obtained, how far the parameters have come, or why a reminder came."""
    text = f"{'' if context.subject.reply else context.subject.bare}\n{context.text}".strip()
    folded = fold(text[:5000])
    about: Literal["standing", "open", "version", "parameters", "why"] = "standing"
    why = [h.words for h in hear(text, context.rules.phrases).heard if "why" in h.meanings]
    answered = context.thread.answered
    reminded = answered is not None and answered.purpose in ("reminder", "escalation")
    if why and (reminded or not all(w in _HOW_IT_STANDS for w in why)):
        about = "why"
    elif _VERSION.search(folded):
        about = "version"
    elif (context.campaign is None or context.campaign.parameters) and _PARAMETERS.search(folded):
        about = "parameters"
    elif _OPEN.search(folded):
        about = "open"
    return Understanding(kind="query", commands=(c.AskStanding(about=about, text=text[:2000]),))


def read_request(context: Context) -> Understanding | None:
    """A department's 请提供安装包, in whatever mail of the campaign: the request goes to the PM (SPEC 1 版本获取)."""
    campaign = context.campaign
    if campaign is None or campaign.over or context.person in campaign.pms or not _asks_for_it(context):
        return None
    return Understanding(kind="query", commands=(c.AskStanding(about="version", text=context.text.strip()[:2000]),))


def _asks_for_it(context: Context) -> bool:
    text = fold(context.text[:1000])
    asked = _REQUEST.search(text)
    if not asked or any(r.asks == "issue" for r in context.thread.rows):
        return False
    if asked[0].endswith("我") and (_SENT.search(asked[0][:-2]) or text[asked.end() : asked.end() + 1] == "了"):
        return False
    return not context.heard.says("done", "all_done", "object", "not_done", "failed", "postpone")


def read_help(context: Context) -> Understanding:
    return Understanding(kind="help", commands=(c.AskHelp(topic=context.subject.bare[:200]),))


def read_undo(context: Context) -> Understanding:
    """撤销 R-1042: the receipt is named in the subject or the text (R-41 没错，撤销 R-42: behind the word), else the mail answered
    is meant."""
    heard = context.heard
    behind = (find_receipt(heard.text[h.end : h.end + 40]) for h in heard.heard if "undo" in h.meanings)
    number = find_receipt(context.subject.written) or next(filter(None, behind), None) or find_receipt(context.text)
    return Understanding(kind="undo", commands=(c.UndoMail(receipt=number),))
