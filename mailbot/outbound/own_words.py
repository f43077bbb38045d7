"""with_own_words: facts in which standard nodes and departments bear their names in the reader's language, where the rules give one."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from mailbot.rulebook.directory import Directory
from mailbot.rulebook.shapes import Kind

_PLACES = frozenset(("department", "departments", "region", "regions", "scope", "waiting", "pending", "objected"))
_SCRIPTS = {"en": re.compile(r"[ -~]*[A-Za-z][ -~]*"), "zh": re.compile(r".*[\u4e00-\u9fff].*")}
_ROWS = ("nodes.added", "nodes.dropped")  # lines of a revision that begin with a node's title


def standard_titles(kinds: Mapping[str, Kind], written: str, read: str) -> dict[str, str]:
    """The titles of the rules in the language that they are recorded in (the company's) → in the reader's."""
    nodes = [node for kind in kinds.values() for node in kind.node]
    return {node.title.in_(written): node.title.in_(read) for node in nodes if written != read}


def department_names(directory: Directory, written: str, read: str) -> dict[str, str]:
    """Each name of a department → its first one in the script of the reader's language: 华东业务部, 华东 → East China."""
    names: dict[str, str] = {}
    for one in directory.departments if written != read else ():
        own = next((alias for alias in one.aliases if _SCRIPTS[read].fullmatch(alias)), None)
        if own is not None and not _SCRIPTS[read].fullmatch(one.name):
            names |= dict.fromkeys((one.name, *one.aliases), own)
    return names


def with_own_words(facts: Any, titles: Mapping[str, str], places: Mapping[str, str]) -> Any:
    """The facts, each `title` that is a standard one, and each department and region by its name, put into the reader's words;
    what people named otherwise stays as named."""

    def put(name: str, value: Any) -> Any:
        words = titles if name == "title" else places if name in _PLACES else {}
        if isinstance(value, str):
            return words.get(value, value)
        if isinstance(value, list | tuple) and name in _PLACES:
            return [_place(one, places, put) for one in value]
        return walk(value)

    def walk(value: Any) -> Any:
        if isinstance(value, Mapping):
            shown = {name: put(name, one) for name, one in value.items()}
            return _row(shown, titles) if shown.get("what") in _ROWS else shown
        return [walk(one) for one in value] if isinstance(value, list | tuple) else value

    return walk(facts) if titles or places else facts


def _place(one: Any, places: Mapping[str, str], put: Callable[[str, Any], Any]) -> Any:
    """A department in a list: its name, or an object that has one."""
    if isinstance(one, Mapping):
        return {name: places.get(value, value) if name == "name" and isinstance(value, str) else put(name, value) for name, value in one.items()}
    return places.get(one, one) if isinstance(one, str) else put("", one)


def _row(line: dict[str, Any], titles: Mapping[str, str]) -> dict[str, Any]:
    for side in ("before", "after"):
        title, blank, rest = str(line.get(side) or "").partition(" ")
        if title in titles:
            line[side] = f"{titles[title]}{blank}{rest}"
    return line
