"""check_backends: each configured back end asked once for a campaign's table, nothing recorded (SPEC 8 `check`)."""

from collections.abc import Iterator, Sequence
from typing import Literal

from mailbot.campaign.model import Campaign
from mailbot.errors import MailbotError, TableError
from mailbot.fetch_tables import asked_of, backend_of
from mailbot.inbound.backend import BackEnd
from mailbot.inbound.forms.tables.fetchedtable import read_fetched
from mailbot.rulebook.rules import Rules
from mailbot.settings.backend import BackEndSettings
from mailbot.value import Value


class Asked(Value):
    name: str
    state: Literal["ok", "warning", "wrong"]
    details: str


def check_backends(backends: Sequence[BackEndSettings], rules: Rules, campaigns: Sequence[Campaign]) -> Iterator[Asked]:
    """`campaigns` are the open ones: each back end is asked for the first that is its own. Where it has none yet, that it
    answers at all is what can be seen."""
    for backend in backends:
        for kind in backend.kinds:
            if kind not in rules.kinds:
                yield Asked(backend.name, "wrong", f"kinds: there is no kind {kind} ({', '.join(rules.kinds)})")
        own = next((c for c in campaigns if backend_of(c, backends) is backend), None)
        try:
            answer = BackEnd(backend).ask(asked_of(own) if own else {})
            if own is None:
                yield Asked(
                    backend.name,
                    "ok",
                    f"answers {len(answer.octets):,} octets; no open campaign of its own to try it on",
                )
                continue
            rows = read_fetched(answer, own, rules)
            counted = ", ".join(f"{r.version or f'{r.parameter} = {r.value}'}: {r.count}" for r in rows[:3])
            yield Asked(backend.name, "ok", f"{own.code}: {len(rows)} rows ({counted}{', …' if len(rows) > 3 else ''})")
        except TableError as error:
            about = f"{own.code}: {error}" if own else f"{error}; no open campaign of its own to try it on"
            yield Asked(backend.name, "wrong" if own else "warning", about)
        except MailbotError as error:
            yield Asked(backend.name, "wrong", str(error))
