"""migrate: bring a ledger's schema forward, by the numbered files in `migrations/` (playhouse.migrations).

All that is pending runs in one transaction, under a lock, so that two processes that start at once do not meet.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mailbot.errors import LedgerError
from mailbot.ledger.database import AnyDatabase, Sqlite, backup

FOLDER = Path(__file__).parent / "migrations"
HISTORY = "schema_migration"
# Any number, as long as no other program in the same database takes it for its own lock.
_ADVISORY_LOCK = 7_331_026


def pending(database: AnyDatabase) -> list[str]:
    """Names of the migrations that this ledger still lacks, in order.

    LedgerError where it has one that this program does not know: a newer version has been at it.
    """
    applied = set()
    if database.table_exists(HISTORY):
        applied = {name for (name,) in database.execute_sql(f"SELECT name FROM {HISTORY}")}
    known = sorted(path.stem for path in FOLDER.glob("[0-9]*.py"))
    newer = sorted(applied - set(known))
    if newer:
        raise LedgerError(f"the ledger was written by a newer mailbot (it has {newer[-1]}): install that version")
    return [name for name in known if name not in applied]


def migrate(database: AnyDatabase) -> list[str]:
    """Apply what is pending and return its names. A SQLite ledger that is not new is copied first, beside itself."""
    names = pending(database)
    if not names:
        return []
    if isinstance(database, Sqlite):
        if database.get_tables():
            backup(database.path, Path(f"{database.path}.before-{names[0]}"))
        # A property of the file: set once, it holds for every later connection.
        database.execute_sql("PRAGMA journal_mode = WAL")
    from playhouse.migrations import Runner  # 60 ms that a ledger which is up to date need not pay

    with _alone(database):
        return list(Runner(database, str(FOLDER), table_name=HISTORY).up()) if pending(database) else []


@contextmanager
def _alone(database: AnyDatabase) -> Iterator[None]:
    """One transaction that nobody else can begin. Foreign keys rest: a table that is rebuilt is dropped in between,
    and the switch works only outside of a transaction."""
    if isinstance(database, Sqlite):
        database.execute_sql("PRAGMA foreign_keys = 0")
        try:
            with database.atomic():
                yield
        finally:
            database.execute_sql("PRAGMA foreign_keys = 1")
    else:
        with database.atomic():
            database.execute_sql("SELECT pg_advisory_xact_lock(%s)", (_ADVISORY_LOCK,))
            yield
