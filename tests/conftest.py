"""Fixtures of all tests."""

import gc
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from servers.postgresql import emptied_postgresql, postgresql, postgresql_ledger, postgresql_server
from theatre import PlayHouse

from mailbot.ledger.ledger import Ledger

__all__ = ["emptied_postgresql", "postgresql", "postgresql_ledger", "postgresql_server"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--benchmarks", action="store_true", help="run tests/benchmarks, which measure and print")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Benchmarks measure; they are no tests (`make bench`)."""
    if "benchmarks" in collection_path.parts and not config.getoption("--benchmarks"):
        return True
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where tests run side by side (`-n`), those with OpenSMTPD stay together: where it cannot have a mount namespace of its
    own, the machine has only one."""
    for item in items:
        if "mta" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("mta"))


def pytest_collection_finish() -> None:
    """What was collected lives as long as the run: the collector of garbage need not look at it a thousand times."""
    gc.freeze()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PlayHouse]:
    """A house on Monday 30 November 2026, 10:00 in the company's zone: on SQLite always, and on PostgreSQL where it is
    installed (a skip says so; a failure where CI=true). Its ledger is empty, and migrated already."""
    ledger = ""
    if request.param == "sqlite":
        (tmp_path / "data").mkdir()
        shutil.copy(request.getfixturevalue("blank_sqlite"), tmp_path / "data" / "ledger.db")
    else:
        ledger = request.getfixturevalue("postgresql_ledger")
    played = PlayHouse.at(tmp_path, "2026-11-30T10:00", ledger=ledger)
    yield played
    played.close()


@pytest.fixture(scope="session")
def blank_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a ledger without entries."""
    path = tmp_path_factory.mktemp("blank") / "ledger.db"
    Ledger.open(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Other people's mails (MAILBOT_CORPUS); skipped with the reason where there are none."""
    folder = os.environ.get("MAILBOT_CORPUS", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("set MAILBOT_CORPUS to a folder of other people's mails to run this test on them")
    return Path(folder)
