"""Who writes for whom, what is not recorded yet, and reports that name another thing (SPEC 2, 3, 5)."""

import pytest
from plans import TITLE, TWO
from telling import reasons, said, states
from theatre import PlayHouse

OTHER = """产品：云账服务端
版本：9.2.0
官网：https://www.corp.example/yz/9.2.0

| 节点 | 部门 | 负责人 | 完成时间 |
| 首批上线 | 华东业务部 | 孙丽 | 2026-12-04 |
"""


def test_a_plan_that_an_assistant_sends_says_in_whose_name_it_is_and_the_pm_gets_the_receipt_too(house: PlayHouse) -> None:
    house.receives("【策略】星桥服务端8.2.1在线升级（代陈静发）", TWO, sender="许诺")
    campaign = house.campaign()
    assert (campaign.pm, campaign.title) == ("chenjing@corp.example", "星桥服务端8.2.1在线升级")
    assert "以陈静的名义登记。" in house.text(house.last(to="许诺", purpose="receipt"))
    copy = house.last(to="陈静", purpose="receipt")
    assert "许诺代您发的邮件，以您的名义登记" in house.text(copy)
    undone = house.replies(f"撤销 R-{copy.id}", to=copy, sender="陈静")
    assert (said(undone), house.campaign().stage) == ("accepted undo", "cancelled")


def test_a_pm_who_had_the_assistant_s_mail_is_not_mailed_again(house: PlayHouse) -> None:
    house.receives(TITLE, TWO, sender="许诺", cc=("陈静",))
    assert house.posts(to="陈静", purpose="receipt") == []
    assert "以陈静的名义登记。" in house.text(house.last(to="许诺", purpose="receipt"))


@pytest.mark.parametrize(("text", "verdict"), [("两个计划都看了，这个同意", "rejected confirmation"), ("不同意，时间太紧", "rejected objection")])
def test_an_answer_to_a_plan_that_was_not_recorded_is_told_so_and_nothing_of_rights(house: PlayHouse, text: str, verdict: str) -> None:
    plan = house.receives(TITLE, TWO.replace("孙丽", "小刘"), cc=("孙丽",))
    assert said(plan) == "rejected plan"
    sent = house.house.ledger.archive.get(plan.mail).message_id
    answered = house.receives(f"Re: {TITLE}", text, sender="孙丽", answers=sent)
    assert (said(answered), reasons(house, answered)) == (verdict, ["plan-not-recorded"])
    post = house.last(to="孙丽", purpose="answer")
    assert "还没有登记" in house.text(post)
    assert "权限" not in house.text(post)


def test_thanks_under_a_plan_that_was_not_recorded_are_answered_by_nobody(house: PlayHouse) -> None:
    plan = house.receives(TITLE, TWO.replace("孙丽", "小刘"), cc=("孙丽",))
    sent = house.house.ledger.archive.get(plan.mail).message_id
    assert said(house.receives(f"Re: {TITLE}", "收到，谢谢", sender="孙丽", answers=sent)) == "ignored note"


def reminded(house: PlayHouse) -> None:
    house.receives(TITLE, TWO)
    house.passes(until="2026-12-03 10:00")


@pytest.mark.parametrize("text", ["comsvr 升级全部完成", "ratesvr 2.9.0 组件升级已完成，一切正常"])
def test_a_report_that_names_another_thing_than_the_one_row_is_asked_about(house: PlayHouse, text: str) -> None:
    reminded(house)
    done = house.replies(text, to=house.last(to="孙丽", purpose="reminder"), sender="孙丽")
    assert (said(done), reasons(house, done), states(house)["rollout"]) == ("rejected node_result", ["names-another"], "pending")
    assert f"邮件说的是“{text.split()[0]}”" in house.text(house.last(to="孙丽", purpose="fault"))
    sure = house.replies("灰度升级 完成", to=house.last(to="孙丽", purpose="fault"), sender="孙丽")
    assert (said(sure), states(house)["rollout"]) == ("accepted node_result", "done")


def test_a_report_under_the_wrong_reminder_is_told_which_campaign_it_fits(house: PlayHouse) -> None:
    house.receives("[PLAN] 云账服务端9.2.0在线升级", OTHER)
    house.receives(TITLE, TWO)
    notice = house.last(to="孙丽", template="plan-opened")
    done = house.replies("云账服务端已经全部升级完成", to=notice, sender="孙丽")
    assert reasons(house, done) == ["names-another"]
    assert "说的是 SU-2026-0001" in house.text(house.last(to="孙丽", purpose="fault"))


@pytest.mark.parametrize("text", ["全部升级完成", "server 升级完成，120 台全部在线", "星桥服务端升级全部完成", "灰度升级完成，comsvr 也顺便升级了", "8.2.1 升级完成", "POS升级完成了"])
def test_what_names_the_row_s_own_thing_or_none_is_taken(house: PlayHouse, text: str) -> None:
    reminded(house)
    done = house.replies(text, to=house.last(to="孙丽", purpose="reminder"), sender="孙丽")
    assert (said(done), states(house)["rollout"]) == ("accepted node_result", "done")


@pytest.mark.parametrize(
    "text", ["陈静今天出差，我代她回复：同意延期。", "陈静出差，我代她回复：同意延期。", "陈静在开会，她说同意", "Chen Jing is travelling today; she agrees."]
)
def test_an_assistant_decides_in_the_name_of_a_pm_who_is_away_today(house: PlayHouse, text: str) -> None:
    house.receives(TITLE, TWO)
    house.receives("【结果】SU-2026-0001 灰度升级", "申请延期到 12月15日，等客户窗口", sender="孙丽")
    done = house.replies(text, to=house.last(to="陈静", template="postponement-asked"), sender="许诺")
    assert said(done) == "accepted decision"
    assert house.local(house.campaign().node("rollout").due)[:10] == "2026-12-15"
