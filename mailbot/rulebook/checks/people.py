"""company.toml, people.toml: hours that follow one another, a bot in the company's domains; nobody shares an address, and whoever is named is somebody."""

from collections.abc import Iterator, Mapping
from datetime import time

from mailbot.rulebook.checks.spoken import Spoken, clashes
from mailbot.rulebook.faults import Fault, mistaken
from mailbot.rulebook.folding import fold, nearest
from mailbot.rulebook.locate import Path
from mailbot.rulebook.shapes import Company, People

_FILE, _COMPANY = "people.toml", "company.toml"


def people_faults(people: People, company: Company | None) -> Iterator[Fault]:
    """`company` None: company.toml is faulty itself, and what depends on it is not looked at."""
    yield from _addresses(people, company)
    yield from clashes(_departments(people), "a name that no other department has")
    yield from _references(people, company)


def _addresses(people: People, company: Company | None) -> Iterator[Fault]:
    words = [
        Spoken(_FILE, ("person", n, "addresses", i), address, f"person[{n}]")
        for n, person in enumerate(people.person)
        for i, address in enumerate(person.addresses)
    ]
    words += [
        Spoken(_FILE, ("department", n, "mailboxes", i), address, department.name)
        for n, department in enumerate(people.department)
        for i, address in enumerate(department.mailboxes)
    ]
    if company:
        words.insert(0, Spoken(_COMPANY, ("company", "bot"), company.bot, "the bot"))
    yield from clashes(words, "an address that nobody else has")


def _departments(people: People) -> Iterator[Spoken]:
    for n, department in enumerate(people.department):
        owner = f"department[{n}]"
        yield Spoken(_FILE, ("department", n, "name"), department.name, owner)
        for i, alias in enumerate(department.aliases):
            yield Spoken(_FILE, ("department", n, "aliases", i), alias, owner)


def _references(people: People, company: Company | None) -> Iterator[Fault]:
    known = {address: n for n, person in enumerate(people.person) for address in person.addresses}
    names = {fold(word): word for d in people.department for word in (d.name, *d.aliases)}
    for n, person in enumerate(people.person):
        at: Path = ("person", n)
        if person.left:  # an export need not tidy up behind whoever has left
            continue
        if person.department and fold(person.department) not in names:
            # A department may go without a [[department]] of its own; one that is a slip from another is a slip.
            near = nearest(person.department, names.values())
            if near:
                text = mistaken(person.department, f"one of {', '.join(d.name for d in people.department)}", [near])
                yield Fault(_FILE, (*at, "department"), text)
        if person.manager and person.manager not in known and not _reachable(person.manager, known, company):
            yield _nobody((*at, "manager"), person.manager, known)
        for i, assistant in enumerate(person.assistants):
            if assistant not in known:
                yield _nobody((*at, "assistants", i), assistant, known)
        for i, away in enumerate(person.away):
            if away.until < away.from_:
                text = f"found {away.until} after {away.from_}; expected an end that is not before the start"
                yield Fault(_FILE, (*at, "away", i, "until"), text)
            if away.deputy and away.deputy not in known:
                yield _nobody((*at, "away", i, "deputy"), away.deputy, known)
            elif away.deputy in person.addresses:
                text = mistaken(away.deputy, f"somebody else than {person.name} to stand in")
                yield Fault(_FILE, (*at, "away", i, "deputy"), text)
    for n, department in enumerate(people.department):
        for i, contact in enumerate(department.contacts):
            if contact not in known:
                yield _nobody(("department", n, "contacts", i), contact, known)


def _reachable(address: str, known: Mapping[str, int], company: Company | None) -> bool:
    """Whether the bot may write to somebody who is not in the directory: an export of a part of the company names
    managers outside that part. An address a slip away from a known one is a slip."""
    if nearest(address, known, limit=2):
        return False
    return company is None or address.rpartition("@")[2] in company.domains


def _nobody(path: Path, address: str, known: Mapping[str, int]) -> Fault:
    return Fault(_FILE, path, mistaken(address, "an address of a [[person]]", known))


def company_faults(company: Company) -> Iterator[Fault]:
    start, end = company.hours
    if start >= end:
        yield Fault(_COMPANY, ("company", "hours"), f"found {_span(company.hours)}; expected a start before the end")
    elif company.lunch and not start < company.lunch[0] < company.lunch[1] < end:
        wanted = f"a break within {_span(company.hours)}, its start before its end"
        yield Fault(_COMPANY, ("company", "lunch"), f"found {_span(company.lunch)}; expected {wanted}")
    domain = company.bot.rpartition("@")[2]
    if not any(domain == own or domain.endswith("." + own) for own in company.domains):
        text = mistaken(company.bot, f"an address in one of the company's domains ({', '.join(company.domains)})")
        yield Fault(_COMPANY, ("company", "bot"), text)
    for n, address in enumerate(company.lists):
        if address == company.bot:
            yield Fault(
                _COMPANY, ("company", "lists", n), mistaken(address, "a mailing list, not the bot's own address")
            )


def _span(hours: tuple[time, time]) -> str:
    return f"{hours[0]:%H:%M} to {hours[1]:%H:%M}"
