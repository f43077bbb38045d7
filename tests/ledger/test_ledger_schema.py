"""The migrations give the schema that the models want, forward only, with a copy first."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from ledger_samples import full, opened

from mailbot.errors import LedgerError
from mailbot.ledger import migrate as migrations
from mailbot.ledger.database import AnyDatabase, connect
from mailbot.ledger.ledger import Ledger
from mailbot.ledger.tables import Tables


def schema(database: AnyDatabase) -> dict[str, Any]:
    """Everything that a database says about its tables, in a form to compare."""
    found: dict[str, Any] = {}
    for table in database.get_tables():
        if table == migrations.HISTORY:
            continue
        columns = [(c.name, c.data_type, c.null, c.primary_key, c.default) for c in database.get_columns(table)]
        indexes = [(i.name, i.columns, i.unique) for i in database.get_indexes(table)]
        keys = [(k.column, k.dest_table, k.dest_column) for k in database.get_foreign_keys(table)]
        found[table] = {
            "columns": sorted(columns),
            "primary": database.get_primary_keys(table),
            "indexes": sorted(indexes),
            "keys": sorted(keys),
        }
    return found


def test_an_empty_database_and_all_migrations_have_the_schema_of_the_models(ledger_url: str) -> None:
    database = connect(ledger_url)
    migrations.migrate(database)
    migrated = schema(database)
    tables = Tables(database)
    for table in reversed(tables.all):
        table.drop_table()
    assert schema(database) == {}
    for table in tables.all:
        table.create_table()
    assert migrated == schema(database)
    assert len(migrated) == len(tables.all)
    database.close_all()


def test_migrating_twice_changes_nothing(ledger_url: str) -> None:
    database = connect(ledger_url)
    names = sorted(path.stem for path in migrations.FOLDER.glob("[0-9]*.py"))
    assert migrations.migrate(database) == names
    assert migrations.migrate(database) == []
    database.close_all()


NEXT = """
from peewee import TextField

def up(migrator, db):
    migrator.migrate(migrator.add_column("campaign", "colour", TextField(default="green")))
"""
FAULTY = NEXT + '    raise RuntimeError("half way")\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations, to which the next version adds its own."""
    copy = tmp_path / "migrations"
    shutil.copytree(migrations.FOLDER, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrations, "FOLDER", copy)
    return copy


def test_a_ledger_in_use_is_brought_forward_and_keeps_everything(ledger_url: str, folder: Path) -> None:
    with Ledger.open(ledger_url) as ledger:
        campaign = opened(ledger, full())
    (folder / "9000_colour.py").write_text(NEXT)
    with Ledger.open(ledger_url) as ledger:
        assert ledger.verify() == []
        assert list(ledger.store.all()) == [campaign]
        database = ledger.tables.campaign._meta.database
        assert database.execute_sql("SELECT colour FROM campaign").fetchall() == [("green",)]


def test_a_sqlite_ledger_is_copied_before_it_is_changed(sqlite_url: str, folder: Path) -> None:
    with Ledger.open(sqlite_url) as ledger:
        opened(ledger)
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    assert [p.name for p in path.parent.iterdir()] == ["ledger.db"]
    (folder / "9000_colour.py").write_text(NEXT)
    Ledger.open(sqlite_url).close()
    (folder / "9000_colour.py").unlink()
    with Ledger.open(f"{path}.before-9000_colour", read_only=True) as copy:
        assert copy.store.codes() == ["SU-2026-0001"]
        assert copy.verify() == []


def test_a_migration_that_fails_changes_nothing(ledger_url: str, folder: Path) -> None:
    with Ledger.open(ledger_url) as ledger:
        opened(ledger)
    (folder / "9000_colour.py").write_text(FAULTY)
    with pytest.raises(RuntimeError, match="half way"):
        Ledger.open(ledger_url)
    (folder / "9000_colour.py").unlink()
    with Ledger.open(ledger_url) as ledger:
        assert ledger.store.codes() == ["SU-2026-0001"]
        assert ledger.verify() == []


def test_foreign_keys_hold_again_after_a_migration(sqlite_url: str, folder: Path) -> None:
    Ledger.open(sqlite_url).close()
    (folder / "9000_colour.py").write_text(NEXT)
    with Ledger.open(sqlite_url) as ledger:
        database = ledger.tables.campaign._meta.database
        assert database.execute_sql("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_ledger_of_a_newer_version_is_left_alone(ledger_url: str, folder: Path) -> None:
    (folder / "9000_colour.py").write_text(NEXT)
    Ledger.open(ledger_url).close()
    (folder / "9000_colour.py").unlink()
    for read_only in (False, True):
        with pytest.raises(LedgerError, match=r"newer mailbot .*9000_colour"):
            Ledger.open(ledger_url, read_only=read_only)


def test_migrations_import_nothing_of_ours() -> None:
    """They must still run when the models have gone on."""
    for path in migrations.FOLDER.glob("[0-9]*.py"):
        assert "mailbot" not in path.read_text().replace('"""', "")
