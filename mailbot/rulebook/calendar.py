"""calendar_days: the days of `rules/calendar.toml` as they count: days off, make-up days, and the years that are known."""

from datetime import date, timedelta
from typing import NamedTuple

from mailbot.rulebook.folding import fold
from mailbot.rulebook.shapes import Calendar


class CalendarDays(NamedTuple):
    """`days_off` and `make_up` (调休: a weekend day that is worked) map a day to the holiday's name; no day is in both.

    Years outside `known_years` are provisional: Monday to Friday.
    """

    days_off: dict[date, str]
    make_up: dict[date, str]
    known_years: frozenset[int]


def calendar_days(calendar: Calendar, *, department: str | None = None) -> CalendarDays:
    """The calendar with the company's overrides, and with those of `department` where one is asked for.

    An override goes before the published days, a department's before the company's.
    """
    off: dict[date, str] = {}
    worked: dict[date, str] = {}
    for year in calendar.year:
        for holiday in year.holiday:
            for n in range((holiday.until - holiday.from_).days + 1):
                off[holiday.from_ + timedelta(n)] = holiday.name
            worked |= dict.fromkeys(holiday.make_up, holiday.name)
    own = fold(department) if department else None
    overrides = [o for o in calendar.override if o.department is None]
    overrides += [o for o in calendar.override if own and o.department and fold(o.department) == own]
    for override in overrides:
        chosen, other = (off, worked) if override.off else (worked, off)
        other.pop(override.day, None)
        chosen[override.day] = override.name
    return CalendarDays(off, worked, frozenset(year.year for year in calendar.year))
