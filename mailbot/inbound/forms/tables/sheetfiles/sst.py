"""Texts of an .xls: in its table of shared texts, which runs over several records, and in single records."""

import struct


def read_shared(parts: list[bytes]) -> list[str]:
    """The texts of an SST record and the CONTINUE records behind it ([MS-XLS] 2.4.265).

    A text that goes on in the next record says there anew whether a character takes one octet or two. Raises
    struct.error or IndexError where the records end too early.
    """
    reader = _Parts(parts)
    count = struct.unpack("<I", reader.take(8)[4:])[0]
    texts: list[str] = []
    while len(texts) < count and not reader.at_end():
        length, flags = struct.unpack("<HB", reader.take(3))
        runs = struct.unpack("<H", reader.take(2))[0] if flags & 0x08 else 0
        rest = struct.unpack("<I", reader.take(4))[0] if flags & 0x04 else 0
        texts.append(reader.characters(length, wide=bool(flags & 0x01)))
        reader.skip(runs * 4 + rest)
    return texts


def unicode_text(data: bytes, place: int, length: int) -> str:
    """A text of BIFF8: a flag, then `length` characters of one octet or two."""
    if data[place] & 0x01:
        return data[place + 1 : place + 1 + 2 * length].decode("utf-16-le", "replace")
    return data[place + 1 : place + 1 + length].decode("latin-1")


def byte_text(data: bytes, place: int, length: int, codec: str) -> str:
    """A text of BIFF5, in the workbook's code page."""
    return data[place : place + length].decode(codec, "replace")


class _Parts:
    """Octets over several records, read from front to back."""

    def __init__(self, parts: list[bytes]) -> None:
        self._parts = parts
        self._part = self._place = 0

    def at_end(self) -> bool:
        self._next_if_done()
        return self._part >= len(self._parts)

    def take(self, count: int) -> bytes:
        """So many octets, which never run over two records."""
        self._next_if_done()
        octets = self._parts[self._part][self._place : self._place + count]
        self._place += count
        return octets

    def skip(self, count: int) -> None:
        while count and not self.at_end():
            step = min(count, len(self._parts[self._part]) - self._place)
            self._place += step
            count -= step

    def characters(self, count: int, *, wide: bool) -> str:
        pieces: list[str] = []
        while count:
            part = self._parts[self._part]
            size = 2 if wide else 1
            here = min(count, (len(part) - self._place) // size)
            octets = part[self._place : self._place + here * size]
            pieces.append(octets.decode("utf-16-le", "replace") if wide else octets.decode("latin-1"))
            self._place += here * size
            count -= here
            if count:
                self._part, self._place = self._part + 1, 1
                wide = bool(self._parts[self._part][0] & 0x01)
        return "".join(pieces)

    def _next_if_done(self) -> None:
        while self._part < len(self._parts) and self._place >= len(self._parts[self._part]):
            self._part, self._place = self._part + 1, 0
