"""Mailbox: one connection to the IMAP mailbox that the bot reads: fetch, put away, wait.

`\\Seen` is never touched and never asked (people open the mailbox too): new is what has a higher UID than the ledger
knows. After any error the connection is gone, and `connect` makes a new one.
"""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from mailbot.errors import LoginError, MailServerError
from mailbot.inbound.asking import OrderRefused
from mailbot.inbound.fetching import Fetching
from mailbot.inbound.imap_client import Client, is_refusal, words_of
from mailbot.inbound.putting_away import PuttingAway
from mailbot.inbound.rawmail import RawMail
from mailbot.settings.settings import MailboxSettings
from mailbot.settings.tls import valid_until
from mailbot.value import Value

T = TypeVar("T")

IDLE_SECONDS = 600  # re-IDLE: RFC 2177 allows 29 minutes, NAT boxes forget sooner


class Position(Value):
    """How far a folder has been read: the highest UID taken, valid under this UIDVALIDITY alone (RFC 3501 2.3.1.1)."""

    uidvalidity: int
    uid: int


def _nobody(_: str) -> None: ...


class Mailbox:
    """One mailbox, one thread. `on_warning` hears, in a sentence, what went wrong without ending the connection."""

    def __init__(self, where: MailboxSettings, *, on_warning: Callable[[str], None] = _nobody):
        self.where = where
        self.uidvalidity = 0
        self._place = f"{where.host}:{where.port}"
        self._client: Client | None = None
        self._on_warning: Callable[[str], None] = lambda text: on_warning(f"{self._place}: {text}")
        self._fetching = Fetching(self._ask, where.folder, where.max_octets, self._on_warning)
        self._putting_away: PuttingAway | None = None

    # -- coming and going

    def connect(self) -> None:
        """Connect, log in and open the folder.

        Raises LoginError where the operator must act, MailServerError where the next try may do, SettingsError where
        the credential cannot be had.
        """
        self._drop()
        secret = self.where.secret()
        context = None if self.where.security == "plain" else self.where.tls_context()
        try:
            with self._translated("connecting"):
                self._client = client = Client(self.where, context)
                client.hurry()
                if self.where.security == "starttls":
                    client.starttls(context)
            client.log_in(self.where, secret)
            self._ask("ID", Client.introduce)
            self._select()
        except BaseException:
            self._drop()
            raise

    def close(self) -> None:
        """Log out where the connection still lives. Never raises, never waits long."""
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(Exception):
                client.socket().settimeout(2)
                client.logout()
            with contextlib.suppress(Exception):
                client.shutdown()

    def abort(self) -> None:
        """From another thread: let whatever this connection is doing fail now, with MailServerError."""
        client = self._client
        if client is not None:
            with contextlib.suppress(Exception):
                client.socket().shutdown(socket.SHUT_RDWR)

    def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(Exception):
                client.shutdown()

    def _select(self) -> None:
        folder, readonly = self.where.folder, self.where.after_reading == "nothing"
        try:
            answer = self._ask(f"opening the folder {folder}", lambda client: client.select_folder(folder, readonly))
        except MailServerError as err:
            if "unsafe login" in str(err).casefold():
                raise LoginError(
                    f"{err} (allow IMAP clients in the mailbox's settings on the provider's page)"
                ) from None
            raise
        # What SELECT counts is no news: the caller looks at the folder after opening it.
        self._ask("SELECT", lambda client: client.announced())
        if not answer.get(b"UIDVALIDITY"):
            raise MailServerError(f"{self._place}: the folder {folder} has no UIDVALIDITY")
        self.uidvalidity = int(answer[b"UIDVALIDITY"])
        self._fetching.opened(self.uidvalidity, int(answer.get(b"EXISTS", 0)))
        self._putting_away = PuttingAway(self._ask, self.where, answer.get(b"PERMANENTFLAGS", ()), self._on_warning)

    # -- reading

    @property
    def highest(self) -> int:
        """The highest UID that was asked for on this connection, whether or not the server handed it out."""
        return self._fetching.highest

    def fetch_new(self, after: Position | None, *, limit: int = 100) -> Iterator[RawMail]:
        """Mails above `after`, oldest first, at most `limit` of them looked at. Raises MailServerError.

        A position of another UIDVALIDITY means from the beginning: the ledger knows mails by their content, too.
        """
        same = after is not None and after.uidvalidity == self.uidvalidity
        return self._fetching.mails_above(after.uid if after is not None and same else 0, limit)

    def list_uids(self, upto: int | None = None) -> list[int]:
        """Every UID in the folder up to `upto`, ascending, less what is marked as deleted. Raises MailServerError."""
        return list(self._fetching.uids(1, upto, "UNDELETED"))

    def certificate_until(self) -> datetime | None:
        """Until when the server's certificate is valid; None without TLS."""
        return self._ask("its certificate", lambda client: valid_until(client.socket()))

    # -- putting away

    def put_away(self, uid: int, verdict: str) -> None:
        """Mark or move one mail, as the settings say. Told after the commit; doing it again does no harm."""
        self.put_all_away({uid: verdict})

    def put_all_away(self, verdicts: Mapping[int, str]) -> None:
        """The same for many, by UID. A refusal is warned of. Raises MailServerError where the connection broke."""
        if self._putting_away is not None:
            self._putting_away.put_away(verdicts)

    def unsettled(self, upto: int) -> list[int]:
        """UIDs up to `upto` that bear no sign of having been put away: the bot may have stopped after its commit."""
        if self._putting_away is None or not (self._putting_away.marks or self._putting_away.moves):
            return []
        more = ("UNKEYWORD", self.where.keyword) if self._putting_away.marks else ()
        return list(self._fetching.uids(1, upto, *more))

    # -- waiting

    def wait(self, seconds: float, stop: threading.Event | None = None) -> bool:
        """Wait until the server says that something came (True), or the time is over, or `stop` is set (False).

        Without IDLE this sleeps. The caller looks in any case: some servers offer IDLE and push nothing (Courier).
        Raises MailServerError when the connection turns out to be dead.
        """
        stop = stop or threading.Event()
        deadline = time.monotonic() + seconds
        idle = self.where.idle and self._ask("IDLE", lambda client: client.has_capability("IDLE"))
        if self._ask("waiting", lambda client: client.announced()):
            return True
        while not stop.is_set() and (left := deadline - time.monotonic()) > 0:
            span = min(left, IDLE_SECONDS)
            if idle:
                came = self._ask("IDLE", partial(Client.wait, seconds=span, stop=stop))
            else:
                stop.wait(span)
                came = left > span and self._ask("NOOP", Client.any_news)
            if came:
                return True
        return False

    # -- errors

    def _ask(self, doing: str, order: Callable[[Any], T], *, refusable: bool = False) -> T:
        """See `asking.Ask`."""
        with self._translated(doing, refusable=refusable):
            if self._client is None:
                raise MailServerError("not connected")
            return order(self._client)

    @contextlib.contextmanager
    def _translated(self, doing: str, *, refusable: bool = False) -> Iterator[None]:
        """Whatever the library lets through (see `imap_client`) becomes ours: only calls to it stand inside."""
        try:
            yield
        except Exception as err:
            said = f"{self._place}: {doing}: {words_of(err)}"
            if refusable and is_refusal(err):
                raise OrderRefused(said) from err
            self._drop()
            raise MailServerError(said) from err
