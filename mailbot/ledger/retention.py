"""retention: which octets of mails and tables may go, and their going. What was decided, its entries and what was sent stay.

A mail without octets is one whose octets were removed; it is still known by its hash, its Message-ID and where it lay.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from peewee import chunked, fn

from mailbot.ledger.tables import Keeper, tuples

_BATCH = 500
_NOT_LEFT_YET = ("waiting", "deferred", "sending", "held")  # an entry of the outbox that may still ask for its mail


class Retention(Keeper):
    def mails(self, before: datetime, over: Collection[str]) -> Iterator[tuple[int, int]]:
        """(id, octets as they lie) of each mail decided before a time that was ignored, or belongs to the campaigns that are
        `over` and to no other. What waits for an operator or for the outbox is none."""
        t = self._tables.mail
        ended = frozenset(over)
        last = 0
        while True:
            here = (t.id > last) & (t.state == "decided") & (t.decided_at < before) & (t.verdict != "quarantined")
            size = fn.LENGTH(t.octets)
            query = t.select(t.id, t.campaign, t.verdict, size).where(here & (size > 0)).order_by(t.id).limit(_BATCH)
            batch = tuples(query)
            if not batch:
                return
            last = batch[-1][0]
            needed = self._needed([id for id, *_ in batch], ended)
            for id, campaign, verdict, octets in batch:
                done = campaign in ended or (campaign is None and verdict == "ignored")
                if done and id not in needed:
                    yield id, octets

    def remove(self, mails: Sequence[int]) -> None:
        t = self._tables.mail
        for batch in chunked(mails, _BATCH):
            t.update(octets=b"").where(t.id.in_(batch)).execute()

    def removed(self) -> tuple[int, datetime | None]:
        """How many mails have lost their octets, and when the last of them was decided."""
        t = self._tables.mail
        here = (t.state == "decided") & (fn.LENGTH(t.octets) == 0)
        return t.select().where(here).count(), t.select(fn.MAX(t.decided_at)).where(here).scalar()

    def tables(self, before: datetime, over: Collection[str]) -> list[str]:
        """Hashes of fetched tables that only campaigns which are `over` have taken, all before that time."""
        t, f = self._tables.tick, self._tables.fetched
        kept = {hash for (hash,) in tuples(f.select(f.hash))}
        ticks = tuples(t.select(t.at, t.detail).where(t.what == "fetch"))
        needed = {detail.get("table") for at, detail in ticks if at >= before or detail.get("campaign") not in over}
        return sorted({detail["table"] for _, detail in ticks if detail.get("table") in kept} - needed)

    def remove_tables(self, hashes: Sequence[str]) -> None:
        f = self._tables.fetched
        for batch in chunked(hashes, _BATCH):
            f.delete().where(f.hash.in_(batch)).execute()

    def _needed(self, mails: Sequence[int], over: Collection[str]) -> set[int]:
        """Those that changed a campaign which is not over (one mail may answer rows of several), or whose files a mail that has
        not left yet hands on."""
        e, p = self._tables.entry, self._tables.outbox
        changed = tuples(e.select(e.mail, e.campaign).where(e.mail.in_(list(mails))).distinct())
        awaited = tuples(p.select(p.mail, p.facts).where(p.mail.in_(list(mails)) & p.state.in_(_NOT_LEFT_YET)))
        handed_on = {id for id, facts in awaited if facts.get("files")}
        return {id for id, campaign in changed if campaign not in over} | handed_on
