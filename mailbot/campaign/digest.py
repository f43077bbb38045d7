"""digest: the week as a lead reads it: exceptions first, what changed against last week, what is theirs to decide (SPEC 5)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from mailbot.campaign import changes as c
from mailbot.campaign.case import company_days
from mailbot.campaign.condition import Trouble, condition, unmoved_days
from mailbot.campaign.coverage import reached
from mailbot.campaign.digest_decide import to_decide
from mailbot.campaign.model import Campaign, Node
from mailbot.campaign.outcome import Row
from mailbot.campaign.view import instant
from mailbot.campaign.workdays import Workdays
from mailbot.rulebook.rules import Rules
from mailbot.value import Value

_ORDER = {"red": 0, "amber": 1, "green": 2}


class Week(Value):
    """One campaign over the time that a digest covers: as it is, as it was at the beginning (None: it was not yet), what
    happened between; how far it had come on each day on which that was told; and, of one that a lead may have to decide on,
    the words on its timeline."""

    now: Campaign
    before: Campaign | None
    changes: tuple[c.Change, ...]
    points: tuple[tuple[date, float], ...] = ()
    notes: tuple[c.Noted, ...] = ()

    @property
    def moved(self) -> bool:
        """Whether anything happened that a lead would call news."""
        return any(self._is_news(change) for change in self.changes)

    def _is_news(self, change: c.Change) -> bool:
        """The counts that are fetched every day are news where they are others than before."""
        if isinstance(change, c.CoverageReported) and change.source:
            return self.before is None or self.now.coverage != self.before.coverage
        return not isinstance(change, c.StepsReminded | c.RemindersWithdrawn | c.Noted | c.VersionRequested | c.Warned)


def digest(
    weeks: Sequence[Week], since: datetime, now: datetime, rules: Rules, *, last: Mapping[str, int] | None = None
) -> tuple[dict[str, Any], tuple[Row, ...]]:
    """The facts of the template `digest` (templates/README.md) and the rows that can be answered. `last` are the counts
    (`counts_of`) of the digest before, which this one's are set against.

    ({}, ()) where no campaign is open and none changed: then no mail is sent.
    """
    open_ones = [w for w in weeks if not w.now.over]
    if not open_ones and not any(w.moved for w in weeks):
        return {}, ()
    days = company_days(rules)
    today = days.day_of(now)
    troubles = {w.now.code: condition(w.now, w.before, since, now, rules) for w in open_ones}
    loud = [w for w in open_ones if w.moved or troubles[w.now.code]]
    shown = sorted(
        (_campaign(w, troubles[w.now.code]) for w in loud), key=lambda f: (_ORDER[f["colour"]], not f["moved"])
    )
    quiet = Counter(w.now.kind for w in open_ones if not w.moved and not troubles[w.now.code])
    rows, asked = to_decide([(w.now, w.notes) for w in open_ones], today, rules)
    ahead = _nodes_ahead(open_ones, today, days)
    week = today.isocalendar()
    facts: dict[str, Any] = {
        "week": week.week,
        "year": week.year,
        "weeks": max(1, (_monday(today) - _monday(days.day_of(since))).days // 7),
        "since": instant(since, rules.zone),
        "until": instant(now, rules.zone),
        "this_week": _monday(days.day_of(since)) == _monday(today),
        "decide": asked,
        "campaigns": shown,
        "changes": {**_changes(weeks, days), "last": dict(last) if last else None},
        "overdue": _overdue(open_ones, now, rules),
        "issues": _issues(open_ones),
        "next_week": _coming(ahead, today, days),
        "ahead": [_shown(code, node, rules) for code, node in ahead],
        "coverage": _coverage(open_ones, today, rules, days),
        "picture": False,
        "stages": [{"stage": s, "count": n} for s, n in Counter(w.now.stage for w in open_ones).items()],
        "quiet": [{"kind": kind, "count": n} for kind, n in quiet.items()],
        "provisional": _provisional(open_ones, today, days),
    }
    return facts, rows


def counts_of(facts: Mapping[str, Any]) -> dict[str, int]:
    """How many were opened, closed, raised and answered, as the next digest shows them beside its own."""
    changes = facts["changes"]
    named = ("opened", "nodes_done", "issues_raised", "issues_answered")
    return {**{name: changes[name] for name in named}, "closed": len(changes["closed"])}


def share_of(campaign: Campaign) -> float | None:
    """How far a campaign has reached: the query's coverage where there is one, else the progress of its nodes.

    Nodes of a sort that tells figures count too: while one that is open tells none, the whole is not known (a first batch of
    20 out of 20 is not half of it, and the curve would fall with the first figures of the second). One that is done without
    figures weighs as much as the others do on the average.
    """
    found = reached(campaign)
    if found:
        return float(found["share"])
    told = {n.key: n.progress for n in campaign.nodes if n.progress and n.progress.total}
    if not told:
        return None
    sorts = {n.base for n in campaign.nodes if n.key in told}
    silent = [n for n in campaign.nodes if n.base in sorts and n.key not in told and n.state != "cancelled"]
    if any(n.state == "pending" for n in silent):
        return None
    total = sum(p.total for p in told.values())
    weight = total / len(told) * len(silent)
    return round((sum(p.done for p in told.values()) + weight) / (total + weight), 4)


def _campaign(week: Week, troubles: list[Trouble]) -> dict[str, Any]:
    campaign, colours = week.now, {t.colour for t in troubles}
    return {
        "code": campaign.code,
        "title": campaign.title,
        "kind": campaign.kind,
        "product": campaign.thing,
        "version": campaign.version,
        "stage": campaign.stage,
        "pm": campaign.pm,
        "colour": "red" if "red" in colours else "amber" if "amber" in colours else "green",
        "why": [{"what": t.what, "facts": t.facts} for t in troubles],
        "new": week.before is None,
        "moved": week.moved,
    }


def _changes(weeks: Sequence[Week], days: Workdays) -> dict[str, Any]:
    happened = [(w, change) for w in weeks for change in w.changes]
    took: list[float] = []
    allowed: list[float] = []
    for week, change in happened:
        if isinstance(change, c.IssueAnswered):
            issue = week.now.issue(change.number)
            took.append(days.hours_between(issue.raised_at, change.at))
            allowed.append(days.hours_between(issue.raised_at, issue.due))
    kept = _promises([w.now for w in weeks])
    kept.subtract(_promises([w.before for w in weeks if w.before]))
    return {
        "opened": _count(happened, c.CampaignOpened),
        "closed": [
            _closed(w.now, days) for w, ch in happened if isinstance(ch, c.StageReached) and ch.stage == "closed"
        ],
        "cancelled": [w.now.code for w in weeks if _called_off(w)],
        "nodes_done": _count(happened, c.NodeDone),
        "issues_raised": _count(happened, c.IssueRaised),
        "issues_answered": len(took),
        "answer_hours": _mean(took),
        "answer_target": _mean(allowed),
        "promises_kept": max(0, kept[True]),
        "promises_broken": max(0, kept[False]),
    }


def _called_off(week: Week) -> bool:
    """Cancelled between, also where that was an undone plan; one that was cancelled and taken back is neither."""
    return week.now.stage == "cancelled" and (week.before is None or week.before.stage != "cancelled")


def _promises(campaigns: Sequence[Campaign]) -> Counter[bool]:
    """How many promises are known to be kept (True) or broken (False); of a node that was cancelled they are neither."""
    given = [p for o in campaigns for n in o.nodes if n.state != "cancelled" for p in n.promises]
    given += [p for o in campaigns for i in o.issues for p in i.promises]
    return Counter(p.kept for p in given if p.kept is not None)


def _count(happened: Sequence[tuple[Week, c.Change]], kind: type[c.Change]) -> int:
    return sum(isinstance(change, kind) for _, change in happened)


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 1) if values else None


def _closed(campaign: Campaign, days: Workdays) -> dict[str, Any]:
    share = reached(campaign)
    final = next((n for n in campaign.nodes if n.base == "finalize"), None)
    slip = None
    if final and final.done_at:
        slip = days.between(days.day_of(final.baseline or final.due), days.day_of(final.done_at))
    return {"code": campaign.code, "share": share["share"] if share else None, "slip": slip}


def _overdue(weeks: Sequence[Week], now: datetime, rules: Rules) -> list[dict[str, Any]]:
    days = company_days(rules)
    found = [
        {**_shown(w.now.code, n, rules), "days": late}
        for w in weeks
        if not w.now.paused
        for n in w.now.pending_nodes
        if (late := days.overdue(n.due, now)) > 0 and (n.base != "finalize" or w.now.stage == "finalizing")
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


def _nodes_ahead(weeks: Sequence[Week], today: date, days: Workdays) -> list[tuple[str, Node]]:
    """The nodes due in the rest of this week and in the next, with their campaigns' codes, in order of time."""
    last = _monday(today) + timedelta(days=13)
    found = [(w.now.code, n) for w in weeks if not w.now.paused for n in w.now.pending_nodes]
    return sorted((f for f in found if today <= days.day_of(f[1].due) <= last), key=lambda f: (f[1].due, f[0]))


