"""One mail that tells several things: a result and the end of an issue, one node done and another on its way, and when it was done."""

import pytest
from sayings import (
    CODE,
    PEOPLE,
    asked_postponement,
    at,
    campaign,
    issue,
    node,
    rows_of_nodes,
    says,
    testing as with_tests,
)

from mailbot.campaign.model import Progress
from mailbot.campaign.outcome import Row

COMPONENT = campaign(
    kind="component_upgrade",
    nodes=(
        node("obtain", "版本获取", "周航", "12-04 18:00", order=1, department="华南业务部"),
        node("rollout", "组件升级", "周航", "12-11 18:00", order=2, department="华南业务部"),
        node("finalize", "最终确定", "陈静", "12-25 18:00", order=3, department="产品部"),
    ),
)
ISSUES = campaign(issues=(issue(1, by="孙丽", state="answered"), issue(2, by="李想")))
DEFECTS = with_tests(issues=(issue(1, by="吴敏", state="answered", type="defect"), issue(2, by="吴敏", state="answered", type="defect")))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("灰度 20 台都升完了。\n问题1 按说明处理后没再出现，确认解决。", ["node_result rollout done", "closure 1"]),
        ("灰度升级已完成，问题 1 已解决，可以关闭", ["node_result rollout done", "closure 1"]),
        ("问题 1 验证通过，可以关了；灰度 20 台也都升完了", ["node_result rollout done", "closure 1"]),
        ("问题1 打补丁后升级正常，验证通过。灰度升级进度 15/20，预计周五完成", ["node_result rollout 15/20", "promise rollout 12-04", "closure 1"]),
        ("灰度升级申请延期到 12月8日，等客户窗口。问题1 验证通过。", ["postponement rollout 12-08", "closure 1"]),
        ("灰度升级完成了，但问题1 还是没解决", ["node_result rollout done", "reopening 1"]),
        ("The pilot upgrade is done, all 20 servers. Issue 1 is verified, please close it.", ["node_result rollout done 20/20", "closure 1"]),
        # Only one of the two says something.
        ("问题 1 不影响灰度升级，灰度升级已完成", ["node_result rollout done"]),
        ("问题1，升级到 3.5.1 后正常，确认解决", ["closure 1"]),
    ],
)
def test_a_result_and_the_end_of_an_issue_in_one_mail_are_both_taken(text: str, said: list[str]) -> None:
    assert says(text, to=ISSUES) == said


def test_a_tagged_result_closes_the_defects_that_it_names() -> None:
    text = "遍历测试、完整测试全部通过。\n上一轮的缺陷 1、2 复测通过，可以关闭。"
    assert says(text, to=DEFECTS, sender="吴敏", subject="[RESULT] SU-2026-0007 产品测试") == ["node_result test done", "closure 1,2"]


def test_a_managers_handling_result_stands_beside_their_nodes() -> None:
    text = "问题 2 已修复，补丁今晚推。8.0 及以下版本已限制，今天 12:00 起生效。"
    assert says(text, to=ISSUES, sender="韩冰") == ["node_result restrict done", "handling_result 2"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("静姐，组件昨天已经拿到，现在升了 40%，预计 12月10日 全部弄完", ["node_result obtain done 12-02", "node_result rollout 40/100", "promise rollout 12-10"]),
        ("包已经下好了，今晚开始升，明天升完", ["node_result obtain done", "promise rollout 12-04"]),
        ("组件拿到了，升了 30 台，共 100 台", ["node_result obtain done", "node_result rollout 30/100"]),
        ("Downloaded the component yesterday. 40 of 100 servers upgraded so far, the rest by Dec 10.", ["node_result obtain done 12-02", "node_result rollout 40/100", "promise rollout 12-10"]),
        ("Got the package yesterday, 40% of the servers are upgraded", ["node_result obtain done 12-02", "node_result rollout 40/100"]),
    ],
)
def test_a_verb_tells_which_of_the_writers_nodes_a_clause_is_about(text: str, said: list[str]) -> None:
    assert says(text, to=COMPONENT, sender="周航") == said
    assert says(text, to=COMPONENT, sender="周航", rows=rows_of_nodes("obtain")) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("节点：灰度升级\n完成情况：已完成\n完成时间：2026-11-30\n数量：20 / 20", "done 20/20 11-30"),
        ("灰度升级已完成。\n实际完成时间：12月2日 15:30", "done 12-02"),
        ("20 台全部升完，实际完成时间 12 月 1 日晚", "done 12-01"),
        ("灰度升级 已完成 完成时间：12/1", "done 12-01"),
        ("计划完成时间：12月3日\n实际完成时间：12月2日\n完成数量：20/20", "done 20/20 12-02"),
        ("计划完成时间：12月3日，已完成", "done"),
        ("实际完成时间：12月2日", "done 12-02"),
        ("Status: done\nCompletion date: 1 Dec", "done 12-01"),
        ("12/1 完成", "done 12-01"),
        ("升级完成（12.1）", "done 12-01"),
        ("前天下午升完的", "done 12-01"),
        ("Finished on Tuesday", "done 12-01"),
    ],
)
def test_the_day_on_which_it_was_done_is_taken_from_wherever_it_stands(text: str, said: str) -> None:
    assert says(text, subject="【结果】SU-2026-0007 灰度升级") == [f"node_result rollout {said}"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("完成情况：15/20\n完成时间：12月8日", ["node_result rollout 15/20", "promise rollout 12-08"]),
        ("完成情况：15/20\n完成时间：12月3日", ["node_result rollout 15/20"]),  # the day on which it is due
        ("完成情况：已完成\n完成时间：12月5日", ["?promise done-or-later"]),
    ],
)
def test_a_day_to_come_in_a_form_is_no_day_of_done(text: str, said: list[str]) -> None:
    assert says(text, subject="【结果】SU-2026-0007 灰度升级") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("明天客户盘点做不了，预计 12月15日下班前弄完", "promise rollout-2 12-15"),
        ("11号做不完了，预计15号", "promise rollout-2 12-15"),
        ("can't make the 11th, expect to be done on Dec 15", "promise rollout-2 12-15"),
        ("11号完不成，要到15号", "postponement rollout-2 12-15"),
        ("赶不上11号了，申请延到15号", "postponement rollout-2 12-15"),
    ],
)
def test_an_expected_day_is_promised_whatever_stands_before_it(text: str, said: str) -> None:
    assert says(text, sender="周航", rows=rows_of_nodes("rollout-2")) == [said]


