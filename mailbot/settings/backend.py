"""`[[backend]]` of `mailbot.toml`: from where the counts of the last query are fetched, for which campaigns (SPEC 1, 7)."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mailbot.errors import SettingsError
from mailbot.settings.loopback import is_loopback
from mailbot.settings.secret import Secret
from mailbot.settings.toml_table import FILE, TomlTable
from mailbot.value import Value

if TYPE_CHECKING:
    from ssl import SSLContext

PLACEHOLDERS = ("code", "product", "version", "parameters")
_BRACES = re.compile(r"\{([^{}]*)\}")
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,60}): ?([\x20-\x7e]{1,200})")


class BackEndSettings(Value, kw_only=True):
    """One back end. `kinds` and `products` say whose tables it has, () for all. `url` holds {code}, {product}, {version} and
    {parameters}, filled with what the campaign says, percent-encoded. `header` is sent where there is a credential, which
    stands for its {token}."""

    name: str
    url: str
    kinds: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    header: str = "Authorization: Bearer {token}"
    credential: Secret | None = None
    expires: date | None = None
    ca_file: Path | None = None
    seconds: int = 20
    max_octets: int = 5 * 2**20

    def secret_header(self) -> tuple[str, str] | None:
        """(name, value) of the header with the credential in it, for the request alone. Raises SettingsError."""
        if self.credential is None:
            return None
        token = self.credential.reveal()
        if not token.isascii():
            raise SettingsError(f"{FILE}: [[backend]] {self.name}: the token holds characters that no header may have")
        name, _, value = self.header.partition(":")
        return name, value.strip().replace("{token}", token)

    def tls_context(self) -> "SSLContext":
        """A context that verifies the server's certificate and name. Raises SettingsError for an unusable `ca_file`."""
        from mailbot.settings.tls import tls_context

        return tls_context(self.ca_file, f"[[backend]] {self.name}")


def backend_settings(tables: Sequence[TomlTable]) -> tuple[BackEndSettings, ...]:
    """The back ends in their order; of two that have a campaign's table the first is asked. Faults go to the tables' own list."""
    found: list[BackEndSettings] = []
    for table in tables:
        name = table.text("name")
        if name and name in {other.name for other in found}:
            table.fault("name", name, "a name of its own")
        ca_file = table.text("ca_file", "")
        backend = BackEndSettings(
            name=name,
            url=_url(table),
            kinds=table.texts("kinds"),
            products=table.texts("products"),
            header=_header(table),
            credential=table.secret(needed=False, called="token"),
            expires=table.day("token_expires"),
            ca_file=table.folder / ca_file if ca_file else None,
            seconds=table.number("timeout_seconds", 20, 1, 120),
            max_octets=table.number("max_megabytes", 5, 1, 50) * 2**20,
        )
        table.refuse_the_rest()
        found.append(backend)
    return tuple(found)


def _url(table: TomlTable) -> str:
    """Checked without being shown: people put keys into addresses all the same."""
    url = table.text("url")
    if not url:
        return url
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        table.fault("url", None, 'an address (e.g. "https://stats.corp.example/versions?product={product}")')
        return url
    del port
    if not host or "{" in parts.netloc or not url.isascii() or " " in url:
        table.fault("url", None, "an address of a fixed host, other characters percent-encoded (https://host/path?…)")
    elif parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
        table.fault("url", None, "https:// (http:// is for this machine alone: localhost, 127.0.0.1, ::1)")
    elif parts.username is not None or parts.password is not None:
        table.fault("url", None, "no user or password in the address: name the token by token_env and its like")
    for name in _BRACES.findall(url):
        if name not in PLACEHOLDERS:
            shown = ", ".join(f"{{{known}}}" for known in PLACEHOLDERS)
            table.fault("url", None, f"only {shown} in braces; the token goes into `header`")
    return url


def _header(table: TomlTable) -> str:
    header = table.text("header", "Authorization: Bearer {token}")
    if not _HEADER.fullmatch(header) or "{token}" not in header:
        table.fault("header", None, 'a header with {token} in it (e.g. "X-Api-Key: {token}")')
    return header
