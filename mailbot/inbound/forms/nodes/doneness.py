"""doneness: whether a word of 完成 says that the work is done, or a part of it, or that it will be (SPEC 9 "Replies").

A wrong closing costs more than a question, so that the word counts only where nothing around it takes it back: a negation
(还没全部完成), a time to come (周五完成), a condition (完成后), a part (第一批已完成), another piece of work (备份已完成).
"""

import re
from typing import Literal

from mailbot.inbound.forms.clauses import IF, LATER, UNSURE, follows_if, is_question
from mailbot.inbound.forms.days.moments import DateDoubt, Moment
from mailbot.inbound.forms.nodes.moodplace import Place
from mailbot.inbound.forms.nodes.partly import is_part
from mailbot.late import late

Doneness = Literal["done", "all_done", "part", "not_done", "future"]

_NEGATION = late(
    r"(?:未(?!来|必|雨)|没(?!问题|事|关系|什么|意见)有?|尚未|不能|无法|未能|没能|不会|没法|难以|不可能|不再|不是|不算"
    r"|并不|来不及|还差|不足"
    r"|(?<![a-z])(?:not|nothing|never|cannot|unable|yet to|far from|failed to|should have been|hardly|without|no|none|isn't"
    r"|aren't)(?![a-z])"
    r"|n't)"
    r"(?:(?!已|但|并|而|且|就|却|的|问题|异常|意见|影响|失败|投诉"
    r"|(?<![a-z])(?:but|and|issues?|problems?|errors?)(?![a-z])).){0,14}$"
)
_STRONG_FUTURE = late(
    r"预计|预期|估计|预估|预定|计划|打算|争取|力争|力求|保证|确保|承诺|尽快|尽量|尽早|马上|立即|立刻|即将|将要"
    r"|将于|将在|将会|将(?=完成|全部|陆续|尽快|按)|拟(?=于|在|[今明下周本\d])|有望|可望|希望|期望|才能|就能|才可"
    r"|(?<![今昨刚已][天晚早经]..)完最后[^，,。；;\n]{1,6}就$|应该|应当|应于|应在|须|务必|必须"
    r"|(?<![a-z])(?:expect\w*|plan|plans|planning|hope\w*|aim\w*|intend\w*|estimat\w*|eta)(?![a-z])"
)
# Under a condition nothing is said of the work: 如果完成, 等客户升级完成后.
CONDITION = late(
    r"(?<!会)等(?=客户|[^，]{0,10}再)|等待|(?<![期接招对])待(?!遇)|若|如(?!期|下|上|实|今|约|此)"
    rf"|{IF}|只有|直到|以便|为了|(?<![a-z])(?:once|when|until|till|whether|as soon as|in order to)(?![a-z])"
)
# 等升级都完成了通知我
_WAITS = late(r"(?<![平同相不二三高])等(?!于|级|[\W_])")
_THEN = late(
    r"了?(?:之?后|以后)?(?:[，,]我?们?(?=再))?(?:就|请|麻烦|再)*(?:[报回]|通知|告诉|告知|叫|喊|联系|找|跟|和|发|说|统一|一起|我)"
)
_WEAK_FUTURE = late(
    r"(?<![开例周大晨晚早社机议协委学工])会(?!议|上|后|前|员|计|同|签)|(?<![需主重不只必简摘纲还])要(?!求|点|素)"
    r"|(?<![功性职可智不])能(?!耗|力|源)|可以|可(?=在|于)|需要|需(?!求)|还需|想|准备(?=[今明下周本\d在于])|请"
    rf"|麻烦|要求|安排|建议|一定|必定|肯定|{LATER}"
    r"|(?<![a-z])(?:will|'ll|shall|should|going to|to be|need to|needs to|have to|has to|must|can|could|would"
    r"|may|might|please|let's|try to|want to|to)(?![a-z])"
)
_UNSURE = late(UNSURE)
_ALMOST = late(r"(?:(?<![尽加赶很])快(?:要|就)?|正在)$")  # 快升完了
_PERFECT_WORD = late(r"已|了|[a-z]")
_HAS_BEEN = late(r"(?<![a-z])(?:has|have|had|was|were|been|already|just|all|is|are)(?![a-z])[^,.]{0,12}$")
_ATTRIBUTE = late(r"的(?!\s*(?:$|[^\w\s]|啊|哦|呢|哈))")
_NOUN = late(
    r"(?:后|之后|以后|前|之前|以前)(?!完|已)"
    r"|(?:时|时间|时限|日期|情况|率|度|比例|标准|条件|与否|的话|方可|再|才)|(?:报告|清单|名单|表|单)(?![\W_]|$)"
    r"|\s*(?:date|time|status|rate|criteria)(?![a-z])"
)
# We finished the pilot; complete the test is asked for.
_DID = late(r"(?<![a-z])(?:we|i|they|he|she|team|just|already|have|has|'ve|'s)\s*$")
_THE = late(r"\s+the(?![a-z])")
_AIM = late(
    r"(?:按|照|依|按照|依照|根据)(?:原定?|既定|预定)?(?:计划|进度|要求|安排)|as planned|as scheduled|on schedule"
    r"|计划内|提前"
)
FORMER = late(
    r"原(?:定|计划|本|先|拟|应)|本(?:应|该|来)|应该?于|originally|was (?:due|planned|supposed)|本周计划"
    r"|计划完成时间"
)
_COUNT = late(
    r"(?:了|约|近|大概|大约|到|至|其中|在内)*\s*\d[\d,]*(?:\.\d+)?\s*[万千k]?\s*(?:余|多|more |further "
    r"|additional |other )?\s*(?:台|套|个|家|户|条|份|点|门店|客户|服务器|终端|节点|店|%|成|stores?|servers?"
    r"|clients?|units?)"
    r"|(?:了|约|近|大概|大约|到|至)*\s*\d{1,7}(?=\s*(?:[，,。;；、！!\n)）]|$))"
    r"|(?:了)?\s*[一二三四五六七八九十百两几]{1,4}\s*(?:台|套|家|户|个(?!月|工作日|节点|升级))"
    r"|(?:了)?(?:一半|一多半|大半|多半|过半|一部分|大部分|部分|多数"
    r"|[一二两三四五六七八九十]分之[一二两三四五六七八九]|[一二三四五六七八九]成(?![功立员为本长交果]))"
)
# 去年的升级, 另一个项目: another round, another work. 务必今天完成, 大家…: what others are asked for.
_ELSEWHERE = late(
    r"去年|前年|上(?:一)?(?:个?版本?|轮|回|期)(?![的]?(?:报|说|提|问))"
    r"|(?:另一?|别的|其他|其它)(?:个|外)?(?:项目|产品|策略|系统)|务必"
    r"|(?<![a-z])(?:last year|previous (?:version|release|round)"
    r"|(?:the )?other (?:project|product|campaign))(?![a-z])"
)
_OUT_OF = late(r"\s*(?:out )?of (?:the |our |a total of )?\d")
_ALL = late(
    r"全部|所有|全都|全体|均|都|全(?=量|网|国|完|升)|整个|100%|百分之百"
    r"|(?<![a-z])(?:all|every|whole|entire|fully|completely)(?![a-z])"
)
# Work that is not the node's: what stands right before or behind the word of 完成.
_WORK = (
    r"(?:公告|通告|值班表?|排班表?|磁盘|清理|纪要|材料|话术|截图|表格|文件|邮件|建群|报备|测试(?:机器?|服务?器?)"
    r"|样机|演示机|演示环境|电脑|本机|沙箱|预发|备份|准备|(?<![设配预准])备|预热|演练|预演|彩排|沟通|协调|联系"
    r"|通知|宣贯|培训|方案|预案|评审|审批|申请|采购|招标|排期|排查|定位|分析|调研|摸底|统计|收集|汇总|登记|报名"
    r"|盘点|检查|巡检|核对|核查|下单|环境|脚本|文档|手册|会议|讨论|合同|签约|回访|预约|清单|名单|工单|解压|扩容"
    r"|迁移|快照|采样|试用|试运行|上会|(?<!按)(?<!准)时间|日期|工期|负责人|人选"
    r"|(?:test|staging|demo|sandbox|uat) (?:environments?|servers?|machines?|systems?|box(?:es)?)"
    r"|change requests?|release notes|meetings?|notices?|back-?ups?|preparations?|rehearsal|training"
    r"|announcements?|review|approval|paperwork)"
)
_OTHER_BEFORE = late(
    rf"{_WORK}(?:工作|事项|阶段|事宜|这块|方面|任务)?(?:也|都|均|已|已经|全部|基本|初步|顺利|提前|\s|is|are"
    rf"|has been|have been)*(?:升级?|装|弄|搞|做|发|换|切|部署|更新)?$"
)
_OTHER_AFTER = late(rf"(?:了|对|the|of|with|\s)*(?:(?!实际|完成)[^，。,]){{0,8}}?{_WORK}(?:工作|事项)?(?=[\W_]|$|的)")
_STANDARD = frozenset(
    ["build", "fix", "test", "report", "release", "obtain", "rollout", "restrict", "delay", "finalize"]
)


