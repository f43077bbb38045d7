"""A plan mail in a campaign: a revision, or an order as a field (状态, 移交, 放行)."""

import pytest
from plan_mails import CAMPAIGN, LATER, ZHOU, brief, plan_of, read

from mailbot.campaign.commands import (
    CancelCampaign,
    Command,
    HandOver,
    PauseCampaign,
    ResumeCampaign,
    StartCampaign,
    WaiveGate,
)
from mailbot.campaign.planned import Quantity
from mailbot.inbound.forms.context import Understanding

SUBJECT = "【计划】[SU-2026-0007] 星桥服务端8.2.1在线升级及版本限制"
TABLE = """| 节点 | 负责人 | 完成时间 |
|---|---|---|
| 灰度升级 | 孙丽 | 12月3日 |
| 全量升级 | 周航 | {due} |
| 版本限制 | 韩冰 | 12月22日 0点 |
| 总结 | 陈静 | 12月30日 |
"""


def revise(text: str, subject: str = SUBJECT) -> Understanding:
    return read(subject, text, campaign=CAMPAIGN, mailed=LATER)


def test_a_whole_plan_in_a_campaign_is_a_revision_of_its_kind() -> None:
    understood = revise("版本：8.2.1\n" + TABLE.format(due="12月15日"))
    plan = plan_of(understood)
    assert (understood.kind, plan.campaign_kind, plan.partial) == ("revision", "server_upgrade", False)
    assert brief(understood) == [
        ("rollout", "sunli", (), "12-03 18:00"),
        ("rollout-2", "zhouhang", (), "12-15 18:00"),
        ("restrict", "hanbing", (), "12-22 00:00"),
        ("finalize", "chenjing", (), "12-30 18:00"),
    ]
    assert plan.given == frozenset({"version"})


@pytest.mark.parametrize(
    "above",
    [
        "孙丽、周航：全量改到 12 月 15 日，华东不变。修订后的计划：",
        "跟客户沟通后限制时间往后推一周，其他不变，更新后的计划：",
        "周航、孙丽：全量的窗口往后挪，全量升级改到12/15，其余照旧，修订后的计划如下：",
        "Hi all, the second rollout has moved to 12/15, the rest is unchanged. The revised plan:",
    ],
)
def test_what_stands_above_a_revised_plan_about_its_changes_is_no_node_and_no_limit(above: str) -> None:
    understood = revise(f"{above}\n\n" + TABLE.format(due="12月15日"))
    assert brief(understood) == brief(revise(TABLE.format(due="12月15日")))
    assert (understood.faults, plan_of(understood).restrictions) == ((), ())


def test_what_stands_above_a_revised_plan_with_figures_of_its_own_is_read() -> None:
    understood = revise("数量改为 800 台，其余照旧。修订后的计划：\n\n" + TABLE.format(due="12月15日"))
    assert plan_of(understood).quantity == Quantity(max=800)


def test_a_past_row_that_is_unchanged_or_done_is_not_asked_about() -> None:
    assert revise(TABLE.format(due="12月15日")).faults == ()


def test_a_past_row_that_is_changed_is_asked_about() -> None:
    assert [(f.reason, f.field) for f in revise(TABLE.format(due="12月4日")).faults] == [
        ("within-30-days-past", "nodes[2].due")
    ]


def test_fields_that_the_mail_does_not_speak_of_are_not_given() -> None:
    plan = plan_of(revise("版本：8.2.2\n"))
    assert (plan.version, plan.given, plan.nodes, plan.title) == ("8.2.2", frozenset({"version"}), (), CAMPAIGN.title)


def test_the_title_of_the_thread_gives_no_version_anew() -> None:
    assert plan_of(revise("数量：不超过800\n")).given == frozenset({"quantity"})


def test_a_revision_of_a_few_rows_leaves_the_others() -> None:
    plan = plan_of(revise("全量升级 周航 12月15日\n"))
    assert plan.partial
    assert [(n.key, n.owner) for n in plan.nodes] == [("rollout-2", ZHOU)]


def test_a_revision_misses_only_what_the_campaign_lacks_too() -> None:
    assert "quantity" not in revise("版本：8.2.2\n").missing
    assert "guidance" in revise("版本：8.2.2\n").missing


def test_another_kind_is_handed_on_to_be_refused() -> None:
    assert plan_of(revise("策略类型：参数下发\n参数：a.b=1\n")).campaign_kind == "parameter_rollout"


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("状态：取消\n原因：客户窗口变更", CancelCampaign(reason="客户窗口变更")),
        ("状态: 已取消，不做了", CancelCampaign(reason="不做了")),
        ("取消", CancelCampaign()),
        ("状态：暂停", PauseCampaign()),
        ("Status: on hold", PauseCampaign()),
        ("状态：恢复", ResumeCampaign()),
        ("状态：启动", StartCampaign()),
        ("移交：王磊", HandOver(to="wanglei@corp.example")),
        ("放行：缺陷3不影响本次范围", WaiveGate(reason="缺陷3不影响本次范围")),
    ],
)
def test_orders_are_taken_as_orders(text: str, command: Command) -> None:
    understood = revise(text)
    (found,) = understood.commands
    assert understood.kind == command.kind
    assert (type(found), getattr(found, "reason", ""), getattr(found, "to", "")) == (
        type(command),
        getattr(command, "reason", ""),
        getattr(command, "to", ""),
    )


def test_a_status_that_is_no_order_is_none() -> None:
    assert revise("状态：进行中\n版本：8.2.2\n").kind == "revision"


def test_a_hand_over_to_somebody_unknown_is_asked_about() -> None:
    (fault,) = revise("移交：王某").faults
    assert (fault.reason, fault.words, fault.nearest) == ("unknown-person", "王某", ("王磊",))


def test_an_order_without_a_campaign_is_asked_about() -> None:
    assert [f.reason for f in read("【计划】星桥", "状态：取消").faults] == ["no-campaign"]


@pytest.mark.parametrize(
    "text",
    [
        "因大客户封网，全量升级延到12月16日，版本限制相应延到12月23日零点，总结12月30日。其他不变，请知悉。",
        "1. 全量升级 12/11→12/16\n2. 版本限制 12/18→12月23日0点\n3. 总结 12月30日",
    ],
)
def test_a_day_without_a_verb_goes_on_with_the_days_before_it(text: str) -> None:
    understood = revise(text)
    assert [(n.key, f"{n.due:%m-%d}") for n in plan_of(understood).nodes if n.due] == [
        ("rollout-2", "12-16"),
        ("restrict", "12-23"),
        ("finalize", "12-30"),
    ]


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("全量升级之后加一步“试点门店验收”，孙丽，12月16日。", "试点门店验收"),
        ("升级前先补一步数据库备份，孙丽负责，12月10日完成", "数据库备份"),
        ("增加节点：华南升级，周航，12月14日", "华南升级"),
    ],
)
def test_a_step_is_added_beside_the_node_that_it_goes_before(text: str, added: str) -> None:
    assert [(n.title, n.add) for n in plan_of(revise(text)).nodes] == [(added, True)]


@pytest.mark.parametrize("text", ["升级前先做演练，孙丽，12月10日完成", "上线前先做一轮演练，孙丽负责，12月10日"])
def test_work_before_a_node_is_not_the_node(text: str) -> None:
    assert [f.reason for f in revise(text).faults] == ["order-not-understood"]
