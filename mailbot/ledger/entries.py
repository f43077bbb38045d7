"""entries: the append-only record. One row a change: who, when, from which mail or tick, what; nothing here updates."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from peewee import chunked, fn

from mailbot.campaign.changes import Change
from mailbot.campaign.evolve import evolve
from mailbot.campaign.model import Campaign
from mailbot.ledger.codec import change_from_json, change_to_json
from mailbot.ledger.tables import Keeper, tuples, value_of
from mailbot.value import Value

_BATCH = 1000


class Entry(Value, kw_only=True):
    """`number` counts in the campaign from 1. `mail` and `tick` are the ids of what caused it (one of them, or neither);
    `rules` and `version` the hash of the rules and the version of the program then in force."""

    id: int
    campaign: str
    number: int
    at: datetime
    by: str
    change: Change
    mail: int | None
    tick: int | None
    rules: str
    version: str


class Entries(Keeper):
    def append(
        self,
        campaign: str,
        changes: Sequence[Change],
        *,
        mail: int | None = None,
        tick: int | None = None,
        rules: str = "",
        version: str = "",
    ) -> None:
        """Record the changes of a campaign in order, inside the caller's transaction."""
        if not changes:
            return
        t = self._tables.entry
        last = t.select(fn.MAX(t.number)).where(t.campaign == campaign).scalar() or 0
        cause = {"campaign": campaign, "mail": mail, "tick": tick, "rules": rules, "version": version}
        rows = [
            {**cause, "number": number, "at": change.at, "by": change.by, "type": kind, "payload": payload}
            for number, change in enumerate(changes, last + 1)
            for kind, payload in (change_to_json(change),)
        ]
        for batch in chunked(rows, _BATCH):
            t.insert_many(batch).execute()

    def of_campaign(self, code: str) -> list[Entry]:
        """The whole timeline of a campaign, oldest first."""
        t = self._tables.entry
        return self._read(t.campaign == code, (t.number,))

    def of_mail(self, mail: int) -> list[Entry]:
        """What a mail (its id in the archive) changed."""
        t = self._tables.entry
        return self._read(t.mail == mail, (t.id,))

    def of_tick(self, tick: int) -> list[Entry]:
        t = self._tables.entry
        return self._read(t.tick == tick, (t.id,))

    def between(self, since: datetime, until: datetime) -> list[Entry]:
        """Entries of all campaigns with since <= at < until, oldest first (the digest's week)."""
        t = self._tables.entry
        return self._read((t.at >= since) & (t.at < until), (t.at, t.id))

    def changed_between(self, since: datetime, until: datetime) -> dict[str, set[str]]:
        """code → names of the types of its changes in that time, without reading their values."""
        t = self._tables.entry
        found: dict[str, set[str]] = {}
        query = t.select(t.campaign, t.type).where((t.at >= since) & (t.at < until)).distinct()
        for code, kind in tuples(query):
            found.setdefault(code, set()).add(kind)
        return found

    def all(self) -> Iterator[Entry]:
        """Every entry in the order of recording, a thousand at a time."""
        t = self._tables.entry
        last = 0
        while batch := self._read(t.id > last, (t.id,), _BATCH):
            yield from batch
            last = batch[-1].id

    def project(self, code: str, *, before: int | None = None) -> Campaign | None:
        """The campaign as the entries give it, or as it stood before the entry of that number (what UNDO brings back).

        None where there are no entries. ValueError, naming the entry, where they do not fit together.
        """
        campaign: Campaign | None = None
        for entry in self.of_campaign(code):
            if before is not None and entry.number >= before:
                break
            try:
                campaign = evolve(campaign, entry.change)
            except (ValueError, KeyError, TypeError, StopIteration) as error:
                kind = type(entry.change).__name__
                raise ValueError(f"entry {entry.number} of {code} ({kind}) does not fit: {error!r}") from error
        return campaign

    def any_before(self, moment: datetime) -> bool:
        """Whether anything had been recorded by then."""
        t = self._tables.entry
        return bool(t.select().where(t.at <= moment).exists())

    def campaigns(self) -> list[str]:
        """Codes of all campaigns that have entries, in the order of their codes."""
        t = self._tables.entry
        return [code for (code,) in tuples(t.select(t.campaign).distinct().order_by(t.campaign))]

    def count(self) -> int:
        return int(self._tables.entry.select().count())

    def _read(self, condition: Any, order: tuple[Any, ...], limit: int | None = None) -> list[Entry]:
        query = self._tables.entry.select().where(condition).order_by(*order).limit(limit)
        return [value_of(Entry, row, change=change_from_json(row.type, row.payload)) for row in query]
