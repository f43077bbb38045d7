"""without_nodes: the lines below a label that are its value, and no nodes: 参数： with its list, then `12月2日前 灰度下发 邓婷`."""

from mailbot.inbound.forms.fields.lines import FieldValue
from mailbot.inbound.forms.plans.items import ItemReader
from mailbot.inbound.forms.plans.lines.tells import tells
from mailbot.inbound.forms.things.parameterlines import find_parameters
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import replace

_SENTENCED = frozenset(("guidance", "remark"))
_STOPS = late(r"[。！!；;]+|(?<=[a-z\d)])\.\s+(?=[A-Z])")
_LONGEST = 2000
_MARKED = late(r"^\s*(?:[(（]?\d{1,2}[)）、.．](?!\d)|[①-⑳]|[•·●*-])\s*")


def without_nodes(value: FieldValue, items: ItemReader) -> FieldValue:
    """A field of several lines without the nodes that stand right below them: 参数： and its list, then `1、12月2日前 灰度下发 邓婷`."""
    if value.key not in ("parameters", "guidance", "restrictions", "delayed", "remark") or len(value.lines) < 2:
        return value
    marked = [_MARKED.match(line.text) is not None for line in value.lines[1:]]
    for at, line in enumerate(value.lines[1:], 1):
        if (
            value.key == "parameters"
            and at > 1
            and marked[0]
            and not marked[at - 1]
            and not _deeper(value.lines[1], line)
        ):
            return _without_lines(value, at)  # the list is at its end
        item = items.read(_MARKED.sub("", line.text, count=1), place=line.place)
        if not (item.sure and item.named and len(item.row.title) <= 16) or tells(item):
            continue
        if value.key == "parameters" and find_parameters(line.text):
            continue
        return _without_lines(value, at)
    return value


def without_sentences(value: FieldValue, items: ItemReader) -> FieldValue:
    """A field of one line without its sentences from that on in which somebody does something by a day: 指导意见：先备份。孙丽12月3日前升完华东。"""
    if value.key not in _SENTENCED or len(value.lines) != 1:
        return value
    for stop in _STOPS.finditer(value.value[:_LONGEST]):
        rest = _STOPS.split(value.value[stop.end() :], maxsplit=1)[0]
        item = items.read(rest)
        if item.owned and item.dated and not tells(item):
            return replace(value, value=value.value[: stop.end()].strip())
    return value


def _without_lines(value: FieldValue, at: int) -> FieldValue:
    """A field of several lines without those from the index `at` on."""
    lines = value.lines[:at]
    texts = value.value.split("\n")
    own = texts[: len(texts) - (len(value.lines) - at)]
    words = "\n".join(one.text.strip() for one in lines)
    return replace(value, lines=lines, value="\n".join(own), words=words[:600])


def _deeper(one: Line, other: Line) -> bool:
    """Whether a line is indented deeper than another, and so goes on with it."""
    own, theirs = (len(line.text) - len(line.text.lstrip(" \t\u3000")) for line in (one, other))
    return theirs > own
