"""Numbers of things: `500台`, `3.2万`, `320/500`, `64%`, `不超过 500`, `100-500`, `两千` (SPEC 1 数量范围, 进度)."""

import re
from dataclasses import dataclass

from mailbot.campaign.model import Progress, Quantity
from mailbot.inbound.forms.numerals import plain

__all__ = ["Count", "QuantityRead", "find_count", "read_amount", "read_quantity", "read_share"]

_LONGEST = 2000
_MOST = 10**12

_HAN = "零〇一二两三四五六七八九十百千万亿"
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d{{1,12}}(?:\.\d{{1,6}})?|[{_HAN}]{{1,12}})"
_SCALE = r"(?:\ ?(?:万|千|百|亿|k(?![a-z])|w(?![a-z])))?"
_UNIT = (
    r"(?:\ ?(?:台套|台|套|个|家门店|家|门店|店|点位|点|用户|户|终端|设备|服务器|服务端|客户端|节点|份|条|项|"
    r"(?:units?|servers?|clients?|stores?|sites?|terminals?|devices?|pcs|installs?|machines?)(?![a-z])))?"
)
_AMOUNT = re.compile(rf"(?P<n>{_NUMBER})(?P<scale>{_SCALE})(?P<unit>{_UNIT})")
# Figures that count no things: 第1批, 3天, 12月, 8.2.1, 64%.
_OTHER = re.compile(r"\ ?(?:[%%‰]|批|期|轮|月|日|号|年|天|周|小时|分钟|个月|个工作日|工作日|点半|:\d|折|版|级|\.\d)")
_PERCENT = re.compile(
    r"(?<![\d.])(?P<n>\d{1,3}(?:\.\d{1,4})?)\ ?(?:%%|%|percent)|百分之(?P<h>[零〇一二两三四五六七八九十百点]{1,8}|\d{1,3}(?:\.\d{1,4})?)"
    r"|(?<![\d一二三四五六七八九十第])(?P<tenths>[一二三四五六七八九])成(?P<half>[一二三四五六七八九半])?(?![功立员为本长交果])"
)
_DIGIT = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_STEP = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10**4, "w": 10**4, "千": 1000, "k": 1000, "百": 100, "亿": 10**8}


@dataclass(frozen=True, slots=True)
class Count:
    """How far something is: `done` of `total` (each None where not said), or a `share` (a fraction of 1)."""

    done: int | None
    total: int | None
    share: float | None
    words: str
    span: tuple[int, int]

    @property
    def progress(self) -> Progress | None:
        """As the ledger keeps it; None where either number is missing."""
        return Progress(done=self.done, total=self.total) if self.done is not None and self.total is not None else None


@dataclass(frozen=True, slots=True)
class QuantityRead:
    """A quantity range. `reason` names a fault (`reversed-quantity`, `not-a-number`), `remark` what the receipt says
    (`approximate-quantity`, `summed-quantity`)."""

    quantity: Quantity = Quantity()
    reason: str = ""
    remark: str = ""
    candidates: tuple[int, ...] = ()


def read_amount(text: str) -> int | None:
    """`500台`, `1,200`, `3.2万`, `两千五`, `5k` → the number; None for anything else (and for what is no whole number)."""
    found = _AMOUNT.fullmatch(_smooth(text).strip())
    return _value(found) if found else None


def read_share(text: str) -> float | None:
    """`64%`, `百分之六十四`, `六成`, `0.95` (alone) → a fraction of 1; None for anything else or beyond 100%."""
    smooth = _smooth(text).strip()
    found = _PERCENT.search(smooth)
    if found:
        return _share(found)
    bare = re.fullmatch(r"(?:[≥>]=? ?|不低于|至少)?(0?\.\d{1,4}|[01](?:\.0{1,4})?|\d{2}(?:\.\d{1,2})?)", smooth)
    if bare is None:
        return None
    value = float(bare[1])
    return value if value <= 1 else value / 100


def find_count(text: str) -> Count | None:
    """The first count in a text: `已升级 320 / 500`, `500台中320台`, `完成320台，剩余180台`, `64%`, `320台`."""
    smooth = _smooth(text)
    for pattern, read in _COUNTS:
        for found in pattern.finditer(smooth):
            count = read(found, text)
            if count is not None:
                return count
    return None


# --- counts ----------------------------------------------------------------------------------------------------------


def _named(name: str) -> str:
    return rf"(?P<{name}>(?<![\d.])(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d{{1,12}}(?:\.\d{{1,6}})?|[{_HAN}]{{2,12}}|[{_HAN}](?=[台套个家户])){_SCALE})"


