"""Who may do what: the rights of `rules/rights.toml` applied to a person, a campaign, a node or an issue (SPEC 2, 9)."""

from mailbot.campaign.audience import contacts, has_part, managers, speaks_for
from mailbot.campaign.case import Case
from mailbot.campaign.model import Issue, Node, Part
from mailbot.rulebook.shapes import Role


def may(
    act: str, case: Case, *, node: Node | None = None, issue: Issue | None = None, part: Part | None = None
) -> bool:
    """Whether the sender may do `act` (a command's kind) in this case."""
    return any(_is(who, case, node, issue, part) for who in case.rules.rights.may(act))


def _is(who: str, case: Case, node: Node | None, issue: Issue | None, part: Part | None) -> bool:
    person, sender, campaign, rules = case.by, case.sender, case.campaign, case.rules
    match who:
        case "anyone":
            return True
        case "lead" | "admin":
            return sender is not None and Role(who) in sender.roles
        case "pm" if campaign is None:
            return sender is not None and Role.PM in sender.roles
        case "raiser":
            return issue is not None and issue.raised_by == person
    if campaign is None:
        return False
    parts = (part,) if part else campaign.departments
    match who:
        case "pm":
            return person == campaign.pm
        case "other_pm":
            return person in campaign.pms
        case "manager":
            return person in managers(campaign, rules) or (issue is not None and person in issue.assignees)
        case "owner":
            return node is not None and (person == node.owner or person in node.helpers)
        case "node_department":
            return node is not None and bool(node.department) and _of(case, node.department)
        case "department":
            return any(_of(case, p.name) for p in parts)
        case "contact":
            return any(person in contacts(p.name, rules) for p in parts)
        case "part":
            return has_part(person, case.occasion.department, campaign, rules)
    raise ValueError(f"rules/rights.toml names {who!r}, which nobody has been taught to recognise: {sender}")


def _of(case: Case, department: str) -> bool:
    return case.occasion.department == department or speaks_for(case.sender, department, case.rules)
