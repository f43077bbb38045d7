"""leases: who of several services on PostgreSQL holds a mailbox or a clock job. On SQLite the lock file has settled it,
and a lease is simply given."""

from datetime import UTC, datetime, timedelta

from mailbot.ledger.database import AnyDatabase, Postgres
from mailbot.ledger.tables import Tables


class Leases:
    def __init__(self, database: AnyDatabase, tables: Tables):
        self._database, self._tables = database, tables

    def take(self, name: str, holder: str, seconds: float) -> bool:
        """Take or prolong a lease: True if `holder` has it for the next `seconds`, by the database's own clock."""
        t = self._tables.lease
        now = self._now()
        until = now + timedelta(seconds=seconds)
        with self._database.atomic():
            new = t.insert(name=name, holder=holder, until=until)
            if new.on_conflict(conflict_target=[t.name], action="IGNORE").as_rowcount().execute():
                return True
            free = (t.holder == holder) | (t.until <= now)
            return bool(t.update(holder=holder, until=until).where((t.name == name) & free).execute())

    def give_back(self, name: str, holder: str) -> None:
        """End a lease before its time; somebody else's is left alone."""
        t = self._tables.lease
        t.delete().where((t.name == name) & (t.holder == holder)).execute()

    def holders(self) -> list[str]:
        """Who has a lease now: the services that run."""
        t = self._tables.lease
        return sorted({row.holder for row in t.select(t.holder).where(t.until > self._now())})

    def _now(self) -> datetime:
        if isinstance(self._database, Postgres):
            now: datetime = self._database.execute_sql("SELECT clock_timestamp()").fetchone()[0]
            return now
        return datetime.now(UTC)
