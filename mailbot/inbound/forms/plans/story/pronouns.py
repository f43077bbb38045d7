"""with_names: a clause with who is meant by 他 or she in it: 周航那边我已经沟通过，他12月10日前完成华南 (SPEC 3 "Body")."""

import re

from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.words import PRONOUN
from mailbot.late import late

__all__ = ["with_names"]

_LONGEST = 300  # characters that are looked back
_CLAUSE = late(r"^ [^,]{4,} and (?:that |so )?$", re.IGNORECASE)  # Sun Li has until December 8 and Zhou Hang can begin: two clauses
_ENDS = "，,。；;！!？?"


def with_names(text: str, before: str, readers: Readers) -> str:
    """The text, a pronoun of it replaced by the one person whom the last clause with people names; unchanged where that names
    several, or where the text names somebody itself."""
    found = PRONOUN.search(text)
    mentions = readers.people.mentions
    if found is None or any(one.kind in ("person", "address") or (one.kind == "self" and one.words != "自己") for one in mentions.find(text)):
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
