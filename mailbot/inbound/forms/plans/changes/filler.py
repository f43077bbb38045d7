"""What in a mail of changes changes nothing itself: 麻烦改一下, 好的，按孙丽的意见改：, 其他不变, thanks."""

import re

from mailbot.inbound.forms.clauses import IF
from mailbot.inbound.forms.plans.changes.change_words import REASON
from mailbot.late import late

_FILLER = late(
    r"\s*(?:(?:您好|你好|各位好?|大家好?|hi|hello|dear)[^\d]{0,12}"
    r"|(?:非常|多)?(?:谢谢|感谢|辛苦|麻烦|抱歉|不好意思|打扰)[^\d]{0,10}|thanks.{0,10}|thank you.{0,10}|thx"
    r"|sorry.{0,10}"
    r"|(?:请|麻烦|帮忙|计划|节点|以下|按以下|按下面|有\S{0,3}处|这\S{0,3}处|上封|上一封|刚才)*(?:更正|修改|改"
    r"|调整|补充|变更|纠正)(?:一?下"
    r"|[一二两三四五六七八九十几]{1,2}(?:处|行|项|条|个(?:节点|日期|时间)?))?(?:如下)?"
    r"|(?:请|再|另外?|还要?|需要?)*(?:增加|新增|添加|补充|加)(?:以?下)?(?:[一二两三四五六几]?(?:个|行|项|条))?(?:节点)?(?:如下)?"
    r"|如下|以上|请查收|ok|好的?|corrections?|please (?:change|update|correct)[^\d]{0,20})"
    r"[\s,，。.!！~:：]*",
    re.IGNORECASE,
)
# 好的，按孙丽的意见改： says that what follows changes, and nothing itself.
_HEADS_CHANGES = late(r"[^\d:：]*(?:改|调整|修改|更新|变更|更正|调)[^\d:：改]{0,8}[:：]", re.IGNORECASE)
# 其余节点不变, the rest stays as it is
_UNCHANGED = late(
    r"\s*(?:[^\d，。]{0,6}(?:其他|其它|其余|别的|剩下|余下|未列|未提)[^\d]{0,14}(?:不变|不动|不改|不调整"
    r"|不做调整|照旧|照原计划|照原来的?|维持|保持|按原计划)[^\d]{0,8}"
    r"|[^\d，。,]{1,10}(?:的|那边|那行|那项)?(?:时间|日期)?(?:保持|维持)?(?:不变|不动|不改|照旧)"
    r"|[^\d，。,]{0,8}(?:那边|这边|那里|这里)?(?:就)?(?:不用|不必|无需|不需要)(?:再)?(?:管|跟进|参与|关注)了?"
    r"|no (?:other|further) changes?|nothing else changes"
    r"|(?:the )?(?:rest|others?|everything else)[^\d]{0,30}(?:unchanged|as (?:it|they) (?:is|are)|stays?"
    r"|same)[^\d]{0,8})",
    re.IGNORECASE,
)
# 由于客户窗口变化，节点调整如下： why it changes, and that it does, without a figure
_WHY = late(
    r"\s*(?:(?:各位|大家|hi|hello|dear)[^\d，,]{0,8}[，,:：]?\s*)?(?:由于|因为?|鉴于|考虑到|根据|按照?|应|经|原因(?:是|为|[:：])|理由(?:是|为|[:：])"
    r"|since|because|due to|as )[^\d]{2,80}"
    r"|[a-z][a-z ']{0,30} (?:is|are|will be|goes) (?:on leave|on holiday|on vacation|out of office|out|away|off)(?![a-z])[a-z ]{0,30}",
    re.IGNORECASE,
)
_ASKS = late(
    r"\s*(?:如果?|若|有)?(?:有)?(?:任何|其他|什么)?(?:问题|疑问|异议)[^\d]{0,6}(?:联系|找|告诉|告知|反馈|回复|提)[^\d]{0,10}|"
    r"\s*(?:请|麻烦|烦请|劳烦|please )[^\d]{0,24}(?:确认|知悉|查收|查阅|周知|留意|回复|关注|按新|confirm"
    r"|note)[^\d]{0,10}",
    re.IGNORECASE,
)
_HEADING = late(
    r"(?:各位[^\d，,]{0,6}|大家好?|hi|hello|dear[^\d，,]{0,12})?[，,：:\s]*[^\d]{0,20}(?:调整|修改|变更|更新"
    r"|改动|变动|变化|修订|change|revis)[^\d]{0,6}[:：。]?",
    re.IGNORECASE,
)
# cache.size 先不发了，等 1 月版本一起
_TILL = late(
    r"\s*(?:等|放到|留到|挪到) ?(?:下|后|\d|明年|以后|那时)[^，,。；;]{0,16}(?:再|一起|统一|版本?|一批|一轮|一期)[^，,。；;\d]{0,6}"
)
_ORDERS = late(
    r"取消|暂停|恢复|启动(?=$|[，。！]|策略|计划|吧|执行)|放行|移交|撤销|驳回|删|去掉|不同意|反对|cancel|pause"
    r"|resume|remove|drop",
    re.IGNORECASE,
)
_ASIDE = 90


