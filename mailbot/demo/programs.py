"""programs: the same words as different mail programs write them: layout, quoted history, signature, charset.

Shapes as these programs really send them (tests/fixtures/replies has many more); words and people are invented.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from html import escape
from typing import Literal

from mailbot.inbound.letter import Letter
from mailbot.value import Value

Program = Literal["outlook", "foxmail", "qq", "iphone", "outlook-phone", "plain"]
Table = Sequence[Sequence[str]]
_WEEKDAYS = "一二三四五六日"


class Draft(Value, kw_only=True):
    """What a person means to send. `people` are (name, address); a table stands where the text says `{table}`."""

    sender: tuple[str, str]
    to: Sequence[tuple[str, str]]
    cc: Sequence[tuple[str, str]] = ()
    subject: str
    text: str
    table: Table = ()
    signature: str = ""
    program: Program = "plain"
    at: datetime
    number: int = 0
    files: Mapping[str, bytes]
    headers: Mapping[str, str]
    answered: Letter | None = None


def write_mail(draft: Draft) -> bytes:
    """The octets that the draft's program hands to its server, CRLF throughout."""
    text, html, charset = _PROGRAMS[draft.program](draft)
    body = MIMEText(text, "plain", charset)
    mail: MIMEText | MIMEMultipart = body
    if html:
        mail = MIMEMultipart("alternative")
        mail.attach(body)
        mail.attach(MIMEText(html, "html", charset))
    if draft.files:
        whole = MIMEMultipart("mixed")
        whole.attach(mail)
        for name, octets in draft.files.items():
            file = MIMEApplication(octets)
            file.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
            whole.attach(file)
        mail = whole
    for name, value in _head(draft, charset).items():
        mail[name] = value
    return mail.as_bytes(policy=mail.policy.clone(linesep=SMTP.linesep, max_line_length=76))


def _head(draft: Draft, charset: str) -> dict[str, str]:
    """Everything but what the MIME parts say of themselves."""
    domain = draft.sender[1].rpartition("@")[2]
    head = {
        "From": _mailboxes([draft.sender], charset),
        "To": _mailboxes(draft.to, charset),
        "Cc": _mailboxes(draft.cc, charset),
        "Subject": Header(draft.subject, charset).encode(),
        "Date": format_datetime(draft.at),
        "Message-ID": f"<{draft.at:%Y%m%d%H%M}.{draft.number}@mail.{domain}>",
    }
    if draft.answered is not None and draft.answered.message_id:
        head["In-Reply-To"] = draft.answered.message_id
        head["References"] = "\r\n ".join((*draft.answered.references, draft.answered.message_id))
    named = {"foxmail": "Foxmail 7.2.25.375[cn]", "qq": "QQMail 2.x", "outlook": "Microsoft Outlook 16.0"}
    if draft.program in named:
        head["X-Mailer"] = named[draft.program]
    return {name: value for name, value in (head | dict(draft.headers)).items() if value}


def _mailboxes(people: Sequence[tuple[str, str]], charset: str) -> str:
    return ",\r\n ".join(formataddr(person, charset) for person in people)


# --- the programs: (text, HTML or '', charset) ------------------------------------------------------------------------


def _outlook(draft: Draft) -> tuple[str, str, str]:
    answered = draft.answered
    history = ""
    if answered:
        above = "\n".join(f"{k} {v}" for k, v in _quoted_head(answered, _day(answered)))
        history = f"\n\n{above}\n\n{answered.text}"
    signature = f"\n\n{draft.signature}" if draft.signature else ""
    cells = "".join(f"{_paragraph(line)}\n" for line in _lines(draft, _mso_table(draft.table)))
    signed = "".join(_paragraph(line) for line in ("", *draft.signature.splitlines())) if draft.signature else ""
    quoted = ""
    if answered:
        head = "".join(f"<b>{k}</b> {escape(v)}<br>" for k, v in _quoted_head(answered, _day(answered)))
        quoted = (
            '<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
            f'<p class="MsoNormal">{head}</p></div></div>{_body(answered)}'
        )
    html = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0cm;font-size:10.5pt;'
        'font-family:"Microsoft YaHei",sans-serif}</style></head><body lang="ZH-CN"><div class="WordSection1">'
        f"{cells}{signed}{quoted}</div></body></html>"
    )
    # Of a table Outlook's own text keeps the cells, one below the other.
    flat = "\n".join("\n\n".join(row) for row in draft.table)
    return draft.text.replace("{table}", flat) + signature + history, html, "utf-8"


