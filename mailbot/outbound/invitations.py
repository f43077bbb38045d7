"""invitation: a node as a calendar entry for its owner (RFC 5545), published, never a meeting: no answer is asked for."""

from datetime import UTC, datetime, timedelta

from mailbot.value import Value

_LONG = timedelta(minutes=30)  # an entry ends when the node is due


class Entry(Value, kw_only=True):
    """`due` and `stamp` are aware; `sequence` counts the terms of the node, so that programs take the newest."""

    campaign: str
    node: str
    title: str
    due: datetime
    stamp: datetime
    sequence: int = 0
    description: str = ""
    organizer: str = ""
    cancelled: bool = False
    language: str = "zh"


def invitation(entry: Entry, domain: str) -> bytes:
    """The .ics, CRLF, UTF-8. Its UID is the campaign's and node's: what is sent again updates, METHOD:CANCEL takes away.

    Times are UTC, which every program shows in its reader's zone and which needs no VTIMEZONE.
    """
    status = "CANCELLED" if entry.cancelled else "CONFIRMED"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//mailbot//mailbot//EN",
        "CALSCALE:GREGORIAN",
        f"METHOD:{'CANCEL' if entry.cancelled else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:{_plain(entry.campaign)}-{_plain(entry.node)}@{_plain(domain)}",
        f"DTSTAMP:{_utc(entry.stamp)}",
        f"DTSTART:{_utc(entry.due - _LONG)}",
        f"DTEND:{_utc(entry.due)}",
        f"SEQUENCE:{max(0, entry.sequence)}",
        f"SUMMARY;LANGUAGE={'zh-CN' if entry.language == 'zh' else 'en'}:{_text(entry.title)}",
        *([f"DESCRIPTION:{_text(entry.description)}"] if entry.description else []),
        *([f"ORGANIZER:mailto:{_plain(entry.organizer)}"] if entry.organizer else []),
        f"STATUS:{status}",
        "TRANSP:TRANSPARENT",  # a due time makes nobody busy
        "CLASS:CONFIDENTIAL",
        *([] if entry.cancelled else _alarm(entry)),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(fold(line) for line in lines)


def fold(line: str) -> bytes:
    """A content line with its end, cut into pieces of at most 75 octets, never within a letter (RFC 5545 3.1)."""
    pieces: list[bytes] = []
    piece = b""
    for letter in line:
        octets = letter.encode("utf-8", "replace")
        if len(piece) + len(octets) > 75:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"


def _alarm(entry: Entry) -> list[str]:
    return ["BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(entry.title)}", "TRIGGER:-PT2H", "END:VALARM"]


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """TEXT (RFC 5545 3.3.11): what would end a value or a line is escaped, other control characters are left out."""
    kept = "".join(
        c for c in words.replace("\r\n", "\n").replace("\r", "\n") if c == "\n" or c == "\t" or c.isprintable()
    )
    return kept.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _plain(words: str) -> str:
    """A value that has no text in it: printable, no blanks, nothing that would end it."""
    return "".join(c for c in words if c.isprintable() and c not in ' ;,:\\"')
