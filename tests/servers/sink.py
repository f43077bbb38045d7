"""Sink: an SMTP server that keeps what it is given and says what the test wants it to say (aiosmtpd)."""

import asyncio
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from servers.require import free_port


@dataclass
class Kept:
    """One mail as it arrived."""

    sender: str
    recipients: list[str]
    octets: bytes
    options: list[str]
    encrypted: bool
    login: str | None


@dataclass
class Sink:
    """`replies`: by step (`mail rcpt data`) or recipient's address, the lines to say instead of 250, used up
    one by one; None lets that one pass. `hang_up`: break the connection at the final dot. `login`: user and password
    to insist on."""

    login: tuple[str, str] | None = None
    tls: ssl.SSLContext | None = None
    implicit: bool = False
    utf8: bool = True
    replies: dict[str, list[str | None]] = field(default_factory=dict)
    hang_up: bool = False
    close_after: bool = False
    kept: list[Kept] = field(default_factory=list)
    peers: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.port = free_port()
        self._controller = Controller(
            self,
            hostname="127.0.0.1",
            port=self.port,
            ready_timeout=10,
            enable_SMTPUTF8=self.utf8,
            decode_data=False,
            auth_require_tls=False,
            authenticator=self._authenticate if self.login else None,
            tls_context=None if self.implicit else self.tls,
            ssl_context=self.tls if self.implicit else None,
        )

    def start(self) -> "Sink":
        self._controller.start()
        return self

    def stop(self) -> None:
        self._controller.stop(no_assert=True)

    @property
    def connections(self) -> int:
        """How many there were on which a mail was begun."""
        return len(self.peers)

    def wait_for(self, wanted: Callable[[Kept], bool], seconds: float = 15) -> Kept:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for mail in list(self.kept):
                if wanted(mail):
                    return mail
            time.sleep(0.02)
        raise AssertionError(f"no such mail among {len(self.kept)}")

    def _say(self, step: str) -> str | None:
        lines = self.replies.get(step)
        return lines.pop(0) if lines else None

    def _authenticate(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        given = (data.login.decode(), data.password.decode())
        # aiosmtpd hangs the client unless `handled` is False for a failure.
        return AuthResult(success=given == self.login, handled=False, auth_data=given[0])

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        self.peers.add(session.peer)
        if self.login and not session.authenticated:
            return "530 5.7.0 Authentication required"
        if (line := self._say("mail")) is not None:
            return line
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if (line := self._say(address) or self._say("rcpt")) is not None:
            return line
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if (line := self._say("data")) is not None:
            return line
        self.kept.append(
            Kept(
                (envelope.mail_from or "").removeprefix("<>"),
                list(envelope.rcpt_tos),
                envelope.original_content or b"",
                list(envelope.mail_options),
                session.ssl is not None or self.implicit,
                session.auth_data,
            )
        )
        if self.hang_up:
            server.transport.abort()
        if self.close_after:
            asyncio.get_running_loop().call_later(0.02, server.transport.close)
        return "250 2.0.0 OK: kept"


@pytest.fixture
def sink() -> Iterator[Callable[..., Sink]]:
    """Makes sinks: `sink(login=("user", "password"), tls=context)`."""
    made: list[Sink] = []

    def make(**options: Any) -> Sink:
        made.append(Sink(**options).start())
        return made[-1]

    yield make
    for each in made:
        each.stop()
