"""Bot: `mailbot run` on a mailbox of its own; what it was mailed, and whether each mail was answered once."""

import time
from collections import Counter
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from servers.dovecot import Account
from servers.running import Running
from servers.sink import Sink

# Several people: one address is answered ten times an hour at most.
CAST = ("sunli@corp.example", "hanbing@corp.example", "zhaolei@corp.example")


class Bot(Running):
    """`imap` and `smtp`: the ports to use instead of the servers' own (those of a proxy between, say)."""

    def __init__(self, folder: Path, account: Account, sink: Sink, *, imap: int = 0, smtp: int = 0):
        super().__init__(folder, imap=imap or account.server.imap, user=account.user, smtp=smtp or sink.port)
        self.account, self.sink = account, sink
        self.asked: list[str] = []

    def mail(self, subject: str, text: str = "", sender: str = "chenjing@corp.example", answers: str = "") -> str:
        """Delivered by LMTP as the company's own server does; returns its Message-ID."""
        mail = EmailMessage()
        mail["Authentication-Results"] = "mx.corp.example; dmarc=pass header.from=corp.example"
        mail["From"], mail["To"], mail["Subject"] = sender, "strategy@corp.example", subject
        mail["Date"] = format_datetime(datetime.now(UTC))
        mail["Message-ID"] = f"<{len(self.asked) + 1}.{time.time_ns()}@mail.corp.example>"
        if answers:
            mail["In-Reply-To"] = mail["References"] = answers
        mail.set_content(text or "\n", cte="base64")
        self.asked.append(str(mail["Message-ID"]))
        self.account.deliver(mail.as_bytes(), sender)
        return self.asked[-1]

    def answer_to(self, message_id: str, seconds: float = 15) -> bytes:
        return self.sink.wait_for(lambda kept: message_id.encode() in kept.octets, seconds).octets

    def outbox(self) -> list[dict[str, Any]]:
        """Answers alone: what the admin is told (no calendar for next year) depends on the day."""
        return [p for p in self.json("outbox") if p["purpose"] == "answer"]

    def amiss(self) -> dict[str, list[str]]:
        """Of the mails: `unanswered`, those without an answer that was sent; `answered twice`, those with two entries in the
        outbox, or two Message-IDs at the server. `sent twice`: Message-IDs that the server was given more than once."""
        outbox = self.outbox()
        sent = {p["in_reply_to"] for p in outbox if p["state"] == "sent"}
        queued = Counter(p["in_reply_to"] for p in outbox)
        arrived = Counter((_head(k.octets, b"in-reply-to"), _head(k.octets, b"message-id")) for k in self.sink.kept)
        answers = Counter(answered for answered, _ in arrived)
        return {
            "unanswered": [m for m in self.asked if m not in sent],
            "answered twice": [m for m in self.asked if queued[m] > 1 or answers[m] > 1],
            "sent twice": [message_id for (_, message_id), times in arrived.items() if times > 1],
        }


NOTHING: dict[str, list[str]] = {"unanswered": [], "answered twice": [], "sent twice": []}


def _head(octets: bytes, name: bytes) -> str:
    """A header of one line, or one whose value is folded onto the next."""
    head = octets.partition(b"\r\n\r\n")[0].replace(b"\r\n ", b" ").replace(b"\r\n\t", b" ")
    lines = (line.partition(b":") for line in head.split(b"\r\n"))
    return next((value.strip().decode() for key, _, value in lines if key.lower() == name), "")
