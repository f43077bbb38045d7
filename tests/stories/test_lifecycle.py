"""A campaign as a whole: cancelled, paused and resumed, handed over, finalized and closed (SPEC 1, 9 "Stages")."""

import pytest
from plans import ALONE, TITLE, TWO
from telling import exported, heard, nodes, reasons, said, states
from theatre import BOT, PEOPLE, PlayHouse

COVERAGE = "\n\n版本\t数量\n8.2.1\t480\n8.0\t20\n"


@pytest.fixture
def finalizing(running: PlayHouse) -> PlayHouse:
    opened = running.last(template="plan-opened")
    running.replies("灰度升级完成", to=opened, sender="孙丽")
    running.replies("全量升级完成", to=opened, sender="周航")
    running.replies("版本限制完成：8.0 及以下，12月1日零点起生效", to=opened, sender="韩冰")
    assert running.campaign().stage == "finalizing"
    return running


# --- cancelled ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("[PLAN] SU-2026-0001", "状态：取消\n原因：客户推迟采购"),
        ("[PLAN] SU-2026-0001 取消", "状态: 取消"),
        ("Re: [PLAN] 星桥服务端8.2.1在线升级 [SU-2026-0001]", "状态：取消"),
        ("【计划】SU-2026-0001 星桥服务端8.2.1在线升级", "status: cancelled"),
    ],
)
def test_the_pm_cancels_and_all_are_told(running: PlayHouse, subject: str, text: str) -> None:
    before = len(running.posts())
    assert said(running.receives(subject, text)) == "accepted cancellation"
    assert running.campaign().stage == "cancelled"
    assert set(states(running).values()) == {"cancelled"}
    told = [line for line in heard(running, before) if line.startswith("notice campaign-cancelled")]
    assert told == ["notice campaign-cancelled → 孙丽、周航、韩冰 (吴敏、郑凯)"]
    assert running.verifies()


@pytest.mark.parametrize(("text", "template"), [("状态：取消", "campaign-cancelled"), ("状态：暂停", "campaign-paused")])
def test_who_had_the_mail_that_says_so_is_not_mailed_it_again(running: PlayHouse, text: str, template: str) -> None:
    running.receives("[PLAN] SU-2026-0001", text, to=(BOT, "孙丽", "韩冰"))
    notice = running.last(template=template)
    assert {*notice.to, *notice.cc} == {PEOPLE[name] for name in ("周航", "吴敏", "郑凯")}


def test_mails_to_a_cancelled_campaign_are_answered_so_and_change_nothing(running: PlayHouse) -> None:
    opened = running.last(template="plan-opened")
    running.receives("[PLAN] SU-2026-0001", "状态：取消")
    entries = len(running.house.ledger.entries.of_campaign("SU-2026-0001"))
    late = running.replies("灰度升级已完成", to=opened, sender="孙丽")
    assert (said(late), reasons(running, late)) == ("rejected node_result", ["campaign-over"])
    assert (running.posts()[-1].purpose, running.posts()[-1].template) == ("answer", "over")
    assert len(running.house.ledger.entries.of_campaign("SU-2026-0001")) == entries


def test_nobody_is_reminded_of_a_cancelled_campaign(running: PlayHouse) -> None:
    running.receives("[PLAN] SU-2026-0001", "状态：取消")
    running.passes(days=14)
    assert [p.template for p in running.posts() if p.purpose in ("reminder", "escalation")] == []


def test_a_department_does_not_cancel(running: PlayHouse) -> None:
    refused = running.receives("[PLAN] SU-2026-0001", "状态：取消", sender="孙丽")
    assert (said(refused), reasons(running, refused), running.campaign().stage) == (
        "rejected cancellation",
        ["not-the-pm"],
        "tracking",
    )


# --- paused ------------------------------------------------------------------------------------------------------------


def test_a_pause_stops_the_clocks_and_resuming_moves_what_is_open_by_the_working_days(running: PlayHouse) -> None:
    running.replies("灰度升级完成", to=running.last(template="plan-opened"), sender="孙丽")
    paused = running.receives("[PLAN] SU-2026-0001", "状态：暂停")
    assert (said(paused), running.campaign().stage) == ("accepted pause", "tracking")
    assert exported(running)["paused"] == "2026-11-30T10:00:00+08:00"
    assert running.last(template="campaign-paused").to[0] == "sunli@corp.example"
    before = len(running.posts())
    running.passes(until="2026-12-14T10:00")  # ten working days
    assert [line for line in heard(running, before) if "digest" not in line and "何平" not in line] == []
    resumed = running.receives("[PLAN] SU-2026-0001", "状态：恢复")
    assert said(resumed) == "accepted resumption"
    assert nodes(running) == [
        "rollout 孙丽 12-03 18:00 done",
        "rollout-2 周航 12-25 18:00 pending",
        "restrict 韩冰 01-01 18:00 pending",
        "finalize 陈静 01-08 18:00 pending",
    ]
    shown = running.text(running.last(template="campaign-resumed"))
    assert ("全量升级" in shown, "12月11日" in shown, "12月25日" in shown) == (True, True, True)
    assert exported(running)["paused"] is None
    assert running.verifies()


