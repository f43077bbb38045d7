"""Letters of whole mails, each named after what is odd in it, each read with LF and with CRLF."""

import base64
import tracemalloc
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from mailbot.errors import UnreadableMail
from mailbot.inbound.letter import Address, Attachment, Letter, read_letter
from mailbot.inbound.rawmail import fingerprint
from mailbot.value import fields

_LETTERS = Path(__file__).parent.parent / "fixtures" / "letters"
_CHINA = timezone(timedelta(hours=8))
_CHEN = Address("", "chenjing@corp.example")
_PK = b"PK fake"


def _octets(name: str, line_end: bytes = b"\n") -> bytes:
    return (_LETTERS / f"{name}.eml").read_bytes().replace(b"\n", line_end)


# Fixture, and what is to be seen in its Letter.
_CASES: dict[str, dict[str, Any]] = {
    # charsets whose label is wrong, unknown or missing
    "gb2312-that-is-gbk": {
        "subject": "[计划] 陶喆负责灰度升级",
        "text": "产品：星桥服务端\n负责人：朱镕、陶喆\n12月3日 18:00 前完成灰度升级。\n",
        "defects": (),
    },
    "gb2312-that-is-gb18030": {"subject": "【计划】𠮷林分部升级", "text": "吉林分部写作𠮷林。\n"},
    "x-gbk": {"subject": "【问题】客户端闪退", "text": "现象：启动后闪退。\n"},
    "cp-936": {"subject": "【结果】灰度升级", "text": "已升级 320 / 500\n"},
    "no-charset-gbk": {"subject": "【进度】全量升级", "text": "已升级 320 / 500，剩下的等客户窗口。\n"},
    "no-charset-big5": {
        "subject": "【問題】伺服器無法啟動",
        "text": "現象：升級後部分門市無法啟動，影響十二家門市。\n請技術經理儘快處理，謝謝。\n",
    },
    "raw-short-gbk-name": {"subject": "撤销", "from_": (Address("孙丽", "sunli@corp.example"),)},
    "utf-8-that-is-gbk": {
        "subject": "【计划】组件升级",
        "text": "组件版本 3.2，下周五前完成。\n",
        "defects": ("wrong-charset",),
    },
    "gb2312-that-is-utf-8": {"subject": "【计划】组件升级", "text": "组件版本 3.2，下周五前完成。\n"},
    "iso-8859-1-that-is-gbk": {"subject": "【结果】版本限制已生效", "text": "8.0 及以下版本已限制，请各部门知悉。\n"},
    "big5": {"subject": "【計畫】客戶端版本限制", "text": "請於下週五前完成，謝謝！\n"},
    "unknown-charset": {
        "subject": "【问题】无法登录",
        "text": "升级后无法登录后台，影响两个区域。\n",
        "defects": ("unknown-charset",),
    },
    "hz": {"text": "计划 8.2.1\n"},
    "iso-2022-jp": {"subject": "日本語の件名", "text": "確認しました。\n"},
    "charset-on-the-multipart": {"text": "同意"},
    "surrogates": {"subject": "😀ok", "text": "ok �\n"},
    # headers in raw octets
    "raw-utf-8-headers": {
        "subject": "【计划】星桥服务端8.2.1在线升级",
        "from_": (Address("陈静", "陈静@例子.example"),),
        "to": (Address("策略机器人", "strategy@corp.example"),),
    },
    "raw-gbk-headers": {
        "subject": "【计划】星桥服务端8.2.1在线升级及版本限制",
        "from_": (Address("陈静", "chenjing@corp.example"),),
        "to": (Address("孙丽", "sunli@corp.example"), Address("周航", "zhouhang@corp.example")),
    },
    "raw-big5-headers": {
        "subject": "【計畫】星橋伺服器升級及版本限制",
        "from_": (Address("陳靜", "chenjing@corp.example"),),
    },
    # broken encoded-words
    "encoded-word-with-spaces": {"subject": "[PLAN] star bridge 升级 8.2.1"},
    "encoded-word-without-end": {"subject": "【计划】升级"},
    "encoded-word-bad-padding": {"subject": "【计划】升级A及限制"},
    "encoded-words-splitting-a-character": {"subject": "【计划】星桥升级"},
    "encoded-words-splitting-base64": {"subject": "【计划】星桥升级及版本限制"},
    "encoded-words-in-quotes": {
        "subject": "Re:升级[SU-2026-0007]",
        "from_": (Address("陈静", "chenjing@corp.example"),),
        "to": (Address("孙丽", "sunli@corp.example"),),
    },
    "folded-without-space": {"subject": "【计划】星桥服务端在线升级", "text": "同意\n"},
    # broken headers
    "doubled-headers": {
        "subject": "first",
        "message_id": "<doubled-headers@corp.example>",
        "to": (Address("", "strategy@corp.example"), Address("", "sunli@corp.example")),
        "defects": ("doubled-to", "doubled-subject", "doubled-message-id"),
    },
    "nul-octets": {"subject": "a升 b", "text": "升级\n"},
    "bare-cr-in-a-header": {"subject": "one X-Injected: two", "text": "a\nb\n", "defects": ("bare-cr",)},
    "control-characters": {"subject": "升级完成 吗", "text": "一\n二\n三[0m\n四\ttab\n"},
    "no-blank-line": {"subject": "x", "text": "同意，没有问题。\n第二行\n"},
    "junk-before-header": {"subject": "x", "text": "同意\n", "from_": (_CHEN,)},
    "field-names-with-spaces": {"subject": "【计划】升级", "text": "同意\n"},
    "no-header-at-all": {"subject": "", "text": "\n同意\n", "from_": (), "headers": ()},
    # addresses
    "two-from-addresses": {
        "from_": (Address("Chen, Jing", "chenjing@corp.example"), Address("", "sunli@corp.example")),
        "sender": _CHEN,
    },
    "two-from-headers": {"from_": (_CHEN, Address("", "mallory@evil.example")), "defects": ("doubled-from",)},
    "groups": {
        "to": (
            Address("", "sunli@corp.example"),
            Address("周航", "zhouhang@corp.example"),
            Address("", "hanbing@corp.example"),
        ),
        "cc": (),
    },
    "addresses-of-outlook": {
        "from_": (Address("陈静（产品部）", "chenjing@corp.example"),),
        "to": (
            Address("孙丽", "sunli@corp.example"),
            Address("周航, 技术部", "zhouhang@corp.example"),
            Address("韩冰", "hanbing@corp.example"),
        ),
        "cc": (Address("", "zhaolei@corp.example"),),
        "reply_to": (_CHEN,),
    },
    # dates and threads
    "date-without-zone": {"date": datetime(2026, 5, 20, 10, tzinfo=_CHINA), "defects": ("date-without-zone",)},
    "date-impossible": {"date": None, "defects": ("bad-date",)},
    "date-in-chinese": {"date": datetime(2026, 5, 20, 15, 5, tzinfo=_CHINA), "defects": ()},
    "bare-minimum": {"date": None, "message_id": None, "subject": "", "return_path": None, "to": (), "defects": ()},
    "threads": {
        "message_id": "<ab@corp.example>",
        "in_reply_to": ("<SU-1@corp.example>",),
        "references": ("<one@corp.example>", "<two@corp.example>", "<three@corp.example>"),
    },
    "message-id-without-brackets": {"message_id": "<17@corp.example>", "in_reply_to": ("<16@corp.example>",)},
    # files
    "file-name-rfc2231": {
        "text": "请查收附件。\n",
        "attachments": (Attachment("缺陷报告.xlsx", "application/octet-stream", _PK),),
    },
    "file-name-raw-gbk": {
        "attachments": (Attachment("缺陷报告 8.2.1.xls", "application/vnd.ms-excel", _PK),),
    },
    "file-name-encoded-word": {
        "attachments": (Attachment("完整测试报告.docx", "application/octet-stream", _PK),),
    },
    "file-name-with-folders": {"attachments": (Attachment("report.xlsx", "application/octet-stream", _PK),)},
    "file-without-name": {
        "attachments": (Attachment("", "image/png", _PK, "pic1@corp.example", inline=True),),
    },
    "only-a-file": {
        "subject": "【结果】报告提交",
        "text": "",
        "html": "",
        "parts": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",),
        "attachments": (
            Attachment("plan.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _PK),
        ),
    },
    "winmail": {
        "text": "请查收附件。\n",
        "attachments": (Attachment("缺陷报告.xlsx", "application/octet-stream", _PK),),
        "defects": ("winmail-unpacked",),
    },
    "winmail-broken": {"text": "hi", "defects": ("winmail-not-unpacked",)},
    # bodies
    "empty-body": {"text": "", "html": "", "attachments": (), "parts": ("text/plain",)},
    "flowed": {
        "text": "第一段 word wraps here.\n\n> quoted text that wraps.\n>> deeper\nFrom the start\n-- \n陈静\n",
    },
    "flowed-delsp": {"text": "8.0 及以下版本 12 月 18 日零点起限制。\n谢谢！\n"},
    "html-only": {
        "text": "",
        "html": '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head>'
        "<body><table><tr><td>节点</td></tr></table></body></html>\n",
    },
    "html-as-plain": {"text": "", "html": "<html><body><p>同意</p></body></html>\n"},
    "alternative": {
        "text": "同意",
        "html": '<p>同意<img src="cid:p1"></p>',
        "attachments": (Attachment("logo.png", "image/png", b"\0\0\0", "p1", inline=True),),
        "parts": ("text/plain", "text/html", "image/png"),
    },
    "html-with-plain-footer": {
        "text": "",
        "html": "<p>同意</p>\n<div>-- <br>\n列表页脚 &lt;list&gt;</div>",
    },
    "text-is-a-placeholder": {"text": "", "defects": ("text-is-a-placeholder",)},
    "named-text-is-the-body": {
        "text": "正文",
        "attachments": (
            Attachment("body.txt", "text/plain", "正文".encode()),
            Attachment("log.txt", "text/plain", b"log"),
        ),
    },
    "base64-with-a-list-footer": {"text": "同意这个计划，谢谢大家\n"},
    "labelled-base64-but-plain": {"text": "产品：星桥服务端，版本 8.2.1\n"},
    "wrong-boundary": {"text": "同意", "attachments": (Attachment("a.bin", "application/octet-stream", b"x"),)},
    "calendar-reply": {
        "text": "",
        "parts": ("text/plain", "text/calendar"),
        "attachments": (Attachment("", "text/calendar", b"BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n"),),
    },
    # mails within mails
    "attached-mail": {
        "subject": "转发：升级已完成",
        "text": "请查收附件。\n",
        "attachments": (),
        "parts": ("text/plain", "message/rfc822"),
        "returned_headers": (),
    },
    "bounce-with-original": {
        "return_path": "",
        "text": "Your mail could not be delivered.\n",
        "delivery_status": "Reporting-MTA: dns; mx.corp.example\n\n"
        "Final-Recipient: rfc822; gone@corp.example\nAction: failed\nStatus: 5.1.1",
        "returned_headers": (("message-id", "<outbox-17@corp.example>"), ("subject", "提醒")),
        "parts": ("text/plain", "message/delivery-status", "message/rfc822"),
    },
    "bounce-with-headers": {
        "returned_headers": (("message-id", "<outbox-17@corp.example>"), ("subject", "提醒")),
        "attached_letters": (),
    },
}


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("name", _CASES)
def test_letter_shows_what_a_person_would_read(name: str, line_end: bytes) -> None:
    letter = read_letter(_octets(name, line_end))
    assert {field: getattr(letter, field) for field in _CASES[name]} == _CASES[name]


@pytest.mark.parametrize("path", sorted(_LETTERS.glob("*.eml")), ids=lambda path: path.stem)
def test_line_ends_make_no_difference(path: Path) -> None:
    assert read_letter(_octets(path.stem)) == read_letter(_octets(path.stem, b"\r\n"))


@pytest.mark.parametrize("name", ["attached-mail", "attached-mail-in-base64", "attached-mail-as-file"])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"], ids=["lf", "crlf"])
def test_an_attached_mail_is_a_letter_of_its_own(name: str, line_end: bytes) -> None:
    (inner,) = read_letter(_octets(name, line_end)).attached_letters
    assert (inner.subject, inner.text, inner.message_id) == ("升级已完成", "里面的正文", "<inner@corp.example>")
    assert inner.from_ == (Address("", "sunli@corp.example"),)
    assert inner.date == datetime(2026, 5, 19, 1, tzinfo=UTC)
    assert [a.filename for a in inner.attachments] == ["log.txt"]


def test_headers_are_all_there_in_order_topmost_first() -> None:
    letter = read_letter(_octets("bounce-with-original"))
    assert [name for name, _ in letter.headers][:7] == [
        "mime-version",
        "content-type",
        "return-path",
        "received",
        "received",
        "authentication-results",
        "message-id",
    ]
    assert letter.header("Received") == "from mx.corp.example by imap.corp.example; Wed, 20 May 2026 10:00:01 +0800"
    assert len(letter.all("received")) == 2
    assert letter.header("message-id") == "<dsn@corp.example>"
    assert (letter.header("x-none"), letter.all("x-none")) == (None, ())


@pytest.mark.parametrize("octets", [b"", b"\n", b"\r\n\r\n", b"\0", b":", b"From", b"--", b"\xff\xfe", b"\r"])
def test_hardly_any_octets_are_a_letter_too(octets: bytes) -> None:
    letter = read_letter(octets)
    assert (letter.from_, letter.subject, letter.attachments) == ((), "", ())


def test_a_mail_beyond_the_limit_is_unreadable() -> None:
    with pytest.raises(UnreadableMail, match="101 octets"):
        read_letter(b"x" * 101, max_octets=100)


def test_parts_beyond_the_limit_are_left_out_and_said_to_be() -> None:
    mail = b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 5000 + b"--b--\n"
    letter = read_letter(mail)
    assert len(letter.parts) < 1000
    assert "too-many-parts" in letter.defects


def test_nesting_beyond_the_limit_is_flattened_and_said_to_be() -> None:
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000))
    letter = read_letter(b"From: a@corp.example\n" + nested + b"\nx\n")
    assert "too-deep" in letter.defects
    assert letter.from_ == (Address("", "a@corp.example"),)


