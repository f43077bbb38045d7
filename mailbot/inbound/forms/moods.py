"""moods: what a text says of a piece of work, word by word: done, not done, failed, to come, put off (SPEC 9 "Replies").

A wrong closing costs more than a question, so that a word of 完成 counts only where nothing around it takes it back: a
negation (还没全部完成), a time to come (周五完成), a condition (完成后), a part (第一批已完成), another piece of work (备份已完成).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.dates import find_dates
from mailbot.inbound.forms.hearing import Heard, Hearing, hear
from mailbot.inbound.forms.moments import DateDoubt, Moment
from mailbot.late import late

__all__ = ["Mood", "Said", "clauses", "is_question", "moods"]

Mood = Literal["done", "all_done", "part", "not_done", "failed", "future", "promise", "postpone"]
_WINDOW = 40  # characters before and behind a word that can change it

_BREAK = late(r"[，。；;！!？?\n…]+|(?<!\d),|,(?!\d)|(?<!\d)\.|\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Said:
    """One mood: its `words` and their span in the text, the span of their clause, and the date that goes with it."""

    mood: Mood
    words: str
    start: int
    end: int
    clause: tuple[int, int]
    date: Moment | DateDoubt | None = None
    bases: frozenset[str] = frozenset()  # the standard nodes that the verb is about, () for any


def moods(
    text: str, context: Context, *, whole: Sequence[str] = (), evidence: str = "", base: str = ""
) -> tuple[Said, ...]:
    """The moods of a text in its order. `whole` are words that name all of the work (the node's title, its department), so
    that they tell no part of it; `evidence` is what closes the node (`restriction`: a date there may be evidence); `base`
    is its standard node, which a word of other work (已下载 of a roll-out) does not close."""
    heard = hear(text, context.rules.phrases)
    english = not any("\u4e00" <= ch <= "\u9fff" for ch in text)
    dates = find_dates(text, mailed=context.mailed, workdays=context.days, english=english)
    # Of what is done, a bare weekday or month and day lies behind; of what is to come, ahead.
    spans = clauses(heard.text)
    return tuple(_read(heard, spans, dates, _Work(context, tuple(whole), evidence, base)))


def clauses(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of a text's clauses, their closing sign included."""
    found, start = [], 0
    for m in _BREAK.finditer(text):
        found.append((start, m.end()))
        start = m.end()
    if start < len(text):
        found.append((start, len(text)))
    return tuple(found)


def _read(
    heard: Hearing,
    spans: tuple[tuple[int, int], ...],
    dates: Sequence[Moment | DateDoubt],
    work: "_Work",
) -> Iterator[Said]:
    text = heard.text
    at = 0
    marks = _signs(text)
    found = sorted([*heard.heard, *_patterns(text, heard), *marks], key=lambda h: h.start)
    for h in found:
        while at < len(spans) - 1 and spans[at][1] <= h.start:
            at += 1
        place = _Place(text, h, spans[at] if spans else (0, len(text)), dates, work)
        mood = _mood(place)
        if mood is not None:
            yield Said(mood, h.words, h.start, h.end, place.clause, place.date, place.bases)
    yield from _dates_alone(text, spans, dates, found)


@dataclass(frozen=True)
class _Work:
    """The work that a text is about, as far as it is known."""

    context: Context
    whole: tuple[str, ...]
    evidence: str
    base: str


@dataclass(frozen=True)
class _Place:
    """A word where it stands."""

    text: str
    word: Heard
    clause: tuple[int, int]
    dates: Sequence[Moment | DateDoubt]
    work: _Work

    @property
    def bases(self) -> frozenset[str]:
        """The standard nodes that the verb is about: 已下载 is no roll-out, 完成 may be anything."""
        if not self.word.meanings & {"done", "all_done", "handled"}:
            return frozenset()
        words = self.word.words
        # 下载完成 is one verb; in 报告提交均已完成 the words before are what is done.
        verb = words if re.match(r"均|都|已|全", words) else self.before[-2:] + words
        return next((bases for pattern, bases in _VERBS if pattern.search(verb)), frozenset())

    @property
    def before(self) -> str:
        return self.text[max(self.clause[0], self.word.start - _WINDOW) : self.word.start]

    @property
    def after(self) -> str:
        return self.text[self.word.end : min(self.clause[1], self.word.end + _WINDOW)]

    @property
    def said(self) -> str:
        return self.text[self.clause[0] : self.clause[1]]

    @property
    def date(self) -> Moment | DateDoubt | None:
        """The date of the clause that goes with the word: the first behind it, else the last before it."""
        own = [d for d in self.dates if self.clause[0] <= d.span[0] < self.clause[1]]
        behind = [d for d in own if d.span[1] > self.word.start]
        return behind[0] if behind else own[-1] if own else None


def _mood(place: _Place) -> Mood | None:
    meanings = place.word.meanings
    if "postpone" in meanings:
        return "postpone" if _puts_off(place) else None
    if "acknowledge" in meanings and not meanings & {"done", "not_done"}:
        hurried = re.search(r"尽快|马上|立即|这就|尽早", place.word.words) and not _ASKS_OTHERS.search(place.before)
        return "promise" if hurried else None
    if "not_done" in meanings and "promise" in meanings:
        asked = _ASKS_OTHERS.search(place.before) or (place.date is None and is_question(place.said))
        return None if asked or _CONDITION.search(place.before) else "promise"
    if "not_done" in meanings:
        return "not_done" if _is_not_done(place) else None
    if "failed" in meanings:
        return "failed" if _is_failure(place) else None
    if "promise" in meanings:
        return "promise" if not _ASKS_OTHERS.search(place.before) else None
    if meanings & {"done", "all_done"} or ("handled" in meanings and _HANDLED.search(place.word.words)):
        return _doneness(place)
    return None


# Of the words for issues those that say as much of a node.
_HANDLED = late(r"处理完|已处理|处理好|修复完|已修复|修好|handled|has been fixed")


# --- done ------------------------------------------------------------------------------------------------------------

_NEGATION = late(
    r"(?:未(?!来|必|雨)|没(?!问题|事|关系|什么|意见)有?|尚未|不能|无法|未能|没能|不会|没法|难以|不可能|不再|不是|并不|来不及|还差|不足|(?<![a-z])(?:not|never|cannot|unable|yet to|failed to|hardly|without|no|none|isn't|aren't)(?![a-z])|n't)"
    r"(?:(?!已|但|并|而|且|就|却|的|问题|异常|意见|影响|失败|投诉|(?<![a-z])(?:but|and|issues?|problems?|errors?)(?![a-z])).){0,14}$"
)
_STRONG_FUTURE = late(
    r"预计|预期|估计|预估|预定|计划|打算|争取|力争|力求|保证|确保|承诺|尽快|尽量|尽早|马上|立即|立刻|即将|将要|将于|将在|将会|将(?=完成|全部|陆续|尽快|按)|拟(?=于|在|[今明下周本\d])|有望|可望|希望|期望|才能|就能|才可|应该|应当|应于|应在|须|务必|必须"
    r"|(?<![a-z])(?:expect\w*|plan|plans|planning|hope\w*|aim\w*|intend\w*|estimat\w*|eta)(?![a-z])"
)
# Under a condition nothing is said of the work: 如果完成, 等客户升级完成后.
_CONDITION = late(
    r"(?<!会)等(?=客户|[^，]{0,10}再)|等待|(?<![期接招对])待(?!遇)|若|如果|假如|倘若|如(?!期|下|上|实|今|约|此)|一旦|只要|只有|直到|以便|为了|万一|除非"
    r"|(?<![a-z])(?:if|once|when|until|till|unless|whether|as soon as|in order to)(?![a-z])"
)
_WEAK_FUTURE = late(
    r"(?<![开例周大晨晚早社机议协委学工])会(?!议|上|后|前|员|计|同|签)|(?<![需主重不只必简摘纲还])要(?!求|点|素)|(?<![功性职可智不])能(?!耗|力|源)|可以|可(?=在|于)|需要|需(?!求)|还需|想|准备(?=[今明下周本\d在于])|请|麻烦|要求|安排|建议"
    r"|(?<![a-z])(?:will|'ll|shall|should|going to|to be|need to|needs to|have to|has to|must|can|could|would|may|might|please|let's|try to|want to|to)(?![a-z])"
)
_PERFECTIVE = late(r"已|均|(?:都|全)(?=完|做|升|好)|刚|了|早就|业已|(?<![a-z])(?:has|have|had|was|were|been|already|just|is|are)(?![a-z])")
_PERFECT_WORD = late(r"已|了|毕|成功|完了|搞定|[a-z]")
_ATTRIBUTE = late(r"的(?!$|[\W_]|啊|哦|呢|哈)")
_NOUN = late(
    r"(?:后|之后|以后|前|之前|以前)(?!完|已)|(?:时|时间|时限|日期|情况|率|度|比例|标准|条件|与否|的话|方可|再|才)|(?:报告|清单|名单|表|单)(?![\W_]|$)|\s*(?:the|date|time|status|rate|criteria)(?![a-z])"
)
_AIM = late(r"(?:按|照|依|按照|依照|根据)(?:原定?|既定|预定)?(?:计划|进度|要求|安排)|as planned|as scheduled|on schedule|计划内|提前")
_FORMER = late(r"原(?:定|计划|本|先|拟|应)|本(?:应|该|来)|应该?于|originally|was (?:due|planned|supposed)|本周计划|计划完成时间")
_COUNT = late(
    r"(?:了|约|近|大概|大约|到|至|其中|在内)*\s*\d[\d,]*(?:\.\d+)?\s*[万千k]?\s*(?:余|多)?\s*(?:台|套|个|家|户|条|份|点|门店|客户|服务器|终端|节点|店|%|成|stores?|servers?|clients?|units?)"
    r"|(?:了)?\s*[一二三四五六七八九十百两几]{1,4}\s*(?:台|套|家|户|个(?!月|工作日|节点|升级))|(?:了)?(?:一半|一部分|大部分|部分|多数)"
)
_ALL = late(r"全部|所有|全都|全体|均|都|全(?=量|网|国|完|升)|整个|100%|百分之百|(?<![a-z])(?:all|every|whole|entire|fully|completely)(?![a-z])")
_PART = late(
    r"第[一二三四五六七八九十\d]{1,3}(?:批|轮|期|阶段|步|波|部分)|首批|首轮|首期|前[一二三四五六七八九十\d]{1,4}(?:台|家|批|户|个)|一部分|部分|一半|大半|多半|过半|大部分|绝大多数|大多数|多数|少数|个别|有些|某些|有的|几(?:台|家|个)|其中|除|之外|以外|基本|大体|大致|初步|差不多|几乎|接近|临近|主体|主要"
    r"|(?<![a-z])(?:half|part|partly|partially|some|most|mostly|almost|nearly|several|except|but|apart from|first batch|second batch|third batch|phase \d|batch \d|one of|two of)(?![a-z])"
)
# Work that is not the node's: what stands right before or behind the word of 完成.
_WORK = (
    r"(?:备份|准备|预热|演练|预演|彩排|沟通|协调|联系|通知|宣贯|培训|方案|预案|评审|审批|申请|采购|招标|排期|排查|定位|分析|调研|摸底|统计|收集|汇总|登记|报名|盘点|检查|巡检|核对|核查|下单|环境|脚本|文档|手册|会议|讨论|合同|签约|回访|预约|清单|名单|工单|解压|扩容|迁移|快照|采样|试用|试运行|上会"
    r"|back-?ups?|preparations?|rehearsal|training|announcements?|review|approval|paperwork)"
)
_OTHER_BEFORE = late(rf"{_WORK}(?:工作|事项|阶段|事宜|这块|方面|任务)?(?:也|都|均|已|已经|全部|基本|初步|顺利|提前|\s|is|are|has been|have been)*$")
_OTHER_AFTER = late(rf"(?:了|对|the|of|with|\s)*[^，。,]{{0,8}}?{_WORK}(?:工作|事项)?(?=[\W_]|$)")
# The first verb that fits counts: 下载完成 is obtaining, 升级包已下载 too.
_VERBS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (late(pattern), frozenset(bases.split()))
    for pattern, bases in (
        (r"获取|领取|下载|拿到|取得|领到|收到版本|(?<![a-z])(?:downloaded|obtained)(?![a-z])", "obtain"),
        (r"提测|提交测试|转测", "build"),
        (r"提交|交付|上传|(?<![a-z])(?:submitted|delivered|uploaded)(?![a-z])", "build report release obtain finalize"),
        (r"测试|遍历|测完|已测|通过|(?<![a-z])(?:passed|tested)(?![a-z])", "test report release"),
        (r"限制|生效|封禁|禁用|停用|(?<![a-z])(?:restricted|in effect|blocked)(?![a-z])", "restrict delay"),
        (r"升级|上线|部署|割接|切换|升完|升好|(?<![a-z])(?:upgraded|deployed|rolled out)(?![a-z])", "rollout"),
        (r"下发|推送|推完", "rollout"),
        (r"修复|修完|改完", "fix build"),
    )
)
_STANDARD = frozenset(["build", "fix", "test", "report", "release", "obtain", "rollout", "restrict", "delay", "finalize"])
_PLACES = late(
    r"北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古?|广西|西藏|宁夏|新疆|香港|澳门|广州|深圳|杭州|南京|苏州|武汉|成都|西安|青岛|大连|宁波|厦门|长沙|郑州|济南|沈阳|合肥|福州|昆明|东莞|佛山|无锡"
    r"|华东|华南|华北|华中|东北|西北|西南|西部|东部|南部|北部|中部|海外|国内|国外|亚太|欧洲|北美"
)


