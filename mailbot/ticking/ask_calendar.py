"""ask_calendar: the admin is asked for the public holidays that the calendar lacks (SPEC 6, 7)."""

from datetime import datetime
from typing import Any

from mailbot.campaign.audience import admins, to_admins
from mailbot.campaign.case import company_days
from mailbot.campaign.outcome import Notice
from mailbot.house import House

_TOLD = "calendar-missing"  # the years that the admin has been asked for
_FROM = 10  # the State Council publishes a year's days in the autumn before it


def ask_calendar(house: House, hour: datetime) -> list[Notice]:
    """One mail for each year that is missing, one when it is there: for the present year at any time, from October on for
    the next. Asked by the tick, in working hours: `mailbot tick` without the service asks too, and not on a holiday."""
    days = company_days(house.rules)
    if not admins(house.rules) or not days.in_hours(hour):
        return []
    today = days.day_of(hour)
    wanted = {today.year, today.year + 1} if today.month >= _FROM else {today.year}
    told: set[int] = set(house.ledger.meta.get(_TOLD, []))
    missing, there = wanted - days.known_years - told, told & days.known_years
    if missing or there:
        house.ledger.meta.set(_TOLD, sorted(told - there | missing))
    asked = [n for y in sorted(missing) for n in to_admins("calendar-missing", house.rules, year=y)]
    over: dict[str, Any] = {"what": "calendar-missing", "on": False}
    return asked + [n for y in sorted(there) for n in to_admins("watch", house.rules, **over, details=str(y))]
