"""hear: which of the rules' phrases a text says (SPEC 9 "Replies"): the longest one at a place counts, and `neutral` none."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache

from mailbot.inbound.forms.numerals import plain
from mailbot.late import late
from mailbot.rulebook.folding import fold
from mailbot.rulebook.shapes import Phrases
from mailbot.value import Value

# A figure's own comma and point (3,200; 8.2.1; 18:00) end no clause.
_CLAUSE = late(r"[，。；;！!？?\n、~…]+|(?<!\d),|,(?!\d)|(?<!\d)[.:：]|[.:：](?!\d)")
_LONGEST_TEXT = 20_000
_ASCII = late(r"[a-z0-9]")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})
# A phrase of one character or two letters may stand beside these and still be a clause of its own.
_EDGE = late(r"[\W_\d]")
_SOFT_TAIL = late(r"[的了啦哈呀啊哦吧呢~]*")


def smooth(text: str) -> str:
    """`text` in one width, script and case, each character in its old place; a line's end stays one."""
    return "\n".join(plain(line) for line in text.split("\n")).translate(_QUOTES)


class Heard(Value):
    """One phrase as said: `meanings` are the lists of `rules/words.toml` that hold it, `start`/`end` its span in the text,
    `clause` the number of the clause that it stands in."""

    meanings: frozenset[str]
    words: str
    start: int
    end: int
    clause: int


class Hearing(Value, dict=True):
    """Everything that a text says. `text` is smoothed: its places are those of the text as written."""

    text: str
    heard: tuple[Heard, ...]
    hushed: tuple[Heard, ...] = ()  # what is in `neutral`: it looked like a phrase

    def says(self, *meanings: str) -> bool:
        """Whether any of these meanings is said."""
        return not self._said.isdisjoint(meanings)

    def first(self, *meanings: str) -> Heard | None:
        wanted = set(meanings)
        return next((h for h in self.heard if h.meanings & wanted), None)

    def only(self, *meanings: str) -> bool:
        """Whether the text says nothing beside these meanings, thanks, greetings and punctuation."""
        wanted = {*meanings, "thanks"}
        rest = list(self.text)
        for h in self.heard:
            if h.meanings & wanted:
                rest[h.start : h.end] = " " * (h.end - h.start)
        return not _POLITE.sub("", "".join(rest))

    @cached_property
    def _said(self) -> frozenset[str]:
        return frozenset(m for h in self.heard for m in h.meanings)


# What is said beside everything: whom one speaks to, particles, white space and signs.
_POLITE = late(
    r"[\W_]+"
    r"|(?:各位|大家|所有人)?(?:领导|同事|老师|经理|总|工|同学)?(?:你好|您好|早上好|上午好|下午好|晚上好|早"
    r"|好)(?=\W|$)"
    r"|(?:陈|王|李|张|赵|刘|[\u4e00-\u9fff])(?:总|工|经理)(?=\W|$)"
    r"|(?<![a-z])(?:hi|hello|dear|all|team|everyone)(?![a-z])"
    r"|[的了啦哈呀啊哦吧呢]+(?=\W|$)"
)


@lru_cache(maxsize=256)
def _hear_cached(text: str, phrases: Phrases) -> Hearing:
    said: list[Heard] = []
    hushed: list[Heard] = []
    for h in _matcher(phrases).matches(text):
        (hushed if "neutral" in h.meanings else said).append(h)
    return Hearing(text, tuple(said), tuple(hushed))


def hear(text: str, phrases: Phrases) -> Hearing:
    """Reads a text, whole. Linear in its length."""
    return _hear_cached(smooth(text[:_LONGEST_TEXT]), phrases)


class _Matcher(Value):
    """The phrases by their first character, longest first."""

    by_head: Mapping[str, tuple[tuple[str, frozenset[str]], ...]]

    def matches(self, text: str) -> Iterator[Heard]:
        bounds = [m.end() for m in _CLAUSE.finditer(text)]
        at = 0
        while at < len(text):
            found = self._at(text, at)
            if found is None:
                at += 1
                continue
            words, meanings = found
            yield Heard(meanings, words, at, at + len(words), bisect_right(bounds, at))
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
    if (words[0] == "前" and before and before in "目当此先日提以眼") or (
        words[0] == "内" and before and before in "国省市室境院厂"
    ):
        return False  # 目前完成 15 台 is no 前完成
    if not (len(words) == 1 or (len(words) == 2 and words.isascii())):
        return True
    head = text[max(0, at - 200) : at].rstrip(" ")[-1:]
    rest = text[at + len(words) : at + len(words) + 8]
    tail = rest[_tail_length(rest) :].lstrip(" ")[:1]
    if rest.startswith(" but "):
        tail = ""  # OK but this is the last time
    return (not head or bool(_EDGE.match(head))) and (not tail or bool(_EDGE.match(tail)))


def _tail_length(rest: str) -> int:
    found = _SOFT_TAIL.match(rest)
    return found.end() if found else 0


@lru_cache(maxsize=8)
def _matcher(phrases: Phrases) -> _Matcher:
    meanings: dict[str, set[str]] = {}
    for name in type(phrases).__struct_fields__:
        for word in getattr(phrases, name):
            folded = smooth(fold(word))
            # I'll finish is I will finish.
            for one in (folded, f"'ll{folded[4:]}") if folded.startswith("will ") else (folded,):
                if one:
                    meanings.setdefault(one, set()).add(name)
    by_head: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for word, names in meanings.items():
        by_head.setdefault(word[0], []).append((word, frozenset(names)))
    return _Matcher({head: tuple(sorted(words, key=lambda w: -len(w[0]))) for head, words in by_head.items()})
