"""touched: whom a revision touches (SPEC 1: shown line by line to everyone it touches)."""

from collections.abc import Sequence

from mailbot.campaign.audience import contacts, left_out, managers, owners, speakers
from mailbot.campaign.changes import Difference
from mailbot.campaign.model import Campaign
from mailbot.rulebook.rules import Rules


def touched(before: Campaign, after: Campaign, lines: Sequence[Difference], rules: Rules) -> tuple[str, ...]:
    """A field of the plan touches everybody on it; a node its owners and its department, of before and after; a department
    that is asked anew, or no more, itself. The PMs know in any case."""
    people: list[str] = []
    for line in lines:
        if line.node:
            people += _of_node(line.node, before, after, rules)
        elif line.what == "departments":
            one, other = ({p.name for p in c.departments if p.asks} for c in (before, after))
            people += [c for name in sorted(one ^ other) for c in contacts(name, rules)]
        else:
            people += (*owners(after), *owners(before), *speakers(after, rules), *managers(after, rules))
    return left_out((*people, *before.pms, *after.pms))


def _of_node(key: str, before: Campaign, after: Campaign, rules: Rules) -> list[str]:
    nodes = [n for c in (before, after) for n in c.nodes if n.key == key]
    people = [p for n in nodes for p in n.carriers]
    named = {p.name for c in (before, after) for p in c.departments}  # the PM's own department has no part by 最终确定
    return [
        *people,
        *(
            c
            for n in nodes
            if n.department in named or (n.department and not n.owner)
            for c in contacts(n.department, rules)
        ),
    ]
