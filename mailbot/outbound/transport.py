"""Transport: hands octets to the submission server and says what became of them. The only importer of smtplib.

A mail is handed over in its own steps (MAIL, RCPT, DATA, the final dot), because it matters where a connection broke:
before the dot nothing was sent, after it nobody knows.
"""

import base64
import contextlib
import re
import smtplib
import socket
from collections.abc import Mapping, Sequence
from types import MappingProxyType, TracebackType
from typing import NamedTuple

from mailbot.errors import MailbotError
from mailbot.outbound.judge import State, judge
from mailbot.settings import SubmissionSettings
from mailbot.value import Value, field

TIMEOUT_SECONDS = 30
FINAL_SECONDS = 300  # the server may scan the mail before it answers the dot; RFC 5321 4.5.3.2.6 even grants 600

_LINE_ENDS = re.compile(rb"\r\n|\r|\n")
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)


class Delivery(Value):
    """What became of one mail.

    `state`: `sent` (at least one recipient was accepted), `deferred` (again later), `failed` (never), `paused` (the
    server speaks of rate, quota, login or content policy: nothing more now, tell the admin).
    `refused` and `postponed`: recipients without the mail, for good and for now, with the server's reply; for the
    latter it is tried again, to them alone. `unknown`: the connection broke after the final dot, the server may have
    taken the mail. `reached`: False where the server did not answer at all: the next mail need not be tried now.
    """

    state: State
    reply: str
    refused: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    postponed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    unknown: bool = False
    reached: bool = True


class _Reply(NamedTuple):
    code: int
    text: str

    @property
    def state(self) -> State:
        return judge(self.code, self.text)

    def __str__(self) -> str:
        return f"{self.code} {self.text}".strip()


class _Unreachable(Exception):
    """No session: nothing was said about any mail. `state` is `deferred`, or `paused` where the operator must act."""

    def __init__(self, reply: str, state: State = "deferred", *, reached: bool = False):
        super().__init__(reply)
        self.delivery = Delivery(state, reply, reached=reached)


