"""addressed_by, of_greeted, with_names, with_group: who is meant by 你, 他 and 你们三位 in a told plan (SPEC 3 "Body")."""

import re
from collections.abc import Sequence

from mailbot.inbound.forms.numerals import read_number
from mailbot.inbound.forms.people.mentions import Mention
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.event import Event
from mailbot.inbound.writing import Line
from mailbot.late import late

_PRONOUN = late(
    r"^自己(?!人|的)|(?<!其)[他她](?!们|人|的)|(?<![a-z])(?:he|she|(?:his|hers)(?= (?:is|are|will|should|must|can|to be|by|on)(?![a-z])))(?![a-z])",
    re.IGNORECASE,
)
_LONGEST = 300  # characters that are looked back
_CLAUSE = late(
    r"^ [^,]{4,} and (?:that |so )?$", re.IGNORECASE
)  # Sun Li has until December 8 and Zhou Hang can begin: two clauses
_YOU = late(r"[你您](?!们|那|这|部|好|手)")
_TO = late(r"[^。；;！!？?\n]{0,16}[你您](?!们|那|这|部|手|好)")  # 周航上回吃过亏，这回你先来
# 你们三位, 两位: as many as were named last.
_GROUP = late(
    r"(?:你们|他们|她们|以上|上述|这|前面)?(?P<n>[两二三四]|(?<=[你他她们])俩)(?:(?<=俩)|位(?!数|置)|个人|家(?=一起|都|各|分别|同时)|边(?=一起|都|各|自|分别|同时))"
    r"|(?<![a-z])(?:(?P<both>both of (?:you|them)|you two|(?:you|they) both|both(?= (?:will|should|must|need|have|can|to|get|are)(?![a-z])))|(?P<all>all three of (?:you|them)))(?! (?:weeks|days|batches))(?![a-z])",
    re.IGNORECASE,
)
_BESIDE = late(r"\s*(?:[和与跟及、]|and (?=[A-Z]))")  # 全量她和周航都是下周五
_FAR = 2000
_ENDS = "，,。；;！!？?"
_ENDED = late(r"[，,。；;！!？?]|\.(?=\s)")
_LONGEST_GREETING = 14
_NAMED = late(r"[你您]\s*[（(]$")
_MOST_LOOKED = 40
_GREETS = late(
    r"\W*(?:(?:[姐哥总工兄弟]|老师|经理|主任|同学)\W*)?(?:(?:你好|您好|[早上中下午晚]*好|早|hi|hello|dear)\W*)?",
    re.IGNORECASE,
)
_BOTH = late(
    r"(?:\W|[两三四几]?位|大家|你好|您好|好|早|(?:hi|hello|hey|dear|morning|and|和|与)(?![a-z]))*", re.IGNORECASE
)
_ASKS = late(r"请|麻烦|烦请|劳驾|辛苦|拜托|你们|[两三四]位")
_CALLED = late(r"\s*[，,](?=.*你(?!们))")
_HAILED = late(r"[，,!！：:。]|(?<=好)\s")


def addressed_by(lines: Sequence[Line], readers: Readers) -> Mention | None:
    """The one person whom the mail greets, else the only one whom it is to: who is 你 in it."""
    people = [readers.rules.directory.person(one.address) for one in readers.context.letter.to]
    known = {one.name: one for one in people if one is not None and readers.context.person not in one.addresses}
    sole = [Mention("person", one.name, (0, 0), (one,)) for one in known.values()]
    return _greeted(lines, readers) or (sole[0] if len(sole) == 1 else None)


def _greeted(lines: Sequence[Line], readers: Readers) -> Mention | None:
    """The one person whom the mail greets."""
    for line in lines[:_MOST_LOOKED]:
        for one in readers.people.mentions.find(line.text):
            if one.kind == "person" and _NAMED.search(line.text[: one.span[0]]):
                return one  # 你（林涛）
    first = next((line.text.strip() for line in lines if line.text.strip()), "")
    named = [one for one in readers.people.mentions.find(first) if one.kind == "person"]
    if len({one.people for one in named}) > 1 and _BOTH.fullmatch(_less(first, named)):
        return None  # Dear Sun Li, dear Hang,
    rest = _less(first, named)
    if len(named) == 1 and named[0].span[0] == 0 and _CALLED.match(first, named[0].span[1]):
        return named[0]  # 周航，comsvr 3.3.0 测完了，包在我这，你来拿
    if len(named) == 1 and len(first) <= _LONGEST_GREETING and _GREETS.fullmatch(rest):
        return named[0]
    stop = _HAILED.search(first)
    hailed = [one for one in named if stop is not None and one.span[1] <= stop.end()]
    if len(hailed) != 1 or stop is None:
        return None
    before, after = first[: hailed[0].span[0]], first[hailed[0].span[1] : stop.end()]
    return (
        hailed[0] if _GREETS.fullmatch(before + after) and (before + after).strip(" ，,!！") else None
    )  # Hi Tao, please set …


