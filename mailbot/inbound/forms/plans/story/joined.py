"""joined: the frames of a sentence → events: what belongs to one deed in one (`由孙丽负责，12月3日前完成灰度升级`)."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from mailbot.inbound.forms.days.dates import DateDoubt, Moment
from mailbot.inbound.forms.plans.deeds import Deed
from mailbot.inbound.forms.plans.hours import lone_hour
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.counted import is_length
from mailbot.inbound.forms.plans.story.counts_on import counts_on
from mailbot.inbound.forms.plans.story.event import Event, event_of, union, united, with_day, with_names
from mailbot.inbound.forms.plans.story.frame import Frame
from mailbot.inbound.forms.plans.story.pointing import pointed
from mailbot.inbound.forms.plans.story.spans import ended, ends
from mailbot.inbound.forms.plans.story.words import DAYS_END, EACH_ONE, ITS_DAY, OWN_PARTS, PUT_OFF, RELATIVE, RESTATES
from mailbot.late import late
from mailbot.value import replace

__all__ = ["joined", "shared_out"]

_OF_ALL = late(
    r"^\s*(?:时间)?(?:都|均|一律|统一|各)+(?:为|是|在|于|要?在)?(?:当[天日])?"
    r"|^\s*(?:all|both|each) (?:by|at|before) ",
    re.IGNORECASE,
)
_WHY = late(
    r"(?:少|多|忙|急|简单|好弄|难|远|紧张?|晚|早|慢|快|空|够|方便|有事|没人|时差大?)(?:一?些|一?点|了|的)?\s*$"
)  # 周航那边学校少
_AIMED = late(
    r"^(?:所以|那就|就|只能|只好|干脆|可能|预计|大概|最快|都|也|得|要)*(?:要|得|放|排|安排|定|改|拖|推|延|等|给"
    r"|缓|约|挪|移)(?:迟|后)?[到在至于为]"
    r"|^(?:so |and )*(?:it |that |they |he |she )?(?:(?:will|would|can|has|have|needs?) )?(?:be |to be |wait "
    r"|take )?(?:until|till|by|not before)(?![a-z])",
    re.IGNORECASE,
)
_DATES = late(r"时间|日期|(?<![a-z])(?:dates?|deadlines?)(?![a-z])")


def joined(
    frames: Sequence[Frame],
    label: Frame | None,
    sentence: int,
    readers: Readers,
    before: Sequence[Event] = (),
    parts: Sequence[Event] = (),
) -> tuple[list[Event], list[Event]]:
    """(the events with a day, what is left without one: who has which part) of a sentence. `before` are the events of the sentences
    before it, `parts` what the last one of them left."""
    done: list[Event] = []
    pending: list[Event] = []
    lead: Event | None = None  # a day that stands before what is due on it
    led: object = None  # the clause that it was given to
    shared: tuple[object, Event] | None = None  # an event to which a clause gave one of several people
    if sum(bool(one.day) for one in frames) > 1:
        frames = [one for one in frames if not DAYS_END.fullmatch(one.text)]  # the day of all of them ends so
    hours = [
        (one, hour)
        for one in frames
        if (hour := lone_hour(_OF_ALL.sub("", one.text))) is not None
        and one.every
        and hour[1][1] == len(_OF_ALL.sub("", one.text))
        and not (one.named or one.where or one.deeds)
    ]
    if len(hours) == 1:  # …12月2日下完，…12月8日下完，都是当天18点前
        frames = [one for one in frames if one is not hours[0][0]]
    for frame in frames:
        if frame.other or frame.past or frame.old:
            continue
        event = pointed(
            with_day(event_of(frame, sentence), label), frame, (*before, *done), (*parts, *pending), readers
        )
        if lead is not None and is_length(event):
            event = replace(event, day="", moment=None)  # 12月14日，轮到周航，华南一天之内搞定
        if done and (timed := _timed(done[-1], event, readers)):
            done[-1] = timed
            continue
        if (
            label is not None
            and label.day
            and not frame.day
            and done
            and not pending
            and event.named
            and not (event.where or frame.deeds)
            and _completes(done, event, frame, readers)
        ):
            continue  # 第一阶段（12月4日前）：华东试点，由李想负责
        if (
            done
            and not pending
            and event.day
            and RESTATES.search(event.text.lower())
            and not (event.named or event.where or frame.deeds)
        ):
            done[-1] = replace(
                done[-1], day=event.day, moment=event.moment, text=f"{done[-1].text}，{event.text}"
            )  # 一周内升完，也就是12月8日前
            continue
        if frame.vague and not event.deeds and not (event.named or event.where) and pending:
            pending[-1] = replace(pending[-1], hint=(event.day, event.moment))  # 华南由周航升级，时间待定
            continue
        if frame.vague and not event.deeds:
            event = replace(event, day="", moment=None, hint=(event.day, event.moment))  # 周航晚一周，12月11日升完
        named = event.named or event.where or event.everyone or (label is not None and (label.named or label.where))
        bare = (event.day and not (named or event.deeds)) or len(_run(frames, frame)) > 1
        last = done[-1] if done else None
        if (
            last is not None
            and event.day
            and last.begins
            and last.key not in ("restrict", "delay")
            and not pending
            and ends(last, event, readers)
        ):
            # 华南周航下周三开始，下周五结束
            done[-1] = ended(last, event)
        elif (
            last is not None
            and not pending
            and event.day
            and not event.hint[0]
            and _is_vague(last)
            and (bare or (frame.now and _same(last, event)))
        ):
            done[-1] = replace(
                last, day=event.day, moment=event.moment, text=f"{last.text}，{event.text}"
            )  # 观察两天后下发，12月7日前完成
        elif bare and (of := pending or parts) and len(run := _run(frames, frame)) == len(of) > 1:
            if frame is run[-1]:  # 完成时间依次是12月8日、12月10日、12月16日
                done += [
                    replace(united(one, with_day(event_of(each, sentence), None)), sentence=sentence)
                    for one, each in zip(of, run, strict=True)
                ]
                pending = []
        elif (
            (bare or (event.day and not named and frame.every))
            and not (pending or done)
            and (frame.every or ITS_DAY.search(event.text))
            and (each := _each(parts) or list(parts[-1:] if len(parts) == 1 else ()))
        ):
            done += [united(one, event) for one in each]  # 孙丽负责华东，周航负责华南；都在12月10日前
        elif (
            bare
            and not pending
            and last is not None
            and last.key == "restrict"
            and last.where
            and PUT_OFF.search(event.text.lower())
        ):
            done[-1] = replace(
                last, deeds=(Deed("delay", event.text, (0, 0)),), day=event.day, moment=event.moment
            )  # 海外林涛那边客户多，宽限到1月20日
        elif bare and not pending and (exact := _at_its_hour(done, event)):
            done = exact  # 12月7日限制，孙丽负责华东，周航负责华南，当天10点前做完
        elif (
            bare
            and not pending
            and last is not None
            and frame.ends
            and _day(last) is not None
            and _day(last) == _day(event)
        ):
            same = _day(last)  # 12月8日晚10点，华东和华南同时进行，当晚12点前结束
            done = [
                replace(one, start=one.day, day=event.day, moment=event.moment) if _day(one) == same else one
                for one in done
            ]
        elif bare and not pending and last is not None and frame.goes_on:
            done.append(event)  # 12月4日灰度10台，12月11日全部完成
        elif bare and not pending:
            lead, led = event, None
        elif event.day and not (event.named or event.where) and (bare or frame.every) and (each := _each(pending)):
            deeds = next((one.deeds for one in pending if one.deeds and one not in each), ())
            done += [
                united(replace(one, deeds=one.deeds or deeds), event) for one in each
            ]  # Sun Li of East, Zhou Hang of South, both on 14 December
            pending = []
        elif event.day:
            begun = bool(event.count) and not (frame.more or event.named)  # …约晚上弄，12月4日之前先弄3所学校
            if (
                (bare and _AIMED.match(event.text))
                or begun
                or (
                    frame.ends
                    and not (frame.more or event.named)
                    and all(_WHY.search(one.text) for one in pending if one.more)
                )
            ):
                pending = [
                    replace(one, more=False, talk=one.talk and not begun) for one in pending
                ]  # 华南周航说人手不够，要到12月10日: why, and when
            whole = union(pending, event)
            done.append(whole or event)
            pending, lead = [] if whole else pending, None
        elif (
            lead is not None
            and (led in (None, frame.clause) or _is_parallel(done[-1], event))
            and (named or event.deeds)
        ):
            done.append(replace(event, day=lead.day, moment=lead.moment, text=f"{lead.text}，{event.text}"))
            led = frame.clause
        elif named:
            if shared and (
                shared[0] is frame.clause
                or (event.named and event.where and not (event.deeds or event.where == done[-1].where))
            ):
                done.append(united(event, shared[1]))
                continue
            if pending and RELATIVE.search(event.text.lower()) and (whole := union(pending[-1:], event)):
                pending[-1] = replace(whole, hint=pending[-1].hint)  # South China, which is looked after by Zhou Hang
            elif done and not pending and _completes(done, event, frame, readers):
                shared = (
                    (frame.clause, last) if last and (event.where or OWN_PARTS.search(event.text.lower())) else None
                )
            else:
                pending.append(event)
        elif event.deeds:
            if done and not done[-1].deeds and frame.every:
                done = [
                    one if one.deeds else replace(one, deeds=event.deeds, pace=one.pace or event.pace) for one in done
                ]
            elif done and not pending and event.key == done[-1].key and frame.ruled:
                done[-1] = replace(
                    done[-1], ruled=True, versions=done[-1].versions or event.versions
                )  # 限制放在12月16日，5.1以下不能再用
            elif done and not done[-1].deeds and not pending:
                done[-1] = replace(
                    done[-1], deeds=event.deeds, pace=done[-1].pace or event.pace, count=done[-1].count or event.count
                )
            else:
                pending.append(event)
    if len(hours) == 1:
        done = [
            _timed(one, replace(event_of(hours[0][0], sentence), text=hours[0][1][0], day="", moment=None), readers)
            or one
            for one in done
        ]
    done += [
        replace(one, day=one.hint[0], moment=one.hint[1]) for one in pending if one.hint[0] and (one.named or one.where)
    ]
    pending = [one for one in pending if not one.hint[0]]
    return [with_names(one, label) for one in done], [with_names(one, label) for one in pending]


def _timed(last: Event, event: Event, readers: Readers) -> Event | None:
    """The event before with the hour that is all the day of a clause, and with who it names: 版本限制：12月8日，韩冰，20:00前; None
    where the clause says more."""
    hour = lone_hour(event.text)
    alone = hour is not None and (
        hour[1] == (0, len(event.text)) or (hour[1][1] == len(event.text) and event.day.startswith(hour[0]))
    )
    more = event.key not in ("", last.key) or event.where or (event.named and last.named)
    if hour is None or not alone or more or not isinstance(last.moment, Moment) or last.moment.timed:
        return None
    moment = readers.dates(readers.context.mailed).read_date(f"{last.day} {hour[0]}")
    if moment is None or (isinstance(moment, Moment) and not moment.timed):
        return None  # of 12月3日，3点, a doubt, it is asked which
    return replace(united(last, event), day=moment.words, moment=moment, text=f"{last.text}，{event.text}")


def _is_parallel(last: Event, event: Event) -> bool:
    """Whether a clause says of another place what the one before said of its own: 12月9日，华东是孙丽，华南是周航."""
    return (
        bool(last.named and event.named and last.where and event.where)
        and last.where != event.where
        and not event.deeds
    )


def _at_its_hour(done: Sequence[Event], event: Event) -> list[Event]:
    """The events with the hour that a clause gives to their day, and nothing else; none where their day is another, or has an hour."""
    last = done[-1].moment if done else None
    if (
        not (isinstance(last, Moment) and isinstance(event.moment, Moment))
        or last.timed
        or not event.moment.timed
        or last.day != event.moment.day
    ):
        return []
    day = last.day
    of_day = [isinstance(one.moment, Moment) and one.moment.day == day and not one.moment.timed for one in done]
    return [
        replace(one, day=event.day, moment=event.moment) if own else one for one, own in zip(done, of_day, strict=True)
    ]


def _run(frames: Sequence[Frame], frame: Frame) -> list[Frame]:
    """The frames about one that are nothing but days, told one by one: 时间依次是12月8日、12月10日; more than one only where they are said
    to be each one's, or to be dates."""
    at = next(n for n, one in enumerate(frames) if one is frame)
    alone = [bool(one.day) and not (one.named or one.where or one.deeds or one.everyone or one.other) for one in frames]
    start = end = at
    while start > 0 and alone[start - 1]:
        start -= 1
    while end + 1 < len(frames) and alone[end + 1]:
        end += 1
    own = list(frames[start : end + 1]) if alone[at] else []
    return own if any(EACH_ONE.search(one.text.lower()) or _DATES.search(one.text.lower()) for one in own) else own[:1]


