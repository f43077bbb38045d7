"""named_kinds: which kinds of campaigns a text names by their longest name, the parts of 服务端…升级 apart or not."""

import re
from collections.abc import Sequence

from mailbot.rulebook.folding import fold
from mailbot.rulebook.shapes import Kind

_LONGEST_GAP = 30  # characters between the parts of 服务端…升级
LONGEST_TITLE = 300


def named_kinds(text: str, kinds: Sequence[Kind], *, exact: bool = False) -> list[str]:
    """The kinds that a text names by their longest name; several only where those are equally long."""
    folded = tight(text[:LONGEST_TITLE])
    best = 0
    found: list[str] = []
    for kind in kinds:
        if exact and folded in (tight(kind.key), tight(kind.code)):
            return [kind.key]
        length = max((_length(folded, name) for name in kind.synonyms), default=0)
        if length > best:
            best, found = length, [kind.key]
        elif length and length == best:
            found.append(kind.key)
    if exact and not found:
        # 服务端升级策略 as a value may be shorter than any name: 组件, 客户端, 参数.
        found = [k.key for k in kinds if len(folded) > 1 and any(folded in tight(n) for n in (k.name.zh, k.name.en))]
    return found


def kind_is_said(kind: Kind, title: str) -> bool:
    """Whether a title holds one of a kind's names."""
    folded = tight(title[:LONGEST_TITLE])
    return any(_length(folded, name) for name in kind.synonyms)


def _length(folded: str, name: str) -> int:
    """How many characters of the text the name covers; 0 where it is not in it. … stands for other words between."""
    parts = [part for part in (tight(p) for p in re.split(r"…|\.\.\.", name)) if part]
    if not parts:
        return 0
    at = -1
    for number, part in enumerate(parts):
        start = find_name(folded, part, max(at, 0))
        if start < 0 or (number and start - at > _LONGEST_GAP):
            return 0
        at = start + len(part)
    return sum(map(len, parts))


def find_name(folded: str, part: str, start: int) -> int:
    at = folded.find(part, start)
    while at >= 0 and part.isascii():
        before, after = folded[at - 1 : at], folded[at + len(part) : at + len(part) + 1]
        if not (before.isascii() and before.isalpha()) and not (after.isascii() and after.isalpha()):
            break
        at = folded.find(part, at + 1)
    return at


def tight(text: str) -> str:
    """Folded, spaces kept between Latin words only."""
    return re.sub(r"(?<![a-z0-9]) | (?![a-z0-9])", "", fold(text))
