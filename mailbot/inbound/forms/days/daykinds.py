"""The kinds of day that a person can name, which day each lands on, counted from the mail's own, and `Form`, one way of writing a day."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from mailbot.inbound.forms.days.moments import Basis, Landing, doubt
from mailbot.value import Value

# Days off in every year, whatever is published around them.
_STATUTORY = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})


class CalendarDay(Value):
    """`2026年12月3日`, `12月3日`, `3日`: what is None was not said. SPEC 9: the next such day from the mail's own on."""

    year: int | None
    month: int | None
    day: int

    def land(self, basis: Basis) -> Landing:
        if self.year is not None and self.month is not None:
            return _checked(self.year, self.month, self.day, basis)
        if self.month is None:
            return self._bare_day(basis)
        if not 1 <= self.month <= 12 or not 1 <= self.day <= 31:
            return doubt("impossible-date")
        today = basis.today
        before, after = self.occurrence(today, -1), self.occurrence(today, +1)
        if before is None or after is None or abs(after.year - today.year) > 1:
            year = today.year + ((self.month, 31) < (today.month, today.day))
            return _checked(year, self.month, self.day, basis)
        if basis.done:
            return Landing(after if after - today <= today - before else before)
        if today - before <= timedelta(basis.recent) and after != today:
            return doubt("within-30-days-past", after, before)
        return Landing(after, ("next-year",) if after.year > today.year else ())

    def occurrence(self, day: date, direction: int) -> date | None:
        """The nearest such day before `day` (-1), or on it or after it (+1); None where there is none in 8 years."""
        if self.year is not None or self.month is None:
            return None
        for year in range(day.year, day.year + 9 * direction, direction):
            candidate = _date(year, self.month, self.day)
            if candidate and (candidate >= day if direction > 0 else candidate < day):
                return candidate
        return None

    def _bare_day(self, basis: Basis) -> Landing:
        today = basis.today
        this = _date(today.year, today.month, self.day)
        following = next((d for d in (_of_month(today, n, self.day) for n in (1, 2)) if d), None)
        if this is None:
            return doubt("impossible-date", following)
        if basis.done:
            last = _of_month(today, -1, self.day)
            return Landing(last if last and today - last < this - today else this)
        return Landing(this) if this >= today else doubt("within-30-days-past", following, this)


class WeekDay(Value):
    """`周五`: `number` 0 to 6 from Monday; `weeks` 0 for 本周, 1 for 下周, -1 for 上周, None where nothing was said.

    Weeks begin on Monday. `coming` is English `this coming Friday`: never today. `loose` is English `next Friday`, which
    is next week's to most, and is said in a remark.
    """

    number: int
    weeks: int | None = None
    coming: bool = False
    loose: bool = False

    def land(self, basis: Basis) -> Landing:
        today = basis.today
        if self.weeks is not None:
            day = today + timedelta(7 * self.weeks + self.number - today.weekday())
            return Landing(day, ("next-week",) if self.loose and self.number > today.weekday() else ())
        ahead = (self.number - today.weekday()) % 7
        if basis.done:
            return Landing(today - timedelta((7 - ahead) % 7))
        if ahead == 0 and not self.coming:
            return doubt("weekday-today", today, today + timedelta(7))
        day = today + timedelta(ahead or 7)
        return Landing(day, ("next-week",) if self.number <= today.weekday() else ())


class FixedDay(Value):
    """A day that landed at once: `明天`, `月底`, `国庆前`, `T+3`, or a doubt. `vague` marks words that are none.

    (尽快; 下周, whose days `within` bounds.)
    """

    landing: Landing
    vague: bool = False
    within: tuple[date, date] | None = None

    def land(self, basis: Basis) -> Landing:
        day = self.landing.day
        if day and day > _horizon(basis):
            return doubt("far-off", day)
        if day and "provisional" in self.landing.remarks and (day.month, day.day) in _STATUTORY:
            # Monday to Friday is the best guess for an unpublished year, but nobody works on these days.
            after = next(
                d for n in range(1, 9) if (d := day + timedelta(n)).weekday() < 5 and (d.month, d.day) not in _STATUTORY
            )
            return doubt("unpublished-calendar", after, day)
        return self.landing


class OneOf(Value):
    """Figures whose order is not settled, as (year, month, day) each way."""

    readings: tuple[tuple[int | None, int, int], ...]

    def land(self, basis: Basis) -> Landing:
        landings = [CalendarDay(*reading).land(basis) for reading in self.readings]
        days = [d for landing in landings for d in ((landing.day,) if landing.day else landing.candidates)]
        if len(set(days)) == 1 and len(landings) == 1:
            return landings[0]
        return doubt("ambiguous-order", *sorted(days))


Day = CalendarDay | WeekDay | FixedDay | OneOf


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _of_month(day: date, ahead: int, number: int) -> date | None:
    years, month = divmod(day.month - 1 + ahead, 12)
    return _date(day.year + years, month + 1, number)


def _horizon(basis: Basis) -> date:
    return basis.today + timedelta(366 * basis.years)


def _checked(year: int, month: int, day: int, basis: Basis) -> Landing:
    landed = _date(year, month, day)
    if landed is None:
        # What may be meant by 2月30日 or 11月31日: the last of the month, or the day after it.
        first_of_next = _of_month(date(year, month, 1), 1, 1) if 1 <= month <= 12 and 1 <= year < 9999 else None
        if first_of_next is None or not 29 <= day <= 31:
            return doubt("impossible-date")
        return doubt("impossible-date", first_of_next - timedelta(1), first_of_next)
    return doubt("far-off", landed) if landed > _horizon(basis) else Landing(landed)


class Form(Value):
    """A pattern on plain text, and what a match means (None: no date after all)."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], str, Basis], Day | None]
