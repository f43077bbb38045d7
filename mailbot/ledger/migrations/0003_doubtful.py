"""An outbox entry whose handing over broke off: the server may have taken it, and it is not taken back lightly."""

from typing import Any

from peewee import BooleanField


def up(migrator: Any, db: object) -> None:
    migrator.migrate(migrator.add_column("outbox", "doubtful", BooleanField(default=False)))
