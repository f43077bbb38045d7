"""Sheets of an .xlsx, read in one pass a part (ECMA-376 part 1, 18).

Not by calamine: a single attribute of a hostile file (`r="ZZZZZZ9"`, a count in an .xls) makes it reserve 160 GB, which
ends the process and cannot be caught (seen with calamine 0.37); and it tells neither hidden rows nor number formats.
"""

import posixpath

from mailbot.inbound.forms.tables.sheetfiles.bounds import COLUMNS, ROWS, SHEETS, Meter, Place, Sheet, UnreadableSheet
from mailbot.inbound.forms.tables.sheetfiles.numbers import built_in, shown
from mailbot.inbound.forms.tables.sheetfiles.places import column_of
from mailbot.inbound.forms.tables.sheetfiles.xml import walk
from mailbot.late import late

WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_ADDRESS = late(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_ESCAPED = late(r"_x([0-9A-Fa-f]{4})_")
_TRUE = {"1", "true"}


def read_xlsx(parts: dict[str, bytes]) -> list[Sheet]:
    """The sheets, hidden ones too. Raises UnreadableSheet (`too-large`, `damaged`, `not-a-sheet`)."""
    if WORKBOOK not in parts:
        raise UnreadableSheet("not-a-sheet")
    book = _Book(parts)
    meter = Meter()
    shared = next((octets for name, octets in parts.items() if name.lower() == "xl/sharedstrings.xml"), b"")
    texts = _shared_texts(shared)
    formats = _formats(parts.get("xl/styles.xml", b""))
    for sheet, part in zip(book.sheets, book.parts, strict=True):
        if part in parts and sheet.visible:
            reader = _Worksheet(sheet, meter, texts, formats, from_1904=book.from_1904)
            walk(parts[part], reader.start, reader.end, reader.text)
    return book.sheets


class _Book:
    """The workbook's list of sheets, each with its part's name."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.sheets: list[Sheet] = []
        self.parts: list[str] = []
        self.from_1904 = False
        self._targets: dict[str, str] = {}
        if _RELATIONS in parts:
            walk(parts[_RELATIONS], self._relation)
        walk(parts[WORKBOOK], self._element)

    def _relation(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            path = target[1:] if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            self._targets[attributes.get("Id", "")] = path

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in _TRUE
        elif name == "sheet":
            identity = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            self.sheets.append(Sheet(attributes.get("name", ""), attributes.get("state", "visible") == "visible"))
            self.parts.append(self._targets.get(identity, ""))
            if len(self.sheets) > SHEETS:
                raise UnreadableSheet("too-large")


def _shared_texts(octets: bytes) -> list[str]:
    """The texts that cells share, formatting left out, and readings (拼音) above characters, too."""
    found: list[list[str]] = []
    within: list[str] = []

    def start(name: str, _: dict[str, str]) -> None:
        within.append(name)
        if name == "si":
            found.append([])

    def end(_: str) -> None:
        within.pop()

    def text(data: str) -> None:
        if found and within[-1] == "t" and "rPh" not in within[-3:]:
            found[-1].append(data)

    if octets:
        walk(octets, start, end, text)
    return [_unescaped("".join(pieces)) for pieces in found]


def _formats(octets: bytes) -> list[str]:
    """The number format of each cell style."""
    codes: dict[int, str] = {}
    formats: list[str] = []
    within: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        within.append(name)
        number = _whole(attributes.get("numFmtId", "0"), 100_000)
        if name == "numFmt":
            codes[number] = attributes.get("formatCode", "")[:200]
        elif name == "xf" and within[-2:-1] == ["cellXfs"]:
            formats.append(codes.get(number, built_in(number)))

    def end(_: str) -> None:
        within.pop()

    if octets:
        walk(octets, start, end)
    return formats


class _Worksheet:
    """One pass through a worksheet."""

    def __init__(self, sheet: Sheet, meter: Meter, texts: list[str], formats: list[str], *, from_1904: bool) -> None:
        self._sheet = sheet
        self._meter = meter
        self._texts = texts
        self._formats = formats
        self._from_1904 = from_1904
        self._row = self._column = -1
        self._style = self._kind = ""
        self._value: list[str] | None = None
        self._inline: list[str] = []
        self._raw = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._column += 1
            if "r" in attributes:
                self._row, self._column = _place(attributes["r"])
            self._style, self._kind = attributes.get("s", "0"), attributes.get("t", "n")
            self._inline, self._raw = [], ""
        elif name in ("v", "t"):
            self._value = []
        elif name == "rPh":
            self._kind = ""
        elif name == "row":
            self._row = _whole(attributes["r"], ROWS) - 1 if "r" in attributes else self._row + 1
            self._column = -1
            if attributes.get("hidden") in _TRUE or attributes.get("ht") == "0":
                self._sheet.hidden_rows.add(self._row)
        elif name == "col" and (attributes.get("hidden") in _TRUE or attributes.get("width") == "0"):
            first, last = _whole(attributes.get("min", ""), COLUMNS), _whole(attributes.get("max", ""), COLUMNS)
            self._sheet.hidden_columns.update(range(first - 1, last))
        elif name == "mergeCell":
            first_corner, _, last_corner = attributes.get("ref", "").partition(":")
            if last_corner and len(self._sheet.merged) < ROWS:
                self._sheet.merged.append((_place(first_corner), _place(last_corner)))

    def text(self, data: str) -> None:
        if self._value is not None:
            self._value.append(data)

    def end(self, name: str) -> None:
        if name == "v" and self._value is not None:
            self._raw = "".join(self._value)
        elif name == "t" and self._value is not None and self._kind == "inlineStr":
            self._inline += self._value
        elif name == "c" and (text := self._shown()):
            self._meter.count(self._row, self._column, len(text))
            self._sheet.cells[(self._row, self._column)] = text
        if name in ("v", "t"):
            self._value = None

    def _shown(self) -> str:
        raw = self._raw
        if self._inline:
            return _unescaped("".join(self._inline))
        if not raw or self._kind == "e":
            return ""
        if self._kind == "s":
            index = _whole(raw.strip(), 10_000_000)
            return self._texts[index] if index < len(self._texts) else ""
        if self._kind == "b":
            return "TRUE" if raw.strip() in _TRUE else "FALSE"
        if self._kind != "n":
            return _unescaped(raw)
        style = _whole(self._style, 100_000)
        number_format = self._formats[style] if style < len(self._formats) else ""
        try:
            return shown(float(raw), number_format, from_1904=self._from_1904)
        except (ValueError, ArithmeticError):
            return raw


def _place(address: str) -> Place:
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise UnreadableSheet("damaged")
    return int(match[2]) - 1, column_of(match[1])


def _whole(text: str, most: int) -> int:
    """A whole number that is not beyond what a file may have."""
    if not (text.isascii() and text.isdecimal()) or len(text) > 8 or int(text) > most:
        raise UnreadableSheet("damaged")
    return int(text)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
