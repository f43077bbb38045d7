"""warnings: what is right in the rules and will still surprise somebody. For `mailbot check`; nothing stops for them."""

from collections.abc import Iterator

from mailbot.rulebook.rules import Rules
from mailbot.rulebook.shapes import MANAGERS, Role

_NEEDED = {
    Role.PM: "nobody can open a campaign",
    Role.LEAD: "the weekly digest goes to nobody, and no reminder climbs that far",
    Role.ADMIN: "nobody is told of the bot's own troubles",
    **dict.fromkeys(MANAGERS, "issues reach no such manager"),
}


def warnings(rules: Rules) -> list[str]:
    """One line each, in the order of the files; [] where there is nothing to say."""
    return [*_company(rules), *_people(rules), *_kinds(rules)]


def _company(rules: Rules) -> Iterator[str]:
    identity = rules.identity
    if identity.policy == "authentication-results" and not identity.authserv_ids and not identity.internal:
        yield (
            "rules/company.toml: identity.authserv_ids: names no server whose results are believed, so every mail "
            "will be quarantined; `mailbot check` shows which one your server writes"
        )


def _people(rules: Rules) -> Iterator[str]:
    directory = rules.directory
    present = [p for p in directory.people if not p.left]
    for role, consequence in _NEEDED.items():
        if not directory.with_role(role):
            yield f"rules/people.toml: nobody has the role {role.value!r}: {consequence}"
    if not directory.businesses:
        yield "rules/people.toml: no department has a contact with the role 'business': there is none to confirm plans"
    named = {p.department for p in present}
    for department in directory.departments:
        contacts = [directory.person(address) for address in department.contacts]
        for contact in contacts:
            if contact and contact.left:
                yield f"rules/people.toml: {contact.name} has left and is still a contact of {department.name}"
        if not directory.contacts(department.name) and (contacts or department.name in named):
            yield f"rules/people.toml: {department.name} has no contact: what falls to the department reaches nobody"
    for person in present:
        if person.manager and directory.person(person.manager) is None:
            yield f"rules/people.toml: {person.name}'s manager {person.manager} is not in the directory; mailed all the same"


def _kinds(rules: Rules) -> Iterator[str]:
    for kind in rules.kinds.values():
        for node in kind.node:
            if node.department and rules.directory.department(node.department) is None and node.manager is None:
                yield f"rules/kinds: {kind.key}.{node.key}: no department {node.department!r}, and no manager to turn to"
