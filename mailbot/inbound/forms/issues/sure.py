"""sure, clear, first_said: whether words about an issue are meant: not negated, asked, conditional or still to come (SPEC 9 "Replies")."""

import re

from mailbot.inbound.forms.clauses import IF, LATER, UNSURE, clause_at, follows_if, is_question
from mailbot.inbound.forms.hearing import Hearing
from mailbot.late import late

FUTURE = late(
    r"预计|预期|估计|计划|打算|争取|力争|尽快|尽量|马上|立即|即将|将(?!\S{0,12}已)|准备|拟|希望|需要|需要?在"
    r"|要在|会(?!议|员)|明天|明早|后天|今晚|下周|正在|在处理|中(?=$|[，。；;])|待|等|若|请"
    rf"|麻烦|能否|是否|{IF}|{LATER}"
    r"|(?<![a-z])(?:will|'ll|going to|to be|being|shall|should|plan\w*|expect\w*"
    r"|by (?:mon|tue|wed|thu|fri|tomorrow|the end)|tomorrow|when|once|please|can|could|not|cannot|isn't"
    r"|hasn't|yet)(?![a-z])"
)
_NEGATED = late(
    r"(?:还没|没有|没|未|尚未|仍未|并未|还未|不能|无法|暂不|先不|不要|(?<![级类区个特分鉴辨识告性派差识])别|没能"
    r"|未能|不|(?<![a-z])(?:not|never|cannot|can't|isn't|hasn't|haven't|won't)\s)[^，。；;\n已]{0,6}$"
)
_NOT_SURE = late(rf"预计|待|等|若|请|{IF}")
_HANGS = late(rf"{IF}|若|是否|等|待|请(?!关闭)|(?<![a-z])(?:whether|once|when)(?![a-z])")
_SEEMS = late(rf"{UNSURE}|应该|应当|(?<![a-z])(?:almost|nearly|hardly)(?![a-z])")

# 部分门店解决了, 解决了一半: not the whole.
_PARTLY = late(
    r"(?:部分|一半|大半|多数|个别|(?<!不)只(?!要)|(?<![a-z])(?:half|partly|partially|far from|only))[^，,。；;\n]{0,8}$"
)
_A_PART = late(
    r"(?:了|到)?\s*(?:一半|一?部分|大半|大部分|[一二三四五六七八九]成|\d{1,2}\s?%|(?:in|on) (?:the )?(?:test|lab|staging)|only)"
)
_TO_COME = late(r"将|会|预计|计划|明天|(?<![a-z])will(?![a-z])")


def clear(pattern: re.Pattern[str], line: str) -> bool:
    return any(sure(m.start(), m.end(), line) for m in pattern.finditer(line))


def sure(start: int, end: int, line: str) -> bool:
    """Neither negated nor to come nor a question nor a condition, in its clause."""
    first, last = clause_at(line, start)
    before, after = line[max(first, start - 30) : start], line[end : min(last, end + 20)]
    word = line[start:end]
    if (
        _NEGATED.search(before)
        or _SEEMS.search(before)
        or _PARTLY.search(before)
        or _A_PART.match(after)
        or is_question(line[first:last])
        or follows_if(line, first, end)
        or re.search(r"(?:后|以后|之后)再?$|[再才]$", before)
    ):
        return False
    if re.match(
        r"(?:后再?|之后再?|以后|前|之前|时|的话|中(?=$|[\W_])|吗|么|没有?$|的(?!$|[\W_]))", after
    ) and not word.endswith(("恢复", "正常")):
        return False
    future = list(FUTURE.finditer(before))
    return (
        not future
        or bool(re.search(r"已|了", before[future[-1].end() :]))
        or (word.startswith(("已", "均已", "都已", "现已")) and not _NOT_SURE.search(before))
    )


def first_said(heard: Hearing, meaning: str) -> bool:
    """Whether a phrase of this meaning stands, not negated (除非它自己否定), not asked, not conditional."""
    line = heard.text
    for h in heard.heard:
        if meaning not in h.meanings:
            continue
        first, last = clause_at(line, h.start)
        before, after = line[max(first, h.start - 20) : h.start], line[h.end : min(last, h.end + 10)]
        if meaning == "ask_raiser":
            return True
        if is_question(line[first:last]) or _HANGS.search(before) or follows_if(line, first, h.end):
            continue
        if re.match(r"后再?|之后|以后|前|之前|的话|的(?!$|[\W_])", after):
            continue
        if meaning == "close" and re.search(r"(?:后|以后|之后)再?$|[再才]$", before):
            continue
        if meaning == "close" and (_NEGATED.search(before) or _SEEMS.search(before) or _TO_COME.search(before)):
            continue
        return True
    return False
