"""Times: ISO texts as people say them, in one language and zone."""

import re
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, Literal

_TIMED = re.compile(r"\d{4}-\d\d-\d\d(?:T| \d\d:\d\d\Z)")
_WEEKDAYS = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Times:
    """`now` is when the mail is written; without it the year is always shown. What is no time is shown as it is."""

    def __init__(self, language: Literal["zh", "en"], zone: tzinfo):
        self.language = language
        self.zone = zone

    @property
    def _zh(self) -> bool:
        return self.language == "zh"

    def day(self, value: Any, now: datetime | None = None) -> str:
        """12月3日（周四）; the year where it is not that of `now`."""
        found = self._date(value)
        if found is None:
            return str(value or "")
        other = now is None or found.year != now.astimezone(self.zone).year
        if self._zh:
            year = f"{found.year}年" if other else ""
            return f"{year}{found.month}月{found.day}日（周{_WEEKDAYS['zh'][found.weekday()]}）"
        return f"{_WEEKDAYS['en'][found.weekday()]} {found.day} {_MONTHS[found.month - 1]}{f' {found.year}' if other else ''}"

    def month_day(self, value: Any, now: datetime | None = None) -> str:
        """12月3日: the day without its weekday, for where that says nothing."""
        text = self.day(value, now)
        return text.partition("（")[0] if self._zh else text.partition(" ")[2] or text

    def weekday(self, value: Any) -> str:
        """周一."""
        found = self._date(value)
        if found is None:
            return str(value or "")
        return f"周{_WEEKDAYS['zh'][found.weekday()]}" if self._zh else _WEEKDAYS["en"][found.weekday()]

    def moment(self, value: Any, now: datetime | None = None) -> str:
        """12月3日（周四）18:00; a value that is a day alone is shown as a day."""
        found = self._instant(value)
        if found is None:
            return self.day(value, now)
        return f"{self.day(value, now)}{'' if self._zh else ' '}{found:%H:%M}"

    def soon(self, value: Any, now: datetime | None = None) -> str:
        """今天 14:30, 明天 18:00, else the moment."""
        found = self._instant(value)
        if found is None or now is None:
            return self.moment(value, now)
        apart = (found.date() - now.astimezone(self.zone).date()).days
        words = {0: "今天", 1: "明天"} if self._zh else {0: "today", 1: "tomorrow"}
        return f"{words[apart]} {found:%H:%M}" if apart in words else self.moment(value, now)

    def by(self, value: Any, now: datetime | None = None) -> str:
        """在今天 14:30 前; of a time that is over 尽快（时限 12月9日 18:00 已过）."""
        found = self._instant(value)
        words = self.soon(value, now)
        if found is not None and now is not None and found < now:
            return f"尽快（时限 {words} 已过）" if self._zh else f"as soon as possible (it was due {words})"
        return f"在{words} 前" if self._zh else f"by {words}"

    def iso(self, value: Any) -> str:
        """2026-12-01, with the time where the value has one: 2026-12-18 00:00."""
        found = self._instant(value)
        if found is not None:
            return f"{found:%Y-%m-%d %H:%M}"
        day = self._date(value)
        return day.isoformat() if day else str(value or "")

    def clock(self, value: Any) -> str:
        """18:00."""
        found = self._instant(value)
        return f"{found:%H:%M}" if found else ""

    def ago(self, value: Any, now: datetime | None = None) -> str:
        """3 天前, counted from `now` (calendar days; under a day in hours)."""
        found = self._instant(value)
        if found is None or now is None:
            return self.moment(value, now)
        apart = now - found
        if apart < timedelta(hours=1):
            return "刚才" if self._zh else "just now"
        if apart < timedelta(days=1):
            hours = apart // timedelta(hours=1)
            return f"{hours} 小时前" if self._zh else f"{_plural(hours, 'hour')} ago"
        return f"{apart.days} 天前" if self._zh else f"{_plural(apart.days, 'day')} ago"

    def span(self, minutes: Any) -> str:
        """90 → 1 小时 30 分钟."""
        if not isinstance(minutes, int | float):
            return str(minutes or "")
        hours, rest = divmod(round(minutes), 60)
        if self._zh:
            parts = [f"{hours} 小时" if hours else "", f"{rest} 分钟" if rest or not hours else ""]
        else:
            parts = [f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else ""]
        return " ".join(p for p in parts if p)

    def _instant(self, value: Any) -> datetime | None:
        if not isinstance(value, str) or not _TIMED.match(value):
            return None
        try:
            found = datetime.fromisoformat(value)
            if " " in value:
                return found.replace(tzinfo=self.zone)  # of a plan's sheet: 2026-12-03 18:00
            return found.astimezone(self.zone) if found.tzinfo else None
        except (ValueError, OverflowError):
            return None

    def _date(self, value: Any) -> date | None:
        found = self._instant(value)
        if found is not None:
            return found.date()
        if not isinstance(value, str):
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None


def _plural(n: int, noun: str) -> str:
    return f"{n} {noun}{'' if n == 1 else 's'}"
