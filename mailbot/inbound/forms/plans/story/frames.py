"""Frames: one clause → who is named, where, by when, doing what; nothing carried from its neighbours yet (SPEC 3 "Body")."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from mailbot.inbound.forms.days.dates import DateDoubt, Moment
from mailbot.inbound.forms.people.mentions import Mention
from mailbot.inbound.forms.plans.deeds import Deed, find_deeds, names_other, pace_of
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.reasons import REASON
from mailbot.inbound.forms.plans.story.asides import without_asides
from mailbot.inbound.forms.plans.story.atoms import Atom, Atoms, smoothed
from mailbot.inbound.forms.plans.story.background import is_background
from mailbot.inbound.forms.plans.story.frame import Frame
from mailbot.inbound.forms.plans.story.leads import without_lead
from mailbot.inbound.forms.plans.story.parts import cut, each_deed, each_person, pairs
from mailbot.inbound.forms.plans.story.residue import says_more, talks
from mailbot.inbound.forms.plans.story.sentences import Clause
from mailbot.inbound.forms.plans.story.words import (
    BEGINS,
    BUSY,
    CONDITION,
    EACH_ONE,
    ENDINGS,
    EVERY,
    FINISHES,
    FORMER,
    GAVE,
    HANDED,
    HANDED_TO_ALL,
    LATTER,
    NOW,
    OLD,
    OTHER,
    OWN_PARTS,
    OWNING,
    PAST,
    PUBLISHED,
    REPORTS,
    RULED,
    SAME,
)
from mailbot.inbound.forms.things.restrictionwords import RESTRICTS
from mailbot.inbound.forms.things.versionrules import find_version_rules
from mailbot.late import late
from mailbot.value import replace

__all__ = ["Framing"]

_WEEKDAY = late(r"\s*(?:周|星期|礼拜)[一二三四五六日天]\s*")
_GRANTED = late(r"(?:has|have) been (?:granted|given|allowed|offered|assigned)")
_TO = late(r"^\s*(?:to|给|致|请|@)\s*(?=\S)", re.IGNORECASE)  # To 孙丽：
_AND = late(r"\s*(?:[、/／&＆+＋,，]|和|与|及|以及|and)\s*")
_STARTS = late(r"(?:it |which |and |to be )?(?:starts?|starting|begins?|beginning)(?![a-z])")
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
_BRACKET = late(r"[(（][^()（）]*[)）]|[^\w]|(?<![a-z])(?:of|the|all|versions?|in|for)(?![a-z])|版本", re.IGNORECASE)
_BETWEEN = late(r"[、和与，,]| and ")
_NEXT = late(r"(?:就|再|然后|接着|随后)[^，,。；;]{0,4}把[^，,。；;]{1,20}了\s*$")  # 觉得稳了，孙丽就把华东其他的升了
_COMING = late(r"[下明后][个一]?(?:周|星期|礼拜|月|天|年)|(?<![a-z])next(?![a-z])", re.IGNORECASE)
_LINKED = late(r"\s+and\s+(?:then\s+)?", re.IGNORECASE)
_SOMETIME = late(r"昨|前天|上[周个月次回]|[周日天月号期]|(?<![a-z])(?:yesterday|last|on|in|today|this)(?![a-z])")
_FIGURE = late(r"\d|[一二三四五六七八九十]+[月号日]")
_MOST_PARTS = 40
_LONGEST_REST = 5  # characters of a label beside its names, days and deeds


class Framing:
    """Frames the clauses of one mail."""

    def __init__(self, readers: Readers, addressed: Mention | None = None) -> None:
        self._items = readers.items(readers.context.mailed)
        self._atoms = Atoms(readers, addressed)
        self._readers = readers

    def begin(self, sentence: Sequence[Clause], addressed: Mention | None) -> None:
        """Takes note of the sentence whose clauses come next: in 周航那边，请12月9日前升完 who is asked is not whom the mail greets."""
        named = [
            one
            for clause in sentence
            for one in self._readers.people.mentions.find(f"{clause.label} {clause.text}")
            if one.kind in ("person", "address")
        ]
        self._atoms.asks_one = addressed is not None and all(one.people == addressed.people for one in named)

    def frames(self, clause: Clause) -> list[Frame]:
        """The frames of a clause: more than one where several days stand in it without a comma between."""
        mentions = self._readers.people.mentions
        clause = without_lead(without_asides(clause, self._items, mentions), self._items, mentions)
        smooth = smoothed(clause.text)
        if len(listed := self._listed(clause) or self._linked(clause) or self._spaced(clause)) > 1:
            return [frame for part in listed for frame in self.frames(part)]
        if OLD.search(smooth) or (OLD.search(smoothed(clause.label)) and not NOW.search(smooth)):
            return [
                replace(
                    self._frame(clause, clause.text, self._atoms.find(clause.text), clause.text),
                    old=True,
                    day="",
                    moment=None,
                )
            ]
        if OTHER.search(_GRANTED.sub(" ", smooth)) or (
            self._hands_over(smooth) and not any(one.base == "finalize" for one in find_deeds(smooth))
        ):
            return [Frame(clause, clause.text, other=True)]
        if self._is_background(clause.text, smooth):
            return [Frame(clause, clause.text, other=True)]
        if PUBLISHED.search(smooth) and not any(
            one.kind in ("person", "department", "address") for one in self._readers.people.mentions.find(clause.text)
        ):
            return [Frame(clause, clause.text, other=True)]
        atoms = self._atoms.find(clause.text, labelled=bool(clause.label))
        each = EACH_ONE.search(smooth) is not None
        if OWN_PARTS.search(smooth) and len(alone := each_person(atoms)) > 1:
            return [self._frame(clause, clause.text, some, clause.text) for some in alone]
        atoms = [part for one in atoms for part in self._days_of(clause.text, one)] if each else atoms
        parts = [(0, len(clause.text), atoms)] if each else cut(clause.text, atoms)
        parted = [(clause.text[a:b], some) for a, b, own in parts for some in pairs(own, each)]
        return [self._frame(clause, text, one, clause.text) for text, own in parted for one in each_deed(own, smooth)]

    def _is_background(self, text: str, smooth: str) -> bool:
        business = self._readers.rules.directory.is_business
        mentions = self._readers.people.mentions.find(text)
        named = any(
            one.kind in ("person", "address", "everyone")
            or (one.department is not None and business(one.department.name))
            for one in mentions
        )
        days = self._items.days(text)
        return is_background(
            smooth,
            named=named,
            deeds=bool(find_deeds(smooth)),
            day=bool(days) or _SOMETIME.search(smooth) is not None,
            dated=any(_FIGURE.search(one.words) for one in days),
        )

    def _hands_over(self, smooth: str) -> bool:
        """Whether a clause says where the version comes from: no work, but for what somebody hands over by a day."""
        return HANDED.search(smooth) is not None or (
            HANDED_TO_ALL.search(smooth) is not None and not self._items.days(smooth)
        )

    def _listed(self, clause: Clause) -> list[Clause]:
        """The parts of a clause that lists days: 12 月 3 日 50 台、12 月 8 日剩余 150 台."""
        parts = clause.text.split("、") if not EACH_ONE.search(clause.text) else []
        if not 1 < len(parts) <= 12:
            return []
        days = [bool(self._items.days(part)) for part in parts]
        return [replace(clause, text=part) for part in parts] if all(days) else []

    def _days_of(self, text: str, atom: Atom) -> list[Atom]:
        """Of several days in a list those one by one: 分别于12月16日、12月18日前."""
        start, end = atom.span
        marks = [start + match.start() for match in _BETWEEN.finditer(text[start:end])] if atom.kind == "day" else []
        bounds = [*zip([start, *(mark + 1 for mark in marks)], [*marks, end], strict=True)]
        found = [days[0] for a, b in bounds if (days := self._items.days(text[a:b]))]
        if len(found) < 2 or len(found) < len(bounds):
            return [atom]
        return [Atom("day", bound, text[slice(*bound)], one) for bound, one in zip(bounds, found, strict=True)]

    def _linked(self, clause: Clause) -> list[Clause]:
        """The parts of an English clause that have a day each: package by Friday and upgrade by December 7, the pilot by
        Friday and the remaining ones by December 7."""
        parts = _LINKED.split(clause.text)
        if not 1 < len(parts) <= 12:
            return []
        deeds = [
            bool(find_deeds(smoothed(part))) or (at > 0 and self._goes_on(part, parts[0]))
            for at, part in enumerate(parts)
        ]
        deeds[0] = (
            deeds[0] or _STARTS.match(smoothed(parts[0])) is not None or FORMER.search(smoothed(parts[0])) is not None
        )  # starting December 7 and finishing by December 11
        days = [bool(self._items.days(part) and said) for part, said in zip(parts, deeds, strict=True)]
        return [replace(clause, text=part) for part in parts] if all(days) else []

    def _goes_on(self, part: str, first: str) -> bool:
        """Whether what stands behind an `and` says when more of the same is done: elsewhere, what remains, or its end."""
        smooth = smoothed(part)
        places = [
            {one.department for one in self._readers.people.mentions.find(text) if one.kind == "department"}
            for text in (first, part)
        ]
        return (
            pace_of(smooth) == "rest"
            or LATTER.search(smooth) is not None
            or FINISHES.search(smooth) is not None
            or (all(places) and not places[0] & places[1])
        )

    def _spaced(self, clause: Clause) -> list[Clause]:
        """The parts of a clause with blanks for commas: 华东周一孙丽 华南周三周航."""
        parts = clause.text.split()
        if not 1 < len(parts) <= _MOST_PARTS:
            return []
        kinds = [{one.kind for one in self._atoms.find(part)} for part in parts]
        whole = [one for one in kinds if "day" in one and one & {"who", "where", "office"}]
        return [replace(clause, text=part) for part in parts] if len(whole) > 1 else []

    def label(self, clause: Clause) -> Frame | None:
        """What the label before a line says: 孙丽：, 12月2日：, 灰度升级（华东）：."""
        text = _TO.sub("", clause.label)
        if not text:
            return None
        atoms = self._atoms.find(text)
        frame = self._frame(clause, text, atoms, text)
        bounds = [rule.span for rule in find_version_rules(text)]
        rest = _BRACKET.sub(
            "",
            "".join(
                c
                for at, c in enumerate(text)
                if not any(a <= at < b for a, b in (*bounds, *(one.span for one in atoms)))
            ),
        )
        rest = _COUNT.sub("", rest).strip()
        if len(rest) > (4 if rest.isascii() else 1) * _LONGEST_REST and not frame.foreign:
            return None  # 王磊这边定一下：says who writes
        return frame if frame.named or frame.where or frame.day or frame.deeds or frame.foreign else None

    # --- frames ------------------------------------------------------------------------------------------------------

    def _frame(self, clause: Clause, text: str, atoms: Sequence[Atom], whole: str) -> Frame:
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
        if any(one.key not in ("", "finalize") for one in deeds):
            deeds = tuple(one for one in deeds if one.words not in ENDINGS)  # 升级12月8日收尾
        deeds = tuple(one for one in deeds if one.base != "obtain") or deeds  # 取得安装包并升级 20 台
        people = [p for one in who if isinstance(one.thing, Mention) for p in one.thing.people]
        if any(one.words.startswith("发给") for one in deeds):
            who = tuple(
                one for one in who if not (isinstance(one.thing, Mention) and one.thing.kind == "self")
            )  # 我发给各业务部门
        me = self._readers.rules.directory.person(self._readers.context.person or "")
        if me is not None and any(isinstance(one.thing, Mention) and one.thing.kind == "self" for one in who):
            people.append(me)
        count = next(
            (one for one in _COUNT.finditer(smooth) if not any(one.group() in smoothed(day.words) for day in days)),
            None,
        )  # 12 点前
        versions = self._versions(whole, days)
        moment = day.thing if day and isinstance(day.thing, Moment | DateDoubt) else None
        bars = bool(versions) and RESTRICTS.search(smooth) is not None
        ahead = _is_ahead(moment, self._readers.context.mailed.date())
        return Frame(
            clause=clause,
            text=text.strip(" ，,。；;"),
            who=_together(whole, who),
            departments=tuple(dict.fromkeys(p.department for p in people if p.department)),
            persons=tuple((one.words, _home(one)) for one in who),
            where=_places(atoms),
            office=next((one.words for one in atoms if one.kind == "office"), ""),
            everyone=next((one.words for one in atoms if one.kind == "everyone"), ""),
            day=self._day(text, day) if day else "",
            moment=moment,
            deeds=deeds,
            pace=_pace(smooth, deeds),
            count=f"{count['n']} {count['unit']}".replace(",", "") if count else "",
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
                    self._known(text, whole, atoms),
                    fewest=3 if who else 2,
                )
            ),  # 海外客户年底封网
            talk=not deeds and talks(smooth) and not (day is not None and day.thing is None),  # 周航跟孙丽同步
            goes_on=bool(count) or bool(pace_of(smooth)) or FINISHES.search(smooth) is not None,
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
                or (day is not None and _WEEKDAY.fullmatch(day.words) is not None and GAVE.search(smooth) is not None)
            ),
        )

    def _known(self, text: str, whole: str, atoms: Sequence[Atom]) -> list[tuple[int, int]]:
        """The spans in a part of a text of what is known in it, the atoms' spans counting in the whole."""
        start = max(whole.find(text), 0)
        named = [one.span for one in self._readers.people.mentions.find(text) if one.kind != "self"]
        return [
            *named,
            *(
                (max(one.span[0] - start, 0), one.span[1] - start)
                for one in atoms
                if one.span[1] > start and one.span[0] < start + len(text)
            ),
        ]

    def _versions(self, text: str, days: Sequence[Atom]) -> str:
        """The versions that a text names by a bound, as written: 18:00 前 is a time."""
        taken = [one.span for one in days]
        rules = [rule.span for rule in find_version_rules(text) if not any(a <= rule.span[0] < b for a, b in taken)]
        return "、".join(text[a:b] for a, b in rules)

    def _day(self, text: str, day: Atom) -> str:
        """The words of a day with what hedges it: 大概12月初, 12月中旬 12月14日."""
        due = self._items.read(text).row.text("due")
        if _BETWEEN.search(due) and not _BETWEEN.search(day.words):
            return day.words.strip()  # one of several, each somebody's
        more = any(
            one.kind in ("person", "address") for one in self._readers.people.mentions.find(due)
        )  # @孙丽 12/4 前把华东升了 @周航 12/9 前
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
