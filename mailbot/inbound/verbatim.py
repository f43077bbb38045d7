"""verbatim: what is quoted of a mail is quoted as it stands in it (SPEC 5: each value beside the line that it came from).

Readers look at text in one width and script, and some write a line anew before they read it; a sender who is quoted with other
marks than they wrote doubts the rest.
"""

import re
from collections.abc import Mapping
from typing import TypeVar

from mailbot.campaign.commands import Reading, Remark
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.context import Understanding
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.writing import Writing
from mailbot.value import replace

_SIGNS = re.compile(r"[\W_]+")
_LONGEST = 300


Q = TypeVar("Q", Reading, Remark, Fault)


def verbatim(understood: Understanding, writing: Writing) -> Understanding:
    """The same with the words of every reading, remark and fault that stand on one line of the writing as they stand there."""
    lines = {line.place: line.text for line in writing.lines}

    def all_of(several: tuple[Q, ...]) -> tuple[Q, ...]:
        return tuple(_quoted(one, lines) for one in several)

    return replace(
        understood,
        commands=tuple(replace(c, readings=all_of(c.readings), remarks=all_of(c.remarks)) for c in understood.commands),
        readings=all_of(understood.readings),
        remarks=all_of(understood.remarks),
        faults=all_of(understood.faults),
    )


def _quoted(one: Q, lines: Mapping[str, str]) -> Q:
    place, words = one.place, one.words
    line = lines.get(place, "")
    if not line or not words or words in line or len(line) > 10 * _LONGEST:
        return one
    smooth, wanted = plain(line), plain(words)
    at = smooth.find(wanted)
    if at >= 0:
        return replace(one, words=line[at : at + len(wanted)])
    bare = _SIGNS.sub("", wanted)
    if bare and bare in _SIGNS.sub("", smooth):  # 产品：Product: 天衡计费 of 产品 Product: 天衡计费
        return replace(one, words=line.strip()[:_LONGEST])
    return one
