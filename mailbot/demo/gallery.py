"""gallery: the story's mails as one page to look at, without any script: each mail as its reader's program shows it.

A mail's HTML stands in a sandboxed frame (no scripts, no forms, no loading of anything); pictures that it carries are
put in place. The page needs no file beside it.
"""

import base64
import re
from collections.abc import Sequence
from datetime import date, datetime
from html import escape
from itertools import groupby

from mailbot.inbound.letter import Address, Letter, read_letter
from mailbot.value import Value

_WEEKDAYS = "一二三四五六日"
_CID = re.compile(r"""cid:([^\s"'<>)]{1,200})""")
# For the page and, once more, for each mail: nothing is fetched and nothing runs, whatever a mail holds.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


class Kept(Value, kw_only=True):
    """One mail of the story. `file` is its name in the folder, `notes` what the bot recorded for it."""

    number: int
    at: datetime
    incoming: bool
    octets: bytes
    file: str
    notes: Sequence[str] = ()


def gallery(mails: Sequence[Kept], *, title: str, facts: Sequence[tuple[str, str]]) -> str:
    """The page. `facts` are (name, value) for its opening view: what was played, and how it ended."""
    read = [(mail, read_letter(mail.octets)) for mail in mails]
    index = "".join(
        f"<h2>{_day(day)}</h2>" + "".join(_item(mail, letter) for mail, letter in group)
        for day, group in groupby(read, key=lambda pair: pair[0].at.date())
    )
    here = "".join(f'body:has(#m{m.number}:target) a[href="#m{m.number}"]{{background:#dde8f6}}' for m, _ in read)
    incoming = sum(mail.incoming for mail in mails)
    count = f"{len(mails)} 封邮件：收 {incoming} · 发 {len(mails) - incoming}"
    rows = "".join(f"<tr><th>{escape(name)}<td>{escape(value)}" for name, value in facts)
    return (
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}{here}</style>"
        '<input type="checkbox" id="phone"><input type="checkbox" id="plain">'
        f"<header><a href='#'><b>{escape(title)}</b></a><span>{count}</span>"
        '<label for="phone">手机宽度 phone</label><label for="plain">纯文本 text</label></header>'
        f"<nav>{index}</nav><main>{''.join(_mail(mail, letter) for mail, letter in read)}"
        f'<section id="start"><div class="head"><h1>{escape(title)}</h1><p>左边按时间列出每一封邮件：<i '
        f'class="in">收</i>'
        ' 是同事写给机器人的，<i class="out">发</i> 是机器人写的。点一封看它在邮件程序里的样子。</p>'
        f"<table>{rows}</table><h1>故事</h1><table>{''.join(_told(m, letter) for m, letter in read if m.incoming)}</table>"
        "</div></section></main>"
    )


def _told(mail: Kept, letter: Letter) -> str:
    """A row of the opening view: who wrote what, and what the bot recorded for it."""
    who = _name(letter.from_[0]) if letter.from_ else ""
    notes = "<br>".join(escape(note) for note in mail.notes)
    return (
        f'<tr><th>{_day(mail.at)} {mail.at:%H:%M}<td>{escape(who)}<td><a href="#m{mail.number}">'
        f"{escape(letter.subject or '（无主题）')}</a><br><small>{notes}</small>"
    )


def _item(mail: Kept, letter: Letter) -> str:
    mark = '<i class="in">收</i>' if mail.incoming else '<i class="out">发</i>'
    who = _name(letter.from_[0]) if mail.incoming and letter.from_ else "→ " + "、".join(_name(a) for a in letter.to)
    return (
        f'<a href="#m{mail.number}">{mark}<b>{escape(who)}</b><time>{mail.at:%H:%M}</time>'
        f"<span>{escape(letter.subject or '（无主题）')}</span></a>"
    )


def _mail(mail: Kept, letter: Letter) -> str:
    head = [("发件人", letter.from_), ("收件人", letter.to), ("抄送", letter.cc)]
    lines = "".join(f"<tr><th>{name}<td>{escape(_people(who))}" for name, who in head if who)
    files = [a.filename for a in letter.attachments if a.filename and not a.inline]
    if files:
        lines += f"<tr><th>附件<td>{escape('、'.join(files))}"
    notes = "".join(f"<li>{escape(note)}" for note in mail.notes)
    text = f'<pre class="text">{escape(letter.text)}</pre>'
    page = escape(_page(letter), quote=True)
    shown = f'<iframe sandbox loading="lazy" title="邮件" srcdoc="{page}"></iframe>' if letter.html else ""
    return (
        f'<section id="m{mail.number}" class="{"both" if letter.html else "only"}"><div class="head">'
        f'<p class="go"><a href="#m{mail.number - 1}">← 上一封</a> <a href="#m{mail.number + 1}">下一封 →</a></p>'
        f"<h1>{escape(letter.subject or '（无主题）')}</h1><table>{lines}"
        f'<tr><th>时间<td>{mail.at:%Y-%m-%d %H:%M} · <a href="{escape(mail.file)}">{escape(mail.file)}</a></table>'
        f"{f'<ul>{notes}</ul>' if notes else ''}</div>{shown}{text}</section>"
    )


