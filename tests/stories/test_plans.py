"""Plans: who confirms, who objects, what starts, what is asked about, and what 预检 leaves alone (SPEC 1, 5, 9)."""

import pytest
from plans import ALONE, TITLE, TWO
from telling import answers, exported, heard, nodes, reasons, said
from theatre import BOT, PlayHouse


@pytest.fixture
def planned(house: PlayHouse) -> PlayHouse:
    assert said(house.receives(TITLE, TWO)) == "accepted plan"
    return house


def test_whoever_must_confirm_is_in_to_and_the_others_in_cc(planned: PlayHouse) -> None:
    assert heard(planned) == [
        "notice plan-opened → 孙丽、周航 (韩冰、吴敏、郑凯)",
        "notice invitation → 孙丽",
        "notice invitation → 周航",
        "notice invitation → 韩冰",
        "receipt receipt → 陈静",
    ]


def test_who_has_had_the_plan_and_has_nothing_to_do_is_not_mailed_again(house: PlayHouse) -> None:
    house.receives(TITLE, TWO, to=(BOT, "孙丽"), cc=("韩冰", "吴敏"))
    assert heard(house)[0] == "notice plan-opened → 孙丽、周航 (郑凯)"


def test_the_contacts_say_yes_and_it_is_tracked(planned: PlayHouse) -> None:
    opened = planned.last(template="plan-opened")
    assert said(planned.replies("同意", to=opened, sender="孙丽")) == "accepted confirmation"
    assert (planned.campaign().stage, answers(planned)) == (
        "planning",
        {"华东业务部": "confirmed", "华南业务部": "pending"},
    )
    assert said(planned.replies("确认，按计划执行。", to=opened, sender="周航")) == "accepted confirmation"
    assert planned.campaign().stage == "tracking"
    assert heard(planned)[-2:] == [
        "notice plan-confirmed → 陈静 (孙丽、韩冰、吴敏、郑凯)",
        "receipt receipt → 周航",
    ]
    assert planned.verifies()


def test_any_member_may_answer_and_the_contacts_word_prevails(planned: PlayHouse) -> None:
    opened = planned.last(template="plan-opened")
    assert said(planned.replies("不同意，时间太紧", to=opened, sender="李想")) == "accepted objection"
    assert answers(planned)["华东业务部"] == "objected"
    assert said(planned.replies("同意", to=opened, sender="孙丽")) == "accepted confirmation"
    assert answers(planned)["华东业务部"] == "confirmed"
    late = planned.replies("不同意", to=opened, sender="李想")
    assert (said(late), reasons(planned, late)) == ("rejected objection", ["contact-prevails"])
    assert answers(planned)["华东业务部"] == "confirmed"


def test_a_departments_mailbox_speaks_as_the_department(planned: PlayHouse) -> None:
    opened = planned.last(template="plan-opened")
    assert said(planned.replies("同意", to=opened, sender="huadong@corp.example")) == "accepted confirmation"
    assert answers(planned) == {"华东业务部": "confirmed", "华南业务部": "pending"}


def test_whose_department_has_nothing_to_confirm_cannot(planned: PlayHouse) -> None:
    opened = planned.last(template="plan-opened")
    refused = planned.replies("同意", to=opened, sender="韩冰")
    assert (said(refused), reasons(planned, refused)) == ("rejected confirmation", ["no-department-asked"])
    assert planned.posts()[-1].purpose == "answer"


def test_an_objection_keeps_planning_and_the_pm_starts_over_it(planned: PlayHouse) -> None:
    opened = planned.last(template="plan-opened")
    planned.replies("同意", to=opened, sender="孙丽")
    assert said(planned.replies("不同意，12月11日前客户封网。", to=opened, sender="周航")) == "accepted objection"
    assert planned.campaign().stage == "planning"
    put = planned.last(to="陈静", template="plan-objected")
    assert "客户封网" in planned.text(put)
    assert said(planned.replies("启动", to=put, sender="陈静")) == "accepted start"
    started = [
        (e.change.stage, e.change.why)
        for e in planned.house.ledger.entries.of_campaign("SU-2026-0001")
        if type(e.change).__name__ == "StageReached"
    ]
    assert (started, answers(planned)["华南业务部"]) == ([("tracking", "over-objection")], "objected")
    assert planned.verifies()


def test_a_department_that_objected_may_agree_later(planned: PlayHouse) -> None:
    opened = planned.last(template="plan-opened")
    planned.replies("同意", to=opened, sender="孙丽")
    planned.replies("反对", to=opened, sender="周航")
    assert said(planned.replies("已协调好，同意。", to=opened, sender="周航")) == "accepted confirmation"
    assert planned.campaign().stage == "tracking"


