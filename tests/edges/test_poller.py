"""The poller over a real Dovecot and a bad network: nothing lost, nothing taken twice, the server told last."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from servers import Faults
from servers.dovecot import Account

from mailbot.errors import LedgerError, LoginError, MailbotError, MailServerError
from mailbot.inbound.poller import poll
from mailbot.inbound.rawmail import RawMail
from mailbot.settings.secret import Secret
from mailbot.settings.settings import MailboxSettings


def mail(n: int) -> bytes:
    return f"From: sunli@corp.example\r\nSubject: {n}\r\n\r\nbody\r\n".encode()


@dataclass
class Keeper:
    """A ledger of ten lines, and the thread in which the poller runs."""

    where: MailboxSettings
    known: list[RawMail] = field(default_factory=list)
    troubles: list[MailbotError] = field(default_factory=list)
    failing: int = 0
    stop: threading.Event = field(default_factory=threading.Event)
    rounds: int = 0

    def start(self) -> "Keeper":
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()
        return self

    def _run(self) -> None:
        poll(
            self.where,
            position=self.position,
            take=self.take,
            settled=lambda folder, uidvalidity, uids: ["accepted"] * len(uids),
            stop=self.stop,
            on_trouble=self.troubles.append,
            on_round=self.count,
            on_open=lambda mailbox: setattr(self, "mailbox", mailbox),
            jitter=lambda: 0.0,
        )

    def count(self) -> None:
        self.rounds += 1

    def position(self, folder: str, uidvalidity: int) -> int:
        return max((m.uid for m in self.known if (m.folder, m.uidvalidity) == (folder, uidvalidity)), default=0)

    def take(self, mails: Sequence[RawMail]) -> list[str]:
        if self.failing:
            self.failing -= 1
            raise LedgerError("the disk is full")
        self.known.extend(mails)
        return ["accepted"] * len(mails)

    @property
    def uids(self) -> list[int]:
        return [m.uid for m in self.known]

    def until(self, wanted, seconds: float = 20) -> None:
        deadline = time.monotonic() + seconds
        while not wanted():
            assert time.monotonic() < deadline, (self.uids, self.troubles, self.rounds)
            assert self.thread.is_alive()
            time.sleep(0.01)

    def end(self) -> None:
        self.stop.set()
        self.thread.join(10)
        assert not self.thread.is_alive()


@pytest.fixture
def keeper(account: Account):
    made: list[Keeper] = []

    def make(**changes) -> Keeper:
        made.append(Keeper(account.settings(**changes)))
        return made[-1].start()

    yield make
    for each in made:
        each.end()


def test_what_is_there_and_what_comes_is_taken_once_and_then_marked(account: Account, keeper) -> None:
    account.deliver(mail(1))
    k = keeper()
    k.until(lambda: k.rounds)
    account.deliver(mail(2))
    k.until(lambda: len(k.known) == 2)
    k.until(lambda: account.flags(2))
    assert (k.uids, account.flags(1), account.flags(2)) == ([1, 2], {b"$MailbotDone"}, {b"$MailbotDone"})
    assert k.troubles == []


def test_a_backlog_is_worked_off_in_batches_in_order(account: Account, keeper, monkeypatch) -> None:
    monkeypatch.setattr("mailbot.inbound.poller.BATCH_MAILS", 4)
    for n in range(1, 12):
        account.deliver(mail(n))
    k = keeper(after_reading="move")
    k.until(lambda: k.rounds)
    assert k.uids == list(range(1, 12))
    assert (account.arrived(11, "已处理"), account.arrived(0)) == (list(range(1, 12)), [])


def test_after_a_restart_it_goes_on_where_the_ledger_stands(account: Account, keeper) -> None:
    account.deliver(mail(1))
    k = keeper()
    k.until(lambda: k.rounds)
    k.end()
    account.deliver(mail(2))
    k.start()
    k.until(lambda: len(k.known) == 2)
    assert k.uids == [1, 2]


def test_what_a_crash_left_unmarked_is_marked_at_the_next_start(account: Account, keeper) -> None:
    account.deliver(mail(1))
    k = keeper(after_reading="nothing")  # committed, and the server not told
    k.until(lambda: k.rounds)
    k.end()
    assert account.flags(1) == set()
    k.where = account.settings()
    k.start()
    k.until(lambda: account.flags(1))
    assert (k.uids, account.flags(1)) == ([1], {b"$MailbotDone"})


@pytest.mark.parametrize("fault", ["cut", "bye", "half a line"])
def test_after_a_fault_it_connects_anew_and_misses_nothing(account: Account, keeper, fault: str) -> None:
    account.deliver(mail(1))
    with Faults(account.server.imap) as faults:
        k = keeper(port=faults.port)
        k.until(lambda: k.rounds)
        faults.refusing = True
        if fault == "cut":
            faults.cut()
        else:
            faults.say(b"* BYE restart\r\n" if fault == "bye" else b"* 2 EXI", hang_up=True)
        account.deliver(mail(2))
        k.until(lambda: len(k.troubles) >= 2)
        faults.refusing = False
        k.until(lambda: len(k.known) == 2)
        assert k.uids == [1, 2]
        assert {type(err) for err in k.troubles} == {MailServerError}


def test_a_connection_cut_in_the_middle_of_a_fetch_repeats_nothing_that_was_taken(
    account: Account, keeper, monkeypatch
) -> None:
    monkeypatch.setattr("mailbot.inbound.poller.BATCH_MAILS", 2)
    monkeypatch.setattr("mailbot.inbound.fetching.WINDOW_OCTETS", 100)  # each mail alone
    for n in range(1, 7):
        account.deliver(mail(n))
    with Faults(account.server.imap) as faults:
        seen = {"fetches": 0}

        def on_line(line: bytes) -> None:
            seen["fetches"] += b"BODY.PEEK" in line
            if seen["fetches"] == 4:
                seen["fetches"] += 1
                faults.cut()

        faults.on_line = on_line
        k = keeper(port=faults.port)
        k.until(lambda: len(k.known) == 6)
        assert k.uids == [1, 2, 3, 4, 5, 6]
        assert len(k.troubles) == 1


def test_a_ledger_that_cannot_take_is_tried_again_and_the_server_not_told(account: Account, keeper) -> None:
    account.deliver(mail(1))
    k = Keeper(account.settings(), failing=1)
    k.start()
    try:
        k.until(lambda: k.troubles)
        assert account.flags(1) == set()
        k.until(lambda: account.flags(1))
        assert (k.uids, [str(err) for err in k.troubles]) == ([1], ["the disk is full"])
    finally:
        k.end()


def test_our_own_bugs_are_not_swallowed(account: Account) -> None:
    account.deliver(mail(1))

    def take(mails: Sequence[RawMail]) -> list[str]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        poll(account.settings(), position=lambda *_: 0, take=take, stop=threading.Event())


def test_a_wrong_password_is_told_and_not_tried_again_at_once(account: Account, keeper) -> None:
    with Faults(account.server.imap) as faults:
        k = keeper(port=faults.port, credential=Secret.of("wrong"))
        k.until(lambda: k.troubles)
        time.sleep(1.5)
        assert ([type(err) for err in k.troubles], faults.connections) == ([LoginError], 1)


@pytest.mark.parametrize("where", ["waiting", "fetching", "backing off"])
def test_a_stop_ends_it_wherever_it_is(account: Account, keeper, where: str) -> None:
    with Faults(account.server.imap) as faults:
        if where == "backing off":
            faults.refusing = True
        k = keeper(port=faults.port)
        if where == "backing off":
            k.until(lambda: len(k.troubles) >= 2)
        else:
            k.until(lambda: k.rounds)
        if where == "fetching":
            faults.stall()
            account.deliver(mail(1))
            time.sleep(0.2)
            k.stop.set()
            k.mailbox.abort()
        k.stop.set()
        k.thread.join(5)
        assert not k.thread.is_alive()


def test_mail_is_found_by_looking_where_the_server_pushes_nothing(account: Account, keeper) -> None:
    k = keeper(idle=False, poll_seconds=1)
    k.until(lambda: k.rounds)
    account.deliver(mail(1))
    k.until(lambda: k.known)
    assert k.uids == [1]


def test_a_folder_made_anew_is_read_from_its_beginning(account: Account, keeper) -> None:
    person = account.client()
    person.create_folder("bot")
    person.append("bot", mail(1))
    k = keeper(folder="bot")
    k.until(lambda: k.known)
    person.delete_folder("bot")
    time.sleep(1.1)  # UIDVALIDITY is a time in seconds
    person.create_folder("bot")
    person.append("bot", mail(2))
    person.logout()
    k.until(lambda: len(k.known) == 2, seconds=30)
    assert k.uids == [1, 1]
    assert len({m.uidvalidity for m in k.known}) == 2
