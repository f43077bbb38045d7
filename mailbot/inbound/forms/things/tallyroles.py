"""role_of: what a figure among others counts, by the words around it: 还剩 180 台, 总共 500, 320 done."""

from typing import Literal

from mailbot.late import late

NEAR = 14  # characters before a figure that name it

Role = Literal["done", "sum", "total", "left", "held", "failed", "step", "other"]

_LINK = r"(?:数量?|台数|总数|量)?(?:的|了|有|是|为|达到?|共|约|近|大约|大概|:|：|=|\(|（|\s)*$"
_LEFT_BEFORE = late(
    rf"(?:还剩下?|剩余|剩下?|(?<!其)余下?|其余|尚余|还差|尚差|差|还有|尚有"
    rf"|尚?未(?:升级?|完成|下发|推送|更新|做|处理)|没(?:升级?|完成|下发|推|做)完?"
    rf"|待(?:升级?|完成|下发|推送|处理)|(?<![a-z])(?:remaining|left|pending|outstanding)){_LINK}"
)
_LEFT_AFTER = late(
    r"\s*(?:还|尚|都)?(?:没有?|未|待)(?:升级?|完成|下发|推送|更新|做|处理|动|搞)"
    r"|\s*(?:are |is )?(?:still )?(?:left|remaining|to go|pending|outstanding|not (?:yet )?done)(?![a-z])"
)
# 另外 2 台客户不让动, 2 台离线, the other 2 are offline: beside what is done, left.
_HELD_AFTER = late(
    r"[^\S\n]*(?:服务器|门店|机器|终端|设备|站点)?(?:还|尚|都|目前|现在|因为?|由于|的)*[^，,。；;\n\d]{0,6}?(?:离线"
    r"|停业|歇业|关机|断网|断电|停电|没开机|没网|联系不上|连不上|不(?:让|同意|肯|给|配合)|等(?:客户|窗口|门店|下)"
    r"|待(?:客户|窗口|定|补)|暂(?:时|缓)"
    r"|(?:明[天早晚]|后天|今晚|晚上|下周.?|周[一二三四五六日天]|改天|改日|随后|稍后|晚点|节后|\ue000+)(?:再?(?:升"
    r"|推|下发|下|做|装|补|弄|发|切|搞)|(?=\s*(?:[，,。；;\n]|$))))"
    r"|\s*(?:servers?|stores?|sites?|clients?|machines?)?\s*(?:are |is |were |was |will )?(?:still )?(?:offline"
    r"|unreachable|powered off|switched off|down|waiting|on hold|to follow|follow|tomorrow|next week"
    r"|later)(?![a-z])"
)
_FAILED_BEFORE = late(rf"(?:失败|异常|报错|不成功|回退|回滚|(?<![a-z])(?:failed|failures?)){_LINK}")
_FAILED_AFTER = late(r"\s*(?:升级|下发)?(?:失败|异常|报错|不成功|回退|回滚|(?:have |has )?failed(?![a-z]))")
_TOTAL_BEFORE = late(
    rf"(?:总共|一共|共有|共|总数|总量|总计划|总的?|目标|应(?:升级?|下发|推送|完成)|计划(?:升级?|下发|推送|完成)?"
    rf"|名下|(?<![a-z])(?:total|in total|target)(?: of)?){_LINK}"
)
# 在升 14, 进行中 6: on its way, and neither done nor left.
_GOING_BEFORE = late(
    rf"(?:(?:正|还|仍)?在(?:升级?|下发|推送?|更新|部署|安装|做|跑|弄|处理|进行)"
    rf"|(?:进行|升级|下发|推送|更新|处理|执行)中|(?<![a-z])(?:in progress|ongoing|under way)){_LINK}"
)
# 原定 20 台, 本来要升 20 台: what there was to do.
_MEANT_BEFORE = late(rf"(?:原|本来?)(?:来|定|计划|打算|想|应该?|是|要|该)+(?:升级?|下发|推送?|发|做|装|完成)?{_LINK}")
_TOTAL_AFTER = late(
    r"\s*(?:原)?计划(?=\s*[昨今本全上])|\s*的(?:总数|总量|盘子|总盘)|\s*(?:里面?|之?中|当中)"
    r"|\s*(?:in total|altogether)(?![a-z])"
)
_SUM_BEFORE = late(rf"(?:合计|总计|共计|小计){_LINK}")
ALL_SO_FAR = late(
    rf"(?:累计|累積|加上?(?:之前|以前|前面|原来|原先|昨天|上周)(?:的|升的|做的)*[，,]?(?:一共|总共|共)?"
    rf"|截[至止][^,，。;；]{{0,8}}?"
    rf"|(?<![a-z])so far)(?:已?经?(?:完成|升级?|下发|推送|更新|部署|安装|限制))?{_LINK}"
)
_STEP_BEFORE = late(
    rf"(?:新增|[今昨当本][日天晚周月]|上周|这周|(?<![a-z])(?:today|yesterday|this week))(?:新增|又"
    rf"|再)?(?:已?经?(?:完成|升级?|下发|推送|更新|推|做))?{_LINK}"
)
_DONE_BEFORE = late(
    rf"(?:实际|完成|升级?|升好|升完|下发|发完|推送|推完|推|更新|部署|搞定|成功|安装|上线|到位"
    rf"|(?:做|弄|搞|切|装|换|发|测)(?:完|好)?(?=了)"
    rf"|(?<![a-z])(?:done|upgraded|completed|finished|updated|deployed)){_LINK}"
)
_DONE_AFTER = late(
    r"\s*(?:都|均|全部|已经?|也|顺利)*(?:完成|升级?(?:完|成功|好)"
    r"|(?<=已)(?:升级|下发|推送|更新|部署|安装|限制)(?!计划|失败|异常)"
    r"|(?<=已经)(?:升级|下发|推送|更新|部署|安装|限制)(?!计划|失败|异常)|升完|升好|下发完|推完|推送完|更新完"
    r"|搞定|成功|好了|到位|ok(?![a-z]))"
    r"|\s*(?:are |is |were |have been |has been )?(?:done|upgraded|completed?|finished|updated|deployed"
    r"|succeeded|ok)(?![a-z])"
)
NOW_BEFORE = late(
    rf"(?:目前|现在|当前|现已|已经?|差不多|大概|大约|约|(?<![a-z])(?:now|currently|about|around)\s)(?:到|有"
    rf"|是)?{_LINK}"
)
# 预计明天再升 100 台, 争取到 400: what is aimed at is not done.
_AIMED = late(
    r"(?:预计|预期|争取|力争|打算|拟|准备|希望|将|要|会|能|再|明天|明日|后天|下周|今晚"
    r"|(?<![a-z])(?:will|plan\w*|expect\w*|aim\w*|should|tomorrow|next))[^,，。;；\n已]{0,12}$"
)
_RUNS = late(r"\s*(?:都|均|全部|已经?|也)*(?:运行)?(?:正常|稳定|没有?问题|无异常|升级成功)")
# 上周累计 180 is how far it was.
_BEFORE_NOW = late(rf"(?:上周|上月|上次|昨[日天晚]|前[日天])[^,，。;；\d]{{0,6}}{_LINK}")


