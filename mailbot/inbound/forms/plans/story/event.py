"""joined: the frames of a sentence → events: what belongs to one deed in one (`由孙丽负责，12月3日前完成灰度升级`)."""

from collections.abc import Sequence

from mailbot.inbound.forms.days.dates import DateDoubt, Moment
from mailbot.inbound.forms.plans.deeds import Deed
from mailbot.inbound.forms.plans.hours import lone_hour
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.frames import Frame
from mailbot.inbound.writing import Line
from mailbot.value import Value, replace

__all__ = ["Event", "joined", "shared_out"]


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


def joined(frames: Sequence[Frame], label: Frame | None, sentence: int, readers: Readers) -> tuple[list[Event], list[Event]]:
    """(the events with a day, what is left without one: who has which part) of a sentence."""
    done: list[Event] = []
    pending: list[Event] = []
    lead: Event | None = None  # a day that stands before what is due on it
    led: object = None  # the clause that it was given to
    shared: tuple[object, Event] | None = None  # an event to which a clause gave one of several people
    for frame in frames:
        if frame.other or frame.past or frame.old:
            continue
        event = _with_day(_event(frame, sentence), label)
        if done and (timed := _timed(done[-1], event, readers)):
            done[-1] = timed
            continue
        if frame.vague and not event.deeds and not (event.named or event.where) and pending:
            pending[-1] = replace(pending[-1], hint=(event.day, event.moment))  # 华南由周航升级，时间待定
            continue
        if frame.same and not event.day and done:
            event = replace(event, day=done[-1].day, moment=done[-1].moment)
        if frame.vague and not event.deeds:
            event = replace(event, day="", moment=None, hint=(event.day, event.moment))  # 周航晚一周，12月11日升完
        named = event.named or event.where or event.everyone or (label is not None and (label.named or label.where))
        bare = event.day and not (named or event.deeds)
        last = done[-1] if done else None
        if last is not None and event.day and last.begins and not pending and _ends(last, event):
            # 华南周航下周三开始，下周五结束
            done[-1] = replace(
                event,
                start=last.day,
                who=event.who or last.who,
                departments=event.departments or last.departments,
                persons=event.persons or last.persons,
                office=event.office or last.office,
                where=event.where or last.where,
                deeds=event.deeds or last.deeds,
                text=f"{last.text}，{event.text}",
            )
        elif bare and not pending and last is not None and frame.goes_on:
            done.append(event)  # 12月4日灰度10台，12月11日全部完成
        elif bare and not pending:
            lead, led = event, None
        elif event.day and not (event.named or event.where) and (bare or frame.every) and _each(pending):
            done += [_united(one, event) for one in pending]  # Sun Li of East, Zhou Hang of South, both on 14 December
            pending = []
        elif event.day:
            union = _union(pending, event)
            done.append(union or event)
            pending, lead = [] if union else pending, None
        elif lead is not None and led in (None, frame.clause) and (named or event.deeds):
            done.append(replace(event, day=lead.day, moment=lead.moment, text=f"{lead.text}，{event.text}"))
            led = frame.clause
        elif named:
            if shared and (shared[0] is frame.clause or (event.named and event.where and not (event.deeds or event.where == done[-1].where))):
                done.append(_united(event, shared[1]))
                continue
            if done and not pending and _completes(done, event, frame, readers):
                shared = (frame.clause, last) if last and event.where else None
            else:
                pending.append(event)
        elif event.deeds:
            if done and not done[-1].deeds and frame.every:
                done = [one if one.deeds else replace(one, deeds=event.deeds, pace=one.pace or event.pace) for one in done]
            elif done and not done[-1].deeds and not pending:
                done[-1] = replace(done[-1], deeds=event.deeds, pace=done[-1].pace or event.pace, count=done[-1].count or event.count)
            else:
                pending.append(event)
    done += [replace(one, day=one.hint[0], moment=one.hint[1]) for one in pending if one.hint[0] and (one.named or one.where)]
    pending = [one for one in pending if not one.hint[0]]
    return [_with_names(one, label) for one in done], [_with_names(one, label) for one in pending]