def test_a_sum_beside_the_closing_word_is_the_progress() -> None:
    shared = campaign(nodes=(node("rollout", "组件升级", "周航", "12-11 18:00", progress=Progress(done=40, total=100)), *COMPONENT.nodes[2:]))
    assert says("都升完了，共 186 台，一台没落。", to=shared, sender="周航") == ["node_result rollout done 186/186"]
    assert says("最后 30 台都升完了", to=shared, sender="周航") == ["node_result rollout done"]


EVERYTHING = campaign(
    nodes=(
        node("obtain", "版本获取", "孙丽", "12-02 18:00", order=1, department="华东业务部"),
        node("rollout", "华东全量升级", "孙丽", "12-09 18:00", order=2, department="华东业务部"),
        node("rollout-2", "华南全量升级", "周航", "12-09 18:00", order=3, department="华南业务部"),
        node("restrict", "版本限制", "韩冰", "12-16 18:00", order=4, department="技术部"),
        node("finalize", "最终确定", "陈静", "12-23 18:00", order=5, department="产品部"),
    ),
    issues=(issue(1, by="孙丽", state="answered"), issue(2, by="周航")),
    postponements=(asked_postponement(node="rollout-2", until=at("12-15 18:00"), asked_by=PEOPLE["周航"]),),
)
MIXED = (*rows_of_nodes("obtain", "rollout"), Row(n=3, campaign=CODE, asks="issue", issue=1))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("版本拿到了，华东全量明天完，问题1没问题了", ["node_result obtain done", "promise rollout 12-04", "closure 1"]),
        ("版本昨天拿到了，华东全量升了 60/240", ["node_result obtain done 12-02", "node_result rollout 60/240"]),
        ("已处理", ["?node_result which-row"]),
    ],
)
def test_an_answer_without_numbers_is_of_the_rows_that_its_words_name(text: str, said: list[str]) -> None:
    assert says(text, to=EVERYTHING, rows=MIXED, under={"purpose": "reminder"}) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("华东全量 180/240，问题1 已解决请关闭。剩余 60 台客户要求周末做，预计 12月6日完成。", ["node_result rollout 180/240", "promise rollout 12-06", "closure 1"]),
        ("1. 版本获取 12/1 完成\n2. 华东全量升级 12/8 完成", ["node_result obtain done 12-01", "promise rollout 12-08"]),
        ("华东全量升级 12-08 完成", ["promise rollout 12-08"]),
        ("华东全量升级：计划 12-03，实际 12-02 完成，20/20。", ["node_result rollout done 20/20 12-02"]),
        ("华东全量 240 台全部完成，昨天收的尾。", ["node_result rollout done 12-02"]),
        ("本来 9 号的华东全量提前到今天上午完成了", ["node_result rollout done 12-03"]),
        ("华东全量升到 60 台时出了问题，已回退 5 台，其余正常，预计 12月10日完成", ["node_result rollout failed", "promise rollout 12-10"]),
        ("安装包昨天下午从官网下完了，md5 对过。华东全量截至今早 60 台（共 240 台）。", ["node_result obtain done 12-02", "node_result rollout 60/240"]),
        # A day of these weeks is no share, and a share no day.
        ("华东全量升级 12/15 完成", ["promise rollout 12-15"]),
        ("华东全量升级已升 12/15 台", ["node_result rollout 12/15"]),
        ("华东全量升级 5/8 完成", ["node_result rollout 5/8"]),
        ("华东全量 12/12 完成", ["?progress day-or-share"]),
    ],
)
def test_days_and_counts_of_several_things_go_where_they_belong(text: str, said: list[str]) -> None:
    assert says(text, to=EVERYTHING) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("同意周航延期到 12月15日。另外最终确定相应改到 12月29日。", ["decision 1 agreed", "postponement finalize 12-29"]),
        ("同意延期，版本限制随之改到12月21日，最终确定 12月29日", ["decision 1 agreed", "postponement restrict 12-21", "postponement finalize 12-29"]),
        ("同意周航延期，12月20日前必须完成", ["?decision decision-other-date"]),
        ("问题1 确认解决，关闭。华东全量完成时间改到 12月11日。", ["closure 1", "postponement rollout 12-11"]),
        ("华南全量升级 12月15日 18:00\n最终确定 12月28日\n其他照旧", ["plan"]),
    ],
)
def test_a_pms_word_and_another_change_beside_it_are_both_taken(text: str, said: list[str]) -> None:
    assert sorted(says(text, to=EVERYTHING, sender="陈静")) == sorted(said)


