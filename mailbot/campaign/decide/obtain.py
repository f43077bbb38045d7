"""version_request, hand_over_version: a version that is not on 官网 is asked of the PM through the bot; both are recorded (SPEC 1)."""

import re

from mailbot.campaign.audience import speaks_for
from mailbot.campaign.case import Case
from mailbot.campaign.changes import Noted
from mailbot.campaign.commands import HandOverVersion
from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Notice, Outcome, Refused, Row

_LINK = re.compile(r"https?://[^\s<>\"'，。；）)】]{3,500}", re.IGNORECASE)


def version_request(campaign: Campaign, words: str, case: Case) -> Outcome:
    """The request as it goes to the PM; empty where the version is published, or the PM asks themself."""
    if campaign.channel == "official" or case.by in campaign.pms or campaign.over:
        return Outcome(kind="query")
    person = case.sender
    department = case.occasion.department or (person.department if person and person.department else "")
    change = Noted(at=case.now, by=case.by, text=f"获取版本 {campaign.version}".strip())
    notice = Notice(
        purpose="notice",
        template="obtain-requested",
        to=(campaign.pm,),
        campaign=campaign.code,
        rows=(Row(n=1, campaign=campaign.code, asks="obtain", person=case.by, department=department),),
        facts={"campaign": case.shown(campaign), "by": case.by, "department": department or None, "words": words},
    )
    return Outcome(kind="query", changes=(change,), notices=(notice,))


def hand_over_version(command: HandOverVersion, case: Case) -> Outcome | Refused:
    """The PM's answer goes on to whoever asked."""
    campaign = case.present
    if case.by not in campaign.pms:
        return case.refused("note", "not-the-pm", right=True, pm=campaign.pm)
    link = _LINK.search(command.text)
    named = "".join(f" [{name}]" for name in (*command.files, *command.kept))
    change = Noted(at=case.now, by=case.by, text=f"→ {command.to}: {command.text}"[:1500] + named[:500])
    facts = {
        "campaign": case.shown(campaign),
        "by": case.by,
        "words": command.text,
        "link": link[0] if link else None,
        "files": list(command.files),
        "kept": list(command.kept),
    }
    # 拿到了 under it is the node's result.
    person = case.rules.directory.person(command.to)
    waiting = [n for n in campaign.pending_nodes if n.base == "obtain"]
    own = [n for n in waiting if n.owner == command.to] or [
        n for n in waiting if n.department and speaks_for(person, n.department, case.rules)
    ]
    notice = Notice(
        purpose="notice",
        template="obtain-answered",
        to=(command.to,),
        campaign=campaign.code,
        rows=tuple(Row(n=i, campaign=campaign.code, node=node.key) for i, node in enumerate(own, 1)),
        facts=facts,
    )
    return Outcome(kind="note", changes=(change,), notices=(notice,))
