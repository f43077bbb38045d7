"""is_not_done, is_failure, puts_off, cannot: whether 还没, 失败, 延期 say it of the work, where they stand (SPEC 9 "Replies")."""

import re

from mailbot.inbound.forms.clauses import IF, clauses, follows_if, is_question
from mailbot.inbound.forms.days.moments import Moment
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.nodes.doneness import FORMER
from mailbot.inbound.forms.nodes.moodplace import Place
from mailbot.late import late

_NOTHING_FOUND = late(
    r"\s*(?:再|任何|客户|用户|门店)?\s*(?:发现|出现|收到|发生|接到|见|反馈|遇到|产生|异常|问题|投诉|报障|影响"
    r"|丢失|报错|found|seen|received|reported)"
)
_LOOK_AFTER = late(
    r"\s*(?:持续|继续|再|密切|后续|进一步|\d+天|[一两三]天)*\s*(?:观察|跟踪|关注|监控|留意|注意|整理|补充|写"
    r"|回访|总结)"
)
_ENDS = late(r"[\s了的]*(?:[\W_]|$)")
_NO_FAILURE = late(
    r"(?:避免|防止|如|无|没有|未|零|0\s*|不会|不|未出现|未发生|未再|没"
    r"|(?<![a-z])(?:no|none|nothing|nobody|not|without|zero|avoid|never)\s)[^，。]{0,4}$"
)
_IF = late(rf"{IF}|若")
_FAILURE_NOUN = late(
    r"\s*(?:率|方案|预案|机制|脚本|版本|准备|能力|包|原因是?已|的?(?:门店|客户|服务器)?(?:已|也已|均已|都已)"
    r"|rate|plan|(?:的?投诉|报障|反馈|工单|数量?|台数|家数|个数)?\s*(?:为|是|有|[:：=])?\s*(?:0(?![\d.])|[零无]))"
)
_PREPARED = late(r"(?:支持|可|可以|准备|具备|能|能够|允许|测试)$")
# 能不能放到12月21日 asks for it.
_NOT_PUT_OFF = late(
    r"(?:(?<![能可要好行])不|不用|不需|不需要|无需|无须|没有|未|没|不再|不会|不申请|避免|防止|未造成|并未"
    r"|(?<![a-z])(?:no|not|without|avoid)\s)[^，。\d]{0,6}$"
)
_WAS_PUT_OFF = late(
    r"(?:的事|申请)?(?:就|也|都|先)*(?:不用|不需要|不必|取消|撤回|撤销|作废|算)了|的(?!申请|请求)|(?:后|过|了)(?!\s*[到至]?\s*\d)|原因|情况|说明|限制|版本|期间"
)
# A question about a postponement: why, until when, by whom. 申请延期几天 asks for one.
_ABOUT_IT = late(
    r"为什么|为何|为啥|为嘛|凭什么|怎么(?!都|也)|什么原因|啥原因|多久|多长时间|哪天|哪一天|几号|什么时候|啥时候"
    r"|何时|哪家|谁(?:要|说|让|批|申请)|(?<![a-z])(?:why|how (?:long|come)|what for|until when|who)(?![a-z])"
)
_MEETING = late(
    r"(?:会议|例会|晨会|周会|评审会?|沟通会|交流会|碰头会|启动会|培训|演练|面试|聚餐|团建|拜访|休假|请假|年假"
    r"|出差|值班|公告|(?<![a-z])(?:meeting|call|training|review|workshop|demo|trip|visit|interview))(?:时间"
    r"|日期)?(?:的|也|都|就|已经?|临时|改期|\s|is|was|has been|will be|had to be|got)*$"
)
_WHY = late(
    r"要不要|该不该|是否(?:需要|要|应该?)|为什么|为何|为啥|为嘛|凭什么|怎么又"
    r"|(?<![a-z])(?:why|how come)(?![a-z])"
)
# 能不能推到周五: whether, and no negation.
_WHETHER = late(r"能不能够?|可不可以|可不可|要不(?!要)|不如|不知|不得不|不得已|不好意思")
_ASKED = late(
    r"(?:申请|请求|希望|能否|可否|能不能|想|需要?|要|麻烦"
    r"|(?<![a-z])(?:ask|request|need|want|please|could|can)\w*)[^，。]{0,8}$"
)
_ANY_CHANGE = frozenset({"改成", "改为", "调整为", "变更为", "更改为", "修改为"})
_TO = late(r"[至到为成在]$|\s(?:to|until)$")


