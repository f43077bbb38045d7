"""unread_order, unsure_order: a word of the PM's that would change the plan, and does not say what to, or not for sure: it is asked
about (SPEC 9 "Replies")."""

from collections.abc import Sequence

from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.clauses import IF, UNSURE, clauses, is_question
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.nodes.names import WHEN
from mailbot.inbound.forms.nodes.naming import node_mentions
from mailbot.inbound.forms.plans.changes.change_words import CHANGED, NO_ROW
from mailbot.inbound.forms.plans.changes.spanned import LATER_BY
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.readers import readers_of
from mailbot.inbound.forms.plans.story.no_node import is_no_work
from mailbot.late import late
from mailbot.rulebook.folding import fold

_LONGEST = 200  # characters: an order is short, a report of a meeting is not
_CHANGES = late(
    r"(?<![部区])分(?=[两二三四几2-4]\s*[批步次])|(?<!修)改(?=[到为成至在一下由]|时间|日期|人|\s*\d)|换(?=成|人|给|个|一下)|调整(?=到|为|成|一下|时间)|去掉"
    r"|删掉|删除|取消|(?:不|不用|不必|无需)(?:再)?(?:做|搞|限制|升级?|下发?|推|发|参与|参加|延迟限制)了|不再(?:做|升|下|发|推)|退出|移除|拿掉|先停|停掉|暂停|叫停|中止"
    r"|(?<!想)接[手管替](?!人)|对调|互换|调换|缓一缓|先放一?放|启动(?=[:：])|先不|暂不|新增|增加|加(?=[一两几]?[个行项]|上)"
    r"|提前|往[前后]|推(?=迟|后|到)|延(?=期|后|到|长|迟)|放宽|缩短|扩大|缩小|收窄|撤掉|合并|(?:再|多)给|宽限|(?:也|一并|一起)(?:也|都|一起|一并)*(?:限制|升级?|下发)|→|->|=>|补充(?=[:：])"
    r"|(?<![a-z])(?:change|move|postpone|drop|remove|delete|cancel|skip|add|replace|bring forward|extend"
    r"|shorten|dropping|takes? over|push(?= [^.;\n]{0,40}back)|delayed until"
    r"|instead(?: of)?|prepone[ds]?|reschedule[ds]?|brought forward|(?:more|extra|further|additional) (?:days?|weeks?|time|step|node|row)|as well|(?:is|are) out)(?![a-z])"
)
# Told, asked for, done, denied, or left to others: no order.
_NO_ORDER = late(
    r"为什么|为何|为啥|怎么|哪|谁|什么|几时|多久|已|了解|讨论|商量|建议|希望|考虑|是否|若|等|客户|申请|要求"
    r"|之前|上次|不要|别|不能|不会|没有|未|无法|可能|据说|听说|需要(?:各|大家|你)"
    rf"|{IF}|(?<![a-z])(?:why|how|which|who|what|when|was|were|has|have|might|maybe|could|would|not|don't|asked"
    r"|customers?)(?![a-z])"
)
# 建议同意华南的意见，延到1月10日: what the PM advises a lead, also in the clauses behind.
_ADVICE = late(r"建议|倾向|我的意见|我觉得|(?<![a-z])(?:recommend|suggest|propose|advise)")
_HANDS = late(r"(?:换成?|交给|改由|转给)(?P<who>[\u4e00-\u9fff]{2,4}?)(?:来|负责|吧|了|做|跟进)*(?=$|[，,。；;!！\n])")
_FIELDS = late(
    r"获取方式|指导意见|渠道|数量|台数|区域|范围|有效期|版本|限制|负责人|部门|时间|日期|总结|参数"
    r"|(?<![a-z])(?:everything|quantity|regions?|validity|version|owner|deadline|date)(?![a-z])"
)
_ROW = late(
    r"(?:那|这|第\s*[\d一二三四五六七八九十]{1,3}\s*)(?:行|项|条|个节点)|[加增][一两几]?行|\d{1,2}\s*(?:月|日|号|/\d)"
    r"|(?<![a-z])(?:an?|one|another|more|new|extra) (?:step|node|row)(?![a-z])"
)


# What stands in the clause that would change something: 客户希望…改到, 最好改到, 不要改到, …的申请还没批.
_HEDGED = late(
    rf"{UNSURE}|看情况|视情况|不一定|有可能|建议|希望|考虑|[我们他她户边区]想(?!必|来)|最好|争取|尽量|提议|提案|申请|不要|(?<![分个特区级类])别(?![的人处])|不能|不会|是不是|要不要|是否"
    r"|[还尚]没|没批|未批|没定|未定|误会|原来说|本来|(?:这|那)?(?:件|个)?事[我情还要得]|的话|汇报|讨论"
    r"|(?<![a-z])(?:may|might|could|would|don't|do not|not|suggest\w*|propos\w*|wants? to|hopes?|consider\w*)(?![a-z])"
)
# 应客户要求, 按孙丽的建议: why it changes.
_BECAUSE = late(
    r"(?:按照?|根据|应|依|采纳|接受|同意|考虑到|鉴于|因为?|由于)[^，,。；;\n]{0,24}?(?:建议|希望|要求|意见|申请|提议|考虑|讨论|可能|不能|不会)"
    r"|(?<![a-z])(?:could|can|would) you (?:please )?"
)
# Behind it: 前提是…, 先打个招呼, …没有通过, 现在不改了.
_TAKEN_BACK = late(
    r"前提|等[^，,。；;\n]{1,16}(?:生效|再|后|才)|打(?:个|声)?招呼|没有?通过|未通过|被否|否决|不采纳|不改了|先不改|忽略|误会|考虑|再说|再定|待定"
    r"|仍然?按|还是按原?|征求|没定|未定|没批|(?<![a-z])(?:subject to|provided|if|once|unless|to be confirmed|tbc|ignore)(?![a-z])"
)
_MOVES = late(rf"{CHANGED}|{LATER_BY}|接手|接管|换\S{{2,4}}来?负责|由\S{{2,4}}负责|take over")
_SENTENCE = late(r"[。；;!！?？\n]|\.(?=\s|$)")
_IF = late(rf"{IF}(?!有(?:任何)?(?:问题|疑问|异议|意见))|(?:^|[，,\s])(?:若|如)(?![有期下上同此实何])|的话")
_BEHIND = 80  # characters


