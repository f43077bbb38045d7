"""Mails in files as the same RawMail that the mailbox gives: .eml, mbox, Maildir, folders of these."""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from mailbot.errors import MailbotError
from mailbot.inbound.letter import MAX_OCTETS
from mailbot.inbound.maildate import read_date
from mailbot.inbound.rawmail import RawMail

_KEEP = MAX_OCTETS + 1  # of a larger mail that much is kept, so that reading it says that it is too large
_LINE = 1 << 20
# "From sender date": what may stand in a body behind a blank line has no such date (RFC 4155, appendix A).
_FROM = re.compile(
    rb"From (?:.{0,500}? )??(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +)"
    rb"((?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} +[A-Z][a-z]{2}) .{0,40}\d{2}:\d{2}.*)"
)


def read_files(paths: Iterable[Path]) -> Iterator[RawMail]:
    """The mails in `paths`, in their order: of a folder by name, of a Maildir the oldest first, of an mbox as they stand.

    A file whose first line begins with `From ` is an mbox (`.eml` files never are), a folder with `cur` or `new` a
    Maildir; of other folders all `.eml` files are read, in subfolders too. An mbox is streamed.
    Raises MailbotError naming the path where one is missing or cannot be read.
    """
    for path in paths:
        for file in _files(Path(path)):
            try:
                yield from _mbox(file) if _is_mbox(file) else [_single(file)]
            except OSError as error:
                raise MailbotError(f"{file}: {error.strerror or error}") from error


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        yield from _folder(path)
    else:
        raise MailbotError(f"{path}: no such file or folder")


def _folder(path: Path) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    except OSError as error:
        raise MailbotError(f"{path}: {error.strerror or error}") from error
    if any(entry.name in ("cur", "new") and entry.is_dir() for entry in entries):
        yield from _maildir(path)
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _folder(Path(entry.path))
        elif entry.name.lower().endswith(".eml") and entry.is_file():
            yield Path(entry.path)


def _maildir(path: Path) -> list[Path]:
    """The files of `cur` and `new`; a name begins with the second of its delivery (maildir(5))."""
    found = [
        Path(entry.path)
        for folder in (path / "cur", path / "new")
        if folder.is_dir()
        for entry in os.scandir(folder)
        if entry.is_file() and not entry.name.startswith(".")
    ]
    return sorted(found, key=lambda file: (_delivered(file), file.name))


def _delivered(file: Path) -> int:
    second = file.name.partition(".")[0]
    return int(second) if second.isdecimal() and len(second) < 12 else int(file.stat().st_mtime)


def _is_mbox(file: Path) -> bool:
    if file.suffix.lower() == ".eml":
        return False
    if file.parent.name in ("cur", "new"):
        return False
    with file.open("rb") as stream:
        return stream.read(5) == b"From " or file.stat().st_size == 0


def _changed(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)


def _raw(octets: bytes, file: Path, number: int, received: datetime) -> RawMail:
    """A file has no UIDVALIDITY: a part of the digest stands for it, so that another mail in its place is another one."""
    validity = int.from_bytes(hashlib.sha256(octets).digest()[:4]) >> 1
    return RawMail(octets, "file", str(file), validity, number, received)


def _single(file: Path) -> RawMail:
    with file.open("rb") as stream:
        return _raw(stream.read(_KEEP), file, 1, _changed(file))


def _mbox(file: Path) -> Iterator[RawMail]:
    changed = _changed(file)
    for number, (line, octets) in enumerate(_cut(file), 1):
        match = _FROM.match(line)
        date = read_date(match[1].decode("ascii", "ignore")).moment if match else None
        yield _raw(octets, file, number, date.astimezone(UTC) if date else changed)


def _cut(file: Path) -> Iterator[tuple[bytes, bytes]]:
    """The mails of an mbox with their From lines. One mail at a time is in memory, and no more of it than _KEEP."""
    with file.open("rb") as stream:
        heading = stream.readline(_LINE)
        dated = _FROM.match(heading) is not None
        mail, blank = bytearray(), False
        line_begins = True
        while line := stream.readline(_LINE):
            if line_begins and blank and line.startswith(b"From ") and (_FROM.match(line) or not dated):
                yield heading, _trimmed(mail)
                heading, mail, blank = line, bytearray(), False
                continue
            if line_begins and line.startswith(b">") and line.lstrip(b">").startswith(b"From "):
                line = line[1:]
            if len(mail) < _KEEP:
                mail += line
            blank = line_begins and line in (b"\n", b"\r\n")
            line_begins = line.endswith(b"\n")
        if heading:
            yield heading, _trimmed(mail)


def _trimmed(mail: bytearray) -> bytes:
    """Without the blank line that the mbox has put behind the mail."""
    if mail.endswith(b"\r\n\r\n"):
        del mail[-2:]
    elif mail.endswith(b"\n\n"):
        del mail[-1:]
    return bytes(mail[:_KEEP])
