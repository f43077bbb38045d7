"""to_decide: what only a lead gets moving, as rows of the digest: objections that keep a plan from starting, postponements that
their PM leaves undecided; with the PM's advice, and until a lead has decided (SPEC 5 "Weekly digest")."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from mailbot.campaign.case import company_days
from mailbot.campaign.changes import Noted
from mailbot.campaign.decide.decide_as_lead import decided_about
from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Row
from mailbot.campaign.view import instant
from mailbot.late import late
from mailbot.rulebook.rules import Rules
from mailbot.rulebook.shapes import Role

_DECIDE_AFTER = 3  # working days that a postponement waits for its PM before the lead is shown it
_ADVICE = late(
    r"(?:我|个人|我们|这边)?(?:的)?建议(?:是|为|[:：，,])?\s*(?P<zh>[^。；;！!？?\n]{1,60})"
    r"|(?<![a-z])(?:i|we)?\s*(?:suggest|recommend|propose|advise)(?:ed|s|ing)?(?: that we| we"
    r"| to)?\s*[:,]?\s*(?P<en>[^.;!?\n]{1,80})"
)


def has_to_decide(campaign: Campaign) -> bool:
    """Whether a lead may have to decide something of it, sooner or later."""
    objected = campaign.stage == "planning" and any(p.asks and p.answer == "objected" for p in campaign.departments)
    return objected or any(p.state == "pending" for p in campaign.postponements)


def to_decide(
    campaigns: Sequence[tuple[Campaign, Sequence[Noted]]], today: date, rules: Rules
) -> tuple[tuple[Row, ...], list[dict[str, Any]]]:
    """The rows, and what the template shows of each; with every campaign the words on its timeline."""
    days, zone = company_days(rules), rules.zone
    rows: list[Row] = []
    asked: list[dict[str, Any]] = []

    def ask(campaign: Campaign, what: str, facts: dict[str, Any], advice: str, **about: Any) -> None:
        rows.append(Row(n=len(rows) + 1, campaign=campaign.code, asks="decision", **about))
        told = {"n": len(rows), "campaign": campaign.code, "what": what, "facts": facts}
        asked.append({**told, "words": "", "advice": advice or None, "pm": campaign.pm})

    for campaign, notes in campaigns:
        if campaign.paused:
            continue
        for part in campaign.departments if campaign.stage == "planning" else ():
            if part.asks and part.answer == "objected" and not _decided(notes, part.name, part.at, rules):
                facts: dict[str, Any] = {"departments": [part.name], "words": part.words[:200]}
                ask(campaign, "objection", facts, _advice(notes, campaign, part.at), department=part.name)
        for p in campaign.postponements:
            waited = days.between(days.day_of(p.asked_at), today)
            title = campaign.node(p.node).title
            if p.state == "pending" and waited >= _DECIDE_AFTER and not _decided(notes, title, p.asked_at, rules):
                facts = {
                    "title": title,
                    "before": instant(campaign.node(p.node).due, zone),
                    "until": instant(p.until, zone),
                    "pm": campaign.pm,
                    "asked_by": p.asked_by,
                    "days": waited,
                    "words": p.reason[:200],
                }
                advice = _advice(notes, campaign, p.asked_at)
                ask(campaign, "postponement-pending", facts, advice, node=p.node, postponement=p.number)
    return tuple(rows), asked


def _decided(notes: Sequence[Noted], about: str, since: datetime | None, rules: Rules) -> bool:
    """A lead has said their word since: it is with the PM now, and not asked of the other leads again."""
    leads = {person.address for person in rules.directory.with_role(Role.LEAD)}
    return any(n.by in leads and (since is None or n.at > since) and decided_about(n.text) == about for n in notes)


def _advice(notes: Sequence[Noted], campaign: Campaign, since: datetime | None) -> str:
    """What the PM has last advised since: 建议同意, of 我建议同意海外的意见，延到1月10日 the whole clause."""
    words = [n.text for n in notes if n.by in campaign.pms and (since is None or n.at >= since)]
    found = [m for text in words if (m := _ADVICE.search(text.casefold() if text.isascii() else text))]
    return (found[-1]["zh"] or found[-1]["en"]).strip() if found else ""
