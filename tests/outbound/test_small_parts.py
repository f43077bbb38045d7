"""The small parts of an outgoing mail: subjects, links, head lines, blocks, texts, phrases, calendar entries, workbooks."""

import email.header
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st
from openpyxl import load_workbook
from people import COMPANY, DIRECTORY
from samples import CHEN, NOW, PLAN_PART, SUN, ZHOU

from mailbot.outbound.as_text import as_text
from mailbot.outbound.blocks import Button
from mailbot.outbound.charts import coverage_picture
from mailbot.outbound.dialect import DialectError, read_blocks
from mailbot.outbound.headers import ids, mailbox, unstructured
from mailbot.outbound.invitations import Entry, fold, invitation
from mailbot.outbound.mailto import LONGEST, ReplyTo, mailto
from mailbot.outbound.phrasing import Phrasing
from mailbot.outbound.plan_sheet import plan_sheet
from mailbot.outbound.sandbox import Sandbox
from mailbot.outbound.subject_line import subject_line
from mailbot.outbound.understood import remarks_of, understood
from mailbot.outbound.workbook import Sheet, harmless, workbook

# --- subject_line ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "mark", "reply", "expected"),
    [
        ("【计划】星桥", "SU-2026-0007", True, "回复: 【计划】星桥 [SU-2026-0007]"),
        ("Re: Fwd: 回复： 答复: 【计划】星桥", "SU-2026-0007", True, "回复: 【计划】星桥 [SU-2026-0007]"),
        ("RE[2]: 回覆: 轉寄: x", "", True, "回复: x"),
        ("回复: 【计划】星桥 [SU-2026-0007]", "SU-2026-0007", True, "回复: 【计划】星桥 [SU-2026-0007]"),
        ("【问题】SU-2026-0007 无法启动", "SU-2026-0007", True, "回复: 【问题】无法启动 [SU-2026-0007]"),
        ("【问题】【su-2026-0007】无法启动", "SU-2026-0007", True, "回复: 【问题】无法启动 [SU-2026-0007]"),
        ("请处理：2 项 [D-1042]", "D-1043", False, "请处理：2 项 [D-1043]"),
        ("请处理：2 项 [D-1042]", "", True, "回复: 请处理：2 项 [D-1042]"),
        ("", "SU-2026-0007", True, "回复: [SU-2026-0007]"),
        ("SU-2026-00071 不是这个", "SU-2026-0007", True, "回复: SU-2026-00071 不是这个 [SU-2026-0007]"),
        ("a\r\nBcc: b\x00\u202ec", "", True, "回复: a Bcc: b c"),
        ("回复你的问题：如何", "", True, "回复: 回复你的问题：如何"),
        ("长" * 300, "SU-2026-0007", True, "回复: " + "长" * 179 + "… [SU-2026-0007]"),
    ],
)
def test_a_subject_has_one_prefix_and_one_mark(subject: str, mark: str, reply: bool, expected: str) -> None:
    assert subject_line(subject, mark, "zh", reply=reply) == expected
    assert subject_line(expected, mark, "zh", reply=reply) == expected


def test_in_english_the_prefix_is_re() -> None:
    assert subject_line("回复: plan", "SU-2026-0007", "en") == "Re: plan [SU-2026-0007]"


# --- mailto ------------------------------------------------------------------------------------------------------


def test_a_link_writes_the_whole_reply() -> None:
    to = ReplyTo(address="bot+t.1@corp.example", subject="回复: x [D-1]", message_id="<a@b>")
    assert mailto(to, Button("同意", "1 同意\n& 好")) == (
        "mailto:bot%2Bt.1@corp.example?subject=%E5%9B%9E%E5%A4%8D%3A%20x%20%5BD-1%5D"
        "&body=1%20%E5%90%8C%E6%84%8F%0D%0A%26%20%E5%A5%BD&In-Reply-To=%3Ca%40b%3E"
    )


@given(st.text(max_size=600), st.text(max_size=200))
def test_a_link_is_below_1500_encoded_characters_or_there_is_none(reply: str, subject: str) -> None:
    reply, subject = (t.encode("utf-8", "replace").decode() for t in (reply, subject))
    link = mailto(ReplyTo(address=COMPANY.bot, subject=subject), Button("同意", reply))
    assert link is None or (len(link) < LONGEST and link.isascii() and " " not in link and '"' not in link)


# --- headers -----------------------------------------------------------------------------------------------------


