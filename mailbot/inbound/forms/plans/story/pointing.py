"""pointed, answered: what a clause says by pointing back: 同一天, 前者, Bing Han takes care of that (SPEC 3 "Body")."""

import re
from collections.abc import Sequence
from datetime import timedelta

from mailbot.inbound.forms.days.dates import DateDoubt, Moment
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.event import Event, united
from mailbot.inbound.forms.plans.story.frame import Frame
from mailbot.inbound.forms.plans.story.words import FORMER, HELPS, LATTER, NEXT_DAY, PUT_OFF
from mailbot.late import late
from mailbot.value import replace

# Who answers for what was told before: 由韩冰来做, Bing Han takes care of that; and not who helps with it.
_ANSWERS = late(
    r"负责(?!人)|[交派]给|归|牵头|主责|执行|来[做办弄]|操作|跟进|take[sn]? care|look(?:s|ed)? after|responsible"
    r"|in charge|own(?:s|ed)|handle[sd]?|do(?:es)? (?:it|this|that)"
)
# What was told before without a day: Sun Li does it on December 3.
_IT = late(
    r"^(?:and )?(?:this|that|it) (?:is|will be|falls|goes)(?![a-z])"
    r"|(?<![a-z])(?:do(?:es)?|handles?|takes?|runs?|starts?) (?:it|this|that)(?![a-z])|这个|这[件项]|此事|该项"
)
_HOUR = late(
    r"\s*(?P<that>(?:同一?|当|那)[天日]的?)?\s*(?P<hour>(?:下班|收工|中午|正午|晚|上午|下午|早|凌晨|\d{1,2}\s*[点:：时]|[零一二三四五六七八九十]{1,2}点"
    r"|(?:by |before |at )?(?:eod|cob|noon|close of business|end of (?:the )?day)).*)$",
    re.IGNORECASE,
)
# Sun Li does it that morning at 8
_THAT_HOUR = late(
    r"(?<![a-z])(?P<part>(?:that|the same) (?:day|morning|afternoon|evening)|on the day)(?:,? at (?P<hour>\d{1,2})(?P<minute>:\d\d)?(?: ?(?P<half>[ap])m)?(?![\d:]))"
)
SAME_HOUR = late(r"同一个?(?:时间|时刻|时段|点)|同样的?时间|(?<![a-z])(?:at )?the same (?:time|hour)(?! as)(?![a-z])")
_THEN_IS = late(r"^(?:最后|其次|然后|接着)是|^(?:and )?(?:finally|then|lastly)(?= comes?(?![a-z]))")


def pointed(event: Event, frame: Frame, before: Sequence[Event], parts: Sequence[Event], readers: Readers) -> Event:
    """An event with the day, or the people and the place, that it points back to. `before` are the events told so far, `parts`
    who was named for which part without a day."""
    if not event.day and frame.same and before and isinstance(before[-1].moment, Moment):
        event = replace(event, day=before[-1].day, moment=before[-1].moment)
    event = _on_that_day(event, frame, before, readers)
    text = event.text.lower()
    if (
        event.named
        and not (event.deeds or event.where)
        and parts
        and parts[-1].deeds
        and not parts[-1].named
        and _IT.search(text)
    ):
        event = replace(event, where=parts[-1].where, deeds=parts[-1].deeds, pace=event.pace or parts[-1].pace)
    if (
        _THEN_IS.search(text)
        and not (event.deeds or event.named or event.where)
        and before
        and before[-1].who
        and before[-1].key == "rollout"
    ):
        event = replace(event.by(before[-1]), deeds=before[-1].deeds)
    if not event.day and before and (word := NEXT_DAY.search(text)) is not None:
        event = _the_day_after(event, before[-1], word.group(), readers)
    if event.day and SAME_HOUR.search(text) and before:
        event = _at_the_hour(event, before[-1])
    at = 0 if FORMER.search(text) else 1 if LATTER.search(text) else None
    if at is None or not parts or event.named or event.where:
        return event
    if len(places := parts[-1].where) == 2 and len(people := parts[-1].persons) in (0, 2):
        who = people[at : at + 1]  # 先华东后华南，前者12月4日; 华东和华南由孙丽、周航负责，前者…
        event = replace(event, where=(places[at],), deeds=event.deeds or parts[-1].deeds)
        return event.by_one(who[0]) if who else event
    one = parts[-2:][at] if len(parts) > 1 else event
    return replace(event.by(one), where=one.where, deeds=event.deeds or one.deeds)


