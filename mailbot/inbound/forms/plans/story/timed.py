"""timed: events with the hour that a clause behind them gives to their day: 版本限制：12月8日，韩冰，20:00前 (SPEC 3 "Body")."""

from collections.abc import Sequence

from mailbot.inbound.forms.days.dates import Moment
from mailbot.inbound.forms.plans.hours import lone_hour
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.event import Event, united
from mailbot.value import replace


def timed(last: Event, event: Event, readers: Readers) -> Event | None:
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


def at_its_hour(done: Sequence[Event], event: Event) -> list[Event]:
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
