"""The ledger's tables, as peewee models. What is queried or unique is a column; the remainder of a value is JSON beside it.

A promise lives in the schema (DESIGN 5): a mail once (`MailRow.octets_hash`, `SightingRow`), a notice once
(`PostRow.once`), a reminder once by item, term, step and person (`RemindedRow`). A change here needs a migration; a test
compares both.
"""

from mailbot.ledger.tables.changed import CounterRow, EntryRow
from mailbot.ledger.tables.house import LeaseRow, MetaRow
from mailbot.ledger.tables.incoming import FetchedRow, MailRow, RulesRow, SightingRow, TickRow
from mailbot.ledger.tables.outgoing import AddresseeRow, PostRow
from mailbot.ledger.tables.row import Row, is_id, tuples
from mailbot.ledger.tables.state import (
    CampaignRow,
    ChildRow,
    CoverageRow,
    IssueRow,
    NodeRow,
    ParameterRow,
    ParticipantRow,
    PartRow,
    PostponementRow,
    RemindedRow,
    RestrictionRow,
)
from mailbot.ledger.tables.tables import MODELS, Tables

__all__ = [
    "MODELS",
    "AddresseeRow",
    "CampaignRow",
    "ChildRow",
    "CounterRow",
    "CoverageRow",
    "EntryRow",
    "FetchedRow",
    "IssueRow",
    "LeaseRow",
    "MailRow",
    "MetaRow",
    "NodeRow",
    "ParameterRow",
    "PartRow",
    "ParticipantRow",
    "PostRow",
    "PostponementRow",
    "RemindedRow",
    "RestrictionRow",
    "Row",
    "RulesRow",
    "SightingRow",
    "Tables",
    "TickRow",
    "is_id",
    "tuples",
]
