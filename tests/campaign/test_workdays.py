"""The working calendar, checked against the calendar on paper, and by properties that any calendar must have."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st
from published import published

from mailbot.campaign.workdays import CountedDay, Workdays, last_day_of_month

# A machine under load is no fault of the code.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")

SHANGHAI, BERLIN, CHICAGO = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin"), ZoneInfo("America/Chicago")
NINE_TO_SIX = (time(9), time(18))
NOON_BREAK = (time(12), time(13))

CHINA = published()
BREAK = Workdays(SHANGHAI, NINE_TO_SIX, NOON_BREAK, CHINA.days_off, CHINA.make_up, CHINA.known_years)
NIGHT = Workdays(BERLIN, (time(0, 30), time(8)))


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


# --- the published days ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "off", "make_up"),
    [(2023, 26, 7), (2024, 28, 8), (2025, 28, 5), (2026, 33, 6)],
)
def test_each_year_has_the_published_number_of_days_off_and_make_up_days(year, off, make_up):
    assert sum(day.year == year for day in CHINA.days_off) == off
    assert sum(day.year == year for day in CHINA.make_up) == make_up


def test_every_make_up_day_falls_on_a_weekend_and_on_no_holiday():
    assert [day for day in CHINA.make_up if day.weekday() < 5 or day in CHINA.days_off] == []


@pytest.mark.parametrize(
    ("year", "workdays"),
    # 365 (366) days, less Saturdays and Sundays, less holidays on weekdays, and make-up days added, counted on paper.
    [(2023, 249), (2024, 251), (2025, 248), (2026, 248)],
)
def test_each_year_has_the_working_days_that_a_paper_calendar_shows(year, workdays):
    assert CHINA.between(date(year - 1, 12, 31), date(year, 12, 31)) == workdays


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2026-09-30", True),
        ("2026-10-01", False),
        ("2026-10-07", False),
        ("2026-10-08", True),
        ("2026-10-10", True),  # a Saturday, worked for 国庆节
        ("2026-10-11", False),
        ("2026-02-14", True),
        ("2026-02-15", False),
        ("2026-02-23", False),
        ("2026-02-24", True),
        ("2026-02-28", True),
        ("2025-09-28", True),
        ("2025-10-08", False),
        ("2024-10-12", True),
        ("2023-10-06", False),
        ("2023-10-07", True),
        ("2027-01-01", True),  # not published: Monday to Friday
        ("2027-01-02", False),
    ],
)
def test_is_workday(day, worked):
    assert CHINA.is_workday(date.fromisoformat(day)) == worked


def test_a_year_without_data_is_provisional():
    assert [CHINA.provisional(date(year, 6, 1)) for year in (2022, 2023, 2026, 2027)] == [True, False, False, True]


def test_a_companys_day_in_a_provisional_year_counts_all_the_same():
    own = Workdays(SHANGHAI, NINE_TO_SIX, days_off={date(2027, 1, 4): "年会"}, make_up={date(2027, 1, 9): "盘点"})
    assert own.add(date(2027, 1, 1), 5) == date(2027, 1, 9)


# --- counting days ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        ("2026-09-30", 0, "2026-09-30"),
        ("2026-10-03", 0, "2026-10-03"),  # zero days stay, also on a day off
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-09-30", 3, "2026-10-10"),
        ("2026-09-30", 4, "2026-10-12"),
        ("2026-10-03", 1, "2026-10-08"),
        ("2026-10-03", -1, "2026-09-30"),
        ("2026-10-08", -1, "2026-09-30"),
        ("2026-09-21", -1, "2026-09-20"),
        ("2026-02-13", 2, "2026-02-24"),
        ("2026-12-31", 1, "2027-01-01"),
        ("2026-11-20", 5, "2026-11-27"),
        ("2026-11-21", 5, "2026-11-27"),
        ("2026-11-22", -5, "2026-11-16"),
    ],
)
def test_add(day, n, expected):
    assert CHINA.add(date.fromisoformat(day), n) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2026-09-30", "2026-10-08", 1),
        ("2026-10-08", "2026-09-30", -1),
        ("2026-09-18", "2026-10-12", 12),
        ("2026-10-01", "2026-10-07", 0),
        ("2026-10-10", "2026-10-10", 0),
    ],
)
def test_between(a, b, expected):
    assert CHINA.between(date.fromisoformat(a), date.fromisoformat(b)) == expected


def test_count_names_weekends_holidays_and_make_up_days():
    counted = CHINA.count(date(2026, 9, 30), date(2026, 10, 12))
    assert counted == (
        *(CountedDay(date(2026, 10, n), False, "holiday", "国庆节") for n in range(1, 8)),
        CountedDay(date(2026, 10, 8), True, "workday"),
        CountedDay(date(2026, 10, 9), True, "workday"),
        CountedDay(date(2026, 10, 10), True, "make-up", "国庆节"),
        CountedDay(date(2026, 10, 11), False, "weekend"),
        CountedDay(date(2026, 10, 12), True, "workday"),
    )


def test_count_is_bounded():
    assert len(CHINA.count(date(1, 1, 2), date(9000, 1, 1))) == 366 * 3


@pytest.mark.parametrize(
    ("day", "last"),
    [
        ("2026-10-15", "2026-10-30"),
        ("2026-02-15", "2026-02-28"),  # the 28th is a Saturday that is worked
        ("2026-01-31", "2026-01-30"),
        ("2026-11-22", "2026-11-30"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_the_last_working_day_of_a_month(day, last):
    day = date.fromisoformat(day)
    assert CHINA.last_of_month(day) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        ("2026-11-22", "2026-11-20"),
        ("2026-10-05", "2026-10-10"),
        ("2026-09-30", "2026-09-30"),
        ("2026-02-18", "2026-02-22"),  # nothing is worked that week, so its Sunday
    ],
)
def test_last_working_day_of_a_week(day, last):
    assert CHINA.last_of_week(date.fromisoformat(day)) == date.fromisoformat(last)


def test_the_last_day_of_a_month():
    assert [last_day_of_month(date(y, 2, 1)).day for y in (2026, 2028, 2100)] == [28, 29, 28]


def test_counting_beyond_the_years_of_a_date_says_so():
    with pytest.raises(OverflowError):
        CHINA.add(date(2026, 1, 1), 10_000_000)


# --- hours -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "inside", "following"),
    [
        ("2026-11-20 08:59", False, "2026-11-20 09:00"),
        ("2026-11-20 09:00", True, "2026-11-20 09:00"),
        ("2026-11-20 12:30", False, "2026-11-20 13:00"),
        ("2026-11-20 17:59", True, "2026-11-20 17:59"),
        ("2026-11-20 18:00", False, "2026-11-23 09:00"),
        ("2026-10-01 10:00", False, "2026-10-08 09:00"),
        ("2026-10-10 10:00", True, "2026-10-10 10:00"),
    ],
)
def test_in_hours_and_next_hour(moment, inside, following):
    assert (BREAK.in_hours(at(moment)), BREAK.next_hour(at(moment))) == (inside, at(following))


@pytest.mark.parametrize(
    ("moment", "hours", "expected"),
    [
        ("2026-11-20 10:00", 1, "2026-11-20 11:00"),
        ("2026-11-20 10:00", 4, "2026-11-20 15:00"),
        ("2026-11-20 09:00", 8, "2026-11-20 18:00"),
        ("2026-11-20 17:00", 4, "2026-11-23 12:00"),
        ("2026-11-20 22:00", 4, "2026-11-23 14:00"),
        ("2026-11-21 10:00", 0, "2026-11-23 09:00"),
        ("2026-09-30 16:00", 2.5, "2026-10-08 09:30"),
        ("2026-11-23 10:00", -4, "2026-11-20 15:00"),
        ("2026-11-20 13:30", -1, "2026-11-20 11:30"),
    ],
)
def test_add_hours_skips_nights_breaks_weekends_and_holidays(moment, hours, expected):
    assert BREAK.add_hours(at(moment), hours) == at(expected)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2026-11-20 10:00", "2026-11-20 15:00", 4.0),
        ("2026-11-20 15:00", "2026-11-20 10:00", -4.0),
        ("2026-11-20 17:00", "2026-11-23 10:00", 2.0),
        ("2026-09-30 09:00", "2026-10-08 18:00", 16.0),
        ("2026-10-01 09:00", "2026-10-07 18:00", 0.0),
    ],
)
def test_hours_between(a, b, expected):
    assert BREAK.hours_between(at(a), at(b)) == expected


def test_end_and_start_of_a_day_off_are_those_of_a_working_day():
    assert (CHINA.start_of(date(2026, 10, 1)), CHINA.end_of(date(2026, 10, 1))) == (
        at("2026-10-01 09:00"),
        at("2026-10-01 18:00"),
    )


def test_working_hours_are_counted_by_the_clock_that_ticks_not_by_the_one_on_the_wall():
    # Berlin: on 2026-03-29 the clock goes from 02:00 to 03:00, on 2026-10-25 from 03:00 back to 02:00. Both are Sundays.
    sundays = Workdays(BERLIN, (time(0), time(8)), make_up={date(2026, 3, 29): "x", date(2026, 10, 25): "x"})
    spring, autumn = at("2026-03-29 00:00", BERLIN), at("2026-10-25 00:00", BERLIN)
    assert sundays.add_hours(spring, 7) == at("2026-03-29 08:00", BERLIN)
    assert sundays.add_hours(autumn, 9) == at("2026-10-25 08:00", BERLIN)
    assert sundays.hours_between(autumn, at("2026-10-25 08:00", BERLIN)) == 9.0


def test_an_hour_that_summer_time_skips_starts_when_the_clock_resumes():
    early = Workdays(CHICAGO, (time(2, 30), time(8)), make_up={date(2026, 3, 8): "x"})
    assert early.start_of(date(2026, 3, 8)).isoformat() == "2026-03-08T03:30:00-05:00"


def test_the_day_of_an_instant_is_that_of_the_calendars_zone():
    assert CHINA.day_of(datetime(2026, 11, 20, 17, tzinfo=UTC)) == date(2026, 11, 21)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="has no zone"):
        CHINA.in_hours(datetime(2026, 11, 20, 17))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("hours", "lunch"),
    [((time(18), time(9)), None), ((time(9), time(9)), None), (NINE_TO_SIX, (time(8), time(10)))],
)
def test_hours_that_do_not_follow_one_another_are_refused(hours, lunch):
    with pytest.raises(ValueError, match="working hours"):
        Workdays(SHANGHAI, hours, lunch)


@pytest.mark.parametrize(
    ("due", "now", "expected"),
    [
        ("2026-12-03 18:00", "2026-12-03 17:00", 0),
        ("2026-12-03 18:00", "2026-12-03 23:00", 0),
        ("2026-12-03 18:00", "2026-12-04 08:59", 0),
        ("2026-12-03 18:00", "2026-12-04 09:00", 1),
        ("2026-12-03 18:00", "2026-12-06 12:00", 1),
        ("2026-12-03 18:00", "2026-12-07 08:00", 1),
        ("2026-12-03 18:00", "2026-12-07 09:00", 2),
        ("2026-09-30 18:00", "2026-10-07 12:00", 0),
        ("2026-09-30 18:00", "2026-10-08 09:00", 1),
        ("2026-09-30 18:00", "2026-10-10 09:00", 3),
        ("2026-10-03 18:00", "2026-10-08 09:00", 1),
        ("2026-12-03 18:00", "2026-12-01 09:00", 0),
    ],
)
def test_overdue_by_n_working_days_begins_with_the_hours_of_the_nth_working_day_after(due, now, expected):
    assert CHINA.overdue(at(due), at(now)) == expected


# --- properties ------------------------------------------------------------------------------------------------------

DAYS = st.dates(date(2022, 1, 1), date(2028, 12, 31))
CALENDARS = st.builds(
    Workdays,
    zone=st.sampled_from([SHANGHAI, BERLIN, CHICAGO]),
    hours=st.sampled_from([NINE_TO_SIX, (time(0, 30), time(8)), (time(8, 15), time(23, 45))]),
    lunch=st.none(),
    days_off=st.dictionaries(DAYS, st.just("假"), max_size=60),
    make_up=st.dictionaries(DAYS, st.just("班"), max_size=60),
) | st.sampled_from([CHINA, BREAK])
MOMENTS = st.datetimes(datetime(2022, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(CALENDARS, DAYS, DAYS)
def test_adding_what_lies_between_leads_from_one_working_day_to_the_other(calendar, a, b):
    a, b = calendar.next_workday(a), calendar.next_workday(b)
    assert calendar.add(a, calendar.between(a, b)) == b


@given(CALENDARS, DAYS, st.integers(-400, 400))
def test_adding_and_subtracting_agree(calendar, day, n):
    day = calendar.next_workday(day)
    assert calendar.add(calendar.add(day, n), -n) == day


@given(CALENDARS, DAYS, st.integers(1, 40))
def test_counting_agrees_with_going_day_by_day(calendar, day, n):
    target, left = day, n
    while left:
        target += timedelta(1)
        left -= calendar.is_workday(target)
    assert calendar.add(day, n) == target
    assert calendar.between(day, target) == sum(counted.counted for counted in calendar.count(day, target)) == n


@given(CALENDARS, MOMENTS, st.floats(0.01, 200))
def test_no_due_time_lies_outside_working_hours_and_the_hours_add_up(calendar, moment, hours):
    due = calendar.add_hours(moment, hours)
    day = calendar.day_of(due)
    assert calendar.is_workday(day)
    assert calendar.start_of(day) <= due <= calendar.end_of(day)
    assert calendar.hours_between(moment, due) == pytest.approx(hours, abs=1e-6)
    assert calendar.in_hours(calendar.next_hour(moment))


@given(CALENDARS, MOMENTS, st.floats(0.01, 200))
def test_hours_taken_back_lead_back(calendar, moment, hours):
    moment = calendar.next_hour(moment)
    back = calendar.add_hours(calendar.add_hours(moment, hours), -hours)
    # The end of a day and the next start are one point of working time.
    assert calendar.hours_between(back, moment) == pytest.approx(0, abs=1e-6)


@given(CALENDARS, MOMENTS, MOMENTS)
def test_overdue_grows_by_one_at_the_start_of_a_working_day_and_never_else(calendar, due, now):
    day = calendar.day_of(now)
    change = calendar.overdue(due, calendar.start_of(day)) - calendar.overdue(
        due, calendar.start_of(day) - timedelta(seconds=1)
    )
    assert change == (calendar.is_workday(day) and day > calendar.day_of(due))
