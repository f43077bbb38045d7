"""Numbered and bulleted lines are items, with what belongs to them and nothing else."""

import pytest

from mailbot.inbound.forms.tables.numbered import NumberedLine, numbered_rows
from mailbot.inbound.writing import Line


def read(text: str) -> list[tuple[int | None, str]]:
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), 1)]
    return [(item.number, item.text) for item in numbered_rows(lines)]


@pytest.mark.parametrize(
    ("line", "number", "text"),
    [
        ("1. 5月20日前 完成灰度升级（张三）", 1, "5月20日前 完成灰度升级（张三）"),
        ("1.灰度升级：12月3日，孙丽", 1, "灰度升级：12月3日，孙丽"),
        ("2、全量升级", 2, "全量升级"),
        ("3．全角句点", 3, "全角句点"),
        ("１．全角数字", 1, "全角数字"),
        ("4) 半括号", 4, "半括号"),
        ("5）半括号", 5, "半括号"),
        ("（6）全括号", 6, "全括号"),
        ("(7) 半角全括号", 7, "半角全括号"),
        ("【8】方头括号", 8, "方头括号"),
        ("9：冒号", 9, "冒号"),
        ("10，逗号", 10, "逗号"),
        ("一、中文数字", 1, "中文数字"),
        ("（二）中文数字", 2, "中文数字"),
        ("十二、中文数字", 12, "中文数字"),
        ("二十、中文数字", 20, "中文数字"),
        ("①灰度升级", 1, "灰度升级"),
        ("⑫ 灰度升级", 12, "灰度升级"),
        ("⑴灰度升级", 1, "灰度升级"),
        ("⒉灰度升级", 2, "灰度升级"),
        ("❸ 灰度升级", 3, "灰度升级"),
        ("㈣ 灰度升级", 4, "灰度升级"),
        ("第1步：灰度升级", 1, "灰度升级"),
        ("第二步 灰度升级", 2, "灰度升级"),
        ("步骤3：灰度升级", 3, "灰度升级"),
        ("节点4：灰度升级", 4, "灰度升级"),
        ("Step 5: pilot", 5, "pilot"),
        ("第一批：12月3日 20 台", 1, "第一批：12月3日 20 台"),
        ("第二阶段 全量升级", 2, "第二阶段 全量升级"),
        ("- 灰度升级 12月3日", None, "灰度升级 12月3日"),
        ("-灰度升级", None, "灰度升级"),
        ("• 灰度升级", None, "灰度升级"),
        ("●灰度升级", None, "灰度升级"),
        ("· 灰度升级", None, "灰度升级"),
        ("* 灰度升级", None, "灰度升级"),
        ("➢ 灰度升级", None, "灰度升级"),
        ("\u3000\u30001、缩进的", 1, "缩进的"),
    ],
)
def test_every_usual_marker_begins_an_item(line: str, number: int | None, text: str) -> None:
    assert read(line) == [(number, text)]


@pytest.mark.parametrize(
    "line",
    [
        "5.20 完成灰度升级",
        "5.20前完成",
        "8.2.1 发布",
        "10:30 开会",
        "12月3日 灰度升级",
        "320 台已升级",
        "三天后完成",
        "2026-12-03 灰度升级",
        "A. Smith",
        "---",
        "——————",
        "- - -",
        "*",
        "**重要**",
        "",
        "各位好：",
    ],
)
def test_dates_versions_counts_and_rules_begin_no_item(line: str) -> None:
    assert read(line) == []


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("1 灰度升级 12月3日\n2 全量升级 12月11日\n20 台", [(1, "灰度升级 12月3日"), (2, "全量升级 12月11日")]),
        ("a. 灰度\nb. 全量\nA. Smith", [(1, "灰度"), (2, "全量")]),
    ],
)
def test_bare_numbers_and_letters_count_in_sequence_only(text: str, items: list[tuple[int | None, str]]) -> None:
    assert read(text) == items


@pytest.mark.parametrize(
    ("text", "items"),
    [
        pytest.param(
            "计划如下：\n1. 灰度升级\n   （孙丽）\n2. 全量升级\n请确认。",
            [(1, "灰度升级\n（孙丽）"), (2, "全量升级")],
            id="indented lines",
        ),
        pytest.param(
            "1. 灰度升级\n负责人：孙丽\n完成时间：12月3日\n\n2. 全量升级\n负责人：周航\n完成时间：12月11日\n\n谢谢\n陈静",
            [(1, "灰度升级\n负责人：孙丽\n完成时间：12月3日"), (2, "全量升级\n负责人：周航\n完成时间：12月11日")],
            id="labels below each",
        ),
        pytest.param(
            "1) This item is so long that the mail program broke it after seventy\ncolumns\n2) two",
            [(1, "This item is so long that the mail program broke it after seventy\ncolumns"), (2, "two")],
            id="wrapped by the mail program",
        ),
        pytest.param(
            "1. 灰度升级\n\n2. 全量升级\n\n以上。", [(1, "灰度升级"), (2, "全量升级")], id="blank lines between"
        ),
        pytest.param("1. 灰度升级\n请大家今天内确认。", [(1, "灰度升级")], id="a closing line"),
        pytest.param("1、\n2、全量", [(1, ""), (2, "全量")], id="an empty item"),
    ],
)
def test_what_belongs_to_an_item_is_kept_with_it(text: str, items: list[tuple[int | None, str]]) -> None:
    assert read(text) == items


def test_an_outline_has_levels() -> None:
    lines = [
        Line(number, text)
        for number, text in enumerate(["一、灰度", "  1. 华东", "  2. 华南", "    - 先 20 台", "二、全量"], 1)
    ]
    assert [(item.number, item.level) for item in numbered_rows(lines)] == [(1, 0), (1, 1), (2, 1), (None, 2), (2, 0)]


def test_an_item_knows_its_line() -> None:
    line = Line(7, "1. 灰度升级")
    assert numbered_rows([Line(6, "计划："), line]) == (NumberedLine(1, "灰度升级", line, 0),)
