"""rehearsal: every mail that would go out under the present rules if nobody did anything (SPEC 8 `rehearse`)."""

from datetime import date, datetime
from typing import Any

from mailbot.campaign.case import company_days
from mailbot.campaign.due import HadMail, due, look
from mailbot.campaign.evolve import evolve_all
from mailbot.campaign.hours import hour_from, hour_of
from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Notice
from mailbot.campaign.planner import wakes_at
from mailbot.campaign.view import instant
from mailbot.rulebook.rules import Rules

_MOST_HOURS = 5000


def nobody_yet(person: str, day: date) -> bool:
    """Nobody has had their mail of any day."""
    del person, day
    return False


def rehearsal(
    campaign: Campaign, now: datetime, until: date, rules: Rules, had_mail: HadMail = nobody_yet
) -> list[dict[str, Any]]:
    """One row a mail: `at, weekday, purpose, template, to[], what, rows[{title, item, step, state, days, why}]`.

    The tick's own decisions, played from one hour to the next in which there is something to do. Other campaigns are left
    out: what goes to somebody on one day is one mail, with theirs in it.
    """
    days = company_days(rules)
    hour = hour_of(now, days)
    mailed: set[tuple[str, date]] = set()
    played: list[dict[str, Any]] = []
    wake = wakes_at(campaign, rules)

    def had(person: str, day: date) -> bool:
        return (person, day) in mailed or had_mail(person, day)

    for _ in range(_MOST_HOURS):
        if wake is None:
            break
        hour = max(hour, hour_from(wake, days))
        if days.day_of(hour) > until:
            break
        found = due([look(campaign, hour, rules)], hour, rules, had)
        played += [_mail(notice, hour, rules) for notice in found.notices]
        mailed.update(found.mailed)
        campaign = evolve_all(campaign, found.changes.get(campaign.code, ())) or campaign
        wake = found.again[campaign.code]
    return played


def _mail(notice: Notice, hour: datetime, rules: Rules) -> dict[str, Any]:
    rows = [r for r in notice.facts.get("rows", ()) if isinstance(r, dict)]
    return {
        "at": instant(hour, rules.zone),
        "weekday": hour.astimezone(rules.zone).strftime("%a"),
        "purpose": notice.purpose,
        "template": notice.template,
        "to": [*notice.to, *notice.cc],
        "what": "; ".join(f"{r['title']} ({r['item']} {r['step']})" for r in rows) or notice.template,
        "rows": [{name: r.get(name) for name in ("title", "item", "step", "state", "days", "why")} for r in rows],
    }
