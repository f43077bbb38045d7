"""Charsets, encoded-words, parameters and bodies: the decisions by which octets become text."""

import base64
import binascii

import pytest
from hypothesis import given, strategies as st

from mailbot.inbound.bodytext import clean, from_base64, read_html, transfer_decode, unflow
from mailbot.inbound.charset import codec_of, decode
from mailbot.inbound.headertext import decode_words, header_text
from mailbot.inbound.parameters import media_type, read_parameters


def _b(text: str, charset: str) -> str:
    return base64.b64encode(text.encode(charset)).decode()


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("GB2312", "gb18030"),
        ("gb_2312-80", "gb18030"),
        ("x-gbk", "gb18030"),
        ("cp936", "gb18030"),
        ("CP-936", "gb18030"),
        ("windows-936", "gb18030"),
        ('"gbk"', "gb18030"),
        ("chinese", "gb18030"),
        ("GB18030", "gb18030"),
        ("Big5", "cp950"),
        ("x-x-big5", "cp950"),
        ("big5-hkscs", "big5hkscs"),
        ("utf8", "utf-8"),
        ("UTF-8*zh", "utf-8"),
        ("us-ascii", "cp1252"),
        ("iso-8859-1", "cp1252"),
        ("ks_c_5601-1987", "cp949"),
        ("shift_jis", "cp932"),
        ("windows-874", "cp874"),
        ("hz-gb-2312", "hz"),
        ("", None),
        ("x-unknown", None),
        ("%charset%", None),
        ("base64", None),
        ("zlib", None),
        ("rot13", None),
        ("idna", None),
        ("undefined", None),
        ("unicode_escape", None),
        ("utf-8\0", None),
        ("字符集", None),
        ("x" * 5000, None),
    ],
)
def test_a_charset_is_what_mail_programs_mean_by_its_name(label: str, codec: str | None) -> None:
    assert codec_of(label) == codec


_SIMPLE = "各位好，测试部昨天给了最终版本，和大家商量后计划如下，请今天内回复确认。"
_TRADITIONAL = "各位好，測試部昨天給了最終版本，和大家商量後計畫如下，請今天內回覆確認。"


@pytest.mark.parametrize(
    ("text", "real", "label"),
    [
        *((_SIMPLE, "gb18030", label) for label in ("", "utf-8", "us-ascii", "iso-8859-1", "x-unknown", "big5", "gb2312")),
        *((_TRADITIONAL, "big5", label) for label in ("", "utf-8", "us-ascii", "iso-8859-1", "gb2312", "big5")),
        *((_SIMPLE, "utf-8", label) for label in ("", "gb2312", "big5", "us-ascii", "iso-8859-1", "utf-8")),
        (_TRADITIONAL, "gb18030", "gb2312"),
        ("Grüße aus München, die Größe der Änderung ist groß.", "cp1252", ""),
        ("Grüße aus München", "cp1252", "iso-8859-1"),
        ("“quoted” — it’s", "cp1252", "iso-8859-1"),
        ("Привет, как дела?", "koi8-r", "koi8-r"),
        ("こんにちは、テストです", "shift_jis", "shift_jis"),
        ("안녕하세요", "euc_kr", "ks_c_5601-1987"),
        ("升级", "utf-16", ""),
        ("同意", "utf-8-sig", "gb2312"),
        ("谢谢", "gb18030", ""),
        ("目录", "gb18030", ""),
        ("撤销", "gb18030", ""),
        ("收到", "gb18030", "iso-8859-1"),
        ("进度：已升级 320 / 500，负责人：王喆、赵堃、陶喆", "gb18030", "us-ascii"),
        ("L’été dernier, à Évian, nous étions déjà très nombreux: “naïveté”.", "cp1252", "iso-8859-1"),
        ("café", "utf-8", ""),
        ("café", "cp1252", "iso-8859-1"),
        ("plain", "ascii", "gb2312"),
        ("", "ascii", "gb2312"),
    ],
)
def test_the_charset_is_decided_by_evidence(text: str, real: str, label: str) -> None:
    assert decode(text.encode(real), label).text == text


@pytest.mark.parametrize(
    ("octets", "label", "text", "doubt"),
    [
        ("同意".encode(), "utf-8", "同意", ""),
        ("同意".encode("gbk"), "gb2312", "同意", ""),
        ("计划如下".encode(), "gb2312", "计划如下", "wrong-charset"),
        ("计划如下".encode("gbk"), "", "计划如下", "charset-guessed"),
        ("计划如下".encode("gbk"), "x-nonsense", "计划如下", "unknown-charset"),
        (b"ascii", "x-nonsense", "ascii", ""),
        (b"\x1b$)A\x0eRQMj3I\x0f 320/500", "iso-2022-cn", "已完成 320/500", ""),
        ("这是一封邮件的正文".encode()[:-1], "utf-8", "这是一封邮件的正�", "undecodable-octets"),
        ("这是一封邮件的正文".encode("gbk")[:-1], "gbk", "这是一封邮件的正�", "undecodable-octets"),
    ],
)
def test_a_doubt_is_said(octets: bytes, label: str, text: str, doubt: str) -> None:
    decoded = decode(octets, label)
    assert (decoded.text, decoded.doubt) == (text, doubt)


