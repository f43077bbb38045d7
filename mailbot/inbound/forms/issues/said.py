"""IssueSaid: what the words of a text about issues say, whoever says them: done about it, unsolved, verified, asked."""

import re

from mailbot.inbound.forms.clauses import clauses, is_question
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import Hearing, hear, smooth
from mailbot.inbound.forms.issues.handled import LABEL, is_handled
from mailbot.inbound.forms.issues.sure import FUTURE, clear, first_said
from mailbot.late import late
from mailbot.value import Value

_DECLINED = late(
    r"(?:^|[\s，,。；;：:])(?:已经?|先|都)?转(?:给|交|由)?(?:研发|测试|技术|产品|开发|运维|业务)(?:部门?|经理"
    r"|那边|同事)?了?(?=$|[\s，,。；;])"
    r"|不归我|不是我(?:们)?(?:负责|处理|的)|不属于我|不由我|不该我|与我(?:们)?无关|找错人"
    r"|请(?:转|让|找|由)[^，。；;\n]{1,12}(?:处理|答复|看|跟进|回复)"
    r"|转(?:给|交|由)?[^,，。；;\n]{1,8}(?:处理|跟进|排查|解决)(?=$|[,，。；;\n])"
    r"|请(?:研发|开发|测试|技术|产品|运维|业务|[\u4e00-\u9fff]{1,3}[总工])[^，。；;\n]{0,6}(?:处理|答复|看|跟进"
    r"|回复|确认)"
    r"|转(?:给)?[^，。；;\n]{1,8}(?:处理|跟进)?了?(?=[。.!！~\s]*$)"
    r"|(?<![a-z])(?:not (?:mine|my|ours|our)|please ask|over to|belongs to)(?![a-z])"
)
# 没复现 tells of this one try, 无法复现 that it cannot be.
_THIS_TIME = late(r"没|未|(?:could|did) ?n.t|could not|did not")
# 日志能发一份吗, 系统版本也写一下: something that whoever raised it has to bring.
_MATTER = (
    r"(?:日志|dump|截图|录屏|抓包|报文|版本|环境|配置|步骤|现象|账号|单号|时间点|堆栈|信息|样本|数据|型号|ip|logs?"
    r"|screenshots?|trace|version|steps|details)"
)
_WANTS = late(
    rf"(?:请|麻烦|烦请|让)[^，,。；;\n]{{0,6}}(?:确认|核实|告知|反馈|说明|提供|查)(?:一下"
    rf"|下)?[^，,。；;\n]{{0,8}}{_MATTER}"
    rf"|"
    rf"(?:需要|还?缺|还?差|要有|得有)[^，,。；;\n]{{0,8}}{_MATTER}(?=$|[\W_]|才|再|来|看|定位|分析)|"
    r"(?:麻烦|请|劳烦|辛苦|方便的话|能否|能不能|可以)[^，。；;\n]{0,6}(?:发|传|给|提供|贴|截)(?:我|我们"
    r"|过来)?(?:一份|一下|一个|个|张图|过来)"
    rf"|{_MATTER}[^，。；;\n]{{0,10}}(?:(?:能|可以|方便|麻烦|请|再|也|先|都)[^，。；;\n]{{0,4}}(?:发|给|贴|提供"
    rf"|补|传|写|附|截|抓)"
    rf"|(?:发|给|贴|补|传|写|附|截|抓)(?:一下|下|一份|一个|个|给我|过来|我))"
    rf"|(?:能|可以|方便|麻烦|请|再|先)[^，。；;\n]{{0,6}}(?:发|给|贴|提供|补充?|传|写|附|截|抓)(?:一下|下|一份"
    rf"|一个|个|些|张|给我|我|过来)?[^，。；;\n]{{0,10}}{_MATTER}",
)
_UNSOLVED = late(
    r"(?:复测|验证|回归|重测|再测|重试|再试|试了|测了|升级后|更新后|装了|重启后)[^，。；;\n]{0,12}?(?:没过"
    r"|没通过|不过关|未过|未通过|不通过|过不了|不行|失败|不ok|没好|没解决|没用|不管用|没效果|依旧|依然|照样|照旧"
    r"|还是[^，。；;\n]{0,10}(?:不|没|报错|空白|崩|卡|慢|失败|有|这样|一样|异常|重复))"
    # 仍连不上, 又坏了
    r"|(?:还是|仍然?|依然|依旧|照样|还)(?:会|在)?[\u4e00-\u9fff]{0,2}?[连登用打进启升装传查点收发印]不(?:上|了"
    r"|开|来|通|动|到|出|下|进|起)(?:来|去)?"
    r"|(?<![\u4e00-\u9fff])(?:现在|今天|今早|刚才|刚刚|早上|昨晚)?又(?:坏|挂|断|崩|卡|掉|停|不行|连不上|打不开"
    r"|用不了)了?(?=$|[\W_])"
    r"|(?:还是|仍然?|依然|依旧|照样|还)(?:会|在|能)?(?:报错|报|空白|崩溃|卡死|卡|失败|异常|打不开|起不来|出现"
    r"|存在|重复|乱码)"
    # 4 台好了，还有 1 台起不来
    r"|(?:还有|仍有|另有|剩下?|其中|但)(?:的)? ?(?:\d{1,5}|[一二两三四五六七八九十几]{1,3}) ?(?:台|家|个|套|户"
    r"|处|条)[^，,。；;\n]{0,10}?(?:起不来|打不开|不行|没好|不好|报错|有问题|失败|不正常|异常|一样|老样子|没解决"
    r"|没恢复|没变化|连不上|不能用|用不了)"
    # 5 没过，凌晨还是没切割
    r"|(?<![^\W\d_])(?:还是|仍然?|依然|也|都|又)?(?:没有?过|没有?通过|未通过|不通过|不过关"
    r"|过不了)(?=了?(?:$|[\W_]))"
    r"|(?:还是|依然|仍然?|依旧|照样)(?:没有?|不)(?!问题|异常|清楚|确定|知道|一定|明白|太|时间|空|来得及|机会|人"
    r"|收到|看到|想|敢|大)[^，,。；;\n]{1,8}"
    r"|验证[:：][^\n]{0,60}?(?:未|不|没有?)通过|没有?(?:改|修|弄|搞|处理|解决)(?:好|掉|完|对|干净|到位)"
    r"|又(?:会|开始|有[^,，。；;\n]{1,6})?[^,，。；;\n了的]{0,6}?(?:不来|不了|不开|不上|不动|不通|不出|失败|报错"
    r"|报警|崩|卡死|卡住|挂|断|重复|丢|空白|出错|异常|死机|黑屏|掉线|宕机|出现|发生)了?"
    r"|(?<![a-z])still \d"
    r"|(?<![a-z])still (?:shows?|showing|gets?|getting|ha(?:s|ve|d)|having|see|sees|seeing|reads?|returns?"
    r"|reports?|displays?|present|missing|empty|occurs?|occurring|appears?|there|reproduc\w+|an issue|not|no"
    r"|doesn't|isn't|can't|cannot|the case|crashes|wrong)(?![a-z])"
    r"|(?<![a-z])(?:still|again)(?![a-z])[^,.;\n]{0,30}(?<![a-z])(?:blank|crash\w*|fail\w*|error\w*|wrong|broken"
    r"|slow|the same|stuck|see\w*|happen\w*)(?![a-z])"
)
_VERIFIED = late(
    r"验证(?:已)?(?:通过|ok|完成|无误|没问题|成功)|已验证|复测(?:已)?(?:通过|ok)|回归(?:测试)?(?:已)?通过"
    r"|确认(?:已经?|问题已?)?(?:解决|修复|关闭|恢复)"
    r"|(?:可以?|请|同意|申请)(?:以)?关(?:闭|掉|(?=[，,。；;！!\s]|$))"
    r"|关闭(?:吧|了|该问题|此问题|问题|$|[，。！])|问题(?:已经?)?关闭|验证[:：][^\n]{0,60}?(?<![未不没])通过"
    r"|不用(?:再)?(?:处理|管|查|看)了?|无需处理|误报|撤销(?:该|此|这个)?问题|关单|结单"
    # 关了吧, 那就关掉吧, as a clause of its own: 把自动更新关了吧 is of something else.
    r"|(?<!\w)(?:那|那就|就|可以|都|也|直接|一起|先|麻烦|帮忙|(?:把)?(?:这个|这条|该|此|它)(?:问题)?)*关(?:掉"
    r"|闭)?了?吧(?!\w)"
    r"|(?<![a-z])(?:verified|verification passed|confirmed (?:fixed|resolved)|(?:you|we) can close|can be closed"
    r"|please close|close (?:it|this)|closed|false alarm)(?![a-z])"
    r"|(?<![a-z])(?:works?|working"
    r"|(?:is|are|looks?|all|back to) (?:fine|ok|good|normal))(?: (?:fine|well|ok|again|correctly|properly"
    r"|as expected))?(?: (?:on|in|at|for|with) [^,.;\n]{1,30}?)? now(?![a-z])"
    r"|(?<![a-z])(?:works|working) (?:fine|well|correctly|properly|as expected|again)(?![a-z])"
)
# Said by somebody who answers for no issue, these end one, too; said by a manager they are its handling result.
_SOLVED = late(
    r"(?:问题|故障|缺陷)?(?:已经?|都|均|全部)+(?:已经?)?(?:解决|修复)"
    r"|(?<![a-z])(?:(?:is|are|been|now) (?:fixed|resolved|solved)|issue resolved|problem solved)(?![a-z])"
)
_TAKES = late(
    r"我来|我负责|我处理|我跟|我看|由我|交给我|我们来|我们处理|我们跟|我接|收到|on it|i'll|i will|mine|taking"
)
# 已定位，根因是…: what was found out is no result yet.
_FOUND_OUT = late(
    r"\s*(?:问题|缺陷)?(?:已经?|初步|基本)?(?:已经?)?(?:定位|复现|排查|分析|收到|安排|转(?!正)|反馈|联系)"
    r"|\s*(?:根因|原因|初步(?:判断|怀疑)|怀疑)"
)
_NOT_YET = late(
    r"\s*(?:问题|缺陷)?(?:目前|现在)?(?:还没有?|还未|尚未|暂未|仍未|未|没有?)(?!有?问题|异常)"
    r"|\s*(?:not|still not|no fix)(?![a-z])"
)
_HANDS_ON = late(r"(?:归|由|让|找|交给|转给?|给|请|等|问|@|是|(?<![a-z])(?:ask|to|for|by|with)\s)\s*")
# 暂时没再出现，先观察几天: it is not over yet.
_WATCHED = late(
    r"观察|暂时|目前(?:来看)?还?(?:没|未)|再看(?!不)|先看看|再跟(?:踪|一下)|再等等"
    r"|(?<![a-z])(?:for now|so far|keep watching|will monitor|monitor(?:ing)?)(?![a-z])"
)
_KEEPS_OPEN = late(
    r"(?:先|暂时?|还|暂且|不要|别|不能|不可以|不予)(?:先|不|别|不要|不能)*(?<=不|别|要|能|以|予)关(?!系|注|心|联"
    r"|于|掉了)(?:闭|掉|单)?"
    r"|(?<![a-z])(?:do not|don't|not) close|keep (?:it |this )?open(?![a-z])"
    # 周五关闭, close it tomorrow: not yet
    r"|(?:周[一二三四五六日天]|下周|后天|月底|\d[日号])(?:再|就|统一|才|给)*关(?:闭|掉)?(?!了)"
    r"|(?<![a-z])close (?:it |this )?(?:tomorrow|later|next|on (?:mon|tue|wed|thu|fri))(?![a-z])"
)
_ENDS_IT = late(r"关闭|关掉|关单|结单|验证通过|确认解决|(?<![a-z])(?:close|closed|verified)(?![a-z])")
_SHORT_WORD = 16  # characters of 问题 2：收到，我来处理: with more, something is said
_HOLLOW = late(
    r"(?:还|正)?在(?:想|看|查|找)[^，,。；;]{0,4}|还没(?:想好|定|有)[^，,。；;]{0,4}|待定|待确认|暂无|无|没有"
    r"|处理中|正在.{0,6}|tbd|pending|n/?a|-+"
    r"|(?:[今明后]天|周[一二三四五六日]|下周[一二三四五]?)?(?:上午|中午|下午|晚上|稍后|晚点|今晚|下班前)?[前内]?(?:再|会|就)?(?:给|出|答复?|回复?)您?",
    re.IGNORECASE,
)


