"""Text sheets (.csv, .tsv) → rows of texts: charset, separator and quotes as Excel, WPS and back ends write them."""

import csv
import io
from collections.abc import Iterable

from mailbot.inbound.charset import decode
from mailbot.inbound.forms.tables.sheetfiles.bounds import CELLS, TEXT, UnreadableSheet
from mailbot.late import late

_SEPARATORS = (",", ";", "\t", "|", "，", "；")
_ANNOUNCED = late(r"sep=(.)\r?\n?")
_SAMPLE_LINES, _SAMPLE = 30, 20_000
_BINARY = late(r"[\x00-\x08\x0e-\x1f]")


def read_delimited(content: bytes) -> list[list[str]]:
    """The rows, each as wide as it is written.

    UTF-8 with and without mark, UTF-16 with and without mark, GB18030 and what else `charset.decode` knows. Raises
    UnreadableSheet: `too-large`, or `not-a-sheet` for what is no text.
    """
    text = _decoded(content)
    if len(text) > TEXT:
        raise UnreadableSheet("too-large")
    separator = None
    if (announced := _ANNOUNCED.match(text)) is not None:
        separator, text = announced[1], text[announced.end() :]
    separator = separator or _separator(text)
    try:
        return _rows(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        # A quote that is never closed, or stands in the middle of a text: quotes mean nothing then.
        return _rows(line.split(separator) for line in text.splitlines())


def _decoded(content: bytes) -> str:
    head = content[:_SAMPLE]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    marked = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not marked and max(even, odd) * 40 > len(head):
        # UTF-16 without a mark: of ASCII characters (digits, commas) the octets on one side are zero, and only there.
        if min(even, odd) * 20 > max(even, odd):
            raise UnreadableSheet("not-a-sheet")
        try:
            text = content[: len(content) // 2 * 2].decode("utf-16-le" if odd > even else "utf-16-be")
        except UnicodeDecodeError as error:
            raise UnreadableSheet("not-a-sheet") from error
    else:
        text = decode(content if marked else content.replace(b"\0", b"")).text
    text = text.lstrip("\ufeff")
    if len(_BINARY.findall(text[:_SAMPLE])) * 100 > len(text[:_SAMPLE]) or "\ufffd" * 4 in text[:_SAMPLE]:
        raise UnreadableSheet("not-a-sheet")
    return _BINARY.sub("", text)


def _separator(text: str) -> str:
    """The one that gives the most rows of one width, and the widest."""
    sample = text[:_SAMPLE].splitlines()[:_SAMPLE_LINES]
    if len(text) > _SAMPLE and len(sample) > 1:
        sample.pop()

    def evenness(separator: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(sample, delimiter=separator) if row]
        except csv.Error:
            return (0, 0)
        wide = [width for width in widths if width > 1]
        if not wide:
            return (0, 0)
        common = max(set(wide), key=lambda width: (wide.count(width), width))
        return (wide.count(common), common)

    return max(_SEPARATORS, key=evenness)


def _rows(reader: Iterable[list[str]]) -> list[list[str]]:
    rows: list[list[str]] = []
    cells = 0
    for row in reader:
        cells += max(1, len(row))
        if cells > CELLS:
            raise UnreadableSheet("too-large")
        rows.append(row)
    return rows
