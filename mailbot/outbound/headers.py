"""headers: the lines of a mail's head as octets, folded and encoded (RFC 5322, 2047, 6532).

Written here rather than by the `email` package's policies: before Python 3.13 those lose blanks between encoded and
plain words and refold what they should leave alone, and whatever a header holds must be on one line of ours.
"""

from collections.abc import Sequence
from datetime import datetime
from email.header import Header
from email.utils import format_datetime

from mailbot.outbound.subject_line import flat

_LONGEST = 76
_END = "\r\n"
_FOLD = "\r\n "


def unstructured(name: str, value: str) -> str:
    """`Subject: …`: as it is where it is short ASCII, else in encoded words of UTF-8, split between letters."""
    text = " ".join(flat(value).split())
    if text.isascii():
        if len(name) + 2 + len(text) <= _LONGEST:
            return f"{name}: {text}"
        return f"{name}: {Header(text, 'us-ascii', _LONGEST, name).encode(linesep=_END)}"
    return f"{name}: {_encoded(text, name)}"


def mailbox(address: str, name: str = "") -> str:
    """`"Name" <address>`, the name encoded where it is not ASCII, a domain of other letters as IDNA."""
    spec = _spec(address)
    words = " ".join(flat(name).split())
    if not words:
        return spec
    shown = '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"' if words.isascii() else _encoded(words)
    return f"{shown}{' ' if len(shown) + len(spec) < _LONGEST - 12 else _FOLD}<{spec}>"


def mailboxes(name: str, values: Sequence[str]) -> str:
    """An address list, one mailbox a line."""
    return f"{name}: " + f",{_FOLD}".join(values)


def ids(name: str, message_ids: Sequence[str]) -> str:
    """Message-IDs, one a line; whatever is no `<…>` on one line is left out."""
    return f"{name}: " + _FOLD.join(i for i in message_ids if _is_id(i))


def dated(name: str, moment: datetime) -> str:
    return f"{name}: {format_datetime(moment)}"


def _encoded(text: str, name: str = "") -> str:
    """Encoded words of UTF-8, split between letters."""
    return Header(text, "utf-8", _LONGEST, name or None).encode(linesep=_END)


def _is_id(text: str) -> bool:
    return text.startswith("<") and text.endswith(">") and len(text) <= 900 and text == "".join(flat(text).split())


def _spec(address: str) -> str:
    text = "".join(c for c in flat(address) if c not in ' <>,;"\\')
    local, at, domain = text.rpartition("@")
    if domain.isascii():
        return text
    try:
        return f"{local}{at}{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return text


def to_itself(bot: str, id: str, subject: str, words: str, now: datetime, *, head: str = "") -> bytes:
    """A mail from the bot to the bot. `id` is the local part of its Message-ID, `head` a header line more."""
    lines = (
        f"From: {bot}",
        f"To: {bot}",
        unstructured("Subject", subject),
        dated("Date", now),
        f"Message-ID: <{id}@{bot.rpartition('@')[2]}>",
        f"{head}Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=us-ascii",
        "",
        words,
        "",
    )
    return "\r\n".join(lines).encode("ascii", "replace")
