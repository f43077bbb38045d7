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
    ],
)
def test_what_is_told_beside_a_table_is_its_node(beside: str, nodes: list[tuple[str, str, str]]) -> None:
    understood = read("【计划】星桥服务端 8.7.0 在线升级", _TABLE + beside)
    assert [(key, owner, due) for key, owner, _, due in brief(understood)] == [*_ROWS, *nodes]
