"""Real servers for tests, each in a temporary folder and on loopback alone; `make servers` installs them.

A conftest.py that wants them says `from servers import dovecot, postgresql, ...`: they are pytest fixtures.
"""

from servers.dovecot import Dovecot, account, dovecot
from servers.faults import Faults
from servers.opensmtpd import OpenSMTPD, mta
from servers.postgresql import postgresql, postgresql_server
from servers.require import chromium, require_server
from servers.running import Running
from servers.sink import Sink, sink

__all__ = [
    "Dovecot",
    "Faults",
    "OpenSMTPD",
    "Running",
    "Sink",
    "account",
    "chromium",
    "dovecot",
    "mta",
    "postgresql",
    "postgresql_server",
    "require_server",
    "sink",
]
