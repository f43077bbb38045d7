"""view: a campaign as the JSON of SPEC 8, the one shape that exports, templates and `explain` share."""

from datetime import date, datetime, tzinfo
from typing import Any

from mailbot.campaign.model import Campaign, CoverageRow, Issue, Node
from mailbot.campaign.planned import Restriction, When
from mailbot.value import asdict


def view(campaign: Campaign, zone: tzinfo) -> dict[str, Any]:
    """The exported campaign: times ISO 8601 with the offset of `zone`, days ISO dates, people addresses."""
    return {
        "code": campaign.code,
        "kind": campaign.kind,
        "title": campaign.title,
        "product": campaign.product or None,
        "component": campaign.component or None,
        "version": campaign.version or None,
        "stage": campaign.stage,
        "pm": campaign.pm,
        "pms": list(campaign.pms),
        "revision": campaign.revision,
        "channel": campaign.channel or None,
        "departments": [
            {"name": p.name, "answer": p.answer, "by": p.by or None, "words": p.words or None}
            for p in campaign.departments
            if p.asks
        ],
        "quantity": asdict(campaign.quantity),
        "regions": list(campaign.regions),
        "valid": {"from": _day(campaign.valid.from_), "until": _day(campaign.valid.until)},
        "guidance": campaign.guidance or None,
        "target_coverage": campaign.target_coverage,
        "restrictions": [restriction_view(r, zone) for r in campaign.restrictions],
        "parameters": [asdict(p) for p in campaign.parameters],
        "nodes": [node_view(n, zone) for n in campaign.nodes],
        "issues": [issue_view(i, zone) for i in campaign.issues],
        "summary": campaign.summary or None,
        "coverage": [coverage_view(row) for row in campaign.coverage],
        "paused": instant(campaign.paused, zone),
        "opened": instant(campaign.opened_at, zone),
        "postponements": [
            {
                "number": p.number,
                "node": p.node,
                "until": instant(p.until, zone),
                "asked_by": p.asked_by,
                "reason": p.reason or None,
                "state": p.state,
            }
            for p in campaign.postponements
        ],
    }


def restriction_view(restriction: Restriction, zone: tzinfo) -> dict[str, Any]:
    return {
        "versions": restriction.versions,
        "effective": when(restriction.effective, zone),
        "delayed_until": when(restriction.delayed_until, zone),
        "scope": restriction.scope or None,
    }


def node_view(node: Node, zone: tzinfo) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "key": node.key,
        "title": node.title,
        "department": node.department or None,
        "owner": node.owner or None,
        "helpers": list(node.helpers),
        "start": _day(node.start),
        "due": instant(node.due, zone),
        "state": node.state,
        "done_at": instant(node.done_at, zone),
        "progress": asdict(node.progress) if node.progress else None,
        "postponed_from": instant(node.postponed_from, zone),
        "promised": instant(node.promised, zone),
        "baseline": instant(node.baseline, zone),
        "remark": node.remark or None,
    }
    if node.parameters:
        shown["parameters"] = [asdict(p) for p in node.parameters]
    return {**shown, "follows": True} if node.follows else shown


def issue_view(issue: Issue, zone: tzinfo) -> dict[str, Any]:
    return {
        "number": issue.number,
        "title": issue.title,
        "type": issue.type,
        "severity": issue.severity or None,
        "node": issue.node or None,
        "state": issue.state,
        "raised_by": issue.raised_by,
        "raised_at": instant(issue.raised_at, zone),
        "assignees": list(issue.assignees),
        "owner": issue.owner or None,
        "waiting_on": issue.waiting_on,
        "respond_due": instant(issue.respond_due, zone),
        "due": instant(issue.due, zone),
        "promised": instant(issue.promised, zone),
        "result": issue.result or None,
        "answered_by": issue.answered_by or None,
        "answered_at": instant(issue.result_said_at or issue.answered_at, zone),
        "text": issue.text,
    }


def coverage_view(row: CoverageRow) -> dict[str, Any]:
    """Rows of a parameter rollout are `{parameter, value, count, share}` (SPEC 9)."""
    if row.parameter:
        return {"parameter": row.parameter, "value": row.value, "count": row.count, "share": row.share}
    shown: dict[str, Any] = {"version": row.version, "count": row.count, "share": row.share}
    if row.region:
        shown["region"] = row.region
    return shown


def instant(moment: datetime | None, zone: tzinfo) -> str | None:
    return moment.astimezone(zone).isoformat(timespec="seconds") if moment else None


def when(moment: When | None, zone: tzinfo) -> str | None:
    """An ISO date, unless a time was given."""
    if moment is None:
        return None
    return instant(moment.at, zone) if moment.timed else moment.at.astimezone(zone).date().isoformat()


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def later_dues(before: Campaign, after: Campaign, zone: tzinfo) -> list[dict[str, str]]:
    """The nodes that are due later than they were, as notices show them."""
    old = {n.key: n.due for n in before.nodes}
    return [
        {
            "node": n.key,
            "title": n.title,
            "before": old[n.key].astimezone(zone).isoformat(),
            "after": n.due.astimezone(zone).isoformat(),
        }
        for n in after.nodes
        if n.state == "pending" and n.key in old and n.due > old[n.key]
    ]
