"""The first schema: mails, entries, the present state, the outbox, and what the house keeps of itself."""

from peewee import (
    AutoField,
    BigIntegerField,
    BlobField,
    BooleanField,
    CompositeKey,
    Database,
    Field,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)


class InstantField(Field):
    field_type = "INSTANT"


class Row(Model):
    class Meta:
        legacy_table_names = False  # indexes are named after tables


class MailRow(Row):
    id = AutoField()
    octets_hash = TextField(unique=True)
    digest = TextField()
    message_id = TextField()
    size = IntegerField()
    source = TextField()
    received = InstantField()
    state = TextField()
    doubled = BooleanField()
    released = BooleanField()
    sender = TextField()
    subject = TextField()
    subject_key = TextField()
    date = InstantField(null=True)
    in_reply_to = TextField()
    verdict = TextField()
    kind = TextField()
    campaign = TextField(null=True)
    tag = TextField()
    reasons = TextField()
    commands = TextField()
    detail = TextField()
    dry_run = BooleanField()
    traceback = TextField()
    rules = TextField()
    version = TextField()
    decided_at = InstantField(null=True)
    octets = BlobField()

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
    id = AutoField()
    folder = TextField()
    uidvalidity = BigIntegerField()
    uid = BigIntegerField()
    mail = ForeignKeyField(MailRow, backref=None, object_id_name="mail_id", lazy_load=False)

    class Meta:
        table_name = "sighting"
        indexes = ((("folder", "uidvalidity", "uid"), True),)


class TickRow(Row):
    id = AutoField()
    what = TextField()
    at = InstantField(index=True)
    by = TextField()
    detail = TextField()
    rules = TextField()
    version = TextField()

    class Meta:
        table_name = "tick"


class RulesRow(Row):
    hash = TextField(primary_key=True)
    files = BlobField()
    at = InstantField()

    class Meta:
        table_name = "rules_kept"


class EntryRow(Row):
    id = AutoField()
    campaign = TextField()
    number = IntegerField()
    at = InstantField(index=True)
    by = TextField()
    type = TextField()
    payload = TextField()
    mail = IntegerField(null=True, index=True)
    tick = IntegerField(null=True, index=True)
    rules = TextField()
    version = TextField()

    class Meta:
        table_name = "entry"
        indexes = ((("campaign", "number"), True),)


class CounterRow(Row):
    name = TextField(primary_key=True)
    last = IntegerField()

    class Meta:
        table_name = "counter"


class CampaignRow(Row):
    code = TextField(primary_key=True)
    kind = TextField()
    title = TextField()
    title_key = TextField()
    product = TextField()
    product_key = TextField()
    version = TextField()
    stage = TextField(index=True)
    revision = IntegerField()
    pm = TextField()
    opened_at = InstantField()
    paused = InstantField(null=True)
    wake_at = InstantField(null=True, index=True)
    detail = TextField()

    class Meta:
        table_name = "campaign"
        indexes = ((("product_key", "stage"), False), (("title_key",), False))


class ChildRow(Row):
    campaign = ForeignKeyField(
        CampaignRow, column_name="campaign", object_id_name="campaign_id", backref=None, lazy_load=False, index=False
    )
    position = IntegerField()


class NodeRow(ChildRow):
    key = TextField()
    title = TextField()
    department = TextField()
    owner = TextField()
    due = InstantField()
    state = TextField()
    done_at = InstantField(null=True)
    term = IntegerField()
    detail = TextField()

    class Meta:
        table_name = "node"
        primary_key = CompositeKey("campaign", "key")
        indexes = ((("owner", "state"), False), (("state", "due"), False))


class IssueRow(ChildRow):
    number = IntegerField()
    title = TextField()
    type = TextField()
    severity = TextField()
    node = TextField()
    state = TextField()
    raised_by = TextField()
    owner = TextField()
    respond_due = InstantField()
    due = InstantField()
    detail = TextField()

    class Meta:
        table_name = "issue"
        primary_key = CompositeKey("campaign", "number")
        indexes = ((("state", "due"), False),)


