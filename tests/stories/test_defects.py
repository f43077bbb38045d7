"""Defects: the gate on a submission, the versions after it, the reports, and the fix that closes by itself (SPEC 1, 9)."""

import pytest
from telling import nodes, reasons, said, states
from theatre import PlayHouse

PLAN = """产品：星桥服务端
版本：8.2.1

| 节点 | 部门 | 负责人 | 完成时间 |
| 产品开发及提交测试 | 研发部 | 郑凯 | 2026-12-01 |
| 缺陷修复 | 研发部 | 冯雪 | 2026-12-03 |
| 产品测试（遍历测试、完整测试） | 测试部 | 吴敏 | 2026-12-04 |
| 报告提交 | 测试部 | 吴敏 | 2026-12-07 |
| 最终版本提交 | 测试部 | 吴敏 | 2026-12-08 |
| 服务端在线升级 | 华东业务部 | 孙丽 | 2026-12-15 |
"""
REPORTS = [("星桥8.2.1缺陷报告.docx", b"PK-1"), ("星桥8.2.1完整测试报告.docx", b"PK-2")]


@pytest.fixture
def tested(house: PlayHouse) -> PlayHouse:
    """The first version is submitted and has one defect."""
    assert said(house.receives("[PLAN] 星桥服务端8.2.1在线升级", PLAN)) == "accepted plan"
    house.replies("同意", to=house.last(template="plan-opened"), sender="孙丽")
    submitted = house.receives("[完成] SU-2026-0001 提交测试", "版本 8.2.1 已提交测试。", sender="郑凯")
    assert (said(submitted), states(house)["build"]) == ("accepted node_result", "done")
    raised = house.receives(
        "[缺陷] SU-2026-0001 启动后内存持续增长", "现象：运行两小时后内存占满。\n严重程度：严重", sender="吴敏"
    )
    assert said(raised) == "accepted issue"
    return house


def test_a_submission_is_refused_with_the_list_of_open_defects(tested: PlayHouse) -> None:
    refused = tested.receives("[完成] SU-2026-0001 提交测试", "版本 8.2.2 已提交测试。", sender="郑凯")
    assert (said(refused), reasons(tested, refused)) == ("rejected node_result", ["defects-open"])
    fault = tested.last(to="郑凯", purpose="fault")
    assert [w for w in ("8.2.2", "启动后内存持续增长", "放行") if w not in tested.text(fault)] == []
    assert tested.campaign().version == "8.2.1"
    assert tested.verifies()


def test_the_pm_lets_a_refused_submission_pass_and_it_counts_as_it_stood(tested: PlayHouse) -> None:
    for line in ("产品测试：遍历测试通过，完整测试通过", "最终版本提交完成，版本 8.2.1"):
        assert said(tested.receives("[结果] SU-2026-0001", line, sender="吴敏")) == "accepted node_result"
    tested.now = tested.now.replace(hour=15)
    refused = tested.receives("[完成] SU-2026-0001 提交测试", "版本 8.2.2 已提交测试。", sender="郑凯")
    message = tested.house.ledger.archive.get(refused.mail).message_id
    tested.passes(days=1)
    waived = tested.receives(
        "Re: [完成] SU-2026-0001 提交测试", "放行：客户急用，内存问题下版修复", sender="陈静", answers=message
    )
    assert said(waived) == "accepted waiver"
    campaign = tested.campaign()
    assert (campaign.version, campaign.waived) == ("8.2.2", (("8.2.2", "客户急用，内存问题下版修复"),))
    assert (tested.local(campaign.node("build").done_at), campaign.node("build").done_by) == (
        "2026-11-30 15:00",
        "zhengkai@corp.example",
    )
    assert states(tested) == {
        "build": "done",
        "fix": "pending",
        "test": "pending",
        "report": "pending",
        "release": "pending",
        "rollout": "pending",
        "finalize": "pending",
    }
    assert tested.verifies()


