"""open_session: a connection to the submission server, encrypted as the settings say and logged in."""

import smtplib
import socket
from collections.abc import Callable

from mailbot.errors import MailbotError
from mailbot.outbound.judge import State
from mailbot.outbound.smtp_reply import Reply, as_base64, one_line
from mailbot.settings.settings import SubmissionSettings

TIMEOUT_SECONDS = 30


class Unreachable(Exception):
    """No session: nothing was said about any mail. `state` is `deferred`, or `paused` where the operator must act.
    `reached`: whether the server answered at all."""

    def __init__(self, reply: str, state: State = "deferred", *, reached: bool = False):
        super().__init__(reply)
        self.reply, self.state, self.reached = reply, state, reached


def open_session(where: SubmissionSettings, connected: Callable[[smtplib.SMTP], None]) -> smtplib.SMTP:
    """`connected` is handed the connection as soon as there is one, so that another thread can break it off; the caller
    closes it where this raises Unreachable."""
    place = f"{where.host}:{where.port}"
    secret = ""
    try:
        if where.user:
            secret = where.secret()
        smtp = _connected(where, connected)
        if where.user:
            _log_in(smtp, where, secret)
        return smtp
    except MailbotError as err:
        raise Unreachable(str(err), "paused") from None
    except smtplib.SMTPResponseException as err:
        reply = Reply(err.smtp_code, one_line(err.smtp_error, secret))
        # At the door a 5xx is said to us, not to a recipient.
        state: State = "deferred" if reply.state == "deferred" else "paused"
        raise Unreachable(f"{place}: {reply}", state, reached=True) from None
    except (OSError, smtplib.SMTPException, ValueError) as err:
        raise Unreachable(f"{place}: {one_line(str(err) or type(err).__name__, secret)}") from None


def _connected(where: SubmissionSettings, connected: Callable[[smtplib.SMTP], None]) -> smtplib.SMTP:
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
    connected(smtp)
    if smtp.sock:
        smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    smtp.ehlo_or_helo_if_needed()
    if where.security == "starttls":
        if not smtp.has_extn("starttls"):
            # Somebody between us and the server may have taken the offer away: no going on in clear.
            raise Unreachable(f"{where.host}:{where.port}: the server offers no STARTTLS", "paused", reached=True)
        smtp.starttls(context=where.tls_context())
        smtp.ehlo_or_helo_if_needed()
    return smtp


def _log_in(smtp: smtplib.SMTP, where: SubmissionSettings, secret: str) -> None:
    """Raises smtplib.SMTPAuthenticationError. smtplib's own login cannot take a password that is not ASCII."""
    offered = set(smtp.esmtp_features.get("auth", "").upper().split())
    if where.auth == "xoauth2":
        code, text = smtp.docmd("AUTH", "XOAUTH2 " + as_base64(f"user={where.user}\1auth=Bearer {secret}\1\1"))
        if code == 334:  # the reason, in JSON; an empty line brings the refusal itself
            code, text = smtp.docmd("")
    elif "PLAIN" in offered:
        code, text = smtp.docmd("AUTH", "PLAIN " + as_base64(f"\0{where.user}\0{secret}"))
    elif "LOGIN" in offered:
        code, text = smtp.docmd("AUTH", "LOGIN")
        for word in (where.user, secret):
            if code == 334:
                code, text = smtp.docmd(as_base64(word))
    elif not offered:
        raise smtplib.SMTPAuthenticationError(535, b"the server offers no login on this port")
    else:
        smtp.login(where.user, secret)
        return
    if code != 235:
        # 535 whatever the server's own code was: a login that fails is the operator's, also when it says 421 or 550.
        raise smtplib.SMTPAuthenticationError(535, f"login as {where.user}: {code} ".encode() + text)
