"""A notice's sections are found however its headings are marked, and what is no section is left alone."""

import pytest

from mailbot.inbound.forms.tables.outline import outline, unnumbered
from mailbot.inbound.writing import Line

TOPICS = {"背景": "background", "授权": "authorisation", "安排": "schedule", "要求": "guidance", "Scope": "authorisation"}


def topic_of(title: str, *, marked: bool, alone: bool, colon: bool) -> str:
    return TOPICS.get(title, "")


def lines_of(text: str) -> tuple[Line, ...]:
    return tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1))


def sections(text: str) -> list[tuple[str, str, str, list[str]]]:
    """(title, topic, what stands behind it, the lines below that are not blank) of each section."""
    return [
        (one.title, one.topic, one.rest, [line.text.strip() for line in one.lines if line.text.strip()])
        for one in outline(lines_of(text), topic_of)
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "{n}、{t}",
        "{n}.{t}",
        "{n}、{t}：",
        "## {t}",
        "## {n}、{t}",
        "**{t}**",
        "**{n}、{t}**",
        "【{t}】",
        "{n}、【{t}】",
        "▶ {t}",
        "■{t}",
        "-- {t} --",
        "=== {t} ===",
        "第{n}部分 {t}",
        "{t}：",
        "    {n}、{t}",
    ],
)
def test_every_mark_of_headings_parts_the_mail(heading: str) -> None:
    parts = [heading.format(n=n, t=t) for n, t in (("一", "背景"), ("二", "授权"), ("三", "安排"))]
    text = f"各位好：\n\n{parts[0]}\n很久以前\n\n{parts[1]}\n1. 数量：500\n2. 区域：华东\n\n{parts[2]}\n1. 灰度 孙丽"
    assert sections(text) == [
        ("背景", "background", "", ["很久以前"]),
        ("授权", "authorisation", "", ["1. 数量：500", "2. 区域：华东"]),
        ("安排", "schedule", "", ["1. 灰度 孙丽"]),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Marks that lists have, too, head sections where what is below is no item of theirs.
        (
            "1、背景\n很久\n2、授权\na) 500 台\n3、其他\n没有",
            [("背景", "background", "", ["很久"]), ("授权", "authorisation", "", ["a) 500 台"]), ("其他", "", "", ["没有"])],
        ),
        ("1. 背景\n2. 授权\n3. 要求", []),
        ("一、要求：升级前备份\n二、安排\n1. 灰度", [("要求", "guidance", "升级前备份", []), ("安排", "schedule", "", ["1. 灰度"])]),
        ("【背景】日志太多\n【安排】\n灰度", [("背景", "background", "日志太多", []), ("安排", "schedule", "", ["灰度"])]),
        # A sibling whose title says nothing still ends what is above it.
        ("一、要求\n备份\n二、张三说的话\n很长", [("要求", "guidance", "", ["备份"]), ("张三说的话", "", "", ["很长"])]),
        # Plain words behind a blank line belong to no list above them.
        ("一、要求\n1. 备份\n2. 自检\n\n请大家回复。", [("要求", "guidance", "", ["1. 备份", "2. 自检"])]),
        ("    一、要求\n    1. 备份\n    2. 自检\n\n    请各部门回复确认。\n\n      产品部", [("要求", "guidance", "", ["1. 备份", "2. 自检"])]),
        ("一、要求\n  备份\n\n  自检\n\n陈静", [("要求", "guidance", "", ["备份", "自检"])]),
        ("一、要求\n备份\n\n自检\n\n特此通知", [("要求", "guidance", "", ["备份", "自检"])]),
        # Without a mark a section ends with its block.
        ("授权：\n500 台\n\n灰度 孙丽 12月3日", [("授权", "authorisation", "", ["500 台"])]),
        ("授权：500 台\n灰度 孙丽 12月3日", [("授权", "authorisation", "500 台", [])]),
        ("大家好\nScope\n说的是范围", []),
        ("大家好\n\nScope\n- up to 20", [("Scope", "authorisation", "", ["- up to 20"])]),
        ("", []),
    ],
)
def test_a_section_ends_where_a_reader_sees_it_end(text: str, expected: list[tuple[str, str, str, list[str]]]) -> None:
    assert sections(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3.1 华东：孙丽\n3.2 华南：周航", ["• 华东：孙丽", "• 华南：周航"]),
        ("1.1 heartbeat.interval = 30", ["• heartbeat.interval = 30"]),
        ("8.3 及以下限制\n8.5 可以用", ["8.3 及以下限制", "8.5 可以用"]),
        ("8.3.2 已发布", ["8.3.2 已发布"]),
    ],
)
def test_decimal_numbers_go_and_versions_stay(text: str, expected: list[str]) -> None:
    assert [line.text for line in unnumbered(lines_of(text))] == expected


def test_hostile_headings_are_bounded() -> None:
    text = "\n".join(["一、" * 300, "【" * 3000, "*" * 5000, "【" + "背" * 4000] * 50)
    assert sections(text) == []
