"""What a plan lacks: faults beside those of its reading, and what it may lack (SPEC 9 "Plans", `missing[]`)."""

from collections.abc import Iterable, Sequence

from mailbot.campaign.commands import FilePlan
from mailbot.campaign.lacks import lacks_required, lacks_wanted
from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Fault
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.rulebook.shapes import Kind

_MOST_NAMED = 5
# sync_interval, retry.max; no file, address or path.
_NAME = late(
    r"(?<![\w.@/\\-])[A-Za-z][A-Za-z0-9]*(?:[._][A-Za-z][A-Za-z0-9]*){1,5}(?![\w@/\\-]|\.\w)"
    r"(?<!\.(?:xlsx|docx|pptx))(?<!\.(?:xls|doc|pdf|txt|csv|zip|rar|exe|ini|cfg|log|xml|com|net|org))(?<!\.(?:cn|gz|7z))"
)


def unset(plan: FilePlan, kind: Kind | None, lines: Iterable[Line]) -> list[Fault]:
    """The parameters that a plan without any names and gives no value."""
    if kind is None or "parameters" not in kind.required or plan.parameters:
        return []
    named = {m[0]: line.place for line in lines for m in _NAME.finditer(line.text)}
    return [
        Fault(reason="parameter-without-value", field="parameters", place=place, words=name)
        for name, place in list(named.items())[:_MOST_NAMED]
    ]


def lacking(plan: FilePlan, kind: Kind | None, faults: Iterable[Fault]) -> list[Fault]:
    """`missing-version`, `missing-nodes`, `missing-owner` … for what the kind requires and neither the plan nor a fault speaks of."""
    if kind is None:
        required: Sequence[str] = ("nodes",)
    else:
        required = kind.required
    spoken = {fault.field.partition("[")[0].partition(".")[0] for fault in faults}
    missing = [
        Fault(reason=f"missing-{name.replace('_', '-')}", field=name, facts={"kind": kind.key if kind else ""})
        for name in lacks_required(plan, required, kind)
        if name not in spoken
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
    return tuple(lacks_wanted(plan, kind, campaign))