_MORE = late(r"\s*more (?!than|to go|left|remaining)")
_OF_WHAT = late(
    r"\s*(?:站点|网点|门店|客户|机构|服务器|终端|设备|点)(?=都|均|全|已|也|顺利|完成|升|下发|推|更新|搞定|成功"
    r"|好了|到位|还|尚|没|未|待|失败|异常|报错|回)"
)


def role_of(before: str, after: str) -> Role:
    before = _clause(before)
    after = _OF_WHAT.sub("", after, 1)  # 10 个站点完成
    if _MORE.match(after):
        return "step"  # upgraded 12 more servers today, 222 in total
    if _LEFT_BEFORE.search(before) and (_DONE_AFTER.match(after) or _RUNS.match(after)):
        # 剩下 80 台也升完了; 回滚了 15 台，其余 285 台正常
        return "done" if "其余" in before else "step"
    if _LEFT_BEFORE.search(before) or _LEFT_AFTER.match(after):
        return "left"
    if _FAILED_BEFORE.search(before) or _FAILED_AFTER.match(after):
        return "failed"
    if _HELD_AFTER.match(after):
        return "held"
    if _GOING_BEFORE.search(before):
        return "step"
    if _MEANT_BEFORE.search(before):
        return "total"
    if _AIMED.search(before) or _BEFORE_NOW.search(before):
        return "step"
    if ALL_SO_FAR.search(before):
        return "done"
    if _STEP_BEFORE.search(before):
        return "step"
    if _SUM_BEFORE.search(before):
        return "sum"
    if _TOTAL_BEFORE.search(before) or _TOTAL_AFTER.match(after):
        return "total"
    if _DONE_BEFORE.search(before) or _DONE_AFTER.match(after):
        return "done"
    return "other"


def _clause(before: str) -> str:
    for sign in ",，。;；、":
        before = before.rpartition(sign)[2]
    return before
