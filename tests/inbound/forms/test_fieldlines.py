"""`字段：值` lines: full and half width, several on one line, values below, names of the rules and unknown ones."""

import pytest
from plan_mails import default_rules

from mailbot.inbound.forms.fields.lines import FieldNames, read_fieldlines, split_labels
from mailbot.inbound.writing import Cell, Grid, Line

NAMES = {f.key: f.names for f in default_rules().fields.field}


def fields_of(text: str) -> list[tuple[str | None, str, str]]:
    lines = [Line(n, line) for n, line in enumerate(text.split("\n"), 1)]
    found = read_fieldlines(lines, (), NAMES, headings=("nodes", "node"))
    return [(f.key, f.value, f.place) for f in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("产品：星桥服务端", [("product", "星桥服务端", "1")]),
        ("产品:星桥服务端", [("product", "星桥服务端", "1")]),
        ("产品 ： 星桥服务端", [("product", "星桥服务端", "1")]),
        ("产品=星桥服务端", [("product", "星桥服务端", "1")]),
        ("**产品**：星桥", [("product", "星桥", "1")]),
        ("**产品：** 星桥", [("product", "星桥", "1")]),
        ("• 产品：星桥", [("product", "星桥", "1")]),
        ("1. 产品：星桥", [("product", "星桥", "1")]),
        ("（一）产品名称（必填）：星桥", [("product", "星桥", "1")]),
        ("產品：星橋服務端", [("product", "星橋服務端", "1")]),
        ("【产品】星桥服务端【版本】V8.2.1", [("product", "星桥服务端", "1"), ("version", "V8.2.1", "1")]),
        (
            "产品：星桥服务端          版本：V8.2.1（官网已发布）",
            [("product", "星桥服务端", "1"), ("version", "V8.2.1（官网已发布）", "1")],
        ),
        (
            "数量：首批不超过 500 台    区域：华东、华南      有效期：12月1日至明年3月31日",
            [
                ("quantity", "首批不超过 500 台", "1"),
                ("regions", "华东、华南", "1"),
                ("valid", "12月1日至明年3月31日", "1"),
            ],
        ),
        (
            "产品：星桥，版本：8.2.1；数量：500台",
            [("product", "星桥", "1"), ("version", "8.2.1", "1"), ("quantity", "500台", "1")],
        ),
        (
            "产品:星桥 版本:8.2 数量:500台",
            [("product", "星桥", "1"), ("version", "8.2", "1"), ("quantity", "500台", "1")],
        ),
        ("1. 产品：星桥 2. 版本：8.2.1", [("product", "星桥", "1"), ("version", "8.2.1", "1")]),
        (
            "Product: Xingqiao Server   Target version: 8.2.1  Regions: East China",
            [("product", "Xingqiao Server", "1"), ("version", "8.2.1", "1"), ("regions", "East China", "1")],
        ),
        ("本次升级版本：8.2.1", [("version", "8.2.1", "1")]),
        ("T=12月1日", [("t_day", "12月1日", "1")]),
        ("产品：\n星桥服务端\n版本：\nV8.2.1", [("product", "星桥服务端", "2"), ("version", "V8.2.1", "4")]),
        ("指导意见：\n1、先备份\n2、再升级\n\n谢谢", [("guidance", "1、先备份\n2、再升级", "2")]),
        ("有效期：12月1日至明年3月31日\n8.0 及以下版本12月18日起限制", [("valid", "12月1日至明年3月31日", "1")]),
        ("节点安排：\n1. 灰度升级", [("nodes", "", "1")]),
        ("目标客户：连锁门店", [(None, "连锁门店", "1")]),
        ("指导意见：\n一、先备份\n二、再升级", [("guidance", "一、先备份\n二、再升级", "2")]),
        ("三、指导意见：\n先备份\n四、节点\n灰度升级", [("guidance", "先备份", "2")]),
        (
            "参数：\n1. heartbeat.interval：30\n2. 日志级别：warn",
            [("parameters", "1. heartbeat.interval：30\n2. 日志级别：warn", "2")],
        ),
        ("限制版本：\n华东：5.2及以下\n灰度升级 孙丽 12月3日", [("restrictions", "华东：5.2及以下", "2")]),
    ],
)
def test_a_field_is_read_however_it_is_written(text: str, expected: list[tuple[str | None, str, str]]) -> None:
    assert fields_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "各位好：",
        "大家好：请看下面的安排",
        "Hi all:",
        "会议 18:00 开始",
        "见 https://corp.example/a:b",
        "比例 3:1",
        "12:30 到 13:30 封网",
        "C:\\计划\\表.xlsx",
        "我们商量后的结论是，没有问题",
        "",
        "：",
        "==========",
    ],
)
def test_greetings_times_addresses_and_ratios_are_no_fields(text: str) -> None:
    assert fields_of(text) == []


def test_an_unknown_name_comes_with_the_nearest_known_one() -> None:
    (field,) = read_fieldlines((Line(7, "注意：周五封网"),), (), NAMES)
    assert (field.key, field.name, field.near, field.place) == (None, "注意", "注意事项", "7")


def test_words_are_the_whole_line_that_a_value_stands_in() -> None:
    line = "产品：星桥服务端   版本：8.2.1"
    assert [f.words for f in read_fieldlines((Line(1, line),), (), NAMES)] == [line, line]


def test_a_table_of_two_columns_is_fields() -> None:
    rows = (("产品名称", "星桥服务端"), ("目标版本", "V8.2.1"), ("指导意见", "先备份"))
    grid = Grid(tuple(tuple(Cell(text, str(n)) for text in row) for n, row in enumerate(rows, 3)))
    found = read_fieldlines((), (grid,), NAMES)
    assert [(f.key, f.value, f.place) for f in found] == [
        ("product", "星桥服务端", "3"),
        ("version", "V8.2.1", "4"),
        ("guidance", "先备份", "5"),
    ]


@pytest.mark.parametrize(
    ("text", "lead", "said"),
    [
        ("灰度升级  负责人：孙丽  完成时间：12月3日", "灰度升级", (("owner", "孙丽"), ("due", "12月3日"))),
        ("负责人 周航", "", (("owner", "周航"),)),
        ("灰度升级 孙丽 12月3日", "灰度升级 孙丽 12月3日", ()),
    ],
)
def test_labels_within_a_row_are_told_from_what_stands_before(
    text: str, lead: str, said: tuple[tuple[str, str], ...]
) -> None:
    names = FieldNames({"owner": ("负责人",), "due": ("完成时间",)})
    assert split_labels(text, names) == (lead, said)


def test_a_hundred_thousand_colons_are_read_in_bounded_time() -> None:
    assert fields_of("：" * 100_000 + "\n" + "版本：8.2.1") == [("version", "8.2.1", "2")]
