"""allowed: how much one address is answered (SPEC 9 "Sending"): past the limits silence, and the admin is told once a day."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from mailbot.campaign.audience import admins
from mailbot.campaign.outcome import Notice
from mailbot.house import House

_ANSWERS: tuple[Any, ...] = ("fault", "answer")


def allowed(notices: Sequence[Notice], house: House, now: datetime) -> list[Notice]:
    """Those of the notices to one person that stay within the limits; hours and days slide.

    Receipts over the hour's limit are merged into one, which leaves at the end of the hour.
    """
    limits, outbox = house.rules.limits, house.ledger.outbox
    result: list[Notice] = []
    for notice in notices:
        address = notice.to[0]
        hour, day = now - timedelta(hours=1), now - timedelta(days=1)
        if notice.purpose == "receipt":
            if outbox.count_to(address, ("receipt",), hour) < limits.receipts_an_hour:
                result.append(notice)
            else:
                result.append(_merged(notice, address, now))
                result += _tell_admin(address, house, now)
        elif (
            outbox.count_to(address, _ANSWERS, hour) < limits.answers_an_hour
            and outbox.count_to(address, _ANSWERS, day) < limits.answers_a_day
        ):
            result.append(notice)
        else:
            result += _tell_admin(address, house, now)
    return result


def _merged(notice: Notice, address: str, now: datetime) -> Notice:
    """One receipt for all that follow in this hour: it says how to see them."""
    end = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return Notice(
        purpose="receipt",
        template="merged-receipt",
        to=(address,),
        facts={"person": address, "since": now.isoformat(), "until": end.isoformat()},
        once=f"merged:{address}:{end.isoformat()}",
        at=end,
    )


def _tell_admin(address: str, house: House, now: datetime) -> list[Notice]:
    to = admins(house.rules)
    day = now.astimezone(house.rules.zone).date().isoformat()
    facts = {"address": address, "day": day}
    return [Notice(purpose="admin", template="storm", to=to, facts=facts, once=f"storm:{address}:{day}")] if to else []
