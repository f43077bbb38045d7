"""When the clock ticks: ← and here.

What is due is computed from the ledger alone, so a restart, a missed hour or a second tick changes nothing.
"""

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mailbot import __version__
from mailbot.apply import queue, record
from mailbot.campaign.due import Due, due
from mailbot.house import House
from mailbot.weekly import weekly_digest

log = logging.getLogger("mailbot.clock")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """What one tick did: how many campaigns changed, how many mails were queued."""

    changed: int = 0
    queued: int = 0


def on_clock(house: House, now: datetime) -> Ticked:
    """Does what is due at `now`, once: reminders, prompts, what runs out, the weekly digest."""
    with house.ledger.deciding():
        codes = house.ledger.store.due(now)
        campaigns = list(house.ledger.store.load_many(codes))
        found = due(campaigns, now, house.rules, lambda person: reminder_day(person, house))
        _look_again(set(codes) - set(found.changes), house, now)
        digests = weekly_digest(house, now)
        if not found and not digests:
            return Ticked()
        tick = _record(found, house, now)
        queued = queue((*found.notices, *digests), house, now)
    log.info("tick", extra={"tick": tick, "campaigns": len(found.changes), "queued": len(queued)})
    return Ticked(changed=len(found.changes), queued=len(queued))


def reminder_day(person: str, house: House) -> date | None:
    """The last day on which a person had their reminder."""
    kept = house.ledger.meta.get(f"reminded:{person}")
    return date.fromisoformat(kept) if kept else None


def _look_again(codes: set[str], house: House, now: datetime) -> None:
    """Campaigns that wait for somebody's working hours, or for tomorrow's mail, are looked at again in the next hour."""
    next_hour = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    for code in sorted(codes):
        house.ledger.store.wake(code, next_hour)


def _record(found: Due, house: House, now: datetime) -> int:
    detail = {"campaigns": sorted(found.changes), "notices": len(found.notices)}
    tick = house.ledger.ticks.record(now, detail=detail, rules=house.rules.hash, version=__version__)
    for code, changes in found.changes.items():
        record(changes, house.ledger.store.load(code, lock=True), house, tick=tick)
    for notice in found.notices:
        if notice.once.startswith("reminder:"):
            _, person, day = notice.once.split(":", 2)
            house.ledger.meta.set(f"reminded:{person}", day)
    return tick
