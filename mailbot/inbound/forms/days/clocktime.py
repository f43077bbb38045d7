"""Times of day, as `下午3点半`, `18:00`, `下班前`, `EOD`, and the zones that stand beside them."""

import re
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from mailbot.inbound.forms.numerals import SMALL, read_number
from mailbot.late import late
from mailbot.value import Value

_NOON, _DAY = 12 * 60, 24 * 60


class Clock(Value):
    """A time of day. `minutes` since midnight, up to 1440 (24:00), or None where `rest` says what is meant.

    `rest`: `close` and `open` (the ends of the working day), `morning`, `afternoon`, `evening` (no hour given),
    `vague`; `others` are further readings in minutes: the hour is then asked about. `impossible` is 25:00.
    """

    end: int
    minutes: int | None = None
    rest: str = ""
    others: tuple[int, ...] = ()
    impossible: bool = False
    # Whether the words make it a time without a date beside them: 下班前 does, 18:00 alone does not.
    alone: bool = False
    # 今晚零点 is tonight's end, 12月18日晚0点 may be either: decided where the day is known.
    midnight: bool = False
    # Whether a part of the day was named: 晚8点-10点 ends in the evening, too.
    part: bool = False


_PARTS = {
    "night-early": "凌晨|清晨|清早|晨",
    "morning": "大清早|一大早|一早|早上|早晨|上午|午前|早",
    "noon": "中午|正午|午间|午休|午饭|午餐",
    "afternoon": "下午|午后",
    "dusk": "傍晚",
    "evening": "晚上|晚间|今夜|晚",
    "night": "夜里|夜间|深夜|半夜|午夜",
}
_PART = {word: part for part, words in _PARTS.items() for word in words.split("|")}
_HOURLY = late(
    rf"""
    (?P<part>{"|".join(sorted(_PART, key=len, reverse=True))})? \ {{0,2}}
    (?:
        (?P<h>(?<!\d)\d{{1,2}}) \ ?:\ ? (?P<m>\d{{2}}) (?: : (?P<s>\d{{2}}) (?:\.\d{{1,6}})? )? (?!:?\d)
        (?: \ ? (?P<ap>[ap]\.?m\.?) (?![a-z]) )?
      | (?P<hc>(?<!\d){SMALL}|(?<=\d)[零〇]) \ ? (?: 点钟? (?![建问说意原内击评数选差赞]|要(?![升完做发限上推切搞弄把开全])) | 时 (?![间候段代期长差效]) )
        (?: (?P<half>半) | (?P<quarter>[一三13])刻 | \ ? (?P<mc>{SMALL}) \ ? 分 | (?P<m2>\d{{2}}) (?![\d个台天]) | 整 )?
    )
    """,
    re.VERBOSE,
)
_CLOSE = late(
    r"(?:当天|当日)?(?:(?:下班|收市)(?:之前|以前|前|时|为止)?(?!后|之后|以后)|收工(?:之前|以前|前|时|为止))"
    r"|(?:当天|当日|工作日)结束(?:之前|以前|前)?"
    r"|(?:by |before |at )?(?:the )?(?:eod|eob|cob|end of (?:the )?(?:business |working )?day"
    r"|close of (?:business|play)"
    r"|end of business)(?![a-z])"
)
_OPEN = late(r"(?:一)?(?:上班|开工)(?:之前|以前|前|时)?(?!后|第|日|族|的?第)")
_TWELVE = late(r"(?P<h>\d{1,2})(?::(?P<m>\d{2}))? ?(?P<ap>[ap])\.?m(?:\.|(?![a-z]))")
_WORDS = late(
    r"(?P<noon>noon|midday|(?:(?:by|before) |(?<=by )|(?<=before ))lunch(?:time)?)(?![a-z])"
    r"|(?:(?P<till>by |before |until |till )"
    r"|(?P<since>from |as of |starting (?:at )?|effective |since ))?(?P<midnight>midnight)(?![a-z])"
    r"|(?P<morning>morning)(?![a-z])"
    r"|(?P<afternoon>afternoon)(?![a-z])|(?P<evening>evening|night)(?![a-z])"
)
_PARTS_ALONE = late(rf"(?:{'|'.join(sorted(_PART, key=len, reverse=True))})(?![于点些期已就])")
_BEFORE = late(r" ?(?:之前|以前|前)(?![台端提面期置后沿缀])")


