"""ask_calendar: the admin is asked for the public holidays that the calendar lacks (SPEC 6, 7)."""

from datetime import datetime

from mailbot.campaign.audience import admins
from mailbot.campaign.case import company_days
from mailbot.campaign.outcome import Notice
from mailbot.house import House

_TOLD = "calendar-missing"  # the years that the admin has been asked for
_FROM = 10  # the State Council publishes a year's days in the autumn before it


def ask_calendar(house: House, hour: datetime) -> list[Notice]:
    """One mail for each year that is missing, one when it is there: for the present year at any time, from October on for
    the next. Asked by the tick, in working hours: `mailbot tick` without the service asks too, and not on a holiday."""
    days, to = company_days(house.rules), admins(house.rules)
    if not to or not days.in_hours(hour):
        return []
    today = days.day_of(hour)
    wanted = {today.year, today.year + 1} if today.month >= _FROM else {today.year}
    told: set[int] = set(house.ledger.meta.get(_TOLD, []))
    missing, there = wanted - days.known_years - told, told & days.known_years
    if missing or there:
        house.ledger.meta.set(_TOLD, sorted(told - there | missing))
    asked = [Notice(purpose="admin", template="calendar-missing", to=to, facts={"year": y}) for y in sorted(missing)]
    over = {"what": "calendar-missing", "on": False}
    found = [Notice(purpose="admin", template="watch", to=to, facts=over | {"details": str(y)}) for y in sorted(there)]
    return asked + found
