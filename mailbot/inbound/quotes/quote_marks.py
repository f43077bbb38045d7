"""The lines of a text with every mail program's quote marks turned into `>`: wide ones, bars, the initials of who is quoted."""

from collections import Counter
from collections.abc import Callable, Sequence

from mailbot.late import late

# Old Chinese mail programs write the wide or the small form.
_WIDE = late(r"[ \t]{0,3}((?:[>＞﹥][ \t]?){1,80})")
# The Bat! and Emacs put the initials of who is quoted before each line: `CJ> `, of one quoted twice `CJ>> `.
_INITIALS = late(r"[ \t]{0,3}([A-Z][A-Za-z]{0,3})(>{1,9})(?:[ \t]|$)")
_TALK = late(r"[?？。！]$|[⺀-鿿]{3}|[a-z]{2}\.$")
_PROMPTS = frozenset(("SQL", "PS", "CMD", "DOS", "FTP", "DB", "CLI", "SSH"))  # pasted from a terminal, they are content
_BARS = "|:»›¦┃│▎"  # only below a line that says whose words follow: they begin lists and tables, too


def quote_marks(lines: Sequence[str], introduces: Callable[[str], bool]) -> Sequence[str]:
    """Each line as if its mail program quoted with `>`; the very lines where none does otherwise.

    Initials count where they stand before two lines or where a line above says who is quoted (`introduces`).
    Linear in the size of the text.
    """
    if not any(line.lstrip()[:1] in _FIRST or ">" in line[1:8] for line in lines if line):
        return lines
    initials = _initials(lines, introduces)
    bar = ""
    plain: list[str] = []
    for place, line in enumerate(lines):
        first = line.lstrip()[:1]
        wide = (
            _WIDE.match(line)
            if first in ("＞", "﹥") or (first == ">" and ("＞" in line[:9] or "﹥" in line[:9]))
            else None
        )
        found = _INITIALS.match(line) if initials and ">" in line[:12] else None
        if wide:
            marks = sum(1 for mark in wide.group(1) if mark in ">＞﹥")
            plain.append(">" * marks + " " + line[wide.end() :])
        elif found and found.group(1) in initials:
            plain.append(found.group(2) + " " + line[found.end() :])
        elif first and first in _BARS and (first == bar or (not bar and _barred(lines, place, first, introduces))):
            bar = first
            text = line.lstrip()
            depth = len(text) - len(text.lstrip(first + " "))
            plain.append(">" * max(text[:depth].count(first), 1) + " " + text[depth:])
        else:
            plain.append(line)
    return plain


_FIRST = frozenset(_BARS + "＞﹥")


def _initials(lines: Sequence[str], introduces: Callable[[str], bool]) -> frozenset[str]:
    counted: Counter[str] = Counter()
    introduced: set[str] = set()
    for place, line in enumerate(lines):
        found = _INITIALS.match(line) if ">" in line[1:12] else None
        if found is None or found.group(1).upper() in _PROMPTS:
            continue
        counted[found.group(1)] += 1
        if counted[found.group(1)] == 1 and _introduced(lines, place, introduces):
            introduced.add(found.group(1))
    single = {
        who
        for who, times in counted.items()
        if times == 1 and 1 < len(who) < 4 and who.isupper() and _talks(lines, who)
    }
    return frozenset(introduced | single | {who for who, times in counted.items() if times > 1 and len(who) > 1})


def _talks(lines: Sequence[str], who: str) -> bool:
    """The one line with these initials asks or tells something, as no terminal does, and is answered below."""
    place = next(at for at, line in enumerate(lines) if line.lstrip().startswith(f"{who}>"))
    return bool(_TALK.search(lines[place].rstrip())) and any(line.strip() for line in lines[place + 1 : place + 4])


def _introduced(lines: Sequence[str], place: int, introduces: Callable[[str], bool]) -> bool:
    filled = [line for line in lines[max(place - 3, 0) : place] if line.strip()]
    return any(introduces(line.lstrip(" >")) for line in filled[-2:])


def _barred(lines: Sequence[str], place: int, bar: str, introduces: Callable[[str], bool]) -> bool:
    """This line begins a quote whose lines all bear this bar; no table."""
    if not place or lines[place].count(bar) > 1 or lines[place - 1].lstrip().startswith(bar):
        return False
    return _introduced(lines, place, introduces)
