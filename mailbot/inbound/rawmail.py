"""RawMail: octets as the server or file keeps them, with where they came from, and by what they are known again."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from mailbot.value import Value

# What servers and mailboxes on the way put on a mail, besides headers that begin with the prefixes below.
_TRACE = frozenset(
    b"received x-received received-spf return-path delivered-to x-original-to x-delivered-to envelope-to x-envelope-to "
    b"x-envelope-from authentication-results status x-status x-uid x-uidl x-keywords x-imap x-imapbase "
    b"content-length lines".split()
)
_TRACE_PREFIXES = (
    b"arc-",
    b"x-mozilla-",
    b"x-spam-",
    b"x-virus-",
    b"x-google-",
    b"x-gm-",
    b"x-ms-exchange-organization-",
)


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


def fingerprint(octets: bytes) -> str:
    """SHA-256 in hex of a mail less what its way has put on it: the same mail by another route has the same digest.

    Left out are the headers that servers and mailboxes add (Received, Return-Path, Authentication-Results …); line
    ends count as LF, and blank lines at the end not at all. DKIM-Signature is the sender's and counts.
    """
    octets = octets.replace(b"\r\n", b"\n")
    start = re.match(rb"(?:\xef\xbb\xbf|\n|>?From [^\n]*\n)*", octets).end()  # type: ignore[union-attr]  # it always matches
    end = octets.find(b"\n\n", start)
    header = octets[start : end if end >= 0 else len(octets)]
    digest = hashlib.sha256()
    wanted = True
    for line in header.split(b"\n"):
        if line[:1] not in (b" ", b"\t"):
            name = line.partition(b":")[0].strip().lower()
            wanted = name not in _TRACE and not name.startswith(_TRACE_PREFIXES)
        if wanted:
            digest.update(line.rstrip() + b"\n")
    digest.update(b"\n" + octets[end:].strip(b"\n") if end >= 0 else b"")
    return digest.hexdigest()


def batches(mails: Iterable[RawMail], most: int, octets: int) -> Iterator[list[RawMail]]:
    """The mails in order, so many at a time at most, and about so many octets."""
    batch: list[RawMail] = []
    size = 0
    for mail in mails:
        batch.append(mail)
        size += len(mail.octets)
        if len(batch) >= most or size >= octets:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
