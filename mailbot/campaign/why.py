"""why_reminded: why a reminder came, or why none: the rule, the days counted, what was held back and why (SPEC 3, 8)."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from mailbot.campaign.audience import has_part
from mailbot.campaign.case import Case, company_days, persons_days
from mailbot.campaign.commands import AskStanding
from mailbot.campaign.due import HadMail, stand_in
from mailbot.campaign.hours import hour_from
from mailbot.campaign.model import Campaign, Reminded
from mailbot.campaign.outcome import Notice, Outcome, Refused, Row
from mailbot.campaign.planner import ladder, occurrences
from mailbot.campaign.rehearsal import nobody_yet
from mailbot.campaign.view import instant
from mailbot.rulebook.rules import Rules
from mailbot.value import replace


def why_reminded(command: AskStanding, case: Case, campaigns: tuple[Campaign, ...]) -> Outcome | Refused:
    """Answers for the rows of the mail asked about (为什么 2: for that one), else for all that is the sender's."""
    mine = [o for o in campaigns if has_part(case.by, case.occasion.department, o, case.rules)]
    if campaigns and not mine:
        return case.refused("query", "no-part", right=True, words=campaigns[0].code)
    asked = [r for r in case.occasion.rows if command.row is None or r.n == command.row]
    rows = []
    for campaign in mine:
        items = {item for r in asked if r.campaign == campaign.code for item in items_of_row(r)}
        if items or not asked:
            rows += explained(campaign, case.rules, case.now, person=case.by, items=items)
    facts = {"rows": rows, "person": case.by, "text": command.text}
    notice = Notice(
        purpose="answer",
        template="why",
        to=(case.by,),
        campaign=mine[0].code if len(mine) == 1 else None,
        facts=facts,
    )
    return Outcome(kind="query", notices=(notice,))


def items_of_row(row: Row) -> tuple[str, ...]:
    """The items that a mail's row may be about."""
    match row.asks:
        case "node" | "summary":
            return (f"node:{row.node}", f"summary:{row.node}") if row.node else ()
        case "issue":
            return (f"respond:{row.issue}", f"resolve:{row.issue}", f"question:{row.issue}")
        case "confirmation":
            return (f"confirmation:{row.department}",)
        case "postponement":
            return (f"postponement:{row.postponement}",)
    return ()


def explained(
    campaign: Campaign,
    rules: Rules,
    now: datetime,
    *,
    person: str = "",
    items: Collection[str] = (),
    had_mail: HadMail = nobody_yet,
) -> list[dict[str, Any]]:
    """Each step that was mailed, and each that is to come, with the days it was counted over; all of them, or those of a
    person (whom they stand in for too) and of some items.

    A row: `campaign, item, title, step, rule{days, hours, to[]}, person, at, due, past, merged, days[{day, counted, why, name}],
    held[{why, until}]`; `why` of what was held back ∈ promise, paused, one-a-day, outside-hours, outage, withdrawn: ….
    """

    def wanted(item: str, whom: str, at: datetime) -> bool:
        return (not items or item in items) and (not person or person in (whom, stand_in(whom, at, rules)))

    planned = {o.key: o for o in ladder(replace(campaign, paused=None), rules)}
    rows = []
    for had in campaign.reminded:
        due = _due_of(campaign, had)
        if due is None or not wanted(had.item, had.person, had.at):
            continue
        o = planned.get((had.item, had.term, had.step, had.person))
        row = _row(campaign, had.item, had.step, had.person, had.at, due, rules)
        held = list(_held_back(campaign, had, o.at, rules)) if o else []
        rows.append(row | {"past": True, "merged": had.merged, "held": held})
    for o in occurrences(replace(campaign, paused=None), rules):
        if not campaign.over and wanted(o.item, o.person, max(o.at, now)):
            row = _row(campaign, o.item, o.step, o.person, o.at, o.due, rules)
            held = [{"why": "paused", "until": None}] if campaign.paused else []
            if o.promised:
                held.append({"why": "promise", "until": instant(o.promised, rules.zone)})
            if o.at <= now and not campaign.paused:
                held += _waits(o.person, now, rules, had_mail)
            rows.append(row | {"past": False, "merged": False, "held": held})
    return rows