_GAP = r"[^\d%/,，。;；\n]{0,8}"
_RATIO = re.compile(rf"{_named('a')}{_UNIT}\ ?(?:/|∕|of|out\ of)\ ?(?:the\ )?{_named('b')}{_UNIT}(?![\d/.-])".replace(r"\ ", " "))
_OUT_OF = re.compile(rf"{_named('b')}{_UNIT}(?:里面?|之?中|当中)[,，]? ?{_GAP}{_named('a')}{_UNIT}")
_OF_ALL = re.compile(
    rf"(?:总共|一共|共计|合计|总数|总计|共|应升级|应下发|计划)[为:]? ?{_GAP}{_named('b')}{_UNIT}[,，;；、。 ]{{0,2}}"
    rf"(?:(?:目前|现在|当前|截至[^,，]{{0,10}}[,，])? ?已?经?(?:完成|升级|下发|限制|做|到位|推送|更新)了? ?{_GAP}){_named('a')}{_UNIT}"
)
_ALL_AFTER = re.compile(
    rf"{_named('a')}{_UNIT} ?[(（,，;；、 ]{{0,3}}(?:总共|一共|共计|合计|总数|总计|总量|共|总)[为:有]? ?{_named('b')}{_UNIT}"
)
_LEFT = re.compile(
    rf"{_named('a')}{_UNIT}[^\d\n]{{0,8}}?(?:还剩|剩余|剩下|余下|未升级|未完成|未下发|尚余|还有|剩|余)[为:的]? ?{_named('c')}{_UNIT}"
)
_DONE_ONLY = re.compile(
    rf"(?:已经?|完成|升级|下发|推送|done|upgraded|completed)[^\d\n,，。;；%]{{0,8}}?{_named('a')}{_UNIT}(?! ?(?:[%%/-]|月|日|号|年|天|点|\.\d|:))"
)


def _ratio(found: re.Match[str], text: str) -> Count | None:
    groups = found.groupdict()
    done, total, left = (_number(groups.get(name)) for name in "abc")
    if left is not None and done is not None:
        total = done + left
    if done is None or (total is None and ("b" in groups or "c" in groups)) or total == 0:
        return None
    return Count(done, total, None, text[found.start() : found.end()].strip(), found.span())


def _percent(found: re.Match[str], text: str) -> Count | None:
    share = _share(found)
    return None if share is None else Count(None, None, share, text[found.start() : found.end()].strip(), found.span())


_COUNTS = (
    (_RATIO, _ratio),
    (_OUT_OF, _ratio),
    (_OF_ALL, _ratio),
    (_ALL_AFTER, _ratio),
    (_LEFT, _ratio),
    (_PERCENT, _percent),
    (_DONE_ONLY, _ratio),
)


def _share(found: re.Match[str]) -> float | None:
    if found["tenths"]:
        rest = {"": 0, "半": 5}.get(found["half"] or "", _DIGIT.get(found["half"] or "", 0))
        return (_DIGIT[found["tenths"]] * 10 + rest) / 100
    if found["h"]:
        whole, _, rest = found["h"].partition("点")
        number = float(whole) if whole[:1].isdigit() else _han(whole)
        if number is None:
            return None
        value = number + (float("0." + "".join(str(_DIGIT.get(c, 0)) for c in rest)) if rest else 0)
    else:
        value = float(found["n"])
    return round(value / 100, 6) if 0 <= value <= 100 else None


# --- quantity ranges -------------------------------------------------------------------------------------------------

_UNLIMITED = re.compile(r"不限|无限|不设上限|没有限制|不作限制|不做限制|unlimited|no limit|any number")
_MAX_BEFORE = re.compile(
    r"(?:不超过?|不多于|不高于|不大于|不得超过|至多|最多|最高|最大|上限|封顶|控制在|限|小于等于|(?<!不)小于|(?<!不)少于|(?<!不)低于|≤|<=?|up to|at most|(?:no|not) more than|not exceed(?:ing)?"
    r"|within|max(?:imum)?(?: of)?|under|below|limited to) ?[为是:=]? ?$"
)
_MAX_AFTER = re.compile(r" ?(?:以内|之内|以下|及以下|封顶|为限|为上限|内(?![部存网])|上限|or (?:less|fewer)|at most|max)")
_MIN_BEFORE = re.compile(
    r"(?:不少于|不低于|不小于|至少|最少|最低|下限|大于等于|(?<!不)大于|(?<!不)(?<!不得)超过|(?<!不)多于|(?<!不)高于|≥|>=?|at least|no (?:less|fewer) than|min(?:imum)?(?: of)?|more than|over"
    r"|above) ?[为是:=]? ?$"
)
_MIN_AFTER = re.compile(r" ?(?:以上|及以上|起步|起(?!升|来|始|用)|or more|at least|and up)")
_TOTAL = re.compile(r"(?:总共|总数|总量|总计|共计|合计|累计|一共|全部|全量|全网|总|共|total|in all|altogether)[^\d]{0,8}$")
_ABOUT_BEFORE = re.compile(r"(?:约|大约|大概|差不多|近|将近|左右|about|around|approx(?:imately)?\.?|roughly|~) ?$")
_ABOUT_AFTER = re.compile(r" ?(?:左右|上下|多(?=[台套个家户]|$)|余(?=[台套个家户]|$)|or so)")
_RANGE = re.compile(r" ?(?:-|~|至|到|to) ?")
_PER = re.compile(r"(?:每|各|per|each)[^\d,，。;；]{0,8}$|^ ?/ ?(?:区|区域|部门|门店|家|天|日|region|department)")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")


