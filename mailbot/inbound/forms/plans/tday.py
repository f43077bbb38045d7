"""with_t_day: the day that a plan names T, from which T+n counts (SPEC 9 "Dates")."""

from datetime import date

from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.days.dates import DateDoubt, Moment
from mailbot.inbound.forms.days.tday import find_t_day
from mailbot.inbound.forms.plans.doubts import doubt_fault
from mailbot.inbound.forms.plans.draft import Draft
from mailbot.inbound.forms.plans.readers import Readers
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
