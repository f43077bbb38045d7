"""mails: a mail as the ledger knows it, less its octets, and how it is read from its row."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, cast

from mailbot.campaign.commands import Command
from mailbot.ledger.codec import commands_from_json
from mailbot.ledger.tables import MailRow, Tables
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
    return [_mail(row) for row in query]


def _mail(row: MailRow) -> Mail:
    return Mail(
        id=row.id,
        message_id=row.message_id,
        digest=row.digest,
        size=row.size,
        source=row.source,
        received=row.received,
        state=cast(MailState, row.state),
        doubled=row.doubled,
        released=row.released,
        sender=row.sender,
        subject=row.subject,
        date=row.date,
        in_reply_to=row.in_reply_to,
        verdict=row.verdict,
        kind=row.kind,
        campaign=row.campaign,
        tag=row.tag,
        reasons=tuple(row.reasons),
        commands=commands_from_json(row.commands),
        detail=row.detail,
        dry_run=row.dry_run,
        traceback=row.traceback,
        rules=row.rules,
        version=row.version,
        decided_at=row.decided_at,
    )
