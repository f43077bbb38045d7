"""A mail's own header block, line by line: what is broken is mended, and it is cut into fields."""

import re

from mailbot.value import Value

_LINE_CAP = 5_000  # header lines
_FIELD_CAP = 256 << 10  # octets of one field: 5,000 recipients
_CONTENT_CAP = 16 << 10  # the same of Content-*, whose parameters `email` reads in quadratic time
_FIELD = re.compile(rb"[!-9;-~]+[ \t]*:|[ \t]")
_SPACED_NAME = re.compile(rb"([!-9;-~]+)[ \t]+:")
KNOWN = re.compile(
    rb"(?:received|from|to|cc|bcc|subject|date|message-id|mime-version|content-[a-z-]+|reply-to|in-reply-to|references"
    rb"|return-path|delivered-to|sender|importance|dkim-signature|authentication-results|x-[^\r\n:]{1,200})[ \t]*:",
    re.I,
)


class Header(Value):
    """`fields` are (name in lower case, octets of the value as they came, folded); `mime` are the lines of those that say
    what the content is; `early` are the lines that no blank line parted from them: the beginning of the body."""

    fields: list[tuple[str, bytes]]
    mime: bytes
    early: bytes


def mend_header(header: bytes, defects: list[str]) -> Header:
    """A header block whose line ends are LF or CRLF; what was mended or lost is added to `defects`, in kebab-case."""
    if b"\0" in header:
        header = header.replace(b"\0", b"")
        defects.append("nul-in-header")
    lines = re.split(rb"\r?\n", header)
    if lines and not lines[-1]:
        lines.pop()
    if any(b"\r" in line for line in lines):
        lines = [line.replace(b"\r", b" ") for line in lines]
        defects.append("bare-cr")
    if len(lines) > _LINE_CAP:
        del lines[_LINE_CAP:]
        defects.append("header-cut")
    last_known = max((n for n, line in enumerate(lines) if KNOWN.match(line)), default=-1)
    mended: list[bytes] = []
    early = b""
    room = _FIELD_CAP
    for number, line in enumerate(lines):
        if _FIELD.match(line):
            spaced = _SPACED_NAME.match(line)
            line = spaced[1] + b":" + line[spaced.end() :] if spaced else line
            if line[:1] not in b" \t":
                room = _CONTENT_CAP if line[:8].lower() == b"content-" else _FIELD_CAP
            if len(line) > room:
                line = line[:room] if room > 0 else b""
                defects.append("header-cut")
            room -= len(line)
            if line:
                mended.append(line)
        elif line[:2] in (b"X-", b"x-") and b":" in line:  # a field with spaces in its name
            name, _, value = line.partition(b":")
            mended.append(re.sub(rb"[\0- \x7f-\xff]+", b"-", name) + b":" + value)
            defects.append("broken-header-line")
        elif number < last_known:
            # A header was folded without the space that says so, or a server left a line of its own on top.
            if mended:
                mended.append(b" " + line)
            defects.append("broken-header-line")
        else:
            early = b"".join(line + b"\n" for line in lines[number:])
            defects.append("no-blank-line")
            break
    return _cut(mended, early, defects)


def _cut(lines: list[bytes], early: bytes, defects: list[str]) -> Header:
    fields: list[tuple[str, bytes]] = []
    mime: list[bytes] = []
    if lines and lines[0][:1] in b" \t":
        defects.append("first-header-line-is-continuation")
    first = 0
    for number, line in enumerate([*lines, b""]):
        if number < len(lines) and line[:1] in b" \t":
            continue
        name, colon, value = lines[first].partition(b":") if number else (b"", b"", b"")
        if colon and name[:1] not in b" \t":
            name = name.lower()
            fields.append((name.decode("ascii"), b"\n".join([value.lstrip(b" \t"), *lines[first + 1 : number]])))
            if name.startswith(b"content-"):
                mime += lines[first:number]
        first = number
    return Header(fields, b"".join(line + b"\n" for line in mime), early)
