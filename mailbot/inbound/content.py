"""The tree of parts to a mail's content: its text, its HTML, its files, the mails within it."""

import re

from mailbot.inbound.bodytext import read_html, read_text, unflow
from mailbot.inbound.parts import LETTERS, REPORTS, Part, choose_bodies
from mailbot.late import late
from mailbot.value import Mutable, Value, field

_MAX_OCTETS = 4 << 20  # of a body: far beyond what anybody writes
_TAGS = late(r"<[^<>]{0,2000}>|&nbsp;|&#160;|\s+")
_IS_HTML = late(r"\s*(?:<!--.{0,200}?-->\s*)?<(?:!doctype\s+html|html|body|div|table|p|meta)\b", re.I | re.S)
_MAIL_FILE = re.compile(
    rb"(?:>?From [^\n]*\n)?[a-z][a-z0-9-]{1,40}:[^\n]*\r?\n(?:[ \t][^\n]*\n|[a-z][a-z0-9-]{1,40}:)", re.I
)


class Attachment(Value):
    """A file. `filename` has no folder, '' if none was given; `inline` ones are shown within the body (pictures)."""

    filename: str
    content_type: str
    content: bytes
    content_id: str = ""
    inline: bool = False


class Content(Mutable):
    """What stands below the headers. `types` are those of all leaves; `letters` are the parts that are mails.

    `report` says that it is a multipart/report; `returned` is the text of its text/rfc822-headers.
    """

    text: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    letters: list[Part] = field(default_factory=list)
    types: tuple[str, ...] = ()
    delivery_status: str = ""
    report: bool = False
    returned: bytes = b""
    defects: list[str] = field(default_factory=list)


def read_content(root: Part, hint: str) -> Content:
    """The content of a mail. `hint` is the charset of its text, for names and texts without a label."""
    leaves = list(root.leaves())
    content = Content(types=tuple(leaf.type for leaf in leaves), report=root.type == "multipart/report")
    bodies = choose_bodies(root)
    content.report = content.report or any(leaf.type in REPORTS for leaf in leaves)
    files: list[Attachment] = []
    statuses: list[str] = []
    for part in bodies.files:
        if part.type in LETTERS:
            content.letters.append(part)
        elif part.type in REPORTS:
            statuses.append(read_text(part.octets(), "utf-8")[0].strip("\n"))
        elif part.type in ("text/rfc822-headers", "message/rfc822-headers"):
            content.returned = content.returned or part.octets()
        else:
            files += _file(part, content)
    content.delivery_status = "\n\n".join(statuses)
    _read_bodies(bodies.text, bodies.html, content, hint)
    content.attachments = tuple(files)
    return content


def _file(part: Part, content: Content) -> list[Attachment]:
    octets = part.octets()
    if part.type in ("application/ms-tnef", "application/vnd.ms-tnef") or part.name.lower() == "winmail.dat":
        from mailbot.inbound.winmail import unpack

        unpacked = unpack(octets)
        if unpacked is not None:
            content.text, content.html = content.text or unpacked.text, content.html or unpacked.html
            content.defects.append("winmail-unpacked")
            return [Attachment(name, "application/octet-stream", data) for name, data in unpacked.files]
        content.defects.append("winmail-not-unpacked")
    elif part.name.lower().endswith(".eml") and _MAIL_FILE.match(octets):
        content.letters.append(part)  # Foxmail and Coremail attach mails as application/octet-stream
    # Apple Mail and Foxmail send every file as inline: only pictures are shown within the body.
    shown = part.disposition == "inline" or (bool(part.content_id) and part.disposition != "attachment")
    inline = shown and part.type.startswith("image/")
    return [Attachment(part.name, part.type, octets, part.content_id, inline)]


def _read_bodies(text_parts: list[Part], html_parts: list[Part], content: Content, hint: str) -> None:
    """Sets text and html. Where a mail is partly HTML only, its HTML holds all of it, the plain pieces escaped."""
    plain: dict[int, str] = {}
    rich: dict[int, str] = {}
    for part in [*text_parts, *html_parts]:
        if id(part) in plain or id(part) in rich:
            continue
        # Some programs name the charset at the multipart instead of at its text.
        label = part.parameters.get("charset", "") or hint
        reader = read_html if part.type == "text/html" else read_text
        octets = part.octets()
        if len(octets) > _MAX_OCTETS:
            octets = octets[: octets.rfind(b"\n", 0, _MAX_OCTETS) + 1 or _MAX_OCTETS]
            content.defects.append("text-cut")
        text, doubt = reader(octets, label, hint)
        if doubt:
            content.defects.append(doubt)
        if part.type == "text/html":
            rich[id(part)] = text
        elif text.lstrip()[:1] == "<" and _IS_HTML.match(text) and "</" in text:
            rich[id(part)] = text
            content.defects.append("html-as-plain")
        elif part.parameters.get("format", "").lower() == "flowed":
            plain[id(part)] = unflow(text, part.parameters.get("delsp", "").lower() == "yes")
        else:
            plain[id(part)] = text
    texts = [plain[id(p)] for p in text_parts if id(p) in plain]
    text = "\n".join(texts) if len(texts) != 1 else texts[0]
    html = ""
    if any(id(p) in rich for p in html_parts):
        html = "\n".join(rich.get(id(p)) or _escaped(plain.get(id(p), "")) for p in html_parts)
    if html and text_parts and id(text_parts[0]) in rich:
        text = ""  # the first piece exists in HTML alone: a footer in plain text must not pass for the mail
    # What some programs put in place of a text: "您的邮件客户端不支持HTML格式", "This is an HTML message".
    if html and len(text) < 200 and "html" in text.lower() and len(_TAGS.sub("", html)) > 2 * len(text):
        text = ""
        content.defects.append("text-is-a-placeholder")
    content.text = text if text.strip() else content.text if not html.strip() else ""
    content.html = html if html.strip() else content.html


def _escaped(text: str) -> str:
    if not text.strip():
        return ""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "<div>" + escaped.replace("\n", "<br>\n") + "</div>"
