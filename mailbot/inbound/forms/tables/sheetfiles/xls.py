"""Sheets of an .xls ([MS-XLS], BIFF5 and BIFF8), which WPS (.et) and old exports still write."""

import struct
from collections.abc import Iterator

from mailbot.inbound.forms.tables.sheetfiles.bounds import SHEETS, Meter, Sheet, UnreadableSheet
from mailbot.inbound.forms.tables.sheetfiles.compound import read_streams
from mailbot.inbound.forms.tables.sheetfiles.numbers import built_in, shown
from mailbot.inbound.forms.tables.sheetfiles.sst import byte_text, read_shared, unicode_text

_BEGINS, _END = {0x0809, 0x0409, 0x0209, 0x0009}, 0x000A
_BOUNDSHEET, _FILEPASS, _SST, _CONTINUE, _XF, _FORMAT, _FORMAT_5 = (
    0x0085,
    0x002F,
    0x00FC,
    0x003C,
    0x00E0,
    0x041E,
    0x001E,
)
_CODEPAGE, _DATEMODE = 0x0042, 0x0022
_ROW, _COLINFO, _MERGED = 0x0208, 0x007D, 0x00E5
_NUMBER, _LABEL, _RICH, _BOOLERR, _FORMULA, _RK, _LABELSST, _MULRK, _STRING = (
    0x0203, 0x0204, 0x00D6, 0x0205, 0x0006, 0x027E, 0x00FD, 0x00BD, 0x0207,
)  # fmt: skip
_BIFF8 = 0x0600
_COLUMNS = 256
_WORKBOOKS = ("Workbook", "WORKBOOK", "Book", "BOOK")

Records = Iterator[tuple[int, bytes]]


def read_xls(content: bytes) -> list[Sheet]:
    """The sheets, hidden ones too.

    Raises UnreadableSheet: `encrypted` (also for a compound file that holds an encrypted .xlsx), `too-large`,
    `damaged`, `not-a-sheet` for a Word file and the like.
    """
    streams = read_streams(content)
    if "EncryptedPackage" in streams:
        raise UnreadableSheet("encrypted")
    workbook = next((streams[name] for name in _WORKBOOKS if name in streams), None)
    if workbook is None:
        raise UnreadableSheet("not-a-sheet")
    try:
        book = _Book(workbook)
        return [book.sheet(*described) for described in book.sheets]
    except (struct.error, IndexError, OverflowError) as error:
        raise UnreadableSheet("damaged") from error


