"""Answers of back ends are kept, as mails are."""

from peewee import BlobField, Database, Model, TextField


class FetchedRow(Model):
    hash = TextField(primary_key=True)
    octets = BlobField()

    class Meta:
        legacy_table_names = False
        table_name = "fetched"


def up(migrator: object, db: Database) -> None:
    with db.bind_ctx([FetchedRow]):
        db.create_tables([FetchedRow])
