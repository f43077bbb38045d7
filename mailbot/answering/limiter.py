"""allowed: how much one address is answered (SPEC 9 "Sending"): past the limits silence, and the admin is told once a day."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from mailbot.apply import language_of
from mailbot.campaign.audience import to_admins
from mailbot.campaign.outcome import Notice, Purpose
from mailbot.house import House

_ANSWERS: tuple[Purpose, ...] = ("fault", "answer")
_MOST_LISTED = 200
_MOST_IN_LINE = 40
_LONGEST_IN_LINE = 200
_LEFT_OUT = frozenset(
    ("issues", "guidance", "restrictions", "coverage", "summary", "postponements", "timeline")
)  # of a campaign


def allowed(notices: Sequence[Notice], house: House, now: datetime) -> list[Notice]:
    """Those of the notices to one person that stay within the limits; hours and days slide.

    Receipts over the hour's limit are merged into one, which leaves at the end of the hour. Past either the admin is told.
    """
    result: list[Notice] = []
    for notice in notices:
        address = notice.to[0]
        if _has_room(notice, address, result, house, now):
            result.append(notice)
            continue
        if notice.purpose == "receipt":
            result += _merged(notice, address, house, now)
        result += _tell_admin(address, house, now)
    return result


def _has_room(notice: Notice, address: str, so_far: Sequence[Notice], house: House, now: datetime) -> bool:
    """`so_far`: what the same mail is answered with already."""
    limits, outbox = house.rules.limits, house.ledger.outbox
    purposes: tuple[Purpose, ...] = ("receipt",) if notice.purpose == "receipt" else _ANSWERS
    more = sum(n.purpose in purposes for n in so_far)
    hour = outbox.count_to(address, purposes, now - timedelta(hours=1)) + more
    if notice.purpose == "receipt":
        return hour < limits.receipts_an_hour
    day = outbox.count_to(address, purposes, now - timedelta(days=1)) + more
    return hour < limits.answers_an_hour and day < limits.answers_a_day


def _merged(notice: Notice, address: str, house: House, now: datetime) -> list[Notice]:
    """One receipt for all that follow in this hour, a line each; [] where it waits already, and has one line more now."""
    end = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    once = f"merged:{address}:{end.isoformat()}"
    parts = notice.facts.get("parts") or [{}]
    line = {
        "at": now.isoformat(),
        "subject": notice.subject,
        "kind": parts[0].get("kind", ""),
        "campaign": notice.campaign,
        "receipt": "",
        "parts": [_slim(part) for part in notice.facts.get("parts") or ()],
        "faults": [_slim(fault) for fault in notice.facts.get("faults") or ()],
    }

    def longer(facts: Mapping[str, Any]) -> dict[str, Any]:
        return {**facts, "receipts": [*facts["receipts"], line][:_MOST_LISTED]}

    if house.ledger.outbox.amend(f"{once}/{language_of(address, house.rules)}", longer):
        return []
    facts = {"person": address, "since": now.isoformat(), "until": end.isoformat(), "receipts": [line], "parts": []}
    return [Notice(purpose="receipt", template="merged-receipt", to=(address,), facts=facts, once=once, at=end)]


def _slim(value: Any) -> Any:
    """What one receipt would have said, short enough to stand in a line among many: of a campaign what a line may name."""
    if isinstance(value, Mapping):
        shown = (
            {k: v for k, v in value.items() if k not in _LEFT_OUT} if "code" in value and "stage" in value else value
        )
        return {k: _slim(v) for k, v in shown.items()}
    if isinstance(value, list | tuple):
        return [_slim(v) for v in value[:_MOST_IN_LINE]]
    return value[:_LONGEST_IN_LINE] if isinstance(value, str) else value


def _tell_admin(address: str, house: House, now: datetime) -> list[Notice]:
    day = now.astimezone(house.rules.zone).date().isoformat()
    return to_admins("storm", house.rules, f"storm:{address}:{day}", address=address, day=day)
