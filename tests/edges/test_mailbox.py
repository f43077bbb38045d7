"""The mailbox against a real Dovecot: what is fetched, what is left alone, what is put away, and how it waits."""

import ssl
import threading
import time
import tracemalloc
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from scripted import Scripted, imap
from servers import Faults
from servers.dovecot import Account

from mailbot.errors import LoginError, MailServerError, SettingsError
from mailbot.inbound import fetching
from mailbot.inbound.fetching import MailHead
from mailbot.inbound.mailbox import Mailbox, Position
from mailbot.settings.secret import Secret
from mailbot.settings.settings import MailboxSettings
from mailbot.value import replace

MAIL = "From: 孙丽 <sunli@corp.example>\r\nSubject: [RESULT] {n}\r\n\r\n升级完成 {n}\r\n"


def mail(n: int = 1) -> bytes:
    return MAIL.format(n=n).encode()


@pytest.fixture
def opened(account: Account):
    """Opens mailboxes on the account with changed settings; closes them."""
    made: list[Mailbox] = []

    def open_(warnings: list[str] | None = None, **changes) -> Mailbox:
        box = Mailbox(account.settings(**changes), on_warning=(warnings if warnings is not None else []).append)
        made.append(box)
        box.connect()
        return box

    yield open_
    for box in made:
        box.close()


def scripted_settings(server: Scripted) -> MailboxSettings:
    return MailboxSettings(
        host="127.0.0.1", port=server.port, security="plain", user="bot", credential=Secret.of("secret")
    )


def subjects(mails) -> list[str]:
    return [m.octets.partition(b"Subject: ")[2].split(b"\r\n")[0].decode() for m in mails]


# -- fetching


def test_new_mails_come_oldest_first_with_their_octets_and_place(account: Account, opened) -> None:
    for n in (1, 2):
        account.deliver(mail(n))
    box = opened()
    first, second = box.fetch_new(None)
    assert first.octets.endswith(mail(1))  # LMTP puts Return-Path, Delivered-To and Received above
    assert (first.source, first.folder, first.uid, second.uid) == ("imap", "INBOX", 1, 2)
    assert first.uidvalidity == second.uidvalidity == box.uidvalidity > 0
    assert abs(first.received - datetime.now(UTC)) < timedelta(hours=1)


def test_fetching_leaves_every_flag_as_it_was(account: Account, opened) -> None:
    account.deliver(mail())
    box = opened()
    assert len(list(box.fetch_new(None))) == 1
    assert account.flags(1) == set()


def test_a_mail_that_somebody_has_opened_is_as_new_as_any(account: Account, opened) -> None:
    account.deliver(mail())
    person = account.client()
    person.select_folder("INBOX")
    person.add_flags([1], [b"\\Seen"])
    person.logout()
    assert [m.uid for m in opened().fetch_new(None)] == [1]


@pytest.mark.parametrize(("after", "uids"), [(0, [1, 2, 3]), (2, [3]), (3, []), (4, []), (4_000_000_000, [])])
def test_only_what_lies_above_the_position_comes(account: Account, opened, after: int, uids: list[int]) -> None:
    # A server answers `UID SEARCH UID 5:*` with message 3 when 3 is the last.
    for n in (1, 2, 3):
        account.deliver(mail(n))
    box = opened()
    assert [m.uid for m in box.fetch_new(Position(box.uidvalidity, after))] == uids


def test_a_position_of_another_uidvalidity_means_from_the_beginning(account: Account, opened) -> None:
    account.deliver(mail())
    box = opened()
    assert [m.uid for m in box.fetch_new(Position(box.uidvalidity + 1, 9))] == [1]


def test_an_empty_mailbox_gives_nothing(opened) -> None:
    assert list(opened().fetch_new(None)) == []


def test_a_limit_is_kept_and_the_next_call_goes_on(account: Account, opened) -> None:
    for n in range(1, 6):
        account.deliver(mail(n))
    box = opened()
    assert [m.uid for m in box.fetch_new(None, limit=3)] == [1, 2, 3]
    assert [m.uid for m in box.fetch_new(Position(box.uidvalidity, 3), limit=3)] == [4, 5]


