"""The working folder's `mailbot.toml`: which servers, which ledger, and where the credentials are (never what they are).

A secret is named here and resolved at the moment of use, so that a renewed token is taken and nothing that is printed,
logged or raised can hold it.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote, urlsplit, urlunsplit

from mailbot.errors import SettingsError
from mailbot.settings.backend import BackEndSettings, backend_settings
from mailbot.settings.loopback import is_loopback
from mailbot.settings.secret import Secret
from mailbot.settings.toml_table import FILE, TomlTable
from mailbot.value import Value

if TYPE_CHECKING:
    from ssl import SSLContext

Security = Literal["tls", "starttls", "plain"]
Auth = Literal["password", "xoauth2"]
AfterReading = Literal["keyword", "move", "nothing"]

_LEAST_KEPT = 30  # days: answers to a closed campaign still come, and somebody asks for the mail that they answer
VERDICTS = ("accepted", "rejected", "ignored", "quarantined")
FOLDERS = MappingProxyType({"accepted": "已处理", "rejected": "已退回", "ignored": "已忽略", "quarantined": "已隔离"})


class ServerSettings(Value, kw_only=True):
    """How to reach one server. Plain text is taken on loopback only: a password is never sent in clear over a network."""

    host: str
    port: int
    security: Security = "tls"
    user: str = ""
    auth: Auth = "password"
    credential: Secret | None = None
    expires: date | None = None
    ca_file: Path | None = None

    def __post_init__(self) -> None:
        if self.security == "plain" and not is_loopback(self.host):
            raise SettingsError(
                f'{FILE}: security: found "plain" for {self.host}, expected "tls" or "starttls" '
                "(plain is for this machine alone: localhost, 127.0.0.1, ::1)"
            )

    def secret(self) -> str:
        """The password or token, resolved now. Raises SettingsError."""
        if self.credential is None:
            raise SettingsError(f"{FILE}: no password_env, password_file or password_command for {self.host}")
        return self.credential.reveal()

    def tls_context(self) -> "SSLContext":
        """A context that verifies the server's certificate and name. Raises SettingsError for an unusable `ca_file`."""
        from mailbot.settings.tls import tls_context

        return tls_context(self.ca_file, "ca_file")


class MailboxSettings(ServerSettings, kw_only=True):
    """The mailbox that the bot reads, over IMAP."""

    port: int = 993
    folder: str = "INBOX"
    after_reading: AfterReading = "keyword"
    keyword: str = "$MailbotDone"
    folders: Mapping[str, str] = FOLDERS  # by verdict; a verdict without a folder leaves the mail where it is
    poll_seconds: int = 60
    idle: bool = True
    max_octets: int = 50 * 2**20
    sub_addressing: bool = False


class SubmissionSettings(ServerSettings, kw_only=True):
    """The server that takes the bot's mails, over SMTP, and how many it takes."""

    port: int = 465
    per_minute: int = 20
    per_day: int = 1000


class LedgerSettings(Value, kw_only=True):
    """Where the ledger is: `sqlite:///` and a path, or `postgresql://user@host/name` with the password elsewhere. `keep_days`: so
    long the octets of mails are kept after their campaign is over; 0: for ever."""

    url: str
    credential: Secret | None = None
    keep_days: int = 0

    def secret_url(self) -> str:
        """The URL with its password in it, for the database driver alone. Raises SettingsError."""
        if self.credential is None:
            return self.url
        parts = urlsplit(self.url)
        user, _, host = parts.netloc.rpartition("@")
        return urlunsplit(parts._replace(netloc=f"{user}:{quote(self.credential.reveal(), safe='')}@{host}"))


class ServiceSettings(Value, kw_only=True):
    """How the service runs."""

    log_level: str = "info"
    tick_seconds: int = 60
    probe_minutes: int = 60


class Settings(Value, kw_only=True):
    """All settings of one working folder. `mailbox` and `submission` are None where no server is configured."""

    folder: Path
    mailbox: MailboxSettings | None
    submission: SubmissionSettings | None
    ledger: LedgerSettings
    service: ServiceSettings
    backends: tuple[BackEndSettings, ...] = ()

    @property
    def sub_addressing(self) -> bool:
        """Whether bot+token@domain reaches the mailbox too."""
        return self.mailbox is not None and self.mailbox.sub_addressing


