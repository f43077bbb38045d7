"""Tables: every model bound to one database."""

from typing import Any

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

_BY_NAME: dict[str, type[Row]] = {model._meta.table_name: model for model in MODELS}


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
        self._database = database

    def __getattr__(self, name: str) -> Any:
        """A model is bound when it is first asked for: a short command asks for a few, and to bind all takes 15 ms."""
        model = _BY_NAME.get(name)
        if model is None:
            raise AttributeError(name)
        meta = type("Meta", (), {"database": self._database, "table_name": name})
        bound: type[Row] = type(model.__name__, (model,), {"Meta": meta, "__module__": __name__})
        setattr(self, name, bound)
        return bound

    @property
    def all(self) -> list[type[Row]]:
        return [getattr(self, name) for name in _BY_NAME]
