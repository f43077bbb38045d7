"""Server: a company's mail server on loopback: SMTP in, IMAP out for the bot, an inbox in memory for everybody else.

Like the MX of a company it says of each mail whether its sender is one of its own. No root, no account, no file; the
only importer of pymap and aiosmtpd. Its clock is the story's.
"""

import asyncio
import secrets
import threading
from argparse import Namespace
from collections import defaultdict
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from datetime import datetime
from email.utils import format_datetime, parseaddr
from io import BytesIO
from typing import Any

from mailbot.errors import MailbotError
from mailbot.rulebook.shapes import Company
from mailbot.value import Value

_LOOPBACK = "127.0.0.1"
_HOST = "mx.corp.example"
_START_SECONDS = 20
_LISTENING_SECONDS = 2


class DemoMissing(MailbotError):
    """The two packages of the embedded server are an extra. Their absence is mended by one command."""


class Passed(Value):
    """One mail as it was delivered, and the addresses it was delivered to, lower case."""

    octets: bytes
    recipients: tuple[str, ...]


def need_packages() -> None:
    """Raises DemoMissing where pymap or aiosmtpd is not installed."""
    try:
        import aiosmtpd.smtp  # noqa: F401
        import pymap.backend.dict  # noqa: F401
    except ImportError as missing:
        name = (missing.name or "pymap").partition(".")[0]
        raise DemoMissing(
            f"the demo's mail server needs {name}, which is not installed. Install the extra: pip install mailbot[demo]"
        ) from None


