"""RawMail: octets as the server or file keeps them, with where they came from."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class RawMail:
    """One mail before anybody has read it.

    `received` is the server's INTERNALDATE or the file's time, with a zone; `source` is `imap` or `file`.
    For IMAP (`folder`, `uidvalidity`, `uid`) name the mail for good (RFC 3501 2.3.1.1); for files `folder` is the path
    and `uid` counts the mails in it from 1.
    """

    octets: bytes
    source: str
    folder: str
    uidvalidity: int
    uid: int
    received: datetime
