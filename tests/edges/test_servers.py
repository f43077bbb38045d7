"""The servers themselves: each comes up from a temporary folder and does the one thing that tests want of it."""

import imaplib
import smtplib
import subprocess

import psycopg
import pytest
from servers.dovecot import Account
from servers.opensmtpd import OpenSMTPD


def test_dovecot_takes_by_lmtp_and_gives_by_imap(account: Account) -> None:
    account.deliver(b"Subject: one\r\n\r\nbody\r\n")
    assert account.arrived(1) == [1]


def test_dovecot_knows_wrong_passwords(account: Account) -> None:
    with pytest.raises(imaplib.IMAP4.error):
        imaplib.IMAP4("127.0.0.1", account.server.imap).login(account.user, "wrong")


def test_mta_sends_the_company_to_dovecot_and_the_rest_to_the_sink(mta: OpenSMTPD, account: Account) -> None:
    with smtplib.SMTP("127.0.0.1", mta.port) as smtp:
        both = [account.address, f"{account.user}@elsewhere.example"]
        smtp.sendmail("strategy@corp.example", both, b"Subject: both ways\r\n\r\nbody\r\n")
    kept = mta.sink.wait_for(lambda mail: mail.recipients == [both[1]])
    assert b"Subject: both ways" in kept.octets
    assert account.arrived(1) == [1]


def test_postgresql_gives_each_test_an_empty_database(postgresql: str) -> None:
    with psycopg.connect(postgresql) as connection:
        connection.execute("CREATE TABLE t (word text)")
        connection.execute("INSERT INTO t VALUES ('提醒')")
        assert connection.execute("SELECT word FROM t").fetchone() == ("提醒",)


def test_chromium_runs(chromium: str) -> None:
    assert subprocess.run([chromium, "--version"], capture_output=True, timeout=30).returncode == 0
