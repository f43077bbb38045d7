"""Days as Chinese offices and programs write them: figures, `12月3日`, `本月20日`, `下周五`, `明天`, `T+3`."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from mailbot.inbound.forms.days.daykinds import CalendarDay, Day, FixedDay, OneOf, WeekDay
from mailbot.inbound.forms.days.durations import add_months
from mailbot.inbound.forms.days.moments import Basis, Landing, doubt
from mailbot.inbound.forms.numerals import HAN, SMALL, read_number
from mailbot.late import late
from mailbot.value import Value


class Form(Value):
    """One way of writing a day: a pattern on plain text, and what a match means (None: no date after all)."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], str, Basis], Day | None]


_YEARS = {"前年": -2, "去年": -1, "今年": 0, "本年": 0, "明年": 1, "次年": 1, "翌年": 1, "来年": 1, "后年": 2}
_MONTHS = {"上": -1, "本": 0, "这": 0, "当": 0, "下": 1, "次": 1, "下下": 2}
_WEEKDAYS = {c: n % 7 for n, c in enumerate("一二三四五六日")} | {"天": 6, "末": 5} | {str(n + 1): n for n in range(7)}
_TIED = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_#≤≥<>=¥￥$€£")
# What a date in figures is not followed by, since then it is a count or a version.
_COUNTED = late(r" ?(?:[%万亿个台套家条版级期元倍款次份月]|及以[上下]|以[上下]|版本)")
_AIMED = late(
    r"(?:(?:延期?|推迟|延后|改期?|调整?|顺延|提前|推后?|往后推|挪|拖|展期|宽限|截止|等|预计|计划|定于|完成时间|截止时间|日期)(?:到|至|为|在|于)?|最晚|最迟|不晚于"
    r"|(?:by|before|until|till|on|due|to|from|deadline))[: ]{0,2}$"
)
_MOVED = late(r"(?:延期?|推迟|延后|改期?|调整?|顺延|提前)[到至为] ?$")
_PROMISED, _FINISHED = (
    late(r"(?:预计|争取|承诺) ?$"),
    late(r" ?(?:之前|以前|前|完成|处理|解决|结束|交付|搞定)"),
)
_AFTERWARDS = late(
    r" ?(?:前|之前|以前|起|下班|上午|下午|中午|晚上|凌晨|[(]?(?:周|星期|礼拜)[一二三四五六日天]|\d{1,2}(?::\d\d|点))"
)
_SHARE_BEFORE, SHARE_AFTER = late(r"(?:已|完成|进度|升级|下发|done|progress)[了: ]*$"), late(r" ?(?:已?完成|done|已升级|已下发)")
_VERSION = late(r"(?:版本?号?|version|build|ver|编号|单号|工单|批次|ticket) ?[:#]? ?v?$")


def year_of(words: str | None, basis: Basis) -> int | None:
    """`明年`, `2027年`, `27年`, `二〇二七年` → 2027."""
    if not words:
        return None
    words = words.strip(" 的")
    if words in _YEARS:
        return basis.today.year + _YEARS[words]
    year = read_number(words.strip(" 年-/."))
    return year + 2000 if year is not None and year < 100 else year


def months_ahead(words: str) -> int:
    """`本月` 0, `下个月` 1, `下下月` 2, `上月` -1."""
    return _MONTHS[words.replace("个", "").replace("月", "").strip()]


# --- figures ---------------------------------------------------------------------------------------------------------


