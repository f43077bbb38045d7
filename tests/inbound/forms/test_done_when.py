"""When it was done: a day beside the closing word, a day for each of several nodes, and who of the others is done (SPEC 9 "Dates")."""

import pytest
from sayings import (
    CODE,
    asked_postponement,
    at,
    campaign,
    issue,
    node,
    rows_of_issues,
    rows_of_nodes,
    says,
    testing as with_tests,
)

from mailbot.campaign.model import Progress
from mailbot.campaign.outcome import Row
from mailbot.value import replace

# Mails of these tables are written on Thursday, 2026-12-03.
SEVERAL = campaign(
    nodes=(
        node("obtain", "版本获取", "孙丽", "12-02 18:00", order=1, department="华东业务部"),
        node("rollout", "华东全量升级", "孙丽", "12-09 18:00", order=2, department="华东业务部"),
        node("rollout-2", "华南全量升级", "周航", "12-09 18:00", order=3, department="华南业务部"),
        node("restrict", "版本限制", "韩冰", "12-16 18:00", order=4, department="技术部"),
        node("finalize", "最终确定", "陈静", "12-23 18:00", order=5, department="产品部"),
    ),
)
ROWS = rows_of_nodes("obtain", "rollout")
ONE = rows_of_nodes("rollout")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("都弄好了，12月1日。", " 12-01"),
        ("都弄好了，昨天。", " 12-02"),
        ("搞定，昨天的事", " 12-02"),
        ("已完成，12/1", " 12-01"),
        ("已完成，时间是1号下午", " 12-01"),
        ("300 台全部完成（11/30）", " 11-30"),
        ("Done - yesterday", " 12-02"),
        ("完成，8.2", ""),  # the version that is rolled out
        ("完成，1号店", ""),
    ],
)
def test_a_clause_that_is_but_a_day_tells_when_it_was_done(text: str, day: str) -> None:
    assert says(text, to=SEVERAL, rows=ONE) == [f"node_result rollout done{day}"]


@pytest.mark.parametrize("text", ["已完成，10/12", "12/12 完成"])
def test_figures_that_may_be_a_share_close_nothing(text: str) -> None:
    assert says(text, to=SEVERAL, rows=ONE) == ["?progress day-or-share"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1 和 2 都弄好了，一个是12月1日，一个是昨天。", ("12-01", "12-02")),
        ("第 1、2 项已完成（12/1、12/2）", ("12-01", "12-02")),
        ("1、2 分别于 12月1日、12月2日完成", ("12-01", "12-02")),
        ("1、2 已完成，时间分别是1号和2号", ("12-01", "12-02")),
        ("1、2 昨天都完成了", ("12-02", "12-02")),
    ],
)
def test_of_several_rows_each_has_its_own_day(text: str, days: tuple[str, str]) -> None:
    told = [f"#{n} node_result {key} done {day}" for n, (key, day) in enumerate(zip(("obtain", "rollout"), days, strict=True), 1)]
    assert says(text, to=SEVERAL, rows=ROWS) == told


def test_of_several_rows_each_has_its_own_day_to_come() -> None:
    said = says("1、2 分别延到 12月8日、12月15日，客户盘点", to=SEVERAL, rows=ROWS)
    assert said == ["#1 postponement obtain 12-08", "#2 postponement rollout 12-15"]


@pytest.mark.parametrize(
    "text",
    [
        "华东全量升级、华南全量升级均已完成，分别是12月1日和12月2日",
        "完成时间：华东全量升级 12月1日，华南全量升级 12月2日",
        "完成时间：\n华东全量升级 12月1日\n华南全量升级 12月2日",
        "华东全量升级、华南全量升级均已完成。\n完成时间：华南 12月2日，华东 12月1日",
        "华东全量升级、华南全量升级已完成（华东12月1日、华南12月2日）",
    ],
)
def test_of_several_nodes_each_has_its_own_day(text: str) -> None:
    told = says(text, to=SEVERAL, sender="陈静", subject=f"【结果】{CODE}")
    assert told == ["node_result rollout done 12-01", "node_result rollout-2 done 12-02"]


@pytest.mark.parametrize(
    "text",
    ["华东、华南昨天都升完了", "华东、华南昨晚都已升完", "孙丽和周航昨天都升完了", "孙丽和周航都在昨晚升完了，各位放心"],
)
def test_a_pm_reports_for_those_who_stand_in_a_list(text: str) -> None:
    one_each = campaign(nodes=SEVERAL.nodes[1:])
    assert says(text, to=one_each, sender="陈静") == ["node_result rollout done 12-02", "node_result rollout-2 done 12-02"]


