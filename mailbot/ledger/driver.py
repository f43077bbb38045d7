"""driver: peewee without psycopg, until a ledger on PostgreSQL is opened.

peewee imports psycopg wherever it is installed: 0.1 s of CPU (asyncio with it) that each command on SQLite would pay.
"""

import sys
from importlib import import_module
from typing import Any

_DRIVERS = ("psycopg", "psycopg2")


def load_peewee() -> None:
    """Imports peewee before anybody else does; where nobody has imported psycopg yet, as if it were not installed."""
    if "peewee" in sys.modules or any(name in sys.modules for name in _DRIVERS):
        return
    modules: dict[str, object] = sys.modules  # type: ignore[assignment]  # None means "not to be found" (importlib)
    for name in _DRIVERS:
        modules[name] = None
    try:
        import_module("peewee")
    finally:
        for name in _DRIVERS:
            del modules[name]


def load_psycopg() -> None:
    """Gives peewee what it would have had of psycopg; nothing where that is not installed (peewee then says so itself)."""
    peewee: Any = import_module("peewee")
    if peewee.psycopg is not None:
        return
    try:
        import psycopg
        from psycopg.pq import TransactionStatus
        from psycopg.types.json import Json, Jsonb
    except ImportError:
        return
    peewee.psycopg, peewee.TransactionStatus = psycopg, TransactionStatus
    peewee.Json_pg3, peewee.Jsonb_pg3 = Json, Jsonb
    adapter = peewee.Psycopg3Adapter
    adapter.txn_idle, adapter.txn_inerror = TransactionStatus.IDLE, TransactionStatus.INERROR
    adapter.txn_unknown = TransactionStatus.UNKNOWN
