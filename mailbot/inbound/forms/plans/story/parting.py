"""parted, cut, pairs, each_deed, each_person: a clause that tells of several nodes, or its atoms, parted into those of each (SPEC 3 "Body")."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mailbot.inbound.forms.people.mentions import Mentions
from mailbot.inbound.forms.plans.deeds import Deed, find_deeds, pace_of
from mailbot.inbound.forms.plans.items import ItemReader
from mailbot.inbound.forms.plans.story.atoms import Atom, Atoms, smoothed
from mailbot.inbound.forms.plans.story.sentences import Clause
from mailbot.inbound.forms.plans.story.words import EACH_ONE, FINISHES, FORMER, LATTER, NEXT_DAY
from mailbot.late import late
from mailbot.value import replace

_TESTS = frozenset(("test", "report", "release"))
_AND_THEN = late(r"并|和|及|与|、|同时|(?<![a-z])and(?![a-z])")
_STARTS = late(r"(?:it |which |and |to be )?(?:starts?|starting|begins?|beginning)(?![a-z])")
_LINKED = late(r"\s+and\s+(?:then\s+)?", re.IGNORECASE)
_MOST_PARTS = 40


def cut(text: str, atoms: Sequence[Atom]) -> Iterator[tuple[int, int, list[Atom]]]:
    """The parts of a clause with a day each, cut before what begins the next: 12月4日孙丽升华东 12月11日周航升华南."""
    days = [one.span[0] for one in atoms if one.kind == "day"]
    if len(days) < 2:
        yield 0, len(text), list(atoms)
        return
    begin = 0
    own: list[Atom] = []
    for one in atoms:
        kinds = {other.kind for other in own}
        ahead = any(d >= one.span[0] for d in days)
        again = one.kind in kinds and not (own and own[-1].kind == one.kind and one.kind != "day")
        if (
            "day" in kinds
            and len(kinds) > 1
            and ahead
            and (again or (one.kind in ("who", "where") and not kinds & {"who", "where"} and atoms[0].kind != "day"))
        ):
            yield begin, one.span[0], own
            begin, own = one.span[0], []
        own = [*own, one]
    yield begin, len(text), own


def each_deed(atoms: list[Atom], smooth: str) -> list[list[Atom]]:
    """Of several deeds of the test department one at a time: 测试完成并出报告 by one day; so with two parts of a rollout: 灰度和全量都由孙丽负责."""
    deeds = [one for one in atoms if isinstance(one.thing, Deed)]
    keys = {one.thing.key for one in deeds if isinstance(one.thing, Deed)}
    paces = [pace_of(one.words) for one in deeds]
    if (
        keys == {"rollout"}
        and len(deeds) == 2
        and all(paces)
        and paces[0] != paces[1]
        and _AND_THEN.fullmatch(smooth[deeds[0].span[1] : deeds[1].span[0]].strip())
    ):
        return [[one for one in atoms if one not in deeds or one is deed] for deed in deeds]
    if (
        len(keys) < 2
        or not keys <= _TESTS
        or not all(_AND_THEN.search(smooth[a.span[1] : b.span[0]]) for a, b in pairwise(deeds))
    ):
        return [atoms]
    return [
        [one for one in atoms if not isinstance(one.thing, Deed) or one.thing.key == key]
        for key in dict.fromkeys(d.thing.key for d in deeds if isinstance(d.thing, Deed))
    ]


def pairs(atoms: list[Atom], each: bool) -> list[list[Atom]]:
    """Of several people, each beside a place of their own, one at a time with what is said of all: 华东李想、华南周航 12月10日; or,
    `each` in turn, the places and as many people, or days: 华东、华南…（孙丽、周航分别执行）."""
    names = [one for one in atoms if one.kind in ("who", "where")]
    kinds = [one.kind for one in names]
    if len(names) > 3 and len(names) % 2 == 0 and kinds[0] != kinds[1] and kinds == kinds[:2] * (len(names) // 2):
        both = [names[at : at + 2] for at in range(0, len(names), 2)]
        shared: tuple[str, ...] = ("who", "where")
        days = [one for one in atoms if one.kind == "day"]
        if each and len(days) == len(both):  # 海外的林涛和华东的孙丽分别在12月10日和12月18日前完成
            both, shared = [[*pair, day] for pair, day in zip(both, days, strict=True)], ("who", "where", "day")
    else:
        sorts = {kind: [one for one in atoms if one.kind == kind] for kind in ("who", "where", "day")}
        lists = {kind: own for kind, own in sorts.items() if len(own) > 1}
        alone = each and lists.keys() == {"day"}  # 时间依次是12月8日、12月10日: each somebody's who was told before
        if not alone and (not each or len(lists) < 2 or len({len(own) for own in lists.values()}) > 1):
            return [atoms]
        both, shared = [list(own) for own in zip(*lists.values(), strict=True)], tuple(lists)
    rest = [one for one in atoms if one.kind not in shared]
    return [sorted([*pair, *rest], key=lambda one: one.span) for pair in both]


def each_person(atoms: list[Atom]) -> list[list[Atom]]:
    """Of several people without a place each one with what is said of all: 孙丽和周航各自把自己区域的服务器升级好."""
    people = [one for one in atoms if one.kind == "who"]
    if any(one.kind == "where" for one in atoms) or len(people) < 2:
        return [atoms]
    rest = [one for one in atoms if one.kind != "who"]
    return [sorted([person, *rest], key=lambda one: one.span) for person in people]


def parted(clause: Clause, items: ItemReader, mentions: Mentions, atoms: Atoms) -> list[Clause]:
    """The parts of a clause, each with a day of its own; none where it is one."""
    return _listed(clause, items) or _linked(clause, items, mentions, atoms) or _spaced(clause, atoms)


def _listed(clause: Clause, items: ItemReader) -> list[Clause]:
    """The parts of a clause that lists days: 12 月 3 日 50 台、12 月 8 日剩余 150 台."""
    parts = clause.text.split("、") if not EACH_ONE.search(clause.text) else []
    if not 1 < len(parts) <= 12:
        return []
    days = [bool(items.days(part)) for part in parts]
    return [replace(clause, text=part) for part in parts] if all(days) else []


def _linked(clause: Clause, items: ItemReader, mentions: Mentions, atoms: Atoms) -> list[Clause]:
    """The parts of an English clause that have a day each: package by Friday and upgrade by December 7, the pilot by
    Friday and the remaining ones by December 7."""
    parts = _LINKED.split(clause.text)
    if not 1 < len(parts) <= 12:
        return []
    days = [bool(items.days(part) or (at and NEXT_DAY.search(smoothed(part)))) for at, part in enumerate(parts)]
    if not all(days):
        return []
    apart = [_is_elsewhere(part, parts[0], atoms) for part in parts]
    deeds = [
        bool(find_deeds(smoothed(part))) or (at > 0 and (apart[at] or _goes_on(part))) for at, part in enumerate(parts)
    ]
    if deeds == [False, True] and find_deeds(smoothed(parts[1])) and (name := _of_both(parts, mentions)):
        parts[1], deeds[0] = f"{name} {parts[1]}", True
    first = smoothed(parts[0])
    deeds[0] = deeds[0] or all(apart[1:]) or _STARTS.match(first) is not None or FORMER.search(first) is not None
    return (
        [replace(clause, text=part) for part in parts] if all(deeds) else []
    )  # starting December 7 and finishing by December 11


def _of_both(parts: Sequence[str], mentions: Mentions) -> str:
    """Who is named before an `and` and does what stands behind it: Sun Li is ready by 4 December and blocks 5.x on the 11th; '' for nobody."""
    first, last = [[one for one in mentions.find(part) if one.kind in ("person", "department")] for part in parts]
    people = [one.words for one in first if one.kind == "person"] or [one.words for one in first]
    return people[0] if len(people) == 1 and not last else ""


def _goes_on(part: str) -> bool:
    """Whether what stands behind an `and` says when more of the same is done: what remains, or its end."""
    smooth = smoothed(part)
    return pace_of(smooth) == "rest" or LATTER.search(smooth) is not None or FINISHES.search(smooth) is not None


def _is_elsewhere(part: str, first: str, atoms: Atoms) -> bool:
    """Whether two parts name a place each, and not the same: he takes South by 4 December and Sun Li East by 9 December."""
    places = [{one.words for one in atoms.find(text) if one.kind == "where"} for text in (first, part)]
    return all(places) and not places[0] & places[1]


def _spaced(clause: Clause, atoms: Atoms) -> list[Clause]:
    """The parts of a clause with blanks for commas: 华东周一孙丽 华南周三周航."""
    parts = clause.text.split()
    if not 1 < len(parts) <= _MOST_PARTS:
        return []
    kinds = [{one.kind for one in atoms.find(part)} for part in parts]
    whole = [one for one in kinds if "day" in one and one & {"who", "where", "office"}]
    return [replace(clause, text=part) for part in parts] if len(whole) > 1 else []
