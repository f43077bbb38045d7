"""subject: the grammar of a subject line (SPEC 3 "Subject"): prefixes, tags, codes, marks, and the title that is left.

    [TAG] [CODE] free title

Brackets may be any of `[] 【】 ［］ 〔〕 () （）`; width, case, script and order do not matter.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mailbot.rulebook.folding import fold, nearest
from mailbot.rulebook.shapes import Tags

_OPEN, _CLOSE = "[【［〔(（「『〖", "]】］〕)）」』〗"
_CODE = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{2,4})\s?[-‐‑–—－_]\s?(\d{4})\s?[-‐‑–—－_]\s?(\d{1,6})(?!\d)")
_MARK = re.compile(r"(?<![A-Za-z0-9])D\s?[-‐‑–—－]\s?(\d{1,9})(?!\d)", re.IGNORECASE)
_RECEIPT = re.compile(r"(?<![A-Za-z0-9])R\s?[-‐‑–—－]?\s?(\d{1,9})(?!\d)", re.IGNORECASE)
_MOST = 2000  # characters of a subject that are read


@dataclass(frozen=True, slots=True)
class SpokenTag:
    """A tag as spoken: `key` (PLAN), `special` (defect, summary, handling_result, progress or ''), `dry_run` (`[PLAN?]`),
    the sender's `words`, and `fresh`: it stands before every prefix or there is none, so it was put anew (SPEC 9)."""

    key: str
    words: str
    special: str = ""
    dry_run: bool = False
    fresh: bool = True


@dataclass(frozen=True, slots=True)
class Subject:
    """`codes` are campaign codes in the order written (`SU-2026-0007`), `marks` numbers of `D-1042`; `bare` is the title
    without prefixes, tags, codes and marks; `near` a tag probably meant by a bracketed word that is none."""

    written: str
    bare: str
    tags: tuple[SpokenTag, ...] = ()
    codes: tuple[str, ...] = ()
    marks: tuple[int, ...] = ()
    reply: bool = False
    forward: bool = False
    near: tuple[tuple[str, str], ...] = ()

    @property
    def tag(self) -> SpokenTag | None:
        """The tag that counts: one put anew before the first inherited one."""
        return next((t for t in self.tags if t.fresh), None) or (self.tags[0] if self.tags else None)

    @property
    def key(self) -> str:
        """For comparing bare subjects."""
        return fold(self.bare)


def read_subject(written: str, tags: Tags, codes: frozenset[str]) -> Subject:
    """Reads a decoded subject. `codes` are the codes of the kinds (SU, CR …): other letters make no campaign code."""
    words = _Words.of(tags)
    rest = unicodedata.normalize("NFC", written)[:_MOST].strip()
    spoken: list[SpokenTag] = []
    near: list[tuple[str, str]] = []
    found_codes: list[str] = []
    reply = forward = False
    title: list[str] = []
    while rest:
        prefix = words.prefix(rest)
        if prefix is not None:
            length, is_forward = prefix
            reply, forward = reply or not is_forward, forward or is_forward
            rest = rest[length:].lstrip()
            continue
        inner = _bracketed(rest)
        if inner is not None:
            content, length = inner
            meant = words.tag(content)
            if meant is not None:
                key, special, dry = meant
                spoken.append(SpokenTag(key, content, special, dry, fresh=not (reply or forward)))
            elif _CODE.search(content) or _MARK.search(content):
                title.append(content + " ")
            elif words.is_dry_run(content) and spoken:
                spoken[-1] = SpokenTag(spoken[-1].key, spoken[-1].words, spoken[-1].special, True, spoken[-1].fresh)
            else:
                guess = words.near(content)
                if guess and not "".join(title).strip():
                    near.append((content, guess))
                elif not _list_prefix(content, title, spoken):
                    title.append(rest[:length])
            rest = rest[length:].lstrip()
            continue
        cut = min((i for i in (rest.find(c, 1) for c in _OPEN) if i > 0), default=len(rest))
        title.append(rest[:cut])
        rest = rest[cut:]
    text = "".join(title)
    for letters, year, number in _CODE.findall(text):
        code = f"{letters.upper()}-{year}-{int(number):04d}"
        if letters.upper() in codes and code not in found_codes:
            found_codes.append(code)
    marks = tuple(dict.fromkeys(int(n) for n in _MARK.findall(_CODE.sub(" ", text))))
    bare = _MARK.sub(" ", _CODE.sub(lambda m: " " if m[1].upper() in codes else m[0], text))
    bare = re.sub(r"[\[【［〔(（]\s*[\]】］〕)）]", " ", bare)
    return Subject(
        written=written,
        bare=" ".join(bare.split()).strip(" :：-–—,，"),
        tags=tuple(spoken),
        codes=tuple(found_codes),
        marks=marks,
        reply=reply,
        forward=forward,
        near=tuple(near) if not spoken else (),
    )


