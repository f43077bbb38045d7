"""Directory: who is who. People and departments by address, name, role, and who stands in for whom."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from mailbot.rulebook.folding import fold
from mailbot.rulebook.shapes import Away, Department, People, Person, Role
from mailbot.value import Value, replace

_ENDS = ("部", "部门", "中心", "业务部", "团队", "组")


class Directory(Value, dict=True):
    people: tuple[Person, ...]
    departments: tuple[Department, ...]

    @cached_property
    def _by_address(self) -> dict[str, Person]:
        return {address: person for person in self.people for address in person.addresses}

    @cached_property
    def _by_mailbox(self) -> dict[str, Department]:
        return {address: department for department in self.departments for address in department.mailboxes}

    @cached_property
    def _by_department_name(self) -> dict[str, Department]:
        return {fold(name): d for d in self.departments for name in (*d.aliases, d.name)}

    def person(self, address: str) -> Person | None:
        """The person behind any of their addresses, whether or not they have left."""
        return self._by_address.get(address.lower())

    def named(self, name: str) -> tuple[Person, ...]:
        """Everybody of that name (two people may share one), those who have left after the others."""
        wanted = fold(name)
        found = [p for p in self.people if fold(p.name) == wanted]
        return tuple(sorted(found, key=lambda p: p.left))

    def department(self, name: str) -> Department | None:
        """The department of that name or alias, or whose name that is but for its last word (研发 for 研发部)."""
        found = self._by_department_name.get(fold(name))
        return found or self._by_stem.get(fold(name))

    @cached_property
    def _by_stem(self) -> dict[str, Department]:
        """Names without 部 or 中心, where they mean one department."""
        stems: dict[str, list[Department]] = {}
        for one in self.departments:
            for stem in {fold(one.name).removesuffix(end) for end in _ENDS if fold(one.name).endswith(end)}:
                stems.setdefault(stem, []).append(one)
        return {stem: found[0] for stem, found in stems.items() if len(found) == 1 and len(stem) > 1}

    def mailbox(self, address: str) -> Department | None:
        """The department whose shared mailbox this is."""
        return self._by_mailbox.get(address.lower())

    def members(self, department: str) -> tuple[Person, ...]:
        wanted = self.department(department)
        if wanted is None:
            return ()
        return tuple(p for p in self.people if not p.left and p.department and self.department(p.department) is wanted)

    def contacts(self, department: str) -> tuple[Person, ...]:
        """Who speaks for a department, in the order of the rules."""
        found = self.department(department)
        people = [self.person(address) for address in found.contacts] if found else []
        return tuple(p for p in people if p is not None and not p.left)

    @cached_property
    def businesses(self) -> tuple[Department, ...]:
        """The business departments: those whose contact has the role `business` (SPEC 9 "Plans")."""
        return tuple(d for d in self.departments if any(Role.BUSINESS in p.roles for p in self.contacts(d.name)))

    def is_business(self, department: str) -> bool:
        """Whether the department of that name or alias is a business department."""
        found = self.department(department)
        return any(one is found for one in self.businesses)

    def with_role(self, role: Role, product: str | None = None) -> tuple[Person, ...]:
        """People of a role; whose roles are limited to products, only for those."""
        return tuple(
            p
            for p in self.people
            if role in p.roles
            and not p.left
            and (not p.products or product is None or fold(product) in {fold(x) for x in p.products})
        )

    def principals(self, address: str) -> tuple[Person, ...]:
        """The people for whom this address may act as assistant."""
        return tuple(p for p in self.people if address.lower() in p.assistants)

    def stand_in(self, person: Person, day: date) -> Person:
        """Who is reminded instead of a person on that day: the deputy while they are away, else themselves."""
        seen: set[str] = set()
        while person.address not in seen:
            seen.add(person.address)
            away = next((a for a in person.away if a.from_ <= day <= a.until), None)
            deputy = self.person(away.deputy) if away and away.deputy else None
            if deputy is None or deputy.left:
                return person
            person = deputy
        return person

    def names(self) -> Sequence[str]:
        return [p.name for p in self.people if not p.left]


def directory_of(people: People) -> Directory:
    """The directory that people.toml describes.

    Whoever is named by a second address is known by the first. A manager who has left is none. A department that people
    name and no [[department]] describes exists all the same, without contacts.
    """
    first = {address: person.address for person in people.person for address in person.addresses}
    gone = {person.address for person in people.person if person.left}

    def known(address: str) -> str:
        return first.get(address, address)

    def away(absence: Away) -> Away:
        return replace(absence, deputy=known(absence.deputy)) if absence.deputy else absence

    def person(p: Person) -> Person:
        manager = known(p.manager) if p.manager else None
        return replace(
            p,
            manager=None if manager in gone else manager,
            assistants=tuple(map(known, p.assistants)),
            away=tuple(map(away, p.away)),
        )

    named = {fold(name) for d in people.department for name in (d.name, *d.aliases)}
    implied: dict[str, Department] = {}
    for p in people.person:
        if p.department and fold(p.department) not in named:
            implied.setdefault(fold(p.department), Department(name=p.department))
    described = [replace(d, contacts=tuple(map(known, d.contacts))) for d in people.department]
    return Directory(tuple(map(person, people.person)), (*described, *implied.values()))