class IssueSaid(Value):
    """What a text about issues says, whoever says it. `handled` a thing done or decided; `declines` that it is for somebody else; `labelled` under 处理结果：; `to_come` nothing
    but what will be; `verified` a word that ends an issue even before it was answered; `fine` 没问题, with nothing beside it."""

    handled: bool
    declines: bool
    labelled: bool
    to_come: bool
    only_to_come: bool
    result: str
    asks: bool
    reopened: bool
    closed: bool
    verified: bool
    fine: bool
    solved: bool
    takes: bool
    polite: bool
    thanks: bool

    @staticmethod
    def heading(words: str) -> str:
        """处理结果： at the end of a text, above what is said of each issue; '' where it ends otherwise."""
        return next((m[0].strip() for m in LABEL.finditer(words) if not words[m.end() :].strip()), "")

    @classmethod
    def of(cls, words: str, context: Context) -> "IssueSaid":
        heard = hear(words, context.rules.phrases)
        line = heard.text
        label = LABEL.search(words)
        spans = clauses(line)
        ask = first_said(heard, "ask_raiser")
        handled = is_handled(heard)
        # 无法复现 settles it for now, unless more is asked for: 无法复现，请补充日志.
        wants = ask or any(_WANTS.search(line[a:b]) for a, b in spans)
        unseen = any("not_reproduced" in h.meanings and not _THIS_TIME.match(h.words) for h in heard.heard)
        handled = handled or (
            unseen and not wants and not _WATCHED.search(line) and not any(is_question(line[a:b]) for a, b in spans)
        )
        future = bool(FUTURE.search(line)) or heard.says("promise", "not_done")
        result = words[label.end() :].strip() if label else words
        hollow = bool(label) and bool(_HOLLOW.fullmatch(result.strip(" 。.！!")))
        if label and not hollow and result:
            to_come = False if handled else _only_to_come(smooth(result))
        else:
            to_come = hollow or (future and not handled) or heard.only("acknowledge", "promise")
        question = bool(spans) and is_question(line[spans[-1][0] : spans[-1][1]]) and not handled
        return cls(
            handled=handled,
            declines=bool(_DECLINED.search(line)) or _for_another(line, context),
            labelled=label is not None and bool(result) and not hollow,
            to_come=to_come,
            only_to_come=hollow or _only_to_come(smooth(result)),
            result=result,
            asks=ask
            or (heard.says("not_reproduced") and any(is_question(line[a:b]) for a, b in spans))
            or (question and _asks_back(line))
            or wants,
            reopened=clear(_UNSOLVED, line) or first_said(heard, "reopen"),
            closed=not _KEEPS_OPEN.search(line)
            and not (_WATCHED.search(line) and not _ENDS_IT.search(line))
            and (first_said(heard, "close") or clear(_VERIFIED, line)),
            verified=clear(_VERIFIED, line),
            fine=all_fine(heard),
            solved=clear(_SOLVED, line),
            takes=bool(_TAKES.search(line)),
            polite=heard.only("acknowledge", "thanks"),
            thanks=heard.only("thanks"),
        )