@dataclass(frozen=True, slots=True)
class _Figure:
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
    smooth = _smooth(text)
    outside = _BRACKETS.sub(lambda found: " " * len(found.group()), smooth)
    if _figures(outside):
        smooth = outside
    figures = _figures(smooth)
    if not figures:
        if _UNLIMITED.search(smooth):
            return QuantityRead()
        return QuantityRead(reason="not-a-number")
    values = tuple(figure.value for figure in figures)
    if any(figure.per for figure in figures):
        return QuantityRead(reason="not-a-number", candidates=values)
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
    elif tops:
        if not all(figure.lead for figure in tops) or len({figure.lead for figure in tops}) < len(tops):
            return QuantityRead(reason="not-a-number", candidates=values)
        high, remark = sum(values), "summed-quantity"
    if low is not None and high is not None and low > high:
        return QuantityRead(reason="reversed-quantity", candidates=(high, low))
    return QuantityRead(Quantity(min=low, max=high), remark=remark)


def _figures(smooth: str) -> list[_Figure]:
    found: list[_Figure] = []
    spans: list[tuple[int, int]] = []
    for match in _AMOUNT.finditer(smooth):
        value = _value(match)
        before = smooth[spans[-1][1] if spans else 0 : match.start()]
        after = smooth[match.end() : match.end() + 24]
        if value is None or before.rstrip().endswith("第") or _OTHER.match(after) or _versionish(smooth, match):
            continue
        if match["n"][0] in _HAN and not match["unit"] and not match["scale"] and len(match["n"]) == 1:
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
            per = bool(_PER.search(before) or _PER.match(after))
            found.append(_Figure(value, bound or "plain", total, about, lead, per))
        spans.append(match.span())
    return found


def _versionish(smooth: str, match: re.Match[str]) -> bool:
    before, after = smooth[match.start() - 1 : match.start()], smooth[match.end() : match.end() + 2]
    return before in ("v", ".", "/") or (after[:1] == "." and after[1:].isdigit())


# --- numbers ---------------------------------------------------------------------------------------------------------


def _smooth(text: str) -> str:
    """Plain text whose full-width commas are no thousands' (100，200)."""
    return plain(text[:_LONGEST].replace("，", "、").replace("　", " ")).replace("、", "，")


def _value(found: re.Match[str]) -> int | None:
    return _number(found["n"] + found["scale"])


def _number(words: str | None) -> int | None:
    """`1,200`, `3.2万`, `两千五` → the whole number."""
    if not words:
        return None
    words = words.replace(" ", "").replace(",", "")
    scale = _SCALES.get(words[-1], 1) if words[:1].isdigit() else 1
    digits = words[:-1] if scale != 1 else words
    if digits[:1].isdigit():
        value = float(digits) * scale
        whole = round(value)
        return whole if abs(value - whole) < 1e-6 and whole <= _MOST else None
    return _han(words)


def _han(text: str) -> int | None:
    """`一百二十`, `两千五` (2500), `三万二` (32000), `二〇〇` → the number."""
    if not text or any(c not in _HAN for c in text):
        return None
    if not any(c in "十百千万亿" for c in text):
        return int("".join(str(_DIGIT[c]) for c in text))
    total = section = 0
    digit: int | None = None
    last = 1
    for char in text:
        if char in _DIGIT:
            digit = _DIGIT[char]
            last = 1 if char in "零〇" else last
        elif char in _STEP:
            section += (1 if digit is None else digit) * _STEP[char]
            digit, last = None, _STEP[char]
        else:
            scale = _SCALES[char]
            total = (total + section + (digit or 0) or 1) * scale
            section, digit, last = 0, None, scale
    rest = (digit or 0) * (last // 10 if last > 10 else 1)
    value = total + section + rest
    return value if value <= _MOST else None
