"""why_reminded: why a reminder came, or why none: the rule, the days counted, what was held back (SPEC 3, issue of trust)."""

from typing import Any

from mailbot.campaign.audience import has_part
from mailbot.campaign.case import Case, company_days
from mailbot.campaign.commands import AskStanding
from mailbot.campaign.model import Campaign, Reminded
from mailbot.campaign.outcome import Notice, Outcome, Refused
from mailbot.campaign.planner import occurrences
from mailbot.campaign.view import instant
from mailbot.rulebook.rules import Rules


def why_reminded(command: AskStanding, case: Case, campaigns: tuple[Campaign, ...]) -> Outcome | Refused:
    """Answers for the campaigns of the mail asked about, else for all of the sender's."""
    mine = [o for o in campaigns if has_part(case.by, case.occasion.department, o, case.rules)]
    if campaigns and not mine:
        return case.refused("query", "no-part", right=True, words=campaigns[0].code)
    rows = [row for o in mine for row in explained(o, case.rules, person=case.by)]
    facts = {"rows": rows, "person": case.by, "text": command.text}
    notice = Notice(
        purpose="answer",
        template="why",
        to=(case.by,),
        campaign=mine[0].code if len(mine) == 1 else None,
        facts=facts,
    )
    return Outcome(kind="query", notices=(notice,))


def explained(campaign: Campaign, rules: Rules, *, person: str = "") -> list[dict[str, Any]]:
    """Each step that was mailed (and to whom), and each that is to come, with the days it was counted over.

    A row: `campaign, item, title, step, rule, person, at, due, past, merged, days[{day, counted, why, name}]`.
    """
    rows = [_had(campaign, r, rules) for r in campaign.reminded if not person or r.person == person]
    for o in occurrences(campaign, rules):
        if person and o.person != person:
            continue
        rows.append(_row(campaign, o.item, o.step, o.person, o.at, o.due, rules, past=False, merged=False))
    return [r for r in rows if r]


def _had(campaign: Campaign, had: Reminded, rules: Rules) -> dict[str, Any]:
    due = _due_of(campaign, had.item)
    if due is None:
        return {}
    return _row(campaign, had.item, had.step, had.person, had.at, due, rules, past=True, merged=had.merged)


def _row(
    campaign: Campaign, item: str, step: str, person: str, at: Any, due: Any, rules: Rules, *, past: bool, merged: bool
) -> dict[str, Any]:
    kind = item.partition(":")[0]
    rule = next((s for s in rules.reminders.step if s.item == kind and s.name == step), None)
    zone = rules.zone
    first, last = sorted((due.astimezone(zone).date(), at.astimezone(zone).date()))
    return {
        "campaign": campaign.code,
        "item": item,
        "title": _title(campaign, item),
        "step": step,
        "rule": {"days": rule.days, "to": list(rule.to)} if rule else None,
        "person": person,
        "at": instant(at, zone),
        "due": instant(due, zone),
        "past": past,
        "merged": merged,
        "days": [
            {"day": d.day.isoformat(), "counted": d.counted, "why": d.why, "name": d.name}
            for d in company_days(rules).count(first, last)
        ],
    }


def _due_of(campaign: Campaign, item: str) -> Any:
    kind, _, name = item.partition(":")
    if kind in ("node", "summary"):
        return next((n.due for n in campaign.nodes if n.key == name), None)
    if kind in ("respond", "resolve"):
        issue = next((i for i in campaign.issues if str(i.number) == name), None)
        return (issue.respond_due if kind == "respond" else issue.due) if issue else None
    if kind == "postponement":
        return next((p.asked_at for p in campaign.postponements if str(p.number) == name), None)
    part = campaign.part(name)
    return (part.since or campaign.opened_at) if part else None


def _title(campaign: Campaign, item: str) -> str:
    kind, _, name = item.partition(":")
    if kind in ("node", "summary"):
        return next((n.title for n in campaign.nodes if n.key == name), name)
    if kind in ("respond", "resolve"):
        return next((i.title for i in campaign.issues if str(i.number) == name), name)
    return name
