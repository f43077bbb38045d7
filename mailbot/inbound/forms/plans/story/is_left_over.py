"""is_left_over: whether what somebody is said to do has a day nowhere, and is asked for (SPEC 3 "Body")."""

from collections.abc import Sequence

from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.event import Event
from mailbot.inbound.forms.plans.story.words import HELPS, UNSETTLED

_DATED_BY_LIMITS = frozenset(("restrict", "delay"))  # due when the restriction begins or ends


def is_left_over(share: Event, events: Sequence[Event], readers: Readers) -> bool:
    """Whether no event is what a share tells: of a line that says who does it and no more, or of a clause."""
    return _is_listed(share, events, readers) if share.listed else _is_left(share, events, readers)


def _is_left(share: Event, events: Sequence[Event], readers: Readers) -> bool:
    """华南由周航升级, 华南周航负责, and until when is said nowhere: asked for. What helps, obtains or sums up needs no day of its own."""
    if share.key == "finalize":
        return _is_listed(share, events, readers)  # 总结王磊来写
    if not share.who or HELPS.search(share.text) or share.key == "obtain" or (share.key in _DATED_BY_LIMITS):
        return False
    business = readers.rules.directory.is_business
    if share.key == "rollout" and share.departments and not any(map(business, share.departments)):
        return False  # 陈静让我把下发的安排写给两位
    if UNSETTLED.search(share.text.lower()) and not any(one.who == share.who for one in events):
        return True  # 华东升级时间待孙丽确认
    if not share.key and share.owning and not (share.where or share.deeds) and not _does_some(share, events, readers):
        return True  # 8.0及以下12月22日起限制，韩冰执行: what he does is asked where it is not read
    if not share.key:
        return (
            share.owning
            and bool(share.where)
            and not share.deeds
            and not any(set(share.where) & set(one.where) for one in events)
        )
    return bool(events) and not any(_says_the_same(share, one) for one in events if one.key == share.key)


def _does_some(share: Event, events: Sequence[Event], readers: Readers) -> bool:
    """Whether who is named for nothing by a clause does what another one tells, by whichever name: …到1/29（Tao）, owner林涛."""

    def people(event: Event) -> set[object]:
        return {
            one.people
            for name in (*event.who, *(name for name, _ in event.persons))
            for one in readers.people.mentions.find(name)
        }

    own = people(share)
    return any(own & people(one) for one in events)


def _is_listed(share: Event, events: Sequence[Event], readers: Readers) -> bool:
    """总结：王磊 in a line of its own, and until when nowhere: asked for, but for the PM's own summary, which has its day."""
    mine = share.key == "finalize" and readers.people.read("、".join(share.who)).owner == readers.context.person
    return (
        bool(share.who and share.key)
        and not mine
        and not any(one.key == share.key and (one.who == share.who or not one.named) for one in events)
    )


def _says_the_same(share: Event, one: Event) -> bool:
    """Whether an event with a day is what somebody is said to do elsewhere."""
    if not one.where or one.who == share.who or set(one.where) & set(share.where):
        return True
    return not share.where and not one.who
