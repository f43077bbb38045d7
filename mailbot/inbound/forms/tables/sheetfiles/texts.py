"""Texts in sheets made clean, and dates among them given the form that dates of number cells have."""

import datetime as dt

from mailbot.late import late

_CONTROL = late(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_DAY = late(r"(\d{4})(?:-|/|\s*年\s*)(\d{1,2})(?:-|/|\s*月\s*)(\d{1,2})\s*日?(?:[ T]+(\d{1,2}:\d{2}(?::\d{2})?))?")
_INSTANT = late(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)")
_LONGEST = 32_767  # characters that a cell may have


def cleaned(text: str, zone: dt.tzinfo) -> str:
    """`text` without control characters, direction marks, outer spaces, and what is beyond 32,767 characters.

    A full date becomes `2026-12-03` or `2026-12-03 18:00`, an instant with its offset the same in `zone`. What might
    be something else (2026.12.3 may be a version) stays as it is.
    """
    text = text[:_LONGEST].replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    text = _CONTROL.sub("", text).strip(" \t\n\u3000")
    if not text[:4].isdecimal() or len(text) > 40:
        return text
    try:
        if _INSTANT.fullmatch(text):
            local = dt.datetime.fromisoformat(text).astimezone(zone)
            return local.strftime("%Y-%m-%d %H:%M:%S" if local.second else "%Y-%m-%d %H:%M")
        if (written := _DAY.fullmatch(text)) is not None:
            date = dt.date(int(written[1]), int(written[2]), int(written[3])).isoformat()
            # 00:00:00 is how programs write a day; 00:00 is a person's midnight.
            time = written[4] or ""
            if time in ("", "0:00:00", "00:00:00"):
                return date
            hours, minutes, *seconds = time.split(":")
            return f"{date} {hours:0>2}:{minutes}" + "".join(f":{rest}" for rest in seconds if rest != "00")
    except (ValueError, OverflowError):
        pass
    return text