def read_clock(text: str, pos: int, *, written: bool = False, full_date: bool = False) -> Clock | None:
    """The time of day that begins at `pos` of plain text, or None.

    `written`: a day of the calendar stands before it, so that `2:00` is read as it stands; after 明天 it may be the
    afternoon's. `full_date`: its year does, too, as programs write.
    """
    if found := _CLOSE.match(text, pos):
        return Clock(found.end(), rest="close", alone=True)
    if text.startswith("下班", pos):  # 下班后
        return Clock(pos + 2, rest="vague", alone=True)
    if found := _OPEN.match(text, pos):
        return Clock(found.end(), rest="open", alone=found.group().endswith("前"))
    if found := _TWELVE.match(text, pos):
        return _twelve(int(found["h"]), int(found["m"] or 0), found["ap"], found.end(), alone=True)
    if found := _HOURLY.match(text, pos):
        return _hourly(found, written, full_date, bool(_BEFORE.match(text, found.end())))
    if found := _WORDS.match(text, pos):
        if found["noon"]:
            return Clock(found.end(), _NOON, alone=True)
        if found["midnight"]:
            if found["since"]:
                return Clock(found.end(), 0, alone=True)  # from midnight on Dec 18
            return Clock(found.end(), _DAY, others=() if found["till"] else (0,), alone=True)
        return Clock(found.end(), rest=found.lastgroup or "")
    if found := _PARTS_ALONE.match(text, pos):
        part = _PART[found.group()]
        if part == "noon":
            return Clock(found.end(), _NOON, alone=bool(_BEFORE.match(text, found.end())))
        if found.group() == "午夜":
            return Clock(found.end(), _DAY, others=(0,))
        if part == "morning" and found.group() not in ("上午", "午前"):
            return Clock(found.end(), 9 * 60, others=(_NOON,))
        return Clock(found.end(), rest={"night-early": "vague", "night": "vague", "dusk": "afternoon"}.get(part, part))
    return None


def _twelve(hour: int, minute: int, half: str, end: int, *, alone: bool) -> Clock:
    if not 1 <= hour <= 12 or minute > 59:
        return Clock(end, impossible=True, alone=alone)
    return Clock(end, (hour % 12 + (12 if half == "p" else 0)) * 60 + minute, alone=alone)


def _hourly(found: re.Match[str], written: bool, full_date: bool, before: bool) -> Clock | None:
    end, part = found.end(), _PART.get(found["part"] or "")
    alone = bool(part) or before
    if found["part"] in ("早", "晚") and found["hc"] == "一":
        return None  # 晚一点
    hour = read_number(found["h"] or found["hc"])
    minute = _minute(found)
    if hour is None or minute is None:
        return None
    if hour > 24 or minute > 59 or (hour == 24 and minute) or int(found["s"] or 0) > 59:
        return Clock(end, impossible=True, alone=alone)
    if found["ap"]:
        if hour > 12 or hour == 0:  # 15:00 pm
            return Clock(end, hour * 60 + minute, alone=True)
        return _twelve(hour, minute, found["ap"][0], end, alone=True)
    hours: tuple[int, ...] = _hours(hour, part)
    # 明天3点 is the afternoon to most and the night to some; 03:00 and 12/3 3:00 are clocks of 24 hours.
    spoken = 1 <= hour <= 7 if found["hc"] else len(found["h"]) == 1 and 1 <= hour <= 6 and not written
    if part is None and spoken and not full_date:
        hours = (hour + 12, hour)
    if not hours:
        return Clock(end, impossible=True, alone=alone)
    readings = [h * 60 + minute for h in hours]
    if readings[0] > _DAY:
        return Clock(end, impossible=True, alone=alone)
    # Spreadsheets and programs write a date without a time as 2026-12-03 00:00:00.
    if full_date and found["s"] == "00" and hour == minute == 0 and part is None:
        return Clock(end, rest="close", others=(0,), alone=alone)
    midnight = part in ("evening", "night") and hour == 0
    return Clock(end, readings[0], others=tuple(readings[1:]), alone=alone, midnight=midnight, part=bool(part))


def _minute(found: re.Match[str]) -> int | None:
    if found["half"]:
        return 30
    if found["quarter"]:
        return 15 if found["quarter"] in "一1" else 45
    return read_number(found["m"] or found["mc"] or found["m2"] or "0")


def _hours(hour: int, part: str | None) -> tuple[int, ...]:
    """The hours of 24 that an hour named with a part of the day may mean; none where they contradict each other."""
    if part is None:
        return (hour,)
    if part == "night-early":
        return (hour % 12,) if hour <= 12 else ()
    if part == "morning":
        return (hour,) if hour <= 12 else ()
    if part == "noon":
        return (hour,) if 11 <= hour <= 14 else (hour + 12,) if 1 <= hour <= 3 else ()
    if part == "afternoon":
        if hour == 12:
            return (12, 24)
        return (hour + 12,) if 1 <= hour <= 11 else (hour,) if 13 <= hour <= 19 else ()
    if hour in (0, 12, 24):
        return (24,) if hour else (24, 0)
    if hour > 12:
        return (hour,) if hour >= 16 else ()
    if hour >= 5 and not (part == "night" and hour < 8):
        return (hour + 12,)
    # 晚上1点 is an hour of the next day to some, a slip to others; 夜里3点 is the coming or the past night.
    return (24, hour)