@given(st.binary(max_size=200), st.sampled_from(["", "gb2312", "utf-8", "big5", "iso-2022-jp", "hz", "utf-7", "utf-16"]))
def test_any_octets_are_text_without_lone_surrogates(octets: bytes, label: str) -> None:
    decode(octets, label).text.encode("utf-8")


@given(st.text(alphabet="计划同意升级版本abc ，。", min_size=1, max_size=40))
def test_what_is_labelled_rightly_is_read_exactly(text: str) -> None:
    assert [decode(text.encode(c), c).text for c in ("utf-8", "gb18030", "gbk")] == [text] * 3


_PLAN = _b("【计划】升级", "utf-8")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (f"=?utf-8?B?{_PLAN}?=", "【计划】升级"),
        (f"=?UTF-8?b?{_PLAN}?= [SU-2026-0007]", "【计划】升级 [SU-2026-0007]"),
        (f"Re:=?utf-8?B?{_PLAN}?=（转）", "Re:【计划】升级（转）"),
        (f"=? utf-8 ?B?{_PLAN}?=", "【计划】升级"),
        (f"=?utf-8?B?{_PLAN}", "【计划】升级"),
        (f"=?utf-8?B?{_PLAN}?", "【计划】升级"),
        (f"=?utf-8?B?{_PLAN} tail", "【计划】升级 tail"),
        (f"=?utf-8?B?{_PLAN}=?gbk?B?{_b('通知', 'gbk')}?=", "【计划】升级通知"),
        (f"=?utf-8?B?{_PLAN}?=\n =?gbk?Q?=CD=A8=D6=AA?=", "【计划】升级通知"),
        (f"=?utf-8?B?{_PLAN}===?=", "【计划】升级"),
        (f"=?utf-8*zh?B?{_PLAN}?=", "【计划】升级"),
        ("=?utf-8?Q?=E5=8D=87=E7=BA=A7_ok?=", "升级 ok"),
        ("=?utf-8?Q?ok?=E5=8D=87?=", "ok?升"),
        ("=?gb2312?Q?=C9=FD\n =BC=B6?=", "升级"),
        ("=?utf-8?Q??=", ""),
        ("=?utf-8?B??=x", "x"),
        ("a =?= b =?x?y?z", "a =?= b =?x?y?z"),
        ("1 + 1 =? 2?", "1 + 1 =? 2?"),
        (f"=?gb2312?B?{_b('朱镕基、陶喆', 'gbk')}?=", "朱镕基、陶喆"),
        (f"=?default?B?{_b('版本升级计划', 'gbk')}?=", "版本升级计划"),
        (f"=?ISO-2022-JP?B?{_b('日本', 'iso2022_jp')}?= =?ISO-2022-JP?B?{_b('語', 'iso2022_jp')}?=", "日本語"),
        ("=?utf-8?Q?one?=\n\ttwo", "one two"),
        ("plain\n  folded", "plain  folded"),
        ("=?utf-8?Q?a=0Ab=0D=00c=E2=80=AEd?=", "a b cd"),
        ("=?utf-8?B?PT91dGYtOD9CPzZLNmg1WWlTPz0=?=", "计划"),
    ],
)
def test_a_header_is_read_as_one_line(written: str, read: str) -> None:
    assert header_text(written.encode()) == read
    assert header_text(written.replace("\n", "\r\n").encode()) == read


@given(st.text(alphabet="=?utf-8BQ_bq gb2312 aA5\n\"<>", max_size=120))
def test_any_header_can_be_read(text: str) -> None:
    decode_words(text)


@pytest.mark.parametrize(
    ("written", "value", "parameters"),
    [
        (b"text/plain; charset=GB2312; format=flowed; DelSp=yes", "text/plain",
         {"charset": "GB2312", "format": "flowed", "delsp": "yes"}),
        (b'TEXT/Html;charset="utf-8"', "text/html", {"charset": "utf-8"}),
        (b"attachment; filename=my report final.xlsx", "attachment", {"filename": "my report final.xlsx"}),
        (b'attachment; filename="a;b \\"c\\".txt"; size=3', "attachment", {"filename": 'a;b "c".txt', "size": "3"}),
        (b'attachment; filename="unclosed.txt', "attachment", {"filename": "unclosed.txt"}),
        (b'attachment; filename="%E6%8A%A5%E5%91%8A.docx"', "attachment", {"filename": "报告.docx"}),
        (b'attachment; filename="80%25 done%E6%8A.txt"', "attachment", {"filename": "80%25 done%E6%8A.txt"}),
        (b"attachment; filename*=UTF-8''%E6%8A%A5.docx", "attachment", {"filename": "报.docx"}),
        (b"attachment; filename*=gb2312'zh-cn'%B1%A8.docx; filename=x.docx", "attachment", {"filename": "报.docx"}),
        (b"attachment;\r\n filename*0*=utf-8''%E6%8A;\r\n filename*1*=%A5;\r\n filename*2=.docx", "attachment",
         {"filename": "报.docx"}),
        (b"attachment; filename*1=b.txt; filename*0=a", "attachment", {"filename": "ab.txt"}),
        ("attachment; filename=报告.xls".encode("gbk"), "attachment", {"filename": "报告.xls"}),
        (f'attachment; filename*0="=?GBK?B?{_b("报告报告", "gbk")[:6]}"; filename*1="{_b("报告报告", "gbk")[6:]}?="'.encode(),
         "attachment", {"filename": "报告报告"}),
        (b"", "", {}),
        (b"attachment; filename=\"a\0\x1bb.txt\"", "attachment", {"filename": "ab.txt"}),
    ],
)  # fmt: skip
def test_parameters_are_read_as_programs_write_them(written: bytes, value: str, parameters: dict[str, str]) -> None:
    assert read_parameters(written) == (value, parameters)


