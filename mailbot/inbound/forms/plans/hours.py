"""lone_hour: the hour that stands by itself behind a day, and is that day's: 12月8日 版本限制，韩冰，20:00; hour_of_all (SPEC 3 "Body")."""

import re

from mailbot.late import late

_LONGEST = 30

# 以上时间都是下午5点前: what stands around the hour in a line that gives it to all.
_ALL = late(
    r"^\W*(?:(?:(?:以上|上述|上面|所有|前面|这些|各个?)(?:的|各|所有|节点|事项|任务|工作|环节|日期|时间|期限|完成|截止|点|项)*[，,：:]?\s*(?:都|均|一律|统一|全部|默认)*"
    r"|(?:完成|截止)?(?:时间|日期|期限)(?:都|均|一律|统一|默认)+)(?:是|为|指|按|以|在|算|到)*(?:当[天日]的?)?"
    r"|(?:all (?:of )?(?:these|them|the above|(?:the |these )?(?:times|dates|deadlines|days)(?: above)?)|the above (?:dates|deadlines|days|times))"
    r"(?: are| is| mean)?(?: all)?(?: due)? (?:by|at|before|until))\s*",
    re.IGNORECASE,
)
_DONE = late(
    r"(?<=前)(?:全部)?(?:完成|搞定|升完|做完|到位)\W*$|(?:为准|截止|为止|of (?:the|each|that) day|on (?:the|each|that) day)\W*$|[。.!！]$",
    re.IGNORECASE,
)
# A clause of its own: 9点开会 is something else's.
_HOUR = late(
    r"(?:^|(?<=[，,、；;\s\u2588]))(?:当天"
    r"|当日)?\s?(?P<hour>(?:上午|下午|晚上?|中午|早上|凌晨)?\s?\d{1,2}\s?(?:[:：]\d\d|点半?|[ap]m)"
    r"|(?:上午|下午|晚上?|中午|早上|凌晨)?[零一二两三四五六七八九十]{1,2}点[整半]?|正午|中午|午夜"
    r"|(?:at )?(?:noon|midday|midnight)(?![a-z]))(?:之?前)?\s*(?=$|[，,；;。]|\.(?:\s|$))"
)


def lone_hour(text: str, start: int = 0) -> tuple[str, tuple[int, int]] | None:
    """The only such hour from `start` on, and its span; None where there is none, or more than one."""
    found = list(_HOUR.finditer(text, start))
    return (found[0]["hour"], found[0].span()) if len(found) == 1 else None


def hour_of_all(text: str) -> str:
    """The hour that a line gives to all days, "" for none: 以上时间都是下午5点前."""
    rest = _ALL.sub("", text.strip(), count=1)
    if rest == text.strip() or len(rest) > _LONGEST:
        return ""
    rest = _DONE.sub("", _DONE.sub("", rest))
    hour = lone_hour(rest)
    return hour[0] if hour is not None and hour[1] == (0, len(rest)) else ""
