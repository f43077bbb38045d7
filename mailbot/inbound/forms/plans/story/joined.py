"""joined: the frames of a sentence → events: what belongs to one deed in one (`由孙丽负责，12月3日前完成灰度升级`)."""

import re
from collections.abc import Sequence

from mailbot.inbound.forms.days.dates import Moment
from mailbot.inbound.forms.plans.doubts import is_open_day
from mailbot.inbound.forms.plans.hours import lone_hour
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.by_kind import of_kind
from mailbot.inbound.forms.plans.story.completes import ASSISTS, completes
from mailbot.inbound.forms.plans.story.event import Event, event_of, union, united
from mailbot.inbound.forms.plans.story.frame import Frame
from mailbot.inbound.forms.plans.story.gives_day import gives_day, in_turn
from mailbot.inbound.forms.plans.story.joining import Joining
from mailbot.inbound.forms.plans.story.neighbours import goes_on
from mailbot.inbound.forms.plans.story.spans import timed
from mailbot.inbound.forms.plans.story.words import BUSY, ENDINGS, OWN_PARTS
from mailbot.late import late
from mailbot.value import replace

# 12月5日升一半，12月12日升完，…均为下班前: no day of its own.
_DAYS_END = late(
    r"\s*(?:均|都|一律|统一)?(?:为|是|在)?\s*(?:当[天日])?\s*(?:下班|收工)(?:之前|以前|前)?\s*"
    r"|\s*(?:both |all |each )?(?:by )?(?:eod|cob|(?:the )?close of business"
    r"|end of (?:the )?(?:business )?day)\s*",
    re.IGNORECASE,
)
_RESTATES = late(r"^(?:也就是|也即|亦即|即)(?!使|便|可|将|刻|日)|^(?:i\.e\.|that is(?=[ ,])|namely|in other words)")
_RELATIVE = late(r"^(?:which|who|whose|that|where)(?![a-z])")
_OF_ALL = late(
    r"^\s*(?:时间)?(?:都|均|一律|统一|各)+(?:为|是|在|于|要?在)?(?:当[天日])?"
    r"|^\s*(?:all|both|each)(?: of (?:them|these|it))? (?:by|at|before) |\s+(?:for )?(?:both|each|all)$|,? please$",
    re.IGNORECASE,
)
_WHY = late(
    r"(?:少|多|忙|急|简单|好弄|难|远|紧张?|晚|早|慢|快|空|够|方便|有事|没人|时差大?)(?:一?些|一?点|了|的)?\s*$"
)  # 周航那边学校少
_AIMED = late(
    r"^(?:所以|那就|就|只能|只好|干脆|可能|预计|大概|最快|都|也|得|要)*(?:要|得|放|排|安排|定|改|拖|推|延|等|给"
    r"|缓|约|挪|移)(?:迟|后)?[到在至于为]"
    r"|^(?:so |and )*(?:it |that |they |he |she )?(?:(?:will|would|can|has|have|needs?) )?(?:be |to be |wait "
    r"|take )?(?:until|till|by|not before)(?![a-z])"
    r"|^so (?:that'?s |it'?s |it will be |on )*(?=the \d|\d|[a-z]{3,9} \d)",
    re.IGNORECASE,
)


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
    if sum(bool(one.day) for one in frames) > 1:
        frames = [one for one in frames if not _DAYS_END.fullmatch(one.text)]  # the day of all of them ends so
    hours = [(one, hour) for one in frames if (hour := common_hour(one, sentence)) is not None]
    if len(hours) == 1:  # …12月2日下完，…12月8日下完，都是当天18点前
        frames = [one for one in frames if one is not hours[0][0]]
    joining = Joining(frames, label, sentence, readers, before, parts)
    topic: Event | None = None  # 冯雪那边代码已经封了，11月27号提测
    for frame in frames:
        if frame.past and frame.who and not frame.deeds:
            topic = event_of(frame, sentence)
        opens = is_open_day(frame.text)
        says = frame.named or frame.where or frame.deeds or (frame.day and (joining.pending or not joining.done))
        if not (frame.other or frame.past or frame.old) and (says or not opens):
            _take(joining, frame)
        told = joining.pending if joining.pending and not says else joining.done
        if opens and told and not (says and frame.day) and frame.text not in told[-1].text:
            told[-1] = replace(told[-1], text=f"{told[-1].text}，{frame.text}")  # …12月9日，客户还没点头
    joining.take_lead()
    done, pending = joining.done, joining.pending
    if topic is not None:
        done = [_of_topic(one, topic, readers) for one in done]
    if len(hours) == 1:
        done = [timed(one, hours[0][1], readers) or one for one in done]
    done += [
        replace(one, day=one.hint[0], moment=one.hint[1]) for one in pending if one.hint[0] and (one.named or one.where)
    ]
    pending = [one for one in pending if not one.hint[0]]
    return [one.with_names(label) for one in done], [one.with_names(label) for one in pending]


