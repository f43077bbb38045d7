"""The streams of a compound file ([MS-CFB]): the container of .xls, and of every .xlsx with a password."""

import struct

from mailbot.inbound.forms.tables.sheetfiles.bounds import UnreadableSheet

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_LAST = 0xFFFFFFFA  # sector numbers from here on are marks: end of chain, free, FAT
_ENTRY = 128


def read_streams(content: bytes) -> dict[str, bytes]:
    """Name → octets of the streams, whatever storage they are in; of equal names the first.

    No chain is followed further than the file has sectors, so that a loop ends. Raises UnreadableSheet (`damaged`).
    """
    try:
        return _Container(content).streams()
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise UnreadableSheet("damaged") from error


class _Container:
    def __init__(self, content: bytes) -> None:
        self._content = content
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise UnreadableSheet("damaged")
        self._size, self._mini_size = 1 << shift, 1 << mini_shift
        self._sectors = max(0, (len(content) - _HEADER) // self._size + 1)
        (self._directory, _, self._cutoff, mini_fat, _, difat, _) = struct.unpack_from("<7I", content, 48)
        fat_sectors = [sector for sector in struct.unpack_from("<109I", content, 76) if sector < _LAST]
        for _ in range(self._sectors):
            if difat >= _LAST:
                break
            numbers = struct.unpack(f"<{self._size // 4}I", self._sector(difat))
            fat_sectors += [sector for sector in numbers[:-1] if sector < _LAST]
            difat = numbers[-1]
        self._fat = self._numbers(b"".join(map(self._sector, fat_sectors[: self._sectors])))
        self._mini_fat = self._numbers(self._chain(mini_fat))
        self._mini = b""

    def streams(self) -> dict[str, bytes]:
        directory = self._chain(self._directory)
        if len(directory) < _ENTRY:
            raise UnreadableSheet("damaged")
        found: dict[str, bytes] = {}
        for start in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, start + 64)
            name = directory[start : start + max(0, min(length, 64) - 2)].decode("utf-16-le")
            first, size = struct.unpack_from("<II", directory, start + 116)
            if kind == 5:
                self._mini = self._chain(first)[:size]
            elif kind == 2 and name not in found:
                found[name] = self._stream(first, size)
        return found

    def _stream(self, first: int, size: int) -> bytes:
        if size >= self._cutoff:
            return self._chain(first)[:size]
        parts: list[bytes] = []
        for _ in range(len(self._mini_fat)):
            if first >= _LAST:
                break
            parts.append(self._mini[first * self._mini_size : (first + 1) * self._mini_size])
            first = self._mini_fat[first]
        return b"".join(parts)[:size]

    def _chain(self, sector: int) -> bytes:
        parts: list[bytes] = []
        for _ in range(self._sectors):
            if sector >= _LAST:
                break
            parts.append(self._sector(sector))
            sector = self._fat[sector]
        return b"".join(parts)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._content[start : start + self._size]

    @staticmethod
    def _numbers(octets: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(octets) // 4}I", octets[: len(octets) // 4 * 4])