def _doneness(place: _Place) -> Mood | None:
    before, after, words = place.before, place.after, place.word.words
    if is_question(place.said) or _ATTRIBUTE.match(after) or _NOUN.match(after):
        return None
    free = _AIM.sub(lambda m: " " * len(m[0]), before)
    if (former := _last(_FORMER, free)) is not None and not re.search(r"已|了", free[former:]):
        return None
    if _CONDITION.search(free) or _is_adjective(place):
        return None
    if _NEGATION.search(free):
        return "not_done"
    perfect = bool(_PERFECT_WORD.search(words)) or after.startswith(("了", "啦")) or bool(re.search(r"已|均|刚|业已", _tail(free)))
    if strong := _last(_STRONG_FUTURE, free):
        if not re.search(r"已|了", free[strong:]):
            return "future"
    elif (weak := _last(_WEAK_FUTURE, free)) is not None and not perfect and not re.search(r"已|了|均", free[weak:]):
        return "future"
    if _latin(words) and _last(_WEAK_FUTURE, free) is not None and not re.search(r"been|already|was|were|已", free):
        return "future"
    if _OTHER_BEFORE.search(free) or _OTHER_AFTER.match(after):
        return None
    if place.work.base in _STANDARD and place.bases and place.work.base not in place.bases:
        return "part"
    if not _dated_evidence(place) and _is_ahead(place, perfect):
        return "future"
    if _COUNT.match(after) and not _ALL.search(f"{free[-8:]}{after[:4]}"):
        return "part"
    if _is_part(place, free):
        return "part"
    if "all_done" in place.word.meanings or _ALL.search(free[-6:]):
        return "all_done"
    return "done"