def _for_another(line: str, context: Context) -> bool:
    """归祝强, 等祝强结论, 由测试部看: it is for somebody of the directory, not for whoever writes."""
    directory = context.rules.directory
    own = directory.person(context.person)
    mine = {smooth(own.name), smooth(own.department or "").removesuffix("部")} if own else set()
    known = {smooth(n).removesuffix("部") for n in (*directory.names(), *(d.name for d in directory.departments))}
    others = tuple(name for name in known - mine if len(name) > 1)
    return any(line.startswith(others, m.end()) for m in _HANDS_ON.finditer(line))


def _only_to_come(line: str) -> bool:
    """Under 处理结果：nothing but what will be: 正在定位，预计明天修复; a 收到 beside it is no result either."""
    parts = [line[s:e] for s, e in clauses(line)]
    return bool(parts) and all(
        FUTURE.search(part)
        or _FOUND_OUT.match(part)
        or _NOT_YET.match(part)
        or (_TAKES.search(part) and len(part) < _SHORT_WORD)
        or not re.search(r"[\w]", part)
        for part in parts
    )


def _asks_back(line: str) -> bool:
    return bool(
        re.search(
            r"请问|能否|能不能|可否|哪|几|多少|什么|是否|有没有|有无|怎么|如何"
            r"|(?<![a-z])(?:which|what|how|when|where|do you|does|did|is it|are there|can you|could you)(?![a-z])",
            line,
        )
    )


