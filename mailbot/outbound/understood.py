"""understood: how a receipt shows what was read, each value beside the words it came from (SPEC 5, "Receipt")."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from mailbot.value import Mutable, field

_NODE = re.compile(r"nodes\[(\d{1,4})\](?:\.(\w+))?\Z")


class Line(Mutable):
    """Values that were read from one line of the mail: `values` are (field, value) pairs, `rules` how they were taken."""

    place: str
    words: str
    values: list[tuple[str, str]] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)


class NodeReading(Mutable):
    """What is worth saying beside a node: the sender's words for its due time, and the remarks on its row."""

    due_words: str = ""
    remarks: list[Mapping[str, Any]] = field(default_factory=list)


class Understood(Mutable):
    lines: list[Line]
    nodes: dict[str, NodeReading]
    remarks: list[Mapping[str, Any]]


def understood(part: Mapping[str, Any]) -> Understood:
    """`part` is one of a receipt's: its `readings` and `remarks`, with the campaign among its `facts` where there is one.

    Readings of nodes go to the campaign's nodes, by the title that was read, else in order; a remark goes to the node on
    whose line it is, if there is just one; everything else is left in lines of its own, in the mail's order.
    """
    campaign = (part.get("facts") or {}).get("campaign")
    limits = (campaign.get("restrictions") or ()) if isinstance(campaign, Mapping) else ()
    one_limit = len({(limit.get("versions"), limit.get("effective")) for limit in limits}) == 1
    lines: list[Line] = []
    rows: dict[int, dict[str, Mapping[str, Any]]] = {}
    for reading in part.get("readings") or ():
        found = _NODE.match(str(reading.get("field", "")))
        if found:
            rows.setdefault(int(found[1]), {})[found[2] or ""] = reading
        elif not _remarked(reading, part):
            _add(lines, reading, whole=one_limit)
    titles = (
        [(str(n.get("key")), str(n.get("title"))) for n in campaign.get("nodes", ())]
        if isinstance(campaign, Mapping)
        else []
    )
    keys = _keys(rows, titles, in_order=part.get("kind") == "plan")
    nodes = {key: NodeReading(due_words=str(rows[i].get("due", {}).get("words") or "")) for i, key in keys.items()}
    places: dict[str, set[str]] = {}
    for i, key in keys.items():
        for reading in rows[i].values():
            places.setdefault(_row(reading.get("place")), set()).add(key)
    left = []
    for remark in part.get("remarks") or ():
        owners = places.get(_row(remark.get("place")), set())
        if len(owners) == 1:
            beside = nodes[next(iter(owners))].remarks
            if not any(_alike(remark, other) for other in beside):
                beside.append(remark)
        else:
            left.append(remark)
    if not keys:  # no campaign to show the rows with: they are lines like all others
        for i in sorted(rows):
            for reading in rows[i].values():
                _add(lines, reading)
    return Understood(lines, nodes, left)


def remarks_of(facts: Mapping[str, Any], parts: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """What a receipt has to say besides its parts: the mail's remarks and those of its parts, each once, less those that
    stand beside a node."""
    left = list(facts.get("remarks") or ())
    beside: list[Mapping[str, Any]] = []
    for part in parts:
        seen = understood(part)
        left += seen.remarks
        beside += [remark for node in seen.nodes.values() for remark in node.remarks]
    said = {_same(remark) for remark in beside}
    result = []
    for remark in left:
        if _same(remark) not in said and not any(_alike(remark, other) for other in beside):
            said.add(_same(remark))
            result.append(remark)
    return result


def _alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether both say the same of the same: a day off is the node's due time and the end of the delay."""
    return bool(one.get("facts")) and (one.get("reason"), one.get("facts")) == (other.get("reason"), other.get("facts"))


def _same(remark: Mapping[str, Any]) -> tuple[str, str, str]:
    return str(remark.get("reason")), str(remark.get("place") or ""), str(remark.get("words") or "")


def _remarked(reading: Mapping[str, Any], part: Mapping[str, Any]) -> bool:
    """Whether a remark says that the field is none of ours: it is not shown as understood as well."""
    if reading.get("rule") != "unknown-field":
        return False
    return any(
        r.get("reason") == "unknown-field" and r.get("place") == reading.get("place") for r in part.get("remarks") or ()
    )


def _add(lines: list[Line], reading: Mapping[str, Any], *, whole: bool = False) -> None:
    """`whole`: what is restricted stands in one line, however many places of the mail it was read from."""
    place, words = str(reading.get("place") or ""), str(reading.get("words") or "")
    if whole and reading.get("field") == "restrictions":
        said = next((line for line in lines if any(name == "restrictions" for name, _ in line.values)), None)
        if said is not None:
            if words not in said.words:
                said.words = f"{said.words} … {words}"
            return
    last = lines[-1] if lines else None
    # Rows of one attached table belong together, though the mail has no line for them.
    row = not place and not words and last is not None and not last.words and last.values[-1][0] == reading.get("field")
    if last is None or (not row and (not place or last.place != place)):
        last = Line(place, words)
        lines.append(last)
    value = (str(reading.get("field") or ""), str(reading.get("value") or ""))
    if value not in last.values:
        last.values.append(value)
    if last.words in words:
        last.words = words
    elif words not in last.words:  # two values of one line, each with its own words
        last.words = f"{last.words} … {words}"
    rule = str(reading.get("rule") or "")
    if rule and rule not in last.rules:
        last.rules.append(rule)


def _keys(
    rows: Mapping[int, Mapping[str, Mapping[str, Any]]], titles: list[tuple[str, str]], *, in_order: bool
) -> dict[int, str]:
    """Which node each row became: the one of its title, or, in a new plan, which is laid out so, of its place in order."""
    found: dict[int, str] = {}
    free = list(titles)
    for i, row in rows.items():
        title = str(row.get("title", {}).get("value") or "")
        match = next((t for t in free if title and t[1] == title), None)
        if match is not None:
            found[i] = match[0]
            free.remove(match)
    if in_order:
        by_place = dict(zip(sorted(rows), titles, strict=False))
        found |= {i: by_place[i][0] for i in rows if i not in found and i in by_place and by_place[i] in free}
    return found


def _row(place: Any) -> str:
    """The row that a place is on: line `7`, or of `Sheet1!C7` the sheet's row."""
    text = str(place or "")
    sheet, mark, cell = text.rpartition("!")
    return f"{sheet}{mark}{cell.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ$')}" if mark else text