def test_mails_in_mails_are_read_to_a_bounded_depth() -> None:
    mail = b"Subject: innermost\n\nx\n"
    for _ in range(30):
        mail = b"Subject: outer\nContent-Type: message/rfc822\n\n" + mail
    letter, depth = read_letter(mail), 0
    while letter.attached_letters:
        (letter,) = letter.attached_letters
        depth += 1
    assert (depth, letter.defects) == (5, ("attached-letters-cut",))


def test_thousands_of_headers_are_bounded_and_said_to_be() -> None:
    mail = b"From: a@corp.example\n" + b"".join(b"X-%d: v\n" % n for n in range(9000)) + b"\nbody\n"
    letter = read_letter(mail)
    assert (len(letter.headers), letter.text, letter.defects) == (5000, "body\n", ("header-cut",))


def test_a_large_file_is_whole() -> None:
    content = bytes(range(256)) * 20_000
    mail = (
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
        + b"line\n" * 50_000
        + b"--b\nContent-Type: application/zip; name=a.zip\nContent-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(content)
        + b"--b--\n"
    )
    for octets in (mail, mail.replace(b"\n", b"\r\n")):
        letter = read_letter(octets)
        assert letter.text == ("line\n" * 50_000).removesuffix("\n")
        assert letter.attachments == (Attachment("a.zip", "application/zip", content),)


