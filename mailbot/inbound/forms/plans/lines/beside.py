"""beside_fields, with_regions_below: what a line says besides its fields (已通过测试，找我拿安装包。有效期：长期。授权 150 套), and what stands below
one of regions (SPEC 3 "Body")."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from mailbot.inbound.forms.fields.lines import FieldValue
from mailbot.inbound.forms.plans.readers import NODELIKE, ROW_FIELDS
from mailbot.inbound.forms.things.regions import listed_regions
from mailbot.inbound.forms.things.versionrules import find_version_rules
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.rulebook.directory import Directory
from mailbot.value import replace

# Fields of one short value: what follows a comma is told of something else.
_SHORT = frozenset("product component version channel quantity regions valid departments kind t_day title pm".split())
_SENTENCED = frozenset(("restrictions", "effective", "delayed", "target_coverage", "node", "nodes"))  # … of a sentence
_CUT = frozenset(("guidance", "remark"))  # … of which nodes told behind it are none (`without_nodes`)
_ENDS = late(r"[。！!]|[；;]\s*(?=\S{4})")
_STOPS = late(r"。|(?<=[a-z\u4e00-\u9fff])\.\s+(?=[A-Z])")  # …, responsible: Han Bing. For Overseas …
_COMMAS = late(r"[，。；;！!]|,(?!\d)|(?<=[a-z)\d])\.\s+(?=[A-Z])")
_INNER = late(r"[(（]([^()（）]{4,60})[)）]")  # comsvr 6.3.0（安装包找我要）
_EITHER = frozenset(("departments", "remark", "status", "reason"))  # of a plan or of one row
_FEWEST = 4


def beside_fields(fields: Sequence[FieldValue]) -> tuple[Line, ...]:
    """The text before the first field of each line, where a sentence ends there, and what stands behind or within the values of
    fields that are short: 版本：10.7.0，从产品经理处获取；数量≤400."""
    known = [one for one in fields if one.key is not None and len(one.lines) == 1]
    first: dict[int, FieldValue] = {}
    for one in known:
        first.setdefault(one.lines[0].number, one)
    last = {one.lines[0].number: one for one in known}
    found: list[Line] = []
    for one in known:
        line = one.lines[0]
        if first[line.number] is one:
            at = line.text.find(one.name) if one.name else -1
            lead = line.text[: max(at, 0)].rstrip()
            if len(lead.strip()) >= _FEWEST and re.search(r"[。；;！!，,.]$", lead):
                found.append(replace(line, text=lead))
        if one.key in _SHORT:
            found += [replace(line, text=inner) for inner in _INNER.findall(one.value) if len(inner) >= _FEWEST]
        if one.key in _CUT and (at := line.text.find(one.value)) >= 0 and one is last[line.number]:
            tail = line.text[at + len(one.value) :].strip()
            found += [replace(line, text=tail)] if len(tail) >= _FEWEST else []
        parting = (
            _COMMAS if one.key in _SHORT else _ENDS if one.key in _SENTENCED else _STOPS if one.key == "owner" else None
        )
        cut = parting.search(one.value) if parting else None
        if cut is not None and len(tail := one.value[cut.end() :].strip()) >= _FEWEST:
            found.append(replace(line, text=tail))
    return tuple(found)


def form_lines(fields: Sequence[FieldValue]) -> set[int]:
    """The numbers of lines that hold several of the plan's own fields: 版本获取：官网    有效时间：… is no node."""
    counts = Counter(line.number for f in fields if f.key and f.key not in ROW_FIELDS for line in f.lines[:1])
    plans = [f for f in fields if f.key and f.key not in ROW_FIELDS | NODELIKE | _EITHER]
    plans += [
        f for f in fields if f.key == "restrictions" and find_version_rules(f.value)
    ]  # 获取方式：找陈静领取    限制版本：…
    own = {line.number for f in plans for line in f.lines[:1]}
    return {number for number, count in counts.items() if count > 1 and number in own}


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
