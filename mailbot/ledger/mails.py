"""mails: a mail as the ledger knows it, less its octets, and how it is read from its row."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from mailbot.campaign.commands import Command
from mailbot.ledger.codec import commands_from_json
from mailbot.ledger.tables import Tables, value_of
from mailbot.value import Value

MailState = Literal["waiting", "decided", "set-aside"]


class Mail(Value, kw_only=True):
    """A mail as the ledger knows it, less its octets. `verdict` is '' until it is decided; `released` says that an
    operator let it out of quarantine, so that its sender needs no further proof."""

    id: int
    message_id: str
    digest: str
    size: int
    source: str
    received: datetime
    state: MailState
    doubled: bool = False
    released: bool = False
    sender: str = ""
    subject: str = ""
    date: datetime | None = None
    in_reply_to: str = ""
    verdict: str = ""
    kind: str = ""
    campaign: str | None = None
    tag: str = ""
    reasons: tuple[str, ...] = ()
    commands: tuple[Command, ...] = ()
    detail: Any = None
    dry_run: bool = False
    traceback: str = ""
    rules: str = ""
    version: str = ""
    decided_at: datetime | None = None


def read_mails(tables: Tables, condition: Any, limit: int | None = None) -> Sequence[Mail]:
    """The mails that a condition on the table finds, oldest first, without their octets."""
    t = tables.mail
    columns = [field for field in t._meta.sorted_fields if field.name != "octets"]
    query = t.select(*columns).where(condition).order_by(t.id).limit(limit)
    return [value_of(Mail, row, reasons=tuple(row.reasons), commands=commands_from_json(row.commands)) for row in query]
