"""The ledger's tests run on SQLite always and on PostgreSQL where it is installed (a skip says so; a failure where CI=true)."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.ledger.ledger import Ledger


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def ledger_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a ledger that does not exist yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/data/ledger.db"
    url: str = request.getfixturevalue("postgresql")
    return url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def empty_ledger_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a ledger without entries, migrated already."""
    if request.param == "postgresql":
        url: str = request.getfixturevalue("postgresql_ledger")
        return url
    (tmp_path / "data").mkdir()
    shutil.copy(request.getfixturevalue("blank_sqlite"), tmp_path / "data" / "ledger.db")
    return f"sqlite:///{tmp_path}/data/ledger.db"


@pytest.fixture
def ledger(empty_ledger_url: str) -> Iterator[Ledger]:
    with Ledger.open(empty_ledger_url) as opened:
        yield opened


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/data/ledger.db"
