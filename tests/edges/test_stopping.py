"""SIGTERM in the middle of anything: the service is gone within 5 seconds, and started again it has lost and repeated nothing."""

import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from servers import Faults, Sink
from servers.asked import CAST, NOTHING, Bot
from servers.dovecot import Account

PLAN = "产品：星桥服务端\n版本：8.2.1\n\n1. 3月31日前 完成全量升级（孙丽）\n"


class Between(Bot):
    """The service with a proxy before each server."""

    def __init__(self, folder: Path, account: Account, sink: Sink):
        self.reading, self.sending = Faults(account.server.imap), Faults(sink.port)
        super().__init__(folder, account, sink, imap=self.reading.port, smtp=self.sending.port)

    def asks(self, rounds: int = 1) -> None:
        for _ in range(rounds):
            for person in CAST:
                self.mail("【帮助】", sender=person)

    def healed(self) -> "Between":
        """Whatever was between it and its servers is over, and the service runs again."""
        for proxy in (self.reading, self.sending):
            proxy.resume()
            proxy.refusing = False
            proxy.on_line = None
        self.start()
        for message_id in self.asked:
            self.answer_to(message_id, 30)
        # A mail that the server has and the ledger does not know of goes again: the server had it before this start.
        until(lambda: not self.amiss()["unanswered"], 30)
        assert self.stop() == 0
        return self


@pytest.fixture
def between(tmp_path: Path, account: Account, sink: Callable[..., Sink]) -> Iterator[Between]:
    service = Between(tmp_path / "work", account, sink())
    with service.reading, service.sending:
        yield service
        service.kill()


def stalls_at(proxy: Faults, word: bytes) -> None:
    """Nothing passes any more once the client has said that."""

    def on_line(line: bytes) -> None:
        if word in line.upper():
            proxy.stall()

    proxy.on_line = on_line


def until(wanted: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not wanted():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def stopped(service: Bot) -> int:
    """Stops it within the 5 seconds (a TimeoutExpired otherwise)."""
    return service.stop(signal.SIGTERM, 5)


@pytest.mark.parametrize("seconds", [0.1, 0.6, 1.1])
def test_while_it_starts(between: Between, seconds: float) -> None:
    between.asks()
    between.start(wait=False)
    time.sleep(seconds)
    # Before it listens for signals the system ends it, as it ends any program.
    assert stopped(between) in (0, -signal.SIGTERM)
    between.healed()
    assert between.amiss() == NOTHING


def test_while_it_waits_for_mail(between: Between) -> None:
    between.start()
    between.asks()
    until(lambda: len(between.sink.kept) >= len(CAST))
    time.sleep(0.5)
    assert stopped(between) == 0
    between.healed()
    assert between.amiss() == NOTHING


def test_while_a_server_takes_the_connection_and_says_nothing(between: Between) -> None:
    between.reading.stall()
    between.asks()
    between.start()
    until(lambda: between.reading.connections)
    assert stopped(between) == 0
    between.healed()
    assert between.amiss() == NOTHING


def test_while_it_waits_to_connect_again(between: Between) -> None:
    between.reading.refusing = True
    between.asks()
    between.start()
    until(lambda: between.reading.connections >= 2)
    assert stopped(between) == 0
    between.healed()
    assert between.amiss() == NOTHING


@pytest.mark.parametrize("word", [b"LOGIN", b"BODY.PEEK", b"STORE", b"IDLE"])
def test_while_the_mailbox_hangs(between: Between, word: bytes) -> None:
    stalls_at(between.reading, word)
    between.asks()
    between.start()
    until(lambda: not between.reading.flowing)
    time.sleep(0.1)
    assert stopped(between) == 0
    between.healed()
    assert between.amiss() == NOTHING


@pytest.mark.parametrize("pause", [0.05, 0.4])
def test_while_it_works_off_a_backlog(between: Between, pause: float) -> None:
    """A plan and help for three, three times: entries, outbox and the mailbox's marks are all under way."""
    between.mail("【计划】星桥服务端8.2.1升级", PLAN)
    between.asks(3)
    between.start()
    until(lambda: '"what": "mail"' in between.log)
    time.sleep(pause)
    assert stopped(between) == 0
    plan, *between.asked = between.asked
    between.healed()
    assert [c["code"][-4:] for c in between.json("export")["campaigns"]] == ["0001"]
    assert [p["state"] for p in between.json("outbox") if p["in_reply_to"] == plan and p["purpose"] == "receipt"] == ["sent"]
    assert between.amiss() == NOTHING
    assert between.json("verify") == []


@pytest.mark.parametrize("word", [b"EHLO", b"DATA"])
def test_while_the_submission_server_hangs(between: Between, word: bytes) -> None:
    stalls_at(between.sending, word)
    between.asks()
    between.start()
    until(lambda: not between.sending.flowing)
    assert stopped(between) == 0
    between.healed()
    assert between.amiss() == NOTHING


@pytest.mark.parametrize(
    ("seconds", "may_go_twice"),
    [
        pytest.param(2, False, id="it scans the mail first"),  # recorded as sent within the time that a stop is given
        pytest.param(8, True, id="it never answers"),  # nobody can know then whether it was taken (SPEC 5)
    ],
)
def test_while_the_server_keeps_silent_about_a_mail_that_it_has_got(
    between: Between, seconds: float, may_go_twice: bool
) -> None:
    def slowly(octets: bytes) -> bytes:
        if b"250 2.0.0 OK: kept" in octets:
            time.sleep(seconds)
        return octets

    between.sending.on_answer = slowly
    between.mail("【帮助】", sender=CAST[0])
    between.start()
    until(lambda: between.sink.kept)
    assert stopped(between) == 0
    between.sending.on_answer = lambda octets: octets
    between.healed()
    amiss = between.amiss()
    assert (amiss | {"sent twice": []} if may_go_twice else amiss) == NOTHING


def test_while_another_program_has_the_ledger_locked(between: Between) -> None:
    between.start()
    with sqlite3.connect(between.folder / "data" / "ledger.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        between.asks()
        time.sleep(1)
        assert stopped(between) == 0
        other.execute("ROLLBACK")
    between.healed()
    assert between.amiss() == NOTHING


def test_killed_without_a_word_it_loses_and_repeats_nothing(between: Between) -> None:
    for _ in range(3):
        between.start()
        between.asks()
        time.sleep(0.4)
        between.kill()
        between.mail("【帮助】", sender=CAST[0])
    between.healed()
    # Where the crash falls between the server's acceptance and its record, the same Message-ID goes again (SPEC 5).
    assert between.amiss() | {"sent twice": []} == NOTHING
