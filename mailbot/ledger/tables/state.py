"""The present state: campaigns with their nodes, issues, parts and figures, drawn from the entries."""

from typing import Any

from peewee import BooleanField, CompositeKey, ForeignKeyField, IntegerField, TextField

from mailbot.ledger.columns import DataField, InstantField, KeyField, WordsField
from mailbot.ledger.tables.row import Row


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


class OfCampaign(Row):
    campaign_id: Any
    campaign = ForeignKeyField(
        CampaignRow, column_name="campaign", object_id_name="campaign_id", backref=None, lazy_load=False, index=False
    )


class ChildRow(OfCampaign):
    """A row of a campaign; `position` keeps the order of the tuple that it stands in."""

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


class ParticipantRow(OfCampaign):
    """Who has a part in a campaign: addresses, and names of departments."""

    who = KeyField(index=True)

    class Meta:
        table_name = "participant"
        primary_key = CompositeKey("campaign", "who")