class Transport:
    """One connection, one thread; made at the first mail, kept for the batch. Use as a context manager."""

    def __init__(self, where: SubmissionSettings):
        self.where = where
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> "Transport":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Say QUIT where the connection still lives. Never raises."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with contextlib.suppress(Exception):
                if smtp.sock:
                    smtp.sock.settimeout(2)
                    smtp.quit()
            smtp.close()

    def abort(self) -> None:
        """From another thread: let whatever this connection is doing fail now."""
        smtp = self._smtp
        if smtp is not None and smtp.sock:
            with contextlib.suppress(Exception):
                smtp.sock.shutdown(socket.SHUT_RDWR)

    def check(self) -> str:
        """Connect and log in, for `mailbot check`: the empty text, or what is wrong."""
        try:
            self._session()
        except _Unreachable as err:
            return err.delivery.reply
        return ""

    def send(self, octets: bytes, return_path: str, recipients: Sequence[str]) -> Delivery:
        """Hand one mail over. `return_path` "" is the null one (bounces to nobody). Never raises for what servers do."""
        if not recipients:
            return Delivery("failed", "no recipients")
        for address in (return_path, *recipients):
            if not address.isprintable() or set(address) & set("<> "):
                return Delivery("failed", f"not an address: {address!r}")
        while True:
            kept = self._smtp is not None
            try:
                return self._hand_over(self._session(), octets, return_path, recipients)
            except _Unreachable as err:
                self.close()
                return err.delivery
            except _Stale as err:
                self.close()
                # A connection kept from the mail before may have been closed meanwhile, or be worn out ("421 too many
                # messages in this connection"); what a fresh one says is meant.
                if not kept:
                    return err.delivery
            except (OSError, smtplib.SMTPException) as err:
                self.close()
                return Delivery("deferred", f"connection lost: {_one_line(str(err))}")

    # -- the session

    def _session(self) -> smtplib.SMTP:
        if self._smtp is None:
            place = f"{self.where.host}:{self.where.port}"
            secret = ""
            try:
                if self.where.user:
                    secret = self.where.secret()
                self._smtp = self._connected()
                if self.where.user:
                    _log_in(self._smtp, self.where, secret)
            except MailbotError as err:
                raise _Unreachable(str(err), "paused") from None
            except _Unreachable:
                self.close()
                raise
            except smtplib.SMTPResponseException as err:
                self.close()
                reply = _Reply(err.smtp_code, _one_line(err.smtp_error, secret))
                # At the door a 5xx is said to us, not to a recipient.
                state: State = "deferred" if reply.state == "deferred" else "paused"
                raise _Unreachable(f"{place}: {reply}", state, reached=True) from None
            except (OSError, smtplib.SMTPException, ValueError) as err:
                self.close()
                raise _Unreachable(f"{place}: {_one_line(str(err) or type(err).__name__, secret)}") from None
        return self._smtp

    def _connected(self) -> smtplib.SMTP:
        where = self.where
        name = socket.gethostname()
        # smtplib would ask the DNS for a name, which takes seconds where there is none.
        name = name if "." in name and name.isascii() else "[127.0.0.1]"
        smtp: smtplib.SMTP
        if where.security == "tls":
            smtp = smtplib.SMTP_SSL(
                where.host, where.port, local_hostname=name, timeout=TIMEOUT_SECONDS, context=where.tls_context()
            )
        else:
            smtp = smtplib.SMTP(where.host, where.port, local_hostname=name, timeout=TIMEOUT_SECONDS)
        self._smtp = smtp  # so that it is closed whatever follows
        if smtp.sock:
            smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        smtp.ehlo_or_helo_if_needed()
        if where.security == "starttls":
            if not smtp.has_extn("starttls"):
                # Somebody between us and the server may have taken the offer away: no going on in clear.
                raise _Unreachable(f"{where.host}:{where.port}: the server offers no STARTTLS", "paused", reached=True)
            smtp.starttls(context=where.tls_context())
            smtp.ehlo_or_helo_if_needed()
        return smtp

    # -- one mail

    def _hand_over(self, smtp: smtplib.SMTP, octets: bytes, return_path: str, recipients: Sequence[str]) -> Delivery:
        body = _LEADING_DOT.sub(b"..", _LINE_ENDS.sub(b"\r\n", octets))
        if not body.endswith(b"\r\n"):
            body += b"\r\n"
        options = [f"SIZE={len(body)}"] if smtp.has_extn("size") else []
        if not octets.isascii() and smtp.has_extn("8bitmime"):
            options.append("BODY=8BITMIME")
        header = body.partition(b"\r\n\r\n")[0]
        if not (header.isascii() and return_path.isascii() and all(map(str.isascii, recipients))):
            if not smtp.has_extn("smtputf8"):
                return Delivery(
                    "failed", "an address or header is not ASCII, and the server has no SMTPUTF8 (RFC 6531)"
                )
            options.append("SMTPUTF8")

        try:
            reply = _reply(smtp.mail(f"<{return_path}>", options))
        except (smtplib.SMTPServerDisconnected, OSError) as err:
            raise _Stale(Delivery("deferred", f"connection lost: {_one_line(str(err))}")) from None
        if reply.code == 421:
            raise _Stale(Delivery(reply.state, str(reply)))
        if reply.state != "sent":
            _reset(smtp)
            # A 5xx here is said of our own address, unless of the mail's size.
            ours = reply.state == "failed" and reply.code != 552 and " 5.3.4" not in f" {reply.text}"
            return Delivery("paused" if ours else reply.state, str(reply))

        refused: dict[str, str] = {}
        postponed: dict[str, str] = {}
        states: set[State] = set()
        last = reply
        for address in recipients:
            last = _reply(smtp.rcpt(f"<{address}>"))
            states.add(last.state)
            if last.state == "failed":
                refused[address] = str(last)
            elif last.state != "sent":
                postponed[address] = str(last)
            if last.code == 421:  # the server hangs up (RFC 5321 3.8)
                self.close()
                return Delivery(last.state, str(last))
        if "sent" not in states:
            _reset(smtp)
            worst: State = "paused" if "paused" in states else "deferred" if postponed else "failed"
            first = next(iter((postponed or refused).values()))
            return Delivery(worst, first, MappingProxyType(refused), MappingProxyType(postponed))

        reply = _reply(smtp.docmd("DATA"))
        if reply.code == 354:
            reply = self._octets(smtp, body)
            if reply.code < 0:
                self.close()
                return Delivery("deferred", reply.text, unknown=True)
        elif reply.state == "sent":
            raise smtplib.SMTPServerDisconnected(f"odd reply to DATA: {reply}")
        if reply.state != "sent":
            _reset(smtp)
            return Delivery(reply.state, str(reply), MappingProxyType(refused))
        return Delivery("sent", str(reply), MappingProxyType(refused), MappingProxyType(postponed))

    @staticmethod
    def _octets(smtp: smtplib.SMTP, body: bytes) -> _Reply:
        """The body and the final dot. A code of -1 means that the dot was sent and no answer came."""
        smtp.send(body)
        if smtp.sock:
            smtp.sock.settimeout(FINAL_SECONDS)
        try:
            smtp.send(b".\r\n")
            reply = _reply(smtp.getreply())
        except (OSError, smtplib.SMTPException) as err:
            return _Reply(-1, f"unknown: the connection broke after the mail was handed over: {_one_line(str(err))}")
        if smtp.sock:
            smtp.sock.settimeout(TIMEOUT_SECONDS)
        return reply if reply.code > 0 else _Reply(-1, f"unknown: no SMTP reply: {reply.text}")


