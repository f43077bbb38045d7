"""Revisions: a whole new plan, or only the lines that change; what stays, and who hears (SPEC 1, 9 "Plans")."""

import pytest
from plans import TITLE, TWO
from telling import answers, exported, heard, nodes, reasons, said, states
from theatre import PEOPLE, PlayHouse

from mailbot.outbound.write import write


@pytest.fixture
def agreed(house: PlayHouse) -> PlayHouse:
    """Both departments have agreed; it is Tuesday."""
    house.receives(TITLE, TWO)
    opened = house.last(template="plan-opened")
    house.replies("同意", to=opened, sender="孙丽")
    house.replies("同意", to=opened, sender="周航")
    house.passes(days=1)
    return house


def differences(house: PlayHouse) -> list[str]:
    return [
        f"{d['what']} {d['node']}: {d['before']} → {d['after']}".replace(" : ", ": ")
        for d in house.last(template="plan-revised").facts["differences"]
    ]


def test_a_whole_new_plan_by_code_is_revision_2_with_what_changed_line_by_line(agreed: PlayHouse) -> None:
    revised = TWO.replace("2026-12-11", "2026-12-14").replace("500 台", "600 台")
    done = agreed.receives("[PLAN] SU-2026-0001 星桥服务端8.2.1在线升级", revised)
    assert (said(done), agreed.campaign().revision) == ("accepted revision", 2)
    assert differences(agreed) == [
        "quantity: –500 → –600",
        "nodes.due rollout-2: 2026-12-11T18:00+08:00 → 2026-12-14T18:00+08:00",
    ]
    # the quantity touches every department
    assert (answers(agreed), agreed.campaign().stage) == (
        {"华东业务部": "pending", "华南业务部": "pending"},
        "tracking",
    )
    assert agreed.verifies()


def test_a_whole_new_plan_as_a_reply_revises_and_confirmations_survive_where_nothing_changed(
    agreed: PlayHouse,
) -> None:
    receipt = next(p for p in agreed.posts(to="陈静", purpose="receipt"))
    done = agreed.replies(TWO.replace("2026-12-11", "2026-12-14"), to=receipt, sender="陈静")
    assert said(done) == "accepted revision"
    assert answers(agreed) == {"华东业务部": "confirmed", "华南业务部": "pending"}
    assert agreed.last(template="plan-revised").to == ("zhouhang@corp.example",)
    assert exported(agreed)["nodes"][1]["baseline"] == "2026-12-11T18:00:00+08:00"


@pytest.mark.parametrize(
    ("change", "hear"),
    [
        pytest.param("2 改到 12月14日", ["周航"], id="one-node"),
        pytest.param("3 负责人 林涛", ["林涛", "韩冰"], id="another-owner"),
        pytest.param("4 改到 12月30日", [], id="the-summary-of-the-pm"),
        pytest.param("指导意见：先灰度，观察两天", ["孙丽", "周航", "韩冰", "吴敏", "郑凯"], id="everybody"),
    ],
)
def test_a_revision_is_shown_to_those_whom_it_touches_and_to_nobody_else(agreed: PlayHouse, change: str, hear: list[str]) -> None:
    since = len(agreed.posts())
    receipt = next(p for p in agreed.posts(to="陈静", purpose="receipt"))
    assert said(agreed.replies(change, to=receipt, sender="陈静")) == "accepted revision"
    told = {a for p in agreed.posts()[since:] if p.template == "plan-revised" for a in (*p.to, *p.cc)}
    assert told == {PEOPLE[name] for name in hear}


def test_rows_left_out_are_dropped_new_ones_added_and_done_ones_stay(agreed: PlayHouse) -> None:
    opened = agreed.last(template="plan-opened")
    assert said(agreed.replies("灰度升级已完成", to=opened, sender="孙丽")) == "accepted node_result"
    revised = """产品：星桥服务端
版本：8.2.1

| 节点 | 部门 | 负责人 | 完成时间 |
| 灰度升级 | 华东业务部 | 孙丽 | 2026-12-03 |
| 收尾升级 | 海外业务部 | 林涛 | 2026-12-16 |
| 版本限制 | 技术部 | 韩冰 | 2026-12-18 |
"""
    done = agreed.receives("[PLAN] SU-2026-0001", revised)
    assert said(done) == "accepted revision"
    assert nodes(agreed) == [
        "rollout 孙丽 12-03 18:00 done",
        "rollout-3 林涛 12-16 18:00 pending",
        "restrict 韩冰 12-18 18:00 pending",
        "rollout-2 周航 12-11 18:00 cancelled",
        "finalize 陈静 12-25 18:00 pending",
    ]
    assert answers(agreed) == {"华东业务部": "confirmed", "海外业务部": "pending"}
    assert agreed.verifies()


