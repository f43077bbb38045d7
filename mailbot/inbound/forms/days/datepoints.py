"""One point in time as a text names it: day, weekday, hour and zone side by side, in any order."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from mailbot.inbound.forms.days import dayforms, durations, edges, englishdays, festivals
from mailbot.inbound.forms.days.clocktime import ZONE_WORDS, Clock, Zone, read_clock, read_zone
from mailbot.inbound.forms.days.daykinds import CalendarDay, Day, FixedDay, Form, OneOf, WeekDay
from mailbot.inbound.forms.days.moments import Basis, Landing, doubt
from mailbot.inbound.forms.numerals import HAN, SMALL
from mailbot.late import late
from mailbot.value import Value, replace


class Point(Value):
    """What stands between `start` and `end`; at least one day or a clock. `full` says that a year was given."""

    start: int
    end: int
    days: tuple[Day, ...] = ()
    clock: Clock | None = None
    zone: Zone | None = None
    full: bool = False

    @property
    def vague(self) -> bool:
        return bool(self.days) and all(isinstance(day, FixedDay) and day.vague for day in self.days)

    def primary(self) -> Day | None:
        """The day that counts where several stand side by side: a calendar day before 明天 before a weekday."""
        if not self.days:
            return None
        ranked = [day for day in self.days if not (isinstance(day, FixedDay) and day.vague)] or list(self.days)
        return min(ranked, key=lambda day: 2 if isinstance(day, WeekDay) else isinstance(day, FixedDay))

    def land(self, basis: Basis) -> Landing:
        """The day that all its words agree on, today where only a clock is given, or a doubt where they do not."""
        first = self.primary()
        if first is None:
            return Landing(basis.today)
        landing = first.land(basis)
        if landing.day is None:
            return landing
        for other in self.days:
            if other is first:
                continue
            if isinstance(other, FixedDay) and other.vague:
                # 下周（12月7日）: the date makes the week exact, unless it lies outside it.
                if other.within and not other.within[0] <= landing.day <= other.within[1]:
                    return doubt("mismatch", landing.day)
                continue
            if isinstance(other, WeekDay) and other.weeks is None:
                off = (other.number - landing.day.weekday() + 3) % 7 - 3
                if off:
                    return doubt("weekday-mismatch", landing.day, landing.day + timedelta(off))
            elif (theirs := other.land(basis)).day not in (None, landing.day):
                if theirs.day and (theirs.day.month, theirs.day.day) == (landing.day.month, landing.day.day):
                    landing = max(landing, theirs, key=lambda one: one.day or date.min)  # 明年年底（12月31日）
                    continue
                return doubt("weekday-mismatch" if isinstance(other, WeekDay) else "mismatch", landing.day, theirs.day)
        return landing


def _spans(land: Callable[[re.Match[str], str, Basis], Landing | None]) -> Callable[..., Day | None]:
    def read(found: re.Match[str], text: str, basis: Basis) -> Day | None:
        landing = land(found, text, basis)
        return None if landing is None else FixedDay(landing)

    return read


_FORMS = (
    *dayforms.FORMS,
    *edges.FORMS,
    Form(festivals.PATTERN, _spans(lambda found, _, basis: festivals.land_festival(found, basis))),
    Form(durations.SPREAD, _spans(durations.land_spread)),
    Form(durations.PATTERN, _spans(durations.land_duration)),
    *englishdays.FORMS,
    Form(festivals.ENGLISH, _spans(lambda found, _, basis: festivals.land_english(found, basis))),
    Form(festivals.ENGLISH_FIRST, _spans(lambda found, _, basis: festivals.land_english(found, basis))),
    Form(durations.ENGLISH, _spans(durations.land_english)),
    Form(durations.ENGLISH_LATER, _spans(durations.land_english)),
)
# Words whose second character begins no day: 8.2版本周五上线 says 周五, not 本周五.
_WORDS = frozenset(
    words[n : n + 2]
    for words in (
        "版本样本成本基本脚本日本根本文本副本剧本",
        "线下以下如下乡下当下",
        "线上以上网上早上晚上马上",
        "说明声明证明表明阐明",
    )
    for n in range(0, len(words), 2)
)
_CLOCKS = (
    r"下班|收工|上班|开工|工作日结束|当[天日]结束"
    r"|(?:凌晨|清晨|早上|早晨|上午|中午|正午|下午|午后|傍晚|晚上|晚间|半夜|深夜)"
    rf"|(?<![最不太稍较偏])晚(?={SMALL} ?[点时:])"
    rf"|(?<![\d.:/]){SMALL} ?(?::|点|时)"
    rf"|(?<![a-z\d])(?:(?:by |before |at )?(?:the )?(?:eod|eob|cob|end of|close of|noon|midnight"
    rf"|midday)(?![a-z])"
    rf"|(?<![a-z\d])(?:until|till|from|as of|starting(?: at)?|effective|since) midnight(?![a-z])"
    rf"|\d{{1,2}}(?::\d\d)? ?[ap]\.?m)|{ZONE_WORDS}|(?<![a-z])(?:utc|gmt)(?: ?[+-] ?\d)?"
)


def _unnamed(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern).replace("(?P=sep)", "[-/.]")


# With which characters a form or a clock begins, so that most of a text is passed over quickly; no form begins within
# an English word.
_FIRST = (
    rf"0-9{HAN}半几数若多今明后大昨前次翌隔第本即去来下上这当周星礼月季年全度每节尽待未另近过改双圣平除元农阴正腊大立马现稍不早最抓再"
    r"视同随持长春农旧清劳端中国收开工凌正午傍晚深北海美欧东首新香台纽伦柏巴莫太"
)
_SPOT = late(rf"(?=[{_FIRST}])|(?<![a-z])(?=[a-z])")
_CLOCK = late(_CLOCKS)
# All forms at once: one pass over a long text in C. To compile it takes longer than to read a short text form by form.
_START = late(
    rf"(?:(?=[{_FIRST}])|(?<![a-z])(?=[a-z]))(?:"
    + "|".join(f"(?:{_unnamed(form.pattern.pattern)})" for form in _FORMS)
    + f"|{_CLOCKS})"
)
_SHORT = 2000  # characters

_OPENING = r"(?P<open>[(\[【] ?)"
_TO_DAY = late(rf" {{0,3}}(?:(?:之前|以前|前) ?(?=[(\[【]))?{_OPENING}?(?:on )?(?:the )?")
_TO_DAY_BY_COMMA = late(r", {0,2}")
_TO_CLOCK = late(
    rf" {{0,3}}[的,]? {{0,2}}{_OPENING}?(?:当天|当日)?(?:at |by |before |@ ?|on |in the |until |from |t(?=\d\d:))? ?"
)
_SHORT_WEEKDAY = late(r" ?\((?:周|星期)?([一二三四五六日])\)")
_IN_BRACKETS = late(r"((?P<month>0?[1-9]|1[0-2])[/.](?P<day>0?[1-9]|[12]\d|3[01])) ?[)\]】]")
_LATIN = late(r"[a-z]")
_CLAUSE_ENDS = late(r" ?(?:之?前|以前)? ?(?:$|[,.;)\]\n|])")


def find_start(text: str, pos: int) -> int | None:
    """Where, from `pos` on, the next date or time may begin in plain text; only there need `read_point` be asked."""
    if len(text) > _SHORT:
        found = _START.search(text, pos)
        return found.start() if found else None
    for spot in _SPOT.finditer(text, pos):
        start = spot.start()
        if any(form.pattern.match(text, start) for form in _FORMS) or _CLOCK.match(text, start):
            return start
    return None


def read_point(text: str, pos: int, basis: Basis) -> Point | None:
    """The point that begins at `pos` of plain text, or None."""
    point = _first(text, pos, basis)
    if point is None:
        return None
    for _ in range(6):
        wider = with_clock(text, point) or _with_zone(text, point) or _with_day(text, point, basis)
        if wider is None:
            break
        point = wider
    return point if point.days or point.clock else None


def read_day(text: str, pos: int, basis: Basis) -> tuple[int, Day] | None:
    """The end and meaning of the longest day expression that begins at `pos`."""
    if text[max(0, pos - 1) : pos + 1] in _WORDS:
        return None
    found = [match for match in ((form, form.pattern.match(text, pos)) for form in _FORMS) if match[1]]
    for form, match in sorted(found, key=lambda pair: -pair[1].end() if pair[1] else 0):
        if match and match.end() > pos and (day := form.read(match, text, basis)) is not None:
            return match.end(), day
    return None


def _first(text: str, pos: int, basis: Basis) -> Point | None:
    if read := read_day(text, pos, basis):
        end, day = read
        full = isinstance(day, CalendarDay) and day.year is not None
        return Point(pos, end, (day,), full=full)
    if clock := read_clock(text, pos):
        return Point(pos, clock.end, clock=clock)
    if zone := read_zone(text, pos, after_clock=False):
        return Point(pos, zone.end, zone=zone)
    return None


def _closed(text: str, end: int, opened: str | None) -> int:
    return end + 1 if opened and text[end : end + 1] in (")", "]", "】") else end


def with_clock(text: str, point: Point) -> Point | None:
    if point.clock and point.clock.rest not in ("morning", "afternoon", "evening"):
        return None
    gap = _TO_CLOCK.match(text, point.end)
    written = any(isinstance(day, CalendarDay | OneOf) for day in point.days)
    clock = read_clock(text, gap.end() if gap else point.end, written=written, full_date=point.full)
    if clock is None or (point.clock and clock.minutes is None):
        return None
    if (
        point.clock
        and point.clock.rest in ("afternoon", "evening")
        and clock.minutes is not None
        and clock.minutes < 720
    ):
        return None
    return replace(point, clock=clock, end=_closed(text, clock.end, gap and gap["open"]))


def _with_zone(text: str, point: Point) -> Point | None:
    if point.zone:
        return None
    gap = re.compile(" ?").match(text, point.end)
    zone = read_zone(text, gap.end() if gap else point.end, after_clock=point.clock is not None)
    return replace(point, zone=zone, end=zone.end) if zone else None


def _with_day(text: str, point: Point, basis: Basis) -> Point | None:
    if len(point.days) >= 3 or any(isinstance(day, OneOf) for day in point.days):
        return None
    if (short := _SHORT_WEEKDAY.match(text, point.end)) and not any(isinstance(d, WeekDay) for d in point.days):
        weekday = WeekDay("一二三四五六日".index(short[1]))
        return replace(point, end=short.end(), days=(*point.days, weekday)) if point.days else None
    gap = _TO_DAY.match(text, point.end)
    start, opened = (gap.end(), gap["open"]) if gap else (point.end, None)
    read = read_day(text, start, basis)
    if read is None and (comma := _TO_DAY_BY_COMMA.match(text, point.end)):
        # Thursday, December 3: in Chinese a comma begins the next clause, unless that is the day's own weekday and no more.
        start, opened = comma.end(), None
        read = read_day(text, start, basis)
        if not _LATIN.search(text[max(0, point.end - 3) : point.end]) and not (
            read and _its_weekday(*read, text, point, basis)
        ):
            return None
    if read is None and opened and point.days and (figures := _IN_BRACKETS.match(text, start)):
        read = figures.end(1), CalendarDay(None, int(figures["month"]), int(figures["day"]))  # 下周五（12/11）
    if read is None:
        return None
    end, day = read
    if any(_kind(day) == _kind(other) for other in point.days) or (_kind(day) == "fixed" and _doubtful(day)):
        return None
    full = point.full or (isinstance(day, CalendarDay) and day.year is not None)
    return replace(point, end=_closed(text, end, opened), days=(*point.days, day), full=full)


def _its_weekday(end: int, day: Day, text: str, point: Point, basis: Basis) -> bool:
    """12月11日，周五 where it is one: 12月11日，周一… goes on to another day."""
    if not isinstance(day, WeekDay) or day.weeks is not None or not _CLAUSE_ENDS.match(text, end):
        return False
    landing = point.land(basis)
    return landing.day is not None and landing.day.weekday() == day.number


def _kind(day: Day) -> str:
    return "weekday" if isinstance(day, WeekDay) else "fixed" if isinstance(day, FixedDay) else "calendar"


def _doubtful(day: Day) -> bool:
    return isinstance(day, FixedDay) and day.landing.day is None and not day.vague