_AUXILIARY = late(r"(?<![a-z])(?:is|are|was|were|be|been|being|have|has|had|we|i|they|it|all|fully|successfully|now|already|just|'s|'ve|'re)\s*$")
_NO_NOUN = late(
    r"\s+(?:the|a|an|all|on|in|at|by|and|but|with|for|to|of|as|yesterday|today|last|this|successfully|now|already|without|except|before|after|ok|fine|completely|fully|\d)(?![a-z])|\s*[\W_]|\s*$"
)


def _is_adjective(place: _Place) -> bool:
    """The complete test, the restricted versions: a Latin word that stands before what it describes."""
    words, before, after = place.word.words, place.before, place.after
    if not re.fullmatch(r"[a-z]+", words) or _AUXILIARY.search(before) or _NO_NOUN.match(after):
        return words == "complete" and bool(re.match(r"\s+(?:the|a|an|all)(?![a-z])", after)) and not _AUXILIARY.search(before)
    return bool(before.strip()) or words == "complete"


def _is_part(place: _Place, before: str) -> bool:
    """第一批已完成, 北京已完成: a part, unless the node itself is called so."""
    found = [m[0] for pattern in (_PART, _PLACES) for m in pattern.finditer(f"{before} {place.after[:6]}")]
    if not found:
        return False
    own = " ".join(place.work.whole)
    return any(word not in own for word in found)


