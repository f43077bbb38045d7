"""explanation: what would be understood from a mail, as the JSON object of SPEC 8 `explain`."""

from datetime import date, datetime
from enum import Enum
from typing import Any

from mailbot.considering.circumstances import writing_of
from mailbot.considering.consider import read_considered
from mailbot.considering.considered import Considered
from mailbot.errors import UnreadableMail
from mailbot.house import House
from mailbot.value import asdict


def explanation(octets: bytes, house: House, now: datetime) -> dict[str, Any]:
    """All keys of SPEC 8, always: `message_id, from, subject, date, text, verdict, kind, campaign, reasons[], errors[],
    fields{}, nodes[], missing[], dry_run`, and beside them `readings[]` for the table on a terminal."""
    try:
        considered = read_considered(octets, house, now)
    except UnreadableMail as error:
        return {**_nothing(), "verdict": "quarantined", "reasons": [f"unreadable: {error}"]}
    letter = considered.letter
    understood = considered.understanding
    language = house.rules.company.language
    errors = []
    for fault in considered.faults:
        facts = {
            **fault.facts,
            "words": fault.words,
            "place": fault.place,
            "field": fault.field,
            "nearest": list(fault.nearest),
        }
        reason = house.templates.reason(fault.reason, language, facts)
        line: int | str | None = int(fault.place) if fault.place.isdigit() else fault.place or None
        errors.append(
            {
                "line": line,
                "field": fault.field or None,
                "message": reason.message,
                "hint": reason.hint or None,
                "reason": fault.reason,
            }
        )
    return {
        "message_id": letter.message_id,
        "from": letter.from_[0].address if letter.from_ else None,
        "subject": letter.subject,
        "date": letter.date.astimezone(house.rules.zone).isoformat(timespec="seconds") if letter.date else None,
        "text": _text(considered),
        "verdict": considered.verdict,
        "kind": considered.kind,
        "campaign": None if _opens(considered) else considered.campaign,
        "reasons": [*considered.reasons, *(f.reason for f in considered.faults), *_how(considered)],
        "errors": errors,
        "fields": plain(understood.fields) if understood else {},
        "nodes": _nodes(considered),
        "missing": list(understood.missing) if understood else [],
        "dry_run": considered.dry_run,
        "readings": [asdict(r) for r in _readings(considered)],
        "remarks": [plain(asdict(r)) for r in (understood.remarks if understood else ())],
    }


def plain(value: Any) -> Any:
    """The value as JSON knows it."""
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in value]
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _text(considered: Considered) -> str:
    """What its sender wrote, whatever the verdict: a mail that the screen ignored was not read that far."""
    if considered.understanding is not None:
        return considered.writing.text
    return writing_of(considered.letter, considered.subject).text


def _opens(considered: Considered) -> bool:
    """A new plan has no code before it is taken."""
    return any(d.before is None and d.result.kind == "plan" for d in considered.decided)


def _how(considered: Considered) -> list[str]:
    """How the thread was found, for who asks why a mail went to a campaign. Of two codes neither was believed."""
    if any(fault.reason == "two-codes" for fault in considered.faults):
        return []
    found = [f"thread-by-{considered.thread.how}"] if considered.thread.campaign else []
    return [*found, "code-over-thread"] if considered.thread.conflict else found


def _nodes(considered: Considered) -> list[dict[str, Any]]:
    """The plan's nodes, or those that a result, progress, promise or postponement means."""
    if considered.understanding and considered.understanding.nodes:
        return [plain(n) for n in considered.understanding.nodes]
    found: list[dict[str, Any]] = []
    for _, outcome in considered.outcomes:
        facts = outcome.receipt.facts if outcome.receipt else {}
        campaign = facts.get("campaign") or {}
        keys = [k for k in (*facts.get("nodes", ()), facts.get("node")) if isinstance(k, str)]
        found += [n for n in campaign.get("nodes", ()) if n["key"] in keys and n not in found]
    return found


def _readings(considered: Considered) -> list[Any]:
    found = [r for d in considered.decided for r in d.command.readings]
    return found or list(considered.understanding.readings if considered.understanding else ())


def _nothing() -> dict[str, Any]:
    return {
        "message_id": None,
        "from": None,
        "subject": "",
        "date": None,
        "text": "",
        "verdict": "quarantined",
        "kind": "unknown",
        "campaign": None,
        "reasons": [],
        "errors": [],
        "fields": {},
        "nodes": [],
        "missing": [],
        "dry_run": False,
        "readings": [],
        "remarks": [],
    }
