"""Ranges of dates, as `5月20日-25日`, `周一至周五`, `12月1日至明年3月31日`, `22:00-次日2:00`."""

from datetime import date, timedelta

from mailbot.inbound.forms.days.datepoints import Point, read_point, with_clock
from mailbot.inbound.forms.days.daykinds import CalendarDay, Day, FixedDay, WeekDay
from mailbot.inbound.forms.days.moments import Basis, Landing, doubt
from mailbot.inbound.forms.numerals import SMALL, read_number
from mailbot.late import late
from mailbot.value import replace

CONNECT = late(
    r" {0,2}(?:(?:起|开始),?)? {0,2}(?:[-~]{1,2}|至|到|(?:[直算管用]|一直|延续)[到至]|[一—]+(?=\d)"
    r"|(?:to|until|till|through|thru)(?![a-z]))(?!期) {0,2}"
)
_BARE_END = late(rf"(?P<d>{SMALL})(?:日|号|(?![\d.:/%月年点时个台天周]))")
_BARE_WEEKDAY = late(r"[一二三四五六日天](?![\w])")
_NEXT_DAY = late(r"(?:次日|翌日|第二天|隔天|隔日)的?")
_SAME_DAY = late(r"(?:当天|当日)的?")
_RELATIVE_EDGE = ("月", "年", "季", "eo", "end of", "the end of")
# A plan that spans more than this is two dates with a slip between them.
_LONGEST = timedelta(300)


def read_end(text: str, start: Point, basis: Basis) -> Point | None:
    """The point at which the range ends that begins with `start`, or None where no range follows."""
    connect = CONNECT.match(text, start.end)
    if connect is None or start.vague or not (start.days or start.clock):
        return None
    pos, first = connect.end(), start.primary()
    if found := _NEXT_DAY.match(text, pos):
        clock = read_point(text, found.end(), basis)
        if clock and clock.clock and not clock.days:
            return replace(clock, start=pos, days=(FixedDay(Landing(date.max)),))  # resolved in `land_range`
        return None
    if found := _SAME_DAY.match(text, pos):
        pos = found.end()
    # 5.20-5.25 and 12/3-12/5: beside a date, figures are one too.
    inner = replace(basis, cell=True) if isinstance(first, CalendarDay) else basis
    end = read_point(text, pos, inner)
    if end and (end.days or (end.clock and start.clock)):
        return end
    if isinstance(first, CalendarDay) and (bare := read_bare_day(text, pos)):
        return bare
    if isinstance(first, WeekDay) and (found := _BARE_WEEKDAY.match(text, pos)):
        return _widened(text, Point(pos, found.end(), (WeekDay("一二三四五六日天".index(found.group()) % 7),)))
    return None


def read_bare_day(text: str, pos: int) -> Point | None:
    """The figure that follows a date and its connecting word and names another day of it: 12月3日-5, Dec 3 or 5."""
    found = _BARE_END.match(text, pos)
    number = read_number(found["d"]) if found else None
    if found is None or number is None or not 1 <= number <= 31:
        return None
    return _widened(text, Point(pos, found.end(), (CalendarDay(None, None, number),)))


def _widened(text: str, point: Point) -> Point:
    return with_clock(text, point) or point


def settle_hours(start: Point, end: Point) -> Point:
    """The end with the hour that fits its beginning, where it leaves two: 下午3点到5点, 22:00-次日2:00."""
    first, last = start.clock, end.clock
    if first is None or last is None or first.minutes is None or last.minutes is None or first.others:
        return end
    if not last.others:
        if first.part and not last.part and not end.days and last.minutes <= first.minutes < last.minutes + 720 <= 1440:
            return replace(end, clock=replace(last, minutes=last.minutes + 720))
        return end
    readings = [last.minutes, *last.others]
    same_day = not end.days
    later = [minutes for minutes in readings if minutes > first.minutes] if same_day else []
    if len(later) == 1 or (later and not first.part):
        return replace(end, clock=replace(last, minutes=min(later), others=()))
    if not later and (same_day or _following(end)):
        return replace(end, clock=replace(last, minutes=min(readings), others=()))
    return end


def _following(end: Point) -> bool:
    day = end.primary()
    return isinstance(day, FixedDay) and day.landing.day == date.max


def land_range(text: str, start: Point, end: Point, basis: Basis) -> tuple[date | None, Landing]:
    """The first day of the range and where its end lands. A range that runs backwards is in doubt, and one whose first day is
    another day of the week than is said."""
    begins, landing = _landed(text, start, end, basis)
    said = [day for day in start.days if isinstance(day, WeekDay) and day.weeks is None]
    if begins is None or not said or not isinstance(start.primary(), CalendarDay) or said[0].number == begins.weekday():
        return begins, landing
    off = (said[0].number - begins.weekday() + 3) % 7 - 3
    return None, doubt("weekday-mismatch", begins, begins + timedelta(off))


