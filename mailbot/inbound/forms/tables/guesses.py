"""Tables that name nothing: which column is what, by what stands in it (SPEC 9 "Plans": no header names)."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence

from mailbot.inbound.forms.tables.headerrow import Cells
from mailbot.inbound.writing import Cell
from mailbot.late import late

Guess = Callable[[str], str | None]

_SAMPLE = 50  # rows looked at
_INDEX = late(r"[(（]?\d{1,4}[)）.、]?|[(（]?[一二三四五六七八九十]{1,3}[)）.、]?|[\u2460-\u2473]")
_WORD = late(r"[^\W\d_]{2}")


def guess_columns(
    rows: Sequence[Sequence[Cell]],
    guess: Guess,
    *,
    taken: Collection[str],
    free: Collection[int],
    pairs: bool = False,
) -> dict[str, int]:
    """Key → column, for the columns in `free` and the keys not in `taken`; a column is what most of its cells are.

    With `pairs`, two columns of dates are start and end (SPEC 9), and of two with owners that of departments is theirs; any
    other doubt between columns leaves the key out.
    """
    votes: dict[str, list[int]] = {}
    for column in sorted(free):
        key = vote([row[column].text for row in rows[:_SAMPLE]], lambda text: _owning(guess(text)))
        if key is not None and key not in taken:
            votes.setdefault(key, []).append(column)
    if pairs and len(owners := votes.get("owner", [])) == 2:
        offices = [column for column in owners if _all_are(rows, column, guess, "department")]
        if len(offices) == 1:
            votes["department"], votes["owner"] = offices, [column for column in owners if column not in offices]
    if pairs and "start" not in votes and len(votes.get("due", ())) == 2:
        votes["start"], votes["due"] = votes["due"][:1], votes["due"][1:]
    return {key: columns[0] for key, columns in votes.items() if len(columns) == 1}


def _owning(key: str | None) -> str | None:
    """A department may own as people do."""
    return "owner" if key == "department" else key


def _all_are(rows: Sequence[Sequence[Cell]], column: int, guess: Guess, key: str) -> bool:
    return all(guess(text) == key for row in rows[:_SAMPLE] if (text := row[column].text.strip()))


def vote(texts: Sequence[str], guess: Guess) -> str | None:
    """What at least six in ten of the texts that are not blank are."""
    said = [guess(text.strip()) for text in texts if text.strip()]
    if not said:
        return None
    key, count = Counter(said).most_common(1)[0]
    return key if count * 10 >= len(said) * 6 else None


def wordy_column(rows: Sequence[Sequence[Cell]], free: Collection[int]) -> int | None:
    """The first of the columns that holds words, not numbers: what the rows are about."""
    for column in sorted(free):
        filled = [row[column].text for row in rows[:_SAMPLE] if row[column].text.strip()]
        if filled and sum(bool(_WORD.search(text)) for text in filled) * 10 >= len(filled) * 6:
            return column
    return None


def index_column(rows: Sequence[Sequence[Cell]], column: int) -> bool:
    """Whether the column only counts the rows: 1, 2, 3 or 一、二、三."""
    filled = [row[column].text.strip() for row in rows[:_SAMPLE] if row[column].text.strip()]
    return bool(filled) and len(set(filled)) == len(filled) and all(_INDEX.fullmatch(text) for text in filled)


def read_crosstab(cells: Cells, guess: Guess, missing: Collection[str]) -> list[dict[str, Cell]] | None:
    """A table of one value by two others (departments down, nodes across, dates in it) as one record a value.

    Of the two others one is told by its contents, or both; the untold one is the only key that would be `missing`.
    """
    if len(cells) < 2 or len(cells[0]) < 3:
        return None
    top, left = list(cells[0][1:]), [row[0] for row in cells[1:]]
    body = [row[1:] for row in cells[1:]]
    value = vote([cell.text for row in body[:_SAMPLE] for cell in row], guess)
    across, down = vote([cell.text for cell in top], guess), vote([cell.text for cell in left], guess)
    if value is None or value in {across, down} or (across is None and down is None) or across == down:
        return None
    if any(not cell.text.strip() for cell in (*top, *left)) or len({cell.text for cell in top}) < len(top):
        return None
    if across is None or down is None:
        lacking = [key for key in missing if key not in {value, across, down}]
        if len(lacking) != 1:
            return None
        across, down = across or lacking[0], down or lacking[0]
    return [
        {across: head, down: side, value: cell}
        for side, row in zip(left, body, strict=True)
        for head, cell in zip(top, row, strict=True)
        if cell.text.strip()
    ]