class _Book:
    """The workbook's globals, and what reads each of its sheets."""

    def __init__(self, octets: bytes) -> None:
        self._octets = octets
        self._meter = Meter()
        self.sheets: list[tuple[int, bool, str]] = []  # start, visible, name
        self._shared: list[str] = []
        self._formats: list[int] = []
        self._codes: dict[int, str] = {}
        self._codec = "gb18030"
        self._from_1904 = False
        self._is_8 = struct.unpack_from("<H", octets, 4)[0] == _BIFF8
        shared: list[bytes] = []
        before = 0
        for kind, data in self._records(0):
            if kind == _SST or (kind == _CONTINUE and before in (_SST, _CONTINUE) and shared):
                shared.append(data)
            else:
                self._global(kind, data)
            before = kind if kind != _CONTINUE or before in (_SST, _CONTINUE) else 0
        self._shared = read_shared(shared) if shared else []
        if len(self.sheets) > SHEETS:
            raise UnreadableSheet("too-large")

    def _global(self, kind: int, data: bytes) -> None:
        if kind == _FILEPASS:
            raise UnreadableSheet("encrypted")
        if kind == _BOUNDSHEET:
            start, state, what = struct.unpack_from("<IBB", data)
            name = unicode_text(data, 7, data[6]) if self._is_8 else byte_text(data, 7, data[6], self._codec)
            if what == 0:
                self.sheets.append((start, state & 0x03 == 0, name))
        elif kind == _XF:
            self._formats.append(struct.unpack_from("<H", data, 2)[0])
        elif kind == _FORMAT:
            number, length = struct.unpack_from("<HH", data)
            self._codes[number] = unicode_text(data, 4, length) if self._is_8 else ""
        elif kind == _FORMAT_5:
            self._codes[struct.unpack_from("<H", data)[0]] = byte_text(data, 3, data[2], self._codec)
        elif kind == _CODEPAGE:
            page = struct.unpack_from("<H", data)[0]
            self._codec = {936: "gb18030", 950: "cp950", 1252: "cp1252", 932: "cp932"}.get(page, "gb18030")
        elif kind == _DATEMODE:
            self._from_1904 = struct.unpack_from("<H", data)[0] == 1

    def sheet(self, start: int, visible: bool, name: str) -> Sheet:
        sheet = Sheet(name, visible)
        waiting: tuple[int, int] | None = None  # a formula's cell, whose text is in the next record
        for kind, data in self._records(start):
            if kind == _STRING and waiting is not None:
                length = struct.unpack_from("<H", data)[0]
                text = unicode_text(data, 2, length) if self._is_8 else byte_text(data, 2, length, self._codec)
                self._put(sheet, *waiting, text)
            if kind == _FORMULA:
                row, column, style = struct.unpack_from("<HHH", data)
                waiting = (row, column)
                self._put(sheet, row, column, self._result(data[6:14], style))
            elif kind == _MULRK:
                row, first = struct.unpack_from("<HH", data)
                for column, place in enumerate(range(4, len(data) - 7, 6), first):
                    style, packed = struct.unpack_from("<HI", data, place)
                    self._put(sheet, row, column, self._number(_unpacked(packed), style))
            elif kind in (_NUMBER, _LABEL, _RICH, _BOOLERR, _RK, _LABELSST):
                row, column, style = struct.unpack_from("<HHH", data)
                self._put(sheet, row, column, self._value(kind, data, style))
            elif kind == _ROW and struct.unpack_from("<H", data, 12)[0] & 0x20:
                sheet.hidden_rows.add(struct.unpack_from("<H", data)[0])
            elif kind == _COLINFO and struct.unpack_from("<H", data, 8)[0] & 0x01:
                first, last = struct.unpack_from("<HH", data)
                sheet.hidden_columns.update(range(first, min(last, _COLUMNS - 1) + 1))
            elif kind == _MERGED:
                for place in range(2, len(data) - 7, 8):
                    top, bottom, left, right = struct.unpack_from("<4H", data, place)
                    sheet.merged.append(((top, left), (bottom, right)))
        return sheet

    def _put(self, sheet: Sheet, row: int, column: int, text: str) -> None:
        if text:
            self._meter.count(row, column, len(text))
            sheet.cells[(row, column)] = text

    def _value(self, kind: int, data: bytes, style: int) -> str:
        if kind == _NUMBER:
            return self._number(struct.unpack_from("<d", data, 6)[0], style)
        if kind == _RK:
            return self._number(_unpacked(struct.unpack_from("<I", data, 6)[0]), style)
        if kind == _LABELSST:
            index = struct.unpack_from("<I", data, 6)[0]
            return self._shared[index] if index < len(self._shared) else ""
        if kind == _BOOLERR:
            return "" if data[7] else ("TRUE" if data[6] else "FALSE")
        length = struct.unpack_from("<H", data, 6)[0]
        return unicode_text(data, 8, length) if self._is_8 else byte_text(data, 8, length, self._codec)

    def _result(self, octets: bytes, style: int) -> str:
        """A formula's last value: a number, or by its first octet a text (which follows), a truth value, an error."""
        if octets[6:8] != b"\xff\xff":
            return self._number(struct.unpack("<d", octets)[0], style)
        return ("TRUE" if octets[2] else "FALSE") if octets[0] == 1 else ""

    def _number(self, value: float, style: int) -> str:
        number = self._formats[style] if style < len(self._formats) else 0
        try:
            return shown(value, self._codes.get(number) or built_in(number), from_1904=self._from_1904)
        except (ValueError, ArithmeticError):
            return ""  # no number (NaN)

    def _records(self, start: int) -> Records:
        """The records of one substream, up to its end; those of a chart within are passed over."""
        place, depth = start, 0
        while place + 4 <= len(self._octets):
            kind, length = struct.unpack_from("<HH", self._octets, place)
            if kind in _BEGINS:
                depth += 1
            elif kind == _END:
                depth -= 1
            elif depth == 1:
                yield kind, self._octets[place + 4 : place + 4 + length]
            place += 4 + length
            if depth <= 0:
                return


def _unpacked(packed: int) -> float:
    """An RK number: 30 bits of a float or of a whole number, perhaps divided by 100."""
    if packed & 0x02:
        value: float = (packed - (1 << 32) if packed & 0x80000000 else packed) >> 2
    else:
        value = struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", packed & 0xFFFFFFFC))[0]
    return value / 100 if packed & 0x01 else value
