"""Answers as offices give them: words above the numbered rows, the word before its rows, a deed on a day, 完 without 了."""

import pytest
from sayings import CODE, asked_postponement, at, campaign, issue, node, planning, says, testing as in_test

from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Row
from mailbot.campaign.planned import Restriction, When

REMINDER = {"purpose": "reminder", "template": "reminder"}
OTHER = "PR-2026-0003"
ROWS = (
    Row(n=1, campaign=CODE, asks="confirmation", department="华东业务部"),
    Row(n=2, campaign=CODE, asks="node", node="obtain"),
    Row(n=3, campaign=OTHER, asks="node", node="rollout"),
    Row(n=4, campaign=CODE, asks="node", node="rollout-2"),
)


def two_campaigns() -> dict[str, Campaign]:
    """A plan to confirm with a version to fetch and a roll-out of 孙丽's, and another campaign's parameters."""
    here = planning(
        nodes=(
            node("obtain", "版本获取", "孙丽", "12-02 18:00", order=1, department="华东业务部"),
            node("rollout-2", "全量升级", "孙丽", "12-04 18:00", order=2, department="华东业务部"),
        )
    )
    there = campaign(
        code=OTHER, kind="parameter_rollout", nodes=(node("rollout", "华东参数下发", "孙丽", "12-03 18:00", department="华东业务部"),)
    )
    return {CODE: here, OTHER: there}


def of_rows(text: str) -> list[str]:
    return says(text, to=None, campaigns=two_campaigns(), rows=ROWS, under=REMINDER)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("计划没意见。2 已下载，3 完成", ["#1 confirmation 华东业务部", "#2 node_result obtain done", "#3 node_result rollout done"]),
        ("参数已下发。\n2 已下载", ["#3 node_result rollout done", "#2 node_result obtain done"]),
        (
            "计划没意见。包已经下载了。参数都推下去了，4 号那项还剩 40 台，共 260 台。",
            ["#1 confirmation 华东业务部", "#2 node_result obtain done", "#3 node_result rollout done", "#4 node_result rollout-2 220/260"],
        ),
        ("都弄完了，就剩 4 明天收尾", ["#2 node_result obtain done", "#3 node_result rollout done", "#4 promise rollout-2 12-04", "#1 ?node_result row-not-understood"]),
        # What heads the rows, or says nothing of them, is none of them.
        ("处理情况如下：\n2 已下载", ["#2 node_result obtain done"]),
        ("好的，2 已下载", ["#2 node_result obtain done"]),
        ("收到，已安排同事处理，2 已下载", ["#2 node_result obtain done"]),
        # Which of the others?
        ("已完成。\n1 同意", ["#1 confirmation 华东业务部", "#0 ?confirmation which-row"]),
    ],
)
def test_words_above_the_rows_are_of_those_that_no_number_names(text: str, said: list[str]) -> None:
    assert of_rows(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("同意1，2、3 完成", ["#1 confirmation 华东业务部", "#2 node_result obtain done", "#3 node_result rollout done"]),
        ("同意第1项，其余完成", ["#1 confirmation 华东业务部", "#2 node_result obtain done", "#3 node_result rollout done", "#4 node_result rollout-2 done"]),
        ("Agree with 1. 2 done.", ["#1 confirmation 华东业务部", "#2 node_result obtain done"]),
        ("ok with 1, 2 is done", ["#1 confirmation 华东业务部", "#2 node_result obtain done"]),
        ("不同意 1，时间太紧；2 已下载", ["#1 objection 华东业务部", "#2 node_result obtain done"]),
        ("完成 2、3，4 明天", ["#2 node_result obtain done", "#3 node_result rollout done", "#4 promise rollout-2 12-04"]),
        ("2已取", ["#2 node_result obtain done"]),
        ("Agree with 1. For 4 we are at 48/60, need until Friday please.", ["#1 confirmation 华东业务部", "#4 node_result rollout-2 48/60", "#4 postponement rollout-2 12-04"]),
        ("OK with 1. For 2 stores we need more time.", ["#1 confirmation 华东业务部"]),
    ],
)
def test_a_word_before_its_rows_is_said_of_them(text: str, said: list[str]) -> None:
    assert of_rows(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("计划同意，包已下载，参数推完了，全量还要到周五", ["#1 confirmation 华东业务部", "#2 node_result obtain done", "#3 node_result rollout done", "#4 promise rollout-2 12-04"]),
        ("都同意，版本获取和参数下发也都完成了", ["#1 confirmation 华东业务部", "#2 node_result obtain done", "#3 node_result rollout done"]),
        ("PR-2026-0003 已完成，全量明天", ["#3 node_result rollout done", "#4 promise rollout-2 12-04"]),
        ("参数都推下去了，全量明天收尾", ["#3 node_result rollout done", "#4 promise rollout-2 12-04"]),
        ("已完成", ["?node_result which-row"]),
        ("明天上午都能弄，下午出报告", ["?promise which-row"]),
    ],
)
def test_rows_of_several_campaigns_are_told_apart_by_what_their_titles_alone_have(text: str, said: list[str]) -> None:
    assert of_rows(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("灰度昨晚最后一批升完，300 台全部到 8.2.1", ["node_result rollout done 12-02"]),
        ("灰度一共九十六家，昨晚刷完最后两家，组件全齐了。", ["node_result rollout done 12-02"]),
        ("灰度昨晚没刷完最后两家。", []),
        ("灰度等刷完最后两家，我再报。", []),
        ("灰度今晚升完", ["promise rollout 12-04 00:00"]),
        ("灰度都下了", ["node_result rollout done"]),
        ("灰度今天都升了，现场都生效了", ["node_result rollout done 12-03"]),
        ("灰度的通知都发了", []),
        ("灰度一千二百个点，到今天下发了九百六十个。", ["node_result rollout 960/1200"]),
        ("灰度还没升完", []),
        ("灰度等盘点升完再报", []),
        ("灰度门店都是 8.1", []),
        ("灰度的名单已经备好了", []),
        ("等灰度都升级完成了通知我", []),
        ("We need two more weeks for the 灰度 rollout", ["?promise promise-without-date"]),
        ("灰度今天下不了", ["?postponement postponement-without-date"]),
    ],
)
def test_what_is_finished_and_what_is_not(text: str, said: list[str]) -> None:
    assert [x for x in says(text) if x != "note"] == said