def _coming(ahead: Sequence[tuple[str, Node]], today: date, days: Workdays) -> list[dict[str, Any]]:
    """How many nodes are due on each day; `later`: in the next week."""
    due = Counter(days.day_of(node.due) for _, node in ahead)
    monday = _monday(today) + timedelta(days=7)
    return [{"day": day.isoformat(), "count": n, "later": day >= monday} for day, n in due.items()]


def _shown(code: str, node: Node, rules: Rules) -> dict[str, Any]:
    return {
        "campaign": code,
        "title": node.title,
        "owner": node.owner or None,
        "department": node.department,
        "due": instant(node.due, rules.zone),
    }


def _coverage(weeks: Sequence[Week], today: date, rules: Rules, days: Workdays) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for week in weeks:
        share = share_of(week.now)
        if share is None:
            continue
        unmoved = max((unmoved_days(n, today, days) for n in week.now.nodes), default=0)
        unmoved = max(unmoved, _uncounted_days(week, days))
        found.append(
            {
                "campaign": week.now.code,
                "product": week.now.thing,
                "share": share,
                "before": share_of(week.before) if week.before else None,
                "stuck_days": unmoved if unmoved >= rules.digest.not_moved else None,
                "points": [[day.isoformat(), value] for day, value in week.points],
            }
        )
    return found


def _uncounted_days(week: Week, days: Workdays) -> int:
    """Working days over which the query counted the same, until it was last asked: what nobody has counted has not stood still.
    None where all is done, or nothing is carried out."""
    campaign = week.now
    if not campaign.coverage or campaign.coverage_at is None or campaign.paused or campaign.stage == "planning":
        return 0
    share = share_of(campaign) or 0.0
    if share >= (campaign.target_coverage or 1.0):
        return 0
    since = None
    for day, value in reversed(week.points):
        if value != share:
            break
        since = day
    return days.between(since, days.day_of(campaign.coverage_at)) if since else 0


def _provisional(weeks: Sequence[Week], today: date, days: Workdays) -> list[int]:
    """Years that something is counted in and whose holidays are not published."""
    ahead = [today, today + timedelta(days=14), *(days.day_of(n.due) for w in weeks for n in w.now.pending_nodes)]
    return sorted({day.year for day in ahead if days.provisional(day)})


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