def test_a_pause_over_a_weekend_moves_by_working_days_alone(running: PlayHouse) -> None:
    running.passes(until="2026-12-04T17:00")  # Friday
    running.receives("[PLAN] SU-2026-0001", "状态：暂停")
    running.passes(until="2026-12-07T09:30")  # Monday
    running.receives("[PLAN] SU-2026-0001", "状态：恢复")
    assert nodes(running)[1] == "rollout-2 周航 12-14 18:00 pending"


@pytest.mark.parametrize(
    ("paused", "resumed", "due"),
    [
        pytest.param("2026-12-01T18:30", "2026-12-03T08:30", "12-14", id="one whole working day"),
        pytest.param("2026-12-01T18:30", "2026-12-02T08:30", "12-11", id="a night"),
        pytest.param("2026-12-01T18:30", "2026-12-02T15:00", "12-14", id="a night and a day"),
        pytest.param("2026-12-02T08:30", "2026-12-02T17:00", "12-14", id="a day from before its hours"),
        pytest.param("2026-12-02T10:00", "2026-12-02T17:00", "12-11", id="some hours"),
        pytest.param("2026-12-02T15:00", "2026-12-03T10:00", "12-14", id="from one day to the next"),
    ],
)
def test_a_pause_moves_by_the_days_whose_hours_it_held_up(running: PlayHouse, paused: str, resumed: str, due: str) -> None:
    running.passes(until=paused)
    running.receives("[PLAN] SU-2026-0001", "状态：暂停")
    running.passes(until=resumed)
    running.receives("[PLAN] SU-2026-0001", "状态：恢复")
    assert nodes(running)[1] == f"rollout-2 周航 {due} 18:00 pending"


def test_the_same_by_word_in_the_thread(running: PlayHouse) -> None:
    receipt = running.last(to="陈静", template="plan-confirmed")
    assert said(running.replies("暂停", to=receipt, sender="陈静")) == "accepted pause"
    assert said(running.replies("恢复", to=receipt, sender="陈静")) == "accepted resumption"


def test_what_is_not_paused_is_not_resumed_and_what_is_paused_not_paused_again(running: PlayHouse) -> None:
    resumed = running.receives("[PLAN] SU-2026-0001", "状态：恢复")
    assert (said(resumed), reasons(running, resumed)) == ("rejected resumption", ["not-paused"])
    running.receives("[PLAN] SU-2026-0001", "状态：暂停")
    again = running.receives("[PLAN] SU-2026-0001", "状态：暂停")
    assert (said(again), reasons(running, again)) == ("rejected pause", ["already-paused"])


# --- handed over -------------------------------------------------------------------------------------------------------


def test_a_lead_hands_over_with_the_pms_own_open_nodes(running: PlayHouse) -> None:
    done = running.receives("[PLAN] SU-2026-0001", "移交：王磊", sender="赵磊")
    assert said(done) == "accepted handover"
    assert (running.campaign().pm, nodes(running)[-1]) == (
        "wanglei@corp.example",
        "finalize 王磊 12-25 18:00 pending",
    )
    told = running.last(template="handed-over")
    assert (told.to, "chenjing@corp.example" in told.cc) == (("wanglei@corp.example",), True)
    late = running.receives("[PLAN] SU-2026-0001", "状态：暂停", sender="陈静")
    assert (late.verdict, running.campaign().paused) == ("rejected", None)
    assert running.verifies()


@pytest.mark.parametrize("sender", ["孙丽", "韩冰", "陈静"])
def test_nobody_else_hands_over(running: PlayHouse, sender: str) -> None:
    refused = running.receives("[PLAN] SU-2026-0001", "移交：王磊", sender=sender)
    assert (said(refused), running.campaign().pm) == ("rejected handover", "chenjing@corp.example")