def test_what_is_removed_meanwhile_is_passed_over(account: Account, opened) -> None:
    for n in (1, 2, 3):
        account.deliver(mail(n))
    box = opened()
    person = account.client()
    person.select_folder("INBOX")
    person.delete_messages([2])
    person.expunge()
    person.logout()
    assert [m.uid for m in box.fetch_new(None)] == [1, 3]


def test_many_mails_are_searched_by_windows_of_uids(account: Account, opened, monkeypatch) -> None:
    monkeypatch.setattr(fetching, "WINDOW_UIDS", 3)
    for n in range(1, 9):
        account.deliver(mail(n))
    box = opened()
    assert [m.uid for m in box.fetch_new(Position(box.uidvalidity, 1))] == [2, 3, 4, 5, 6, 7, 8]
    assert box.list_uids() == [1, 2, 3, 4, 5, 6, 7, 8]


def test_a_large_mail_arrives_whole_in_little_more_memory_than_its_own(account: Account, opened) -> None:
    octets = mail() + b"".join(b"%076d\r\n" % n for n in range(130_000))  # 10 MB
    account.deliver(octets)
    box = opened()
    tracemalloc.start()
    (got,) = box.fetch_new(None)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert got.octets.endswith(octets)
    # One fetch of it all has peaked at 3.3 times the size.
    assert peak < 2 * len(octets)


@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_sizes_around_a_window_arrive_whole(account: Account, opened, monkeypatch, extra: int) -> None:
    account.deliver(mail())
    size = len(next(opened().fetch_new(None)).octets)
    monkeypatch.setattr(fetching, "WINDOW_OCTETS", size + extra)
    (got,) = opened().fetch_new(None)
    assert (len(got.octets), got.octets.endswith(mail())) == (size, True)


def test_of_a_mail_above_the_bound_the_beginning_comes_with_a_warning(account: Account, opened) -> None:
    octets = mail() + b"x" * 70 + b"\r\n" + b"".join(b"%076d\r\n" % n for n in range(40_000))
    account.deliver(octets)
    account.deliver(mail(2))
    warnings: list[str] = []
    box = opened(warnings, max_octets=2 * 2**20)
    head, small = box.fetch_new(None)
    assert isinstance(head, MailHead)
    assert (len(head.octets), mail() in head.octets, head.size > len(octets)) == (2**20, True, True)
    assert not isinstance(small, MailHead)
    assert [text.partition(": ")[2] for text in warnings] == [
        f"the mail with UID 1 has {head.size} octets: only its beginning is read"
    ]


def test_another_folder_than_the_inbox_can_be_read(account: Account, opened) -> None:
    person = account.client()
    person.create_folder("产品策略")
    person.append("产品策略", mail())
    person.logout()
    assert [(m.folder, m.uid) for m in opened(folder="产品策略").fetch_new(None)] == [("产品策略", 1)]


def test_a_folder_made_anew_has_another_uidvalidity(account: Account, opened) -> None:
    person = account.client()
    person.create_folder("bot")
    person.append("bot", mail(1))
    before = opened(folder="bot")
    position = Position(before.uidvalidity, 1)
    before.close()
    person.delete_folder("bot")
    time.sleep(1.1)  # UIDVALIDITY is a time in seconds
    person.create_folder("bot")
    person.append("bot", mail(2))
    person.logout()
    after = opened(folder="bot")
    assert after.uidvalidity != position.uidvalidity
    assert subjects(after.fetch_new(position)) == ["[RESULT] 2"]


# -- putting away


def test_a_mail_taken_gets_the_keyword_and_nothing_else(account: Account, opened) -> None:
    account.deliver(mail())
    box = opened()
    assert box.unsettled(1) == [1]
    for _ in range(2):
        box.put_away(1, "accepted")
    assert account.flags(1) == {b"$MailbotDone"}
    assert box.unsettled(1) == []


def test_where_no_keywords_are_kept_it_is_said_once() -> None:
    warnings: list[str] = []
    with Scripted(b"* OK ready\r\n", imap()) as server:
        box = Mailbox(scripted_settings(server), on_warning=warnings.append)
        box.connect()
        box.put_away(1, "accepted")
        box.put_away(2, "accepted")
        assert box.unsettled(2) == []
        box.close()
    assert len(warnings) == 1
    assert "keeps no keywords" in warnings[0]


