"""HTML as the lines and tables that a person sees."""

import pytest

from mailbot.inbound.pages.markup import Page, read_page
from mailbot.inbound.pages.page_reader import clean


def lines(html: str) -> list[str]:
    return [line.text for line in read_page(html).lines]


def tables(html: str) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in grid.rows] for grid in read_page(html).grids]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("同意", ["同意"]),
        ("<p>一</p><p>二</p>", ["一", "二"]),
        ("<p>一<p>二", ["一", "二"]),
        ("一<br>二<br/>三", ["一", "二", "三"]),
        ("<div>一</div>二<div>三</div>", ["一", "二", "三"]),
        ("<div>一</div><div><br></div><div>二</div>", ["一", "", "二"]),
        ("<p>一</p><p><o:p>&nbsp;</o:p></p><p><o:p>&nbsp;</o:p></p><p>二</p>", ["一", "", "二"]),
        ("<p><span>完</span><span>成<o:p></o:p></span></p>", ["完成"]),
        ("<p>灰度\n   升级</p>", ["灰度 升级"]),
        ("<p>12月3日&nbsp;18:00\u200b</p>", ["12月3日 18:00"]),
        ("<p>&nbsp;&nbsp;华东</p>", ["  华东"]),
        ("<pre>a\tb\n  c</pre>", ["a\tb", "  c"]),
        ("<ol><li>一</li><li>二</li></ol>", ["1. 一", "2. 二"]),
        ("<ol start='3'><li>一<li>二</ol>", ["3. 一", "4. 二"]),
        ("<ol><li value=5>一</li><li>二</li></ol>", ["5. 一", "6. 二"]),
        ("<ol><li>一<ul><li>甲</li></ul></li><li>二</li></ol>", ["1. 一", "- 甲", "2. 二"]),
        ("<ul><li><p>一</p><p>下</p></li></ul>", ["- 一", "下"]),
        ("<h1>计划</h1>产品", ["计划", "产品"]),
        ("A&amp;B &lt;b&gt; &#20013;&#x6587;&nonsense;", ["A&B <b> 中文&nonsense;"]),
        ("&#99999999999999999999;x", ["\ufffdx"]),
        ("3 < 5 且 7 > 2", ["3 < 5 且 7 > 2"]),
        ("a<b", ["a"]),
    ],
)
def test_text_breaks_into_lines_where_a_person_sees_them_break(html: str, expected: list[str]) -> None:
    assert lines(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<head><style>p{color:red}</style><title>标题</title><script>alert(1)</script></head><body>同意",
        "<html><head><meta charset=gbk><body>同意",
        "<!-- 注 --><!--[if mso]>Word<![endif]-->同意",
        "<!--[if !mso]><!-->同意<!--<![endif]-->",
        "<![if !supportLists]>同意<![endif]>",
        "<?xml:namespace prefix = o />同意<!DOCTYPE html>",
        "同意<div style='display:none'>不<b>见</b></div>",
        "同意<span style='DISPLAY: NONE !important'>不见</span>",
        "同意<p style='mso-hide:all'>不见</p>",
        "同意<div style='max-height:0;overflow:hidden'>不见</div>",
        "同意<div hidden>不见</div>",
        "<s>作废</s>同意<del>作废</del><strike>作废</strike><span style='text-decoration:line-through'>作废</span>",
        "同意<xml><o:AllowPNG/>不见</xml>",
        "同意<template>不见</template><select><option>不见</option></select>",
        "<p style='display:none'>不见<p>同意",
        "同意<style>unclosed",
        "同意<!-- unclosed",
        "<title/></title>同意",
    ],
)
def test_what_nobody_sees_is_left_out(html: str) -> None:
    assert lines(html) == ["同意"]


