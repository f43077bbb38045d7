"""Opening a ledger: by URL, alone, forward only; what the world does to a database is told in words without secrets."""

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import peewee
import pytest
from ledger_samples import NOW, PM, full, opened, plain, post

from mailbot.errors import LedgerError
from mailbot.ledger import migrate as migrations
from mailbot.ledger.database import connect, shown
from mailbot.ledger.ledger import Ledger


@pytest.mark.parametrize("spelling", ["sqlite:///{}", "{}"])
def test_a_sqlite_ledger_is_named_by_url_or_path(tmp_path: Path, spelling: str) -> None:
    path = tmp_path / "数据 1" / "ledger.db"
    with Ledger.open(spelling.format(path)):
        pass
    assert path.exists()


def test_a_url_s_percent_signs_are_undone(tmp_path: Path) -> None:
    with Ledger.open(f"sqlite:///{tmp_path}/a%20b.db"):
        pass
    assert (tmp_path / "a b.db").exists()


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("mysql://root:geheim@db/x", "a ledger cannot be kept in mysql"),
        ("sqlite://data/ledger.db", "three slashes"),
        ("sqlite:///", "needs a file"),
        ("sqlite:////proc/none/ledger.db", "folder cannot be made"),
    ],
)
def test_a_url_that_is_no_ledger_s_is_refused_in_words(url: str, told: str) -> None:
    with pytest.raises(LedgerError, match=told) as caught:
        Ledger.open(url)
    assert "geheim" not in str(caught.value)


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(LedgerError, match="cannot be opened") as caught:
        Ledger.open("postgresql://bot:geheim@127.0.0.1:1/ledger")
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "without"),
    [
        ("postgresql://bot:ge%40heim@db:5432/x", "postgresql://bot:***@db:5432/x"),
        ("postgresql://bot@db/x", "postgresql://bot@db/x"),
        ("data/ledger.db", "data/ledger.db"),
    ],
)
def test_a_url_is_shown_without_its_password(url: str, without: str) -> None:
    assert shown(url) == without


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"hello, this is a letter\n" * 100)
    with pytest.raises(LedgerError, match="not a database"):
        Ledger.open(f"{tmp_path}/ledger.db")