def test_a_mail_is_moved_to_its_verdicts_folder_which_is_made(account: Account, opened) -> None:
    for n in (1, 2, 3, 4):
        account.deliver(mail(n))
    folders = {"accepted": "策略/已处理 & 归档", "rejected": "退回"}
    warnings: list[str] = []
    box = opened(warnings, after_reading="move", folders=folders)
    for _ in range(2):
        box.put_all_away({1: "accepted", 2: "rejected", 3: "accepted", 4: "ignored"})
    assert len(account.arrived(2, "策略/已处理 & 归档")) == 2
    assert len(account.arrived(1, "退回")) == 1
    assert (account.arrived(1), box.unsettled(4), warnings) == ([4], [4], [])


def test_without_move_a_mail_is_copied_and_removed_alone(account: Account, opened) -> None:
    for n in (1, 2):
        account.deliver(mail(n))
    person = account.client()
    person.select_folder("INBOX")
    person.add_flags([2], [b"\\Deleted"])  # somebody's, who has not expunged yet
    person.logout()
    without_move = lambda octets: octets.replace(b" MOVE ", b" XXXX ")  # noqa: E731
    with Faults(account.server.imap) as faults:
        faults.on_answer = without_move
        box = opened(port=faults.port, after_reading="move")
        box.put_away(1, "accepted")
        assert len(account.arrived(1, "已处理")) == 1
        assert account.arrived(1) == [2]


def test_nothing_is_done_where_nothing_is_wanted(account: Account, opened) -> None:
    account.deliver(mail())
    box = opened(after_reading="nothing")
    assert [m.uid for m in box.fetch_new(None)] == [1]
    box.put_away(1, "accepted")
    assert (account.flags(1), box.unsettled(1)) == (set(), [])
    person = account.client()
    assert person.select_folder("INBOX")[b"RECENT"] == 1  # not even that was taken
    person.logout()


def test_a_refused_move_is_a_warning_and_the_connection_lives_on(account: Account, opened) -> None:
    account.deliver(mail())
    warnings: list[str] = []
    box = opened(warnings, after_reading="move", folders={"accepted": "a//b\x01"})
    box.put_away(1, "accepted")
    assert warnings != []
    assert [m.uid for m in box.fetch_new(None)] == [1]


# -- coming


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_tls_is_verified_by_the_companys_own_root(account: Account, opened, security: str) -> None:
    account.deliver(mail())
    port = account.server.imaps if security == "tls" else account.server.imap
    box = opened(security=security, port=port, ca_file=account.server.ca_file)
    assert [m.uid for m in box.fetch_new(None)] == [1]
    assert isinstance(box._client.socket(), ssl.SSLSocket)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_of_an_unknown_root_is_refused(account: Account, opened, security: str) -> None:
    port = account.server.imaps if security == "tls" else account.server.imap
    with pytest.raises(MailServerError, match=r"(?i)certificate.verify.failed"):
        opened(security=security, port=port)


def test_where_starttls_is_not_offered_nothing_goes_in_clear(account: Account, opened) -> None:
    with Faults(account.server.imap) as faults:
        seen: list[bytes] = []
        faults.on_line = lambda line: seen.append(line)
        faults.on_answer = lambda octets: octets.replace(b"STARTTLS", b"XXXXXXXX")
        with pytest.raises(MailServerError, match="STARTTLS"):
            opened(security="starttls", port=faults.port, ca_file=account.server.ca_file)
        assert [line for line in seen if b"LOGIN" in line.upper() or b"secret" in line] == []


def test_plain_is_refused_off_this_machine(account: Account) -> None:
    with pytest.raises(SettingsError, match=r"for imap\.corp\.example"):
        account.settings(host="imap.corp.example")


@pytest.mark.parametrize("password", ["hunter2-wrong", "暗号-wrong", 'quo"te\\wrong'])
def test_a_wrong_password_is_a_login_error_that_does_not_hold_it(account: Account, opened, password: str) -> None:
    with pytest.raises(LoginError) as raised:
        opened(credential=Secret.of(password))
    assert password not in str(raised.value)
    assert account.user in str(raised.value)
    assert raised.value.__cause__ is None


