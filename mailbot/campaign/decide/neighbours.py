"""collisions: open campaigns that a plan would trip over, remarked on in its receipt (SPEC 1)."""

import re
from typing import Any

from mailbot.campaign.case import Case
from mailbot.campaign.model import Campaign
from mailbot.rulebook.folding import fold


def collisions(campaign: Campaign, case: Case) -> list[dict[str, Any]]:
    """One dict a neighbour: `code, title, why` ∈ same-product, restricts-target (it restricts this one's version),
    restricted-by (this one restricts its version)."""
    found: list[dict[str, Any]] = []
    for other in case.others:
        if other.code == campaign.code or other.over:
            continue
        why = _why(campaign, other)
        if why:
            found.append({"code": other.code, "title": other.title, "why": why, "pm": other.pm})
    return found


def _why(campaign: Campaign, other: Campaign) -> str:
    if not (campaign.product and fold(campaign.product) == fold(other.product)):
        return ""
    if any(covers(r.versions, campaign.version) for r in other.restrictions):
        return "restricts-target"
    if any(covers(r.versions, other.version) for r in campaign.restrictions):
        return "restricted-by"
    return "same-product"


def covers(versions: str, version: str) -> bool:
    """Whether a restriction (`≤8.0`, `<8.2`, `8.0`, `7.x`, `5.0-5.4`, `≥5.5 <5.8`, several by commas) covers a version."""
    wanted = _numbers(version)
    if not wanted:
        return False
    parts = [part.strip() for part in re.split(r"[,，、;；]+", versions) if part.strip()]
    return any(all(_covers_one(rule, wanted) for rule in _bounds(part)) for part in parts)


def _bounds(part: str) -> list[str]:
    """A rule, or the two that a range is: 5.0-5.4, ≥5.5 <5.8."""
    if (between := re.fullmatch(r"v?(\d[\d.]*)\s*[-~]\s*v?(\d[\d.]*)", part)) is not None:
        return [f"≥{between[1]}", f"≤{between[2]}"]
    return re.split(r"\s+(?=[<>≤≥])", part)


def _covers_one(rule: str, wanted: tuple[int, ...]) -> bool:
    limit = _numbers(rule)
    if not limit:
        return False
    head = wanted[: len(limit)]
    if rule.startswith(("≤", "<=")):
        return head <= limit
    if rule.startswith("<"):
        return wanted < limit
    if rule.startswith(("≥", ">=")):
        return head >= limit
    if rule.startswith(">"):
        return head > limit
    return head == limit


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d{1,9}", text)[:6])
