"""What a plan lacks: faults beside those of its reading, and what it may lack (SPEC 9 "Plans", `missing[]`)."""

from collections.abc import Iterable, Sequence

from mailbot.campaign.commands import FilePlan
from mailbot.campaign.decide.file_plan import missing_wanted
from mailbot.campaign.model import Campaign, Quantity, Validity
from mailbot.campaign.outcome import Fault
from mailbot.rulebook.shapes import Kind

__all__ = ["lacking", "wanting"]


def lacking(plan: FilePlan, kind: Kind | None, faults: Iterable[Fault]) -> list[Fault]:
    """`missing-version`, `missing-nodes`, `missing-owner` … for what the kind requires and neither the plan nor a fault speaks of."""
    if kind is None:
        required: Sequence[str] = ("nodes",)
    else:
        required = kind.required
    spoken = {fault.field.partition("[")[0].partition(".")[0] for fault in faults}
    present = {
        "version": bool(plan.version),
        "product": bool(plan.product),
        "parameters": bool(plan.parameters),
        "nodes": bool([n for n in plan.nodes if not n.drop]),
        "quantity": plan.quantity.min is not None or plan.quantity.max is not None,
        "regions": bool(plan.regions),
        "valid": plan.valid.until is not None,
        "guidance": bool(plan.guidance),
        "restrictions": bool(plan.restrictions),
        "departments": bool(plan.departments),
    }
    missing = [
        Fault(reason=f"missing-{name}", field=name, facts={"kind": kind.key if kind else ""})
        for name in required
        if not present.get(name, True) and name not in spoken
    ]
    return [*_ownerless(plan, kind, faults), *missing]


def _ownerless(plan: FilePlan, kind: Kind | None, faults: Iterable[Fault]) -> list[Fault]:
    """Nodes that nobody owns, of whose owner no fault speaks, so that all is said at once."""
    spoken = {fault.field for fault in faults}
    found: list[Fault] = []
    for order, node in enumerate((n for n in plan.nodes if not n.drop), start=1):
        name = f"nodes[{order}].owner"
        standard = kind.node_of(node.key) if kind and node.key else None
        own = (
            node.owner or node.department or (standard is not None and (standard.department or node.key == "finalize"))
        )
        if not own and name not in spoken and kind is not None:
            words, facts = node.words or node.title, {"title": node.title}
            found.append(Fault(reason="missing-owner", field=name, place=node.place, words=words, facts=facts))
    return found


def wanting(plan: FilePlan, kind: Kind, campaign: Campaign | None) -> tuple[str, ...]:
    """Export names of what the plan may lack but lacks; of a revision what the campaign lacks as well."""
    lacks = missing_wanted(plan, kind)
    if campaign is None:
        return tuple(lacks)
    empty = (None, "", (), Quantity(), Validity())
    return tuple(name for name in lacks if getattr(campaign, name, None) in empty)