def _of_topic(event: Event, topic: Event, readers: Readers) -> Event:
    """An event that names nobody with whom its sentence told something past of, where that may be their deed."""
    if event.named or event.where or event.everyone or not event.key or not goes_on(topic, event, readers):
        return event
    return event.by(topic)


def common_hour(frame: Frame, sentence: int) -> Event | None:
    """The event of a frame that is nothing but an hour for all that was told: 都是当天18点前, 6 pm both; None for any other."""
    bare = _OF_ALL.sub("", frame.text)
    hour = lone_hour(bare)
    alone = hour is not None and hour[1][1] == len(bare) and not (frame.named or frame.where or frame.deeds)
    if hour is None or not (alone and frame.every):
        return None
    return replace(event_of(frame, sentence), text=hour[0], day="", moment=None)


def _take(joining: Joining, frame: Frame) -> None:
    """Takes the next frame of the sentence: to what was told before, as an event, or to wait for its day."""
    label = joining.label
    event = joining.event(frame)
    if _winds_up(event, joining):
        event = replace(event, deeds=())  # 孙丽负责华东，周航负责华南，12月16日之前收尾
    if joining.lead is not None and _is_length(event):
        event = replace(event, day="", moment=None)  # 12月14日，轮到周航，华南一天之内搞定
    if _adds(joining, event, frame):
        return
    if frame.vague and not event.deeds:
        hint = (event.day, event.moment)
        if joining.pending and not (event.named or event.where):
            joining.pending[-1] = replace(joining.pending[-1], hint=hint)  # 华南由周航升级，时间待定
            return
        event = replace(event, day="", moment=None, hint=hint)  # 周航晚一周，12月11日升完
    named = bool(event.named or event.where or event.everyone or (label is not None and (label.named or label.where)))
    bare = bool(event.day and not (named or event.deeds)) or len(in_turn(joining.frames, frame)) > 1
    if gives_day(joining, event, frame, named=named, bare=bare):
        return
    if event.day:
        _dated(joining, event, frame, bare=bare)
    else:
        dayless(joining, event, frame, named=named)


def _is_length(event: Event) -> bool:
    """Whether all that an event says of its day is how long it takes: 一天之内搞定."""
    return (
        isinstance(event.moment, Moment) and "from-mail" in event.moment.remarks and event.day.rstrip().endswith("内")
    )


def _winds_up(event: Event, joining: Joining) -> bool:
    """Whether a clause ends what those before it share out, and is no summary."""
    nobody = not (event.named or event.where or event.everyone)
    ends = bool(event.deeds) and all(one.words in ENDINGS for one in event.deeds)
    return nobody and ends and any(one.where and one.key in ("", "rollout") for one in joining.pending)


def _adds(joining: Joining, event: Event, frame: Frame) -> bool:
    """Whether a clause says but the hour, or who, or the same day again, of the last event; it is changed in place."""
    done, pending, label = joining.done, joining.pending, joining.label
    if done and (exact := timed(done[-1], event, joining.readers)):
        done[-1] = exact
        return True
    if (
        label is not None
        and label.day
        and not frame.day
        and done
        and not pending
        and event.named
        and not (event.where or frame.deeds)
        and completes(done, event, frame, joining.readers)
    ):
        return True  # 第一阶段（12月4日前）：华东试点，由李想负责
    if (
        done
        and not pending
        and event.day
        and _RESTATES.search(event.text.lower())
        and not (event.named or event.where or frame.deeds)
    ):
        done[-1] = done[-1].on(event)  # 一周内升完，也就是12月8日前
        return True
    return False


