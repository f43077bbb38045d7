"""untaken, passed_over: the days and the people that a plan's sentences tell of and nothing of what was read has (SPEC 3 "Nothing is ever guessed
silently")."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from mailbot.campaign.commands import Reading, Remark
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.days.dates import DateDoubt, Moment
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.event import Event, not_a_node
from mailbot.inbound.forms.plans.story.frame import Frame
from mailbot.inbound.forms.plans.story.words import ANSWERS
from mailbot.late import late

_MOST = 10
_SPACE = late(r"\s+")
_COUNTS = ("counts-from-due", "after-event")  # 否则顺延一周
_EDGES = " \t\u3000，,。；;：:、！!（）()的和与及各位好"
_GREETING = late(r"(?<![a-z])(?:dear|hi|hello|hey|good morning|morning)(?![a-z])|尊敬的|亲爱的", re.IGNORECASE)
# Who helps; and who lets another write: 代陈静发, 陈静让我发的.
_HELPS = late(
    r"配合|协助|支[持援]|总负责|总体|协调|统筹|把关|值守|对接|代(?=.{1,8}[发转拟写])|[让叫托请]我|委托"
    r"|(?<![a-z])(?:help|assist|support|coordinat|on behalf|asked me)"
)


def dated(frames: Iterable[Frame], today: date) -> tuple[Remark, ...]:
    """A remark for each clause with a day to come, to be said where nothing takes the day."""
    told = [
        one
        for one in frames
        if one.day
        and not (one.other or one.past or one.old or one.talk or one.clause.asks or ANSWERS.search(one.text.lower()))
    ]
    return tuple(
        Remark(
            reason="not-a-node",
            place=one.clause.line.place,
            words=one.clause.text[:120],
            facts={"day": one.day, "date": _date(one), "deed": bool(one.deeds)},
        )
        for one in told
        if (
            isinstance(one.moment, Moment)
            and (one.moment.day > today or (one.moment.day == today and one.moment.timed and one.who))
        )
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


def passed_over(mentioned: Sequence[Event], rows: Sequence[Row], readers: Readers) -> tuple[Remark, ...]:
    """A remark for each such clause: 海外暂缓, 由林涛跟进. Who helps, and who is only greeted, is none."""
    directory = readers.rules.directory
    taken: set[str] = set()
    for row in rows:
        named = readers.people.read(row.text("owner"), department=row.text("department"))
        owners = [person for address in named.people if (person := directory.person(address)) is not None]
        taken |= {person.name for person in owners} | {person.department for person in owners if person.department}
        taken |= {*named.departments, named.department}
        found = directory.department(row.text("department")) if row.text("department") else None
        taken |= {found.name} if found is not None else set()
    said = [one for one in mentioned if not _HELPS.search(one.text) and _says_something(one, readers)]
    return tuple(not_a_node(one) for one in said if not _names(one, readers) & taken)[:_MOST]


def _names(event: Event, readers: Readers) -> set[str]:
    """The people and departments of whom a clause speaks, by their names in the directory: 华南 of 华南等华东好了再说."""
    found = readers.people.mentions.find("、".join((*event.who, *event.where)))
    names = {person.name for one in found for person in one.people}
    return names | {one.department.name for one in found if one.department is not None}


def _says_something(event: Event, readers: Readers) -> bool:
    rest = event.text
    for one in reversed(readers.people.mentions.find(rest)):
        rest = rest[: one.span[0]] + rest[one.span[1] :]
    return bool(_GREETING.sub("", rest).strip(_EDGES)) and bool(_names(event, readers))
