"""RawMail: octets as the server or file keeps them, with where they came from."""

import re
from datetime import datetime

from mailbot.value import Value


class RawMail(Value):
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


_MESSAGE_ID = re.compile(
    rb"^message-id[ \t]*:[ \t]*(?:\r?\n[ \t]+)?(<[^<>\r\n]{1,990}>|[^\s<>]{1,990})", re.IGNORECASE | re.MULTILINE
)
_HEAD = 1 << 20


def message_id_of(octets: bytes) -> str:
    """The first Message-ID as written, '' where there is none: enough to know a mail again before it has been read."""
    head = octets[:_HEAD]
    end = min((i for i in (head.find(b"\r\n\r\n"), head.find(b"\n\n")) if i >= 0), default=len(head))
    found = _MESSAGE_ID.search(head[: end + 1])
    return found[1].decode("utf-8", "replace") if found else ""
