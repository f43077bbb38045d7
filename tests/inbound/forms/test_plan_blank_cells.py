"""Tables as text whose first header is blank, and forms above them that are called as nodes are (SPEC 3 "Body")."""

import pytest

from tests.inbound.forms.plan_mails import brief, read

_SUBJECT = "【计划】云仓服务端8.2.1在线升级"
_NODES = [("rollout", "sunli", (), "12-07 18:00"), ("rollout-2", "zhouhang", (), "12-11 18:00"), ("restrict", "hanbing", (), "12-18 18:00")]
_ROWS = ["1 | 灰度升级 | 孙丽 | 12月7日 | 先 20 台", "2 | 全量升级 | 周航 | 12月11日 | ", "3 | 版本限制 | 韩冰 | 12月18日 | 8.0及以下"]
_HEADER = " | 事项 | 负责人 | 完成时间 | 备注"
_FORM = "产品 | 云仓服务端\n数量 | 不超过300台\n版本获取 | 官网\n"


@pytest.mark.parametrize(
    "text",
    [
        "\n".join([_HEADER, *_ROWS]),
        "\n".join([_HEADER, *_ROWS]).replace(" | ", "\t"),
        f"{_FORM}" + "\n".join([_HEADER, *_ROWS]),
        # the first column of remarks, blank but in one row
        "要求 | 事项 | 负责人 | 完成时间\n先 20 台 | 灰度升级 | 孙丽 | 12月7日\n | 全量升级 | 周航 | 12月11日\n | 版本限制 | 韩冰 | 12月18日",
        # bars at the edges enclose nothing
        "| 事项 | 负责人 | 完成时间 |\n| 灰度升级 | 孙丽 | 12月7日 |\n| 全量升级 | 周航 | 12月11日 |\n版本限制 | 韩冰 | 12月18日",
    ],
)
def test_a_blank_cell_at_a_rows_beginning_is_one(text: str) -> None:
    assert brief(read(_SUBJECT, text))[:3] == _NODES


@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_forms_cell_is_a_field_though_a_node_is_called_so(gap: str) -> None:
    understood = read(_SUBJECT, f"{_FORM}{gap}节点 | 负责人 | 完成时间\n版本获取 | 孙丽 | 12月4日\n升级 | 孙丽 | 12月7日")
    assert (understood.fields.get("channel"), [key for key, *_ in brief(understood)]) == ("official", ["obtain", "rollout"])


def test_lines_that_are_no_columns_are_read_by_themselves() -> None:
    text = "时间节点：\n  12/9  华东  孙丽  升级\n  12/11 华南  周航  升级\n  12/18 总结  陈静"
    assert [(key, owner, due) for key, owner, _, due in brief(read("【计划】磐石计费comsvr 4.1.0 组件升级", text))] == [
        ("rollout", "sunli", "12-09 18:00"),
        ("rollout-2", "zhouhang", "12-11 18:00"),
        ("finalize", "chenjing", "12-18 18:00"),
    ]
