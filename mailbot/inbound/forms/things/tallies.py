"""find_tally: counts that are told apart by their words: `累计 320，目标 500`, `还剩 180 台，总共 500`, `320 done, 180 to go`."""

from collections.abc import Iterator

from mailbot.inbound.forms.things.amounts import AMOUNT, Count, evened, value_of
from mailbot.inbound.forms.things.tallyroles import ALL_SO_FAR, NEAR, NOW_BEFORE, Role, role_of
from mailbot.late import late
from mailbot.value import Value, replace

_LONGEST = 5000
_MOST = 200  # figures
_NO_COUNT = late(
    r"\s*(?:[/%％:：\-.]\d|%|％|[年月号点时分秒岁批轮次期天周楼层倍元][^,，。;；\s]?"
    r"|个?(?:小时|工作日|月|星期|问题|缺陷))"
)


_O_CLOCK = late(r"(?:[上下]午|中午|早上|晚上?|凌晨|[今昨前]天|[今昨]晚|[日号])\s*$")
_TIED = late(r"[.v/\-#]$|\d:$")


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
        f.value for f in figures if f.role == "done" and ALL_SO_FAR.search(line[max(0, f.start - NEAR) : f.start])
    }
    most = max(values.get("done", {0}))
    if len(values.get("done", ())) > 1 and so_far == {most} and all(most <= t for t in values.get("total", ())):
        values["done"] = so_far  # 上午升了 5 台，下午升了 7 台，累计 12 台
    done, total, left = (_only(values.get(name, set())) for name in ("done", "total", "left"))
    if done is None and total is not None and left is None and not values.get("done"):
        # 全量目前 350 台，总计划 800 台: the one figure that is said to be now.
        now = [f for f in figures if f.role == "other" and NOW_BEFORE.search(line[max(0, f.start - NEAR) : f.start])]
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
        before, after = line[max(last, m.start() - NEAR) : m.start()], line[m.end() : m.end() + 24]
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
        yield _Figure(role_of(before, after), value, m.start(), m.end())


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


def _has(figures: list[_Figure], role: Role) -> bool:
    return any(f.role == role for f in figures)


def _only(values: set[int]) -> int | None:
    return next(iter(values)) if len(values) == 1 else None