def _dated(joining: Joining, event: Event, frame: Frame, *, bare: bool) -> None:
    """Takes a clause with a day of its own, and with what waited for one."""
    if (
        event.key == "obtain"
        and not (event.named or event.where)
        and any(one.key == "rollout" for one in joining.pending[-1:])
    ):
        event = of_kind([event], (), joining.readers)[0]  # 李想先在华东挑 50 家试，12月11日前下完, of parameters
    begun = bool(event.count) and not (frame.more or event.named)  # …约晚上弄，12月4日之前先弄3所学校
    if (
        (not (event.named or event.where or event.deeds) and _AIMED.match(event.text))
        or begun
        or (
            frame.ends
            and not (frame.more or event.named)
            and all(_WHY.search(one.text) or BUSY.search(one.text) for one in joining.pending if one.more)
        )
    ):
        joining.pending = [
            replace(one, more=False, talk=one.talk and not begun, text="、".join((*one.who, *one.where)) or one.text)
            if one.more
            else replace(one, talk=one.talk and not begun)
            for one in joining.pending
        ]  # 华南周航说人手不够，要到12月10日: why, and when
    whole = union(joining.pending, event)
    near = union(joining.pending[-1:], event) if bare and not whole else None
    joining.done.append(whole or near or event)  # 孙丽和李想一起搞华东，孙丽管上海，12月4日
    joining.pending = [] if whole else joining.pending[:-1] if near else joining.pending
    joining.lead = None


def dayless(joining: Joining, event: Event, frame: Frame, *, named: bool) -> None:
    """Takes a clause without a day: with that which leads it, to what was told before, or to wait for one."""
    lead = joining.lead
    if (
        lead is not None
        and (joining.led in (None, frame.clause) or _is_parallel(joining.done[-1], event))
        and (named or event.deeds)
    ):
        joining.done.append(replace(event, day=lead.day, moment=lead.moment, text=f"{lead.text}，{event.text}"))
        joining.led = frame.clause
    elif named:
        _who(joining, event, frame)
    elif event.deeds:
        _what(joining, event, frame)
    elif joining.done and not joining.pending and not joining.done[-1].deeds and (event.count or event.pace):
        last = joining.done[-1]  # 12月2日，孙丽，上海机房 15 台
        joining.done[-1] = replace(last, count=last.count or event.count, pace=last.pace or event.pace)


def _who(joining: Joining, event: Event, frame: Frame) -> None:
    """A clause that says who, or where; who only helps with what waits for its day does none of it."""
    if joining.pending and not (event.where or event.deeds) and ASSISTS.search(event.text):
        return  # 华东由孙丽负责，李想配合，12月4日前升完
    done, pending, shared, last = joining.done, joining.pending, joining.shared, joining.last
    if shared and (
        shared[0] is frame.clause
        or (event.named and event.where and not (event.deeds or event.where == done[-1].where))
    ):
        done.append(united(event, shared[1]))
    elif (
        pending
        and (_RELATIVE.search(event.text.lower()) or _is_of_share(pending[-1], event))
        and (whole := union(pending[-1:], event))
    ):
        pending[-1] = replace(whole, hint=pending[-1].hint)  # South China, which is looked after by Zhou Hang
    elif done and not pending and not event.hint[0] and completes(done, event, frame, joining.readers):
        own = last is not None and (event.where or OWN_PARTS.search(event.text.lower()))
        joining.shared = (frame.clause, last) if last is not None and own else None
    else:
        pending.append(event)


def _is_of_share(last: Event, event: Event) -> bool:
    """华东约120家，孙丽: who has the part before."""
    alone = len(event.persons) == 1 and not (event.where or event.deeds)
    return alone and bool(last.count) and len(last.where) == 1 and not last.named


def _what(joining: Joining, event: Event, frame: Frame) -> None:
    """A clause that says what is done, and no more."""
    done, pending, last = joining.done, joining.pending, joining.last
    if last is not None and not last.deeds and frame.every:
        joining.done = [
            one if one.deeds else replace(one, deeds=event.deeds, pace=one.pace or event.pace) for one in done
        ]
    elif last is not None and not pending and event.key == last.key and frame.ruled:
        done[-1] = replace(
            last, ruled=True, versions=last.versions or event.versions
        )  # 限制放在12月16日，5.1以下不能再用
    elif last is not None and not last.deeds and not pending:
        done[-1] = replace(last, deeds=event.deeds, pace=last.pace or event.pace, count=last.count or event.count)
    else:
        pending.append(event)


def _is_parallel(last: Event, event: Event) -> bool:
    """Whether a clause says of another place what the one before said of its own: 12月9日，华东是孙丽，华南是周航."""
    return (
        bool(last.named and event.named and last.where and event.where)
        and last.where != event.where
        and not event.deeds
    )
