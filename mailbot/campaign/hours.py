"""The hours that the clock goes by: what falls due within one is done at the start of the next, whenever ticks come.

A tick acts as at the start of its hour, and nothing is due between two starts. So ticks at any minutes, one in each
working hour at least, come to the same (DESIGN, "The clock").
"""

from datetime import UTC, datetime, timedelta

from mailbot.campaign.workdays import Workdays

_HOUR = timedelta(hours=1)
_INSTANT = timedelta(microseconds=1)


def hour_of(moment: datetime, days: Workdays) -> datetime:
    """The start of the hour in which an instant lies. Working hours count from their own start (08:30, 09:30 …, again
    after lunch), all others by the clock."""
    here = moment.astimezone(UTC)
    spans = days.spans(days.day_of(moment))
    for start, end in spans:
        if start <= here < end:
            return (start + (here - start) // _HOUR * _HOUR).astimezone(days.zone)
    shown = moment.astimezone(days.zone)
    full = here - timedelta(minutes=shown.minute, seconds=shown.second, microseconds=shown.microsecond)
    return max([full, *(end for _, end in spans if end <= here)]).astimezone(days.zone)


def hour_from(moment: datetime, days: Workdays) -> datetime:
    """The first start of an hour, working or not, that is not before the instant."""
    begun = hour_of(moment, days)
    return begun if begun >= moment else hour_of(begun + _HOUR, days)


def working_hour(moment: datetime, days: Workdays) -> datetime:
    """The first start of a working hour that is not before the instant."""
    here = days.next_hour(moment).astimezone(UTC)
    for start, end in days.spans(days.day_of(here)):
        if start <= here < end:
            begun = start + -((start - here) // _HOUR) * _HOUR
            return begun.astimezone(days.zone) if begun < end else days.next_hour(end)
    raise AssertionError("the next working hour lies in working hours")


def working_hour_after(moment: datetime, days: Workdays) -> datetime:
    """The first start of a working hour after the instant: what a mail brings about at 10:00 sharp is done at 11:00, as if
    it had come a second later."""
    return working_hour(moment + _INSTANT, days)


def working_hour_before(hour: datetime, days: Workdays) -> datetime:
    """The start of the working hour before that one."""
    here, day = hour.astimezone(UTC), days.day_of(hour)
    while True:
        for start, end in reversed(days.spans(day)):
            if start < here:
                last = min(end, here) - _INSTANT
                return (start + (last - start) // _HOUR * _HOUR).astimezone(days.zone)
        day = days.add(day, -1)
