"""Ledger: the record as one thing with its parts, opened by URL. Whatever must happen together happens in `transaction`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mailbot.errors import LedgerError
from mailbot.ledger.archive import Archive
from mailbot.ledger.database import AnyDatabase, Postgres, Sqlite, backup, connect, snapshot
from mailbot.ledger.entries import Entries
from mailbot.ledger.kept import Fetched, RulesKept
from mailbot.ledger.meta import Leases, Meta, ServiceLock
from mailbot.ledger.migrate import migrate, pending
from mailbot.ledger.outbox import Outbox
from mailbot.ledger.retention import Retention
from mailbot.ledger.store import Store
from mailbot.ledger.tables import Tables
from mailbot.ledger.threads import Threads
from mailbot.ledger.ticks import Ticks
from mailbot.ledger.verify import Difference, verify

_DECIDING = 0x6D61696C  # any number that no other program on the database uses


class Ledger:
    """Its parts may be used from any thread, each thread with a connection of its own; `close` closes them all."""

    def __init__(self, database: AnyDatabase, lock: ServiceLock | None = None):
        self._database, self._lock = database, lock
        self.tables = Tables(database)
        self.meta = Meta(database, self.tables)
        self.archive = Archive(database, self.tables)
        self.entries = Entries(database, self.tables)
        self.store = Store(database, self.tables)
        self.outbox = Outbox(database, self.tables, self.meta)
        self.threads = Threads(self.store, self.archive, self.outbox, self.entries)
        self.ticks = Ticks(database, self.tables)
        self.fetched = Fetched(database, self.tables)
        self.retention = Retention(database, self.tables)
        self.rules_kept = RulesKept(database, self.tables)
        self.leases = Leases(database, self.tables)

    @classmethod
    def open(cls, url: str, *, service: bool = False, read_only: bool = False) -> "Ledger":
        """Open the ledger of a URL (see `database.connect`), its schema brought forward unless `read_only`.

        `service`: the one that runs; on SQLite it holds a lock file, and takes up what it was sending when it last
        ended. LedgerError where the database cannot be reached, is newer than this program, or is another service's.
        """
        database = connect(url, read_only=read_only)
        lock = ServiceLock(f"{database.path}.lock") if service and isinstance(database, Sqlite) else None
        try:
            in_memory = isinstance(database, Sqlite) and database.path == ":memory:"
            if in_memory:
                pass
            elif not read_only:
                migrate(database)
            elif lacking := pending(database):
                raise LedgerError(f"the ledger is older than this program (it lacks {lacking[0]}): run mailbot migrate")
            ledger = cls(database, lock)
            if in_memory:
                database.create_tables(ledger.tables.all)  # what all migrations come to, in a tenth of their time
            if lock is not None:
                ledger.outbox.reclaim()
        except BaseException:
            database.close_all()
            if lock is not None:
                lock.release()
            raise
        return ledger

    def close(self) -> None:
        """Close every connection and give up the lock. Nothing may be under way."""
        self._database.close_all()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, and on disk when it ends. Inside another transaction it is a savepoint."""
        with self._database.atomic():
            yield

    @contextmanager
    def deciding(self) -> Iterator[None]:
        """A transaction in which nobody else decides: what is read in it still holds when its effects are written. A mail
        and a tick may concern one campaign; SQLite's writers are alone anyway, PostgreSQL's wait for each other here."""
        with self._database.atomic():
            if isinstance(self._database, Postgres):
                self._database.execute_sql("SELECT pg_advisory_xact_lock(%s)", (_DECIDING,))
            yield

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A part of a transaction that can fail alone: an error takes back what was done in it, and is raised on."""
        if not self._database.in_transaction():
            raise RuntimeError("a savepoint stands inside a transaction")
        with self._database.savepoint():
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Several readings of one moment, whatever is written meanwhile (`export`, `verify`). Nothing is written in it."""
        with snapshot(self._database):
            yield

    def verify(self) -> list[Difference]:
        """What the entries say other than the state tables; [] where they agree."""
        with self.snapshot():
            return list(verify(self.store, self.entries))

    def backup(self, to: Path) -> None:
        """Copy a SQLite ledger as it stands, beside whoever writes. LedgerError for PostgreSQL: its own tools do that."""
        if not isinstance(self._database, Sqlite):
            raise LedgerError("a ledger on PostgreSQL is backed up by pg_dump, or copied by mailbot migrate --to")
        backup(self._database.path, to)

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
