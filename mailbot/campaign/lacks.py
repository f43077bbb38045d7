"""What a plan lacks, by export names: of what its kind requires, and of what it wants beside (SPEC 9 "Plans", `missing[]`)."""

from collections.abc import Iterable

from mailbot.campaign.commands import FilePlan
from mailbot.campaign.model import Campaign
from mailbot.campaign.planned import Quantity, Validity
from mailbot.rulebook.shapes import Kind

_EMPTY = (None, "", (), Quantity(), Validity())


def lacks_required(plan: FilePlan, required: Iterable[str], kind: Kind | None) -> list[str]:
    """Those of the required fields that the plan does not fill; a validity needs its end. The versions of a kind that only
    restricts may be those that it restricts."""
    restricted = kind is not None and kind.restricts_only and any(r.versions for r in plan.restrictions)
    filled = _filled(plan) | {"valid": plan.valid.until is not None, "version": bool(plan.version) or restricted}
    return [name for name in required if not filled.get(name, True)]


def lacks_wanted(plan: FilePlan, kind: Kind, campaign: Campaign | None = None) -> list[str]:
    """What the plan may lack but lacks; of a revision what the campaign lacks as well."""
    filled = _filled(plan)
    # 数量不限 and 长期有效 are given, though they limit nothing.
    lacks = [name for name in kind.wanted if not filled.get(name, True) and name not in plan.given]
    return [name for name in lacks if campaign is None or getattr(campaign, name, None) in _EMPTY]


def _filled(plan: FilePlan) -> dict[str, bool]:
    return {
        "nodes": any(not node.drop and node.key != "finalize" for node in plan.nodes),
        "quantity": plan.quantity.min is not None or plan.quantity.max is not None,
        "valid": plan.valid.from_ is not None or plan.valid.until is not None,
        **{
            name: bool(getattr(plan, name))
            for name in (
                "product",
                "version",
                "channel",
                "regions",
                "guidance",
                "restrictions",
                "parameters",
                "target_coverage",
                "departments",
            )
        },
    }
