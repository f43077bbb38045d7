"""rights.toml, reminders.toml, calendar.toml: every act has its right, every step its name, every day one meaning."""

from collections.abc import Iterator
from datetime import date, timedelta

from mailbot.rulebook.faults import Fault, mistaken
from mailbot.rulebook.folding import fold
from mailbot.rulebook.locate import Path
from mailbot.rulebook.shapes import ACTS, Calendar, Holiday, People, Reminders, Rights

# Longer or further away is a slip of a digit: the longest holiday published so far has nine days (2023), and make-up
# days lie within three weeks of theirs.
_LONGEST_HOLIDAY = 31
_FURTHEST_MAKE_UP = 45


def rights_faults(rights: Rights) -> Iterator[Fault]:
    file = "rights.toml"
    acts = [right.act for right in rights.right]
    for n, act in enumerate(acts):
        if act in acts[:n]:
            text = mistaken(act, f"each act once; right[{acts.index(act)}] has this one")
            yield Fault(file, ("right", n, "act"), text)
    for wanted in ACTS:
        if wanted not in acts:
            yield Fault(file, ("right",), f'missing; expected a [[right]] with act = "{wanted}" (nobody: may = [])')


def reminder_faults(reminders: Reminders) -> Iterator[Fault]:
    seen: dict[tuple[str, str], int] = {}
    for n, step in enumerate(reminders.step):
        first = seen.setdefault((step.item, step.name), n)
        if first != n:
            text = mistaken(step.name, f"a name that no other step of {step.item!r} has; step[{first}] has this one")
            yield Fault("reminders.toml", ("step", n, "name"), text)
        if step.days is not None and step.hours is not None:
            text = f"found {step.hours} beside days = {step.days}; expected one of days, hours"
            yield Fault("reminders.toml", ("step", n, "hours"), text)
        elif step.days is None and step.hours is None:
            text = "missing; expected days (working days after the due day) or hours (working hours after the due time)"
            yield Fault("reminders.toml", ("step", n, "days"), text)


def calendar_faults(calendar: Calendar, people: People | None) -> Iterator[Fault]:
    file = "calendar.toml"
    years = [year.year for year in calendar.year]
    holidays: list[tuple[Path, Holiday]] = []
    for n, year in enumerate(calendar.year):
        if year.year in years[:n]:
            text = mistaken(year.year, f"each year once; year[{years.index(year.year)}] has this one")
            yield Fault(file, ("year", n, "year"), text)
        for i, holiday in enumerate(year.holiday):
            at: Path = ("year", n, "holiday", i)
            yield from _holiday(file, at, holiday, year.year)
            holidays.append((at, holiday))
    off: dict[date, str] = {}
    for at, holiday in holidays:
        for day in _days(holiday):
            if day in off and off[day] != holiday.name:
                yield Fault(file, (*at, "from"), f"found {day} off for {off[day]} already; expected days of its own")
                break
            off[day] = holiday.name
    for at, holiday in holidays:
        for j, day in enumerate(holiday.make_up):
            if day in off:
                text = f"found {day}, which is off for {off[day]}; expected a weekend day that is worked"
                yield Fault(file, (*at, "make_up", j), text)
    yield from _overrides(file, calendar, people)


def _holiday(file: str, at: Path, holiday: Holiday, year: int) -> Iterator[Fault]:
    if holiday.until < holiday.from_:
        text = f"found {holiday.until} after {holiday.from_}; expected an end that is not before the start"
        yield Fault(file, (*at, "until"), text)
        return
    if year not in (holiday.from_.year, holiday.until.year):
        # 元旦 2023 began on 2022-12-31: one end in the year is enough.
        yield Fault(file, (*at, "from"), mistaken(holiday.from_, f"a day of {year}"))
    length = (holiday.until - holiday.from_).days + 1
    if length > _LONGEST_HOLIDAY:
        text = f"found {length} days off; expected at most {_LONGEST_HOLIDAY}"
        yield Fault(file, (*at, "until"), text)
    for j, day in enumerate(holiday.make_up):
        if day.weekday() < 5:
            text = f"found {day}, a {day:%A}, which is worked anyway; expected a Saturday or Sunday"
            yield Fault(file, (*at, "make_up", j), text)
        elif min(abs((day - holiday.from_).days), abs((day - holiday.until).days)) > _FURTHEST_MAKE_UP:
            text = f"found {day}; expected a day within {_FURTHEST_MAKE_UP} days of {holiday.name}"
            yield Fault(file, (*at, "make_up", j), text)


def _days(holiday: Holiday) -> list[date]:
    length = min((holiday.until - holiday.from_).days + 1, _LONGEST_HOLIDAY)
    return [holiday.from_ + timedelta(n) for n in range(max(0, length))]


def _overrides(file: str, calendar: Calendar, people: People | None) -> Iterator[Fault]:
    seen: dict[tuple[date, str], int] = {}
    names: list[str] = []
    if people:
        names = [word for d in people.department for word in (d.name, *d.aliases)]
        names += [person.department for person in people.person if person.department]
    known = {fold(name) for name in names}
    for n, override in enumerate(calendar.override):
        whose = fold(override.department) if override.department else ""
        first = seen.setdefault((override.day, whose), n)
        if first != n:
            text = mistaken(override.day, f"one [[override]] a day; override[{first}] has this one")
            yield Fault(file, ("override", n, "day"), text)
        if people and whose and whose not in known:
            wanted = f"one of {', '.join(d.name for d in people.department)}"
            yield Fault(file, ("override", n, "department"), mistaken(override.department, wanted, names))