def load_settings(folder: Path, environ: Mapping[str, str]) -> Settings:
    """Read `folder`/mailbot.toml; without the file, the defaults: no servers, the ledger in data/ledger.db.

    Raises SettingsError with all faults, one a line: file, table, key, what was found (never a secret), what was
    expected, and the nearest word. Credentials are not looked at before they are used.
    """
    path = folder / FILE
    try:
        octets = path.read_bytes()
    except FileNotFoundError:
        octets = b""
    except OSError as err:
        raise SettingsError(f"{FILE}: cannot read {path}: {err.strerror}") from None
    try:
        document = tomllib.loads(octets.decode("utf-8-sig"))
    except UnicodeDecodeError as err:
        line = octets.count(b"\n", 0, err.start) + 1
        # Notepad on a Chinese Windows saves as GBK when asked for ANSI.
        raise SettingsError(f"{FILE}: line {line}: not UTF-8 text; save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as err:
        raise SettingsError(f"{FILE}: not TOML: {err}") from None

    faults: list[str] = []
    top = TomlTable("", document, faults, folder, environ)
    mailbox, submission = top.table("mailbox"), top.table("submission")
    ledger, service = top.table("ledger"), top.table("service")
    backends = backend_settings(top.tables("backend"))
    settings = (
        None if mailbox is None else _mailbox(mailbox),
        None if submission is None else _submission(submission),
        _ledger(ledger or top.empty("ledger")),
        _service(service or top.empty("service")),
    )
    top.refuse_the_rest()
    if faults:
        raise SettingsError("\n".join(faults))
    return Settings(
        folder=folder,
        mailbox=settings[0],
        submission=settings[1],
        ledger=settings[2],
        service=settings[3],
        backends=backends,
    )


def _mailbox(table: TomlTable) -> MailboxSettings | None:
    after = table.choice("after_reading", ("keyword", "move", "nothing"), "keyword")
    keyword = table.text("keyword", "$MailbotDone")
    if not keyword.isascii() or not keyword.isprintable() or set(keyword) & set(' (){%*"\\]'):
        table.fault("keyword", keyword, "an IMAP keyword: Latin letters, digits, $ and _")
    folder = table.text("folder", "INBOX")
    by_verdict = table.table("folders")
    folders = dict(FOLDERS)
    if by_verdict is not None:
        folders = {verdict: name for verdict in VERDICTS if (name := by_verdict.text(verdict, ""))}
        for verdict, name in folders.items():
            if name.casefold() == folder.casefold():
                by_verdict.fault(verdict, name, "another folder than the one that is read")
        by_verdict.refuse_the_rest()
    more: dict[str, Any] = {
        "folder": folder,
        "after_reading": after,
        "keyword": keyword,
        "folders": MappingProxyType(folders),
        "poll_seconds": table.number("poll_seconds", 60, 5, 3600),
        "idle": table.flag("idle", True),
        "max_octets": table.number("max_megabytes", 50, 1, 500) * 2**20,
        "sub_addressing": table.flag("sub_addressing", False),
    }
    server = _server(table, {"tls": 993, "starttls": 143, "plain": 143}, login_needed=True)
    table.refuse_the_rest()
    return None if server is None else MailboxSettings(**server, **more)


def _submission(table: TomlTable) -> SubmissionSettings | None:
    more: dict[str, Any] = {
        "per_minute": table.number("per_minute", 20, 1, 100_000),
        "per_day": table.number("per_day", 1000, 1, 10_000_000),
    }
    server = _server(table, {"tls": 465, "starttls": 587, "plain": 25}, login_needed=False)
    table.refuse_the_rest()
    return None if server is None else SubmissionSettings(**server, **more)


def _server(table: TomlTable, ports: Mapping[str, int], *, login_needed: bool) -> dict[str, Any] | None:
    """The keys that both servers share, or None if a fault leaves no server to speak of."""
    faults_before = len(table.faults)
    host = table.text("host")
    security = table.choice("security", ("tls", "starttls", "plain"), "tls")
    port = table.number("port", ports.get(security, 0), 1, 65535)
    if security == "plain" and host and not is_loopback(host):
        table.fault("security", security, f'"tls" or "starttls": {host} is not this machine')
    user = table.text("user") if login_needed else table.text("user", "")
    auth = table.choice("auth", ("password", "xoauth2"), "password")
    credential = table.secret(needed=login_needed or bool(user))
    if credential is not None and not user and not login_needed:
        table.fault("user", None, "the user whom the password belongs to")
    ca_file = table.text("ca_file", "")
    expires = table.day("password_expires")
    if len(table.faults) > faults_before:
        return None
    return {
        "host": host,
        "port": port,
        "security": security,
        "user": user,
        "auth": auth,
        "credential": credential,
        "expires": expires,
        "ca_file": table.folder / ca_file if ca_file else None,
    }


def in_folder(url: str, folder: Path) -> str:
    """A SQLite URL with its path taken from the working folder, wherever a command is given; any other as it is."""
    path = url.removeprefix("sqlite:///")
    return url if path in (url, "", ":memory:") else f"sqlite:///{(folder / path).absolute()}"


def _ledger(table: TomlTable) -> LedgerSettings:
    url = table.text("url", "sqlite:///data/ledger.db")
    credential = table.secret(needed=False)
    scheme, _, rest = url.partition("://")
    try:
        parts = urlsplit(url)
        inline = bool(parts.password)
    except ValueError:
        scheme, parts, inline = "", urlsplit(""), False
    if scheme not in ("sqlite", "postgresql"):
        table.fault("url", None, 'sqlite:///path or postgresql://user@host:port/name (e.g. "sqlite:///data/ledger.db")')
    elif scheme == "sqlite":
        if not rest.startswith("/") or rest == "/":
            table.fault("url", None, "sqlite:/// and a path, three strokes (e.g. sqlite:///data/ledger.db)")
        elif credential is not None:
            table.fault("url", None, "a postgresql URL where a password is named")
        elif rest[1:] != ":memory:":
            url = in_folder(url, table.folder)
    elif inline:
        table.fault("url", None, "no password in the URL: name it by password_env, password_file or password_command")
    elif credential is not None and not parts.username:
        table.fault("url", None, "postgresql://user@host/name: the user whom the password belongs to")
    keep_days = table.number("keep_days", 0, 0, 36_500)
    if 0 < keep_days < _LEAST_KEPT:
        table.fault("keep_days", keep_days, f"0 (for ever) or at least {_LEAST_KEPT} days")
    table.refuse_the_rest()
    return LedgerSettings(url=url, credential=credential, keep_days=keep_days)


def _service(table: TomlTable) -> ServiceSettings:
    settings = ServiceSettings(
        log_level=table.choice("log_level", ("debug", "info", "warning", "error"), "info"),
        tick_seconds=table.number("tick_seconds", 60, 10, 3600),
        probe_minutes=table.number("probe_minutes", 60, 0, 1440),
    )
    table.refuse_the_rest()
    return settings


def example() -> str:
    """The commented mailbot.toml that `mailbot init` writes. It loads as it stands, with no server configured."""
    return Path(__file__).with_name("settings.example.toml").read_text(encoding="utf-8")
