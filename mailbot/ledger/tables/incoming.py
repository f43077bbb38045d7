"""What came in: mails and where they were seen, what else acted, fetched tables, and the rules then in force."""

from typing import Any

from peewee import AutoField, BigIntegerField, BlobField, BooleanField, ForeignKeyField, IntegerField, TextField

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
