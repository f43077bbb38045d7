"""digest: the week as a lead reads it: exceptions first, what changed against last week, what is theirs to decide (SPEC 5)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from mailbot.campaign import changes as c
from mailbot.campaign.case import company_days
from mailbot.campaign.coverage import reached
from mailbot.campaign.model import Campaign, Node
from mailbot.campaign.outcome import Row
from mailbot.campaign.view import instant
from mailbot.campaign.workdays import Workdays
from mailbot.rulebook.rules import Rules

_DECIDE_AFTER = 3  # working days that a postponement waits for its PM before the lead is shown it


@dataclass(frozen=True, slots=True)
class Week:
    """One campaign over the time that a digest covers: as it is, as it was at the beginning (None: it was not yet), and what
    happened between."""

    now: Campaign
    before: Campaign | None
    changes: tuple[c.Change, ...]


def digest(
    weeks: Sequence[Week], since: datetime, now: datetime, rules: Rules
) -> tuple[dict[str, Any], tuple[Row, ...]]:
    """The facts of the template `digest` (templates/README.md) and the rows that can be answered.

    ({}, ()) where no campaign is open and none changed: then no mail is sent.
    """
    open_ones = [w for w in weeks if not w.now.over]
    changed = [w for w in weeks if _told(w)]
    if not open_ones and not changed:
        return {}, ()
    zone, days = rules.zone, company_days(rules)
    today = now.astimezone(zone).date()
    loud = [w for w in open_ones if _told(w) or _why(w, now, rules)]
    quiet = Counter(w.now.kind for w in open_ones if w not in loud)
    rows, asked = _decisions(open_ones, now, rules)
    iso = today.isocalendar()
    facts: dict[str, Any] = {
        "week": iso.week,
        "year": iso.year,
        "weeks": max(1, round((now - since).days / 7)),
        "since": instant(since, zone),
        "decide": asked,
        "campaigns": [_campaign(w, now, rules) for w in loud],
        "changes": _changes(weeks, rules, days),
        "overdue": _overdue(open_ones, now, rules),
        "issues": _issues(open_ones),
        "next_week": _coming(open_ones, today, rules),
        "coverage": _coverage(open_ones, today, rules, days),
        "picture": False,
        "stages": [{"stage": s, "count": n} for s, n in Counter(w.now.stage for w in open_ones).items()],
        "quiet": [{"kind": kind, "count": n} for kind, n in quiet.items()],
        "provisional": sorted({d.year for d in (today, today + timedelta(days=14)) if days.provisional(d)}),
        "workbook": f"周报-{iso.year}-{iso.week:02d}.xlsx",
    }
    return facts, rows


def _told(week: Week) -> bool:
    """Whether anything happened that a lead would call news."""
    return any(not isinstance(ch, c.StepsReminded | c.Noted | c.Warned) for ch in week.changes)


def _campaign(week: Week, now: datetime, rules: Rules) -> dict[str, Any]:
    campaign = week.now
    why = _why(week, now, rules)
    return {
        "code": campaign.code,
        "title": campaign.title,
        "kind": campaign.kind,
        "product": campaign.product,
        "version": campaign.version,
        "stage": campaign.stage,
        "pm": campaign.pm,
        "colour": _colour(why),
        "why": [{"what": what, "facts": facts} for what, facts, _ in why],
        "new": week.before is None,
        "moved": _told(week),
    }


def _colour(why: list[tuple[str, dict[str, Any], str]]) -> str:
    colours = {colour for _, _, colour in why}
    return "red" if "red" in colours else "amber" if "amber" in colours else "green"


def _why(week: Week, now: datetime, rules: Rules) -> list[tuple[str, dict[str, Any], str]]:
    """(what, facts, colour) for everything that is not as it should be, the gravest first."""
    campaign, days, zone = week.now, company_days(rules), rules.zone
    today = now.astimezone(zone).date()
    found: list[tuple[str, dict[str, Any], str]] = []
    if campaign.paused:
        return [("paused", {"since": instant(campaign.paused, zone)}, "amber")]
    for node in campaign.pending_nodes:
        late = days.overdue(node.due, now)
        if late > 0:
            what = "summary-overdue" if node.base == "finalize" else "node-overdue"
            facts = {
                "title": node.title,
                "days": late,
                "progress": {"done": node.progress.done, "total": node.progress.total} if node.progress else None,
                "before": _before(week, node),
            }
            found.append((what, facts, "red" if late >= rules.digest.red_after else "amber"))
        elif (
            days.between(today, node.due.astimezone(zone).date()) <= rules.digest.amber_before
            and node.base != "finalize"
        ):
            found.append(("node-soon", {"title": node.title, "due": instant(node.due, zone)}, "amber"))
        stuck = _stuck(node, today, rules, days)
        if stuck >= rules.digest.not_moved:
            found.append(("not-moved", {"title": node.title, "days": stuck}, "amber"))
        for promise in node.promises:
            if promise.kept is False and promise.until > now - timedelta(days=7):
                facts = {"person": promise.by, "title": node.title, "until": instant(promise.until, zone)}
                found.append(("promise-broken", facts, "red"))
    for issue in campaign.issues:
        if issue.unsettled:
            late = days.overdue(issue.due, now)
            colour = "red" if late > 0 or (issue.severity and rules.severity(issue.severity).at_once) else "amber"
            found.append(("issue-open", {"number": issue.number, "days": max(0, late)}, colour))
        elif issue.state == "answered":
            found.append(("issue-unverified", {"number": issue.number}, "amber"))
    objected = [p.name for p in campaign.departments if p.asks and p.answer == "objected"]
    if objected and campaign.stage == "planning":
        found.append(("objection", {"departments": objected}, "red"))
    waiting = [p.name for p in campaign.departments if p.asks and p.answer == "pending"]
    if waiting and campaign.stage == "planning":
        found.append(("unconfirmed", {"departments": waiting}, "amber"))
    for asked in campaign.postponements:
        if asked.state == "pending":
            facts = {"title": campaign.node(asked.node).title, "until": instant(asked.until, zone), "pm": campaign.pm}
            found.append(("postponement-pending", facts, "amber"))
    if any(w.startswith("quantity:") for w in campaign.warned):
        found.append(("quantity-exceeded", {}, "amber"))
    if campaign.valid.until and any(w.startswith("validity:") for w in campaign.warned):
        found.append(("validity-ending", {"until": campaign.valid.until.isoformat()}, "amber"))
    order = {"red": 0, "amber": 1}
    return sorted(found, key=lambda f: order[f[2]])


def _before(week: Week, node: Node) -> int | None:
    """Last week's figure of a node's progress."""
    if week.before is None:
        return None
    old = next((n for n in week.before.nodes if n.key == node.key), None)
    return old.progress.done if old and old.progress else None


def _stuck(node: Node, today: date, rules: Rules, days: Workdays) -> int:
    """Working days without movement of a progress that has begun."""
    if node.progress is None or node.moved_at is None:
        return 0
    return days.between(node.moved_at.astimezone(rules.zone).date(), today)


def _changes(weeks: Sequence[Week], rules: Rules, days: Workdays) -> dict[str, Any]:
    all_changes = [(w, ch) for w in weeks for ch in w.changes]
    answered = [(w, ch) for w, ch in all_changes if isinstance(ch, c.IssueAnswered)]
    hours = [
        days.hours_between(issue.raised_at, ch.at)
        for w, ch in answered
        for issue in w.now.issues
        if issue.number == ch.number
    ]
    promises = [p for w in weeks for n in w.now.nodes for p in n.promises if p.kept is not None]
    before = [p for w in weeks if w.before for n in w.before.nodes for p in n.promises if p.kept is not None]
    return {
        "opened": sum(isinstance(ch, c.CampaignOpened) for _, ch in all_changes),
        "closed": [
            _closed(w.now, rules, days)
            for w, ch in all_changes
            if isinstance(ch, c.StageReached) and ch.stage == "closed"
        ],
        "nodes_done": sum(isinstance(ch, c.NodeDone) for _, ch in all_changes),
        "issues_raised": sum(isinstance(ch, c.IssueRaised) for _, ch in all_changes),
        "issues_answered": len(answered),
        "answer_hours": round(sum(hours) / len(hours), 1) if hours else None,
        "answer_target": None,
        "promises_kept": sum(p.kept is True for p in promises) - sum(p.kept is True for p in before),
        "promises_broken": sum(p.kept is False for p in promises) - sum(p.kept is False for p in before),
    }


def _closed(campaign: Campaign, rules: Rules, days: Workdays) -> dict[str, Any]:
    share = reached(campaign)
    final = next((n for n in campaign.nodes if n.base == "finalize"), None)
    slip = None
    if final and final.done_at:
        planned = final.baseline or final.due
        slip = days.between(planned.astimezone(rules.zone).date(), final.done_at.astimezone(rules.zone).date())
    return {"code": campaign.code, "share": share["share"] if share else None, "slip": slip}


def _overdue(weeks: Sequence[Week], now: datetime, rules: Rules) -> list[dict[str, Any]]:
    days = company_days(rules)
    found = [
        {
            "campaign": w.now.code,
            "title": n.title,
            "owner": n.owner or None,
            "department": n.department,
            "days": days.overdue(n.due, now),
            "due": instant(n.due, rules.zone),
        }
        for w in weeks
        if not w.now.paused
        for n in w.now.pending_nodes
        if days.overdue(n.due, now) > 0
    ]
    return sorted(found, key=lambda o: -int(o["days"] or 0))


def _issues(weeks: Sequence[Week]) -> list[dict[str, Any]]:
    return [
        {
            "campaign": w.now.code,
            "number": i.number,
            "title": i.title,
            "severity": i.severity,
            "state": i.state,
            "owner": i.owner or None,
            "answered_by": i.answered_by or None,
        }
        for w in weeks
        for i in w.now.issues
        if i.state != "closed"
    ]


def _coming(weeks: Sequence[Week], today: date, rules: Rules) -> list[dict[str, Any]]:
    """Nodes due in the week that the digest opens (it leaves on the week's first working day) and how many a day."""
    last = today + timedelta(days=6 - today.weekday() + 7 * (today.weekday() > 3))
    due = Counter(
        n.due.astimezone(rules.zone).date()
        for w in weeks
        for n in w.now.pending_nodes
        if today <= n.due.astimezone(rules.zone).date() <= last
    )
    return [{"day": day.isoformat(), "count": n} for day, n in sorted(due.items())]


def _coverage(weeks: Sequence[Week], today: date, rules: Rules, days: Workdays) -> list[dict[str, Any]]:
    """How far each campaign has reached: the query's coverage where there is one, else the progress of its roll-out."""
    found: list[dict[str, Any]] = []
    for week in weeks:
        share, stuck = _share(week.now), 0
        if share is None:
            continue
        moving = [n for n in week.now.nodes if n.progress and n.state == "pending"]
        if moving:
            stuck = max(_stuck(n, today, rules, days) for n in moving)
        found.append(
            {
                "campaign": week.now.code,
                "product": week.now.product,
                "share": share,
                "before": _share(week.before) if week.before else None,
                "stuck_days": stuck if stuck >= rules.digest.not_moved else None,
            }
        )
    return found


def _share(campaign: Campaign) -> float | None:
    found = reached(campaign)
    if found:
        return float(found["share"])
    progress = [n.progress for n in campaign.nodes if n.progress and n.progress.total]
    if not progress:
        return None
    return round(sum(p.done for p in progress) / sum(p.total for p in progress), 4)


def _decisions(weeks: Sequence[Week], now: datetime, rules: Rules) -> tuple[tuple[Row, ...], list[dict[str, Any]]]:
    """What only a lead gets moving: objections that keep a plan from starting, postponements that their PM leaves undecided."""
    days, zone = company_days(rules), rules.zone
    rows: list[Row] = []
    asked: list[dict[str, Any]] = []
    for week in weeks:
        campaign = week.now
        if campaign.stage == "planning":
            for part in campaign.departments:
                if part.asks and part.answer == "objected":
                    rows.append(Row(n=len(rows) + 1, campaign=campaign.code, asks="decision", department=part.name))
                    words = f"{part.name}：{part.words[:120]}" if part.words else part.name
                    asked.append(
                        {"n": len(rows), "campaign": campaign.code, "words": words, "advice": None, "pm": campaign.pm}
                    )
        for p in campaign.postponements:
            waited = days.between(p.asked_at.astimezone(zone).date(), now.astimezone(zone).date())
            if p.state == "pending" and waited >= _DECIDE_AFTER:
                rows.append(
                    Row(n=len(rows) + 1, campaign=campaign.code, asks="decision", node=p.node, postponement=p.number)
                )
                until = p.until.astimezone(zone)
                words = (
                    f"{campaign.node(p.node).title} → {until.year}-{until.month}-{until.day} {p.reason[:80]}".strip()
                )
                asked.append(
                    {"n": len(rows), "campaign": campaign.code, "words": words, "advice": None, "pm": campaign.pm}
                )
    return tuple(rows), asked
