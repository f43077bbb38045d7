"""UNDO: what a mail did is taken back by its receipt's number, as long as nothing is built on it (SPEC 3, 9 "Rights")."""

import pytest
from plans import TITLE, TWO
from telling import answers, exported, heard, nodes, reasons, said, states
from theatre import PEOPLE, PlayHouse


def receipt(house: PlayHouse, person: str) -> str:
    return f"R-{house.last(to=person, purpose='receipt').id}"


@pytest.fixture
def planned(house: PlayHouse) -> PlayHouse:
    house.receives(TITLE, TWO)
    return house


@pytest.mark.parametrize("subject", ["[撤销] {}", "UNDO {}", "[UNDO] {}", "撤销 {}"])
def test_a_new_plan_is_taken_back_and_leaves_a_cancelled_campaign(planned: PlayHouse, subject: str) -> None:
    undone = planned.receives(subject.format(receipt(planned, "陈静")))
    assert (said(undone), planned.campaign().stage) == ("accepted undo", "cancelled")
    again = planned.receives(TITLE, TWO, at=planned.now)
    assert (said(again), planned.campaign().code) == ("accepted plan", "SU-2026-0002")
    assert planned.verifies()


def test_a_receipt_is_answered_with_the_word_alone(planned: PlayHouse) -> None:
    done = planned.replies("撤销", to=planned.last(to="陈静", purpose="receipt"), sender="陈静")
    assert (said(done), planned.campaign().stage) == ("accepted undo", "cancelled")


def test_a_plan_that_a_department_has_answered_is_not_taken_back(planned: PlayHouse) -> None:
    number = receipt(planned, "陈静")
    planned.replies("同意", to=planned.last(template="plan-opened"), sender="孙丽")
    refused = planned.receives(f"[撤销] {number}")
    assert (said(refused), reasons(planned, refused), planned.campaign().stage) == (
        "rejected undo",
        ["undo-built-on"],
        "planning",
    )
    assert planned.posts()[-1].purpose == "answer"


def test_a_confirmation_is_taken_back(planned: PlayHouse) -> None:
    planned.replies("同意", to=planned.last(template="plan-opened"), sender="孙丽")
    undone = planned.receives(f"[撤销] {receipt(planned, '孙丽')}", sender="孙丽")
    assert (said(undone), answers(planned)["华东业务部"]) == ("accepted undo", "pending")
    assert "notice undone → 陈静" in heard(planned)
    assert planned.verifies()


def test_the_confirmation_that_started_it_is_taken_back_with_the_stage(planned: PlayHouse) -> None:
    opened = planned.last(template="plan-opened")
    planned.replies("同意", to=opened, sender="孙丽")
    planned.replies("同意", to=opened, sender="周航")
    assert planned.campaign().stage == "tracking"
    planned.receives(f"[撤销] {receipt(planned, '周航')}", sender="周航")
    assert (planned.campaign().stage, answers(planned)) == (
        "planning",
        {"华东业务部": "confirmed", "华南业务部": "pending"},
    )


def test_a_result_is_taken_back_by_its_sender_or_the_pm_and_by_nobody_else(planned: PlayHouse) -> None:
    planned.replies("灰度升级完成", to=planned.last(template="plan-opened"), sender="孙丽")
    number = receipt(planned, "孙丽")
    other = planned.receives(f"[撤销] {number}", sender="周航")
    assert (said(other), reasons(planned, other), states(planned)["rollout"]) == ("rejected undo", ["no-right"], "done")
    undone = planned.receives(f"[撤销] {number}")
    assert (said(undone), states(planned)["rollout"]) == ("accepted undo", "pending")
    twice = planned.receives(f"[撤销] {number}", sender="孙丽")
    assert (said(twice), reasons(planned, twice)) == ("rejected undo", ["already-undone"])
    assert planned.verifies()


def test_a_revision_is_taken_back_to_what_it_had_changed(planned: PlayHouse) -> None:
    before = exported(planned)
    planned.receives("[PLAN] SU-2026-0001", TWO.replace("2026-12-11", "2026-12-14").replace("周航", "林涛"))
    assert planned.campaign().revision == 2
    undone = planned.receives(f"[撤销] {receipt(planned, '陈静')}")
    assert (said(undone), exported(planned)) == ("accepted undo", before)


