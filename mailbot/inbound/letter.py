"""Octets to a Letter: the mail as a person reads it. The only importer of mailparser; owner of MIME and charsets.

    octets ─repair→ skeleton ─mail-parser (else email)→ tree ─parts→ body, files, attached mails ─charset, …→ Letter

Mails are hostile and broken, and each one becomes a Letter: what was mended or lost is named in its `defects`.
"""

import hashlib
import re
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from mailbot.errors import UnreadableMail
from mailbot.inbound.addresses import Address, read_addresses
from mailbot.inbound.charset import codec_of, decode
from mailbot.inbound.content import Attachment, Content, read_content
from mailbot.inbound.headertext import decode_words, header_text, one_line, to_text, unfold
from mailbot.inbound.maildate import read_date
from mailbot.inbound.parts import as_octets, children, header_octets, read_tree
from mailbot.inbound.repair import Repaired, repair
from mailbot.value import Value

if TYPE_CHECKING:
    from email.message import Message

__all__ = ["MAX_OCTETS", "Address", "Attachment", "Letter", "fingerprint", "read_letter"]

MAX_OCTETS = 64 << 20
MAX_PARTS = 1000
_MAX_ATTACHED = 50  # attached mails of one mail, at all levels
_MAX_DEPTH = 5  # an attached mail in an attached mail …
_SINGLE = ("from", "sender", "reply-to", "to", "cc", "subject", "date", "message-id", "in-reply-to", "references")
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


class Letter(Value):
    """A mail, decoded. Fields are named after RFC 5322; no text holds NULs, surrogates or other control characters.

    `message_id` keeps its `<>`. `date` is aware, None if missing or impossible. `return_path` is '' for the null
    path `<>`, None without the header. `subject` is one line. `text` and `html` are the mail's own, with LF line
    ends (TAB stays), '' if none; attached mails (message/rfc822) are in `attached_letters`. `headers` are all of the
    top level, in order, as (name in lower case, decoded value). `parts` are the types of all leaves, in order.
    `delivery_status` and `returned_headers` are a bounce's. `defects` in kebab-case say what was mended or lost.
    """

    message_id: str | None = None
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    date: datetime | None = None
    from_: tuple[Address, ...] = ()
    sender: Address | None = None
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    return_path: str | None = None
    subject: str = ""
    text: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    attached_letters: tuple["Letter", ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    parts: tuple[str, ...] = ()
    delivery_status: str = ""
    returned_headers: tuple[tuple[str, str], ...] = ()
    defects: tuple[str, ...] = ()

    @property
    def answers(self) -> bool:
        """Its header names a mail that it answers."""
        return bool(self.in_reply_to or self.references)

    def header(self, name: str) -> str | None:
        """The topmost header of that name, decoded; None if there is none."""
        return next(iter(self.all(name)), None)

    def all(self, name: str) -> tuple[str, ...]:
        """All headers of that name, topmost first."""
        name = name.lower()
        return tuple(value for key, value in self.headers if key == name)


def read_letter(octets: bytes, *, max_parts: int = MAX_PARTS, max_octets: int = MAX_OCTETS) -> Letter:
    """The mail in `octets` (LF or CRLF). Raises UnreadableMail where it is too large to be read, and nothing else."""
    if len(octets) > max_octets:
        raise UnreadableMail(f"mail of {len(octets)} octets: more than the {max_octets} that are read")
    try:
        return _read(octets, _Allowance(max_parts), 0)
    except Exception as error:
        raise UnreadableMail(f"mail cannot be read: {type(error).__name__}") from error


_FED = 512  # octets at a time


class _Allowance:
    """What may still be read of one mail, all attached mails together."""

    def __init__(self, parts: int):
        self.parts = [parts]
        self.letters = _MAX_ATTACHED


def _read(octets: bytes, allowance: _Allowance, depth: int) -> Letter:
    return _build(_opened(octets, allowance), allowance, depth)


def _opened(octets: bytes, allowance: _Allowance) -> "_Opened":
    repaired = repair(octets, max(allowance.parts[0], 1))
    return _open(_parse(repaired), repaired, allowance)


def _parse(repaired: Repaired) -> "Message[str, str]":
    """The tree, of which mail-parser tells the defects; where it raises, they stay untold."""
    import logging

    import mailparser

    logging.getLogger("mailparser").setLevel(logging.CRITICAL + 1)  # it logs pieces of mails
    message = _tree(repaired.octets)
    try:
        # What it says of charsets, addresses and dates is left out: those are read anew here.
        found = {_kebab(str(name)) for name in mailparser.MailParser(message).defects_categories}
        repaired.defects += sorted(
            found - {"charset-decode", "mime-header"} - {n for n in found if n.endswith("-header")}
        )
    except Exception:  # a NUL in an encoded-word: ValueError; a codec's UnicodeError; its own recursion error
        repaired.defects.append("mail-parser-failed")
    return message


def _tree(octets: bytes) -> "Message[str, str]":
    """As email.message_from_bytes, which holds the whole mail twice more, once with four octets a character."""
    from email.feedparser import BytesFeedParser

    parser = BytesFeedParser()
    for start in range(0, len(octets), _FED):
        parser.feed(octets[start : start + _FED])
    return parser.close()


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name.removesuffix("Defect")).lower()


