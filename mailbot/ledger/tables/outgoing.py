"""What goes out: the outbox, and who its entries are for."""

from typing import Any

from peewee import AutoField, BlobField, BooleanField, CompositeKey, ForeignKeyField, IntegerField, TextField

from mailbot.ledger.columns import DataField, InstantField, KeyField, WordsField
from mailbot.ledger.tables.row import Row


class PostRow(Row):
    """An outbox entry. `once` is NULL where a notice may be repeated; `octets` are written before the first attempt."""

    id = AutoField()
    once = KeyField(null=True, unique=True)
    message_id = KeyField(index=True)
    state = TextField()
    due = InstantField()
    purpose = TextField()
    campaign = KeyField(null=True, index=True)
    mail = IntegerField(null=True, index=True)
    template = TextField()
    language = TextField()
    to = DataField()
    cc = DataField()
    subject = WordsField()
    facts = DataField()
    rows = DataField()
    in_reply_to = KeyField()
    references = DataField()
    mark = TextField()
    created = InstantField(index=True)
    attempts = IntegerField(default=0)
    reply = WordsField(default="")
    claimed_at = InstantField(null=True)
    sent_at = InstantField(null=True, index=True)
    octets = BlobField(null=True)
    doubtful = BooleanField(default=False)

    class Meta:
        table_name = "outbox"
        indexes = ((("state", "due", "id"), False),)


class AddresseeRow(Row):
    """Who an outbox entry is for: what a mark's rows are looked up by, and what the limits by address count."""

    post_id: Any
    post = ForeignKeyField(PostRow, object_id_name="post_id", backref=None, lazy_load=False, index=False)
    address = KeyField()
    purpose = TextField()
    created = InstantField()

    class Meta:
        table_name = "addressee"
        primary_key = CompositeKey("post", "address")
        indexes = ((("address", "purpose", "created"), False),)
