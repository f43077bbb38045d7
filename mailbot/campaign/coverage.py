"""coverage: the counts of the last query, worked out against the target and the authorisation (SPEC 1)."""

import re
from collections.abc import Iterable
from typing import Any

from mailbot.campaign.model import Campaign, CoverageRow
from mailbot.rulebook.folding import fold
from mailbot.rulebook.rules import Rules
from mailbot.value import replace


def covers(versions: str, version: str) -> bool:
    """Whether a restriction (`≤8.0`, `<8.2`, `8.0`, `7.x`, `5.0-5.4`, `≥5.5 <5.8`, several by commas) covers a version."""
    wanted = numbers(version)
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
    limit = numbers(rule)
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


def numbers(text: str) -> tuple[int, ...]:
    """A version's numbers, the first six: V8.2.1 → 8, 2, 1."""
    return tuple(int(n) for n in re.findall(r"\d{1,9}", text)[:6])


def coverage_rows(counted: Iterable[tuple[str, int]], *, parameter: str = "") -> tuple[CoverageRow, ...]:
    """Rows with shares from (version or value, count) pairs; the share is of all that were counted."""
    pairs = list(counted)
    total = sum(count for _, count in pairs)
    return tuple(
        CoverageRow(
            version="" if parameter else name,
            parameter=parameter,
            value=name if parameter else "",
            count=count,
            share=round(count / total, 4) if total else 0.0,
        )
        for name, count in pairs
    )


def reached(campaign: Campaign) -> dict[str, Any] | None:
    """What has reached the target: `{reached, total, share}`, or None before there is a count.

    A version counts when it is the campaign's or a later one of the same line (8.2.1.3 for 8.2.1); where a campaign only restricts,
    when it is none of those restricted; of a parameter rollout, the rows whose value is the one sent out. Of several parameters
    it is the one that has come least far: each place has them all, and would be counted as often.
    """
    if not campaign.coverage:
        return None
    values = {p.name: p.value for p in campaign.parameters}
    told = {r.parameter for r in campaign.coverage if r.parameter in values}
    if len(told) > 1:
        each = (
            reached(replace(campaign, coverage=tuple(r for r in campaign.coverage if r.parameter == name)))
            for name in told
        )
        return min((part for part in each if part), key=lambda part: (part["share"], -part["total"]))
    total = sum(r.count for r in campaign.coverage)
    hit = sum(
        r.count
        for r in campaign.coverage
        if (r.parameter and values.get(r.parameter) == r.value) or (r.version and _is_reached(r.version, campaign))
    )
    return {"reached": hit, "total": total, "share": round(hit / total, 4) if total else 0.0}


def _is_reached(version: str, campaign: Campaign) -> bool:
    if campaign.version or not campaign.restrictions:
        return at_least(version, campaign.version)
    return bool(numbers(version)) and not any(covers(r.versions, version) for r in campaign.restrictions)


def in_use(campaign: Campaign) -> int | None:
    """How many have what the campaign sends out, against the authorised quantity: each counts once, however many parameters
    it was given. None before there is a count, or where no more than a restriction is counted."""
    found = reached(campaign)
    if found is None or not any(n.base == "rollout" for n in campaign.nodes):
        return None
    if not any(r.parameter for r in campaign.coverage):
        return int(found["reached"])
    values = {p.name: p.value for p in campaign.parameters}
    sums: dict[str, int] = {}
    for r in campaign.coverage:
        if values.get(r.parameter) == r.value:
            sums[r.parameter] = sums.get(r.parameter, 0) + r.count
    return max(sums.values(), default=0)


def by_region(campaign: Campaign, rules: Rules) -> list[dict[str, Any]]:
    """`{region, reached, total, share, authorised}` of each region that the query tells of; `authorised` is None where the
    plan limits none. A region is meant by its name or by that of its department (华东 and 华东业务部)."""
    names = dict.fromkeys(r.region for r in campaign.coverage if r.region)
    granted = {_named(region, rules) for region in campaign.regions}
    found = []
    for name in names:
        part = reached(replace(campaign, coverage=tuple(r for r in campaign.coverage if r.region == name)))
        authorised = _named(name, rules) in granted if granted else None
        found.append({"region": name, **(part or {}), "authorised": authorised})
    return found


def _named(region: str, rules: Rules) -> str:
    department = rules.directory.department(region)
    return department.name if department else fold(region)


def at_least(version: str, target: str) -> bool:
    """Whether a version is the target or newer, number by number."""
    a, b = numbers(version), numbers(target)
    return bool(a and b) and a[: len(b)] >= b
