"""The house itself: what it remembers between runs, and who of several services does a job."""

from peewee import TextField

from mailbot.ledger.columns import DataField, InstantField, KeyField
from mailbot.ledger.tables.row import Row


class MetaRow(Row):
    key = KeyField(primary_key=True)
    value = DataField()

    class Meta:
        table_name = "meta"


class LeaseRow(Row):
    """Who of several services on PostgreSQL holds a mailbox or a clock job, and until when."""

    name = TextField(primary_key=True)
    holder = TextField()
    until = InstantField()

    class Meta:
        table_name = "lease"
