"""A subject less the name that a mailing list puts before it: `[strategy]` of strategy@corp.example is no tag."""

from mailbot.inbound.letter import Letter
from mailbot.late import late
from mailbot.rulebook.folding import fold

_BRACKET = late(r"\[([\w.+ -]{1,40})\]\s?")
_NAME = late(r"[\w+-]{2,60}(?=[@.])")
_HEADERS = tuple("list-id list-post mailing-list x-mailing-list x-beenthere x-list list-unsubscribe list-help".split())
# What list programs put behind the list's name in the addresses of its services; in Sender only such a one tells a list.
_SERVICES = late(r"-(?:bounces?|owner|request|leave|unsubscribe|admin|subscribe)$")


def without_list_prefix(letter: Letter, keys: frozenset[str]) -> str:
    """The letter's subject without `[name]` of the list by which it came (RFC 2919, 2369). Of a list that is named as one of
    the tags' `keys`, the bracket may be either; then it is the tag."""
    addressed = [name for header in _HEADERS for name in _NAME.findall((letter.header(header) or "")[:2000])]
    addressed += [name for name in _NAME.findall((letter.header("sender") or "")[:400]) if _SERVICES.search(name)]
    names = {fold(_SERVICES.sub("", name)) for name in addressed}
    found = _BRACKET.search(letter.subject) if names else None
    if found is None or fold(found.group(1)) not in names or fold(found.group(1)) in keys:
        return letter.subject
    return letter.subject[: found.start()] + letter.subject[found.end() :]
