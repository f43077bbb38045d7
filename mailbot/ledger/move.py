"""move: a ledger to another database, table by table as it stands, then verified there (`mailbot migrate --to URL`)."""

from collections.abc import Callable
from typing import Any

from peewee import AutoField, fn

from mailbot.errors import LedgerError
from mailbot.ledger.database import Postgres
from mailbot.ledger.ledger import Ledger
from mailbot.ledger.tables import Row

# Mails lie whole in their rows: a batch must fit in memory however large they are.
_ROWS, _OCTETS = 500, 16_000_000


def move(source: Ledger, target: Ledger, progress: Callable[[str, int], None] = lambda table, rows: None) -> int:
    """Copy everything from `source` into the empty ledger `target`, in one transaction there; returns the rows copied.

    `progress` is told of each table and how many rows of it have been copied so far. LedgerError, and nothing copied,
    where a service runs on the source, the target is in use, or does not verify afterwards.
    """
    if running := source.leases.holders():
        raise LedgerError(f"a service is running on this ledger ({', '.join(running)}): stop it first")
    copied = 0
    with source.snapshot(), target.transaction():
        if target.entries.count() or target.archive.list(limit=1) or target.store.codes():
            raise LedgerError("the other ledger is in use: a ledger is moved into an empty one only")
        for old, new in zip(source.tables.all, target.tables.all, strict=True):
            new.delete().execute()
            copied += _copy(old, new, progress)
            _count_on(new)
        if differences := target.verify():
            first = differences[0]
            raise LedgerError(
                f"the copy does not verify ({len(differences)} differences, the first in {first.campaign}): "
                "run mailbot verify on the ledger to be moved"
            )
    return copied


def _copy(old: type[Row], new: type[Row], progress: Callable[[str, int], None]) -> int:
    """Rows in the order of their primary key, which is what lets a table of any size pass through."""
    meta = old._meta
    copied = 0
    batch: list[dict[str, Any]] = []
    size = 0
    query: Any = old.select().dicts()
    for row in query.iterator():
        batch.append(row)
        size += sum(len(value) for value in row.values() if isinstance(value, bytes | memoryview))
        if len(batch) == _ROWS or size > _OCTETS:
            new.insert_many(batch).execute()
            copied += len(batch)
            progress(meta.table_name, copied)
            batch, size = [], 0
    if batch:
        new.insert_many(batch).execute()
        copied += len(batch)
        progress(meta.table_name, copied)
    return copied


def _count_on(table: type[Row]) -> None:
    """PostgreSQL counts ids in a sequence, which knows nothing of ids that were copied."""
    key = table._meta.primary_key
    database = table._meta.database
    if isinstance(key, AutoField) and isinstance(database, Postgres):
        highest = table.select(fn.MAX(key)).scalar()
        if highest is not None:
            database.execute_sql(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", (table._meta.table_name, highest)
            )
