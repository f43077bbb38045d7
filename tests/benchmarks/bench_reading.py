"""Reading a mail: octets → Letter, and the quote's cut, in MB/s, with the growth from 100 KB to 1 MB (10 is linear) and
the memory at its peak against the octets. A mail is to be read within 1 s and 8 times its size, 1 MB of text cut within 1 s.
"""

import base64
import statistics
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from mailbot.inbound.letter import read_letter
from mailbot.inbound.quoting import written

HEAD = b"From: sunli@corp.example\nTo: strategy@corp.example\nSubject: =?gb2312?B?zqI=?=\nMIME-Version: 1.0\n"
OWN = "各位好，华东的灰度升级今天 18:00 前完成，进度 320 / 500。\n"
HEADER = "发件人: 陈静 <chenjing@corp.example>\n发送时间: 2026年11月20日 10:12\n收件人: 孙丽\n主题: 计划\n\n"
PARAGRAPH = "<p class=MsoNormal><span lang=EN-US>进度：已升级 320 / 500<o:p></o:p></span></p>\n"
ROW = "<tr><td><p class=MsoNormal>灰度升级</p></td><td>孙丽</td><td>12月3日 18:00</td></tr>\n"
BORDER = "<div style='border:none;border-top:solid #E1E1E1 1.0pt'><p><b>发件人:</b> 陈静 &lt;c@corp.example&gt;<br>"


def page(body: str) -> str:
    return f"<html><body lang=ZH-CN><div class=WordSection1>{body}</div></body></html>"


def grown(piece: str, size: int) -> str:
    return piece * (size // len(piece.encode()) + 1)


# name → (kind of text, the text at about so many octets)
TEXTS: dict[str, tuple[str, Callable[[int], str]]] = {
    "own words": ("plain", lambda size: grown(OWN, size)),
    "Outlook's history": ("plain", lambda size: OWN + grown(HEADER + OWN * 20, size)),
    "quoted line by line": ("plain", lambda size: OWN + grown("> > " + OWN + "> " + OWN, size)),
    "answers between quotes": ("plain", lambda size: grown("> " + OWN + "已完成\n\n", size)),
    "Outlook's HTML": ("html", lambda size: page(grown(PARAGRAPH, size))),
    "HTML with history": ("html", lambda size: page(PARAGRAPH + BORDER + grown(PARAGRAPH, size) + "</div>")),
    "HTML table": ("html", lambda size: page("<table>" + grown(ROW, size) + "</table>")),
    "cells of one letter": ("html", lambda size: page("<table>" + grown("<tr><td>a<td>b<td>c", size) + "</table>")),
    "lines of one letter": ("html", lambda size: page(grown("a<br>", size))),
    "labels only": ("plain", lambda size: grown("From: a\nTo: b\nSubject: c\n", size)),
    "delimiters only": ("plain", lambda size: grown("-- \n", size)),
}


def mail(kind: str, text: str) -> bytes:
    head = HEAD + f"Content-Type: text/{kind}; charset=gb2312\nContent-Transfer-Encoding: base64\n\n".encode()
    return head + base64.encodebytes(text.encode("gb18030"))


def seconds(work: Callable[[], object], runs: int = 3) -> float:
    """CPU of the fastest run."""
    took = []
    for _ in range(runs):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return min(took)


def peak(work: Callable[[], object]) -> int:
    """Octets that Python holds at most while it works."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", TEXTS)
def test_reading(name: str, tell: Callable[[str], None]) -> None:
    kind, make = TEXTS[name]
    small, large = mail(kind, make(100_000)), mail(kind, make(1_000_000))
    read_letter(small)  # what is compiled and imported at its first use
    letters = seconds(lambda: read_letter(large))
    growth = letters / seconds(lambda: read_letter(small))
    memory = peak(lambda: read_letter(small)) / len(small)  # tracing is slow
    letter, less = read_letter(large), read_letter(small)
    cuts = seconds(lambda: written(letter.text, letter.html))
    cut_growth = cuts / seconds(lambda: written(less.text, less.html))
    held = peak(lambda: written(less.text, less.html)) / len(small)
    size = len(large) / 1_000_000
    tell(
        f"{name:24}{size:5.2f} MB: letter {size / letters:6.1f} MB/s, ×{growth:4.1f}, memory {memory:4.1f} ×; "
        f"cut {size / cuts:5.1f} MB/s, {cuts:4.2f} s, ×{cut_growth:4.1f}, memory {held:4.1f} ×"
    )


def test_memory_of_other_peoples_mails(corpus: Path, tell: Callable[[str], None]) -> None:
    """The peak against the size of each whole mail with LF and with CRLF, its own octets not counted in."""
    folders = ("stalwart", "letters", "flufl.bounce", "imap_tools", "mikel_mail", "php-imap")
    paths = [p for folder in folders for p in sorted((corpus / folder).rglob("*")) if p.suffix in (".eml", ".txt", "")]
    plain = [p.read_bytes().replace(b"\r\n", b"\n") for p in paths if p.is_file()]
    mails = [octets for mail in plain for octets in (mail, mail.replace(b"\n", b"\r\n"))]
    for octets in mails:
        read_letter(octets)  # codecs and patterns, at their first use
    held = [(len(octets), peak(lambda octets=octets: read_letter(octets)) / len(octets)) for octets in mails if octets]
    for least, most in ((512, 1024), (1024, 2048), (2048, 4096), (4096, 8192), (8192, 1 << 30)):
        times = [ratio for size, ratio in held if least <= size < most]
        above = sum(ratio > 8 for ratio in times)
        tell(
            f"mails from {least / 1024:3.1f} KB: {len(times):4}, memory {statistics.median(times):4.1f} × (median), "
            f"{max(times):4.1f} × (most), {above} above 8 ×"
        )