def of_issue(text: str) -> list[str]:
    row = (Row(n=1, campaign=CODE, asks="issue", issue=1),)
    return says(text, sender="郑凯", to=campaign(issues=(issue(1),)), rows=row, under={"template": "issue-raised"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("明天修", ["promise 1 12-04"]),
        ("这个周五改好", ["promise 1 12-04"]),
        ("补丁周五上官网", ["promise 1 12-04"]),
        ("补丁今晚上官网", ["promise 1 12-04 00:00"]),
        ("明天修不了", ["acknowledgement 1"]),
        ("转研发，12月4日前给结论", ["promise 1 12-04"]),
        ("下午给答复", ["promise 1 12-03"]),
        ("I'll get back to you this afternoon", ["acknowledgement 1", "promise 1 12-03"]),
        ("定位了，是缓存没设上限，今晚出 8.2.2", ["promise 1 12-04 00:00"]),
        ("这个要等 8.2.2，下周三发", ["promise 1 12-09"]),
        ("答复：下午给", ["acknowledgement 1"]),
        ("下午开会再说", ["acknowledgement 1"]),
        ("供应商周五给结论", ["acknowledgement 1"]),
        ("昨晚出了 8.2.2", ["acknowledgement 1"]),
        ("等 8.4 一起改", ["handling_result 1"]),
        ("那两家是 32 位系统，字体包不一样，新的已发，再试下", ["handling_result 1"]),
        ("新的日志已收到", ["acknowledgement 1"]),
        ("转研发，请他们12月4日前给我们", ["note"]),
    ],
)
def test_a_deed_on_a_day_is_promised(text: str, said: list[str]) -> None:
    assert of_issue(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("我们在测试机上试了 5 次都没复现，请现场远程给一下。", ["question 1"]),
        ("测试机没复现，需要现场日志。", ["question 1"]),
        # One try that did not show it is no result; that it cannot be shown is one.
        ("没复现。", ["acknowledgement 1"]),
        ("无法复现，先观察一周", ["acknowledgement 1"]),
        ("无法复现", ["handling_result 1"]),
        ("处理结果：测试环境未复现", ["handling_result 1"]),
    ],
)
def test_what_was_not_reproduced(text: str, said: list[str]) -> None:
    assert of_issue(text) == said


