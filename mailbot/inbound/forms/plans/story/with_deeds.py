"""with_deeds: events with the deed that they leave out, from those around them or the mail (SPEC 3 "Body")."""

from collections.abc import Sequence

from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.deeds import Deed
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.event import Event
from mailbot.inbound.forms.plans.story.of_mail import deed_of_mail
from mailbot.inbound.forms.plans.story.places import is_limit
from mailbot.inbound.forms.plans.story.residue import beside_names
from mailbot.inbound.forms.plans.story.words import DOES_IT, ENDINGS, FINISHES, PUT_OFF, SPREADING
from mailbot.inbound.forms.things.restrictionwords import RESTRICTS
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import replace

__all__ = ["with_deeds"]

_BEGUN = late(
    r"先[^，,。；;]{0,12}(?:\d|[几两三四五六七八九十])+\s*[台套家所个户辆间处]"
    r"|(?:\d|[几两三四五六七八九十])+\s*[台套家所户辆间处]"
)

_LATER = late(r"晚[^，,。；;]{0,8}|(?<![a-z])later(?![a-z])")


def with_deeds(events: list[Event], shares: Sequence[Event], lines: Sequence[Line], readers: Readers) -> list[Event]:
    """Each with its deed: what who does it is said to do, else the one before in its sentence, the next one there, that of the sentence before, or the
    one that the mail's subject names."""
    found: list[Event] = []
    mails: tuple[Deed, ...] | None = None
    for at, event in enumerate(events):
        if (
            event.key == "finalize"
            and found
            and found[-1].sentence == event.sentence
            and found[-1].key == "rollout"
            and _is_ending(event, readers)
        ):
            event = replace(event, deeds=found[-1].deeds, pace="rest")  # 周四在华东升10台，周五收尾
        barred = event.key == "restrict" or (
            not event.key and event.named and bool(found) and found[-1].key in ("restrict", "delay")
        )
        if (
            barred
            and event.where
            and PUT_OFF.search(event.text.lower())
            and any(one.key == "restrict" for one in found)
            and not _begins_later(event, found)
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
        begun = (
            event.more and FINISHES.search(event.text) is not None and _BEGUN.search(event.text) is not None
        )  # 先拿十几台练练手，下周四之前弄完
        if not event.deeds and not (event.foreign or (event.more and not begun) or event.talk):
            own = [one for one in shares if one.who == event.who and one.key in SPREADING] if event.who else []
            own = [one for one in own if not (one.key == "obtain" and (event.pace or event.count))]
            if len(own) == 1:  # 孙丽和周航分别负责华东和华南的升级，孙丽12月8日前、周航12月9日前
                found.append(replace(event, deeds=own[0].deeds, where=event.where or own[0].where))
                continue
            before = found[-1] if found and found[-1].sentence == event.sentence else None
            behind = next((e for e in events[at + 1 :] if e.sentence == event.sentence and e.deeds), None)
            earlier = next((e for e in reversed(found) if e.key), None)
            earlier = earlier if event.named or event.where or event.pace == "rest" else None
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
                    bars = bool(mails) and mails[0].key == "restrict"
                    later = bars and event.who and PUT_OFF.search(event.text.lower())
                    event = replace(
                        event, deeds=(Deed("delay", event.text, (0, 0)),) if later else mails
                    )  # 海外拖到1月20日，林涛
        found.append(event)
    return found


def _begins_later(event: Event, found: Sequence[Event]) -> bool:
    """华东12月15号开始限，华南那边晚一周，12月22号: where each place has its own beginning, a later one puts nothing off."""
    others = [one for one in found if one.key == "restrict"]
    apart = all(one.where and not set(one.where) & set(event.where) for one in others)
    return apart and PUT_OFF.search(_LATER.sub(" ", event.text.lower())) is None and "再" not in event.text


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
