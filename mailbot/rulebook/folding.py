"""Text made comparable: one form for width, case, script and spaces; and the nearest word to a misspelt one."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from mailbot.rulebook.traditional import PHRASES, SIMPLIFIED

# A hostile text must not fill the cache: what is folded again and again (tags, field names, headers) is short.
_CACHED_LENGTH = 120
_LONGEST_WORD = 64

# Characters that mean the same to the person who types them, and that NFKC keeps apart.
_ALIKE = str.maketrans({**dict.fromkeys("‐‑‒–—―−﹣", "-"), "〜": "~", "∼": "~", "“": '"', "”": '"', "‘": "'", "’": "'"})
# 計畫 is 计划 where 計畫 is written for it (Taiwan); the Japanese 計画 is a slip and stays one (SPEC 3 "Subject").
_DRAWN = re.compile("(?<=[計计規规策企籌筹])畫")
# Control characters that are no white space, zero-width and direction marks, variation selectors, tags.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef]+"
)


def fold(text: str) -> str:
    """`text` for comparing, never for showing.

    Width (NFKC: `：`→`:`, `８`→`8`, `①`→`1`), case, traditional to simplified characters of the field, dashes and
    quotes of one kind, invisible characters gone, white space (line breaks too) collapsed to one space and stripped.
    The same text folded twice is the same as folded once.
    """
    return _fold_cached(text) if len(text) <= _CACHED_LENGTH else _fold(text)


def nearest(word: str, words: Iterable[str], *, limit: int = 1) -> str | None:
    """The one of `words` (as given) nearest to `word` within `limit` slips, or None.

    A slip is a character too many, missing, wrong, or two neighbours exchanged (`PALN` → `PLAN`); both sides are
    folded first. Not more than half of the longer word may be wrong, so one slip in two characters is let pass
    (`计戈` → `计划`). An exact match has no slips; of equally near words the first wins. Words over 64 characters
    are near nothing.
    """
    folded = fold(word)
    if not folded or len(folded) > _LONGEST_WORD:
        return None
    best: tuple[int, str] | None = None
    for candidate in words:
        other = fold(candidate)
        if not other or len(other) > _LONGEST_WORD:
            continue
        longer = max(len(folded), len(other))
        bound = min(limit if best is None else best[0] - 1, longer // 2)
        slips = _slips(folded, other, bound)
        if slips is not None and (best is None or slips < best[0]):
            best = (slips, candidate)
            if slips == 0:
                break
    return best[1] if best else None


def _fold(text: str) -> str:
    if text.isascii():
        return " ".join(_INVISIBLE.sub("", text.lower()).split())
    # Twice, since NFKC may bring up a character that casefold changes and the other way round (U+2126, U+0345).
    for _ in range(2):
        text = unicodedata.normalize("NFKC", text).casefold()
    text = _DRAWN.sub("划", _INVISIBLE.sub("", text).translate(_ALIKE)).translate(SIMPLIFIED)
    for written, meant in PHRASES:
        if written in text:
            text = text.replace(written, meant)
    return " ".join(text.split())


@lru_cache(maxsize=8192)
def _fold_cached(text: str) -> str:
    return _fold(text)


def _slips(one: str, other: str, bound: int) -> int | None:
    """Damerau-Levenshtein distance (optimal string alignment), or None if it exceeds `bound`."""
    if (
        abs(len(one) - len(other)) > bound
        or max(len(set(one).difference(other)), len(set(other).difference(one))) > bound
    ):
        return None  # each character that the other lacks is a slip
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, char in enumerate(one, 1):
        row = [i]
        for j, match in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (char != match))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == match:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > bound:
            return None
        before, last = last, row
    return last[-1] if last[-1] <= bound else None
