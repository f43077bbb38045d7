"""The words by which a line changes a plan: 第2条, 改到, 删除, 增加, and what only looks like them."""

import re

from mailbot.campaign.model import Campaign
from mailbot.inbound.forms.fields.lines import FieldNames, FieldValue
from mailbot.inbound.writing import Line
from mailbot.late import late

NUMBERED = late(
    r"\s*(?:[-*•]\s*)?(?:第\s*)?(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3}(?=\s*(?:行|项|条|个节点)))\s*(?:行|项"
    r"|号|条|个节点)?\s*(?P<mark>[、.．,，:：)）]|(?=\s)|(?=[\u4e00-\u9fff]))\s*(?P<rest>\S.*)"
)
# 12月3日 and 3天内 begin with no row's number.
NO_NUMBER = late(r"\s*(?:\d{1,4}\s*(?:月|日|号(?!线)|年|天|台|套|个|家|点|时|%|/|-\d)|\d+\.\d)")
CHANGED = (
    r"(?:请|把|将|的)?(?:改为|改成|改到|改至|改|换成|换为|换|调整为|调整到|调整至|调到|变更为|变更到|交给|交由|转给|移交给|更正为"
    r"|修改为|应为|应该是|应是|延期到|延期至|延至|延到|推迟到|推迟至|提前到|提前至|延长到|延长至|缩短到|提高到"
    r"|增加到|[加提增扩]到|[上下]调到|减少到|减到|降到|降至|降为|升到|增至|放宽到|放到|放至|扩大到|扩到|缩小到|顺延到|顺延至|推到|推至|挪到|挪至|移到|排到|往后推到|后延到"
    r"|更新为|->|→|=>|moves? (?:back )?to|shifts? to|slips? to|(?:is )?now due(?: on| by)?|is due(?: on| by)?"
    r"|(?:then )?follows (?:on|by)|goes (?:back )?to|now(?= (?:on )?[A-Za-z]{3,9}\.? ?\d)|(?:is |are )?(?:now )?(?:postponed|preponed|delayed|extended|moved|pushed|shifted|advanced|rescheduled|brought)(?: back| forward)? (?:to|until|till)|is now|becomes"
    r"|should be|change(?:d)? to|move(?:d)? to)"
)
CHANGE = rf"(?:{CHANGED}|is|to)"  # which alone say little
CHANGES = late(rf"\s*{CHANGE}\s*[:：]?\s*")
# 灰度是王伟, 全量就是12月11日
IS = late(
    r"\s*(?:的?(?:负责人|完成时间|时间|日期))?(?:就是|应当是|应该是|应是|还是|都是|就?选|就?定在|就?定为|就?定"
    r"|是|为|由|找|[:：]|到(?=\s*\d{1,2}\s*[月/.日号]))\s*"
)
OF_DEPARTMENT = late(r"([\u4e00-\u9fff]{2,8}?)的([\u4e00-\u9fff]{2,4})(?=$|[\s，,。；;])")
# What such a clause must not go on to say, beside who and when: any other word of two characters.
KNOWN_WORDS = late(r"负责人?|牵头|完成|来做|之前|以前|下班|就行|即可|[吧的部人前]")
# 周航 → 李想, 12.11 改 12.16: what it was before. 负责人 → 李想 keeps its label.
INSTEAD = late(
    r"(?:(?<=[ :：])"
    r"|^)(?!\s*(?:负责人?|责任人|完成时间|时间|日期|标题|名称|owner|due|title))[^→，,。；;\n]{1,20}?\s*(?:→|->"
    r"|=>)(?=\s*\S)"
    r"|^\s*[\d./月日号:点（）()周星期一二三四五六日 -]{3,24}?(?=\s*改\s*(?:[到为成至]\s*)?\d)",
    re.IGNORECASE,
)
# Please move 全量升级 to Dec 15 and change its owner to 李想
MOVES = late(
    r"^\s*(?:please |kindly |could you |can you |let's |we (?:will |now |have to |need to )?)*(?:move|postpone|shift|push|put off|bring forward"
    r"|reschedule|delay|change|raise|lower|increase|reduce|extend|shorten|set)\s+(?:back\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
TO_OWNER = late(r"\s*,?\s+and\s+(?:change|set|switch)\s+(?:its|the|their)?\s*owner\s+to\s+", re.IGNORECASE)
LABELLED = late(r"(?P<name>[^\d\s：:，,]{2,12})[：:]")
# 最终确定相应改到12月24日
ACCORDINGLY = late(
    r"(?:相应地?|跟着|顺势|跟|随之|同步|也|都|则|就|一并|依次|对应地?)(?=改|调|推|提前|顺延|延|换|变更|挪|[降升增减放扩缩提])"
)
# 海外延迟到2月5日: until when a restriction is delayed for some.
_OLDER = r"(?:v?\d{1,4}(?:\.\d{1,6}){0,3} ?(?:版本?)?(?:及|或|和)?(?:其)?(?:以下|以前|之前|更早)(?:的?版本)?的?\s*)?"
DELAYED_FOR = late(
    rf"\s*(?:(?:版本)?延迟(?:限制)?\s*[:：]\s*)?{_OLDER}(?P<scope>[\u4e00-\u9fff]{{2,8}}?)\s*{_OLDER}(?:的|那边|地区|区域)*(?:版本)?(?:限制)?(?:延迟"
    r"|延期|推迟|(?<!顺)延(?=[到至]))(?:限制)?(?:的?(?:时间|日期|截止))?(?:再|都)?(?:改?到|改?至|改为"
    r"|延[到至]|延长到)(?P<due>[^，,；;。]*\d[^，,；;。]*)[。.]?"
)
OF_DELAY = late(r"延迟(?:的?限制)?\s*[:：]|延迟限制|限制延迟")  # and of no node beside
# 孙丽休假，灰度升级换成李想负责: why, before what changes. 华东先不升 is no such reason.
REASON = late(
    r"(?:因为?|由于|客户|机房|门店|总部)[^，,。；;：:]{0,24}(?:断电|停电|检修|停机|封网|盘点|割接|演练|大促|结算|审计|搬迁|放假|维护)"
    r"|[^\d：:]{0,12}(?:休假|请假|年假|产假|病假|休产假|出差|离职|调岗|调走|转岗|(?:去|要去|被)?(?:支持|支援|抽调到?|调去|忙)(?:做)?(?:别的|其他|其它|另一?个|另外的?)[^\d：:，,]{1,8}|没空|忙不过来|来不及|有冲突|撞期"
    r"|[A-Za-z][A-Za-z ']{0,40} (?:needs?|asked for|wants?|requested) [A-Za-z ]{2,60}|撞上|封网|大促|(?:客户|领导|公司|总部|监管|甲方)[^，,]{0,4}要求|讨论后?|商量后?|沟通后?|协调后?|有变化?|有调整|有变动|反馈)了?"
)
# What is left of a line that only calls people: 孙丽、周总，您好：
SALUTES = late(
    r"(?:[\s、，,：:和及与/@]|[\u4e00-\u9fff]?(?:总|工|经理|老师|部长|主任|主管)|各位|你好|您好|好|(?<![a-z])(?:hi|hello|dear|and)(?![a-z]))*",
    re.IGNORECASE,
)
# 全量升级拆成两个：全量升级（华东）…，全量升级（华南）…
SPLIT = late(
    r"\s{0,4}(?:这个?节点)?(?:需要?|要|改为|改成)?\s{0,4}(?:拆|分)(?:成|为"
    r"|开)(?:[两二三四五2-5]\s*(?:个|步|批|段|部分)?(?:节点)?)?(?:[:：，,]|来做[:：，,]?)\s*"
)
# 全量就是12月11日，周五，写错了
MISTAKEN = late(
    r"[，,（(]\s*(?:之前|刚才|原来|上次|我|是)*(?:写错了?|打错了?|看错了?|记错了?|笔误|手误|抱歉"
    r"|不好意思)[)）]?(?=$|[，,。；;])"
)
SAYS_MORE = late(r"[\u4e00-\u9fffA-Za-z]{2,}")
# 由12月11日调整为12月15日: what it was before.
FROM_BEFORE = late(
    rf"(?:由|从)(?:原来?的?|原定的?)?\s*[^，,。；;由从]{{2,24}}?(?={CHANGE})|(?<!\s)\s*(?<![a-z])from [^,;\n]{{1,24}}?(?= to )",
    re.IGNORECASE,
)
BULLET = late(r"^(?:[-*•·–—]\s+|[(（]\s*[\d一二三四五六七八九十]{1,2}\s*[)）]\s*)")
ADDS = late(
    r"\s*(?:里|中|上)?(?:再|另外|还要?|都|也|同时|一并)*(?:增加|追加|加上|加入|纳入|加|去掉|去除|删除|删掉|减去|减少|剔除|扣除|扩大"
    r"|缩小|除去)"
)
# 区域也加上海外; 区域扩大到… says what it is to be
ADDS_REGION = late(r"(?:增加|追加|加上|加入|纳入|加)(?:了|一个)?\s*(?P<more>[^，,。；;\d]{2,12}?)(?:地区|区域)?[。.]?$")
ADDS_PARAMETER = late(
    r"\s*(?:再|另外|还要?|同时|也)*(?:增加|新增|追加|补充|添加|加上?|多下?)(?:一?个|1\s*个|一项)?(?:扩展)?参数\s*[:：]?\s*"
    r"(?P<set>[\w.\-]{1,80}\s*(?:=|＝|设为|为|:|：)\s*[^，,。；;\s]{1,120})"
    r"|\s*(?:please )?(?:also )?add (?:the |a |one )?(?:more )?parameter\s*(?P<set_en>[\w.\-]{1,80}\s*=\s*\S{1,120})",
    re.IGNORECASE,
)
SETS = late(
    r"\s*(?:参数\s*)?(?P<name>[\w.\-]{1,80}?)\s*+(?:的值|值)?\s*+(?:也|再|由\S{1,20}|从\S{1,20})?(?:改为|改成|改到|调整为|调整到|调为|调到|换成|设为"
    r"|设置为|->|→|=|:|：)\s*(?P<value>[\w.\-%/]{1,120})\s*[。.;；]?\s*"
)
DROP = late(
    r"(?:也|都|就|先|暂时|暂|一并|一起|这个?|这次|本次)*(?:[个行项条]|节点)*\s*(?:删除|删掉|去掉|取消|不再?做了?|不再?要了?"
    r"|不升了?|不下发?了|移除|作废|delete|remove|drop|cancel)(?:掉|了|吧)?"
    r"(?:[，,]\s*(?:删除|删掉|去掉|取消|移除)(?:掉|了|吧)?)?"
    r"(?:[，,]\s*(?![^，,。；;]*(?:取消|删|去掉|不[做要]|移除|作废|改|推迟|提前|顺延|延|增|加|换"
    r"|由))[^\d，,。；;]{1,20})?\s*[。.!！]?",
    re.IGNORECASE,
)
DROP_FIRST = late(
    r"\s*(?:请)?(?:删除|删掉|去掉|移除|取消|作废|不再?做|delete|remove|drop|cancel)\s*(?:(?:the )?node"
    r"|节点)?\s*[:：]?\s*(?P<title>.+?)(?:这个|这一)?(?:节点)?",
    re.IGNORECASE,
)
# 补一条：升级之前先做门店培训, 计划里漏了一步，…; when it is done is no part of what is done.
ADD = late(
    r"\s*(?:[^\d，,。；;：:]{2,16}?(?:之?[前后]|以[前后])[，,]?(?=[再先]?(?:增?加|补)))?(?:请|另外?|还要?|要|再|先|需要?|计划[里中]?|之前|上次|我)*(?:(?:增加|新增|添加|补充|补上?|加上?)了?(?!\s*[一几两]?[下点句])\s*(?:[一1]?[个项步条行道])?"
    r"|(?:漏|少|缺)了?\s*[一1]?[个项步条行道])\s*(?P<node>节点|行|项|步骤|任务|环节)?\s*[:：，,]?\s*"
    r"(?:在?[^\d，,。；;：:]{1,10}?(?:(?:之前|以前|之后|以后)(?:先|再|要|需要?|得)?|[前后][先再要得]))?(?P<rest>.+)"
    r"|\s*(?:please |also )*(?:add(?: an?| one)?|one|an|another)(?: more| extra| new)?(?: (?P<step>node|row|step))?\s*[:：,]?\s*(?P<en>.+)",
    re.IGNORECASE,
)
PIECES = late(
    r"[，,](?!\s*(?:20\d\d(?!\d)|\d{1,2}:\d\d))|[；;。]|(?<=[a-z\d\u4e00-\u9fff])\.(?=\s+[A-Z]|\s*$)|(?<=\d)\s+(?=(?:also|and) (?!(?:change|set|switch) (?:its|the|their))(?:please |the )?[a-z]{3,})|(?<=[a-z]) (?=and (?:move|push|postpone|change|set|raise|drop|remove|add) )"
)
ITEMS = late(r"\s{2,}|\t")  # 1 12月4日  2 韩冰
SENTENCES = late(r"[；;。]|(?<=[a-z\d\u4e00-\u9fff])\.(?=\s+[A-Z]|\s*$)")
ROW_OF = late(
    r"^\s*(?:负责(?!人)|的|那|这|一|边|(?:后面|后续|接下来|剩下|余下)的?)*[个条项行块]?(?:节点|完成时间|时间|日期|任务|部分|收尾|工作)?\s*"
)
TITLE_LABEL = late(
    r"(?:名称|标题|节点名称?|节点|title)\s*(?:改为|改成|换成|为|[:：]|->|→)+\s*(?P<title>.+)", re.IGNORECASE
)


BEFORE_ARROW = late(r"^[^→>\n]{1,30}?(?:→|->|=>)")  # 500→600
# 数量是100到500台; 版本是测试部给的 says nothing of which.
_IS = late(r"(?:就|应该|应当|应)?(?:是|为)\s*(?=[^，,。；;]*\d)")
_AMOUNT = late(r"^(?:总?量|上限|额度|配额)(?=[^\d，,。；;]{1,6}\d)")  # 量放宽到450套
# 请秦川今天下班前反馈升级进度 asks for something, 版本限制改到… changes what there is: neither is a new row.
NO_ROW = late(
    rf"口头|(?:说|告诉我|讲|报告?|登记)[^，,。；;\n]{{0,12}}(?:完|好|掉|成)了"
    rf"|^\s*(?:@|(?:还|再|也)?(?:请|麻烦|烦请|劳烦|辛苦|希望|望|盼|提醒|通知))|反馈|汇报|报一下|告知|告诉|回复"
    rf"|催|抓紧|配合|参加|开会|跟进|关注|知悉|了解|吗|呢|[?？]"
    rf"|{CHANGED}"
    rf"|(?<![a-z])(?:please|could you|can you|let me know|remind|move|push|postpone|shift|delay|change)(?![a-z])"
)
ITS_OWNER = late(r"^\s*(?:负责人|责任人)(?=改|换|调|变更|->|→)")
THAT_ROW = late(r"^\s*的?[那这]一?[个条项行块](?:节点)?")
OF_CELL = late(r"的?(?:负责人|责任人|完成时间|时间|日期)$")
# South China owner: Li Xiang
OF_PLACE = late(r"(?P<place>[A-Za-z ]{3,30}) (?P<what>owner|due): (?P<said>[^,.;]{2,40})\.?", re.IGNORECASE)
LATER = late(r"(?<![a-z])(?:extended|delayed|postponed|pushed back|put off)(?![a-z])")


def until_when(text: str, campaign: Campaign) -> str:
    """海外 1 月 31 日, of 海外延到 1 月 31 日 where that is until when a restriction is delayed for them, and no node ends it."""
    found = DELAYED_FOR.fullmatch(text)
    delayed = {r.scope for r in campaign.restrictions if r.delayed_until}
    if found is None or found["scope"] not in delayed or any(n.base == "delay" for n in campaign.pending_nodes):
        return ""
    return f"{found['scope']} {found['due']}"


def spoken_field(line: Line, names: FieldNames) -> list[FieldValue]:
    """A field without its colon: 版本 8.2.2, 数量改为 800, 有效期延长到明年6月30日."""
    text = _AMOUNT.sub("数量", line.text.strip(), count=1)
    for end in range(min(len(text), 14), 1, -1):
        key = names.key(text[:end]) if text[end - 1].isalnum() and text[end - 1] not in "是为" else None
        if key is None:
            continue
        changed = CHANGES.match(rest := ACCORDINGLY.sub("", FROM_BEFORE.sub("", text[end:], count=1), count=1))
        changed = changed or _IS.match(rest)
        if changed or rest[:1] in " \t\u3000":
            value = rest[changed.end() :] if changed else rest
            if value.strip():
                return [
                    FieldValue(
                        key=key, name=text[:end], value=value.strip(), place=line.place, words=text, lines=(line,)
                    )
                ]
        return []
    return []
