"""PostgreSQL from a temporary folder; each test has a database of its own, or one that was emptied for it."""

import grp
import itertools
import os
import pwd
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mailbot.ledger.ledger import Ledger
from servers.require import folder, free_port, require_server, start, stop, unavailable, wait_for_port

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of the running server's own database."""
    initdb = Path(require_server("postgresql"))
    pytest.importorskip("psycopg")
    user: dict[str, Any] = {}
    if os.getuid() == 0:  # which initdb refuses to be
        try:
            entry = pwd.getpwnam("postgres")
        except KeyError:
            unavailable("there is no user postgres to run PostgreSQL as: `make servers` brings it")
        groups = [group.gr_gid for group in grp.getgrall() if "postgres" in group.gr_mem]
        user = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": groups}
    with folder("postgres") as path:
        data, log, port = path / "data", path / "log", free_port()
        options = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"]
        made = subprocess.run([initdb, *options, "-D", data], cwd=path, capture_output=True, text=True, **user)
        assert made.returncode == 0, made.stderr
        program = initdb.resolve().with_name("postgres")
        settings = [f"--{key}" for key in ("listen_addresses=127.0.0.1", "fsync=off", "max_connections=60")]
        process = start([program, "-D", data, "-p", str(port), "-k", path, *settings], log, cwd=path, **user)
        try:
            wait_for_port(port, process, log)
            url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
            _wait_until_ready(url)
            yield url
        finally:
            process.send_signal(2)  # SIGINT: "fast" shutdown, whoever is still connected
            stop(process)


def _wait_until_ready(url: str, seconds: float = 15) -> None:
    """It listens a moment before it lets anybody in ("the database system is starting up")."""
    import psycopg

    deadline = time.monotonic() + seconds
    while True:
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


@pytest.fixture
def postgresql(postgresql_server: str) -> Iterator[str]:
    """The URL of an empty database for this test alone."""
    import psycopg

    name = f"test{next(_NUMBERS)}"
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        yield f"{postgresql_server.rpartition('/')[0]}/{name}"
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def emptied_postgresql(postgresql_server: str) -> Iterator["Emptied"]:
    """The database of `postgresql_ledger`."""
    import psycopg

    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE emptied TEMPLATE template0")
    url = f"{postgresql_server.rpartition('/')[0]}/emptied"
    Ledger.open(url).close()
    with psycopg.connect(url, autocommit=True) as connection:
        yield Emptied(url, connection)


@pytest.fixture
def postgresql_ledger(emptied_postgresql: "Emptied") -> Iterator[str]:
    """The URL of a ledger without entries, migrated already: one database, emptied after each test, since making one takes
    longer than most tests (0.15 s against 0.005)."""
    yield emptied_postgresql.url
    emptied_postgresql.empty()


class Emptied:
    """A migrated database, and a connection that sees to it that the next test finds it as the migrations left it."""

    def __init__(self, url: str, connection: Any):
        self.url, self._connection = url, connection
        tables = [name for (name,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        filled = [name for name in tables if connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]]
        assert filled == ["schema_migration"]  # what no test may take away
        sequences = [name for (name,) in connection.execute("SELECT sequencename FROM pg_sequences WHERE last_value IS NULL")]
        # As the server's owner may: in any order, whatever refers to what.
        self._orders = ["SET session_replication_role = replica", *(f'DELETE FROM "{t}"' for t in tables if t not in filled)]
        self._orders += [f"SELECT setval('\"{name}\"', 1, false)" for name in sequences]

    def empty(self) -> None:
        # Whoever is still connected may hold a lock.
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'emptied' AND pid <> pg_backend_pid()"
        self._connection.execute("; ".join([others, *self._orders]))
