"""Numbers of things: `500台`, `3.2万`, `两千五`, `320/500`, `64%` (SPEC 1 进度)."""

import re

from mailbot.campaign.model import Progress
from mailbot.inbound.forms.numerals import plain
from mailbot.late import late
from mailbot.value import Value

_LONGEST = 2000
_MOST = 10**12

HAN_FIGURES = "零〇一二两三四五六七八九十百千万亿"
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d{{1,12}}(?:\.\d{{1,6}})?|[{HAN_FIGURES}]{{1,12}})"
_SCALE = r"(?:\ ?(?:万|千|百|亿|k(?![a-z])|w(?![a-z])))?"
_UNIT = (
    r"(?:\ ?(?:台套|台|套|个|家门店|家|门店|店|点位|点|用户|户|终端|设备|服务器|服务端|客户端|节点|份|条|项|"
    r"(?:units?|servers?|clients?|stores?|sites?|terminals?|devices?|pcs|installs?|machines?)(?![a-z])))?"
)
AMOUNT = late(rf"(?P<n>{_NUMBER})(?P<scale>{_SCALE})(?P<unit>{_UNIT})")
_PERCENT = late(
    r"(?<![\d.])(?P<n>\d{1,3}(?:\.\d{1,4})?)\ ?(?:%%|%|percent)"
    r"|百分之(?P<h>[零〇一二两三四五六七八九十百点]{1,8}|\d{1,3}(?:\.\d{1,4})?)"
    r"|(?<![\d一二三四五六七八九十第])(?:(?P<tenths>[一二三四五六七八九])"
    r"|(?<![.,])(?P<figure>[1-9])\ ?)成(?P<half>[一二三四五六七八九半])?(?![功立员为本长交果])"
)
_HAN_COUNT = late(
    rf"(?<![{HAN_FIGURES}第\d])(?P<n>[{HAN_FIGURES}]{{2,12}})(?P<some>来|多|余)?(?= ?(?:台|套|个|家|门店|点|户|终端|服务器|客户端))"
    rf"|(?:(?<=上限)|(?<=最多)|(?<=最多[发给放批])|(?<=至多)|(?<=不超)|(?<=超过))(?P<top>[{HAN_FIGURES}]{{2,12}})(?=$|[，,。；;])"
)
_DIGIT = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_STEP = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10**4, "w": 10**4, "千": 1000, "k": 1000, "百": 100, "亿": 10**8}


class Count(Value):
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


def read_amount(text: str) -> int | None:
    """`500台`, `1,200`, `3.2万`, `两千五`, `5k` → the number; None for anything else (and for what is no whole number)."""
    found = AMOUNT.fullmatch(evened(text).strip())
    return value_of(found) if found else None


def read_share(text: str) -> float | None:
    """`64%`, `百分之六十四`, `六成`, `0.95` (alone) → a fraction of 1; None for anything else or beyond 100%."""
    smooth = evened(text).strip()
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
    smooth = evened(text)
    for pattern, read in _COUNTS:
        for found in pattern.finditer(smooth):
            if pattern is _DONE_ONLY and "\n" in text[found.start() : found.end()]:
                continue  # 已完成 at the end of one row, 200 in the next
            count = read(found, text)
            if count is not None:
                return count
    return None


# --- counts ----------------------------------------------------------------------------------------------------------


def _named(name: str) -> str:
    return (
        rf"(?P<{name}>(?<![\d.])(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d{{1,12}}(?:\.\d{{1,6}})?|[{HAN_FIGURES}]{{2,12}}"
        rf"|[{HAN_FIGURES}](?=[台套个家户])){_SCALE})"
    )


