"""dittoed, with_hour_of_all: rows whose day, owner or hour is said elsewhere (同上, 时间同华南, 以上都是下午5点前), with what is meant (SPEC 3 "Body")."""

from collections.abc import Iterable, Sequence

from mailbot.inbound.forms.days.dates import Moment
from mailbot.inbound.forms.plans.ditto import find_ditto
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.hours import hour_of_all
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.value import replace

_KEYS = ("due", "start", "owner", "department")
_LONGEST = 40


def dittoed(rows: Sequence[Row], readers: Readers) -> tuple[Row, ...]:
    """The rows; where it is not clear whose day is meant the words stay, and are asked about."""
    found: list[Row] = []
    for row in rows:
        for key in _KEYS:
            text = row.text(key).strip()
            said = find_ditto(text, readers.people.mentions) if 0 < len(text) <= _LONGEST else None
            if said is None or said[0] != (0, len(text)) or (said[1] and key != "due"):
                continue
            others = [one for one in found if not said[1] or _is_of(one, said[1], readers)]
            line = [
                one for one in others if one.place == others[-1].place
            ]  # 孙丽：12月4日试点，12月11日全部。周航：同上
            if len(others) == 1 or (len(line) == 1 and not said[1]):
                row = replace(row, texts={**row.texts, key: others[-1].text(key)}, mailed=others[-1].mailed)
        found.append(row)
    return tuple(found)


def _is_of(row: Row, name: str, readers: Readers) -> bool:
    """Whether a row is somebody's, or a department's."""
    if name in row.whole:
        return True
    directory = readers.rules.directory
    department = directory.department(name)
    named = readers.people.read(row.text("owner"), department=row.text("department"))
    person = directory.person(named.owner) if named.owner else None
    own = named.department or row.text("department") or (person.department if person is not None else "")
    return department is not None and directory.department(own or "") is department


def with_hour_of_all(rows: Sequence[Row], texts: Iterable[str], readers: Readers) -> tuple[Row, ...]:
    """The rows, those whose day has no hour with the one that a line gives to all of them; none where two lines say another."""
    hours = {hour for text in texts if (hour := hour_of_all(text))}
    return tuple(_at(row, *hours, readers=readers) for row in rows) if len(hours) == 1 else tuple(rows)


def _at(row: Row, hour: str, *, readers: Readers) -> Row:
    due = row.text("due")
    dates = readers.dates(row.mailed)
    day, exact = dates.read_date(due) if due else None, dates.read_date(f"{due} {hour}")
    if not (isinstance(day, Moment) and isinstance(exact, Moment)) or day.timed or exact.day != day.day:
        return row
    return replace(row, texts={**row.texts, "due": f"{due} {hour}"})
