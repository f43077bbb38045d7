"""restricting: rows of a table of restrictions that say who restricts are nodes too: 区域 | 限制版本 | 限制时间 | 负责人."""

from collections.abc import Sequence

from mailbot.inbound.forms.nodes.names import node_keys
from mailbot.inbound.forms.people.people import PeopleReader, is_blank
from mailbot.inbound.forms.plans.draft import Row
from mailbot.rulebook.shapes import Kind
from mailbot.value import replace


def restricting(limits: Sequence[Row], nodes: Sequence[Row], kinds: Sequence[Kind], people: PeopleReader) -> list[Row]:
    """A node 版本限制 for each row of restrictions that has an owner and a day, due on it; [] where the plan's nodes have one of
    their own, or a row names nobody."""
    if not limits or any("restrict" in node_keys(row.title, kinds).values() for row in nodes):
        return []
    if any(is_blank(row.text("effective")) or not people.read(row.text("owner")).owner for row in limits):
        return []
    title = next((node.title.zh for kind in kinds for node in kind.node if node.key == "restrict"), "版本限制")
    found: list[Row] = []
    for row in limits:
        place = row.text("region") or row.text("department")
        texts = {
            "title": f"{title}（{place}）" if place else title,
            "owner": row.text("owner"),
            "due": row.text("effective"),
        }
        places = {"title": row.place, "owner": row.at("owner"), "due": row.at("effective")}
        found.append(replace(row, texts=texts, places=places))
    return found