_GAP = r"[^\d%/,，。;；\n]{0,8}"
_RATIO = late(
    rf"{_named('a')}{_UNIT}\ ?(?:/|∕|of|out\ of)\ ?(?:the\ )?{_named('b')}{_UNIT}(?![\d/-]|\.\d)".replace(r"\ ", " ")
)
# Behind a figure, what was not done to it: 灰度升级有 3 台客户一直不给停机, 升级有 3 台失败. 320 台没有异常 is done.
_NOT_DONE = (
    r"(?:(?!没有?(?:出现|发现)?(?:失败|异常|报错)|[未无](?:出现|发现)?(?:失败|异常|报错))[^，,。；;\n\d]){0,8}?"
    r"(?:不(?:给|让|肯|同意|配合|成功)|离线|关机|断网|没开机|联系不上|连不上"
    r"|[没未](?:升|完成|下发|推|做|装|更新)|失败|报错|回退|回滚)"
)
_OUT_OF = late(rf"{_named('b')}{_UNIT}(?:里面?|之?中|当中)[,，]? ?{_GAP}{_named('a')}(?!\d|{_UNIT}{_NOT_DONE}){_UNIT}")
_OF_ALL = late(
    rf"(?:总共|一共|共计|合计|总数|总计|共|应升级|应下发|计划)[为:]? ?{_GAP}{_named('b')}{_UNIT}[,，;；、。 ]{{0,2}}"
    rf"(?:(?:目前|现在|当前|截至[^,，]{{0,10}}[,，])? ?已?经?(?:完成|升级|下发|限制|做|到位|推送"
    rf"|更新)了? ?{_GAP}){_named('a')}{_UNIT}"
)
# 三分之二 is two of three.
_PARTS = late(
    r"(?P<b>[一二两三四五六七八九十]|\d{1,3})分之(?P<a>[一二两三四五六七八九十]"
    r"|\d{1,3})(?![点\d一二三四五六七八九十])"
)
_ROUGHLY = late(r"(?:大概|大约|大致|约|差不多|将近|接近|近|快|不到|几乎|超过|过)[^，,。；;\n]{0,8}$")
_LEFT_OVER = late(r"(?:还剩下?|剩下?|剩余|余下?|尚余|还有|还差|尚差|差)(?:大概|大约|约)?\s*$")
_NOT_YET = late(
    r"(?:的[^，。；;\n]{0,6})?(?:还|尚|都)?(?:没有?|未|待)(?:完成|升|下发|推|更新|做|处理|装|部署|限制|动|搞|弄"
    r"|切|测)"
)
_HALF = late(
    r"(?:完成|升级?|下发|推送?|更新|部署|装|做|弄|搞|跑|测|限制|进度)(?:了|到|过|完|大概|大约|差不多"
    r"|约)*(?P<half>一半)(?!多|以上|左右还|的|不到|都不|时|发现|遇|碰|就|突然|卡|报|出|停|被|断|客户)"
)
_ALL_AFTER = late(
    rf"{_named('a')}{_UNIT}(?: ?(?:已经?|均|都)?(?:完成|升级|下发|推送|更新|上线|限制|做|升|发)(?:完成|完毕|完"
    rf"|好|成功)?了?)? ?[(（,，;；、 ]{{0,3}}(?:总共"
    rf"|一共|共计|合计|总数|总计|总量|共|总)[为:有]? ?{_named('b')}{_UNIT}"
)
_LEFT = late(
    rf"{_named('a')}(?! ?%){_UNIT}[^\d\n]{{0,8}}?(?:还剩|剩余|剩下|余下|未升级|未完成|未下发|尚余|还有|剩"
    rf"|(?<!其)余)[为:的]? ?{_named('c')}(?! ?(?:%|月|日|号|天|小时|[、和] ?\d{{1,3}} ?号)){_UNIT}"
)
_DONE_ONLY = late(
    rf"(?:已经?|完成|升级|下发|推送|done|upgraded|completed)(?!之?后|以后|期间"
    rf"|过程)(?:(?!投诉|问题|缺陷|故障|报障|反馈|工单|电话|影响|还[有剩差没未余]|剩|差(?!不多)|(?<!其)余|尚|待|没|未)"
    rf"[^\d\n,，。;；%]){{0,8}}?{_named('a')}(?!\d|{_UNIT}{_NOT_DONE}){_UNIT}(?! ?(?:[%%/-]|月|日|号|年|天|点|\.\d|:)"
    rf"| ?(?:没有?|未)?(?:失败|异常|报错|回退|回滚|不成功))"
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
    if share is not None and (
        _LEFT_OVER.search(text[max(0, found.start() - 8) : found.start()]) or _NOT_YET.match(text, found.end())
    ):
        share = round(1 - share, 6)  # 还剩 20% 没升
    return None if share is None else Count(None, None, share, text[found.start() : found.end()].strip(), found.span())


def _parts(found: re.Match[str], text: str) -> Count | None:
    done, total = (_han(found[name]) if not found[name].isdigit() else int(found[name]) for name in "ab")
    if (
        done is None
        or not total
        or done > total
        or total == 100
        or _ROUGHLY.search(text[max(0, found.start() - 12) : found.start()])
    ):
        return None
    if _LEFT_OVER.search(text[max(0, found.start() - 8) : found.start()]) or _NOT_YET.match(text, found.end()):
        done = total - done  # 还剩三分之一没升
    return Count(done, total, None, text[found.start() : found.end()], found.span())


def _half(found: re.Match[str], text: str) -> Count | None:
    return Count(None, None, 0.5, found["half"], found.span("half"))


_COUNTS = (
    (_RATIO, _ratio),
    (_OUT_OF, _ratio),
    (_OF_ALL, _ratio),
    (_ALL_AFTER, _ratio),
    (_LEFT, _ratio),
    (_PARTS, _parts),
    (_PERCENT, _percent),
    (_HALF, _half),
    (_DONE_ONLY, _ratio),
)


def _share(found: re.Match[str]) -> float | None:
    if tenths := found["tenths"] or found["figure"]:
        ones = {"": 0, "半": 5}.get(found["half"] or "", _DIGIT.get(found["half"] or "", 0))
        return ((int(tenths) if tenths.isascii() else _DIGIT[tenths]) * 10 + ones) / 100
    if found["h"]:
        whole, _, rest = found["h"].partition("点")
        number = float(whole) if whole[:1].isdigit() else _han(whole)
        if number is None:
            return None
        value = number + (float("0." + "".join(str(_DIGIT.get(c, 0)) for c in rest)) if rest else 0)
    else:
        value = float(found["n"])
    return round(value / 100, 6) if 0 <= value <= 100 else None


# --- numbers ---------------------------------------------------------------------------------------------------------


def evened(text: str) -> str:
    """Plain text whose full-width commas are no thousands' (100，200)."""
    return plain(text[:_LONGEST].replace("，", "、").replace("　", " ")).replace("、", "，")


def in_figures(text: str) -> str:
    """Plain text with the numbers of things in figures: 五百台 → 500台, 两百来套 → 约200套; what counts no things stays."""
    return _HAN_COUNT.sub(_figures, text)


def _figures(found: re.Match[str]) -> str:
    value = _han(found["n"] or found["top"])
    return found.group() if value is None else f"{'约' if found['some'] else ''}{value}"


def value_of(found: re.Match[str]) -> int | None:
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
    if not text or any(c not in HAN_FIGURES for c in text):
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
