"""coverage: the counts of the last query, worked out against the target and the authorisation (SPEC 1)."""

import re
from collections.abc import Iterable
from typing import Any

from mailbot.campaign.model import Campaign, CoverageRow


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

    A version counts when it is the campaign's or a later one of the same line (8.2.1.3 for 8.2.1); of a parameter rollout,
    the rows whose value is the one sent out.
    """
    if not campaign.coverage:
        return None
    total = sum(r.count for r in campaign.coverage)
    values = {p.name: p.value for p in campaign.parameters}
    hit = sum(
        r.count
        for r in campaign.coverage
        if (r.parameter and values.get(r.parameter) == r.value) or (r.version and at_least(r.version, campaign.version))
    )
    return {"reached": hit, "total": total, "share": round(hit / total, 4) if total else 0.0}


def at_least(version: str, target: str) -> bool:
    """Whether a version is the target or newer, number by number."""
    a, b = _numbers(version), _numbers(target)
    return bool(a and b) and a[: len(b)] >= b


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d{1,9}", text)[:6])
