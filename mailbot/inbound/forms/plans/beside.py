"""beside_fields: what a line says besides its fields: 已通过测试，找我拿安装包。有效期：长期。授权 150 套 (SPEC 3 "Body")."""

import re
from collections.abc import Sequence

from mailbot.inbound.forms.fields.lines import FieldValue
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import replace

__all__ = ["beside_fields"]

# Fields of one short value: what follows a comma is told of something else.
_SHORT = frozenset(
    ("product", "component", "version", "channel", "quantity", "regions", "valid", "departments", "kind", "t_day", "title", "pm")
)
_SENTENCED = frozenset(("restrictions", "effective", "delayed", "target_coverage"))  # … of a sentence
_ENDS = late(r"[。！!]|[；;]\s*(?=\S{4})")
_COMMAS = late(r"[，,。；;！!]")
_FEWEST = 4


def beside_fields(fields: Sequence[FieldValue]) -> tuple[Line, ...]:
    """The text before the first field of each line, where a sentence ends there, and behind the value of its last."""
    first: dict[int, FieldValue] = {}
    last: dict[int, FieldValue] = {}
    for one in fields:
        if one.key is not None and len(one.lines) == 1:
            first.setdefault(one.lines[0].number, one)
            last[one.lines[0].number] = one
    found: list[Line] = []
    for number, one in first.items():
        line = one.lines[0]
        at = line.text.find(one.name) if one.name else -1
        lead = line.text[: max(at, 0)].rstrip()
        if len(lead.strip()) >= _FEWEST and re.search(r"[。；;！!，,]$", lead):
            found.append(replace(line, text=lead))
        end = last[number]
        parting = _COMMAS if end.key in _SHORT else _ENDS if end.key in _SENTENCED else None
        cut = parting.search(end.value) if parting else None
        if cut is not None and len(tail := end.value[cut.end() :].strip()) >= _FEWEST:
            found.append(replace(line, text=tail))
    return tuple(found)
