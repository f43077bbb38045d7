"""without_signoff: a writing less the sender's bare name below it, which no signature rule can tell from content (SPEC 3 "Body")."""

import re
from collections.abc import Iterable

from mailbot.inbound.writing import Writing
from mailbot.late import late
from mailbot.value import replace

_LONGEST = 200  # characters of a line that signs
_SIGNS = " \t\r\n\v\f\xa0\u3000-–—_~*|/·•"
_PARTS = late(r"[\s\-–—_~*|/·•,，()（）]+")
_LEADS_ON = late(r"[:：]\s*$")


def without_signoff(writing: Writing, names: Iterable[str], offices: Iterable[str] = ()) -> Writing:
    """`names` are the sender's, as the directory and their program write them; `offices` what may stand beside one in its
    line. The only line of a mail is no sign-off, nor one that a colon above it leads on to."""
    own = {n.casefold().strip() for n in names if len(n.strip()) > 1}
    beside = {o.casefold().strip() for o in offices if o}
    lines = list(writing.lines)
    while lines and not lines[-1].text.strip():
        lines.pop()
    if len([line for line in lines if line.text.strip()]) < 2:
        return writing
    if len(lines[-1].text) > _LONGEST:
        return writing
    last = lines[-1].text.lstrip(_SIGNS).rstrip(f"{_SIGNS}。.!！").casefold()
    above = next((line.text for line in reversed(lines[:-1]) if line.text.strip()), "")
    if not _names(last, own, beside) or _LEADS_ON.search(above):
        return writing
    return replace(writing, lines=tuple(lines[:-1]))


def _names(line: str, own: set[str], beside: set[str]) -> bool:
    if line in own:
        return True
    parts = [part for part in _PARTS.split(line) if part]
    whole = " ".join(parts)
    if len(line) > 40 or not any(name in line for name in own):
        return False
    rest = whole
    for word in sorted((*own, *beside), key=len, reverse=True):
        rest = rest.replace(word, " ", 1) if word in rest else rest
    return not re.sub(r"[\W_]+", "", rest)