def test_the_pm_lets_a_submission_pass_as_a_field_of_it(tested: PlayHouse) -> None:
    own = tested.receives("[完成] SU-2026-0001 提交测试", "版本：8.2.2\n放行：客户急用", sender="陈静")
    assert (said(own), tested.campaign().version) == ("accepted node_result", "8.2.2")


def test_nobody_else_lets_a_submission_pass(tested: PlayHouse) -> None:
    refused = tested.receives("[完成] SU-2026-0001 提交测试", "版本：8.2.2\n放行：客户急用", sender="郑凯")
    assert (said(refused), reasons(tested, refused)) == ("rejected node_result", ["defects-open"])
    alone = tested.replies("放行：客户急用", to=tested.last(to="郑凯", purpose="fault"), sender="郑凯")
    assert (alone.verdict, tested.campaign().version) == ("rejected", "8.2.1")


def test_a_waiver_without_a_reason_is_asked_for_one(tested: PlayHouse) -> None:
    tested.receives("[完成] SU-2026-0001 提交测试", "版本 8.2.2 已提交测试。", sender="郑凯")
    bare = tested.receives("Re: SU-2026-0001", "放行", sender="陈静")
    assert (said(bare), reasons(tested, bare)) == ("rejected waiver", ["waiver-without-reason"])


def test_a_waiver_holds_for_that_version_as_written_alone(tested: PlayHouse) -> None:
    tested.receives("[完成] SU-2026-0001 提交测试", "版本 8.2.2.100 已提交测试。", sender="郑凯")
    waived = tested.receives("Re: SU-2026-0001", "放行：客户急用", sender="陈静")
    assert (said(waived), tested.campaign().version) == ("accepted waiver", "8.2.2.100")
    other = tested.receives("[完成] SU-2026-0001 提交测试", "版本 8.2.2.101 已提交测试。", sender="郑凯")
    assert (said(other), reasons(tested, other)) == ("rejected node_result", ["defects-open"])


def test_the_next_version_opens_the_tests_again_once_the_defects_are_closed(tested: PlayHouse) -> None:
    tested.receives("[结果] SU-2026-0001 产品测试", "遍历测试通过，完整测试通过。", sender="吴敏")
    assert states(tested)["test"] == "done"
    issue = tested.last(template="issue-raised")
    assert (
        said(tested.replies("处理结果：内存泄漏已在 8.2.2 修复", to=issue, sender="郑凯")) == "accepted handling_result"
    )
    answered = tested.last(to="吴敏", template="issue-answered")
    assert said(tested.replies("验证通过", to=answered, sender="吴敏")) == "accepted closure"
    # `fix` closes by itself with the last defect
    assert states(tested)["fix"] == "done"
    submitted = tested.receives("[完成] SU-2026-0001 提交测试", "版本 8.2.2 已提交测试。", sender="郑凯")
    assert said(submitted) == "accepted node_result"
    assert (tested.campaign().version, states(tested)["test"], states(tested)["build"]) == ("8.2.2", "pending", "done")
    told = tested.last(template="version-submitted")
    assert (told.to, told.cc) == (("wumin@corp.example",), ("hanbing@corp.example", "chenjing@corp.example"))
    # The tester's calendar follows to the new due times.
    assert tested.last(template="invitation").to == ("wumin@corp.example",)
    assert tested.verifies()


def test_an_answered_defect_stops_no_submission(tested: PlayHouse) -> None:
    tested.replies("处理结果：内存泄漏已在 8.2.2 修复", to=tested.last(template="issue-raised"), sender="郑凯")
    submitted = tested.receives("[完成] SU-2026-0001 提交测试", "版本 8.2.2 已提交测试。", sender="郑凯")
    assert said(submitted) == "accepted node_result"