def test_a_renamed_row_is_the_same_node(agreed: PlayHouse) -> None:
    done = agreed.receives("[PLAN] SU-2026-0001", TWO.replace("全量升级", "全网升级"))
    assert said(done) == "accepted revision"
    assert differences(agreed) == ["nodes.title rollout-2: 全量升级 → 全网升级"]


def test_only_the_lines_that_change_are_written(agreed: PlayHouse) -> None:
    receipt = next(p for p in agreed.posts(to="陈静", purpose="receipt"))
    done = agreed.replies("2 负责人 林涛", to=receipt, sender="陈静")
    assert said(done) == "accepted revision"
    assert nodes(agreed)[1] == "rollout-2 林涛 12-11 18:00 pending"
    assert len(states(agreed)) == 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 完成时间 12月14日", "rollout-2 周航 12-14 18:00 pending"),
        ("全量升级 负责人：林涛", "rollout-2 林涛 12-11 18:00 pending"),
        ("2 负责人 林涛，完成时间 12月14日", "rollout-2 林涛 12-14 18:00 pending"),
    ],
)
def test_a_line_may_name_the_row_in_several_ways(agreed: PlayHouse, text: str, expected: str) -> None:
    receipt = next(p for p in agreed.posts(to="陈静", purpose="receipt"))
    done = agreed.replies(text, to=receipt, sender="陈静")
    assert (said(done), nodes(agreed)[1]) == ("accepted revision", expected)


def test_a_field_alone_is_changed_by_a_line(agreed: PlayHouse) -> None:
    receipt = next(p for p in agreed.posts(to="陈静", purpose="receipt"))
    assert said(agreed.replies("区域范围：华东、华南、海外", to=receipt, sender="陈静")) == "accepted revision"
    assert (exported(agreed)["regions"], len(states(agreed))) == (["华东", "华南", "海外"], 4)


def test_a_revision_by_somebody_else_is_refused_and_changes_nothing(agreed: PlayHouse) -> None:
    refused = agreed.receives("[PLAN] SU-2026-0001", TWO.replace("2026-12-11", "2026-12-14"), sender="孙丽")
    assert (said(refused), reasons(agreed, refused), agreed.campaign().revision) == (
        "rejected revision",
        ["not-the-pm"],
        1,
    )


def test_a_revision_that_changes_nothing_is_said_to(agreed: PlayHouse) -> None:
    same = agreed.receives("[PLAN] SU-2026-0001 星桥服务端8.2.1在线升级", TWO)
    assert (said(same), reasons(agreed, same), agreed.campaign().revision) == (
        "rejected revision",
        ["nothing-changed"],
        1,
    )


def test_a_pm_who_reminds_of_the_plan_as_it_is_has_nothing_to_put_right(agreed: PlayHouse) -> None:
    opened = agreed.last(template="plan-opened")
    assert said(agreed.replies("提醒：全量升级 12月11日 完成，请大家抓紧", to=opened, sender="陈静")) == "accepted note"
    assert agreed.campaign().revision == 1


def test_rows_that_are_past_may_be_repeated(agreed: PlayHouse) -> None:
    agreed.passes(until="2026-12-08T10:00")
    done = agreed.receives("[PLAN] SU-2026-0001", TWO.replace("2026-12-11", "2026-12-14"))
    assert said(done) == "accepted revision"
    assert nodes(agreed)[:2] == ["rollout 孙丽 12-03 18:00 pending", "rollout-2 周航 12-14 18:00 pending"]


def test_a_revision_of_a_restriction_asks_the_departments_again(agreed: PlayHouse) -> None:
    done = agreed.receives("[PLAN] SU-2026-0001", TWO + "\n版本限制：8.0 及以下，2026-12-18 起\n")
    assert said(done) == "accepted revision"
    assert answers(agreed) == {"华东业务部": "pending", "华南业务部": "pending"}


def test_a_confirmation_of_the_revision_moves_a_planning_campaign_on(house: PlayHouse) -> None:
    house.receives(TITLE, TWO)
    house.replies("同意", to=house.last(template="plan-opened"), sender="孙丽")
    house.receives("[PLAN] SU-2026-0001", TWO.replace("2026-12-11", "2026-12-14"))
    house.replies("同意", to=house.last(template="plan-revised"), sender="周航")
    assert (house.campaign().stage, house.campaign().revision) == ("tracking", 2)


