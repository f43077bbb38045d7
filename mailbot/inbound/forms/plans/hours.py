"""lone_hour: the hour that stands by itself behind a day, and is that day's: 12月8日 版本限制，韩冰，20:00 (SPEC 3 "Body")."""

from mailbot.late import late

# A clause of its own: 9点开会 is something else's.
_HOUR = late(
    r"(?:^|(?<=[，,、；;\s\u2588]))(?:当天"
    r"|当日)?\s?(?P<hour>(?:上午|下午|晚上?|中午|早上|凌晨)?\s?\d{1,2}\s?(?:[:：]\d\d|点半?|[ap]m)"
    r"|(?:上午|下午|晚上?|中午|早上|凌晨)?[零一二两三四五六七八九十]{1,2}点[整半]?|正午|中午|午夜"
    r"|(?:at )?(?:noon|midday|midnight)(?![a-z]))(?:之?前)?\s*(?=$|[，,；;。])"
)


def lone_hour(text: str, start: int = 0) -> tuple[str, tuple[int, int]] | None:
    """The only such hour from `start` on, and its span; None where there is none, or more than one."""
    found = list(_HOUR.finditer(text, start))
    return (found[0]["hour"], found[0].span()) if len(found) == 1 else None
