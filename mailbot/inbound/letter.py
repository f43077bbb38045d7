"""Octets to a Letter: the mail as a person reads it. The only importer of mailparser; owner of MIME and charsets.

    octets ─repair→ skeleton ─mail-parser (else email)→ tree ─parts→ body, files, attached mails ─charset, …→ Letter

Mails are hostile and broken, and each one becomes a Letter: what was mended or lost is named in its `defects`.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from mailbot.errors import UnreadableMail
from mailbot.inbound.addresses import Address, read_addresses
from mailbot.inbound.content import Attachment, Content, read_content
from mailbot.inbound.headertext import decode_words, header_text, one_line, to_text, unfold
from mailbot.inbound.maildate import read_date
from mailbot.inbound.parts import Part, as_octets, charset_hint, children, read_tree
from mailbot.inbound.repair import Boundaries, Repaired, repair
from mailbot.late import late
from mailbot.value import Value

if TYPE_CHECKING:
    from email.message import Message

__all__ = ["MAX_OCTETS", "Address", "Attachment", "Letter", "read_letter"]

MAX_OCTETS = 64 << 20
MAX_PARTS = 1000
_MAX_ATTACHED = 50  # attached mails of one mail, at all levels
_MAX_DEPTH = 5  # an attached mail in an attached mail …
_PLAIN = late(
    r'text/(?:plain|html)(?:; *(?:charset="?[a-z0-9-]+"?|format="?flowed"?))*|[78]bit|base64|quoted-printable', re.I
)
_SINGLE = ("from", "sender", "reply-to", "to", "cc", "subject", "date", "message-id", "in-reply-to", "references")


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
        allowance = _Allowance(max_parts)
        return _build(_opened(octets, allowance), allowance, 0)
    except Exception as error:
        raise UnreadableMail(f"mail cannot be read: {type(error).__name__}") from error


class _Allowance:
    """What may still be read of one mail, all attached mails together."""

    def __init__(self, parts: int):
        self.parts = [parts]
        self.letters = _MAX_ATTACHED


def _opened(octets: bytes, allowance: _Allowance) -> "_Opened":
    repaired = repair(octets, max(allowance.parts[0], 1))
    return _open(_parse(repaired), repaired, allowance)


def _parse(repaired: Repaired) -> "Message[str, str]":
    """The tree, of which mail-parser tells the defects; where it raises, they stay untold."""
    import logging

    from mailbot.inbound.tree import read_skeleton

    message = read_skeleton(repaired.octets, repaired.boundaries)
    repaired.octets = b""
    if not message.defects and all(_PLAIN.fullmatch(str(value).strip()) for _, value in message.raw_items()):
        return message  # of one text as all write it there is nothing to tell, and importing mail-parser takes long
    import mailparser

    logging.getLogger("mailparser").setLevel(logging.CRITICAL + 1)  # it logs pieces of mails
    try:
        # What it says of charsets, addresses and dates is left out: those are read anew here.
        found = {_kebab(str(name)) for name in mailparser.MailParser(message).defects_categories}
        repaired.defects += sorted(
            found - {"charset-decode", "mime-header"} - {n for n in found if n.endswith("-header")}
        )
    except Exception:  # a NUL in an encoded-word: ValueError; a codec's UnicodeError; its own recursion error
        repaired.defects.append("mail-parser-failed")
    return message


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name.removesuffix("Defect")).lower()


class _Opened(NamedTuple):
    """What a letter is made of when its tree, half of what a short mail takes, is no longer kept."""

    content: Content
    fields: Iterable[tuple[str, bytes]]
    hint: str
    defects: list[str]


def _open(message: "Message[str, str]", repaired: Repaired, allowance: _Allowance) -> _Opened:
    fields: Iterable[tuple[str, bytes]] = repaired.fields
    if not repaired.fields.end:
        fields = [(one_line(key).lower(), as_octets(value)) for key, value in message.raw_items()]
    hint = charset_hint(message, fields)
    content = read_content(read_tree(message, repaired, hint, allowance.parts), hint)
    return _Opened(content, fields, hint, [*repaired.defects, *content.defects])


def _build(opened: _Opened, allowance: _Allowance, depth: int) -> Letter:
    """What takes most room while it is read comes first, all headers come last."""
    content, fields, hint, defects = opened
    within: list[str] = []
    letters = _attached(content, allowance, depth, within)
    heads = _heads(fields, hint)
    defects += heads.doubled()
    people = {name: heads.addresses(name) for name in ("from", "sender", "reply-to", "to", "cc")}
    date_said = next(heads.texts("date"), "")
    date = read_date(date_said, (header_text(v, hint) for k, v in fields if k == "received"))
    if date_said and date.doubt:
        defects.append(date.doubt)
    defects += within
    return_path = heads.return_path()
    from_server = return_path == "" or any(map(_is_daemon, people["from"]))
    ids = [heads.ids(name) for name in ("in-reply-to", "references")]
    message_id = heads.message_id()
    headers = tuple((key, _shown(value, hint)) for key, value in fields)
    subject = next((value for key, value in headers if key == "subject"), "")
    if "\ufffd" in subject:
        defects.append("undecodable-subject")
    return Letter(
        message_id=message_id,
        in_reply_to=ids[0],
        references=ids[1],
        date=date.moment if date_said else None,
        from_=people["from"],
        sender=next(iter(people["sender"]), None),
        reply_to=people["reply-to"],
        to=people["to"],
        cc=people["cc"],
        return_path=return_path,
        subject=subject,
        text=content.text,
        html=content.html,
        attachments=content.attachments,
        attached_letters=letters,
        headers=headers,
        parts=content.types,
        delivery_status=content.delivery_status,
        returned_headers=_returned(content, letters, from_server, hint),
        defects=tuple(dict.fromkeys(defects)),
    )


def _shown(octets: bytes, hint: str) -> str:
    """A header decoded, in one line; most are that already, and are not kept twice."""
    text = to_text(octets, hint)
    shown = one_line(unfold(decode_words(text, hint)))
    return text if shown == text else shown


class _Heads(Value):
    """The octets of those headers that more is read of, by their names."""

    fields: dict[str, list[bytes]]
    hint: str

    def texts(self, name: str) -> Iterator[str]:
        return (header_text(octets, self.hint) for octets in self.fields.get(name, ()))

    def addresses(self, name: str) -> tuple[Address, ...]:
        """Of all headers of the name: two From headers give both, for a reader to doubt."""
        texts = [
            unfold(to_text(octets, self.hint)) for octets in self.fields.pop(name, ())
        ]  # encoded-words not decoded
        return tuple(dict.fromkeys([a for text in texts for a in read_addresses(text, self.hint)]))

    def ids(self, name: str) -> tuple[str, ...]:
        """The Message-IDs in all headers of the name, the last 500. Phrases around them are passed over."""
        text = " ".join(self.texts(name))
        found = ["".join(i.split()) for i in re.findall(r"<([^<>]{1,900})>", text)] if text else []
        found = found or [word.strip("<>,;\"'") for word in text.split() if "@" in word]
        return tuple(dict.fromkeys(f"<{i}>" for i in found if i))[-500:]

    def message_id(self) -> str | None:
        text = next(filter(None, self.texts("message-id")), "")
        match = re.search(r"<([^<>]{1,900})>", text)
        bare = "".join((match[1] if match else text.strip("<>")[:900]).split())
        return f"<{bare}>" if bare else None

    def return_path(self) -> str | None:
        text = next(self.texts("return-path"), None)
        if text is None:
            return None
        return next((a.address for a in read_addresses(text)), "")

    def doubled(self) -> list[str]:
        return [f"doubled-{name}" for name in _SINGLE if len(self.fields.get(name, ())) > 1]


def _heads(fields: Iterable[tuple[str, bytes]], hint: str) -> _Heads:
    found: dict[str, list[bytes]] = {}
    for name, value in fields:
        if name in _SINGLE or name == "return-path":
            found.setdefault(name, []).append(value)
    return _Heads(found, hint)


def _attached(content: Content, allowance: _Allowance, depth: int, defects: list[str]) -> tuple[Letter, ...]:
    letters: list[Letter] = []
    while content.letters:
        if depth >= _MAX_DEPTH or allowance.letters <= 0:
            defects.append("attached-letters-cut")
            break
        allowance.letters -= 1
        letters.append(_build(_opened_part(content.letters.pop(0), allowance), allowance, depth + 1))
    return tuple(letters)


def _opened_part(part: Part, allowance: _Allowance) -> _Opened:
    inner = children(part.message) if part.message is not None else []
    if inner and inner[0].keys():
        outer = part.repaired
        repaired = Repaired(b"", outer.source, mark=outer.mark, cuts=outer.cuts, boundaries=outer.boundaries)
        return _open(inner[0], repaired, allowance)
    # Encoded as a whole (RFC 2046 5.2.1 forbids it, Exchange does it), or a file named .eml.
    return _opened(part.octets(), allowance)


def _returned(
    content: Content, letters: tuple[Letter, ...], from_server: bool, hint: str
) -> tuple[tuple[str, str], ...]:
    """The returned original's headers, if this is a report of delivery or a mail without return path that bears one."""
    if content.returned:
        from mailbot.inbound.tree import read_skeleton

        inner = read_skeleton(content.returned, Boundaries())
        return tuple((one_line(k).lower(), header_text(as_octets(v), hint)) for k, v in inner.raw_items())
    return letters[0].headers if letters and (content.report or from_server) else ()


def _is_daemon(sender: Address) -> bool:
    return sender.address.partition("@")[0] in ("mailer-daemon", "postmaster")
