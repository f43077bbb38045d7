"""evolve: what one change does to a campaign. The only place where a campaign's state changes; replayed by `verify`."""

from mailbot.campaign import changes as c
from mailbot.campaign.effects import issues, nodes, whole
from mailbot.campaign.model import Campaign

_EFFECTS = {**whole.EFFECTS, **nodes.EFFECTS, **issues.EFFECTS}


def evolve(campaign: Campaign | None, change: c.Change) -> Campaign:
    """The campaign after the change. `CampaignOpened` starts from None; every other change needs a campaign."""
    if isinstance(change, c.CampaignOpened):
        return change.campaign
    if campaign is None:
        raise ValueError(f"{type(change).__name__} before CampaignOpened")
    if (effect := _EFFECTS.get(type(change))) is None:
        raise TypeError(f"no effect is known for {type(change).__name__}")
    return effect(change, campaign)


def evolve_all(campaign: Campaign | None, changes: tuple[c.Change, ...]) -> Campaign | None:
    """The campaign after all changes, in order."""
    for change in changes:
        campaign = evolve(campaign, change)
    return campaign