def test_whoever_raised_an_issue_makes_it_graver_in_the_same_breath() -> None:
    row = (Row(n=1, campaign=CODE, asks="issue", issue=1),)
    of = campaign(issues=(issue(1),))
    assert says("昨天又有 2 家门店出现，影响扩大了，麻烦按严重处理。", to=of, rows=row, under={"template": "issue-raised"}) == ["issue"]


def test_what_begins_on_a_day_is_talk() -> None:
    assert says("灰度今晚 9 点开始下发，先 50 台") == ["note"]


def of_three() -> Campaign:
    """Issues 4, 5 and 6, which one mail of 孙丽's numbered 1, 2 and 3; 4 and 5 are answered."""
    mail = "<three@corp.example>"
    return campaign(issues=tuple(issue(n, f"问题{n}", own_number=n - 3, mail=mail, state="answered" if n < 6 else "open") for n in (4, 5, 6)))


def of_their_notice(text: str, sender: str, *numbers: int) -> list[str]:
    rows = tuple(Row(n=n, campaign=CODE, asks="issue", issue=n) for n in numbers)
    return says(text, sender=sender, to=of_three(), rows=rows, under={"template": "issue-answered"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("4 验证通过，5 没过，凌晨还是没切割", ["#4 closure 4", "#5 reopening 5"]),
        ("两个都通过了。", ["#4 closure 4", "#5 closure 5"]),
        # The mail's own numbers.
        ("1 验证通过，2 还在测", ["#4 closure 4"]),
        ("4 那个我再想想", ["#4 ?closure row-not-understood"]),
    ],
)
def test_whoever_raised_issues_judges_them_by_number(text: str, said: list[str]) -> None:
    assert of_their_notice(text, "孙丽", 4, 5) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("问题 4、6 均已在 8.2.2 修复，4 是重连时没清旧会话，6 改了样式。", ["handling_result 4", "handling_result 6"]),
        ("4、6 均已在 8.2.2 修复，4 是重连时没清旧会话，6 改了样式。", ["#4 handling_result 4", "#6 handling_result 6"]),
        ("Root cause found. Fixed in 8.2.2 hotfix 1, stop the watchdog first.", ["?handling_result which-issue"]),
    ],
)
def test_all_that_is_said_of_an_issue_is_said_at_once(text: str, said: list[str]) -> None:
    assert of_their_notice(text, "郑凯", 4, 6) == said


def test_the_number_of_a_hotfix_is_no_row() -> None:
    assert of_issue("Root cause found. Fixed in 8.2.2 hotfix 1, stop the watchdog first.") == ["handling_result 1"]


