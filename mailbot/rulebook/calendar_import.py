"""import_year: a published year of holidays and make-up days into `rules/calendar.toml`, from .csv or .ics (SPEC 8 `calendar`)."""

import csv
import re
from datetime import date, timedelta
from pathlib import Path

from mailbot.errors import MailbotError, RulesError
from mailbot.rulebook.load import default_folder, read_rules, rules_files

_WORK = re.compile(r"班|补班|调休上班|上班|work|make-?up", re.IGNORECASE)
_EVENT = re.compile(r"BEGIN:VEVENT(.*?)END:VEVENT", re.DOTALL)
_LONGEST = 2_000_000


def import_year(source: Path, target: Path) -> str:
    """Writes the days of `source` into `target` in place of what it says of their year; one line of what was done.

    CSV: `date,name,off|work` a line. iCalendar: all-day events; a summary with 班 or "work" is a make-up day. The new file is
    checked before it takes the old one's place: MailbotError names what is wrong, and nothing is changed.
    """
    text = source.read_bytes()[:_LONGEST].decode("utf-8-sig", "replace")
    days = _of_ics(text) if source.suffix.lower() == ".ics" else _of_csv(text)
    years = {day.year for day, _, off in days if off}
    if len(years) != 1:
        raise MailbotError(f"{source}: expected the days off of one year, found {sorted(years) or 'none'}")
    year = years.pop()
    old = target if target.exists() else default_folder() / "calendar.toml"
    written = _without(old.read_text(encoding="utf-8"), year).rstrip() + "\n\n" + _block(year, days)
    files = {**rules_files([target.parent, default_folder()]), "calendar.toml": written.encode()}
    try:
        read_rules(files)
    except RulesError as error:
        raise MailbotError(f"{source}: {error}") from error
    fresh = target.with_suffix(".toml.new")
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh.write_text(written, encoding="utf-8")
    fresh.replace(target)
    off = sum(o for _, _, o in days)
    return f"{target}: {year}, {off} days off, {len(days) - off} make-up days"


def _of_csv(text: str) -> list[tuple[date, str, bool]]:
    found = []
    for number, row in enumerate(csv.reader(text.splitlines()), start=1):
        if not row or not row[0].strip() or (number == 1 and not row[0].strip()[:1].isdigit()):
            continue
        try:
            day = date.fromisoformat(row[0].strip().replace("/", "-"))
        except ValueError:
            raise MailbotError(f"line {number}: {row[0]!r} is no date; write it like 2027-01-01") from None
        name, state = (row[1].strip() if len(row) > 1 else ""), (row[2].strip().lower() if len(row) > 2 else "off")
        if state not in ("off", "work"):
            raise MailbotError(f"line {number}: {state!r}; expected off or work")
        found.append((day, name, state == "off"))
    return sorted(found)


def _of_ics(text: str) -> list[tuple[date, str, bool]]:
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


def _block(year: int, days: list[tuple[date, str, bool]]) -> str:
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
            nearest = min(range(len(runs)), key=lambda i: min(abs((runs[i][0] - day).days), abs((day - runs[i][1]).days)))
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
