"""Event: a node in the making, as the clauses of a told plan give it piece by piece (SPEC 3 "Body")."""

from collections.abc import Sequence
from typing import Self

from mailbot.campaign.commands import Remark
from mailbot.inbound.forms.days.dates import DateDoubt, Moment
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.frame import Frame, Said
from mailbot.inbound.forms.things.restrictionwords import RESTRICTS
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import fields, replace

_EFFECTIVE = late(r"起(?:生效|执行|实施)|生效")


class Event(Said, kw_only=True):
    """A node in the making. `sentence` numbers the one that it was told in."""

    line: Line
    sentence: int
    asks: bool = False
    listed: bool = False  # a line that says who does it, and no more: 版本限制：韩冰
    start: str = ""
    supposed: bool = False  # what is done is understood from the plan's kind alone
    hint: tuple[str, Moment | DateDoubt | None] = ("", None)  # a vague day: 尽快

    @property
    def key(self) -> str:
        keys = {deed.key for deed in self.deeds}
        return "delay" if keys == {"delay", "restrict"} else super().key  # 海外的延迟到12月底限制

    def by(self, other: Said) -> Self:
        """The same, done by whom the other names."""
        return replace(self, who=other.who, departments=other.departments, persons=other.persons, office=other.office)

    def by_one(self, person: tuple[str, str]) -> Self:
        """The same, done by one person alone."""
        return replace(self, who=(person[0],), departments=(person[1],), persons=(person,))

    def on(self, other: Said) -> Self:
        """The same, on the day that a later clause says."""
        return replace(self, day=other.day, moment=other.moment, text=f"{self.text}，{other.text}")

    def with_day(self, label: Frame | None) -> Self:
        """The same with the day and deed of its line's label, where it says none: 12月2日：孙丽取包."""
        if label is None:
            return self
        return replace(
            self,
            day=self.day or label.day,
            moment=self.moment if self.day else label.moment,
            deeds=self.deeds or label.deeds,
            foreign=self.foreign or (label.foreign and not self.deeds),
            listed=not self.deeds and bool(label.deeds) and len(self.text) <= sum(map(len, self.who)) + 2,
            pace=self.pace or label.pace,
            count=self.count or label.count,
            ruled=self.ruled or label.ruled,
            versions=self.versions or label.versions,
        )

    def with_names(self, label: Frame | None) -> Self:
        """The same with who and where of its line's label, where it names nobody: 孙丽：12月3日前升完华东."""
        if label is None:
            return self
        return replace(self if self.named else self.by(label), where=self.where or label.where)


def event_of(frame: Frame, sentence: int) -> Event:
    said = {one.name: getattr(frame, one.name) for one in fields(Said)}
    said["more"] = frame.more and bool(frame.who or frame.day)
    return Event(**said, line=frame.clause.line, sentence=sentence, asks=frame.clause.asks and not frame.other)


def not_a_node(event: Event) -> Remark:
    """The remark that names what was told and is no node of the plan."""
    return Remark(reason="not-a-node", place=event.line.place, words=event.text[:120])


def is_limit(event: Event) -> bool:
    """8.0 及以下 12月18日起限制，海外延迟到1月15日: the plan's restriction, and nobody's node."""
    if event.named:
        return False
    # 6.0 上线满三个月，5.x 自 12 月 28 日起不再允许登录: its deed is what it says of the versions, too
    return (
        event.key == "delay"
        or (event.key == "restrict" and _EFFECTIVE.search(event.text) is not None)
        or (event.ruled and (event.key == "restrict" or RESTRICTS.search(plain(event.text)) is not None))
    )


def homes(said: Said, readers: Readers) -> set[str]:
    """The names of the departments whose places an event names."""
    return {found.name for name in said.where if (found := readers.rules.directory.department(name)) is not None}


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
    undone = not (other.deeds or one.deeds)
    return replace(
        other.by(mine),
        text=f"{one.text}，{other.text}",
        everyone=other.everyone or one.everyone,
        where=other.where or one.where,
        deeds=other.deeds or one.deeds,
        foreign=(other.foreign or one.foreign) and undone,
        # your customers are busy in early December, so you have until 16 December: the former is why
        more=(other.more or (one.more and not ((one.day or one.hint[0]) and other.day))) and undone,
        talk=(other.talk or one.talk) and undone,
        asks=other.asks or one.asks,
        pace=other.pace or one.pace,
        count=other.count or one.count,
        ruled=other.ruled or one.ruled,
        versions=other.versions or one.versions,
    )


def each_own(event: Event) -> list[Event]:
    """An event of people of several departments as one for each of them: 孙丽、周航12月3日前升掉，各升各的."""
    if event.where or len({home for _, home in event.persons}) < len(event.persons):
        return [event]
    return [event.by_one(one) for one in event.persons] or [event]


def shared_out(
    events: Sequence[Event], persons: Sequence[tuple[str, str]], readers: Readers
) -> list[tuple[int, tuple[str, str]]]:
    """Which of several people does which of the events: who is of the department where it is done, else, where they are as many,
    in their order."""
    found: list[tuple[int, tuple[str, str]]] = []
    for at, event in enumerate(events):
        own = [person for person in persons if person[1] in homes(event, readers)]
        if len(own) == 1:
            found.append((at, own[0]))
        elif len(events) == len(persons):
            found.append((at, persons[at]))
    return found
