"""Where a field's value ends and where it goes on: at a semicolon, before another field without its colon, on the line below."""

from mailbot.inbound.forms.fields.names import FieldNames
from mailbot.late import late

_GAP = late(r"[ \xa0]{2,}|[\t\u3000]")
_HEADING = late(
    r"\s*(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.、．]|#{1,4}|【)\s*(?P<name>[^:：\n】]{2,12}?)】?\s*",
)
_LOOKED_AT = 60  # characters of a value
_VALUE = late(r"\s*(?:\d|不超过|最多|至多|至|到|从|自|即日|长期|[一二两三四五六七八九十半]{1,2}个?[年月])")
_GOES_ON = tuple("，；、,;")  # a line that ends so is not all of its sentence


def field_behind(value: str, known: FieldNames) -> tuple[str, str, str, str] | None:
    """(the value, name, key, value) where another field without its colon stands behind a gap: 星桥  有效期至3月31日."""
    for gap in _GAP.finditer(value[:_LOOKED_AT]):
        rest = value[gap.end() :].lstrip(" \t\xa0\u3000")
        for end in range(min(len(rest) - 1, 8), 1, -1):
            key = known.key(rest[:end]) if not rest[:end].isascii() and _VALUE.match(rest, end) else None
            if key is not None:
                return value[: gap.start()], rest[:end], key, rest[end:].strip()
    return None


def parted_value(text: str) -> tuple[str, str, str]:
    """A value cut at its first semicolon, where something stands before and behind it."""
    for mark in "；;":
        value, found, rest = text.partition(mark)
        if found and value.strip() and rest.strip(" \t\u3000；;。，,"):
            return value, found, rest
    return text, "", ""


def goes_on(above: str, following: str) -> bool:
    """Whether a sentence goes on below: a comma ends it above, or of English no stop does and a small letter is first below."""
    words = above.rstrip()
    if words.endswith(_GOES_ON):
        return True
    return words[-1:].isascii() and words[-1:].isalpha() and len(words) > 30 and following[:1].islower()


def heading(text: str, known: FieldNames) -> list[tuple[str, str | None, str]]:
    """A heading whose text stands below it: 四、指导意见, without a colon."""
    found = _HEADING.fullmatch(text)
    key = known.key(found["name"]) if found else None
    return [(found["name"], key, "")] if found and key == "guidance" else []


def unmarked(value: str) -> str:
    """A value without Markdown's bold signs around it."""
    return value.strip().removeprefix("**").removesuffix("**").strip(" \t\xa0\u3000") if "**" in value else value


def clean(text: str) -> str:
    return "\n".join(line.strip(" \t\xa0\u3000") for line in text.split("\n")).strip()