def _same(last: Event, event: Event) -> bool:
    """Whether both tell of the same, as the label of 原计划周航12月8日升级华南，现在客户要求推后一周，改成12月15日 makes them."""
    return (last.who, last.where, last.key) == (event.who, event.where, event.key)


def _day(event: Event) -> date | None:
    """The day that an hour is of: the evening's whose midnight it is."""
    return (
        (event.moment.at - timedelta(seconds=1)).date()
        if isinstance(event.moment, Moment) and event.moment.timed
        else None
    )


def _is_vague(event: Event) -> bool:
    """Whether the day of an event is said better by the clause behind it: 观察两天后由周航下发，12月7日前完成."""
    return counts_on(event.day) is not None or (
        isinstance(event.moment, DateDoubt) and event.moment.reason in ("vague", "counts-from-due", "after-event")
    )


def _each(pending: Sequence[Event]) -> list[Event]:
    """Clauses that name one after the other of the same sort, so that what follows is of each; none where they do not. Before
    those with a person and a place the deed of all may stand."""
    own = [one for one in pending if one.named or one.where]
    sorts = {(bool(one.named), bool(one.where)) for one in own}
    alike = sorts == {(True, True)} or (sorts == {(True, False)} and len(own) == len(pending))
    return own if len(own) > 1 and alike else []