def test_a_server_that_echoes_the_password_is_not_repeated() -> None:
    echo = b"%t NO LOGIN bot hunter2-wrong: rejected\r\n"
    with Scripted(b"* OK ready\r\n", imap(login=echo)) as server, pytest.raises(LoginError) as raised:
        Mailbox(replace(scripted_settings(server), credential=Secret.of("hunter2-wrong"))).connect()
    assert "hunter2-wrong" not in str(raised.value)
    assert "rejected" in str(raised.value)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (b"%t NO [AUTHENTICATIONFAILED] no\r\n", LoginError),
        (b"%t NO LOGIN failed\r\n", LoginError),
        (b"%t NO [UNAVAILABLE] directory is down\r\n", MailServerError),
        (b"%t NO [ALERT] Too many simultaneous connections. (Failure)\r\n", MailServerError),
        (b"* BYE overloaded\r\n", MailServerError),
        (b"", MailServerError),
    ],
)
def test_a_login_that_fails_for_now_is_no_login_error(answer: bytes, error: type[Exception]) -> None:
    with Scripted(b"* OK ready\r\n", imap(login=answer)) as server, pytest.raises(MailServerError) as raised:
        Mailbox(scripted_settings(server)).connect()
    assert type(raised.value) is error


def test_a_token_is_sent_by_xoauth2_and_its_refusal_is_a_login_error() -> None:
    answers = iter([b"+ \r\n", b"+ eyJzdGF0dXMiOiI0MDAifQ==\r\n", b"T NO [AUTHENTICATIONFAILED] Invalid credentials\r\n"])
    plain = imap()

    def answer(line: bytes) -> bytes | None:
        if b"CAPABILITY" in line:
            return plain(line)
        if b"AUTHENTICATE" in line:
            server.tag = line.split()[0]
        return next(answers).replace(b"T ", server.tag + b" ", 1)

    with Scripted(b"* OK ready\r\n", answer) as server, pytest.raises(LoginError, match="Invalid credentials"):
        Mailbox(replace(scripted_settings(server), auth="xoauth2", credential=Secret.of("ya29.token"))).connect()
    # user=bot^Aauth=Bearer ya29.token^A^A, then the empty answer to the challenge
    assert server.lines[-2:] == [b"dXNlcj1ib3QBYXV0aD1CZWFyZXIgeWEyOS50b2tlbgEB", b""]


def netease(faults: Faults) -> None:
    """No folder opens before ID was sent after the login, as at 163.com."""
    state = {"login": False, "id": False}

    def on_line(line: bytes) -> bytes | None:
        tag, _, order = line.partition(b" ")
        word = order.split(b" ")[0].upper()
        if word in (b"LOGIN", b"AUTHENTICATE"):
            state.update(login=True, id=False)
        elif word == b"ID" and state["login"]:
            state["id"] = True
        elif word in (b"SELECT", b"EXAMINE") and not state["id"]:
            return tag + b" NO SELECT Unsafe Login. Please contact kefu@provider.example for help\r\n"
        return None

    faults.on_line = on_line


def test_netease_is_told_who_we_are_after_each_login(account: Account, opened) -> None:
    account.deliver(mail())
    with Faults(account.server.imap) as faults:
        netease(faults)
        box = opened(port=faults.port)
        assert [m.uid for m in box.fetch_new(None)] == [1]
        box.connect()
        assert [m.uid for m in box.fetch_new(None)] == [1]


def test_unsafe_login_all_the_same_is_a_login_error_that_says_what_to_do(account: Account, opened) -> None:
    with Faults(account.server.imap) as faults:
        netease(faults)
        faults.on_answer = lambda octets: octets.replace(b" ID ", b" XX ")
        with pytest.raises(LoginError, match=r"Unsafe Login.*allow IMAP clients"):
            opened(port=faults.port)


def test_a_missing_folder_is_named(opened) -> None:
    with pytest.raises(MailServerError, match="opening the folder 没有"):
        opened(folder="没有")


