"""untaken: the days that a plan's sentences tell and nothing of what was read has (SPEC 3 "Nothing is ever guessed silently")."""

from collections.abc import Iterable, Sequence
from datetime import date

from mailbot.campaign.commands import Reading, Remark
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.days.dates import DateDoubt, Moment
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.story.frame import Frame
from mailbot.late import late

_MOST = 10
_SPACE = late(r"\s+")
# What is to be answered, and by when, is no work: 请周三之前跟我说.
_ANSWERS = late(
    r"确认|反馈|告诉|告知|跟我[说讲]|说一声|吱一?声|回[复我个一]|知会|提出?来|没问题|看[看一]"
    r"|(?<![a-z])(?:tell|let|know|shout|reply|respond|answer|confirm|object|say)(?![a-z])"
)
_COUNTS = ("counts-from-due", "after-event")  # 否则顺延一周


def dated(frames: Iterable[Frame], today: date) -> tuple[Remark, ...]:
    """A remark for each clause with a day to come, to be said where nothing takes the day."""
    told = [
        one
        for one in frames
        if one.day
        and not (one.other or one.past or one.old or one.talk or one.clause.asks or _ANSWERS.search(one.text.lower()))
    ]
    return tuple(
        Remark(
            reason="not-a-node",
            place=one.clause.line.place,
            words=one.clause.text[:120],
            facts={"day": one.day, "date": _date(one), "deed": bool(one.deeds)},
        )
        for one in told
        if (isinstance(one.moment, Moment) and one.moment.day > today)
        or (isinstance(one.moment, DateDoubt) and one.moment.reason in _COUNTS)
    )


def untaken(
    days: Sequence[Remark],
    rows: Sequence[Row],
    readings: Sequence[Reading],
    faults: Sequence[Fault],
    remarks: Sequence[Remark],
) -> tuple[tuple[Fault, ...], tuple[Remark, ...]]:
    """Those whose day stands in no row, value, fault or remark: what is to be done by it is asked about (and to all of them by
    December 8), of anything else it is said that it is no node."""
    words = [
        *(row.whole for row in rows),
        *(one.words for one in readings if one.rule != "unknown-field"),
        *(one.words for one in faults),
        *(one.words for one in remarks),
    ]
    said = "\n".join(map(_bare, words))
    values = "\n".join(one.value for one in readings)
    whole = {
        (row.place, _bare(row.whole)) for row in rows if row.whole
    }  # 1．12月8日前 在线升级（周航）, and its row is the line without its number
    days = [one for one in days if not any(place == one.place and text in _bare(one.words) for place, text in whole)]
    left = [
        one
        for one in days
        if not (
            _bare(str(one.facts["day"])) in said
            or _bare(one.words) in said
            or (one.facts["date"] and str(one.facts["date"]) in values)
        )
    ][:_MOST]
    asked = tuple(
        Fault(reason="not-understood", field="nodes", place=one.place, words=one.words)
        for one in left
        if one.facts["deed"]
    )
    return asked, tuple(
        Remark(reason=one.reason, place=one.place, words=one.words) for one in left if not one.facts["deed"]
    )


def _date(frame: Frame) -> str:
    return f"{frame.moment.day:%Y-%m-%d}" if isinstance(frame.moment, Moment) else ""


def _bare(words: str) -> str:
    return _SPACE.sub("", plain(words))
