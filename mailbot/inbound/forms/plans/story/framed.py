"""framed: the frame of a part of a clause: who, where, by when, doing what, and how it is said (SPEC 3 "Body")."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from mailbot.inbound.forms.days.dates import DateDoubt, Moment
from mailbot.inbound.forms.people.mentions import Mention, Mentions
from mailbot.inbound.forms.plans.deeds import Deed, names_other, pace_of
from mailbot.inbound.forms.plans.items import ItemReader
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.reasons import REASON
from mailbot.inbound.forms.plans.story.atoms import Atom, smoothed
from mailbot.inbound.forms.plans.story.frame import Frame
from mailbot.inbound.forms.plans.story.how_many import how_many
from mailbot.inbound.forms.plans.story.residue import says_more, talks
from mailbot.inbound.forms.plans.story.sentences import Clause
from mailbot.inbound.forms.plans.story.words import (
    BEGINS,
    BETWEEN,
    BUSY,
    CONDITION,
    ENDINGS,
    EVERY,
    FINISHES,
    GAVE,
    NOW,
    OWNING,
    PAST,
    REPORTS,
    RULED,
    SAME,
)
from mailbot.inbound.forms.things.restrictionwords import RESTRICTS
from mailbot.inbound.forms.things.versionrules import find_version_rules
from mailbot.late import late

__all__ = ["framed"]

_WEEKDAY = late(r"\s*(?:周|星期|礼拜)[一二三四五六日天]\s*")
_AND = late(r"\s*(?:[、/／&＆+＋,，]|和|与|及|以及|and)\s*")
_NEXT = late(
    r"(?:先|[你您]|就|再|然后|接着|随后)[^，,。；;]{0,4}把[^，,。；;]{1,20}了\s*$"
)  # 觉得稳了，孙丽就把华东其他的升了
_BATCH = late(r"[一二三两几\d]批(?!次|准|量|复|发)")  # 12月3日一批、12月8日一批
_ALREADY = late(r"已经?(?!升级?的|限制?的|同意|答应|约|定)")  # 周五已经由测试部给出最终版本
_COMING = late(r"[下明后][个一]?(?:周|星期|礼拜|月|天|年)|(?<![a-z])next(?![a-z])", re.IGNORECASE)


def framed(clause: Clause, text: str, atoms: Sequence[Atom], whole: str, readers: Readers, items: ItemReader) -> Frame:
    """The frame of a part of a text; the atoms' spans count in the whole."""
    smooth = smoothed(text)
    who = tuple(one for one in atoms if one.kind == "who")
    days = [one for one in atoms if one.kind == "day"]
    day = next(
        (one for one in reversed(days) if not isinstance(one.thing, DateDoubt) or one.thing.reason != "vague"),
        days[-1] if days else None,
    )
    deeds = tuple(one.thing for one in atoms if isinstance(one.thing, Deed))
    if any(one.base == "finalize" for one in deeds):
        deeds = tuple(one for one in deeds if one.base != "send")  # I will send out the summary
    if len({one.key for one in deeds}) == 2 and who:
        deeds = _behind(atoms, deeds)
    homes = {p.department for one in who if isinstance(one.thing, Mention) for p in one.thing.people}
    writes = {n.department for kind in readers.kinds for n in kind.node if n.key == "finalize"}
    if any(one.key not in ("", "finalize") for one in deeds) or (homes and not homes & writes):
        deeds = tuple(one for one in deeds if one.words not in ENDINGS)  # 升级12月8日收尾, 韩冰收尾
    deeds = tuple(one for one in deeds if one.base != "obtain") or deeds  # 取得安装包并升级 20 台
    people = [p for one in who if isinstance(one.thing, Mention) for p in one.thing.people]
    if any(one.words.startswith("发给") for one in deeds):
        who = tuple(
            one for one in who if not (isinstance(one.thing, Mention) and one.thing.kind == "self")
        )  # 我发给各业务部门
    me = readers.rules.directory.person(readers.context.person or "")
    if me is not None and any(isinstance(one.thing, Mention) and one.thing.kind == "self" for one in who):
        people.append(me)
    count = how_many(smooth, days)
    versions = _versions(whole, days)
    moment = day.thing if day and isinstance(day.thing, Moment | DateDoubt) else None
    bars = bool(versions) and RESTRICTS.search(smooth) is not None
    ahead = _is_ahead(moment, readers.context.mailed.date())
    return Frame(
        clause=clause,
        text=text.strip(" ，,。；;"),
        who=_together(whole, who),
        departments=tuple(dict.fromkeys(p.department for p in people if p.department)),
        persons=tuple((one.words, _home(one)) for one in who),
        where=_places(atoms),
        office=next((one.words for one in atoms if one.kind == "office"), ""),
        everyone=next((one.words for one in atoms if one.kind == "everyone"), ""),
        day=_day(text, day, items, readers.people.mentions) if day else "",
        moment=moment,
        deeds=deeds,
        pace=_pace(smooth, deeds),
        count=count,
        same=SAME.search(smooth) is not None,
        every=EVERY.search(smooth) is not None,
        owning=OWNING.search(smooth) is not None,
        foreign=not deeds and names_other(smooth),
        now=NOW.search(smooth) is not None,
        more=not deeds
        and (
            BUSY.search(smooth) is not None
            or says_more(
                REASON.sub(lambda found: " " * len(found.group()), smooth),
                _known(text, whole, atoms, readers.people.mentions),
                fewest=3 if who else 2,
            )
        ),  # 海外客户年底封网
        talk=not deeds and talks(smooth) and not (day is not None and day.thing is None),  # 周航跟孙丽同步
        goes_on=bool(count)
        or bool(pace_of(smooth))
        or FINISHES.search(smooth) is not None
        or _BATCH.search(smooth) is not None,
        ends=FINISHES.search(smooth) is not None,
        begins=BEGINS.search(CONDITION.sub(" ", smooth)) is not None
        or (day is not None and "rollout" in {one.key for one in deeds} and _is_since(text, day)),
        ruled=bool(versions) or RULED.search(smooth) is not None or any(one.bound for one in deeds),
        versions=versions,
        past=PAST.search(REPORTS.sub(" ", smooth)) is not None
        and _NEXT.search(smooth) is None
        and not (bars and moment is None)
        and (
            not ahead
            or (
                day is not None
                and _WEEKDAY.fullmatch(day.words) is not None
                and (GAVE.search(smooth) or _ALREADY.search(smooth)) is not None
            )
        ),
    )


