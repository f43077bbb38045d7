"""acting: for whom somebody speaks: an assistant for their PM, a deputy for whoever is away (SPEC 2)."""

from datetime import date, timedelta

from mailbot.campaign.audience import has_part
from mailbot.campaign.model import Campaign
from mailbot.rulebook.rules import Rules

# What came on the last day away is answered after the weekend.
_AFTERWARDS = 3


def acting(sender: str, address: str, department: str, campaign: Campaign | None, rules: Rules, day: date) -> str:
    """Whom the sender speaks for in this campaign (None: in none yet): themselves where nothing says otherwise.

    `sender` is their first address, `address` the one written from.
    """
    principals = rules.directory.principals(address)
    own = rules.directory.person(sender)
    if campaign is None:
        return principals[0].address if principals and (own is None or not own.roles) else sender
    led = [p.address for p in principals if p.address in campaign.pms]
    if led:
        return led[0]
    if has_part(sender, department, campaign, rules):
        return sender
    return next((p for p in stood_in_for(sender, rules, day) if has_part(p, "", campaign, rules)), sender)


def stood_in_for(sender: str, rules: Rules, day: date) -> tuple[str, ...]:
    """Whoever is away and has the sender for a deputy, or was until a few days ago."""
    me = rules.directory.person(sender)
    if me is None:
        return ()
    days = [day - timedelta(days=n) for n in range(_AFTERWARDS + 1)]
    return tuple(
        p.address
        for p in rules.directory.people
        if p.away and p is not me and any(rules.directory.stand_in(p, d) is me for d in days)
    )
