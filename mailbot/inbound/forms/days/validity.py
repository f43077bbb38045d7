"""Validity periods, as `12月1日至明年3月31日`, `2026年12月至2027年3月`, `即日起至年底`, `长期`."""

import re
from calendar import monthrange
from datetime import date, timedelta

from mailbot.inbound.forms.days.datepoints import Point, find_start, read_point
from mailbot.inbound.forms.days.dateranges import CONNECT, land_range, read_end
from mailbot.inbound.forms.days.datetails import read_tail
from mailbot.inbound.forms.days.daykinds import CalendarDay, FixedDay
from mailbot.inbound.forms.days.durations import ENGLISH_LATER, PATTERN, length_of
from mailbot.inbound.forms.days.englishdays import MONTH, month_number
from mailbot.inbound.forms.days.moments import Basis, DateDoubt, Landing, doubt, year_of
from mailbot.inbound.forms.numerals import HAN, plain, read_number
from mailbot.late import late

Period = tuple[date | None, date | None]

_FOREVER = late(
    r"长期|永久|永远|不限|另行通知|until further notice|无限期|无期限|不设期限|一直有效|long[ -]?term|permanent"
    r"|no (?:end|limit|expiry)|unlimited|indefinite"
)
_NOW = late(r"(?:即日|即刻|即时|现在|目前|当前|(?<![a-z])(?:now|immediately))(?:起|开始|生效| on(?:wards?)?)*")
_EVENT = late(
    r"[^\s,，;；、]{2,8}?(?<!即)(?<!今)(?<!本)日?之日起|(?:发布|上线|收到|确认|启动|签订|批准|通过|生效)(?:后|起|当日)"
)
_FROM_EVENT = late(r"起 ?(?:-|~|至|到|截[至止]) ?$")
_SINCE_BEFORE = late(r"(?:从|自|(?<![a-z])(?:from|since|starting|effective|start))[: ]{0,2}(?:the )?$")
_SINCE_AFTER = late(r"[ ,)]{0,2}(?:零点|0点)?(?:起|开始|生效|以后|之后|onwards?|and after)")
_LENGTH = late(
    rf"[^\d{HAN}]{{0,6}}(?P<n>(?:\d{{1,2}}|[{HAN}]{{1,3}}|半) ?(?:年|个月|周|天)"
    rf"|(?<![a-z])[a-z\d]{{1,10}} (?:years?|months?|weeks?|days?)(?![a-z]))"
)
_ENDS = late(r" ?(?:日|号)?(?:截止|到期|结束|为止|失效|止|前)")
# A range whose end could not be read must not pass for its beginning alone.
_UNREAD = late(r" ?(?:[-~]|至|到(?!期)|to |until )[ ,]{0,2}[^\s)]")
_WHOLE = late(
    rf"(?:(?P<year>今年|明年|后年|本年|来年|(?<!\d)\d{{4}} ?年?|[{HAN}]{{4}}年) ?的?)?"
    rf"(?:(?P<month>(?<![\d.第])\d{{1,2}}|(?<![\d第{HAN}])[{HAN}]{{1,3}}) ?月份?(?! ?[\d{HAN}底末初中上下])"
    rf"|(?P<quarter>第?[一二三四1-4] ?季度?(?!度)|(?<![a-z])q ?[1-4](?!\d))"
    r"(?! ?[底末初])|(?P<half>[上下]半年)(?! ?[底末初])|(?P<all>全年|整年|年度|一整年))"
    rf"|(?<![a-z])(?P<m>{MONTH}),? (?P<y>\d{{4}})(?![\d:])|(?P<ym>\d{{4}})[-/.](?P<mm>0?[1-9]|1[0-2])(?![-/.\d])"
)

