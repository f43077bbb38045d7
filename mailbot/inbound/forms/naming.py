"""Which nodes and issues a text names: by title, by the standard names of the kind, by number."""

import re
from dataclasses import dataclass

from mailbot.campaign.model import Campaign, Node
from mailbot.rulebook.folding import fold
from mailbot.rulebook.rules import Rules

_ISSUES = re.compile(
    r"(?:问题|缺陷|issues?|bugs?|defects?|#|no\.?)\s*(?:单|编号|号)?\s*[#:：]?\s*"
    r"(\d{1,4}(?:\s*(?:号|、|,|，|和|及|与|&|and|/)\s*(?:问题|缺陷|#)?\s*\d{1,4})*)(?![\d.]*\.\d|\d|\s*(?:台|家|个|月|日|%|/))",
    re.IGNORECASE,
)
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Named:
    """A node named in a text: its key and the span of its name in the folded text."""

    key: str
    start: int
    end: int


def named_nodes(text: str, campaign: Campaign, rules: Rules) -> tuple[Named, ...]:
    """Every node that the text names, in order, each place for the longest name. A standard name that fits several nodes of
    the campaign (升级 of three roll-outs) names none of them, unless only one of those is open."""
    line = fold(text[:_LONGEST])
    names = _names(campaign, rules)
    found: list[Named] = []
    for name, key in sorted(names.items(), key=lambda item: -len(item[0])):
        at = line.find(name)
        while at >= 0:
            end = at + len(name)
            if not any(n.start < end and at < n.end for n in found):
                found.append(Named(key, at, end))
            at = line.find(name, end)
    return tuple(sorted((n for n in found if n.key), key=lambda n: n.start))


def issue_numbers(text: str) -> tuple[int, ...]:
    """`问题 2、3`, `#2`, `issue 4`: the numbers, once each."""
    numbers: list[int] = []
    for m in _ISSUES.finditer(fold(text[:_LONGEST])):
        numbers += [int(n) for n in re.findall(r"\d{1,4}", m[1])]
    return tuple(dict.fromkeys(n for n in numbers if n))


def _names(campaign: Campaign, rules: Rules) -> dict[str, str]:
    """Folded name → key; '' for a name that could mean several nodes."""
    kind = rules.kinds.get(campaign.kind)
    live = [n for n in campaign.nodes if n.state != "cancelled"]
    names: dict[str, str] = {}
    for base in dict.fromkeys(n.base for n in live):
        nodes = [n for n in live if n.base == base]
        meant = _only(nodes)
        standard = kind.node_of(base) if kind else None
        for word in standard.names if standard else ():
            folded = fold(word)
            if len(folded) > 1:
                names[folded] = names.get(folded, meant)
    for node in live:
        title = fold(node.title)
        if title:
            same = [n for n in live if fold(n.title) == title]
            names[title] = node.key if len(same) == 1 else _only(same)
    return names


def _only(nodes: list[Node]) -> str:
    if len(nodes) == 1:
        return nodes[0].key
    pending = [n for n in nodes if n.state == "pending"]
    return pending[0].key if len(pending) == 1 else ""
