"""A cell of a plan's table that says a day for each of its owners makes a node of each."""

import pytest
from plan_mails import brief, read

SU = "【计划】星桥服务端8.2.1在线升级及版本限制"
HEAD = "| 节点 | 负责人 | 完成时间 |\n|---|---|---|\n| 灰度升级 | 孙丽 | 12月3日 |\n"
GRAY = ("rollout", "sunli", (), "12-03 18:00")
EAST = ("rollout-2", "sunli", (), "12-10 18:00")
SOUTH = ("rollout-3", "zhouhang", (), "12-15 18:00")


@pytest.mark.parametrize(
    ("row", "nodes"),
    [
        ("| 全量升级 | 孙丽 12月10日；周航 12月15日前 | |", [GRAY, EAST, SOUTH]),
        ("| 全量升级 | 孙丽（华东）12月10日，周航（华南）12月15日 | |", [GRAY, EAST, SOUTH]),
        ("| 全量升级 | 孙丽、周航 | 华东12月10日，华南12月15日 |", [GRAY, EAST, SOUTH]),
        ("| 全量升级 | | 华东12月10日、华南12月15日前 |", [GRAY, EAST, SOUTH]),
        ("| 全量升级 | 孙丽 12月10日 | |", [GRAY, EAST]),
        # A day that stands for nobody in particular is shared.
        ("| 全量升级 | 孙丽、周航 | 12月10日 |", [GRAY, ("rollout-2", "sunli", ("zhouhang",), "12-10 18:00")]),
    ],
)
def test_each_owner_has_their_own_day(row: str, nodes: list[tuple[str, str, tuple[str, ...], str]]) -> None:
    assert brief(read(SU, HEAD + row)) == nodes


def test_the_parts_are_told_apart_by_their_titles() -> None:
    understood = read(SU, HEAD + "| 全量升级 | 孙丽、周航 | 华东12月10日，华南12月15日 |")
    assert [node["title"] for node in understood.nodes] == ["灰度升级", "全量升级（华东）", "全量升级（华南）"]


def test_several_days_for_one_owner_are_asked_about() -> None:
    understood = read(SU, HEAD + "| 全量升级 | 孙丽 | 12月10日或12月15日 |")
    assert [fault.reason for fault in understood.faults] == ["alternatives"]