def doneness(place: Place) -> Doneness | None:
    before, after, words = place.before, place.after, place.word.words
    if (
        is_question(place.said)
        or _ATTRIBUTE.match(after)
        or (_NOUN.match(after) and not (_DID.search(before) and _THE.match(after)))
    ):
        return None
    free = _AIM.sub(lambda m: " " * len(m[0]), before)
    if (former := _last(FORMER, free)) is not None and not re.search(r"已|了", free[former:] + words):
        return None
    if _ELSEWHERE.search(place.said) or _of_another_version(place):
        return None
    if CONDITION.search(free) or (_WAITS.search(free) and _THEN.match(after)) or _is_adjective(place):
        return None
    if _NEGATION.search(free) or _ALMOST.search(free):
        return "not_done"
    perfect = (
        bool(_PERFECT_WORD.search(words))
        or after.startswith(("了", "啦"))
        or bool(re.search(r"已|均|刚|业已", _tail(free)))
    )
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
    if not _dated_evidence(place) and (_is_ahead(place, perfect) or (not perfect and _later_today(place))):
        return "future"
    if follows_if(place.text, place.clause[0], place.word.end):
        return None
    if _UNSURE.search(free):
        return "future"
    if _OUT_OF.match(after) or (_COUNT.match(after) and not _ALL.search(f"{free[-8:]}{after[:4]}")):
        return "part"
    if is_part(place, free):
        return "part"
    if "all_done" in place.word.meanings or _ALL.search(free[-6:]):
        return "all_done"
    return "done"


