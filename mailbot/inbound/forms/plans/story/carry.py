"""carried: what an event leaves out, from those around it: the deed, the place, who does it; and who was said of it elsewhere."""

from collections.abc import Sequence

from mailbot.inbound.forms.days.dates import DateDoubt, Moment
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.deeds import Deed
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.counted import counted
from mailbot.inbound.forms.plans.story.event import Event
from mailbot.inbound.forms.plans.story.of_mail import deed_of_mail, of_kind
from mailbot.inbound.forms.plans.story.places import is_limit
from mailbot.inbound.forms.plans.story.repeated import without_repeated
from mailbot.inbound.forms.plans.story.residue import beside_names
from mailbot.inbound.forms.plans.story.shares import fits, with_shares
from mailbot.inbound.forms.plans.story.words import (
    ASKS,
    DOES_IT,
    ENDINGS,
    FINISHES,
    HELPS,
    PUT_OFF,
    SOON,
    SPREADING,
    UNSETTLED,
)
from mailbot.inbound.forms.things.restrictionwords import RESTRICTS
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import replace

__all__ = ["carried"]

_DATED_BY_LIMITS = frozenset(("restrict", "delay"))  # due when the restriction begins or ends
_BEGUN = late(
    r"先[^，,。；;]{0,12}(?:\d|[几两三四五六七八九十])+\s*[台套家所个户辆间处]"
    r"|(?:\d|[几两三四五六七八九十])+\s*[台套家所户辆间处]"
)
_OVER = ("past", "within-30-days-past")


def carried(
    events: Sequence[Event], shares: Sequence[Event], lines: Sequence[Line], readers: Readers
) -> tuple[list[Event], list[Event]]:
    """(events that say enough to be nodes, those that name somebody and a day and do not)."""
    asked = [one for one in events if one.asks]
    found = counted([one for one in events if not (one.asks or _is_past(one) or _is_said_to_others(one))])
    found = of_kind(_with_deeds(found, shares, lines, readers), lines, readers)
    found = _with_people(found, readers)
    found = with_shares(found, shares, lines, readers)
    found += [
        one for one in shares if one.who and one.key in ("restrict", "delay") and not any(fits(one, e) for e in found)
    ]
    left = [one for one in shares if (_is_listed(one, found, readers) if one.listed else _is_left(one, found, readers))]
    found += [one for one in left if one.key]
    nodes, unheard = [], [*asked, *(one for one in left if not one.key)]
    for one in found:
        if is_limit(one) or _announces(one, found):
            continue
        if one.key:
            nodes.append(one)
        elif one.named or one.where or one.deeds:
            unheard.append(one)
    return without_repeated(nodes, readers), unheard


def _announces(event: Event, events: Sequence[Event]) -> bool:
    """下个月要下发几个参数: what the others of the plan tell with who and when."""
    nobody = not (event.named or event.where or event.everyone or event.count)
    vague = isinstance(event.moment, DateDoubt) and event.moment.reason == "vague"
    return (
        nobody
        and vague
        and any(one.key == event.key and one.named and isinstance(one.moment, Moment) for one in events)
    )


def _is_past(event: Event) -> bool:
    """昨天测试部提交了 8.2.1: told, not planned."""
    over = isinstance(event.moment, DateDoubt) and event.moment.reason in _OVER
    whole = (
        event.named and event.where and not (event.deeds or event.more or event.talk)
    )  # 华东7日至9日（孙丽）: asked which month
    return over and (event.past or (event.key not in (*SPREADING, "delay") and not whole))


def _is_said_to_others(event: Event) -> bool:
    """给客户的说法：请尽快升级: a request to nobody of the company, with no day."""
    nobody = not (event.named or event.where or event.everyone)
    soon = (
        isinstance(event.moment, DateDoubt)
        and event.moment.reason == "vague"
        and SOON.search(event.day.lower()) is not None
    )
    return nobody and soon and ASKS.search(event.text.lower()) is not None


def _is_left(share: Event, events: Sequence[Event], readers: Readers) -> bool:
    """华南由周航升级, 华南周航负责, and until when is said nowhere: asked for. What helps, obtains or sums up needs no day of its own."""
    if share.key == "finalize":
        return _is_listed(share, events, readers)  # 总结王磊来写
    if not share.who or HELPS.search(share.text) or share.key == "obtain" or (share.key in _DATED_BY_LIMITS):
        return False
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


