"""Dates, times and ranges as Chinese and English offices write them, read or put in doubt, never guessed (SPEC 9)."""

from collections.abc import Iterator
from datetime import date, datetime

from mailbot.campaign.workdays import Workdays
from mailbot.inbound.forms.days.datepoints import Point, find_start, read_point
from mailbot.inbound.forms.days.dateranges import land_range, read_bare_day, read_end, settle_hours
from mailbot.inbound.forms.days.datetails import HEDGED, read_tail
from mailbot.inbound.forms.days.daykinds import CalendarDay
from mailbot.inbound.forms.days.durations import FROM_MAIL, Duration
from mailbot.inbound.forms.days.moments import RECENT, Basis, DateDoubt, Moment
from mailbot.inbound.forms.days.settling import settle
from mailbot.inbound.forms.days.validity import read_validity
from mailbot.inbound.forms.numerals import plain
from mailbot.late import late
from mailbot.value import Value, replace

__all__ = ["DateDoubt", "Moment", "Reader"]

# A value longer than this is no date, a text with more dates was written by no colleague.
_LONGEST_VALUE = 2000
_MOST_STARTS = 2000

_BLANK = late(r"[\s\-~_/\\.…?*()]*|无|空|没有|暂无|n/?a|none|nil|null|待补|待填|未填|xx+|#+")
_UNSETTLED = late(r"待定|未定|另定|另行通知|不定|不确定|待确认|再定|再议|待议|待通知|tb[dac]|pending|to be \w+|unknown")
_FORMER = late(r"(?:原(?:定|计划|时间|定于|计划于|先|日期)?|originally|formerly|was|(?<![a-z])old) ?:? ?$")
_CHANGED = late(
    r"延期?[至到]|推迟[至到]|延后[至到]|调整?[至到为]|改期?[至到为成]|变更[至到为]|顺延[至到]|提前[至到]|->|→|=>"
    r"|⇒|(?:moved|postponed|changed|delayed) to"
)
_OR = late(r" {0,2}(?:或者?|还是|[,，]?要么|、|/|,? ?(?:or|and)(?: (?:on|by))?(?![a-z])|和|及|以及|&) {0,2}")
_EARLIER_OR = late(r"(?<![\d./:-])(?P<day>\d{1,2})(?:st|nd|rd|th)? ?(?:or|and) (?:the )?$")  # 3 or 4 December
_PLAIN_OR = late(r" {0,2}(?:或|还是|[,，]?要么|or)")
_FIGURES = late(r"\d{1,2}[.·-]\d{1,2}")

_T_ALONE = late(r"t ?(?:日|day)?(?:当[天日])?")
_BETWEEN = late(r"(?<![a-z])between ([^,;\n]{0,20}?\d[^,;\n]{0,20}?) and (?=[^,;\n]{0,14}\d)")


class Reader(Value):
    """Reads dates of one mail.

    Relative words count from `mailed` (the mail's Date, with a zone) in the calendar's zone; `t_day` is the plan's T;
    `english` that 05/06 has no settled order; `done` that what is read is reported as done and may lie in the past,
    `recent` how many days past is a slip.
    """

    mailed: datetime
    workdays: Workdays
    t_day: date | None = None
    english: bool = False
    done: bool = False
    recent: int = RECENT

    def read_date(self, text: str) -> Moment | DateDoubt | None:
        """The one date that a value (a field, a cell) names; None where it names none."""
        return _read_value(text, self._basis(cell=True))

    def find_dates(self, text: str) -> tuple[Moment | DateDoubt, ...]:
        """Each date in running text, in its order, with its span; versions, counts and ratios are none.

        No date goes on in the next line. A text is given up after 2,000 places where a date might begin.
        """
        return tuple(_expressions(text, self._basis()))

    def read_range(self, text: str) -> tuple[date | None, date | None] | DateDoubt:
        """The first and last day of a validity; None where it has no bound (`长期`, `至3月31日`)."""
        return read_validity(text, self._basis(cell=True, validity=True))

    def after(self, day: date, delay: Duration) -> date | None:
        """The day on which a span ends that begins on `day`; None for one that is too long."""
        return delay.after(day, self._basis()).day

    def _basis(self, *, cell: bool = False, validity: bool = False) -> Basis:
        return Basis(self.mailed, self.workdays, self.t_day, self.english, self.done, cell, validity, self.recent)


# --- one value -------------------------------------------------------------------------------------------------------


def _read_value(text: str, basis: Basis) -> Moment | DateDoubt | None:
    text = text[:_LONGEST_VALUE]
    smooth = _ranged(plain(text))
    if _BLANK.fullmatch(smooth.strip()):
        return DateDoubt("blank", text.strip(), (0, len(text)))
    if basis.t_day is not None and _T_ALONE.fullmatch(smooth.strip()):
        text = "T+0"
    found = list(_expressions(text, basis))
    real = [one for one in found if not _is_vague(one)]
    unsettled = [one for one in found if _is_vague(one) and _UNSETTLED.search(plain(one.words))]
    if not real or unsettled:
        if not found:
            return None
        first = (unsettled or found)[0]
        return _doubt_of(first, "vague", *real) if len(found) > 1 else first
    if len(real) > 1:
        real = [one for one in real if not _FORMER.search(smooth[max(0, one.span[0] - 12) : one.span[0]])] or real
    if len(real) > 1:
        real = [one for one in real if not _FIGURES.fullmatch(plain(one.words))] or real[:1]
    if len(real) == 2 and _CHANGED.search(smooth[real[0].span[1] : real[1].span[0]]):
        real = real[1:]
    if len({one.at if isinstance(one, Moment) else one for one in real}) == 1:
        return real[0]
    return _doubt_of(real[0], "alternatives", *real, span=(real[0].span[0], real[-1].span[1]), text=text)


