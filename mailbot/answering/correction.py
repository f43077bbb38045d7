"""corrected: a faulty mail's own text, mended as far as possible, as a block to copy (SPEC 5)."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from mailbot.campaign.outcome import Fault
from mailbot.considering.considered import Considered
from mailbot.han import han
from mailbot.inbound.forms.issues.greeting import GREETING
from mailbot.inbound.marks import MARKS, without_marks
from mailbot.rulebook.rules import Rules

_LONGEST = 20_000
_NODE = re.compile(r"nodes\[(?P<n>\d+)\]\.(?P<key>\w+)")
_UNIT = re.compile(r"\s*[^\W\d]+$")
# How long a validity is, beside the day from which: 12月1日起一年, 一年，从12月1日.
_LENGTH = re.compile(
    r"起?算?[，,\s]*[\d一二两三四五六七八九十半]+\s*个?[年月周天]半?$"
    r"|^[\d一二两三四五六七八九十半]+\s*个?[年月周天]半?[，,\s]*[从自]?"
)
# What is to be written behind the words that could not be taken, by the field that they are about.
_ASKED = {
    **dict.fromkeys(("due", "start", "valid", "effective", "delayed_until", "t_day", "until"), "day"),
    **dict.fromkeys(("owner", "pm", "department", "departments", "managers"), "person"),
    **dict.fromkeys(
        ("product", "version", "quantity", "channel", "kind", "target_coverage", "regions", "parameters"), "value"
    ),
}
_BY_FORM = frozenset(
    ("plan", "revision", "issue", "summary")
)  # what is sent anew as a whole; a reply in words is answered in words


def corrected(considered: Considered, rules: Rules, language: str) -> str:
    """The lines that the sender wrote, with what was wrong replaced by what is probably meant, and what is missing added as
    lines to fill; '' where nothing in the text could be mended."""
    lines = {line.number: line.text for line in considered.writing.lines}
    if not any(han(text) for text in lines.values()) and any(text.strip() for text in lines.values()):
        language = "en"  # an English mail of a Chinese reader's: what is added goes into their mail, not into ours
    written = dict(lines)
    mended = False
    missing: list[str] = []
    for fault in considered.faults:
        if "row" in fault.facts:
            continue
        number = int(fault.place) if fault.place.isdigit() else 0
        better = _better(fault, rules)
        if number in lines and fault.words and fault.words in lines[number]:
            if not better and considered.kind not in _BY_FORM:
                continue
            ask = _ASKED.get(fault.field.rpartition(".")[2], "words")
            blank = MARKS[ask][language] if without_marks(written[number]) == written[number] else ""
            lines[number] = lines[number].replace(fault.words, better or f"{fault.words}{blank}", 1)
            mended = True
        elif fault.reason == "unknown-kind" and not fault.place:
            missing.append(_line("kind", fault.nearest[0] if len(fault.nearest) == 1 else "", rules, language))
        elif fault.reason.startswith("missing-") and not fault.place and _title(fault.field, rules, language):
            missing.append(_line(fault.field, "", rules, language))
    if not mended and not missing:
        return ""
    missing = [line for line in missing if line not in lines.values()]  # sent back with its blank still open
    text = "\n".join(lines[number] for number in sorted(lines)).strip().split("\n")
    greeted = 1 if GREETING.match(text[0]) else 0
    return "\n".join((*text[:greeted], *missing, *text[greeted:])).strip()[:_LONGEST]


def replacements(considered: Considered, rules: Rules) -> list[tuple[str, str]]:
    """(what the sender wrote, what stands in its place in `corrected`), so that they check it before they send it back."""
    lines = {line.number: line.text for line in considered.writing.lines}
    found = []
    for fault in considered.faults:
        number = int(fault.place) if fault.place.isdigit() else 0
        if "row" in fault.facts or not fault.words or fault.words not in lines.get(number, ""):
            continue
        if better := _better(fault, rules):
            found.append((fault.words, better))
    return found


def _better(fault: Fault, rules: Rules) -> str:
    """What is probably meant: the one date that it may be, the nearest valid word; '' where there are several, since what is
    sent back unread would be recorded."""
    candidates = fault.facts.get("candidates") or ()
    if fault.reason == "reversed-quantity" and len(fault.nearest) == 2:
        low, high = sorted(fault.nearest, key=int)
        return f"{low}-{high}{_UNIT.search(fault.words).group() if _UNIT.search(fault.words) else ''}"  # type: ignore[union-attr]
    if fault.reason == "reversed-range" and len(candidates) == 2:
        return " 至 ".join(sorted(_written(one, rules) for one in candidates))
    if fault.field == "valid" and candidates and (begins := _LENGTH.sub("", fault.words)) != fault.words and begins:
        return f"{begins} 至 {_written(candidates[0], rules)}"  # 12月1日起一年
    if candidates:
        return _written(candidates[0], rules) if len(candidates) == 1 else ""
    return fault.nearest[0] if len(fault.nearest) == 1 and fault.reason != "two-of-that-name" else ""


def _written(candidate: Any, rules: Rules) -> str:
    text = str(candidate)
    try:
        if "T" in text:
            return datetime.fromisoformat(text).astimezone(rules.zone).strftime("%Y-%m-%d %H:%M")
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return text


def _line(key: str, value: str, rules: Rules, language: str) -> str:
    """A field's line, to be filled where its value is not known."""
    name = _title(key, rules, language)
    return f"{name}{'：' if language == 'zh' else ': '}{value or MARKS['value'][language]}"