@pytest.mark.parametrize(
    ("text", "sender", "said"),
    [
        ("灰度升级、全量升级都已完成", "孙丽", ["node_result rollout done"]),
        ("华东、华南的升级都推迟到12月16日", "陈静", ["postponement rollout 12-16", "postponement rollout-2 12-16"]),
        ("请把灰度和全量升级都推迟到12月16日", "陈静", ["postponement rollout 12-16", "postponement rollout-2 12-16"]),
        ("华东和华南都升级完成了", "陈静", ["node_result rollout done", "node_result rollout-2 done"]),
        ("测试和全量升级都完成了", "周航", ["node_result rollout-2 done"]),
        ("华南升级已完成", "周航", ["node_result rollout-2 done"]),
        ("华东升级已完成", "陈静", ["node_result rollout done"]),
        ("华南升级 OK 了", "周航", ["node_result rollout-2 done"]),
        ("华南升级 OK", "周航", ["?node_result not-heard"]),
        ("8.0 及以下版本已限制，12月2日 12:00 生效。\n华南还有几台没升完，等他们升完再看。", "韩冰", ["node_result restrict done"]),
        ("总数 300，已升 276，在升 14，待升 10", "孙丽", ["node_result 276/300"]),
        ("灰度总数 300，已升 276，在升 24", "孙丽", ["node_result rollout 276/300"]),
        ("灰度已升 276", "孙丽", ["?progress progress-without-total"]),
    ],
)
def test_which_node_and_how_far(text: str, sender: str, said: list[str]) -> None:
    assert says(text, sender=sender) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("限制 8.0 及以下版本，生效时间 2026-12-18 00:00。当前已升级 396 台，未升级的 224 台不受影响。", ["node_result restrict"]),
        ("计划 12 月 18 日零点限制 8.0 及以下版本", ["?promise done-or-later"]),
        ("8.0 及以下版本还没限制，12 月 18 日零点开", ["node_result restrict open"]),
    ],
)
def test_a_restriction_is_told_apart_from_those_who_have_upgraded(text: str, said: list[str]) -> None:
    assert says(text, sender="韩冰", subject=f"【结果】{CODE} 版本限制") == said


def test_a_table_of_what_was_planned_and_what_is_done_is_progress() -> None:
    table = "| 区域 | 计划 | 已升级 |\n| 上海 | 120 | 120 |\n| 江苏 | 100 | 86 |\n| 合计 | 220 | 206 |"
    assert says(table, subject=f"【进度】{CODE} 灰度升级") == ["node_result rollout 206/220"]


@pytest.mark.parametrize("text", ["麻烦宽限到 8 号\n孙丽", "客户封网，延到8号\n谢谢", "申请延期到 8 号。\n孙丽"])
def test_a_day_ends_its_line(text: str) -> None:
    assert says(text, rows=(Row(n=1, campaign=CODE, asks="node", node="rollout"),), under=REMINDER) == ["postponement rollout 12-08"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("今早收尾了", ["node_result rollout done"]),
        ("都换成新版本了", ["node_result rollout done"]),
        ("灰度结束，没有回退", ["node_result rollout done"]),
        ("We finished the pilot this morning.", ["node_result rollout done"]),
        ("20 servers upgraded successfully, none failed.", ["node_result rollout done"]),
        ("12 servers done out of 20", ["?progress progress-without-total"]),
        ("12/20", ["?node_result not-heard"]),
    ],
)
def test_more_ways_of_finishing(text: str, said: list[str]) -> None:
    assert says(text, rows=(Row(n=1, campaign=CODE, asks="node", node="rollout"),), under=REMINDER) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("②60%。①搞定了", ["#2 node_result rollout-2 60/100", "#1 node_result rollout done"]),
        ("第一项已完成，第二项60%", ["#1 node_result rollout done", "#2 node_result rollout-2 60/100"]),
        ("1：完成\n2：还差 8 台，共 20 台", ["#1 node_result rollout done", "#2 node_result rollout-2 12/20"]),
        ("2:60%，1:done", ["#2 node_result rollout-2 60/100", "#1 node_result rollout done"]),
        ("灰度：明天能好。全量升级：全部完成", ["promise rollout 12-04", "node_result rollout-2 done"]),
        ("灰度的话已经结束，全量升级的话没做完", ["node_result rollout done", "node_result rollout-2 open"]),
    ],
)
def test_a_row_by_its_mark_or_name(text: str, said: list[str]) -> None:
    mine = campaign(nodes=(node("rollout", "灰度升级", "孙丽", "12-03 18:00", order=1), node("rollout-2", "全量升级", "孙丽", "12-04 18:00", order=2)))
    rows = tuple(Row(n=n, campaign=CODE, asks="node", node=key) for n, key in enumerate(("rollout", "rollout-2"), 1))
    assert says(text, to=mine, rows=rows, under=REMINDER) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("常州昨晚升完了，无锡今晚", ["?progress part-without-figure"]),
        ("银座店升完了", ["?progress part-without-figure"]),
        ("常州站点升完了", ["?progress part-without-figure"]),
        ("We upgraded Singapore last night without issues. Tokyo tonight.", ["?progress part-without-figure"]),
        ("广州、深圳都好了，共 180 台，就剩东莞 80 台", ["?progress part-without-figure"]),
        ("所有门店都升完了", ["node_result rollout done"]),
        ("剩下的站点也升完了", ["node_result rollout done"]),
        ("最后三家门店升完了", ["node_result rollout done"]),
        ("北京时间 22:00 全部升级完成", ["node_result rollout done"]),
        ("We upgraded the stores last night", ["node_result rollout done 12-02"]),
        ("累计 240 台，总数 300 台；常州站点因停电推到今晚；预计今天全部完成。", ["node_result rollout 240/300", "promise rollout 12-03"]),
    ],
)
def test_a_place_that_is_done_is_a_part(text: str, said: list[str]) -> None:
    assert says(text, rows=(Row(n=1, campaign=CODE, asks="node", node="rollout"),), under=REMINDER) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Sorry, Dec 30 does not work. Our customers are in a change freeze.", ["objection"]),
        ("The link does not work.", ["note"]),
    ],
)
def test_a_day_that_does_not_work_is_an_objection(text: str, said: list[str]) -> None:
    rows = (Row(n=1, campaign=CODE, asks="confirmation", department="华东业务部"),)
    assert says(text, to=planning(), rows=rows, under={"purpose": "notice", "template": "plan-opened"}) == said


