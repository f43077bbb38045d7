"""The bot's watch over itself at a real Dovecot: its mail to itself comes back and leaves no trace; the daily count misses none."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from servers import Sink
from servers.dovecot import Account
from theatre import PlayHouse

from mailbot.house import House
from mailbot.inbound.mailbox import Mailbox
from mailbot.inbound.rawmail import RawMail
from mailbot.on_mail import on_mail, take_in
from mailbot.service import Service
from mailbot.settings.settings import SubmissionSettings
from mailbot.value import replace
from mailbot.watching.daily_count import COUNTED
from mailbot.watching.probe import PROBE, is_probe
from mailbot.watching.selfwatch import CERTIFICATE, SelfWatch
from mailbot.watching.watch import watch

NOW = datetime(2026, 11, 30, 2, tzinfo=UTC)


@pytest.fixture
def house(tmp_path: Path, account: Account) -> Iterator[House]:
    """A house that reads the account, with its clock at NOW."""
    played = PlayHouse.at(tmp_path, "2026-11-30T10:00")
    played.house.settings = replace(played.house.settings, mailbox=account.settings())
    yield played.house
    played.close()


def sends(house: House, sink: Sink) -> None:
    house.settings = replace(
        house.settings, submission=SubmissionSettings(host="127.0.0.1", port=sink.port, security="plain")
    )


def alarms(house: House, now: datetime) -> list[str]:
    watch(house, now)
    found = (p for p in house.ledger.outbox.list() if p.template == "watch")
    return [f"{p.facts['what']} {p.facts['on']} {p.facts['details']}".strip() for p in found]


def mail(number: int) -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "sunli@corp.example", "strategy@corp.example", f"你好 {number}"
    made["Message-ID"] = f"<{number}@mail.corp.example>"
    made.set_content("你好\n", cte="base64")
    return made.as_bytes()


# --- the mail to itself ------------------------------------------------------------------------------------------------


def test_the_mail_to_itself_comes_back_and_leaves_no_trace(
    house: House, account: Account, sink: Callable[..., Sink], tmp_path: Path
) -> None:
    smtp = sink()
    sends(house, smtp)
    SelfWatch(house, lambda: NOW, lambda mails: [None] * len(mails)).probe()
    (sent,) = smtp.kept
    assert (sent.sender, sent.recipients) == ("strategy@corp.example", ["strategy@corp.example"])
    assert house.ledger.meta.get(PROBE) == {"sent": "2026-11-30T02:00:00+00:00", "back": "", "lost": "", "why": ""}
    account.deliver(sent.octets)
    account.arrived(1)
    service = Service(house, tmp_path, clock=lambda: NOW)
    running = threading.Thread(target=service.run)
    running.start()
    try:
        deadline = time.monotonic() + 30
        while not house.ledger.meta.get(PROBE)["back"] and time.monotonic() < deadline:
            time.sleep(0.05)
        while uids_of(account) and time.monotonic() < deadline:
            time.sleep(0.05)
    finally:
        service.stop()
        running.join()
    assert house.ledger.meta.get(PROBE) == {
        "sent": "2026-11-30T02:00:00+00:00", "back": "2026-11-30T02:00:00+00:00", "lost": "", "why": "",
    }  # fmt: skip
    assert (uids_of(account), house.ledger.archive.list()) == ([], [])
    assert [p.template for p in house.ledger.outbox.list() if p.template != "calendar-missing"] == []


def uids_of(account: Account) -> list[int]:
    client = account.client()
    try:
        client.select_folder("INBOX", readonly=True)
        return list(client.search())
    finally:
        client.logout()


def test_one_that_does_not_come_back_is_told_once_and_once_when_one_does(
    house: House, sink: Callable[..., Sink], account: Account
) -> None:
    smtp = sink()
    sends(house, smtp)
    for hours in range(3):
        now = NOW + timedelta(hours=hours)
        SelfWatch(house, lambda now=now: now, lambda mails: [None] * len(mails)).probe()
        assert alarms(house, now + timedelta(minutes=10)) == (["probe-lost True 2026-11-30T02:00:00+00:00"] if hours else [])
    assert house.ledger.meta.get(PROBE)["lost"] == "2026-11-30T02:00:00+00:00"
    service = Service(house, Path(), clock=lambda: NOW + timedelta(hours=3))
    service._take([RawMail(smtp.kept[-1].octets, "imap", "INBOX", 1, 1, NOW)])
    assert alarms(house, NOW + timedelta(hours=3))[1:] == ["probe-lost False"]


def test_a_mail_to_itself_that_the_server_refuses_is_told_with_its_words(house: House, sink: Callable[..., Sink]) -> None:
    sends(house, sink(replies={"rcpt": ["550 5.7.1 not to yourself"]}))
    SelfWatch(house, lambda: NOW, lambda mails: [None] * len(mails)).probe()
    assert alarms(house, NOW + timedelta(minutes=20)) == [
        "probe-lost True 2026-11-30T02:00:00+00:00 550 5.7.1 not to yourself"
    ]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("X-Mailbot-Probe: 1764468000.00000000000000000000000000000000\r\n", ""),
        ("X-Mailbot-Probe: ../../x\r\n", ""),
        ("Subject: x\r\n", "X-Mailbot-Probe: {token}\r\n"),
        ("Subject: mailbot: does mail come back?\r\nMessage-ID: <probe.{token}@corp.example>\r\n", ""),
    ],
    ids=["a forged token", "no token", "a token in the text", "a token elsewhere"],
)
def test_nobody_has_mails_removed_by_writing_like_the_bot(house: House, head: str, body: str) -> None:
    token = house.signer.probe(int(NOW.timestamp()))
    octets = f"From: strategy@corp.example\r\n{head}\r\n{body}".replace("{token}", token).encode()
    assert not is_probe(RawMail(octets, "imap", "INBOX", 1, 1, NOW), house)
    assert is_probe(RawMail(f"X-Mailbot-Probe: {token}\r\n\r\n".encode(), "imap", "INBOX", 1, 1, NOW), house)


# --- the daily count ---------------------------------------------------------------------------------------------------


def taking(house: House) -> Callable[[Sequence[RawMail]], list[str | None]]:
    def take(mails: Sequence[RawMail]) -> list[str | None]:
        for id in take_in(mails, house):
            on_mail(id, house, NOW)
        return [house.ledger.archive.verdict_at(m.folder, m.uidvalidity, m.uid) for m in mails]

    return take


def passes_one_over(house: House, account: Account) -> None:
    """Three mails lie there; the second was passed over."""
    for number in range(3):
        account.deliver(mail(number))
    account.arrived(3)
    mailbox = Mailbox(account.settings())
    mailbox.connect()
    taking(house)([m for m in mailbox.fetch_new(None) if m.uid != 2])
    mailbox.close()


def test_a_mail_that_was_passed_over_is_taken_at_the_daily_count(house: House, account: Account) -> None:
    passes_one_over(house, account)
    SelfWatch(house, lambda: NOW, taking(house)).count()
    assert [m.subject for m in house.ledger.archive.list()] == ["你好 0", "你好 2", "你好 1"]
    assert house.ledger.meta.get(COUNTED) == {"at": "2026-11-30T02:00:00+00:00", "there": 3, "missing": []}
    assert account.flags(2) == {b"$MailbotDone"}
    assert alarms(house, NOW) == []


def test_one_that_cannot_be_had_is_told_once_and_once_when_it_is_over(house: House, account: Account) -> None:
    passes_one_over(house, account)
    counted: list[Any] = []

    def nothing(mails: Sequence[RawMail]) -> list[None]:
        counted.extend(m.uid for m in mails)
        return [None] * len(mails)

    for day in range(2):
        for _ in range(2):
            SelfWatch(house, lambda day=day: NOW + timedelta(days=day), nothing).count()
    assert counted == [2, 2]
    assert alarms(house, NOW + timedelta(days=1)) == ["unaccounted True 1 / 3 (UID 2)"]
    SelfWatch(house, lambda: NOW + timedelta(days=2), taking(house)).count()
    assert alarms(house, NOW + timedelta(days=2))[1:] == ["unaccounted False"]


def test_what_is_marked_as_deleted_or_new_is_not_counted(house: House, account: Account) -> None:
    passes_one_over(house, account)
    client = account.client()
    client.select_folder("INBOX")
    client.add_flags([2], [b"\\Deleted"])
    client.logout()
    account.deliver(mail(3))
    account.arrived(4)
    SelfWatch(house, lambda: NOW, lambda mails: pytest.fail("nothing is missing")).count()
    assert house.ledger.meta.get(COUNTED) == {"at": "2026-11-30T02:00:00+00:00", "there": 2, "missing": []}


# --- what expires ------------------------------------------------------------------------------------------------------


def test_the_server_s_certificate_is_noted_and_told_of_14_days_before_it_ends(house: House, account: Account) -> None:
    tls = account.settings(security="tls", port=account.server.imaps, ca_file=account.server.ca_file)
    house.settings = replace(house.settings, mailbox=tls)
    SelfWatch(house, lambda: NOW, taking(house)).count()
    until = datetime.fromisoformat(house.ledger.meta.get(f"{CERTIFICATE}127.0.0.1"))
    assert until > datetime.now(UTC)
    assert alarms(house, NOW) == []
    house.ledger.meta.set(f"{CERTIFICATE}127.0.0.1", "2026-12-14T01:00:00+00:00")
    assert alarms(house, NOW) == ["certificate True 127.0.0.1: 2026-12-14"]
    house.ledger.meta.set(f"{CERTIFICATE}127.0.0.1", until.isoformat())
    assert alarms(house, NOW)[1:] == ["certificate False 127.0.0.1"]