# The whole answer to 请验证.
_FINE = late(
    r"(?:(?:这边|我们?|看了|试了|试过|测了|测过|验了|看过|现在|目前|都|已经?|一切|下|一下|了|确实|是"
    r"|\d+ ?[台家个套处]|[两三四五六七八九十几][台家个套处]|重启|升级|更新|重装|登录|打印|使用|运行|现场|客户"
    r"|门店|服务|设备|机器|之?后|全部|均|也|就|的)*(?:没有?问题|无问题|没毛病|正常)(?:了|的|啦|哈)?"
    r"|(?:all |looks |it's |is )?(?:good|fine|ok) (?:here|now|on our side|from our side|for us)|confirmed|passed"
    r"|(?:(?:这|这边|两|三|几|个|都|全部|均|也|已经?|全)*(?:验证|复测|回归|测试)?通过(?:了|的)?)|ok了?)"
)
_SPACES = late(r"[\s\W_]+")


def all_fine(heard: Hearing) -> bool:
    """没问题, or 行 of whoever has looked, and nothing beside it but thanks and that it was looked at."""
    parts = [part for a, b in clauses(heard.text) if (part := _SPACES.sub(" ", heard.text[a:b]).strip())]
    looked = any(_LOOKED.fullmatch(part) for part in parts)
    fine = [bool(_FINE.fullmatch(part) or (looked and _WEAK.fullmatch(part))) for part in parts]
    beside = (part for part, good in zip(parts, fine, strict=True) if not good)
    return any(fine) and all(
        _LOOKED.fullmatch(part) or _HEARD.fullmatch(part) or _thanks(part, heard) for part in beside
    )


_WEAK = late(r"(?:可以|行|ok|好)(?:了|的|啦)?")  # 验了，行: by itself no more than a 收到


_LOOKED = late(
    r"(?:我|我们|这边|刚才?|已经?|今天|昨天|又|在|现场|门店|\d+ ?[家台个])*(?:看|试|测|验|查|验证|测试|复测"
    r"|回归)(?:了|过|过了)?(?:一下|下|一遍|两遍|几次)?"
)
_HEARD = late(r"(?:收到|好的|各位好|大家好|hi|hello|你好|您好)")


def _thanks(part: str, heard: Hearing) -> bool:
    return any("thanks" in h.meanings and h.words in part for h in heard.heard) and len(part) <= (
        40 if part.isascii() else 12
    )
