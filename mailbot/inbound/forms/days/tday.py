"""The day that a plan calls T: `T日：12月1日`, `T=2026-12-01`, `以12月1日为T日`."""

import re

from mailbot.inbound.forms.days.dates import DateDoubt, Moment, Reader
from mailbot.inbound.forms.numerals import plain
from mailbot.late import late
from mailbot.value import replace

_NAMED = late(r"(?<![a-z\d_-])t(?:[ -]?(?:日|day|0))? ?(?:=|:|为|是|即|定[为在于]?|is) ?")
_AS = late(
    r"(?:为|作为|记为|定为|是|=) ?t(?:日|0)?(?![a-z\d+])"
    r"|[(（] ?(?:即|记为|作为|为)? ?t(?:[ -]?(?:日|day|0))? ?[)）]"
)


def find_t_day(text: str, reader: Reader) -> Moment | DateDoubt | None:
    """What the text says of T, None where it says nothing; its `day` is the `t_day` of the plan's reader."""
    smooth = plain(text)
    if named := _NAMED.search(smooth):
        value = re.split(r"[,，;；。\n]", text[named.end() : named.end() + 40])[0]
        read = reader.read_date(value)
        return _moved(read, named.end())
    if named := _AS.search(smooth):
        start = max(0, named.start() - 40)
        found = reader.find_dates(text[start : named.start()])
        return _moved(found[-1], start) if found else None
    return None


def _moved(read: Moment | DateDoubt | None, by: int) -> Moment | DateDoubt | None:
    return None if read is None else replace(read, span=(read.span[0] + by, read.span[1] + by))
