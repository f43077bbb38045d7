"""HTML tables → grids: which tables carry data, merged cells expanded, layout tables taken apart."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from mailbot.inbound.writing import Cell, Grid
from mailbot.value import Mutable, field

# Bounds for tables that strangers write: Excel itself writes colspan=16384 on a blank row.
COLUMNS, CELLS = 120, 200_000
_LINES_IN_A_CELL, _TEXT_IN_A_CELL = 40, 3000


class Item(Mutable, gc=False):  # holds texts and a row, which holds none of it
    """A line of the page before it has its number. `row` is the table row that it shows, if it shows one."""

    text: str
    depth: int = 0
    history: bool = False
    introduction: bool = False
    signature: bool = False
    rule: bool = False
    tint: str = ""
    tail: tuple[str, str] | None = None
    row: "Row | None" = None


class Row(Mutable, gc=False):
    """A row of a data table: its cells' texts, and its line's number once that is known."""

    texts: tuple[str, ...]
    number: int = 0


class Box(Mutable):
    """A <td> or <th> while it is read."""

    across: int = 1
    down: int = 1
    items: list[Item] = field(default_factory=list)

    def own(self) -> list[Item]:
        """Its lines without those of data tables inside it."""
        return [item for item in self.items if item.row is None]

    def text(self) -> str:
        """Its text, one line a line; `\\n` where the writer broke the line."""
        return "\n".join(item.text.strip() for item in self.own() if item.text.strip())


class Budget(Mutable):
    """How many cells one mail may still make by merging."""

    left: int = CELLS

    def spend(self, cells: int) -> bool:
        """Whether there was so much left."""
        self.left -= min(cells, self.left + 1)
        return self.left >= 0


class Table(Mutable):
    """A <table> while it is read; `hidden` rows never come here."""

    presentation: bool = False
    rows: list[list[Box]] = field(default_factory=list)

    def items(self, grids: list[tuple[Row, ...]], budget: Budget) -> list[Item]:
        """The table as lines: one a row where it carries data (its rows go to `grids`), else its cells' lines in order."""
        if not self._carries_data():
            return [item for row in self.rows for box in row for item in box.items]
        lines: list[Item] = []
        rows: list[Row] = []
        for boxes, texts, shown in _expand(self.rows, budget):
            if any(shown):
                row = Row(texts)
                rows.append(row)
                within = [item for box in boxes for item in box.own() if item.text.strip()]
                lines.append(_row_line(shown, row, within))
            lines.extend(item for box in boxes for item in box.items if item.row is not None)
        width = max((len(row.texts) for row in rows), default=0)
        if (len(rows) > 1 or width > 2) and budget.spend(len(rows) * width):
            for row in rows:
                row.texts += ("",) * (width - len(row.texts))
            grids.append(tuple(rows))
        return lines

    def _carries_data(self) -> bool:
        """At least two rows with text side by side, or one row of short cells; nothing of a page's size in any cell."""
        if self.presentation:
            return False
        side_by_side, filled = 0, 0
        for row in self.rows:
            texts = 0
            for box in row:
                own = [item for item in box.own() if item.text.strip()]
                if len(own) > _LINES_IN_A_CELL or sum(len(item.text) for item in own) > _TEXT_IN_A_CELL:
                    return False
                if any(item.depth for item in own) and not all(item.depth for item in own):
                    return False
                texts += bool(own)
            side_by_side += texts > 1
            filled += texts > 0
        if side_by_side > 1:
            return True
        if side_by_side == 1:
            longest = max(len(box.own()) for row in self.rows for box in row)
            return filled > 1 or longest <= 3
        return False


def _row_line(shown: Iterable[str], row: Row, within: list[Item]) -> Item:
    text = "\t".join(" ".join(cell.split("\n")) for cell in shown).rstrip("\t")
    return Item(
        text,
        depth=min((item.depth for item in within), default=0),
        history=any(item.history for item in within),
        signature=bool(within) and all(item.signature for item in within),
        row=row,
    )


def _expand(rows: list[list[Box]], budget: Budget) -> Iterator[tuple[list[Box], tuple[str, ...], list[str]]]:
    """Each row with its texts, merged cells in every place they cover, and the texts as they are shown."""
    starts: set[int] = set()
    filled: set[int] = set()
    covering = Budget(budget.left)
    for _, texts, shown in _laid_out(rows, covering):
        starts.update(shown)
        filled.update(column for column in texts if texts[column])
    # A column in which no cell begins only repeats its neighbour; columns empty to the right of all text are Excel's.
    used = [column for column in sorted(starts) if column < COLUMNS]
    while used and used[-1] not in filled:
        used.pop()
    # Laid out a second time rather than kept: two dicts a row are what a large table would be held in.
    for row, texts, shown in _laid_out(rows, budget):
        yield (
            row,
            tuple(texts.get(column, "") for column in used[: _width(texts, used)]),
            [shown.get(column, "") for column in used[: _width(shown, used)]],
        )


def _laid_out(rows: list[list[Box]], budget: Budget) -> Iterator[tuple[list[Box], dict[int, str], dict[int, str]]]:
    """Each row with its texts by column: in all places that they cover, and where they are shown."""
    reaching: dict[int, tuple[str, int]] = {}  # column → (text, rows still covered)
    for row in rows:
        texts = {column: text for column, (text, _) in reaching.items()}
        still = {column: (text, left - 1) for column, (text, left) in reaching.items() if left > 1}
        shown: dict[int, str] = {}
        column = 0
        for box in row:
            while column in texts:
                column += 1
            text = box.text()
            shown[column] = text
            across = max(1, min(box.across, COLUMNS - column))
            for covered in range(column, column + across):
                texts[covered] = text
                if box.down > 1:
                    still[covered] = (text, box.down - 1)
            column += across
        reaching = still if budget.spend(len(texts)) else {}
        yield row, texts, shown


def _width(texts: dict[int, str], used: list[int]) -> int:
    """How many of the `used` columns a row reaches, so that a long table of short rows stays small."""
    return bisect_right(used, max(texts, default=-1))


def grid(rows: Iterable[Row]) -> Grid:
    """The rows as a grid, now that their lines have numbers."""
    return Grid(tuple(_cells(row.texts, str(row.number)) for row in rows), "html")


def _cells(texts: tuple[str, ...], place: str) -> tuple[Cell, ...]:
    return tuple(Cell(text, place) for text in texts)