@given(st.text(min_size=1, max_size=300))
def test_any_text_comes_back_from_a_header_on_one_line_less_its_control_characters(text: str) -> None:
    line = unstructured("Subject", text)
    assert line.isascii()
    assert all(part.startswith(" ") for part in line.split("\r\n")[1:])
    assert "\n" not in line.replace("\r\n", "")
    decoded = str(
        email.header.make_header(email.header.decode_header(line.removeprefix("Subject: ").replace("\r\n", "")))
    )
    assert "\r" not in decoded
    assert "\n" not in decoded


@pytest.mark.parametrize(
    "text", ["回复: 【计划】星桥服务端8.2.1在线升级及版本限制 [SU-2026-0007]", "plan of the server, " * 9, "短"]
)
def test_a_subject_comes_back_whole(text: str) -> None:
    line = unstructured("Subject", text)
    decoded = str(
        email.header.make_header(email.header.decode_header(line.removeprefix("Subject: ").replace("\r\n", "")))
    )
    assert decoded == text.strip()


@pytest.mark.parametrize(
    ("address", "name", "expected"),
    [
        ("a@corp.example", "", "a@corp.example"),
        ("a@corp.example", 'Li "X", \\', '"Li \\"X\\", \\\\" <a@corp.example>'),
        ("a@corp.example>, <b@evil.example", "", "a@corp.exampleb@evil.example"),
        ("a@例子.example", "", "a@xn--fsqu00a.example"),
    ],
)
def test_a_mailbox_is_one_mailbox(address: str, name: str, expected: str) -> None:
    assert mailbox(address, name) == expected


def test_only_whole_message_ids_are_written() -> None:
    assert (
        ids("References", ["<a@b>", "a@b", "<a b@c>", "<a@b>\r\nBcc: x", "<" + "x" * 999 + ">"]) == "References: <a@b>"
    )


# --- blocks and text ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "markup",
    ["<p>", "</p>", "<p><p>x</p></p>", "<script>x</script>", "<tr></tr>", "<row>x</row>", "<b>x</b>", "x", "<table>x</table>",
     "<quote><b>x</b></quote>", "<p>a</b></p>", "<item>x</item>"],
)  # fmt: skip
def test_what_is_not_in_the_dialect_is_refused(markup: str) -> None:
    with pytest.raises(DialectError):
        read_blocks(markup)


def text(markup: str) -> str:
    return as_text(read_blocks(markup).blocks, "zh", "商密")


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>一\n  二</p>", "一二"),
        ("<p>one\n  two</p>", "one two"),
        ("<p>共 <b>3</b> 项</p>", "共 3 项"),
        ("<p>&lt;b&gt; &amp;amp;</p>", "<b> &amp;"),
        ("<p>一<br>二</p>", "一\n二"),
        ("<h>题</h><p>文</p>", "题\n文"),
        ("<quote>一\n<!-- x -->二</quote>", "> 一\n> 二"),
        ("<p></p><p>  </p><p>文</p>", "文"),
        ('<p><a href="https://a.example/x">这里</a></p>', "这里 https://a.example/x"),
        ('<p><a href="javascript:x">这里</a></p>', "这里"),
        (
            "<rows><row name='产品'>星桥 <note>“原话”</note></row><row name='x'>y</row></rows>",
            "  产品  星桥    ← “原话”\n  x     y",
        ),
        (
            "<table><tr><td>一</td><td right>1</td></tr><tr><td>二二</td><td right>100</td></tr></table>",
            "  一      1\n  二二  100",
        ),
        ('<table><tr><td bar="0.5">50%</td></tr></table>', "  █████░░░░░ 50%"),
        ('<items><item n="1">甲</item><item n="10">乙<br>丙</item></items>', "  1  甲\n  10 乙\n     丙"),
        ('<buttons><button reply="同意">好</button></buttons>', "  [好]  回复“同意”"),
    ],
)
def test_text_is_what_a_person_would_type(markup: str, expected: str) -> None:
    assert text(markup) == f"{expected}\n\n商密\n"


def test_a_block_to_copy_has_nothing_before_its_lines() -> None:
    assert "\n产品：x\n  版本：1\n" in text("<copy>\n产品：x\n  版本：1\n</copy>")


def test_reading_a_mail_of_many_blocks_is_not_quadratic() -> None:
    assert len(read_blocks("<p>x <b>y</b></p>" * 20_000).blocks) == 20_000


# --- phrasing ----------------------------------------------------------------------------------------------------

