"""subject_line: a mail's subject, with one reply prefix and one mark, which survives clients that drop References."""

import re
import unicodedata
from typing import Literal

_PREFIX = re.compile(
    r"\s*(?:re|fwd?|aw|sv|回复|回覆|答复|答覆|转发|轉寄|轉發|转寄)(?:\s*[\[(（]?\d{1,3}[\])）]?)?\s*[:：]",
    re.IGNORECASE,
)
_CODE = r"[A-Za-z]{2,4}-\d{4}-\d{4,}"
_MARKS = re.compile(rf"[\[【［〔(（]\s*(?:{_CODE}|[Dd]-\d+)\s*[\])】］〕）]")
LONGEST = 180  # characters; longer ones are cut before the mark


def subject_line(subject: str, mark: str, language: Literal["zh", "en"], *, reply: bool = True) -> str:
    """`回复: 【计划】… [SU-2026-0007]`: whatever reply prefixes and marks `subject` bore, afterwards it has one of each.

    `mark` is a campaign's code or `D-1042` ('' for none). Control characters, line breaks among them, become blanks, so
    that no subject can begin a header of its own. Idempotent.
    """
    text = flat(subject)[:1000]
    while found := _PREFIX.match(text):
        text = text[found.end() :]
    if mark:
        text = _MARKS.sub(" ", text)
        text = re.sub(rf"(?<![\w-]){re.escape(mark)}(?![\w-])", " ", text, flags=re.IGNORECASE)
    text = re.sub(r"(?<=[】］〕）]) (?=\S)", "", re.sub(r"\s+", " ", text)).strip()
    if len(text) > LONGEST:
        text = text[: LONGEST - 1].rstrip() + "…"
    prefix = ("回复: " if language == "zh" else "Re: ") if reply else ""
    return f"{prefix}{text}{' ' if text and mark and not text.endswith('】') else ''}{f'[{mark}]' if mark else ''}"


def flat(text: str) -> str:
    """The text on one line: no control characters, no lone surrogates, no characters that turn the writing direction."""
    return "".join(" " if _unfit(c) else c for c in text)


def _unfit(letter: str) -> bool:
    turns = "\u202a" <= letter <= "\u202e" or "\u2066" <= letter <= "\u2069"
    return turns or unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp")
