"""JSON as back ends give it → rows of texts: a list of objects, wherever it lies in what wraps it, or `{"8.2.1": 487}`."""

import json
import re
from collections.abc import Iterator
from typing import Any

from mailbot.inbound.charset import decode
from mailbot.inbound.forms.tables.sheetfiles.bounds import CELLS, TEXT, UnreadableSheet

_DEPTH = 6
_COLUMNS = 64
_VERSION = re.compile(r"[vV]?\d{1,9}(?:\.\d{1,9})+")


def read_json(content: bytes) -> list[list[list[str]]]:
    """Tables with their header first, the outermost first; an object that is nothing but versions with numbers is one, too.
    UnreadableSheet: `damaged` for what is no JSON, `too-large`."""
    text = decode(content).text.lstrip("\ufeff")
    if len(text) > TEXT:
        raise UnreadableSheet("too-large")
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):  # also for a number of more digits than Python converts
        raise UnreadableSheet("damaged") from None
    return list(_tables(document))


def _tables(document: Any) -> Iterator[list[list[str]]]:
    level = [document]
    for _ in range(_DEPTH):
        for value in level:
            if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
                yield _of_objects(value)
            elif isinstance(value, dict) and value and all(_counted(name, item) for name, item in value.items()):
                yield [["version", "count"], *([name, str(item)] for name, item in value.items())]
        level = [
            inner
            for value in level
            if isinstance(value, dict)
            for inner in value.values()
            if isinstance(inner, dict | list)
        ]


def _of_objects(objects: list[dict[str, Any]]) -> list[list[str]]:
    columns = list(dict.fromkeys(str(name) for item in objects for name in item))
    if len(columns) > _COLUMNS or len(columns) * len(objects) > CELLS:
        raise UnreadableSheet("too-large")
    return [columns, *([_text(item.get(name)) for name in columns] for item in objects)]


def _text(value: Any) -> str:
    """A cell: what is no text, number or flag is none."""
    return str(value) if isinstance(value, str | int | float) else ""


def _counted(name: str, value: Any) -> bool:
    """`"8.2.1": 487`, not `"code": 401`."""
    return isinstance(value, int | float) and not isinstance(value, bool) and _VERSION.match(name) is not None