def test_the_calendar_follows_the_revision(agreed: PlayHouse) -> None:
    before = len(agreed.posts())
    agreed.receives("[PLAN] SU-2026-0001", TWO.replace("2026-12-11", "2026-12-14"))
    # 周航 alone hears of it: the entry goes with the notice.
    told = agreed.last(template="plan-revised")
    assert ([line for line in heard(agreed, before) if "notice" in line], told.facts["calendar"][0]["nodes"]) == (
        ["notice plan-revised → 周航"],
        ["rollout-2"],
    )
    octets = write(told, agreed.house.templates, agreed.house.rules.company)
    assert (octets.count(b"Content-Type: text/calendar"), "附件是您的节点日程" in agreed.text(told)) == (1, True)


def test_the_pm_puts_a_node_off_by_a_word_and_need_not_agree_with_themself(agreed: PlayHouse) -> None:
    receipt = next(p for p in agreed.posts(to="陈静", purpose="receipt"))
    done = agreed.replies("全量升级改到12月14日", to=receipt, sender="陈静")
    assert (said(done), nodes(agreed)[1]) == ("accepted postponement", "rollout-2 周航 12-14 18:00 pending")


def test_finalize_follows_the_last_node_as_long_as_no_plan_names_it(agreed: PlayHouse) -> None:
    agreed.receives("[PLAN] SU-2026-0001", TWO.replace("2026-12-18", "2026-12-21"))
    assert nodes(agreed)[-1] == "finalize 陈静 12-28 18:00 pending"


CR = """产品：星桥客户端
版本：5.6
限制：5.2 及以下，12月18日起

1. 12月18日 版本限制 孙丽
"""


@pytest.mark.parametrize(
    ("text", "restrictions"),
    [
        ("限制：5.2 及以下，12月21日起", [("≤5.2", "2026-12-21", None, None)]),
        ("限制：5.3 及以下，12月21日起；华南延迟到 2027年1月8日", [("≤5.3", "2026-12-21", "2027-01-08", "华南")]),
    ],
)
def test_another_restriction_is_neither_a_due_time_nor_the_version(
    house: PlayHouse, text: str, restrictions: list[tuple[str | None, ...]]
) -> None:
    house.receives("【计划】星桥客户端 5.6 的版本限制", CR)
    before = nodes(house)
    assert said(house.receives("【计划】CR-2026-0001", text)) == "accepted revision"
    shown = exported(house)
    found = [(r["versions"], r["effective"], r["delayed_until"], r["scope"]) for r in shown["restrictions"]]
    assert (found, shown["version"], nodes(house)) == (restrictions, "5.6", before)


def test_a_row_that_is_called_off_is_not_the_campaign(house: PlayHouse) -> None:
    house.receives(TITLE, TWO)
    plan = house.last(template="receipt")
    assert said(house.replies("3 取消", to=plan, sender="陈静")) == "accepted revision"
    assert (house.campaign().stage, [n.title for n in house.campaign().nodes if n.state == "cancelled"]) == (
        "planning",
        ["版本限制"],
    )


def test_what_was_not_understood_beside_a_new_day_is_asked_about_with_it(house: PlayHouse) -> None:
    house.receives(TITLE, TWO)
    plan = house.last(template="receipt")
    asked = house.replies("全量升级改到12月15日，数量增加100台", to=plan, sender="陈静")
    assert (said(asked), house.campaign().revision) == ("rejected revision", 1)
    assert "“数量增加100台”没有看懂" in house.text(house.last(to="陈静"))


def test_another_end_of_the_delay_leaves_what_is_restricted_and_moves_its_node(house: PlayHouse) -> None:
    plan = """产品：云顶客户端
限制：4.8 及以下，2026-12-18 起；海外业务部延迟到 2027-01-08

| 节点 | 部门 | 完成时间 |
| 版本限制 | 华东业务部 | 2026-12-18 |
| 版本延迟限制 | 海外业务部 | 2027-01-08 |
"""
    house.receives("[PLAN] 云顶客户端 4.8 及以下版本限制", plan)
    for sender in ("孙丽", "林涛"):
        house.replies("同意", to=house.last(template="plan-opened"), sender=sender)
    assert said(house.receives("【计划】CR-2026-0001 调整", "延迟限制改到 2027年1月15日")) == "accepted revision"
    (restriction,) = exported(house)["restrictions"]
    assert (restriction["versions"], restriction["effective"], restriction["delayed_until"]) == ("≤4.8", "2026-12-18", "2027-01-15")
    assert nodes(house)[1] == "delay 林涛 01-15 18:00 pending"
    assert answers(house) == {"华东业务部": "confirmed", "海外业务部": "pending"}
    assert house.verifies()


