"""with_own_titles: facts in which a standard node has its title in the reader's language, where nobody gave it another."""

from collections.abc import Mapping
from typing import Any

from mailbot.rulebook.shapes import Kind


def standard_titles(kinds: Mapping[str, Kind], written: str, read: str) -> dict[str, str]:
    """The titles of the rules in the language that they are recorded in (the company's) → in the reader's."""
    nodes = [node for kind in kinds.values() for node in kind.node]
    return {node.title.in_(written): node.title.in_(read) for node in nodes if written != read}


def with_own_titles(facts: Any, titles: Mapping[str, str]) -> Any:
    """The facts, each `title` that is a standard one put into the reader's words; what people named stays as named."""
    if isinstance(facts, Mapping):
        return {
            name: titles.get(value, value) if name == "title" and isinstance(value, str) else with_own_titles(value, titles)
            for name, value in facts.items()
        }
    if isinstance(facts, list | tuple):
        return [with_own_titles(one, titles) for one in facts]
    return facts
