"""A mail's own header block, line by line: what is broken is mended, and it is cut into fields when they are asked for."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

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


# Of the headers that most mails have: a letter does not keep these of its own.
_NAMES = {
    name.encode(): name
    for name in (
        "received from to cc bcc subject date message-id mime-version content-type content-transfer-encoding reply-to sender "
        "in-reply-to references return-path delivered-to dkim-signature authentication-results received-spf user-agent "
        "x-mailer x-priority x-originating-ip x-received list-id list-unsubscribe precedence errors-to thread-topic "
        "thread-index importance auto-submitted content-disposition content-language x-has-attach x-spam-status"
    ).split()
}


class Fields(Value):
    """The fields of a header block, cut anew each time: (name in lower case, octets of the value as they came, folded).

    The block stands from `start` to `end` in `octets`, which need not be copied then.
    """

    octets: bytes = b""
    start: int = 0
    end: int = 0

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        for field in self._cut():
            name, colon, value = field.partition(b":")
            if colon and name[:1] not in b" \t":
                name = name.lower()
                yield _NAMES.get(name) or name.decode("ascii"), value.lstrip(b" \t").removesuffix(b"\n")

    def mime(self) -> bytes:
        """The lines of those that say what the content is."""
        return b"".join(field for field in self._cut() if field[:8].lower() == b"content-" and b":" in field)

    def _cut(self) -> Iterator[bytes]:
        start = self.start
        while start < self.end:
            stop = self.octets.find(b"\n", start) + 1
            while stop < self.end and self.octets[stop] in b" \t":
                stop = self.octets.find(b"\n", stop) + 1
            yield self.octets[start:stop].replace(b"\r\n", b"\n")
            start = stop


class Header(NamedTuple):
    """A header block mended. `early` are the lines that no blank line parted from it: the beginning of the body."""

    fields: Fields
    early: bytes


def mend_header(octets: bytes, start: int, end: int, defects: list[str]) -> Header:
    """The header block there, whose line ends are LF or CRLF. What was mended or lost is added to `defects`, in kebab-case."""
    header = _in_lines(octets[start:end], defects)
    last_known = _last_known(header)
    mended = bytearray()
    early = b""
    room = _FIELD_CAP
    for at, line in _lines(header):
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
                mended += line + b"\n"
        elif line[:2] in (b"X-", b"x-") and b":" in line:  # a field with spaces in its name
            name, _, value = line.partition(b":")
            mended += re.sub(rb"[\0- \x7f-\xff]+", b"-", name) + b":" + value + b"\n"
            defects.append("broken-header-line")
        elif at < last_known:
            # A header was folded without the space that says so, or a server left a line of its own on top.
            if mended:
                mended += b" " + line + b"\n"
            defects.append("broken-header-line")
        else:
            early = header[at:] if header.endswith(b"\n") else header[at:] + b"\n"
            defects.append("no-blank-line")
            break
    if bytes(mended[:1]) in (b" ", b"\t"):
        defects.append("first-header-line-is-continuation")
    if mended == octets[start:end].replace(b"\r\n", b"\n"):
        return Header(Fields(octets, start, end), early)
    return Header(Fields(bytes(mended), 0, len(mended)), early)


def _in_lines(header: bytes, defects: list[str]) -> bytes:
    """Its lines with LF and no other control of lines, as many as are read."""
    if b"\0" in header:
        header = header.replace(b"\0", b"")
        defects.append("nul-in-header")
    header = header.replace(b"\r\n", b"\n")
    if b"\r" in header:
        header = header.replace(b"\r", b" ")
        defects.append("bare-cr")
    if header.count(b"\n") >= _LINE_CAP:
        start = next(islice(_lines(header), _LINE_CAP, None), None)
        if start is not None:
            header = header[: start[0]]
            defects.append("header-cut")
    return header


def _lines(header: bytes) -> Iterator[tuple[int, bytes]]:
    """Each with where it begins."""
    start = 0
    while start < len(header):
        end = header.find(b"\n", start)
        end = len(header) if end < 0 else end
        yield start, header[start:end]
        start = end + 1


def _last_known(header: bytes) -> int:
    """Where the last line begins that is surely a header's; -1 if there is none."""
    start = len(header)
    while start > 0:
        start = header.rfind(b"\n", 0, start - 1) + 1
        if KNOWN.match(header, start):
            return start
    return -1
