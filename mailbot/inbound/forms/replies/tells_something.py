"""tells_something: what a note tells of the campaign and was not understood: asked about at its clause, never kept in silence
(SPEC 3 "Nothing is ever guessed silently").

A thanks, a question to a colleague, a 还没做 without more and talk about an issue in its own thread stay notes.
"""

from collections.abc import Sequence

from mailbot.campaign.audience import managers
from mailbot.campaign.model import Node
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.clauses import IF, clauses, is_question
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.days.dates import Moment
from mailbot.inbound.forms.found import asks
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.nodes.naming import keys_named, node_mentions
from mailbot.inbound.forms.nodes.owner import answers_for
from mailbot.inbound.forms.nodes.setbacks import cannot
from mailbot.late import late

_SHORTEST, _LONGEST = 3, 600  # characters; a longer mail is a report or minutes, of which no clause asks for an answer
# 又发现一个新问题：…, we hit a new issue: a fault told in passing. 有问题请联系我 tells none.
_FOUND = late(
    r"(?:发现|遇到|碰到|出现|冒出|测出|报出|反馈|报告|新增|暴露)(?!的)(?:了|出"
    r"|过)?(?!的)[^，,。；;：:\n]{0,10}?(?:问题|缺陷|bug|故障|异常|报错|错误"
    r"|隐患)(?!的?(?:时|话|后|原因|已|都已|率|单|清单)|请|随时|及时|再|联系|就)"
    r"|(?:包|版本|程序|脚本|服务|补丁|组件)[^，,。；;\n]{0,4}有(?:问题|毛病|缺陷|bug)(?=$|[\W_])"
    # 又冒出来一个：…; 麻烦技术看看
    r"|(?:冒|跳|蹦|多)(?:出来?了?|了)(?:一|两|几|\d)?[个处](?:新的?)?(?=[，,。；;：:\n]|$)"
    r"|(?:麻烦|请|烦请|辛苦)(?:技术|研发|测试|开发)[^，,。；;\n]{0,8}?(?:看看|看一下|看下|排查|查一下|查下|定位"
    r"|分析)"
    r"|(?<![a-z])(?:found|hit|ran into|seeing|encountered|discovered"
    r"|came across)\s(?:[a-z0-9'-]+\s){0,4}?(?:issues?|problems?|bugs?|errors?|defects?|crash(?:es)?)(?![a-z])"
)
_SYMPTOM = late(
    r"(?<!不再)(?<!没再)(?<!未再)(?:起不来|打不开|打不上|崩溃|闪退|白屏|黑屏|卡死|死机|宕机|丢单|丢数据|乱码"
    r"|连不上|登不上|登录不了|无法(?:启动|登录|连接|打开|使用)|启动不了|用不了"
    r"|(?:夜间|半夜|反复|频繁|一直|老是|不停|无故|莫名)[^，,。；;\n]{0,6}?重启|一直报错"
    r"|(?<!不)报错了?(?=[，,。；;：:\n]|$))"
    r"|(?<![a-z])(?:crashes|crashed|keeps? (?:crashing|failing|restarting)|won't start"
    r"|(?:do(?:es)? not|don't|doesn't|can ?not|can't|could not|couldn't|unable to) (?:start|connect|log ?in|open"
    r"|print|load|upgrade)"
    r"|fails? to start|not responding|cannot log ?in|can't log ?in)(?![a-z])"
)
_NO_FAULT = late(
    r"(?:没有?|未|无|不|零)(?:再|任何|收到|有)*\s*$|如|若|是否|有无|避免|防止|以免|免得|省得"
    r"|别(?:让|再|又|把|到时)|不要(?:让|再|又)|不想|不希望|担心|怕"
    rf"|{IF}|(?<![a-z])(?:no|not|any|without|haven't|didn't|avoid|prevent|in case|lest|so that)(?![a-z])"
)
_OVER = late(
    r"已(?:经)?(?:解决|修复|恢复|处理|排除|登记|提(?:交|了)?|报)|解决了|修好了|恢复了|好了"
    r"|(?<![a-z])(?:fixed|resolved|solved|raised)(?![a-z])"
)
# A count of the work, or a day on which it is done, that the readers of nodes could make nothing of.
_WORK = r"(?:升级?|推送?|下发|限制|获取|下载|部署|切换|割接|更新|安装|测试?|提交|提测|做|弄|搞|完成?|装|发)"
_COUNTED = late(
    rf"(?:剩(?:下|余)?|还差|就差|只差|还欠)[\u4e00-\u9fff]{{0,4}}?\s*\d[\d,]*\s*(?:台|家|套|户|店|站)"
    rf"|{_WORK}(?:完|好|了|上|掉|成|到)*\s*(?:约|大概|差不多|近)?\s*\d[\d,]*\s*(?:多|余)?\s*(?:台|家|套|户|店|点"
    rf"|站|个(?!月|工作日|小时|问题|缺陷|部门|人)|servers?|sites?|stores?|clients?|%|％)"
    rf"|\d[\d,]*\s*(?:台|家|套|户|店|点|站)\s*(?:已经?|都|也|刚)*{_WORK}(?:完|好|了|上|掉|成)"
    rf"|\d[\d,]*\s*(?:台|家|套|户|店|站)\s*(?:已经?|也)*(?:全|都|均)(?:部)?(?:过|升|好|成|推|上|发|装|切|o)"
    rf"|{_WORK}到?第\s*\d+\s*(?:台|家|套|户|店|站)"
    rf"|(?<![a-z])\d+ (?:servers?|stores?|sites?|clients?) (?:left|remaining|to go)(?![a-z])"
)
_DOES = late(
    rf"{_WORK}|再(?:限|升|推|发|下|做|装|切|上)|重试|再试|继续|补|也行|也可以|都行|就行"
    rf"|(?<![a-z])(?:try|retry|resume|continue|done|finish\w*|complet\w*|upgrad\w*|roll|push|deploy\w*|submit\w*"
    rf"|deliver\w*)(?![a-z])"
)
# Under the sender's own reminder, which asks how far it is, these are its answer, too: 还差 8 台, 20 台全过, 卡在脚本那步, one more day.
_TOLD_OF = late(
    r"\d[\d,]*\s*(?:台|家|套|户|店|站)[^，,。；;\n]{0,4}(?:全|都|均|已|到|过|好|上|成|在)|进度"
    r"|(?:还有|只有|才)\s*(?:\d{1,6}|[一二两三四五六七八九十几]{1,3})\s*(?:台|家|套|户|店|站|个点)"
    r"|取消(?:这次|本次|该|这个)?(?:升级|下发|限制|节点)"
    r"|[一二三四五六七八九]成(?![功立员为本长交果])"
    r"|卡在|卡住|没(?:用上|赶上|成|弄成|搞成)|(?:给|出|有)(?:个)?(?:结果|结论|准信)|[过大近]半|一半"
    # not theirs, or not to be done
    r"|不是我|不归我|不由我|转(?:给|交|到)?[^，,。；;\n]{1,6}(?:处理|负责|跟进|了|做|升)|(?:取消|作废|撤掉|不做|不升|不用(?:做|升))(?:了|吧)*(?=$|[\W_])"
    r"|(?:做|升|推|发|弄)不[了成]|(?<![a-z])(?:not (?:mine|my|ours|our)|cancel\w*|no longer needed|handed (?:it )?over)(?![a-z])"
    r"|(?<![a-z])(?:is through|more (?:days?|weeks?)|stuck|blocked|halfway|behind schedule)(?![a-z])"
)
_NO_WORK = late(
    r"准备|备好|写好|通知|告知|宣贯|休假|请假|年假|出差|开会|值班|培训"
    r"|(?<![a-z])(?:on leave|holiday|vacation|meeting|travel\w*)(?![a-z])"
)
# 今晚 9 点开始下发 says when it begins.
_BEGINS = late(r"开始|启动|起步|动工|(?<![a-z])(?:start|begin)(?:s|ning|ing)?(?![a-z])")
# 华南升级 OK: done, or agreed to?
_FIGURE_ALONE = late(
    r"\W*(?:(?:we are|we're|now|currently|目前|现在|进度|到)\s*(?:at|是|到)?\s*)?\d{1,4}\s*/\s*\d{1,4}\W*"
)  # 12/20: a day, or how far?
_OK = late(r"(?<![a-z])ok(?:ay)?(?![a-z])")
# Addressed to others, of somebody else's doing, or about meeting and answering.
_TO_OTHERS = late(
    r"请|麻烦|烦请|辛苦|拜托|希望|建议|能否|可否|若(?!干)|等(?!了)|客户(?!端)|领导|会议?|开会|沟通"
    r"|讨论|确认|回复|答复|反馈|通知|联系|值班|休假|出差|培训|备份|预约|申请"
    rf"|{IF}|(?<![a-z])(?:please|could|can you|would|meeting|call|confirm|reply|let me know|customer)(?![a-z])"
)