def _is_ahead(place: _Place, perfect: bool) -> bool:
    """周五完成, said on Thursday: still to come. 已 and 了 win over the day, which then is the one it was due."""
    date = place.date
    if perfect or date is None:
        return False
    if isinstance(date, DateDoubt):
        return date.reason in ("vague", "after", "after-event", "weekday-today", "alternatives", "ambiguous-hour", "counts-from-due", "recurring")
    return date.at > place.work.context.mailed


def _dated_evidence(place: _Place) -> bool:
    """A restriction's effective time and a delay's end stand beside 完成 as evidence, and often lie ahead."""
    return place.work.evidence in ("restriction", "delay") and bool(re.search(r"\d\.\d|v\d|生效|延迟|起|版本|版", place.said))


def _tail(before: str) -> str:
    return before[-14:]


def _last(pattern: re.Pattern[str], text: str) -> int | None:
    found = [m.end() for m in pattern.finditer(text)]
    return found[-1] if found else None


def _latin(words: str) -> bool:
    return words.isascii()


# --- the others ------------------------------------------------------------------------------------------------------

_QUESTION = late(
    r"[?？]\s*$|(?:吗|么|呢|没有|没|与否|不)[\s。！!~]*$|是否|是不是|有没有|能否|能不能|可否|可不可以|何时|什么时候|几时|多久|怎么样了|如何了|(?<![a-z])(?:when|have you|has it|is it|are you|did you|could you|can you|any update)(?![a-z])"
)
_STATEMENT_END = late(r"(?:还没有|还没|尚没有|并没有|都没有|都没|仍没有|什么)[\s。！!~]*$")
_NOTHING_FOUND = late(r"\s*(?:再|任何|客户|用户|门店)?\s*(?:发现|出现|收到|发生|接到|见|反馈|遇到|产生|异常|问题|投诉|报障|影响|丢失|报错|found|seen|received|reported)")
_LOOK_AFTER = late(r"\s*(?:持续|继续|再|密切|后续|进一步|\d+天|[一两三]天)*\s*(?:观察|跟踪|关注|监控|留意|注意|整理|补充|写|回访|总结)")
_ENDS = late(r"[\s了的]*(?:[\W_]|$)")
_NO_FAILURE = late(
    r"(?:避免|防止|如果|若|如|一旦|无|没有|未|零|0\s*|不会|不|未出现|未发生|未再|没|(?<![a-z])(?:no|not|without|zero|avoid|if|never)\s)[^，。]{0,4}$"
)
_FAILURE_NOUN = late(r"\s*(?:率|方案|预案|机制|脚本|版本|准备|能力|包|原因是?已|的?(?:门店|客户|服务器)?(?:已|也已|均已|都已)|rate|plan|0|为\s*0|数?为?\s*[0零])")
_PREPARED = late(r"(?:支持|可|可以|准备|具备|能|能够|允许|测试)$")
_ASKS_OTHERS = late(r"(?:请|麻烦|烦请|有劳|希望(?:各|贵|你|您|大家)|要求各?|please)[^，。]{0,12}$")
_NOT_PUT_OFF = late(r"(?:不|不用|不需|不需要|无需|无须|没有|未|没|不再|不会|不申请|避免|防止|未造成|并未|(?<![a-z])(?:no|not|without|avoid)\s)[^，。\d]{0,6}$")
_WAS_PUT_OFF = late(r"的(?!申请|请求)|(?:后|过|了)(?!\s*[到至]?\s*\d)|原因|情况|说明|限制|版本|期间")
_TO = late(r"[至到为成]$|\s(?:to|until)$")