def _landed(text: str, start: Point, end: Point, basis: Basis) -> tuple[date | None, Landing]:
    first, last = start.primary(), end.primary()
    if last is None or _following(end):
        landing = start.land(basis)
        if landing.day is None or start.clock is None or end.clock is None:
            return None, landing
        opens, closes = start.clock.minutes, end.clock.minutes
        over = opens is not None and closes is not None and closes <= opens
        if last is not None or over:
            remarks = (*landing.remarks, "next-day") if over and last is None else landing.remarks
            return landing.day, Landing(landing.day + timedelta(1), remarks)
        return landing.day, landing
    if first is None:
        return None, end.land(basis)
    if isinstance(last, CalendarDay) and isinstance(first, CalendarDay):
        return _calendar(first, last, start, end, basis)
    if isinstance(last, WeekDay) and last.weeks is None and isinstance(first, WeekDay) and first.weeks is not None:
        last = replace(last, weeks=first.weeks + (last.number < first.number))
        end = replace(end, days=(last,))
    landing = end.land(basis)
    if landing.day and text.startswith(_RELATIVE_EDGE, end.start):
        begun = start.land(basis).day
        if begun and landing.day < begun:  # 12月20日至月底, written in November
            shifted = replace(basis, mailed=basis.workdays.start_of(begun))
            again = read_point(text, end.start, shifted)
            landing = again.land(shifted) if again else landing
    if landing.day is None:
        return None, landing
    begins = _begin(first, start, landing.day, basis)
    return _checked(begins, landing, basis)


def _calendar(
    first: CalendarDay, last: CalendarDay, start: Point, end: Point, basis: Basis
) -> tuple[date | None, Landing]:
    if last.month is None and first.month is not None:
        last = replace(last, month=first.month, year=first.year)
    if first.year is not None and last.year is None and last.month is not None:
        begins = start.land(basis)
        if begins.day is None:
            return None, begins
        if last.month == begins.day.month and last.day < begins.day.day:
            return begins.day, doubt("reversed-range", begins.day)
        ends = last.occurrence(begins.day, +1)
        if ends is None or ends.year > begins.day.year + 1:
            return begins.day, doubt("impossible-date")
        landing = CalendarDay(ends.year, ends.month, ends.day).land(basis)
        return _checked(begins, landing, basis)
    if first.month is None and last.month is None and last.day < first.day:
        begins = first.land(basis)
        if begins.day is None:
            return None, begins
        following = last.land(replace(basis, mailed=basis.workdays.start_of(begins.day)))
        return begins.day, doubt("reversed-range", *((following.day,) if following.day else following.candidates))
    landing = replace(end, days=(last, *(day for day in end.days if not isinstance(day, CalendarDay)))).land(basis)
    if landing.day is None:
        return None, landing
    if first.month is None:
        return _checked(_same_or_last_month(first.day, landing.day, basis), landing, basis)
    if first.year is None:
        return _bare_begin(first, last, landing, basis)
    return _checked(start.land(basis), landing, basis)


def _bare_begin(first: CalendarDay, last: CalendarDay, landing: Landing, basis: Basis) -> tuple[date | None, Landing]:
    """A first day without a year: the next such day, or the last before the end where the next lies behind it."""
    day, today = landing.day, basis.today
    after, before = first.occurrence(today, +1), first.occurrence(today, -1)
    if after is None or before is None or day is None or first.land(basis).reason == "impossible-date":
        return None, doubt("impossible-date")
    if after <= day:
        if today - before <= timedelta(basis.recent) and after != today and after.month != day.month:
            return None, doubt("within-30-days-past", day)
        return _checked(Landing(after), landing, basis)
    if basis.validity and last.year is None and day - before > _LONGEST:
        if last.month == first.month:
            return before, doubt("reversed-range", day, after)
        following = last.occurrence(after, +1)  # 12月1日至11月30日, written in November: the coming year
        return _checked(Landing(after), Landing(following), basis)
    begins = before if before <= day else first.occurrence(day + timedelta(1), -1)
    if not basis.validity and begins and day - begins > _LONGEST:
        return after, doubt("reversed-range", day, after)
    return _checked(Landing(begins), landing, basis)


def _begin(first: Day, start: Point, ends: date, basis: Basis) -> Landing:
    if isinstance(first, WeekDay) and first.weeks is None:
        return Landing(ends - timedelta((ends.weekday() - first.number) % 7))
    if isinstance(first, CalendarDay) and first.year is None and first.month is not None:
        after = first.occurrence(basis.today, +1)
        begins = after if after and after <= ends else first.occurrence(ends + timedelta(1), -1)
        return Landing(begins) if begins else doubt("impossible-date")
    if isinstance(first, CalendarDay) and first.month is None:
        return _same_or_last_month(first.day, ends, basis)
    return start.land(basis)


def _same_or_last_month(day: int, ends: date, basis: Basis) -> Landing:
    year, month = ends.year, ends.month
    if day > ends.day:
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    return CalendarDay(year, month, day).land(basis)


def _checked(begins: Landing, landing: Landing, basis: Basis) -> tuple[date | None, Landing]:
    if begins.day is None:
        return None, begins
    if landing.day is None:
        return begins.day, landing
    if begins.day > landing.day or (landing.day - begins.day > _LONGEST and not basis.validity):
        return begins.day, doubt("reversed-range", landing.day, begins.day)
    return begins.day, landing