def test_a_reopened_defect_stops_the_submission_again(tested: PlayHouse) -> None:
    tested.replies("处理结果：内存泄漏已在 8.2.2 修复", to=tested.last(template="issue-raised"), sender="郑凯")
    tested.replies("未解决，还是增长", to=tested.last(to="吴敏", template="issue-answered"), sender="吴敏")
    refused = tested.receives("[完成] SU-2026-0001 提交测试", "版本 8.2.2 已提交测试。", sender="郑凯")
    assert (said(refused), reasons(tested, refused)) == ("rejected node_result", ["defects-open"])


def test_a_problem_stops_no_submission(house: PlayHouse) -> None:
    house.receives("[PLAN] 星桥服务端8.2.1在线升级", PLAN)
    house.receives("[问题] SU-2026-0001 门店无法启动", "现象：部分门店无法启动。严重程度：一般", sender="孙丽")
    submitted = house.receives("[完成] SU-2026-0001 提交测试", "版本 8.2.2 已提交测试。", sender="郑凯")
    assert said(submitted) == "accepted node_result"


def test_fix_is_not_closed_by_word_while_a_defect_is_open(tested: PlayHouse) -> None:
    refused = tested.receives("[完成] SU-2026-0001 缺陷修复", "缺陷修复已完成", sender="冯雪")
    assert (said(refused), reasons(tested, refused)) == ("rejected node_result", ["defects-unclosed"])


def test_the_tests_are_named_one_by_one_also_over_two_mails(tested: PlayHouse) -> None:
    half = tested.receives("[结果] SU-2026-0001 产品测试", "遍历测试通过，产品测试完成。", sender="吴敏")
    assert (said(half), reasons(tested, half)) == ("rejected node_result", ["evidence-missing-tests"])
    assert "完整测试" in tested.text(tested.last(to="吴敏", purpose="fault"))
    whole = tested.receives("[结果] SU-2026-0001 产品测试", "遍历测试、完整测试均通过。", sender="吴敏")
    assert (said(whole), states(tested)["test"]) == ("accepted node_result", "done")


@pytest.mark.parametrize(
    ("attached", "expected"),
    [
        ([], ("rejected node_result", "pending")),
        (REPORTS[:1], ("rejected node_result", "pending")),
        (REPORTS[1:], ("rejected node_result", "pending")),
        (REPORTS, ("accepted node_result", "done")),
    ],
    ids=["none", "defects alone", "tests alone", "both"],
)
def test_the_reports_want_both_attachments(
    tested: PlayHouse, attached: list[tuple[str, bytes]], expected: tuple[str, str]
) -> None:
    done = tested.receives("[完成] SU-2026-0001 报告提交", "报告已提交，请查收。", sender="吴敏", attachments=attached)
    assert (said(done), states(tested)["report"]) == expected


def test_a_report_too_large_for_mail_that_is_linked_counts(tested: PlayHouse) -> None:
    text = "报告已提交。\n\n超大附件：星桥8.2.1完整测试报告.zip (1.2G) https://mail.corp.example/big/1\n"
    done = tested.receives("[完成] SU-2026-0001 报告提交", text, sender="吴敏", attachments=REPORTS[:1])
    assert (said(done), states(tested)["report"]) == ("accepted node_result", "done")
    assert "file:完整测试报告:星桥8.2.1完整测试报告.zip (not held)" in tested.campaign().node("report").evidence


def test_a_failed_test_leaves_its_node_open_and_proposes_the_issue_mail(tested: PlayHouse) -> None:
    done = tested.receives("[结果] SU-2026-0001 产品测试", "完整测试不通过，登录模块崩溃。", sender="吴敏")
    assert (said(done), states(tested)["test"]) == ("accepted progress", "pending")
    receipt = tested.text(tested.last(to="吴敏", purpose="receipt"))
    assert "【问题】SU-2026-0001 产品测试" in receipt


