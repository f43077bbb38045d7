"""A reply to a fault inherits the rejected mail: only what was missing has to be written (SPEC 5)."""

import pytest
from plans import TITLE, TWO
from telling import reasons, said, states
from theatre import PEOPLE, PlayHouse

CODE = "SU-2026-0001"
TESTS = """产品：星桥服务端
版本：8.2.1

| 节点 | 部门 | 负责人 | 完成时间 |
| 产品开发及提交测试 | 研发部 | 郑凯 | 2026-12-01 |
| 产品测试（遍历测试、完整测试） | 测试部 | 吴敏 | 2026-12-04 |
| 报告提交 | 测试部 | 吴敏 | 2026-12-07 |
| 灰度升级 | 华东业务部 | 孙丽 | 2026-12-08 |
| 全量升级 | 华东业务部 | 孙丽 | 2026-12-15 |
| 版本限制 | 技术部 | 韩冰 | 2026-12-18 |
"""


@pytest.fixture
def planned(house: PlayHouse) -> PlayHouse:
    assert said(house.receives(TITLE, TESTS)) == "accepted plan"
    return house


def fault(house: PlayHouse, person: str):  # type: ignore[no-untyped-def]
    return house.last(to=person, purpose="fault")


def mends(house: PlayHouse, person: str, text: str, **more: object) -> str:
    """A reply to the last fault, with the whole chain of references as mail programs write it."""
    post = fault(house, person)
    chain = " ".join((*post.references, post.message_id))
    headers = [("In-Reply-To", post.message_id), ("References", chain)]
    return said(house.receives(f"回复: {post.subject}", text, sender=person, headers=headers, **more))  # type: ignore[arg-type]


def test_the_node_that_was_meant(planned: PlayHouse) -> None:
    asked = planned.receives(f"【结果】{CODE}", "升级已完成", sender="孙丽")
    assert (said(asked), reasons(planned, asked)) == ("rejected node_result", ["node-ambiguous"])
    assert mends(planned, "孙丽", "灰度升级") == "accepted node_result"
    assert [k for k, state in states(planned).items() if state == "done"] == ["rollout"]


def test_the_version_that_was_missing(planned: PlayHouse) -> None:
    asked = planned.receives(f"【结果】{CODE} 产品开发及提交测试", "已提交测试", sender="郑凯")
    assert (said(asked), reasons(planned, asked)) == ("rejected node_result", ["evidence-missing-version"])
    assert mends(planned, "郑凯", "版本：8.2.1.3051") == "accepted node_result"
    assert (states(planned)["build"], planned.campaign().version) == ("done", "8.2.1")
    assert planned.campaign().node("build").evidence == ("version:8.2.1.3051",)


def test_the_test_that_was_missing(planned: PlayHouse) -> None:
    asked = planned.receives(f"【结果】{CODE} 产品测试", "测试完成，遍历测试通过", sender="吴敏")
    assert (said(asked), reasons(planned, asked)) == ("rejected node_result", ["evidence-missing-tests"])
    assert mends(planned, "吴敏", "完整测试通过") == "accepted node_result"
    assert states(planned)["test"] == "done"


def test_the_file_that_was_missing(planned: PlayHouse) -> None:
    one = [("8.2.1缺陷报告.docx", b"PK")]
    asked = planned.receives(f"【结果】{CODE} 报告提交", "报告已提交", sender="吴敏", attachments=one)
    assert (said(asked), reasons(planned, asked)) == ("rejected node_result", ["evidence-missing-attachments"])
    assert mends(planned, "吴敏", "", attachments=[("8.2.1完整测试报告.docx", b"PK")]) == "accepted node_result"
    assert states(planned)["report"] == "done"


def test_the_restriction_that_was_missing(planned: PlayHouse) -> None:
    asked = planned.receives(f"【结果】{CODE} 版本限制", "版本限制已完成", sender="韩冰")
    assert (said(asked), reasons(planned, asked)) == ("rejected node_result", ["evidence-missing-restriction"])
    assert mends(planned, "韩冰", "8.0 及以下，12月18日 00:00 生效") == "accepted node_result"
    assert states(planned)["restrict"] == "done"


