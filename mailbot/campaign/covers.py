"""covers: whether the versions that a restriction words are of a version (SPEC 1 版本限制)."""

import re


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
