"""with_shares: events that nobody was named for, with who is said elsewhere to do such deeds, or to do them there (SPEC 3 "Body")."""

from collections.abc import Sequence

from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.event import Event
from mailbot.inbound.forms.plans.story.of_mail import deed_of_mail
from mailbot.inbound.forms.plans.story.places import by_places, by_restriction, is_limit
from mailbot.inbound.forms.plans.story.shared_out import shared_out
from mailbot.inbound.forms.plans.story.words import HELPS, SPREADING
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import replace

_FIRST = late(r"前([一二两三四五六七八\d])(?:项|个节点|步|条)")


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
                found[lacking[at]] = replace(
                    found[lacking[at]], who=(person[0],), departments=(person[1],), persons=(person,)
                )
    only = not any(one.key == "rollout" for one in found) and [one.key for one in deed_of_mail(lines, readers)] == [
        "restrict"
    ]
    found = [
        part
        for event in found
        for part in (
            by_restriction(event, found, shares)
            if only and (is_limit(event) or (event.key == "restrict" and not event.named))
            else by_places(event, found, shares)
        )
    ]
    for at, event in enumerate(found):
        if not (event.who or (event.everyone and event.key == "obtain")):
            fit = [one for one in shares if one.named and fits(one, event) and not _is_elsewhere(one, event, readers)]
            if len({(one.who, one.office) for one in fit}) == 1:
                found[at] = replace(
                    event, who=fit[0].who, departments=fit[0].departments, persons=fit[0].persons, office=fit[0].office
                )
    return found


def _of_first(events: list[Event], shares: Sequence[Event]) -> list[Event]:
    """The events, the first of them with who is said to do so many: 前三项都是孙丽（华东）."""
    found = list(events)
    for share in shares:
        said = _FIRST.search(share.text)
        number = (
            (
                "一二三四五六七八".find(said[1]) + 1
                or int(said[1] == "两") * 2
                or int(said[1] if said[1].isdecimal() else 0)
            )
            if said
            else 0
        )
        if share.who and 0 < number <= len(found) and not any(one.named for one in found[:number]):
            found[:number] = [
                replace(
                    one,
                    who=share.who,
                    departments=share.departments,
                    persons=share.persons,
                    where=one.where or share.where,
                )
                for one in found[:number]
            ]
    return found


def _is_elsewhere(share: Event, event: Event, readers: Readers) -> bool:
    """Whether a business department's people are named for no place, and the event is another department's: 林涛想先试两台, 华东12月14日前升完."""
    directory = readers.rules.directory
    homes = {found.name for name in event.where if (found := directory.department(name)) is not None}
    business = bool(share.departments) and all(map(directory.is_business, share.departments))
    return business and not share.where and bool(homes) and not homes & set(share.departments)


def fits(share: Event, event: Event) -> bool:
    keys = {deed.key for deed in share.deeds}
    if not (keys or share.where):
        return False
    return (not keys or event.key in keys) and (not share.where or bool(set(share.where) & set(event.where)))