def find_codes(text: str, codes: frozenset[str]) -> tuple[str, ...]:
    """Campaign codes in running text, once each."""
    found = (f"{a.upper()}-{y}-{int(n):04d}" for a, y, n in _CODE.findall(text[:100_000]) if a.upper() in codes)
    return tuple(dict.fromkeys(found))


def find_receipt(text: str) -> int | None:
    """The number of a receipt, `R-1042`."""
    found = _RECEIPT.search(text[:_MOST])
    return int(found[1]) if found else None


def _bracketed(text: str) -> tuple[str, int] | None:
    """(content, length with brackets) of a bracket that opens the text; any closing bracket closes it."""
    if text[0] not in _OPEN:
        return None
    end = next((i for i, c in enumerate(text[1:60], start=1) if c in _CLOSE), None)
    return (text[1:end].strip(), end + 1) if end else None


def _list_prefix(content: str, title: list[str], spoken: list[SpokenTag]) -> bool:
    """`[corp-news]` before anything else: a list's prefix, looked through."""
    return not "".join(title).strip() and not spoken and bool(re.fullmatch(r"[A-Za-z][\w.+-]{1,30}", content))


@dataclass(frozen=True)
class _Words:
    """The spellings of `rules/tags.toml`, folded once."""

    tags: dict[str, tuple[str, str]]
    replies: tuple[str, ...]
    forwards: tuple[str, ...]
    dry_run: tuple[str, ...]

    @classmethod
    @lru_cache(maxsize=8)
    def of(cls, tags: Tags) -> "_Words":
        spellings: dict[str, tuple[str, str]] = {}
        for tag in tags.tag:
            for word in (tag.key, *tag.synonyms):
                spellings[_tight(word)] = (tag.key, "")
            for word, special in tag.special.items():
                spellings[_tight(word)] = (tag.key, special)
        lists = (tags.reply_prefixes, tags.forward_prefixes, tags.dry_run)
        replies, forwards, dry_run = (tuple(sorted({_tight(w) for w in words}, key=len, reverse=True)) for words in lists)
        return cls(spellings, replies, forwards, dry_run)

    def prefix(self, text: str) -> tuple[int, bool] | None:
        """(length, is it a forward) of a reply or forward prefix that opens the text: `Re:`, `回复：`, `Re[2]:`, `答复(3)：`."""
        head = re.match(r"\s*([^\W\d_]{1,12})\s*(?:[\[(（]\d{1,3}[\])）]|\*\d{1,3}|\d{1,2})?\s*[:：]", text)
        if head is None:
            return None
        word = _tight(head[1])
        if word in self.replies:
            return head.end(), False
        if word in self.forwards:
            return head.end(), True
        return None

    def tag(self, content: str) -> tuple[str, str, bool] | None:
        """(key, special, dry run) of a bracket's content: `PLAN`, `计划预检`, `plan ?`."""
        word = _tight(content)
        if word in self.tags:
            return (*self.tags[word], False)
        for mark in self.dry_run:
            for bare in (word.removesuffix(mark), word.removeprefix(mark)):
                bare = bare.strip("-_:：·")
                if bare != word and bare in self.tags:
                    return (*self.tags[bare], True)
        return None

    def is_dry_run(self, content: str) -> bool:
        return _tight(content) in self.dry_run

    def near(self, content: str) -> str | None:
        """The tag's spelling probably meant, in the script that the sender used."""
        word = _tight(content).rstrip("?？")
        if not 2 <= len(word) <= 12:
            return None
        return nearest(word, self.tags)

    def spellings(self) -> Iterator[str]:
        yield from self.tags


def _tight(text: str) -> str:
    return fold(text).replace(" ", "")
