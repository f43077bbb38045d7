"""condition: what is not as it should be in a campaign, the gravest first, and its colour for the digest (SPEC 5)."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Literal

from mailbot.campaign.case import company_days
from mailbot.campaign.model import Campaign, Node
from mailbot.campaign.view import instant
from mailbot.campaign.workdays import Workdays
from mailbot.rulebook.rules import Rules
from mailbot.value import Value, asdict

_MOST_ISSUES = 3  # of one campaign, the latest first; the others stand in the digest's own table


class Trouble(Value):
    """`what` and `facts` as the template `digest` words them (templates/README.md)."""

    what: str
    facts: dict[str, Any]
    colour: Literal["red", "amber"]


def condition(
    campaign: Campaign, before: Campaign | None, since: datetime, now: datetime, rules: Rules
) -> list[Trouble]:
    """`before`: the campaign at the last digest, `since`: when that was."""
    if campaign.paused:
        return [Trouble("paused", {"since": instant(campaign.paused, rules.zone)}, "amber")]
    found = [*_nodes(campaign, before, since, now, rules), *_issues(campaign, now, rules), *_plan(campaign, rules)]
    return sorted(found, key=lambda trouble: trouble.colour != "red")


def unmoved_days(node: Node, today: date, days: Workdays) -> int:
    """Working days without movement of a progress that has begun."""
    if node.progress is None or node.moved_at is None or node.state != "pending":
        return 0
    return days.between(days.day_of(node.moved_at), today)


def _nodes(
    campaign: Campaign, before: Campaign | None, since: datetime, now: datetime, rules: Rules
) -> Iterator[Trouble]:
    days, zone = company_days(rules), rules.zone
    today = days.day_of(now)
    for node in campaign.pending_nodes:
        late = days.overdue(node.due, now)
        summary = node.base == "finalize"
        if late > 0 and (not summary or campaign.stage == "finalizing"):
            facts = {
                "title": node.title,
                "days": late,
                "progress": asdict(node.progress) if node.progress else None,
                "before": _earlier(before, node),
            }
            yield Trouble(
                "summary-overdue" if summary else "node-overdue",
                facts,
                "red" if late >= rules.digest.red_after else "amber",
            )
            if _deputed(node.owner, today, rules):
                yield Trouble("deputy-silent", {"person": node.owner}, "red")
        elif not summary and days.between(today, days.day_of(node.due)) <= rules.digest.amber_before:
            yield Trouble("node-soon", {"title": node.title, "due": instant(node.due, zone)}, "amber")
        unmoved = unmoved_days(node, today, days)
        if unmoved >= rules.digest.not_moved:
            yield Trouble("not-moved", {"title": node.title, "days": unmoved}, "amber")
        for promise in node.promises:
            if promise.kept is False and promise.until > since:
                facts = {"person": promise.by, "title": node.title, "until": instant(promise.until, zone)}
                yield Trouble("promise-broken", facts, "red")


def _issues(campaign: Campaign, now: datetime, rules: Rules) -> Iterator[Trouble]:
    days = company_days(rules)
    grave = {s.name for s in rules.severities.severity if s.at_once}
    late = {
        i.number: days.overdue(i.due, now) if i.waiting_on == "assignees" else 0 for i in campaign.issues if i.unsettled
    }
    problems = [i for i in campaign.issues if i.number in late and i.type == "problem"]
    for issue in sorted(problems, key=lambda i: (-late[i.number], i.number))[:_MOST_ISSUES]:
        red = late[issue.number] > 0 or issue.severity in grave
        yield Trouble("issue-open", {"number": issue.number, "days": late[issue.number]}, "red" if red else "amber")
    defects = [i for i in campaign.issues if i.number in late and i.type == "defect"]
    if defects:
        red = any(late[i.number] > 0 or i.severity in grave for i in defects)
        yield Trouble("defects-open", {"n": len(defects)}, "red" if red else "amber")
    for issue in campaign.issues:
        if issue.state == "answered":
            yield Trouble("issue-unverified", {"number": issue.number}, "amber")


def _plan(campaign: Campaign, rules: Rules) -> Iterator[Trouble]:
    if campaign.stage == "planning":
        for answer, what, colour in (("objected", "objection", "red"), ("pending", "unconfirmed", "amber")):
            names = [p.name for p in campaign.departments if p.asks and p.answer == answer]
            if names:
                yield Trouble(what, {"departments": names}, "red" if colour == "red" else "amber")
    for asked in campaign.postponements:
        if asked.state == "pending":
            until = instant(asked.until, rules.zone)
            facts = {"title": campaign.node(asked.node).title, "until": until, "pm": campaign.pm}
            yield Trouble("postponement-pending", facts, "amber")
    if any(w.startswith("quantity:") for w in campaign.warned):
        yield Trouble("quantity-exceeded", {}, "amber")
    if campaign.valid.until and f"validity:{campaign.valid.until}" in campaign.warned:
        yield Trouble("validity-ending", {"until": campaign.valid.until.isoformat()}, "amber")


def _deputed(person: str, today: date, rules: Rules) -> bool:
    """Whether somebody is reminded instead of that person today."""
    who = rules.directory.person(person)
    return who is not None and rules.directory.stand_in(who, today) is not who


def _earlier(before: Campaign | None, node: Node) -> int | None:
    """The node's figure at the last digest."""
    old = next((n for n in before.nodes if n.key == node.key), None) if before else None
    return old.progress.done if old and old.progress else None
