"""by_places, by_restriction: what is told of several places as one event for each, with who does it there; is_limit (SPEC 3 "Body")."""

from collections.abc import Sequence

from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.deeds import Deed
from mailbot.inbound.forms.plans.story.event import Event, united
from mailbot.inbound.forms.plans.story.words import EFFECTIVE, HELPS, OWN_PARTS
from mailbot.inbound.forms.things.restrictionwords import RESTRICTS
from mailbot.value import replace


def is_limit(event: Event) -> bool:
    """8.0 及以下 12月18日起限制，海外延迟到1月15日: the plan's restriction, and nobody's node."""
    if event.who or event.office:
        return False
    # 6.0 上线满三个月，5.x 自 12 月 28 日起不再允许登录: its deed is what it says of the versions, too
    return (
        event.key == "delay"
        or (event.key == "restrict" and EFFECTIVE.search(event.text) is not None)
        or (event.ruled and (event.key == "restrict" or RESTRICTS.search(plain(event.text)) is not None))
    )


def by_places(event: Event, events: Sequence[Event], shares: Sequence[Event]) -> list[Event]:
    """An event of several places as one for each, where it is said who does it in each: 华南、海外12月14日，周航负责华南，林涛负责海外; and so
    one of no place: 升级12月11日前完成。华东、华南分别由孙丽、周航负责."""
    everywhere = event.key == "rollout" and not (event.named or event.where or event.count)
    if everywhere and not any(one.key == "rollout" and (one.named or one.where) for one in events):
        parts = [
            one
            for one in shares
            if one.who
            and len(one.where) == 1
            and one.owning | bool(one.deeds)
            and one.key in ("", "rollout")
            and not HELPS.search(one.text)
        ]
        if len({one.where for one in parts}) == len(parts) > 1:
            return [replace(united(one, event), sentence=event.sentence) for one in parts]
    if event.who and not event.where and len(event.persons) > 1:  # 孙丽和周航都在12月9日升级，孙丽升华东，周航升华南
        parts = [
            one
            for one in shares
            if one.sentence == event.sentence
            and len(one.where) == 1
            and one.key == event.key
            and set(one.persons) < set(event.persons)
        ]
        return (
            [replace(united(event, one), day=event.day, moment=event.moment) for one in parts]
            if len(parts) == len(event.persons)
            else [event]
        )
    if event.who or len(event.where) < 2:
        return [event]
    own = {
        place: share for share in shares if share.named and share.sentence == event.sentence for place in share.where
    }
    return [replace(event, where=(place,)) for place in event.where] if set(event.where) <= own.keys() else [event]


def by_restriction(event: Event, events: Sequence[Event], shares: Sequence[Event]) -> list[Event]:
    """A restriction, of a plan in which nothing is rolled out, as one for each place for which somebody is named: 5.2及以下12月16日起限制。孙丽负责
    华东，周航负责华南; who is named with a delay does that."""
    if (
        event.key == "delay"
        or event.where
        or event.count
        or any(one.key in ("", "restrict") and one.who and one.where for one in events)
    ):
        return [event]
    later = {((place,), one.sentence) for one in events if one.key == "delay" for place in one.where}
    parts = [
        one
        for one in shares
        if one.who
        and (len(one.where) == 1 or (not one.where and len(one.persons) == 1 and OWN_PARTS.search(one.text)))
        and one.key in ("", "restrict")
        and not (one.more or one.talk or HELPS.search(one.text))
        and (one.where[:1], one.sentence) not in later
    ]
    if not parts or len({one.where or one.who for one in parts}) < len(parts):
        return [event]
    deeds = event.deeds or (Deed("restrict", event.text, (0, 0)),)
    return [replace(united(one, event), deeds=deeds, sentence=event.sentence) for one in parts]
