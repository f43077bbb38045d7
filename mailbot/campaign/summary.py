"""draft: the summary that the bot has already filled: planned against actual, issues, coverage, authorisation (SPEC 1, 5)."""

from collections.abc import Sequence
from typing import Any

from mailbot.campaign.case import company_days
from mailbot.campaign.coverage import by_region, in_use, reached
from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Notice, Row
from mailbot.campaign.view import coverage_view, instant, issue_view, view
from mailbot.campaign.workdays import Workdays
from mailbot.rulebook.rules import Rules
from mailbot.value import asdict


def draft(campaign: Campaign, rules: Rules, days: Workdays, *, unfinished: Sequence[str] = ()) -> dict[str, Any]:
    """The facts of the templates `finalize` and `summary`. `slip` is in working days, negative when early. `unfinished` are
    keys of nodes that closing cancels: they were planned, too."""
    zone = rules.zone
    nodes = []
    for node in campaign.nodes:
        if node.base == "finalize" or (node.state == "cancelled" and node.key not in unfinished):
            continue
        planned = node.baseline or node.due
        slip = (
            days.between(planned.astimezone(zone).date(), node.done_at.astimezone(zone).date())
            if node.done_at
            else None
        )
        nodes.append(
            {
                "key": node.key,
                "title": node.title,
                "owner": node.owner or None,
                "department": node.department or None,
                "planned": instant(planned, zone),
                "due": instant(node.due, zone),
                "done_at": instant(node.done_at, zone),
                "state": node.state,
                "slip": slip,
                "late": bool(node.done_at and node.done_at > planned),
                "progress": asdict(node.progress) if node.progress else None,
                "by": node.done_by or None,
                "proof": node.proof or None,
                "reported_at": instant(node.reported_at or node.done_at, zone),
            }
        )
    found = reached(campaign)
    # What runs the campaign's version uses its quantity, also where nothing but a restriction is carried out.
    used = (
        in_use(campaign)
        if any(n.base == "rollout" for n in campaign.nodes)
        else campaign.version and found and found["reached"]
    )
    promises = [p for n in campaign.nodes for p in n.promises if p.kept is not None]
    return {
        "campaign": view(campaign, zone),
        "nodes": nodes,
        "issues": [issue_view(i, zone) for i in campaign.issues],
        "coverage": [coverage_view(r) for r in campaign.coverage],
        "coverage_at": instant(campaign.coverage_said_at or campaign.coverage_at, zone),
        "coverage_by": campaign.coverage_by or None,
        "coverage_source": campaign.coverage_source or None,
        "reached": found,
        "used": used or None,
        "by_region": by_region(campaign, rules),
        "target": campaign.target_coverage,
        "promises": {"kept": sum(p.kept is True for p in promises), "broken": sum(p.kept is False for p in promises)},
        "postponements": sum(p.state == "agreed" for p in campaign.postponements),
    }


def prompt(campaign: Campaign, rules: Rules) -> Notice:
    """The mail to the PM, answered by 发布 or by the summary."""
    return Notice(
        purpose="finalize",
        template="finalize",
        to=(campaign.pm,),
        campaign=campaign.code,
        rows=(Row(n=1, campaign=campaign.code, asks="summary"),),
        facts=draft(campaign, rules, company_days(rules)),
    )
