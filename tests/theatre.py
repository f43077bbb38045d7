"""PlayHouse: a whole house on a ledger of its own, played by mails and by the clock, without any server.

`receives` takes real octets through the same way as the service; `passes` ticks once in each hour.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from mailbot.app import open_house, rules_folders, take_rules
from mailbot.campaign.model import Campaign
from mailbot.campaign.post import Post
from mailbot.delivery import octets_of
from mailbot.fetch_tables import fetch_tables
from mailbot.house import House
from mailbot.inbound.letter import Letter, read_letter
from mailbot.inbound.rawmail import RawMail
from mailbot.on_clock import on_clock
from mailbot.on_mail import Disposition, on_mail, take_in
from mailbot.rulebook.load import read_rules, rules_files, rules_hash

PEOPLE = {
    "陈静": "chenjing@corp.example",
    "孙丽": "sunli@corp.example",
    "周航": "zhouhang@corp.example",
    "林涛": "lintao@corp.example",
    "韩冰": "hanbing@corp.example",
    "吴敏": "wumin@corp.example",
    "郑凯": "zhengkai@corp.example",
    "赵磊": "zhaolei@corp.example",
    "何平": "heping@corp.example",
    "王磊": "wanglei@corp.example",
    "许诺": "xunuo@corp.example",
    "李想": "lixiang@corp.example",
    "冯雪": "fengxue@corp.example",
}
BOT = "strategy@corp.example"
_KEPT: dict[str, Any] = {}  # rules with their templates, compiled once for all houses


@dataclass
class PlayHouse:
    house: House
    now: datetime
    numbered: int = 0
    dispositions: list[Disposition] = field(default_factory=list)

    @classmethod
    def at(cls, folder: Path, now: str, *, ledger: str = "") -> "PlayHouse":
        """A house in a folder with the default rules, its clock set (company's time). `ledger`: a URL; SQLite if empty."""
        if ledger:
            (folder / "mailbot.toml").write_text(f'[ledger]\nurl = "{ledger}"\n', encoding="utf-8")
        files = rules_files(rules_folders(folder))
        rules, templates = _KEPT.get(rules_hash(files), (None, None))
        house = open_house(folder, environ={}, rules=rules or read_rules(files))
        house._templates = templates or (house.rules, house.templates)
        _KEPT[house.rules.hash] = (house.rules, house._templates)
        return cls(house, datetime.fromisoformat(now).replace(tzinfo=house.rules.zone))

    # --- mails -------------------------------------------------------------------------------------------------------

    def receives(
        self,
        subject: str,
        text: str = "",
        *,
        sender: str = "陈静",
        to: Sequence[str] = (BOT,),
        cc: Sequence[str] = (),
        answers: Post | str | None = None,
        html: str = "",
        attachments: Sequence[tuple[str, bytes]] = (),
        headers: Sequence[tuple[str, str]] = (),
        proven: bool = True,
        at: datetime | None = None,
        arrived: datetime | None = None,
    ) -> Disposition:
        """One mail comes, is decided and applied at the present time. `answers`: an outbox entry, or a Message-ID. `arrived`:
        when the mail server had it, if not now."""
        address = PEOPLE.get(sender, sender)
        self.numbered += 1
        mail = EmailMessage()
        mail["From"] = f"{sender} <{address}>" if sender in PEOPLE else address
        mail["To"] = ", ".join(PEOPLE.get(a, a) for a in to)
        if cc:
            mail["Cc"] = ", ".join(PEOPLE.get(a, a) for a in cc)
        mail["Subject"] = subject
        mail["Date"] = format_datetime(at or self.now)
        mail["Message-ID"] = f"<{self.numbered}.{int(self.now.timestamp())}@mail.corp.example>"
        if answers is not None:
            answered = answers.message_id if isinstance(answers, Post) else answers
            mail["In-Reply-To"] = answered
            mail["References"] = answered
        for name, value in headers:
            mail[name] = value
        mail.set_content(text or "\n", cte="8bit")
        if html:
            mail.add_alternative(html, subtype="html")
        for name, octets in attachments:
            mail.add_attachment(octets, maintype="application", subtype="octet-stream", filename=name)
        head = b"Authentication-Results: mx.corp.example; dmarc=pass header.from=corp.example\r\n" if proven else b""
        return self.takes(head + mail.as_bytes(policy=mail.policy.clone(linesep="\r\n")), arrived)

    def takes(self, octets: bytes, arrived: datetime | None = None) -> Disposition:
        """The very octets, as a server gives them."""
        raw = RawMail(octets, "imap", "INBOX", 1, self.numbered + len(self.dispositions) + 1, arrived or self.now)
        ids = take_in([raw], self.house)
        if not ids:
            raise AssertionError("the mail was known already")
        done = on_mail(ids[0], self.house, self.now)
        self.dispositions.append(done)
        if done.verdict == "quarantined" and (trace := self.house.ledger.archive.get(done.mail).traceback):
            raise AssertionError(trace)
        return done

    def replies(self, text: str, *, to: Post, sender: str, **more: Any) -> Disposition:
        """An answer to one of the bot's mails, as mail programs write it."""
        return self.receives(f"回复: {to.subject}", text, sender=sender, answers=to, **more)

    # --- the clock ---------------------------------------------------------------------------------------------------

    def passes(self, *, days: int = 0, hours: int = 0, until: str = "") -> None:
        """Time goes by, a tick in each hour."""
        end = self.now + timedelta(days=days, hours=hours)
        if until:
            end = datetime.fromisoformat(until).replace(tzinfo=self.house.rules.zone)
        while self.now < end:
            step = self.now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
            self.now = min(step, end)
            self.fetches()
            on_clock(self.house, self.now)

    def fetches(self) -> int:
        """What the service does before each tick: tables of the back ends (none are configured unless the test does)."""
        return fetch_tables(self.house, lambda: self.now)

    # --- looking -----------------------------------------------------------------------------------------------------

    def posts(self, *, to: str = "", purpose: str = "", template: str = "") -> list[Post]:
        """Outbox entries, oldest first."""
        address = PEOPLE.get(to, to)
        return [
            p
            for p in self.house.ledger.outbox.list()
            if (not address or address in p.to or address in p.cc)
            and (not purpose or p.purpose == purpose)
            and (not template or p.template == template)
        ]

    def last(self, *, to: str = "", purpose: str = "", template: str = "") -> Post:
        found = self.posts(to=to, purpose=purpose, template=template)
        assert found, f"nothing sent to {to} {purpose} {template}; the outbox has {[(p.template, p.to) for p in self.posts()]}"
        return found[-1]

    def letter(self, post: Post) -> Letter:
        """The mail as its reader gets it: written, then read again."""
        return read_letter(octets_of(post, self.house, post.created))

    def text(self, post: Post) -> str:
        return self.letter(post).text

    def campaign(self, code: str = "") -> Campaign:
        found = self.house.ledger.store.load(code or self.house.ledger.store.codes()[-1])
        assert found is not None
        return found

    def local(self, moment: datetime | None) -> str:
        """An instant as the company's clocks show it."""
        return moment.astimezone(self.house.rules.zone).strftime("%Y-%m-%d %H:%M") if moment else ""

    def verifies(self) -> bool:
        return self.house.ledger.verify() == []

    def close(self) -> None:
        self.house.ledger.close()


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def reload_rules(house: House, folder: Path, now: datetime) -> bool:
    """The files of a working folder are taken as they are now; whether anybody was told."""
    return take_rules(rules_files(rules_folders(folder)), house, now)
