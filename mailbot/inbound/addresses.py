"""A header's text to addresses: RFC 5322 3.4 and what people's mail programs make of it."""

import re
from collections.abc import Iterator

from mailbot.inbound.headertext import decode_words, one_line
from mailbot.late import late
from mailbot.value import Value

_MOST = 5000  # addresses of one header
_LONGEST = 500  # characters of a name: what is longer is noise
_QUOTED = r'"([^"\\]*+(?:\\.[^"\\]*+)*)"'
_TOKEN = late(r'"[^"\\]*+(?:\\.[^"\\]*+)*"(?:@[^\s"]+)?|[^\s"]+|"')
_AROUND = late(r"\s*([@.])\s*")
_COMMENT = late(r"\([^()<>]{0,200}\)")
_ESCAPE = late(r"\\(.)", re.S)
_TRIM = " \t'\"“”‘’<>()，；,;:"


class Address(Value):
    """One mailbox. `address` is in lower case; `name` is '' if none is given."""

    name: str
    address: str


def read_addresses(text: str, hint: str = "") -> tuple[Address, ...]:
    """The addresses in a header's text (8-bit octets decoded, encoded-words not yet), groups opened.

    Understood besides RFC 5322: `;` `，` `；` between addresses, names with commas and no quotes, encoded-words within
    quotes or around the whole, no space before `<`, `mailto:`, a name without brackets (`张三 a@b`). Linear.
    """
    if "＜" in text and "<" not in text:
        text = text.replace("＜", "<").replace("＞", ">")
    found: list[Address] = []
    before = ""
    for piece in _pieces(text):
        if "@" not in piece and "<" not in piece:
            decoded = decode_words(piece, hint)
            if "@" in decoded and "=?" in piece:  # the whole was encoded, address and all
                found += read_addresses(decoded, hint) if "=?" not in decoded else ()
                before = ""
            else:
                joined = f"{before}, {piece}" if before.strip() else piece  # "Doe, John <j@x>"; 部门, 姓名 <…>
                before = joined if len(joined) <= _LONGEST else ""
            continue
        found += _mailboxes(piece, before, hint)
        before = ""
        if len(found) > _MOST:
            break
    if before.strip() and not found:
        # Unix servers write local names, with no domain: "MAILER-DAEMON (Mail Delivery System)".
        name, comment = _without_comments(before)
        if re.fullmatch(r"[!-~]+", name.strip()) and "=?" not in name:
            found.append(Address(_name(comment, hint), one_line(name).strip(_TRIM).lower()))
    return tuple(a if a.name.lower() != a.address else Address("", a.address) for a in found[:_MOST] if a.address)


def _pieces(text: str) -> Iterator[str]:
    """Cut at commas and semicolons outside of quotes, comments and brackets; the names of groups are dropped."""
    start, depth, closing = 0, 0, ""
    last = {c: text.rfind(c) for c in '")>]'}
    position, at = 0, False
    while position < len(text):
        c = text[position]
        if c == "\\" and (closing == '"' or depth):
            position += 1
        elif depth:
            depth += (c == "(") - (c == ")")
        elif closing:
            closing = "" if c == closing else closing
        elif c == "(" and position < last[")"]:
            depth = 1
        elif c in '"<[' and position < last[{'"': '"', "<": ">", "[": "]"}[c]]:
            closing = {'"': '"', "<": ">", "[": "]"}[c]
            at = at or c == "<"
        elif c in ",;" or (c in "，；" and at):
            yield text[start:position]
            start, at = position + 1, False
        elif c == ":" and not at and text[start:position].strip().lower() != "mailto":
            start = position + 1
        elif c == "@":
            at = True
        position += 1
    yield text[start:]


def _mailboxes(piece: str, before: str, hint: str) -> Iterator[Address]:
    piece, comment = _without_comments(piece)
    while "<" in piece:
        name, _, rest = _partition_outside_quotes(piece)
        if not rest:
            break
        inside, closed, piece = rest.lstrip("< ").partition(">")
        whole = f"{before}, {name}" if before.strip() else name
        inside = inside if '"' in inside else _COMMENT.sub("", inside)  # <pete(his account)@silly.test>, RFC 5322 A.5
        yield Address(_name(whole, hint) or _name(comment, hint), _address(inside))
        before, piece = "", piece.lstrip("> ") if closed else ""
    if "@" not in piece:
        return
    words: list[str] = []
    for token in _TOKEN.findall(_AROUND.sub(r"\1", piece)):
        if "@" in token.strip("@"):
            yield Address(_name(" ".join(words), hint) or _name(comment, hint), _address(token))
            words = []
        else:
            words.append(token)


def _partition_outside_quotes(piece: str) -> tuple[str, str, str]:
    """At the first `<` outside of quotes; at the last one of all if there is none."""
    if '"' not in piece:
        return piece.partition("<")
    end = 0
    for match in re.finditer(_QUOTED + "|<", piece):
        if match[0] == "<":
            return piece[: match.start()], "<", piece[match.end() :]
        end = match.end()
    at = piece.find("<", end)
    return (piece[:at], "<", piece[at + 1 :]) if at >= 0 else (piece, "", "")


def _without_comments(text: str) -> tuple[str, str]:
    """The text less its comments, and the last comment."""
    if "(" not in text or ")" not in text:
        return text, ""
    out: list[str] = []
    comment: list[str] = []
    last, depth, quoted, angle = "", 0, False, False
    for c in text:
        if depth:
            depth += (c == "(") - (c == ")")
            if depth:
                comment.append(c)
            else:
                last, comment = "".join(comment), []
        elif c == "(" and not quoted and not angle:
            depth = 1
        else:
            quoted ^= c == '"'
            angle = c == "<" or (angle and c != ">")
            out.append(c)
    return ("".join(out), last) if not depth else (text, "")


def _name(text: str, hint: str) -> str:
    """A display name: quotes opened, encoded-words decoded, what the decoding brought in quotes opened too."""
    text = text.strip(" \t\r\n,")
    opened = re.sub(_QUOTED, lambda m: _ESCAPE.sub(r"\1", m[1]), text) if '"' in text else text
    name = one_line(decode_words(opened, hint))
    while len(name) > 1 and name[0] + name[-1] in ('""', "''", "“”", "‘’"):
        name = name[1:-1].strip()
    return " ".join(name.split())


def _address(text: str) -> str:
    """An address trimmed and in lower case: no `mailto:`, no source route (RFC 5322 4.4), no stray punctuation."""
    text = one_line(text).strip()
    if text[:1] == '"' and '"@' in text:
        return text.rstrip(".,;").lower()
    text = text.strip(_TRIM)
    if text[:1] == "[" and text[-1:] == "]":
        text = text[1:-1]
    if text[:7].lower() == "mailto:":
        text = text[7:]
    if text[:1] == "@" and ":" in text:
        text = text.partition(":")[2]
    if '"' not in text:
        words = text.split()
        whole = [word for word in words if "@" in word.strip("@")]
        text = whole[-1] if whole and len(words) > 1 else "".join(words)
    return text.strip(_TRIM).rstrip(".").lower()
