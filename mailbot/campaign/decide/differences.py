"""differences, touched: what a revision changed, line by line, as people read it, and whom that touches (SPEC 1: shown line by line to
everyone it touches)."""

from collections.abc import Sequence
from datetime import datetime

from mailbot.campaign.audience import contacts, left_out, managers, owners, speakers
from mailbot.campaign.changes import Difference
from mailbot.campaign.model import Campaign, Node
from mailbot.campaign.planned import Quantity, Restriction, Validity, When
from mailbot.rulebook.rules import Rules


def differences(before: Campaign, after: Campaign, rules: Rules) -> tuple[Difference, ...]:
    """One line a field and a node, in the plan's order; `what` is an export name (`version`, `nodes.due`)."""
    found = [
        Difference(what=name, before=old, after=new)
        for name, old, new in (
            ("title", before.title, after.title),
            ("product", before.product, after.product),
            ("component", before.component, after.component),
            ("version", before.version, after.version),
            ("channel", before.channel, after.channel),
            ("quantity", _quantity(before.quantity), _quantity(after.quantity)),
            ("regions", "、".join(before.regions), "、".join(after.regions)),
            ("valid", _valid(before.valid), _valid(after.valid)),
            ("guidance", before.guidance, after.guidance),
            ("restrictions", _restrictions(before.restrictions, rules), _restrictions(after.restrictions, rules)),
            ("parameters", _parameters(before), _parameters(after)),
            ("pm", ", ".join(before.pms), ", ".join(after.pms)),
            ("managers", _managers(before), _managers(after)),
            ("departments", _departments(before), _departments(after)),
        )
        if old != new
    ]
    old_nodes = {n.key: n for n in before.nodes}
    for node in after.nodes:
        found += _node(old_nodes.get(node.key), node, rules)
    return tuple(found)


def _node(old: Node | None, new: Node, rules: Rules) -> list[Difference]:
    if old is None:
        after = f"{new.title} {new.owner or new.department} {_moment(new.due, rules)}"
        return [Difference(what="nodes.added", before="", after=after, node=new.key)]
    if old.state != "cancelled" and new.state == "cancelled":
        return [
            Difference(what="nodes.dropped", before=f"{old.title} {_moment(old.due, rules)}", after="", node=new.key)
        ]
    return [
        Difference(what=f"nodes.{name}", before=a, after=b, node=new.key)
        for name, a, b in (
            ("title", old.title, new.title),
            ("owner", old.owner, new.owner),
            ("department", old.department, new.department),
            ("due", _moment(old.due, rules), _moment(new.due, rules)),
        )
        if a != b
    ]


def _moment(moment: datetime, rules: Rules) -> str:
    return moment.astimezone(rules.zone).isoformat(timespec="minutes")


def _quantity(quantity: Quantity) -> str:
    if quantity.min is None and quantity.max is None:
        return ""
    return f"{'' if quantity.min is None else quantity.min}–{'' if quantity.max is None else quantity.max}"


def _valid(valid: Validity) -> str:
    return f"{valid.from_ or ''}–{valid.until or ''}" if valid.from_ or valid.until else ""


def _restrictions(restrictions: tuple[Restriction, ...], rules: Rules) -> str:
    def one(r: Restriction) -> str:
        words = ["" if r.delayed_until else r.scope, r.versions, _when(r.effective, rules)]
        if r.delayed_until:
            words.append(f"({' '.join(w for w in (r.scope, '→', _when(r.delayed_until, rules)) if w)})")
        return " ".join(w for w in words if w)

    return "; ".join(one(r) for r in restrictions)


def _when(when: When | None, rules: Rules) -> str:
    if when is None:
        return ""
    return _moment(when.at, rules) if when.timed else when.at.astimezone(rules.zone).date().isoformat()


def _parameters(campaign: Campaign) -> str:
    return "; ".join(f"{p.name} = {p.value}" for p in campaign.parameters)


def _managers(campaign: Campaign) -> str:
    return ", ".join(address for _, address in campaign.managers)


def _departments(campaign: Campaign) -> str:
    return "、".join(p.name for p in campaign.departments if p.asks)


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
