"""weekly_digest: at most one a lead and ISO week, caught up after an outage (SPEC 5, 9 "Sending")."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from importlib.util import find_spec
from typing import Any

from mailbot.campaign.case import company_days
from mailbot.campaign.changes import (
    CampaignOpened,
    Change,
    CoverageReported,
    MailUndone,
    NodeDone,
    NodeProgressed,
    Noted,
)
from mailbot.campaign.digest import Week, counts_of, digest, share_of
from mailbot.campaign.digest_decide import has_to_decide
from mailbot.campaign.evolve import evolve
from mailbot.campaign.hours import hour_of
from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Notice, Row
from mailbot.campaign.workdays import Workdays
from mailbot.considering.undoing import taken_back
from mailbot.house import House
from mailbot.rulebook.folding import fold
from mailbot.rulebook.shapes import Role

_LAST = "digest.last"
_COUNTS = "digest.counts:"  # of the last one to each lead, by their address
_LONGEST = timedelta(days=7 * 12)
# Changes that leave a campaign as it was for whoever reads of it once a week.
_QUIET = frozenset({"StepsReminded", "RemindersWithdrawn", "Noted", "VersionRequested", "Warned"})


def weekly_digest(house: House, now: datetime, hour: datetime) -> list[Notice]:
    """The digest for each lead, where this week's is due and has not been sent. What is late waits for working hours."""
    leads = house.rules.directory.with_role(Role.LEAD)
    days, here = company_days(house.rules), now.astimezone(house.rules.zone)
    due = digest_time(here.date(), days, house)
    week = f"{here.isocalendar().year}-W{here.isocalendar().week:02d}"
    if not leads or due is None or now < due or house.ledger.meta.get(f"digest:{week}"):
        return []
    if hour_of(due, days) != hour and not days.in_hours(hour):
        return []
    if house.ledger.meta.get(_LAST) is None and not house.ledger.entries.any_before(due):
        return []  # the bot began after this week's digest would have left: next week's is the first
    at = max(hour, due)
    weeks, since = weeks_since(house, at)
    house.ledger.meta.set(f"digest:{week}", True)
    house.ledger.meta.set(_LAST, at.astimezone(UTC).isoformat())
    notices = []
    for lead in leads:
        own = {fold(p) for p in lead.products}
        shown = [w for w in weeks if not own or fold(w.now.product) in own]
        counts = f"{_COUNTS}{lead.address}"
        facts, rows = _facts(shown, since, at, house, last=house.ledger.meta.get(counts))
        house.ledger.meta.set(counts, counts_of(facts) if facts else None)
        if facts:
            notices.append(
                Notice(
                    purpose="digest",
                    template="digest",
                    to=(lead.address,),
                    facts=facts,
                    rows=rows,
                    once=f"digest:{week}:{lead.address}",
                    at=at,
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
    weeks, since = weeks_since(house, now)
    return _facts(weeks, since, now, house)[0]


def _facts(
    weeks: Sequence[Week], since: datetime, at: datetime, house: House, *, last: Mapping[str, int] | None = None
) -> tuple[dict[str, Any], tuple[Row, ...]]:
    """The digest's facts with what its files need: a name for the workbook (the language of its reader names it where
    there is none), and whether a picture can be drawn."""
    facts, rows = digest(weeks, since, at, house.rules, last=last)
    if facts:
        drawn = any(len(curve["points"]) > 1 for curve in facts["coverage"])
        facts["picture"] = drawn and find_spec("matplotlib") is not None
    return facts, rows


def weeks_since(house: House, at: datetime) -> tuple[list[Week], datetime]:
    """Every campaign that is open or changed since the last digest, as it was then and as it is; histories are read only of
    those that changed, and of those whose progress is drawn."""
    kept = house.ledger.meta.get(_LAST)
    since = max(datetime.fromisoformat(kept) if kept else at - timedelta(days=7), at - _LONGEST)
    types = house.ledger.entries.changed_between(since, at + timedelta(microseconds=1))
    changed = {code for code, names in types.items() if names - _QUIET}
    codes = dict.fromkeys((*house.ledger.store.codes(("planning", "tracking", "finalizing")), *sorted(changed)))
    return [_week(c, c.code in changed, since, at, house) for c in house.ledger.store.load_many(codes)], since


def _week(campaign: Campaign, changed: bool, since: datetime, at: datetime, house: House) -> Week:
    moves = campaign.coverage or any(n.progress for n in campaign.nodes)
    decides = has_to_decide(campaign)
    if not changed and not moves and not decides:
        return Week(campaign, campaign, ())
    before: Campaign | None = None
    state: Campaign | None = None
    happened: list[Change] = []
    points: dict[date, float] = {}
    notes: list[Noted] = []
    history = house.ledger.entries.of_campaign(campaign.code)
    undone = taken_back(history, house)
    for entry in history:
        state = evolve(state, entry.change)
        if entry.at <= since and not happened:
            before = state
        elif entry.at <= at and (entry.id not in undone or isinstance(entry.change, CampaignOpened | MailUndone)):
            happened.append(entry.change)
        if decides and isinstance(entry.change, Noted):
            notes.append(entry.change)
        if isinstance(entry.change, NodeProgressed | NodeDone | CoverageReported) and entry.id not in undone:
            share = share_of(state)
            if share is not None:
                points[entry.at.astimezone(house.rules.zone).date()] = share
    return Week(campaign, before, tuple(happened), tuple(points.items()), tuple(notes))
