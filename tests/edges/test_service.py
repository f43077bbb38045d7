"""`mailbot run` as its user runs it: a process of its own, a real Dovecot, mail by LMTP in and SMTP out."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from servers import Sink
from servers.dovecot import Account

SETTINGS = """
[mailbox]
host = "127.0.0.1"
port = {imap}
security = "plain"
user = "{user}"
password_env = "MAILBOT_TEST_PASSWORD"

[submission]
host = "127.0.0.1"
port = {smtp}
security = "plain"
per_minute = 1000

[service]
tick_seconds = 10
"""


# Several people: one address is answered ten times an hour at most.
CAST = ("sunli@corp.example", "hanbing@corp.example", "zhaolei@corp.example")


class Running:
    """The service in a working folder, with a mailbox of its own and a server that takes its mails."""

    def __init__(self, folder: Path, account: Account, sink: Sink):
        self.folder, self.account, self.sink = folder, account, sink
        self.environ = {**os.environ, "MAILBOT_TEST_PASSWORD": "secret"}
        self.number = 0
        self.run_cli("init", str(folder))
        words = {"imap": account.server.imap, "user": account.user, "smtp": sink.port}
        (folder / "mailbot.toml").write_text(SETTINGS.format(**words), encoding="utf-8")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        log = (self.folder / "log").open("ab")
        command = [sys.executable, "-m", "mailbot", "--folder", str(self.folder), "run"]
        self.process = subprocess.Popen(command, env=self.environ, stderr=log, stdout=log)
        log.close()
        self.wait_in_log('"what": "started"')

    def stop(self, number: int = signal.SIGTERM, seconds: float = 5) -> int:
        """Sends the signal; the process must be gone within the time."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(seconds)

    def wait_in_log(self, words: str, seconds: float = 20) -> None:
        deadline = time.monotonic() + seconds
        seen = self.log.count(words)
        while time.monotonic() < deadline:
            assert self.process is not None
            assert self.process.poll() is None, self.log
            if self.log.count(words) > seen:
                return
            time.sleep(0.02)
        raise AssertionError(f"{words} is not in the log:\n{self.log}")

    @property
    def log(self) -> str:
        path = self.folder / "log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def mail(self, subject: str, text: str = "", sender: str = "chenjing@corp.example", answers: str = "") -> str:
        """Delivered by LMTP as the company's own server does; returns its Message-ID."""
        self.number += 1
        mail = EmailMessage()
        mail["Authentication-Results"] = "mx.corp.example; dmarc=pass header.from=corp.example"
        mail["From"], mail["To"], mail["Subject"] = sender, "strategy@corp.example", subject
        mail["Date"] = format_datetime(datetime.now(UTC))
        mail["Message-ID"] = f"<{self.number}.{time.time_ns()}@mail.corp.example>"
        if answers:
            mail["In-Reply-To"] = mail["References"] = answers
        mail.set_content(text or "\n", cte="base64")
        self.account.deliver(mail.as_bytes(), sender)
        return str(mail["Message-ID"])

    def answer_to(self, message_id: str, seconds: float = 15) -> bytes:
        return self.sink.wait_for(lambda kept: message_id.encode() in kept.octets, seconds).octets

    def run_cli(self, *arguments: str) -> str:
        command = [sys.executable, "-m", "mailbot", "--folder", str(self.folder), *arguments]
        done = subprocess.run(command, env=self.environ, capture_output=True, check=False, timeout=60)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def outbox(self) -> list[dict[str, Any]]:
        """Answers alone: what the admin is told (no calendar for next year) depends on the day."""
        return [p for p in json.loads(self.run_cli("outbox", "--json")) if p["purpose"] == "answer"]


@pytest.fixture
def running(tmp_path: Path, account: Account, sink: Callable[..., Sink]) -> Iterator[Running]:
    service = Running(tmp_path / "work", account, sink())
    yield service
    if service.process is not None and service.process.poll() is None:
        service.process.kill()
        service.process.wait()


def test_a_mail_is_answered_while_the_service_runs(running: Running) -> None:
    running.start()
    message_id = running.mail("【帮助】")
    answer = running.answer_to(message_id)
    assert b"Auto-Submitted: auto-replied" in answer
    assert [post["state"] for post in running.outbox()] == ["sent"]
    assert running.stop() == 0


def test_a_mail_that_came_while_the_service_was_down_is_answered_once(running: Running) -> None:
    running.start()
    assert running.stop() == 0
    message_id = running.mail("【帮助】")
    running.start()
    running.answer_to(message_id)
    assert running.stop() == 0
    running.start()
    later = running.mail("【帮助】")
    running.answer_to(later)
    assert running.stop() == 0
    assert sum(message_id.encode() in kept.octets for kept in running.sink.kept) == 1


def test_killed_in_the_middle_it_loses_and_repeats_nothing(running: Running) -> None:
    """Twelve mails, and the process killed without a word three times while it works on them."""
    sent = []
    for _ in range(3):
        running.start()
        sent += [running.mail("【帮助】", sender=person) for person in CAST]
        time.sleep(0.4)
        assert running.process is not None
        running.process.kill()
        running.process.wait()
        sent.append(running.mail("【帮助】", sender=CAST[0]))
    running.start()
    for message_id in sent:
        running.answer_to(message_id, 30)
    assert running.stop() == 0
    answered = [post["in_reply_to"] for post in running.outbox()]
    assert sorted(answered) == sorted(sent)
    # Where the crash falls between the server's acceptance and its record, the same Message-ID goes again (SPEC 5).
    by_id = {m for m in sent if len({_id(k.octets) for k in running.sink.kept if m.encode() in k.octets}) != 1}
    assert by_id == set()


def test_other_commands_read_beside_the_service(running: Running) -> None:
    running.start()
    running.answer_to(running.mail("【帮助】"))
    assert json.loads(running.run_cli("status", "--json"))["mails"] == {"accepted": 1}
    assert len(json.loads(running.run_cli("export", "--json"))["mails"]) == 1
    assert running.stop() == 0


def test_a_second_service_on_the_same_ledger_is_refused(running: Running) -> None:
    running.start()
    command = [sys.executable, "-m", "mailbot", "--folder", str(running.folder), "run"]
    second = subprocess.run(command, env=running.environ, capture_output=True, check=False, timeout=30)
    assert second.returncode == 1
    assert b"ledger" in second.stderr
    assert running.stop() == 0


def test_no_secret_reaches_the_log(running: Running) -> None:
    running.start()
    running.answer_to(running.mail("【帮助】"))
    assert running.stop() == 0
    assert "secret" not in running.log.replace("secrets", "")


def _id(octets: bytes) -> bytes:
    return next(line for line in octets.splitlines() if line.lower().startswith(b"message-id:"))