def test_a_cancellation_is_taken_back(planned: PlayHouse) -> None:
    before = nodes(planned)
    planned.receives("[PLAN] SU-2026-0001", "状态：取消")
    undone = planned.receives(f"[撤销] {receipt(planned, '陈静')}")
    assert (said(undone), planned.campaign().stage, nodes(planned)) == ("accepted undo", "planning", before)


def test_a_pause_is_taken_back(planned: PlayHouse) -> None:
    planned.receives("[PLAN] SU-2026-0001", "状态：暂停")
    undone = planned.receives(f"[撤销] {receipt(planned, '陈静')}")
    assert (said(undone), planned.campaign().paused) == ("accepted undo", None)


def test_who_was_told_of_a_mail_is_told_that_it_no_longer_counts(planned: PlayHouse) -> None:
    since = len(planned.posts())
    planned.receives("[PLAN] SU-2026-0001", TWO.replace("2026-12-11", "2026-12-14"))
    told = {a for p in planned.posts()[since:] if p.template == "plan-revised" for a in (*p.to, *p.cc)}
    since = len(planned.posts())
    planned.receives(f"[撤销] {receipt(planned, '陈静')}")
    assert {a for p in planned.posts()[since:] if p.template == "undone" for a in p.to} == told
    assert "12月11日" in planned.text(planned.last(template="undone"))
    # The calendar of the node's owner follows back, as something newer than what it undoes.
    (moved, back) = [p for p in planned.posts() if p.template == "invitation"][-2:]
    assert (moved.to, moved.facts["nodes"]) == (back.to, back.facts["nodes"])


@pytest.mark.parametrize(
    ("order", "cancelled"), [("状态：取消", {"孙丽", "周航", "韩冰"}), ("状态：暂停", set())]
)
def test_calendars_follow_a_cancellation_and_its_undoing(planned: PlayHouse, order: str, cancelled: set[str]) -> None:
    since = len(planned.posts())
    planned.receives("[PLAN] SU-2026-0001", order)
    gone = [p for p in planned.posts()[since:] if p.template == "invitation"]
    assert ({a for p in gone for a in p.to}, all(p.facts["cancel"] for p in gone)) == ({PEOPLE[n] for n in cancelled}, True)
    since = len(planned.posts())
    planned.receives(f"[撤销] {receipt(planned, '陈静')}")
    back = [p for p in planned.posts()[since:] if p.template == "invitation"]
    assert ({a for p in back for a in p.to}, any(p.facts["cancel"] for p in back)) == ({PEOPLE[n] for n in cancelled}, False)
    assert planned.verifies()


def test_an_issue_that_is_taken_back_is_taken_back_from_whoever_was_asked(planned: PlayHouse) -> None:
    planned.receives("[问题] SU-2026-0001 门店无法启动", "现象：部分门店无法启动。严重程度：一般", sender="孙丽")
    asked = planned.last(template="issue-raised")
    planned.receives(f"[撤销] {receipt(planned, '孙丽')}", sender="孙丽")
    assert {*asked.to, *asked.cc} <= {*planned.last(template="undone").to}


def test_an_undone_plan_leaves_no_open_node(planned: PlayHouse) -> None:
    planned.receives(f"[撤销] {receipt(planned, '陈静')}")
    assert set(states(planned).values()) == {"cancelled"}


def test_a_receipt_is_named_with_a_reason(planned: PlayHouse) -> None:
    planned.replies("同意", to=planned.last(template="plan-opened"), sender="孙丽")
    number = receipt(planned, "孙丽")
    kept = planned.replies(f"先不要撤销 {number}", to=planned.last(template="plan-opened"), sender="孙丽")
    undone = planned.replies(f"撤销 {number}，还要再看一下", to=planned.last(template="plan-opened"), sender="孙丽")
    assert (said(kept), said(undone), answers(planned)["华东业务部"]) == ("accepted note", "accepted undo", "pending")


def test_an_issue_is_taken_back_and_its_number_is_not_used_again(planned: PlayHouse) -> None:
    planned.receives("[问题] SU-2026-0001 门店无法启动", "现象：部分门店无法启动。严重程度：一般", sender="孙丽")
    undone = planned.receives(f"[撤销] {receipt(planned, '孙丽')}", sender="孙丽")
    assert (said(undone), exported(planned)["issues"]) == ("accepted undo", [])


