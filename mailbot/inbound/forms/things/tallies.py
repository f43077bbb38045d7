"""find_tally: counts that are told apart by their words: `累计 320，目标 500`, `还剩 180 台，总共 500`, `320 done, 180 to go`."""

from collections.abc import Iterator
from typing import Literal

from mailbot.inbound.forms.things.amounts import AMOUNT, Count, evened, value_of
from mailbot.late import late
from mailbot.value import Value, replace

_LONGEST = 5000
_MOST = 200  # figures
_NEAR = 14  # characters before a figure that name it

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
_ALL_SO_FAR = late(
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
_NOW_BEFORE = late(
    rf"(?:目前|现在|当前|现已|已经?|差不多|大概|大约|约|(?<![a-z])(?:now|currently|about|around)\s)(?:到|有"
    rf"|是)?{_LINK}"
)
# 预计明天再升 100 台, 争取到 400: what is aimed at is not done.
_AIMED = late(
    r"(?:预计|预期|争取|力争|打算|拟|准备|希望|将|要|会|能|再|明天|明日|后天|下周|今晚"
    r"|(?<![a-z])(?:will|plan\w*|expect\w*|aim\w*|should|tomorrow|next))[^,，。;；\n已]{0,12}$"
)
_RUNS = late(r"\s*(?:都|均|全部|已经?|也)*(?:运行)?(?:正常|稳定|没有?问题|无异常|升级成功)")
_NO_COUNT = late(
    r"\s*(?:[/%％:：\-.]\d|%|％|[年月号点时分秒岁批轮次期天周楼层倍元][^,，。;；\s]?"
    r"|个?(?:小时|工作日|月|星期|问题|缺陷))"
)


_O_CLOCK = late(r"(?:[上下]午|中午|早上|晚上?|凌晨|[今昨前]天|[今昨]晚|[日号])\s*$")
_TIED = late(r"[.v/\-#]$|\d:$")
# 上周累计 180 is how far it was.
_BEFORE_NOW = late(rf"(?:上周|上月|上次|昨[日天晚]|前[日天])[^,，。;；\d]{{0,6}}{_LINK}")


class _Figure(Value):
    role: Role
    value: int
    start: int
    end: int


def find_tally(text: str) -> Count | None:
    """How far something is, where the text names both how much of it is done (or left) and how much there is; None where
    it names less, or two different figures for one of them. `words` and `span` run from the first figure to the last."""
    line = "\n".join(map(evened, text[:_LONGEST].split("\n")))
    figures = list(_figures(line))
    parts = [f.value for f in figures if f.role in ("other", "done", "step")]
    figures = [_summed(f, parts, figures) for f in figures]
    if (
        figures
        and len(parts) == len(figures) - 1 > 1
        and figures[-1].role == "total"
        and sum(parts) == figures[-1].value
    ):
        start, end = figures[0].start, figures[-1].end
        return Count(
            figures[-1].value, None, None, line[start:end], (start, end)
        )  # 华东 200，华南 120，共 320 台: of how many?
    values: dict[str, set[int]] = {}
    for f in figures:
        role = f.role
        if role == "sum":
            # 杭州 200，南京 120，合计 320: the parts' sum is done, 完成 200，合计 320 has two parts: done and all.
            role = "done" if (len(parts) > 1 and sum(parts) == f.value) or _has(figures, "total") else "total"
            if role == "done":
                values["done"] = set()
                figures = [x for x in figures if x.role in ("total", "left", "failed") or x is f]
        values.setdefault(role, set()).add(f.value)
    so_far = {
        f.value for f in figures if f.role == "done" and _ALL_SO_FAR.search(line[max(0, f.start - _NEAR) : f.start])
    }
    most = max(values.get("done", {0}))
    if len(values.get("done", ())) > 1 and so_far == {most} and all(most <= t for t in values.get("total", ())):
        values["done"] = so_far  # 上午升了 5 台，下午升了 7 台，累计 12 台
    done, total, left = (_only(values.get(name, set())) for name in ("done", "total", "left"))
    if done is None and total is not None and left is None and not values.get("done"):
        # 全量目前 350 台，总计划 800 台: the one figure that is said to be now.
        now = [f for f in figures if f.role == "other" and _NOW_BEFORE.search(line[max(0, f.start - _NEAR) : f.start])]
        done = now[0].value if len(now) == 1 and now[0].value <= total else None
    if done is None and total is not None and left is not None and not values.get("done"):
        done = total - left
    elif total is None and others_wait(line) is not None:
        return None
    elif total is None and done is not None and left is not None and not values.get("total"):
        total = done + left + (_only(values.get("failed", set())) or 0)
    elif (
        total is None
        and done is not None
        and left is None
        and not values.get("total")
        and (held := _held_up(figures, line)) is not None
    ):
        total = done + held
    failed = _only(values.get("failed", set()))
    if done is None and total is not None and failed is not None and len(figures) == 2 and _REST_DONE.search(line):
        done = total - failed  # 120 台里 3 台失败，其余成功
    if total is None and left is None and not values.get("total") and (pair := _of_which(figures, line)):
        done, total = pair
    if done is None or not total or not 0 <= done <= total * 2 or (left is not None and left > total):
        return None
    start, end = min(f.start for f in figures), max(f.end for f in figures)
    return Count(done, total, None, line[start:end], (start, end))


# 60 台推完了，100 台明天推，佛山那边停电要等通知: and how many more there, nobody says.
_OTHERS_WAIT = late(
    r"(?:^|[，,。；;\n])[^\S\n]*(?:但|不过|只有|只是|另外|还有)*(?!其余|其他|剩|这|客户|门店|现场|对方)[\u4e00-\u9fff]{2,6}?(?:那边|那里|机房|门店|的)[^，,。；;\n\d]{0,10}?"
    r"(?:(?:要|得|还|还要|还得|再)等(?![于级])|等(?:通知|消息|窗口|来电)|还?没(?:动|开始|升|推|下发)|还?未(?:动|开始|升|推|下发)|待定|停电|断电|断网)"
    r"[^，,。；;\n\d]{0,10}(?=$|[，,。；;！!\n])"
)


def others_wait(line: str) -> int | None:
    """Where a text (smoothed) tells of a place that waits, and not of how many there are; None where it tells of none."""
    found = _OTHERS_WAIT.search(line)
    return found.start() if found else None


def _held_up(figures: list[_Figure], line: str) -> int | None:
    """How many are behind: those that wait (18台升好了，另外2台客户不让动), or the only others, which failed (18台升好了，2台报错)."""
    held = [f.value for f in figures if f.role == "held"]
    if held:
        return sum(held) if {f.role for f in figures} <= {"done", "held", "failed"} else None
    failed = [f.role for f in figures] == ["done", "failed"] and not _WITHIN.search(line)
    return figures[1].value if failed else None


_REST_DONE = late(
    r"(?:其余|其他|其它|剩下?|余下)的?(?:都|均|全部?|已经?)*(?:成功|完成|正常|好了|ok|升完|发完|推完)"
    r"|(?<![a-z])(?:the rest|others)(?: are| were| have)?(?: all)? (?:ok|fine|done|good|successful|succeeded|completed)(?![a-z])"
)
_WITHIN = late(r"其中|其余|累计|中有|里有|(?<![a-z])(?:of which|of them|so far)(?![a-z])")
# 35 家门店已完成 12 家; 35 家，完成 12 家: of the first the second, both counted alike.
_OF_WHICH = late(
    r"\s*(?:[，,]|门店|客户|站点|终端|服务器)\s*(?:完成|升级?|下发|推送?|更新|部署|安装|限制)\s*"
    r"|\s*(?:[\u4e00-\u9fff]{1,4}?)?(?:里|中|当中)?[，,]?\s*(?:目前|现在|现|(?:截[至止]|到)\s*(?:目前|现在|今天|昨天|昨晚|今早|上午)?(?:为止)?)?\s*"
    r"(?:已经?有?(?:完成|升级?|下发|推送?|更新|部署|安装|限制|做)?|(?:完成|升级?|下发|推送?|更新|部署|安装|限制|做)(?=了|完|好))(?:完|好|了|完成)*\s*"
)
_ALIKE = "台套个家户点份"


def _of_which(figures: list[_Figure], line: str) -> tuple[int, int] | None:
    if (
        len(figures) < 2
        or figures[0].role not in ("other", "done")
        or figures[1].role != "done"
        or figures[0].value < figures[1].value
    ):
        return None
    more = figures[2:]  # 90 家，完成 88 家，2 家停业装修
    if more and (
        any(f.role not in ("held", "failed") for f in more)
        or sum(f.value for f in more) != figures[0].value - figures[1].value
    ):
        return None
    units = [next((ch for ch in line[f.start : f.end] if ch in _ALIKE), "") for f in figures]
    alike = bool(units[0]) and units[1] in (units[0], "")
    return (
        (figures[1].value, figures[0].value)
        if alike and _OF_WHICH.fullmatch(line, figures[0].end, figures[1].start)
        else None
    )


def _figures(line: str) -> Iterator[_Figure]:
    last = 0
    for n, m in enumerate(AMOUNT.finditer(line)):
        if n >= _MOST:
            return
        before, after = line[max(last, m.start() - _NEAR) : m.start()], line[m.end() : m.end() + 24]
        before = before.rpartition("\n")[2]
        if m["unit"].strip() in ("个", "家") and after.startswith("点"):
            after = after[1:]  # 10 个点完成
        value = value_of(m)
        standing = m["n"][:1].isdigit() or m["unit"]
        if (
            value is None
            or not standing
            or _TIED.search(line[max(0, m.start() - 2) : m.start()])
            or _NO_COUNT.match(after)
        ):
            continue
        if "." in m["n"] and not m["scale"]:
            continue  # a version
        if m["unit"].strip() == "点" and _O_CLOCK.search(before):
            continue  # 截至今天上午 10 点，已完成 268 台
        last = m.end()
        yield _Figure(_role(before, after), value, m.start(), m.end())


_MORE = late(r"\s*more (?!than|to go|left|remaining)")
_OF_WHAT = late(
    r"\s*(?:站点|网点|门店|客户|机构|服务器|终端|设备|点)(?=都|均|全|已|也|顺利|完成|升|下发|推|更新|搞定|成功"
    r"|好了|到位|还|尚|没|未|待|失败|异常|报错|回)"
)


def _role(before: str, after: str) -> Role:
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
    if _ALL_SO_FAR.search(before):
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


def _summed(figure: _Figure, parts: list[int], figures: list[_Figure]) -> _Figure:
    """华东 200，华南 120，共 320 台，总量 500: of two totals the one that the parts make is their sum."""
    totals = {f.value for f in figures if f.role == "total"}
    if (
        figure.role == "total"
        and len(totals) == 2
        and figure.value == min(totals)
        and len(parts) > 1
        and sum(parts) == figure.value
    ):
        return replace(figure, role="sum")
    return figure


def _clause(before: str) -> str:
    for sign in ",，。;；、":
        before = before.rpartition(sign)[2]
    return before


def _has(figures: list[_Figure], role: Role) -> bool:
    return any(f.role == role for f in figures)


def _only(values: set[int]) -> int | None:
    return next(iter(values)) if len(values) == 1 else None
