"""When the clock ticks: ← and here.

What is due is computed from the ledger alone, so a restart, a missed hour or a second tick changes nothing. A tick acts as at
the start of its hour (`campaign/hours`): ticks at any minutes, one in each working hour at least, come to the same.
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from mailbot import __version__
from mailbot.apply import queue, record
from mailbot.campaign.audience import to_admins
from mailbot.campaign.case import company_days
from mailbot.campaign.due import Due, Looked, due, look
from mailbot.campaign.hours import hour_of, working_hour_before
from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Notice
from mailbot.errors import LedgerError
from mailbot.house import House
from mailbot.ticking.ask_calendar import ask_calendar
from mailbot.ticking.mail_of_day import had_mail_of, remember_mail
from mailbot.ticking.replan import replan
from mailbot.ticking.weekly import weekly_digest
from mailbot.value import Value

log = logging.getLogger("mailbot.clock")

_LAST_TICK = "clock"  # the hour of the last tick, and the rules under which it was made


class Ticked(Value, kw_only=True):
    """What one tick did: how many campaigns changed, how many mails were queued."""

    changed: int = 0
    queued: int = 0


def on_clock(house: House, now: datetime) -> Ticked:
    """Does what is due in the hour of `now`, once: reminders, prompts, what runs out, the weekly digest."""
    hour = hour_of(now, company_days(house.rules))
    planned = _planned(house, hour)
    with house.ledger.deciding():
        _note_tick(house, hour, planned)
        campaigns = {c.code: c for c in house.ledger.store.load_many(house.ledger.store.due(hour))}
        looked, ill = _look(campaigns.values(), hour, house)
        found = _due(looked, ill, hour, house)
        notices = [*found.notices, *_ill_notices(ill, house), *_digests(house, now, hour), *ask_calendar(house, hour)]
        tick = 0
        if found.changes or notices:
            detail = {"campaigns": sorted(found.changes), "notices": len(notices)}
            tick = house.ledger.ticks.record(now, detail=detail, rules=house.rules.hash, version=__version__)
            for code, changes in found.changes.items():
                record(changes, campaigns[code], house, tick=tick)
        for code in campaigns:
            house.ledger.store.wake(code, found.again.get(code, hour + timedelta(hours=1)))
        for person, day in found.mailed:
            remember_mail(person, day, house)
        queued = queue(notices, house, hour)
    if tick:
        log.info("tick", extra={"tick": tick, "campaigns": len(found.changes), "queued": len(queued)})
    return Ticked(changed=len(found.changes), queued=len(queued))


def catch_up(house: House, now: datetime, arrived: datetime | None = None) -> bool:
    """Before a mail is decided: what fell due at the start of this hour, where the clock runs and has not ticked in it yet.
    So it does not matter on which side of the tick a mail comes. What came first counts first: a mail that lay in the
    mailbox before the hour began (`arrived`) goes before its tick, and after an outage all mails do: what they say is done
    is reminded of no more. True where this hour's tick is still to come."""
    mark, days = house.ledger.meta.get(_LAST_TICK), company_days(house.rules)
    hour = hour_of(now, days)
    if mark is None or not days.in_hours(hour) or datetime.fromisoformat(mark["hour"]) >= hour:
        return False
    if (arrived is not None and arrived < hour) or datetime.fromisoformat(mark["hour"]) < working_hour_before(
        hour, days
    ):
        return True
    try:
        on_clock(house, hour)
    except LedgerError:
        raise
    except Exception:  # no reason to set the mail aside: the tick itself tells of it
        log.exception("tick")
    return False


def _planned(house: House, hour: datetime) -> str:
    """The hash of the rules by which it is planned when to look at each campaign: under other rules than last time, anew."""
    last: dict[str, Any] | None = house.ledger.meta.get(_LAST_TICK)
    return replan(house, hour, last["rules"]) if last else house.rules.hash


def _note_tick(house: House, hour: datetime, planned: str) -> None:
    """Notes that the clock has ticked in this hour, and by which rules it was planned."""
    mark = {"hour": hour.astimezone(UTC).isoformat(), "rules": planned}
    if house.ledger.meta.get(_LAST_TICK) != mark:
        house.ledger.meta.set(_LAST_TICK, mark)


# --- one campaign at fault is left alone, the others go on ----------------------------------------------------------------


def _look(campaigns: Iterable[Campaign], hour: datetime, house: House) -> tuple[list[Looked], dict[str, str]]:
    """Each campaign looked at; and by code what went wrong with some."""
    looked: list[Looked] = []
    ill: dict[str, str] = {}
    for campaign in campaigns:
        try:
            looked.append(look(campaign, hour, house.rules))
        except Exception as error:
            ill[campaign.code] = _told(campaign.code, error)
    return looked, ill


def _due(looked: Sequence[Looked], ill: dict[str, str], hour: datetime, house: House) -> Due:
    """What is due of all campaigns together; where that fails, of those that do not fail by themselves."""
    had_mail = had_mail_of(house)
    try:
        return due(looked, hour, house.rules, had_mail)
    except Exception:
        sound = []
        for one in looked:
            try:
                due([one], hour, house.rules, had_mail)
                sound.append(one)
            except Exception as error:
                ill[one.campaign.code] = _told(one.campaign.code, error)
        return due(sound, hour, house.rules, had_mail)


def _told(code: str, error: Exception) -> str:
    log.exception("clock", extra={"campaign": code})
    return f"{code}: {error!r}"[:300]


def _ill_notices(ill: dict[str, str], house: House) -> list[Notice]:
    """The admin is told once a campaign and fault; it is tried again every hour."""
    return [
        notice
        for details in ill.values()
        for notice in to_admins("watch", house.rules, what="clock-at-fault", details=details, on=True)
        if house.ledger.meta.set_new(f"clock-at-fault:{details}")
    ]


def _digests(house: House, now: datetime, hour: datetime) -> list[Notice]:
    """This week's digests where they are due. One that cannot be worked out holds nobody's reminders up; it is tried at
    the next tick."""
    try:
        with house.ledger.savepoint():
            return weekly_digest(house, now, hour)
    except LedgerError:
        raise
    except Exception:
        log.exception("digest")
        return []