def test_an_issue_that_was_answered_is_not_taken_back(planned: PlayHouse) -> None:
    planned.receives("[问题] SU-2026-0001 门店无法启动", "现象：部分门店无法启动。严重程度：一般", sender="孙丽")
    number = receipt(planned, "孙丽")
    planned.replies("收到，我来看", to=planned.last(template="issue-raised"), sender="郑凯")
    refused = planned.receives(f"[撤销] {number}", sender="孙丽")
    assert (said(refused), reasons(planned, refused)) == ("rejected undo", ["undo-built-on"])
    assert f"先撤销：{receipt(planned, '郑凯')}。" in planned.text(planned.posts()[-1])


def test_a_receipt_that_never_was_is_said_to(planned: PlayHouse) -> None:
    refused = planned.receives("[撤销] R-9999")
    assert (said(refused), reasons(planned, refused)) == ("rejected undo", ["nothing-to-undo"])


def test_reminders_are_nothing_built_on_a_plan(planned: PlayHouse) -> None:
    number = receipt(planned, "陈静")
    planned.passes(days=2)
    undone = planned.receives(f"[撤销] {number}")
    assert (said(undone), planned.campaign().stage) == ("accepted undo", "cancelled")
    assert planned.verifies()


@pytest.mark.parametrize(
    "text",
    [
        "Sorry, wrong campaign, please undo.\n\nUNDO {}",
        "Sorry, wrong campaign, please undo.",
        "发错策略了，海外的还没升完。\n撤销 {}",
        "不好意思，看混了，不是这个策略，请撤销。",
        "这封重复了，麻烦撤销一下，谢谢",
        "写错了，先撤销，我重新发一封",
        "回执 {} 撤销掉吧，客户又改主意了",
        "Please withdraw my last mail, it was meant for CU-2026-0001",
    ],
)
def test_an_order_to_take_back_is_heard_beside_what_tells_why(planned: PlayHouse, text: str) -> None:
    planned.replies("灰度升级完成", to=planned.last(template="plan-opened"), sender="孙丽")
    answered = planned.last(to="孙丽", purpose="receipt")
    undone = planned.replies(text.format(receipt(planned, "孙丽")), to=answered, sender="孙丽")
    assert (said(undone), states(planned)["rollout"]) == ("accepted undo", "pending")


@pytest.mark.parametrize(
    "text",
    [
        "如果全量升级也要一起报，就撤销 {}",
        "If the numbers are wrong, undo {}",
        "撤销的话要写哪个回执号？",
        "这个写错了，要不要撤销？",
        "写错了没关系，不用撤销",
        "全量升级也完成了，撤销上一封",
    ],
)
def test_an_undoing_that_is_only_spoken_of_takes_nothing_back(planned: PlayHouse, text: str) -> None:
    planned.replies("灰度升级完成", to=planned.last(template="plan-opened"), sender="孙丽")
    answered = planned.last(to="孙丽", purpose="receipt")
    planned.replies(text.format(receipt(planned, "孙丽")), to=answered, sender="孙丽")
    assert states(planned)["rollout"] == "done"


def test_of_two_receipts_the_one_behind_the_word_is_taken_back(planned: PlayHouse) -> None:
    planned.replies("灰度升级完成", to=planned.last(template="plan-opened"), sender="孙丽")
    undone = planned.receives("[撤销]", f"{receipt(planned, '陈静')} 没问题，撤销 {receipt(planned, '孙丽')}", sender="孙丽")
    assert (said(undone), states(planned)["rollout"], planned.campaign().stage) == ("accepted undo", "pending", "planning")


@pytest.mark.parametrize("text", ["海外那几台的数字撤销，其他保留", "请把全量那条撤销"])
def test_an_undoing_that_leaves_open_what_is_asked_about(planned: PlayHouse, text: str) -> None:
    planned.replies("灰度升级完成", to=planned.last(template="plan-opened"), sender="孙丽")
    asked = planned.replies(text, to=planned.last(to="孙丽", purpose="receipt"), sender="孙丽")
    assert (said(asked), reasons(planned, asked), states(planned)["rollout"]) == ("rejected undo", ["undo-unclear"], "done")
