"""What sentences tell beside a table or a list of nodes is part of the plan, too."""

import pytest

from tests.inbound.forms.plan_mails import brief, read

_TABLE = "区域 | 负责人 | 升级时间\n华东 | 孙丽 | 12月4日\n华南 | 周航 | 12月8日\n\n"
_ROWS = [("rollout", "sunli", "12-04 18:00"), ("rollout-2", "zhouhang", "12-08 18:00")]


@pytest.mark.parametrize(
    ("beside", "nodes"),
    [
        ("全部升完后韩冰12月21日0点起限制8.0及以下。", [("restrict", "hanbing", "12-21 00:00")]),
        ("最后我在12月25日前发总结。", [("finalize", "chenjing", "12-25 18:00")]),
        ("海外林涛12月15日升完。", [("rollout-3", "lintao", "12-15 18:00")]),
        # What repeats a row, asks for an answer or reports is no node.
        ("华东这边孙丽12月4日升完，请知悉。", []),
        ("请孙丽12月2日前回复确认。", []),
        ("孙丽11月20日已经试升过5台。", []),
        ("周航12月7日到12月9日休假，期间找李想。", []),
        ("陈静今天在客户现场，由我代发。", []),
    ],
)
def test_what_is_told_beside_a_table_is_its_node(beside: str, nodes: list[tuple[str, str, str]]) -> None:
    understood = read("【计划】星桥服务端 8.7.0 在线升级", _TABLE + beside)
    assert [(key, owner, due) for key, owner, _, due in brief(understood)] == [*_ROWS, *nodes]
    assert [fault.words for fault in understood.faults] == []


def test_a_part_without_a_day_beside_a_table_is_asked_about() -> None:
    understood = read("【计划】星桥服务端 8.7.0 在线升级", f"{_TABLE}海外林涛负责。")
    assert [fault.words for fault in understood.faults] == ["海外林涛负责"]


def test_who_does_something_else_beside_a_table_of_nodes_is_left_alone() -> None:
    table = "节点 | 负责人 | 完成时间\n灰度升级 | 孙丽 | 12月3日\n全量升级 | 周航 | 12月11日\n\n"
    understood = read("【计划】星桥服务端 8.7.0 在线升级", f"{table}李想会在12月2日跟客户打招呼。")
    assert ([(owner, due) for _, owner, _, due in brief(understood)], understood.faults) == ([("sunli", "12-03 18:00"), ("zhouhang", "12-11 18:00")], ())