ZH = Phrasing("zh", DIRECTORY, COMPANY, {}, {"field": {"due": "完成时间"}})
EN = Phrasing("en", DIRECTORY, COMPANY, {}, {})


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (ZH.day("2026-12-03T18:00:00+08:00", NOW), "12月3日（周四）"),
        (ZH.day("2026-12-03", NOW), "12月3日（周四）"),
        (ZH.day("2027-01-15", NOW), "2027年1月15日（周五）"),
        (ZH.day("2026-12-03"), "2026年12月3日（周四）"),
        (ZH.day("年底", NOW), "年底"),
        (ZH.moment("2026-12-03T10:00:00+00:00", NOW), "12月3日（周四）18:00"),
        (ZH.moment("2026-12-03", NOW), "12月3日（周四）"),
        (ZH.moment(None, NOW), ""),
        (EN.moment("2027-01-15T18:00:00+08:00", NOW), "Fri 15 Jan 2027 18:00"),
        (ZH.soon("2026-12-01T14:30:00+08:00", NOW), "今天 14:30"),
        (ZH.soon("2026-12-02T18:00:00+08:00", NOW), "明天 18:00"),
        (ZH.soon("2026-12-03T18:00:00+08:00", NOW), "12月3日（周四）18:00"),
        (EN.soon("2026-12-02T18:00:00+08:00", NOW), "tomorrow 18:00"),
        (ZH.iso("2026-12-18T00:00:00+08:00"), "2026-12-18 00:00"),
        (ZH.ago("2026-11-28T10:30:00+08:00", NOW), "3 天前"),
        (EN.ago("2026-12-01T08:30:00+08:00", NOW), "2 hours ago"),
        (ZH.span(150), "2 小时 30 分钟"),
        (EN.span(60), "1 h"),
        (ZH.person(CHEN), "陈静"),
        (ZH.person("nobody@corp.example"), "nobody@corp.example"),
        (ZH.people([SUN, ZHOU]), "孙丽、周航"),
        (EN.people([SUN, ZHOU]), "孙丽, 周航"),
        (ZH.department("华东"), "华东业务部"),
        (ZH.department(SUN), "华东业务部"),
        (ZH.versions("≤8.0"), "8.0 及以下"),
        (ZH.versions("<8.2, 7.x"), "低于 8.2、7.x"),
        (EN.versions(">=8.2"), "8.2 and above"),
        (ZH.quantity({"min": None, "max": 500}), "不超过 500"),
        (ZH.quantity({"min": 20, "max": 12500}), "20 至 12,500"),
        (ZH.quantity({"min": None, "max": None}), ""),
        (EN.quantity({"min": 20, "max": None}), "at least 20"),
        (ZH.validity({"from": "2026-12-01", "until": "2027-03-31"}), "2026-12-01 至 2027-03-31"),
        (ZH.validity({"from": None, "until": "2027-03-31"}), "至 2027-03-31"),
        (ZH.percent(0.974), "97.4%"),
        (ZH.percent(1), "100%"),
        (ZH.number(5.0), "5"),
        (ZH.number(5.25), "5.2"),
        (EN.count(1, "day"), "1 day"),
        (EN.count(2, "day"), "2 days"),
        (ZH.progress({"done": 320, "total": 500}), "320/500（64%）"),
        (ZH.field("nodes[2].due"), "完成时间"),
        (ZH.field("某"), "某"),
        (
            ZH.difference({"what": "restrictions", "before": "≤8.0 2026-12-18 (海外 → 2027-01-15)"}, "before"),
            "8.0 及以下，2026-12-18 起；海外延迟到 2027-01-15",
        ),
        (ZH.difference({"what": "restrictions", "after": "≤8.0 2026-12-18T00:00:00+08:00; 7.x (→ 2027-01-15)"}, "after"), "8.0 及以下，2026-12-18 00:00 起；7.x；延迟到 2027-01-15"),
        (ZH.difference({"what": "restrictions", "after": "as the plan says (all)"}, "after"), "as the plan says (all)"),
        (ZH.place("7"), "第 7 行"),
        (ZH.place("Sheet1!C7"), "Sheet1!C7"),
        (ZH.humane(f"灰度 {SUN} 2026-12-03T18:00+08:00", NOW), "灰度 孙丽 12月3日（周四）18:00"),
        (ZH.due_words("12月3日 18:00", "2026-12-03T18:00:00+08:00"), ""),
        (ZH.due_words("12/3", "2026-12-03T18:00:00+08:00"), "12/3"),
        (
            ZH.restrictions(
                [
                    {
                        "versions": "≤8.0",
                        "effective": "2026-12-18T00:00:00+08:00",
                        "delayed_until": None,
                        "scope": None,
                    },
                    {
                        "versions": "≤8.0",
                        "effective": "2026-12-18T00:00:00+08:00",
                        "delayed_until": "2027-01-15",
                        "scope": "海外",
                    },
                ]
            ),
            ["8.0 及以下，2026-12-18 00:00 起；海外延迟到 2027-01-15"],
        ),
    ],
)
def test_facts_in_a_person_s_words(found: Any, expected: Any) -> None:
    assert found == expected


