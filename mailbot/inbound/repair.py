"""Octets as they came to octets that a MIME parser can take: what is broken is mended, what is large is set apart.

mail-parser and `email` under it read line by line and keep about eight copies of what they read. They are given the
skeleton of a mail alone: headers, boundaries and the beginning of each body. The rest of a long body is replaced by a
line that names it, and is put back when that body is decoded. So memory and time hardly depend on a mail's size.
"""

import hashlib
import re
from itertools import pairwise

from mailbot.value import Mutable, field

_HEADER_CAP = 768 << 10  # octets of the header block
_LINE_CAP = 5_000  # header lines
_FIELD_CAP = 256 << 10  # octets of one field: 5,000 recipients
_CONTENT_CAP = 16 << 10  # the same of Content-*, whose parameters `email` reads in quadratic time
_KEEP = 32 << 10  # octets of each body that the parser sees; nested headers have to fit in
_KEEP_TIGHT = 1 << 10  # the same, once the budget is used up
_BUDGET = 1 << 20
_SMALL = 64 << 10  # octets of a body that is given to the parser whole
_DEPTH = 24  # nested multiparts: each line is compared with the boundary of each level

_FIELD = re.compile(rb"[!-9;-~]+[ \t]*:|[ \t]")
_SPACED_NAME = re.compile(rb"([!-9;-~]+)[ \t]+:")
_KNOWN = re.compile(
    rb"(?:received|from|to|cc|bcc|subject|date|message-id|mime-version|content-[a-z-]+|reply-to|in-reply-to|references"
    rb"|return-path|delivered-to|sender|importance|dkim-signature|authentication-results|x-[^\r\n:]{1,200})[ \t]*:",
    re.I,
)
_JUNK = re.compile(rb"\A(?:\xef\xbb\xbf|[ \t]*\r?\n|>?From [^\r\n]*\r?\n)+")
_BLANK = re.compile(rb"\n\r?\n")
_DASHES = re.compile(rb"^--[^\r\n]", re.M)
_DECLARED = re.compile(rb"boundary[ \t]*=[ \t]*(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))", re.I)
_NESTING = re.compile(
    rb"^(?:content-type:|[ \t])[^\r\n]*?\b(boundary)[ \t]*=[ \t]*(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))"
    rb"|^content-type:[ \t]*(message/rfc822)|^--([^\r\n]*)",
    re.I | re.M,
)


class Repaired(Mutable):
    """`octets` is the skeleton, `source` the mail it stands for, `defects` what was mended or lost, in kebab-case."""

    octets: bytes
    source: bytes
    mark: bytes = b""
    cuts: list[tuple[int, int]] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)

    def whole(self, body: bytes) -> bytes:
        """A body of the skeleton with what was set apart put back."""
        if not self.mark or self.mark not in body:
            return body
        pieces = re.split(re.escape(self.mark) + rb"-(\d{1,9})-", body)
        for index in range(1, len(pieces), 2):
            number = int(pieces[index])
            start, end = self.cuts[number] if number < len(self.cuts) else (0, 0)
            pieces[index] = self.source[start:end]
        return b"".join(pieces)


def repair(octets: bytes, max_parts: int) -> Repaired:
    """The skeleton of a mail, mended: line ends, NULs and broken lines in its header, nesting, the number of parts."""
    defects: list[str] = []
    if b"\n" not in octets and b"\r" in octets:
        octets = octets.replace(b"\r", b"\n")
        defects.append("bare-cr")
    if b"\r\r\n" in octets[:_HEADER_CAP]:
        octets = octets.replace(b"\r\r\n", b"\r\n")
        defects.append("doubled-cr")
    start = _first_field(octets)
    if start:
        defects.append("junk-before-header")
    blank = _BLANK.search(octets, start, start + _HEADER_CAP)
    if blank:
        end, body = blank.start() + 1, blank.end()
    elif len(octets) - start <= _HEADER_CAP:
        end = body = len(octets)
    else:
        late = _BLANK.search(octets, start + _HEADER_CAP)
        end, body = start + _HEADER_CAP, late.end() if late else len(octets)
        defects.append("header-cut")
    if re.match(rb"\r?\n", octets[start : start + 2]):
        end = body = start  # no header at all
    header = _mend_header(octets[start:end], defects)
    repaired = Repaired(b"", octets, defects=defects)
    rest = _skeleton(repaired, body, header, max_parts)
    repaired.octets = _flatten(header + (b"\n" if blank or "no-blank-line" not in defects else b"") + rest, defects)
    return repaired