def test_the_end_of_one_departments_delay_moves_with_its_node(house: PlayHouse) -> None:
    plan = """产品：云顶客户端
版本：2.0
版本限制：1.9 及以下自 2026-12-14 起
延迟限制：华南业务部延迟到 2026-12-28；海外业务部延迟到 2027-01-11

| 节点 | 负责人 | 完成时间 |
| 版本限制 | 孙丽 | 2026-12-14 |
| 延迟限制（华南） | 周航 | 2026-12-28 |
| 延迟限制（海外） | 林涛 | 2027-01-11 |
"""
    house.receives("[PLAN] 云顶客户端 1.9 及以下版本限制", plan)
    assert said(house.receives("【计划】CR-2026-0001", "延迟限制（海外）改到 2027-01-18")) == "accepted revision"
    ends = {r["scope"]: r["delayed_until"] for r in exported(house)["restrictions"]}
    assert ends == {None: None, "华南业务部": "2026-12-28", "海外业务部": "2027-01-18"}


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("全量升级看情况可能要推到12月15日，先打个招呼。", "看情况可能"),
        ("会上说了，全量升级改到12月15日的提议没有通过，仍按12月11日。", "没有通过"),
        ("灰度升级和全量升级的时间对调一下。", "对调"),
        ("全量升级改到12月15日，前提是客户同意。", "改到12月15日"),
        ("全量升级改到12月15日，等客户确认后生效。", "改到12月15日"),
        ("建议全量升级改到12月15日。", "建议"),
        ("客户希望全量升级改到12月15日。", "客户希望"),
        ("原来说全量升级改到12月15日，现在不改了。", "原来说"),
        ("数量从500改成800的申请还没批", "还没批"),
        ("Please don't move 全量升级 to Dec 15.", "move"),
    ],
)
def test_what_the_pm_is_not_sure_of_moves_nothing_and_is_asked_about(house: PlayHouse, text: str, asks: str) -> None:
    house.receives(TITLE, TWO)
    asked = house.replies(text, to=house.last(template="receipt"), sender="陈静")
    assert (said(asked), house.campaign().revision) == ("rejected revision", 1)
    assert asks in house.text(house.last(to="陈静"))


def test_a_whole_plan_in_lines_below_the_word_that_all_is_put_off_is_that_plan(house: PlayHouse) -> None:
    house.receives(TITLE, TWO)
    plan = house.last(template="receipt")
    anew = """两位：时间整体顺延，请以下面的为准。

产品：星桥服务端
版本：8.2.1
1. 12月7日 灰度升级（孙丽）
2. 12月15日 全量升级（周航）
"""
    assert said(house.replies(anew, to=plan, sender="陈静")) == "accepted revision"
    assert nodes(house)[:2] == ["rollout 孙丽 12-07 18:00 pending", "rollout-2 周航 12-15 18:00 pending"]


@pytest.mark.parametrize("text", ["孙丽如果忙不过来，全量升级换李想负责。", "限制推一周这件事我跟领导汇报一下"])
def test_what_the_pm_only_thinks_of_changes_nothing(house: PlayHouse, text: str) -> None:
    house.receives(TITLE, TWO)
    house.replies(text, to=house.last(template="receipt"), sender="陈静")
    assert house.campaign().revision == 1


def test_how_far_each_parameter_has_come_outlives_another_owner(house: PlayHouse) -> None:
    plan = "产品：掌柜App\n参数：cache.size = 256，retry.max = 5\n\n1. 12月4日 华东参数下发 孙丽\n2. 12月8日 华南参数下发 周航"
    house.receives("[PLAN] 掌柜App 扩展参数下发", plan)
    opened = house.last(template="plan-opened")
    for sender in ("孙丽", "周航"):
        house.replies("同意", to=opened, sender=sender)
    house.replies("华东参数下发：cache.size 200/200，retry.max 180/200", to=opened, sender="孙丽")
    told = house.campaign().node("rollout").parameters
    done = house.replies("孙丽休假，华东参数下发交给李想，12月7日前完成", to=opened, sender="陈静")
    kept = house.campaign().node("rollout")
    assert (said(done), kept.owner, len(told), kept.parameters) == ("accepted revision", PEOPLE["李想"], 2, told)
    house.replies("retry.max 不再下发", to=opened, sender="陈静")
    assert ([p.name for p in house.campaign().parameters], house.verifies()) == (["cache.size"], True)