@given(
    st.one_of(
        st.none(),
        st.text(max_size=40),
        st.integers(),
        st.floats(),
        st.lists(st.text(max_size=9), max_size=3),
        st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3),
    )
)
def test_no_value_is_too_odd_for_a_phrase(value: Any) -> None:
    for phrase in (ZH.day, ZH.moment, ZH.soon, ZH.iso, ZH.ago, ZH.person, ZH.people, ZH.department, ZH.versions, ZH.quantity, ZH.validity,
                   ZH.restrictions, ZH.percent, ZH.options, ZH.place, ZH.humane, ZH.listing, ZH.weekday, ZH.clock):  # fmt: skip
        phrase(value)


# --- understood --------------------------------------------------------------------------------------------------


def test_values_of_one_line_stand_together_and_remarks_on_a_row_go_to_its_node() -> None:
    seen = understood(PLAN_PART)
    assert [(line.place, [name for name, _ in line.values]) for line in seen.lines] == [
        ("4", ["product", "version", "channel"]),
        ("5", ["quantity", "regions", "valid"]),
        ("6", ["restrictions"]),
    ]
    assert {key: (n.due_words, [r["reason"] for r in n.remarks]) for key, n in seen.nodes.items()} == {
        "rollout": ("12月3日 18:00", []),
        "rollout-2": ("12/11", ["no-time", "extra-owners"]),
        "restrict": ("12月18日 0点", []),
        "finalize": ("12月25日", []),
    }
    assert [r["reason"] for r in seen.remarks] == ["day-off"]


def _reading(name: str, value: str, place: str, words: str, rule: str = "field") -> dict[str, str]:
    return {"field": name, "value": value, "place": place, "words": words, "rule": rule}


def test_each_value_of_a_line_is_quoted_and_what_a_remark_says_is_said_once() -> None:
    day_off = {"reason": "day-off", "place": "9", "facts": {"date": "2027-01-31"}}
    part = {
        "kind": "plan",
        "readings": [
            _reading("parameters", "session.timeout = 1800", "4", "session.timeout=1800"),
            _reading("parameters", "session.max = 5000", "4", "session.max=5000"),
            _reading("适用版本", "8.2.x", "5", "适用版本：8.2.x", "unknown-field"),
            _reading("nodes[1].due", "2027-01-31", "9", "1月31日"),
        ],
        "remarks": [{"reason": "unknown-field", "place": "5", "words": "适用版本：8.2.x"}, {**day_off, "words": "1月31日"}, {**day_off, "words": "延迟到1月31日"}],
        "facts": {"campaign": {"nodes": [{"key": "delay", "title": "版本延迟限制"}]}},
    }
    seen = understood(part)
    assert [(line.words, line.values) for line in seen.lines] == [
        ("session.timeout=1800 … session.max=5000", [("parameters", "session.timeout = 1800"), ("parameters", "session.max = 5000")])
    ]
    assert [r["words"] for r in seen.nodes["delay"].remarks] == ["1月31日"]
    assert [r["reason"] for r in remarks_of({"remarks": part["remarks"]}, [part])] == ["unknown-field"]


# --- invitations -------------------------------------------------------------------------------------------------

ENTRY = Entry(
    campaign="SU-2026-0007", node="rollout-2", title="全量升级; 8.2.1, 第二批", due=datetime(2026, 12, 11, 10, tzinfo=UTC), stamp=NOW,
    sequence=2, description="一\r\n二\\", organizer="strategy@corp.example",
)  # fmt: skip


def test_a_node_is_an_entry_that_ends_when_it_is_due() -> None:
    lines = invitation(ENTRY, "corp.example").decode().split("\r\n")
    assert lines[:13] == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//mailbot//mailbot//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "BEGIN:VEVENT",
        "UID:SU-2026-0007-rollout-2@corp.example", "DTSTAMP:20261201T023000Z", "DTSTART:20261211T093000Z", "DTEND:20261211T100000Z",
        "SEQUENCE:2", "SUMMARY;LANGUAGE=zh-CN:全量升级\\; 8.2.1\\, 第二批", "DESCRIPTION:一\\n二\\\\",
    ]  # fmt: skip
    assert lines[-3:] == ["END:VEVENT", "END:VCALENDAR", ""]


