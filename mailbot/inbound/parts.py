"""A parsed MIME tree to what a person sees of it: which parts are the body, which are files, which are other mails.

The choice follows RFC 8621 section 4.1.4 (textBody, htmlBody, attachments), as JMAP servers and their clients do it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, cast

from mailbot.inbound.bodytext import transfer_decode
from mailbot.inbound.charset import codec_of, decode
from mailbot.inbound.headertext import one_line, to_text
from mailbot.inbound.parameters import Parametrised, media_type, read_parameters
from mailbot.inbound.repair import Repaired
from mailbot.late import late
from mailbot.value import Mutable, field

if TYPE_CHECKING:
    from email.message import Message

LETTERS = frozenset({"message/rfc822", "message/global", "message/news"})
REPORTS = frozenset({"message/delivery-status", "message/global-delivery-status"})
_BOUNDARY_LINE = re.compile(
    rb"^--([^\s-][^\r\n\"]{0,69}|-+[^\s-][^\r\n\"]{0,69})\r?\ncontent-[a-z-]+[ \t]*:", re.I | re.M
)
_FOLDERS = late(r".*[\\/]", re.S)
_DEEPEST = 60  # repair.py has flattened what nests deeper; this only guards the recursion


class Part(Mutable):
    """One node of the tree. `type` is in lower case; `name` is the file's name, '' if none; leaves have no children.

    `body` is a leaf's, as it came. `message` is kept of a mail alone: what `email` makes of a part takes ten times a short one.
    """

    message: "Message[str, str] | None"
    repaired: Repaired
    type: str
    parameters: dict[str, str]
    disposition: str
    name: str
    encoding: str
    content_id: str
    body: bytes = b""
    children: "tuple[Part, ...]" = ()

    def octets(self) -> bytes:
        """The content without its transfer encoding, as a whole."""
        body = self.body if self.message is None else raw_body(self.message)
        return transfer_decode(self.repaired.whole(body), self.encoding)

    def leaves(self) -> "Iterator[Part]":
        if not self.type.startswith("multipart/"):
            yield self
        for child in self.children:
            yield from child.leaves()


class Bodies(Mutable):
    """The parts that a reader of plain text sees, those that a reader of HTML sees, and the files; each in order."""

    text: list[Part] = field(default_factory=list)
    html: list[Part] = field(default_factory=list)
    files: list[Part] = field(default_factory=list)


def header_octets(message: "Message[str, str]", name: str) -> bytes:
    """A header's octets as they came, folded; b'' where it is missing; the first of several."""
    for key, value in message.raw_items():
        if key.lower() == name:
            return as_octets(value)
    return b""


def as_octets(value: object) -> bytes:
    """`email` keeps octets beyond ASCII as lone surrogates; this gives them back."""
    return str(value).encode("utf-8", "surrogateescape")


def raw_body(message: "Message[str, str]") -> bytes:
    """The octets behind the header as they came, the transfer encoding's header taken away; of `message/*`, its text."""
    if message.is_multipart():
        return b"".join(
            b"".join(as_octets(f"{key}: {value}\n") for key, value in child.raw_items()) + b"\n" + raw_body(child)
            for child in children(message)
        )
    del message["content-transfer-encoding"]  # with it, `email` would decode, and mangle what repair.py has set apart
    body = message.get_payload(decode=True)
    return body if isinstance(body, bytes) else b""


def children(message: "Message[str, str]") -> "list[Message[str, str]]":
    """The parts of a multipart, or the mail within a message/*; [] where `email` found none."""
    return cast("list[Message[str, str]]", message.get_payload()) if message.is_multipart() else []


def charset_hint(message: "Message[str, str]", fields: Iterable[tuple[str, bytes]]) -> str:
    """The charset of the mail's text: for headers in raw octets, which are too short to be judged one by one."""
    for part in [message, *_some(message)]:
        label = re.search(rb"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]+)", header_octets(part, "content-type"), re.I)
        codec = codec_of(label[1].decode("ascii")) if label else None
        if codec and codec not in ("utf-8", "cp1252"):
            return codec
    eight_bit = b"\n".join(value for _, value in fields if not value.isascii())[:8192]
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


