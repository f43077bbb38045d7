"""Days that are named after a holiday: `国庆前`, `春节后第一个工作日`, `before National Day`."""

import re
from datetime import date, timedelta

from mailbot.inbound.forms.days.moments import Basis, Landing, doubt
from mailbot.inbound.forms.numerals import SMALL, read_number
from mailbot.late import late
from mailbot.value import Value


class Festival(Value):
    """A public holiday: how people call it, what the calendar's names contain, and its day where it is a fixed one."""

    key: str
    words: str
    fixed: tuple[int, int] | None = None


FESTIVALS = (
    Festival("元旦", "元旦节?|new year'?s?(?: day)?(?! eve)", (1, 1)),
    Festival(
        "春节", "春节|过年|农历新年|农历年|旧历年|(?:the )?(?:spring festival|chinese new year|lunar new year|cny)"
    ),
    Festival("清明", "清明节?|(?:the )?(?:qingming|tomb[- ]sweeping)(?: festival| day)?"),
    Festival(
        "劳动",
        "(?<![〇零一二两三四五六七八九十廿卅周期拜])五一节?(?![十月日号个点])|劳动节|(?:labou?r|may) day",
        (5, 1),
    ),
    Festival("端午", "端午节?|(?:the )?dragon boat(?: festival)?"),
    Festival(
        "国庆",
        "(?:国庆节?[、和]?)?中秋节?[、和]?国庆节?|国庆节?[、和]?中秋节?|双节|国庆节?|(?<![〇零一二两三四五六七八九十廿卅第双])十一(?=假|长假|黄金周|之前|之后|以前|以后|前|后|放假|节)"
        "|(?:the )?(?:national day|golden week)",
        (10, 1),
    ),
    Festival("中秋", "中秋节?|(?:the )?mid-?autumn(?: festival| day)?"),
    # No day off here; the business abroad counts by it.
    Festival("圣诞", "圣诞节?|christmas(?: day)?(?! eve)|x-?mas(?! eve)", (12, 25)),
)
# Lunar days by year, (month, day): needed only where the year's days off are not published yet, to say what is likely.
# 春节 is the first day of the first month, its days off begin the day before.
_LUNAR = {
    "春节": {2027: (2, 6), 2028: (1, 26), 2029: (2, 13), 2030: (2, 3), 2031: (1, 23), 2032: (2, 11)},
    "清明": {2027: (4, 5), 2028: (4, 4), 2029: (4, 4), 2030: (4, 5), 2031: (4, 5), 2032: (4, 4)},
    "端午": {2027: (6, 9), 2028: (5, 28), 2029: (6, 16), 2030: (6, 5), 2031: (6, 24), 2032: (6, 12)},
    "中秋": {2027: (9, 15), 2028: (10, 3), 2029: (9, 22), 2030: (9, 12), 2031: (10, 1), 2032: (9, 19)},
}
# How long the days off last at least, for the same purpose.
_DAYS = {"春节": 8, "劳动": 5, "国庆": 7}

_NAMES = "|".join(f"(?P<f{n}>{festival.words})" for n, festival in enumerate(FESTIVALS))
_REST = r"(?:小长假|长假|假期|假日|放假|假|节日|期间|黄金周| holidays?| week| break)?"
_NTH = (
    rf" ?的?(?:(?:第 ?(?P<nth>{SMALL}) ?个?|(?P<first>首个?))(?:工作日|上班日|工作天)"
    rf"|(?P<shift>上班(?:的)?(?:第一天|首日)|第一天上班|复工首日|开工第一天)"
    rf"|(?P<span>{SMALL}) ?个?工作日(?:之内|以内|内)?)"
)
PATTERN = late(
    rf"(?:(?P<year>今年|明年|后年|\d{{4}} ?年?) ?的?)?(?:{_NAMES}){_REST}"
    rf"(?:(?P<before>(?:之前|以前|前)(?![台端提面期置后沿缀夕]))"
    rf"(?:(?P<last>的?(?:最后)?一个工作日|的?最后工作日)|(?P<day>一[天日])"
    rf"|(?P<lead>的?{SMALL} ?个?(?:工作日|天|日|周|星期|月)))?"
    rf"|(?P<on>[当那]天|当日|(?=从?起|开始|零点|凌晨|[01]?\d[点:]))"
    rf"|(?P<after>(?:之后|以后|后)(?![台端续勤补面门方])(?:{_NTH})?)|(?P<eve>前夕))?",
)
ENGLISH = late(
    rf"(?P<side>before|by|prior to|ahead of|after|following)(?: the)? (?:{_NAMES.replace('?P<f', '?P<e')})"
    rf"(?: holidays?| week| break)?(?: (?P<year>\d{{4}}))?",
)
ENGLISH_FIRST = late(
    rf"(?:the )?first (?:working|business|work) ?day (?:after|following)(?: the)? (?:{_NAMES.replace('?P<f', '?P<e')})"
    rf"(?: holidays?| week| break)?(?: (?P<year>\d{{4}}))?",
)
_TWO = late("双节|中秋.{0,3}国庆|国庆.{0,3}中秋")


def land_festival(found: re.Match[str], basis: Basis) -> Landing | None:
    """Where `PATTERN` lands; None where it only names a holiday in running text (国庆活动)."""
    festival = _which(found, "f")
    year = _year(found["year"], basis)
    if _TWO.search(found.group()) and not _joined(year, basis):
        return _vague(festival, year, basis)
    if found["eve"] or found["lead"]:
        return _vague(festival, year, basis)
    if found["before"]:
        return _day_before(festival, year, basis) if found["day"] else _before(festival, year, basis)
    if found["after"]:
        nth = 1 if found["first"] or found["shift"] else read_number(found["nth"] or found["span"] or "")
        if nth is None:
            return _in_doubt("vague", _after(festival, year, basis, 1))
        return _after(festival, year, basis, nth)
    if found["on"] is not None and festival.fixed:
        return _on(festival.fixed, year, basis)
    return _vague(festival, year, basis) if basis.cell or found["on"] is not None else None


