"""Event: a node in the making, as the clauses of a told plan give it piece by piece (SPEC 3 "Body")."""

from collections.abc import Sequence

from mailbot.inbound.forms.days.dates import DateDoubt, Moment
from mailbot.inbound.forms.plans.deeds import Deed
from mailbot.inbound.forms.plans.story.frame import Frame
from mailbot.inbound.writing import Line
from mailbot.value import Value, replace

__all__ = ["Event", "each_own", "event_of", "union", "united", "with_day", "with_names"]


class Event(Value):
    """A node in the making. `sentence` numbers the one that it was told in; `ruled` says that its clause bounds versions."""

    line: Line
    text: str
    sentence: int
    who: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    persons: tuple[tuple[str, str], ...] = ()
    where: tuple[str, ...] = ()
    office: str = ""
    everyone: str = ""
    day: str = ""
    moment: Moment | DateDoubt | None = None
    deeds: tuple[Deed, ...] = ()
    pace: str = ""
    count: str = ""
    ruled: bool = False
    versions: str = ""
    past: bool = False
    owning: bool = False
    begins: bool = False
    foreign: bool = False
    more: bool = False
    talk: bool = False
    asks: bool = False
    listed: bool = False  # a line that says who does it, and no more: 版本限制：韩冰
    start: str = ""
    supposed: bool = False  # what is done is understood from the plan's kind alone
    hint: tuple[str, Moment | DateDoubt | None] = ("", None)  # a vague day: 尽快

    @property
    def key(self) -> str:
        keys = {deed.key for deed in self.deeds}
        if keys == {"delay", "restrict"}:
            return "delay"  # 海外的延迟到12月底限制
        return next(iter(keys)) if len(keys) == 1 else ""

    @property
    def named(self) -> bool:
        return bool(self.who or self.office)


def event_of(frame: Frame, sentence: int) -> Event:
    return Event(
        line=frame.clause.line,
        text=frame.text,
        sentence=sentence,
        who=frame.who,
        departments=frame.departments,
        persons=frame.persons,
        where=frame.where,
        office=frame.office,
        everyone=frame.everyone,
        day=frame.day,
        moment=frame.moment,
        deeds=frame.deeds,
        pace=frame.pace,
        count=frame.count,
        ruled=frame.ruled,
        versions=frame.versions,
        past=frame.past,
        owning=frame.owning,
        begins=frame.begins,
        foreign=frame.foreign,
        more=frame.more and bool(frame.who or frame.day),
        talk=frame.talk,
        asks=frame.clause.asks and not frame.other,
    )


def with_day(event: Event, label: Frame | None) -> Event:
    """An event with the day and deed of its line's label, where it says none: 12月2日：孙丽取包."""
    if label is None:
        return event
    return replace(
        event,
        day=event.day or label.day,
        moment=event.moment if event.day else label.moment,
        deeds=event.deeds or label.deeds,
        foreign=event.foreign or (label.foreign and not event.deeds),
        listed=not event.deeds and bool(label.deeds) and len(event.text) <= sum(map(len, event.who)) + 2,
        pace=event.pace or label.pace,
        count=event.count or label.count,
        ruled=event.ruled or label.ruled,
        versions=event.versions or label.versions,
    )


def with_names(event: Event, label: Frame | None) -> Event:
    """An event with who and where of its line's label, where it names nobody: 孙丽：12月3日前升完华东."""
    if label is None:
        return event
    mine = event.named
    return replace(
        event,
        who=event.who if mine else label.who,
        departments=event.departments if mine else label.departments,
        persons=event.persons if mine else label.persons,
        office=event.office if mine else label.office,
        where=event.where or label.where,
    )


def union(pending: Sequence[Event], event: Event) -> Event | None:
    """The pending clauses and the one with the day as one event, None where they speak of different things."""
    for one in reversed(pending):
        if (one.named and event.named and (one.who, one.office) != (event.who, event.office)) or (
            one.where and event.where and one.where != event.where
        ):
            return None
        if one.deeds and event.deeds and one.key != event.key:
            return None
        event = united(one, event)
    return event


def united(one: Event, other: Event) -> Event:
    """Both as one; of what both say the later counts, but the people of whichever has some."""
    mine = (
        one if one.named and not (other.named or (other.everyone and not one.who)) else other
    )  # 版本由产品部提供，12月4日前各业务部门领取
    return replace(
        other,
        text=f"{one.text}，{other.text}",
        who=mine.who,
        departments=mine.departments,
        persons=mine.persons,
        office=mine.office,
        everyone=other.everyone or one.everyone,
        where=other.where or one.where,
        deeds=other.deeds or one.deeds,
        foreign=(other.foreign or one.foreign) and not (other.deeds or one.deeds),
        # your customers are busy in early December, so you have until 16 December: the former is why
        more=(other.more or (one.more and not ((one.day or one.hint[0]) and other.day)))
        and not (other.deeds or one.deeds),
        talk=(other.talk or one.talk) and not (other.deeds or one.deeds),
        asks=other.asks or one.asks,
        pace=other.pace or one.pace,
        count=other.count or one.count,
        ruled=other.ruled or one.ruled,
        versions=other.versions or one.versions,
    )


def each_own(event: Event) -> list[Event]:
    """An event of people of several departments as one for each of them: 孙丽、周航12月3日前升掉，各升各的."""
    homes = {home for _, home in event.persons}
    if event.where or len(homes) < len(event.persons):
        return [event]
    return [replace(event, who=(one[0],), departments=(one[1],), persons=(one,)) for one in event.persons] or [event]
