"""read_query, read_help, read_undo: what everybody may ask (SPEC 3)."""

from typing import Literal

from mailbot.campaign import commands as c
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.forms.hearing import hear
from mailbot.inbound.subject import find_receipt
from mailbot.late import late
from mailbot.rulebook.folding import fold

_VERSION = late(
    r"(?:版本|安装包|升级包|组件).{0,12}(?:获取|领取|下载|哪里|在哪|怎么拿|如何拿|来源|地址|链接|索取)|(?:获取|领取|下载|索取|哪里拿|哪里有|怎么拿).{0,12}(?:版本|安装包|升级包|组件)|版本来源|版本获取"
    r"|where.{0,30}(?:version|download|obtain|get)|(?:obtain|download|get).{0,20}version|version.{0,20}(?:source|download)"
)
_PARAMETERS = late(r"参数.{0,10}(?:下发|情况|覆盖|进度|进展|到了|值)?|parameters?\b")


def read_query(context: Context) -> Understanding:
    """The standing, where the version is obtained, how far the parameters have come, or why a reminder came."""
    text = f"{'' if context.subject.reply else context.subject.bare}\n{context.text}".strip()
    folded = fold(text[:5000])
    about: Literal["standing", "version", "parameters", "why"] = "standing"
    if hear(text, context.rules.phrases).says("why"):
        about = "why"
    elif _VERSION.search(folded):
        about = "version"
    elif context.campaign is not None and context.campaign.parameters and _PARAMETERS.search(folded):
        about = "parameters"
    return Understanding(kind="query", commands=(c.AskStanding(about=about, text=text[:2000]),))


def read_help(context: Context) -> Understanding:
    return Understanding(kind="help", commands=(c.AskHelp(topic=context.subject.bare[:200]),))


def read_undo(context: Context) -> Understanding:
    """撤销 R-1042: the receipt is named in the subject or the text, else the mail answered is meant."""
    number = find_receipt(context.subject.written) or find_receipt(context.text)
    return Understanding(kind="undo", commands=(c.UndoMail(receipt=number),))
