"""Header cells as people write them name the shipped columns, and what only looks like one names none."""

import tomllib
from pathlib import Path

import pytest

from mailbot.inbound.forms.tables.headers import Headers
from mailbot.inbound.forms.tables.tables import read_table
from mailbot.inbound.writing import Cell, Grid

RULES = Path(__file__).parents[2] / "rules" / "fields.toml"
COLUMNS = {
    column["key"]: (*column["title"].values(), *column.get("names", ()))
    for column in tomllib.loads(RULES.read_text("utf-8"))["column"]
}


def assigned(*texts: str) -> list[str]:
    """The keys that a row of header cells is given, "" for a column without."""
    headers = Headers(COLUMNS)
    keys = [""] * len(texts)
    for match in headers.assign([headers.keys(text) for text in texts]):
        keys[match.column] = match.key
    return keys


@pytest.mark.parametrize(
    ("header", "keys"),
    [
        (
            "序号|节点|负责部门|负责人|计划完成时间|实际完成时间|完成情况|备注",
            "number|title|department|owner|due|done_at|state|remark",
        ),
        ("* 节点名称|负 责 人：|完成时间（计划）", "title|owner|due"),
        ("節點|負責人|計劃完成時間", "title|owner|due"),
        ("节点\n(Node)|负责人\n(Owner)|截止\n(Due)", "title|owner|due"),
        ("节点Node|负责人Owner|完成时间Due Date", "title|owner|due"),
        ("ＮＯ．|Task Name|OWNER|Due  date", "number|title|owner|due"),
        ("里程碑节点|对应负责人|计划上线时间", "title|owner|due"),
        ("事项|牵头部门/负责人|时间要求", "title|owner|due"),
        ("时间节点|工作任务|负责人", "due|title|owner"),
        ("阶段|任务|责任人|起止时间", "|title|owner|due"),
        ("节点|计划时间（开始-结束）", "title|due"),
        ("节点|开始日期|天数|结束日期", "title|start||due"),
        ("节点|原计划完成时间|调整后完成时间", "title||due"),
        ("节点|完成时间|计划完成时间", "title||due"),
        ("节点|完成时间（实际）|完成时间（计划）", "title|done_at|due"),
        ("节点|提测时间|发布时间", "title||"),
        ("节点|负责人|审核人|抄送", "title|owner||"),
        ("节点|负责人电话|负责人", "title||owner"),
        ("节点|原负责人|现负责人", "title||owner"),
        ("版本号|台数|占 比", "version|count|share"),
        ("Version|Number of servers|%", "version|count|share"),
        ("参数名称|目标值", "parameter|value"),
        ("节点|onwer|Deadline", "title|owner|due"),
        ("各位好，以下是星桥服务端升级的全部节点及负责人安排|负责人", "|owner"),
    ],
)
def test_a_header_is_understood_as_a_colleague_would(header: str, keys: str) -> None:
    assert assigned(*header.split("|")) == keys.split("|")


@pytest.mark.parametrize(
    ("rows", "record"),
    [
        (("步骤|操作|执行人|执行时间", "1|灰度升级|孙丽|12月3日", "2|全量|孙丽|12月4日"), "灰度升级"),
        (("升级批次|负责人|完成时间", "第一批|孙丽|12月3日"), "第一批"),
    ],
)
def test_what_the_records_are_about_is_found_under_any_name(rows: tuple[str, ...], record: str) -> None:
    grid = Grid(tuple(tuple(Cell(text, "1") for text in row.split("|")) for row in rows))
    table = read_table(grid, COLUMNS, required=("title", "due"))
    assert table is not None
    assert (table.rows[0].text("title"), table.rows[0].text("due")) == (record, "12月3日")
