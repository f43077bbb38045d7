"""Fixtures of all tests."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from servers.postgresql import postgresql, postgresql_server
from theatre import PlayHouse

__all__ = ["postgresql", "postgresql_server"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--benchmarks", action="store_true", help="run tests/benchmarks, which measure and print")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Benchmarks measure; they are no tests (`make bench`)."""
    if "benchmarks" in collection_path.parts and not config.getoption("--benchmarks"):
        return True
    return None


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PlayHouse]:
    """A house on Monday 30 November 2026, 10:00 in the company's zone: on SQLite always, and on PostgreSQL where it is
    installed (a skip says so; a failure where CI=true)."""
    ledger = "" if request.param == "sqlite" else request.getfixturevalue("postgresql")
    played = PlayHouse.at(tmp_path, "2026-11-30T10:00", ledger=ledger)
    yield played
    played.close()


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Other people's mails (MAILBOT_CORPUS); skipped with the reason where there are none."""
    folder = os.environ.get("MAILBOT_CORPUS", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("set MAILBOT_CORPUS to a folder of other people's mails to run this test on them")
    return Path(folder)
