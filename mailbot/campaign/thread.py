"""Thread: which conversation a mail belongs to, and how that is known (SPEC 3 "Thread")."""

from typing import Literal

from mailbot.campaign.outcome import Row
from mailbot.value import Value

How = Literal["", "code", "reference", "mark", "token", "subject"]


class Answered(Value, kw_only=True):
    """The mail that is answered: one that the bot sent (`outbox` is its entry) or one that it read (`outbox` None).

    `rows` are what an answer by row means; a mail that raised issues has a row for each, under its own numbers;
    `kind` is the inbound mail's kind ('' for a sent one), `template` and `purpose` those of the sent one. `values` holds a
    rejected mail's Message-ID and reading where a fault is answered.
    """

    message_id: str
    purpose: str = ""
    template: str = ""
    kind: str = ""
    tag: str = ""
    verdict: str = ""
    rows: tuple[Row, ...] = ()
    outbox: int | None = None
    mail: int | None = None


class Thread(Value, kw_only=True):
    """`campaign` is the code, None where the mail is in no thread. `conflict` is the code of another campaign that the
    thread led to while the subject's code won (SPEC 9 "Replies"); `denied` a code that its sender has no part in, or
    that does not exist."""

    campaign: str | None = None
    how: How = ""
    answered: Answered | None = None
    conflict: str = ""
    denied: str = ""

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.answered.rows if self.answered else ()


NO_THREAD = Thread()