def _on(fixed: tuple[int, int], year: int | None, basis: Basis) -> Landing:
    """元旦起, 国庆当天: the day itself."""
    years = (year,) if year is not None else (basis.today.year, basis.today.year + 1)
    return next((Landing(day) for y in years if 1 <= y <= 9998 and (day := date(y, *fixed)) >= basis.today), Landing())


def _joined(year: int | None, basis: Basis) -> bool:
    """Whether 国庆 and 中秋 share their days off that year, so that 双节 has one beginning and one end."""
    name = basis.workdays.days_off.get(date(year or basis.today.year, 10, 1), "")
    return "国庆" in name and "中秋" in name


def land_english(found: re.Match[str], basis: Basis) -> Landing | None:
    """Where `ENGLISH` and `ENGLISH_FIRST` land."""
    festival, year = _which(found, "e"), _year(found["year"], basis)
    if "side" not in found.groupdict():
        return _after(festival, year, basis, 1)
    if found["side"] in ("after", "following"):
        return _in_doubt("vague", _after(festival, year, basis, 1))
    return _before(festival, year, basis)


def next_holiday(basis: Basis) -> Landing:
    """The first working day after the next days off (for 节后, which must be asked about)."""
    days = [day for day in basis.workdays.days_off if basis.today <= day <= basis.today + timedelta(92)]
    return Landing(basis.workdays.next_workday(_block(min(days), basis)[1])) if days else Landing()


def _which(found: re.Match[str], prefix: str) -> Festival:
    return next(f for n, f in enumerate(FESTIVALS) if found[f"{prefix}{n}"])


def _year(words: str | None, basis: Basis) -> int | None:
    if not words:
        return None
    ahead = {"今年": 0, "明年": 1, "后年": 2}.get(words)
    return basis.today.year + ahead if ahead is not None else int(words[:4])


def _block(day: date, basis: Basis) -> tuple[date, date]:
    """The first and last of the days off in a row around `day`."""
    off, first, last = basis.workdays.days_off, day, day
    while first - timedelta(1) in off:
        first -= timedelta(1)
    while last + timedelta(1) in off:
        last += timedelta(1)
    return first, last


def _days(festival: Festival, year: int, basis: Basis) -> tuple[date, date, bool] | None:
    """First and last day off of the year's holiday, and whether that is published; None where nothing is known."""
    named = [d for d, name in basis.workdays.days_off.items() if d.year == year and festival.key in name]
    if named:
        return (*_block(min(named), basis), True)
    month_day = festival.fixed or _LUNAR.get(festival.key, {}).get(year)
    if not 1 <= year <= 9998 or month_day is None:
        return None
    first = date(year, *month_day) - timedelta(festival.key == "春节")
    return first, first + timedelta(_DAYS.get(festival.key, 1) - 1), False


def _coming(festival: Festival, year: int | None, basis: Basis, *, after: bool) -> tuple[date, date, bool] | None:
    """The named year's holiday, else the next: one that has not begun (`after`: not ended)."""
    if year is not None:
        return _days(festival, year, basis)
    for ahead in (0, 1):
        days = _days(festival, basis.today.year + ahead, basis)
        if days and (days[1] if after else days[0] - timedelta(1)) >= basis.today:
            return days
    return None


def _before(festival: Festival, year: int | None, basis: Basis) -> Landing:
    days = _coming(festival, year, basis, after=False)
    if days is None:
        return doubt("unpublished-calendar")
    first, _, published = days
    day = basis.workdays.add(first, -1)
    if published:
        return Landing(day, ("before-holiday",))
    # 元旦, 五一 and 国庆 begin on their own day in every year so far, unless 中秋 falls beside them.
    if festival.fixed and basis.workdays.known_years:
        return Landing(
            day, ("before-holiday", "provisional") if basis.workdays.provisional(day) else ("before-holiday",)
        )
    return doubt("unpublished-calendar", day)


def _day_before(festival: Festival, year: int | None, basis: Basis) -> Landing:
    days = _coming(festival, year, basis, after=False)
    if days is None or not days[2]:
        return doubt("unpublished-calendar", days and days[0] - timedelta(1))
    return Landing(days[0] - timedelta(1), ("before-holiday",))


def _after(festival: Festival, year: int | None, basis: Basis, nth: int) -> Landing:
    days = _coming(festival, year, basis, after=True)
    if days is None:
        return doubt("unpublished-calendar")
    _, last, published = days
    if not 1 <= nth <= 100:
        return doubt("far-off")
    day = basis.workdays.add(last, nth)
    # A single day off that touches a weekend leaves nothing to be published: 元旦 on a Friday or a Monday.
    if published or (festival.key == "元旦" and last.weekday() in (0, 4)):
        return Landing(day, ("after-holiday",) if published else ("after-holiday", "provisional"))
    return doubt("unpublished-calendar", day)


def _vague(festival: Festival, year: int | None, basis: Basis) -> Landing:
    days = _coming(festival, year, basis, after=False)
    return doubt("vague", *(() if days is None else (basis.workdays.add(days[0], -1), days[0])))


def _in_doubt(reason: str, landing: Landing) -> Landing:
    return doubt(reason, *((landing.day,) if landing.day else landing.candidates))
