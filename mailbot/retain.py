"""retain: removes the octets of mails that the company does not want to keep any longer, and records that it did (SPEC 4)."""

import logging
from datetime import UTC, datetime, timedelta

from mailbot import __version__
from mailbot.campaign.case import company_days
from mailbot.house import House
from mailbot.value import Value

log = logging.getLogger("mailbot.retention")

_LAST = "retention"  # the day on which it was last done
_BATCH = 500


class Retained(Value, kw_only=True):
    """What was removed: mails' octets and fetched tables decided before `until`; `octets` as they lay in the ledger."""

    until: datetime
    mails: int = 0
    octets: int = 0
    tables: int = 0


def retain_daily(house: House, now: datetime) -> None:
    """Once a day of the company's."""
    today = company_days(house.rules).day_of(now).isoformat()
    if house.ledger.meta.get(_LAST) != today:
        retain(house, now)
        house.ledger.meta.set(_LAST, today)


def retain(house: House, now: datetime, *, preview: bool = False) -> Retained:
    """Removes what is older than `keep_days`; nothing where they are 0. A campaign counts from its end. Some mails a
    transaction, each with its record: it may break off anywhere."""
    until = now - timedelta(days=house.settings.ledger.keep_days)
    if not house.settings.ledger.keep_days:
        return Retained(until=until)
    ledger = house.ledger
    ended = ledger.store.load_many(ledger.store.codes(("closed", "cancelled")))
    over = frozenset(c.code for c in ended if c.stage_since is not None and c.stage_since < until)
    mails = list(ledger.retention.mails(until, over))
    tables = ledger.retention.tables(until, over)
    if not preview:
        for start in range(0, len(mails), _BATCH):
            batch = [id for id, _ in mails[start : start + _BATCH]]
            with ledger.transaction():
                ledger.retention.remove(batch)
                _record(house, now, until, mails=batch)
        if tables:
            with ledger.transaction():
                ledger.retention.remove_tables(tables)
                _record(house, now, until, tables=tables)
        log.info("retention", extra={"mails": len(mails), "tables": len(tables)})
    return Retained(until=until, mails=len(mails), octets=sum(octets for _, octets in mails), tables=len(tables))


def _record(house: House, now: datetime, until: datetime, **removed: list[int] | list[str]) -> None:
    detail = {"order": "retention", "until": until.astimezone(UTC).isoformat(), **removed}
    house.ledger.ticks.record(now, what="order", detail=detail, rules=house.rules.hash, version=__version__)