def _is_not_done(place: _Place) -> bool:
    words, after = place.word.words, place.after
    if words in ("还没", "还没有", "尚未", "还未", "暂未", "没有", "not yet", "未收到", "没收到", "还没收到") and _NOTHING_FOUND.match(after):
        return False
    if words in ("还要", "还需要", "还需", "还得") and _LOOK_AFTER.match(after):
        return False
    if words.endswith("中") and not _ENDS.match(after):
        return False  # 测试中发现 …
    if re.search(r"(?:没有|无|不存在|除)\s*$", place.before):
        return False
    return not _FORMER.search(place.before)


def _is_failure(place: _Place) -> bool:
    before, after = place.before, place.after
    if _NO_FAILURE.search(before) or _FAILURE_NOUN.match(after) or _PREPARED.search(before):
        return False
    return not is_question(place.said) and not re.search(r"如果|若|一旦|(?<![a-z])if(?![a-z])", before)


def _puts_off(place: _Place) -> bool:
    words, before, after = place.word.words, place.before, place.after
    if _NOT_PUT_OFF.search(before):
        return False
    date = place.date
    dated = date is not None and date.span[1] > place.word.start
    # 8.0 及以下延迟到 1月15日 is what a restriction says of versions, not of its node.
    of_versions = place.work.evidence in ("restriction", "delay") and re.search(r"\d\.\d|v\d|版|限制", place.said)
    if of_versions and ("延迟" in words or "延长" in words or "拖到" in words):
        return False
    if _TO.search(words) or words in ("改期", "展期", "宽限", "拖到", "挪到"):
        return dated
    return dated or not _WAS_PUT_OFF.match(after)


def is_question(clause: str) -> bool:
    """Whether a clause asks: 完成了吗？, 是否完成."""
    return bool(_QUESTION.search(clause)) and not _STATEMENT_END.search(clause)


