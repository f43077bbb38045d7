"""weekly_digest: at most one a lead and ISO week, caught up after an outage (SPEC 5, 9 "Sending")."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from mailbot.campaign.case import company_days
from mailbot.campaign.digest import Week, digest
from mailbot.campaign.evolve import evolve
from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Notice
from mailbot.campaign.workdays import Workdays
from mailbot.house import House
from mailbot.rulebook.shapes import Role

_LAST = "digest.last"
_LONGEST = timedelta(days=7 * 12)


def weekly_digest(house: House, now: datetime) -> list[Notice]:
    """The digest for each lead, where this week's is due and has not been sent."""
    leads = house.rules.directory.with_role(Role.LEAD)
    here = now.astimezone(house.rules.zone)
    due = digest_time(here.date(), company_days(house.rules), house)
    week = f"{here.isocalendar().year}-W{here.isocalendar().week:02d}"
    if not leads or due is None or now < due or house.ledger.meta.get(f"digest:{week}"):
        return []
    if house.ledger.meta.get(_LAST) is None and not house.ledger.entries.any_before(due):
        return []  # the bot began after this week's digest would have left: next week's is the first
    weeks, since = _weeks(house, now)
    house.ledger.meta.set(f"digest:{week}", True)
    house.ledger.meta.set(_LAST, now.astimezone(UTC).isoformat())
    notices = []
    for lead in leads:
        mine = [w for w in weeks if _is_theirs(w.now, lead.products)]
        facts, rows = digest(mine, since, now, house.rules)
        if facts:
            notices.append(
                Notice(
                    purpose="digest",
                    template="digest",
                    to=(lead.address,),
                    facts=facts,
                    rows=rows,
                    once=f"digest:{week}:{lead.address}",
                )
            )
    return notices


def digest_time(day: date, days: Workdays, house: House) -> datetime | None:
    """When the digest of a day's ISO week leaves: on its first working day; None for a week without one."""
    monday = day - timedelta(days=day.weekday())
    first = next((d for n in range(7) if days.is_workday(d := monday + timedelta(days=n))), None)
    return datetime.combine(first, house.rules.digest.at, tzinfo=days.zone) if first else None


def digest_facts(house: House, now: datetime) -> dict[str, Any]:
    """The digest over all products as it would be sent now (`digest --preview`)."""
    weeks, since = _weeks(house, now)
    facts, _ = digest(weeks, since, now, house.rules)
    return facts


def _weeks(house: House, now: datetime) -> tuple[list[Week], datetime]:
    """Every campaign that is open or changed since the last digest, as it was then and as it is."""
    kept = house.ledger.meta.get(_LAST)
    since = datetime.fromisoformat(kept) if kept else now - timedelta(days=7)
    since = max(since, now - _LONGEST)
    changed = house.ledger.entries.changed_between(since, now)
    codes = dict.fromkeys((*house.ledger.store.codes(("planning", "tracking", "finalizing")), *sorted(changed)))
    weeks = []
    for campaign in house.ledger.store.load_many(codes):
        before: Campaign | None = None
        happened = []
        for entry in house.ledger.entries.of_campaign(campaign.code):
            if entry.at <= since:
                before = evolve(before, entry.change)
            else:
                happened.append(entry.change)
        weeks.append(Week(campaign, before, tuple(happened)))
    return weeks, since


def _is_theirs(campaign: Campaign, products: tuple[str, ...]) -> bool:
    return not products or campaign.product in products
