"""Doubts and assumptions about dates → the faults and remarks that the sender reads."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from mailbot.campaign.commands import Remark
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.days.dates import DateDoubt, Moment


def doubt_fault(doubt: DateDoubt, field: str, place: str, words: str = "", **facts: Any) -> Fault:
    """The fault of a doubtful date: its reason, the words in doubt and what may be meant, as ISO texts."""
    candidates = [_iso(one) for one in doubt.candidates]
    return Fault(
        reason=doubt.reason,
        field=field,
        place=place,
        words=(doubt.words or words)[:200],
        nearest=tuple(candidates),
        facts={"candidates": candidates, **facts},
    )


def date_remarks(moment: Moment, place: str, field: str, *, leave_out: Iterable[str] = ()) -> list[Remark]:
    """What the receipt says of a date: a day off, a year or T that was assumed, an end that was taken."""
    left = set(leave_out)
    facts = {"day": moment.day.isoformat(), "field": field}
    return [
        Remark(reason=reason, place=place, words=moment.words[:120], facts=facts)
        for reason in moment.remarks
        if reason not in left
    ]


def _iso(one: date | datetime) -> str:
    return one.isoformat(timespec="seconds") if isinstance(one, datetime) else one.isoformat()