@pytest.mark.parametrize("text", ["那边昨天升完了", "门店昨天都升完了", "两边昨天都收工了"])
def test_what_a_pm_tells_of_work_done_changes_no_plan(text: str) -> None:
    assert "plan" not in says(text, to=SEVERAL, sender="陈静")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("升级完成率 92%，剩余 24 台为离线设备，等现场开机。", "92/100"),
        ("The roll-out is at 55/60. I'll finish the last five tomorrow morning.", "55/60"),
        ("刚才算错，应该是 60%。", "60/100"),
    ],
)
def test_a_share_counts_of_what_it_says(text: str, said: str) -> None:
    assert says(text, to=SEVERAL, rows=ONE)[0] == f"node_result rollout {said}"


@pytest.mark.parametrize(
    "text",
    ["升级后又冒出来一个：苏州 12 台夜间自动重启，已经两晚了", "升级后苏州 12 台半夜反复重启，麻烦技术看看", "升级之后 12 台打不开"],
)
def test_what_happened_after_the_work_counts_none_of_it(text: str) -> None:
    assert not any("rollout" in one for one in says(text, to=SEVERAL))


@pytest.mark.parametrize("text", ["还没做完，客户临时有活动，今晚接着弄。", "还没升完，今晚继续。"])
def test_when_the_work_goes_on_promises_no_end(text: str) -> None:
    assert not any(one.startswith("promise") for one in says(text, to=SEVERAL, rows=ONE))


HALF = campaign(nodes=tuple(replace(n, progress=Progress(done=240, total=300)) if n.key == "rollout" else n for n in SEVERAL.nodes))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("估计明天能到 280，收尾要 8 号", ["promise rollout 12-08"]),
        ("剩下 60 台也升完了，300 台全部到位，收工！", ["node_result rollout done"]),
        ("预计下午能好", ["promise rollout 12-03"]),
        ("expect to finish this afternoon", ["promise rollout 12-03"]),
    ],
)
def test_how_far_it_will_be_is_no_end_and_the_end_is_heard(text: str, said: list[str]) -> None:
    assert says(text, to=HALF, rows=ONE) == said


@pytest.mark.parametrize("text", ["前面升级推迟了，限制要等升级量上来，预计下周二处理完。", "升级推迟了，预计下周二完成。"])
def test_that_others_are_late_is_the_reason(text: str) -> None:
    assert says(text, to=SEVERAL, sender="韩冰", rows=rows_of_nodes("restrict")) == ["promise restrict 12-08"]


WAITING = campaign(nodes=SEVERAL.nodes, postponements=(asked_postponement(node="rollout", until=at("12-15 18:00")),))


@pytest.mark.parametrize("text", ["见上午的延期申请", "已申请延期，等批", "延期申请已提交"])
def test_a_postponement_that_waits_is_not_asked_for_again(text: str) -> None:
    assert says(text, to=WAITING, rows=ONE) == ["note"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("OK for Dec 15, thanks.", ["decision 1 agreed"]),
        ("15号OK", ["decision 1 agreed"]),
        ("OK for Dec 14, thanks.", ["?decision decision-other-date"]),
    ],
)
def test_a_decision_may_be_the_day_asked_for(text: str, said: list[str]) -> None:
    asks = (Row(n=1, campaign=CODE, asks="postponement", node="rollout", postponement=1),)
    assert says(text, to=WAITING, sender="陈静", rows=asks) == said


def test_a_word_of_consent_under_another_mail_is_asked_about() -> None:
    assert says("OK，同意。", to=WAITING, sender="陈静") == ["?decision agreed-to-what"]
    assert says("OK", to=WAITING, sender="陈静") == ["note"]


@pytest.mark.parametrize("text", ["与问题 2 同一个原因，装字体即可。", "Same root cause as issue 2, fixed in 8.2.1.4."])
def test_an_issue_that_is_compared_with_is_not_answered(text: str) -> None:
    of = campaign(issues=(issue(1, by="孙丽"), issue(2, by="李想")))
    assert says(text, to=of, sender="郑凯", rows=rows_of_issues(1)) == ["handling_result 1"]


def test_what_is_not_ours_and_how_it_is_mended_is_a_result() -> None:
    of = campaign(issues=(issue(1, by="孙丽"),))
    text = "不是我们的问题，第三方网关超时设置 3 秒，建议业务改成 10 秒。"
    assert says(text, to=of, sender="郑凯", rows=rows_of_issues(1)) == ["handling_result 1"]
    assert says("不是我们的问题，请技术部看。", to=of, sender="郑凯", rows=rows_of_issues(1)) == ["note"]


