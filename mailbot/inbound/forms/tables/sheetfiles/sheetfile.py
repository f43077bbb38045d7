"""sheets_of: a file's octets to its sheets. What it is, its octets say, not its name; a container is unpacked within bounds."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Sequence

from mailbot.inbound.charset import decode
from mailbot.inbound.forms.tables.sheetfiles.bounds import ENTRIES, Sheet, UnreadableSheet
from mailbot.inbound.forms.tables.sheetfiles.compound import SIGNATURE
from mailbot.inbound.forms.tables.sheetfiles.delimited import read_delimited
from mailbot.inbound.forms.tables.sheetfiles.ods import read_ods
from mailbot.inbound.forms.tables.sheetfiles.spreadsheetml import MARK, read_spreadsheetml
from mailbot.inbound.forms.tables.sheetfiles.xls import read_xls
from mailbot.inbound.forms.tables.sheetfiles.xlsx import WORKBOOK, read_xlsx
from mailbot.inbound.pages.markup import read_page

_HEAD = 4096
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|meta|table|style|body|div)\b", re.I | re.S
)


def sheets_of(content: bytes, unpacked: int) -> list[Sheet]:
    """All sheets, hidden ones too; of a container at most so many octets unpacked. Raises UnreadableSheet."""
    if content.startswith(SIGNATURE):
        return read_xls(content)
    if content.startswith(b"PK\x03\x04"):
        parts = unzip(content, unpacked)
        return read_xlsx(parts) if WORKBOOK in parts else read_ods(parts)
    if MARK in content[:_HEAD]:
        return read_spreadsheetml(content)
    if _HTML.match(content[:_HEAD]):
        grids = read_page(decode(content).text).grids
        return [_from_rows([cell.text for cell in row] for row in grid.rows) for grid in grids]
    return [_from_rows(read_delimited(content))] if content.strip() else []


def _from_rows(rows: Iterable[Sequence[str]]) -> Sheet:
    return Sheet("", cells={(row, column): text for row, texts in enumerate(rows) for column, text in enumerate(texts)})


_CHUNK = 1 << 16
_DIRECTORY = 1_000_000  # octets of the central directory: 2,000 entries with long names
_RATIO, _RATIO_FROM = 300, 5_000_000  # sheets shrink 10–100 times; 300 times beyond 5 MB is a bomb
_ENCRYPTED = 0x1
# Pictures, macros and caches hold no cells.
_UNREAD = ("xl/media/", "xl/theme/", "xl/drawings/", "xl/charts/", "xl/pivotcache/", "xl/embeddings/", "pictures/")


def unzip(content: bytes, unpacked: int) -> dict[str, bytes]:
    """Name → octets of the parts that describe sheets (.xml and .rels), `unpacked` at most.

    Raises UnreadableSheet: `encrypted`, `too-large` (counted while unpacking: the directory's sizes may lie),
    `damaged`, `not-a-sheet` for a zip with other methods than deflate.
    """
    _check_directory(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as container:
            return _parts(container, unpacked)
    except UnreadableSheet:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise UnreadableSheet("damaged") from error


def _check_directory(content: bytes) -> None:
    """Before zipfile makes an object for each entry: the directory's length as the end record gives it."""
    end = content.rfind(b"PK\x05\x06", max(0, len(content) - 65_557))
    if end < 0 or end + 22 > len(content):
        raise UnreadableSheet("damaged")
    if int.from_bytes(content[end + 12 : end + 16], "little") > _DIRECTORY:
        raise UnreadableSheet("too-large")


def _parts(container: zipfile.ZipFile, unpacked: int) -> dict[str, bytes]:
    entries = container.infolist()
    if len(entries) > ENTRIES:
        raise UnreadableSheet("too-large")
    parts: dict[str, bytes] = {}
    total = 0
    for entry in entries:
        name = entry.filename.replace("\\", "/").lstrip("/")
        if not name.lower().endswith((".xml", ".rels")) and name != "mimetype":
            continue
        if name.lower().startswith(_UNREAD):
            continue
        if entry.flag_bits & _ENCRYPTED:
            raise UnreadableSheet("encrypted")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnreadableSheet("not-a-sheet")
        octets = bytearray()
        with container.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                octets += chunk
                total += len(chunk)
                if total > unpacked or (len(octets) > _RATIO_FROM and len(octets) > _RATIO * entry.compress_size):
                    raise UnreadableSheet("too-large")
        parts[name] = bytes(octets)
    return parts