def is_aside(text: str) -> bool:
    """Whether a line beside changes of a plan tells why it changes, asks to take note or leaves the rest as it is."""
    bare = text.strip()
    if len(bare) > _ASIDE or _ORDERS.search(bare):
        return False
    parts = [part for part in re.split(r"[。；;！!]", bare) if part.strip()]
    return bool(parts) and all(_changes_nothing(part) or _all_aside(part) for part in parts)


def _changes_nothing(part: str) -> bool:
    return is_filler(part) or any(p.fullmatch(part.strip()) for p in (_UNCHANGED, _WHY, _ASKS, _HEADING, REASON, _TILL))


def _all_aside(part: str) -> bool:
    """海外的意见有道理，改三行，其他不动: talk that leads on to the changes, clause by clause."""
    pieces = [piece for piece in re.split(r"[，,]", part) if piece.strip()]
    return (
        len(pieces) > 1
        and any(map(_changes_nothing, pieces))
        and all(_changes_nothing(piece) or is_talk(piece) for piece in pieces)
    )


# What another clause may hang on, or which may change something itself.
_MATTERS = late(
    rf"\d|[?？]|[改换调加减删延推增]|{IF}|若|等|待|是否|能否|建议|倾向|希望|申请|要求|不"
    r"|没|未|别|先|说|吗|呢|或|原|(?<![a-z])(?:once|not|don't|maybe|could|would|change|move)(?![a-z])"
)


# 测试在3.4.1上抓到内存泄漏: what has come up in a version.
_HAPPENED = late(
    r"发现|出现|暴露|存在|抓到|测出|[出发修报漏崩挂]了|有(?:问题|缺陷|泄漏|漏洞|毛病)|(?<![a-z])(?:found|hit|has|had|crashed|failed|leaks?)(?![a-z])"
)
_VERSION = late(r"(?<![\d.])v?\d{1,3}(?:\.\d{1,5}){1,3}(?![\d.])", re.IGNORECASE)


def is_talk(text: str) -> bool:
    """Whether a clause above a change only leads on to it (邱毅的意见合理): it has no figure but the version in which something came
    up, changes nothing, and nothing hangs on it."""
    bare = _VERSION.sub("", text) if _HAPPENED.search(text) else text
    return len(bare) <= 30 and _MATTERS.search(bare.casefold()) is None and _ORDERS.search(bare) is None


# 其余不变 above 版本限制 完成时间 12月15日: the row alone; 版本限制推迟到22日，其他不变 is about the restriction itself.
_REST_STAYS = late(
    r"(?:其他|其它|其余|别的|剩下的?|余下的?)[^\d，。；;\n]{0,10}(?:不变|不动|不改|不调整|照旧|照原)"
    r"|(?:the )?(?:rest|others|everything else)[^\d.;\n]{0,16}(?:unchanged|stays?|the same"
    r"|as (?:it|they) (?:is|are))",
    re.IGNORECASE,
)
_MOVES = late(
    r"推迟|延期|延后|顺延|推后|[推延晚挪]了?(?=\s*[\d一二三四五六七八九十半两])|[推延挪]到|延至|改[到为在至成]|提前|往[后前]|postpone|move|push|delay|put off"
    r"|bring forward",
    re.IGNORECASE,
)


def leaves_the_rest(text: str) -> bool:
    """Whether a mail of changes says 其余不变, and puts off or moves nothing in words that may mean the restriction as well as its node."""
    return bool(_REST_STAYS.search(text)) and not _MOVES.search(text)


def is_filler(text: str) -> bool:
    """Whether a line greets, thanks or heads the changes below it, and says nothing else."""
    return (
        _UNCHANGED.fullmatch(text[:_ASIDE]) is not None
        or (len(text) <= 24 and _HEADS_CHANGES.fullmatch(text) is not None)
        or (
            len(text) <= 24
            and _FILLER.fullmatch(text) is not None
            and not re.search(r"同意|确认|完成|取消|暂停|恢复|启动|done", text)
        )
    )
