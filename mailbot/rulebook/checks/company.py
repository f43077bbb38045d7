"""company.toml: hours that follow one another, and a bot whose own address the company's domains cover."""

from collections.abc import Iterator
from datetime import time

from mailbot.rulebook.faults import Fault, mistaken
from mailbot.rulebook.shapes import Company

_FILE = "company.toml"


def company_faults(company: Company) -> Iterator[Fault]:
    start, end = company.hours
    if start >= end:
        yield Fault(_FILE, ("company", "hours"), f"found {_span(company.hours)}; expected a start before the end")
    elif company.lunch and not start < company.lunch[0] < company.lunch[1] < end:
        wanted = f"a break within {_span(company.hours)}, its start before its end"
        yield Fault(_FILE, ("company", "lunch"), f"found {_span(company.lunch)}; expected {wanted}")
    domain = company.bot.rpartition("@")[2]
    if not any(domain == own or domain.endswith("." + own) for own in company.domains):
        text = mistaken(company.bot, f"an address in one of the company's domains ({', '.join(company.domains)})")
        yield Fault(_FILE, ("company", "bot"), text)
    for n, address in enumerate(company.lists):
        if address == company.bot:
            yield Fault(_FILE, ("company", "lists", n), mistaken(address, "a mailing list, not the bot's own address"))


def _span(hours: tuple[time, time]) -> str:
    return f"{hours[0]:%H:%M} to {hours[1]:%H:%M}"
