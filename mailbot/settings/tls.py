"""tls_context, valid_until: how a server's certificate is verified, and until when it is valid. Imported when a server is talked to: ssl
takes 5 ms."""

import ssl
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mailbot.errors import SettingsError


def tls_context(ca_file: Path | None, called: str) -> ssl.SSLContext:
    """A context that verifies the server's certificate and name. Raises SettingsError for an unusable `ca_file`, which
    `called` says the place of."""
    try:
        return ssl.create_default_context(cafile=ca_file)
    except (OSError, ValueError) as err:
        raise SettingsError(f"mailbot.toml: {called}: cannot use {ca_file}: {err}") from None


def valid_until(sock: Any) -> datetime | None:
    """None where the connection has no TLS, or its certificate was not verified and so is not read."""
    shown = sock.getpeercert() if isinstance(sock, ssl.SSLSocket) else None
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown["notAfter"])), UTC) if shown else None
