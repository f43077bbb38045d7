"""shelves: how a Campaign lies in tables: which of its fields are columns, which rows of a table of their own, what is JSON.

Pure: values in, dictionaries out; `store` moves them.
"""

from typing import Any

from mailbot.campaign.model import Campaign, CoverageRow, Issue, Node, Part, Postponement, Reminded
from mailbot.campaign.planned import Parameter, Restriction
from mailbot.ledger.codec import clean, key_text, to_json
from mailbot.ledger.tables import Row, state
from mailbot.rulebook.folding import fold
from mailbot.value import Value, fields


class Shelf(Value):
    """One table of rows that belong to a campaign: `field` of Campaign, rows of `kind`, found again by `key`."""

    field: str
    table: str
    kind: Any
    key: tuple[str, ...]
    columns: tuple[str, ...]

    @property
    def detailed(self) -> bool:
        """Whether some fields of the value are no columns."""
        return len(self.columns) < len(fields(self.kind))

    @property
    def all_columns(self) -> tuple[str, ...]:
        return ("position", *self.columns, "detail") if self.detailed else ("position", *self.columns)

    def rows(self, campaign: Campaign) -> list[dict[str, Any]]:
        """The campaign's rows for this table, less the campaign's code."""
        return [self._row(position, value) for position, value in enumerate(getattr(campaign, self.field))]

    def data(self, row: dict[str, Any]) -> dict[str, Any]:
        """What the value is made from again."""
        values = {name: row[name] for name in self.columns}
        values.update(row.get("detail", {}))
        return values

    def key_of(self, row: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(row[name] for name in self.key)

    def _row(self, position: int, value: Any) -> dict[str, Any]:
        row: dict[str, Any] = {"position": position}
        for name in self.columns:
            row[name] = _text(getattr(value, name))
        if self.detailed:
            row["detail"] = {
                f.name: to_json(getattr(value, f.name)) for f in fields(self.kind) if f.name not in self.columns
            }
        return row


def _shelf(field: str, rows: type[Row], kind: Any) -> Shelf:
    """Which fields are columns, and by which of them a row is found again, is read off the table."""
    meta: Any = rows._meta
    own = {f.name for f in fields(kind)}
    key = tuple(name for name in meta.primary_key.field_names if name != "campaign")
    return Shelf(field, meta.table_name, kind, key, tuple(name for name in meta.sorted_field_names if name in own))


SHELVES = (
    _shelf("nodes", state.NodeRow, Node),
    _shelf("issues", state.IssueRow, Issue),
    _shelf("departments", state.PartRow, Part),
    _shelf("restrictions", state.RestrictionRow, Restriction),
    _shelf("parameters", state.ParameterRow, Parameter),
    _shelf("coverage", state.CoverageRow, CoverageRow),
    _shelf("postponements", state.PostponementRow, Postponement),
    _shelf("reminded", state.RemindedRow, Reminded),
)

_HEAD = tuple(f.name for f in fields(Campaign) if f.name in state.CampaignRow._meta.fields)
_ELSEWHERE = frozenset((*_HEAD, *(shelf.field for shelf in SHELVES)))


def head(campaign: Campaign) -> dict[str, Any]:
    """The campaign's own row, less `wake_at`."""
    row = {name: _text(getattr(campaign, name)) for name in _HEAD}
    row["pm"] = _text(campaign.pms[0] if campaign.pms else "")
    row["title_key"] = key_text(fold(campaign.title))
    row["product_key"] = key_text(fold(campaign.product))
    row["detail"] = {f.name: to_json(getattr(campaign, f.name)) for f in fields(Campaign) if f.name not in _ELSEWHERE}
    return row


def head_data(row: dict[str, Any]) -> dict[str, Any]:
    """What the campaign is made from again, less what lies on the shelves."""
    data: dict[str, Any] = {name: row[name] for name in _HEAD}
    data.update(row["detail"])
    return data


def participants(campaign: Campaign) -> frozenset[str]:
    """Everybody who has a part: addresses as they stand in the campaign, and the names of its departments."""
    who: set[str] = {*campaign.pms, *campaign.raisers}
    who.update(address for _, address in campaign.managers)
    for node in campaign.nodes:
        who.update((node.owner, node.department, *node.helpers))
    for issue in campaign.issues:
        who.update((issue.raised_by, issue.owner, *issue.assignees))
    for part in campaign.departments:
        who.update((part.name, part.by))
    return frozenset(key_text(name) for name in who if name)


def _text(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value