_APART = late(
    r"(?:写|定|给|就|先|按|批)?((?:半年|[一二两三四五六七八九十\d]{1,2}个?(?:年|月)))吧?[，,]\s*((?:从|自|由|(?=\d))[^，,。；;]{2,20}?)"
    r"(?:起?算|起|开始算?|算起|计)"
)  # 有效期一年，从12月1日起算
_THAT_IS = late(
    r"((?:用|有效|授权|开放)(?:期|时间)?[到至])[^，,。；;\d]{1,14}?(?:[，,]\s*(?:即|也?就是)?|[(（]?(?:即|也?就是))(?=\d{1,2} ?月 ?\d{1,2} ?[日号])"
)  # 用到春节前，2 月 5 日止
# 用到年底后再说，先写到明年3月31号吧
_FOR_NOW = late(
    r"((?:用|有效|授权|开放)(?:期|时间)?[到至])[^，,。；;\d]{1,10}?(?:再说|再看|再议|再定)[，,]\s*(?:先|暂时?"
    r"|目前)?(?:写|定|给|批|按|放)?(?:到|至|成)?(?=\d|明年|今年)",
)
# 有效期四个月，12月1日到明年3月31日: the days say it
_AS_LONG = late(
    r"(?:[一二两三四五六七八九十半\d]{1,3} ?个?(?:年|月|季度)|半年)(?:整|左右)?[，,（(]\s*(?:即|也就是|从|自"
    r"|由)?(?=(?:20\d\d ?[年./-] ?|明年|今年)?\d{1,2} ?[月./-] ?\d{0,2}[^，,。；;()（）]{0,6}?(?:到|至|[-~–—]))",
)
# 最早 12 月 1 日可用，最迟用到明年 5 月 31 日; 2026-12-01 生效，2027-05-31 失效
_PAIR = late(
    r"(?:最早|自|从)?\s*(?P<a>(?:20\d\d ?[-/.年] ?)?\d{1,2} ?[-/.月] ?\d{1,2} ?[日号]?)\s*(?:0点|零点)?(?:起|开始)?(?:生效"
    r"|启用|可用|可以用|开放)(?:[，,]\s*|(?=[到至]))(?:最[迟晚]|到|至)?(?:可以?|有效)?(?:用|使用)?[到至]?\s*"
    r"(?P<b>(?:20\d\d ?[-/.年] ?|明年|次年)? ?\d{1,2} ?[-/.月] ?(?:\d{1,2} ?[日号]?|底)|(?:20\d\d ?|明|今)年底)\s*(?:为止|失效|到期"
    r"|截止|止|前|停用)?",
)
_FROM_ON = late(r"(?:起算?|开始|算起)\s*[，,]\s*(?=[到至])")  # 授权从12月1日起，到4月30日止
_FROM_FOR = late(  # 从12月1号起算，半年
    r"(?:起算?|开始|算起)\s*[，,]\s*(?=(?:为期|共|有效)?(?:[一二两三四五六七八九十\d]{1,2}个?(?:年|月)|半年)(?:$|[。；;，,]))"
)
# 长期有效，12月1日起
_EVER_SINCE = late(r"(长期有效|一直有效|永久有效)[，,]\s*((?:从|自)?[^，,。；;\d]{0,3}\d[^，,。；;]{2,14}起)")
# What says that both days count, which they do: （含当日）, inclusive
_INCLUSIVE = late(
    r"\s*[(（]\s*包?含\s*[)）]|\s*[(（,，]\s*(?:[均都]?包?[含括]|包括)(?:当[日天]|首尾(?:两[日天])?|首日|末日|起止(?:日期?)?|两端"
    r"|[该本][日天]|最后一天)\s*[)）]?"
    r"|[(（,]?\s*(?:(?:both|dates) )?(?<![a-z])inclusive\s*[)）]?",
    re.IGNORECASE,
)
# from 1 to 31 December; between 1 and 31 December; not before 1 December and not after 31 December
_DAY_TO_DAY = late(
    rf"(?<![\d.:/-])(?P<a>\d{{1,2}})(?:st|nd|rd"
    rf"|th)?(?P<to> ?(?:-|to|and|until|till|through) ?)(?P<b>\d{{1,2}}(?:st|nd|rd"
    rf"|th)? (?:of )?(?P<m>{MONTH})(?![a-z]))",
    re.IGNORECASE,
)
_STROKE = late(r"(?<=\d{4}-\d\d-\d\d)\s?/\s?(?=\d{4}-)")  # 2026-12-01/2027-03-31 (ISO 8601)
_LAST_DAY = late(  # 到明年2月底（2月28日）
    r"(?P<m>\d{1,2}) ?月[底末]\s*[(（]\s*(?:即|也就是)?(?:(?P=m) ?月 ?)?(?P<d>\d{1,2}) ?[日号]\s*[)）]"
)
_BETWEEN = late(r"(?<![a-z])between (?P<a>[^.;]{3,30}?) and (?=[^ .;])", re.IGNORECASE)
_NOT_BEFORE = late(
    r"(?<![a-z])(?:not|no earlier than|not earlier than) (?:before )?(?P<a>[^.;]{3,30}?),? (?:and|but|or) (?:not"
    r"|no) (?:later than|after|beyond) ",
    re.IGNORECASE,
)


