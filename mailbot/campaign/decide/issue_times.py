"""times: until when an issue is to be responded to and resolved, by its severity (SPEC 9 "Sending")."""

from datetime import datetime

from mailbot.campaign.case import Case
from mailbot.rulebook.shapes import Severity


def times(severity: Severity, start: datetime, case: Case) -> tuple[datetime, datetime]:
    """(respond by, resolve by). `4h` are working hours; `2d` ends with the hours of the second working day after."""
    return _after(severity.respond, start, case), _after(severity.resolve, start, case)


def _after(span: str, start: datetime, case: Case) -> datetime:
    number = int(span[:-1])
    if span.endswith("h"):
        return case.days.add_hours(start, number)
    day = start.astimezone(case.rules.zone).date()
    return case.days.end_of(case.days.add(day, number))