def _with_deeds(events: list[Event], shares: Sequence[Event], lines: Sequence[Line], readers: Readers) -> list[Event]:
    """Each with its deed: what who does it is said to do, else the one before in its sentence, the next one there, that of the sentence before, or the
    one that the mail's subject names."""
    found: list[Event] = []
    mails: tuple[Deed, ...] | None = None
    for at, event in enumerate(events):
        barred = event.key == "restrict" or (
            not event.key and event.named and bool(found) and found[-1].key in ("restrict", "delay")
        )
        if (
            barred
            and event.where
            and PUT_OFF.search(event.text.lower())
            and any(one.key == "restrict" for one in found)
        ):
            event = replace(event, deeds=(Deed("delay", event.text, (0, 0)),))  # 海外林涛那边晚一个月，1/14再限
        if (
            event.key in ("", "restrict")
            and not event.foreign
            and _puts_off(event, found[-1] if found else None, readers)
        ):
            event = replace(
                event, deeds=(Deed("delay", event.text, (0, 0)),), where=event.where or (event.office,), office=""
            )
        if (
            event.key == "finalize"
            and found
            and found[-1].sentence == event.sentence
            and found[-1].key == "rollout"
            and _is_ending(event, readers)
        ):
            event = replace(event, deeds=found[-1].deeds, pace="rest")  # 周四在华东升10台，周五收尾
        begun = (
            event.more and FINISHES.search(event.text) is not None and _BEGUN.search(event.text) is not None
        )  # 先拿十几台练练手，下周四之前弄完
        if not event.deeds and not (event.foreign or (event.more and not begun) or event.talk):
            own = [one for one in shares if one.who == event.who and one.key in SPREADING] if event.who else []
            if len(own) == 1:  # 孙丽和周航分别负责华东和华南的升级，孙丽12月8日前、周航12月9日前
                found.append(replace(event, deeds=own[0].deeds, where=event.where or own[0].where))
                continue
            before = found[-1] if found and found[-1].sentence == event.sentence else None
            behind = next((e for e in events[at + 1 :] if e.sentence == event.sentence and e.deeds), None)
            earlier = next((e for e in reversed(found) if e.key), None) if event.named or event.where else None
            mine = next(
                (
                    one
                    for one in shares
                    if one.key in SPREADING and event.persons and set(event.persons) < set(one.persons)
                ),
                None,
            )
            if mine is not None and not event.where:
                event = replace(event, deeds=mine.deeds)  # 组件由孙丽和林涛来升，孙丽的部分12月9日前
            for source in (before, behind, earlier) if not event.deeds else ():
                if (
                    source is not None
                    and source.key == "obtain"
                    and (event.pace or event.count or (event.where and not source.where))
                ):
                    continue  # 下周二华东20台 takes no version
                if (
                    source is not None
                    and source.key in ("restrict", "delay")
                    and is_limit(source)
                    and event.who
                    and DOES_IT.search(event.text.lower())
                ):
                    event = replace(event, deeds=source.deeds)  # 12月7日起限制5.9及更早的版本，周航在12月7日9:30前配好
                    break
                if (
                    source is not None
                    and source.key in SPREADING
                    and (source.named or source.where)
                    and _alike(source, event, readers)
                ):
                    event = replace(event, deeds=source.deeds)
                    break
            else:
                if (
                    (
                        event.where
                        or (
                            event.who
                            and (
                                event.count
                                or event.pace
                                or FINISHES.search(event.text)
                                or _is_bare(event, events, readers)
                            )
                        )
                    )
                    and not event.deeds
                    and _can(event, "rollout", readers)
                ):
                    mails = deed_of_mail(lines, readers) if mails is None else mails
                    event = replace(event, deeds=mails)
        found.append(event)
    return found


def _is_bare(event: Event, events: Sequence[Event], readers: Readers) -> bool:
    """Whether a clause is nothing but who and by when, and one of several such: Tao by Dec 3, Sun Li by Dec 7."""

    def bare(one: Event) -> bool:
        return bool(one.who and one.day) and not one.deeds and not beside_names(one.text, one.day, readers)

    return bare(event) and sum(bare(one) for one in events) > 1


def _is_ending(event: Event, readers: Readers) -> bool:
    """Whether 收尾 ends what was begun, and is no summary: nobody of those who write one is named."""
    own = [node.department for kind in readers.kinds for node in kind.node if node.key == "finalize"]
    return (
        all(deed.words in ENDINGS for deed in event.deeds)
        and not event.office
        and not any(name in own for name in event.departments)
    )


