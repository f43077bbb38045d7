"""Who is who in a campaign, and who hears of what (SPEC 2, 5)."""

from mailbot.campaign.model import Campaign, Node
from mailbot.rulebook.rules import Rules
from mailbot.rulebook.shapes import MANAGERS, Person, Role


def managers(campaign: Campaign, rules: Rules) -> tuple[str, ...]:
    """The technical, test and R&D managers: those whom the plan names, else the directory's for the product."""
    own = dict(campaign.managers)
    found: list[str] = []
    for role in MANAGERS:
        if role in own:
            found.append(own[role])
        else:
            found += [p.address for p in rules.directory.with_role(role, campaign.product)]
    return tuple(dict.fromkeys(found))


def leads(campaign: Campaign, rules: Rules) -> tuple[str, ...]:
    return tuple(p.address for p in rules.directory.with_role(Role.LEAD, campaign.product))


def admins(rules: Rules) -> tuple[str, ...]:
    return tuple(p.address for p in rules.directory.with_role(Role.ADMIN))


def owner_manager(campaign: Campaign, owner: str, rules: Rules) -> tuple[str, ...]:
    """Above an owner: their manager, or where none is named the managers of the role that they work under."""
    person = rules.directory.person(owner)
    if person and person.manager:
        return (person.manager,)
    roles = {Role.TECH_MANAGER: "技术", Role.TEST_MANAGER: "测试", Role.DEV_MANAGER: "研发"}
    department = (person.department or "") if person else ""
    own = dict(campaign.managers)
    for role, word in roles.items():
        if word in department:
            named = (own[role],) if role in own else ()
            return named or tuple(p.address for p in rules.directory.with_role(role, campaign.product))
    return managers(campaign, rules)


def contacts(department: str, rules: Rules) -> tuple[str, ...]:
    return tuple(p.address for p in rules.directory.contacts(department))


def owners(campaign: Campaign) -> tuple[str, ...]:
    """Owners and helpers of the nodes that are not cancelled."""
    people = [p for n in campaign.nodes if n.state != "cancelled" for p in (n.owner, *n.helpers) if p]
    return tuple(dict.fromkeys(people))


def speakers(campaign: Campaign, rules: Rules) -> tuple[str, ...]:
    """The contacts of the departments that have a part."""
    people = [c for part in campaign.departments for c in contacts(part.name, rules)]
    return tuple(dict.fromkeys(people))


def everyone(campaign: Campaign, rules: Rules) -> tuple[str, ...]:
    """Everybody on the campaign: PMs, departments' contacts, owners, managers, whoever raised an issue."""
    people = (
        *campaign.pms,
        *speakers(campaign, rules),
        *owners(campaign),
        *managers(campaign, rules),
        *campaign.raisers,
    )
    return tuple(dict.fromkeys(people))


def node_people(node: Node, rules: Rules) -> tuple[str, ...]:
    """Who answers for a node: its owner, else the department's contacts."""
    if node.owner:
        return (node.owner,)
    return contacts(node.department, rules)


def speaks_for(person: Person | None, department: str, rules: Rules) -> bool:
    """Whether a person belongs to a department, as a member or as its contact."""
    if person is None:
        return False
    found = rules.directory.department(department)
    if found is None:
        return False
    own = rules.directory.department(person.department) if person.department else None
    return own is found or any(a in found.contacts for a in person.addresses)


def has_part(person: str, department: str, campaign: Campaign, rules: Rules) -> bool:
    """A part in the campaign: its PM, a node's owner or department, a department that confirms, a manager role, a lead,
    or having raised an issue in it (SPEC 9 "Rights")."""
    who = rules.directory.person(person)
    if who and Role.LEAD in who.roles:
        return True
    if person in (*campaign.pms, *owners(campaign), *managers(campaign, rules), *campaign.raisers):
        return True
    names = [p.name for p in campaign.departments] + [n.department for n in campaign.nodes if n.department]
    if department and department in names:
        return True
    return any(speaks_for(who, name, rules) for name in dict.fromkeys(names))


def left_out(people: tuple[str, ...], *without: str) -> tuple[str, ...]:
    """People less some, in order, once each."""
    return tuple(p for p in dict.fromkeys(people) if p and p not in without)
