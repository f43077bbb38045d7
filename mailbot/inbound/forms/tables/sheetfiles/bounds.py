"""How large a sheet may be, and the error for one that cannot be read. Sizes are counted, never believed."""

from mailbot.value import Mutable, field

OCTETS = 30_000_000  # of the file; no plan is larger, and mail servers stop about here
INFLATED = 50_000_000  # of all parts that are read, unpacked, where the rules (`sheet_octets`) say nothing
ENTRIES = 2_000  # in the container
SHEETS = 100
CELLS = 200_000  # filled cells in a file
TEXT = 20_000_000  # characters in all cells, a shared text counted wherever it stands
COLUMNS, ROWS = 16_384, 1_048_576  # of a sheet in any format

Place = tuple[int, int]  # row and column, both from 0


class UnreadableSheet(ValueError):
    """An attachment that is no sheet or cannot be read as one.

    `reason`, in kebab-case: `encrypted`, `too-large`, `damaged`, `not-a-sheet`.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Sheet(Mutable):
    """A sheet as its file has it: the texts of filled cells, merged ranges (first and last corner), what is hidden.

    `name` is "" where the file is one sheet.
    """

    name: str
    visible: bool = True
    cells: dict[Place, str] = field(default_factory=dict)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


class Meter(Mutable):
    """Counts what a file holds while it is read, and stops it at the bounds."""

    cells: int = 0
    text: int = 0

    def count(self, row: int, column: int, text: int, *, times: int = 1) -> None:
        """A filled cell with a text of so many characters, or `times` of them, the last one here."""
        self.cells += times
        self.text += text * times
        if not (0 <= row < ROWS and 0 <= column < COLUMNS):
            raise UnreadableSheet("damaged")
        if self.cells > CELLS or self.text > TEXT:
            raise UnreadableSheet("too-large")
