"""What the nodes of a plan and its title say of its restrictions, where nothing else does: 限制 8.0 及以下版本 | 韩冰 | 12月18日 0点 (SPEC 1)."""

from collections.abc import Sequence

from mailbot.campaign.planned import Restriction, When
from mailbot.inbound.forms.days.dates import Moment
from mailbot.inbound.forms.nodes.names import node_key, node_keys
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.draft import Draft, Row
from mailbot.inbound.forms.plans.items import Item
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.things.restrictions import when
from mailbot.inbound.forms.things.versions import find_version_rules, read_version_rules
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.rulebook.shapes import Kind

__all__ = ["begun_by_node", "titled_versions", "without_wordings"]

_RESTRICTS = late(r"限制|restrict")


def titled_versions(draft: Draft, readers: Readers, kind: Kind) -> tuple[Restriction, str, str] | None:
    """(the restriction, its place, its words) of the first restricting node that names versions, else of the subject."""
    for row in draft.rows:
        if node_key(row.title, kind) not in ("restrict", "delay"):
            continue
        if versions := read_version_rules(row.title) or _clear(row.text("remark")):
            return Restriction(versions=versions, effective=_due(row, readers, kind)), row.place, row.whole
    if _RESTRICTS.search(plain(draft.title)) and (versions := _clear(draft.title)):
        return Restriction(versions=versions), "subject", draft.title
    return None


def without_wordings(found: Sequence[tuple[Line, Item]], kinds: Sequence[Kind]) -> list[tuple[Line, Item]]:
    """The lines that may be nodes without 5.3及以下12月14日限制 beside 版本限制 韩冰 12月14日: it words the restriction of that node."""
    restricting = [item for _, item in found if "restrict" in node_keys(item.row.title, kinds).values()]
    if not any(item.owned for item in restricting):
        return list(found)
    worded = [item for item in restricting if not item.owned and any(not rule.bare for rule in find_version_rules(item.row.whole))]
    return [(line, item) for line, item in found if item not in worded]


def begun_by_node(rows: Sequence[Row], readers: Readers, kind: Kind) -> tuple[When, Row] | None:
    """When the only node that restricts is due, with its row."""
    restricting = [row for row in rows if node_key(row.title, kind) == "restrict"]
    begins = _due(restricting[0], readers, kind) if len(restricting) == 1 else None
    return (begins, restricting[0]) if begins is not None else None


def _due(row: Row, readers: Readers, kind: Kind) -> When | None:
    """When a row restricts the versions that it names itself: 版本限制 | 韩冰 | 12月18日 0点 | 8.0 及以下."""
    if node_key(row.title, kind) != "restrict":
        return None
    read = readers.dates(row.mailed).read_date(row.text("due"))
    return when(read) if isinstance(read, Moment) else None


def _clear(title: str) -> str:
    rules = [rule.rule for rule in find_version_rules(title) if not rule.bare]
    return ", ".join(dict.fromkeys(rules))
