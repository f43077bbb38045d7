"""House: what every job is handed: the rules in force, the ledger, the templates, and the keys. Built by `app` alone."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mailbot.ledger.ledger import Ledger
from mailbot.proof import Signer
from mailbot.rulebook.rules import Rules
from mailbot.settings.settings import Settings

if TYPE_CHECKING:
    from mailbot.outbound.templates import Templates


@dataclass(slots=True)
class House:
    """`rules` are replaced when edited ones are taken, and the templates with them; everything else stays. `folder` is the
    working folder, whose templates come before the defaults."""

    folder: Path
    settings: Settings
    rules: Rules
    ledger: Ledger
    signer: Signer
    _templates: "tuple[Rules, Templates] | None" = field(default=None, repr=False)

    @property
    def templates(self) -> "Templates":
        """The templates under the rules in force; loaded when a mail first needs words, which reading one does not."""
        if self._templates is None or self._templates[0] is not self.rules:
            self._templates = (self.rules, templates_of(self.folder, self.rules))
        return self._templates[1]


def templates_of(folder: Path, rules: Rules) -> "Templates":
    """A working folder's templates before the defaults."""
    from mailbot.outbound.templates import Templates, default_folder

    return Templates([folder / "templates", default_folder()], rules.directory, rules.company, rules.kinds)
