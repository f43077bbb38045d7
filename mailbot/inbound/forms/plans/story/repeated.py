"""without_repeated: events without those that others say again, sum up or except (SPEC 3 "Body")."""

import re
from collections.abc import Sequence

from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.event import Event
from mailbot.inbound.forms.plans.story.words import PUT_OFF
from mailbot.late import late

_PARTLY = late(r"先|一半|半数|部分|几台|三分之|四分之")
_ALL = late(
    r"全[下升推换上]|(?<![a-z])(?:all of|the whole|follows?|everything (?:else )?in)(?![a-z])", re.IGNORECASE
)  # 周航先挑 20 家试；没问题12月11日前华南全下: the rest of it


def without_repeated(events: Sequence[Event], readers: Readers) -> list[Event]:
    """Each deed of each once, in their order."""
    return _once(_without_overall(_without_excepted(events), readers))


def _without_overall(events: Sequence[Event], readers: Readers) -> list[Event]:
    """Without what is said of a place as a whole beside whose people's own deeds of that sort are told: 只动华东，12 月内做完 over 李想 12月4日."""
    directory = readers.rules.directory
    named = [one for one in events if one.who]
    own = {(one.key, name) for one in named for name in one.departments}
    entire = [one for one in named if not (one.count or one.pace not in ("", "all") or _PARTLY.search(one.text))]
    whole = {(one.key, name) for one in entire for name in one.departments}

    def overall(event: Event) -> bool:
        homes = [found.name for name in event.where if (found := directory.department(name)) is not None]
        nobody = not (
            event.who or event.office or event.everyone or event.count or event.pace or _PARTLY.search(event.text)
        )  # 华东先升100台 is a part
        return (
            nobody
            and bool(homes)
            and len(homes) == len(event.where)
            and all((event.key, name) in (whole if _ALL.search(event.text) else own) for name in homes)
        )

    return [one for one in events if not overall(one)]


def _without_excepted(events: Sequence[Event]) -> list[Event]:
    """Without what a later clause of the sentence puts off for one of many: 三位12月15日前全部完成，其中海外可以放宽到12月18日."""

    def excepted(event: Event) -> bool:
        behind = next(at for at, one in enumerate(events) if one is event) + 1
        later = [
            one
            for one in events[behind:]
            if one.sentence == event.sentence and one.key == event.key and PUT_OFF.search(one.text.lower())
        ]
        return event.key == "rollout" and any(
            one.who == event.who and one.where == event.where and not PUT_OFF.search(event.text.lower())
            for one in later
        )

    def delayed(event: Event) -> bool:
        """由孙丽、周航、林涛分别负责华东、华南、海外，…起限制，其中海外延迟到…: Overseas is restricted when its delay ends."""
        own = [one for one in events if one.key == "restrict" and one is not event and one.sentence == event.sentence]
        return (
            event.key == "restrict"
            and bool(own and event.where)
            and any(
                one.key == "delay"
                and one.sentence == event.sentence
                and not one.versions
                and one.where == event.where
                and one.who in ((), event.who)
                for one in events
            )
        )

    return [one for one in events if not (excepted(one) or delayed(one))]


def _once(events: Sequence[Event]) -> list[Event]:
    """Without what a later clause says again: the same deed of the same people on the same day, nowhere else."""
    found: list[Event] = []
    for event in events:
        if not any(_repeats(event, one) for one in found):
            found.append(event)
    return found


def _repeats(event: Event, one: Event) -> bool:
    where = not event.where or not one.where or event.where == one.where
    return (
        event.key == one.key
        and _day(one) == _day(event)
        and one.who == event.who
        and where
        and bool(event.who or event.where == one.where)
    )


def _day(event: Event) -> object:
    return getattr(event.moment, "day", event.day)
