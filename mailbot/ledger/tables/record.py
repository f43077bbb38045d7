"""What lies in the ledger beside the state: what came in, what it changed, what goes out, and what the house itself remembers."""

from typing import Any

from peewee import (
    AutoField,
    BigIntegerField,
    BlobField,
    BooleanField,
    CompositeKey,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from mailbot.ledger.columns import DataField, InstantField, KeyField, WordsField
from mailbot.ledger.tables.row import Row


class MailRow(Row):
    """`octets` are zlib-compressed; `state` ∈ waiting, decided, set-aside. `doubled`: another content bears its Message-ID."""

    id = AutoField()
    octets_hash = TextField(unique=True)
    digest = TextField()
    message_id = KeyField()
    size = IntegerField()
    source = TextField()
    received = InstantField()
    state = TextField(default="waiting")
    doubled = BooleanField(default=False)
    released = BooleanField(default=False)
    sender = KeyField(default="")
    subject = WordsField(default="")
    subject_key = KeyField(default="")
    date = InstantField(null=True)
    in_reply_to = KeyField(default="")
    verdict = TextField(default="")
    kind = TextField(default="")
    campaign = KeyField(null=True)
    tag = WordsField(default="")
    reasons = DataField(default=list)
    commands = DataField(default=list)
    detail = DataField(default=dict)
    dry_run = BooleanField(default=False)
    traceback = WordsField(default="")
    rules = TextField(default="")
    version = TextField(default="")
    decided_at = InstantField(null=True)
    octets = BlobField()  # last: SQLite walks a long value to reach what stands behind it

    class Meta:
        table_name = "mail"
        indexes = (
            (("message_id", "digest"), False),
            (("state", "id"), False),
            (("verdict", "id"), False),
            (("campaign", "id"), False),
            (("subject_key",), False),
            (("sender", "received"), False),
        )


class SightingRow(Row):
    """Where a mail was seen: RFC 3501 2.3.1.1 names a message for good by these three."""

    id = AutoField()
    mail_id: Any
    folder = KeyField()
    uidvalidity = BigIntegerField()  # 32 bits without a sign
    uid = BigIntegerField()
    mail = ForeignKeyField(MailRow, backref=None, object_id_name="mail_id", lazy_load=False)

    class Meta:
        table_name = "sighting"
        indexes = ((("folder", "uidvalidity", "uid"), True),)


class TickRow(Row):
    """What else acted on the ledger: a tick that changed something, an order, a delivery's result, a fetched table."""

    id = AutoField()
    what = TextField()
    at = InstantField(index=True)
    by = KeyField(default="")
    detail = DataField(default=dict)
    rules = TextField(default="")
    version = TextField(default="")

    class Meta:
        table_name = "tick"


class FetchedRow(Row):
    """The answers of back ends as they came, by their hash: the same answer on several days is kept once. `octets` are
    zlib-compressed; the tick that took one names it in its detail."""

    hash = TextField(primary_key=True)
    octets = BlobField()

    class Meta:
        table_name = "fetched"


class RulesRow(Row):
    """The rules files under which decisions were made, by their hash; they name secrets and never hold them."""

    hash = TextField(primary_key=True)
    files = BlobField()
    at = InstantField()

    class Meta:
        table_name = "rules_kept"


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
