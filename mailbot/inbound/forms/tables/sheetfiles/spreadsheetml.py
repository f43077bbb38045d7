"""Excel's XML of 2003, which back ends export under the name .xls: one file, no container."""

from mailbot.inbound.forms.tables.sheetfiles.bounds import COLUMNS, ROWS, SHEETS, Meter, Sheet, UnreadableSheet
from mailbot.inbound.forms.tables.sheetfiles.xml import walk

MARK = b"urn:schemas-microsoft-com:office:spreadsheet"


def read_spreadsheetml(content: bytes) -> list[Sheet]:
    """The worksheets, hidden ones too. Raises UnreadableSheet (`too-large`, `damaged`, `not-a-sheet`)."""
    reader = _Reader()
    walk(content, reader.start, reader.end, reader.text)
    return reader.sheets


class _Reader:
    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self._meter = Meter()
        self._row = self._column = -1
        self._span = (0, 0)
        self._data: list[str] | None = None
        self._kind = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        given = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if name == "Worksheet":
            self.sheets.append(Sheet(given.get("Name", "")))
            self._row = self._column = -1
            if len(self.sheets) > SHEETS:
                raise UnreadableSheet("too-large")
        elif not self.sheets:
            return
        elif name == "Column":
            self._column = _index(given, self._column, COLUMNS)
            last = self._column + _number(given.get("Span", "0"), COLUMNS)
            if given.get("Hidden") == "1":
                self.sheets[-1].hidden_columns.update(range(self._column, last + 1))
            self._column = last
        elif name == "Row":
            self._row = _index(given, self._row, ROWS)
            self._column = -1
            if given.get("Hidden") == "1":
                self.sheets[-1].hidden_rows.add(self._row)
        elif name == "Cell":
            self._column = _index(given, self._column, COLUMNS)
            self._span = (_number(given.get("MergeDown", "0"), ROWS), _number(given.get("MergeAcross", "0"), COLUMNS))
        elif name == "Data":
            self._data, self._kind = [], given.get("Type", "")
        elif name == "Visible":
            self._data = []

    def text(self, data: str) -> None:
        if self._data is not None:
            self._data.append(data)

    def end(self, name: str) -> None:
        if name == "Data" and self._data is not None:
            text = "".join(self._data)
            if self._kind == "DateTime":
                text = text.removesuffix(".000").replace("T00:00:00", "").replace("T", " ")
            self._meter.count(self._row, self._column, len(text))
            self.sheets[-1].cells[(self._row, self._column)] = text
        elif (
            name == "Visible"
            and self.sheets
            and self._data is not None
            and "".join(self._data).strip() != "SheetVisible"
        ):
            self.sheets[-1].visible = False
        elif name == "Cell":
            if any(self._span):
                corner = (self._row + self._span[0], self._column + self._span[1])
                self.sheets[-1].merged.append(((self._row, self._column), corner))
            self._column += self._span[1]
        if name in ("Data", "Visible"):
            self._data = None


def _index(given: dict[str, str], before: int, most: int) -> int:
    return _number(given["Index"], most) - 1 if "Index" in given else before + 1


def _number(text: str, most: int) -> int:
    number = int(text) if text.isdecimal() and len(text) < 9 else -1
    if not 0 <= number <= most:
        raise UnreadableSheet("damaged")
    return number