def _timed(last: Event, event: Event, readers: Readers) -> Event | None:
    """The event before with the hour that is all the day of a clause, and with who it names: 版本限制：12月8日，韩冰，20:00前; None
    where the clause says more."""
    hour = lone_hour(event.text)
    alone = hour is not None and (hour[1] == (0, len(event.text)) or (hour[1][1] == len(event.text) and event.day.startswith(hour[0])))
    more = event.key not in ("", last.key) or event.where or (event.named and last.named)
    if hour is None or not alone or more or not isinstance(last.moment, Moment) or last.moment.timed:
        return None
    moment = readers.dates(readers.context.mailed).read_date(f"{last.day} {hour[0]}")
    if moment is None or (isinstance(moment, Moment) and not moment.timed):
        return None  # of 12月3日，3点, a doubt, it is asked which
    return replace(_united(last, event), day=moment.words, moment=moment, text=f"{last.text}，{event.text}")


def _ends(last: Event, event: Event) -> bool:
    """Whether a clause says when what the last one began is to end."""
    same = not event.deeds or not last.deeds or event.key == last.key
    return same and not event.named and (not event.where or not last.where or event.where == last.where)


def _each(pending: Sequence[Event]) -> bool:
    """Whether clauses name one after the other of the same sort, so that what follows is of each."""
    sorts = {(bool(one.named), bool(one.where)) for one in pending}
    return len(pending) > 1 and sorts in ({(True, True)}, {(True, False)})


def _completes(done: list[Event], event: Event, frame: Frame, readers: Readers) -> bool:
    """Whether a clause without a day says who does what the clauses before it told of; they are changed in place."""
    if event.deeds and done[-1].deeds and event.key != done[-1].key and (done[-1].key, event.key) != ("delay", "restrict"):
        return False  # 延迟到1月29日，到期由林涛限制 is one
    lacking = [at for at, one in enumerate(done) if not (one.named or (one.where and event.where))]
    if not lacking or lacking[-1] != len(done) - 1:
        return False
    if len(event.persons) > 1 and not event.where and len(done[-1].where) == len(event.persons) and lacking:
        last = done.pop()  # 华东、华南12月15日限制，责任人分别为孙丽、周航
        parts = [replace(last, where=(place,)) for place in last.where]
        given = dict(shared_out(parts, event.persons, readers))
        done += [replace(one, who=(given[at][0],), departments=(given[at][1],), persons=(given[at],)) if at in given else one for at, one in enumerate(parts)]
        return True
    if len(event.persons) > 1 and not event.where and len(lacking) > 1:
        for at, person in shared_out([done[at] for at in lacking], event.persons, readers):
            done[lacking[at]] = replace(done[lacking[at]], who=(person[0],), departments=(person[1],), persons=(person,))
        return True
    if event.named and not event.where:
        for at in lacking if frame.every else lacking[-1:]:
            deeds = done[at].deeds or event.deeds
            done[at] = replace(done[at], who=event.who, departments=event.departments, persons=event.persons, office=event.office, deeds=deeds)
        return True
    if len(lacking) == 1 and not done[-1].where and not done[-1].named:
        done[-1] = _united(event, done[-1])
        return True
    return False


def shared_out(events: Sequence[Event], persons: Sequence[tuple[str, str]], readers: Readers) -> list[tuple[int, tuple[str, str]]]:
    """Which of several people does which of the events: who is of the department where it is done, else, where they are as many,
    in their order."""
    directory = readers.rules.directory
    found: list[tuple[int, tuple[str, str]]] = []
    for at, event in enumerate(events):
        homes = {d.name for name in event.where if (d := directory.department(name)) is not None}
        own = [person for person in persons if person[1] in homes]
        if len(own) == 1:
            found.append((at, own[0]))
        elif len(events) == len(persons):
            found.append((at, persons[at]))
    return found


def _event(frame: Frame, sentence: int) -> Event:
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


def _with_day(event: Event, label: Frame | None) -> Event:
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


def _with_names(event: Event, label: Frame | None) -> Event:
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


def _union(pending: Sequence[Event], event: Event) -> Event | None:
    """The pending clauses and the one with the day as one event, None where they speak of different things."""
    for one in reversed(pending):
        if (one.named and event.named) or (one.where and event.where and one.where != event.where):
            return None
        if one.deeds and event.deeds and one.key != event.key:
            return None
        event = _united(one, event)
    return event


def _united(one: Event, other: Event) -> Event:
    """Both as one; of what both say the later counts, but the people of whichever has some."""
    mine = one if one.named and not other.named else other
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
        more=(other.more or one.more) and not (other.deeds or one.deeds),
        talk=(other.talk or one.talk) and not (other.deeds or one.deeds),
        asks=other.asks or one.asks,
        pace=other.pace or one.pace,
        count=other.count or one.count,
        ruled=other.ruled or one.ruled,
        versions=other.versions or one.versions,
    )
