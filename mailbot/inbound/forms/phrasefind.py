"""Where a text says words of the rules' lists: the longest at each place counts, whatever list it is in (words.toml)."""

import re
from collections.abc import Mapping, Sequence

from mailbot.rulebook.folding import fold
from mailbot.value import Value

_LONGEST = 4000


class Said(Value):
    """A word of the list `name` at `span` of the folded text."""

    name: str
    word: str
    span: tuple[int, int]


def find_said(text: str, lists: Mapping[str, Sequence[str]]) -> tuple[Said, ...]:
    """The words of the lists in a text, in its order, none within a longer one.

    A word of one Chinese character or of two letters counts only where it is the whole text; Latin words are whole words.
    """
    folded = fold(text[:_LONGEST])
    found: list[Said] = []
    for name, words in lists.items():
        for word in dict.fromkeys(map(fold, words)):
            found += [Said(name, word, span) for span in _places(folded, word)]
    found.sort(key=lambda said: (said.span[0] - said.span[1], said.span[0]))
    kept: list[Said] = []
    taken = [False] * (len(folded) + 1)
    for said in found:
        if not any(taken[said.span[0] : said.span[1]]):
            taken[said.span[0] : said.span[1]] = [True] * (said.span[1] - said.span[0])
            kept.append(said)
    return tuple(sorted(kept, key=lambda said: said.span))


def _places(folded: str, word: str) -> list[tuple[int, int]]:
    if not word:
        return []
    if len(word) == 1 or (len(word) == 2 and word.isascii()):
        return [(0, len(folded))] if folded.strip(" .。!！,，") == word else []
    found: list[tuple[int, int]] = []
    at = folded.find(word)
    while at >= 0 and len(found) < 50:
        end = at + len(word)
        if not (_latin(folded[at - 1 : at]) and _latin(word[0])) and not (
            _latin(folded[end : end + 1]) and _latin(word[-1])
        ):
            found.append((at, end))
        at = folded.find(word, at + 1)
    return found


def _latin(char: str) -> bool:
    return bool(char) and re.match(r"[a-z0-9]", char) is not None
