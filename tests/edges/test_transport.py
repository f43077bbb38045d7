"""The transport against a real OpenSMTPD and a scripted sink: what each reply does to a mail."""

import ssl
import threading
from collections.abc import Callable

import pytest
import trustme
from scripted import Scripted
from servers import Faults, OpenSMTPD, Sink
from servers.dovecot import Account

from mailbot.outbound.transport import Delivery, Transport
from mailbot.settings.secret import Secret
from mailbot.settings.settings import SubmissionSettings

BOT = "strategy@corp.example"
SUN, ZHOU, HAN = "sunli@corp.example", "zhouhang@corp.example", "hanbing@corp.example"
MAIL = b"From: strategy@corp.example\r\nSubject: =?utf-8?b?5o+Q6YaS?=\r\nMessage-ID: <1@corp.example>\r\n\r\nbody\r\n"
SinkMaker = Callable[..., Sink]


def settings(port: int, **changes) -> SubmissionSettings:
    return SubmissionSettings(**{"host": "127.0.0.1", "port": port, "security": "plain", **changes})


def send(sink: Sink | Scripted, octets: bytes = MAIL, recipients=(SUN,), **changes) -> Delivery:
    with Transport(settings(sink.port, **changes)) as transport:
        return transport.send(octets, BOT, recipients)


# -- the real thing


def test_a_mail_goes_through_the_companys_server_into_the_mailbox(mta: OpenSMTPD, account: Account) -> None:
    outside = f"{account.user}@partner.example"
    with Transport(mta.settings()) as transport:
        delivery = transport.send(MAIL, BOT, [account.address, outside])
    assert (delivery.state, delivery.reply[:3], delivery.refused, delivery.postponed) == ("sent", "250", {}, {})
    assert account.arrived(1) == [1]
    kept = mta.sink.wait_for(lambda mail: mail.recipients == [outside])
    header = kept.octets.partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert (kept.sender, [line for line in MAIL.split(b"\r\n")[:3] if line not in header]) == (BOT, [])


# -- octets and options


@pytest.mark.parametrize(
    ("octets", "arrived"),
    [
        (b"Subject: 1\r\n\r\n.\r\n..\r\n.x\r\n", b"Subject: 1\r\n\r\n.\r\n..\r\n.x\r\n"),
        (b"Subject: 1\n\nbare\nlines\n", b"Subject: 1\r\n\r\nbare\r\nlines\r\n"),
        # A bare line feed before a dot is how a second mail is smuggled in behind the first.
        (b"Subject: 1\r\n\r\na\n.\r\nMAIL FROM:<x@y.example>\r\n", b"Subject: 1\r\n\r\na\r\n.\r\nMAIL FROM:<x@y.example>\r\n"),
        (b"Subject: 1\r\n\r\na\r.\rb\r\n", b"Subject: 1\r\n\r\na\r\n.\r\nb\r\n"),
        (b"Subject: 1\r\n\r\nno end", b"Subject: 1\r\n\r\nno end\r\n"),
    ],
)
def test_a_body_arrives_as_it_is_with_proper_line_ends(sink: SinkMaker, octets: bytes, arrived: bytes) -> None:
    s = sink()
    assert send(s, octets).state == "sent"
    assert [mail.octets for mail in s.kept] == [arrived]


def test_eight_bit_bodies_are_announced(sink: SinkMaker) -> None:
    s = sink()
    octets = MAIL + "升级\r\n".encode()
    assert send(s, octets).state == "sent"
    assert [(mail.octets, "BODY=8BITMIME" in mail.options, "SMTPUTF8" in mail.options) for mail in s.kept] == [
        (octets, True, False)
    ]


def test_addresses_in_chinese_are_announced(sink: SinkMaker) -> None:
    s = sink()
    assert send(s, recipients=("孙丽@公司.example",)).state == "sent"
    assert [(mail.recipients, "SMTPUTF8" in mail.options) for mail in s.kept] == [(["孙丽@公司.example"], True)]


