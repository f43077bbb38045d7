"""Octets as they came to octets that a MIME parser can take: what is broken is mended, what is large is set apart.

mail-parser and `email` under it read line by line and keep about eight copies of what they read. They are given the
skeleton of a mail alone: what its header says of its content, boundaries, the parts' headers and the beginning of each
body. The rest of a body is replaced by a line that names it, and is put back when that body is decoded. So memory and
time hardly depend on a mail's size.
"""

import hashlib
import re
from itertools import pairwise

from mailbot.inbound.topheader import KNOWN, Fields, mend_header
from mailbot.value import Mutable, field

_HEADER_CAP = 768 << 10  # octets of the header block
_KEEP = 32 << 10  # octets of each body that the parser sees where headers are nested in it
_KEEP_TIGHT = 256  # the same of every other body, and once the budget is used up
_BUDGET = 1 << 20
_SMALL = 512  # octets of a body that is given to the parser whole
_WORTH = 256  # what is shorter is not set apart
STOCK = b"mailbot-boundary-%02d"
_STOCKED = 20  # boundaries of a mail that get such a name
_DEPTH = 24  # nested multiparts: each line is compared with the boundary of each level

_JUNK = re.compile(rb"\A(?:\xef\xbb\xbf|[ \t]*\r?\n|>?From [^\r\n]*\r?\n)+")
_BLANK = re.compile(rb"\n\r?\n")
_LETTER = re.compile(rb"^content-type:[ \t]*(?:\r?\n[ \t]+)?message/", re.I | re.M)
_HEADER_LINE = re.compile(rb"[!-9;-~]+[ \t]*:|[ \t]|\r?\n")
_ENCODED_LINE = re.compile(rb"[A-Za-z0-9+/=]{40,}\r?\n")
_REPORT = re.compile(
    rb"^content-type:[ \t]*(?:\r?\n[ \t]+)?message/[a-z-]*delivery-status", re.I | re.M
)  # of nothing but headers
_TYPED = re.compile(rb"^content-type:", re.I | re.M)
_DASHES = re.compile(rb"^--[^\r\n]", re.M)
_DECLARED = re.compile(rb"boundary[ \t]*=[ \t]*(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))", re.I)
_NESTING = re.compile(
    rb"^(?:content-type:|[ \t])[^\r\n]*?\b(boundary)[ \t]*=[ \t]*(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))"
    rb"|^content-type:[ \t]*(message/rfc822)|^--([^\r\n]*)",
    re.I | re.M,
)


class Boundaries(Mutable):
    """Boundaries as the headers declare them, and the names under which the parser is shown them.

    `email` compiles a pattern for each boundary, which takes several times the room of a short mail. So it sees the same few
    in every mail; where such a line turns out to be none, the body that it stands in gets its own back (`Repaired.whole`).
    """

    names: dict[bytes, bytes] = field(default_factory=dict)
    line: bytes = b""  # the last one that begins like a boundary

    def stock_name(self, name: bytes) -> bytes:
        if name not in self.names:
            # Where no blank line ends a header, the boundary's line has been read before the header tells of it.
            own = self.line.rstrip() in (b"--" + name, b"--" + name + b"--") or len(self.names) == _STOCKED
            self.names[name] = name if own else STOCK % len(self.names)
        return self.names[name]

    def renamed(self, line: bytes) -> bytes:
        """The line under the stock name if it is a boundary's."""
        self.line = line
        bare = line.rstrip()
        name = bare[2:]
        closing = b"--" if name not in self.names and name[-2:] == b"--" else b""
        name = name.removesuffix(closing)
        return b"--" + self.names[name] + closing + line[len(bare) :] if name in self.names else line


