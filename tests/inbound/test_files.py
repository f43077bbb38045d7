"""Mails in files: .eml, mbox, Maildir, folders."""

import os
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.errors import MailbotError
from mailbot.inbound.files import read_files
from mailbot.inbound.rawmail import RawMail, fingerprint

_ONE = b"Message-ID: <1@corp.example>\nSubject: one\n\nbody\n"
_TWO = b"Message-ID: <2@corp.example>\nSubject: two\n\nbody\n"
_WHEN = datetime(2026, 5, 20, 2, 0, tzinfo=UTC)


def _write(path: Path, octets: bytes, when: datetime = _WHEN) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(octets)
    os.utime(path, (when.timestamp(), when.timestamp()))
    return path


def _read(*paths: Path) -> list[RawMail]:
    return list(read_files(paths))


def _subjects(mails: list[RawMail]) -> list[str]:
    return [line[9:].decode() for mail in mails for line in mail.octets.splitlines() if line.startswith(b"Subject: ")]


def test_an_eml_is_one_mail_with_the_files_time(tmp_path: Path) -> None:
    path = _write(tmp_path / "计划.eml", _ONE)
    (mail,) = _read(path)
    assert (mail.octets, mail.source, mail.folder, mail.uid, mail.received) == (_ONE, "file", str(path), 1, _WHEN)


def test_an_eml_that_begins_with_a_from_line_is_one_mail(tmp_path: Path) -> None:
    octets = b"From a@corp.example Wed May 20 10:00:00 2026\n" + _ONE + b"\nFrom b Wed May 20 10:00:00 2026\n"
    assert [mail.octets for mail in _read(_write(tmp_path / "a.EML", octets))] == [octets]


def test_a_file_of_another_name_is_one_mail_too(tmp_path: Path) -> None:
    assert [mail.octets for mail in _read(_write(tmp_path / "mail.txt", _ONE))] == [_ONE]


def test_another_mail_in_the_same_place_is_another_mail(tmp_path: Path) -> None:
    (first,) = _read(_write(tmp_path / "a.eml", _ONE))
    (second,) = _read(_write(tmp_path / "a.eml", _TWO))
    (again,) = _read(_write(tmp_path / "a.eml", _ONE))
    assert (first.folder, first.uid) == (second.folder, second.uid)
    assert first.uidvalidity != second.uidvalidity
    assert first.uidvalidity == again.uidvalidity


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"], ids=["lf", "crlf"])
def test_an_mbox_is_cut_at_its_from_lines(tmp_path: Path, line_end: bytes) -> None:
    octets = (
        b"From a@corp.example Wed May 20 10:00:00 2026 +0800\n"
        + _ONE
        + b"\nFrom - Wed May 20 03:00:00 2026\n"
        + _TWO.replace(b"body\n", b">From here on\n>>From twice\n\nFrom Monday on we meet at 10:00\nFrom a Wed May\n")
        + b"\n"
    )
    first, second = _read(_write(tmp_path / "archive.mbox", octets.replace(b"\n", line_end)))
    assert first.octets == _ONE.replace(b"\n", line_end)
    assert second.octets == _TWO.replace(
        b"body\n", b"From here on\n>From twice\n\nFrom Monday on we meet at 10:00\nFrom a Wed May\n"
    ).replace(b"\n", line_end)
    assert (first.uid, second.uid) == (1, 2)
    assert first.received == datetime(2026, 5, 20, 2, 0, tzinfo=UTC)
    assert second.received == datetime(2026, 5, 20, 3, 0, tzinfo=UTC)


def test_an_mbox_without_dates_takes_the_files_time(tmp_path: Path) -> None:
    mails = _read(_write(tmp_path / "mbox", b"From someone\n" + _ONE + b"\nFrom someone else\n" + _TWO))
    assert _subjects(mails) == ["one", "two"]
    assert {mail.received for mail in mails} == {_WHEN}