def test_a_sqlite_ledger_is_durable_and_lets_others_read(sqlite_url: str) -> None:
    with Ledger.open(sqlite_url) as ledger:
        database = ledger.tables.mail._meta.database
        settings = {
            name: database.execute_sql(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 60_000}


def test_a_ledger_in_memory_is_empty_each_time() -> None:
    for _ in range(2):
        with Ledger.open("sqlite:///:memory:") as ledger:
            assert list(ledger.store.all()) == []
            opened(ledger)
            assert ledger.verify() == []


def test_one_service_at_a_time_on_sqlite(sqlite_url: str) -> None:
    with Ledger.open(sqlite_url, service=True):
        with pytest.raises(LedgerError, match=f"in use by another mailbot \\(process {os.getpid()}\\)"):
            Ledger.open(sqlite_url, service=True)
        with Ledger.open(sqlite_url) as beside:
            beside.meta.set("a", 1)
    with Ledger.open(sqlite_url, service=True) as again:
        assert again.meta.get("a") == 1


def test_the_lock_of_a_service_that_was_killed_is_free(sqlite_url: str) -> None:
    script = (
        "import os, signal, sys\n"
        "from mailbot.ledger import Ledger\n"
        "ledger = Ledger.open(sys.argv[1], service=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    assert subprocess.run([sys.executable, "-c", script, sqlite_url]).returncode == -9
    with Ledger.open(sqlite_url, service=True):
        pass


def test_a_failed_opening_leaves_no_lock_behind(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "pending", lambda database: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            Ledger.open(sqlite_url, service=True)
    with Ledger.open(sqlite_url, service=True):
        pass


def test_a_reader_changes_nothing(ledger_url: str) -> None:
    with Ledger.open(ledger_url) as ledger:
        opened(ledger)
    with Ledger.open(ledger_url, read_only=True) as reader:
        assert [c.code for c in reader.store.all()] == ["SU-2026-0001"]
        assert reader.verify() == []
        with pytest.raises(LedgerError):
            reader.meta.set("a", 1)
        with pytest.raises(LedgerError):
            reader.outbox.queue(post(PM))


def test_a_reader_makes_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no ledger at"):
        Ledger.open(f"{tmp_path}/ledger.db", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_a_reader_of_a_ledger_that_lacks_migrations_is_told(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "ledger.db").close()
    with pytest.raises(LedgerError, match="older than this program"):
        Ledger.open(f"{tmp_path}/ledger.db", read_only=True)


def test_everything_of_a_transaction_or_nothing(ledger: Ledger) -> None:
    def fail() -> None:
        with ledger.transaction():
            ledger.meta.set("a", 1)
            ledger.store.save(plain(), None)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (ledger.meta.get("a"), ledger.store.load("SU-2026-0001")) == (None, None)


def test_a_savepoint_fails_alone_even_by_a_broken_promise(ledger: Ledger) -> None:
    """On PostgreSQL an error spoils the whole transaction unless a savepoint stands before it."""
    opened(ledger)

    def break_a_promise() -> None:
        with ledger.savepoint():
            ledger.meta.set("b", 1)
            row = ledger.tables.entry.select().dicts().get()
            ledger.tables.entry.insert(row | {"id": 99}).execute()

    with ledger.transaction():
        ledger.meta.set("a", 1)
        with pytest.raises(peewee.IntegrityError):
            break_a_promise()
        ledger.meta.set("c", 1)
    assert ledger.meta.items("") == {"a": 1, "c": 1}


def test_a_savepoint_stands_inside_a_transaction(ledger: Ledger) -> None:
    with pytest.raises(RuntimeError), ledger.savepoint():
        pass


def test_a_snapshot_sees_one_moment(ledger_url: str) -> None:
    with Ledger.open(ledger_url) as writer, Ledger.open(ledger_url) as reader:
        opened(writer)
        with reader.snapshot():
            assert reader.store.codes() == ["SU-2026-0001"]
            opened(writer, full())
            assert reader.store.codes() == ["SU-2026-0001"]
        assert len(reader.store.codes()) == 2


def test_two_ledgers_may_be_open_at_once(tmp_path: Path) -> None:
    with Ledger.open(f"{tmp_path}/a.db") as one, Ledger.open(f"{tmp_path}/b.db") as other:
        one.meta.set("name", "one")
        other.meta.set("name", "other")
        assert (one.meta.get("name"), other.meta.get("name")) == ("one", "other")


def test_closing_closes_the_connections_of_all_threads(sqlite_url: str) -> None:
    ledger = Ledger.open(sqlite_url)
    thread = threading.Thread(target=lambda: ledger.meta.set("a", 1))
    thread.start()
    thread.join()
    ledger.close()
    assert sorted(p.name for p in Path(sqlite_url.removeprefix("sqlite:///")).parent.iterdir()) == ["ledger.db"]


def test_a_backup_is_a_whole_ledger_made_beside_a_writer(sqlite_url: str, tmp_path: Path) -> None:
    with Ledger.open(sqlite_url) as ledger:
        campaign = opened(ledger)
        with ledger.transaction():
            ledger.meta.set("uncommitted", 1)
            threading.Thread(target=lambda: None).start()
        ledger.backup(tmp_path / "backups" / "copy.db")
    with Ledger.open(f"{tmp_path}/backups/copy.db", read_only=True) as copy:
        assert list(copy.store.all()) == [campaign]
        assert copy.verify() == []


@pytest.mark.server
def test_a_connection_that_the_server_dropped_is_opened_anew(postgresql: str) -> None:
    with Ledger.open(postgresql) as ledger, Ledger.open(postgresql) as killer:
        opened(ledger)

        def drop() -> None:
            killer.tables.mail._meta.database.execute_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

        drop()
        assert ledger.store.codes() == ["SU-2026-0001"]
        drop()
        ledger.meta.set("after", "a write outside of a transaction")
        drop()
        with ledger.transaction():
            ledger.meta.set("again", 1)

        def work() -> None:
            with ledger.transaction():
                ledger.meta.set("half", 1)
                drop()
                ledger.meta.set("half", 2)

        with pytest.raises(LedgerError):
            work()
        assert ledger.meta.get("half") is None
        assert (ledger.meta.get("after"), ledger.meta.get("again")) == ("a write outside of a transaction", 1)


@pytest.mark.server
def test_a_ledger_on_postgresql_is_backed_up_by_its_own_tools(postgresql: str, tmp_path: Path) -> None:
    with Ledger.open(postgresql) as ledger, pytest.raises(LedgerError, match="pg_dump"):
        ledger.backup(tmp_path / "copy.db")


def test_importing_the_ledger_costs_no_driver() -> None:
    script = "import sys, mailbot.ledger; print('peewee' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"


def test_the_clock_of_mails_reaches_from_the_first_to_the_last_day(ledger: Ledger) -> None:
    from datetime import datetime, timedelta, timezone

    first = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=8)))
    last = datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone(timedelta(hours=-8)))
    ledger.ticks.record(first)
    ledger.ticks.record(last)
    assert [t.at.year for t in ledger.ticks.list()] == [1, 9999]


def test_connect_opens_nothing_yet(tmp_path: Path) -> None:
    connect(f"{tmp_path}/ledger.db")
    assert list(tmp_path.iterdir()) == []


def test_now_is_kept_to_the_microsecond(ledger: Ledger) -> None:
    moment = NOW.replace(microsecond=1)
    tick = ledger.ticks.record(moment)
    assert ledger.ticks.get(tick).at == moment
