"""A body's octets to its text: transfer encoding, charset, line ends, format=flowed, no control characters."""

import binascii
import io
import re

from mailbot.inbound.charset import decode
from mailbot.late import late

_UNPRINTABLE = late("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]+")
_BREAKS = late("[\r\x0b\x0c\x85\u2028\u2029]")
_NOT_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="))
_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n"
_LOOKED_AT = 256 << 10
_PLAIN_LINE = re.compile(rb"^(?![ \t]*+[A-Za-z0-9+/]*+=*+[ \t\r]*+$)", re.M)
# Spaces where line ends were, put there by gateways: between whole groups of four only.
_SPACED = re.compile(rb"\s*+(?>(?:(?>(?:[A-Za-z0-9+/]{4})+)\s*+)*)(?:[A-Za-z0-9+/]{2,3})?=*+\s*+")
_PADDED = re.compile(rb"\s*+((?:[A-Za-z0-9+/]{4})*[A-Za-z0-9+/]{2,3})={1,2}")
_SOFT_BREAK = re.compile(rb"=[ \t]++(?=\r?\n)")  # with blanks that gateways added (RFC 2045 6.7, rule 3)
_LINE = late(r"[^\n]*\n|[^\n]+")
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-z0-9_.:-]{1,40})", re.I)


def transfer_decode(octets: bytes, encoding: str) -> bytes:
    """The octets of a part without their Content-Transfer-Encoding; an unknown encoding leaves them as they are.

    `encoding` is the header's value. Line ends of unencoded parts become LF, except of `binary` ones: those are
    files.
    """
    name = encoding.split(";")[0].strip(" \t\"'").lower()
    if name in ("base64", "b64", "base-64"):
        return from_base64(octets)
    if name in ("quoted-printable", "quotedprintable", "qp"):
        return binascii.a2b_qp(_SOFT_BREAK.sub(b"=", octets))
    if name in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return _from_uuencode(octets)
    return octets if name == "binary" else octets.replace(b"\r\n", b"\n")


def from_base64(octets: bytes) -> bytes:
    """Lenient base64 (RFC 2045 6.8): stray characters are passed over, padding is mended, several streams are joined.

    Plain lines behind the encoded ones (a list server's footer) are dropped. What is no base64 at all is given back
    as it is: some programs label and do not encode.
    """
    plain = None
    if octets.translate(None, _ALPHABET + b"="):  # looked for where it may be: at the beginning, at the end
        plain = _PLAIN_LINE.search(octets, 0, _LOOKED_AT) or _PLAIN_LINE.search(
            octets, max(len(octets) - _LOOKED_AT, 0)
        )
    if plain and not _SPACED.fullmatch(octets):
        before, behind = octets[: plain.start()], octets[plain.start() :]
        if len(behind.translate(None, _ALPHABET)) * 20 > len(behind):
            if not before.strip():
                padded = _PADDED.match(octets)
                return _stream(padded[1]) if padded else octets
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
    out = bytearray()
    inside = False
    for line in io.BytesIO(octets):
        line = line.rstrip(b"\r\n")
        if not inside:
            inside = line.startswith(b"begin ")
        elif line == b"end":
            break
        elif line.strip(b"` "):
            try:
                out += binascii.a2b_uu(line)
            except binascii.Error:  # a trailing garbage character, as uudecode(1) bears it
                try:
                    out += binascii.a2b_uu(line[: (((line[0] - 32) & 63) * 4 + 5) // 3])
                except binascii.Error:
                    return octets
    return bytes(out) if inside else octets


def clean(text: str) -> str:
    """Text with LF line ends and no other control character than LF and TAB, no lone surrogate, no byte order mark."""
    return _UNPRINTABLE.sub("", _BREAKS.sub("\n", text.replace("\r\n", "\n"))).removeprefix("\ufeff")


def read_text(octets: bytes, label: str, hint: str = "") -> tuple[str, str]:
    """The text of a text/plain part, and a defect or ''."""
    if b"\0" not in octets:  # which UTF-16 would have; as octets the line ends take a quarter of the room
        octets = octets.replace(b"\r\n", b"\n")
    text, _, doubt = decode(octets, label, hint)
    return clean(text), doubt


def read_html(octets: bytes, label: str, hint: str = "") -> tuple[str, str]:
    """The text of a text/html part, and a defect or ''. Where the part has no label, its own <meta> is asked."""
    if not label:
        meta = _META.search(octets, 0, 4096)
        label = meta[1].decode("ascii") if meta and not meta[1].lower().startswith(b"utf-16") else ""
    return read_text(octets, label, hint)


def unflow(text: str, delete_space: bool) -> str:
    """Paragraphs of format=flowed on one line again (RFC 3676 4.2–4.5); quote marks are kept, one for each level."""
    out = bytearray()  # a list of lines would hold some seventy octets more for each
    depth = 0
    open_paragraph = False
    for found in _LINE.finditer(text):
        line = found[0]
        ending = b"\n" if line.endswith("\n") else b""
        line = line.removesuffix("\n")
        level = len(line) - len(line.lstrip(">"))
        line = line[level:].removeprefix(" ")  # space-stuffing
        if open_paragraph and (level != depth or line == "-- "):  # a signature's line never belongs to a paragraph
            out += b"\n"
            open_paragraph = False
        if not open_paragraph and level:
            out += b">" * level + b" "
        depth = level
        open_paragraph = line.endswith(" ") and line != "-- "
        out += (line[:-1] if open_paragraph and delete_space else line).encode()
        if not open_paragraph:
            out += ending
    return out.decode() + ("\n" if open_paragraph and text.endswith("\n") else "")
