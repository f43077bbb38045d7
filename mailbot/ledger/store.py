"""store: the present state of campaigns in real tables. `save` writes only what differs; `load` gives an equal Campaign."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from peewee import chunked

from mailbot.campaign.model import Campaign
from mailbot.ledger import shelves
from mailbot.ledger.codec import from_json
from mailbot.ledger.database import Postgres
from mailbot.ledger.tables import Keeper, insert_new, tuples
from mailbot.rulebook.folding import fold

# How many campaigns are read with one query a table; bounded by what SQLite takes as parameters, and by memory.
_BATCH = 200
OPEN = ("planning", "tracking", "finalizing")


class Store(Keeper):
    # --- one campaign -----------------------------------------------------------------------------------------------

    def save(self, campaign: Campaign, wake_at: datetime | None) -> None:
        """Write what differs from the state kept. `wake_at`: when the clock next has something to do here (None: never).

        IntegrityError where a promise would be broken, as by a second `Reminded` of one (item, term, step, person).
        """
        with self._database.atomic():
            self._save_head(shelves.head(campaign) | {"wake_at": wake_at})
            for shelf in shelves.SHELVES:
                self._save_rows(shelf, campaign.code, shelf.rows(campaign))
            self._save_participants(campaign.code, shelves.participants(campaign))

    def load(self, code: str, *, lock: bool = False) -> Campaign | None:
        """The campaign, or None. `lock`: nobody else may decide about it until this transaction ends (PostgreSQL; on
        SQLite the transaction itself is alone)."""
        if lock and isinstance(self._database, Postgres):
            t = self._tables.campaign
            t.select(t.code).where(t.code == code).for_update().execute()
        return next(self.load_many([code]), None)

    def load_many(self, codes: Iterable[str]) -> Iterator[Campaign]:
        """The campaigns of these codes in the order given; unknown codes are passed over. A query a table and batch."""
        for batch in chunked(codes, _BATCH):
            found = self._load_batch(batch)
            yield from (found[code] for code in batch if code in found)

    def exists(self, code: str) -> bool:
        return bool(self._tables.campaign.select().where(self._tables.campaign.code == code).exists())

    def thread(self, code: str) -> str:
        """The Message-ID of the campaign's plan, '' where there is none: its own row alone is read."""
        row: Any = self._tables.campaign.select().where(self._tables.campaign.code == code).dicts().first()
        return str(shelves.head_data(row).get("thread", "")) if row else ""

    def wake_at(self, code: str) -> datetime | None:
        t = self._tables.campaign
        row = t.select(t.wake_at).where(t.code == code).first()
        return row.wake_at if row else None

    def wake(self, code: str, at: datetime | None) -> None:
        """Set a campaign's `wake_at` alone: the clock has looked, and nothing else has changed."""
        t = self._tables.campaign
        t.update(wake_at=at).where(t.code == code).execute()

    # --- many campaigns ---------------------------------------------------------------------------------------------

    def all(self) -> Iterator[Campaign]:
        """Every campaign in the order of opening, a batch at a time."""
        return self.load_many(self.codes())

    def codes(self, stages: Sequence[str] | None = None) -> list[str]:
        """Codes of all campaigns, or of those in these stages, in the order of opening."""
        t = self._tables.campaign
        query = t.select(t.code).order_by(t.opened_at, t.code)
        if stages is not None:
            query = query.where(t.stage.in_(list(stages)))
        return [code for (code,) in tuples(query)]

    def due(self, now: datetime, limit: int | None = None) -> list[str]:
        """Codes of campaigns whose `wake_at` has come, the longest waiting first: found by an index, whatever exists."""
        t = self._tables.campaign
        query = t.select(t.code).where(t.wake_at <= now).order_by(t.wake_at, t.code).limit(limit)
        return [code for (code,) in tuples(query)]

    # --- search -----------------------------------------------------------------------------------------------------

    def of_product(self, product: str) -> list[str]:
        """Codes of open campaigns for a product, whatever its width and case."""
        t = self._tables.campaign
        return self._among({code for (code,) in tuples(t.select(t.code).where(t.product_key == fold(product)))})

    def of_subject(self, bare_subject: str) -> list[str]:
        """Codes of open campaigns whose plan, or any mail in them, has this bare subject."""
        t, m = self._tables.campaign, self._tables.mail
        key = fold(bare_subject)
        if not key:
            return []
        taken = (m.subject_key == key) & m.verdict.in_(["accepted", "rejected"]) & m.campaign.is_null(False)
        codes = {code for (code,) in tuples(m.select(m.campaign).where(taken).distinct())}
        codes.update(code for (code,) in tuples(t.select(t.code).where(t.title_key == key)))
        return self._among(codes)

    def of_person(self, *who: str, open_only: bool = True) -> list[str]:
        """Codes of campaigns in which any of these (addresses, names of departments) has a part."""
        p = self._tables.participant
        codes = {code for (code,) in tuples(p.select(p.campaign).where(p.who.in_(list(who))))}
        return self._among(codes, open_only=open_only)

    def participants(self, code: str) -> frozenset[str]:
        """Addresses and names of departments that have a part in the campaign."""
        p = self._tables.participant
        return frozenset(who for (who,) in tuples(p.select(p.who).where(p.campaign == code)))

    def _among(self, codes: set[str], *, open_only: bool = True) -> list[str]:
        """Those of the codes that are wanted, in the order of opening. The codes are found first, by an index each: in
        one query with the stage SQLite would rather go through every open campaign."""
        t = self._tables.campaign
        found: list[tuple[Any, ...]] = []
        for batch in chunked(sorted(codes), _BATCH):
            here = t.code.in_(batch)
            found += tuples(t.select(t.opened_at, t.code).where(here & t.stage.in_(OPEN) if open_only else here))
        return [code for _, code in sorted(found)]

    # --- codes ------------------------------------------------------------------------------------------------------

    def next_code(self, prefix: str, year: int) -> str:
        """Allot a code: (`SU`, 2026) → `SU-2026-0007`. One sequence a prefix and year; what is rolled back was not allotted."""
        t = self._tables.counter
        name = f"{prefix}-{year:04d}"
        with self._database.atomic():
            counted = t.update(last=t.last + 1).where(t.name == name).execute()
            if not counted:
                insert_new(t.name, {"name": name, "last": 0})
                t.update(last=t.last + 1).where(t.name == name).execute()
            number = t.select(t.last).where(t.name == name).scalar()
        return f"{name}-{number:04d}"

    def took(self, code: str) -> None:
        """A code that was allotted before is known to be: the next one of its sequence comes after it."""
        t = self._tables.counter
        name, _, number = code.rpartition("-")
        if number.isdigit():
            insert_new(t.name, {"name": name, "last": 0})
            t.update(last=int(number)).where((t.name == name) & (t.last < int(number))).execute()

    def release(self, code: str) -> bool:
        """Take back an allotment that came to nothing: True if it was the last one and no campaign bears the code."""
        t = self._tables.counter
        name, _, number = code.rpartition("-")
        if not number.isdigit() or self.exists(code):
            return False
        last = int(number)
        return bool(t.update(last=last - 1).where((t.name == name) & (t.last == last)).execute())

    # --- rows -------------------------------------------------------------------------------------------------------

    def _load_batch(self, codes: list[str]) -> dict[str, Campaign]:
        t = self._tables.campaign
        heads: Any = t.select().where(t.code.in_(codes)).dicts()
        data = {row["code"]: shelves.head_data(row) for row in heads}
        for shelf in shelves.SHELVES:
            for campaign in data.values():
                campaign[shelf.field] = []
            for code, values in self._read_rows(shelf, list(data)):
                data[code][shelf.field].append(shelf.data(values))
        return {code: from_json(Campaign, values) for code, values in data.items()}

    def _read_rows(self, shelf: shelves.Shelf, codes: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
        t: Any = getattr(self._tables, shelf.table)
        columns = [getattr(t, name) for name in shelf.all_columns]
        query = t.select(t.campaign, *columns).where(t.campaign.in_(codes)).order_by(t.campaign, t.position)
        for code, *values in query.tuples():
            yield code, dict(zip(shelf.all_columns, values, strict=True))

    def _save_head(self, row: dict[str, Any]) -> None:
        t = self._tables.campaign
        old: Any = t.select().where(t.code == row["code"]).dicts().first()
        if old is None:
            t.insert(row).execute()
            return
        changed = {name: value for name, value in row.items() if old[name] != value}
        if changed:
            t.update(changed).where(t.code == row["code"]).execute()

    def _save_rows(self, shelf: shelves.Shelf, code: str, rows: list[dict[str, Any]]) -> None:
        t: Any = getattr(self._tables, shelf.table)
        old = {shelf.key_of(values): values for _, values in self._read_rows(shelf, [code])}
        new = []
        for row in rows:
            before = old.pop(shelf.key_of(row), None)
            if before is None:
                new.append(row | {"campaign": code})
            elif changed := {name: value for name, value in row.items() if before[name] != value}:
                t.update(changed).where(self._one(t, shelf, code, row)).execute()
        for gone in old.values():
            t.delete().where(self._one(t, shelf, code, gone)).execute()
        for batch in chunked(new, _BATCH):
            t.insert_many(batch).execute()

    def _one(self, t: Any, shelf: shelves.Shelf, code: str, row: dict[str, Any]) -> Any:
        condition = t.campaign == code
        for name in shelf.key:
            condition &= getattr(t, name) == row[name]
        return condition

    def _save_participants(self, code: str, wanted: frozenset[str]) -> None:
        p = self._tables.participant
        present = self.participants(code)
        gone, new = present - wanted, sorted(wanted - present)
        if gone:
            p.delete().where((p.campaign == code) & p.who.in_(sorted(gone))).execute()
        if new:
            p.insert_many([{"campaign": code, "who": who} for who in new]).execute()
