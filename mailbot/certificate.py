"""valid_until: until when the certificate is valid that the other side of a connection has shown."""

import ssl
from datetime import UTC, datetime
from typing import Any


def valid_until(sock: Any) -> datetime | None:
    """None where the connection has no TLS, or its certificate was not verified and so is not read."""
    shown = sock.getpeercert() if isinstance(sock, ssl.SSLSocket) else None
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown["notAfter"])), UTC) if shown else None