def _less(text: str, named: Sequence[Mention]) -> str:
    """The text without the names in it."""
    return "".join(c for at, c in enumerate(text) if not any(one.span[0] <= at < one.span[1] for one in named))


def is_alone(addressed: Mention, lines: Sequence[Line], readers: Readers) -> bool:
    """Whether nobody else of the business departments, and no other of these, is named in the whole mail."""
    business = readers.rules.directory.is_business
    (own,) = addressed.people
    named = [one for line in lines for one in readers.people.mentions.find(line.text)]
    homes = {
        home
        for one in named
        for home in (*(p.department for p in one.people), one.department.name if one.department is not None else "")
        if home
    }
    people = {p.name for one in named for p in one.people if p.department and business(p.department)}
    return {home for home in homes if business(home)} <= {own.department} and people <= {own.name}


def theirs(event: Event, addressed: Mention, *, alone: bool) -> Event:
    """苏州那5家12月1日先做, to one person alone: theirs, where it is a part of a rollout and nobody is named."""
    (one,) = addressed.people
    nobody = not (event.named or event.everyone or event.where or event.asks or event.talk)
    mine = (event.key in ("", "rollout") and _is_part(event)) or (event.key in ("rollout", "obtain") and alone)
    if not (nobody and mine):
        return event
    return event.by_one((addressed.words, one.department or ""))


def of_greeted(events: Sequence[Event], lines: Sequence[Line], readers: Readers) -> list[Event]:
    """孙丽、周航：… 麻烦 12 月 16 日前升完: a request to several business departments' people as one for each of them, where the mail
    names nobody and no place for that deed."""
    first = next((line.text.strip() for line in lines if line.text.strip()), "")
    named = [one for one in readers.people.mentions.find(first) if one.kind == "person" and len(one.people) == 1]
    if len(named) < 2 or not _BOTH.fullmatch(_less(first, named)):
        return list(events)
    business = readers.rules.directory.is_business
    persons = tuple((one.words, home) for one in named if business(home := one.people[0].department or ""))
    found = []
    for event in events:
        told = [one for one in events if one.sentence == event.sentence]
        asked = any(_ASKS.search(one.text) for one in told) and not _is_part(event)
        asked &= all(one.named or one.key in ("rollout", "obtain") for one in told)
        own = [one for one in events if one.key == event.key and not _is_part(one)]
        nobody = not any(one.named or one.where or one.everyone for one in own)
        each = len({home for _, home in persons}) == len(persons) > 1
        found += [event.by_one(one) for one in persons] if asked and nobody and each else [event]
    return found


def _is_part(event: Event) -> bool:
    return bool(event.count) or event.pace not in ("", "all")


def with_names(text: str, before: str, readers: Readers) -> str:
    """The text, a pronoun of it replaced by the one person whom the last clause with people names; unchanged where that names
    several, or where the text names somebody itself."""
    mentions = readers.people.mentions
    found = _PRONOUN.search(text)
    you = _YOU.search(text)
    if found is None and you is not None and (called := _called(before[-_LONGEST:], readers)):
        return (
            text
            if any(one.kind in ("person", "address") for one in mentions.find(text))
            else f"{text[: you.start()]}{called}{text[you.end() :]}"
        )
    if found is None or (
        any(
            one.kind in ("person", "address") or (one.kind == "self" and one.words != "自己")
            for one in mentions.find(text)
        )
        and not _BESIDE.match(text, found.end())
    ):
        return text
    told = before[-_LONGEST:]
    people = [one for one in mentions.find(told) if one.kind in ("person", "address")]
    if not people:
        return text
    last = people[-1]
    start = max((end.end() for end in _ENDED.finditer(told, 0, last.span[0])), default=0)
    own = [one for one in people if one.span[0] >= start]
    if len({one.people for one in own}) != 1 and not _CLAUSE.search(told[own[-2].span[1] : last.span[0]]):
        return text
    return f"{text[: found.start()]}{last.words}{text[found.end() :]}"


def texts_above(lines: Sequence[Line]) -> dict[int, str]:
    """By a line's number, the end of what stands above it."""
    above: dict[int, str] = {}
    text = ""
    for line in lines:
        above.setdefault(line.number, text)
        text = f"{text}\n{line.text}"[-_FAR:]
    return above


def with_group(text: str, before: str, readers: Readers) -> str:
    """The text, 你们三位, both of you of it replaced by the people whom the mail named last; unchanged where there are not as many."""
    found = _GROUP.search(text)
    if found is None or any(one.kind in ("person", "address") for one in readers.people.mentions.find(text)):
        return text
    number = read_number(found["n"]) if found["n"] else 2 if found["both"] else 3
    named: dict[object, str] = {}
    for one in reversed(readers.people.mentions.find(before[-_FAR:])):
        if one.kind == "person":
            named.setdefault(one.people, one.words)
    words = list(reversed([*named.values()][:number]))
    names = "、".join(words) if found["n"] else f"{' and '.join(words)} both"
    return f"{text[: found.start()]}{names}{text[found.end() :]}" if len(words) == number else text


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
