"""tls_context: how a server's certificate is verified. Imported when a server is talked to: ssl takes 5 ms."""

import ssl
from pathlib import Path

from mailbot.errors import SettingsError


def tls_context(ca_file: Path | None, called: str) -> ssl.SSLContext:
    """A context that verifies the server's certificate and name. Raises SettingsError for an unusable `ca_file`, which
    `called` says the place of."""
    try:
        return ssl.create_default_context(cafile=ca_file)
    except (OSError, ValueError) as err:
        raise SettingsError(f"mailbot.toml: {called}: cannot use {ca_file}: {err}") from None
