"""Post: an outbox entry as data, with recipients, subject, mark and Message-ID fixed; it has no octets yet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from mailbot.campaign.outcome import Purpose, Row
from mailbot.value import Value, field

PostState = Literal["waiting", "sending", "sent", "deferred", "failed", "held", "withdrawn"]


class Post(Value, kw_only=True):
    """What the ledger keeps of a mail to be sent and what `outbound.write` turns into octets.

    `id` is 0 before the ledger has allotted one. `due` is the earliest time it may leave. `mark` is the campaign's code
    or `D-1042` (always this entry's own id), `token` the part that a sub-address bears. `held` is an entry whose template is
    at fault, `withdrawn` one of the clock's that was taken back before it left. `doubtful`: a handing over broke off, the server may have taken it.
    """

    purpose: Purpose
    template: str
    language: Literal["zh", "en"]
    to: tuple[str, ...]
    cc: tuple[str, ...] = ()
    subject: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    campaign: str | None = None
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    message_id: str = ""
    mark: str = ""
    once: str = ""
    created: datetime
    due: datetime
    id: int = 0
    state: PostState = "waiting"
    attempts: int = 0
    reply: str = ""
    doubtful: bool = False

    @property
    def receipt(self) -> str | None:
        """The number that stands in a receipt's text and that UNDO names."""
        return f"R-{self.id}" if self.purpose in ("receipt", "fault", "answer") else None