_AUXILIARY = late(
    r"(?<![a-z])(?:is|are|was|were|be|been|being|have|has|had|we|i|they|it|all|fully|successfully|now|already"
    r"|just|'s|'ve|'re)\s*$"
)
_NO_NOUN = late(
    r"\s+(?:the|a|an|all|on|in|at|by|and|but|with|for|to|of|as|yesterday|today|last|this|successfully|now"
    r"|already|without|except|before|after|ok|fine|completely|fully|\d)(?![a-z])"
    r"|\s*[\W_]|\s*$"
)


def _is_adjective(place: Place) -> bool:
    """The complete test, the restricted versions: a Latin word that stands before what it describes."""
    words, before, after = place.word.words, place.before, place.after
    if not re.fullmatch(r"[a-z]+", words) or _AUXILIARY.search(before) or _NO_NOUN.match(after):
        return (
            words == "complete"
            and bool(re.match(r"\s+(?:the|a|an|all)(?![a-z])", after))
            and not _AUXILIARY.search(before)
        )
    return bool(before.strip()) or words == "complete"


def _of_another_version(place: Place) -> bool:
    """8.2.0 的升级已完成, where 8.2.1 is rolled out: said of what was before. Of a restriction the versions are its evidence."""
    campaign = place.work.context.campaign
    own = campaign.version if campaign is not None else ""
    if (
        not own
        or place.work.evidence in ("restriction", "delay")
        or place.work.base in ("build", "release", "restrict", "delay")
    ):
        return False
    ours = f"{campaign.product} {campaign.component} {campaign.title}".casefold() if campaign is not None else ""
    # Of another thing (ratesvr 2.9.0) the report of the row asks, with its name.
    named = [
        m["version"]
        for m in _NAMED_VERSION.finditer(place.before)
        if (m["thing"] or "").casefold() in (*_NO_THING, *_LATIN.findall(ours))
    ]
    return bool(named) and not any(v.startswith(own) or own.startswith(v) for v in named)


