"""The ledger's tests run on SQLite always and on PostgreSQL where it is installed (a skip says so; a failure where CI=true)."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

# tests/servers is shared with other folders' tests.
sys.path.insert(0, str(Path(__file__).parent.parent))

from servers import postgresql, postgresql_server

from mailbot.ledger.ledger import Ledger

__all__ = ["postgresql", "postgresql_server"]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def ledger_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a ledger that does not exist yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/data/ledger.db"
    url: str = request.getfixturevalue("postgresql")
    return url


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    with Ledger.open(ledger_url) as opened:
        yield opened


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/data/ledger.db"
