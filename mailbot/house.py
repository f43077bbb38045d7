"""House: what every job is handed: the rules in force, the ledger, the templates, and the keys. Built by `app` alone."""

from dataclasses import dataclass

from mailbot.ledger.ledger import Ledger
from mailbot.outbound.templates import Templates
from mailbot.proof import Signer
from mailbot.rulebook.rules import Rules
from mailbot.settings import Settings


@dataclass(slots=True)
class House:
    """`rules` and `templates` are replaced together when edited rules are taken; everything else stays."""

    settings: Settings
    rules: Rules
    templates: Templates
    ledger: Ledger
    signer: Signer
