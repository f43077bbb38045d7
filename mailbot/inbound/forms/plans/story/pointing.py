"""pointed, answered: what a clause says by pointing back: 同一天, 前者, Bing Han takes care of that (SPEC 3 "Body")."""

from collections.abc import Sequence

from mailbot.inbound.forms.days.dates import Moment
from mailbot.inbound.forms.plans.story.event import Event, united
from mailbot.inbound.forms.plans.story.frames import Frame
from mailbot.inbound.forms.plans.story.words import ANSWERS, FORMER, HELPS, LATTER
from mailbot.value import replace

__all__ = ["answered", "pointed"]


def pointed(event: Event, frame: Frame, before: Sequence[Event], parts: Sequence[Event]) -> Event:
    """An event with the day, or the people and the place, that it points back to. `before` are the events told so far, `parts`
    who was named for which part without a day."""
    if not event.day and frame.same and before and isinstance(before[-1].moment, Moment):
        event = replace(event, day=before[-1].day, moment=before[-1].moment)
    text = event.text.lower()
    at = 0 if FORMER.search(text) else 1 if LATTER.search(text) else None
    if at is None or len(parts) < 2 or event.named or event.where:
        return event
    one = parts[-2:][at]
    return replace(event, who=one.who, departments=one.departments, persons=one.persons, where=one.where, office=one.office, deeds=event.deeds or one.deeds)


def answered(events: Sequence[Event], loose: Sequence[Event]) -> list[Event]:
    """The events, the last of them with who a sentence of its own says does it: …12月28日起限制；Bing Han takes care of that."""
    who = [one for one in loose if one.who and not (one.where or one.deeds) and ANSWERS.search(one.text.lower()) and not HELPS.search(one.text)]
    if len(who) != 1 or not events:
        return list(events)
    line = events[-1].line.number
    own = [at for at, one in enumerate(events) if one.line.number == line and one.key and not (one.key == "delay" and not one.named)]
    if not own or events[own[-1]].named or who[0].line.number != line:
        return list(events)
    found = list(events)
    found[own[-1]] = replace(united(who[0], found[own[-1]]), sentence=found[own[-1]].sentence)
    return found