def test_addresses_in_chinese_fail_where_the_server_does_not_know_them(sink: SinkMaker) -> None:
    s = sink(utf8=False)
    delivery = send(s, recipients=("孙丽@公司.example",))
    assert (delivery.state, "SMTPUTF8" in delivery.reply, s.kept) == ("failed", True, [])


def test_the_null_return_path_is_sent_as_such(sink: SinkMaker) -> None:
    s = sink()
    with Transport(settings(s.port)) as transport:
        assert transport.send(MAIL, "", [SUN]).state == "sent"
    assert [mail.sender for mail in s.kept] == [""]


@pytest.mark.parametrize("address", ["a@b.example>\r\nRCPT TO:<x@y.example", "a b@c.example", "<a@b.example>", "a\n@b.example"])
def test_an_address_that_is_none_never_reaches_the_server(sink: SinkMaker, address: str) -> None:
    s = sink()
    assert send(s, recipients=(address,)).state == "failed"
    assert s.connections == 0


# -- the connection


def test_a_batch_goes_over_one_connection(sink: SinkMaker) -> None:
    s = sink()
    with Transport(settings(s.port)) as transport:
        assert [transport.send(MAIL, BOT, [SUN]).state for _ in range(5)] == ["sent"] * 5
    assert (len(s.kept), s.connections) == (5, 1)


def test_a_connection_that_the_server_has_closed_is_made_anew(sink: SinkMaker) -> None:
    s = sink(close_after=True)
    with Transport(settings(s.port)) as transport:
        for _ in range(3):
            assert transport.send(MAIL, BOT, [SUN]).state == "sent"
            threading.Event().wait(0.1)
    assert (len(s.kept), s.connections) == (3, 3)


def test_too_many_mails_for_one_connection_is_no_reason_to_pause(sink: SinkMaker) -> None:
    s = sink(replies={"mail": [None, "421 4.7.0 Too many messages in this connection"]})
    with Transport(settings(s.port)) as transport:
        assert [transport.send(MAIL, BOT, [SUN]).state for _ in range(2)] == ["sent", "sent"]
    assert (len(s.kept), s.connections) == (2, 2)


def test_nobody_at_the_port_defers_and_says_so(sink: SinkMaker) -> None:
    with Faults(1) as faults:
        port = faults.port
    with Transport(settings(port)) as transport:
        delivery = transport.send(MAIL, BOT, [SUN])
    assert (delivery.state, delivery.reached, f":{port}" in delivery.reply) == ("deferred", False, True)


def test_a_server_that_never_greets_defers(monkeypatch, sink: SinkMaker) -> None:
    monkeypatch.setattr("mailbot.outbound.smtp_session.TIMEOUT_SECONDS", 0.3)
    with Faults(sink().port) as faults:
        faults.stall()
        with Transport(settings(faults.port)) as transport:
            delivery = transport.send(MAIL, BOT, [SUN])
    assert (delivery.state, delivery.reached) == ("deferred", False)


@pytest.mark.parametrize(
    ("greeting", "state"),
    [
        (b"421 4.3.2 shutting down\r\n", "deferred"),
        (b"554 5.7.1 blocked using dnsbl.example\r\n", "paused"),
        (b"554 no\r\n", "paused"),
        (b"421 4.7.0 too many connections\r\n", "paused"),
        (b"hello there\r\n", "deferred"),
    ],
)
def test_a_greeting_that_is_none_is_not_held_against_the_mail(greeting: bytes, state: str) -> None:
    with Scripted(greeting, lambda _: b"500 no\r\n") as server, Transport(settings(server.port)) as transport:
        delivery = transport.send(MAIL, BOT, [SUN])
    assert (delivery.state, delivery.refused) == (state, {})


def test_a_connection_lost_before_the_final_dot_defers(sink: SinkMaker) -> None:
    s = sink()
    with Faults(s.port) as faults:

        def on_line(line: bytes) -> None:
            if line.upper() == b"DATA":
                faults.cut()

        faults.on_line = on_line
        with Transport(settings(faults.port)) as transport:
            delivery = transport.send(MAIL, BOT, [SUN])
    assert (delivery.state, delivery.unknown, s.kept) == ("deferred", False, [])