@pytest.mark.parametrize(
    ("value", "kind"),
    [("text/html", "text/html"), ("text", "text/plain"), ("", "text/plain"), ("x y", "text/plain"), ("a/b c", "a/b")],
)
def test_a_missing_type_is_plain_text(value: str, kind: str) -> None:
    assert media_type(value) == kind


_AGREED = "同意这个计划，谢谢大家".encode()
_ENCODED = base64.encodebytes(_AGREED)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (_ENCODED, _AGREED),
        (_ENCODED.replace(b"\n", b"\r\n"), _AGREED),
        (_ENCODED.rstrip(b"=\n"), _AGREED),
        (_ENCODED + b"-- \nlist footer, in plain letters\n", _AGREED),
        (b"YQ==\nYmM=\n", b"abc"),
        (b"YWJj IGRl", b"abc de"),
        (b"YQ== ignored", b"a"),
        (b"plain text, not encoded", b"plain text, not encoded"),
        (b"", b""),
        (b"Q", b""),
    ],
)
def test_base64_is_read_as_far_as_it_is_base64(written: bytes, read: bytes) -> None:
    assert from_base64(written) == read


@given(st.binary(max_size=300))
def test_base64_is_read_exactly(octets: bytes) -> None:
    assert from_base64(base64.encodebytes(octets)) == octets


@pytest.mark.parametrize(
    ("encoding", "written", "read"),
    [
        ("7bit", b"a\r\nb", b"a\nb"),
        ("", b"a\r\nb", b"a\nb"),
        ("binary", b"a\r\nb", b"a\r\nb"),
        ("Base64 ", b"YQ==", b"a"),
        ('"base64";', b"YQ==", b"a"),
        ("quoted-printable; x", b"=E5=8D=87=\r\n=E7=BA=A7", "升级".encode()),
        ("quoted-printable", b"=E5=8D= \t\n=87a= b", "升a= b".encode()),
        ("x-uuencode", b"begin 644 a\n" + binascii.b2a_uu(b"hello") + b"`\nend\n", b"hello"),
        ("uuencode", b"nothing of that sort", b"nothing of that sort"),
        ("x-unknown", b"as it is", b"as it is"),
    ],
)
def test_transfer_encodings(encoding: str, written: bytes, read: bytes) -> None:
    assert transfer_decode(written, encoding) == read


@pytest.mark.parametrize(
    ("flowed", "delete", "text"),
    [
        ("a \nb\n", False, "a b\n"),
        ("升 \n级\n", True, "升级\n"),
        ("a \n> b \n> c\nd\n", False, "a \n> b c\nd\n"),
        ("> a \n>> b\n", False, "> a \n>> b\n"),
        ("a\n-- \nname \nx\n", False, "a\n-- \nname x\n"),
        ("a \n-- \nb\n", False, "a \n-- \nb\n"),
        (" stuffed\n From\n", False, "stuffed\nFrom\n"),
        ("a \n", False, "a \n"),
        ("\n\n", False, "\n\n"),
        ("no end", False, "no end"),
        ("", False, ""),
    ],
)
def test_flowed_paragraphs_are_one_line_again(flowed: str, delete: bool, text: str) -> None:
    assert unflow(flowed, delete) == text


@given(st.text(alphabet="a >-\n", max_size=60))
def test_unflowing_loses_no_letter(text: str) -> None:
    assert unflow(text, False).count("a") == text.count("a")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g", "a\nb\nc\nd\ne\nf\ng"),
        ("\ufeffa\0b\x1b\x7f\x9f\ud800\ufffe", "ab"),
        ("tab\tstays", "tab\tstays"),
    ],
)
def test_no_control_character_leaves(written: str, read: str) -> None:
    assert clean(written) == read


def test_html_without_a_label_is_read_by_its_own_meta() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>Привет</p>'
    assert read_html(page.encode("koi8-r"), "")[0] == page
