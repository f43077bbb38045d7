"""Days in figures: `2026-12-01`, `20261201`, `12/3`, `5.20`, `01/12/2026`; what is a version, a count or a share is none.

Each public function reads a match of its form (`form.Form`): the day, or None where it is no date after all.
"""

import re
from datetime import date, timedelta

from mailbot.inbound.forms.days.daykinds import CalendarDay, Day, FixedDay, OneOf
from mailbot.inbound.forms.days.moments import Basis, Landing, doubt
from mailbot.late import late

_TIED = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_#≤≥<>=¥￥$€£")
# What a date in figures is not followed by, since then it is a count or a version.
_COUNTED = late(r" ?(?:[%万亿个台套家条版级期元倍款次份月]|及以[上下]|以[上下]|版本)")
_AIMED = late(
    r"(?:(?:延期?|推迟|延后|改期?|调整?|顺延|提前|推后?|往后推|挪|拖|展期|宽限|截止|等|预计|计划|定于|完成时间"
    r"|截止时间|日期)(?:到|至|为|在|于)?"
    r"|最晚|最迟|不晚于"
    r"|(?:by|before|until|till|on|due|to|from|deadline))[: ]{0,2}$"
)
_MOVED = late(r"(?:延[期迟]?|推迟|延后|改期?|调整?|顺延|提前)[到至为] ?$")
_PROMISED, _FINISHED = (
    late(r"(?:预计|争取|承诺) ?$"),
    late(r" ?(?:之前|以前|前|完成|处理|解决|结束|交付|搞定)"),
)
_AFTERWARDS = late(
    r" ?(?:前|之前|以前|起|下班|上午|下午|中午|晚上|凌晨|[(]?(?:周|星期|礼拜)[一二三四五六日天]"
    r"|\d{1,2}(?::\d\d|点| ?[ap]m(?![a-z]))|[零〇][点时]|(?:eod|cob|noon|midnight)(?![a-z]))"
)
# 12/8 升完, 12-08 完成, 升级完成（12.1）: of twelve nothing has eight done.
_DONE_THEN = late(
    r" ?日?(?:[上下]午|中午|晚上?|凌晨)?(?:就|能|可以?|会|才|都|已经?|全部|均)*(?:完成|完工|搞定|收尾|结束"
    r"|(?:升级?|做|弄|搞|发|推|下发|办|测|装)完|拿到|下载)"
)
_DONE_IN_BRACKETS = late(
    r"(?:(?:完成?|好|搞定|结束|拿到|获取|下载|领取|下发|推送)了?|(?<![a-z])(?:done|finished|completed)) ?\($"
)
_TO_A_VERSION = late(r"(?:到|至|版本?|v) ?$")
_NEAR_DONE = timedelta(45)
_JUST_DONE = timedelta(14)
_COUNTS = late(r"(?:已经?|累计|合计|共计?|进度|进展|台|家|套|个|户|progress|count)[^\s，,。；;]{0,4}[:：]? ?$")
_SHARE_BEFORE, SHARE_AFTER = (
    late(r"(?:已|完成|进度|升级|下发|done|progress)[了: ]*$"),
    late(r" ?(?:已?完成|done|已升级|已下发)"),
)
_VERSION = late(r"(?:版本?号?|version|build|ver|编号|单号|工单|批次|ticket) ?[:#]? ?v?$")


