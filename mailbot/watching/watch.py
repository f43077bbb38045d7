"""watch: the bot watches itself: the admin is told once that something is wrong, and once that it is over (SPEC 6)."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from mailbot.apply import queue
from mailbot.campaign.audience import to_admins
from mailbot.campaign.outcome import Notice
from mailbot.fetch_tables import ALL, FAILING
from mailbot.house import House
from mailbot.watching.daily_count import COUNTED
from mailbot.watching.probe import probe_lost
from mailbot.watching.selfwatch import CERTIFICATE

_SILENT = timedelta(hours=1)
_FULL = 500
_AHEAD = timedelta(days=14)  # so long before they expire the admin is told of credentials and certificates
_IN_A_ROW = 3  # tries of a back end that fail before the admin is told of what may pass


def watch(house: House, now: datetime, *, since: datetime | None = None) -> list[str]:
    """Looks at everything once; returns the names of what is wrong now. `since`: when the service began, before which nobody
    could have fetched."""
    wrong = dict(_wrong(house, now, since))
    told = {key.removeprefix("watch:") for key in house.ledger.meta.items("watch:")}
    if wrong.keys() != told:
        with house.ledger.transaction():
            for name in wrong.keys() - told:
                house.ledger.meta.set(f"watch:{name}", now.isoformat())
            for name in told - wrong.keys():
                house.ledger.meta.remove(f"watch:{name}")
            for name in (*sorted(wrong.keys() - told), *sorted(told - wrong.keys())):
                queue(_notice(house, name, wrong.get(name, ""), over=name in told), house, now)
    return sorted(wrong)


def _wrong(house: House, now: datetime, since: datetime | None) -> Iterator[tuple[str, str]]:
    """(name, details) of each thing that is not as it should be."""
    fetched = house.ledger.meta.get("fetched")
    known = [m for m in (since, datetime.fromisoformat(fetched) if fetched else None) if m is not None]
    if known and now - max(known) > _SILENT:
        yield "nothing-fetched", fetched or ""
    yield from _at_the_servers(house, now)
    counts = house.ledger.outbox.counts()
    waiting = counts.get("waiting", 0) + counts.get("deferred", 0)
    if waiting > _FULL:
        yield "outbox-full", str(waiting)
    if counts.get("held"):
        yield "template-at-fault", str(counts["held"])
    for key, failing in house.ledger.meta.items(FAILING).items():
        told = {code: failed for code, failed in failing.items() if failed["lasting"] or failed["times"] >= _IN_A_ROW}
        if told:
            yield key, _failures(key.removeprefix(FAILING), told)


def _at_the_servers(house: House, now: datetime) -> Iterator[tuple[str, str]]:
    if lost := probe_lost(house, now):
        yield "probe-lost", lost
    counted = house.ledger.meta.get(COUNTED)
    if counted and counted["missing"]:
        shown = ", ".join(map(str, counted["missing"][:10]))
        yield "unaccounted", f"{len(counted['missing'])} / {counted['there']} (UID {shown})"
    soon, settings = now.astimezone(house.rules.zone).date() + _AHEAD, house.settings
    for what, day in (
        *(
            (f"{s.user}@{s.host}" if "@" not in s.user else f"{s.user}, {s.host}", s.expires)
            for s in (settings.mailbox, settings.submission)
            if s
        ),
        *((backend.name, backend.expires) for backend in settings.backends),
    ):
        if day is not None and day <= soon:
            yield f"credentials:{what}", f"{what}: {day}"
    hosts = {s.host for s in (settings.mailbox, settings.submission) if s}
    for key, until in house.ledger.meta.items(CERTIFICATE).items():
        host = key.removeprefix(CERTIFICATE)
        if host in hosts and (day := datetime.fromisoformat(until).astimezone(house.rules.zone).date()) <= soon:
            yield f"certificate:{host}", f"{host}: {day}"


def _failures(name: str, failing: Mapping[str, Any]) -> str:
    """What a back end fails at: itself, else the first campaigns of which it gives no table."""
    shown = [failed["why"] if code == ALL else f"{code}: {failed['why']}" for code, failed in sorted(failing.items())]
    return f"{name}: " + "; ".join(shown[:3]) + (f" (+{len(shown) - 3})" if len(shown) > 3 else "")


def _notice(house: House, name: str, details: str, *, over: bool) -> list[Notice]:
    what, _, which = name.partition(":")
    return to_admins("watch", house.rules, what=what, details=details or which, on=not over)