def unsure_order(context: Context) -> Fault | None:
    """The fault that asks the PM to say it for sure: 华南升级可能要推到12月15日, 客户希望改到… move nothing yet."""
    text = context.text.strip()[:_LONGEST]
    line = smooth(text)
    for start, end in clauses(line):
        clause = line[start:end]
        if not (_CHANGES.search(clause) or _MOVES.search(clause)):
            continue
        first = max((m.end() for m in _SENTENCE.finditer(line, 0, start)), default=0)
        last = next((m.start() for m in _SENTENCE.finditer(line, end - 1)), len(line))
        hedged = _HEDGED.search(_BECAUSE.sub("", clause)) or _IF.search(line, first, end)
        if hedged or _TAKEN_BACK.search(line, end - 1, min(last, end + _BEHIND)):
            return Fault(reason="order-not-understood", field="text", words=text[start:end].strip(" ，,。；;\n")[:100])
    return None


def unread_order(context: Context) -> Fault | None:
    """The fault that asks what is to be changed; None for talk. The context is the PM's, and nothing was read of the text."""
    campaign = context.campaign
    text = context.text.strip()
    if campaign is None or campaign.over or len(text) > _LONGEST or any(r.asks == "issue" for r in context.thread.rows):
        return None
    line = smooth(text)
    for start, end in clauses(line):
        clause = line[start:end]
        who = _HANDS.search(clause)
        if who and who["who"] in {smooth(name) for name in context.rules.directory.names()} and not is_question(clause):
            return Fault(reason="order-not-understood", field="text", words=text[:100])  # 孙丽如果忙不过来，换李想
        if is_question(clause) or _ADVICE.search(line[:end]) or _NO_ORDER.search(clause) or not _CHANGES.search(clause):
            continue
        own = (*campaign.regions, *(p.name for p in campaign.parameters))
        own += (
            tuple(n for one in context.rules.directory.businesses for n in one.aliases if n.isascii())
            if clause.isascii()
            else ()
        )
        named = any(smooth(name) in clause for name in own) or node_mentions(clause, campaign, context.rules)
        if named or _FIELDS.search(clause) or _ROW.search(clause):
            return Fault(reason="order-not-understood", field="text", words=text[start:end].strip(" ，,。；;\n")[:100])
    return _untold_step(context)


_GOES_BEFORE = late(
    r"\s*[^\s\d，,。；;：:|]{2,10}?(?:之?[前后]|以[前后])[，,]?(?:先|再|还)(?:要|需|得)?[\u4e00-\u9fff]{2}"
)


def unread_step(rows: Sequence[Row], context: Context) -> Fault | None:
    """上线前先做一轮演练，孙丽，3月20日: work beside the node that it names, which the row of such a line would move."""
    places = {row.place for row in rows if row.title}
    said = (line.text for line in context.writing.lines if line.place in places and _GOES_BEFORE.match(line.text))
    words = next(said, "")
    return Fault(reason="order-not-understood", field="text", words=words.strip()[:100]) if words else None


# 升级之前先做门店培训，孙丽负责，12月18日前做完: a step that the plan has not, in no word for adding one.
_STEP = late(
    r"负责|(?<!能)(?<!可以)做完|做好|完成|搞定|弄完|先做|(?<![a-z])(?:takes? care of|in charge|responsible|owns?|completes?|finish(?:es)?)(?![a-z])"
)


def _untold_step(context: Context) -> Fault | None:
    """Whether a sentence tells who does by when what no node of the campaign is: asked about, as any order that is not read."""
    readers = readers_of(context)
    items = readers.items(context.mailed)
    titles = {fold(n.title) for n in context.campaign.nodes} if context.campaign else set()
    for sentence in _SENTENCE.split(context.text):
        line = smooth(WHEN.sub("", sentence)).removeprefix("请")
        told = _STEP.search(line) and not (is_question(line) or _NO_ORDER.search(line) or NO_ROW.search(line))
        if not told or is_no_work(sentence, line, readers, items):
            continue
        item = max(items.read(WHEN.sub("", sentence)), items.read(sentence), key=lambda one: one.sure and not one.named)
        owner = readers.people.read(item.row.text("owner")).owner if item.sure and not item.past else ""
        if owner and owner != context.person and not item.named and fold(item.row.title) not in titles:
            return Fault(reason="order-not-understood", field="text", words=sentence.strip()[:100])
    return None
