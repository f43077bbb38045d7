"""Mailbox: one connection to the IMAP mailbox that the bot reads: fetch, put away, wait. The only importer of imapclient.

`\\Seen` is never touched and never asked (people open the mailbox too): new is what has a higher UID than the ledger
knows. After any error the connection is gone, and `connect` makes a new one.
"""

import contextlib
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, TypeVar

import imapclient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from mailbot import __version__
from mailbot.errors import LoginError, MailServerError
from mailbot.inbound.asking import OrderRefused
from mailbot.inbound.fetching import Fetching
from mailbot.inbound.putting_away import PuttingAway
from mailbot.inbound.rawmail import RawMail
from mailbot.settings import MailboxSettings
from mailbot.value import Value

T = TypeVar("T")

# At DEBUG the library logs all that the server says: bodies do not belong in a log.
logging.getLogger("imapclient").setLevel(logging.WARNING)

CONNECT_SECONDS = 15
READ_SECONDS = 60
IDLE_SECONDS = 600  # re-IDLE: RFC 2177 allows 29 minutes, NAT boxes forget sooner
SLICE_SECONDS = 0.5  # how long a stop may go unnoticed
# Refusals of a login that pass by themselves: codes of RFC 5530, and Gmail's words.
PASSING = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "TOO MANY SIMULTANEOUS")


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
        self._client: _Client | None = None
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
                self._client = client = _Client(
                    self.where.host,
                    self.where.port,
                    ssl=self.where.security == "tls",
                    ssl_context=context,
                    timeout=imapclient.SocketTimeout(CONNECT_SECONDS, READ_SECONDS),
                )
                client.normalise_times = False
                # 44 ms → 1 ms a SEARCH on Cyrus and Courier.
                client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                if self.where.security == "starttls":
                    client.starttls(context)
            self._log_in(client, secret)
            self._ask("ID", _introduce)
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

    def _log_in(self, client: "_Client", secret: str) -> None:
        user = self.where.user
        doing = f"{self._place}: login as {user}"
        try:
            if self.where.auth == "xoauth2":
                answers = iter([f"user={user}\1auth=Bearer {secret}\1\1".encode()])
                # A refused token is answered with a challenge that wants an empty line before the NO comes.
                client.sasl_login("XOAUTH2", lambda _: next(answers, b""))
            elif (user + secret).isascii() and not client.has_capability("LOGINDISABLED"):
                client.login(user, secret)
            elif client.has_capability("AUTH=PLAIN"):
                # The library's login() is ASCII; SASL PLAIN is UTF-8 (RFC 4616).
                client.sasl_login("PLAIN", lambda _: f"\0{user}\0{secret}".encode())
            else:
                raise LoginError(f"{doing}: the server offers no login that such a password can take (AUTH=PLAIN)")
        except imapclient.exceptions.LoginError as err:
            said = _words(err, secret)
            # The library raises its LoginError for a connection that broke, too.
            broke = isinstance(err.__context__, IMAPClientAbortError)
            passing = broke or any(words in said.upper() for words in PASSING)
            raise (MailServerError if passing else LoginError)(f"{doing}: {said}") from None
        except MailServerError:
            raise
        except Exception as err:
            raise MailServerError(f"{doing}: {_words(err, secret)}") from None

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

    def list_uids(self) -> list[int]:
        """Every UID in the folder, ascending, for the daily count. Raises MailServerError."""
        return list(self._fetching.uids(1))

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
                came = self._ask("IDLE", partial(_idle, seconds=span, stop=stop))
            else:
                stop.wait(span)
                came = left > span and self._ask("NOOP", lambda client: _news(client.noop()[1]))
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
        """Whatever the library lets through becomes ours.

        That is OSError, ssl.SSLError, imaplib's errors, ValueError and AssertionError of its parsers, AttributeError
        once the socket is gone: only calls to the library stand inside.
        """
        try:
            yield
        except Exception as err:
            said = f"{self._place}: {doing}: {_words(err)}"
            if refusable and isinstance(err, IMAPClientError) and not isinstance(err, IMAPClientAbortError):
                raise OrderRefused(said) from err
            self._drop()
            raise MailServerError(said) from err


class _Client(imapclient.IMAPClient):  # type: ignore[misc]
    """imapclient with three holes closed: news between two commands, news that come before the "+" (Cyrus) or in one packet with it."""

    _unread = False

    def search(self, *args: Any, **kwargs: Any) -> Any:
        """What was announced before a search is found by it; what is announced from then on is news."""
        self.announced()
        return super().search(*args, **kwargs)

    def announced(self) -> bool:
        """Whether mail was announced beside the answer to some other command (RFC 3501 5.2), asked once: a server says
        it once, and an IDLE that begins afterwards would wait for the next."""
        return self._imap.untagged_responses.pop("EXISTS", None) is not None

    def idle(self) -> list[tuple[bytes, ...]]:
        """Begin to idle; gives what the server said before its "+"."""
        self._idle_tag = self._imap._command("IDLE")
        early = []
        while (line := self._imap._get_response()) is not None:
            if self._imap.tagged_commands.get(self._idle_tag):
                raise IMAPClientError(f"IDLE refused: {line!r}")
            early.append(tuple(line.split()[1:]))
        self._unread = True
        return early

    def _poll_socket(self, sock: Any, timeout: float | None = None) -> Any:
        # The reader above the socket may hold a whole line already, of which polling the socket knows nothing.
        if self._unread:
            self._unread = False
            return True
        return super()._poll_socket(sock, timeout)


def _introduce(client: _Client) -> None:
    """NetEase (163, 126, yeah.net) opens no folder ("Unsafe Login") before ID was sent after the login."""
    if client.has_capability("ID"):
        try:
            client.id_({"name": "mailbot", "version": __version__})
        except IMAPClientAbortError:
            raise
        except (IMAPClientError, ValueError, AssertionError):
            pass  # an introduction that is not understood is no reason to leave


def _idle(client: _Client, seconds: float, stop: threading.Event) -> bool:
    """One IDLE of at most so many seconds; whether mail was announced."""
    deadline = time.monotonic() + seconds
    came = _news(client.idle()) or _news(client.idle_check(0))
    while not came and not stop.is_set() and (left := deadline - time.monotonic()) > 0:
        span = max(min(left, SLICE_SECONDS), 0.05)
        began = time.monotonic()
        answers = client.idle_check(span)
        # After the peer has gone the library answers [] at once, for ever.
        if not answers and time.monotonic() - began < span / 2:
            raise MailServerError("the connection broke while waiting")
        came = _news(answers)
    return _news(client.idle_done()[1]) or came


def _news(answers: Iterable[Any]) -> bool:
    """Whether one of the server's answers announces mail. Raises MailServerError for BYE."""
    came = False
    for answer in answers:
        words = [word.upper() for word in answer[:2] if isinstance(word, bytes)]
        if words[:1] == [b"BYE"]:
            raise MailServerError("the server says BYE")
        came = came or b"EXISTS" in words
    return came


def _words(err: Exception, secret: str = "") -> str:
    """What the server said, on one line, without the secret, should the server echo it."""
    text = str(err).strip() or type(err).__name__
    if text.startswith(("b'", 'b"')) and text.endswith(text[1]):
        text = text[2:-1]
    for phrase in ("unexpected response", "unterminated line"):
        # imaplib quotes the line that it stumbled over, which may be a line of somebody's mail.
        text = text.partition(phrase)[0] + phrase if phrase in text else text
    if secret:
        text = text.replace(secret, "***")
    return "".join(c if c.isprintable() else " " for c in text)[:200]
