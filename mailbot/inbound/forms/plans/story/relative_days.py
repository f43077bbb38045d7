"""with_month, with_week, in_months, counts_on: days that lean on the one told before: 12/18零点限制，25号我总结; 一周后, a week later (SPEC 9 "Dates")."""

import re
from calendar import day_name, month_name
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice

from mailbot.inbound.forms.days.dates import DateDoubt, Moment, Reader
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.hours import lone_hour
from mailbot.inbound.forms.plans.story.words import EVERY
from mailbot.late import late

_BARE_DAY = late(r"(?<![\d月./-])(?<!月\s)([12]?\d|3[01])\s?[号日](?![楼线店机门院桌库常内子程志])")
_ORDINAL = late(
    r"(?<![a-z])(?:(?<=by )|(?<=on )|(?<=until )|(?<=till )|(?<=before )|(?<=for )|(?<=is )|(?<=to )|(?<=than ))the ([12]?\d|3[01])(?:st|nd|rd"
    r"|th)(?! (?:of|week|batch|time|day|phase|floor|version|release))(?![a-z])"
)
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_FOLLOWING = late(
    rf"(?<![a-z])the (?:following ({_DAYS})|({_DAYS}) (?:after(?: that)?(?= *$|[,.;)])|thereafter|that follows))(?![a-z])",
    re.IGNORECASE,
)
_ORDINALS = late(
    r"(?<![\w-])(?:the )?([12]?\d|3[01])(?:st|nd|rd|th) ?(to|until|till|through|and|[-–])"
    r" ?(?:the )?([12]?\d|3[01])(?:st|nd|rd|th)(?! (?:of|week|batch|time|day|phase|floor|version|release))(?![a-z])"
)
_WEEKDAY = late(
    rf"(?<![a-z])(?<!next )(?<!this )(?<!coming )(?<!last )(?<!the )(?:{_DAYS})"
    r"(?![a-z]|,? ?(?:the )?\d|,? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)| ?[(（]| (?:week|after|that|there))"
    r"|(?<![上下本这当每])(?:周|星期|礼拜)[一二三四五六日天](?! ?[(（\d])",
    re.IGNORECASE,
)
_THAT_DAY = late(r"当[晚天日](?=\s*(?:\d|[一二三四五六七八九十]{1,2}点|上午|中午|下午|晚|零点|前|之前))")
_CLAUSE = late(r"(?<=[，,。；;])|(?<=[a-z\d]\.)(?=\s)")
_MONTHS, _WEEKDAYS = list(month_name), list(day_name)
_MOST = 60
_NEAR = 10  # days
_LATER = late(
    r"(?:再?过|晚)?(?P<n>[一两二三四\d]{1,2})个?(?P<unit>天|日|周|星期|礼拜|月|工作日)(?:之后|以后|后)"
    r"|(?:再过|晚)[一两二三四\d]{1,2}个?(?:天|日|周|星期|礼拜|月|工作日)"
    r"|(?P<count>a|an|one|two|three|four|\d{1,2}) (?:working )?(?P<of>day|week|month)s? (?:later|after(?:wards)?)"
)


def with_month(text: str, before: date | None, dates: Reader) -> str:
    """A clause with the month of its one bare day, `before` being the day that was told last."""
    if (own := _FOLLOWING.search(text)) is not None:
        days = [one.day for one in dates.find_dates(text[: own.start()]) if isinstance(one, Moment)]
        before = days[-1] if days else before
    if before is None:
        return text
    if lone_hour(text) is None and not EVERY.search(text):  # 12月8日晚10点开始，当晚12点前结束
        text = _THAT_DAY.sub(
            lambda one: f"{before.month}月{before.day}日{'晚' if one.group().endswith('晚') else ''}", text, count=1
        )
    if (bare := _BARE_DAY.search(text)) is not None:
        return f"{text[: bare.start()]}{_month(int(bare[1]), before, dates)}月{bare[1]}日{text[bare.end() :]}"
    if (bare := _FOLLOWING.search(text)) is not None:
        day = before + timedelta((_WEEKDAYS.index((bare[1] or bare[2]).title()) - before.weekday() - 1) % 7 + 1)
        return f"{text[: bare.start()]}{_MONTHS[day.month]} {day.day}{text[bare.end() :]}"
    if (both := _ORDINALS.search(text)) is not None and 0 < int(both[3]) - int(both[1]) <= (
        1 if both[2] == "and" else 31
    ):
        said = f"{_MONTHS[_month(int(both[1]), before, dates)]} {both[1]} to {both[3]}"  # the 10th to 14th, the 7th and 8th
        return f"{text[: both.start()]}{said}{text[both.end() :]}"
    if (bare := _ORDINAL.search(text)) is not None:
        return f"{text[: bare.start()]}{_MONTHS[_month(int(bare[1]), before, dates)]} {bare[1]}{text[bare.end() :]}"
    return text


def with_week(text: str, before: Moment | DateDoubt | None, dates: Reader) -> str:
    """A clause with the dates of its days of the week, where one told right before is of the week to come: on a Thursday, Zhou Hang on
    Wednesday, Li Xiang on Friday; until Thursday 3 December, also until Thursday."""
    last = before if isinstance(before, Moment) else None
    parts, end = [], 0
    for found in islice(_WEEKDAY.finditer(text), _MOST):
        own = dates.read_date(found.group())
        doubtful = isinstance(own, DateDoubt) and own.reason == "weekday-today"
        ahead = _number(found.group()) - last.day.weekday() if last is not None else -1
        same = ahead == 0 and doubtful
        if last is not None and (
            same or (ahead > 0 and _WEEKDAY.fullmatch(last.words.strip()) and _is_before(own, last))
        ):
            day = last.day + timedelta(ahead)
            words = f"{_MONTHS[day.month]} {day.day}" if found.group().isascii() else f"{day.month}月{day.day}日"
            parts += [text[end : found.start()], words]
            end = found.end()
        elif isinstance(own, Moment):
            last = own
    return "".join((*parts, text[end:]))


def _number(weekday: str) -> int:
    return _WEEKDAYS.index(weekday.title()) if weekday.isascii() else "一二三四五六日天".index(weekday[-1]) % 7


def _is_before(one: Moment | DateDoubt | None, other: Moment) -> bool:
    return isinstance(one, Moment) and one.day < other.day


def in_months(texts: Sequence[str], dates: Reader) -> list[str]:
    """Lines of running text, each with the months of its bare days, clause by clause. Linear in the text."""
    before: date | None = None
    left = _MOST
    found: list[str] = []
    for text in texts:
        parts = [text]
        if left > 0:
            parts = _CLAUSE.split(text)
            left -= len(parts)
            for at, part in enumerate(parts):
                parts[at] = with_month(part, before, dates)
                days = [one.day for one in dates.find_dates(parts[at]) if isinstance(one, Moment)]
                before = days[-1] if days else before
        found.append("".join(parts))
    return found


def _month(number: int, before: date, dates: Reader) -> int:
    """The month of a day behind another one: 12月28日…，5号 is in January; 12月21日起限制，15号前升完 is in December, if that is to come."""
    if number < before.day:
        near = before.day - number <= _NEAR and before.replace(day=number) > dates.workdays.day_of(dates.mailed)
        return before.month if near else before.month % 12 + 1
    return before.month


def counts_on(day: str) -> re.Match[str] | None:
    """The match with its number and unit, None for any other words."""
    return _LATER.fullmatch(plain(day))