def _is_vague(one: Moment | DateDoubt) -> bool:
    return isinstance(one, DateDoubt) and one.reason == "vague" and not any(c.isdigit() for c in one.words)


def _doubt_of(
    first: Moment | DateDoubt,
    reason: str,
    *others: Moment | DateDoubt,
    span: tuple[int, int] | None = None,
    text: str = "",
) -> DateDoubt:
    candidates: list[date | datetime] = []
    for one in others:
        candidates.extend(one.candidates if isinstance(one, DateDoubt) else [one.at if one.timed else one.day])
    words = text[span[0] : span[1]] if span else first.words
    return DateDoubt(reason, words, span or first.span, tuple(dict.fromkeys(candidates)))


# --- expressions -----------------------------------------------------------------------------------------------------


def _ranged(smooth: str) -> str:
    """between December 7 and December 11 as the range it is, every character in its place."""
    return _BETWEEN.sub(lambda found: f"   from {found[1]} to  ", smooth)


def _expressions(text: str, basis: Basis) -> Iterator[Moment | DateDoubt]:
    # A value may be wrapped in its cell; in running text no date goes on in the next line.
    smooth = _ranged(plain(text)) if basis.cell else "\n".join(_ranged(plain(line)) for line in text.split("\n"))
    pos = floor = 0
    for _ in range(_MOST_STARTS):
        start = find_start(smooth, pos)
        if start is None:
            return
        point = read_point(smooth, start, basis)
        if point is None or not _is_date(smooth, point, basis):
            pos = max(start + 1, point.end if point else 0)
            continue
        one = _expression(text, smooth, point, floor, basis)
        yield one
        pos = floor = max(one.span[1], start + 1)


def _is_date(text: str, point: Point, basis: Basis) -> bool:
    """Whether an hour without a day is one: `18:00前` and `下午3点` are, a bare `10:30` may be anything."""
    return bool(point.days) or bool(point.clock and (point.clock.alone or basis.cell))


def _expression(text: str, smooth: str, point: Point, floor: int, basis: Basis) -> Moment | DateDoubt:
    landing, begins, end = point.land(basis), None, point.end
    last = read_end(smooth, point, basis)
    if last is not None:
        last = settle_hours(point, last)
        begins, landing = land_range(smooth, point, last, basis)
        end, settled = last.end, replace(last, days=last.days or point.days)
    else:
        settled = point
    end, landing = read_tail(smooth, replace(settled, start=point.start), landing, basis)
    start = point.start
    if "from-mail" in landing.remarks and (lead := FROM_MAIL.search(smooth, max(floor, start - 16), start)):
        start = lead.start()
    elif landing.day is None and (lead := HEDGED.search(smooth, max(floor, start - 16), start)):
        start = lead.start()  # its words alone are asked about, and must be doubtful when they are read again
    one = settle(text[start:end], (start, end), landing, settled, begins if last else None, basis)
    return _with_alternatives(text, smooth, one, point, basis)


def _with_alternatives(
    text: str, smooth: str, one: Moment | DateDoubt, point: Point, basis: Basis
) -> Moment | DateDoubt:
    """`12月3日或5日`: one doubt about both."""
    others: list[Moment | DateDoubt] = []
    end, first = one.span[1], point.primary()
    while len(others) < 9 and (sign := _OR.match(smooth, end)):
        inner = replace(basis, cell=basis.cell or isinstance(first, CalendarDay))
        other = read_point(smooth, sign.end(), inner)
        if other is None and isinstance(first, CalendarDay) and sign.group().strip() != "/":
            other = read_bare_day(smooth, sign.end())
        if other is None or (other.clock and not other.days and not _PLAIN_OR.match(sign.group())):
            break
        if not other.days and not point.clock:
            break
        if isinstance(first, CalendarDay) and isinstance(bare := other.primary(), CalendarDay) and bare.month is None:
            other = replace(other, days=(replace(bare, month=first.month, year=first.year),))
        tail, landing = read_tail(smooth, other, other.land(inner), inner)
        others.append(
            settle(text[other.start : tail], (other.start, tail), landing, other, None, replace(inner, done=True))
        )
        end = tail
    start = one.span[0]
    if (
        isinstance(first, CalendarDay)
        and first.month
        and (before := _EARLIER_OR.search(smooth, max(0, start - 12), start))
    ):
        sooner = replace(point, days=(replace(first, day=int(before["day"])),))
        span = (before.start("day"), one.span[1])
        landed = settle(text[slice(*span)], span, sooner.land(basis), sooner, None, replace(basis, done=True))
        return _doubt_of(one, "alternatives", landed, one, *others, span=(span[0], end), text=text)
    if not others:
        return one
    return _doubt_of(one, "alternatives", one, *others, span=(start, end), text=text)
