"""Plans whose nodes, fields and tables do not stand where one looks first: details below, several on a line, forms in fours."""

from typing import Any

import pytest
from plan_mails import CAMPAIGN, brief, context_of, plan_of, read

from mailbot.campaign.commands import FilePlan
from mailbot.inbound.forms.plan import read_amendment

SU, CR, PR = "【计划】星桥服务端8.2.1在线升级及版本限制", "【计划】星桥客户端5.6.0版本限制", "【计划】扩展参数下发"
GRAY, FULL, BARRED = (
    ("rollout", "sunli", (), "12-03 18:00"),
    ("rollout-2", "zhouhang", (), "12-11 18:00"),
    ("restrict", "hanbing", (), "12-18 00:00"),
)

LAID_OUT = {
    "a list on one line": (
        SU,
        "节点：灰度升级 孙丽 12/3；全量升级 周航 12/11；版本限制 韩冰 12/18 0点",
        [GRAY, FULL, BARRED],
    ),
    "a list on one line beside a line of its own": (
        SU,
        "灰度升级 孙丽 12/3；全量升级 周航 12/11\n版本限制 韩冰 12/18 0点",
        [GRAY, FULL, BARRED],
    ),
    "headings and labels below": (
        SU,
        "灰度升级\n负责人：孙丽\n完成时间：12月3日\n\n全量升级\n负责人：周航\n完成时间：12月11日\n\n"
        "版本限制\n负责人：韩冰\n完成时间：12月18日零点",
        [GRAY, FULL, BARRED],
    ),
    "a helper between owner and time": (
        SU,
        "节点：灰度升级\n负责人：孙丽\n协助：周航\n完成时间：12月3日\n节点：版本限制\n负责人：韩冰\n完成时间：12月18日零点",
        [("rollout", "sunli", ("zhouhang",), "12-03 18:00"), BARRED],
    ),
    "a bullet with bullets below": (
        SU,
        "- 灰度升级\n  - 负责人：孙丽\n  - 时间：12月3日\n- 版本限制\n  - 负责人：韩冰\n  - 时间：12月18日零点",
        [GRAY, BARRED],
    ),
}


@pytest.mark.parametrize(("subject", "text", "nodes"), LAID_OUT.values(), ids=LAID_OUT)
def test_the_nodes_are_found(subject: str, text: str, nodes: list[Any]) -> None:
    understood = read(subject, text)
    plan_of(understood)
    assert brief(understood) == nodes


def test_a_node_told_twice_is_one() -> None:
    """A sentence that repeats what a line has said adds nothing."""
    text = "灰度升级 孙丽 12/3\n全量升级 周航 12/11\n灰度孙丽 12/3，总结陈静 12/25。"
    assert [key for key, *_ in brief(read(SU, text))] == ["rollout", "rollout-2", "finalize"]


def test_a_restriction_with_its_owner_below_is_a_node_and_a_restriction() -> None:
    text = "版本获取 周航 12月4日\n\n• 版本限制：5.4 及以下\n  生效时间：2026-12-15 00:00\n  负责人：周航\n"
    understood = read(CR, text)
    assert brief(understood) == [("obtain", "zhouhang", (), "12-04 18:00"), ("restrict", "zhouhang", (), "12-15 00:00")]
    (restriction,) = understood.fields["restrictions"]
    assert (restriction["versions"], restriction["effective"]) == ("≤5.4", "2026-12-15T00:00:00+08:00")


NODES = "\n灰度升级 孙丽 12月3日\n全量升级 周航 12月11日\n"

