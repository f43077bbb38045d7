"""`mailbot run` as its user runs it: a process of its own, a real Dovecot, mail by LMTP in and SMTP out."""

import subprocess
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from servers import Sink
from servers.asked import CAST, NOTHING, Bot
from servers.dovecot import Account


@pytest.fixture
def running(tmp_path: Path, account: Account, sink: Callable[..., Sink]) -> Iterator[Bot]:
    service = Bot(tmp_path / "work", account, sink())
    yield service
    service.kill()


def test_a_mail_is_answered_while_the_service_runs(running: Bot) -> None:
    running.start()
    message_id = running.mail("【帮助】")
    answer = running.answer_to(message_id)
    assert b"Auto-Submitted: auto-replied" in answer
    assert [post["state"] for post in running.outbox()] == ["sent"]
    assert running.stop() == 0


def test_a_mail_that_came_while_the_service_was_down_is_answered_once(running: Bot) -> None:
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


def test_two_terminals_read_beside_the_service_while_it_works(running: Bot) -> None:
    """`status` in one, `export` in the other, again and again: each answers, and what it counts only grows."""
    counts: dict[str, list[int]] = {"status": [], "export": []}
    done = threading.Event()

    def reads(command: str, counted: Callable[[Any], int]) -> None:
        while not done.is_set():
            counts[command].append(counted(running.json(command)))

    running.start()
    with ThreadPoolExecutor(2) as terminals:
        status = terminals.submit(reads, "status", lambda said: sum(said["mails"].values()))
        export = terminals.submit(reads, "export", lambda said: len(said["mails"]))
        for _ in range(3):
            for person in CAST:
                running.answer_to(running.mail("【帮助】", sender=person), 30)
        done.set()
    assert (status.exception(), export.exception()) == (None, None)
    assert counts == {command: sorted(seen) for command, seen in counts.items()}
    assert min(len(seen) for seen in counts.values()) >= 2
    assert running.json("status")["mails"] == {"accepted": 9}
    assert running.stop() == 0
    assert running.amiss() == NOTHING


def test_a_second_service_on_the_same_ledger_is_refused(running: Bot) -> None:
    running.start()
    second = subprocess.run(
        running.command("run"), env=running.environ, capture_output=True, check=False, timeout=30
    )
    assert second.returncode == 1
    assert b"ledger" in second.stderr
    assert running.stop() == 0


def test_no_secret_reaches_the_log(running: Bot) -> None:
    running.start()
    running.answer_to(running.mail("【帮助】"))
    assert running.stop() == 0
    assert "secret" not in running.log.replace("secrets", "")