def read_validity(text: str, basis: Basis) -> Period | DateDoubt:
    """The first and last day of a period, None where it has no bound; a doubt where no period can be read for sure."""
    text = _as_range(joined_period(_INCLUSIVE.sub("", text[:2000])))
    smooth = plain(text)
    if not smooth.strip(" -/~_"):
        return DateDoubt("blank", text.strip(), (0, len(text)))
    now, forever = _NOW.search(smooth), bool(_FOREVER.search(smooth))
    first = _point(smooth, now.end() if now else 0, basis)
    ends = first is not None and _FROM_EVENT.search(smooth[: first.start]) is not None  # 自下发之日起至2月28日
    if not now and _EVENT.search(smooth) and not ends and not (first and CONNECT.match(smooth, first.end)):
        return DateDoubt("after-event", text.strip(), (0, len(text)))
    if first is None:
        if now and (span := _length(smooth, 0, len(smooth))) and not forever:
            return _counted(text, span, basis.today, basis)  # 即日起三个月
        if now or forever:
            return (basis.today if now else None), None
        return _no_date(text, smooth, basis)
    if now:
        return _until(text, smooth, first, basis, basis.today)
    if forever:
        return _landed(text, first, first.land(basis), None, basis, None, open_end=True)
    whole = _WHOLE.match(smooth, first.start)
    last = _connected(smooth, first, basis)
    if last is not None:
        begins, landing = land_range(smooth, first, last, basis)
        return _landed(text, last, landing, begins, basis, first, rest=smooth)
    if whole and not re.search(r"(?:至|到|截[至止]|止于|until|till|through|by|before) ?$", smooth[: first.start]):
        return _whole_period(text, smooth, first, whole, basis)
    since = _SINCE_AFTER.match(smooth, first.end)
    if since or _SINCE_BEFORE.search(smooth[: first.start]):
        return _since(text, smooth, first, since.end() if since else first.end, basis)
    return _until(text, smooth, first, basis, None)


def joined_period(text: str) -> str:
    """A text whose periods are told in two clauses with these as one: 一年，从12月1日起算; 从12月1日起，到4月30日止."""
    text = _EVER_SINCE.sub(r"\2\1", _FROM_FOR.sub("起", text))
    return _FROM_ON.sub(
        "起",
        _APART.sub(
            r"\2起 \1", _PAIR.sub(r"\g<a>至\g<b>有效", _THAT_IS.sub(r"\1", _FOR_NOW.sub(r"\1", _AS_LONG.sub("", text))))
        ),
    )


def _as_range(text: str) -> str:
    """English periods worded as one range: `between Dec 1 and Dec 31` → `from Dec 1 to Dec 31`, `1 to 31 December` → `1 December to 31 December`."""
    text = _LAST_DAY.sub(r"\g<m>月\g<d>日", _STROKE.sub("至", text))
    text = _DAY_TO_DAY.sub(r"\g<a> \g<m>\g<to>\g<b>", text)
    return _BETWEEN.sub(r"from \g<a> to ", _NOT_BEFORE.sub(r"from \g<a> to ", text))


def _point(smooth: str, pos: int, basis: Basis) -> Point | None:
    """The first date at or after `pos`; a month or quarter by itself stands for its first day."""
    for _ in range(50):
        start = find_start(smooth, pos)
        whole = _WHOLE.search(smooth, pos)
        if whole and (start is None or whole.start() <= start):
            day = _bound(whole, basis, first=True)
            if day:
                return Point(whole.start(), whole.end(), (day,))
        if start is None:
            return None
        point = read_point(smooth, start, basis)
        if point and point.days and not point.vague and not _is_span(point, smooth):
            return point
        pos = max(start + 1, point.end if point else 0)
    return None


def _is_span(point: Point, smooth: str) -> bool:
    """Whether the words are a length (三个月), which begins somewhere else."""
    span = PATTERN.match(smooth, point.start) or ENGLISH_LATER.match(smooth, point.start)
    return isinstance(point.primary(), FixedDay) and span is not None and span.end() == point.end


def _bound(whole: re.Match[str], basis: Basis, *, first: bool) -> CalendarDay | None:
    """The first or last day of a month, quarter, half-year or year that is named as a whole."""
    year: int | None
    if whole["m"]:
        year, month, length = int(whole["y"]), month_number(whole["m"]), 1
    elif whole["ym"]:
        year, month, length = int(whole["ym"]), int(whole["mm"]), 1
    else:
        year = year_of(whole["year"], basis) or (basis.today.year if whole["all"] else None)
        month, length = _month_and_length(whole)
    if not 1 <= month <= 12 or (year is not None and not 1 <= year <= 9998):
        return None
    last = month + length - 1
    return CalendarDay(year, month, 1) if first else CalendarDay(year, last, monthrange(year or 2027, last)[1])


def _with_last_day(smooth: str, last: Point, basis: Basis) -> Point:
    """A month or the like that a period ends with, as its last day; any other point as it is."""
    whole = _WHOLE.match(smooth, last.start)
    day = _bound(whole, basis, first=False) if whole and whole.end() == last.end else None
    return Point(last.start, last.end, (day,)) if day else last


