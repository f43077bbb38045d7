"""lone_count: a count that no word of work goes with: `135 台` alone, `又升了 30 台，累计 120 台` (SPEC 9 "Replies")."""

from mailbot.inbound.forms.things.amounts import AMOUNT, Count, evened, value_of
from mailbot.late import late

_UNIT = r"\ ?(?:台|套|家|户|个|店|点|站|端|servers?|sites?|stores?|clients?|units?)"
# The whole text: 目前 135 台了.
_ALONE = late(
    rf"[\W_]*(?:(?:目前|现在|现|当前|截[至止]今[日天]|今天|到今天|进度|进展|已经?|已升|升了|推了|发了|做了|大概"
    rf"|约|有|是|为|到|到了)[\s:，,]*){{0,4}}{AMOUNT.pattern}(?:了"
    rf"|啦|左右)*[\W_]*"
)
# Of 12 and 18 the running total is how far it is. 累计影响 12 家 counts something else.
_SO_FAR = late(
    rf"(?:累计|累積|共计已|到目前为?止|到现在为?止|截[至止](?:目前|现在|今[日天]|昨[日天])"
    rf"|(?<![a-z])(?:so far|in total|running total))(?:已经?|一共|共|总共|完成|升级?|下发|推送?|更新|部署|装|做"
    rf"|限制|了|是|有|为|约|:|\s){{0,5}}{AMOUNT.pattern}"
)
_UNITED = late(_UNIT)
_OTHER_THINGS = late(
    r"(?:投诉|问题|缺陷|故障|报障|工单|电话|咨询|报名)[^，,。；;\n]{0,6}\d"
    r"|\d[^，,。；;\n]{0,4}(?:投诉|问题|缺陷|故障|报障|工单|电话|complaints?|tickets?|issues?|calls?)"
)
_NO_COUNT = late(r"\s*(?:%|％|/|成|[年月号日点时分秒周天](?!\w?[台家套户个])|个?(?:小时|工作日|月|星期|问题|缺陷))")


def lone_count(text: str) -> Count | None:
    """The count that the text is, or its one running total; None where there is none, or several that differ. `text` is
    smoothed."""
    line = evened(text)
    if _OTHER_THINGS.search(line):
        return None
    found = [m for m in (_ALONE.fullmatch(line),) if m and _UNITED.search(m["unit"])] or list(_SO_FAR.finditer(line))
    counted = [m for m in found if (m["unit"] or m["scale"]) and not _NO_COUNT.match(line, m.end("unit"))]
    values = {value for m in counted if (value := value_of(m)) is not None}
    if len(values) != 1:
        return None
    first = counted[0]
    return Count(
        values.pop(), None, None, text[first.start("n") : first.end("unit")], (first.start("n"), first.end("unit"))
    )


def runs_on(text: str) -> bool:
    """Whether a text gives a running total: 累计 120 台."""
    return bool(_SO_FAR.search(evened(text)))
