"""Frame: what one clause of a told plan says by itself: who, where, by when, doing what, and how it is said (SPEC 3 "Body")."""

from collections.abc import Sequence
from itertools import pairwise

from mailbot.inbound.forms.days.dates import DateDoubt, Moment
from mailbot.inbound.forms.people.mentions import Mention, Mentions
from mailbot.inbound.forms.plans.deeds import Deed, names_other, pace_of
from mailbot.inbound.forms.plans.items import ItemReader
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.reasons import REASON
from mailbot.inbound.forms.plans.story.atoms import Atom, smoothed
from mailbot.inbound.forms.plans.story.no_node import says_more, talks
from mailbot.inbound.forms.plans.story.past import is_past
from mailbot.inbound.forms.plans.story.relative_days import counts_on
from mailbot.inbound.forms.plans.story.sentences import Clause
from mailbot.inbound.forms.plans.story.words import (
    BETWEEN,
    BUSY,
    CONDITION,
    ENDINGS,
    EVERY,
    FINISHES,
    NOW,
    OWNING,
    RULED,
)
from mailbot.inbound.forms.things.restrictionwords import RESTRICTS
from mailbot.inbound.forms.things.versionrules import find_version_rules
from mailbot.late import late
from mailbot.value import Value

_BEGINS = late(
    r"(?:开始|启动|动手|开工)(?:升级?|下?发|推|限制?)?[^，,。；;\d]{0,6}$"
    r"|(?<![a-z])(?:starts?|begins?|starting|beginning|kick(?:s|ing)? (?:\w+ ){0,3}?off(?! with \d))(?![a-z])"
)
_SAME = late(
    r"同步(?=[把将升换做限]|完成|进行)|同一?[天日]|(?:时间|日期)(?:都|也|与?之?前)?(?:相同|一样|一致)(?=$|\W)"
    r"|(?<![a-z])(?:the same (?:goes|applies|holds)|(?:confirm|promise|sa)(?:s|ed|id|ys) the same)(?![a-z])"
    r"|当[天日](?![\d前下晚])|(?:on )?(?:the )?same (?:day|date)|(?:on )?that (?:same )?day"
    r"|那天(?=[限升由把再才来执])|(?<![a-z])so (?:do(?:es)?|will|should|must|is|are|has|have)(?= [a-z\u2588])"
    r"|(?<![a-z])likewise(?![a-z])|也一样|也是(?:一样|(?=\s*$|[，,。；;]))|同样(?=$|[\s，,])"
)
_AND = late(r"\s*(?:[、/／&＆+＋,，]|和|与|及|以及|and|或者?|还是|or)\s*")  # 周航或者李想: asked which
_BATCH = late(r"[一二三两几\d]批(?!次|准|量|复|发)")  # 12月3日一批、12月8日一批
# 5点 is sites, 下午5点 and 20点前 an hour.
_COUNT = late(
    r"(?:前|共"
    r"|约)?(?P<n>\d[\d,]*)\s*(?P<unit>多?(?:台套|台|套|个(?!工作|月|小时|自然|星期|礼拜|周|点)|家|门店|所|辆|间"
    r"|处"
    r"|点(?!前|之前|以前|钟|半|整|左右"
    r"|\d)(?<![午日号晚上早]\d点)(?<![午日号晚上早]\d\d点)(?<![午日号] \d点)(?<![午日号] \d\d点)"
    r"|户)(?:门店|服务器|客户端|终端|客户)?"
    r"|(?:servers?|sites?|stores?|sets?|units?|clients?|terminals?|machines?|boxes)(?![a-z]))"
)


class Said(Value, kw_only=True):
    """What a clause, or several of one deed, say. `who` are the words that name people, `where` those of business departments, `office` of
    others; `day` the words of a day, `moment` what they mean; `deeds` what is done, `pace` which part of it."""

    text: str
    who: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()  # of the people named, to tell whose deed it can be
    persons: tuple[tuple[str, str], ...] = ()  # each one's words and department
    where: tuple[str, ...] = ()
    office: str = ""
    everyone: str = ""
    day: str = ""
    moment: Moment | DateDoubt | None = None
    deeds: tuple[Deed, ...] = ()
    pace: str = ""
    count: str = ""
    ruled: bool = False  # names versions by a bound: 8.2 以下
    versions: str = ""  # as written
    past: bool = False
    owning: bool = False
    begins: bool = False  # 下周三开始: what ends later
    foreign: bool = False  # work that is no standard node: 培训
    more: bool = False  # says more than who, where, when and how: 去华南拜访客户
    talk: bool = False  # of a talk or a visit

    @property
    def key(self) -> str:
        """The node that is done, '' for none or several."""
        keys = {deed.key for deed in self.deeds}
        return next(iter(keys)) if len(keys) == 1 else ""

    @property
    def named(self) -> bool:
        return bool(self.who or self.office)


class Frame(Said, kw_only=True):
    """What one clause says by itself."""

    clause: Clause
    same: bool = False  # 同一天
    every: bool = False  # 都由孙丽负责
    ends: bool = False  # …结束
    other: bool = False
    old: bool = False  # what was planned before: 原定12月7日
    now: bool = False  # what it is changed to: 现改为12月14日
    goes_on: bool = False  # …完成, 20 台: more of what the clause before does

    @property
    def vague(self) -> bool:
        return counts_on(self.day) is not None or (
            isinstance(self.moment, DateDoubt) and not any(c.isdigit() for c in self.moment.words)
        )


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
        same=_SAME.search(smooth) is not None,
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
                fewest=3 if who and not text.isascii() else 2,
            )
        ),  # 海外客户年底封网
        talk=not deeds and talks(smooth) and not (day is not None and day.thing is None),  # 周航跟孙丽同步
        goes_on=bool(count)
        or bool(pace_of(smooth))
        or FINISHES.search(smooth) is not None
        or _BATCH.search(smooth) is not None,
        ends=FINISHES.search(smooth) is not None,
        begins=_BEGINS.search(CONDITION.sub(" ", smooth)) is not None
        or (day is not None and "rollout" in {one.key for one in deeds} and _is_since(text, day)),
        ruled=bool(versions) or RULED.search(smooth) is not None or any(one.bound for one in deeds),
        versions=versions,
        past=not (bars and moment is None) and is_past(smooth, day, moment, readers.context.mailed.date()),
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


def how_many(smooth: str, days: Sequence[Atom]) -> str:
    """The first number of things in a text, "" for none: 12 点前 among its days is an hour."""
    count = next(
        (one for one in _COUNT.finditer(smooth) if not any(one.group() in smoothed(day.words) for day in days)),
        None,
    )
    return f"{count['n']} {count['unit']}".replace(",", "") if count else ""


def without_numbers(text: str) -> str:
    """A text without its numbers of things."""
    return _COUNT.sub("", text)
