"""Octets to text: which charset they are really in, decided by evidence, whatever the label says.

The label is believed as long as nothing speaks against it. Against it speak: octets that it cannot decode; octets
that are UTF-8 (which other text hardly ever is by chance); a reading that is no plausible Chinese where another one
is. The label is read as what mail programs mean by it: gb2312 and gbk mean gb18030 (their superset), iso-8859-1 and
us-ascii mean windows-1252, ks_c_5601 means cp949, shift_jis means cp932 (WHATWG Encoding, section 4.2).
"""

import codecs
import re
from itertools import zip_longest
from typing import NamedTuple

from mailbot.inbound.hanzi import plausibility
from mailbot.late import late

_SUPERSET = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "cp950",
    "utf-8-sig": "utf-8",
}
# Names that Python does not know, seen in mails (x-gbk: Foxmail; cp-936: Lotus Notes; the rest: WHATWG's lists).
_ALIASES = {
    "gb2312-80": "gb2312", "gb-2312-80": "gb2312", "gb-2312": "gb2312", "gb2313": "gb2312", "gb231280": "gb2312", "x-gb2312": "gb2312",
    "cn-gb": "gb2312", "x-euc-cn": "gb2312", "iso-ir-58": "gb2312", "csiso58gb231280": "gb2312", "x-gbk": "gbk",
    "gb": "gbk", "gbk2312": "gbk", "gbk-2312": "gbk", "cp-936": "gbk", "x-cp936": "gbk", "windows-936": "gbk",
    "x-windows-936": "gbk", "ansi936": "gbk", "gb-18030": "gb18030", "gb18030-2005": "gb18030", "x-gb18030": "gb18030",
    "gb18030-2022": "gb18030", "x-big5": "big5", "x-x-big5": "big5", "cn-big5": "big5", "big-5": "big5",
    "big5-eten": "big5", "windows-950": "big5", "x-windows-950": "big5", "cp-950": "big5", "ms950": "big5",
    "utf-8-mac": "utf-8", "x-utf-8": "utf-8", "unicode-1-1-utf-8": "utf-8", "utf8mb4": "utf-8", "unicode": "utf-8",
    "windows-874": "cp874", "x-sjis": "shift_jis", "windows-31j": "cp932", "x-euc-jp": "euc_jp",
    "x-windows-949": "cp949", "windows-949": "cp949", "iso-8859-8-i": "iso8859-8", "iso-8859-8-e": "iso8859-8",
    "x-mac-roman": "mac-roman", "x-iso-8859-1": "iso8859-1", "latin-1": "iso8859-1", "iso-2022-jp-ms": "iso2022_jp_ext",
    "x-hz-gb-2312": "hz",
}  # fmt: skip
# Python's codecs that are no charsets of mail: some change text to text, some unpack, some cost more than linear time.
_NOT_TEXT = {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "mbcs", "oem"}
_SINGLE_BYTE = late(r"cp125\d|iso8859-\d+|koi8.*|mac-.*|cp(?:437|8\d\d)|ptcp154|hp-roman8")
_HIGHER = bytes(n | 0x80 if n > 0x20 else n for n in range(256))
_HIGH = re.compile(rb"[\x80-\xff]+")
_SAMPLE = 4096  # octets from the first 8-bit one on: enough to judge, and it bounds the time


class Decoded(NamedTuple):
    """`codec` is Python's name of what was used; `doubt` is a defect in kebab-case, '' where the label held."""

    text: str
    codec: str
    doubt: str


def codec_of(label: str) -> str | None:
    """Python's codec for a charset's name as mails write it, widened to what it means; None for an unknown name."""
    name = label.strip(" \t\r\n\"'<>;,").split("*", 1)[0].lower().replace("_", "-")
    if not name or len(name) > 40 or not name.isascii() or "\0" in name:
        return None
    name = name.removeprefix("charset=")
    try:
        info = codecs.lookup(_ALIASES.get(name, name))
    except LookupError:
        return None
    if not getattr(info, "_is_text_encoding", True) or info.name in _NOT_TEXT:
        return None
    return _SUPERSET.get(info.name, info.name)


