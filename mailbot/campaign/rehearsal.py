"""rehearsal: every mail that would go out under the present rules if nobody did anything (SPEC 8 `rehearse`)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from mailbot.campaign.due import due
from mailbot.campaign.evolve import evolve_all
from mailbot.campaign.model import Campaign
from mailbot.campaign.planner import wakes_at
from mailbot.campaign.view import instant
from mailbot.rulebook.rules import Rules

_MOST_TICKS = 5000


def rehearsal(campaign: Campaign, now: datetime, until: date, rules: Rules) -> list[dict[str, Any]]:
    """The same planner as the real tick, played hour by hour: `at, weekday, purpose, to[], what` a mail."""
    played: list[dict[str, Any]] = []
    reminded: dict[str, date] = {}
    for _ in range(_MOST_TICKS):
        wake = wakes_at(campaign, rules)
        if wake is None:
            break
        # Whoever has had today's mail is looked at again an hour later: as the service does.
        now = max(now, wake.astimezone(rules.zone))
        if now.astimezone(rules.zone).date() > until:
            break
        found = due([campaign], now, rules, reminded.get)
        if not found:
            now = _next_hour(now)
            continue
        for notice in found.notices:
            if notice.once.startswith("reminder:"):
                _, person, day = notice.once.split(":", 2)
                reminded[person] = date.fromisoformat(day)
            what = [f"{r.get('title')} ({r.get('step')})" for r in notice.facts.get("rows", ()) if isinstance(r, dict)]
            played.append(
                {
                    "at": instant(now, rules.zone),
                    "weekday": now.astimezone(rules.zone).strftime("%a"),
                    "purpose": notice.purpose,
                    "to": [*notice.to, *notice.cc],
                    "what": "; ".join(what) or notice.template,
                }
            )
        campaign = evolve_all(campaign, found.changes.get(campaign.code, ())) or campaign
    return played


def _next_hour(now: datetime) -> datetime:
    return (now.astimezone(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)).astimezone(now.tzinfo)
