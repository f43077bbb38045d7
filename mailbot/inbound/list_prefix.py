"""A subject less the name that a mailing list puts before it: `[strategy]` of strategy@corp.example is no tag."""

import re

from mailbot.inbound.letter import Letter
from mailbot.late import late
from mailbot.rulebook.folding import fold

_BRACKET = late(r"\[([\w.+ -]{1,40})\]\s?", needs="[")
_HEADERS = ("list-id", "list-post", "mailing-list")


def without_list_prefix(letter: Letter, keys: frozenset[str]) -> str:
    """The letter's subject without `[name]` of the list by which it came (RFC 2919, 2369). Of a list that is named as one of
    the tags' `keys`, the bracket may be either; then it is the tag."""
    names = {fold(name) for header in _HEADERS for name in re.findall(r"[\w+-]{2,60}(?=[@.])", (letter.header(header) or "")[:2000])}
    found = _BRACKET.search(letter.subject) if names else None
    if found is None or fold(found.group(1)) not in names or fold(found.group(1)) in keys:
        return letter.subject
    return letter.subject[: found.start()] + letter.subject[found.end() :]