_LONG = "各位好，华东的灰度升级今天 18:00 前完成，进度 320 / 500。\n" * 600
_BASE64 = "Content-Transfer-Encoding: base64\n\n"
# Short, as Foxmail and Outlook write them: what a parser holds beside them weighs most.
_HEAD = (
    "From: =?utf-8?B?6ZmI6Z2Z?= <chenjing@corp.example>\nTo: bot@corp.example\nSubject: =?UTF-8?B?W+iuoeWIkl0g5pif5qGl?=\n"
    "Message-ID: <20261123100000.1@corp.example>\nDate: Mon, 23 Nov 2026 10:00:00 +0800\nX-Mailer: Foxmail 7.2.25\n"
)
_SHORT = base64.encodebytes("华东的灰度升级今天 18:00 前完成，进度 320 / 500。\n".encode("gb2312") * 7).decode()
_TYPES = ["text/plain; charset=gb2312", "text/html; charset=gb2312"]
_PARTS = "".join(f"--_001_NextPart\nContent-Type: {t}\n{_BASE64}{_SHORT}\n" for t in _TYPES).encode()


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Content-Type: text/plain; charset=utf-8\n\n", _LONG.encode()),
        ("Content-Type: text/plain; charset=gb2312\n\n", _LONG.encode("gb18030")),
        ("Content-Type: text/plain; charset=gb2312\n" + _BASE64, base64.encodebytes(_LONG.encode("gb18030"))),
        ("Content-Type: text/plain; charset=utf-8\n\n", b"320 of 500 shops have it\r\n" * 1500 + "😀".encode()),
        ("Content-Type: text/plain; format=flowed\n\n", b"the rest waits for \na window.\n" * 1500),
        ("Content-Type: text/plain\n\n", b"a\n" * 20_000),
        ("Content-Type: application/zip; name=a.zip\n" + _BASE64, base64.encodebytes(bytes(range(256)) * 20_000)),
        ("Received: from a.example by b.example; Mon, 23 Nov 2026 08:00:00 +0800\n" * 300 + "\n", b"x\n"),
        (
            "Content-Type: multipart/mixed; boundary=b\n\n",
            (b"--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n" + b"QUJD" * 250 + b"\n") * 20,
        ),
        (
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n"
            "Content-Type: text/plain; charset=utf-8\n\n",
            _LONG.encode(),
        ),
        (
            "Received: from mx1.corp.example (mx1.corp.example [192.0.2.1]) by imap.corp.example with ESMTPS id 4d1;"
            " Mon, 23 Nov 2026 10:00:00 +0800\n"
            "From: chenjing@corp.example\nTo: bot@corp.example\nSubject: =?UTF-8?B?W+iuoeWIkl0g5pif5qGl?=\n"
            "Message-ID: <20261123100000.1@corp.example>\nDate: Mon, 23 Nov 2026 10:00:00 +0800\n"
            "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n",
            "12月3日 18:00 前完成灰度升级（孙丽）。\n".encode() * 16,
        ),
        (_HEAD + "Content-Type: multipart/alternative;\n boundary=_001_NextPart\n\n", _PARTS + b"--_001_NextPart--\n"),
        (
            _HEAD + "Content-Type: multipart/mixed;\n boundary=_001_NextPart\n\n",
            _PARTS + b"--_001_NextPart\nContent-Type: message/rfc822\n\n" + _HEAD.encode() + b"\nx\n--_001_NextPart--\n",
        ),
    ],
)
def test_a_mail_of_any_make_is_read_in_less_than_eight_times_its_size(head: str, body: bytes) -> None:
    mail = head.encode() + body
    read_letter(mail)  # what is imported at the first mail is no part of it
    tracemalloc.start()
    try:
        read_letter(mail)
        assert tracemalloc.get_traced_memory()[1] < 8 * len(mail)
    finally:
        tracemalloc.stop()


