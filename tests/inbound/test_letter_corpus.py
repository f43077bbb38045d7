"""Letters of mails that nobody on this project wrote: read whole, and equal to the answers beside them.

The mails are not in the repository: MAILBOT_CORPUS names their folder.
"""

import email.header
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mailbot.inbound.letter import Letter, read_letter

pytestmark = pytest.mark.corpus
_FOLDER = Path(os.environ.get("MAILBOT_CORPUS") or "/nonexistent")
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def _corpus() -> Path:
    if not _FOLDER.is_dir():
        pytest.skip("MAILBOT_CORPUS is not set or its folder is missing")
    return _FOLDER


def _mails(*folders: str) -> list[Path]:
    found = [p for folder in folders for p in sorted((_FOLDER / folder).rglob("*")) if p.suffix in (".eml", ".txt", "")]
    return [p for p in found if p.is_file()]


def _within(letter: Letter) -> Iterator[Letter]:
    yield letter
    for inner in letter.attached_letters:
        yield from _within(inner)


def _forms(path: Path) -> list[bytes]:
    octets = path.read_bytes().replace(b"\r\n", b"\n")
    return [octets, octets.replace(b"\n", b"\r\n")]


def test_every_mail_becomes_a_letter_without_control_characters() -> None:
    _corpus()
    mails = _mails("letters", "stalwart", "mikel_mail", "imap_tools", "php-imap", "flufl.bounce", "talon", "crisp")
    assert len(mails) > 600
    for path in mails:
        for octets in [path.read_bytes(), *_forms(path)]:
            for letter in _within(read_letter(octets)):
                lines = [letter.subject, *(v for _, v in letter.headers), *(a.filename for a in letter.attachments)]
                lines += [a.name + a.address for a in (*letter.from_, *letter.to, *letter.cc)]
                assert [line for line in lines if _FORBIDDEN.search(line) or "\n" in line or "\t" in line] == [], path
                assert _FORBIDDEN.search(letter.text.replace("\n", "").replace("\t", "")) is None, path
                assert _FORBIDDEN.search(letter.html.replace("\n", "").replace("\t", "")) is None, path


def test_line_ends_make_no_difference() -> None:
    _corpus()
    for path in _mails("letters", "stalwart", "imap_tools", "php-imap", "flufl.bounce"):
        with_lf, with_crlf = (read_letter(octets) for octets in _forms(path))
        assert (with_lf.text, with_lf.html, with_lf.headers) == (with_crlf.text, with_crlf.html, with_crlf.headers), path
        assert with_lf.parts == with_crlf.parts, path


_CHARSETS = "gb18030|gbk|euc-jp|euc-kr|iso-8859-\\d+|iso-2022-jp|tis-620|windows-874|utf-8|ascii"


def test_texts_and_subjects_in_all_charsets_are_exact() -> None:
    """The file's name tells the charset; Python decodes it strictly."""
    _corpus()
    seen = 0
    for path in _mails("letters"):
        charset = re.search(f"_({_CHARSETS})_over", path.name)
        if charset is None:
            continue
        letter = read_letter(path.read_bytes())
        # `email` takes a field name with spaces for the end of the header.
        mail = email.message_from_bytes(re.sub(rb"(?m)^X-Script.*\r?\n(?:[ \t].*\r?\n)*", b"", path.read_bytes()))
        for kind, got in (("text/plain", letter.text), ("text/html", letter.html)):
            leaves = [p for p in mail.walk() if p.get_content_type() == kind and not p.get_filename()]
            octets = [p.get_payload(decode=True) for p in leaves[:1]]
            wanted = "".join(o.decode(charset[1].replace("windows-", "cp")) for o in octets)
            assert got == wanted.replace("\r\n", "\n"), path.name
            seen += bool(wanted)
        words = email.header.decode_header(re.sub("(?i)windows-", "cp", mail["Subject"]))
        wanted_subject = str(email.header.make_header(words))
        assert letter.subject == wanted_subject.replace("\n", ""), path.name
        assert "�" not in letter.subject + letter.text + letter.html + "".join(a.name for a in letter.from_), path.name
    assert seen > 150