def test_a_from_line_within_a_paragraph_is_text(tmp_path: Path) -> None:
    octets = b"From a Wed May 20 10:00:00 2026\n" + _ONE + b"From b Wed May 20 10:00:00 2026\nx\n"
    assert len(_read(_write(tmp_path / "mbox", octets))) == 1


def test_an_empty_mbox_has_no_mails(tmp_path: Path) -> None:
    assert _read(_write(tmp_path / "mbox", b"")) == []


def test_an_mbox_is_streamed(tmp_path: Path) -> None:
    mail = b"From a Wed May 20 10:00:00 2026\n" + _ONE + (b"x" * 70 + b"\n") * 100 + b"\n"
    path = _write(tmp_path / "mbox", mail * 1000)
    tracemalloc.start()
    try:
        assert sum(1 for _ in read_files([path])) == 1000
        assert tracemalloc.get_traced_memory()[1] < path.stat().st_size / 5
    finally:
        tracemalloc.stop()


def test_a_mail_in_an_mbox_and_in_a_file_is_the_same_mail(tmp_path: Path) -> None:
    mbox = _write(tmp_path / "mbox", b"From a Wed May 20 10:00:00 2026\n" + _ONE.replace(b"body", b">From me") + b"\n")
    file = _write(tmp_path / "a.eml", _ONE.replace(b"body", b"From me").replace(b"\n", b"\r\n"))
    first, second = _read(mbox, file)
    assert fingerprint(first.octets) == fingerprint(second.octets)


def test_a_maildir_is_read_oldest_first(tmp_path: Path) -> None:
    for name in ("new/1700000002.M1.host", "cur/1700000003.M1.host:2,S", "cur/1700000001.M9.host:2,", "new/90.x"):
        _write(tmp_path / name, b"Subject: %s\n\n" % name.encode())
    _write(tmp_path / "tmp" / "1700000000.M1.host", _ONE)
    _write(tmp_path / "cur" / ".hidden", _ONE)
    _write(tmp_path / "dovecot-uidlist", b"3 V1\n")
    assert _subjects(_read(tmp_path)) == [
        "new/90.x",
        "cur/1700000001.M9.host:2,",
        "new/1700000002.M1.host",
        "cur/1700000003.M1.host:2,S",
    ]


def test_a_mail_in_a_maildir_that_begins_with_from_is_one_mail(tmp_path: Path) -> None:
    octets = b"From a Wed May 20 10:00:00 2026\n" + _ONE + b"\nFrom b Wed May 20 10:00:00 2026\n" + _TWO
    _write(tmp_path / "cur" / "1.a", octets)
    assert [mail.octets for mail in _read(tmp_path)] == [octets]


def test_a_folder_is_read_by_name_with_its_subfolders(tmp_path: Path) -> None:
    for name in ("b.eml", "a/z.eml", "a/y.EML", "c/cur/1.x", "readme.txt", "d/notes.md"):
        _write(tmp_path / name, b"Subject: %s\n\n" % name.encode())
    assert _subjects(_read(tmp_path)) == ["a/y.EML", "a/z.eml", "b.eml", "c/cur/1.x"]


def test_paths_are_read_in_the_order_given(tmp_path: Path) -> None:
    first, second = _write(tmp_path / "1.eml", _ONE), _write(tmp_path / "2.eml", _TWO)
    assert _subjects(_read(second, first, second)) == ["two", "one", "two"]


def test_an_empty_folder_has_no_mails(tmp_path: Path) -> None:
    assert _read(tmp_path) == []


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "missing.eml"
    with pytest.raises(MailbotError, match=r"missing\.eml: no such file or folder"):
        list(read_files([missing]))


def test_what_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _write(tmp_path / "a.eml", _ONE)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # root, who runs many tests, may read everything
    with pytest.raises(MailbotError, match=r"a\.eml: Permission denied"):
        list(read_files([path]))
