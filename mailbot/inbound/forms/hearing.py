"""hear: which of the rules' phrases a text says (SPEC 9 "Replies"): the longest one at a place counts, and `neutral` none."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from mailbot.rulebook.folding import fold
from mailbot.rulebook.shapes import Phrases

_CLAUSE = re.compile(r"[，,。.；;！!？?\n、：:~…]+")
_LONGEST_TEXT = 20_000
_ASCII = re.compile(r"[a-z0-9]")


@dataclass(frozen=True, slots=True)
class Heard:
    """One phrase as said: `meanings` are the lists of `rules/words.toml` that hold it, `start`/`end` its span in the folded
    text, `clause` the number of the clause that it stands in."""

    meanings: frozenset[str]
    words: str
    start: int
    end: int
    clause: int


@dataclass(frozen=True, slots=True)
class Hearing:
    """Everything that a text says. `text` is folded; `questions` tells clauses that end in a question mark."""

    text: str
    heard: tuple[Heard, ...]

    def says(self, *meanings: str) -> bool:
        """Whether any of these meanings is said."""
        wanted = set(meanings)
        return any(h.meanings & wanted for h in self.heard)

    def first(self, *meanings: str) -> Heard | None:
        wanted = set(meanings)
        return next((h for h in self.heard if h.meanings & wanted), None)

    def only(self, *meanings: str) -> bool:
        """Whether the text says nothing beside these meanings, thanks and punctuation."""
        wanted = {*meanings, "thanks"}
        rest = self.text
        for h in reversed(self.heard):
            if h.meanings & wanted:
                rest = rest[: h.start] + rest[h.end :]
        return not re.sub(r"[\W_]+", "", rest)


def hear(text: str, phrases: Phrases) -> Hearing:
    """Reads a text, whole. Linear in its length."""
    folded = fold_lines(text[:_LONGEST_TEXT])
    matcher = _matcher(phrases)
    return Hearing(folded, tuple(matcher.matches(folded)))


def fold_lines(text: str) -> str:
    """Folded, with line breaks kept: a line's end ends a clause."""
    return "\n".join(fold(line) for line in text.split("\n"))


@dataclass(frozen=True)
class _Matcher:
    """The phrases by their first two characters, longest first."""

    by_head: Mapping[str, tuple[tuple[str, frozenset[str]], ...]]

    def matches(self, text: str) -> Iterator[Heard]:
        bounds = [m.end() for m in _CLAUSE.finditer(text)]
        clause, at = 0, 0
        while at < len(text):
            while clause < len(bounds) and bounds[clause] <= at:
                clause += 1
            found = self._at(text, at)
            if found is None:
                at += 1
                continue
            words, meanings = found
            if "neutral" not in meanings:
                yield Heard(meanings, words, at, at + len(words), clause)
            at += len(words)

    def _at(self, text: str, at: int) -> tuple[str, frozenset[str]] | None:
        for words, meanings in self.by_head.get(text[at], ()):
            if text.startswith(words, at) and _stands(text, at, words):
                return words, meanings
        return None


def _stands(text: str, at: int, words: str) -> bool:
    """Latin words have edges; one Chinese character or two letters count only as a clause of their own."""
    before, after = text[at - 1 : at], text[at + len(words) : at + len(words) + 1]
    if _ASCII.match(words[0]) and before and _ASCII.match(before):
        return False
    if _ASCII.match(words[-1]) and after and _ASCII.match(after):
        return False
    short = len(words) == 1 or (len(words) == 2 and words.isascii())
    if not short:
        return True
    head = text[:at].rstrip(" ")
    tail = text[at + len(words) :].lstrip(" ")
    return (not head or bool(_CLAUSE.match(head[-1])) or head[-1].isdigit()) and (
        not tail or bool(_CLAUSE.match(tail[0]))
    )


@lru_cache(maxsize=8)
def _matcher(phrases: Phrases) -> _Matcher:
    meanings: dict[str, set[str]] = {}
    for name in type(phrases).model_fields:
        for word in getattr(phrases, name):
            folded = fold(word)
            if folded:
                meanings.setdefault(folded, set()).add(name)
    by_head: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for word, names in meanings.items():
        by_head.setdefault(word[0], []).append((word, frozenset(names)))
    return _Matcher({head: tuple(sorted(words, key=lambda w: -len(w[0]))) for head, words in by_head.items()})
