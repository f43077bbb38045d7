"""The parameters of Content-Type and Content-Disposition (RFC 2045, RFC 2231), as mail programs really write them."""

import re
from typing import NamedTuple

from mailbot.inbound.charset import decode
from mailbot.inbound.headertext import decode_words, one_line, to_text, unfold
from mailbot.late import late

_SECTION = late(r"(.+?)\*(\d{1,4})?(\*)?")
_TYPE = late(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+")
_HIGH = late(r"(?:%[89A-Fa-f][0-9A-Fa-f]){2}")
_HEX = re.compile(rb"%([0-9A-Fa-f]{2})")
_MOST = 200  # parameters of one header


class Parametrised(NamedTuple):
    """`value` is in lower case (`text/plain`, `attachment`), `parameters` are decoded, their names in lower case."""

    value: str
    parameters: dict[str, str]


def read_parameters(raw: bytes, hint: str = "") -> Parametrised:
    """A header's value and its parameters.

    Understood besides the RFCs: raw 8-bit values, encoded-words within values, also cut by continuations, values
    with spaces but no quotes, a missing closing quote. The first of a doubled name counts.
    """
    head, *pieces = _split(unfold(to_text(raw, hint)))
    plain: dict[str, str] = {}
    sections: dict[str, dict[int, tuple[bool, str]]] = {}
    for piece in pieces[:_MOST]:
        name, equals, value = piece.partition("=")
        name, value = name.strip().lower(), _unquote(value.strip())
        if not equals or not name:
            continue
        match = _SECTION.fullmatch(name)
        if match:
            sections.setdefault(match[1], {}).setdefault(int(match[2] or 0), (bool(match[3]) or not match[2], value))
        else:
            plain.setdefault(name, value)
    found = {name: one_line(_from_percent(decode_words(value, hint))) for name, value in plain.items()}
    for name, parts in sections.items():
        found[name] = one_line(_join(parts, hint)) or found.get(name, "")
    return Parametrised(one_line(head).strip(" \"'").lower(), found)


def _from_percent(value: str) -> str:
    """`%E6%8A%A5%E5%91%8A.xlsx`, as web programs name files outside of RFC 2231: only whole UTF-8 beyond ASCII."""
    if not value.isascii() or not _HIGH.search(value):
        return value
    octets = _HEX.sub(lambda m: bytes([int(m[1], 16)]), value.encode("ascii"))
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return value


def media_type(value: str, default: str = "text/plain") -> str:
    """The type, or `default` where the header holds none (`Content-Type: text`)."""
    value = value.split()[0] if value.split() else ""
    if _TYPE.fullmatch(value):
        return value
    return {"text": "text/plain", "html": "text/html", "plain": "text/plain"}.get(value, default)


def _split(text: str) -> list[str]:
    """At the semicolons outside of quotes. A quote that is never closed is no quote."""
    pieces, start, position = [], 0, 0
    last_quote = text.rfind('"')
    quoted = False
    while position < len(text):
        c = text[position]
        if c == "\\" and quoted:
            position += 1
        elif c == '"' and (quoted or position < last_quote):
            quoted = not quoted
        elif c == ";" and not quoted:
            pieces.append(text[start:position])
            start = position + 1
        position += 1
    return [*pieces, text[start:]]


def _unquote(value: str) -> str:
    if value[:1] == '"':
        end = value.rfind('"')
        value = value[1:end] if end > 0 else value[1:]
        # A backslash before a letter is a Windows path, not an escape: "C:\报告\缺陷.xlsx".
        return re.sub(r'\\(["\\])', r"\1", value)
    return value


def _join(parts: dict[int, tuple[bool, str]], hint: str) -> str:
    """RFC 2231 continuations in order; the octets are joined before they are decoded: characters may be cut."""
    charset, octets = "", b""
    ordered = [parts[number] for number in sorted(parts)]
    if not any(encoded for encoded, _ in ordered):
        return decode_words("".join(value for _, value in ordered), hint)
    for number, (encoded, value) in enumerate(ordered):
        if encoded:
            if number == 0 and value.count("'") >= 2:
                charset, _, value = value.split("'", 2)
            octets += _HEX.sub(lambda m: bytes([int(m[1], 16)]), value.encode("utf-8", "replace"))
        else:
            octets += value.encode("utf-8", "replace")
    return decode_words(decode(octets, charset, hint).text, hint)
