"""Meta, Leases: what the house keeps of itself: small facts by key, flags that are told once, and who of several services acts.

On SQLite one service holds a lock file for as long as it lives, however it ends, and a lease is simply given; on PostgreSQL each
mailbox and clock job is leased.
"""

import fcntl
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from peewee import fn

from mailbot.errors import LedgerError
from mailbot.ledger.database import Postgres
from mailbot.ledger.tables import Keeper, insert_new, tuples


class Meta(Keeper):
    def get(self, key: str, default: Any = None) -> Any:
        """The value kept under a key (JSON), or the default."""
        t = self._tables.meta
        row = t.select(t.value).where(t.key == key).first()
        return row.value if row else default

    def set(self, key: str, value: Any) -> None:
        t = self._tables.meta
        t.insert(key=key, value=value).on_conflict(conflict_target=[t.key], update={t.value: value}).execute()

    def set_new(self, key: str, value: Any = True) -> bool:
        """Keep a value unless the key has one already: True the first time, so "the admin is told once"."""
        return insert_new(self._tables.meta.key, {"key": key, "value": value})

    def remove(self, key: str) -> bool:
        """Forget a key: True if it was there, so "and once when it is over"."""
        t = self._tables.meta
        return bool(t.delete().where(t.key == key).execute())

    def items(self, prefix: str) -> dict[str, Any]:
        """Everything whose key begins with the prefix, by key, in order."""
        t = self._tables.meta
        return dict(sorted(tuples(t.select(t.key, t.value).where(fn.SUBSTR(t.key, 1, len(prefix)) == prefix))))


class Leases(Keeper):
    def take(self, name: str, holder: str, seconds: float) -> bool:
        """Take or prolong a lease: True if `holder` has it for the next `seconds`, by the database's own clock."""
        t = self._tables.lease
        now = self._now()
        until = now + timedelta(seconds=seconds)
        with self._database.atomic():
            if insert_new(t.name, {"name": name, "holder": holder, "until": until}):
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


class ServiceLock:
    """Taken by being made; LedgerError if another process has it. The system gives it up when the process ends."""

    def __init__(self, path: str):
        Path(path).absolute().parent.mkdir(parents=True, exist_ok=True)
        try:
            self._file: int | None = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise LedgerError(f"the lock file {path} cannot be made: {error}") from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.read(self._file, 20).decode("ascii", "replace").strip()
            os.close(self._file)
            raise LedgerError(f"the ledger is in use by another mailbot (process {holder or 'unknown'})") from error
        os.ftruncate(self._file, 0)
        os.write(self._file, str(os.getpid()).encode())

    def release(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None
