"""counted, is_length: days that count from the node told before: 华东12月4日升完，一周后华南升完 (SPEC 3 "Body")."""

from collections.abc import Sequence
from datetime import timedelta

from mailbot.inbound.forms.days.dates import Moment
from mailbot.inbound.forms.plans.story.counts_on import counts_on
from mailbot.inbound.forms.plans.story.event import Event
from mailbot.value import replace

_WEEKS = frozenset(("周", "星期", "礼拜", "week"))
_FIGURES = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}


def counted(events: Sequence[Event]) -> list[Event]:
    """The events, those told behind another one of their line with a day that counts on: whole weeks from it, while of days
    it is asked which are meant. The first of all counts from the mail."""
    found: list[Event] = []
    for event in events:
        said = counts_on(event.day)
        before = next(
            (one for one in reversed(found) if one.line.number == event.line.number and isinstance(one.moment, Moment)),
            None,
        )
        if (
            said is not None
            and before is not None
            and isinstance(before.moment, Moment)
            and isinstance(event.moment, Moment)
        ):
            number = _FIGURES.get(said["n"] or said["count"] or "") or int(said["n"] or said["count"] or 0)
            if (said["unit"] or said["of"]) in _WEEKS and number:
                day = before.moment.day + timedelta(weeks=number)
                event = replace(event, day=f"{day:%Y-%m-%d}", moment=replace(event.moment, day=day))
            else:
                event = replace(event, day=f"升完后{event.day}")  # which the reader of days asks about
        found.append(event)
    return found


def is_length(event: Event) -> bool:
    """Whether all that an event says of its day is how long it takes: 一天之内搞定."""
    return (
        isinstance(event.moment, Moment) and "from-mail" in event.moment.remarks and event.day.rstrip().endswith("内")
    )