def _on_that_day(event: Event, frame: Frame, before: Sequence[Event], readers: Readers) -> Event:
    """周航同一天下班前, 都要求当天18点前完成: the hour on the day told before."""
    hour = _HOUR.match(event.day)
    last = before[-1].moment if before else None
    said = _THAT_HOUR.search(event.text.lower())
    if said is not None and isinstance(last, Moment) and (not event.day or event.day == before[-1].day):
        later = 12 if said["part"].endswith(("noon", "evening")) and int(said["hour"]) < 12 else 0
        half = f"{said['half']}m" if said["half"] else ""
        day = f"{last.day:%Y-%m-%d} {int(said['hour']) + (0 if half else later)}{said['minute'] or ':00'}{half}"
        moment = readers.dates(readers.context.mailed).read_date(day)
        return replace(event, day=day, moment=moment) if isinstance(moment, Moment) else event
    if hour is None or not isinstance(last, Moment) or not (frame.same or hour["that"]):
        return event
    day = f"{last.day:%Y-%m-%d} {hour['hour']}"
    moment = readers.dates(readers.context.mailed).read_date(day)
    return replace(event, day=day, moment=moment) if isinstance(moment, Moment) and moment.day == last.day else event


def _the_day_after(event: Event, before: Event, word: str, readers: Readers) -> Event:
    """最终版本次日提交; where nobody works on the day after it is asked which day is meant."""
    dates = readers.dates(readers.context.mailed)
    following = before.moment.day + timedelta(days=1) if isinstance(before.moment, Moment) else None
    if following is None or not dates.workdays.is_workday(following):
        return replace(event, day=word, moment=DateDoubt("vague", word, (0, len(word))))
    day = f"{following:%Y-%m-%d}"
    return replace(event, day=day, moment=dates.read_date(day))


def _at_the_hour(event: Event, before: Event) -> Event:
    """12月3日同一时间: the day at the hour of the one before."""
    if (
        not (isinstance(event.moment, Moment) and isinstance(before.moment, Moment))
        or (event.moment.timed and "evening" not in event.moment.remarks)
        or not before.moment.timed
    ):
        return event
    hour = before.moment.at
    later = before.moment.day - (before.moment.begins or before.moment.day)  # 12月4日晚8点到12月5日凌晨2点
    day = event.moment.day + later
    at = hour + (day - before.moment.day)
    start = f"{event.moment.day:%Y-%m-%d}" if later else event.start
    return replace(
        event, start=start, day=f"{day:%Y-%m-%d} {hour:%H:%M}", moment=replace(event.moment, at=at, day=day, timed=True)
    )


def answered(events: Sequence[Event], loose: Sequence[Event]) -> list[Event]:
    """The events, the last of them with who a sentence of its own says does it: …12月28日起限制；Bing Han takes care of that."""
    who = [
        one
        for one in loose
        if one.who and not (one.where or one.deeds) and _ANSWERS.search(one.text.lower()) and not HELPS.search(one.text)
    ]
    if len(who) != 1 or not events:
        return list(events)
    line, last = events[-1].line.number, events[-1]
    if last.where and not last.named and PUT_OFF.search(last.text.lower()) and who[0].line.number == line:
        return [
            *events[:-1],
            replace(united(who[0], last), sentence=last.sentence),
        ]  # Overseas customers have until January 22; Lin Tao is responsible
    own = [
        at
        for at, one in enumerate(events)
        if one.line.number == line and one.key and not (one.key == "delay" and not one.named)
    ]
    if not own or events[own[-1]].named or who[0].line.number != line:
        return list(events)
    found = list(events)
    found[own[-1]] = replace(united(who[0], found[own[-1]]), sentence=found[own[-1]].sentence)
    return found
