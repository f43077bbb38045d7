"""A plan as `explain` shows it (SPEC 8): names and shapes of the export, also of a plan that is faulty."""

from collections import Counter
from datetime import tzinfo
from typing import Any

from mailbot.campaign.commands import FilePlan, PlannedNode
from mailbot.campaign.model import Campaign
from mailbot.campaign.view import instant, restriction_view
from mailbot.inbound.forms.plans.values.words import valid_view
from mailbot.rulebook.rules import Rules
from mailbot.value import asdict


def plan_fields(plan: FilePlan, rules: Rules, sender: str = "") -> dict[str, Any]:
    """The fields that the mail gave, by export names; absent ones are left out. A new plan that names no PM is its
    `sender`'s ('' for a revision, which leaves the PM as they are)."""
    zone = rules.zone
    shown: dict[str, Any] = {
        "kind": plan.campaign_kind or None,
        "title": plan.title or None,
        "product": plan.product or None,
        "component": plan.component or None,
        "version": plan.version or None,
        "channel": plan.channel or None,
        "link": plan.link or None,
        "quantity": {"min": plan.quantity.min, "max": plan.quantity.max} if "quantity" in plan.given else None,
        "regions": list(plan.regions) or None,
        "valid": valid_view(plan.valid) if "valid" in plan.given else None,
        "guidance": plan.guidance or None,
        "target_coverage": plan.target_coverage,
        "restrictions": [restriction_view(r, zone) for r in plan.restrictions] or None,
        "parameters": [{"name": p.name, "value": p.value} for p in plan.parameters] or None,
        "departments": [{"name": name, "answer": "pending"} for name in _departments(plan, rules)] or None,
        "pm": plan.pms[0] if plan.pms else sender or None,
        "pms": list(plan.pms) or None,
        "managers": dict(plan.managers) or None,
    }
    return {name: value for name, value in shown.items() if value is not None}


def plan_nodes(plan: FilePlan, campaign: Campaign | None, rules: Rules, sender: str) -> tuple[dict[str, Any], ...]:
    """The plan's nodes, keyed as the ledger keys them (`rollout-2`, `node-1`)."""
    seen: Counter[str] = Counter()
    rows: list[dict[str, Any]] = []
    for node in plan.nodes:
        if not node.drop:
            seen[node.key] += 1
            rows.append(_as_it_stands(_row(node, seen[node.key], plan, rules, sender), campaign, rules.zone))
    return tuple(rows)


def _as_it_stands(row: dict[str, Any], campaign: Campaign | None, zone: tzinfo) -> dict[str, Any]:
    """A row with what it leaves alone of the campaign's node: 灰度升级 改到12月7日 keeps its owner."""
    old = next((n for n in campaign.nodes if n.key == row["key"]), None) if campaign else None
    if old is None:
        return row
    if not row["owner"] and not row["department"]:
        row = {**row, "owner": old.owner or None, "department": old.department or None, "helpers": list(old.helpers)}
    return {**row, "due": row["due"] or instant(old.due, zone)}


def _row(node: PlannedNode, number: int, plan: FilePlan, rules: Rules, sender: str) -> dict[str, Any]:
    zone: tzinfo = rules.zone
    key = f"node-{number}" if not node.key else node.key if number == 1 else f"{node.key}-{number}"
    key = node.key if node.key.rpartition("-")[2].isdigit() else key
    owner, department = node.owner, node.department
    kind = rules.kinds.get(plan.campaign_kind)
    standard = kind.node_of(node.key) if kind and node.key else None
    if not owner and standard is not None and node.key == "finalize":
        owner = plan.pms[0] if plan.pms else sender
    elif not owner and not department and standard is not None and standard.department:
        department = standard.department if rules.directory.department(standard.department) else ""
    person = rules.directory.person(owner) if owner else None
    if not department and person is not None and person.department:
        own = rules.directory.department(person.department)
        department = own.name if own else person.department
    if not owner and department:
        owner = next((p.address for p in rules.directory.contacts(department)), "")
    return {
        "key": key,
        "title": node.title,
        "department": department or None,
        "owner": owner or None,
        "helpers": list(node.helpers),
        "start": node.start.isoformat() if node.start else None,
        "due": instant(node.due, zone),
        "state": "done" if node.done else "pending",
        "progress": asdict(node.progress) if node.progress else None,
        "remark": node.remark or None,
    }


def _departments(plan: FilePlan, rules: Rules) -> tuple[str, ...]:
    """Those of the plan's field and the business departments that own its nodes."""
    directory = rules.directory
    names = list(plan.departments)
    for node in plan.nodes:
        person = directory.person(node.owner) if node.owner else None
        own = node.department or (person.department if person else "")
        found = directory.department(own) if own else None
        if found is not None and node.key != "finalize" and not node.drop and directory.is_business(found.name):
            names.append(found.name)
    return tuple(dict.fromkeys(names))
