"""winmail.dat: what is packed, what is broken, what is meant to hang the reader."""

import base64
import struct
import sys
from email import message_from_bytes
from pathlib import Path

import pytest

from mailbot.inbound.letter import read_letter
from mailbot.inbound.winmail import Winmail, unpack

_MAIL = Path(__file__).parent.parent / "fixtures" / "letters" / "winmail.eml"
_HEAD = struct.pack("<IH", 0x223E9F78, 1)


def _packed() -> bytes:
    (part,) = [p for p in message_from_bytes(_MAIL.read_bytes()).walk() if p.get_filename()]
    return base64.b64decode(str(part.get_payload()))


def _object(level: int, name: int, data: bytes, length: int | None = None) -> bytes:
    return struct.pack("<BHHI", level, name, 6, len(data) if length is None else length) + data + b"\0\0"


def test_names_and_texts_are_in_the_code_page_of_the_sender() -> None:
    pytest.importorskip("tnefparse")
    assert unpack(_packed()) == Winmail("请查收附件。\n", "", (("缺陷报告.xlsx", b"PK fake"),))


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"PK\3\4",
        _HEAD,
        _HEAD + b"\1" * 5,
        _HEAD + _object(1, 0x800C, b"text", length=4_000_000_000),
        # Lists of properties that say to hold four thousand million, and values of no length.
        _HEAD + _object(1, 0x9003, struct.pack("<I", 0xFFFFFFFF)),
        _HEAD + _object(1, 0x9003, struct.pack("<IHHI", 1, 0x1002, 0x3001, 0xFFFFFFFF)),
        _HEAD + _object(1, 0x9003, struct.pack("<IHHI", 1, 0x1E, 0x3001, 0xFFFFFFFF)),
        _HEAD + _object(1, 0x9003, struct.pack("<IHHII", 1, 0x1E, 0x3001, 1, 0xFFFFFFF0)),
        _HEAD + _object(1, 0x9004, struct.pack("<I", 0xFFFFFFFF)),
    ],
)
def test_what_is_no_sound_winmail_is_not_unpacked(octets: bytes) -> None:
    assert unpack(octets) is None


@pytest.mark.parametrize("cut", range(0, 400, 7))
def test_a_truncated_winmail_raises_nothing(cut: int) -> None:
    unpacked = unpack(_packed()[:cut])
    assert unpacked is None or isinstance(unpacked, Winmail)


def test_without_the_extra_the_file_stays_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tnefparse", None)
    letter = read_letter(_MAIL.read_bytes())
    assert [a.filename for a in letter.attachments] == ["winmail.dat"]
    assert letter.defects == ("winmail-not-unpacked",)