def _year_first(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    if found["sep"] == "." and _VERSION.search(text[max(0, found.start() - 12) : found.start()]):
        return None
    return CalendarDay(int(found["y"]), int(found["m"]), int(found["d"]))


def _eight_digits(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    if _VERSION.search(text[max(0, found.start() - 12) : found.start()]):
        return None
    return CalendarDay(int(found["y"]), int(found["m"]), int(found["d"]))


def _six_digits(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    if not basis.cell or text.strip() != found.group():
        return None
    digits = found.group()
    return _plausible(((2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:])),), basis, always=True)


def _year_last(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    a, b, year = int(found["a"]), int(found["b"]), int(found["y"])
    if a > 12 or b > 12 or a == b:
        return CalendarDay(year, b, a) if a > 12 else CalendarDay(year, a, b)
    return OneOf(((year, a, b), (year, b, a)))


def _short_year(found: re.Match[str], text: str, basis: Basis) -> Day | None:
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


def _slashed(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    if not _free(text, found, "/."):
        return None
    before, after = text[max(0, found.start() - 10) : found.start()], text[found.end() : found.end() + 8]
    if not basis.cell and not (_AIMED.search(before) or _AFTERWARDS.match(after)):
        return None  # 已升级 3/12 is progress
    a, b = int(found["a"]), int(found["b"])
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


def _dotted(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    """`5.20`, `12-03`: dates where the whole text is one value or after 延期到; versions, ratios and rooms elsewhere."""
    a, b = int(found["a"]), int(found["b"])
    if not _free(text, found, "/.≤-" if found["sep"] == "-" else "/.≤") or not 1 <= a <= 12 or not 1 <= b <= 31:
        return None
    if not basis.cell:
        coming = CalendarDay(None, a, b).occurrence(basis.today, +1)
        before = text[max(0, found.start() - 8) : found.start()]
        aimed = _MOVED.search(before) or (_PROMISED.search(before) and _FINISHED.match(text, found.end()))
        if not aimed or coming is None or coming - basis.today > timedelta(120):
            return None  # 推迟到 8.2 may well be a version
    if basis.english and found["sep"] == "-" and b <= 12 and a != b:
        return OneOf(((None, a, b), (None, b, a)))
    return CalendarDay(None, a, b)


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


# --- words -----------------------------------------------------------------------------------------------------------

_NO_DAY = late(r" ?[个台套家条%万次款项倍]|\.?\d")
_NO_DATE_AFTER = late(r"[内间常志报均活期程子元语本线用利息耗光夜]|之内|以内")
_NUMBERED = late(
    r"$|[ ,，。.;；:：、!！?？)）(（\]】~/至到-]|前|之前|以前|起|上午|下午|中午|晚|早|凌晨|零|下班|周|星期|礼拜|完|发|上线|处|升|提|开始|再|才|就|会|能|左右|或|和|当|\d{1,2}[:点时]"
)


def _month_day(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    month, day = (1 if found["m"] == "元" else read_number(found["m"])), read_number(found["d"])
    if month is None or day is None or (not found["u"] and _NO_DAY.match(text, found.end())):
        return None
    groups = found.groupdict()
    return CalendarDay(year_of(groups.get("y"), basis), month, day)


def _day_of_month(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    number = read_number(found["d"])
    month = add_months(basis.today.replace(day=1), months_ahead(found["rm"]))
    return None if number is None else CalendarDay(month.year, month.month, number)


def _bare_day(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    number, before = read_number(found["d"]), text[found.start() - 1 : found.start()] if found.start() else ""
    if number is None or before in ("-", "#", "第", "近", "每"):
        return None
    if not 1 <= number <= 31:
        return FixedDay(doubt("impossible-date")) if basis.cell else None
    if found["u"] == "号" and not _NUMBERED.match(text, found.end()):
        return None  # 3号楼, 2号机房
    if _NO_DATE_AFTER.match(text, found.end()) or (before.isascii() and before.isalnum()):
        return None
    if found["u"] == "日" and text.startswith(("后", "之后", "以后"), found.end()):
        return FixedDay(doubt("vague", basis.today + timedelta(number)))  # 3日后: in three days, or after the 3rd
    return CalendarDay(None, None, number)


def _relative(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    word = found.group()
    if word in ("当天", "当日"):
        aimed = basis.cell or _HOUR_FOLLOWS.match(text, found.end())
        return FixedDay(doubt("vague", basis.today)) if aimed else None
    if word in ("次日", "翌日", "隔天", "隔日", "第二天"):
        return FixedDay(doubt("vague", basis.today + timedelta(1))) if basis.cell else None
    days = next(n for n, words in _RELATIVE.items() if word in words)
    return FixedDay(Landing(basis.today + timedelta(days)))


_HOUR_FOLLOWS = late(r" ?(?:\d{1,2} ?[:点时]|[上下]午|中午|晚|下班)")
_RELATIVE = {
    -3: ("大前天",),
    -2: ("前天", "前日"),
    -1: ("昨天", "昨日", "昨儿", "昨"),
    0: ("今天", "今日", "今儿", "本日", "即日", "今"),
    1: ("明天", "明日", "明儿", "明"),
    2: ("后天", "后日"),
    3: ("大后天", "大后日"),
}


def _weekday(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    rel = (found["rel"] or "").replace("个", "")
    weeks = None if not rel else {"本": 0, "这": 0, "当": 0, "上": -1, "上上": -2, "下": 1, "下下": 2}[rel]
    return WeekDay(_WEEKDAYS[found["d"]], weeks)


def _recurring(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    return FixedDay(doubt("recurring"))


def _t(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    t_day, remarks = (basis.t_day, ()) if basis.t_day else (basis.today, ("t-from-mail",))
    n = int(found["n"] or 0)
    if n > 400:
        return FixedDay(doubt("far-off"))
    if found["odd"]:
        return FixedDay(doubt("vague", basis.workdays.add(t_day, n)))
    n = -n if found["sign"] == "-" else n
    day = t_day + timedelta(n) if found["natural"] else basis.workdays.add(t_day, n)
    if n and not found["natural"] and basis.workdays.provisional(day):
        remarks = (*remarks, "provisional")
    return FixedDay(Landing(day, remarks))


_REL_MONTH = "本月|这个?月|当月|下下个?月|下个?月|次月|上个?月"
_ANY_YEAR = r"今年|明年|后年|去年|次年|来年|本年|前年|翌年"

FORMS = (
    Form(
        late(
            r"(?<![\d.a-z_/])(?<![a-z]-)(?P<y>\d{4}) ?(?P<sep>[-/.]) ?(?P<m>\d{1,2}) ?(?P=sep) ?(?P<d>\d{1,2})(?!\d|[./]\d)[日号]?"
        ),
        _year_first,
    ),
    Form(
        late(
            rf"(?<![\d{HAN}])(?P<y>\d{{4}} ?年|[2-5]\d ?年|[{HAN}]{{4}}年|[二三][{HAN}]年) ?(?P<m>{SMALL}) ?月 ?份?(?P<d>{SMALL}) ?(?P<u>日|号)?"
        ),
        _month_day,
    ),
    Form(
        late(r"(?<![\da-z._#/])(?:(?<!-)|(?<=\d{8}-))(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)(?![\d.])"),
        _eight_digits,
    ),
    Form(late(r"(?<![\da-z._#/-])[2-5]\d(?:0[1-9]|1[0-2])[0-3]\d(?![\d.])"), _six_digits),
    Form(
        late(rf"(?P<y>{_ANY_YEAR}) ?的? ?(?P<m>{SMALL}) ?月 ?份?(?P<d>{SMALL}) ?(?P<u>日|号)?"),
        _month_day,
    ),
    Form(
        late(
            rf"(?P<m>(?<![\d.第])\d{{1,2}}|(?<![\d第{HAN}])[{HAN}]{{1,3}}|元) ?月 ?份?(?P<d>{SMALL}) ?(?P<u>日|号)?"
        ),
        _month_day,
    ),
    Form(late(rf"(?P<rm>{_REL_MONTH}) ?的?(?P<d>{SMALL}) ?(?P<u>日|号)"), _day_of_month),
    Form(late(rf"(?P<d>(?<![\d.第月年])\d{{1,2}}|(?<![\d.第月年{HAN}])[{HAN}]{{1,4}}) ?(?P<u>日|号)"), _bare_day),
    Form(
        late(r"(?<![\d./a-z-])(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4})(?![\d/.])"),
        _year_last,
    ),
    Form(
        late(r"(?<![\d./a-z-])(?P<a>\d{2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{2})(?![\d/.])"),
        _short_year,
    ),
    Form(late(r"(?<![\d/.])(?P<a>\d{1,2}) ?/ ?(?P<b>\d{1,2})(?![\d/%])(?!\.\d)[日号]?"), _slashed),
    Form(late(r"(?<![\d.])(?P<a>\d{1,2})(?P<sep>[.·-])(?P<b>\d{1,2})(?!\d|\.\d|-\d{3})[日号]?"), _dotted),
    Form(
        late(
            r"大后[天日]|大前天|今[天日儿]|[本即]日|昨[天日儿]|明[天日儿]|(?<![今以之节])后[天日]|(?<![之以日号提])前[天日]"
            r"|(?<![说声证])明(?=[早晚晨])|今(?=[早晚晨])|昨(?=晚)|次日|翌日|隔[天日]|第二天|当[天日]"
        ),
        _relative,
    ),
    Form(
        late(
            rf"(?<![每隔\d{HAN}几])(?P<rel>下下个?|下个?|这个?|本|当|上上个?|上个?)?(?:(?<=[下这本当上个])(?:周|星期|礼拜)的?)?"
            r"(?:周|星期|礼拜)(?P<d>[一二三四五六日天]|[1-7](?![\d个天次期月日台]))"
            r"(?<!六(?=日))(?!致|共|定|直|切|样|般|些|点儿|下子|律|旦|系列|报|常会|方案|[二三四五六]|一(?![起同并共些律]))"
        ),
        _weekday,
    ),
    Form(late(r"每个?(?:周|星期|礼拜|月)(?:[一二三四五六日天底末初]|\d{1,2}[日号])"), _recurring),
    Form(
        late(
            r"(?<![a-z\d_-])t ?(?:日(?![常为是=:])|0(?![\d.:])|(?P<sign>[+-]) ?(?P<n>\d{1,6})(?!\d) ?(?:个?(?:工作日|工作天|交易日)|(?P<natural>个?自然日)|[天日](?!内)"
            r"|(?P<odd>个?[周月年]|[wmh](?![a-z]))|wd(?![a-z])|d(?![a-z]))?)"
        ),
        _t,
    ),
)
