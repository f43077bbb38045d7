"""with_deeds, with_people: events with the deed, the place and the people that they leave out, from those around them or the mail (SPEC 3 "Body")."""

from collections.abc import Callable, Sequence
from functools import cache

from mailbot.han import WIDE
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.deeds import Deed
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.by_kind import deed_of_mail
from mailbot.inbound.forms.plans.story.event import Event, homes, is_limit
from mailbot.inbound.forms.plans.story.no_node import beside_names
from mailbot.inbound.forms.plans.story.words import ENDINGS, FINISHES, PUT_OFF, SPREADING
from mailbot.inbound.forms.things.restrictionwords import RESTRICTS
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import replace

# What is done to make a restriction hold: 周航9:30前配好.
_DOES_IT = late(
    r"[配设弄做搞办调改][置定]?(?:好|完|到位|妥|成)|配置|设置|操作|执行|生效|打开|开启|(?<![a-z])flips?(?![a-z])"
    r"|switch(?:es)? it|启用|落实|到位|搞定|完成|负责"
    r"|(?<![a-z])(?:sets? (?:it )?up|configures?|switch(?:es)? (?:it|them) (?:on|off)|in place"
    r"|does (?:it|this|that))(?![a-z])"
)
_BEGUN = late(
    r"先[^，,。；;]{0,12}(?:\d|[几两三四五六七八九十])+\s*[台套家所个户辆间处]"
    r"|(?:\d|[几两三四五六七八九十])+\s*[台套家所户辆间处]"
)
_SITES = late(rf"前\s*{WIDE}{{2,4}}\s*\d+\s*[台套家所个]$")
Mails = Callable[[], tuple[Deed, ...]]  # the deed that the mail's subject or kind names
_LATER = late(r"晚[^，,。；;]{0,8}|(?<![a-z])later(?![a-z])")


def with_deeds(events: list[Event], shares: Sequence[Event], lines: Sequence[Line], readers: Readers) -> list[Event]:
    """Each with its deed: what who does it is said to do, else the one before in its sentence, the next one there, that of the sentence before, or the
    one that the mail's subject names."""
    mails = cache(lambda: deed_of_mail(lines, readers))
    found: list[Event] = []
    for at, event in enumerate(events):
        event = _put_off(_ending(event, found, readers), found, mails, readers)
        begun = FINISHES.search(event.text) and _BEGUN.search(event.text)  # 先拿十几台练练手，下周四之前弄完
        takes = any(one.key == "obtain" and one.who and one.sentence == event.sentence for one in found[-1:])
        takes = takes and _SITES.search(event.text) is not None  # 周航下周一拿，下周三前广州 5 套
        if not (event.deeds or event.foreign or (event.more and not (begun or takes)) or event.talk):
            event = (
                _as_shared(event, shares)
                or _as_around(event, found, events[at + 1 :], readers)
                or _as_mails(event, events, mails, readers, takes=takes)
            )
        found.append(event)
    return found


def _ending(event: Event, found: Sequence[Event], readers: Readers) -> Event:
    """周四在华东升10台，周五收尾: the rest of the rollout, and no summary, where nobody of those who write one is named."""
    last = found[-1] if found else None
    if event.key != "finalize" or last is None or (last.sentence, last.key) != (event.sentence, "rollout"):
        return event
    own = [node.department for kind in readers.kinds for node in kind.node if node.key == "finalize"]
    ends = all(deed.words in ENDINGS for deed in event.deeds) and not event.office
    return replace(event, deeds=last.deeds, pace="rest") if ends and not set(event.departments) & set(own) else event


def _put_off(event: Event, found: Sequence[Event], mails: Mails, readers: Readers) -> Event:
    """An event that says until when a restriction is put off as that."""
    last = found[-1] if found else None
    later = PUT_OFF.search(event.text.lower()) is not None and not _begins_later(event, found)
    same = (
        last is not None and (last.sentence, last.key) == (event.sentence, "restrict") and event.who in ((), last.who)
    )
    if later and same and last is not None and last.where and not (event.where or event.deeds):
        return replace(_delayed(event), where=last.where)  # 海外1月4日，林涛操作，个别大客户可以拖到1月29日
    restricted = any(one.key == "restrict" for one in found)
    unsaid = not event.deeds and event.named
    mine = event.key == "restrict" or (unsaid and last is not None and last.key in ("restrict", "delay"))
    if later and event.where and ((restricted and mine) or (unsaid and _bars(mails))):
        event = _delayed(event)  # 海外林涛那边晚一个月，1/14再限; 林涛申请多留四周，到1月19日再切
    if event.key in ("", "restrict") and not event.foreign and _puts_off(event, last, readers):
        event = replace(_delayed(event), where=event.where or (event.office,), office="")
    return event


def _delayed(event: Event) -> Event:
    return replace(event, deeds=(Deed("delay", event.text, (0, 0)),))


