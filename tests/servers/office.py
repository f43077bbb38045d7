"""Office: people at their desks on the company's real mail server: each reads a mailbox of their own by IMAP and writes as their
mail program does. What they write reaches the bot's mailbox and their colleagues' by LMTP."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from mailbot.demo.programs import Draft, Program, Table, write_mail
from mailbot.inbound.letter import Letter, read_letter
from servers.dovecot import Dovecot

BOT = "strategy@corp.example"
PEOPLE = {
    "陈静": "chenjing@corp.example",
    "孙丽": "sunli@corp.example",
    "周航": "zhouhang@corp.example",
    "韩冰": "hanbing@corp.example",
    "吴敏": "wumin@corp.example",
    "郑凯": "zhengkai@corp.example",
    "赵磊": "zhaolei@corp.example",
    "何平": "heping@corp.example",
}
_ZONE = ZoneInfo("Asia/Shanghai")
_PREFIX: Mapping[Program, str] = {"outlook": "答复: ", "foxmail": "Re: ", "qq": "回复：", "iphone": "回复: "}
# As the company's own server puts it above everything that its users send.
_PROOF = b"Authentication-Results: mx.corp.example; dmarc=pass header.from=corp.example\r\n"


class Office:
    """The office's clock is a file, which the service and its commands follow (clocked.py)."""

    def __init__(self, server: Dovecot, clock: Path, now: str):
        self._server, self.clock = server, clock
        self._written = 0
        for address in (BOT, *PEOPLE.values()):
            _empty(server, address)
        self.is_now(now)

    def is_now(self, text: str) -> None:
        """It is `2026-12-01 09:30` in the company's zone."""
        self.now = datetime.fromisoformat(text).replace(tzinfo=_ZONE)
        # Whole or not at all: the service reads it at any moment.
        aside = self.clock.with_name("clock.new")
        aside.write_text(self.now.isoformat(), encoding="utf-8")
        aside.replace(self.clock)

    def inbox(self, who: str) -> list[Letter]:
        """What lies in somebody's mailbox, oldest first."""
        client = self._server.account(PEOPLE[who].partition("@")[0]).client()
        try:
            client.select_folder("INBOX", readonly=True)
            uids = sorted(client.search())
            return [read_letter(client.fetch([uid], ["BODY.PEEK[]"])[uid][b"BODY[]"]) for uid in uids]
        finally:
            client.logout()

    def finds(self, who: str, words: str, seconds: float = 30) -> Letter:
        """The latest mail in somebody's mailbox with the words in its subject or its text, as soon as there is one."""
        return self.waits(who, lambda letter: words in letter.subject or words in letter.text, words, seconds)

    def hears(self, who: str, message_id: str, seconds: float = 30) -> Letter:
        """The bot's answer to one mail, as soon as it is there."""
        return self.waits(who, lambda letter: message_id in letter.in_reply_to and _is_bots(letter), message_id, seconds)

    def waits(self, who: str, wanted: Callable[[Letter], bool], what: str, seconds: float = 30) -> Letter:
        deadline = time.monotonic() + seconds
        while True:
            letters = self.inbox(who)
            if (found := next((letter for letter in reversed(letters) if wanted(letter)), None)) is not None:
                return found
            assert time.monotonic() < deadline, f"{who} has no {what!r} among {[x.subject for x in letters]}"
            time.sleep(0.1)

    def writes(
        self,
        who: str,
        text: str,
        *,
        subject: str = "",
        to: Sequence[str] = (),
        answers: Letter | None = None,
        program: Program = "outlook",
        table: Table = (),
        signature: str = "",
        threaded: bool = True,
    ) -> str:
        """One mail, to the bot (and `to`), or to everybody who had the mail that it answers; returns its Message-ID.
        `threaded`: with In-Reply-To and References, which some programs drop."""
        self._written += 1
        sender = (who, PEOPLE[who])
        others: list[tuple[str, str]] = [(name, PEOPLE[name]) for name in to]
        if answers is not None:
            subject = subject or _PREFIX.get(program, "Re: ") + answers.subject
            had = [(a.name, a.address) for a in (*answers.from_, *answers.to, *answers.cc)]
            others = [person for person in dict.fromkeys(had) if person[1] not in (sender[1], BOT)]
        draft = Draft(
            sender=sender,
            to=others or [("", BOT)],
            cc=[("", BOT)] if others else [],
            subject=subject,
            text=text,
            table=table,
            signature=signature,
            program=program,
            at=self.now,
            number=self._written,
            files={},
            headers={} if threaded else {"In-Reply-To": "", "References": ""},
            answered=answers,
        )
        octets = write_mail(draft)
        for _, address in (*draft.to, *draft.cc):
            self._server.account(address.partition("@")[0]).deliver(_PROOF + octets, sender[1])
        return read_letter(octets).message_id or ""


def _is_bots(letter: Letter) -> bool:
    return [a.address for a in letter.from_] == [BOT]


def _empty(server: Dovecot, address: str) -> None:
    """Mailboxes live as long as the server, which other tests have used."""
    client = server.account(address.partition("@")[0]).client()
    try:
        client.select_folder("INBOX")
        if uids := client.search():
            client.delete_messages(uids)
            client.expunge()
    finally:
        client.logout()
