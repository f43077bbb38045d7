"""clashes: one word that two things are called by. Which is meant could only be guessed, so it is a fault."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mailbot.rulebook.faults import Fault, shown, shown_path
from mailbot.rulebook.folding import fold
from mailbot.rulebook.locate import Path


class Spoken(NamedTuple):
    """A word at its place, and what it means there; an owner that its path names is not told twice."""

    file: str
    path: Path
    word: str
    owner: str


def clashes(words: Iterable[Spoken], expected: str) -> Iterator[Fault]:
    """A fault for each word that, folded, an earlier owner has already. One owner may repeat itself."""
    first: dict[str, Spoken] = {}
    for spoken in words:
        earlier = first.setdefault(fold(spoken.word), spoken)
        if earlier.owner != spoken.owner:
            place = shown_path(earlier.path)
            if earlier.file != spoken.file:
                place = f"rules/{earlier.file}: {place}"
            owner = "" if earlier.owner in place else f" ({earlier.owner})"
            has = f"{place}{owner} has {shown(earlier.word)}"
            yield Fault(spoken.file, spoken.path, f"found {shown(spoken.word)}; expected {expected}; {has}")


def named(
    file: str, path: Path, owner: str, key: str, title: tuple[str, str], names: tuple[str, ...], list_key: str = "names"
) -> Iterator[Spoken]:
    """Everything that a thing is called, each at the place where the file writes it. `names` may hold key and titles."""
    own = (key, *title)
    if key:
        yield Spoken(file, (*path, "key"), key, owner)
    table = "name" if list_key == "synonyms" else "title"
    for language, word in zip(("zh", "en"), title, strict=True):
        yield Spoken(file, (*path, table, language), word, owner)
    for n, word in enumerate(names):
        if word not in own:
            yield Spoken(file, (*path, list_key, n), word, owner)