def _foxmail(draft: Draft) -> tuple[str, str, str]:
    answered = draft.answered
    signature = f"\n\n\n\n{draft.signature}" if draft.signature else ""
    body = "".join(f"<div>{line or '<br>'}</div>" for line in _lines(draft, _plain_table(draft.table)))
    signed = (
        '<div><br></div><hr style="width:210px;height:1px" color="#b5c4df" size="1" align="left">'
        f'<div style="margin:10px;font-family:verdana;font-size:10pt">{_divs(draft.signature)}</div>'
    )
    history = quoted = ""
    if answered:
        head = _quoted_head(answered, f"{answered.date:%Y-%m-%d %H:%M}")
        history = "\n \n" + "\n".join(f"{k.replace(':', '：')} {v}" for k, v in head) + f"\n{answered.text}"
        rows = "".join(f"<div><b>{k.replace(':', '：')}</b>&nbsp;{escape(v)}</div>" for k, v in head)
        quoted = (
            '<blockquote style="margin:0 0 0 0.5em"><div>&nbsp;</div><div style="border:none;border-top:solid #B5C4DF '
            "1.0pt;"
            f'padding:3.0pt 0cm 0cm 0cm"><div style="padding-right:8px;background:#efefef">{rows}</div></div>'
            f"{_body(answered)}</blockquote>"
        )
    html = (
        '<html><head><meta http-equiv="content-type" content="text/html; charset=GB2312">'
        "<style>body{line-height:1.5;font-size:10.5pt;font-family:'Microsoft YaHei UI'}blockquote{margin-top:0}</style>"
        f"</head><body>{body}{signed if draft.signature else ''}{quoted}</body></html>"
    )
    return draft.text.replace("{table}", _tabbed(draft.table)) + signature + history, html, "gb18030"


def _qq(draft: Draft) -> tuple[str, str, str]:
    answered = draft.answered
    body = _divs(draft.text)
    if answered is None:
        return draft.text, f'<div style="font-size:14px">{body}</div>', "gb18030"
    week = f"(星期{_WEEKDAYS[answered.date.weekday()]})" if answered.date else ""
    head = _quoted_head(answered, _day(answered).replace(" ", f"{week} "))
    rows = "".join(f"<div><b>{k}</b>&nbsp;{escape(v)};</div>" for k, v in head)
    html = (
        f'<div style="font-size:14px">{body}</div><div><br></div><div style="font-size:12px;font-family:Arial Narrow;'
        'padding:2px 0">------------------&nbsp;原始邮件&nbsp;------------------</div><div '
        'style="font-size:12px;background:'
        f'#efefef;padding:8px">{rows}</div><div><br></div><div class="qmbox">'
        f"{_body(answered)}</div>"
    )
    lines = "\n".join(f"{k} {v};" for k, v in head)
    text = f"{draft.text}\n\n\n\n\n------------------ 原始邮件 ------------------\n{lines}\n\n{answered.text}"
    return text, html, "gb18030"


def _iphone(draft: Draft) -> tuple[str, str, str]:
    text = f"{draft.text}\n\n发自我的 iPhone\n"
    if draft.answered is not None:
        who, day = draft.answered.from_[0], _day(draft.answered).replace(" ", "，")
        quoted = "\n".join(f"> {line}" for line in draft.answered.text.splitlines())
        text += f"\n> 在 {day}，{who.name} <{who.address}> 写道：\n> \n{quoted}\n"
    return text, "", "utf-8"