def test_nobody_at_the_port_is_a_mail_server_error(account: Account, opened) -> None:
    with Faults(account.server.imap) as faults:
        port = faults.port
    with pytest.raises(MailServerError, match=f"127.0.0.1:{port}: connecting"):
        opened(port=port)


# -- waiting


def later(seconds: float, what, *args) -> None:
    timer = threading.Timer(seconds, what, args)
    timer.daemon = True
    timer.start()


@pytest.mark.parametrize("security", ["plain", "tls"])
def test_a_push_ends_the_wait(account: Account, opened, security: str) -> None:
    port = account.server.imaps if security == "tls" else account.server.imap
    box = opened(security=security, port=port, ca_file=account.server.ca_file)
    later(0.3, account.deliver, mail())
    assert box.wait(30) is True
    assert [m.uid for m in box.fetch_new(None)] == [1]


def test_the_wait_ends_when_its_time_is_over(opened) -> None:
    box = opened()
    assert box.wait(0.3) is False
    assert box.list_uids() == []


@pytest.mark.parametrize("idle", [True, False])
def test_the_wait_ends_when_told_to_stop(opened, idle: bool) -> None:
    box, stop = opened(idle=idle), threading.Event()
    later(0.2, stop.set)
    assert box.wait(600, stop) is False
    assert box.list_uids() == []


def test_flags_set_by_people_do_not_end_the_wait(account: Account, opened) -> None:
    account.deliver(mail())
    box = opened()

    def read_it() -> None:
        person = account.client()
        person.select_folder("INBOX")
        person.add_flags([1], [b"\\Seen"])
        person.logout()

    later(0.1, read_it)
    assert box.wait(1.0) is False


@pytest.mark.parametrize(
    "idle",
    [
        b"+ idling\r\n* 2 EXISTS\r\n",  # in one packet with the "+"
        b"* 2 EXISTS\r\n+ idling\r\n",  # before it, as Cyrus does
    ],
)
def test_news_at_the_very_beginning_of_the_wait_are_not_missed(idle: bytes) -> None:
    plain = imap(idle=idle)

    def answer(line: bytes) -> bytes | None:
        # DONE has no tag of its own: it ends the order before it.
        return server.lines[-2].split()[0] + b" OK done\r\n" if line == b"DONE" else plain(line)

    with Scripted(b"* OK ready\r\n", answer) as server:
        box, stop = Mailbox(scripted_settings(server)), threading.Event()
        box.connect()
        later(10, stop.set)
        assert (box.wait(60, stop), stop.is_set()) == (True, False)
        assert box.list_uids() == [1]
        box.close()


# -- breaking


def breaks_while_waiting(box: Mailbox) -> bool:
    """Whether the wait ends in an error by itself, not only when it is over."""
    stop = threading.Event()
    later(10, stop.set)
    with pytest.raises(MailServerError):
        box.wait(60, stop)
    return not stop.is_set()


def test_a_cut_while_waiting_is_noticed(account: Account, opened) -> None:
    with Faults(account.server.imap) as faults:
        box = opened(port=faults.port)
        later(0.2, faults.cut)
        assert breaks_while_waiting(box)


@pytest.mark.parametrize("said", [b"* BYE going down\r\n", b"* 5 EXI", b"", b"* 5 EXISTS\r\n* BYE\r\n", b"garbage\r\n"])
@pytest.mark.parametrize("security", ["plain", "tls"])
def test_a_server_that_leaves_while_we_wait_is_noticed(account: Account, opened, said: bytes, security: str) -> None:
    port = account.server.imaps if security == "tls" else account.server.imap
    with Faults(port) as faults:
        box = opened(port=faults.port, security=security, ca_file=account.server.ca_file)
        later(0.2, lambda: faults.say(said, hang_up=True))
        assert breaks_while_waiting(box)


def test_half_a_line_and_then_silence_is_a_dead_connection(account: Account, opened) -> None:
    with Faults(account.server.imap) as faults:
        box = opened(port=faults.port)
        later(0.2, lambda: faults.say(b"* 5 EXI"))
        assert breaks_while_waiting(box)


