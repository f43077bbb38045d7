"""database: a ledger's database by URL. SQLite for one service, PostgreSQL for any number; nothing above knows which.

Errors of the drivers become LedgerError here. A connection that the PostgreSQL server has dropped is opened anew between
transactions; inside one the error is raised, since half of the work is gone.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import peewee

from mailbot.errors import LedgerError
from mailbot.ledger.driver import load_psycopg

# What the world does to a database. A bare DatabaseError is SQLite's for a file that is damaged or none of its own;
# everything else of the family (IntegrityError, DataError, ProgrammingError) is our own doing and stays what it is.
_LOST = (peewee.OperationalError, peewee.InterfaceError)
# Longer than any transaction of ours: a batch of mails, a migration of a large ledger.
BUSY_SECONDS = 60


class _Steady(peewee.Database):
    """What both databases share: driver errors translated, lost connections replaced, all connections closed at the end."""

    read_only: bool

    def __init__(self, *args: Any, **kwargs: Any):
        self._opened: list[Any] = []
        self._opened_lock = threading.Lock()
        super().__init__(*args, **kwargs)

    def connect(self, reuse_if_open: bool = False) -> Any:
        try:
            return super().connect(reuse_if_open)
        except peewee.ImproperlyConfigured as error:
            raise LedgerError("a ledger on PostgreSQL needs psycopg: pip install 'mailbot[postgresql]'") from error
        except peewee.PeeweeException as error:
            raise LedgerError(f"the ledger's database cannot be opened: {self._told(error)}") from error

    def execute_sql(self, sql: str, params: Any = None) -> Any:
        if not self.in_transaction() and sql.startswith(("INSERT", "UPDATE", "DELETE")):
            # A lost connection shows when the transaction begins; the statement itself is never run twice.
            with self.atomic():
                return self.execute_sql(sql, params)
        try:
            return super().execute_sql(sql, params)  # type: ignore[no-untyped-call]
        except peewee.PeeweeException as error:
            if not (isinstance(error, _LOST) or type(error) is peewee.DatabaseError or self.read_only):
                raise
            if self.in_transaction() or not self._forget_lost() or not sql.lstrip("( ").startswith("SELECT"):
                raise LedgerError(f"the ledger's database failed: {self._told(error)}") from error
        return super().execute_sql(sql, params)  # type: ignore[no-untyped-call]

    def begin(self, *args: Any, **kwargs: Any) -> None:
        try:
            super().begin(*args, **kwargs)
        except _LOST as error:
            if not self._forget_lost():
                raise LedgerError(f"the ledger's database failed: {self._told(error)}") from error
            super().begin(*args, **kwargs)

    def commit(self) -> Any:
        try:
            return super().commit()
        except _LOST as error:
            raise LedgerError(f"the ledger could not commit: {self._told(error)}") from error

    def rollback(self) -> Any:
        try:
            return super().rollback()
        except _LOST as error:
            # A lost connection has rolled back by itself; a living one that cannot is an error.
            if not self._forget_lost():
                raise LedgerError(f"the ledger could not roll back: {self._told(error)}") from error

    def close_all(self) -> None:
        """Close the connections of all threads; nothing may be under way."""
        with suppress(*_LOST):
            self.close()
        with self._opened_lock:
            opened, self._opened = self._opened, []
        for connection in opened:
            with suppress(Exception):
                connection.close()

    def _told(self, error: Exception) -> str:
        """The driver's words in one line, without the password."""
        words = " ".join(str(error).split()) or type(error).__name__
        password = urlsplit(self.database or "").password if "://" in (self.database or "") else None
        return words.replace(password, "***") if password else words

    def _connect(self) -> Any:
        connection = super()._connect()  # type: ignore[misc]
        with self._opened_lock:
            self._opened.append(connection)
        return connection

    def _close(self, connection: Any) -> None:
        with self._opened_lock, suppress(ValueError):
            self._opened.remove(connection)
        super()._close(connection)  # type: ignore[misc]

    def _forget_lost(self) -> bool:
        """Whether the connection was lost; if so, the next statement opens another."""
        if self.is_closed():
            return True
        if not getattr(self.connection(), "closed", False):  # type: ignore[no-untyped-call]
            return False
        with suppress(*_LOST):
            self.close()
        return True


