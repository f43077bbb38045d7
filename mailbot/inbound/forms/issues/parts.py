"""by_numbers: an answer in the thread of several issues, cut at their bare numbers: `1. 已修复`, `3 不改`, `第二个：…` (SPEC 9 "Stages")."""

import re
from collections.abc import Sequence

from mailbot.campaign.model import Issue
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.issues.thread import numbers_meant
from mailbot.inbound.forms.replies.rowwise import segments
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import replace

# 问题2, 缺陷 #3, 2号问题 are cut as 2 and 3 are.
_NAMED = late(
    r"(?:问题|缺陷|故障|(?<![a-z])(?:issues?|bugs?|defects?|problems?))\s*(?:单|编号"
    r"|no\.?)?\s*[#:：]?\s*(?=[\d①-⑳])"
    r"|(?<=\d)\s*号(?:问题|缺陷)?|#\s*(?=\d)",
    re.IGNORECASE,
)
_ORDINAL = late(
    r"第(?P<n>[一二三四五六七八九十]{1,3}|\d{1,2})个(?:问题|缺陷)?(?:\s*[:：,，]"
    r"|(?=[已是先暂不未还没可改修]))\s*"
)
_HAN = {c: n for n, c in enumerate("一二三四五六七八九十", 1)}


def by_numbers(text: str, thread: Sequence[int], context: Context) -> list[tuple[tuple[int, ...], str]]:
    """(issues, what is said of them), the issues' numbers those of the campaign; [] where the text numbers fewer than two
    parts, or one that is no issue of the thread."""
    campaign = context.campaign
    issues = [i for i in campaign.issues if i.number in thread] if campaign is not None else []
    if len(issues) < 2:
        return []
    known = _known(issues, context)
    lines = context.writing.lines if text.strip() == context.text.strip() else _lines(text)
    found = segments([replace(line, text=_plain(line.text)) for line in lines], context.rules.phrases, known)
    named = [s for s in found if s.numbers]
    if len({s.numbers for s in named}) < 2 or any(n not in known for s in named for n in s.numbers):
        return []
    if any(not s.numbers and not s.rest for s in found) or any(s.but for s in found):
        return []
    parts: list[tuple[tuple[int, ...], str]] = []
    written = [n for s in named for n in s.numbers]
    spoken = set(numbers_meant(written, context))
    for segment in found:
        numbers = (
            numbers_meant(segment.numbers, context, written)
            if segment.numbers
            else tuple(i.number for i in issues if i.number not in spoken)
        )
        if numbers and segment.text.strip():
            parts.append((numbers, segment.text.strip()))
    return parts


def _known(issues: Sequence[Issue], context: Context) -> tuple[int, ...]:
    """The numbers that a part may bear: the mail's own where it numbered them, and the campaign's."""
    own = [i.own_number for i in issues if i.own_number]
    return tuple(sorted({*own, *(i.number for i in issues)}))


def _plain(text: str) -> str:
    line = _NAMED.sub(lambda m: " " * len(m[0]), smooth(text))
    kept = list(text)
    for n, ch in enumerate(line):
        if ch == " " and n < len(kept):
            kept[n] = " "
    return _ORDINAL.sub(_numbered, "".join(kept))


def _numbered(m: re.Match[str]) -> str:
    word = m["n"]
    number = int(word) if word.isdigit() else _HAN.get(word, 10 + _HAN.get(word[1:], 0) if word[0] == "十" else 0)
    return f"{number}、"


def _lines(text: str) -> tuple[Line, ...]:
    return tuple(Line(n, line) for n, line in enumerate(text.split("\n"), 1))
