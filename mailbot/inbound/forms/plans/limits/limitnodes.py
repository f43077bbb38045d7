"""What the nodes of a plan and its title say of its restrictions, where nothing else does: 限制 8.0 及以下版本 | 韩冰 | 12月18日 0点 (SPEC 1)."""

from collections.abc import Sequence

from mailbot.campaign.planned import Restriction, When
from mailbot.inbound.forms.days.dates import Moment
from mailbot.inbound.forms.nodes.names import node_key, node_keys
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.draft import Draft, Row
from mailbot.inbound.forms.plans.items import Item
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.things.places import find_places
from mailbot.inbound.forms.things.restrictions import FoundRestriction, when
from mailbot.inbound.forms.things.restrictionwords import BY
from mailbot.inbound.forms.things.versionrules import find_version_rules, read_version_rules
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.rulebook.shapes import Kind
from mailbot.value import replace

_RESTRICTS = late(r"限制|restrict")


def titled_versions(draft: Draft, readers: Readers, kind: Kind) -> list[tuple[Restriction, str, str]]:
    """(the restriction, its place, its words) of the first restricting node that names versions, else of the subject; of each of several
    that begin on days of their own, for the places that they name: 华东限制 6.0 及以下 12月16日, 华南限制 6.0 及以下 12月18日."""
    found: list[tuple[Restriction, str, str]] = []
    for row in draft.rows:
        if node_key(row.title, kind) in ("restrict", "delay") and (
            versions := read_version_rules(row.title) or _clear(row.text("remark"))
        ):
            places = find_places(row.title, readers.rules.directory)
            restriction = Restriction(
                versions=versions,
                effective=_due(row, readers, kind),
                scope="、".join(dict.fromkeys(one.name for one in places)),
            )
            found.append((restriction, row.place, row.whole))
    apart = [one for one in found if one[0].effective is not None]
    if len({one.effective for one, _, _ in apart}) > 1 and len(
        {(one.versions, one.scope) for one, _, _ in apart}
    ) == len(apart):
        return apart
    if found:
        restriction, place, words = found[0]
        return [(replace(restriction, scope=""), place, words)]
    if _RESTRICTS.search(plain(draft.title)) and (versions := _clear(draft.title)):
        return [(Restriction(versions=versions), "subject", draft.title)]
    return []


def only_rules(draft: Draft, readers: Readers, kind: Kind) -> list[tuple[Restriction, str, str]]:
    """The only versions that the text bounds, where a node restricts: 5.6和更早的版本跟新税控不兼容，不限不行了。孙丽华东12月10号限."""
    if not _begun_by_nodes(draft.rows, readers, kind):
        return []
    found = [
        (rule.rule, line) for line, _ in draft.prose for rule in find_version_rules(line.text) if rule.rule[0] in "≤<"
    ]
    if len({rule for rule, _ in found}) != 1:
        return []
    rule, line = found[0]
    return [(Restriction(versions=rule), line.place, line.text.strip())]


def without_wordings(found: Sequence[tuple[Line, Item]], kinds: Sequence[Kind]) -> list[tuple[Line, Item]]:
    """The lines that may be nodes without 5.3及以下12月14日限制 beside 版本限制 韩冰 12月14日: it words the restriction of that node."""
    restricting = [item for _, item in found if "restrict" in node_keys(item.row.title, kinds).values()]
    if not any(item.owned for item in restricting):
        return list(found)
    worded = [
        item
        for item in restricting
        if not item.owned and any(not rule.bare for rule in find_version_rules(item.row.whole))
    ]
    return [(line, item) for line, item in found if item not in worded]


def begun_restrictions(
    one: Restriction, rows: Sequence[Row], readers: Readers, kind: Kind
) -> list[tuple[Restriction, Row]]:
    """A restriction without a beginning as from when the nodes that restrict are due, with the row of each; of several days each is of
    the places that its node names."""
    # of a delay the place is whom it is for
    if not one.versions or one.effective is not None or (one.scope and not one.delayed_until):
        return []
    begun, until = _begun_by_nodes(rows, readers, kind), one.delayed_until
    if until and any(due.at.date() >= until.at.date() for due, _, _ in begun):
        return []  # it would end as it begins
    if len({due.at for due, _, _ in begun}) == 1:
        return [(replace(one, effective=due), row) for due, row, _ in begun[:1]]
    apart = len({places for _, _, places in begun if places}) == len(begun) and not until
    return [(replace(one, effective=due, scope=places), row) for due, row, places in begun] if apart else []


def settled_by_nodes(one: FoundRestriction, rows: Sequence[Row], readers: Readers, kind: Kind) -> FoundRestriction:
    """12月20日之后不允许使用 is from that day on where the nodes that restrict are due on it. By when everything is to be barred
    (要在春节前停掉) is not asked about where nodes say from when."""
    begun = _begun_by_nodes(rows, readers, kind)
    if begun:
        one = replace(one, doubts=tuple(d for d in one.doubts if d[0] != "effective" or not BY.search(d[1].words)))
    days = [c for name, doubt in one.doubts if (name, doubt.reason) == ("effective", "after") for c in doubt.candidates]
    if len({due.at for due, _, _ in begun}) != 1 or len(days) != 1:
        return one
    due = begun[0][0]
    if due.at.date() != getattr(days[0], "date", lambda: days[0])():
        return one
    rest = tuple(doubt for doubt in one.doubts if doubt[0] != "effective")
    return replace(one, restriction=replace(one.restriction, effective=due), doubts=rest)


def _begun_by_nodes(rows: Sequence[Row], readers: Readers, kind: Kind) -> list[tuple[When, Row, str]]:
    """When each node that restricts is due, with its row and the places that it names; none where one of them has no day."""
    restricting = [row for row in rows if node_key(row.title, kind) == "restrict"]
    begins = [
        (
            _due(row, readers, kind),
            row,
            "、".join(dict.fromkeys(one.name for one in find_places(row.title, readers.rules.directory))),
        )
        for row in restricting
    ]
    found = [(due, row, places) for due, row, places in begins if due is not None]
    return found if len(found) == len(restricting) else []


def is_day(words: str, row: Row) -> bool:
    """Whether all versions of a row's words are figures of its day: 海外 林涛 1.18 延迟限制."""
    rules = find_version_rules(words)
    return bool(rules) and all(rule.bare and rule.rule in row.text("due") for rule in rules)


def _due(row: Row, readers: Readers, kind: Kind) -> When | None:
    """When a row restricts the versions that it names itself: 版本限制 | 韩冰 | 12月18日 0点 | 8.0 及以下."""
    if node_key(row.title, kind) != "restrict":
        return None
    read = readers.dates(row.mailed).read_date(row.text("due"))
    return when(read) if isinstance(read, Moment) else None


def _clear(title: str) -> str:
    rules = [rule.rule for rule in find_version_rules(title) if not rule.bare]
    return ", ".join(dict.fromkeys(rules))
