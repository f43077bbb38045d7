"""reminder_mail: one mail with everything that fell due for a person; each row says what, since when, the how-manieth, why
it is theirs, and who hears next (SPEC 5)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from mailbot.campaign.case import company_days
from mailbot.campaign.model import Campaign, Node, Reminded
from mailbot.campaign.outcome import Notice, Row
from mailbot.campaign.planner import Occurrence, matter_of
from mailbot.campaign.view import instant
from mailbot.campaign.wanted import wanted
from mailbot.rulebook.rules import Rules
from mailbot.value import asdict

Known = Mapping[str, tuple[Campaign, Sequence[Occurrence]]]

_ASKS: dict[str, Any] = {
    "node": "node",
    "summary": "summary",
    "confirmation": "confirmation",
    "postponement": "postponement",
    "respond": "issue",
    "resolve": "issue",
    "question": "issue",
}


def reminder_mail(
    person: str,
    chosen: Sequence[Occurrence],
    steps: Mapping[str, Sequence[Reminded]],
    known: Known,
    hour: datetime,
    today: date,
    rules: Rules,
    *,
    urgent: bool,
) -> Notice:
    """`chosen`: one step an item, in the order of the rows. `steps`: these and what they merge, by campaign; by them a mail
    that does not leave is taken back. `known`: each campaign with the steps that are still to be had.
    `urgent`: they have had their mail of `today`, and this cannot wait."""
    rows = [_row(n, o, *known[o.campaign], person, hour, rules) for n, o in enumerate(chosen, start=1)]
    codes = {o.campaign for o in chosen}
    climbed = any(o.whom in ("pm", "manager", "lead") and not o.own for o in chosen)
    return Notice(
        purpose="escalation" if climbed else "reminder",
        template="reminder",
        to=(person,),
        campaign=next(iter(codes)) if len(codes) == 1 else None,
        rows=tuple(row for row, _ in rows),
        once=f"urgent:{person}:{hour.isoformat()}" if urgent else f"reminder:{person}:{today.isoformat()}",
        facts={
            "person": person,
            "rows": [facts for _, facts in rows],
            "today": today.isoformat(),
            "urgent": urgent,
            "steps": {code: [_step(r) for r in own] for code, own in steps.items()},
        },
    )


def _step(r: Reminded) -> dict[str, Any]:
    return {"item": r.item, "term": r.term, "step": r.step, "person": r.person, "merged": r.merged}


def _row(
    n: int, o: Occurrence, campaign: Campaign, ladder: Sequence[Occurrence], person: str, hour: datetime, rules: Rules
) -> tuple[Row, dict[str, Any]]:
    """The row as it can be answered, and the facts for its words.

    Facts: `n, campaign, product, version, title, item, asks, node, issue, due, state (ahead, today, overdue, waiting), past (the due time is out), days
    (working days overdue or waited for), count (the how-manieth reminder of this term to this person), why, why_facts,
    promised, broken, progress, step, next ({at, to[]} or None)`.
    """
    zone, days = rules.zone, company_days(rules)
    own, about = _about(n, o, campaign, rules)
    today, due_day = days.day_of(hour), days.day_of(o.due)
    overdue = days.overdue(o.due, hour)
    state = "ahead"
    if o.kind in ("confirmation", "postponement", "question"):
        state, overdue = "waiting", max(0, days.between(due_day, today))
    elif due_day == today:
        state = "today"
    elif hour >= o.due:
        state = "overdue"
    matter = (o.campaign, matter_of(o.item), o.term)
    said = [
        r
        for r in campaign.reminded
        if (o.campaign, matter_of(r.item), r.term) == matter and r.person == o.person and not r.merged
    ]
    facts: dict[str, Any] = {
        "n": n,
        "campaign": campaign.code,
        "product": campaign.thing,
        "version": campaign.version,
        "item": o.kind,
        "asks": own.asks,
        "node": None,
        "issue": None,
        "due": instant(o.due, zone),
        "state": state,
        "past": hour >= o.due,
        "days": overdue,
        "count": len(said) + 1,
        "why": "deputy" if person != o.person else "owner" if o.own else o.whom,
        "promised": None,
        "progress": None,
        "step": o.step,
        "next": _next(o, ladder, person, hour, rules),
        **about,
        "why_facts": {"person": o.person, "department": "", "owner": None, **about.get("why_facts", {})},
    }
    return own, facts


def _about(n: int, o: Occurrence, campaign: Campaign, rules: Rules) -> tuple[Row, dict[str, Any]]:
    """The row, and the facts that only its sort of item has."""
    name, asks = o.item.partition(":")[2], _ASKS[o.kind]
    match o.kind:
        case "node" | "summary":
            node = campaign.node(name)
            asked = [p for p in campaign.postponements if p.node == name and p.state == "pending"]
            return Row(n=n, campaign=campaign.code, asks=asks, node=name), {
                "title": node.title,
                "node": name,
                "promised": instant(node.promised, rules.zone),
                "broken": instant(_broken(node), rules.zone),
                "counted": bool(campaign.coverage),
                "asked_until": instant(asked[-1].until, rules.zone) if asked else None,
                "progress": asdict(node.progress) if node.progress else None,
                **wanted(node, campaign, rules),
                "why_facts": {"department": node.department, "owner": node.owner or None},
            }
        case "confirmation":
            row = Row(n=n, campaign=campaign.code, asks=asks, department=name)
            return row, {"title": campaign.title, "why_facts": {"department": name}}
        case "postponement":
            asked_for = next(p for p in campaign.postponements if p.number == int(name))
            row = Row(n=n, campaign=campaign.code, asks=asks, node=asked_for.node, postponement=asked_for.number)
            return row, {
                "title": campaign.node(asked_for.node).title,
                "node": asked_for.node,
                "until": instant(asked_for.until, rules.zone),
                "reason": asked_for.reason,
                "asked_by": asked_for.asked_by,
            }
    issue = campaign.issue(int(name))
    return Row(n=n, campaign=campaign.code, asks=asks, issue=issue.number), {
        "title": issue.title,
        "issue": issue.number,
        "severity": issue.severity,
        "raised_by": issue.raised_by,
        "question": issue.question,
        "asked_by": issue.owner or None,
        "why_facts": {"owner": issue.owner or None},
    }


def _broken(node: Node) -> datetime | None:
    """The time by which it was promised last, where that was in vain; a due time set anew since begins afresh."""
    last = node.promises[-1] if node.promises else None
    return last.until if last and last.kept is False and (node.set_at is None or last.at >= node.set_at) else None


def _next(
    o: Occurrence, ladder: Sequence[Occurrence], person: str, hour: datetime, rules: Rules
) -> dict[str, Any] | None:
    """The next step of the same matter that reaches somebody who is not told of it now, if nobody does anything: when, and
    whom."""
    same = [x for x in ladder if x.matter == o.matter]
    now = {person, o.person, *(x.person for x in same if x.at <= hour)}
    later = [x for x in same if x.at > hour and x.person not in now]
    if not later:
        return None
    at = min(x.at for x in later)
    people = [x.person for x in later if x.at == at]
    return {"at": instant(at, rules.zone), "to": list(dict.fromkeys(people))}
