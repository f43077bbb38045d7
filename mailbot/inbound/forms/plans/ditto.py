"""find_ditto: words that give a row the day of another: 同上, 时间同华南, same date as South China (SPEC 3 "Body")."""

import re

from mailbot.inbound.forms.people.mentions import Mentions
from mailbot.late import late

_WORDS = late(
    r"(?:(?:完成)?(?:时间|日期))?\s*(?:也)?(?:同上|同前)(?![\u4e00-\u9fff])|〃"
    r"|(?:(?:完成)?(?:时间|日期))?\s*(?:也)?(?:同"
    r"|[与跟和](?=.{2,40}(?:同|一致|一样|一起)))(?=(?P<who>[^\s，,。；;、（）()]{2,16}))"
    r"|(?<![a-z])(?:ditto|(?:the )?same (?:date |day |time )?as (?=(?P<name>[a-z][a-z ]{1,24}))"
    r"|(?:the )?same as above|as above)",
    re.IGNORECASE,
)
_ALIKE = late(r"(?:的?(?:时间|日期))?(?:是)?(?:相同|一致|一样|同步|同一?天|一起)?")
_NEEDS_ALIKE = frozenset("与跟和")
_END = late(r"\s*(?:$|[，,。；;）)|])")


def find_ditto(text: str, mentions: Mentions) -> tuple[tuple[int, int], str] | None:
    """(the span, whose day is meant: '' for the row above) of the first such words; None where there are none. Linear."""
    for match in _WORDS.finditer(text):
        if match["who"] is None and match["name"] is None:
            return match.span(), ""
        start = match.end()
        named = next(
            (
                one
                for one in mentions.find(text[start : start + 40])
                if one.span[0] == 0 and one.kind in ("person", "department", "address")
            ),
            None,
        )
        if named is None:
            continue
        alike = _ALIKE.match(text, start + named.span[1])
        end = alike.end() if alike else start + named.span[1]
        joined = match.group().lstrip()[-1:] in _NEEDS_ALIKE and end == start + named.span[1]
        if not joined and _END.match(text, end):
            return (match.start(), end), named.words
    return None