def test_a_connection_lost_after_the_final_dot_leaves_it_unknown(sink: SinkMaker) -> None:
    s = sink(hang_up=True)
    delivery = send(s)
    assert (delivery.state, delivery.unknown, delivery.reply[:7]) == ("deferred", True, "unknown")
    assert len(s.kept) == 1


def test_an_abort_from_another_thread_ends_what_hangs(sink: SinkMaker) -> None:
    s = sink()
    with Faults(s.port) as faults, Transport(settings(faults.port)) as transport:
        assert transport.send(MAIL, BOT, [SUN]).state == "sent"
        faults.stall()
        timer = threading.Timer(0.2, transport.abort)
        timer.daemon = True
        timer.start()
        faults.refusing = True  # no second connection either
        assert transport.send(MAIL, BOT, [SUN]).state == "deferred"


# -- TLS


@pytest.fixture(scope="module")
def ca() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def tls(ca: trustme.CA, tmp_path):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert("127.0.0.1", "localhost").configure_cert(context)
    ca.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    return context, tmp_path / "ca.pem"


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_mail_goes_encrypted(sink: SinkMaker, tls, security: str) -> None:
    context, ca_file = tls
    s = sink(tls=context, implicit=security == "tls")
    assert send(s, security=security, ca_file=ca_file).state == "sent"
    assert [mail.encrypted for mail in s.kept] == [True]


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_of_an_unknown_root_gets_no_mail(sink: SinkMaker, tls, security: str) -> None:
    context, _ = tls
    s = sink(tls=context, implicit=security == "tls")
    delivery = send(s, security=security)
    assert (delivery.state, "certificate verify failed" in delivery.reply.lower(), s.connections) == ("deferred", True, 0)


def test_where_starttls_is_not_offered_nothing_goes_in_clear(sink: SinkMaker) -> None:
    s = sink(login=("bot", "secret"))
    delivery = send(s, security="starttls", user="bot", credential=Secret.of("secret"))
    assert (delivery.state, "STARTTLS" in delivery.reply, s.connections) == ("paused", True, 0)


# -- login


@pytest.mark.parametrize("password", ["secret", "暗号", "a b\\c"])
def test_a_login_is_made_before_the_first_mail(sink: SinkMaker, password: str) -> None:
    s = sink(login=("bot", password))
    assert send(s, user="bot", credential=Secret.of(password)).state == "sent"
    assert [mail.login for mail in s.kept] == ["bot"]


def test_a_wrong_password_pauses_and_is_in_no_word(sink: SinkMaker) -> None:
    s = sink(login=("bot", "secret"))
    delivery = send(s, user="bot", credential=Secret.of("hunter2-wrong"))
    assert (delivery.state, delivery.reached, s.kept) == ("paused", True, [])
    assert "535" in delivery.reply
    assert "hunter2" not in repr(delivery)


def test_a_credential_that_cannot_be_had_pauses(sink: SinkMaker) -> None:
    s = sink(login=("bot", "secret"))
    delivery = send(s, user="bot", credential=Secret("env", ("NONE",), environ={}))
    assert (delivery.state, "NONE" in delivery.reply) == ("paused", True)


def test_a_token_is_sent_by_xoauth2() -> None:
    def answer(line: bytes) -> bytes | None:
        word = line.split(b" ")[0].upper()
        if word == b"EHLO":
            return b"250-mx.corp.example\r\n250 AUTH XOAUTH2 PLAIN\r\n"
        return {b"AUTH": b"334 eyJzdGF0dXMiOiI0MDEifQ==\r\n", b"": b"535 5.7.8 Bad token\r\n"}.get(word, b"221 bye\r\n")

    with Scripted(b"220 ready\r\n", answer) as server:
        changes = {"user": "bot", "auth": "xoauth2", "credential": Secret.of("ya29.token")}
        with Transport(settings(server.port, **changes)) as transport:
            delivery = transport.send(MAIL, BOT, [SUN])
    assert (delivery.state, "Bad token" in delivery.reply) == ("paused", True)
    assert server.lines[1] == b"AUTH XOAUTH2 dXNlcj1ib3QBYXV0aD1CZWFyZXIgeWEyOS50b2tlbgEB"