def _title(key: str, rules: Rules, language: str) -> str:
    """A field's name as people write it."""
    field = next((f for f in rules.fields.field if f.key == key), None)
    return field.title.in_(language) if field else ""


def plan_texts(considered: Considered, rules: Rules) -> dict[str, Any]:
    """What was understood of a faulty plan, as texts for the sheet that goes back with it: `{fields, nodes}`; in place of what
    is at fault what is probably meant, else its own words. `asked` of each names what to fill in or to look at;
    `restrictions` are those of the export."""
    understood = considered.understanding
    if understood is None:
        return {"fields": {}, "nodes": [], "asked": [], "restrictions": []}
    fields: dict[str, str] = {}
    for reading in understood.readings:
        if "[" not in reading.field and reading.value:
            several = reading.field == "parameters" and reading.field in fields
            said = f"{fields[reading.field]}\n{reading.value}" if several else reading.value
            fields[reading.field] = said if several else fields.get(reading.field, said)
    fields["kind"] = str(understood.fields.get("kind") or "")
    restrictions = list(understood.fields.get("restrictions") or ())
    if restrictions:
        fields["restrictions"] = "；".join(_limit(one) for one in restrictions)
    nodes: list[dict[str, Any]] = [
        {name: _text(node.get(name)) for name in ("title", "owner", "department", "due", "remark")}
        for node in understood.nodes
    ]
    asked: list[str] = []
    for node in nodes:
        person = rules.directory.person(node["owner"]) if node["owner"] else None
        if person is not None and len(rules.directory.named(person.name)) == 1:
            node["owner"] = person.name
    for fault in considered.faults:
        better = _better(fault, rules) or ("" if fault.reason.startswith("missing-") else fault.words)
        row = _NODE.fullmatch(fault.field)
        if row is not None and row["key"] in ("owner", "due") and int(row["n"]) <= len(nodes):
            node = nodes[int(row["n"]) - 1]
            node[row["key"]] = better
            node["asked"] = [*node.get("asked", ()), row["key"]]
        elif fault.field in ("version", "product", "quantity", "valid", "channel", "regions"):
            fields[fault.field] = better
            asked.append(fault.field)
    return {"fields": fields, "nodes": nodes, "asked": asked, "restrictions": restrictions}


def row_of(fault: Fault) -> int | None:
    """Which of a plan's rows a fault is about, from 0."""
    row = _NODE.fullmatch(fault.field)
    return int(row["n"]) - 1 if row is not None else None


def _limit(one: Mapping[str, Any]) -> str:
    """A restriction as the sheet's reader reads it: `8.0 及以下，2026-12-18 00:00 起，海外延迟到 2027-01-15`."""
    effective, delayed = _text(one.get("effective")), _text(one.get("delayed_until"))
    scope = str(one.get("scope") or "")
    parts = [str(one.get("versions") or ""), f"{effective} 起" if effective else ""]
    parts.append(f"{scope}延迟到 {delayed}" if delayed else scope)
    return "，".join(part for part in parts if part)


def _text(value: Any) -> str:
    """A node's value as it is written into a cell: an instant to the minute."""
    text = "" if value is None else str(value)
    try:
        return datetime.fromisoformat(text).strftime("%Y-%m-%d %H:%M") if "T" in text and "-" in text else text
    except ValueError:
        return text
