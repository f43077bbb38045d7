"""Numbers as Chinese and English offices write them, and text folded character by character."""

import re
import unicodedata
from functools import lru_cache

from mailbot.rulebook.traditional import SIMPLIFIED

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
_TENS = {"十": 10, "百": 100}
_WORDS = "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
_ENGLISH = {word: n for n, word in enumerate(_WORDS.split("|"))} | {"a": 1, "an": 1, "twenty": 20, "thirty": 30}

# Pieces for larger patterns; to be used on text that went through `plain`.
HAN = "〇零一二两俩三四五六七八九十百廿卅"
SMALL = rf"(?:\d{{1,2}}|[{HAN}]{{1,4}})"
NUMBER = rf"(?:\d{{1,4}}|[{HAN}]{{1,6}})"
ENGLISH_NUMBER = rf"(?:\d{{1,4}}|{'|'.join(sorted(_ENGLISH, key=len, reverse=True))})"

_ALIKE = (
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {ord(upper): upper.lower() for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    | {code: chr(code - 0xFEE0 + 32) for code in range(0xFF21, 0xFF3B)}
    | dict.fromkeys(map(ord, "‐‑‒–—―−﹣─"), "-")
    | dict.fromkeys(map(ord, "〜∼˜"), "~")
    | dict.fromkeys(map(ord, "∶︰﹕ː"), ":")
    | dict.fromkeys(map(ord, "∕⁄"), "/")
    | dict.fromkeys(map(ord, "○◯"), "〇")
    | dict.fromkeys(map(ord, "\t\n\r\v\f\xa0\u3000\u202f\u205f\u200b\u200c\u200d\u2060\ufeff"), " ")
    | dict.fromkeys(range(0x2000, 0x200B), " ")
    # Radicals that PDF readers put on the clipboard in place of the characters.
    | {0x2F49: "月", 0x2F47: "日", 0x2F00: "一", 0x2F06: "二", 0x2F17: "十"}
)
_CACHED_LENGTH = 120
_PLAIN = {**SIMPLIFIED, **_ALIKE, ord("週"): "周", ord("貳"): "二"}


def plain(text: str) -> str:
    """`text` in one width, script and case, white space as blanks, with every character in its old place.

    (`rulebook.folding.fold` goes further and so moves characters; spans found here hold in the text as written.)
    """
    return _short_plain(text) if len(text) <= _CACHED_LENGTH else _plain(text)


def _plain(text: str) -> str:
    return text.translate(_PLAIN).replace("元月", "一月")


_short_plain = lru_cache(512)(_plain)  # one clause is read for its days, its people, its versions …


def read_number(text: str) -> int | None:
    """`3`, `三`, `十五`, `廿五`, `一百二十`, `二〇二六` (digit by digit), `two` → the number; None for anything else."""
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 9 else None
    if text in _ENGLISH:
        return _ENGLISH[text]
    text = text.replace("廿", "二十").replace("卅", "三十")
    if not text or len(text) > 9 or any(c not in _DIGITS and c not in _TENS for c in text):
        return None
    if not any(c in _TENS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    if not re.fullmatch(r"(?:[一二两三四五六七八九]?百)?零?(?:[一二三四五六七八九]?十)?[一二三四五六七八九]?", text):
        return None
    total = digit = 0
    for c in text:
        if c in _TENS:
            total, digit = total + (digit or 1) * _TENS[c], 0
        else:
            digit = _DIGITS[c]
    return total + digit


def mark_number(mark: str) -> int:
    """The number that the mark of a list, or of a row, bears: `3`, `十二`, `③`, `b`; 0 where it bears none."""
    text = plain(mark)
    if len(text) == 1 and "a" <= text <= "z":
        return ord(text) - ord("a") + 1
    return read_number(text) or int(unicodedata.numeric(text[:1] or "0", 0))
