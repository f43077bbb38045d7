"""Tables: every model bound to one database; Keeper: a part of the ledger, which keeps something in them."""

from typing import Any, get_args, get_type_hints

from mailbot.ledger.database import AnyDatabase
from mailbot.ledger.tables.record import (
    AddresseeRow,
    CounterRow,
    EntryRow,
    FetchedRow,
    LeaseRow,
    MailRow,
    MetaRow,
    PostRow,
    RulesRow,
    SightingRow,
    TickRow,
)
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


class Tables:
    """The models bound to one database, so that two ledgers can be open at once (`mailbot migrate --to`). They stand here
    in the order in which they can be filled: what is referred to before what refers."""

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

    def __init__(self, database: AnyDatabase):
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


# What is written of them above says all: their names are those of the tables.
_BY_NAME: dict[str, type[Row]] = {name: get_args(model)[0] for name, model in get_type_hints(Tables).items()}


class Keeper:
    def __init__(self, database: AnyDatabase, tables: Tables):
        self._database, self._tables = database, tables