def test_what_failed_is_a_failure_and_what_is_left_is_open() -> None:
    row = (Row(n=1, campaign=CODE, asks="node", node="rollout"),)
    assert says("没推成，报 500", rows=row, under=REMINDER) == ["node_result rollout failed"]
    assert says("推完了，但是有 6 个站点没生效，还在查。", rows=row, under=REMINDER) == ["node_result rollout open"]
    assert says("推完了，但是有 6 个站点没生效，重启后正常。", rows=row, under=REMINDER) == ["node_result rollout done"]


@pytest.mark.parametrize(
    "text",
    [
        "公告已发布", "测试机升好了", "测试服升级完了", "我自己的电脑升好了", "样机已升级", "8.2.0 的升级已完成", "上一版 8.2.0 去年已经升完了",
        "去年的升级我们都完成了", "另一个项目的升级完成了", "磁盘清理完成", "值班表已发", "会议改到明天", "例会推到周五", "The meeting is moved to Friday",
        "Test environment upgraded", "已完成培训的门店可以先升", "务必今天完成", "备份已完成", "升级包已下载", "名单已提交给技术部",
    ],
)  # fmt: skip
def test_other_work_that_is_done_or_moved_is_talk(text: str) -> None:
    said = says(text, rows=(Row(n=1, campaign=CODE, asks="node", node="rollout"),), under=REMINDER)
    assert [x for x in said if x.split()[0] in ("node_result", "promise", "postponement") and not x.endswith("open")] == []


@pytest.mark.parametrize("text", ["8.2.1 已升级完成", "8.2 升级完成了", "从 8.1 升到 8.2.1，都完成了", "通知发了，升级也完成了"])
def test_its_own_work_beside_other_is_done(text: str) -> None:
    assert says(text, rows=(Row(n=1, campaign=CODE, asks="node", node="rollout"),), under=REMINDER) == ["node_result rollout done"]