def test_a_stall_is_noticed_when_the_read_time_is_over(account: Account, opened, monkeypatch) -> None:
    monkeypatch.setattr("mailbot.inbound.imap_client.READ_SECONDS", 0.5)
    with Faults(account.server.imap) as faults:
        box = opened(port=faults.port)
        faults.stall()
        with pytest.raises(MailServerError, match="timed out"):
            box.list_uids()
        with pytest.raises(MailServerError, match="not connected"):
            box.list_uids()


def test_an_abort_from_another_thread_ends_what_hangs(account: Account, opened) -> None:
    with Faults(account.server.imap) as faults:
        box = opened(port=faults.port)
        faults.stall()
        later(0.2, box.abort)
        with pytest.raises(MailServerError):
            box.list_uids()


def test_garbage_for_an_answer_is_a_mail_server_error_without_the_garbage() -> None:
    with Scripted(b"* OK ready\r\n", imap(uid_search=b"Dear colleague, the price is 5\r\n")) as server:
        box = Mailbox(scripted_settings(server))
        box.connect()
        with pytest.raises(MailServerError) as raised:
            box.list_uids()
    assert "price" not in str(raised.value)


def test_a_mail_that_the_server_never_hands_out_is_passed_over_after_three_refusals() -> None:
    facts = b"* 1 FETCH (UID 1 RFC822.SIZE 10 INTERNALDATE \"01-Dec-2026 10:00:00 +0800\")\r\n%t OK done\r\n"
    plain, refused = imap(uid_fetch=facts), imap(uid_fetch=b"%t NO [SERVERBUG] message is damaged\r\n")
    warnings: list[str] = []
    with Scripted(b"* OK ready\r\n", lambda line: (refused if b"BODY" in line else plain)(line)) as server:
        box = Mailbox(scripted_settings(server), on_warning=warnings.append)
        for _ in range(3):
            box.connect()
            with pytest.raises(MailServerError, match="message is damaged"):
                list(box.fetch_new(None))
            assert box.highest == 0
        box.connect()
        assert list(box.fetch_new(None)) == []
        assert box.highest == 1
        box.close()
    assert [text.partition(": ")[2] for text in warnings] == ["the mail with UID 1 cannot be fetched and is passed over"]


def test_the_password_is_in_no_log(account: Account, opened, caplog) -> None:
    caplog.set_level("DEBUG")
    account.deliver(mail())
    box = opened(credential=Secret.of("secret"))
    list(box.fetch_new(None))
    assert [r for r in caplog.records if "secret" in r.getMessage() or "升级" in r.getMessage()] == []


def test_a_missing_root_certificate_is_the_operators(account: Account, opened) -> None:
    with pytest.raises(SettingsError, match="ca_file"):
        opened(security="tls", ca_file=Path("/nonexistent/ca.pem"))


def test_mail_announced_beside_another_answer_ends_the_wait(account: Account) -> None:
    """A server says EXISTS once: said in answer to a NOOP, an IDLE that begins afterwards never hears it again."""
    mailbox = Mailbox(account.settings())
    mailbox.connect()
    assert list(mailbox.fetch_new(None)) == []
    account.deliver(b"From: sunli@corp.example\r\nSubject: between\r\n\r\nx\r\n")
    account.arrived(1)
    mailbox._ask("NOOP", lambda client: client.noop())
    assert mailbox.wait(30) is True
    mailbox.close()


@pytest.mark.parametrize(
    ("offered", "password"), [(b"IMAP4rev1 LOGINDISABLED", "hunter2"), (b"IMAP4rev1", "暗号hunter2")]
)
def test_where_no_login_can_take_the_password_it_is_not_sent(offered: bytes, password: str) -> None:
    answer = imap(capability=b"* CAPABILITY " + offered + b"\r\n%t OK done\r\n")
    with Scripted(b"* OK ready\r\n", answer) as server, pytest.raises(LoginError, match="AUTH=PLAIN") as raised:
        Mailbox(replace(scripted_settings(server), credential=Secret.of(password))).connect()
    assert [line for line in server.lines if b"hunter2" in line or b"AUTHENTICATE" in line] == []
    assert "hunter2" not in str(raised.value)