def _as_shared(event: Event, shares: Sequence[Event]) -> Event | None:
    """An event with the deed that its people are said elsewhere to do."""
    spread = [one for one in shares if one.key in SPREADING]
    own = [one for one in spread if one.who == event.who] if event.who else []
    own = [one for one in own if not (one.key == "obtain" and (event.pace or event.count))]
    if len(own) == 1:  # 孙丽和周航分别负责华东和华南的升级，孙丽12月8日前、周航12月9日前
        return replace(event, deeds=own[0].deeds, where=event.where or own[0].where)
    if event.where or not event.persons:
        return None
    mine = next((one for one in spread if set(event.persons) < set(one.persons)), None)
    return replace(event, deeds=mine.deeds) if mine is not None else None  # 组件由孙丽和林涛来升，孙丽的部分12月9日前


def _as_around(event: Event, found: Sequence[Event], behind: Sequence[Event], readers: Readers) -> Event | None:
    """An event with the deed of the one before it in its sentence, the next one there, or the last one before it."""
    before = found[-1] if found and found[-1].sentence == event.sentence else None
    after = next((one for one in behind if one.sentence == event.sentence and one.deeds), None)
    if after is not None and after.key == "restrict" and event.named and after.who == event.who:
        after = None  # Sun Li is ready by 4 December and blocks 5.x on 11 December
    goes_back = event.named or event.where or event.pace == "rest"
    earlier = next((one for one in reversed(found) if one.key), None) if goes_back else None
    for one in (before, after, earlier):
        if one is None or (one.key == "obtain" and (event.pace or event.count or (event.where and not one.where))):
            continue  # 下周二华东20台 takes no version
        sets = one.key in ("restrict", "delay") and is_limit(one) and event.who and _DOES_IT.search(event.text.lower())
        spreads = one.key in SPREADING and (one.named or one.where) and _alike(one, event, readers)
        if sets or spreads:  # 12月7日起限制5.9及更早的版本，周航在12月7日9:30前配好
            return replace(event, deeds=one.deeds)
    return None


def _as_mails(event: Event, events: Sequence[Event], mails: Mails, readers: Readers, *, takes: bool) -> Event:
    """An event with the deed of the whole mail, where it says where, or who does which part of it."""
    part = event.count or event.pace or FINISHES.search(event.text) or _is_bare(event, events, readers)
    if not (event.where or ((event.who or takes) and part)) or not _can(event, "rollout", readers):
        return event
    if _bars(mails) and event.who and PUT_OFF.search(event.text.lower()):
        return _delayed(event)  # 海外拖到1月20日，林涛
    return replace(event, deeds=mails())


def _bars(mails: Mails) -> bool:
    """Whether the mail's own deed is a restriction."""
    return bool(mails()) and mails()[0].key == "restrict"


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


def with_people(events: list[Event], readers: Readers) -> list[Event]:
    """Each with its place and people: 剩下的 is where the deed before it was, and who goes on in a sentence is who began."""
    found: list[Event] = []
    for event in events:
        last = found[-1] if found else None
        on = last is not None and (
            event.key == last.key
            or (not (event.named or last.named) and (last.key, event.key) == ("obtain", "rollout"))
        )  # 华东业务部12月3日前领取，12月9日前完成升级
        if last is not None and on and not event.where and (event.pace == "rest" or last.sentence == event.sentence):
            same = not event.named or set(event.departments) & set(last.departments)
            event = replace(event, where=last.where) if same else event
        if event.everyone and event.key == "obtain":
            found.append(event)  # 两个部门11月30日前都要从我这里把安装包领走
            continue
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
            if event.key != "finalize" and goes_on(last, event, readers):
                event = event.by(last)
        elif (
            last is not None
            and not event.named
            and last.who
            and (_is_his(event, last, readers) if event.where else _continues(last, event))
        ):
            event = event.by(last)
        found.append(event)
    return found


def _continues(last: Event, event: Event) -> bool:
    """Whether a sentence that names nobody goes on with who did the one before: 孙丽12月1日前找我拿。拿到以后一周内升完; 先升新加坡，…；再升法兰克福."""
    if last.line != event.line:
        return False
    return (last.key, event.key) == ("obtain", "rollout") or (
        last.key == event.key == "rollout"
        and (event.pace == "rest" or event.text.startswith(("再", "接着", "然后", "最后", "随后")))
    )


def _is_his(event: Event, last: Event, readers: Readers) -> bool:
    """Whether a clause with a place goes on with who began: at the same place, or, where he was given none, in the same sentence
    at his own (李想先升5台，12月11日前把华东剩下的升了; 李想12月2日前取走，12月9日前完成华东的升级)."""
    if event.key != last.key and (last.key, event.key) != ("obtain", "rollout"):
        return False
    own = (
        last.sentence == event.sentence
        and not last.where
        and len(last.who) == 1
        and homes(event, readers) == set(last.departments)
    )
    return own or (event.key == last.key and event.where == last.where)


def goes_on(last: Event, event: Event, readers: Readers) -> bool:
    """Whether who did the deed before may do this one, too: of one department, or both what business departments do."""
    own = {node.department for kind in readers.kinds for node in kind.node if node.key == event.key}
    names = set(last.departments) or {last.office}
    if None in own:
        return event.key == last.key or all(readers.rules.directory.is_business(name) for name in names)
    return bool(names & {home for home in own if home})
