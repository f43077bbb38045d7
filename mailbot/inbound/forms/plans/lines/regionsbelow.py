"""with_regions_below: a field of regions with the lines below it that name more: 区域：华东 over 华南."""

from collections.abc import Iterable, Sequence

from mailbot.inbound.forms.fields.lines import FieldValue
from mailbot.inbound.forms.things.regions import listed_regions
from mailbot.inbound.writing import Line
from mailbot.rulebook.directory import Directory
from mailbot.value import replace

_MOST = 20


def with_regions_below(fields: Iterable[FieldValue], lines: Sequence[Line], directory: Directory) -> list[FieldValue]:
    """Only lines right below that are nothing but regions, without a blank one between."""
    texts = {line.number: line for line in lines}
    found: list[FieldValue] = []
    for one in fields:
        if one.key == "regions" and one.value.strip() and len(one.lines) == 1 and listed_regions(one.value, directory):
            below: list[Line] = []
            while (
                len(below) < _MOST
                and (line := texts.get(one.lines[0].number + len(below) + 1)) is not None
                and listed_regions(line.text, directory)
            ):
                below.append(line)
            if below:
                value = "、".join((one.value.strip(" 、，,"), *(line.text.strip(" \u3000、，,。") for line in below)))
                one = replace(one, value=value, lines=(*one.lines, *below))
        found.append(one)
    return found