def read_tree(message: "Message[str, str]", repaired: Repaired, hint: str, budget: list[int]) -> Part:
    """The tree of parts; attached mails are leaves of it. `budget` holds the number of parts still allowed."""
    return _read(message, repaired, hint, budget, 0)


def _read(message: "Message[str, str]", repaired: Repaired, hint: str, budget: list[int], depth: int) -> Part:
    budget[0] -= 1
    kind = read_parameters(header_octets(message, "content-type"), hint)
    disposition = read_parameters(header_octets(message, "content-disposition"), hint)
    part = Part(
        None,
        repaired,
        media_type(kind.value, message.get_default_type()),
        kind.parameters,
        disposition.value.split(" ")[0],
        _file_name(disposition, kind),
        header_octets(message, "content-transfer-encoding").decode("ascii", "ignore"),
        one_line(to_text(header_octets(message, "content-id"))).strip(" <>"),
    )
    if part.type in LETTERS:
        part.message = message
        return part
    if part.type.startswith("multipart/"):
        inner: list[Part] = []
        waiting = children(message) or _sniffed(message, repaired)
        while waiting:
            if budget[0] <= 0 or depth >= _DEEPEST:
                repaired.defects.append("too-many-parts")
                break
            inner.append(_read(waiting.pop(0), repaired, hint, budget, depth + 1))
        if inner:
            part.children = tuple(inner)
            return part
        part.type = "text/plain"
    part.body = raw_body(message)
    return part


def _sniffed(message: "Message[str, str]", repaired: Repaired) -> "list[Message[str, str]]":
    """The parts of a multipart whose boundary is missing or another than it says: the first that looks like one."""
    if "too-deep" in repaired.defects:
        return []
    body = raw_body(message)
    line = _BOUNDARY_LINE.search(body)
    if line is None:
        return []
    import email

    repaired.defects.append("wrong-boundary")
    header = b'Content-Type: multipart/mixed; boundary="%s"\n\n' % line[1].rstrip()
    return children(email.message_from_bytes(header + body))


def _file_name(disposition: Parametrised, kind: Parametrised) -> str:
    """The name without folders. Where one of the two headers has lost its characters, the other one counts."""
    names = [disposition.parameters.get("filename", ""), kind.parameters.get("name", "")]
    names = [_FOLDERS.sub("", name).strip()[-255:] for name in names]
    names = [name for name in names if name and name not in (".", "..")]
    return min(names, key=lambda name: name.count("?") + name.count("\ufffd"), default="")


def choose_bodies(root: Part) -> Bodies:
    """RFC 8621 4.1.4, less its duplicates: inline pictures are files here, never body."""
    bodies = Bodies()
    _choose([root], "mixed", False, bodies.html, bodies.text, bodies.files)
    return bodies


def _choose(
    parts: Sequence[Part],
    kind: str,
    alternative: bool,
    html: list[Part] | None,
    text: list[Part] | None,
    files: list[Part],
) -> None:
    text_before = len(text) if text is not None else -1
    html_before = len(html) if html is not None else -1
    for index, part in enumerate(parts):
        if part.children:
            sub = part.type.partition("/")[2]
            _choose(part.children, sub, alternative or sub == "alternative", html, text, files)
            continue
        body = (
            part.disposition != "attachment"
            and part.type in ("text/plain", "text/html")
            and (index == 0 or (kind != "related" and not part.name))
        )
        if not body:
            files.append(part)
            continue
        if part.name:
            files.append(part)  # a text with a name is both: what is written, and a file that may be asked for
        if kind != "alternative" and alternative:  # in multipart/alternative, but within a mixed or related of it
            html, text = (None, text) if part.type == "text/plain" else (html, None)
        if text is not None and (kind != "alternative" or part.type == "text/plain"):
            text.append(part)
        if html is not None and (kind != "alternative" or part.type == "text/html"):
            html.append(part)
    if kind == "alternative" and text is not None and html is not None:
        if text_before == len(text) and html_before != len(html):
            text.extend(html[html_before:])
        if html_before == len(html) and text_before != len(text):
            html.extend(text[text_before:])
