"""going_on: issues that a later clause names by their bare numbers: 问题1 已在 7.5.1 修复；2、3 已在 7.5.2 修复."""

import re
from collections.abc import Sequence

from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.issues.thread import numbers_meant
from mailbot.late import late

Named = tuple[tuple[int, ...], int, int]

# 问题1 已在 7.5.1 修复；2、3 已在 7.5.2 修复: numbers at the head of a later clause, before a word that is said of issues.
_GOES_ON = late(
    r"[，,；;。\n]\s*(?P<n>\d{1,3}(?:\s*(?:、|和|及|与|,)\s*\d{1,3}){0,9})\s*(?:号|也|都|均|则)?\s*(?=已"
    r"|未[解修通]|还没|仍|没[解修]|暂不|暂缓|不[改修予]|下(?:个|一)?版|请补充|收到|验证|确认|处理|修复|无法复现"
    r"|预计)"
)


def going_on(text: str, named: Sequence[Named], context: Context) -> list[Named]:
    """What goes on after the issues that are `named`: (campaign numbers, start, end) of each, where all of them exist and none is
    named already."""
    campaign = context.campaign
    known = {i.number for i in campaign.issues} if campaign else set()
    said = {n for numbers, _, _ in named for n in numbers}
    found = []
    for m in _GOES_ON.finditer(smooth(text), named[0][2]):
        numbers = numbers_meant(tuple(int(n) for n in re.findall(r"\d+", m["n"])), context)
        if (
            numbers
            and set(numbers) <= known - said
            and all(m.end("n") <= begin or stop <= m.start("n") for _, begin, stop in named)
        ):
            found.append((numbers, m.start("n"), m.end("n")))
    return found
