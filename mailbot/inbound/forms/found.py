"""Found: what a reader of a text found: the commands that it gives and the faults to ask about."""

from mailbot.campaign.commands import Command
from mailbot.campaign.outcome import Fault

Found = tuple[list[Command], list[Fault]]
