"""A zip container's parts, unpacked within bounds."""

import io
import zipfile
import zlib

from mailbot.inbound.forms.tables.sheetfiles.bounds import ENTRIES, UnreadableSheet

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