def is_not_done(place: Place) -> bool:
    words, after = place.word.words, place.after
    if words in (
        "还没",
        "还没有",
        "尚未",
        "还未",
        "暂未",
        "没有",
        "not yet",
        "未收到",
        "没收到",
        "还没收到",
    ) and _NOTHING_FOUND.match(after):
        return False
    if words in ("还要", "还需要", "还需", "还得") and _LOOK_AFTER.match(after):
        return False
    if words.endswith("中") and not _ENDS.match(after):
        return False  # 测试中发现 …
    if re.search(r"(?:没有|无|不存在|除)\s*$", place.before):
        return False
    return not FORMER.search(place.before)


def is_failure(place: Place) -> bool:
    before, after = place.before, place.after
    if _NO_FAILURE.search(before) or _FAILURE_NOUN.match(after) or _PREPARED.search(before):
        return False
    return not (
        is_question(place.said) or _IF.search(before) or follows_if(place.text, place.clause[0], place.word.end)
    )


def puts_off(place: Place) -> bool:
    words, before, after = place.word.words, place.before, place.after
    date = place.date
    if _MEETING.search(before):
        return False  # 例会推到周五
    if _NOT_PUT_OFF.search(_WHETHER.sub("", before)) or _WHY.search(place.said):
        return False
    if _ABOUT_IT.search(place.said) and not isinstance(date, Moment):
        return False  # asked about, and none asked for
    dated = date is not None and date.span[1] > place.word.start
    # 8.0 及以下延迟到 1月15日 is what a restriction says of versions, not of its node.
    of_versions = place.work.evidence in ("restriction", "delay") and re.search(r"\d\.\d|v\d|版|限制", place.text)
    if of_versions and not _ASKED.search(before) and ("延迟" in words or "延长" in words or "拖到" in words):
        return False
    if words in _ANY_CHANGE and dated and place.text[place.word.end : date.span[0]].strip(" 到至为于在:\n"):  # type: ignore[union-attr]
        return False  # 负责人调整为周航 12月20日
    if _TO.search(words) or words in ("改期", "展期", "宽限", "拖到", "挪到"):
        return dated
    # 延期的事麻烦尽快批一下: 尽快 is no day that it is put off to.
    return (dated and isinstance(date, Moment)) or not _WAS_PUT_OFF.match(after)


# 17 号提不了, 赶不上原定时间: beside a later day it asks for that day, it does not promise it.
_CANNOT = late(
    r"(?<![一上放留])下不[了完](?![单手决台])"
    r"|(?:提交?|交|做|装|升级?|完成?|弄|搞|发|下发|推|办|测|出|上|收尾|搞定|切|限制|到|满足|保证)不(?:了|完|成"
    r"|出来?|到)(?!问题|异常)"
    r"|搞不定|来不及|赶不(?:上|及|出)|够呛|悬了|没戏|(?:有|存在)(?:点|些|一定)?(?:困难|难度)|做不成|办不到"
    r"|(?:没法|无法|不能|难以|没办法)[^，,。；;\n]{0,4}(?:按时|按期|如期|准时|按(?:原)?计划"
    r"|在[^，,。；;\n]{1,10}前)"
    r"|(?:需要?|要|得)(?:再)?多(?:给)?(?:[一两二三四五几]|\d{1,2})\s*(?:个?工作日|天|周|个?星期)"
    r"|(?<![a-z])needs? (?:an? |some )?(?:extra|additional|more) (?:days?|weeks?|time)(?![a-z])"
    r"|(?<![a-z])(?:can't|cannot|can not|won't|unable to|not able to|not going to)\s(?:be able to\s)?(?:make"
    r"|meet|hit|keep|finish|complete|do|submit|deliver)(?![a-z])"
)


def cannot(text: str) -> int | None:
    """Where a text says that a day cannot be kept (17 号提不了), behind the word; None where it does not, or asks."""
    missed = _CANNOT.search(smooth(text))
    if missed is None or any(is_question(text[a:b]) for a, b in clauses(text) if a <= missed.start() < b):
        return None
    return missed.end()
