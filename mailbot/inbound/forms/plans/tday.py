"""with_t_day: the day that a plan names T, from which T+n counts: `T日：12月1日`, `T=2026-12-01`, `以12月1日为T日` (SPEC 9 "Dates")."""

import re
from datetime import date

from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.days.dates import DateDoubt, Moment, Reader
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.doubts import doubt_fault
from mailbot.inbound.forms.plans.draft import Draft
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.late import late
from mailbot.value import replace


def with_t_day(draft: Draft, readers: Readers) -> tuple[Readers, list[Fault]]:
    """The readers knowing T, where the plan names it."""
    for said in draft.fields:
        if said.field.key == "t_day" and said.field.value:
            read = readers.dates(said.mailed, done=True).read_date(said.field.value)
            return _t_read(read, readers, said.field.place, said.field.value)
    told = [(line.text, line.place, mailed) for line, mailed in draft.prose]
    told += [(row.whole, row.place, row.mailed) for row in draft.rows]  # 1、版本发布：陈静，12月1日（T日）
    for text, place, mailed in told:
        read = find_t_day(text, readers.dates(mailed, done=True))
        if read is not None:
            return _t_read(read, readers, place, text)
    return readers, []


def _t_read(read: Moment | DateDoubt | None, readers: Readers, place: str, words: str) -> tuple[Readers, list[Fault]]:
    if isinstance(read, Moment):
        day: date = read.day
        return replace(readers, t_day=day), []
    if isinstance(read, DateDoubt):
        return readers, [doubt_fault(read, "T", place, words)]
    return readers, [Fault(reason="not-a-date", field="T", place=place, words=words[:200])]


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
