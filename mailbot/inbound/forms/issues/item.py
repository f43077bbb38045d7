"""IssueItem, issue_fields: one problem of an issue mail before it is a command, and the `字段：值` that are told of it (SPEC 1)."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.fields.lines import read_fieldlines
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.writing import Grid, Line
from mailbot.rulebook.shapes import Fields
from mailbot.value import Value, field


class IssueItem(Value):
    """`number` is the mail's own (None: it numbers nothing); `fields` what is told of this problem alone, by the fields' keys."""

    number: int | None
    title: str
    text: str
    place: str
    fields: dict[str, str] = field(default_factory=dict)


def issue_fields(lines: Sequence[Line], grids: Sequence[Grid], context: Context) -> dict[str, str]:
    """`字段：值` lines by the fields' keys; the first of each counts. 类型, which is a campaign's in a plan, is the issue's here."""
    names = {f.key: f.names for f in context.rules.fields.field}
    found: dict[str, str] = {}
    for one in read_fieldlines(lines, grids, names):
        if one.key and one.value.strip():
            found.setdefault("type" if one.key == "kind" else one.key, one.value.strip())
    return found


def field_key(name: str, context: Context) -> str:
    """The key of the field that a label names, '' for any other words."""
    return _keys(context.rules.fields).get(smooth(name).strip(), "")


@lru_cache(maxsize=8)
def _keys(fields: Fields) -> Mapping[str, str]:
    return {smooth(name): field.key for field in reversed(fields.field) for name in field.names}