@pytest.mark.parametrize(
    ("name", "reason"), [("孙丽", "not-a-pm"), ("孙悟空", "unknown-person"), ("陈静", "already-the-pm")]
)
def test_a_campaign_is_handed_to_a_pm_alone(running: PlayHouse, name: str, reason: str) -> None:
    refused = running.receives("[PLAN] SU-2026-0001", f"移交：{name}", sender="赵磊")
    assert (said(refused), reasons(running, refused)) == ("rejected handover", [reason])


# --- finalizing, closed ------------------------------------------------------------------------------------------------


def test_all_nodes_done_while_planning_goes_on_to_finalizing(house: PlayHouse) -> None:
    house.receives(TITLE, "业务部门：华东\n" + ALONE)
    assert house.campaign().stage == "planning"
    house.receives("[完成] SU-2026-0001 版本限制", "版本限制完成：8.0 及以下，12月1日起生效", sender="韩冰")
    assert house.campaign().stage == "finalizing"


def test_the_prompt_leaves_with_the_next_working_hour(finalizing: PlayHouse) -> None:
    finalizing.passes(hours=1)
    prompt = finalizing.last(purpose="finalize")
    assert (prompt.to, finalizing.local(prompt.due)) == (("chenjing@corp.example",), "2026-11-30 11:00")


def test_the_summary_with_its_table_closes_and_is_mailed_to_everyone(finalizing: PlayHouse) -> None:
    before = len(finalizing.posts())
    closed = finalizing.receives("[总结] SU-2026-0001", "升级顺利，无遗留。" + COVERAGE)
    assert (said(closed), finalizing.campaign().stage) == ("accepted summary", "closed")
    assert exported(finalizing)["summary"] == "升级顺利，无遗留。"
    assert heard(finalizing, before) == [
        "summary summary → 孙丽、周航、韩冰 (吴敏、郑凯、赵磊)",
        "receipt receipt → 陈静",
    ]


def test_a_summary_without_coverage_is_asked_for_it(finalizing: PlayHouse) -> None:
    refused = finalizing.receives("[总结] SU-2026-0001", "升级顺利，无遗留。")
    assert (said(refused), reasons(finalizing, refused)) == ("rejected summary", ["coverage-missing"])


def test_a_summary_with_open_nodes_and_issues_is_refused_with_their_list(running: PlayHouse) -> None:
    running.receives("[问题] SU-2026-0001 门店无法启动", "现象：部分门店无法启动。严重程度：一般", sender="孙丽")
    refused = running.receives("[总结] SU-2026-0001", "先总结了。" + COVERAGE)
    assert (said(refused), reasons(running, refused)) == ("rejected summary", ["open-nodes", "open-issues"])
    fault = running.text(running.last(to="陈静", purpose="fault"))
    assert [w for w in ("灰度升级", "全量升级", "版本限制", "门店无法启动") if w not in fault] == []


def test_with_a_waiver_open_nodes_are_cancelled_and_issues_closed(running: PlayHouse) -> None:
    running.replies("灰度升级完成", to=running.last(template="plan-opened"), sender="孙丽")
    running.receives("[问题] SU-2026-0001 门店无法启动", "现象：部分门店无法启动。严重程度：一般", sender="孙丽")
    closed = running.receives("[总结] SU-2026-0001", "总结：先收尾。\n放行：其余门店并入 8.3" + COVERAGE)
    assert (said(closed), running.campaign().stage) == ("accepted summary", "closed")
    assert states(running) == {"rollout": "done", "rollout-2": "cancelled", "restrict": "cancelled", "finalize": "done"}
    assert [(i.state, i.closed_how) for i in running.campaign().issues] == [("closed", "waived")]
    assert running.verifies()


def test_nobody_else_writes_the_summary(finalizing: PlayHouse) -> None:
    refused = finalizing.receives("[总结] SU-2026-0001", "升级顺利，无遗留。" + COVERAGE, sender="孙丽")
    assert (said(refused), reasons(finalizing, refused), finalizing.campaign().stage) == (
        "rejected summary",
        ["not-the-pm"],
        "finalizing",
    )


def test_a_closed_campaign_answers_so_but_still_answers_questions(finalizing: PlayHouse) -> None:
    finalizing.receives("[总结] SU-2026-0001", "升级顺利，无遗留。" + COVERAGE)
    late = finalizing.receives("[PLAN] SU-2026-0001", TWO.replace("2026-12-11", "2026-12-14"))
    assert (said(late), reasons(finalizing, late), finalizing.posts()[-1].template) == (
        "rejected revision",
        ["campaign-over"],
        "over",
    )
    asked = finalizing.receives("[查询] SU-2026-0001", "现在怎么样了？", sender="孙丽")
    assert said(asked) == "accepted query"