def taken_back(campaign: Campaign, steps: Iterable[Reminded], why: str, rules: Rules) -> list[dict[str, Any]]:
    """The steps of a mail that was withdrawn before it left, as rows of `explained`."""
    rows = []
    for step in steps:
        due = _due_of(campaign, step)
        if due is not None and not step.merged:
            row = _row(campaign, step.item, step.step, step.person, step.at, due, rules)
            rows.append(row | {"past": False, "merged": False, "held": [{"why": f"withdrawn: {why}", "until": None}]})
    return rows


def _row(
    campaign: Campaign, item: str, step: str, person: str, at: datetime, due: datetime, rules: Rules
) -> dict[str, Any]:
    kind = item.partition(":")[0]
    rule = next((s for s in rules.reminders.step if s.item == kind and s.name == step), None)
    days = company_days(rules)
    first, last = sorted((days.day_of(due), days.day_of(at)))
    return {
        "campaign": campaign.code,
        "item": item,
        "title": _title(campaign, item),
        "step": step,
        "rule": {"days": rule.days, "hours": rule.hours, "to": list(rule.to)} if rule else None,
        "person": person,
        "at": instant(at, rules.zone),
        "due": instant(due, rules.zone),
        "days": [
            {"day": d.day.isoformat(), "counted": d.counted, "why": d.why, "name": d.name}
            for d in days.count(first, last)
        ],
    }


def _held_back(campaign: Campaign, had: Reminded, planned: datetime, rules: Rules) -> Iterator[dict[str, Any]]:
    """Why a step was mailed later than planned."""
    kind, _, name = had.item.partition(":")
    for node in campaign.nodes if kind in ("node", "summary") else ():
        for promise in node.promises if node.key == name else ():
            if promise.at < planned <= promise.until < had.at:
                yield {"why": "promise", "until": instant(promise.until, rules.zone)}
                planned = promise.until
    own, company = persons_days(rules, rules.directory.person(stand_in(had.person, had.at, rules))), company_days(rules)
    if had.at <= hour_from(planned, company):
        return
    if had.at <= hour_from(own.next_hour(planned), company):
        yield {"why": "outside-hours", "until": instant(had.at, rules.zone)}
        return
    same_day = any(
        r.person == had.person and r.at < had.at and own.day_of(r.at) == own.day_of(planned) for r in campaign.reminded
    )
    yield {"why": "one-a-day" if same_day else "outage", "until": instant(had.at, rules.zone)}


def _waits(person: str, now: datetime, rules: Rules, had_mail: HadMail) -> list[dict[str, Any]]:
    """Why a step that has fallen due has not been mailed yet."""
    told = stand_in(person, now, rules)
    own = persons_days(rules, rules.directory.person(told))
    today: date = own.day_of(now)
    if not own.in_hours(now):
        return [{"why": "outside-hours", "until": instant(own.next_hour(now), rules.zone)}]
    if had_mail(told, today):
        return [{"why": "one-a-day", "until": instant(own.start_of(own.next_workday(today)), rules.zone)}]
    return []


def _due_of(campaign: Campaign, had: Reminded) -> datetime | None:
    """The due time that the step was counted from: of an earlier term only where the state still knows it."""
    kind, _, name = had.item.partition(":")
    if kind in ("node", "summary"):
        node = next((n for n in campaign.nodes if n.key == name), None)
        if node is None or node.term == had.term:
            return node.due if node else None
        return node.postponed_from if node.term == had.term + 1 else None
    if kind in ("respond", "resolve", "question"):
        issue = next((i for i in campaign.issues if str(i.number) == name), None)
        if issue is None or issue.term != had.term:
            return None
        return {"respond": issue.respond_due, "resolve": issue.due}.get(kind, issue.paused_at)
    if kind == "postponement":
        return next((p.asked_at for p in campaign.postponements if str(p.number) == name), None)
    part = campaign.part(name)
    return (part.since or campaign.opened_at) if part and part.term == had.term else None


def _title(campaign: Campaign, item: str) -> str:
    kind, _, name = item.partition(":")
    if kind in ("node", "summary"):
        return next((n.title for n in campaign.nodes if n.key == name), name)
    if kind in ("respond", "resolve", "question"):
        return next((i.title for i in campaign.issues if str(i.number) == name), name)
    if kind == "postponement":
        asked = next((p for p in campaign.postponements if str(p.number) == name), None)
        return next((n.title for n in campaign.nodes if asked and n.key == asked.node), name)
    return name
