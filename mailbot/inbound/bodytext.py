"""A body's octets to its text: transfer encoding, charset, line ends, format=flowed, no control characters."""

import binascii
import re

from mailbot.inbound.charset import decode

_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_NOT_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="))
_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n"
_PLAIN_LINE = re.compile(rb"^(?![A-Za-z0-9+/]*=*[ \t\r]*$)", re.M)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-z0-9_.:-]{1,40})", re.I)
_QUOTES = re.compile(">*")


def transfer_decode(octets: bytes, encoding: str) -> bytes:
    """The octets of a part without their Content-Transfer-Encoding; an unknown encoding leaves them as they are.

    `encoding` is the header's value. Line ends of unencoded parts become LF, except of `binary` ones: those are
    files.
    """
    name = encoding.split(";")[0].strip(" \t\"'").lower()
    if name in ("base64", "b64", "base-64"):
        return from_base64(octets)
    if name in ("quoted-printable", "quotedprintable", "qp"):
        return binascii.a2b_qp(octets)
    if name in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return _from_uuencode(octets)
    return octets if name == "binary" else octets.replace(b"\r\n", b"\n")


def from_base64(octets: bytes) -> bytes:
    """Lenient base64 (RFC 2045 6.8): stray characters are passed over, padding is mended, several streams are joined.

    Plain lines behind the encoded ones (a list server's footer) are dropped. What is no base64 at all is given back
    as it is: some programs label and do not encode.
    """
    plain = _PLAIN_LINE.search(octets)
    if plain:
        before, behind = octets[: plain.start()], octets[plain.start() :]
        if len(behind.translate(None, _ALPHABET)) * 20 > len(behind):
            if not before.strip():
                start = re.match(rb"\s*[A-Za-z0-9+/]{4,}={1,2}", octets)
                return from_base64(start[0]) if start else octets
            octets = before
    data = octets.translate(None, _NOT_BASE64)
    core = data.rstrip(b"=")
    if b"=" not in core:
        return _stream(core)
    first, *others = re.split(rb"=+", data, maxsplit=1000)
    out = [_stream(first)]
    for piece in others:  # padding ends a stream; what follows is another one, or stray letters
        if len(piece) % 4 != 1 and (core != data or len(piece) % 4 == 0):
            out.append(_stream(piece))
    return b"".join(out)


def _stream(data: bytes) -> bytes:
    data = data[:-1] if len(data) % 4 == 1 else data
    return binascii.a2b_base64(data + b"=" * (-len(data) % 4))


def _from_uuencode(octets: bytes) -> bytes:
    out = []
    inside = False
    for line in octets.splitlines():
        if not inside:
            inside = line.startswith(b"begin ")
        elif line.strip() in (b"end", b"`", b""):
            if line.strip() == b"end":
                break
        else:
            try:
                out.append(binascii.a2b_uu(line))
            except binascii.Error:  # a trailing garbage character, as uudecode(1) bears it
                count = (((line[0] - 32) & 63) * 4 + 5) // 3
                try:
                    out.append(binascii.a2b_uu(line[:count]))
                except binascii.Error:
                    return octets
    return b"".join(out) if inside else octets


def clean(text: str) -> str:
    """Text with LF line ends and no other control character than LF and TAB, no lone surrogate, no byte order mark."""
    return _UNPRINTABLE.sub("", _BREAKS.sub("\n", text)).removeprefix("\ufeff")


def read_text(octets: bytes, label: str, hint: str = "") -> tuple[str, str]:
    """The text of a text/plain part, and a defect or ''."""
    decoded = decode(octets, label, hint)
    return clean(decoded.text), decoded.doubt


def read_html(octets: bytes, label: str, hint: str = "") -> tuple[str, str]:
    """The text of a text/html part, and a defect or ''. Where the part has no label, its own <meta> is asked."""
    if not label:
        meta = _META.search(octets, 0, 4096)
        label = meta[1].decode("ascii") if meta and not meta[1].lower().startswith(b"utf-16") else ""
    return read_text(octets, label, hint)


def unflow(text: str, delete_space: bool) -> str:
    """Paragraphs of format=flowed on one line again (RFC 3676 4.2–4.5); quote marks are kept, one for each level."""
    out: list[str] = []
    paragraph: list[str] = []
    depth = 0

    def close() -> None:
        if paragraph:
            out.append(">" * depth + (" " if depth else "") + "".join(paragraph))
            paragraph.clear()

    *lines, rest = text.split("\n")
    for line in [*lines, rest] if rest else lines:
        level = _QUOTES.match(line).end()  # type: ignore[union-attr]  # it always matches
        line = line[level:].removeprefix(" ")  # space-stuffing
        if paragraph and (level != depth or line == "-- "):  # a signature's line is never part of a paragraph
            close()
        depth = level
        flowed = line.endswith(" ") and line != "-- "
        paragraph.append(line[:-1] if flowed and delete_space else line)
        if not flowed:
            close()
    close()
    return "\n".join(out) + ("\n" if out and not rest else "")