_LATIN = late(r"[a-z]{2,}")
_NO_THING = tuple("|version|versions|ver|build|release|from|the|of|on|to|and|server|servers|client|clients".split("|"))
_NAMED_VERSION = late(
    r"(?:(?<![a-z])(?P<thing>[a-z]{2,20})\s{0,3})?(?<![\d.])(?P<version>\d{1,4}(?:\.\d{1,6}){1,4})(?![\d.]*[\d%])(?!\s*(?:台"
    r"|家|个|户|%))"
)


# Finished on Tuesday: the last one.
_ON_A_WEEKDAY = late(
    r"(?:(?!\bby\b|\bwill\b|\bshould\b)[^.,;\n]){0,50}?\s(?:on|last) (?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri"
    r"|sat(?:ur)?|sun)(?:day)?(?![a-z])"
)


_DAY_ALONE = late(r"^[^月./-]*[号日](?:之?前|以前|内)?$")


def _is_ahead(place: Place, perfect: bool) -> bool:
    """周五完成, said on Thursday: still to come. 已 and 了 win over the day, which then is the one it was due."""
    date = place.date
    if perfect and _latin(place.word.words) and isinstance(date, Moment) and date.span[0] >= place.word.end:
        # Finished this Friday, said on Thursday; done today is done.
        days = place.work.context.days
        if _ON_A_WEEKDAY.match(place.text, place.word.end):
            return False
        return date.day > days.day_of(place.work.context.mailed) and not _HAS_BEEN.search(place.before)
    if perfect or date is None:
        return False
    if isinstance(date, DateDoubt) and date.reason == "within-30-days-past":
        return _DAY_ALONE.search(date.words) is not None  # 2号弄完, said on the 27th: which one is asked
    if isinstance(date, DateDoubt):
        return date.reason in (
            "vague",
            "after",
            "after-event",
            "weekday-today",
            "alternatives",
            "ambiguous-hour",
            "counts-from-due",
            "recurring",
        )
    return date.at > place.work.context.mailed and not _seen_today(date, place)


# 华东今天全部升完，无异常: what was seen of it, or 【完成】 above it, says that it is over before the day is.
_TODAY = late(r"(?:今天|今日|today)(?:上午|中午|下午|早上)?")
_SEEN = late(
    r"[^。；;\n]{0,24}?(?:(?:无|没有?|未见|未发现|零)(?:任何|什么|啥|明显)?(?:异常|问题|投诉|报错|报障|告警|故障)(?!的话|就|再)"
    r"|(?<![不没])(?:一切|运行|业务|观察[^，,。；;\n]{0,8})(?:都|均)?(?:正常|平稳)|(?<![a-z])no (?:issues|problems|complaints|errors)(?![a-z]))"
)


def _seen_today(date: Moment, place: Place) -> bool:
    tag = place.work.context.subject.tag
    said = (tag is not None and tag.fresh and tag.words == "完成") or _SEEN.match(place.text, place.word.end)
    return bool(said) and _TODAY.fullmatch(date.words) is not None


# 下午完成升级, said in the morning, by the hour at which it begins.
_PART_OF_DAY = late(r"(?<![昨前天日号晚])(?P<part>中午|下午|傍晚|晚上)")
_BEGINS = {"中午": 12, "下午": 13, "傍晚": 17, "晚上": 18}


def _later_today(place: Place) -> bool:
    named = _PART_OF_DAY.search(place.before)
    return named is not None and place.work.context.mailed.hour < _BEGINS[named["part"]]


def _dated_evidence(place: Place) -> bool:
    """A restriction's effective time and a delay's end stand beside 完成 as evidence, and often lie ahead; 推迟到2月1日完成 is none."""
    if place.work.evidence not in ("restriction", "delay") or _PUT_OFF.search(place.before):
        return False
    return bool(re.search(r"\d\.\d|v\d|生效|延迟|起|版本|版", place.said))


_PUT_OFF = late(r"(?:推|推迟|延|延[期后]|顺延|挪|移|改|调整?|提前)[到至为](?!了|位)[^，,。；;]{0,20}$")


def _tail(before: str) -> str:
    return before[-14:]


def _last(pattern: re.Pattern[str], text: str) -> int | None:
    found = [m.end() for m in pattern.finditer(text)]
    return found[-1] if found else None


def _latin(words: str) -> bool:
    return words.isascii()