FIELDS = {
    "guidance that goes on after a comma": (
        SU,
        "指导意见：先在测试门店验证，\n再分批升级；\n遇到老终端先加白名单。" + NODES,
        {"guidance": "先在测试门店验证，\n再分批升级；\n遇到老终端先加白名单。"},
    ),
    "batches named in brackets": (
        SU,
        "数量：20台（灰度），500台（全量）" + NODES,
        {"quantity": {"min": None, "max": 500}},
    ),
    "regions behind the word alone": (
        SU,
        "版本从官网获取，授权区域华东、华南。" + NODES,
        {"regions": ["华东", "华南"]},
    ),
    "regions in a sentence": (SU, "这次先做华东和华南，总数不超过300台。" + NODES, {"regions": ["华东", "华南"]}),
    "a trial is no authorisation": (SU, "先在华东试点。" + NODES, {"regions": None}),
    "a version on the site": (
        "[PLAN] Harbor Server 9.4.0 online upgrade",
        "Harbor Server 9.4.0 passed QA and is available on the official website.\nPilot upgrade: 孙丽, Dec 3\n",
        {"channel": "official"},
    ),
    "a product without its version": (
        "【计划】水杉计费扩展参数下发",
        "参数：log.level=WARN\n参数下发 孙丽 12月3日",
        {"product": "水杉计费"},
    ),
    "what a parameter is called is no product": (
        "【计划】心跳间隔扩展参数下发",
        "参数：log.level=WARN\n参数下发 孙丽 12月3日",
        {"product": None},
    ),
}


@pytest.mark.parametrize(("subject", "text", "fields"), FIELDS.values(), ids=FIELDS)
def test_the_field_is_read(subject: str, text: str, fields: dict[str, Any]) -> None:
    understood = read(subject, text)
    plan_of(understood)
    assert {name: understood.fields.get(name) for name in fields} == fields


def test_a_form_in_fours_is_no_table_of_restrictions() -> None:
    text = (
        "| 产品 | 星桥客户端 | 目标版本 | 5.6.2 |\n| 获取方式 | 官网 | 有效期 | 2026.12.10-2027.6.30 |\n"
        "| 限制版本 | 5.4及以下 | 生效时间 | 2026-12-20 |\n\n| 节点 | 负责人 | 完成时间 |\n| 版本限制 | 周航 | 12月20日 |\n"
    )
    understood = read("【计划】星桥客户端版本限制", text)
    assert [(r["versions"], r["effective"]) for r in understood.fields["restrictions"]] == [("≤5.4", "2026-12-20")]
    assert understood.fields["version"] == "5.6.2"


def test_parameters_above_nodes_in_one_sheet_are_two_tables() -> None:
    sheet = (
        "产品;星桥网关;\n参数名;参数值;\nheartbeat;30;\nretry;5;\n;;\n节点;负责人;完成时间\n参数下发;周航;2026-12-09\n"
    )
    understood = read(PR, "见附件。", files=(("下发.csv", sheet.encode("gb18030")),))
    assert understood.fields["parameters"] == [{"name": "heartbeat", "value": "30"}, {"name": "retry", "value": "5"}]
    assert brief(understood) == [("rollout", "zhouhang", (), "12-09 18:00")]


def test_a_column_of_nodes_beside_parameters_is_the_title() -> None:
    table = (
        "| 名称 | 值 | 节点 | 负责人 | 完成时间 |\n| --- | --- | --- | --- | --- |\n"
        "| log.level | WARN | 参数下发 | 周航 | 12月9日 |\n| log.keep | 90 | 参数下发 | 周航 | 12月9日 |\n"
    )
    understood = read(PR, table)
    assert brief(understood) == [("rollout", "zhouhang", (), "12-09 18:00")]
    assert [p["name"] for p in understood.fields["parameters"]] == ["log.level", "log.keep"]


def test_a_line_that_announces_changes_is_none() -> None:
    text = "好的，按孙丽的意见改：\n全量升级 周航 12月15日"
    understood = read_amendment(context_of("回复: 【计划】星桥服务端", text, campaign=CAMPAIGN))
    assert understood is not None
    (plan,) = understood.commands
    assert isinstance(plan, FilePlan)
    assert [(n.key, n.owner) for n in plan.nodes] == [("rollout-2", "zhouhang@corp.example")]
