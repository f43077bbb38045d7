"""GREETING, ADDRESS, ungreeted, told_around: what stands around the matter of a mail about issues and is none of it."""

import re

from mailbot.late import late

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
    r"^\s*(?:谢谢|多谢|感谢|辛苦|麻烦|拜托|以上|thanks?|thank you|many thanks|br"
    r"|(?:(?:best|kind|warm) )?regards(?:[,，][a-z ]{0,12})?)[\u4e00-\u9fffa-z ]{0,12}[,，.。!！~～]*\s*$",
    re.IGNORECASE,
)


_SENTENCE = late(r"(?<=[。！!；;])|(?<=[.!?])\s+(?=[A-Z])|\n")
# 试装了 5 台，汇总三个问题：
_OPENS_LIST = late(r"(?:^|[，,])[^，,\n]{0,60}[:：]\s*$")


def told_around(text: str) -> str:
    """What stands around a list of problems: its sentences less greeting, thanks and the words that open the list."""
    said = (_OPENS_LIST.sub("", part.strip()) for part in _SENTENCE.split(ungreeted(text)) if not _THANKS.match(part))
    return "\n".join(part for part in said if part)


def ungreeted(text: str) -> str:
    """A text without the greeting above it and the thanks below."""
    lines = text.strip().split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip() and not GREETING.match(line)), 0)
    last = len(lines)
    while last > first + 1 and (not lines[last - 1].strip() or _THANKS.match(lines[last - 1])):
        last -= 1
    return "\n".join(lines[first:last]).strip()
