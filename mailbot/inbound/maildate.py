"""The Date of a mail: RFC 5322 3.3, its obsolete forms, and what programs in Chinese write instead."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from mailbot.late import late

_MONTHS = {"JanFebMarAprMayJunJulAugSepOctNovDec"[3 * n - 3 : 3 * n].lower(): n for n in range(1, 13)}
_CHINESE = dict(zip([*"一二三四五六七八九十", "十一", "十二"], range(1, 13), strict=True))
# RFC 5322 4.3. CST is left out on purpose: see _zone.
_ZONES = {"ut": 0, "utc": 0, "gmt": 0, "z": 0, "edt": -4, "est": -5, "cdt": -5, "mdt": -6, "mst": -7, "pdt": -7,
          "pst": -8, "bst": 1, "cet": 1, "cest": 2, "met": 1, "eet": 2, "msk": 3, "jst": 9, "kst": 9, "hkt": 8}  # fmt: skip
_CLOCK = r"(?P<hour>\d{1,2})\s*[:.：]\s*(?P<minute>\d{1,2})(?:\s*[:.：]\s*(?P<second>\d{1,2}))?(?:[.,]\d+)?\s*(?P<half>[ap]\.?m\b\.?)?"
_REST = r"\s*(?P<rest>.*)"
_MONTH = r"(?P<month>[a-z]{3,9}\.?|\d{1,2}月|十?[一二三四五六七八九十]月)"
_HALF = r"(?P<chinese_half>上午|下午|晚上|早上|凌晨|中午)?\s*"
_SHAPES = tuple(
    late(shape, re.I | re.S)
    for shape in (
        # Wed, 20 May 2026 10:00:00 +0800
        rf"(?:\D{{0,20}}?[,，\s])??\s*(?P<day>\d{{1,2}})[\s.,/-]*{_MONTH}[\s.,/-]*(?P<year>\d{{2,4}})[\s,T]+{_CLOCK}{_REST}",
        # 2026-05-20 10:00:00 +0800, 2026年5月20日 星期三 下午3:00
        rf"\D{{0,20}}?(?P<year>\d{{4}})\s*[-/.年]\s*(?P<month>\d{{1,2}})\s*[-/.月]\s*(?P<day>\d{{1,2}})日?"
        rf"[\sT,]*[(（]?(?:(?:星期|周)[一二三四五六日天][)）]?|[a-z]{{3,9}}\b)?[\s,]*{_HALF}{_CLOCK}{_REST}",
        # Wed May 20 10:00:00 2026, as C's asctime and date(1) write it
        rf"(?:[a-z]{{3,9}}\.?,?\s+)?{_MONTH}\s+(?P<day>\d{{1,2}})[\s,]+{_CLOCK}\s*(?P<rest>[^\d]*?(?:[+-]\d{{4}})?)\s*"
        r"(?P<year>(?:19|20)\d\d)\b(?P<tail>.*)",
        # Wednesday, May 20, 2026 10:00 AM
        rf"(?:[a-z]{{3,9}}\.?,?\s+)?{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd"
        rf"|th)?[\s,]+(?P<year>\d{{4}})[\s,at]+{_CLOCK}{_REST}",
    )
)


_OFFSET = late(r"(?:gmt|utc|ut)?\s*([+-])(\d{1,2}):?(\d{2})?\b", re.I)
_COMMENT = late(r"\([^()]*\)")


class MailDate(NamedTuple):
    """`moment` is aware, None if there is no such moment; `doubt` is a defect in kebab-case, '' if there is none."""

    moment: datetime | None
    doubt: str


def read_date(text: str, witnesses: Iterable[str] = ()) -> MailDate:
    """The moment that a Date header means. `witnesses` are the mail's Received headers, topmost first.

    Where the zone is missing or is CST (China's or America's), the one that comes nearest to the servers' own times
    is taken. A weekday that does not fit is passed over. RFC 5322 3.3: `-0000` is UTC.
    """
    parsed = _parse(text[:400])
    if parsed is None:
        return MailDate(None, "bad-date")
    naive, zone = parsed
    if isinstance(zone, timezone):
        return MailDate(naive.replace(tzinfo=zone), "")
    return MailDate(_settle(naive, zone, witnesses), "date-without-zone")


def _settle(naive: datetime, zone: str, witnesses: Iterable[str]) -> datetime:
    candidates = [timezone(timedelta(hours=h)) for h in ((8, -6) if zone == "cst" else (0, 8))]
    stamps = [stamp for w in witnesses if (stamp := _stamp(w)) is not None]
    if not stamps:
        return naive.replace(tzinfo=candidates[0])
    if not zone:
        candidates += [stamp.tzinfo for stamp in stamps if isinstance(stamp.tzinfo, timezone)]
    sent = stamps[-1]  # the first server's time is the nearest to when it was sent
    return min((naive.replace(tzinfo=c) for c in candidates), key=lambda moment: abs(moment - sent))


def _stamp(received: str) -> datetime | None:
    parsed = _parse(received.rpartition(";")[2].strip()[:200])
    if parsed is None or not isinstance(parsed[1], timezone):
        return None
    return parsed[0].replace(tzinfo=parsed[1])


def _parse(text: str) -> tuple[datetime, timezone | str] | None:
    """The written date, and its zone: `cst` where it is ambiguous, '' where there is none."""
    text = text.strip()
    plain = _COMMENT.sub(" ", text).strip()
    for shape in _SHAPES:
        match = shape.match(plain)
        if match is None:
            continue
        groups = match.groupdict()
        month = _month(groups["month"])
        year, hour = _year(groups["year"]), int(groups["hour"])
        late = groups["half"] or groups.get("chinese_half") or ""
        if late[:1].lower() == "p" or late in ("下午", "晚上", "中午"):
            hour += 12 if hour < 12 and not (late == "中午" and hour > 10) else 0
        elif late and hour == 12:
            hour = 0
        second = min(int(groups["second"] or 0), 59)  # a leap second is the 60th
        try:
            naive = datetime(year, month, int(groups["day"]), 0, int(groups["minute"]), second)  # noqa: DTZ001
            naive += timedelta(hours=hour) if hour <= 24 else timedelta(days=9**9)
            naive.replace(tzinfo=UTC).timestamp()
        except (ValueError, OverflowError):
            return None
        if not 1970 <= naive.year <= 2200:
            return None
        return naive, _zone((groups["rest"] or "") + " " + (groups.get("tail") or "")) or _zone(
            text if "(" in text else ""
        )
    return None


def _month(text: str) -> int:
    text = text.removesuffix("月").rstrip(".").lower()
    return int(text) if text.isdecimal() else _CHINESE.get(text) or _MONTHS.get(text[:3], 0)


def _year(text: str) -> int:
    """RFC 5322 4.3: two digits below 50 are 20xx, above 19xx; three digits count from 1900."""
    year = int(text)
    return year if len(text) == 4 else year + (1900 if len(text) == 3 or year >= 50 else 2000)


def _zone(rest: str) -> timezone | str:
    match = _OFFSET.search(rest)
    if match:
        hours, minutes = int(match[2]), int(match[3] or 0)
        if hours <= 14 and minutes < 60:
            offset = timedelta(hours=hours, minutes=minutes)
            return timezone(-offset if match[1] == "-" else offset)
        return ""
    if "中国标准时间" in rest or "China Standard Time" in rest or "北京时间" in rest:
        return timezone(timedelta(hours=8))
    for word in re.findall(r"[a-z]+", rest.lower()):
        if word in _ZONES:
            return timezone(timedelta(hours=_ZONES[word]))
        if word == "cst":
            return "cst"
    return ""