def tells_something(context: Context) -> Fault | None:
    """The fault that asks what is to be recorded of the first clause that tells a fault, a count, a day, or that a day cannot be
    kept; None for talk, and for whoever has no work in the campaign."""
    campaign, text = context.campaign, context.text.strip()
    if campaign is None:
        return _of_which_row(context) if _SHORTEST <= len(text) <= _LONGEST else None
    answered = context.thread.answered
    if (
        campaign.over
        or not _SHORTEST <= len(text) <= _LONGEST
        or any(r.asks in ("issue", "summary") for r in context.thread.rows)
    ):
        return None
    if context.subject.forward or (
        answered is not None and answered.purpose in ("finalize", "summary", "digest", "admin")
    ):
        return None
    own = [n for n in campaign.pending_nodes if answers_for(n, context, campaign) and n.base != "finalize"]
    takes_part = bool(own) or context.person in managers(campaign, context.rules)
    line = smooth(context.text)
    told = _fault_told(line)
    # Anyone may raise an issue (SPEC 9 "Rights"): of who has no work here the word for it must be there.
    if told and (takes_part or _FOUND.search(line[told[0] : told[1]])):
        return _asked("issue-told", "issue", context.text[told[0] : told[1]])
    if not takes_part:
        return None
    if context.person in campaign.pms:
        return None  # what a PM says of others' nodes is read as an order, or talk
    days = [
        d.span[0] for d in context.dates().find_dates(context.text) if isinstance(d, Moment) and d.at > context.mailed
    ]
    reminded = _is_reminded(own, context)
    for start, end in clauses(line):
        clause = line[start:end]
        if is_question(clause) or not _is_of(clause, own, context):
            continue
        ahead = any(start <= d < end for d in days)
        if (
            reminded
            and not _NO_WORK.search(clause)
            and ((ahead and not _BEGINS.search(clause)) or _TOLD_OF.search(clause))
        ):
            return _asked("not-heard", "node_result", context.text[start:end], own)
        if _TO_OTHERS.search(clause):
            continue
        day = ahead and _DOES.search(clause) and not _BEGINS.search(clause) and not _NO_WORK.search(clause)
        if cannot(clause):
            return _asked("postponement-without-date", "postponement", context.text[start:end])
        if (
            day
            or _COUNTED.search(clause)
            or (_OK.search(clause) and node_mentions(clause, campaign, context.rules))
            or _FIGURE_ALONE.fullmatch(clause)
        ):
            spoken = keys_named(line, context)
            return _asked(
                "not-heard", "node_result", context.text[start:end], sorted(own, key=lambda n: n.key not in spoken)
            )
    return None


