"""parted: a clause that tells of several days without a comma between, parted into those of each (SPEC 3 "Body")."""

import re

from mailbot.inbound.forms.people.mentions import Mentions
from mailbot.inbound.forms.plans.deeds import find_deeds, pace_of
from mailbot.inbound.forms.plans.items import ItemReader
from mailbot.inbound.forms.plans.story.atoms import Atoms, smoothed
from mailbot.inbound.forms.plans.story.sentences import Clause
from mailbot.inbound.forms.plans.story.words import EACH_ONE, FINISHES, FORMER, LATTER
from mailbot.late import late
from mailbot.value import replace

_STARTS = late(r"(?:it |which |and |to be )?(?:starts?|starting|begins?|beginning)(?![a-z])")
_LINKED = late(r"\s+and\s+(?:then\s+)?", re.IGNORECASE)
_MOST_PARTS = 40


def parted(clause: Clause, items: ItemReader, mentions: Mentions, atoms: Atoms) -> list[Clause]:
    """The parts of a clause, each with a day of its own; none where it is one."""
    return _listed(clause, items) or _linked(clause, items, mentions) or _spaced(clause, atoms)


def _listed(clause: Clause, items: ItemReader) -> list[Clause]:
    """The parts of a clause that lists days: 12 月 3 日 50 台、12 月 8 日剩余 150 台."""
    parts = clause.text.split("、") if not EACH_ONE.search(clause.text) else []
    if not 1 < len(parts) <= 12:
        return []
    days = [bool(items.days(part)) for part in parts]
    return [replace(clause, text=part) for part in parts] if all(days) else []


def _linked(clause: Clause, items: ItemReader, mentions: Mentions) -> list[Clause]:
    """The parts of an English clause that have a day each: package by Friday and upgrade by December 7, the pilot by
    Friday and the remaining ones by December 7."""
    parts = _LINKED.split(clause.text)
    if not 1 < len(parts) <= 12:
        return []
    deeds = [
        bool(find_deeds(smoothed(part))) or (at > 0 and _goes_on(part, parts[0], mentions))
        for at, part in enumerate(parts)
    ]
    deeds[0] = (
        deeds[0] or _STARTS.match(smoothed(parts[0])) is not None or FORMER.search(smoothed(parts[0])) is not None
    )  # starting December 7 and finishing by December 11
    days = [bool(items.days(part) and said) for part, said in zip(parts, deeds, strict=True)]
    return [replace(clause, text=part) for part in parts] if all(days) else []


def _goes_on(part: str, first: str, mentions: Mentions) -> bool:
    """Whether what stands behind an `and` says when more of the same is done: elsewhere, what remains, or its end."""
    smooth = smoothed(part)
    places = [{one.department for one in mentions.find(text) if one.kind == "department"} for text in (first, part)]
    return (
        pace_of(smooth) == "rest"
        or LATTER.search(smooth) is not None
        or FINISHES.search(smooth) is not None
        or (all(places) and not places[0] & places[1])
    )


def _spaced(clause: Clause, atoms: Atoms) -> list[Clause]:
    """The parts of a clause with blanks for commas: 华东周一孙丽 华南周三周航."""
    parts = clause.text.split()
    if not 1 < len(parts) <= _MOST_PARTS:
        return []
    kinds = [{one.kind for one in atoms.find(part)} for part in parts]
    whole = [one for one in kinds if "day" in one and one & {"who", "where", "office"}]
    return [replace(clause, text=part) for part in parts] if len(whole) > 1 else []
