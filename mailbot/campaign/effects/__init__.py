"""What each change does to a campaign: a module's EFFECTS are its functions by the type of change."""

from collections.abc import Callable, Mapping
from typing import Any

from mailbot.campaign.changes import Change
from mailbot.campaign.model import Campaign

Effects = Mapping[type[Change], Callable[[Any, Campaign], Campaign]]