# --- zones -----------------------------------------------------------------------------------------------------------

_ZONE = late(
    r"[(\[]? ?(?:(?P<offset>(?:utc|gmt) ?(?P<s1>[+-]) ?(?P<h1>\d{1,2})(?::?(?P<m1>\d{2}))?(?!\d))"
    r"|(?P<bare>(?P<s2>[+-])(?P<h2>\d{2}):?(?P<m2>\d{2})(?!\d))"
    r"|(?P<china>北京时间|中国时间|bjt(?![a-z])|beijing time|china time|cst(?![a-z]))"
    r"|(?P<name>东京时间|首尔时间|新加坡时间|香港时间|台北时间|纽约时间|伦敦时间|柏林时间|巴黎时间|莫斯科时间"
    r"|太平洋时间"
    r"|(?:utc|gmt|jst|kst|sgt|hkt|est|edt|pst|pdt|cet|cest|z)(?![a-z]))"
    r"|(?P<local>当地时间|海外时间|美国时间|欧洲时间|local time|(?:ist|bst|et|pt)(?![a-z])))"
)
_NAMED: dict[str, tzinfo] = {
    "东京时间": ZoneInfo("Asia/Tokyo"),
    "首尔时间": ZoneInfo("Asia/Seoul"),
    "新加坡时间": ZoneInfo("Asia/Singapore"),
    "香港时间": ZoneInfo("Asia/Hong_Kong"),
    "台北时间": ZoneInfo("Asia/Taipei"),
    "纽约时间": ZoneInfo("America/New_York"),
    "伦敦时间": ZoneInfo("Europe/London"),
    "柏林时间": ZoneInfo("Europe/Berlin"),
    "巴黎时间": ZoneInfo("Europe/Paris"),
    "莫斯科时间": ZoneInfo("Europe/Moscow"),
    "太平洋时间": ZoneInfo("America/Los_Angeles"),
}
# Zones by which a text may begin: 当地时间12月18日 18:00.
ZONE_WORDS = "北京时间|中国时间|当地时间|海外时间|美国时间|欧洲时间|" + "|".join(_NAMED)
_SECONDS = late(r":\d\d:\d\d(?:\.\d{1,6})?$")
_HOURS_EAST = {"utc": 0, "gmt": 0, "z": 0, "jst": 9, "kst": 9, "sgt": 8, "hkt": 8, "cet": 1, "cest": 2}
_HOURS_EAST |= {"est": -5, "edt": -4, "pst": -8, "pdt": -7}


class Zone(Value):
    """A zone beside a time; `zone` is None where the words do not settle it (当地时间)."""

    end: int
    zone: tzinfo | None


def read_zone(text: str, pos: int, *, after_clock: bool) -> Zone | None:
    """The zone that begins at `pos` of plain text, or None. `+08:00` alone counts only `after_clock`."""
    found = _ZONE.match(text, pos)
    if not found or ((found["bare"] or found["name"] == "z") and not after_clock):
        return None
    # 09:00-18:00 is a range; programs write seconds before an offset to the west.
    if found["s2"] == "-" and not _SECONDS.search(text[max(0, pos - 12) : pos]):
        return None
    end = found.end()
    if found.group()[0] in "([" and text[end : end + 1] in (")", "]"):
        end += 1
    if found["offset"] or found["bare"]:
        sign, hours, minutes = (found[g + ("1" if found["offset"] else "2")] for g in ("s", "h", "m"))
        offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
        if offset > timedelta(hours=14):
            return Zone(end, None)
        return Zone(end, timezone(-offset if sign == "-" else offset))
    if found["china"]:
        return Zone(end, ZoneInfo("Asia/Shanghai"))
    if found["name"]:
        name = found["name"]
        return Zone(end, _NAMED.get(name) or timezone(timedelta(hours=_HOURS_EAST[name])))
    return Zone(end, None)


def instant_of(day_start: datetime, minutes: int) -> datetime:
    """The instant `minutes` by the clock on the wall after a midnight (`day_start`, with a zone)."""
    wall = day_start.replace(tzinfo=None) + timedelta(minutes=minutes)
    return wall.replace(tzinfo=day_start.tzinfo)