# Keys that are not right, or that answer another question than we do, each with the reason.
_EXCEPTIONS = {
    "malformed/001": "text_body: an inner multipart without parts of its own; the key drops what stands in it",
    "malformed/002": "text_body: no boundary at all; we show the text, the key drops it",
    "malformed/003": "text_body: inner and outer boundary are the same; we show the text, the key drops it",
    "malformed/004": "text_body: lines that are no boundaries; we show the text, the key drops it",
    "malformed/005": "text_body: boundaries ending in --, which `email` takes for closing ones; no mail program makes them",
    "malformed/006": "text_body: the outer multipart is never closed; we show the text, the key drops it",
    "malformed/009": "text_body: RFC 8621 4.1.4 puts all inline texts of a multipart/mixed into the body, the key one",
    "malformed/011": "text_body: as 009",
    "malformed/013": "text_body: inner and outer boundary are the same: where the parts end is anybody's guess",
    "malformed/016": "text_body: RFC 2046 5.1.2: an outer boundary ends the inner multiparts; the key goes on with them",
    "malformed/019": "text_body: noise from a fuzzer; the key gives empty texts",
    "malformed/020": "text_body: two Content-Types in one part; we take the first, and so see its parts",
    "malformed/021": "text_body: as 020",
    "rfc/001": "from, to: names without an address; the key calls them names, we addresses, as with MAILER-DAEMON",
    "rfc/004": "from, to: as 001",
    "thirdparty/000": "text_body: control characters, which never leave a Letter",
    "thirdparty/002": "text_body: behind the padding of base64 stands text, which the key decodes to noise",
    "thirdparty/005": "text_body: a closing boundary within a line is none (RFC 2046 5.1.1)",
    "thirdparty/015": "text_body: format=flowed, which the key leaves as it is",
}


def _addresses(value: Any) -> list[tuple[str, str]]:
    boxes = [box for group in value["Group"] for box in group["addresses"]] if "Group" in value else value["List"]
    return [((box["name"] or ""), (box["address"] or "").lower()) for box in boxes]


def _difference(letter: Letter, key: dict[str, Any]) -> list[str]:
    """The names of what differs from the key."""
    wrong = []
    root = key["parts"][0]
    for header in root["headers"]:
        name, value = header["name"], header["value"]
        if name == "subject" and isinstance(value, dict) and letter.subject != " ".join(value["Text"].split()):
            wrong.append("subject")
        if name in ("from", "to", "cc", "reply_to") and isinstance(value, dict):
            got = getattr(letter, {"from": "from_"}.get(name, name))
            if [(a.name, a.address) for a in got] != [a for a in _addresses(value["Address"]) if a[1]]:
                wrong.append(name)
    for body, got in (("text_body", letter.text), ("html_body", letter.html)):
        kind = "Text" if body == "text_body" else "Html"
        leaves = [key["parts"][n]["body"].get(kind) for n in key[body]]
        wanted = "\n".join(text.replace("\r\n", "\n") for text in leaves if text is not None)
        if wanted.strip() != got.strip() and None not in leaves:
            wrong.append(body)
    return wrong


def test_letters_equal_the_answers_of_stalwart() -> None:
    _corpus()
    wrong = {}
    for path in _mails("stalwart"):
        mail = f"{path.parent.name}/{path.stem}"
        for octets, suffix in zip(_forms(path), (".json", ".crlf.json"), strict=True):
            key = json.loads(path.with_suffix(suffix).read_text())
            difference = _difference(read_letter(octets), key)
            if difference:
                wrong[mail] = ", ".join(difference)
    assert wrong == {mail: reason.partition(":")[0] for mail, reason in _EXCEPTIONS.items()}