def test_a_part_more_takes_less_than_seven_times_its_size() -> None:
    """What the parser makes of a part is let go of when its body is read."""
    part = b"--b\nContent-Type: text/plain; charset=utf-8\n\n" + b"the rest waits for a window. " * 7 + b"\n"
    mails = [b"Content-Type: multipart/mixed; boundary=b\n\n" + part * parts + b"--b--\n" for parts in (100, 200)]
    for mail in mails:
        read_letter(mail)
    peaks = []
    for mail in mails:
        tracemalloc.start()
        try:
            read_letter(mail)
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    assert peaks[1] - peaks[0] < 7 * len(part) * 100


def test_a_boundary_that_is_none_where_it_stands_is_text() -> None:
    inner = b"Content-Type: multipart/mixed; boundary=in\n\n--in\n\none\n--in--\n"
    quoted = b"--in\nContent-Type: text/plain\n\n--in--\n--mailbot-boundary-00--\n"
    mail = b"Content-Type: multipart/mixed; boundary=out\n\n--out\n" + inner + b"--out\n\n" + quoted + b"\n--out--\n"
    assert read_letter(mail).text == "one\n" + quoted.decode()
    mail = mail.replace(b"mailbot-boundary-00", b"another")
    assert read_letter(mail).text == "one\n" + quoted.decode().replace("mailbot-boundary-00", "another")


