"""settled_by_column: a due time that says too little by itself and enough in its column: 11.01.2027 below 18.12.2026, 3个工作日 beside its start."""

from collections.abc import Sequence
from datetime import datetime

from mailbot.inbound.forms.days.dates import DateDoubt, Moment
from mailbot.inbound.forms.numerals import plain, read_number
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.late import late
from mailbot.value import replace

_FIGURES = late(r"\s*(?P<a>\d{1,2})[-./](?P<b>\d{1,2})[-./]\d{2,4}(?!\d).*")
_LENGTH = late(
    r"\s*(?:共|约)?(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3}) ?"
    r"(?:(?P<work>个?工作[日天]|(?:working|business|work) ?days?)|个?自然[日天]|天|日|d|days?)\s*"
)


def settled_by_column(doubt: DateDoubt, row: Row, rows: Sequence[Row], readers: Readers) -> Moment | DateDoubt:
    """The due time that the row's column settles; else the doubt as it is. A length counts from the row's start, whose day is its
    first; of days of which it is not said that they are working days only as many as meet no day off."""
    dates = readers.dates(row.mailed)
    if doubt.reason == "ambiguous-order":
        days = [one.date() if isinstance(one, datetime) else one for one in doubt.candidates]
        firsts = {_order_of(one.text(key)) for one in rows for key in ("due", "start")} - {""}
        figures = _FIGURES.fullmatch(plain(row.text("due")))
        if len(firsts) != 1 or figures is None:
            return doubt
        first = int(figures["a"])
        meant = [one for one in days if (one.day if firsts == {"day"} else one.month) == first]
        read = dates.read_date(meant[0].isoformat()) if len(meant) == 1 else None
        return read if isinstance(read, Moment) else doubt
    length = _LENGTH.fullmatch(plain(row.text("due")))
    begins = readers.dates(row.mailed, done=True).read_date(row.text("start")) if length and row.text("start") else None
    n = read_number(length["n"]) if length else None
    if length is None or not n or not isinstance(begins, Moment):
        return doubt
    last = readers.context.days.add(begins.day, n - 1)
    if length["work"] is None and (last - begins.day).days != n - 1:
        return doubt
    read = replace(readers, t_day=begins.day).dates(row.mailed).read_date(f"T+{n - 1}")
    return read if isinstance(read, Moment) else doubt


def _order_of(text: str) -> str:
    """Which figure of a date is first, where it says so itself: 18.12.2026 has the day."""
    figures = _FIGURES.fullmatch(plain(text))
    if figures is None or (int(figures["a"]) > 12) == (int(figures["b"]) > 12):
        return ""
    return "day" if int(figures["a"]) > 12 else "month"
