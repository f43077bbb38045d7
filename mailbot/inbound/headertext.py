"""A header's octets to one line of text: raw 8-bit octets, encoded-words (RFC 2047) whole and broken, folding."""

import binascii
import re
import unicodedata
from itertools import zip_longest

from mailbot.inbound.charset import codec_of, decode
from mailbot.late import late

# What no line may hold: controls, lone surrogates, non-characters, and the marks that turn the direction of writing
# (they make a file's name look like another).
_UNPRINTABLE = late(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_BREAKS = late("[\t\n\x0b\x0c\r\x85\u2028\u2029]+")
_START = late(r"=\?[ \t]*([A-Za-z0-9_.:*\-]{1,40}?)[ \t]*\?[ \t]*([BbQq])[ \t]*\?")
_WHOLE = late(r"=\?[\w.:*-]{1,40}\?[BbQq]\?[^?\s]{1,998}\?=")
_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_SPACE = late("[ \t\r\n]")
_FOLD = late("\r?\n[ \t]*")
_HEX_PAIR = late("[0-9A-Fa-f]{2}")


def one_line(text: str) -> str:
    """The text on a single line, trimmed, without control characters, surrogates and marks of direction."""
    if not text.isprintable():
        text = _UNPRINTABLE.sub("", _BREAKS.sub(" ", text))
    return unicodedata.normalize("NFC", text).strip()


def unfold(text: str) -> str:
    """A folded header's value as one line (RFC 5322 2.2.3): the line break goes, the space behind it stays."""
    return re.sub("\r?\n(?=[ \t])", "", text) if "\n" in text else text


def to_text(raw: bytes, hint: str = "") -> str:
    """The octets of a header as text, encoded-words left as they are. `hint` is the charset of the rest of the mail."""
    return decode(raw, "", hint).text


def header_text(raw: bytes, hint: str = "") -> str:
    """The octets of a header decoded, unfolded, on one line."""
    return one_line(unfold(decode_words(to_text(raw, hint), hint)))


def decode_words(text: str, hint: str = "") -> str:
    """The text with its encoded-words decoded, also those that mail programs have broken.

    Understood besides RFC 2047: spaces within, no `?=` at the end, bad base64, one character split over two words,
    words without space around them or within quotes, a wrong charset, the whole encoded twice. Linear in the length of
    the text.
    """
    if "=?" not in text:
        return text
    decoded = _decode_once(text, hint)
    return _decode_once(decoded, hint) if decoded != text and _WHOLE.fullmatch(decoded.strip()) else decoded


def _decode_once(text: str, hint: str) -> str:
    out: list[str] = []
    run: list[tuple[str, str, str]] = []  # adjacent words: charset, encoding, payload
    position, end_seen = 0, -1
    starts = list(_START.finditer(text))
    for match, following in zip_longest(starts, starts[1:]):
        if match.start() < position:
            continue
        between = text[position : match.start()]
        if not (run and not between.strip()):
            out.append(_decode_run(run, hint))
            out.append(between)
            run = []
        start = match.end()
        end_seen = _end_of_word(text, start, end_seen, match[2])
        stop, after = _bounds(text, start, end_seen, following.start() if following else len(text))
        run.append((match[1], match[2].upper(), text[start:stop]))
        position = after
    out.append(_decode_run(run, hint))
    out.append(text[position:])
    return "".join(out)


def _end_of_word(text: str, start: int, known: int, encoding: str) -> int:
    """Where the next `?=` stands, len(text) if nowhere. `known` spares searching the same stretch again."""
    end = known if known >= start else text.find("?=", start)
    # "?=" may be a raw question mark before an encoded octet: "=?utf-8?Q?ok?=E5=A5=BD?=".
    while encoding in "Qq" and end != -1 and _HEX_PAIR.match(text, end + 2):
        later = text.find("?=", end + 2)
        if later == -1 or any(c.isspace() for c in text[end + 2 : min(later, end + 80)]) or later - end > 400:
            break
        end = later
    return len(text) if end == -1 else end


def _bounds(text: str, start: int, end: int, following: int) -> tuple[int, int]:
    """Where the payload stops, and where the text goes on. A word without its `?=` stops at a space or the next word."""
    if end < len(text) and end < following:
        return end, end + 2
    space = _SPACE.search(text, start, following)
    after = stop = space.start() if space else following
    while stop > start and text[stop - 1] == "?":
        stop -= 1
    return stop, after


def _decode_run(run: list[tuple[str, str, str]], hint: str) -> str:
    """Adjacent words, those of one charset joined as octets first: a character may be split between them."""
    out = []
    index = 0
    while index < len(run):
        charset, codec = run[index][0], codec_of(run[index][0]) or run[index][0].lower()
        last = index
        while last < len(run) and (codec_of(run[last][0]) or run[last][0].lower()) == codec:
            last += 1
        out.append(_decode_same([(encoding, payload) for _, encoding, payload in run[index:last]], charset, hint))
        index = last
    return "".join(out)


def _decode_same(words: list[tuple[str, str]], charset: str, hint: str) -> str:
    octets = [_base64(payload) if encoding == "B" else _quoted(_FOLD.sub("", payload)) for encoding, payload in words]
    if codec_of(charset) in ("iso2022_jp", "iso2022_kr", "hz", "utf-7"):  # each word begins anew in ASCII
        return "".join(decode(part, charset, hint).text for part in octets)
    decoded = decode(b"".join(octets), charset, hint)
    if decoded.doubt and len(words) > 1 and all(encoding == "B" for encoding, _ in words):
        # Some programs cut the base64 itself into words, not the text: then only together is it even.
        together = decode(_base64("".join(payload for _, payload in words)), charset, hint)
        return together.text if not together.doubt else decoded.text
    return decoded.text


def _base64(payload: str) -> bytes:
    """Lenient base64: other characters are dropped, padding is mended, a lone last character is dropped."""
    out = []
    for piece in payload.encode("ascii", "ignore").split(b"="):
        data = _BASE64.sub(b"", piece.replace(b"-", b"+").replace(b"_", b"/"))
        if len(data) % 4 == 1:
            data = data[:-1]
        if data:
            out.append(binascii.a2b_base64(data + b"=" * (-len(data) % 4)))
    return b"".join(out)


def _quoted(payload: str) -> bytes:
    """The Q encoding. Text that should have been encoded and was not is taken as UTF-8."""
    return binascii.a2b_qp(payload.replace("=\n", "=3D\n").encode("utf-8", "replace"), header=True)
