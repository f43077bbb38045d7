"""winmail.dat to what Outlook packed into it (MS-OXTNEF). Needs the extra `winmail`; without it nothing is unpacked."""

import struct

from mailbot.inbound.bodytext import clean
from mailbot.inbound.charset import decode
from mailbot.value import Value

_SIGNATURE = 0x223E9F78
_MOST_OBJECTS = 2000
_LARGEST = 64 << 20
_BODY, _MAPI, _CODEPAGE = 0x800C, 0x9003, 0x9007
_BEGIN, _TITLE, _DATA, _ATTACHED_MAPI = 0x9002, 0x8010, 0x800F, 0x9005
# Fixed sizes of MAPI's property types (MS-OXTNEF 2.1.3.5); the others carry their length.
_FIXED = {2: 2, 0x0B: 2, 3: 4, 4: 4, 0x0A: 4, 5: 8, 6: 8, 7: 8, 0x14: 8, 0x40: 8, 0x48: 16}
_VARIABLE = {0x1E, 0x1F, 0x0D, 0x102, 0}


class Winmail(Value):
    """`files` are (name, content); `text` and `html` are '' where there are none."""

    text: str
    html: str
    files: tuple[tuple[str, bytes], ...]


def unpack(octets: bytes) -> Winmail | None:
    """What is in a winmail.dat; None where it cannot be read or the extra is not installed. Linear in time."""
    stream, label = _trusted(octets)
    if not stream:
        return None
    try:
        import logging

        logging.getLogger("tnefparse").setLevel(logging.CRITICAL + 1)  # it logs pieces of mails
        from tnefparse import TNEF

        tnef = TNEF(stream, do_checksum=False)
        files = []
        for attachment in tnef.attachments:
            if isinstance(attachment._name, bytes):  # its `name` decodes UTF-8 strictly, and names are in GBK
                attachment._name = attachment._name.decode("latin-1")
            files.append((_text(attachment.long_filename(), label), bytes(attachment.data or b"")))
        return Winmail(_text(tnef.body, label), _text(tnef.htmlbody, label), tuple(files))
    except Exception:  # it raises whatever its struct, codecs and asserts raise
        return None


def _text(value: object, label: str) -> str:
    if isinstance(value, str) and value and max(value) <= "\xff":
        value = value.encode("latin-1")  # 8-bit strings were read as latin-1 (see _trusted): the octets are known again
    if isinstance(value, bytes):
        value = decode(value.rstrip(b"\0"), label).text
    return clean(value) if isinstance(value, str) else ""


def _trusted(octets: bytes) -> tuple[bytes, str]:
    """The stream with only the objects that are used, each checked, and the label of its 8-bit strings.

    tnefparse believes every count in the stream and copies the rest of it for each object, and a string that its
    code page cannot decode ends the reading. So counts are checked here, and it is told that strings are in latin-1.
    """
    if not 6 < len(octets) <= _LARGEST or struct.unpack_from("<I", octets)[0] != _SIGNATURE:
        return b"", ""
    out = [octets[:6], _object(1, _CODEPAGE, 6, struct.pack("<II", 28591, 0))]
    label, position, attached = "", 6, False
    while position + 11 <= len(octets) and len(out) < _MOST_OBJECTS:
        level, name, kind, length = struct.unpack_from("<BHHI", octets, position)
        data = octets[position + 9 : position + 9 + length]
        position += 11 + length
        if len(data) < length:
            break
        if level == 1 and name == _CODEPAGE and length >= 4:
            label = f"cp{struct.unpack_from('<I', data)[0]}"
        attached = attached or name == _BEGIN
        used = (level == 1 and name in (_BODY, _MAPI)) or (
            level == 2 and attached and name in (_BEGIN, _TITLE, _DATA, _ATTACHED_MAPI)
        )
        if used and (name not in (_MAPI, _ATTACHED_MAPI) or _sound(data)):
            out.append(_object(level, name, kind, data))
    return (b"".join(out) if len(out) > 2 else b""), label


def _object(level: int, name: int, kind: int, data: bytes) -> bytes:
    return struct.pack("<BHHI", level, name, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def _sound(data: bytes) -> bool:
    """Whether a list of MAPI properties holds as many as it says, each within the data."""
    try:
        (count,) = struct.unpack_from("<I", data)
        offset = 4
        if count > len(data) // 4:
            return False
        for _ in range(count):
            kind, name = struct.unpack_from("<HH", data, offset)
            offset += 4
            if name >= 0x8000:
                offset += 16
                named, size = struct.unpack_from("<II", data, offset)
                offset += 8 + (-(-size // 4) * 4 if named else 0)
            several, kind, values = kind & 0x1000, kind & ~0x1000, 1
            if several or kind in _VARIABLE:
                (values,) = struct.unpack_from("<I", data, offset)
                offset += 4
            if values > len(data) // 2:
                return False
            if kind in _FIXED:
                offset += _FIXED[kind] * values
                if _FIXED[kind] == 2 and values % 2:
                    offset += 2
            elif kind in _VARIABLE:
                for _ in range(values):
                    (size,) = struct.unpack_from("<I", data, offset)
                    offset += 4 + -(-size // 4) * 4
            else:
                return False
            if offset > len(data) + 3:
                return False
    except struct.error:
        return False
    return True
