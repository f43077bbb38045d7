"""What reading a date gives (`Moment`, or a `DateDoubt` to ask about), what it is read against (`Basis`), and years and months that are
named from where one stands (明年, 下下月)."""

from datetime import date, datetime
from functools import cached_property

from mailbot.campaign.workdays import Workdays
from mailbot.inbound.forms.numerals import read_number
from mailbot.value import Value

RECENT = 30  # days; the rules' `past_window_days` (SPEC 9 "Dates")
# Said in the receipt, in this order of weight.
REMARKS = (
    "t-from-mail",  # T+n, and nothing names T: counted from the mail's date
    "from-mail",  # a span counted from the mail's date (三天内)
    "day-off",  # the day is a day off; it stays
    "next-year",  # a bare month and day that was taken to be next year's
    "next-week",  # a bare weekday that was taken to be next week's
    "provisional",  # counted in a year whose calendar is not published
    "end-of-range",  # a range was given, and its end is meant
    "last-workday",  # 月底: the last working day of the month (week, quarter, year)
    "first-workday",  # 月初: the first one
    "before-holiday",  # 国庆前: the last working day before the days off
    "after-holiday",  # 国庆后第一个工作日
    "zone",  # the mail named a zone; the time is shown in the company's
    "next-day",  # a range of hours that ends after midnight
    "morning",  # 上午 without an hour: 12:00
    "evening",  # 14号晚上 without an hour: its midnight
    "no-time",  # no time: the end of that working day
)

# Why a date is asked about.
REASONS = (
    "blank",
    "vague",  # 上旬, 下周, 尽快, 待定, 左右
    "alternatives",  # 12月3日或5日
    "past",
    "within-30-days-past",  # a bare month and day that lay within the 30 days before the mail
    "impossible-date",
    "impossible-time",
    "ambiguous-order",  # 03/04/2027
    "ambiguous-hour",  # 明天3点
    "ambiguous-zone",
    "weekday-mismatch",  # 12月4日（周四）
    "mismatch",  # 明天（12月5日）, and tomorrow is the 4th
    "weekday-today",  # 周日, said on a Sunday
    "reversed-range",
    "after",  # 12月3日之后: when after?
    "after-event",  # 上线后三天
    "counts-from-due",  # 延期三天
    "recurring",  # 每周五
    "unpublished-calendar",  # 春节前, and the year's days off are not known
    "far-off",  # 2062年: a slip?
)


class Moment(Value):
    """A date as it was understood.

    `at` is the instant in the company's zone, `day` the day that was named (24:00 lies on the next), `timed` whether a
    time was given; `words` and `span` show where it stands in the text; `begins` is the first day of a range.
    """

    at: datetime
    day: date
    timed: bool
    words: str
    span: tuple[int, int]
    remarks: tuple[str, ...] = ()
    begins: date | None = None


class DateDoubt(Value):
    """A date that must be asked about: `reason` (one of `REASONS`) and what may be meant, likeliest first."""

    reason: str
    words: str
    span: tuple[int, int]
    candidates: tuple[date | datetime, ...] = ()


class Basis(Value, dict=True):
    """What a date is read against. `mailed` is the mail's Date; `today` its day in the company's zone.

    `t_day` is the day that the plan calls T; `english` that the mail is; `done` that the row says so, and may lie in the
    past; `cell` that the text is one value and not running text; `validity` that it bounds a period, and so may lie far
    ahead and span a year; `recent` how many days back a bare month and day may lie and is asked about.
    """

    mailed: datetime
    workdays: Workdays
    t_day: date | None = None
    english: bool = False
    done: bool = False
    cell: bool = False
    validity: bool = False
    recent: int = RECENT

    @property
    def years(self) -> int:
        """How far ahead a date may lie before it is taken for a slip (2062年)."""
        return 100 if self.validity else 3

    @cached_property
    def today(self) -> date:
        return self.workdays.day_of(self.mailed)


class Landing(Value):
    """Where a day expression lands: on `day` (with remarks), at `instant` (spans of hours), or in doubt."""

    day: date | None = None
    remarks: tuple[str, ...] = ()
    reason: str = ""
    candidates: tuple[date, ...] = ()
    instant: datetime | None = None


def doubt(reason: str, *candidates: date | None) -> Landing:
    return Landing(reason=reason, candidates=tuple(dict.fromkeys(c for c in candidates if c is not None)))


_YEARS = {"前年": -2, "去年": -1, "今年": 0, "本年": 0, "明年": 1, "次年": 1, "翌年": 1, "来年": 1, "后年": 2}
_MONTHS = {"上": -1, "本": 0, "这": 0, "当": 0, "下": 1, "次": 1, "下下": 2}


def year_of(words: str | None, basis: Basis) -> int | None:
    """`明年`, `2027年`, `27年`, `二〇二七年` → 2027."""
    if not words:
        return None
    words = words.strip(" 的")
    if words in _YEARS:
        return basis.today.year + _YEARS[words]
    year = read_number(words.strip(" 年-/."))
    return year + 2000 if year is not None and year < 100 else year


def months_ahead(words: str) -> int:
    """`本月` 0, `下个月` 1, `下下月` 2, `上月` -1."""
    return _MONTHS[words.replace("个", "").replace("月", "").strip()]
