"""decide_as_lead: a lead's answer to a row of the digest. It is recorded and put to the PM, whose act it stays (SPEC 5, 9)."""

from typing import Any

from mailbot.campaign.case import Case
from mailbot.campaign.changes import Noted
from mailbot.campaign.commands import DecideAsLead
from mailbot.campaign.outcome import Outcome, Refused, Row
from mailbot.late import late
from mailbot.rulebook.shapes import Role

_DECIDED = late(r"不?同意〔([^〕]{1,200})〕")


def decide_as_lead(command: DecideAsLead, case: Case) -> Outcome | Refused:
    """Plans and postponements are the PM's to decide (SPEC 9 "Rights"); the lead's word reaches them at once, answerable."""
    if case.sender is None or Role.LEAD not in case.sender.roles:
        return case.refused("decision", "no-right", right=True, act="decision")
    campaign = case.present
    asked = next((p for p in campaign.postponements if p.number == command.number and p.state == "pending"), None)
    if command.number is not None and asked is None:
        return case.refused("decision", "nothing-to-decide")
    word = "同意" if command.agreed else "不同意"
    about = command.department or (campaign.node(asked.node).title if asked else "")
    change = Noted(at=case.now, by=case.by, text=f"{word}〔{about}〕{command.text}".strip()[:2000])
    facts: dict[str, Any] = {
        "agreed": command.agreed,
        "department": command.department,
        "node": asked.node if asked else None,
        "until": asked.until.astimezone(case.rules.zone).isoformat() if asked else None,
        "words": command.text,
    }
    rows = (
        (Row(n=1, campaign=campaign.code, asks="postponement", node=asked.node, postponement=asked.number),)
        if asked
        else ()
    )
    notices = case.tell(campaign, "lead-decided", (campaign.pm,), rows=rows, **facts)
    return case.outcome("decision", (change,), notices, receipt="lead-decision", **facts)


def decided_about(text: str) -> str:
    """The department or node that such a word on the timeline decides on, '' where it is none."""
    found = _DECIDED.match(text)
    return found[1] if found else ""
