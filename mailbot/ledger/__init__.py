"""The record: entries, the present state, mails, the outbox. The only room that knows peewee.

`Ledger` is loaded when it is first asked for: commands that need no ledger do not pay for the database driver.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mailbot.ledger.ledger import Ledger

__all__ = ["Ledger"]


def __getattr__(name: str) -> Any:
    if name != "Ledger":
        raise AttributeError(name)
    from mailbot.ledger.ledger import Ledger

    return Ledger