@pytest.mark.parametrize("kind", ["message/rfc822", "message/delivery-status", ""])
def test_what_stands_in_a_part_is_the_same_however_long_it_is(kind: str) -> None:
    """A long part is set apart while the mail is parsed: never its header, nor that of the mail that it is."""
    type_ = "Content-Type: {kind}\n".replace("{kind}", kind) if kind else ""
    inner = "From: sunli@corp.example\nSubject: status\n\nFinal-Recipient: rfc822; a@corp.example\n\n" + "line\n" * 3000
    mail = (
        "Content-Type: multipart/{}; boundary=b\n\n--b\n{}\n{}\n--b\n\nSubject: second\n\nanother\n--b--\n"
    ).format("digest" if not kind else "mixed", type_, inner)
    letter = read_letter(mail.encode())
    short = read_letter(mail.replace("line\n" * 3000, "line\n").encode())
    shown = [letter.delivery_status, *(inner.subject + inner.text for inner in letter.attached_letters)]
    assert shown == [
        text.replace("line", "line\n" * 2999 + "line")
        for text in [short.delivery_status, *(inner.subject + inner.text for inner in short.attached_letters)]
    ]
    assert any("line\nline" in text for text in shown)


def test_every_field_of_a_letter_has_a_value_when_nothing_is_known() -> None:
    assert {f.name: getattr(Letter(), f.name) for f in fields(Letter)}["text"] == ""