def decode(octets: bytes, label: str = "", hint: str = "") -> Decoded:
    """Text of `octets`, which say of themselves to be in `label`; `hint` is what the rest of the mail is in.

    Never raises. U+FFFD stands where no charset fits. Control characters are not removed here.
    """
    declared = codec_of(label)
    if octets[:3] == codecs.BOM_UTF8:
        octets, declared = octets[3:], "utf-8"
    elif octets[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) and declared not in ("utf-16", "utf-32"):
        declared = "utf-16"
    doubt = "unknown-charset" if label.strip() and declared is None else ""
    if declared is None and b"\x1b$)A" in octets:
        return Decoded(_iso2022_cn(octets), "iso2022_cn", "")
    if declared is None and b"\x1b$" in octets:  # ISO-2022 announces itself
        declared = "iso2022_kr" if b"\x1b$)C" in octets else "iso2022_jp"
    if octets.isascii():
        text = _strict(octets, declared) if declared else None
        return Decoded(octets.decode("ascii") if text is None else text, declared or "ascii", "")
    text = _strict(octets, declared) if declared else None
    if declared and text is not None and not _contradicted(octets, declared, text):
        return Decoded(text, declared, doubt)
    if b"\xed" in octets and declared in (None, "utf-8") and (text := _cesu8(octets)) is not None:
        return Decoded(text, "utf-8", "wrong-charset")
    codec = _guess(octets, declared, codec_of(hint))
    text = _strict(octets, codec)
    if text is None:
        return Decoded(octets.decode(codec, "replace"), codec, "undecodable-octets")
    if declared is None:
        return Decoded(text, codec, doubt or "charset-guessed")
    return Decoded(text, codec, "" if codec == declared else "wrong-charset")


def _strict(octets: bytes, codec: str) -> str | None:
    """The text if every octet fits; None otherwise. Lone surrogates do not fit (some codecs make them)."""
    try:
        if codec == "cp1252":  # its five unassigned octets are controls in iso-8859-1
            return codecs.charmap_decode(octets, "strict", _CP1252)[0]
        text = octets.decode(codec)
        if codec != "utf-8":  # which makes none, and of which an emoji makes four octets a character
            text.encode("utf-8")
    except (UnicodeError, LookupError, ValueError):
        return None
    return text


_CP1252 = "".join(bytes([n]).decode("cp1252", "replace").replace("\ufffd", chr(n)) for n in range(256))


def _iso2022_cn(octets: bytes) -> str:
    """ISO-2022-CN (RFC 1922), which Python has no codec for: between SO and SI stands GB2312 in seven bits."""
    pieces = re.split(rb"[\x0e\x0f]", octets.replace(b"\x1b$)A", b""))
    gb = [piece.translate(_HIGHER).decode("gb2312", "replace") for piece in pieces[1::2]]
    ascii_ = [piece.decode("ascii", "replace") for piece in pieces[::2]]
    return "".join(first + second for first, second in zip_longest(ascii_, gb, fillvalue=""))


def _cesu8(octets: bytes) -> str | None:
    """UTF-8 with emoji as two surrogates of three octets each, as old Java and MySQL write it; None if it is not that."""
    try:
        text = octets.decode("utf-8", "surrogatepass")
    except UnicodeError:
        return None
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _sample(octets: bytes) -> bytes:
    first = _HIGH.search(octets)
    start = first.start() if first else 0
    return octets[start : start + _SAMPLE]


def _score(octets: bytes, codec: str) -> float:
    """How much like Chinese the octets read in `codec`: 1 is ordinary, below 0 is nonsense."""
    # The sample may end inside a character, which an incremental decoder does not mind.
    return plausibility(codecs.getincrementaldecoder(codec)("replace").decode(_sample(octets)), codec)


