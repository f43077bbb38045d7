"""import_year: published holidays and make-up days into `rules/calendar.toml`, from .csv or .ics (SPEC 8 `calendar`)."""

import csv
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from mailbot.errors import MailbotError, RulesError
from mailbot.rulebook.load import default_folder, read_rules, rules_files

# "Workers' Day" is off.
_WORK = re.compile(r"班|\b(?:work(?:ing)?(?:[ -]?day)?|make-?up)\b", re.IGNORECASE)
_OFF = re.compile(r"off|休息?|放假|holiday", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_EVENT = re.compile(r"BEGIN:VEVENT(.*?)END:VEVENT", re.DOTALL)
_LONGEST = 2_000_000
_FEWEST = 3  # 元旦 alone has so many days off, or its weekend and the day beside it
_SATURDAY = 5

Dated = tuple[date, str, bool]  # a day, the holiday's name, whether it is off (False: made up for)


def import_year(source: Path, target: Path) -> str:
    """Writes the days of `source` into `target` in place of what it says of their year; one line a year of what was done.

    CSV: `date,name,off|work` a line. iCalendar: all-day events; a summary with 班 or "work" is a make-up day. The new file is
    checked before it takes the old one's place: MailbotError names what is wrong, and nothing is changed.
    """
    octets = source.read_bytes()[:_LONGEST]
    try:
        text = octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = octets.decode("gb18030", "replace")  # as a Chinese Excel saves CSV
    days = _of_ics(text) if source.suffix.lower() == ".ics" else _of_csv(text)
    years = _years(days, source)
    old = target if target.exists() else default_folder() / "calendar.toml"
    written = old.read_text(encoding="utf-8")
    for year, own in years.items():
        written = _without(written, year).rstrip() + "\n\n" + _block(year, own)
    files = {**rules_files([target.parent, default_folder()]), "calendar.toml": written.encode()}
    try:
        read_rules(files)
    except RulesError as error:
        raise MailbotError(f"{source}: {error}") from error
    fresh = target.with_suffix(".toml.new")
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh.write_text(written, encoding="utf-8")
    fresh.replace(target)
    counts = {year: sum(off for _, _, off in own) for year, own in years.items()}
    return "\n".join(f"{target}: {y}, {n} days off, {len(years[y]) - n} make-up days" for y, n in counts.items())


def _years(days: list[Dated], source: Path) -> dict[int, list[Dated]]:
    """The days by the year whose calendar they belong to: what a subscription brings of several years is several. A handful of
    days off beyond New Year's Eve make no year: a weekend is off anyway; a make-up day goes with the nearest day off."""
    count = Counter(day.year for day, _, off in days if off)
    years: dict[int, list[Dated]] = {year: [] for year, n in sorted(count.items()) if n >= _FEWEST}
    if not years:
        found = ", ".join(f"{n} of {year}" for year, n in sorted(count.items())) or "none"
        raise MailbotError(f"{source}: expected the days off of a year (at least {_FEWEST}), found {found}")
    for day, name, off in days:
        if off and day.year in years:
            years[day.year].append((day, name, off))
        elif off and day.weekday() < _SATURDAY:
            raise MailbotError(
                f"{source}: {day} is no day of {', '.join(map(str, years))}; write it as an [[override]]"
            )
    offs = [day for own in years.values() for day, _, _ in own]
    for day, name, off in days:
        if not off:
            nearest = min(offs, key=lambda d: abs((d - day).days))
            years[nearest.year].append((day, name, off))
    return {year: sorted(own) for year, own in years.items()}


def _of_csv(text: str) -> list[Dated]:
    found = []
    for number, row in enumerate(csv.reader(text.splitlines()), start=1):
        if not row or not row[0].strip() or (number == 1 and not row[0].strip()[:1].isdigit()):
            continue
        written, name, state = (*(cell.strip() for cell in row[:3]), "", "")[:3]
        day = _day(written)
        if day is None:
            raise MailbotError(f"line {number}: {row[0][:40]!r} is no date; write it like 2027-01-01")
        if state and not _OFF.fullmatch(state) and not _WORK.search(state):
            raise MailbotError(f"line {number}: {state!r}; expected off or work")
        found.append((day, name, not _WORK.search(state)))
    return sorted(found)


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _of_ics(text: str) -> list[Dated]:
    """All-day events (RFC 5545 3.6.1): DTEND is the day after the last."""
    found = []
    unfolded = re.sub(r"\r?\n[ \t]", "", text)
    for event in _EVENT.findall(unfolded):
        start, end = _ics_day(event, "DTSTART"), _ics_day(event, "DTEND")
        summary = re.search(r"^SUMMARY[^:\r\n]*:(.*)$", event, re.MULTILINE)
        name = summary[1].strip() if summary else ""
        if start is None:
            continue
        for n in range(max(1, min(31, (end - start).days if end else 1))):
            found.append((start + timedelta(days=n), name, not _WORK.search(name)))
    return sorted(found)


def _ics_day(event: str, name: str) -> date | None:
    found = re.search(rf"^{name}[^:\r\n]*:(\d{{8}})", event, re.MULTILINE)
    return date(int(found[1][:4]), int(found[1][4:6]), int(found[1][6:])) if found else None


def _block(year: int, days: list[Dated]) -> str:
    """The year as `calendar.toml` writes it: each run of days off a holiday, with the make-up days nearest to it."""
    runs: list[tuple[date, date, str]] = []
    for day, name, off in days:
        if not off:
            continue
        if runs and day - runs[-1][1] == timedelta(days=1):
            runs[-1] = (runs[-1][0], day, runs[-1][2] or name)
        else:
            runs.append((day, day, name))
    worked: dict[int, list[date]] = {}
    for day, _, off in days:
        if not off:
            nearest = min(
                range(len(runs)), key=lambda i: min(abs((runs[i][0] - day).days), abs((day - runs[i][1]).days))
            )
            worked.setdefault(nearest, []).append(day)
    lines = ["[[year]]", f"year = {year}"]
    for n, (first, last, name) in enumerate(runs):
        lines += ["", "[[year.holiday]]", f"name = {_quoted(name or '节假日')}", f"from = {first}", f"until = {last}"]
        if n in worked:
            lines.append(f"make_up = [{', '.join(str(d) for d in worked[n])}]")
    return "\n".join(lines) + "\n"


def _without(text: str, year: int) -> str:
    """The file less the block of that year, comments of other years kept."""
    parts = re.split(r"(?m)^(?=\[\[(?:year|override)\]\])", text)
    return "".join(p for p in parts if not re.match(rf"\[\[year\]\]\s*(?:#[^\n]*\n\s*)*year\s*=\s*{year}\b", p))


def _quoted(text: str) -> str:
    return '"' + re.sub(r'[\\"\x00-\x1f]', " ", text)[:100] + '"'
