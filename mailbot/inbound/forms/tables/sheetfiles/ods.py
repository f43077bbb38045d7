"""Sheets of an .ods, read in one pass (ODF 1.2 part 1, chapter 9)."""

from mailbot.inbound.forms.tables.sheetfiles.bounds import COLUMNS, ROWS, SHEETS, Meter, Sheet, UnreadableSheet
from mailbot.inbound.forms.tables.sheetfiles.numbers import shown
from mailbot.inbound.forms.tables.sheetfiles.xml import walk

_CELLS = ("table-cell", "covered-table-cell")


def read_ods(parts: dict[str, bytes]) -> list[Sheet]:
    """The sheets, hidden ones too. Raises UnreadableSheet (`encrypted`, `too-large`, `damaged`, `not-a-sheet`)."""
    if b"manifest:encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise UnreadableSheet("encrypted")
    if "content.xml" not in parts or b"opendocument" not in parts["content.xml"][:4000]:
        raise UnreadableSheet("not-a-sheet")
    reader = _Content()
    walk(parts["content.xml"], reader.start, reader.end, reader.text)
    return reader.sheets


class _Content:
    """One pass through content.xml. A row's cells wait until it ends, since the row may be repeated."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self._meter = Meter()
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._row = self._column = self._columns = 0
        self._row_times = self._cell_times = 1
        self._attributes: dict[str, str] = {}
        self._paragraphs: list[list[str]] = []
        self._in_cell = self._in_paragraph = self._hidden = False
        self._aside = 0  # how deep within a comment
        self._cells: list[tuple[int, int, str]] = []  # column, times, text

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "annotation" or self._aside:
            self._aside += 1
        elif name == "style":
            self._style = attributes.get("style:name", "")
        elif name == "table-properties" and attributes.get("table:display") == "false":
            self._hidden_styles.add(self._style)
        elif name == "table":
            visible = attributes.get("table:style-name", "") not in self._hidden_styles
            self.sheets.append(Sheet(attributes.get("table:name", ""), visible))
            self._row = self._columns = 0
            if len(self.sheets) > SHEETS:
                raise UnreadableSheet("too-large")
        elif not self.sheets:
            return
        elif name == "table-column":
            times = _times(attributes, "table:number-columns-repeated", COLUMNS)
            if _is_hidden(attributes):
                self.sheets[-1].hidden_columns.update(range(self._columns, min(self._columns + times, COLUMNS)))
            self._columns += times
        elif name == "table-row":
            self._row_times = _times(attributes, "table:number-rows-repeated", ROWS)
            self._column, self._cells = 0, []
            self._hidden = _is_hidden(attributes)
            if self._hidden:
                self.sheets[-1].hidden_rows.add(self._row)
        elif name in _CELLS:
            self._cell_times = _times(attributes, "table:number-columns-repeated", COLUMNS)
            self._attributes, self._paragraphs, self._in_cell = attributes, [], True
        elif self._in_cell:
            self._start_in_cell(name, attributes)

    def _start_in_cell(self, name: str, attributes: dict[str, str]) -> None:
        if name == "p":
            self._paragraphs.append([])
            self._in_paragraph = True
        elif self._paragraphs and name == "s":
            count = attributes.get("text:c", "1")
            self._paragraphs[-1].append(" " * min(int(count) if count.isdecimal() and len(count) < 4 else 1, 100))
        elif self._paragraphs and name in ("tab", "line-break"):
            self._paragraphs[-1].append("\t" if name == "tab" else "\n")

    def text(self, data: str) -> None:
        if self._in_cell and self._in_paragraph and not self._aside:
            self._paragraphs[-1].append(data)

    def end(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
        elif name == "p":
            self._in_paragraph = False
        elif name in _CELLS and self._in_cell:
            self._in_cell = False
            if text := self._shown():
                self._cells.append((self._column, self._cell_times, text))
            self._column += self._cell_times
            self._merge()
        elif name == "table-row" and self.sheets:
            self._end_row()

    def _end_row(self) -> None:
        sheet = self.sheets[-1]
        if sheet.visible and not self._hidden:
            for column, times, text in self._cells:
                last = (self._row + self._row_times - 1, column + times - 1)
                self._meter.count(*last, len(text), times=times * self._row_times)
                for row in range(self._row, self._row + self._row_times):
                    sheet.cells.update(dict.fromkeys(((row, column + more) for more in range(times)), text))
        self._row += self._row_times

    def _merge(self) -> None:
        down = _times(self._attributes, "table:number-rows-spanned", ROWS)
        across = _times(self._attributes, "table:number-columns-spanned", COLUMNS)
        if down > 1 or across > 1:
            first = (self._row, self._column - self._cell_times)
            self.sheets[-1].merged.append((first, (first[0] + down - 1, first[1] + across - 1)))

    def _shown(self) -> str:
        """What the cell shows; of a date its value, since what is shown may lack the year."""
        kind = self._attributes.get("office:value-type", "")
        text = "\n".join("".join(pieces) for pieces in self._paragraphs)
        if kind == "date" and (date := self._attributes.get("office:date-value", "")):
            return date[:40].partition(".")[0].replace("T00:00:00", "").replace("T", " ")
        if kind == "boolean":
            return self._attributes.get("office:boolean-value", "").upper()
        if kind in ("float", "percentage", "currency") and not text.strip():
            try:
                return shown(float(self._attributes.get("office:value", "")[:40]))
            except (ValueError, ArithmeticError):
                return ""
        return text


def _is_hidden(attributes: dict[str, str]) -> bool:
    return attributes.get("table:visibility", "visible") != "visible"


def _times(attributes: dict[str, str], name: str, most: int) -> int:
    """How often something is repeated, or how far it spans; more than a sheet can have is a bomb."""
    text = attributes.get(name, "1")
    times = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
    if not 0 < times <= most:
        raise UnreadableSheet("too-large")
    return times
