"""settle: the instant that a day and a clock make, or what is doubtful about it (SPEC 9 "Dates")."""

from datetime import UTC, date, datetime, time, timedelta

from mailbot.inbound.forms.days.clocktime import instant_of
from mailbot.inbound.forms.days.datepoints import Point
from mailbot.inbound.forms.days.daykinds import CalendarDay, FixedDay, WeekDay
from mailbot.inbound.forms.days.moments import REMARKS, Basis, DateDoubt, Landing, Moment


def settle(
    words: str, span: tuple[int, int], landing: Landing, point: Point, begins: date | None, basis: Basis
) -> Moment | DateDoubt:
    """The instant that a day and a clock make, or what is doubtful about it."""
    words, clock, workdays = words.strip(), point.clock, basis.workdays
    day = landing.day
    if day is None:
        return DateDoubt(landing.reason, words, span, tuple(_timed(c, point, basis) for c in landing.candidates))
    remarks = list(landing.remarks)
    if clock and clock.impossible:
        return DateDoubt("impossible-time", words, span, (day,))
    if clock and (clock.rest == "vague" or not (point.days or clock.alone)):
        return DateDoubt("vague", words, span, (_timed(day, point, basis),))
    if point.zone and point.zone.zone is None and clock and clock.minutes is not None:
        return DateDoubt("ambiguous-zone", words, span, (_timed(day, point, basis),))
    if clock and clock.others and not (clock.midnight and _spoken(point)):
        readings = [_at(day, m, point, basis) for m in (clock.minutes, *clock.others) if m is not None]
        if clock.rest == "close":
            readings.insert(0, workdays.end_of(day))
        ahead = [moment for moment in readings if moment >= basis.mailed]
        if len(ahead) != 1 or day != basis.today or basis.done:
            return DateDoubt("ambiguous-hour", words, span, tuple(readings))
        at, timed = ahead[0], True
    elif landing.instant is not None:
        at, timed = landing.instant, True
    elif clock and clock.minutes is not None:
        at, timed = _at(day, clock.minutes, point, basis), True
        if point.zone and at.utcoffset() != _wall(day, clock.minutes, point, basis).utcoffset():
            remarks.append("zone")
    else:
        at, timed, remark = _unclocked(day, clock.rest if clock else "", basis)
        remarks.extend(remark)
    if not workdays.is_workday(day):
        remarks.append("day-off")
    if begins is not None and begins != day:
        remarks.append("end-of-range")
    if at < basis.mailed and not basis.done:
        return DateDoubt("past", words, span, _instead(day, at, timed, point, basis))
    ordered = tuple(sorted(dict.fromkeys(remarks), key=REMARKS.index))
    return Moment(at, day, timed, words, span, ordered, begins)


def _unclocked(day: date, rest: str, basis: Basis) -> tuple[datetime, bool, tuple[str, ...]]:
    """The instant where no hour was given: the end of that working day, unless a word says otherwise."""
    workdays = basis.workdays
    if rest == "open":
        return workdays.start_of(day), True, ()
    if rest == "morning":
        return instant_of(datetime.combine(day, time(), workdays.zone), 12 * 60), True, ("morning",)
    if rest == "evening" and not basis.done:
        return instant_of(datetime.combine(day, time(), workdays.zone), 24 * 60), True, ("evening",)
    return workdays.end_of(day), rest == "close", () if rest == "close" else ("no-time",)


def _spoken(point: Point) -> bool:
    """Whether the day was named as 今 or 明, whose evening ends at midnight."""
    return isinstance(point.primary(), FixedDay)


def _wall(day: date, minutes: int, point: Point, basis: Basis) -> datetime:
    zone = point.zone.zone if point.zone and point.zone.zone else basis.workdays.zone
    return instant_of(datetime.combine(day, time(), zone), minutes)


def _at(day: date, minutes: int, point: Point, basis: Basis) -> datetime:
    # By way of UTC, so that an hour which summer time skips is one that a clock shows.
    return _wall(day, minutes, point, basis).astimezone(UTC).astimezone(basis.workdays.zone)


def _timed(day: date, point: Point, basis: Basis) -> date | datetime:
    if point.clock and point.clock.minutes is not None and not point.clock.others and day.year < 9999:
        return _at(day, point.clock.minutes, point, basis)
    return day


def _instead(day: date, at: datetime, timed: bool, point: Point, basis: Basis) -> tuple[date | datetime, ...]:
    """What may be meant by a date that is past: the same in the next year, tomorrow, or that very day."""
    first = point.primary()
    coming: date | None = None
    if isinstance(first, CalendarDay) and first.year is not None and basis.today - day > timedelta(200):
        coming = CalendarDay(None, day.month, day.day).occurrence(basis.today, +1)
    elif day == basis.today:
        midnight = point.clock and point.clock.minutes == 0
        coming = day + timedelta(1) if midnight else basis.workdays.next_workday(day)
    elif isinstance(first, WeekDay):
        coming = basis.today + timedelta((first.number - basis.today.weekday()) % 7)
    candidates = ([_timed(coming, point, basis)] if coming else []) + [at if timed else day]
    return tuple(candidates)
