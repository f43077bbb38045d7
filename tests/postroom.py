"""Postroom: the service's two jobs, the clock and the delivery, played by hand against a mail server that is up, away, or odd."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from clockwork import at
from theatre import PEOPLE, PlayHouse

from mailbot.campaign.post import Post
from mailbot.delivery import deliver
from mailbot.inbound.letter import read_letter
from mailbot.on_clock import on_clock
from mailbot.outbound.transport import Delivery
from mailbot.ticking.withdraw import withdraw_outdated

AWAY = Delivery("deferred", "smtp.corp.example:465: connection refused", reached=False)
GREYLISTED = Delivery("deferred", "451 4.7.1 try again later")
BROKEN_OFF = Delivery("deferred", "unknown: the connection broke after the mail was handed over", unknown=True)


@dataclass
class Postroom:
    """`answer`: what the server says instead of taking a mail; None: it takes all. `left`: each mail that it took, as
    `2026-12-02 09:00 孙丽: node:rollout before`; `ids`: their Message-IDs. Receipts and notices are handed over too, unlisted."""

    house: PlayHouse
    answer: Delivery | None = None
    left: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    seen: Callable[[Post], None] | None = None

    def send(self, octets: bytes, return_path: str, recipients: Sequence[str]) -> Delivery:
        if self.answer is not None:
            return self.answer
        post = self.house.house.ledger.outbox.by_message_id(read_letter(octets).message_id)
        assert post is not None
        if post.purpose in ("reminder", "escalation", "finalize"):
            names = {address: name for name, address in PEOPLE.items()}
            rows = " · ".join(_row(r) for r in post.facts.get("rows", ())) or post.template
            self.left.append(f"{self.house.local(self.house.now)} {'、'.join(names[a] for a in post.to)}: {rows}")
            self.ids.append(post.message_id)
            if self.seen is not None and post.template == "reminder":
                self.seen(post)
        return Delivery("sent", "250 ok")

    def works(self, until: str, *, minutes: int = 60) -> None:
        """Time goes by until then (company's time); every so often both jobs run, as the service runs them."""
        end = at(self.house, until)
        while self.house.now < end:
            self.house.now = min(self.house.now + timedelta(minutes=minutes), end)
            self.looks()

    def looks(self) -> None:
        """Both jobs once, now."""
        house, now = self.house.house, self.house.now
        for _ in range(3):
            withdraw_outdated(house, now)
            on_clock(house, now)
            if not deliver(house, self, lambda: now).withdrawn:  # type: ignore[arg-type]
                return
        raise AssertionError("the clock says again and again what the delivery takes back")

    def states(self, to: str) -> list[str]:
        """The states of the clock's mails to somebody, oldest first."""
        clocks = ("reminder", "escalation", "finalize")
        return [p.state for p in self.house.posts(to=to) if p.purpose in clocks]

    def goes_at(self, until: str) -> datetime:
        """The clock is put forward, nothing happens meanwhile: the service is down, or the machine sleeps."""
        self.house.now = at(self.house, until)
        return self.house.now


def _row(row: dict[str, Any]) -> str:
    name = row.get("issue") or row.get("node") or (row.get("why_facts") or {}).get("department") or ""
    return f"{row['item']}:{name} {row['step']}"