def _puts_off(event: Event, before: Event | None, readers: Readers) -> bool:
    """Whether a clause says for whom a restriction is put off, and until when: 国际可以到明年1月底, Overseas gets a grace period until ….

    The restriction is the clause's before it, or stands in its line; of the first clause of all the subject may say it."""
    if event.who or not (event.where or event.office):
        return False
    later = PUT_OFF.search(event.text.lower()) is not None
    if before is not None and is_limit(before):
        return later or before.sentence == event.sentence
    if later and before is not None and before.key == "restrict" and before.line.number == event.line.number:
        return True  # 韩冰执行，海外顺延一个月
    own = before is None or before.line.number != event.line.number
    about = event.line.text if before is not None else f"{event.line.text} {readers.context.subject.bare}"
    return later and own and RESTRICTS.search(plain(about)) is not None


def _alike(one: Event, other: Event, readers: Readers) -> bool:
    """Whether both are business departments' people, or both of one department, so that one may do what the other does."""
    if _is_business(one, readers) and _is_business(other, readers):
        return _can(other, one.key, readers)
    return bool(set(one.departments or (one.office,)) & set(other.departments or (other.office,)))


def _is_business(event: Event, readers: Readers) -> bool:
    names = event.departments if event.who else (event.office,) if event.office else ()
    return all(readers.rules.directory.is_business(name) for name in names)


def _can(event: Event, key: str, readers: Readers) -> bool:
    """Whether who is named may be meant to do a deed: a rollout is the business departments'."""
    return _is_business(event, readers) if key in ("rollout", "obtain", "delay") else True


def _with_people(events: list[Event], readers: Readers) -> list[Event]:
    """Each with its place and people: 剩下的 is where the deed before it was, and who goes on in a sentence is who began."""
    found: list[Event] = []
    for event in events:
        last = found[-1] if found else None
        if (
            last is not None
            and not event.where
            and event.key == last.key
            and (event.pace == "rest" or last.sentence == event.sentence)
        ):
            same = not event.named or set(event.departments) & set(last.departments)
            event = replace(event, where=last.where) if same else event
        ruled = event.key == "restrict" and event.ruled and last is not None and last.key == "restrict"
        # 版本限制请韩冰12月15日做好，8.1以下的从12月16日起限制: the restriction itself, and no second deed of his
        if (
            last is not None
            and not event.named
            and not event.where
            and last.sentence == event.sentence
            and last.named
            and not ruled
        ):
            if event.key != "finalize" and _goes_on(last, event, readers):
                event = replace(event, who=last.who, departments=last.departments, office=last.office)
        elif (
            last is not None
            and not event.named
            and last.who
            and (_is_his(event, last, readers) if event.where else _continues(last, event))
        ):
            event = replace(event, who=last.who, departments=last.departments)
        found.append(event)
    return found


def _continues(last: Event, event: Event) -> bool:
    """Whether a sentence that names nobody goes on with who did the one before: 孙丽12月1日前找我拿。拿到以后一周内升完; 先升新加坡，…；再升法兰克福."""
    if last.line != event.line:
        return False
    return (last.key, event.key) == ("obtain", "rollout") or (
        last.key == event.key == "rollout" and event.text.startswith(("再", "接着", "然后", "最后", "随后"))
    )


def _is_his(event: Event, last: Event, readers: Readers) -> bool:
    """Whether a clause with a place goes on with who began: at the same place, or, where he was given none, in the same sentence
    at his own (李想先升5台，12月11日前把华东剩下的升了)."""
    if event.key != last.key:
        return False
    homes = {found.name for name in event.where if (found := readers.rules.directory.department(name)) is not None}
    own = last.sentence == event.sentence and not last.where and len(last.who) == 1 and homes == set(last.departments)
    return own or event.where == last.where


def _goes_on(last: Event, event: Event, readers: Readers) -> bool:
    """Whether who did the deed before may do this one, too: of one department, or both what business departments do."""
    kinds = [node for kind in readers.kinds for node in kind.node if node.key == event.key]
    homes = {node.department for node in kinds}
    names = set(last.departments) or {last.office}
    if None in homes:
        return event.key == last.key or all(readers.rules.directory.is_business(name) for name in names)
    return bool(names & {home for home in homes if home})
