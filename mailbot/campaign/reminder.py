"""reminder_row: one row of a reminder: what, since when, the how-manieth, why it is theirs, and who hears next (SPEC 5)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mailbot.campaign.case import company_days
from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Row
from mailbot.campaign.planner import Occurrence, occurrences
from mailbot.campaign.view import instant
from mailbot.rulebook.rules import Rules


@dataclass(frozen=True, slots=True)
class Told:
    """Who gets the row, and on which day of theirs."""

    person: str
    today: date


def reminder_row(
    n: int, o: Occurrence, campaign: Campaign, now: datetime, rules: Rules, told: Told
) -> tuple[Row, dict[str, Any]]:
    """The row as it can be answered, and the facts for its words.

    Facts: `n, campaign, product, version, title, asks, node, issue, due, state (ahead, today, overdue, waiting), days
    (working days overdue), count (the how-manieth reminder of this item to this person), why, why_facts, promised, progress,
    step, next ({at, to[]} or None)`.
    """
    kind, _, name = o.item.partition(":")
    days = company_days(rules)
    overdue = days.overdue(o.due, now)
    due_day = o.due.astimezone(rules.zone).date()
    before = [r for r in campaign.reminded if r.item == o.item and r.person == o.person and not r.merged]
    row = Row(n=n, campaign=campaign.code, asks=_ASKS[kind])
    facts: dict[str, Any] = {
        "n": n,
        "campaign": campaign.code,
        "product": campaign.product,
        "version": campaign.version,
        "item": kind,
        "asks": row.asks,
        "node": None,
        "issue": None,
        "due": instant(o.due, rules.zone),
        "state": "ahead",
        "days": overdue,
        "count": len(before) + 1,
        "why": _why(o, told),
        "why_facts": {"person": o.person, "department": "", "owner": None},
        "promised": None,
        "progress": None,
        "step": o.step,
        "next": _next(o, campaign, rules, told),
    }
    if kind in ("node", "summary"):
        node = campaign.node(name)
        row = Row(n=n, campaign=campaign.code, asks=_ASKS[kind], node=node.key)
        facts |= {"title": node.title, "node": node.key, "promised": instant(node.promised, rules.zone)}
        facts["progress"] = {"done": node.progress.done, "total": node.progress.total} if node.progress else None
        facts["why_facts"] |= {"department": node.department, "owner": node.owner or None}
    elif kind == "confirmation":
        row = Row(n=n, campaign=campaign.code, asks="confirmation", department=name)
        facts |= {"title": campaign.title}
        facts["why_facts"] |= {"department": name}
    elif kind == "postponement":
        asked = next(p for p in campaign.postponements if p.number == int(name))
        row = Row(n=n, campaign=campaign.code, asks="postponement", node=asked.node, postponement=asked.number)
        facts |= {
            "title": campaign.node(asked.node).title,
            "node": asked.node,
            "until": instant(asked.until, rules.zone),
            "reason": asked.reason,
            "asked_by": asked.asked_by,
        }
    else:
        issue = campaign.issue(int(name))
        row = Row(n=n, campaign=campaign.code, asks="issue", issue=issue.number)
        facts |= {"title": issue.title, "issue": issue.number, "severity": issue.severity, "raised_by": issue.raised_by}
        facts["why_facts"] |= {"owner": issue.owner or None}
    if kind in ("confirmation", "postponement"):
        facts["state"] = "waiting"
        facts["days"] = max(0, days.between(due_day, told.today))
    elif now > o.due:
        facts["state"] = "overdue"
    elif due_day == now.astimezone(rules.zone).date():
        facts["state"] = "today"
    return row, facts


_ASKS: dict[str, Any] = {
    "node": "node",
    "summary": "summary",
    "confirmation": "confirmation",
    "postponement": "postponement",
    "respond": "issue",
    "resolve": "issue",
}


def _why(o: Occurrence, told: Told) -> str:
    """`owner`, `contact`, `pm`, `manager`, `lead`; `deputy` where it reaches somebody in another's place."""
    return "deputy" if told.person != o.person else o.whom


def _next(o: Occurrence, campaign: Campaign, rules: Rules, told: Told) -> dict[str, Any] | None:
    """The next step of the same item that reaches somebody else, if nobody does anything: when, and to whom."""
    own = (told.person, o.person)
    later = [
        x
        for x in occurrences(campaign, rules)
        if x.item == o.item and x.at > o.at and x.rank > o.rank and x.person not in own
    ]
    if not later:
        return None
    at = min(x.at for x in later)
    people = [x.person for x in later if x.at == at]
    return {"at": instant(at, rules.zone), "to": list(dict.fromkeys(people))}
