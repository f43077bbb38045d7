"""The days of the calendar file as they count."""

from datetime import date

import pytest
from minimal_rules import minimal, octets

from mailbot.rulebook.calendar import CalendarDays, calendar_days
from mailbot.rulebook.load import default_folder, load_rules, read_rules

HOLIDAY = {date(2026, 10, n): "国庆节" for n in range(1, 8)}
MAKE_UP = {date(2026, 9, 20): "国庆节", date(2026, 10, 10): "国庆节"}


def with_overrides(text: str) -> CalendarDays:
    files = minimal()
    files["calendar.toml"] += text
    return calendar_days(read_rules(octets(files)).calendar)


def test_a_holiday_gives_its_days_and_its_make_up_days() -> None:
    assert with_overrides("") == CalendarDays(HOLIDAY, MAKE_UP, frozenset({2026}))


def test_a_departments_own_day_counts_for_that_department_alone() -> None:
    calendar = read_rules(octets(minimal())).calendar
    assert date(2026, 12, 31) not in calendar_days(calendar, department="产品部").days_off
    assert calendar_days(calendar, department="华东业务部").days_off[date(2026, 12, 31)] == "年会"


def test_a_make_up_day_that_the_company_takes_off_is_off() -> None:
    days = with_overrides('\n[[override]]\nday = 2026-10-10\noff = true\nname = "团建"\n')
    assert (days.days_off.get(date(2026, 10, 10)), days.make_up.get(date(2026, 10, 10))) == ("团建", None)


def test_a_holiday_that_the_company_works_is_worked() -> None:
    days = with_overrides('\n[[override]]\nday = 2026-10-07\noff = false\nname = "盘点"\n')
    assert (days.days_off.get(date(2026, 10, 7)), days.make_up.get(date(2026, 10, 7))) == (None, "盘点")


def test_a_departments_override_goes_before_the_companys() -> None:
    files = minimal()
    files["calendar.toml"] += '\n[[override]]\nday = 2026-12-31\noff = false\nname = "值班"\n'
    days = calendar_days(read_rules(octets(files)).calendar, department="华东业务部")
    assert (days.days_off.get(date(2026, 12, 31)), date(2026, 12, 31) in days.make_up) == ("年会", False)


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_default_calendar_knows_the_published_years(year: int) -> None:
    days = calendar_days(load_rules([default_folder()]).calendar)
    assert year in days.known_years
    assert {date(year, 10, n) for n in range(1, 8)} <= days.days_off.keys()
    assert days.days_off.keys().isdisjoint(days.make_up)
    assert all(day.weekday() >= 5 for day in days.make_up)