class _Opened(NamedTuple):
    """What a letter is made of when its tree, half of what a short mail takes, is no longer kept."""

    content: Content
    texts: list[tuple[str, str]]
    hint: str
    defects: list[str]


def _open(message: "Message[str, str]", repaired: Repaired, allowance: _Allowance) -> _Opened:
    raw = repaired.fields or [(one_line(key).lower(), as_octets(value)) for key, value in message.raw_items()]
    hint = _hint(message, raw)
    content = read_content(read_tree(message, repaired, hint, allowance.parts), hint)
    texts = [(key, to_text(value, hint)) for key, value in raw]
    return _Opened(content, texts, hint, [*repaired.defects, *content.defects])


def _build(opened: _Opened, allowance: _Allowance, depth: int) -> Letter:
    content, texts, hint, defects = opened
    headers = tuple((key, _shown(text, hint)) for key, text in texts)
    heads = _Heads(texts, headers, hint)
    defects += heads.doubled()
    date = read_date(heads.first("date") or "", (v for k, v in headers if k == "received"))
    if heads.first("date") and date.doubt:
        defects.append(date.doubt)
    letters = _attached(content, allowance, depth, defects)
    if "\ufffd" in (heads.first("subject") or ""):
        defects.append("undecodable-subject")
    return Letter(
        message_id=heads.message_id(),
        in_reply_to=heads.ids("in-reply-to"),
        references=heads.ids("references"),
        date=date.moment if heads.first("date") else None,
        from_=heads.addresses("from"),
        sender=next(iter(heads.addresses("sender")), None),
        reply_to=heads.addresses("reply-to"),
        to=heads.addresses("to"),
        cc=heads.addresses("cc"),
        return_path=heads.return_path(),
        subject=heads.first("subject") or "",
        text=content.text,
        html=content.html,
        attachments=content.attachments,
        attached_letters=letters,
        headers=headers,
        parts=content.types,
        delivery_status=content.delivery_status,
        returned_headers=_returned(content, letters, heads, hint),
        defects=tuple(dict.fromkeys(defects)),
    )


def _shown(text: str, hint: str) -> str:
    """A header decoded, in one line; most are that already, and are not kept twice."""
    shown = one_line(unfold(decode_words(text, hint)))
    return text if shown == text else shown