_MAIL = b"Message-ID: <1@corp.example>\nSubject: x\n\n\xe5\x90\x8c\xe6\x84\x8f\n"


@pytest.mark.parametrize(
    "same",
    [
        _MAIL.replace(b"\n", b"\r\n"),
        b"Received: from a by b;\n Wed, 20 May 2026 10:00:00 +0800\nReturn-Path: <a@corp.example>\n" + _MAIL,
        b"Authentication-Results: mx; dmarc=pass\nARC-Seal: i=1\nReceived-SPF: pass\nDelivered-To: a@corp.example\n" + _MAIL,
        b"From a@corp.example Wed May 20 10:00:00 2026\nStatus: RO\nX-UID: 7\n" + _MAIL + b"\n",
        b"x-original-to: a@corp.example\n" + _MAIL.rstrip(),
    ],
)
def test_the_same_mail_by_another_route_has_the_same_fingerprint(same: bytes) -> None:
    assert fingerprint(same) == fingerprint(_MAIL)


@pytest.mark.parametrize(
    "other",
    [
        _MAIL.replace(b"Subject: x", b"Subject: y"),
        _MAIL + b"more\n",
        b"DKIM-Signature: v=1\n" + _MAIL,
        b"From: a@corp.example\n" + _MAIL,
        _MAIL.replace(b"\n\n", b"\n\nReceived: in the body\n"),
        b"",
    ],
)
def test_another_mail_has_another_fingerprint(other: bytes) -> None:
    assert fingerprint(other) != fingerprint(_MAIL)