def _is_reminded(own: Sequence[Node], context: Context) -> bool:
    """Whether the mail answers one that asks its sender how far their nodes are."""
    asked = {r.node for r in context.thread.rows if r.asks == "node"}
    answered = context.thread.answered
    return answered is not None and answered.purpose in ("reminder", "escalation") and any(n.key in asked for n in own)


# Both are fine, of a plan to confirm and a node: agreed to, and done?
_BOTH = late(
    r"(?<![a-z])(?:both|all)(?: of (?:them|these))? (?:are |is )?(?:fine|ok|okay|good)(?![a-z])"
    r"|(?:两[个项条]|[二三四]项|都|全部?)(?:都|全部?)?(?:可以|没问题|ok|行)"
)


def _of_which_row(context: Context) -> Fault | None:
    """Under a mail with rows of several campaigns: a day, a count or that a day cannot be kept, and no row that it is said of."""
    nodes = tuple(str(r.n) for r in context.thread.rows if r.asks == "node")
    line = smooth(context.text)
    days = [
        d.span[0] for d in context.dates().find_dates(context.text) if isinstance(d, Moment) and d.at > context.mailed
    ]
    told = (
        (start, end)
        for start, end in clauses(line)
        if not is_question(line[start:end])
        and not _TO_OTHERS.search(line[start:end])
        and (
            cannot(line[start:end])
            or _COUNTED.search(line[start:end])
            or (any(start <= d < end for d in days) and _DOES.search(line[start:end]))
        )
    )
    if nodes and _BOTH.search(line):
        every = (str(r.n) for r in context.thread.rows)
        return asks("which-row", "node_result", context.text.strip()[:120], nearest=every)
    if not nodes or (span := next(told, None)) is None:
        return None
    words = context.text[span[0] : span[1]].strip(" ，,。；;\n")
    return asks("which-row", "node_result", words[:120], nearest=nodes)


def _fault_told(line: str) -> tuple[int, int] | None:
    """The span of the first clause that tells of a fault, with what follows its colon."""
    spans = clauses(line)
    for start, end in spans:
        clause = line[start:end]
        m = _FOUND.search(clause) or _SYMPTOM.search(clause)
        if (
            m is None
            or is_question(clause)
            or _NO_FAULT.search(clause[: m.start()])
            or _OVER.search(line[start : end + 40])
        ):
            continue
        return start, end
    return None


def _is_of(clause: str, own: Sequence[Node], context: Context) -> bool:
    """Whether a clause is of the sender's own work: it names one of their nodes, or none at all."""
    named = keys_named(clause, context)
    return bool(own) and (not named or bool(named & {n.key for n in own}))


def _asked(reason: str, kind: str, words: str, own: Sequence[Node] = ()) -> Fault:
    return asks(reason, kind, words.strip(" ，,。；;\n")[:120], nearest=[n.title for n in own][:5])