def test_a_cancelled_node_is_taken_off_the_calendar_under_the_same_uid() -> None:
    cancelled = Entry(
        campaign="SU-2026-0007", node="rollout-2", title="x", due=NOW + timedelta(days=1), stamp=NOW, cancelled=True
    )
    octets = invitation(cancelled, "corp.example").decode()
    assert "METHOD:CANCEL\r\n" in octets
    assert "STATUS:CANCELLED\r\n" in octets
    assert "UID:SU-2026-0007-rollout-2@corp.example\r\n" in octets


@given(st.text(max_size=400))
def test_content_lines_are_at_most_75_octets_and_unfold_to_themselves(words: str) -> None:
    line = "SUMMARY:" + "".join(c for c in words if c.isprintable())
    octets = fold(line)
    assert octets.endswith(b"\r\n")
    assert max(len(piece) for piece in octets.split(b"\r\n")) <= 75
    assert octets.removesuffix(b"\r\n").replace(b"\r\n ", b"").decode() == line.encode("utf-8", "replace").decode()


# --- workbooks and pictures --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "kept"),
    [("=1+1", "'=1+1"), ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"), ("@SUM(A1)", "'@SUM(A1)"), (" =1", "' =1"), ("-3", "-3"),
     ("-x", "'-x"), ("8.2.1", "8.2.1"), ("a\x00b\x0bc", "abc"), ("\t=1", "'\t=1")],
)  # fmt: skip
def test_no_cell_is_a_formula(written: str, kept: str) -> None:
    assert harmless(written) == kept
    book = load_workbook(io.BytesIO(workbook([Sheet(title="x", rows=[["头"], [written]])], NOW)))
    cell = book.active["A2"]
    assert (cell.value, cell.data_type) == (kept, "s")


def test_sheets_have_names_that_a_sheet_may_have() -> None:
    sheets = [
        Sheet(title="a/b:c[d]" * 9, rows=[["x"]]),
        Sheet(title="a/b:c[d]" * 9, rows=[["x"]]),
        Sheet(title="'", rows=[[1]]),
    ]
    names = load_workbook(io.BytesIO(workbook(sheets, NOW))).sheetnames
    assert len(set(names)) == 3
    assert max(len(name) for name in names) <= 31


def test_a_plan_to_fill_has_the_kind_s_fields_and_nodes(kinds: dict[str, Any]) -> None:
    rows = [list(row) for row in plan_sheet(kinds["server_upgrade"], "zh").rows]
    assert rows[0] == ["策略类型", "服务端在线升级及版本限制"]
    head = rows.index(["节点", "负责人", "部门", "完成时间", "备注"])
    assert [row[0] for row in rows[head + 1 :]][-1] == "最终确定"
    assert {"版本", "数量", "区域", "有效期", "版本限制"} <= {row[0] for row in rows[:head] if row}


def test_curves_are_drawn_as_a_png_and_one_point_is_no_curve() -> None:
    pytest.importorskip("matplotlib")
    curve = {"campaign": "_SU-2026-0007 星桥 $x^2$", "points": [["2026-11-23", 0.1], ["2026-12-04", 0.64]]}
    picture = coverage_picture([curve])
    assert picture is not None
    assert picture.startswith(b"\x89PNG\r\n")
    assert coverage_picture([{"campaign": "x", "points": [["2026-11-23", 0.1]]}]) is None
    assert coverage_picture([]) is None


@pytest.mark.parametrize(
    ("markup", "facts", "expected"),
    [
        ("<lead>{{ a }}延期到明天</lead>", {"a": "Online upgrade"}, "<lead>Online upgrade 延期到明天</lead>"),
        ("<lead>把<b>{{ a }}</b>延期</lead>", {"a": "Pilot"}, "<lead>把 <b>Pilot</b> 延期</lead>"),
        ("<lead>请{{ a }}、{{ b }}确认</lead>", {"a": "Tao", "b": "孙丽"}, "<lead>请 Tao、孙丽确认</lead>"),
        ("<lead>把{{ a }}延期</lead>", {"a": "灰度升级"}, "<lead>把灰度升级延期</lead>"),
        ("<lead>回复“{{ a }}”</lead>", {"a": "done <b>"}, "<lead>回复“done &lt;b&gt;”</lead>"),
        ("<lead>等{{ a }}天</lead>", {"a": 3}, "<lead>等3天</lead>"),
    ],
)
def test_a_name_in_latin_letters_stands_apart_from_the_chinese_around_it(tmp_path: Path, markup: str, facts: dict[str, Any], expected: str) -> None:
    (tmp_path / "a.html").write_text(markup, encoding="utf-8")
    sandbox = Sandbox([tmp_path], "zh", ZH, {})
    assert sandbox.page("a.html", facts) == expected