def _outlook_phone(draft: Draft) -> tuple[str, str, str]:
    text = f"{draft.text}\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n"
    if draft.answered is not None:
        at, who = draft.answered.date or draft.at, draft.answered.from_[0]
        to = "; ".join(f"{a.name or a.address} <{a.address}>" for a in draft.answered.to)
        text += (
            f"________________________________\nFrom: {who.name} <{who.address}>\nSent: {at:%A, %B %d, %Y %I:%M:%S %p}\n"
            f"To: {to}\nSubject: {draft.answered.subject}\n\n{draft.answered.text}\n"
        )
    return text, "", "utf-8"


def _plain(draft: Draft) -> tuple[str, str, str]:
    signature = f"\n\n-- \n{draft.signature}" if draft.signature else ""
    return draft.text.replace("{table}", _tabbed(draft.table)) + signature + "\n", "", "utf-8"


_PROGRAMS: Mapping[Program, Callable[[Draft], tuple[str, str, str]]] = {
    "outlook": _outlook,
    "foxmail": _foxmail,
    "qq": _qq,
    "iphone": _iphone,
    "outlook-phone": _outlook_phone,
    "plain": _plain,
}


# --- their pieces -----------------------------------------------------------------------------------------------------


def _quoted_head(letter: Letter, at: str) -> list[tuple[str, str]]:
    """The lines that stand above quoted history."""
    who = letter.from_[0]
    lines = [("发件人:", f"{who.name} <{who.address}>"), ("发送时间:", at)]
    lines += [("收件人:", "; ".join(f"{a.name or a.address} <{a.address}>" for a in letter.to))]
    if letter.cc:
        lines += [("抄送:", "; ".join(f"{a.name or a.address} <{a.address}>" for a in letter.cc))]
    return [*lines, ("主题:", letter.subject)]


def _day(letter: Letter) -> str:
    at = letter.date
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}" if at else ""


def _body(letter: Letter) -> str:
    """What lies within `<body>`, as it stands in the history of an answer."""
    if not letter.html:
        return _divs(letter.text)
    found = re.search(r"<body[^<>]{0,500}>(.*)</body>", letter.html, re.DOTALL | re.IGNORECASE)
    return found[1] if found else letter.html


def _lines(draft: Draft, table: str) -> list[str]:
    """The text's lines as HTML, the table in its place."""
    return [table if line == "{table}" else escape(line) for line in draft.text.splitlines()]


def _paragraph(line: str) -> str:
    if line.startswith("<table"):
        return line
    # Word keeps runs of blanks, which HTML would join.
    return f'<p class="MsoNormal">{line.replace("  ", "&nbsp; ") or "<o:p>&nbsp;</o:p>"}</p>'


def _mso_table(table: Table) -> str:
    """As Word lays out what was pasted from Excel."""
    side = "border:solid windowtext 1.0pt;padding:0cm 5.4pt 0cm 5.4pt"
    rows = ""
    for n, row in enumerate(table):
        cells = (f"<b>{escape(c)}</b>" if n == 0 else escape(c) or "<o:p>&nbsp;</o:p>" for c in row)
        rows += "<tr>" + "".join(f'<td style="{side}"><p class="MsoNormal">{c}</p></td>' for c in cells) + "</tr>"
    return f'<table class="MsoNormalTable" border="1" cellspacing="0" style="border-collapse:collapse">{rows}</table>'


def _plain_table(table: Table) -> str:
    rows = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in table)
    return f'<table border="1" cellspacing="0" cellpadding="4">{rows}</table>'


def _tabbed(table: Table) -> str:
    return "\n".join("\t".join(row) for row in table)


def _divs(text: str) -> str:
    return "".join(f"<div>{escape(line) or '<br>'}</div>" for line in text.splitlines())
