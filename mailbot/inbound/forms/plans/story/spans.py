"""with_ends, timed: a day with its end or its hour from a clause behind it: 版本限制：12月8日，韩冰，20:00前 (SPEC 9 "Plans": due is the end)."""

import re
from collections.abc import Sequence

from mailbot.inbound.forms.days.dates import Moment
from mailbot.inbound.forms.plans.hours import lone_hour
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.event import Event, homes, united
from mailbot.inbound.forms.plans.story.words import ENDINGS
from mailbot.late import late
from mailbot.value import replace

_AT = late(r"^(?:(?:and|but) )?(?:(?:at|by) )?(?=\d)", re.IGNORECASE)


def with_ends(events: Sequence[Event], readers: Readers) -> list[Event]:
    """The events, the last two as one where they stand in one line, in two sentences: Zhou Hang begins on December 9. He is done by
    December 14."""
    if len(events) < 2:
        return list(events)
    last, event = events[-2:]
    days = [one.moment.day for one in (last, event) if isinstance(one.moment, Moment)]
    own = (
        event.sentence == last.sentence + 1
        and event.line == last.line
        and not event.begins
        and not last.start
        and (event.who == last.who or not event.named)
    )
    if (
        last.begins
        and last.key not in ("restrict", "delay")
        and own
        and len(days) == 2
        and days[0] < days[1]
        and ends(last, replace(event, who=(), office=""), readers)
        and event.key in ("", last.key)
    ):
        return [*events[:-2], ended(last, event)]
    return list(events)


def ended(last: Event, event: Event) -> Event:
    """What the last event began and the next one ends."""
    return replace(
        event if event.named else event.by(last),
        start=last.day,
        where=event.where or last.where,
        deeds=last.deeds or event.deeds,
        text=f"{last.text}，{event.text}",
    )


def ends(last: Event, event: Event, readers: Readers) -> bool:
    """Whether a clause says when what the last one began is to end, and who ends it."""
    ending = bool(event.deeds) and all(one.words in ENDINGS for one in event.deeds)  # …开始升，12月18日收尾
    same = ending or not event.deeds or not last.deeds or event.key == last.key
    places = homes(last, readers)
    if event.named and (last.named or not places or not places >= set(event.departments) or not event.departments):
        return False
    return same and (not event.where or not last.where or event.where == last.where)


def timed(last: Event, event: Event, readers: Readers) -> Event | None:
    """The event before with the hour that is all the day of a clause, and with who it names: 版本限制：12月8日，韩冰，20:00前; None
    where the clause says more."""
    text = _AT.sub("", event.text)
    hour = lone_hour(text)
    alone = hour is not None and (
        hour[1] == (0, len(text)) or (hour[1][1] == len(text) and event.day.startswith(hour[0]))
    )
    more = event.key not in ("", last.key) or event.where or (event.named and last.named)
    if hour is None or not alone or more or not isinstance(last.moment, Moment) or last.moment.timed:
        return None
    moment = readers.dates(readers.context.mailed).read_date(f"{last.day} {hour[0]}")
    if moment is None or (isinstance(moment, Moment) and not moment.timed):
        return None  # of 12月3日，3点, a doubt, it is asked which
    return replace(united(last, event), day=moment.words, moment=moment, text=f"{last.text}，{event.text}")


def at_its_hour(done: Sequence[Event], event: Event, *, every: bool) -> list[Event]:
    """The events with the hour that a clause gives to their day, and nothing else; none where their day is another, or has an hour."""
    moment = event.moment
    if not done or not isinstance(moment, Moment) or not moment.timed:
        return []
    own = [_lacks_hour(one, every=every) and getattr(one.moment, "day", None) == moment.day for one in done]
    if not own[-1]:
        return []
    return [replace(one, day=event.day, moment=moment) if takes else one for one, takes in zip(done, own, strict=True)]


def _lacks_hour(event: Event, *, every: bool) -> bool:
    """Whether an event's day has no hour, or, where all are to be done by one, only that from which a restriction holds:
    12月17日零点开始限制，华东孙丽，华南周航，都要求当天18点前完成."""
    moment = event.moment
    if not isinstance(moment, Moment):
        return False
    return not moment.timed or (every and event.key == "restrict" and (moment.at.hour, moment.at.minute) == (0, 0))