def test_markup_in_text_stays_text() -> None:
    assert lines("&lt;script&gt;alert(1)&lt;/script&gt;<img src=x onerror=alert(1)>") == ["<script>alert(1)</script>"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", [[["a", "b"], ["c", "d"]]]),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>c</td></tr></table>", [[["a", "b"], ["c", ""]]]),
        (
            "<table><tr><td colspan=2>标题</td></tr><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
            [[["标题", "标题"], ["a", "b"], ["c", "d"]]],
        ),
        (
            "<table><tr><td rowspan=3>a</td><td>b</td></tr><tr><td>c</td></tr><tr><td>d</td></tr></table>",
            [[["a", "b"], ["a", "c"], ["a", "d"]]],
        ),
        (
            "<table><tr><td rowspan=2 colspan=2>a</td><td>b</td></tr><tr><td>c</td></tr>"
            "<tr><td>d</td><td>e</td><td>f</td></tr></table>",
            [[["a", "a", "b"], ["a", "a", "c"], ["d", "e", "f"]]],
        ),
        (
            "<table><tr><td>a</td><td>b</td><td colspan=16384></td></tr><tr><td>c</td><td>d</td></tr></table>",
            [[["a", "b"], ["c", "d"]]],
        ),
        (
            "<table><tr><td>a</td><td>b</td></tr><tr><td></td><td>&nbsp;</td></tr><tr><td>c</td><td>d</td></tr></table>",
            [[["a", "b"], ["c", "d"]]],
        ),
        ("<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", []),
        ("<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>", []),
        ("<table><tr><td>孙丽<br>周航</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", [[["孙丽\n周航", "b"], ["c", "d"]]]),
        ("<table><tr><td>灰度</td><td>孙丽</td><td>12月3日</td></tr></table>", [[["灰度", "孙丽", "12月3日"]]]),
        (
            "<table><tr><td>a</td><td style='display:none'>x</td><td>b</td></tr><tr height=0><td>y</td></tr>"
            "<tr style='height:0'><td>z</td></tr><tr><td>c</td><td>d</td></tr></table>",
            [[["a", "b"], ["c", "d"]]],
        ),
        ("<table><thead><tr><th>a<th>b</thead><tbody><tr><td>c<td>d</tbody></table>", [[["a", "b"], ["c", "d"]]]),
        ("<table><tr><td>a<td>b<tr><td>c<td>d", [[["a", "b"], ["c", "d"]]]),
        (
            "<table><tr><td><table><tr><td>a<td>b<tr><td>c<td>d</table><table><tr><td>e<td>f<tr><td>g<td>h</table></table>",
            [[["a", "b"], ["c", "d"]], [["e", "f"], ["g", "h"]]],
        ),
    ],
)  # fmt: skip
def test_tables_with_data_become_grids(html: str, expected: list[list[list[str]]]) -> None:
    assert tables(html) == expected


def test_a_row_is_a_line_and_its_cells_know_that_line() -> None:
    page = read_page(
        "<p>计划：</p><table><tr><td>节点<td>负责人<tr><td rowspan=2>灰度<td>孙丽<tr><td>周航</table><p>谢谢</p>"
    )
    assert [line.text for line in page.lines] == ["计划：", "节点\t负责人", "灰度\t孙丽", "\t周航", "谢谢"]
    assert [[cell.place for cell in row] for row in page.grids[0].rows] == [["2", "2"], ["3", "3"], ["4", "4"]]
    assert page.rows == {2, 3, 4}


def test_the_text_of_a_layout_table_is_read_in_order() -> None:
    html = "<table><tr><td>各位好<table><tr><td>请确认</td></tr></table></td></tr><tr><td>谢谢</td></tr></table>"
    assert (lines(html), tables(html)) == (["各位好", "请确认", "谢谢"], [])