@pytest.mark.parametrize("text", ["3.4.0 今天下午提交测试了，安装包放在老地方，请安排。", "comsvr 3.4.0（build 2611）今天上午已经提测。"])
def test_a_version_is_submitted_in_whatever_words(text: str) -> None:
    assert says(text, to=with_tests(version="3.4.0"), sender="郑凯") == ["node_result build done 12-03"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("升到一半发现数据库连接池被打满，先停了，等研发结论。", ["note"]),
        ("回滚了 15 台，其余 285 台正常运行在 8.2.1。", ["node_result rollout failed"]),
        ("上海 120/120，苏州 60/80，南京 50/60，合肥 0/40。", ["node_result rollout 230/300"]),
        ("华东进度：上海 120/120，苏州 60/80，南京 50/60，合肥 0/40。", ["node_result rollout 230/300"]),
        ("上海：120 台，完成\n苏州：60/80\n南京：50/60\n合肥：未开始，40 台", ["?progress several-figures"]),
        ("Finished the upgrade in Singapore and Jakarta this morning, Bangkok follows on Monday.", ["node_result rollout open"]),
        ("今晚 22:00 开始升，预计凌晨 3 点结束。", ["promise rollout 12-04 03:00"]),
    ],
)
def test_what_is_told_of_parts_is_no_more_than_that(text: str, said: list[str]) -> None:
    assert says(text, to=SEVERAL, rows=ONE) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1 - done (Dec 1)\n2 - 180/200, rest tomorrow", ["#1 node_result obtain done 12-01", "#2 node_result rollout 180/200", "#2 promise rollout 12-04"]),
        ("2 - 180/200, rest tomorrow", ["#2 node_result rollout 180/200", "#2 promise rollout 12-04"]),
        ("1：已获取（12.1）", ["#1 node_result obtain done 12-01"]),
    ],
)
def test_a_row_may_be_marked_by_a_dash(text: str, said: list[str]) -> None:
    assert says(text, to=SEVERAL, rows=ROWS) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("遍历测试：通过\n完整测试：通过\n测试版本：3.4.0.12", ["node_result test done"]),
        ("遍历测试、完整测试均通过，遗留 3 个一般缺陷不影响发布。", ["node_result test done"]),
        ("遍历测试 85%，完整测试还没开始", ["node_result test 0/100"]),
    ],
)
def test_a_test_is_told_as_a_form_tells_it(text: str, said: list[str]) -> None:
    assert says(text, to=with_tests(version="3.4.0"), sender="吴敏") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("截至今天上午 10 点，已完成 268 台（上海 120、苏州 80、南京 50、合肥 18），剩余 32 台均在合肥。", ["node_result rollout 268/300"]),
        ("华东 300 台计划昨晚全部完成，实际完成 290 台，10 台因断网未升，今天补。", ["node_result rollout 290/300", "promise rollout 12-03"]),
        ("已有 10 个点完成，共 30 个点", ["node_result rollout 10/30"]),
        ("300 台都下完了", ["node_result rollout done"]),
    ],
)
def test_what_is_counted_is_told_from_what_is_not(text: str, said: list[str]) -> None:
    assert says(text, to=SEVERAL, rows=ONE) == said


def test_a_count_above_a_clause_that_names_its_node_is_kept() -> None:
    text = "汇报下情况：已完成 268 台，剩余 32 台均在合肥，客户约了明晚的窗口，华东全量明晚升完。"
    assert says(text, to=campaign(nodes=SEVERAL.nodes[1:])) == ["node_result rollout 268/300", "promise rollout 12-05 00:00"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("请孙丽确认打印机型号和驱动版本，我们这边没有同款", "question 1"),
        ("Root cause found: the agent restarted too early. Workaround: restart the agent manually.", "handling_result 1"),
        ("临时方案：先把并发限制到 1500，正式修复在 8.2.2。", "handling_result 1"),
        ("临时方案：还在想", "acknowledgement 1"),
    ],
)
def test_a_workaround_is_a_result_and_a_detail_asked_for_a_question(text: str, said: str) -> None:
    of = campaign(issues=(issue(1, by="孙丽"),))
    assert says(text, to=of, sender="郑凯", rows=rows_of_issues(1)) == [said]


def test_a_word_above_the_node_that_is_done_reports_it_once() -> None:
    assert says("二次尝试顺利完成。华东全量升级已完成。", to=campaign(nodes=SEVERAL.nodes[1:])) == ["node_result rollout done"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("昨天报的 300 台有误，实际 280 台，还差 20 台。", ["node_result rollout 280/300"]),
        ("Our team in Suzhou will finish on Friday, Hefei needs another week.", ["?promise promise-without-date"]),
        ("还要三天，周一完成", ["promise rollout 12-07"]),
        ("已下发，等确认生效后再报完成", ["node_result rollout open"]),
        ("上海 120 台：完成\n苏州 80 台：完成\n合肥 40 台：完成", ["?progress part-without-figure"]),
    ],
)
def test_what_is_not_said_of_the_whole_closes_and_promises_nothing(text: str, said: list[str]) -> None:
    assert says(text, to=SEVERAL, rows=ONE) == said


def test_some_more_are_not_all() -> None:
    said = says("Upgraded 12 more servers today, 222 in total.", to=SEVERAL, rows=ONE)
    assert not any("done" in one or "12/" in one for one in said)
