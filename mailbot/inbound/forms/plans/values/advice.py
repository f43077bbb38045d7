"""advice: the sentences of a plan that tell departments how to go about it, where no field says 指导意见: 升级前务必备份密钥库,
please take a snapshot before upgrading (SPEC 1 guidance)."""

from collections.abc import Iterable

from mailbot.inbound.forms.days.dates import Reader
from mailbot.inbound.forms.fields.lines import FieldValue
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.values.grant_amounts import bounds
from mailbot.inbound.forms.split_sentences import split_sentences
from mailbot.inbound.writing import Line
from mailbot.late import late

_MOST = 200  # sentences
_LONGEST = 300
_DOING = r"(?:升级|更新|下发|限制|安装|部署|升|装|换|推|下|操作|实施|换版|替换|重启|回退|回滚)"
_TELLS = late(
    rf"^(?:请|另外|还有|大家|各位|各部门|各单位|各地|各区域?|btw|ps|[，,：: ])*(?:在)?{_DOING}(?:之?前|之?后|时|完?后"
    rf"|完成?后|过程中?|期间|当天|当晚|的时候)[^？?]*(?:务必|必须|一定|请|注意|先|不要|勿|别|要|需|建议|应|做好|记得|抽"
    rf"|备份|检查|核对|backup)"
    rf"|^(?:请|另外|还有|大家|[，,：: ])*{_DOING}(?:的话)?(?:请|务必|必须|一定要?|记得|切记|要|应)*(?:务必|必须|一定|记得|切记|避开|注意|错开)"
    # 一台一台升，别一窝蜂; 建议晚上 10 点以后下; 提醒门店提前升级
    rf"|^(?:请|另外|还有|大家|各位|最好|尽量|[，,：: ])*(?:一(?P<each>[台家个套店])一(?P=each)|逐[台家个店]|挨个|分批|错峰)[^，,。]{{0,6}}{_DOING}"
    rf"|^(?:请|另外|还有|大家|[，,：: ])*(?:建议|最好|尽量)[^，,。？?]{{0,16}}{_DOING}(?![级发完]?[？?])"
    r"|^(?:请|另外|还有|大家|各位|[，,：: ])*提醒(?:一下)?(?:门店|客户|用户|店长|现场|商户)"
    rf"|^(?:另外|还有|大家|各位|[，,：: ])*(?:请|务必|请务必|注意|切记|建议)+(?:大家|各位|各部门|先|提前"
    rf"|都)*(?:做好|备份|检查|避开|关闭|停掉|停止|保留|观察|核对|不要|勿|别|在业务低峰|在低峰|错峰|夜间|凌晨"
    rf"|逐台|分批)"
    r"|^(?:产品部?门?|我们|研发部?门?|测试部?门?)(?:的)?(?:建议|提醒|要求)"
    rf"|^{_DOING}注意"
    rf"|^(?:请|另外|还有|大家|各位|各部门|[，,：: ])*{_DOING}(?:请|务必|必须|一律|统一|都|应|要|需|最好|尽量"
    rf"|时间)*(?:安排|放|选|挑)?(?:在|到)[^，,。]{{0,8}}(?:\d ?点|[一二三四五六七八九十]点|夜|晚|凌晨|低峰|闭店"
    rf"|打烊|下班|营业)"
    rf"|^(?:另外|还有|大家|各位|注意|务必|请|[，,：: ])*先[^，,。]{{2,30}}(?:再|才能?){_DOING}"
    r"|^(?:请|请大家|请各部门|请各位|升级|操作|使用|下发)?(?:注意|提醒|提示|建议|要点|须知)(?:一下|事项)?[：:，,]"
)
_TELLS_ENGLISH = late(
    r"^(?:please |and |also |kindly |always |make sure |be sure |remember )*(?:before|after|during|while|when"
    r"|once) (?:the |an |any |you )?(?:upgrad|updat|install|roll|restrict|switch|deploy|send)\w*[^?]*(?:please"
    r"|must|should|do not|don't|never|take|make|back|stop|keep|check|watch)"
    r"|^(?:also,? |and )?(?:please|make sure|be sure|remember|always|never|do not"
    r"|don't)(?![a-z])[^?]*(?<![a-z])(?:before|after|during|while|when"
    r"|once)(?: (?:the|an|any|you|each))? (?:upgrad|updat|install|roll|restrict|switch|deploy|send)"
    r"|^(?:also,? |and )?(?:please )?(?:make sure|be sure|remember to|always|never|do not"
    r"|don't)(?![a-z]) (?:to )?(?:back|stop|take|keep|check|watch|restart|disable|run|test|upgrade)"
    r"|^(?:and |also,? |then |but |so )?(?:please|kindly|always|never|do not|don't|make sure|be sure"
    r"|remember)(?: to| always| do| not| first| also| that| you| we)* (?:stop|start|run|restart|back(?: |-)?up"
    r"|upgrade|update|install|avoid|check that|verify|disable|enable|test|take a|shut|close the|clear|clean"
    r"|monitor|watch|roll back|use the|wait|drain|keep|do it|touch|inform the|tell the"
    r"|warn)(?![a-z])(?![^.]*(?:attach|below|this plan|the plan|the list|the dates))"
    r"|^(?:our|the|my) (?:guidance|advice|recommendation)[^:?]{0,40}:|^(?:and |also,? )?(?:please )?keep an eye on|^(?:and |also,? )?(?:please )?(?:make sure|ensure) (?:nobody|no one|everybody|everyone|all )"
    r"|^(?:please )?(?:upgrade|update|install|restart|switch|roll out|do) [^?]{0,30}(?:at a time|one by one|outside (?:business|opening|office|working|peak) hours|overnight|at night)"
    r"|^(?:please )?(?:tell|warn|remind) the (?:shops?|stores?|customers?|users?|sites?|clients?|merchants?)"
    r"|^(?:i'd like|i would like|we'd like|we need|i want|we want) (?:a |an )?(?:full |fresh )?(?:backup|snapshot|copy|dry run|restart)[^?]*"
    r"|^(?:and |also,? )?(?:please )?(?:make sure|ensure|be sure) that (?![^.]*(?:plan|mail|dates))"
    r"|(?<![a-z])(?:services?|servers?|clients?|components?|stores?|terminals?|machines?|it|they) (?:must|has to"
    r"|have to|needs? to|should) be (?:restarted|stopped|backed up|rebooted|closed)"
    r"|(?<![a-z])product (?:department |team )?(?:recommends|advises|suggests|asks)(?![a-z])",
)
# 出问题就回退到 8.1; 一周内有告警增多的，马上改回 30 并告诉我; if failures go up, revert to 30 and tell Sun Li
_REMEDY = late(
    r"^(?:[^，,。？?]{2,16}[，,])?[^，,。？?]{0,24}(?:失败|涨得|异常|出错|报错|告警|故障|掉线|(?:出|有)问题|起不来|卡住|不对劲|不稳|变慢|增多|变多|升高|上升)"
    r"[^，,。？?]{0,4}[，, ]*(?:就|则|请|立[即刻]|马上|先|一律|可以?)+[^，,。？?]{0,8}(?:回退|回滚|停|保留|重启|恢复|[换改退调降]回)"
    r"|^(?:if|in case|should|when) [^?,]{4,60}(?:, |: | then )(?:please |just |then )?"
    r"(?:put|roll|go back|revert|stop|switch back|restore|restart|hold|pause|undo)(?![a-z])"
)
_WITHIN = late(r"内|within|after|后")  # 下发后一周内 is when it may go wrong, no day of anybody's work
# What asks for an answer or for somebody's help, or only informs, is no advice on how to do it.
_ASKS = late(
    r"回复|(?<!先)确认|反馈|答复|联系|找我|告诉我|告知|通知|知会|发我|同意|问题|意见|汇总|统计|报我|抄送|群里"
    r"|会议|开(?:个|一次)?会(?![的期时])|完成|按时|配合|支持|谢谢|知悉|周知|参加|登记|名单|限掉|限制(?:掉|在|到)"
    r"|(?<![a-z])(?:repl(?:y|ies)|confirm|feedback|contact|tell me|let me know|inform|report|comment|meeting"
    r"|join|questions?|thank|support)(?![a-z])"
)
# Whom to warn of it asks nothing: 提醒客户; no more than 400 servers is how many.
_CASE = late(r"and call me|提醒(?:一下)?(?:门店|客户|用户|店长|现场|商户)")
_MOMENT = late(r"[前后时]|(?<![a-z])(?:before|after|when|while|during|once)(?![a-z])")
# A day makes a sentence somebody's work; an hour (避开早上 8 点到 10 点) does not.
_DAY = late(
    r"\d ?[月日号]|\d[/.-]\d|周|星期|礼拜|月|今|明|后天"
    r"|(?<![a-z])(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|today|tomorrow"
    r"|(?:this|next|last) (?:week|month))"
)


