"""Who is who in a campaign, and who hears of what (SPEC 2, 5)."""

from typing import Any

from mailbot.campaign.model import Campaign, Node
from mailbot.campaign.outcome import Notice
from mailbot.rulebook.rules import Rules
from mailbot.rulebook.shapes import MANAGERS, Person, Role


def managers(campaign: Campaign, rules: Rules) -> tuple[str, ...]:
    """The technical, test and R&D managers: those whom the plan names, else the directory's for the product."""
    return tuple(dict.fromkeys(p for role in MANAGERS for p in role_managers(role, campaign, rules)))


def leads(campaign: Campaign, rules: Rules) -> tuple[str, ...]:
    return tuple(p.address for p in rules.directory.with_role(Role.LEAD, campaign.product))


def admins(rules: Rules) -> tuple[str, ...]:
    return tuple(p.address for p in rules.directory.with_role(Role.ADMIN))


def to_admins(template: str, rules: Rules, once: str = "", **facts: Any) -> list[Notice]:
    """One mail to the admins; none where the directory names nobody."""
    to = admins(rules)
    return [Notice(purpose="admin", template=template, to=to, facts=facts, once=once)] if to else []


def owner_manager(campaign: Campaign, owner: str, rules: Rules, node: Node | None = None) -> tuple[str, ...]:
    """Above an owner: their manager. None named: the managers of the node's role (`manager` in the kind's rules), else a
    manager in the owner's own department, else the leads, so that a reminder that climbs always reaches somebody."""
    person = rules.directory.person(owner)
    if person and person.manager and person.manager != owner:
        return (person.manager,)
    kind = rules.kinds.get(campaign.kind)
    standard = kind.node_of(node.key) if kind and node else None
    department = person.department if person else None
    found: tuple[str, ...] = ()
    if standard and standard.manager:
        found = role_managers(standard.manager, campaign, rules)
    elif department:
        members = {p.address for p in rules.directory.members(department)}
        found = tuple(m for m in managers(campaign, rules) if m in members)
    return left_out(found, owner) or left_out(leads(campaign, rules), owner)


def role_managers(role: Role, campaign: Campaign, rules: Rules) -> tuple[str, ...]:
    """The managers of one role: whom the plan names, else the directory's for the product."""
    named = dict(campaign.managers).get(role)
    return (named,) if named else tuple(p.address for p in rules.directory.with_role(role, campaign.product))


def contacts(department: str, rules: Rules) -> tuple[str, ...]:
    return tuple(p.address for p in rules.directory.contacts(department))


def owners(campaign: Campaign) -> tuple[str, ...]:
    """Owners and helpers of the nodes that are not cancelled."""
    people = [p for n in campaign.nodes if n.state != "cancelled" for p in n.carriers if p]
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


def to_and_cc(
    acting: tuple[str, ...], knowing: tuple[str, ...], campaign: Campaign
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who must act in To and the others in Cc; where nobody has to, whose nodes it is about stand in To (SPEC 5)."""
    working = tuple(p for p in knowing if p in owners(campaign))
    to = acting or working or knowing
    return to, left_out(knowing, *to)