class PartRow(ChildRow):
    name = TextField()
    asks = BooleanField()
    answer = TextField()
    by = TextField()
    at = InstantField(null=True)
    detail = TextField()

    class Meta:
        table_name = "part"
        primary_key = CompositeKey("campaign", "name")


class RestrictionRow(ChildRow):
    versions = TextField()
    scope = TextField()
    detail = TextField()

    class Meta:
        table_name = "restriction"
        primary_key = CompositeKey("campaign", "position")


class ParameterRow(ChildRow):
    name = TextField()
    value = TextField()

    class Meta:
        table_name = "parameter"
        primary_key = CompositeKey("campaign", "position")


class CoverageRow(ChildRow):
    version = TextField()
    parameter = TextField()
    value = TextField()
    detail = TextField()

    class Meta:
        table_name = "coverage"
        primary_key = CompositeKey("campaign", "position")


class PostponementRow(ChildRow):
    number = IntegerField()
    node = TextField()
    until = InstantField()
    state = TextField()
    asked_by = TextField()
    detail = TextField()

    class Meta:
        table_name = "postponement"
        primary_key = CompositeKey("campaign", "number")


class RemindedRow(ChildRow):
    item = TextField()
    term = IntegerField()
    step = TextField()
    person = TextField()
    at = InstantField()
    merged = BooleanField()

    class Meta:
        table_name = "reminded"
        primary_key = CompositeKey("campaign", "item", "term", "step", "person")


class ParticipantRow(Row):
    campaign = ForeignKeyField(
        CampaignRow, column_name="campaign", object_id_name="campaign_id", backref=None, lazy_load=False, index=False
    )
    who = TextField(index=True)

    class Meta:
        table_name = "participant"
        primary_key = CompositeKey("campaign", "who")


class PostRow(Row):
    id = AutoField()
    once = TextField(null=True, unique=True)
    message_id = TextField(index=True)
    state = TextField()
    due = InstantField()
    purpose = TextField()
    campaign = TextField(null=True, index=True)
    mail = IntegerField(null=True, index=True)
    template = TextField()
    language = TextField()
    to = TextField()
    cc = TextField()
    subject = TextField()
    facts = TextField()
    rows = TextField()
    in_reply_to = TextField()
    references = TextField()
    mark = TextField()
    created = InstantField(index=True)
    attempts = IntegerField()
    reply = TextField()
    claimed_at = InstantField(null=True)
    sent_at = InstantField(null=True, index=True)
    octets = BlobField(null=True)

    class Meta:
        table_name = "outbox"
        indexes = ((("state", "due", "id"), False),)


class AddresseeRow(Row):
    post = ForeignKeyField(PostRow, object_id_name="post_id", backref=None, lazy_load=False, index=False)
    address = TextField()
    purpose = TextField()
    created = InstantField()

    class Meta:
        table_name = "addressee"
        primary_key = CompositeKey("post", "address")
        indexes = ((("address", "purpose", "created"), False),)


class MetaRow(Row):
    key = TextField(primary_key=True)
    value = TextField()

    class Meta:
        table_name = "meta"


class LeaseRow(Row):
    name = TextField(primary_key=True)
    holder = TextField()
    until = InstantField()

    class Meta:
        table_name = "lease"


MODELS = (
    MailRow, SightingRow, TickRow, RulesRow, EntryRow, CounterRow, CampaignRow, NodeRow, IssueRow, PartRow,
    RestrictionRow, ParameterRow, CoverageRow, PostponementRow, RemindedRow, ParticipantRow, PostRow,
    AddresseeRow, MetaRow, LeaseRow,
)  # fmt: skip


def up(migrator: object, db: Database) -> None:
    with db.bind_ctx(MODELS):
        db.create_tables(MODELS)
