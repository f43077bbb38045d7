"""The ledger's tables, as peewee models. What is queried or unique is a column; the remainder of a value is JSON beside it.

A promise lives in the schema (DESIGN 5): a mail once (`MailRow.octets_hash`, `SightingRow`), a notice once
(`PostRow.once`), a reminder once by item, term, step and person (`RemindedRow`). A change here needs a migration; a test
compares both.
"""

from typing import Any

from peewee import (
    AutoField,
    BigIntegerField,
    BlobField,
    BooleanField,
    CompositeKey,
    Database,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

from mailbot.ledger.columns import DataField, InstantField, KeyField, WordsField


class Row(Model):
    class Meta:
        legacy_table_names = False


# --- what came in ---------------------------------------------------------------------------------------------------


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


# --- what changed ---------------------------------------------------------------------------------------------------


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


# --- the present state ----------------------------------------------------------------------------------------------


class CampaignRow(Row):
    code = KeyField(primary_key=True)
    kind = TextField()
    title = WordsField()
    title_key = KeyField()
    product = WordsField()
    product_key = KeyField()
    version = WordsField()
    stage = TextField(index=True)
    revision = IntegerField()
    pm = KeyField()
    opened_at = InstantField()
    paused = InstantField(null=True)
    wake_at = InstantField(null=True, index=True)
    detail = DataField()

    class Meta:
        table_name = "campaign"
        indexes = ((("product_key", "stage"), False), (("title_key",), False))


class ChildRow(Row):
    """A row of a campaign; `position` keeps the order of the tuple that it stands in."""

    campaign_id: Any
    campaign = ForeignKeyField(
        CampaignRow, column_name="campaign", object_id_name="campaign_id", backref=None, lazy_load=False, index=False
    )
    position = IntegerField()


class NodeRow(ChildRow):
    key = KeyField()
    title = WordsField()
    department = WordsField()
    owner = KeyField()
    due = InstantField()
    state = TextField()
    done_at = InstantField(null=True)
    term = IntegerField()
    detail = DataField()

    class Meta:
        table_name = "node"
        primary_key = CompositeKey("campaign", "key")
        indexes = ((("owner", "state"), False), (("state", "due"), False))


class IssueRow(ChildRow):
    number = IntegerField()
    title = WordsField()
    type = TextField()
    severity = WordsField()
    node = KeyField()
    state = TextField()
    raised_by = KeyField()
    owner = KeyField()
    respond_due = InstantField()
    due = InstantField()
    detail = DataField()

    class Meta:
        table_name = "issue"
        primary_key = CompositeKey("campaign", "number")
        indexes = ((("state", "due"), False),)


class PartRow(ChildRow):
    """A department's part in a campaign and its confirmation."""

    name = KeyField()
    asks = BooleanField()
    answer = TextField()
    by = KeyField()
    at = InstantField(null=True)
    detail = DataField()

    class Meta:
        table_name = "part"
        primary_key = CompositeKey("campaign", "name")


class RestrictionRow(ChildRow):
    versions = WordsField()
    scope = WordsField()
    detail = DataField()

    class Meta:
        table_name = "restriction"
        primary_key = CompositeKey("campaign", "position")


class ParameterRow(ChildRow):
    name = WordsField()
    value = WordsField()

    class Meta:
        table_name = "parameter"
        primary_key = CompositeKey("campaign", "position")


class CoverageRow(ChildRow):
    """Counts stay in the JSON: a mail may claim numbers that no integer column holds."""

    version = WordsField()
    parameter = WordsField()
    value = WordsField()
    detail = DataField()

    class Meta:
        table_name = "coverage"
        primary_key = CompositeKey("campaign", "position")


class PostponementRow(ChildRow):
    number = IntegerField()
    node = KeyField()
    until = InstantField()
    state = TextField()
    asked_by = KeyField()
    detail = DataField()

    class Meta:
        table_name = "postponement"
        primary_key = CompositeKey("campaign", "number")


class RemindedRow(ChildRow):
    """A step of the ladder that a person has had, once a term."""

    item = KeyField()
    term = IntegerField()
    step = KeyField()
    person = KeyField()
    at = InstantField()
    merged = BooleanField()

    class Meta:
        table_name = "reminded"
        primary_key = CompositeKey("campaign", "item", "term", "step", "person")


class ParticipantRow(Row):
    """Who has a part in a campaign: addresses, and names of departments."""

    campaign_id: Any
    campaign = ForeignKeyField(
        CampaignRow, column_name="campaign", object_id_name="campaign_id", backref=None, lazy_load=False, index=False
    )
    who = KeyField(index=True)

    class Meta:
        table_name = "participant"
        primary_key = CompositeKey("campaign", "who")


# --- what goes out --------------------------------------------------------------------------------------------------


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


# --- the house itself -----------------------------------------------------------------------------------------------


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


# In the order in which they can be filled: what is referred to stands before what refers.
MODELS: tuple[type[Row], ...] = (
    MailRow, SightingRow, TickRow, FetchedRow, RulesRow, EntryRow, CounterRow,
    CampaignRow, NodeRow, IssueRow, PartRow, RestrictionRow, ParameterRow, CoverageRow, PostponementRow, RemindedRow,
    ParticipantRow, PostRow, AddresseeRow, MetaRow, LeaseRow,
)  # fmt: skip


def tuples(query: Any) -> list[tuple[Any, ...]]:
    """A query's rows as tuples (peewee's stubs say models)."""
    return list(query.tuples())


def is_id(number: int) -> bool:
    """Whether a number that somebody wrote (`D-1042`, `R-99999999999999999999`) can be a row's id at all."""
    return 0 < number < 2**31


class Tables:
    """The models bound to one database, so that two ledgers can be open at once (`mailbot migrate --to`)."""

    mail: type[MailRow]
    sighting: type[SightingRow]
    tick: type[TickRow]
    fetched: type[FetchedRow]
    rules_kept: type[RulesRow]
    entry: type[EntryRow]
    counter: type[CounterRow]
    campaign: type[CampaignRow]
    node: type[NodeRow]
    issue: type[IssueRow]
    part: type[PartRow]
    restriction: type[RestrictionRow]
    parameter: type[ParameterRow]
    coverage: type[CoverageRow]
    postponement: type[PostponementRow]
    reminded: type[RemindedRow]
    participant: type[ParticipantRow]
    outbox: type[PostRow]
    addressee: type[AddresseeRow]
    meta: type[MetaRow]
    lease: type[LeaseRow]

    def __init__(self, database: Database):
        self.all: list[type[Row]] = []
        for model in MODELS:
            name: str = model._meta.table_name
            meta = type("Meta", (), {"database": database, "table_name": name})
            bound: type[Row] = type(model.__name__, (model,), {"Meta": meta, "__module__": __name__})
            setattr(self, name, bound)
            self.all.append(bound)
