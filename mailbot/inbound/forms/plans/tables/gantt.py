"""marked_days: a chart of days across, a tick in the day of each node (甘特图) → its rows (SPEC 9 "every shape of table")."""

from collections.abc import Callable, Sequence
from datetime import datetime

from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.tables.guesses import Guess, vote, wordy_column
from mailbot.inbound.writing import Cell, Grid
from mailbot.late import late

_MOST, _HEADING_ROWS = 300, 6
_MARK = late(r"[√✓✔☑●■◆★▲▇█○◎xX×✕y是]|完成|done")
_DAY = late(r"\d{1,2}\s*[日号]?")
_MONTH = late(r"(?:\d{2,4}\s*年)?\s*\d{1,2}\s*月(?:份)?")


def marked_days(grid: Grid, guess: Guess, dated: Callable[[str], bool], mailed: datetime) -> list[Row]:
    """A row for each line with ticks: due on the day of its last tick, begun on that of its first; [] where it is no such chart.

    Days may stand below their month, which is merged over them (2026年12月 | 3日 | 11日).
    """
    for at in range(min(len(grid.rows) - 1, _HEADING_ROWS)):
        days = _days(grid.rows, at, dated)
        if len(days) < 2:
            continue
        body = [row for row in grid.rows[at + 1 :][:_MOST] if any(cell.text.strip() for cell in row)]
        texts = [row[c].text.strip() for row in body for c in days if row[c].text.strip()]
        if not texts or not all(_MARK.fullmatch(text) for text in texts):
            continue
        free = [c for c in range(len(grid.rows[at])) if c not in days]
        named = {c: vote([row[c].text for row in body], guess) for c in free}
        titles, owners = ([c for c in free if named[c] == key] for key in ("title", "owner"))
        # 华东升级, 版本限制（8.0及以下）: the first words that name nobody, where few of them are nodes' own names.
        worded = wordy_column(body, [c for c in free if c not in owners])
        titles = titles or ([worded] if worded is not None else [])
        if len(titles) != 1:
            continue
        found = [
            _row(row, titles[0], owners[:1], [c for c in days if row[c].text.strip()], days, mailed) for row in body
        ]
        return [row for row in found if row is not None]
    return []


def _days(rows: Sequence[Sequence[Cell]], at: int, dated: Callable[[str], bool]) -> dict[int, str]:
    """Column → the day that it stands for."""
    found: dict[int, str] = {}
    for column, cell in enumerate(rows[at]):
        text = cell.text.strip()
        above = rows[at - 1][column].text.strip() if at else ""
        if _DAY.fullmatch(text) and _MONTH.fullmatch(above):
            found[column] = f"{above.removesuffix('份')}{text.rstrip('日号')}日"
        elif any(map(str.isdigit, text)) and not _DAY.fullmatch(text) and not _MONTH.fullmatch(text) and dated(text):
            found[column] = text
    return found


def _row(
    row: Sequence[Cell],
    title: int,
    owners: Sequence[int],
    marked: Sequence[int],
    days: dict[int, str],
    mailed: datetime,
) -> Row | None:
    if not marked or not row[title].text.strip():
        return None
    texts = {"title": row[title].text.strip(), "due": days[marked[-1]]}
    places = {"title": row[title].place, "due": row[marked[-1]].place}
    if len(marked) > 1:
        texts["start"], places["start"] = days[marked[0]], row[marked[0]].place
    for column in owners:
        texts["owner"], places["owner"] = row[column].text.strip(), row[column].place
    return Row(texts=texts, places=places, place=row[title].place, mailed=mailed, whole="  ".join(texts.values()))
