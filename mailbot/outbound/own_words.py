"""with_own_words: facts in which standard nodes, what closes them and departments bear their names in the reader's language, where the rules give one."""

from collections.abc import Callable, Mapping
from typing import Any

from mailbot.rulebook.other_language import title_read

_DEPARTMENTS = frozenset(("department", "departments", "waiting", "pending", "objected"))
_REGIONS = frozenset(("region", "regions", "scope"))
_EVIDENCE = frozenset(("names", "missing", "brought"))
_ROWS = ("nodes.added", "nodes.dropped")  # lines of a revision that begin with a node's title


def with_own_words(
    facts: Any,
    titles: Mapping[str, str],
    departments: Mapping[str, str],
    regions: Mapping[str, str],
    evidence: Mapping[str, str] | None = None,
) -> Any:
    """The facts, each `title` that is a standard one, each test and file that closes a node, and each department and region
    by its name, put into the reader's words; what people named otherwise stays as named."""
    lists = {**dict.fromkeys(_DEPARTMENTS, departments), **dict.fromkeys(_REGIONS, regions)}
    lists |= dict.fromkeys(_EVIDENCE, evidence or {})

    def put(name: str, value: Any) -> Any:
        if name in ("title", "nearest") and isinstance(value, str):
            return title_read(value, titles, regions) or value
        if name == "nearest" and isinstance(value, list | tuple):  # the nodes that may be meant
            return [put("nearest", one) for one in value]
        words = lists.get(name)
        if isinstance(value, str):
            return words.get(value, value) if words else value
        if words is not None and isinstance(value, list | tuple):
            return [_named(one, words, put) for one in value]
        return walk(value)

    def walk(value: Any) -> Any:
        if isinstance(value, Mapping):
            shown = {name: put(name, one) for name, one in value.items()}
            return _row(shown, titles, regions) if shown.get("what") in _ROWS else shown
        return [walk(one) for one in value] if isinstance(value, list | tuple) else value

    return walk(facts) if titles or departments or regions or evidence else facts


def _named(one: Any, words: Mapping[str, str], put: Callable[[str, Any], Any]) -> Any:
    """A department or region in a list: its name, or an object that has one."""
    if isinstance(one, Mapping):
        return {
            name: words.get(value, value) if name == "name" and isinstance(value, str) else put(name, value)
            for name, value in one.items()
        }
    return words.get(one, one) if isinstance(one, str) else put("", one)


def _row(line: dict[str, Any], titles: Mapping[str, str], regions: Mapping[str, str]) -> dict[str, Any]:
    for side in ("before", "after"):
        title, blank, rest = str(line.get(side) or "").partition(" ")
        if own := title_read(title, titles, regions):
            line[side] = f"{own}{blank}{rest}"
    return line
