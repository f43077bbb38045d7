"""with_own_words: facts in which standard nodes and departments bear their names in the reader's language, where the rules give one."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from mailbot.rulebook.directory import Directory
from mailbot.rulebook.shapes import Kind

_DEPARTMENTS = frozenset(("department", "departments", "waiting", "pending", "objected"))
_REGIONS = frozenset(("region", "regions", "scope"))
_SCRIPTS = {"en": re.compile(r"[ -~]*[A-Za-z][ -~]*"), "zh": re.compile(r".*[\u4e00-\u9fff].*")}
_PLACED = re.compile(r"([^（）]{1,40})（([^（）]{1,40})）")  # 版本限制（华东）: one of several nodes called alike
_ROWS = ("nodes.added", "nodes.dropped")  # lines of a revision that begin with a node's title


def standard_titles(kinds: Mapping[str, Kind], written: str, read: str) -> dict[str, str]:
    """The titles of the rules in the language that they are recorded in (the company's) → in the reader's."""
    nodes = [node for kind in kinds.values() for node in kind.node]
    return {node.title.in_(written): node.title.in_(read) for node in nodes if written != read}


def department_names(directory: Directory, read: str) -> dict[str, str]:
    """Each name of a department that is not in the script of the reader's language → its first one that is: 华东业务部, 华东 →
    East China; Overseas → 海外."""
    fits = _SCRIPTS[read].fullmatch
    names: dict[str, str] = {}
    for one in directory.departments:
        own = next((name for name in (*one.aliases, one.name) if fits(name)), None)
        if own is not None:
            names |= {name: own for name in (one.name, *one.aliases) if not fits(name)}
    return names


def with_own_words(
    facts: Any, titles: Mapping[str, str], departments: Mapping[str, str], regions: Mapping[str, str]
) -> Any:
    """The facts, each `title` that is a standard one, and each department and region by its name, put into the reader's words;
    what people named otherwise stays as named."""

    def put(name: str, value: Any) -> Any:
        if (
            name == "title"
            and isinstance(value, str)
            and (placed := _PLACED.fullmatch(value))
            and placed[1] in titles
            and placed[2] in regions
        ):
            return f"{titles[placed[1]]} ({regions[placed[2]]})"
        words = (
            titles
            if name == "title"
            else departments
            if name in _DEPARTMENTS
            else regions
            if name in _REGIONS
            else None
        )
        if isinstance(value, str):
            return words.get(value, value) if words else value
        if words is not None and isinstance(value, list | tuple):
            return [_named(one, words, put) for one in value]
        return walk(value)

    def walk(value: Any) -> Any:
        if isinstance(value, Mapping):
            shown = {name: put(name, one) for name, one in value.items()}
            return _row(shown, titles) if shown.get("what") in _ROWS else shown
        return [walk(one) for one in value] if isinstance(value, list | tuple) else value

    return walk(facts) if titles or departments or regions else facts


def _named(one: Any, words: Mapping[str, str], put: Callable[[str, Any], Any]) -> Any:
    """A department or region in a list: its name, or an object that has one."""
    if isinstance(one, Mapping):
        return {
            name: words.get(value, value) if name == "name" and isinstance(value, str) else put(name, value)
            for name, value in one.items()
        }
    return words.get(one, one) if isinstance(one, str) else put("", one)


def _row(line: dict[str, Any], titles: Mapping[str, str]) -> dict[str, Any]:
    for side in ("before", "after"):
        title, blank, rest = str(line.get(side) or "").partition(" ")
        if title in titles:
            line[side] = f"{titles[title]}{blank}{rest}"
    return line
