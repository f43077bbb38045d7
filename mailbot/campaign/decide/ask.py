"""ask_standing, ask_help: questions; they change nothing and are answered at once; items_of: what a person owes in a campaign now: nodes,
issues, confirmations, postponements to decide (SPEC 3, 9 "Rights")."""

from typing import Any

from mailbot.campaign.audience import contacts, has_part, node_people
from mailbot.campaign.case import Case
from mailbot.campaign.commands import AskHelp, AskStanding
from mailbot.campaign.coverage import reached
from mailbot.campaign.decide.obtain import version_request
from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Notice, Outcome, Refused
from mailbot.campaign.rights import may
from mailbot.campaign.view import coverage_view, instant
from mailbot.rulebook.rules import Rules
from mailbot.value import asdict, replace


def ask_standing(command: AskStanding, case: Case) -> Outcome | Refused:
    """A campaign's standing, its version's source, its parameters, or without a code the sender's own items."""
    campaign = case.campaign
    if campaign is None:
        mine = [o for o in case.others if has_part(case.by, case.occasion.department, o, case.rules)]
        if (meant := _meant(command, mine)) is not None:
            return ask_standing(command, replace(case, campaign=meant))
        rows = [item for o in mine for item in items_of(case.by, o, case.rules)]
        facts: dict[str, Any] = {"campaigns": [case.shown(o) for o in mine], "rows": rows, "person": case.by}
        return _answer("query", "my-standing", case, facts, None)
    if not may("query", case):
        return case.refused("query", "no-part", right=True, words=campaign.code)
    facts = {"campaign": case.shown(campaign), "reached": reached(campaign), "pm": campaign.pm, "text": command.text}
    facts["coverage_at"] = instant(campaign.coverage_said_at or campaign.coverage_at, case.rules.zone)
    facts["coverage_source"] = campaign.coverage_source or None
    facts["coverage_by"] = campaign.coverage_by or None
    match command.about:
        case "version":
            facts["link"] = campaign.link or None
            asked = version_request(campaign, command.text, case)
            answer = _answer("query", "version-source", case, {**facts, "requested": bool(asked.notices)}, campaign)
            return replace(answer, changes=asked.changes, notices=(*answer.notices, *asked.notices))
        case "parameters":
            facts["coverage"] = [coverage_view(r) for r in campaign.coverage]
            facts["nodes"] = [
                {
                    "title": n.title,
                    "state": n.state,
                    "done": n.progress.done if n.progress else 0,
                    "total": n.progress.total if n.progress else 0,
                    "parameters": [asdict(p) for p in n.parameters],
                }
                for n in campaign.nodes
                if n.state != "cancelled" and (n.base == "rollout" or n.progress or n.parameters)
            ]
            return _answer("query", "parameters", case, facts, campaign)
    facts["open_only"] = command.about == "open"
    return _answer("query", "standing", case, facts, campaign)


def _meant(command: AskStanding, mine: list[Campaign]) -> Campaign | None:
    """The one campaign that a question without a code is about: its product, and its version where several share it, are
    named; else the only one with parameters, where those are asked after."""
    said = command.text.casefold()
    named = [o for o in mine if o.product and o.product.casefold() in said]
    if len(named) > 1:
        named = [o for o in named if o.version and o.version.casefold() in said]
    if not named and command.about == "parameters":
        named = [o for o in mine if o.parameters]
    return named[0] if len(named) == 1 else None


def ask_help(command: AskHelp, case: Case) -> Outcome:
    """The guide and templates to fill."""
    facts = {"topic": command.topic, "kinds": kinds_shown(case.rules)}
    return _answer("help", "help", case, facts, case.campaign)


def kinds_shown(rules: Rules) -> list[dict[str, str]]:
    """The kinds of campaigns, as the guide names them."""
    return [{"key": k.key, "code": k.code, "name": k.name.zh, "name_en": k.name.en} for k in rules.kinds.values()]


def _answer(kind: str, template: str, case: Case, facts: dict[str, Any], campaign: Campaign | None) -> Outcome:
    notice = Notice(
        purpose="answer",
        template=template,
        to=(case.by,),
        campaign=campaign.code if campaign else None,
        facts=facts,
        thread=case.occasion.message_id,
        subject=case.occasion.subject,
    )
    return Outcome(kind=kind, notices=(notice,))


def items_of(person: str, campaign: Campaign, rules: Rules) -> list[dict[str, Any]]:
    """One dict an item: `campaign, product, title, asks, due, node, issue`; oldest due first."""
    if campaign.over:
        return []
    zone = rules.zone
    items: list[dict[str, Any]] = []

    def add(asks: str, title: str, due: Any, **more: Any) -> None:
        items.append(
            {
                "campaign": campaign.code,
                "product": campaign.thing,
                "version": campaign.version,
                "asks": asks,
                "title": title,
                "due": instant(due, zone),
                "node": None,
                "issue": None,
                **more,
            }
        )

    for node in campaign.pending_nodes:
        if person in node_people(node, rules) or person in node.helpers:
            add("node", node.title, node.due, node=node.key)
    for issue in campaign.issues:
        waits_for = (
            (issue.raised_by,) if issue.waiting_on == "raiser" else ((issue.owner,) if issue.owner else issue.assignees)
        )
        if issue.unsettled and person in waits_for:
            add("issue", issue.title, issue.due, issue=issue.number)
    for part in campaign.departments:
        if part.asks and part.answer == "pending" and person in contacts(part.name, rules):
            add("confirmation", part.name, None)
    for asked in campaign.postponements:
        if asked.state == "pending" and person == campaign.pm:
            add("postponement", campaign.node(asked.node).title, asked.until, node=asked.node)
    return sorted(items, key=lambda i: i["due"] or "")
