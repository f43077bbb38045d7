"""Quantity ranges: `不超过 500`, `500台以内`, `100-500`, `至少 20`, `华东200台、华南300台` (SPEC 1 数量范围)."""

import re

from mailbot.campaign.planned import Quantity
from mailbot.inbound.forms.things.amounts import AMOUNT, HAN_FIGURES, evened, value_of
from mailbot.late import late
from mailbot.value import Value

# Figures that count no things: 第1批, 3天, 12月, 8.2.1, 64%.
_OTHER = late(r"\ ?(?:[%%‰]|批|期|轮|月|日|号|年|天|周|小时|分钟|个月|个工作日|工作日|点半|:\d|折|版|级|\.\d)")
_UNLIMITED = late(r"不限|无限|不设上限|没有限制|不作限制|不做限制|unlimited|no limit|any number")
# What bounds the figure that it stands before or behind: of a field's value, and in running text (plans/values/grants).
MOST = (
    r"(?:(?:不|别|勿)(?:要|能|得|可以?|会|许|准)?再?(?:超过?|多于|高于|大于|突破)|顶多|撑死|满打满算(?:也就|就)?(?:是|只有)?|充其量|别过"
    r"|至多|最多|最高|最大|多则|上限|封顶|[控压]制?在|卡在?|限|小于等于|(?<!不)小于|(?<!不)少于|(?<!不)低于|≤|<=?"
    r"|(?<![a-z])(?:up to|at most|(?:no|not) more than|not (?:to )?exceed(?:ing)?|(?:(?:can|must|may|should) ?not|(?:ca|must|should)n't) (?:exceed|be (?:over|above|more than))|within|max(?:imum|\.)?(?: of)?|under|below|limited to"
    r"|capped at|(?:go|going) (?:above|over|beyond)|(?:cap|limit|ceiling|quota|allowance|maximum|max) ?(?:is|are|at|of|是|为)?))"
)
LEAST = (
    r"(?:(?:不|别)(?:能|得|可以?|要)?(?:少于|低于|小于)|少则|少说|起码|保底|至少|最少|最低|下限|大于等于|≥|>=?"
    r"|(?<![a-z])(?:at least|no (?:less|fewer) than|min(?:imum)?(?: of)?))"
)
MOST_BEHIND = (
    r"(?: ?(?:以内|之内|封顶|到顶|顶天|打住|为限|为上限|上限)"
    r"| (?:of (?:them|these|those) )?(?:at (?:the )?(?:very )?most|max(?:imum)?|tops|or (?:less|fewer))(?![a-z]))"
)
LEAST_BEHIND = r"(?: ?(?:起步|打底|保底)| (?:or more|and up|at (?:the )?(?:very )?least)(?![a-z]))"
_MAX_BEFORE = late(rf"{MOST} ?[为是:=]? ?$")
_MAX_AFTER = late(rf"{MOST_BEHIND}| ?(?:以下|及以下|内(?![部存网]))")
_MIN_BEFORE = late(
    rf"(?:{LEAST}|(?<!不)大于|(?<!不)(?<!不得)超过|(?<!不)多于|(?<!不)高于|(?<![a-z])(?:more than|over|above)) ?[为是:=]? ?$"
)
_MIN_AFTER = late(rf"{LEAST_BEHIND}|\+| ?(?:以上|及以上|起(?!升|来|始|用))")
_STOP = late(r"(?<=[a-z)\d])\.\s+(?=[A-Z])")  # 200 servers. Valid from 30 Nov
_TOTAL = late(r"(?:总共|总数|总量|总计|共计|合计|累计|一共|全部|全量|全网|总|共|total|in all|altogether)[^\d]{0,8}$")
_ABOUT_BEFORE = late(r"(?:约|大约|大概|差不多|近|将近|左右|about|around|approx(?:imately)?\.?|roughly|~) ?$")
_ABOUT_AFTER = late(r" ?(?:左右|上下|多(?=[台套个家户]|$)|余(?=[台套个家户]|$)|or so)")
_RANGE = late(r" ?(?:-|~|至|到|to) ?")
_BETWEEN = late(
    r"(?:(?<![a-z])between|介于|在) ?(?P<a>\d[\d,]{0,11}) ?(?:and|与|和) ?(?=\d)"
)  # between 80 and 240 servers
_PER = late(r"(?:每|各|per|each)[^\d,，。;；]{0,8}$|^ ?/ ?(?:区|区域|部门|门店|家|天|日|region|department)")
_BRACKETS = late(r"[(（][^()（）]*[)）]")


_NOTE_BEHIND = late(r" ?[(（](?P<lead>[^\W\d]{2,12})[)）]")


class QuantityRead(Value):
    """A quantity range. `reason` names a fault (`reversed-quantity`, `quantity-each`, `not-a-number`), `remark` what the receipt says
    (`approximate-quantity`, `summed-quantity`)."""

    quantity: Quantity = Quantity()
    reason: str = ""
    remark: str = ""
    candidates: tuple[int, ...] = ()


