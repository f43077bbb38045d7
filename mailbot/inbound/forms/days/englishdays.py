"""Days as English mails write them: `Dec 3`, `3rd of December 2026`, `next Friday`, `end of month`, `tomorrow`."""

import re
from datetime import date, timedelta

from mailbot.campaign.workdays import last_day_of_month
from mailbot.inbound.forms.days.daykinds import CalendarDay, Day, FixedDay, Form, WeekDay
from mailbot.inbound.forms.days.durations import add_months
from mailbot.inbound.forms.days.moments import Basis, Landing, doubt
from mailbot.late import late

_MONTH_ORDER = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_WEEK_ORDER = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
_ALONE = r"(?<![a-z\d_.-])"
_WHICH = r"(?:the )?(?P<which>end|beginning|start|(?:first|last) (?:working|business|work) ?day) (?:of|in) (?:the )?"

_SHORT = {"eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"}

# Sun Li is a person, the 2nd batch no day: in running text these want a word or a figure that makes them days.
_DUE = late(r"(?:by|on|before|until|till|due|for|from|to|at|this|next|done|expected|eta|:) ?(?:the )?$")
_DATE_FOLLOWS = late(rf"[.,]? ?(?:\d|{MONTH})")
_ENDS_HERE = late(r" ?(?:$|[,.;:)]|at |by |before |noon|eod|\d)")
_BESIDE_DATE = late(rf"(?:\d(?:st|nd|rd|th)?|(?<![a-z]){MONTH}),? ?[(\[（【] ?$")  # Dec 8 (Tue)
# by Sun Li: a surname before another name, and no Sunday.
_NAME_FOLLOWS = late(
    r" (?!(?:at|and|or|by|on|in|to|if|as|so|for|the|we|you|eod|end|noon|night|morning|evening|afternoon|before"
    r"|after|until|till|from|with|please|only|latest|then|this|next|week|of|is|will|when|it)(?![a-z]))(?!(?:jan"
    r"|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))[a-z]{1,9}(?: "
    r"|$|[,.;:()])"
)
_UNIT_FOLLOWS = late(r" ?(?:times?|days?|hours?|servers?|stores?|people|more|of|out|or)(?![a-z])")


def month_number(words: str) -> int:
    """`december` → 12."""
    return _MONTH_ORDER.index(words[:3]) + 1


