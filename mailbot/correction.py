"""corrected: a faulty mail's own text, mended as far as possible, as a block to copy (SPEC 5)."""

from datetime import date, datetime
from typing import Any

from mailbot.campaign.outcome import Fault
from mailbot.consider import Considered
from mailbot.inbound.forms.context import Understanding
from mailbot.rulebook.rules import Rules

_LONGEST = 20_000
_BLANK = {"zh": "〔请填写〕", "en": "[please fill in]"}


def corrected(considered: Considered, rules: Rules, language: str) -> str:
    """The lines that the sender wrote, with what was wrong replaced by what is probably meant, and what is missing added as
    lines to fill; '' where nothing in the text could be mended."""
    lines = {line.number: line.text for line in considered.writing.lines}
    mended = False
    missing: list[str] = []
    for fault in considered.faults:
        if "row" in fault.facts:
            continue
        number = int(fault.place) if fault.place.isdigit() else 0
        better = _better(fault, rules)
        if number in lines and fault.words and fault.words in lines[number]:
            lines[number] = lines[number].replace(fault.words, better or f"{fault.words}{_BLANK[language]}", 1)
            mended = True
        elif fault.reason.startswith("missing-") and not fault.place and (name := _title(fault.field, rules, language)):
            missing.append(f"{name}：{_BLANK[language]}" if language == "zh" else f"{name}: {_BLANK[language]}")
    if not mended and not missing:
        return ""
    text = "\n".join(lines[number] for number in sorted(lines)).strip()
    return "\n".join(part for part in ("\n".join(missing), text) if part)[:_LONGEST]


def _better(fault: Fault, rules: Rules) -> str:
    """What is probably meant: the first date that it may be, the nearest valid word; '' where nobody can tell."""
    candidates = fault.facts.get("candidates") or ()
    if candidates:
        return _written(candidates[0], rules)
    return fault.nearest[0] if len(fault.nearest) == 1 or (fault.nearest and fault.field.endswith("owner")) else ""


def _written(candidate: Any, rules: Rules) -> str:
    text = str(candidate)
    try:
        if "T" in text:
            return datetime.fromisoformat(text).astimezone(rules.zone).strftime("%Y-%m-%d %H:%M")
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return text


def _title(key: str, rules: Rules, language: str) -> str:
    """A field's name as people write it."""
    field = next((f for f in rules.fields.field if f.key == key), None)
    return field.title.in_(language) if field else ""


def plan_texts(understood: Understanding) -> dict[str, Any]:
    """What was understood of a faulty plan, as texts for the sheet that goes back with it: `{fields, nodes}`."""
    fields: dict[str, str] = {}
    for reading in understood.readings:
        if "[" not in reading.field and reading.words:
            fields.setdefault(reading.field, reading.words)
    return {
        "fields": fields,
        "nodes": [
            {name: _text(node.get(name)) for name in ("title", "owner", "department", "due", "remark")}
            for node in understood.nodes
        ],
    }


def _text(value: Any) -> str:
    """A node's value as it is written into a cell: an instant to the minute."""
    text = "" if value is None else str(value)
    try:
        return datetime.fromisoformat(text).strftime("%Y-%m-%d %H:%M") if "T" in text and "-" in text else text
    except ValueError:
        return text
