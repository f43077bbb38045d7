"""Dovecot from a temporary folder: LMTP in; IMAP, STARTTLS and IMAPS out. Any user name is a mailbox of its own."""

import grp
import itertools
import os
import pwd
import smtplib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import imapclient
import pytest
import trustme

from mailbot.settings.secret import Secret
from mailbot.settings.settings import MailboxSettings
from mailbot.value import replace
from servers.require import fill, folder, free_port, require_server, start, stop, wait_for_port

_NUMBERS = itertools.count(1)


@dataclass(frozen=True)
class Dovecot:
    folder: Path
    imap: int
    imaps: int
    lmtp: int

    @property
    def ca_file(self) -> Path:
        return self.folder / "ca.pem"

    def account(self, user: str) -> "Account":
        return Account(self, user)


@dataclass(frozen=True)
class Account:
    """One mailbox of the server."""

    server: Dovecot
    user: str

    @property
    def address(self) -> str:
        return f"{self.user}@corp.example"

    def settings(self, **changes: Any) -> MailboxSettings:
        plain = MailboxSettings(
            host="127.0.0.1",
            port=self.server.imap,
            security="plain",
            user=self.user,
            credential=Secret.of("secret"),
            poll_seconds=60,
        )
        return replace(plain, **changes)

    def deliver(self, octets: bytes, sender: str = "sunli@corp.example") -> None:
        """By LMTP, as the company's own server would."""
        with smtplib.LMTP("127.0.0.1", self.server.lmtp) as lmtp:
            lmtp.sendmail(sender, [self.address], octets)

    def client(self) -> imapclient.IMAPClient:
        """A person's own mail program on the same mailbox."""
        client = imapclient.IMAPClient("127.0.0.1", self.server.imap, ssl=False)
        client.login(self.user, "secret")
        return client

    def arrived(self, count: int, folder: str = "INBOX", seconds: float = 10) -> list[int]:
        """The UIDs in the folder as soon as there are so many."""
        client = self.client()
        try:
            client.select_folder(folder, readonly=True)
            deadline = time.monotonic() + seconds
            while len(uids := client.search()) < count and time.monotonic() < deadline:
                time.sleep(0.02)
                client.noop()
            return list(uids)
        finally:
            client.logout()

    def flags(self, uid: int, folder: str = "INBOX") -> set[bytes]:
        client = self.client()
        try:
            client.select_folder(folder, readonly=True)
            return set(client.get_flags([uid])[uid]) - {b"\\Recent"}
        finally:
            client.logout()


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    program = require_server("dovecot")
    me = pwd.getpwuid(os.getuid()) if os.getuid() else pwd.getpwnam("nobody")
    with folder(me.pw_name) as path:
        server = Dovecot(path, free_port(), free_port(), free_port())
        ca = trustme.CA()
        ca.cert_pem.write_to_path(str(server.ca_file))
        certificate = ca.issue_cert("localhost", "127.0.0.1")
        certificate.private_key_pem.write_to_path(str(path / "key.pem"))
        certificate.cert_chain_pems[0].write_to_path(str(path / "cert.pem"))
        words = {"DIR": path, "UID": me.pw_uid, "GID": me.pw_gid, "USER": me.pw_name}
        words |= {"GROUP": grp.getgrgid(me.pw_gid).gr_name}
        words |= {"IMAP": server.imap, "IMAPS": server.imaps, "LMTP": server.lmtp}
        conf = fill("dovecot.conf.in", path / "dovecot.conf", **words)
        process = start([program, "-F", "-c", conf], path / "out")
        try:
            for port in (server.imap, server.lmtp):
                wait_for_port(port, process, path / "dovecot.log")
            yield server
        finally:
            stop(process)


@pytest.fixture
def account(dovecot: Dovecot) -> Account:
    """A mailbox that no other test has seen."""
    return dovecot.account(f"box{next(_NUMBERS)}")
