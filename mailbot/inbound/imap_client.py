"""Client: imapclient with its holes closed, and what mail servers want of whoever logs in. The only importer of imapclient.

Whatever goes wrong leaves here as the library raises it: OSError, ssl.SSLError, imaplib's errors, ValueError and AssertionError
of its parsers, AttributeError once the socket is gone. Mailbox translates it.
"""

import logging
import socket
import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any

import imapclient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from mailbot import __version__
from mailbot.errors import LoginError, MailServerError
from mailbot.settings.settings import MailboxSettings

# At DEBUG the library logs all that the server says: bodies do not belong in a log.
logging.getLogger("imapclient").setLevel(logging.WARNING)

CONNECT_SECONDS = 15
READ_SECONDS = 60
SLICE_SECONDS = 0.5  # how long a stop may go unnoticed
# Refusals of a login that pass by themselves: codes of RFC 5530, and Gmail's words.
PASSING = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "TOO MANY SIMULTANEOUS")


class Client(imapclient.IMAPClient):  # type: ignore[misc]
    """One connection. Three holes are closed: news between two commands, news that come before the "+" (Cyrus) or in one
    packet with it."""

    _unread = False

    def __init__(self, where: MailboxSettings, context: ssl.SSLContext | None):
        """Connects, in TLS where the settings say so."""
        timeout = imapclient.SocketTimeout(CONNECT_SECONDS, READ_SECONDS)
        super().__init__(where.host, where.port, ssl=where.security == "tls", ssl_context=context, timeout=timeout)
        self.normalise_times = False

    def hurry(self) -> None:
        """44 ms → 1 ms a SEARCH on Cyrus and Courier."""
        self.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    # -- logging in

    def log_in(self, where: MailboxSettings, secret: str) -> None:
        """Raises LoginError where the operator must act, MailServerError where the next try may do."""
        doing = f"{where.host}:{where.port}: login as {where.user}"
        try:
            self._log_in(where, secret, doing)
        except imapclient.exceptions.LoginError as err:
            said = words_of(err, secret)
            # The library raises its LoginError for a connection that broke, too.
            broke = isinstance(err.__context__, IMAPClientAbortError)
            passing = broke or any(words in said.upper() for words in PASSING)
            raise (MailServerError if passing else LoginError)(f"{doing}: {said}") from None
        except MailServerError:
            raise
        except Exception as err:
            raise MailServerError(f"{doing}: {words_of(err, secret)}") from None

    def _log_in(self, where: MailboxSettings, secret: str, doing: str) -> None:
        user = where.user
        if where.auth == "xoauth2":
            answers = iter([f"user={user}\1auth=Bearer {secret}\1\1".encode()])
            # A refused token is answered with a challenge that wants an empty line before the NO comes.
            self.sasl_login("XOAUTH2", lambda _: next(answers, b""))
        elif (user + secret).isascii() and not self.has_capability("LOGINDISABLED"):
            self.login(user, secret)
        elif self.has_capability("AUTH=PLAIN"):
            # The library's login() is ASCII; SASL PLAIN is UTF-8 (RFC 4616).
            self.sasl_login("PLAIN", lambda _: f"\0{user}\0{secret}".encode())
        else:
            raise LoginError(f"{doing}: the server offers no login that such a password can take (AUTH=PLAIN)")

    def introduce(self) -> None:
        """NetEase (163, 126, yeah.net) opens no folder ("Unsafe Login") before ID was sent after the login."""
        if self.has_capability("ID"):
            try:
                self.id_({"name": "mailbot", "version": __version__})
            except IMAPClientAbortError:
                raise
            except (IMAPClientError, ValueError, AssertionError):
                pass  # an introduction that is not understood is no reason to leave

    # -- news

    def search(self, *args: Any, **kwargs: Any) -> Any:
        """What was announced before a search is found by it; what is announced from then on is news."""
        self.announced()
        return super().search(*args, **kwargs)

    def announced(self) -> bool:
        """Whether mail was announced beside the answer to some other command (RFC 3501 5.2), asked once: a server says
        it once, and an IDLE that begins afterwards would wait for the next."""
        return self._imap.untagged_responses.pop("EXISTS", None) is not None

    def any_news(self) -> bool:
        """Asks (NOOP) whether mail was announced."""
        return _news(self.noop()[1])

    def wait(self, seconds: float, stop: threading.Event) -> bool:
        """One IDLE of at most so many seconds; whether mail was announced."""
        deadline = time.monotonic() + seconds
        came = _news(self.idle()) or _news(self.idle_check(0))
        while not came and not stop.is_set() and (left := deadline - time.monotonic()) > 0:
            span = max(min(left, SLICE_SECONDS), 0.05)
            began = time.monotonic()
            answers = self.idle_check(span)
            # After the peer has gone the library answers [] at once, for ever.
            if not answers and time.monotonic() - began < span / 2:
                raise MailServerError("the connection broke while waiting")
            came = _news(answers)
        return _news(self.idle_done()[1]) or came

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


def is_refusal(err: Exception) -> bool:
    """The server said NO or BAD, and the connection lives on."""
    return isinstance(err, IMAPClientError) and not isinstance(err, IMAPClientAbortError)


def words_of(err: Exception, secret: str = "") -> str:
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


def _news(answers: Iterable[Any]) -> bool:
    """Whether one of the server's answers announces mail. Raises MailServerError for BYE."""
    came = False
    for answer in answers:
        words = [word.upper() for word in answer[:2] if isinstance(word, bytes)]
        if words[:1] == [b"BYE"]:
            raise MailServerError("the server says BYE")
        came = came or b"EXISTS" in words
    return came
