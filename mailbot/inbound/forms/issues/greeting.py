"""GREETING, ADDRESS, THANKS, ungreeted: what stands around the matter of a mail about issues and is none of it."""

import re

from mailbot.late import late

__all__ = ["ADDRESS", "GREETING", "ungreeted"]

# A whole line of it.
GREETING = late(
    r"^\s*(?:各位|大家|你们?好|您好|领导|老师|同事|经理"
    r"|(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))(?: [a-z.]{1,12}){0,3}|all|早上好|上午好|下午好"
    r"|[\u4e00-\u9fff]{1,3}(?:总|工|经理|哥|姐|老师|主任)|[\u4e00-\u9fff]{2,4}(?=[,，]\s*$|[你您]好)"
    r"|[\u4e00-\u9fff]{2,4}(?:[、，,][\u4e00-\u9fff]{2,4}){1,4}(?=[:：]\s*$))\S{0,12}\s*[,，:：!！。、]?\s*$",
    re.IGNORECASE,
)
# Before the matter, in one line with it: 静姐，…; Hi Jing, …
ADDRESS = late(
    r"^\s*(?:(?:各位|大家|你们?好|您好|hi|hello|hey|dear"
    r"|good (?:morning|afternoon|evening))[^，,：:。！!\n]{0,14}"
    r"|[\u4e00-\u9fff]{1,3}(?:总|工|经理|哥|姐|老师|主任)(?:你好|您好|好)?|@\S{1,8})\s*(?:[,，:：!！。]"
    r"|\s(?=\S))\s*",
    re.IGNORECASE,
)
_THANKS = late(
    r"^\s*(?:谢谢|多谢|感谢|辛苦|麻烦|拜托|以上|thanks?|thank you|many thanks|(?:best|kind|warm) regards|regards"
    r"|br)[\u4e00-\u9fffa-z ]{0,12}[,，.。!！~～]*\s*$",
    re.IGNORECASE,
)


def ungreeted(text: str) -> str:
    """A text without the greeting above it and the thanks below."""
    lines = text.strip().split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip() and not GREETING.match(line)), 0)
    last = len(lines)
    while last > first + 1 and (not lines[last - 1].strip() or _THANKS.match(lines[last - 1])):
        last -= 1
    return "\n".join(lines[first:last]).strip()