class Server:
    """Runs in a thread of its own from `start` to `stop`, on two free ports of the loopback address.

    `clock` gives the time that the server stamps mails with.
    """

    def __init__(self, company: Company, clock: Callable[[], datetime]):
        self.user, self.password = company.bot, secrets.token_urlsafe(16)
        self.smtp_port = self.imap_port = 0
        self._company, self._clock = company, clock
        self._inboxes: defaultdict[str, list[bytes]] = defaultdict(list)
        self._passed: list[Passed] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="demo-mail-server", daemon=True)
        self._ready = threading.Event()
        self._fault: BaseException | None = None
        self._identity: Any = None
        self._config: Any = None
        self._idling = asyncio.Event()

    def start(self) -> None:
        """Listens when it returns. Raises DemoMissing, or OSError where no port can be had."""
        need_packages()
        self._thread.start()
        if not self._ready.wait(_START_SECONDS):
            raise TimeoutError("the demo's mail server did not start")
        if self._fault is not None:
            raise self._fault

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_START_SECONDS)

    def inbox(self, address: str) -> list[bytes]:
        """What a person has been sent, oldest first, as their mail program would fetch it."""
        return list(self._inboxes[address.lower()])

    def passed(self, since: int = 0) -> list[Passed]:
        """Every mail that it took, in the order of taking, from number `since` on."""
        return self._passed[since:]

    # --- in the server's own thread -------------------------------------------------------------------------------

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        stack = AsyncExitStack()
        try:
            self._loop.run_until_complete(self._open(stack))
        except BaseException as fault:
            self._fault = fault
        else:
            self._ready.set()
            self._loop.run_forever()
        finally:
            self._ready.set()
            self._loop.run_until_complete(self._close(stack))
            self._loop.close()

    async def _open(self, stack: AsyncExitStack) -> None:
        smtp = await self._loop.create_server(self._smtp, _LOOPBACK, 0)
        stack.callback(smtp.close)
        self.smtp_port = smtp.sockets[0].getsockname()[1]
        await self._prepare_imap()
        imap = await asyncio.start_server(self._talk_imap, _LOOPBACK, 0)
        stack.callback(imap.close)
        self.imap_port = imap.sockets[0].getsockname()[1]

    async def _close(self, stack: AsyncExitStack) -> None:
        await stack.aclose()
        rest = [t for t in asyncio.all_tasks() if t is not asyncio.current_task()]
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)
        await self._loop.shutdown_default_executor()

    def _smtp(self) -> asyncio.Protocol:
        from aiosmtpd.smtp import SMTP

        # With a name given it does not ask the DNS for its own, which takes seconds where there is none.
        protocol: asyncio.Protocol = SMTP(
            self, hostname=_HOST, ident="demo", enable_SMTPUTF8=True, data_size_limit=50 * 2**20, loop=self._loop
        )
        return protocol

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """aiosmtpd hands over a mail: it is stamped and lies in each recipient's inbox before the answer."""
        del server, session
        octets = self._stamp(envelope.content)
        recipients = tuple(dict.fromkeys(a.lower() for a in envelope.rcpt_tos))
        self._passed.append(Passed(octets, recipients))
        for address in recipients:
            self._inboxes[address].append(octets)
            if address == self.user:
                await self._append(octets)
        return "250 2.0.0 Ok"

    def _stamp(self, octets: bytes) -> bytes:
        """What the company's server knows of the sender, above all that the sender wrote (RFC 8601, RFC 5321 4.4)."""
        domain = _domain_of_sender(octets)
        own = domain in self._company.domains
        # A real server knows its own people by their login; a stranger's domain publishes nothing here.
        results = f"dmarc=pass header.from={domain}" if own else f"spf=none; dkim=none; dmarc=none header.from={domain}"
        head = (
            f"Authentication-Results: {_HOST}; {results}\r\n"
            f"Received: from [{_LOOPBACK}] by {_HOST} with ESMTP; {format_datetime(self._clock())}\r\n"
        )
        return head.encode() + octets

    # --- IMAP: pymap's mailbox in memory --------------------------------------------------------------------------

    async def _prepare_imap(self) -> None:
        from pymap.backend.dict import Config, DictBackend, Login
        from pymap.concurrent import Subsystem
        from pymap.user import UserMetadata
        from pysasl.hashing import Cleartext

        class Quiet(Config):
            @property
            def greeting(self) -> bytes:
                return b"ready"  # the library's own asks the DNS for this machine's name

        config = Quiet(
            Namespace(passlib_cfg=None, proxy_protocol=None),
            host=_LOOPBACK,
            port=0,
            demo_data=False,
            demo_user=self.user,
            demo_password=self.password,
            tls_enabled=False,
            hash_context=Cleartext(),
            cpu_subsystem=Subsystem.for_asyncio(),  # a password in clear needs no threads
        )
        self._config = config
        self._identity = DictBackend(Login(config), config).login.demo_user_identity
        await self._identity.set(UserMetadata(config, self.user, password=self.password))

    async def _talk_imap(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from proxyprotocol.result import ProxyResultUnknown
        from proxyprotocol.sock import SocketInfo
        from pymap.context import connection_exit
        from pymap.imap import IMAPConnection
        from pymap.imap.state import ConnectionState

        idling = self._idling

        class Connection(IMAPConnection):
            async def handle_updates(self, *args: Any) -> None:
                idling.set()
                try:
                    await super().handle_updates(*args)
                finally:
                    idling.clear()

            async def write_response(self, resp: Any) -> None:
                # pymap writes a line in pieces, and imapclient takes half a line in IDLE for a broken connection.
                whole = BytesIO()
                await resp.async_write(whole)
                with suppress(ConnectionError):
                    self.writer.write(whole.getvalue())
                    await self.writer.drain()

        info = SocketInfo.get(writer, ProxyResultUnknown())
        connection = Connection(self._config.commands, self._config, reader, writer, info)
        async with AsyncExitStack() as stack:
            connection_exit.set(stack)
            stack.callback(connection.close)
            await connection.run(ConnectionState(self._identity.login, self._config))

    async def _append(self, octets: bytes) -> None:
        """pymap never pushes what came between a client's last command and its IDLE (seen with 0.36.7), and the bot would
        find it at its next poll only: so the mail lies down once the bot listens."""
        from pymap.parsing.message import AppendMessage

        with suppress(TimeoutError):
            await asyncio.wait_for(self._idling.wait(), _LISTENING_SECONDS)
        async with self._identity.new_session() as session:
            inbox = await session.mailbox_set.get_mailbox("INBOX")
            await inbox.append(AppendMessage(octets, self._clock()))


def _domain_of_sender(octets: bytes) -> str:
    """The domain of the From header, '' where there is none."""
    head = octets.partition(b"\r\n\r\n")[0].decode("ascii", "replace").replace("\r\n ", " ").replace("\r\n\t", " ")
    line = next((line for line in head.split("\r\n") if line.lower().startswith("from:")), "")
    return parseaddr(line[5:])[1].rpartition("@")[2].lower()
