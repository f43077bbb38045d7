"""held_in: of the words that a value was read from, the clauses that hold it, so that a reader of the receipt can check it."""

from mailbot.han import han
from mailbot.inbound.forms.numerals import plain
from mailbot.late import late

_SHORT = 40  # characters that are shown whole
_MOST = 400  # clauses
_OF_VALUE = 200  # characters of the value that are looked for
_CLAUSE = late(r"[^，。；;！!？?\n\t,.]*(?:[,.](?!\s|$)[^，。；;！!？?\n\t,.]*)*")
_BY_BLANKS = late(r"\S+")
_FIGURE = late(r"\d{1,9}(?:\.\d{1,9})*")
_NAME = late(r"[^\W\d_]{2,}")


def held_in(words: str, value: str) -> str:
    """`words` where they are short or nothing of `value` stands in them as it is; else the fewest clauses with its figures and
    names, in their order, ` … ` between those that are apart. Linear in the text."""
    shown = plain(value[:_OF_VALUE])
    names = frozenset(_NAME.findall(shown))
    wanted = _figures(shown) | names
    if len(words) <= _SHORT or not wanted:
        return words
    clauses = _clauses(words)
    said = [plain(words[start:end]) for start, end in clauses]
    marks = [(_figures(clause) & wanted) | {name for name in names if name in clause} for clause in said]
    taken: set[int] = set()
    while left := wanted - {mark for at in taken for mark in marks[at]}:
        best = max(range(len(clauses)), key=lambda at: (len(marks[at] & left), -at), default=None)
        if best is None or not marks[best] & left:
            break
        taken.add(best)
    return (
        " … ".join(words[clauses[first][0] : clauses[last][1]].strip() for first, last in _runs(sorted(taken))) or words
    )


def _clauses(text: str) -> list[tuple[int, int]]:
    """The spans of a text's clauses; of a long one in Chinese, what blanks part, as people write on phones."""
    found: list[tuple[int, int]] = []
    for clause in _CLAUSE.finditer(text):
        start, end = clause.span()
        if end - start > _SHORT and han(clause.group()):
            found += [(start + piece.start(), start + piece.end()) for piece in _BY_BLANKS.finditer(clause.group())]
        elif start < end:
            found.append((start, end))
    return found[:_MOST]


def _figures(text: str) -> frozenset[str]:
    """The figures of a plain text, `02` as 2."""
    return frozenset(figure.lstrip("0") or "0" for figure in _FIGURE.findall(text))


def _runs(places: list[int]) -> list[tuple[int, int]]:
    """(first, last) of each run of places side by side."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