@pytest.mark.parametrize("day", ["12/16", "12.16吧", "12月16日"])
def test_the_day_of_a_postponement_may_be_figures_alone(planned: PlayHouse, day: str) -> None:
    asked = planned.receives(f"【结果】{CODE} 灰度升级", "申请延期，等客户窗口", sender="孙丽")
    assert (said(asked), reasons(planned, asked)) == ("rejected postponement", ["postponement-without-date"])
    assert mends(planned, "孙丽", day) == "accepted postponement"
    assert [(planned.local(p.until), p.reason) for p in planned.campaign().postponements] == [("2026-12-16 18:00", "等客户窗口")]


def test_the_day_of_a_promise(planned: PlayHouse) -> None:
    asked = planned.receives(f"【结果】{CODE} 灰度升级", "尽快完成", sender="孙丽")
    assert (said(asked), reasons(planned, asked)) == ("rejected promise", ["promise-without-date"])
    assert mends(planned, "孙丽", "周五") == "accepted promise"
    assert planned.local(planned.campaign().node("rollout").promised) == "2026-12-04 18:00"


def test_a_promise_in_vain_stands_in_the_reminder_that_comes_after_it(planned: PlayHouse) -> None:
    planned.receives(f"【结果】{CODE} 灰度升级", "预计12月4日完成", sender="孙丽")
    planned.passes(until="2026-12-07 12:00")
    reminder = planned.last(to="孙丽", purpose="reminder")
    assert "承诺 12月4日（周五）18:00 前完成，没有兑现" in planned.text(reminder)


def test_the_day_of_a_postponement(planned: PlayHouse) -> None:
    asked = planned.receives(f"【结果】{CODE} 灰度升级", "申请延期，客户窗口没定", sender="孙丽")
    assert (said(asked), reasons(planned, asked)) == ("rejected postponement", ["postponement-without-date"])
    assert mends(planned, "孙丽", "12月15日") == "accepted postponement"
    assert [planned.local(p.until) for p in planned.campaign().postponements] == ["2026-12-15 18:00"]


def test_a_doubtful_day_is_replaced(planned: PlayHouse) -> None:
    asked = planned.receives(f"【结果】{CODE} 灰度升级", "申请延期到12月15日（周三）", sender="孙丽")
    assert (said(asked), reasons(planned, asked)) == ("rejected postponement", ["weekday-mismatch"])
    assert mends(planned, "孙丽", "12月16日") == "accepted postponement"
    assert [planned.local(p.until) for p in planned.campaign().postponements] == ["2026-12-16 18:00"]


def test_the_total_of_a_count(planned: PlayHouse) -> None:
    asked = planned.receives(f"【进度】{CODE} 全量升级", "已升级 320 台", sender="孙丽")
    assert (said(asked), reasons(planned, asked)) == ("rejected progress", ["progress-without-total"])
    assert mends(planned, "孙丽", "500") == "accepted progress"
    progress = planned.campaign().node("rollout-2").progress
    assert progress is not None
    assert (progress.done, progress.total) == (320, 500)


def test_the_code_that_was_missing_also_in_the_text(planned: PlayHouse) -> None:
    asked = planned.receives("【问题】升级后门店无法启动", "现象：服务起不来，严重", sender="孙丽")
    assert (said(asked), reasons(planned, asked)) == ("rejected issue", ["no-campaign"])
    assert mends(planned, "孙丽", CODE) == "accepted issue"
    issue = planned.campaign().issues[0]
    assert (issue.title, issue.severity) == ("升级后门店无法启动", "严重")


def test_done_or_later(planned: PlayHouse) -> None:
    asked = planned.receives(f"【结果】{CODE} 灰度升级", "已完成，预计周五完成", sender="孙丽")
    assert (said(asked), reasons(planned, asked)) == ("rejected promise", ["done-or-later"])
    assert mends(planned, "孙丽", "完成了") == "accepted node_result"