def advice(lines: Iterable[Line], readers: Readers) -> list[FieldValue]:
    """Each sentence of it with its line, in order: none with a day or a person in it, which is somebody's work. Linear in the text."""
    found: list[FieldValue] = []
    left = _MOST
    dates = readers.dates(readers.context.mailed, done=True)
    for line in lines:
        for sentence in split_sentences(line.text[: 5 * _LONGEST], "。！!\n"):
            words = sentence.strip(" \t\xa0\u3000-•·*").removesuffix(".")
            if left <= 0 or not 6 <= len(words) <= _LONGEST:
                continue
            left -= 1
            if is_advice(words, readers, dates):
                place = line.place
                found.append(FieldValue(key="guidance", name="", value=words, place=place, words=line.text.strip()))
    return found


def is_advice(words: str, readers: Readers, dates: Reader) -> bool:
    """Whether a sentence tells how to go about it, and is nobody's work: 升级请安排在晚上10点以后."""
    smooth = plain(words)
    remedy = _REMEDY.search(smooth)
    told = remedy or _TELLS.search(smooth) or _TELLS_ENGLISH.search(smooth)
    asks = remedy is None and _ASKS.search(_CASE.sub("", smooth))
    if told is None or asks or (bounds(smooth) and not _MOMENT.search(smooth)):
        return False
    people = (one for one in readers.people.mentions.find(words) if one.kind in ("person", "address"))
    named = any(remedy is None or one.span[0] < remedy.end() for one in people)
    days = (one.words.lower() for one in dates.find_dates(words) if _DAY.search(one.words.lower()))
    return not named and all(remedy is not None and _WITHIN.search(day) for day in days)