def test_a_root_cause_with_a_remedy_is_a_handling_result() -> None:
    assert of_issue("Root cause: NAT timeout of 30 s on the firewall. Please set it to 120 s.") == ["handling_result 1"]
    assert of_issue("Root cause: unknown yet. Please send the log.") == ["question 1"]


def test_whoever_moves_a_restriction_moves_the_day_on_which_it_begins() -> None:
    restricted = campaign(restrictions=(Restriction(versions="≤8.0", effective=When(at=at("12-18 00:00"), timed=True)),))
    assert says("版本限制推迟到 12 月 25 日零点，其他不变。", sender="陈静", to=restricted) == ["plan"]
    assert says("灰度升级延期到12月8日", sender="陈静", to=restricted) == ["postponement rollout 12-08"]




@pytest.mark.parametrize(
    ("text", "said"),
    [
        # The rest of rows that are all named is left of the last.
        (
            "华东参数下发 20/20，全量升级 12/40，剩下的下周二前完",
            ["#3 node_result rollout done 20/20", "#4 node_result rollout-2 12/40", "#4 promise rollout-2 12-08"],
        ),
        # What comes on the day is asked; what is said of an excepted row is its own.
        (
            "参数都发下去了，全量还要等下周二的窗口",
            ["#3 node_result rollout done", "#4 ?node_result not-heard"],
        ),
        ("都完成了，除了全量升级还差 5 台", ["#3 node_result rollout done", "#4 ?node_result progress-without-total"]),
        # 全部 is of those rows that no figure of their own names.
        ("全部完成，全量升级 38/40", ["#3 node_result rollout done", "#4 node_result rollout-2 38/40"]),
        ("全部完成，其中参数下发 20/20，全量 38/40", ["#3 node_result rollout done 20/20", "#4 node_result rollout-2 38/40"]),
        ("4 38/40，其余全部完成", ["#4 node_result rollout-2 38/40", "#3 node_result rollout done"]),
        ("4 38/40，其余周一", ["#4 node_result rollout-2 38/40", "#4 promise rollout-2 12-07"]),
        # 缺陷 1、3 are no rows.
        ("缺陷 3、4 验证通过，可以关闭。", []),
        # Rows by their titles: 其余 behind a figure is the rest of it.
        (
            "华东参数下发：已完成 12/20，其余周一完成\n全量升级：申请延到12月8日 等客户窗口",
            ["#3 node_result rollout 12/20", "#3 promise rollout 12-07", "#4 postponement rollout-2 12-08"],
        ),
        ("3 已完成 35/40，其余周一完成\n4：12月8号能好", ["#3 node_result rollout 35/40", "#3 promise rollout 12-07", "#4 promise rollout-2 12-08"]),
        # A day of the month alone lies ahead where it is expected; else which one is asked.
        ("3 预计1号完成，4 1号弄完", ["#3 promise rollout 01-01", "#4 ?promise within-30-days-past"]),
        ("3 完成，4 还差3台", ["#3 node_result rollout done", "#4 ?node_result progress-without-total"]),
    ],
)
def test_how_far_a_row_is_is_lost_beside_no_other(text: str, said: list[str]) -> None:
    assert [x for x in of_rows(text) if x[:2] in ("#3", "#4")] == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("下发完成，另一项周一", ["#2 node_result rollout done", "#1 promise rollout-2 12-07"]),
        ("1-完成 2-延期到12/8", ["#1 node_result rollout-2 done", "#2 postponement rollout 12-08"]),
    ],
)
def test_of_two_rows_the_other_one_is_that_which_is_not_named(text: str, said: list[str]) -> None:
    rows = (Row(n=1, campaign=CODE, asks="node", node="rollout-2"), Row(n=2, campaign=OTHER, asks="node", node="rollout"))
    assert says(text, to=None, campaigns=two_campaigns(), rows=rows, under=REMINDER) == said


