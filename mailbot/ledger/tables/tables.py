"""Tables: every model bound to one database."""

from peewee import Database

from mailbot.ledger.tables.changed import CounterRow, EntryRow
from mailbot.ledger.tables.house import LeaseRow, MetaRow
from mailbot.ledger.tables.incoming import FetchedRow, MailRow, RulesRow, SightingRow, TickRow
from mailbot.ledger.tables.outgoing import AddresseeRow, PostRow
from mailbot.ledger.tables.row import Row
from mailbot.ledger.tables.state import (
    CampaignRow,
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

# In the order in which they can be filled: what is referred to stands before what refers.
MODELS: tuple[type[Row], ...] = (
    MailRow, SightingRow, TickRow, FetchedRow, RulesRow, EntryRow, CounterRow,
    CampaignRow, NodeRow, IssueRow, PartRow, RestrictionRow, ParameterRow, CoverageRow, PostponementRow, RemindedRow,
    ParticipantRow, PostRow, AddresseeRow, MetaRow, LeaseRow,
)  # fmt: skip


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