@pytest.mark.parametrize(
    "text",
    [
        "补充：8.0 及以下，11月29日 22:00 起生效",
        "8.0及以下，昨晚22点生效",
        "限制版本：8.0 及以下，12月18日 00:00 生效",
        "版本限制完成，限制版本：8.0 及以下，11月29日 22:00 生效",
    ],
)
def test_what_a_result_in_the_plans_thread_lacked_is_no_revision_of_the_plan(house: PlayHouse, text: str) -> None:
    opened = house.receives("【计划】星桥服务端8.2.1在线升级", TWO)
    plan = house.house.ledger.archive.get(opened.mail).message_id
    asked = house.receives("回复: 【计划】星桥服务端8.2.1在线升级", "版本限制我们这边已经做好了。", sender="韩冰", answers=plan)
    assert (said(asked), reasons(house, asked)) == ("rejected node_result", ["evidence-missing-restriction"])
    assert mends(house, "韩冰", text) == "accepted node_result"
    assert states(house)["restrict"] == "done"


@pytest.mark.parametrize("answer", ["2 负责人 李想", "李想", "负责人：李想"])
def test_lines_that_revise_a_plan_are_mended_and_the_others_still_count(house: PlayHouse, answer: str) -> None:
    opened = house.receives("【计划】星桥服务端8.2.1在线升级", TWO)
    plan = house.house.ledger.archive.get(opened.mail).message_id
    asked = house.receives("回复: 【计划】星桥服务端8.2.1在线升级", "2 负责人 张无名\n3 完成时间 12月21日", sender="陈静", answers=plan)
    assert said(asked) == "rejected revision"
    assert mends(house, "陈静", answer) == "accepted revision"
    node = house.campaign().nodes[1]
    assert (node.owner, house.local(house.campaign().nodes[2].due)[:10]) == (PEOPLE["李想"], "2026-12-21")


def test_a_row_that_was_not_clear(house: PlayHouse) -> None:
    house.receives(TITLE, TWO.replace("周航", "孙丽").replace("2026-12-11", "2026-12-03"))
    house.passes(until="2026-12-04T10:00")
    reminder = house.last(to="孙丽", purpose="reminder")
    asked = house.replies("已完成", to=reminder, sender="孙丽")
    assert (said(asked), reasons(house, asked)) == ("rejected node_result", ["which-row"])
    assert mends(house, "孙丽", "1") == "accepted node_result"
    assert states(house)[reminder.rows[0].node] == "done"


def test_a_promise_under_a_reminder_finds_its_row_again(house: PlayHouse) -> None:
    house.receives(TITLE, TWO)
    house.passes(until="2026-12-04T10:00")
    asked = house.replies("尽快完成", to=house.last(to="孙丽", purpose="reminder"), sender="孙丽")
    assert (said(asked), reasons(house, asked)) == ("rejected promise", ["promise-without-date"])
    assert mends(house, "孙丽", "12月8日") == "accepted promise"


def test_conditional_consent_is_said_plainly(house: PlayHouse) -> None:
    house.receives(TITLE, TWO)
    asked = house.replies("同意，前提是客户同意窗口", to=house.last(template="plan-opened"), sender="孙丽")
    assert (said(asked), reasons(house, asked)) == ("rejected confirmation", ["conditional-answer"])
    assert mends(house, "孙丽", "不同意：客户窗口没定") == "accepted objection"
    assert mends(house, "孙丽", "同意") == "accepted confirmation"


def test_a_whole_mail_in_reply_needs_nothing_of_the_old_one(planned: PlayHouse) -> None:
    planned.receives(f"【结果】{CODE}", "升级已完成", sender="孙丽")
    assert mends(planned, "孙丽", "全量升级申请延期到12月20日") == "accepted postponement"
    assert states(planned)["rollout"] == "pending"


def test_thanks_for_a_fault_is_a_note(planned: PlayHouse) -> None:
    planned.receives(f"【结果】{CODE}", "升级已完成", sender="孙丽")
    assert mends(planned, "孙丽", "好的，谢谢") == "accepted note"
    assert states(planned)["rollout"] == "pending"
