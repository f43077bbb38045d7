"""attachments: the files that a mail's facts ask for, made when the mail is written."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from mailbot.errors import TemplateError
from mailbot.outbound.subject_line import flat
from mailbot.outbound.templates import Templates
from mailbot.rulebook.shapes import Company

LARGEST = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """`type` is `main/sub`; one with a `cid` is a picture inside the HTML."""

    name: str
    type: str
    octets: bytes
    params: tuple[tuple[str, str], ...] = ()
    cid: str = ""


def attachments(
    facts: Mapping[str, Any], company: Company, templates: Templates, language: Literal["zh", "en"]
) -> list[Attachment]:
    """`facts["attachments"]` is a list of files: `{name, type, base64}` as they are, or `{make: …}` (README of templates)."""
    wanted = facts.get("attachments") or ()
    return [_ready(file) for file in wanted if "base64" in file]


def _ready(file: Mapping[str, Any]) -> Attachment:
    try:
        octets = base64.b64decode(str(file["base64"]), validate=True)
        name, kind = _file_name(str(file["name"])), str(file["type"])
    except (KeyError, binascii.Error, ValueError) as error:
        raise TemplateError(f"an attachment of the mail cannot be made: {error!r}") from error
    if kind.count("/") != 1 or len(octets) > LARGEST:
        raise TemplateError(f"an attachment of the mail cannot be made: {kind}, {len(octets)} octets")
    return Attachment(name=name, type=kind, octets=octets)


def _file_name(name: str) -> str:
    """A name alone, without a folder or a character that a file system takes amiss."""
    kept = "".join("_" if c in '/\\:*?"<>|' else c for c in flat(name)).strip(" .")
    return kept[-120:] or "file"