class _Figure(Value):
    value: int
    bound: str  # max min range-end plain
    total: bool
    about: bool
    lead: str
    per: bool


def read_quantity(text: str) -> QuantityRead:
    """A quantity range: `不超过 500`, `500台以内`, `100-500`, `至少 20`, `不限`; a number alone is the upper bound.

    Batches and regions are summed (`华东200台，华南300台`), unless a total is given; a range backwards is a fault.
    """
    smooth = _BETWEEN.sub(r"\g<a>-", evened(_STOP.split(text, maxsplit=1)[0]))
    outside = _BRACKETS.sub(lambda found: " " * len(found.group()), smooth)
    if _figures(outside, smooth):
        figures = _figures(outside, smooth)
    else:
        figures = _figures(smooth, smooth)
    if not figures:
        if _UNLIMITED.search(smooth):
            return QuantityRead()
        return QuantityRead(reason="not-a-number")
    if any(figure.per for figure in figures):
        # 每个区域不超过 800 台 is no total; 总共不超过 1600 台，每个区域不超过 800 台 names one.
        whole = [figure for figure in figures if not figure.per]
        if not whole or not all(figure.total for figure in whole):
            return QuantityRead(reason="quantity-each", candidates=tuple(figure.value for figure in figures))
        figures = whole
    values = tuple(figure.value for figure in figures)
    totals = [figure for figure in figures if figure.total and figure.bound != "min"]
    if len(totals) == 1 and len(figures) > 1 and not any(f.bound == "range-end" for f in figures):
        figures = totals + [figure for figure in figures if figure.bound == "min" and figure.total]
    mins = [figure for figure in figures if figure.bound == "min"]
    tops = [figure for figure in figures if figure.bound != "min"]
    if len(mins) > 1 or (mins and len(tops) > 1):
        return QuantityRead(reason="not-a-number", candidates=values)
    low = mins[0].value if mins else None
    high, remark = None, ""
    if len(tops) == 1:
        high = tops[0].value
        remark = "approximate-quantity" if tops[0].about else ""
    elif len(firm := [figure for figure in tops if figure.bound == "max"]) == 1 and all(
        f.about for f in tops if f is not firm[0]
    ):
        high = firm[0].value  # 30 套左右，最多 40 套
    elif tops:
        if not all(figure.lead for figure in tops) or len({figure.lead for figure in tops}) < len(tops):
            return QuantityRead(reason="not-a-number", candidates=values)
        high, remark = sum(values), "summed-quantity"
    if low is not None and high is not None and low > high:
        return QuantityRead(reason="reversed-quantity", candidates=(high, low))
    return QuantityRead(Quantity(min=low, max=high), remark=remark)


def _figures(smooth: str, noted: str) -> list[_Figure]:
    """The figures of a text; `noted` is the text with its brackets, in which a figure is told what it is (20台（灰度）)."""
    found: list[_Figure] = []
    spans: list[tuple[int, int]] = []
    for match in AMOUNT.finditer(smooth):
        value = value_of(match)
        before = smooth[spans[-1][1] if spans else 0 : match.start()]
        after = smooth[match.end() : match.end() + 24]
        if value is None or before.rstrip().endswith("第") or _OTHER.match(after) or _versionish(smooth, match):
            continue
        if match["n"][0] in HAN_FIGURES and not match["unit"] and not match["scale"] and len(match["n"]) == 1:
            continue  # 统一, 一并
        total = bool(_TOTAL.search(before))
        if spans and _RANGE.fullmatch(before.removeprefix(" ")) and found[-1].bound == "plain":
            lower = found.pop()
            found.append(_Figure(lower.value, "min", lower.total, lower.about, lower.lead, lower.per))
            found.append(_Figure(value, "range-end", total or lower.total, False, lower.lead, False))
        else:
            bound = "max" if _MAX_BEFORE.search(before) or _MAX_AFTER.match(after) else ""
            if not bound and (_MIN_BEFORE.search(before) or _MIN_AFTER.match(after)):
                bound = "min"
            about = bool(_ABOUT_BEFORE.search(before) or _ABOUT_AFTER.match(after))
            lead = re.sub(r"[\W_]+", "", re.split(r"[,，;；、。]", before)[-1])
            if (note := _NOTE_BEHIND.match(noted, match.end())) is not None and not lead:
                lead = note["lead"]  # 20台（灰度），500台（全量）
                total = bool(_TOTAL.search(lead))
            per = bool(_PER.search(before) or _PER.match(after))
            found.append(_Figure(value, bound or "plain", total, about, lead, per))
        spans.append(match.span())
    return found


def _versionish(smooth: str, match: re.Match[str]) -> bool:
    before, after = smooth[match.start() - 1 : match.start()], smooth[match.end() : match.end() + 2]
    return before in ("v", ".", "/") or (after[:1] == "." and after[1:].isdigit())