class _Stale(Exception):
    """The connection ended before this mail was begun. `delivery` is what that means if it was a fresh one."""

    def __init__(self, delivery: Delivery):
        super().__init__(delivery.reply)
        self.delivery = delivery


def _reset(smtp: smtplib.SMTP) -> None:
    with contextlib.suppress(smtplib.SMTPException, OSError):
        smtp.rset()


def _log_in(smtp: smtplib.SMTP, where: SubmissionSettings, secret: str) -> None:
    """Raises smtplib.SMTPAuthenticationError. smtplib's own login cannot take a password that is not ASCII."""
    offered = set(smtp.esmtp_features.get("auth", "").upper().split())
    if where.auth == "xoauth2":
        code, text = smtp.docmd("AUTH", "XOAUTH2 " + _base64(f"user={where.user}\1auth=Bearer {secret}\1\1"))
        if code == 334:  # the reason, in JSON; an empty line brings the refusal itself
            code, text = smtp.docmd("")
    elif "PLAIN" in offered:
        code, text = smtp.docmd("AUTH", "PLAIN " + _base64(f"\0{where.user}\0{secret}"))
    elif "LOGIN" in offered:
        code, text = smtp.docmd("AUTH", "LOGIN")
        for word in (where.user, secret):
            if code == 334:
                code, text = smtp.docmd(_base64(word))
    elif not offered:
        raise smtplib.SMTPAuthenticationError(535, b"the server offers no login on this port")
    else:
        smtp.login(where.user, secret)
        return
    if code != 235:
        # 535 whatever the server's own code was: a login that fails is the operator's, also when it says 421 or 550.
        raise smtplib.SMTPAuthenticationError(535, f"login as {where.user}: {code} ".encode() + text)


def _reply(answer: tuple[int, bytes]) -> _Reply:
    return _Reply(answer[0], _one_line(answer[1]))


def _one_line(text: str | bytes, secret: str = "") -> str:
    """The server's words on one line, at most 500 characters, without the secret should the server echo it."""
    if isinstance(text, bytes):
        octets = text
        try:
            text = octets.decode()
        except UnicodeDecodeError:
            text = octets.decode("gb18030", "replace")  # replies of Chinese servers
    if secret:
        text = text.replace(secret, "***").replace(_base64(secret), "***")
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:500]


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")
