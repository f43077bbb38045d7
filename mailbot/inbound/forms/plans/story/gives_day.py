"""gives_day: a day behind what it is the day of: 孙丽负责华东，周航负责华南，都在12月10日前; in_turn: days told one by one (SPEC 3 "Body")."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from mailbot.inbound.forms.days.dates import DateDoubt, Moment
from mailbot.inbound.forms.plans.deeds import Deed, pace_of
from mailbot.inbound.forms.plans.story.event import Event, each_own, event_of, united
from mailbot.inbound.forms.plans.story.frame import Frame
from mailbot.inbound.forms.plans.story.joining import Joining
from mailbot.inbound.forms.plans.story.relative_days import counts_on
from mailbot.inbound.forms.plans.story.spans import at_its_hour, ended, ends
from mailbot.inbound.forms.plans.story.words import EACH_ONE, OWN_PARTS, PUT_OFF
from mailbot.late import late
from mailbot.value import replace

# A sentence of its own that gives the day of what the one before told: 时间是12月8日, His target is December 14.
_ITS_DAY = late(
    r"^(?:升级|完成|截止|下发|限制)?(?:时间|日期|期限|截止)"
    r"|^(?:and |so )?(?:his|her|their|its|the) (?:target|date|deadline|due date|turn|slot|window)(?![a-z])"
    r"|^(?:it is |it's )?due(?![a-z])",
    re.IGNORECASE,
)
_LATEST = late(r"^(?:最[迟晚]|不[晚迟]于|别(?:超)?过|不(?:超|要)过|那?就定)")
_GRANTS = late(r"^(?:那?就|所以|可以?|我)*(?:再?给|放|宽|宽限)到")
_DATES = late(r"时间|日期|(?<![a-z])(?:dates?|deadlines?)(?![a-z])")


def gives_day(joining: Joining, event: Event, frame: Frame, *, named: bool, bare: bool) -> bool:
    """Whether a clause's day is that of what the clauses before it told, or leads what comes behind; they are changed in place.
    `named`: the clause or its label says who or where; `bare`: it says a day and nothing else."""
    return (
        _of_last(joining, event, frame, bare=bare)
        or _of_each(joining, event, frame, named=named, bare=bare)
        or (bare and not joining.pending and _alone(joining, event, frame))
        or _of_pending(joining, event, frame, bare=bare)
    )


def _of_last(joining: Joining, event: Event, frame: Frame, *, bare: bool) -> bool:
    """Whether it is the end of what the last event begins, or says its day better."""
    last = joining.last
    if last is None or joining.pending or not event.day:
        return False
    if last.begins and last.key not in ("restrict", "delay") and ends(last, event, joining.readers):
        joining.done[-1] = ended(last, event)  # 华南周航下周三开始，下周五结束
        return True
    if bare and _is_before(event, last):
        return True  # 12月7日那周做完，最晚周五: the Friday of that week, which is asked about
    if bare and _LATEST.search(event.text) and _follows(joining, last, frame):
        joining.done[-1] = last.on(event)
        return True  # 这两周内升了就行，最迟别过12月4号
    if bare and last.named and last.more and not last.deeds and _GRANTS.match(event.text):
        before = next((one for one in joining.done[-2::-1] if one.key == "rollout"), None)
        deeds = before.deeds if before is not None else ()
        joining.done[-1] = replace(last.on(event), deeds=deeds, more=not deeds)  # 周航客户那边有月底结账，给到12月4号
        return True
    if not event.hint[0] and _is_vague(last) and (bare or (frame.now and _same(last, event))):
        joining.done[-1] = replace(last.on(event), more=last.more and event.more)  # 观察两天后下发，12月7日前完成
        return True
    return False


def _of_each(joining: Joining, event: Event, frame: Frame, *, named: bool, bare: bool) -> bool:
    """Whether it is one of the days, or the day, of several clauses that have none."""
    if bare and (of := joining.pending or joining.parts) and len(run := in_turn(joining.frames, frame)) == len(of) > 1:
        if frame is run[-1]:  # 完成时间依次是12月8日、12月10日、12月16日
            joining.done += [
                replace(united(one, event_of(each, joining.sentence)), sentence=joining.sentence)
                for one, each in zip(of, run, strict=True)
            ]
            joining.pending = []
        return True
    parts = joining.parts
    if (
        (bare or (event.day and not named and frame.every))
        and not (joining.pending or joining.done)
        and (frame.every or _ITS_DAY.search(event.text))
        and (those := each_of(parts) or _sole(parts, event))
    ):
        told = [united(one, event) for one in those]
        joining.done += [
            part for one in told for part in (each_own(one) if frame.every else [one])
        ]  # 孙丽负责华东，周航负责华南；都在12月10日前
        return True
    return False


def _sole(parts: Sequence[Event], event: Event) -> list[Event]:
    """The one clause that says who, or where and what, a day by itself may be of; none where there are several."""
    own = [one for one in parts if one.who or (one.where and (one.deeds or _ITS_DAY.search(event.text)))]
    return own if len(own) == 1 else []


def _alone(joining: Joining, event: Event, frame: Frame) -> bool:
    """A day and nothing else, where nothing waits for one: until when a restriction is put off, an hour, an end, the day of more of
    the same, or of what comes behind it."""
    last = joining.last
    if last is not None and last.key == "restrict" and last.where and PUT_OFF.search(event.text.lower()):
        joining.done[-1] = replace(
            last, deeds=(Deed("delay", event.text, (0, 0)),), day=event.day, moment=event.moment
        )  # 海外林涛那边客户多，宽限到1月20日
    elif exact := at_its_hour(joining.done, event, every=frame.every):
        joining.done = exact  # 12月7日限制，孙丽负责华东，周航负责华南，当天10点前做完
    elif last is not None and frame.ends and (same := _day(last)) is not None and same == _day(event):
        joining.done = [
            replace(one, start=one.day, day=event.day, moment=event.moment) if _day(one) == same else one
            for one in joining.done
        ]  # 12月8日晚10点，华东和华南同时进行，当晚12点前结束
    elif frame.goes_on and (last is not None or pace_of(frame.text.lower()) == "rest"):
        joining.done.append(event)  # 12月4日灰度10台，12月11日全部完成
    else:
        joining.take_lead()
        joining.lead, joining.led = event, None
    return True


def _of_pending(joining: Joining, event: Event, frame: Frame, *, bare: bool) -> bool:
    """Whether it is the day of each of those that wait for one."""
    if event.day and not (event.named or event.where) and (bare or frame.every) and (each := each_of(joining.pending)):
        deeds = next((one.deeds for one in joining.pending if one.deeds and one not in each), ())
        joining.done += [
            united(replace(one, deeds=one.deeds or deeds), event) for one in each
        ]  # Sun Li of East, Zhou Hang of South, both on 14 December
        joining.pending = []
        return True
    return False


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


def _follows(joining: Joining, last: Event, frame: Frame) -> bool:
    """Whether the clause right before this one gave the last event its day."""
    at = next(n for n, one in enumerate(joining.frames) if one is frame)
    before = joining.frames[at - 1] if at else None
    return before is not None and bool(before.day) and before.text in last.text


def _is_before(event: Event, last: Event) -> bool:
    """Whether a day counts from the mail's own where the vague one before it lies later."""
    doubt, moment = last.moment, event.moment
    return (
        isinstance(doubt, DateDoubt)
        and isinstance(moment, Moment)
        and doubt.reason == "vague"
        and bool(doubt.candidates)
        and moment.day < min(doubt.candidates)
    )


def _is_vague(event: Event) -> bool:
    """Whether the day of an event is said better by the clause behind it: 观察两天后由周航下发，12月7日前完成."""
    return counts_on(event.day) is not None or (
        isinstance(event.moment, DateDoubt)
        and event.moment.reason in ("vague", "counts-from-due", "after-event")
        and len(event.moment.candidates) != 1  # 12月12日夜里 is that day
    )


def in_turn(frames: Sequence[Frame], frame: Frame) -> list[Frame]:
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


def each_of(pending: Sequence[Event]) -> list[Event]:
    """Clauses that name one after the other of the same sort, so that what follows is of each; none where they do not. Before
    those with a person and a place the deed of all may stand."""
    named = {place for one in pending if one.named for place in one.where}
    own = [one for one in pending if one.named or (one.where and not set(one.where) <= named)]
    sorts = {(bool(one.named), bool(one.where)) for one in own}
    theirs = len(own) == len(pending) or all(OWN_PARTS.search(one.line.text) for one in own)  # 孙丽、周航各升各的
    alike = sorts == {(True, True)} or (sorts == {(True, False)} and theirs)
    return own if len(own) > 1 and alike else []
