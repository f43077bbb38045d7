"""Arithmetic on the working calendar: working days and working hours, with the reasons for each day."""

import calendar as gregorian
from bisect import bisect_right
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from msgspec.structs import force_setattr

from mailbot.value import Value, field

_SATURDAY = 5
_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()
# Sums of hours go day by day; some ten years of working days, for who asks for more has made a typing error.
_MOST_STEPS = 2600
# `count` lists days for people to read; three years is more than anybody does.
_MOST_DAYS = 366 * 3


class CountedDay(Value):
    """One day of a count. `why` is `workday`, `weekend`, `holiday` or `make-up`; `name` is the holiday's, else empty."""

    day: date
    counted: bool
    why: str
    name: str = ""


class Workdays(Value):
    """A company's (department's, person's) calendar and hours; pure, all instants with a zone, days in `zone`.

    `hours` are the start and end of the working day, `lunch` a break in them or None. `days_off` and `make_up` map a
    day to its holiday's name (`make_up`: a weekend day that is worked, 调休); a day in both is off. Years outside
    `known_years` are provisional: Monday to Friday, but for days that the mappings name all the same.
    Raises ValueError where hours do not follow one another.
    """

    zone: ZoneInfo
    hours: tuple[time, time]
    lunch: tuple[time, time] | None = None
    days_off: Mapping[date, str] = field(default_factory=dict)
    make_up: Mapping[date, str] = field(default_factory=dict)
    known_years: frozenset[int] = frozenset()
    # Ordinals of the days on which the calendar differs from Monday to Friday, sorted (made below): counting needs no loop.
    _less: tuple[int, ...] = ()
    _more: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        times = [self.hours[0], *(self.lunch or ()), self.hours[1]]
        if times != sorted(set(times)):
            raise ValueError("working hours: start, lunch and end must follow one another within one day")
        off, worked = dict(self.days_off), dict(self.make_up)
        force_setattr(self, "days_off", MappingProxyType(off))
        force_setattr(self, "make_up", MappingProxyType(worked))
        less = sorted(day.toordinal() for day in off if day.weekday() < _SATURDAY)
        more = sorted(day.toordinal() for day in worked if day.weekday() >= _SATURDAY and day not in off)
        force_setattr(self, "_less", tuple(less))
        force_setattr(self, "_more", tuple(more))

    # --- days ------------------------------------------------------------------------------------------------

    def is_workday(self, day: date) -> bool:
        return self._why(day).counted

    def provisional(self, day: date) -> bool:
        """Whether the day's year has no published calendar."""
        return day.year not in self.known_years

    def next_workday(self, day: date) -> date:
        """The first working day after `day`."""
        return self.add(day, 1)

    def add(self, day: date, n: int) -> date:
        """The n-th working day after `day`, before it where n is negative; `day` itself, working or not, for 0.

        OverflowError where the calendar of Python (year 1 to 9999) ends.
        """
        if n == 0:
            return day
        worked = self._worked_until(day.toordinal() if n > 0 else day.toordinal() - 1)
        return self._nth(worked + n if n > 0 else worked + n + 1)

    def between(self, a: date, b: date) -> int:
        """The number of working days after `a` up to and with `b`, negative where b is earlier.

        `add(a, between(a, b)) == b` for two working days.
        """
        return self._worked_until(b.toordinal()) - self._worked_until(a.toordinal())

    def count(self, a: date, b: date) -> tuple[CountedDay, ...]:
        """Each day that `between(a, b)` looks at, earliest first, with why it counts or not: at most three years."""
        first, last = sorted((a, b))
        days = min((last - first).days, _MOST_DAYS)
        return tuple(self._why(first + timedelta(n)) for n in range(1, days + 1))

    def first_in(self, first: date, last: date) -> date:
        """The first working day from `first` to `last`; `first` where there is none."""
        day = first if self.is_workday(first) else self.add(first, 1)
        return day if day <= last else first

    def last_in(self, first: date, last: date) -> date:
        """The last working day from `first` to `last`; `last` where there is none."""
        day = last if self.is_workday(last) else self.add(last, -1)
        return day if day >= first else last

    def last_of_month(self, day: date) -> date:
        """The last working day of the month in which `day` lies (月底, SPEC 9 Dates)."""
        return self.last_in(day.replace(day=1), last_day_of_month(day))

    def last_of_week(self, day: date) -> date:
        """The last working day of the week, Monday to Sunday, in which `day` lies."""
        monday = day - timedelta(day.weekday())
        return self.last_in(monday, monday + timedelta(6))

    def overdue(self, due: datetime, now: datetime) -> int:
        """By how many working days `now` is past `due`: n begins with the working hours of the n-th working day after
        the due day (SPEC 9 Sending); 0 before that."""
        today = self.day_of(now)
        days = self.between(self.day_of(due), today)
        if self.is_workday(today) and now < self.start_of(today):
            days -= 1
        return max(0, days)

    # --- hours -----------------------------------------------------------------------------------------------

    def day_of(self, moment: datetime) -> date:
        """The day that an instant falls on, in the calendar's zone. ValueError for an instant without a zone."""
        return self._local(moment).date()

    def start_of(self, day: date) -> datetime:
        """The start of working hours on that day, also on a day off."""
        return self._at(day, self.hours[0])

    def end_of(self, day: date) -> datetime:
        """The end of working hours on that day, also on a day off."""
        return self._at(day, self.hours[1])

    def begun(self, moment: datetime) -> date:
        """The latest day whose working hours had begun: early in the morning, the day before."""
        day = self.day_of(moment)
        return day if self._local(moment) >= self.start_of(day) else day - timedelta(1)

    def spans(self, day: date) -> list[tuple[datetime, datetime]]:
        """The day's stretches of work, none on a day off. In UTC: Python compares and subtracts two instants of one
        zone by the clock on the wall, which lies when summer time begins or ends."""
        if not self.is_workday(day):
            return []
        times = [self.hours[0], *(self.lunch or ()), self.hours[1]]
        moments = [self._at(day, clock).astimezone(UTC) for clock in times]
        return list(zip(moments[::2], moments[1::2], strict=True))

    def in_hours(self, moment: datetime) -> bool:
        """Whether the instant lies in working hours: their first instant does, their last does not."""
        instant = self._local(moment).astimezone(UTC)
        return any(start <= instant < end for start, end in self.spans(self.day_of(moment)))

    def next_hour(self, moment: datetime) -> datetime:
        """The instant itself in working hours, else the next start of them (after lunch, the next working day)."""
        instant, day = self._local(moment).astimezone(UTC), self.day_of(moment)
        for start, end in self.spans(day):
            if instant < end:
                return max(start, instant).astimezone(self.zone)
        return self.start_of(self.add(day, 1))

    def add_hours(self, moment: datetime, hours: float) -> datetime:
        """`hours` working hours after the instant (before it where negative), never outside working hours.

        The end of a working day counts as in them: a whole day's hours after its start is that evening.
        OverflowError beyond some ten years.
        """
        forward, left = hours >= 0, timedelta(hours=abs(hours))
        instant, day = self._local(moment).astimezone(UTC), self.day_of(moment)
        for _ in range(_MOST_STEPS):
            spans = self.spans(day)
            for start, end in spans if forward else reversed(spans):
                start, end = (max(start, instant), end) if forward else (start, min(end, instant))
                if start >= end:
                    continue
                if left <= end - start:
                    return (start + left if forward else end - left).astimezone(self.zone)
                left -= end - start
            day = self.add(day, 1 if forward else -1)
        raise OverflowError(f"{hours} working hours are more than ten years")

    def hours_between(self, a: datetime, b: datetime) -> float:
        """The working hours from `a` to `b`, negative where b is earlier; at most some ten years of them."""
        since, until = self._local(a).astimezone(UTC), self._local(b).astimezone(UTC)
        if until < since:
            return -self.hours_between(b, a)
        total, day, last = timedelta(), self.day_of(a), self.day_of(b)
        for _ in range(_MOST_STEPS):
            for start, end in self.spans(day):
                total += max(timedelta(), min(end, until) - max(start, since))
            day = self.add(day, 1)
            if day > last:
                break
        return total / timedelta(hours=1)

    # --- within ----------------------------------------------------------------------------------------------

    def _why(self, day: date) -> CountedDay:
        if day in self.days_off:
            return CountedDay(day, False, "holiday", self.days_off[day])
        if day.weekday() < _SATURDAY:
            return CountedDay(day, True, "workday")
        if day in self.make_up:
            return CountedDay(day, True, "make-up", self.make_up[day])
        return CountedDay(day, False, "weekend")

    def _worked_until(self, ordinal: int) -> int:
        """Working days from year 1 to that day; ordinal 1, and so each ordinal that is 1 modulo 7, is a Monday."""
        weeks, rest = divmod(ordinal, 7)
        weekdays = weeks * 5 + min(rest, 5)
        return weekdays - bisect_right(self._less, ordinal) + bisect_right(self._more, ordinal)

    def _nth(self, n: int) -> date:
        """The earliest day up to which n days are worked, found by halving, since the count never falls."""
        low, high = _FIRST, _LAST
        if not self._worked_until(low - 1) < n <= self._worked_until(high):
            raise OverflowError("beyond the years that a date can have")
        while low < high:
            middle = (low + high) // 2
            if self._worked_until(middle) >= n:
                high = middle
            else:
                low = middle + 1
        return date.fromordinal(low)

    def _at(self, day: date, clock: time) -> datetime:
        # By way of UTC, so that an hour which summer time skips becomes the one that a clock shows then.
        return datetime.combine(day, clock, self.zone).astimezone(UTC).astimezone(self.zone)

    def _local(self, moment: datetime) -> datetime:
        if moment.utcoffset() is None:
            raise ValueError(f"{moment} has no zone")
        return moment.astimezone(self.zone)


def last_day_of_month(day: date) -> date:
    """The last day, working or not, of the month in which `day` lies."""
    return day.replace(day=gregorian.monthrange(day.year, day.month)[1])