def _month_and_length(whole: re.Match[str]) -> tuple[int, int]:
    if whole["month"]:
        return read_number(whole["month"]) or 0, 1
    if whole["quarter"]:
        return 3 * ((read_number(whole["quarter"].strip("第季度q ")) or 1) - 1) + 1, 3
    if whole["half"]:
        return (1 if whole["half"][0] == "上" else 7), 6
    return 1, 12


def _connected(smooth: str, first: Point, basis: Basis) -> Point | None:
    connect = CONNECT.match(smooth, first.end)
    if connect and (whole := _WHOLE.match(smooth, connect.end())):
        day = _bound(whole, basis, first=False)
        if day:
            return Point(whole.start(), whole.end(), (day,))
    return read_end(smooth, first, basis)


def _whole_period(text: str, smooth: str, first: Point, whole: re.Match[str], basis: Basis) -> Period | DateDoubt:
    day = _bound(whole, basis, first=False)
    since = _SINCE_AFTER.match(smooth, first.end)
    if day is None or since:
        return _since(text, smooth, first, first.end, basis)
    last = Point(first.start, first.end, (day,))
    begins, landing = land_range(smooth, first, last, basis)
    return _landed(text, last, landing, begins, basis, first, rest=smooth)


def _since(text: str, smooth: str, first: Point, end: int, basis: Basis) -> Period | DateDoubt:
    landing = first.land(basis)
    before = first.end if len(first.days) > 1 else first.start  # 一年（2026.12.1起）
    said = _LENGTH.match(smooth, 0, before)
    span = _length(smooth, end, end + 16) or (_length(smooth, said.start("n"), before) if said else None)
    if span:
        return _counted(text, span, landing.day, basis)
    if (last := _point(smooth, end, basis)) is not None:
        last = _with_last_day(smooth, last, basis)  # 12月起，明年3月止
        if not _ENDS.match(smooth, last.end):
            return _landed(text, last, doubt("alternatives"), None, basis, first)
        begins, closing = land_range(smooth, first, last, basis)  # 12月1日开始、明年3月底截止
        return _landed(text, last, closing, begins, basis, first, rest=smooth)
    return _landed(text, first, landing, None, basis, None, open_end=True)


def _length(smooth: str, pos: int, end: int) -> re.Match[str] | None:
    return PATTERN.search(smooth, pos, end) or ENGLISH_LATER.search(smooth, pos, end)


def _counted(text: str, span: re.Match[str], begins: date | None, basis: Basis) -> Period | DateDoubt:
    """The period of a length from its first day on: three months from 1 December end with 28 February, as contracts count them."""
    length = length_of(span)
    after = length.after(begins, basis).day if begins and length else None
    if begins is None or after is None or after <= begins:
        return DateDoubt("vague", text.strip(), (0, len(text)), (begins,) if begins else ())
    return begins, after - timedelta(1)


def _until(text: str, smooth: str, last: Point, basis: Basis, begins: date | None) -> Period | DateDoubt:
    last = _with_last_day(smooth, last, basis)
    if (after := read_end(smooth, last, basis)) is not None:
        return _landed(text, after, doubt("alternatives"), None, basis, last)
    _, landing = read_tail(smooth, last, last.land(basis), basis)
    return _landed(text, last, landing, begins, basis, None, rest=smooth)


def _landed(
    text: str,
    point: Point,
    landing: Landing,
    begins: date | None,
    basis: Basis,
    first: Point | None,
    *,
    open_end: bool = False,
    rest: str = "",
) -> Period | DateDoubt:
    """The period that ends (or, `open_end`, begins) where `point` landed, unless that is doubtful."""
    span = (first.start if first else point.start, point.end)
    words = text[span[0] : span[1]].strip()
    if landing.day is None:
        return DateDoubt(landing.reason, words, span, landing.candidates)
    if open_end:
        return landing.day, None
    if landing.day < basis.today:
        return DateDoubt("past", words, span, (landing.day,))
    if begins and begins > landing.day:
        return DateDoubt("reversed-range", words, span, (landing.day, begins))
    if rest and _UNREAD.match(rest, point.end):
        return DateDoubt("vague", text[span[0] :].strip(), (span[0], len(text)), (landing.day,))
    if rest and (other := _point(rest, point.end, basis)):
        return DateDoubt("alternatives", text[span[0] : other.end].strip(), (span[0], other.end), (landing.day,))
    return begins, landing.day


def _no_date(text: str, smooth: str, basis: Basis) -> DateDoubt:
    """A length alone (一年) has no beginning, other words no date at all."""
    span = _length(smooth, 0, len(smooth))
    length = length_of(span) if span else None
    until = length.after(basis.today, basis).day if length else None
    return DateDoubt("vague", text.strip(), (0, len(text)), (until - timedelta(1),) if until else ())
