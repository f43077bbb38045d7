"""Many hands at once, and a hand that is struck off in the middle: nothing lost, nothing twice."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from ledger_samples import NOW, OWNER, PM, opened, plain, post

from mailbot.campaign.changes import Noted
from mailbot.ledger.ledger import Ledger

THREADS, WRITES = 6, 40


def at_once(work: Callable[[int], object], threads: int = THREADS) -> list[object]:
    barrier = threading.Barrier(threads)

    def started(number: int) -> object:
        barrier.wait()
        return work(number)

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(started, range(threads)))


def test_six_threads_write_forty_times_each_without_an_error(ledger: Ledger) -> None:
    opened(ledger)

    def write(thread: int) -> None:
        for n in range(WRITES):
            with ledger.transaction():
                campaign = ledger.store.load("SU-2026-0001", lock=True)
                assert campaign is not None
                note = Noted(at=NOW, by=OWNER, text=f"{thread}/{n}")
                ledger.entries.append(campaign.code, [note])
                ledger.store.save(plain(summary=f"{campaign.summary}."), None)

    at_once(write)
    texts = {e.change.text for e in ledger.entries.all() if isinstance(e.change, Noted)}
    assert texts == {f"{t}/{n}" for t in range(THREADS) for n in range(WRITES)}
    assert [e.number for e in ledger.entries.of_campaign("SU-2026-0001")] == list(range(1, THREADS * WRITES + 2))
    loaded = ledger.store.load("SU-2026-0001")
    assert loaded is not None
    assert loaded.summary == "." * (THREADS * WRITES)


def test_codes_allotted_at_once_are_all_different(ledger: Ledger) -> None:
    codes = at_once(lambda thread: [ledger.store.next_code("SU", 2026) for _ in range(10)])
    flat = sorted(code for some in codes for code in some)  # type: ignore[attr-defined]
    assert flat == [f"SU-2026-{n:04d}" for n in range(1, THREADS * 10 + 1)]


def test_one_notice_queued_at_once_by_all_is_queued_once(ledger: Ledger) -> None:
    entries = at_once(lambda thread: ledger.outbox.queue(post(PM, once="digest/2026-W49")))
    assert [e is None for e in entries].count(False) == 1
    assert len(ledger.outbox.list()) == 1


def test_one_mail_kept_at_once_by_all_is_kept_once(ledger: Ledger) -> None:
    def keep(thread: int) -> int | None:
        return ledger.archive.keep(
            b"octets",
            source="imap",
            folder="INBOX",
            uidvalidity=1,
            uid=1,
            received=NOW,
            message_id="<1@corp.example>",
            digest="d",
        )

    ids = at_once(keep)
    assert ids.count(None) == THREADS - 1
    assert len(ledger.archive.waiting()) == 1


def test_posts_claimed_at_once_are_claimed_by_one_each(ledger: Ledger) -> None:
    for _ in range(60):
        ledger.outbox.queue(post(PM))
    claims = at_once(lambda thread: [p.id for _ in range(4) for p in ledger.outbox.claim(NOW, 5)])
    claimed = [id for some in claims for id in some]  # type: ignore[attr-defined]
    assert len(claimed) == len(set(claimed))
    claimed += [p.id for p in ledger.outbox.claim(NOW, 60)]
    assert sorted(claimed) == [p.id for p in ledger.outbox.list()]


@pytest.mark.server
def test_a_mail_held_by_one_service_is_passed_over_by_another(postgresql: str) -> None:
    with Ledger.open(postgresql) as one, Ledger.open(postgresql) as other:
        id = one.archive.keep(
            b"x", source="imap", folder="INBOX", uidvalidity=1, uid=1, received=NOW, message_id="", digest="d"
        )
        assert id is not None
        with one.transaction():
            assert one.archive.hold(id) is True
            with other.transaction():
                assert other.archive.hold(id) is False
        with other.transaction():
            assert other.archive.hold(id) is True


def test_a_lease_is_held_by_one_until_it_ends(ledger: Ledger) -> None:
    assert at_once(lambda thread: ledger.leases.take("clock", f"service {thread}", 60)).count(True) == 1
    (holder,) = (row.holder for row in ledger.tables.lease.select())
    assert ledger.leases.take("clock", holder, 60) is True
    assert ledger.leases.take("clock", "another", 60) is False
    assert ledger.leases.take("mailbox", "another", 60) is True
    ledger.leases.give_back("clock", "another")
    assert ledger.leases.take("clock", "another", 60) is False
    ledger.leases.give_back("clock", holder)
    assert ledger.leases.take("clock", "another", -1) is True
    assert ledger.leases.take("clock", holder, 60) is True


WRITER = """
import sys
from mailbot.campaign.changes import Noted
from mailbot.ledger import Ledger
from ledger_samples import NOW, opened, plain, post
ledger = Ledger.open(sys.argv[1])
opened(ledger)
n = 0
while True:
    n += 1
    with ledger.transaction():
        ledger.entries.append("SU-2026-0001", [Noted(at=NOW, text=str(n))])
        ledger.store.save(plain(summary=str(n)), None)
        ledger.outbox.queue(post("a@corp.example", once=f"note {n}", subject=str(n)))
    print(n, flush=True)
"""


@pytest.mark.parametrize("after", [1, 7, 23])
def test_a_writer_that_is_killed_loses_nothing_it_has_told_of_and_leaves_nothing_half_done(
    ledger_url: str, after: int
) -> None:
    environment = {**os.environ, "PYTHONPATH": os.path.dirname(__file__)}
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, ledger_url], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert writer.stdout is not None
    for _ in range(after):
        writer.stdout.readline()
    writer.send_signal(signal.SIGKILL)
    told = [after, *(int(line) for line in writer.stdout.read().split())][-1]
    writer.stdout.close()
    assert writer.wait() == -signal.SIGKILL
    with Ledger.open(ledger_url) as ledger:
        notes = [int(e.change.text) for e in ledger.entries.all() if isinstance(e.change, Noted)]
        posts = [int(p.subject) for p in ledger.outbox.list()]
        campaign = ledger.store.load("SU-2026-0001")
    assert notes == posts == list(range(1, len(notes) + 1))
    assert told <= len(notes) <= told + 1
    assert campaign is not None
    assert campaign.summary == str(len(notes))


def test_processes_that_open_a_new_ledger_at_once_all_find_it_whole(ledger_url: str) -> None:
    script = "import sys; from mailbot.ledger import Ledger; Ledger.open(sys.argv[1]).meta.set(sys.argv[2], 1)"
    openers = [subprocess.Popen([sys.executable, "-c", script, ledger_url, str(n)]) for n in range(4)]
    assert [opener.wait() for opener in openers] == [0, 0, 0, 0]
    with Ledger.open(ledger_url, read_only=True) as ledger:
        assert list(ledger.meta.items("")) == ["0", "1", "2", "3"]
