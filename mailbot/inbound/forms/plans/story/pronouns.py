"""with_names: a clause with who is meant by 他 or she in it: 周航那边我已经沟通过，他12月10日前完成华南 (SPEC 3 "Body")."""

import re

from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.words import PRONOUN
from mailbot.late import late

__all__ = ["with_names"]

_LONGEST = 300  # characters that are looked back
_CLAUSE = late(
    r"^ [^,]{4,} and (?:that |so )?$", re.IGNORECASE
)  # Sun Li has until December 8 and Zhou Hang can begin: two clauses
_YOU = late(r"[你您](?!们|那|这|部|好|手)")
_TO = late(r"[^。；;！!？?\n]{0,16}[你您](?!们|那|这|部|手|好)")  # 周航上回吃过亏，这回你先来
# 你们三位, 两位: as many as were named last.
_GROUP = late(
    r"(?:你们|他们|她们|以上|上述|这|前面)?(?P<n>[两二三四]|(?<=[你他她])俩)(?:(?<=俩)|位(?!数|置)|个人|家(?=一起|都|各|分别|同时))"
)
_NUMBERS = {"俩": 2, "两": 2, "二": 2, "三": 3, "四": 4}
_FAR = 2000
_ENDS = "，,。；;！!？?"


def with_names(text: str, before: str, readers: Readers) -> str:
    """The text, a pronoun of it replaced by the one person whom the last clause with people names; unchanged where that names
    several, or where the text names somebody itself."""
    mentions = readers.people.mentions
    found = PRONOUN.search(text)
    you = _YOU.search(text)
    if found is None and you is not None and (called := _called(before[-_LONGEST:], readers)):
        return (
            text
            if any(one.kind in ("person", "address") for one in mentions.find(text))
            else f"{text[: you.start()]}{called}{text[you.end() :]}"
        )
    if found is None or any(
        one.kind in ("person", "address") or (one.kind == "self" and one.words != "自己") for one in mentions.find(text)
    ):
        return text
    told = before[-_LONGEST:]
    people = [one for one in mentions.find(told) if one.kind in ("person", "address")]
    if not people:
        return text
    last = people[-1]
    start = max((told.rfind(end, 0, last.span[0]) for end in _ENDS), default=-1)
    own = [one for one in people if one.span[0] > start]
    if len({one.people for one in own}) != 1 and not _CLAUSE.search(told[own[-2].span[1] : last.span[0]]):
        return text
    return f"{text[: found.start()]}{last.words}{text[found.end() :]}"


def with_group(text: str, before: str, readers: Readers) -> str:
    """The text, 你们三位 of it replaced by the three people whom the mail named last; unchanged where there are not as many."""
    found = _GROUP.search(text)
    if found is None or any(one.kind in ("person", "address") for one in readers.people.mentions.find(text)):
        return text
    number = _NUMBERS[found["n"]]
    named: dict[object, str] = {}
    for one in reversed(readers.people.mentions.find(before[-_FAR:])):
        if one.kind == "person":
            named.setdefault(one.people, one.words)
    words = list(named.values())[:number]
    return f"{text[: found.start()]}{'、'.join(reversed(words))}{text[found.end() :]}" if len(words) == number else text


def _begins(told: str, at: int) -> bool:
    """Whether a name stands at the beginning of its clause."""
    return told[:at].strip() == "" or told[:at].rstrip()[-1] in _ENDS


def _called(told: str, readers: Readers) -> str:
    """Whom the words before speak to by name: 周航上回吃过亏，这回你先来; '' where they speak to nobody, or to several."""
    people = [one for one in readers.people.mentions.find(told) if one.kind == "person"]
    if people and told[people[-1].span[1] :].strip(_ENDS + " ：:") == "" and _begins(told, people[-1].span[0]):
        return people[-1].words  # 周航，华南你晚点做就行
    ends = [*(one.span[0] for one in people[1:]), len(told)]
    spoken = [one for one, end in zip(people, ends, strict=False) if _TO.match(told[one.span[1] : end])]
    return spoken[-1].words if spoken and people[-1] is spoken[-1] and len({one.people for one in spoken}) == 1 else ""