def test_nobody_but_the_pm_starts(planned: PlayHouse) -> None:
    started = planned.replies("启动", to=planned.last(template="plan-opened"), sender="孙丽")
    assert (said(started), planned.campaign().stage, planned.posts()[-1].purpose) == ("rejected start", "planning", "answer")


def test_a_plan_without_departments_is_tracked_at_once(house: PlayHouse) -> None:
    house.receives(TITLE, ALONE)
    assert (house.campaign().stage, answers(house)) == ("tracking", {})


def test_what_the_plan_leaves_out_is_not_added_except_finalize(planned: PlayHouse) -> None:
    assert nodes(planned) == [
        "rollout 孙丽 12-03 18:00 pending",
        "rollout-2 周航 12-11 18:00 pending",
        "restrict 韩冰 12-18 18:00 pending",
        "finalize 陈静 12-25 18:00 pending",
    ]


def test_departments_of_the_plans_field_have_to_confirm_too(house: PlayHouse) -> None:
    house.receives(TITLE, "业务部门：华南、海外\n" + TWO)
    assert answers(house) == {"华南业务部": "pending", "海外业务部": "pending", "华东业务部": "pending"}


def test_guidance_is_shown_to_the_departments(house: PlayHouse) -> None:
    house.receives(TITLE, "指导意见：先备份数据库，再升级。\n" + TWO)
    assert "先备份数据库，再升级" in house.text(house.last(template="plan-opened"))


def test_finished_rows_close_what_needs_no_evidence_and_the_rest_is_asked_for(house: PlayHouse) -> None:
    plan = """产品：星桥服务端
版本：8.2.1

| 节点 | 负责人 | 完成时间 | 状态 |
| 产品测试 | 吴敏 | 2026-11-27 | 已完成 |
| 版本获取 | 孙丽 | 2026-11-27 | 已完成 |
| 全量升级 | 孙丽 | 2026-12-11 | |
"""
    assert said(house.receives(TITLE, plan)) == "accepted plan"
    assert nodes(house)[:3] == [
        "test 吴敏 11-27 18:00 pending",
        "obtain 孙丽 11-27 18:00 done",
        "rollout 孙丽 12-11 18:00 pending",
    ]
    assert "产品测试" in house.text(house.last(to="陈静", purpose="receipt"))


def test_the_same_plan_again_is_asked_about(planned: PlayHouse) -> None:
    planned.passes(hours=1)
    again = planned.receives(TITLE, TWO)
    assert (said(again), reasons(planned, again)) == ("rejected plan", ["duplicate-plan"])
    fault = planned.last(to="陈静", purpose="fault")
    assert "SU-2026-0001" in planned.text(fault)
    assert planned.house.ledger.store.codes() == ["SU-2026-0001"]


def test_another_version_is_another_campaign_and_its_neighbour_is_remarked_on(planned: PlayHouse) -> None:
    other = TWO.replace("8.2.1", "8.3.0") + "\n版本限制：8.2.1 及以下，2027-01-10 起\n"
    assert said(planned.receives("[PLAN] 星桥服务端8.3.0在线升级", other)) == "accepted plan"
    receipt = planned.text(planned.last(to="陈静", purpose="receipt"))
    assert ("SU-2026-0001" in receipt, planned.campaign().code) == (True, "SU-2026-0002")


def test_another_pms_plan_for_the_same_version_is_remarked_on_not_asked_about(planned: PlayHouse) -> None:
    assert said(planned.receives(TITLE, TWO, sender="王磊")) == "accepted plan"
    assert "SU-2026-0001" in planned.text(planned.last(to="王磊", purpose="receipt"))


def test_several_pms_lead_in_their_order_and_each_may_act(house: PlayHouse) -> None:
    house.receives(TITLE, "产品经理：陈静、王磊\n" + TWO)
    shown = exported(house)
    assert (shown["pm"], shown["pms"]) == ("chenjing@corp.example", ["chenjing@corp.example", "wanglei@corp.example"])
    assert said(house.receives("Re: SU-2026-0001", "启动", sender="王磊")) == "accepted start"


def test_only_the_leading_pm_decides_a_postponement_and_the_other_hears_what_they_may_do(house: PlayHouse) -> None:
    house.receives(TITLE, "产品经理：陈静、王磊\n" + TWO)
    house.replies("全量升级申请延期到12月15日，等客户窗口", to=house.last(template="plan-opened"), sender="周航")
    asked = house.last(to="陈静", template="postponement-asked")
    assert said(house.replies("同意", to=asked, sender="王磊")) == "rejected decision"
    assert "您可以修订计划" in house.text(house.last(to="王磊", purpose="answer"))
    assert said(house.receives("【计划】SU-2026-0001", "全量升级改到12月15日", sender="王磊")) == "accepted revision"
    assert said(house.replies("同意", to=asked, sender="陈静")) == "accepted decision"


