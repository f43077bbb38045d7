"""Tests against real servers, on loopback, from temporary folders."""

import sys
from pathlib import Path

import pytest

# tests/servers is shared with other folders' tests; the sample mails that a browser lays out are those of tests/outbound.
sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.append(str(Path(__file__).parent.parent / "outbound"))

from servers import account, chromium, dovecot, mta, require_server, sink

__all__ = ["account", "chromium", "dovecot", "mta", "require_server", "sink"]

_SERVERS = {"chromium", "dovecot", "mta", "postgresql_server"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`-m 'not server'` runs what needs no server."""
    for item in items:
        if _SERVERS & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.server)
