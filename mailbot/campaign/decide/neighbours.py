"""collisions: open campaigns that a plan would trip over, remarked on in its receipt (SPEC 1)."""

from typing import Any

from mailbot.campaign.case import Case
from mailbot.campaign.coverage import covers
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