def _first_field(octets: bytes) -> int:
    """Where the header begins: behind a byte order mark, mbox's From line, and blank lines if a header follows them."""
    junk = _JUNK.match(octets, 0, 4096)
    if junk is None:
        return 0
    if b"\n" in octets[: junk.end()].replace(b"\r", b"").split(b"From ")[0] and not _KNOWN.match(octets, junk.end()):
        return 0
    return junk.end()


def _mend_header(header: bytes, defects: list[str]) -> bytes:
    """The header block with each line either a field or a continuation, unless it is the body that begins early."""
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
    last_known = max((n for n, line in enumerate(lines) if _KNOWN.match(line)), default=-1)
    mended: list[bytes] = []
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
            mended.append(b"")  # the blank line between header and body is missing
            mended += lines[number:]
            defects.append("no-blank-line")
            break
    return b"".join(line + b"\n" for line in mended)


def _skeleton(repaired: Repaired, body: int, header: bytes, max_parts: int) -> bytes:
    """The octets from `body` on, long stretches without a boundary set apart; the parts beyond the limit dropped."""
    octets = repaired.source
    starts = [m.start() for _, m in zip(range(20 * max_parts), _DASHES.finditer(octets, body), strict=False)]
    if len(starts) > 2 * max_parts:
        # More lines begin with "--" than there can be parts: those count that are declared as boundaries.
        names = {
            m[1] or m[2] for _, m in zip(range(max_parts), _DECLARED.finditer(header + octets[body:]), strict=False)
        }
        wanted = b"|".join(re.escape(name.strip()) for name in sorted(names)[:300]) or rb"(?!)"
        finder = re.compile(rb"^--(?:" + wanted + rb")", re.M)
        starts = [m.start() for _, m in zip(range(2 * max_parts), finder.finditer(octets, body), strict=False)]
        if len(starts) == 2 * max_parts:
            octets = repaired.source = octets[: starts[-1]]
            repaired.defects.append("too-many-parts")
    edges = [body, *starts, len(octets)]
    if len(octets) - body <= _SMALL:
        return octets[body:]
    repaired.mark = b"mailbot-" + hashlib.sha256(octets).hexdigest().encode()  # no mail can hold its own digest
    out: list[bytes] = []
    kept = 0
    for start, end in pairwise(edges):
        keep = _keep(octets, start) if kept < _BUDGET else _KEEP_TIGHT
        cut = max(octets.rfind(b"\n", start, start + keep) + 1, start)
        stop = end
        while stop > cut and octets[stop - 1] in b"\r\n" and end - stop < 2:
            stop -= 1  # the line break before a boundary belongs to the boundary (RFC 2046 5.1.1)
        if end - start <= keep or stop - cut < 256:
            out.append(octets[start:end])
            kept += end - start
            continue
        out += [octets[start:cut], b"%s-%d-" % (repaired.mark, len(repaired.cuts)), octets[stop:end]]
        repaired.cuts.append((cut, stop))
        kept += cut - start
    return b"".join(out)


def _keep(octets: bytes, start: int) -> int:
    """How much of a stretch the parser has to see: the part's header; an attached message's header and beginning too."""
    head = octets[start : start + _KEEP]
    kind = head[:4096].lower()
    if b"message/" in kind or b"content-type" not in kind:
        return _KEEP
    blank = _BLANK.search(head)
    return max(blank.end(), _KEEP_TIGHT) if blank else _KEEP


def _flatten(octets: bytes, defects: list[str]) -> bytes:
    """Nesting beyond the limit taken away: what is deeper stays as text. Linear, by the boundaries alone."""
    stack: list[bytes] = []
    depth_of: dict[bytes, int] = {}
    too_deep: list[int] = []
    for match in _NESTING.finditer(octets):
        if match[5] is None:
            if len(stack) >= _DEPTH:
                too_deep.append(match.start(1) + 8 if match[1] else match.start(4) + 7)
                continue
            name = (match[2] or match[3] or b"").strip()
            stack.append(name)
            if name:
                depth_of[name] = len(stack)
        else:
            line = match[5].rstrip()
            closing = line.endswith(b"--") and line[:-2] in depth_of
            depth = depth_of.get(line[:-2] if closing else line)
            while depth is not None and len(stack) >= depth + (not closing):
                depth_of.pop(stack.pop(), None)
    if not too_deep:
        return octets
    defects.append("too-deep")
    flat = bytearray(octets)
    for position in too_deep:
        flat[position] = ord("-")  # "boundary-", "message-rfc822"
    return bytes(flat)