# --- what no list holds ----------------------------------------------------------------------------------------------

_VERB = r"(?:完成|升级|下发|推送|推广|更新|部署|上线|限制|封禁|禁用|停用|设置|配置|开启|启用|生效|提交|上传|交付|发布|发出|发送|提供|获取|领取|下载|拿到|处理|修复|办理|执行|实施|切换|割接|安装|落实|收尾|升|发|装|做|办|弄|搞|测|改|切|推)"
_ALREADY = late(
    rf"(?:已|已经|业已|均已|都已|也已|现已|全部已|今已)(?:经|于[^，。；,;\n]{{1,16}}|在[^，。；,;\n]{{1,14}}|全部|全|都|均|按[^，。；,;\n]{{1,6}}|如期|顺利|成功|陆续|正式|统一|一并|提前|\s){{0,3}}"
    rf"{_VERB}(?:完成|完毕|成功|完|好|掉|成|毕|妥|到位|结束|上去|下去|了|啦)*"
)
# 已将剩余的服务器全部升级, 已对 8.0 及以下版本设置限制.
_ALREADY_TO = late(
    rf"已(?:经)?(?:对|将|把|为|给)(?:(?!安排|计划|准备|申请|预约|通知|联系|协调|沟通|要求|建议|已|未|没|不)[^，。；,;\n]){{1,30}}?{_VERB}(?:完成|完毕|成功|完|好|掉|成|毕|妥|到位|结束|上|下去|了)*"
)
_VERB_ENDED = late(rf"{_VERB}(?:完毕|完了|好了|完啦|好啦|掉了|成了|上了|下去了|完成了|成功了|到位了?|结束了?)")
_DONE_SIGN = late(r"[✓✔☑√✅]|(?<![a-z])(?:y|yes done)(?![a-z])")
_OPEN_SIGN = late(r"[✗✘☒❌]|(?<=[\d\s、.：:])[×xX](?=\s|[，,。；;\n]|$)")
_DONE = frozenset({"done"})
_NOT = frozenset({"not_done"})


def _patterns(text: str, heard: Hearing) -> Iterator[Heard]:
    """已于昨晚顺利升级完毕, 弄好了: said in words that no list can hold; a phrase heard at the place counts instead."""
    taken = [(h.start, h.end) for h in (*heard.heard, *heard.hushed)]
    covered = bytearray(len(text) + 1)
    for start, end in taken:
        covered[start:end] = b"\1" * (end - start)
    for pattern in (_ALREADY, _ALREADY_TO, _VERB_ENDED):
        for m in pattern.finditer(text):
            if any(covered[m.start() : m.end()]):
                continue
            covered[m.start() : m.end()] = b"\1" * (m.end() - m.start())
            yield Heard(_DONE, m[0], m.start(), m.end(), -1)


def _signs(text: str) -> list[Heard]:
    """1 ✓, 2 ×: signs in an answer by rows."""
    done = [Heard(_DONE, m[0], m.start(), m.end(), -1) for m in _DONE_SIGN.finditer(text)]
    return done + [Heard(_NOT, m[0], m.start(), m.end(), -1) for m in _OPEN_SIGN.finditer(text)]


_BARE_DATE = late(
    r"[\s，,。.!！:：]*(?:那就|就|大概|大约|应该|争取|改|也|约|要|要到|得|得到|在|于|by|on|about|around|until|till|maybe|before|the|it|it's)?\s*(?P<date>\0+)\s*(?:前|之前|以前|内|吧|左右|弄|做|办|搞|发|给|升级?|下发|限制|提交|处理|完|好|可以|能|行|上线|推送|更新|部署|完整|再)*[\s，,。.!！~]*"
)


def _dates_alone(
    text: str, spans: tuple[tuple[int, int], ...], dates: Sequence[Moment | DateDoubt], found: Sequence[Heard]
) -> Iterator[Said]:
    """A clause that is nothing but a date (周五, 12月5日前升级): the day by which it will be done."""
    for one in dates:
        clause = next((s for s in spans if s[0] <= one.span[0] < s[1]), None)
        if clause is None or any(clause[0] <= h.start < clause[1] for h in found):
            continue
        inside = text[clause[0] : one.span[0]] + "\0" * (one.span[1] - one.span[0]) + text[one.span[1] : clause[1]]
        if _BARE_DATE.fullmatch(inside):
            yield Said("future", one.words, one.span[0], one.span[1], clause, one)
