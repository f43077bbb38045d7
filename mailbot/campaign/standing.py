"""items_of: what a person owes in a campaign now: nodes, issues, confirmations, postponements to decide."""

from typing import Any

from mailbot.campaign.audience import contacts, node_people
from mailbot.campaign.model import Campaign
from mailbot.campaign.view import instant
from mailbot.rulebook.rules import Rules


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