@pytest.mark.parametrize(
    ("html", "depths"),
    [
        ("a<blockquote>b</blockquote>c", (0, 1, 0)),
        ("a<blockquote type=cite>b<blockquote type=cite>c</blockquote></blockquote>", (0, 1, 2)),
        ("a<blockquote style='margin:0 0 0 40px;border:none;padding:0'>b</blockquote>", (0, 0)),
        ("a<blockquote style='border-left:1px solid #ccc'>b", (0, 1)),
        ("a<div class='yahoo_quoted'>b</div>", (0, 1)),
        ("a<div id=isReplyContent>b</div>c", (0, 1, 0)),
        ("a<div class='x_lark-mail-quote'>b</div>", (0, 1)),
        ("a<b><blockquote>b</b><p>c</blockquote>d", (0, 1, 1, 0)),
        ("<table><tr><td>a<blockquote>b</table>c", (0, 1, 0)),
        ("a<blockquote><div>b</blockquote>c</div>", (0, 1, 0)),
    ],
)
def test_quotes_are_known_by_their_elements(html: str, depths: tuple[int, ...]) -> None:
    assert read_page(html).depths == depths


def test_marks_of_mail_programs_are_kept_as_line_numbers() -> None:
    page = read_page(
        "<p>同意</p><div id=x_Signature><p>孙丽</p></div><hr><div class=moz-cite-prefix>On x wrote:</div>"
        "<div id=divRplyFwdMsg><b>发件人:</b> 陈静</div><p>各位好</p>"
    )
    marks = (page.signatures, page.rules, page.introductions, page.quote_starts)
    assert marks == ({2}, {3}, {4}, {5})


def test_below_foxmails_short_blue_line_stands_the_signature() -> None:
    page = read_page('同意<hr style="WIDTH: 210px; HEIGHT: 1px" color="#b5c4df" size="1"><div>孙丽</div>')
    assert (page.rules, page.signatures) == ({2}, {2, 3})


@pytest.mark.parametrize(
    "html", ["", " ", "<", "<a", "</", "<!", "<!--", "<table>", "</table></td></tr>", "<td>", "<p"]
)
def test_scraps_are_read_without_a_word(html: str) -> None:
    assert isinstance(read_page(html), Page)


def test_invisible_characters_and_direction_marks_go() -> None:
    assert clean("同\u200b意\u202e\u00a0\ufeff\u00ad\0") == "同意 "


# Each was slow in some parser: the standard library's takes 16 s on 200 KB of "<!--".
ENDLESS = {
    "less-than": "<", "comments": "<!--", "comments-closed-late": "<!-- >", "cdata": "<![CDATA[", "end-tags": "</",
    "declarations": "<!a", "instructions": "<?", "references": "&#", "names": "&a", "attributes": "<a b=\"",
    "single-quotes": "<a b='x>", "tags": "<a ", "divs": "<div>", "tables": "<table>", "tables-with-text": "<table><tr><td>a",
    "quotes": "<blockquote>a", "items": "<ul><li>a", "bold": "<b>", "crossed": "<b><div></b>", "ends": "</p></div></td>",
    "wide": "<table><tr><td rowspan=5000 colspan=9000>a<tr>", "rows": "<tr><td>a<td>b", "cells": "<td>a", "breaks": "<br>",
    "struck": "<s><p>a", "styles": "<p style='a:b;c:d'>", "scripts": "<script></scrip", "pre": "<pre>a\n",
}  # fmt: skip


@pytest.mark.parametrize("piece", ENDLESS.values(), ids=ENDLESS)
def test_a_hundred_kilobytes_of_anything_are_read(piece: str) -> None:
    page = read_page(piece * (100_000 // len(piece)))
    assert sum(len(row) for grid in page.grids for row in grid.rows) <= 200_000


def test_a_table_deeper_than_any_mail_is_read_as_text() -> None:
    assert lines("<table><tr><td>" * 500 + "同意" + "</td></tr></table>" * 500) == ["同意"]


@pytest.mark.parametrize("piece", ["<p>a", "<br>", "<ul><li>x", "<td>", "<div>"])
def test_a_page_that_nobody_wrote_is_not_read_to_its_end(piece: str) -> None:
    assert len(read_page(piece * 250_000).lines) < 60_000


def test_a_table_of_eleven_thousand_rows_is_read_whole() -> None:
    html = "<table>" + "".join(f"<tr><td>{n}<td>a<td>b<td>c</tr>" for n in range(11_000)) + "</table>"
    (grid,) = read_page(html).grids
    assert len(grid.rows) == 11_000