def _behind(atoms: Sequence[Atom], deeds: tuple[Deed, ...]) -> tuple[Deed, ...]:
    """Of two deeds before and behind who is named the one behind, where the other is what is waited for: 两边升完韩冰12月28日把6.9以下限了."""
    kinds = [one.kind for one in atoms if one.kind in ("who", "deed")]
    first = deeds[0].words.endswith(("完", "好", "完成"))
    return deeds[1:] if first and kinds == ["deed", "who", "deed"] else deeds


def _known(text: str, whole: str, atoms: Sequence[Atom], mentions: Mentions) -> list[tuple[int, int]]:
    """The spans in a part of a text of what is known in it, the atoms' spans counting in the whole."""
    start = max(whole.find(text), 0)
    named = [one.span for one in mentions.find(text) if one.kind != "self"]
    return [
        *named,
        *(
            (max(one.span[0] - start, 0), one.span[1] - start)
            for one in atoms
            if one.span[1] > start and one.span[0] < start + len(text)
        ),
    ]


def _versions(text: str, days: Sequence[Atom]) -> str:
    """The versions that a text names by a bound, as written: 18:00 前 is a time."""
    taken = [one.span for one in days]
    rules = [rule.span for rule in find_version_rules(text) if not any(a <= rule.span[0] < b for a, b in taken)]
    return "、".join(text[a:b] for a, b in rules)


def _day(text: str, day: Atom, items: ItemReader, mentions: Mentions) -> str:
    """The words of a day with what hedges it: 大概12月初, 12月中旬 12月14日."""
    due = items.read(text).row.text("due")
    if BETWEEN.search(due) and not BETWEEN.search(day.words):
        return day.words.strip()  # one of several, each somebody's
    more = any(one.kind in ("person", "address") for one in mentions.find(due))  # @孙丽 12/4 前把华东升了 @周航 12/9 前
    return " ".join(due.split()) if day.words.strip() in due and not more else day.words.strip()


def _is_ahead(moment: Moment | DateDoubt | None, today: date) -> bool:
    """周航下周把华南升了: what has a day to come is not over, whichever day of the week is meant."""
    return (
        moment.day > today
        if isinstance(moment, Moment)
        else moment is not None
        and moment.reason not in ("past", "within-30-days-past")
        and _COMING.search(moment.words) is not None
    )


def _is_since(text: str, day: Atom) -> bool:
    """12月7日起由孙丽组织华东升级: the day on which it begins, if its end is told, too."""
    at = text.find(day.words) + len(day.words)
    return day.words.rstrip().endswith("起") or text[at : at + 1] == "起"


def _pace(smooth: str, deeds: Sequence[Deed]) -> str:
    """Which part of a rollout a clause speaks of; of one of several deeds that it names, its own."""
    whole = pace_of(smooth)
    return whole if whole == "rest" or len(deeds) != 1 else pace_of(deeds[0].words) or whole


def _places(atoms: Sequence[Atom]) -> tuple[str, ...]:
    """The words of the places, each place once: 华东业务部在华东升级."""
    places: dict[object, str] = {}
    for one in atoms:
        if one.kind == "where":
            places.setdefault(
                one.thing.department.name if isinstance(one.thing, Mention) and one.thing.department else one.words,
                one.words,
            )
    return tuple(places.values())


def _home(one: Atom) -> str:
    people = one.thing.people if isinstance(one.thing, Mention) else ()
    return (people[0].department or "") if len(people) == 1 else ""


def _together(text: str, who: Sequence[Atom]) -> tuple[str, ...]:
    """The words that name people, as written where they stand together: 孙丽和周航."""
    if len(who) > 1 and all(_AND.fullmatch(text[a.span[1] : b.span[0]]) for a, b in pairwise(who)):
        return (text[who[0].span[0] : who[-1].span[1]],)
    return tuple(dict.fromkeys(one.words for one in who))