def _named(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    groups = found.groupdict()
    year = int(groups["y"]) if groups["y"] else 2000 + int(groups["y2"]) if groups.get("y2") else None
    if found["m"] == "may" and year is None and _UNIT_FOLLOWS.match(text, found.end()):
        return None  # it may 3 times …
    return CalendarDay(year, month_number(found["m"]), int(found["d"]))


_BY = late(
    r"(?<![a-z])(?:by|until|till|before|no later than|not later than|due(?: on)?|deadline:?|on|[a-z]+,"
    r"|[a-z]:) (?:around )?$"
    r"|\($"
)
_OF_A_LIST = late(
    r"[ -](?:of|batch|version|release|floor|server|site|store|step|phase|stage|node|row|item|line|point|one|time"
    r"|attempt|wave|group|round|anniversary|century|to)(?![a-z])"
)


_OF_WEEK = late(rf"(?<![a-z])(?:{_WEEKDAY}),? (?:the )?$")  # Wednesday the 9th


def _ordinal(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    number = int(found["d"])
    before = text[max(0, found.start() - 16) : found.start()]
    clear = (found.group().startswith("the ") and _BY.search(before) is not None) or _OF_WEEK.search(before) is not None
    if not 1 <= number <= 31 or not (
        _ENDS_HERE.match(text, found.end()) or (clear and not _OF_A_LIST.match(text, found.end()))
    ):
        return None
    if not (basis.cell or clear) and not _DUE.search(text[max(0, found.start() - 8) : found.start()]):
        return None
    return CalendarDay(None, None, number)


def _weekday(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    word, rel, tail = found["d"], found["rel"] or "", found["tail"] or ""
    if rel.startswith("every"):
        return FixedDay(doubt("recurring"))
    if tail.strip() == "week" or text.startswith(" of ", found.end()):
        return FixedDay(doubt("vague"))  # Friday week; the last Friday of the month
    if len(word) < 6 and not rel and not tail and not basis.cell:
        before = text[max(0, found.start() - 16) : found.start()]
        if word == "sun" and _NAME_FOLLOWS.match(text, found.end()):
            return None
        aimed = _DUE.search(before[-10:]) or _BESIDE_DATE.search(before)
        if not aimed and not _DATE_FOLLOWS.match(text, found.end()):
            return None
    number, words = _WEEK_ORDER.index(word[:3]), rel + tail
    if "coming" in words:
        return WeekDay(number, coming=True)
    weeks = 1 if "next" in words else 0 if "this" in words else -1 if "last" in words else None
    return WeekDay(number, weeks, loose=words.strip() == "next")


_AHEAD = {"yesterday": -1, "last": -1, "today": 0, "to": 0}


def _relative(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    word = found.group()
    days = 2 if "after" in word else _AHEAD.get(word.split(" ")[0], 1)
    return FixedDay(Landing(basis.today + timedelta(days)))


def _end(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    groups, today = found.groupdict(), basis.today
    unit = _SHORT.get(groups.get("short") or "", groups.get("unit") or "")
    ahead = 1 if (groups.get("rel") or "").strip() == "next" else 0
    if unit == "week":
        monday = today + timedelta(7 * ahead - today.weekday())
        return _edge(monday, monday + timedelta(6), groups.get("which"), basis)
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    first = add_months(today.replace(month=(today.month - 1) // months * months + 1, day=1), months * ahead)
    return _edge(first, last_day_of_month(add_months(first, months - 1)), groups.get("which"), basis)


def _end_of_named(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    last, length = (month_number(found["m"]), 1) if found["m"] else (3 * int(found["q"]), 3) if found["q"] else (12, 12)
    told = found["y"] or found["whole"]  # the end of 2027
    year = int(told) if told else basis.today.year
    if not 0 <= year - basis.today.year + 1 <= basis.years + 1:
        return FixedDay(doubt("far-off"))
    edges = [
        _edge(date(y, last - length + 1, 1), last_day_of_month(date(y, last, 1)), found["which"], basis)
        for y in (year, year + 1)
    ]
    day, following = edges[0].landing.day, edges[1].landing.day
    if day is None or following is None or told or day >= basis.today or basis.done:
        return edges[0]
    if basis.today - day <= timedelta(30):
        return FixedDay(doubt("within-30-days-past", following, day))
    return FixedDay(Landing(following, ("next-year", *edges[1].landing.remarks)))


def _month_alone(found: re.Match[str], text: str, basis: Basis) -> Day | None:
    if not basis.cell:
        return None
    month = month_number(found["m"])
    year = int(found["y"]) if found["y"] else basis.today.year + (month < basis.today.month)
    last = basis.workdays.last_of_month(date(year, month, 1)) if 1 < year < 9999 else None
    return FixedDay(doubt("vague", last), vague=True)


def _edge(first: date, last: date, which: str | None, basis: Basis) -> FixedDay:
    which = which or "end"
    if which.startswith(("beginning", "start")) and not 27 <= (last - first).days <= 31:
        return FixedDay(doubt("vague", first))
    if which.startswith(("beginning", "start", "first")):
        return FixedDay(Landing(basis.workdays.first_in(first, last), ("first-workday",)))
    return FixedDay(Landing(basis.workdays.last_in(first, last), ("last-workday",)))


FORMS = (
    Form(
        late(
            rf"{_ALONE}(?P<m>{MONTH}) ?-?(?P<d>\d{{1,2}})(?!\d|:\d)(?:st|nd|rd|th)?(?:,? (?P<y>\d{{4}})(?![\d:]))?",
        ),
        _named,
    ),
    Form(
        late(
            rf"(?<![a-z\d_.:-])(?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]?(?P<m>{MONTH})"
            r"(?:,?[ -]?(?P<y>\d{4})(?![\d:])|-(?P<y2>\d{2})(?![\d:]))?",
        ),
        _named,
    ),
    Form(late(r"(?<![a-z\d.:-])(?:the )?(?P<d>\d{1,2})(?:st|nd|rd|th)(?![a-z])"), _ordinal),
    Form(
        late(
            rf"{_ALONE}(?:(?P<rel>next week'?s? |(?:this )?coming |upcoming |next |this |last "
            rf"|every )(?:on )?)?(?P<d>{_WEEKDAY})(?![a-z])\.?"
            r"(?P<tail> (?:of )?(?:next|this) week| week)?",
        ),
        _weekday,
    ),
    Form(
        late(
            rf"{_ALONE}(?:(?:the )?day after tomorrow|tomorrow|tmrw?|today|yesterday|last (?:night|evening))(?![a-z])"
            rf"|{_ALONE}to(?=night(?![a-z]))",
        ),
        _relative,
    ),
    Form(late(rf"{_ALONE}{_WHICH}(?P<rel>next |this |current )?(?P<unit>week|month|quarter|year)(?![a-z])"), _end),
    Form(late(rf"{_ALONE}(?P<short>eo[wmqy])(?![a-z])"), _end),
    Form(late(rf"{_ALONE}(?P<rel>next |this )?(?P<unit>month|quarter|year)[ -]?end(?![a-z])"), _end),
    Form(
        late(
            rf"{_ALONE}{_WHICH}(?:(?:(?P<m>{MONTH})|q(?P<q>[1-4]))(?:,? (?P<y>\d{{4}}))?|(?:year )?(?P<whole>20\d\d))(?![\d:])"
        ),
        _end_of_named,
    ),
    Form(late(rf"{_ALONE}(?P<m>{MONTH})(?:,? (?P<y>\d{{4}})(?![\d:]))?(?! ?\d)"), _month_alone),
)
