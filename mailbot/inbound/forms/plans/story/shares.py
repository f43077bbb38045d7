"""with_shares: events that nobody was named for, with who is said elsewhere to do such deeds, or to do them there (SPEC 3 "Body")."""

from collections.abc import Sequence
from itertools import chain

from mailbot.inbound.forms.numerals import read_number
from mailbot.inbound.forms.plans.deeds import Deed
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.by_kind import deed_of_mail
from mailbot.inbound.forms.plans.story.event import Event, each_own, homes, is_limit, shared_out, united
from mailbot.inbound.forms.plans.story.words import HELPS, OWN_PARTS, SPREADING
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import replace

_FIRST = late(r"前([一二两三四五六七八\d])(?:项|个节点|步|条)")

_OWN = late(rf"{OWN_PARTS.pattern}|(?<![a-z])(?:do|does|will do) (?:it|this|that)(?![a-z])")


def with_shares(events: list[Event], shares: Sequence[Event], lines: Sequence[Line], readers: Readers) -> list[Event]:
    """Each that nobody was named for with who is named for such deeds elsewhere: 分工：华东孙丽，限制由韩冰."""
    found = list(events)
    shares = [one for one in shares if not HELPS.search(one.text)]  # 李想协助孙丽 gives nobody a node
    found = _of_first(found, shares)
    first = next((line.number for line in lines if line.text.strip()), 0)
    for share in shares:
        greets = share.line.number == first and not (share.owning or share.deeds)  # 孙丽、周航、韩冰：
        if len(share.persons) > 1 and not share.where and not greets:
            lacking = [
                at
                for at, one in enumerate(found)
                if not (one.named or one.everyone or is_limit(one)) and one.key in ("", *SPREADING)
            ]
            for at, person in shared_out([found[at] for at in lacking], share.persons, readers):
                found[lacking[at]] = found[lacking[at]].by_one(person)
    only = not any(one.key == "rollout" for one in found) and [one.key for one in deed_of_mail(lines, readers)] == [
        "restrict"
    ]
    found = [
        part
        for event in found
        for part in (
            _by_restriction(event, found, shares)
            if only and not event.where and (is_limit(event) or (event.key == "restrict" and not event.named))
            else _by_places(event, found, shares)
        )
    ]
    for at, event in enumerate(found):
        if not (event.who or (event.everyone and event.key == "obtain")):
            fit = [one for one in shares if one.named and fits(one, event) and not _is_elsewhere(one, event, readers)]
            if len({(one.who, one.office) for one in fit}) == 1:
                found[at] = event.by(fit[0])
    return found


def _of_first(events: list[Event], shares: Sequence[Event]) -> list[Event]:
    """The events, the first of them with who is said to do so many: 前三项都是孙丽（华东）."""
    found = list(events)
    for share in shares:
        said = _FIRST.search(share.text)
        number = (read_number(said[1]) or 0) if said else 0
        if share.who and 0 < number <= len(found) and not any(one.named for one in found[:number]):
            found[:number] = [replace(one.by(share), where=one.where or share.where) for one in found[:number]]
    return found


def _is_elsewhere(share: Event, event: Event, readers: Readers) -> bool:
    """Whether a business department's people are named for no place, and the event is another department's: 林涛想先试两台, 华东12月14日前升完."""
    directory = readers.rules.directory
    places = homes(event, readers)
    business = bool(share.departments) and all(map(directory.is_business, share.departments))
    return business and not share.where and bool(places) and not places & set(share.departments)


def fits(share: Event, event: Event) -> bool:
    keys = {deed.key for deed in share.deeds}
    if not (keys or share.where):
        return False
    return (not keys or event.key in keys) and (not share.where or bool(set(share.where) & set(event.where)))


def _by_places(event: Event, events: Sequence[Event], shares: Sequence[Event]) -> list[Event]:
    """An event of several places as one for each, where it is said who does it in each: 华南、海外12月14日，周航负责华南，林涛负责海外; and so
    one of no place: 升级12月11日前完成。华东、华南分别由孙丽、周航负责."""
    everywhere = event.key == "rollout" and not (event.named or event.where or event.count)
    if everywhere and not any(one.key == "rollout" and (one.named or one.where) for one in events):
        parts = [
            one
            for one in shares
            if one.who
            and len(one.where) == 1
            and (one.owning or one.deeds or one.count)
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
        place: share
        for share in shares
        if share.named and share.sentence in (event.sentence, event.sentence + 1) and share.key in ("", event.key)
        for place in share.where
    }
    return [replace(event, where=(place,)) for place in event.where] if set(event.where) <= own.keys() else [event]


def _by_restriction(event: Event, events: Sequence[Event], shares: Sequence[Event]) -> list[Event]:
    """A restriction, of a plan in which nothing is rolled out, as one for each place for which somebody is named: 5.2及以下12月16日起限制。孙丽负责
    华东，周航负责华南; who is named with a delay does that."""
    if (
        event.key == "delay"
        or event.count
        or any(one.key in ("", "restrict") and one.who and one.where for one in events)
    ):
        return [event]
    delays = [one for one in events if one.key == "delay"]
    later = {((place,), one.sentence) for one in delays for place in one.where}
    nobodys = {one.where for one in delays if not one.named}  # 执行人：华东孙丽、海外林涛。海外推迟到1月15日
    several = (each_own(one) if _OWN.search(one.text.lower()) else [one] for one in shares)  # Sun Li + Zhou Hang do it
    parts = [
        one
        for one in chain.from_iterable(several)
        if one.who
        and (len(one.where) == 1 or (not one.where and len(one.persons) == 1 and _OWN.search(one.text.lower())))
        and one.key in ("", "restrict")
        and not (one.more or one.talk or HELPS.search(one.text))
        and (one.where[:1], one.sentence) not in later
        and (not one.where or one.where not in nobodys)
    ]
    if not parts or len({one.where or one.who for one in parts}) < len(parts):
        return [event]
    deeds = event.deeds or (Deed("restrict", event.text, (0, 0)),)
    return [replace(united(one, event), deeds=deeds, sentence=event.sentence) for one in parts]
