"""with_ends: what one clause or sentence begins and another ends, as one event (SPEC 9 "Plans": due is the end)."""

from collections.abc import Sequence

from mailbot.inbound.forms.days.dates import Moment
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.event import Event
from mailbot.inbound.forms.plans.story.words import ENDINGS
from mailbot.value import replace

__all__ = ["ended", "ends", "with_ends"]


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
        event,
        start=last.day,
        who=event.who or last.who,
        departments=event.departments or last.departments,
        persons=event.persons or last.persons,
        office=event.office or last.office,
        where=event.where or last.where,
        deeds=last.deeds or event.deeds,
        text=f"{last.text}，{event.text}",
    )


def ends(last: Event, event: Event, readers: Readers) -> bool:
    """Whether a clause says when what the last one began is to end, and who ends it."""
    ending = bool(event.deeds) and all(one.words in ENDINGS for one in event.deeds)  # …开始升，12月18日收尾
    same = ending or not event.deeds or not last.deeds or event.key == last.key
    homes = {found.name for name in last.where if (found := readers.rules.directory.department(name)) is not None}
    if event.named and (last.named or not homes or not homes >= set(event.departments) or not event.departments):
        return False
    return same and (not event.where or not last.where or event.where == last.where)
