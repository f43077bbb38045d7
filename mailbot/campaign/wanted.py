"""wanted: what closes a node beside the word, as whoever has to report it is told (SPEC 1, "evidence")."""

from typing import Any

from mailbot.campaign.model import Campaign, Node
from mailbot.campaign.view import restriction_view
from mailbot.rulebook.rules import Rules


def wanted(node: Node, campaign: Campaign, rules: Rules) -> dict[str, Any]:
    """`wants` as the kind's rules say, `names` of the tests or files that are still to come, the `restriction` that the
    plan tells, one that is delayed for what closes with a delay; of what closes by itself the `defects` that it waits for. {} for
    a node that the kind does not know."""
    kind = rules.kinds.get(campaign.kind)
    standard = kind.node_of(node.key) if kind else None
    if standard is None:
        return {}
    had = {e.split(":", 2)[1] for e in node.evidence if ":" in e}
    names = [spellings[0] for spellings in (*standard.tests, *standard.files) if spellings[0] not in had]
    defects = [
        {"number": i.number, "state": i.state, "raised_by": i.raised_by}
        for i in campaign.issues
        if i.type == "defect" and i.state != "closed"
    ]
    restricted = [r for r in campaign.restrictions if r.versions]
    told = max(restricted, key=lambda r: standard.evidence == "delay" and bool(r.delayed_until), default=None)
    return {
        "wants": "none" if standard.evidence == "defects" and not defects else standard.evidence,
        "names": names,
        "defects": defects if standard.evidence == "defects" else [],
        "restriction": restriction_view(told, rules.zone) if told else None,
    }