def _completes(done: list[Event], event: Event, frame: Frame, readers: Readers) -> bool:
    """Whether a clause without a day says who does what the clauses before it told of; they are changed in place."""
    if (
        event.deeds
        and done[-1].deeds
        and event.key != done[-1].key
        and (done[-1].key, event.key) != ("delay", "restrict")
    ):
        return False  # 延迟到1月29日，到期由林涛限制 is one
    if frame.more and not event.named:
        return False  # 海外的客户升级窗口比较晚，延迟到1月31日 says of the place what comes next
    homes = {found.name for name in event.where if (found := readers.rules.directory.department(name)) is not None}
    if (
        event.where
        and not event.named
        and not done[-1].where
        and len(homes) == len(event.where)
        and homes <= set(done[-1].departments)
    ):
        done[-1] = replace(
            done[-1], where=event.where, deeds=done[-1].deeds or event.deeds
        )  # 12月14日，轮到周航，华南一天搞定
        return True
    lacking = [
        at
        for at, one in enumerate(done)
        if not ((one.named and not _is_its(event, one, readers)) or (one.where and event.where))
    ]
    if not lacking or lacking[-1] != len(done) - 1:
        return False
    if len(event.persons) > 1 and not event.where and len(done[-1].where) == len(event.persons) and lacking:
        last = done.pop()  # 华东、华南12月15日限制，责任人分别为孙丽、周航
        parts = [replace(last, where=(place,)) for place in last.where]
        given = dict(shared_out(parts, event.persons, readers))
        done += [
            replace(one, who=(given[at][0],), departments=(given[at][1],), persons=(given[at],)) if at in given else one
            for at, one in enumerate(parts)
        ]
        return True
    if (
        len(event.persons) > 1
        and not event.where
        and len(lacking) == 1
        and not (done[-1].where or done[-1].named)
        and EACH_ONE.search(event.text.lower())
    ):
        last = done.pop()  # 12月21日起限制，由孙丽、周航分别负责
        done += [replace(last, who=(one[0],), departments=(one[1],), persons=(one,)) for one in event.persons]
        return True
    if len(event.persons) > 1 and not event.where and len(lacking) > 1:
        for at, person in shared_out([done[at] for at in lacking], event.persons, readers):
            done[lacking[at]] = replace(
                done[lacking[at]], who=(person[0],), departments=(person[1],), persons=(person,)
            )
        return True
    if event.named and not event.where:
        same = [
            at
            for at in lacking
            if done[at].key == done[-1].key
            and done[at].key
            and (not done[-1].where or done[at].where == done[-1].where)
        ]
        for at in lacking if frame.every else same or lacking[-1:]:
            deeds = done[at].deeds or event.deeds
            done[at] = replace(
                done[at],
                who=event.who,
                departments=event.departments,
                persons=event.persons,
                office=event.office,
                deeds=deeds,
            )
        return True
    if len(lacking) == 1 and not done[-1].where and not done[-1].named:
        done[-1] = united(event, done[-1])
        return True
    return False


def _is_its(event: Event, one: Event, readers: Readers) -> bool:
    """Whether who a clause names is of the office that a deed was given to: 研发11月27日前提测，由郑凯负责."""
    home = readers.rules.directory.department(one.office) if one.office and not one.who else None
    return home is not None and home.name in event.departments


def shared_out(
    events: Sequence[Event], persons: Sequence[tuple[str, str]], readers: Readers
) -> list[tuple[int, tuple[str, str]]]:
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
