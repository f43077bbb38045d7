"""What changed: the entries, append-only, and the numbers allotted."""

from peewee import AutoField, IntegerField, TextField

from mailbot.ledger.columns import DataField, InstantField, KeyField
from mailbot.ledger.tables.row import Row


class EntryRow(Row):
    id = AutoField()
    campaign = KeyField()
    number = IntegerField()
    at = InstantField(index=True)
    by = KeyField(default="")
    type = TextField()
    payload = DataField()
    mail = IntegerField(null=True, index=True)
    tick = IntegerField(null=True, index=True)
    rules = TextField(default="")
    version = TextField(default="")

    class Meta:
        table_name = "entry"
        indexes = ((("campaign", "number"), True),)


class CounterRow(Row):
    """The last number allotted for a prefix (`SU-2026`)."""

    name = TextField(primary_key=True)
    last = IntegerField()

    class Meta:
        table_name = "counter"