class Repaired(Mutable):
    """`octets` is the skeleton, `source` the mail it stands for, `defects` what was mended or lost, in kebab-case.

    `fields` are those of the top header, which the skeleton has no copy of.
    """

    octets: bytes
    source: bytes
    fields: Fields = Fields()
    mark: bytes = b""
    cuts: list[tuple[int, int]] = field(default_factory=list)
    boundaries: Boundaries = field(default_factory=lambda: Boundaries())
    defects: list[str] = field(default_factory=list)

    def whole(self, body: bytes) -> bytes:
        """A body of the skeleton with what was renamed and set apart put back."""
        for name, stock in self.boundaries.names.items():
            body = body.replace(stock, name)
        if not self.mark or self.mark not in body:
            return body
        pieces = body.split(self.mark)
        for index, piece in enumerate(pieces[1:], 1):
            _, number, rest = piece.split(b"-", 2)
            start, end = self.cuts[int(number)]
            pieces[index] = self.source[start:end] + rest
        return b"".join(pieces)


def repair(octets: bytes, max_parts: int) -> Repaired:
    """The skeleton of a mail, mended: line ends, NULs and broken lines in its header, nesting, the number of parts."""
    defects: list[str] = []
    if b"\n" not in octets and b"\r" in octets:
        octets = octets.replace(b"\r", b"\n")
        defects.append("bare-cr")
    if octets.find(b"\r\r\n", 0, _HEADER_CAP) >= 0:
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
    header = mend_header(octets, start, end, defects)
    repaired = Repaired(b"", octets, header.fields, defects=defects)
    early = header.early + b"\n" if header.early and blank else header.early
    mime = header.fields.mime()
    skeleton = b"".join((mime, b"\n", early, _skeleton(repaired, body, mime, max_parts)))
    repaired.octets = _flatten(skeleton, defects)
    return repaired


def _first_field(octets: bytes) -> int:
    """Where the header begins: behind a byte order mark, mbox's From line, and blank lines if a header follows them."""
    junk = _JUNK.match(octets, 0, 4096)
    if junk is None:
        return 0
    if b"\n" in octets[: junk.end()].replace(b"\r", b"").split(b"From ")[0] and not KNOWN.match(octets, junk.end()):
        return 0
    return junk.end()


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
        outer = header if start == body and start not in starts[:1] else None
        keep = _keep(octets, start, end, outer) if kept < _BUDGET else _KEEP_TIGHT
        cut = max(octets.rfind(b"\n", start, start + keep) + 1, start)
        stop = end
        while stop > cut and octets[stop - 1] in b"\r\n" and end - stop < 2:
            stop -= 1  # the line break before a boundary belongs to the boundary (RFC 2046 5.1.1)
        if end - start <= keep or stop - cut < _WORTH:
            out.append(octets[start:end])
            kept += end - start
            continue
        out += [octets[start:cut], b"%s-%d-" % (repaired.mark, len(repaired.cuts)), octets[stop:end]]
        repaired.cuts.append((cut, stop))
        kept += cut - start
    return b"".join(out)


def _keep(octets: bytes, start: int, end: int, outer: bytes | None) -> int:
    """How much of a stretch the parser has to see: the part's header, and those of the mails that begin in it.

    `outer` is the header that stands before the stretch: the mail's own, None where the stretch has one.
    """
    end = min(end, start + _KEEP)
    head, seen = outer, start
    line = octets.find(b"\n", start, end) + 1 if outer is None else start
    # A part of a digest is a mail though no type says so (RFC 2046 5.1.5).
    while (
        head is None
        or _LETTER.search(head)
        or (head is not outer and not _TYPED.search(head) and KNOWN.match(octets, seen, end))
    ):
        if _ENCODED_LINE.match(octets, line, end) or (seen == start and not _HEADER_LINE.match(octets, line, end)):
            break
        blank = _BLANK.search(octets, max(line - 1, 0), end)
        if blank is None or (head is not None and _REPORT.search(head)):
            return _KEEP
        head, seen = octets[seen : blank.end()], blank.end()
        line = seen
    return max(seen - start, _KEEP_TIGHT)


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