def test_the_final_version_closes_the_release(tested: PlayHouse) -> None:
    bare = tested.receives("[完成] SU-2026-0001 最终版本提交", "最终版本已提交。", sender="吴敏")
    assert reasons(tested, bare) == ["evidence-missing-version"]
    full = tested.receives("[完成] SU-2026-0001 最终版本提交", "最终版本 V8.2.1 已提交。", sender="吴敏")
    assert (said(full), nodes(tested)[4]) == ("accepted node_result", "release 吴敏 12-08 18:00 done")


def test_the_next_version_leaves_the_days_that_are_still_to_come(tested: PlayHouse) -> None:
    assert (
        said(tested.receives("[结果] SU-2026-0001", "产品测试：遍历测试通过，完整测试通过", sender="吴敏"))
        == "accepted node_result"
    )
    tested.replies("处理结果：内存泄漏已在 8.2.2 修复", to=tested.last(template="issue-raised"), sender="郑凯")
    tested.passes(days=1)
    tested.receives("[完成] SU-2026-0001 提交测试", "版本 8.2.2 已提交测试。", sender="郑凯")
    assert nodes(tested)[2:5] == [
        "test 吴敏 12-04 18:00 pending",
        "report 吴敏 12-07 18:00 pending",
        "release 吴敏 12-08 18:00 pending",
    ]
    for template in ("version-submitted", "receipt"):
        assert "顺延" not in tested.text(tested.last(template=template))


def test_a_day_that_has_passed_when_the_next_version_opens_its_node_moves_and_is_told_with_that_before(
    tested: PlayHouse,
) -> None:
    assert (
        said(tested.receives("[结果] SU-2026-0001", "产品测试：遍历测试通过，完整测试通过", sender="吴敏"))
        == "accepted node_result"
    )
    tested.replies("处理结果：内存泄漏已在 8.2.2 修复", to=tested.last(template="issue-raised"), sender="郑凯")
    tested.passes(days=7)
    tested.receives("[完成] SU-2026-0001 提交测试", "版本 8.2.2 已提交测试。", sender="郑凯")
    before, after = "12月4日（周五）18:00", "12月11日（周五）18:00"
    assert nodes(tested)[2:5] == [
        "test 吴敏 12-11 18:00 pending",
        "report 吴敏 12-07 18:00 pending",
        "release 吴敏 12-08 18:00 pending",
    ]
    for template in ("version-submitted", "receipt"):
        text = tested.text(tested.last(template=template))
        assert "完成时间随新版本顺延：" in text
        assert [words for words in (before, after) if words not in text] == []


def test_who_can_work_is_told_of_a_version_and_not_who_waits_for_defects(tested: PlayHouse) -> None:
    """缺陷修复 is due before, but closes by itself; with a defect open it comes first."""
    told = tested.last(template="node-done")
    assert (told.to, told.cc) == (("wumin@corp.example",), ("chenjing@corp.example",))
    assert "接下来：产品测试（遍历测试、完整测试），吴敏" in tested.text(told)
    tested.receives("[缺陷] SU-2026-0001 日志写满", "现象：日志写满磁盘。\n严重程度：一般", sender="吴敏")
    tested.receives("[结果] SU-2026-0001 产品测试", "遍历测试通过，完整测试通过。", sender="吴敏")
    told = tested.last(template="node-done")
    assert (told.to, "每个缺陷给出处理结果、验证通过后，它自动完成" in tested.text(told)) == (
        ("fengxue@corp.example",),
        True,
    )


def test_only_who_tests_a_new_version_has_to_act(tested: PlayHouse) -> None:
    tested.replies("处理结果：内存泄漏已在 8.2.2 修复", to=tested.last(template="issue-raised"), sender="郑凯")
    tested.receives("[完成] SU-2026-0001 提交测试", "版本 8.2.2 已提交测试。", sender="郑凯")
    told = tested.last(template="version-submitted")
    assert (told.to, told.cc) == (("wumin@corp.example",), ("hanbing@corp.example", "chenjing@corp.example"))
    assert "接下来：产品测试（遍历测试、完整测试），吴敏" in tested.text(told)