def test_files_close_their_node_beside_a_result_of_another() -> None:
    files = (("缺陷报告.pdf", b"x"), ("完整测试报告.pdf", b"x"))
    text = "遍历测试 12月1日已通过，完整测试 12月2日也通过了。两份报告见附件，最终版本今天下班前提交。"
    said = ["node_result test done 12-02", "promise release 12-03", "node_result report done"]
    assert says(text, to=with_tests(), sender="吴敏", attachments=files) == said


def test_an_english_weekday_behind_what_is_done_is_the_last_one() -> None:
    assert says("Got the server package on Monday.", to=EVERYTHING) == ["node_result obtain done 11-30"]
    assert says("Will be done on Monday.", to=COMPONENT, sender="周航", rows=rows_of_nodes("rollout")) == ["promise rollout 12-07"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("截至今天 17 点：华南全量 96/120，剩下 24 台他们才让动，预计 14 号收工。", ["node_result rollout-2 96/120", "promise rollout-2 12-14"]),
        ("华南 9 号按时完成没问题", ["promise 12-09"]),
        ("如华东的补丁有效，华南周五开始，9 号按时完成没问题。", ["?promise promise-conditional"]),
        ("如无意外，华南全量周五完成", ["promise rollout-2 12-04"]),
        ("华南全量已于昨晚推完，其中 3 台离线，周五上线后补推。", ["?node_result not-heard"]),
        ("完成日期 2026.12.1，华南全量升级已完成，无异常。", ["node_result rollout-2 done 12-01"]),
        ("South China: 120 of 240 done, finishing Dec 8.", ["node_result 120/240", "promise 12-08"]),
    ],
)
def test_what_is_to_come_is_told_from_what_is_done(text: str, said: list[str]) -> None:
    assert says(text, to=EVERYTHING, sender="周航") == said


def test_a_restriction_in_force_as_planned_is_done_and_plans_nothing() -> None:
    assert says("版本限制已按计划于今天零点生效（8.0 及以下）。", to=EVERYTHING, sender="韩冰") == ["node_result restrict done 12-03"]


@pytest.mark.parametrize("text", ["除了第 2 项还要到下周三，其他都完成了。", "第2项还要到下周三，其他都完成了"])
def test_what_is_said_of_an_exception_is_said_of_it_alone(text: str) -> None:
    said = says(text, to=EVERYTHING, rows=MIXED[:2], under={"purpose": "reminder"})
    assert sorted(said) == ["#1 node_result obtain done", "#2 promise rollout 12-09"]


def test_a_defect_left_to_the_next_version_is_answered_and_asks_nothing() -> None:
    said = says("3.5.1 已提测，缺陷 1 修复，缺陷 2 放到下个版本。", to=DEFECTS, sender="郑凯")
    assert said == ["node_result build done", "handling_result 1", "handling_result 2"]


@pytest.mark.parametrize(
    "text",
    [
        "版本限制提前到 12月14日，华南全量相应提前到 12月8日，其余按原计划。",
        "华东全量负责人改成李想，时间不变；其余不变。",
    ],
)
def test_a_pms_sentences_change_the_rows_that_they_call_shortly(text: str) -> None:
    assert says(text, to=EVERYTHING, sender="陈静") == ["plan"]


def test_somebody_elses_issue_is_left_open_beside_a_result_that_counts() -> None:
    assert says("华东全量升级已完成。问题2 验证通过。", to=EVERYTHING) == ["node_result rollout done"]