def test_what_is_told_of_a_node_in_no_row_is_of_no_row() -> None:
    there = campaign(
        code=OTHER,
        kind="parameter_rollout",
        nodes=(
            node("rollout", "参数下发", "孙丽", "12-03 18:00", order=1),
            node("rollout-2", "海外参数下发", "林涛", "12-04 18:00", order=2),
        ),
    )
    rows = (Row(n=1, campaign=CODE, asks="node", node="rollout-2"), Row(n=2, campaign=OTHER, asks="node", node="rollout"))
    both = {**two_campaigns(), OTHER: there}

    def of_both(text: str) -> list[str]:
        return says(text, to=None, campaigns=both, rows=rows, under=REMINDER)

    assert of_both("全量升级推迟到12月8日，海外参数下发推迟到12月10日") == ["#1 postponement rollout-2 12-08"]
    assert of_both("全量升级推迟到12月8日，参数下发推迟到12月10日") == ["#1 postponement rollout-2 12-08", "#2 postponement rollout 12-10"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("全量广州 60 台推完了，深圳的 100 台明天推，佛山那边机房断电要等通知", ["?progress part-without-figure"]),
        ("全量推完了，佛山那边停电要等通知", ["?promise done-or-later"]),
        ("全量升了 60/160，佛山那边等通知", ["node_result rollout-2 60/160"]),
        ("全量完成 60 台，还剩 5 台，门店那边说要等周末窗口", ["node_result rollout-2 60/65"]),
        ("全量佛山的门店还没动，预计周五全部升完", ["promise rollout-2 12-04"]),
        ("全量 260 of 300 done. The remaining 40 are in Foshan (no power), expected Wed.", ["node_result rollout-2 260/300", "promise rollout-2 12-09"]),
        ("全量我们想提前到9号做，可以吗？", ["?node_result not-heard"]),
        ("全量升了 60 台，剩 100 台明天推", ["node_result rollout-2 60/160", "promise rollout-2 12-04"]),
    ],
)
def test_what_waits_elsewhere_without_a_figure_is_no_part_of_the_sum(text: str, said: list[str]) -> None:
    assert says(text, sender="周航") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("开发完成，自测中，周五提测", ["promise build 12-04"]),
        ("编码完成，联调中，预计周五转测", ["promise build 12-04"]),
        ("开发已完成，周五提交测试", ["promise build 12-04"]),
        ("开发已完成，待提测", ["note"]),
        ("开发完成，8.2.1.3 已提测", ["node_result build done"]),
        ("已提测，周五出报告", ["node_result build done"]),
        ("8.2.1.3 已提测，预计周五测完", ["node_result build done"]),
    ],
)
def test_a_build_is_done_when_it_is_handed_over(text: str, said: list[str]) -> None:
    assert says(text, sender="郑凯", to=in_test()) == said


@pytest.mark.parametrize(
    ("sender", "owner", "said"),
    [
        ("孙丽", "孙丽", ["node_result rollout 85/120"]),
        ("周航", "周航", ["node_result rollout-2 85/120"]),
    ],
)
def test_a_node_called_so_before_the_colon_is_meant(sender: str, owner: str, said: list[str]) -> None:
    nodes = (
        node("rollout", "参数下发", "孙丽", "12-03 18:00", department="华东业务部"),
        node("rollout-2", "参数下发（海外）", owner, "12-08 18:00", order=2, department="海外业务部"),
    )
    assert says("参数下发：已下发 85 台，共 120 台", sender=sender, to=campaign(kind="parameter_rollout", nodes=nodes)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("最多到 12 月 31 号，再晚不行", ["?decision decision-other-date"]),
        ("不同意，再晚就不行了", ["decision 1 refused"]),
        ("行吧，同意，但15号是底线，再晚不行", ["decision 1 agreed"]),
    ],
)
def test_no_later_than_another_day_decides_nothing(text: str, said: list[str]) -> None:
    row = (Row(n=1, campaign=CODE, asks="postponement", postponement=1),)
    asked = campaign(postponements=(asked_postponement(),))
    assert says(text, sender="陈静", to=asked, rows=row, under={"template": "postponement-asked"}) == said