class _Heads(Value):
    """The headers as text with their encoded-words (addresses are cut before those are decoded), and decoded."""

    texts: list[tuple[str, str]]
    headers: tuple[tuple[str, str], ...]
    hint: str

    def first(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key == name), None)

    def addresses(self, name: str) -> tuple[Address, ...]:
        """Of all headers of the name: two From headers give both, for a reader to doubt."""
        found = [a for key, text in self.texts if key == name for a in read_addresses(unfold(text), self.hint)]
        return tuple(dict.fromkeys(found))

    def ids(self, name: str) -> tuple[str, ...]:
        """The Message-IDs in all headers of the name, the last 500. Phrases around them are passed over."""
        text = " ".join(value for key, value in self.headers if key == name)
        found = ["".join(i.split()) for i in re.findall(r"<([^<>]{1,900})>", text)]
        found = found or [word.strip("<>,;\"'") for word in text.split() if "@" in word]
        return tuple(dict.fromkeys(f"<{i}>" for i in found if i))[-500:]

    def message_id(self) -> str | None:
        text = next((value for key, value in self.headers if key == "message-id" and value), "")
        match = re.search(r"<([^<>]{1,900})>", text)
        bare = "".join((match[1] if match else text.strip("<>")[:900]).split())
        return f"<{bare}>" if bare else None

    def return_path(self) -> str | None:
        text = self.first("return-path")
        if text is None:
            return None
        return next((a.address for a in read_addresses(text)), "")

    def doubled(self) -> list[str]:
        count = Counter(key for key, _ in self.headers)
        return [f"doubled-{name}" for name in _SINGLE if count[name] > 1]


def _hint(message: "Message[str, str]", raw: list[tuple[str, bytes]]) -> str:
    """The charset of the mail's text: for headers in raw octets, which are too short to be judged one by one."""
    for part in [message, *_some(message)]:
        label = re.search(rb"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]+)", header_octets(part, "content-type"), re.I)
        codec = codec_of(label[1].decode("ascii")) if label else None
        if codec and codec not in ("utf-8", "cp1252"):
            return codec
    eight_bit = b"\n".join(value for _, value in raw if not value.isascii())[:8192]
    guessed = decode(eight_bit).codec if eight_bit else ""
    return "" if guessed in ("utf-8", "cp1252") else guessed


def _some(message: "Message[str, str]") -> "list[Message[str, str]]":
    """The first few parts, attached mails left out."""
    found: list[Message[str, str]] = []
    todo = [message]
    while todo and len(found) < 20:
        part = todo.pop(0)
        if part.get_content_maintype() == "multipart":
            todo += children(part)[:20]
            found += children(part)[:20]
    return found


def _attached(content: Content, allowance: _Allowance, depth: int, defects: list[str]) -> tuple[Letter, ...]:
    letters: list[Letter] = []
    for part in content.letters:
        if depth >= _MAX_DEPTH or allowance.letters <= 0:
            defects.append("attached-letters-cut")
            break
        allowance.letters -= 1
        inner = children(part.message)
        if inner and inner[0].keys():
            repaired = Repaired(b"", part.repaired.source, mark=part.repaired.mark, cuts=part.repaired.cuts)
            letters.append(_build(_open(inner[0], repaired, allowance), allowance, depth + 1))
        else:  # encoded as a whole (RFC 2046 5.2.1 forbids it, Exchange does it), or a file named .eml
            letters.append(_read(part.octets(), allowance, depth + 1))
    return tuple(letters)


def _returned(content: Content, letters: tuple[Letter, ...], heads: _Heads, hint: str) -> tuple[tuple[str, str], ...]:
    """The returned original's headers, if this is a report of delivery or a mail without return path that bears one."""
    if content.returned:
        import email

        inner = email.message_from_bytes(content.returned)
        return tuple((one_line(k).lower(), header_text(as_octets(v), hint)) for k, v in inner.raw_items())
    from_daemon = any(a.address.partition("@")[0] in ("mailer-daemon", "postmaster") for a in heads.addresses("from"))
    if letters and (content.report or heads.return_path() == "" or from_daemon):
        return letters[0].headers
    return ()


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