def _contradicted(octets: bytes, declared: str, text: str) -> bool:
    """Whether the octets speak against a label that can decode them."""
    if declared == "utf-8" or declared.startswith(("utf-16", "utf-32", "iso2022", "hz")):
        return False
    utf8 = _strict(octets, "utf-8")
    if utf8 is not None and (_SINGLE_BYTE.fullmatch(declared) or _three_byte(utf8)):
        return True
    gb, big5 = _score(octets, "gb18030"), _score(octets, "cp950")
    if declared == "cp1252":  # Chinese under Western names: webmail and Java programs that were never told
        runs = _HIGH.findall(octets, 0, _SAMPLE * 2)[: -1 if len(octets) > _SAMPLE * 2 else None]
        if sum(map(len, runs)) > 3 * len(runs) and gb > 0.75 and _strict(octets, "gb18030") is not None:
            return True  # 喆 and other characters beyond GB2312 may have their second octet in ASCII
        # In GB2312 all 8-bit octets come in even runs; Western text has them mostly alone.
        return (gb > 0.55 and all(len(run) % 2 == 0 for run in runs)) or (big5 > 0.75 and len(runs) > 1)
    if declared == "gb18030":
        return big5 > max(0.75, gb + 0.3) and _strict(octets, "cp950") is not None
    if declared in ("cp950", "big5hkscs"):
        return gb > max(0.75, big5 + 0.3) and _strict(octets, "gb18030") is not None
    return False


def _three_byte(text: str) -> bool:
    """Whether a UTF-8 reading has characters of three octets or more: GBK text never gives these by chance for long."""
    return any(c > "\u07ff" for c in text[:100_000])


def _guess(octets: bytes, declared: str | None, hint: str | None) -> str:
    """The codec to use when there is no usable label. UTF-8 first: its shape is proof enough."""
    utf8 = _strict(octets, "utf-8")
    if utf8 is not None and (_three_byte(utf8) or not _chance_utf8(octets, utf8)):
        return "utf-8"
    share = _utf8_share(octets) if utf8 is None else 0.0
    if share > 0.9 or (declared == "utf-8" and share > 0.6):
        return "utf-8"
    scores = {c: _score(octets, c) for c in ("gb18030", "cp950", "big5hkscs")}
    for codec in (declared, hint):
        if codec in scores:
            scores[codec] += 0.25
    best = max(scores, key=lambda c: (scores[c] + (0.1 if _strict(octets, c) is not None else 0), c == "gb18030"))
    if scores[best] > 0.3:
        return best
    for codec in (declared, hint):
        if codec and codec != "utf-8" and _strict(octets, codec) is not None:
            return codec
    if declared and declared not in ("utf-8", "cp1252"):
        return declared
    runs = _HIGH.findall(_sample(octets))
    if sum(map(len, runs)) < 2 * len(runs):  # mostly single 8-bit octets between ASCII: an accent in a Western word
        return "cp1252"
    return best if scores[best] > 0 else "utf-8" if share > 0.3 else "cp1252"


def _chance_utf8(octets: bytes, utf8: str) -> bool:
    """Whether a short GBK text is UTF-8 only by chance: the octets of 目录 are those of "Ŀ¼", of 谢谢 those of "лл"."""
    odd = [c for c in utf8 if c > "\x7f"]
    if all("\xc0" <= c <= "\xff" for c in odd):
        return False
    if len(odd) > 2 and all("\u0370" <= c <= "\u03ff" or "\u0400" <= c <= "\u045f" for c in odd):
        return False
    return _score(octets, "gb18030") > 0.7


def _utf8_share(octets: bytes) -> float:
    """Which part of the 8-bit octets belongs to whole characters of UTF-8 (a truncated text has all but the last)."""
    sample = _sample(octets)
    text = sample.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = sum(c > "\x7f" for c in text) - wrong
    if len(octets) > len(sample) and wrong:
        wrong -= 1  # the sample's own end
    return right / (right + wrong) if right + wrong else 0.0
