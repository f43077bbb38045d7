"""The words of a summary: what only hands the query's table over, or says 发布, is none of them (SPEC 1, 9 "Stages")."""

import pytest
from sayings import campaign, context

from mailbot.campaign.commands import WriteSummary
from mailbot.campaign.outcome import Row
from mailbot.inbound.interpret import interpret

TABLE = (("查询.csv", "版本,数量\n8.2.1,480\n8.0,20\n".encode()),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("发布", ""),
        ("见附件，发布", ""),
        ("附上查询表", ""),
        ("Please publish, see attached", ""),
        ("总结：升级顺利，无遗留。\n发布", "升级顺利，无遗留。"),
        ("后台查询结果见附件。\n总体顺利，内存问题靠参数解决。\n发布", "总体顺利，内存问题靠参数解决。"),
        ("8.2.1 按计划完成，无客户投诉。发布。", "8.2.1 按计划完成，无客户投诉。"),
        ("升级顺利；问题都已处理。请发布吧！", "升级顺利；问题都已处理。"),
        ("遗留一项。8.2.2 下周发布。", "遗留一项。8.2.2 下周发布。"),
        ("发布时遇到两次回退，已处理。\n谢谢", "发布时遇到两次回退，已处理。"),
    ],
)
def test_what_hands_the_figures_over_is_no_part_of_the_summary(text: str, words: str) -> None:
    of = campaign(stage="finalizing")
    rows = (Row(n=1, campaign=of.code, asks="summary"),)
    read = interpret(context(text, sender="陈静", to=of, rows=rows, under={"purpose": "finalize"}, attachments=TABLE))
    assert [x.text for x in read.commands if isinstance(x, WriteSummary)] == [words]


@pytest.mark.parametrize(
    ("table", "counted"),
    [
        ("版本,数量\n8.2.1,30", [("8.2.1", 30)]),
        ("版本\t台数\n8.2.1\t30", [("8.2.1", 30)]),
        ("Version, Count\n8.2.1, 30\n", [("8.2.1", 30)]),
        ("8.2.1，30 台升级顺利。", []),
        ("后台查询：8.2.1：60 台，8.0.3：4 台。", [("8.2.1", 60), ("8.0.3", 4)]),
        ("查询：8.2.1 有 880 台，8.0.3 还有 120 台", [("8.2.1", 880), ("8.0.3", 120)]),
        ("后台查询：8.2.1：60 台", []),
        ("8.2.1 60 台在华东，8.2.1 4 台在华南", []),
    ],
)
def test_a_table_of_one_version_counts(table: str, counted: list[tuple[str, int]]) -> None:
    of = campaign(stage="finalizing")
    rows = (Row(n=1, campaign=of.code, asks="summary"),)
    read = interpret(context(f"总结：全部升级完成，运行稳定。\n\n{table}", sender="陈静", to=of, rows=rows, under={"purpose": "finalize"}))
    found = next(x for x in read.commands if isinstance(x, WriteSummary))
    assert ([(r.version, r.count) for r in found.coverage], "运行稳定" in found.text) == (counted, True)
