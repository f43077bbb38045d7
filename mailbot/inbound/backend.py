"""BackEnd: asks a configured back end for a campaign's table over HTTPS, within bounds of time and size (only importer of http.client).

What it answers is hostile like any mail. Nothing that is raised or logged holds the credential, nor the address as it was sent.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import quote, urljoin, urlsplit

from mailbot.errors import BackEndError, TableError
from mailbot.settings.backend import PLACEHOLDERS, BackEndSettings
from mailbot.value import Value

_WINDOW = 65_536
_MOST_REDIRECTS = 3
_LONGEST_VALUE = 200
_WANTED = (
    "text/csv, application/json;q=0.9, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;q=0.9, "
    "*/*;q=0.1"
)
_REDIRECTS = (301, 302, 303, 307, 308)
_REFUSED = (401, 403, 407)
_NOT_THIS = (204, 400, 404, 410, 414, 422)
_NEXT_TIME = (408, 425, 429)  # and every 5xx


class Answer(Value, kw_only=True):
    """What came: the octets as they are, and what they are said to be (`text/csv`, in lower case, without parameters)."""

    octets: bytes
    type: str = ""


class BackEnd:
    """One back end. `abort` ends a request that is under way in another thread; no other can be begun after it."""

    def __init__(self, settings: BackEndSettings):
        self._settings = settings
        self._socket: socket.socket | None = None
        self._late = threading.Event()
        self._aborted = threading.Event()

    def ask(self, values: Mapping[str, str]) -> Answer:
        """The answer for a campaign: `values` fill the address's placeholders (those missing are empty).

        Raises BackEndError where nothing usable comes within the time and size set, SettingsError for the credential. A
        redirect is followed on the same host alone: no other is shown the credential.
        """
        header = self._settings.secret_header()
        target = filled(self._settings.url, values)
        self._late.clear()
        # A server that sends one octet now and then never lets a socket's own timeout run out.
        timer = threading.Timer(self._settings.seconds, self._cut_late)
        timer.daemon = True
        timer.start()
        try:
            for _ in range(1 + _MOST_REDIRECTS):
                found = self._once(target, header)
                self._still_wanted()  # a connection that was cut may look like the end of the answer
                if isinstance(found, Answer):
                    return found
                target = _moved(target, found)
            raise BackEndError(f"more than {_MOST_REDIRECTS} redirects", lasting=True)
        except ssl.SSLCertVerificationError as error:
            raise BackEndError(f"its certificate is not valid: {error.verify_message}", lasting=True) from None
        except (OSError, http.client.HTTPException) as error:
            self._still_wanted()
            raise BackEndError(_named(error)) from None
        finally:
            timer.cancel()

    def abort(self) -> None:
        self._aborted.set()
        self._cut()

    def _once(self, target: str, header: tuple[str, str] | None) -> Answer | str:
        """One request: its answer, or where it is redirected to."""
        parts = urlsplit(target)
        headers = {"Accept": _WANTED, "Accept-Encoding": "identity", "User-Agent": "mailbot", "Connection": "close"}
        if header is not None:
            headers[header[0]] = header[1]
        connection = self._connect(parts.scheme == "https", parts.hostname or "", parts.port)
        try:
            connection.request("GET", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), headers=headers)
            return self._read(connection.getresponse())
        finally:
            connection.close()

    def _connect(self, secure: bool, host: str, port: int | None) -> http.client.HTTPConnection:
        """A connection whose socket can be cut from the first moment on."""
        seconds = self._settings.seconds
        self._socket = sock = socket.create_connection((host, port or (443 if secure else 80)), timeout=seconds)
        self._still_wanted()
        connection = http.client.HTTPConnection(host, port)
        if secure:
            context = self._settings.tls_context()
            connection = http.client.HTTPSConnection(host, port, context=context)
            try:
                self._socket = sock = context.wrap_socket(sock, server_hostname=host, do_handshake_on_connect=False)
                sock.do_handshake()
            except BaseException:
                sock.close()
                raise
        connection.sock = sock
        return connection

    def _read(self, answer: http.client.HTTPResponse) -> Answer | str:
        if answer.status in _REDIRECTS:
            return answer.getheader("Location") or ""
        if answer.status in _NOT_THIS:
            raise TableError(f"it answered {answer.status}")
        if answer.status != 200:
            raise BackEndError(
                f"it answered {answer.status}" + (" (the token?)" if answer.status in _REFUSED else ""),
                lasting=answer.status < 500 and answer.status not in _NEXT_TIME,
            )
        if (answer.getheader("Content-Encoding") or "identity").strip().lower() != "identity":
            raise BackEndError("its answer is compressed, which was not asked for", lasting=True)
        found = bytearray()
        while window := answer.read(_WINDOW):
            found += window
            if len(found) > self._settings.max_octets:
                raise TableError(f"its answer is larger than {self._settings.max_octets // 2**20} MB")
        if answer.length:
            raise BackEndError("its answer broke off")
        return Answer(
            octets=bytes(found), type=answer.headers.get_content_type() if "Content-Type" in answer.headers else ""
        )

    def _cut_late(self) -> None:
        self._late.set()
        self._cut()

    def _still_wanted(self) -> None:
        if self._aborted.is_set():
            raise BackEndError("broken off")
        if self._late.is_set():
            raise BackEndError(f"no whole answer within {self._settings.seconds} s")

    def _cut(self) -> None:
        """Wakes whoever reads, from whatever thread. Not closed here: the reader would fall over a socket that is gone."""
        sock = self._socket
        if sock is not None:
            with suppress(OSError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)  # an SSLSocket's own would take its reader's state away


def filled(url: str, values: Mapping[str, str]) -> str:
    """The address with its placeholders filled, every character percent-encoded that means anything in one.

    TableError for a value that cannot stand there: `..` would be another place, and no product has so long a name.
    """
    for name in PLACEHOLDERS:
        value = values.get(name, "")
        if f"{{{name}}}" in url:
            if len(value) > _LONGEST_VALUE or (value and not value.strip(".")):
                raise TableError(f"the campaign's {name} cannot stand in an address")
            url = url.replace(f"{{{name}}}", quote(value, safe="", errors="replace"))
    return url


def _moved(target: str, location: str) -> str:
    """Where a redirect leads, on the same host alone."""
    try:
        moved = urlsplit(urljoin(target, location))
        same = (moved.scheme, moved.hostname, moved.port) == _origin(target)
    except ValueError:
        raise BackEndError("a redirect to no address", lasting=True) from None
    if not location or not same or moved.username is not None:
        shown = (moved.hostname or "nowhere")[:100]
        raise BackEndError(f"it redirects to {shown}, which is not followed (a login page?)", lasting=True)
    address = moved._replace(fragment="").geturl()
    if not address.isascii() or not address.isprintable() or " " in address:
        raise BackEndError("a redirect to no address", lasting=True)
    return address


def _origin(address: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(address)
    return parts.scheme, parts.hostname, parts.port


def _named(error: Exception) -> str:
    """An error of the network or of HTTP in words that hold nothing of what was sent."""
    if isinstance(error, socket.gaierror):
        return "its name is not known (DNS)"
    if isinstance(error, ConnectionRefusedError):
        return "it takes no connections"
    if isinstance(error, TimeoutError):
        return "it did not answer in time"
    if isinstance(error, ssl.SSLError):
        return f"no TLS with it: {error.reason}"
    if isinstance(error, http.client.HTTPException):
        return f"no answer in HTTP ({type(error).__name__})"
    return f"the connection failed: {getattr(error, 'strerror', None) or type(error).__name__}"