def test_an_assistant_writes_for_their_pm_and_the_entry_names_both(house: PlayHouse) -> None:
    done = house.receives(TITLE, TWO, sender="许诺")
    assert (said(done), house.campaign().pm) == ("accepted plan", "chenjing@corp.example")
    entry = house.house.ledger.entries.of_campaign("SU-2026-0001")[0]
    mail = house.house.ledger.archive.get(done.mail)
    assert (entry.by, entry.mail, mail.detail) == ("chenjing@corp.example", done.mail, {"via": "xunuo@corp.example"})
    copy, receipt = house.posts(purpose="receipt")
    assert (copy.to, receipt.to) == (("chenjing@corp.example",), ("xunuo@corp.example",))
    assert "许诺代您发的邮件，以您的名义登记" in house.text(copy)
    assert "以陈静的名义登记" in house.text(receipt)
    # Who reads the mail itself needs no copy.
    house.receives("回复: " + receipt.subject, "数量改成 400 台", sender="许诺", answers=receipt, cc=("陈静",))
    assert [p.to for p in house.posts(purpose="receipt")[2:]] == [("xunuo@corp.example",)]


def test_who_is_no_pm_opens_no_campaign(house: PlayHouse) -> None:
    refused = house.receives(TITLE, TWO, sender="孙丽")
    assert (said(refused), reasons(house, refused), house.posts()[-1].purpose) == (
        "rejected plan",
        ["no-right"],
        "answer",
    )
    assert house.house.ledger.store.codes() == []


@pytest.mark.parametrize("subject", ["[PLAN?] 星桥服务端8.2.1在线升级", "【计划预检】星桥服务端8.2.1在线升级"])
def test_a_trial_records_nothing_and_says_what_would_be(house: PlayHouse, subject: str) -> None:
    done = house.receives(subject, TWO)
    mail = house.house.ledger.archive.get(done.mail)
    assert (said(done), mail.dry_run, house.house.ledger.store.codes()) == ("accepted plan", True, [])
    assert heard(house) == ["answer dry-run → 陈静"]
    assert "华东业务部" in house.text(house.posts()[-1])
    assert (mail.campaign, house.posts()[-1].mark) == (None, f"D-{house.posts()[-1].id}")


def test_a_trial_of_a_faulty_plan_names_its_faults(house: PlayHouse) -> None:
    done = house.receives(
        "[PLAN?] 星桥服务端在线升级", "产品：星桥服务端\n\n| 节点 | 负责人 | 完成时间 |\n| 升级 | 孙丽 | 待定 |\n"
    )
    assert (said(done), house.house.ledger.store.codes()) == ("rejected plan", [])
    assert heard(house) == ["answer dry-run → 陈静"]


def test_a_trial_of_a_revision_leaves_the_plan_alone(planned: PlayHouse) -> None:
    done = planned.receives("[PLAN?] SU-2026-0001 星桥服务端8.2.1在线升级", TWO.replace("12-11", "12-14"))
    assert (said(done), planned.campaign().revision) == ("accepted revision", 1)


def test_one_who_is_named_unclearly_is_a_fault_with_the_words(house: PlayHouse) -> None:
    done = house.receives(TITLE, TWO.replace("孙丽", "孙莉莉"))
    assert (said(done), house.house.ledger.store.codes()) == ("rejected plan", [])
    assert "孙莉莉" in house.text(house.posts()[-1])


_RESTRICTS = """产品：星桥客户端
版本限制：{}

| 节点 | 部门 | 负责人 | 完成时间 |
| 版本限制 | 技术部 | 韩冰 | 2026-12-18 |
"""
_SETS = """产品：星桥网关

| 参数 | 当前值 | 目标值 |
| {} | 30 | 60 |

| 节点 | 部门 | 负责人 | 完成时间 |
| 参数下发 | 华南业务部 | 周航 | 2026-12-11 |
"""


@pytest.mark.parametrize(
    ("subject", "text", "one", "other"),
    [
        ("[PLAN] 星桥客户端旧版本限制", _RESTRICTS, "5.0 及以下", "6.0 及以下"),
        ("[PLAN] 星桥网关扩展参数下发", _SETS, "session.timeout", "retry.max"),
    ],
)
def test_two_plans_without_a_version_are_one_where_they_are_about_the_same(
    house: PlayHouse, subject: str, text: str, one: str, other: str
) -> None:
    told = [house.receives(f"{subject}{part}", text.format(what)) for part, what in (("", one), ("二", one), ("三", other))]
    assert [said(mail) for mail in told] == ["accepted plan", "rejected plan", "accepted plan"]
    assert reasons(house, told[1]) == ["duplicate-plan"]