class Sqlite(_Steady, peewee.SqliteDatabase):
    """One file. Transactions begin IMMEDIATE: two that read first and write later would else refuse each other."""

    def __init__(self, path: str, *, read_only: bool):
        self.path = path
        self.read_only = read_only
        pragmas = [("busy_timeout", BUSY_SECONDS * 1000), ("synchronous", "FULL"), ("foreign_keys", 1)]
        if read_only:
            pragmas.append(("query_only", 1))
        super().__init__(
            path,
            pragmas=pragmas,
            timeout=BUSY_SECONDS,
            lock_type=None if read_only else "IMMEDIATE",
            check_same_thread=False,  # close_all closes other threads' connections
            field_types={"INSTANT": "TEXT"},
        )


class Postgres(_Steady, peewee.PostgresqlDatabase):
    def __init__(self, url: str, *, read_only: bool):
        self.read_only = read_only
        load_psycopg()
        options = "-c timezone=UTC -c client_encoding=UTF8"
        if read_only:
            options += " -c default_transaction_read_only=on"
        super().__init__(
            url,
            prefer_psycopg3=True,
            options=options,
            connect_timeout=10,
            field_types={"INSTANT": "TIMESTAMPTZ"},
        )


AnyDatabase = Sqlite | Postgres


@contextmanager
def snapshot(database: AnyDatabase) -> Iterator[None]:
    """A transaction for several readings of one moment; inside another one it is that one."""
    if database.in_transaction():
        yield
    elif isinstance(database, Sqlite):
        with database.transaction("DEFERRED"):
            yield
    else:
        with database.transaction():
            database.execute_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield


def connect(url: str, *, read_only: bool = False) -> AnyDatabase:
    """The database of `sqlite:///relative.db`, `sqlite:////absolute.db`, a bare path, or `postgresql://user:pw@host/name`.

    `sqlite:///:memory:` is an empty one that lives and dies with the thread that opens it. Nothing is opened yet. LedgerError for anything else; its text never holds the password.
    """
    scheme = url.partition("://")[0].lower() if "://" in url else ""
    if scheme in ("postgresql", "postgres"):
        return Postgres("postgresql://" + url.partition("://")[2], read_only=read_only)
    if scheme == "sqlite" and not url.startswith("sqlite:///"):
        raise LedgerError(f"{url}: a SQLite ledger takes three slashes (sqlite:///data/ledger.db)")
    if scheme not in ("", "sqlite"):
        raise LedgerError(f"a ledger cannot be kept in {scheme}: sqlite:///data/ledger.db or postgresql://… is meant")
    path = unquote(url[len("sqlite:///") :]) if scheme else url
    if path == ":memory:":
        return Sqlite(path, read_only=False)
    if not path:
        raise LedgerError("a ledger needs a file: sqlite:///data/ledger.db")
    if read_only and not Path(path).exists():
        raise LedgerError(f"no ledger at {path}")
    if not read_only:
        try:
            Path(path).absolute().parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LedgerError(f"the ledger's folder cannot be made: {error}") from error
    return Sqlite(path, read_only=read_only)


def shown(url: str) -> str:
    """The URL without its password, for people and logs."""
    if "://" not in url:
        return url
    parts = urlsplit(url)
    if parts.password is None:
        return url
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=f"{parts.username}:***@{host}").geturl()


def backup(path: str, to: Path) -> None:
    """A copy of a SQLite ledger as it stands, made beside running writers. LedgerError if it cannot be written."""
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        source = sqlite3.connect(path, timeout=BUSY_SECONDS)
        target = sqlite3.connect(to)
        try:
            source.backup(target)
        finally:
            target.close()
            source.close()
    except (OSError, sqlite3.Error) as error:
        raise LedgerError(f"no backup could be written to {to}: {error}") from error