def test_a_server_with_auth_login_alone_is_told_name_and_password_one_by_one() -> None:
    answers = iter([b"334 VXNlcm5hbWU6\r\n", b"334 UGFzc3dvcmQ6\r\n", b"535 5.7.8 refused 5pqX5Y+3aHVudGVyMg==\r\n"])

    def answer(line: bytes) -> bytes | None:
        if line.upper().startswith(b"EHLO"):
            return b"250-mx.corp.example\r\n250 AUTH LOGIN\r\n"
        return next(answers, b"221 bye\r\n")

    with Scripted(b"220 ready\r\n", answer) as server:
        delivery = send(server, user="bot", credential=Secret.of("暗号hunter2"))
    assert (delivery.state, server.lines[1:4]) == ("paused", [b"AUTH LOGIN", b"Ym90", b"5pqX5Y+3aHVudGVyMg=="])
    assert "5pqX5Y+3aHVudGVyMg" not in repr(delivery)


def test_where_no_login_is_offered_the_password_is_not_sent() -> None:
    with Scripted(b"220 ready\r\n", lambda line: b"250 mx.corp.example\r\n") as server:
        delivery = send(server, user="bot", credential=Secret.of("hunter2"))
    assert (delivery.state, "offers no login" in delivery.reply) == ("paused", True)
    assert [line for line in server.lines if line.startswith((b"AUTH", b"MAIL"))] == []


# -- replies


@pytest.mark.parametrize(
    ("step", "reply", "state"),
    [
        ("mail", "451 4.3.0 try later", "deferred"),
        ("mail", "552 5.3.4 message too large", "failed"),
        ("mail", "553 5.1.8 sender domain unknown", "paused"),
        ("mail", "550 no", "paused"),  # of us, not of the recipient
        ("rcpt", "450 4.2.1 mailbox busy", "deferred"),
        ("rcpt", "550 5.1.1 no such user", "failed"),
        ("rcpt", "550 Connection frequency limited", "paused"),
        ("rcpt", "421 4.7.0 slow down", "paused"),
        ("rcpt", "421 4.3.2 shutting down", "deferred"),
        ("data", "451 4.3.0 try later", "deferred"),
        ("data", "554 5.6.0 cannot be converted", "failed"),
        ("data", "554 DT:SPM please see the help page", "paused"),
        ("data", "550 5.4.5 Daily user sending limit exceeded", "paused"),
    ],
)
def test_a_reply_decides_and_the_connection_serves_the_next_mail(
    sink: SinkMaker, step: str, reply: str, state: str
) -> None:
    s = sink(replies={step: [reply]})
    with Transport(settings(s.port)) as transport:
        delivery = transport.send(MAIL, BOT, [SUN])
        assert (delivery.state, delivery.reply, delivery.unknown) == (state, reply, False)
        assert transport.send(MAIL, BOT, [SUN]).state == "sent"
    assert len(s.kept) == 1


def test_each_recipient_has_their_own_answer(sink: SinkMaker) -> None:
    s = sink(replies={SUN: ["550 5.1.1 no such user"], ZHOU: ["450 4.2.1 mailbox busy"]})
    delivery = send(s, recipients=(SUN, ZHOU, HAN))
    assert delivery.state == "sent"
    assert delivery.refused == {SUN: "550 5.1.1 no such user"}
    assert delivery.postponed == {ZHOU: "450 4.2.1 mailbox busy"}
    assert [mail.recipients for mail in s.kept] == [[HAN]]


def test_where_none_is_accepted_those_who_may_be_later_are_kept_apart(sink: SinkMaker) -> None:
    s = sink(replies={SUN: ["550 5.1.1 no such user"], ZHOU: ["450 4.2.1 mailbox busy"]})
    delivery = send(s, recipients=(SUN, ZHOU))
    assert (delivery.state, list(delivery.refused), list(delivery.postponed)) == ("deferred", [SUN], [ZHOU])
    assert s.kept == []