def _page(letter: Letter) -> str:
    """The mail's HTML with its own pictures in place, and with the policy before all that it says."""
    pictures = {a.content_id.strip("<>"): a for a in letter.attachments if a.content_id}

    def put(found: re.Match[str]) -> str:
        picture = pictures.get(found[1])
        if picture is None or not picture.content_type.startswith("image/"):
            return found[0]
        return f"data:{picture.content_type};base64,{base64.b64encode(picture.content).decode('ascii')}"

    policy = f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    return f"<!doctype html>{policy}{_CID.sub(put, letter.html)}"


def _people(people: Sequence[Address]) -> str:
    return "；".join(f"{a.name} <{a.address}>" if a.name else a.address for a in people)


def _name(address: Address) -> str:
    return address.name or address.address


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日 周{_WEEKDAYS[day.weekday()]}"


_STYLE = """
*{box-sizing:border-box}html,body{height:100%;margin:0}
body{display:grid;grid:auto 1fr/22rem 1fr;font:15px/1.5 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;color:#1f2933;background:#f3f5f8;overflow:hidden}
body>input{position:absolute;opacity:0;pointer-events:none}
header{grid-column:1/3;display:flex;flex-wrap:wrap;gap:.25rem 1.2rem;align-items:center;padding:.55rem 1rem;background:#1f3a5f;color:#fff}
header a{color:#fff;text-decoration:none}header span{flex:1;opacity:.8}
label{cursor:pointer;border:1px solid #7f96b5;border-radius:1rem;padding:.05rem .8rem}
#phone:checked~header label[for=phone],#plain:checked~header label[for=plain]{background:#fff;color:#1f3a5f}
body>input:focus-visible~header label{outline:2px solid #9cc2ff}
nav{overflow:auto;border-right:1px solid #d5dce5;background:#fff}
nav h2{position:sticky;top:0;margin:0;padding:.2rem 1rem;font-size:.8rem;font-weight:600;color:#5b6b7f;background:#eef1f5}
nav a{display:grid;grid:auto auto/1.6rem 1fr auto;gap:0 .5rem;padding:.4rem 1rem;color:inherit;text-decoration:none;border-bottom:1px solid #eef1f5}
nav a:hover{background:#f3f6fa}nav b,nav span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}nav b{font-weight:600}
nav span{grid-column:2/4;font-size:.86rem;color:#5b6b7f}time{font-size:.8rem;color:#8593a5}
i{font-style:normal;font-size:.75rem;line-height:1.5rem;width:1.5rem;height:1.5rem;text-align:center;border-radius:.3rem;display:inline-block}
.in{background:#fdf0d5;color:#8a5a00}.out{background:#dff0e4;color:#1d6b3a}
main{min-width:0;min-height:0}section{display:none;height:100%;flex-direction:column;min-width:0}
section:target,#start{display:flex}section:target~#start{display:none}
.head{padding:.8rem 1.2rem;background:#fff;border-bottom:1px solid #d5dce5;max-height:45%;overflow:auto;flex:none}
#start .head{max-height:none;flex:1}h1{font-size:1.1rem;margin:0 0 .3rem}
.go{float:right;margin:0 0 0 1rem;font-size:.86rem}.go a{margin-left:.8rem}
small{color:#5b6b7f}#start h1+table td:nth-child(2){white-space:nowrap}#start h1+table td{padding:.15rem .9rem .15rem 0;vertical-align:top}table{border-spacing:0;font-size:.88rem;margin-bottom:.6rem}th{font-weight:400;color:#8593a5;text-align:left;vertical-align:top;padding-right:.9rem;white-space:nowrap}td{overflow-wrap:anywhere}
ul{margin:.5rem 0 0;padding:.4rem .8rem .4rem 1.8rem;background:#eef6f0;border-radius:.4rem;font-size:.86rem}
iframe{flex:1;min-height:0;width:100%;border:0;background:#fff}
.text{flex:1;min-height:0;margin:0;padding:1rem 1.2rem;overflow:auto;background:#fff;font:inherit;white-space:pre-wrap;overflow-wrap:anywhere}
.both .text{display:none}#plain:checked~main .both .text{display:block}#plain:checked~main iframe{display:none}
#phone:checked~main iframe,#phone:checked~main .text{width:390px;align-self:center;border:solid #1f2933;border-width:0 8px}
@media(max-width:760px){body{grid:auto 40% 1fr/1fr}header{grid-column:1}}
"""
