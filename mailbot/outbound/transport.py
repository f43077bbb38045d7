"""Transport: hands octets to the submission server and says what became of them. With `smtp_session` the only importer of smtplib.

A mail is handed over in its own steps (MAIL, RCPT, DATA, the final dot), because it matters where a connection broke:
before the dot nothing was sent, after it nobody knows.
"""

import contextlib
import re
import smtplib
import socket
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType, TracebackType

from mailbot.outbound.judge import State
from mailbot.outbound.smtp_reply import Reply, one_line
from mailbot.outbound.smtp_session import TIMEOUT_SECONDS, Unreachable, open_session
from mailbot.settings.settings import SubmissionSettings
from mailbot.settings.tls import valid_until
from mailbot.value import Value, field

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
        except Unreachable as err:
            return err.reply
        return ""

    def certificate_until(self) -> datetime | None:
        """Until when the server's certificate is valid, as far as there is a connection; None without TLS."""
        sock = self._smtp.sock if self._smtp is not None else None
        return valid_until(sock) if sock is not None else None

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
            except Unreachable as err:
                return Delivery(err.state, err.reply, reached=err.reached)
            except _Stale as err:
                self.close()
                # A connection kept from the mail before may have been closed meanwhile, or be worn out ("421 too many
                # messages in this connection"); what a fresh one says is meant.
                if not kept:
                    return err.delivery
            except (OSError, smtplib.SMTPException) as err:
                self.close()
                return Delivery("deferred", f"connection lost: {one_line(str(err))}")

    # -- the session

    def _session(self) -> smtplib.SMTP:
        if self._smtp is None:
            try:
                return open_session(self.where, self._connected)
            except Unreachable:
                self.close()
                raise
        return self._smtp

    def _connected(self, smtp: smtplib.SMTP) -> None:
        self._smtp = smtp

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
            reply = Reply.of(smtp.mail(f"<{return_path}>", options))
        except (smtplib.SMTPServerDisconnected, OSError) as err:
            raise _Stale(Delivery("deferred", f"connection lost: {one_line(str(err))}")) from None
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
            last = Reply.of(smtp.rcpt(f"<{address}>"))
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

        reply = Reply.of(smtp.docmd("DATA"))
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
    def _octets(smtp: smtplib.SMTP, body: bytes) -> Reply:
        """The body and the final dot. A code of -1 means that the dot was sent and no answer came."""
        smtp.send(body)
        if smtp.sock:
            smtp.sock.settimeout(FINAL_SECONDS)
        try:
            smtp.send(b".\r\n")
            reply = Reply.of(smtp.getreply())
        except (OSError, smtplib.SMTPException) as err:
            return Reply(-1, f"unknown: the connection broke after the mail was handed over: {one_line(str(err))}")
        if smtp.sock:
            smtp.sock.settimeout(TIMEOUT_SECONDS)
        return reply if reply.code > 0 else Reply(-1, f"unknown: no SMTP reply: {reply.text}")


class _Stale(Exception):
    """The connection ended before this mail was begun. `delivery` is what that means if it was a fresh one."""

    def __init__(self, delivery: Delivery):
        super().__init__(delivery.reply)
        self.delivery = delivery


def _reset(smtp: smtplib.SMTP) -> None:
    with contextlib.suppress(smtplib.SMTPException, OSError):
        smtp.rset()