def year_first(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    if found["sep"] == "." and _VERSION.search(text[max(0, found.start() - 12) : found.start()]):
        return None
    return CalendarDay(int(found["y"]), int(found["m"]), int(found["d"]))


def eight_digits(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    if _VERSION.search(text[max(0, found.start() - 12) : found.start()]):
        return None
    return CalendarDay(int(found["y"]), int(found["m"]), int(found["d"]))


def six_digits(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    if not basis.cell or text.strip() != found.group():
        return None
    digits = found.group()
    return _plausible(((2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:])),), basis, always=True)


def year_last(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    a, b, year = int(found["a"]), int(found["b"]), int(found["y"])
    if a > 12 or b > 12 or a == b:
        return CalendarDay(year, b, a) if a > 12 else CalendarDay(year, a, b)
    return OneOf(((year, a, b), (year, b, a)))


def short_year(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    if not basis.cell or not _free(text, found):
        return None
    a, b, c = int(found["a"]), int(found["b"]), int(found["c"])
    return _plausible(((2000 + a, b, c), (2000 + c, b, a), (2000 + c, a, b)), basis)


def _plausible(readings: tuple[tuple[int, int, int], ...], basis: Basis, *, always: bool = False) -> Day | None:
    near = []
    for year, month, day in readings:
        try:
            landed = date(year, month, day)
        except ValueError:
            continue
        if timedelta(-366) <= landed - basis.today <= timedelta(3 * 366):
            near.append((year, month, day))
    near = list(dict.fromkeys(near))
    if not near:
        return None
    return CalendarDay(*near[0]) if len(near) == 1 and not always else FixedDay(_ordered(near))


def _ordered(readings: list[tuple[int, int, int]]) -> Landing:
    return doubt("ambiguous-order", *(date(*reading) for reading in readings))


def slashed(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    if not _free(text, found, "/."):
        return None
    before, after = text[max(0, found.start() - 10) : found.start()], text[found.end() : found.end() + 8]
    a, b = int(found["a"]), int(found["b"])
    if not basis.cell and not (_AIMED.search(before) or _AFTERWARDS.match(after) or _tells_when(found, text, basis)):
        return None  # 已升级 3/12 is progress
    if a <= b and (_SHARE_BEFORE.search(before) or SHARE_AFTER.match(after)):
        coming = CalendarDay(None, a, b).occurrence(basis.today, +1)
        if coming is None or coming - basis.today > timedelta(60):
            return None  # 3/5 完成 in November is three of five
    if not basis.english:
        if a > 12:
            return OneOf(((None, b, a), (None, b, a))) if b <= 12 and a <= 31 else None
        return CalendarDay(None, a, b) if b else None
    if a > 12 or b > 12 or a == b:
        month, day = (b, a) if a > 12 else (a, b)
        return CalendarDay(None, month, day) if month and day and month <= 12 else None
    return OneOf(((None, b, a), (None, a, b))) if a and b else None


def dotted(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    """`5.20`, `12-03`: dates where the whole text is one value or after 延期到; versions, ratios and rooms elsewhere."""
    a, b = int(found["a"]), int(found["b"])
    if not _free(text, found, "/.≤-" if found["sep"] == "-" else "/.≤") or not 1 <= a <= 12 or not 1 <= b <= 31:
        return None
    if not basis.cell:
        coming = CalendarDay(None, a, b).occurrence(basis.today, +1)
        before = text[max(0, found.start() - 8) : found.start()]
        aimed = _MOVED.search(before) or (_PROMISED.search(before) and _FINISHED.match(text, found.end()))
        if (not aimed or coming is None or coming - basis.today > timedelta(120)) and not _tells_when(
            found, text, basis
        ):
            return None  # 推迟到 8.2 may well be a version
    if basis.english and found["sep"] == "-" and b <= 12 and a != b:
        return OneOf(((None, a, b), (None, b, a)))
    return CalendarDay(None, a, b)


def _tells_when(found: re.Match[str], text: str, basis: Basis) -> bool:
    """Whether figures stand where the day of 完成 does, on a day near enough. What can be a share, too (12/15 完成), is the day
    where it is to come soon or has just been, and 12/12 only where it has; 3/5 in December is three of five."""
    a, b = int(found["a"]), int(found["b"])
    padded = found.group()[-2:-1] == "0"
    before = text[max(0, found.start() - 8) : found.start()]
    if not 1 <= a <= 12 or not 1 <= b <= 31 or _TO_A_VERSION.search(before):
        return False
    bracketed = text[found.end() : found.end() + 1] == ")" and _DONE_IN_BRACKETS.search(before)
    if not bracketed and not _DONE_THEN.match(text, found.end()):
        return False
    coming, past = (CalendarDay(None, a, b).occurrence(basis.today, way) for way in (+1, -1))
    shared = a <= b and not padded
    if shared and (found.groupdict().get("sep") == "-" or _COUNTS.search(before)):
        return False  # 1-3 完成: rows; 已升 12/15 完成: a share
    if past is not None and basis.today - past <= (_JUST_DONE if shared else _NEAR_DONE):
        return True
    return coming is not None and coming - basis.today <= _NEAR_DONE and not (shared and (a == b or bracketed))


def _free(text: str, found: re.Match[str], more: str = "") -> bool:
    """Whether figures stand by themselves: no letter, figure or sign of comparison beside them, nothing counted."""
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    if before in _TIED or after in _TIED:
        return False
    if (before and before in more) or (after and after in more and text[found.end() + 1 : found.end() + 2].isdigit()):
        return False
    return not _COUNTED.match(text, found.end()) and not _VERSION.search(
        text[max(0, found.start() - 12) : found.start()]
    )
