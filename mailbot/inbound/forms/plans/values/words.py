"""Values of a plan as a person reads them, for its readings; and as the export shows them, for `explain` (SPEC 8)."""

from collections.abc import Sequence
from datetime import date, tzinfo

from mailbot.campaign.planned import Quantity, Restriction, Validity, When

_SIGNS = {
    "≤": ("{} 及以下", "{} and below"),
    "≥": ("{} 及以上", "{} and above"),
    "<": ("低于 {}", "below {}"),
    ">": ("高于 {}", "above {}"),
}


def channel_words(channel: str, language: str) -> str:
    words = {
        "official": ("官网获取", "from the official site"),
        "pm": ("向产品经理获取", "from the product manager"),
    }
    return words[channel][language == "en"] if channel in words else channel


def quantity_words(quantity: Quantity, language: str) -> str:
    """`不超过 500`, `100 至 500`, `不少于 20`, `不限`."""
    low, high, en = quantity.min, quantity.max, language == "en"
    if low is not None and high is not None:
        return f"{low} to {high}" if en else f"{low} 至 {high}"
    if high is not None:
        return f"at most {high}" if en else f"不超过 {high}"
    if low is not None:
        return f"at least {low}" if en else f"不少于 {low}"
    return "no limit" if en else "不限"


def valid_words(valid: Validity, language: str) -> str:
    start, end, en = valid.from_, valid.until, language == "en"
    if start and end:
        return f"{start} to {end}" if en else f"{start} 至 {end}"
    if end:
        return f"until {end}" if en else f"至 {end}"
    if start:
        return f"from {start}" if en else f"{start} 起"
    return "no limit" if en else "长期"


def restriction_words(restriction: Restriction, zone: tzinfo, language: str) -> str:
    """`8.0 及以下，2026-12-18 00:00 起`, `8.0 及以下，海外延迟到 2027-01-15`."""
    en = language == "en"
    words = [_versions(restriction.versions, en=en)] if restriction.versions else []
    if restriction.effective:
        day = _moment(restriction.effective, zone)
        words.append(f"from {day}" if en else f"{day} 起")
    if restriction.scope and not restriction.delayed_until:
        words.insert(0, restriction.scope)
    said = (", " if en else "，").join(words)
    if restriction.delayed_until:
        day = _moment(restriction.delayed_until, zone)
        delay = f"{restriction.scope or 'delayed'} until {day}" if en else f"{restriction.scope}延迟到 {day}"
        between = ("; " if en else "；") if restriction.scope and restriction.effective else ", " if en else "，"
        return between.join(filter(None, (said, delay)))
    return said


def valid_view(valid: Validity) -> dict[str, str | None]:
    return {"from": _day(valid.from_), "until": _day(valid.until)}


def listing(words: Sequence[str], language: str) -> str:
    return (", " if language == "en" else "、").join(words)


def _versions(text: str, *, en: bool) -> str:
    parts = [part.strip() for part in text.split(",")]
    return (", " if en else "、").join(_SIGNS[p[0]][en].format(p[1:]) if p[:1] in _SIGNS else p for p in parts)


def _moment(moment: When, zone: tzinfo) -> str:
    at = moment.at.astimezone(zone)
    return f"{at:%Y-%m-%d %H:%M}" if moment.timed else f"{at:%Y-%m-%d}"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
