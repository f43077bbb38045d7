"""Short answers of people who name things by what they are called, hang their words on conditions, and mix their matters."""

from typing import Any

import pytest
import sayings
from sayings import CODE, answered, campaign, issue, node, planning, rows_of_nodes, says

from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Row
from mailbot.campaign.thread import Thread
from mailbot.value import replace

REMINDER = {"purpose": "reminder", "template": "reminder"}
HERE = campaign(
    nodes=(
        node("rollout", "灰度升级", "孙丽", "12-03 18:00", order=1, department="华东业务部"),
        node("rollout-2", "全量升级", "孙丽", "12-11 18:00", order=2, department="华东业务部"),
    )
)


def under_reminder(text: str, of: Campaign, rows: tuple[Row, ...]) -> list[str]:
    return says(text, to=of, rows=rows, under=REMINDER)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("都好了，除了全量升级", ["#1 node_result rollout done"]),
        ("除了全量，其他都完成了", ["#1 node_result rollout done"]),
        ("除灰度升级外均已完成", ["#2 node_result rollout-2 done"]),
        ("全部完成，除了2", ["#1 node_result rollout done"]),
        # All of which of them?
        ("都升完了，除了两台离线的", ["?node_result node-ambiguous"]),
        ("除了客户机房那几台，都完成了", ["#0 ?node_result which-row"]),
    ],
)
def test_what_is_excepted_by_name_is_not_done(text: str, said: list[str]) -> None:
    assert under_reminder(text, HERE, rows_of_nodes("rollout", "rollout-2")) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("①② 都完成了", ["#1 node_result rollout done", "#2 node_result rollout-2 done"]),
        ("②预计周五。①完成", ["#2 promise rollout-2 12-04", "#1 node_result rollout done"]),
        ("1 完成，2 已升级 120/300，其余预计周五", ["#1 node_result rollout done", "#2 node_result rollout-2 120/300", "#2 promise rollout-2 12-04"]),
        ("1 done\n2 not yet - 85% done, the rest by Friday", ["#1 node_result rollout done", "#2 node_result rollout-2 85/100", "#2 promise rollout-2 12-04"]),
        ("1 延期到12月15日，其余完成", ["#1 postponement rollout 12-15", "#2 node_result rollout-2 done"]),
    ],
)
def test_the_rest_behind_a_figure_is_the_rest_of_that_row(text: str, said: list[str]) -> None:
    assert under_reminder(text, HERE, rows_of_nodes("rollout", "rollout-2")) == said


MIXED = (
    Row(n=1, campaign=CODE, asks="confirmation", department="华东业务部"),
    Row(n=2, campaign=CODE, asks="node", node="rollout"),
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("同意；灰度升级已完成", ["#1 confirmation 华东业务部", "#2 node_result rollout done"]),
        ("同意计划，升级周五弄", ["#1 confirmation 华东业务部", "#2 promise rollout 12-04"]),
        ("除了第2项，其他都OK了", ["#1 confirmation 华东业务部"]),
        ("不同意，时间太紧。灰度升级 12/20", ["#1 objection 华东业务部", "#2 node_result rollout 12/20"]),
    ],
)
def test_clauses_go_to_the_row_that_they_can_mean(text: str, said: list[str]) -> None:
    assert under_reminder(text, planning(), MIXED) == said


@pytest.mark.parametrize("text", ["好的", "OK"])
def test_a_weak_word_confirms_no_plan_where_a_node_stands_beside_it(text: str) -> None:
    assert "#1 confirmation 华东业务部" not in under_reminder(text, planning(), MIXED)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("灰度升级如果客户给窗口，周五能完；不然要到月底", ["?promise promise-conditional"]),
        ("灰度升级顺利的话周五完成", ["?promise promise-conditional"]),
        ("灰度升级：一旦拿到授权，预计周五完成", ["?promise promise-conditional"]),
        ("灰度升级 12/20，客户要是同意，周五能完", ["node_result rollout 12/20"]),
        # Why it is that day, and what would follow: no condition.
        ("灰度升级等客户窗口，预计周五", ["promise rollout 12-04"]),
        ("灰度升级预计周五，如有变化另行通知", ["promise rollout 12-04"]),
    ],
)
def test_a_day_that_hangs_on_something_is_no_promise(text: str, said: list[str]) -> None:
    assert says(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("灰度升级能不能推到下周二？", ["postponement rollout 12-08"]),
        ("灰度升级可不可以延到12月15日", ["postponement rollout 12-15"]),
        ("要不灰度升级推迟到周五吧", ["postponement rollout 12-04"]),
        ("灰度升级为什么推到12月15日？", ["note"]),
        ("灰度升级不能推到下周", ["note"]),
    ],
)
def test_whether_it_may_be_put_off_asks_for_it(text: str, said: list[str]) -> None:
    assert says(text) == said


def test_a_verb_that_names_a_node_which_is_done_is_no_node() -> None:
    of = sayings.testing()
    of = replace(of, nodes=tuple(replace(n, state="done") if n.key == "build" else n for n in of.nodes))
    assert says("预计周五修完提测", to=of, sender="郑凯", subject=f"{CODE} 缺陷修复") == ["promise fix 12-04"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2 周六加班做完", ["#2 promise rollout-2 12-05"]),
        ("2 周内完成", ["?promise which-row"]),
        ("1 done\n2 not done. Ops team is on leave, will push on Monday.", ["#1 node_result rollout done", "#2 promise rollout-2 12-07"]),
        ("1、2 都要晚几天，12月18日前", ["#1 postponement rollout 12-18", "#2 postponement rollout-2 12-18"]),
    ],
)
def test_a_weekday_behind_a_row_is_its_day(text: str, said: list[str]) -> None:
    assert under_reminder(text, HERE, rows_of_nodes("rollout", "rollout-2")) == said


THERE = "PR-2026-0003"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "参数的那个已完成，升级的那个延期到 12月15日，新计划同意",
            ["#3 node_result rollout done", "#2 postponement rollout 12-15", "#1 confirmation 华东业务部"],
        ),
        ("那个已完成，新计划同意", None),
    ],
)
def test_rows_are_named_by_what_only_their_titles_have(text: str, said: list[str] | None) -> None:
    there = campaign(code=THERE, kind="parameter_rollout", title="心跳", product="网关", nodes=(node("rollout", "参数下发", "孙丽", "12-02 18:00"),))
    thread = Thread(campaign=None, how="mark", answered=answered((*MIXED, Row(n=3, campaign=THERE, asks="node", node="rollout")), **REMINDER))
    found = says(text, to=None, thread=thread, campaigns={CODE: planning(), THERE: there}, subject="回复: 请处理：3 项 [D-1042]")
    assert found == said if said else not any("done" in x for x in found)


def test_a_node_named_as_a_reason_is_not_the_one_meant() -> None:
    found = says("由于全量升级顺延，版本限制相应顺延至 12月30日", sender="韩冰", subject=f"{CODE} 版本限制 延期申请")
    assert found == ["postponement restrict 12-30"]


def test_a_reply_in_no_known_thread_is_about_the_node_in_its_subject() -> None:
    assert says("明晚 10 点切", subject=f"Re: {CODE} 灰度升级") == ["promise rollout 12-04 22:00"]


@pytest.mark.parametrize("text", ["Done for 灰度升级 except two sites in Brazil.", "灰度升级 is done, apart from two stores"])
def test_what_leaves_something_out_closes_nothing(text: str) -> None:
    assert not any("done" in x for x in says(text, subject=f"[RESULT] {CODE}"))


def test_consent_that_will_be_looked_at_later_decides_nothing() -> None:
    row = (Row(n=1, campaign=CODE, asks="postponement", node="rollout", postponement=1),)
    of = campaign(postponements=(sayings.asked_postponement(),))
    assert says("原则同意，先看下周的进度再说", sender="陈静", to=of, rows=row) == ["?decision conditional-answer"]


def test_when_a_test_has_its_conclusion_it_is_done() -> None:
    row = (Row(n=1, campaign=CODE, asks="node", node="test"),)
    assert says("明天下午能出结论", to=sayings.testing(), sender="吴敏", rows=row, under=REMINDER) == ["promise test 12-04"]
    assert says("明天下午开会讨论", to=sayings.testing(), sender="吴敏", rows=row, under=REMINDER) == ["note"]


def test_one_figure_without_its_total_stops_no_other() -> None:
    text = "灰度已完成 20 台，全量目前 350 台，总计划 800 台"
    assert says(text, to=HERE, subject=f"【进度】{CODE}") == ["node_result rollout-2 350/800"]
    assert says("灰度已完成 20 台", to=HERE, subject=f"【进度】{CODE}") == ["?progress progress-without-total"]


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        (f"{CODE} 灰度升级已完成", ["node_result rollout done"]),
        (f"{CODE} 灰度升级", ["note"]),
        (f"回复: {CODE} 灰度升级已完成", []),
    ],
)
def test_a_subject_without_a_text_is_the_whole_mail(subject: str, said: list[str]) -> None:
    assert says("", subject=subject) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("现在升级到哪一步了？", ["query"]),
        ("灰度完成了吗？", ["query"]),
        ("今天开会大家讨论一下要不要推迟？", ["note"]),
        ("升级还差一点。", ["note"]),
    ],
)
def test_who_asks_nobody_but_the_bot_is_answered(text: str, said: list[str]) -> None:
    found = says(text, subject=f"问下 {CODE}", sender="周航")
    assert [x.split(" ")[0] for x in found] == said
    among_people = says(text, subject=f"问下 {CODE}", sender="周航", recipients=("lixiang@corp.example", sayings.BOT))
    assert not any(x.startswith("query") for x in among_people)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("灰度升级改一下时间", ["?revision order-not-understood"]),
        ("数量放宽", ["?revision order-not-understood"]),
        ("限制范围扩大到8.1及以下，时间不变", ["?revision order-not-understood"]),
        ("获取方式改为向我索取；指导意见补充：升级前备份数据库。", ["?revision order-not-understood"]),
        ("直接开始吧", ["start"]),
        ("大家辛苦了", ["note"]),
        ("客户要求推迟版本限制", ["note"]),
        ("版本限制能不能提前？", ["note"]),
        ("灰度升级的时间已经改过了", ["note"]),
        ("灰度为什么要延期，是哪个客户？", ["note"]),
        ("华东那行延到月底再说", ["?revision order-not-understood"]),
        # a step that the plan has not, in no word for adding one; and what somebody is to do or tell that is no step
        ("升级之前先做门店培训，孙丽负责，12月8日前做完。", ["?revision order-not-understood"]),
        ("那行由华东的人接手", ["?revision order-not-understood"]),
        ("周航想接手华东", ["note"]),
        ("门店培训由孙丽12月8日前做完。", ["?revision order-not-understood"]),
        ("12月9日我在外面，有事找孙丽。", ["note"]),
        ("补充一下，孙丽12月9日休假。", ["note"]),
        ("再补充一点，升级时注意备份，孙丽12月9日值班。", ["note"]),
        ("孙丽负责跟进，12月9日前给我反馈。", ["note"]),
        ("孙丽那边12月9日就能做完了。", ["note"]),
        ("少了一台服务器，孙丽12月9日前补上。", ["note"]),
        ("孙丽，12月9日下午两点开个培训会，地点302。", ["note"]),
    ],
)
def test_a_word_of_the_pm_that_would_change_the_plan_is_asked_about(text: str, said: list[str]) -> None:
    assert says(text, sender="陈静", to=planning()) == said


# --- issues ---


def of_three() -> Campaign:
    """Issue 1, and the issues 2 and 3 that one mail numbered 1 and 2."""
    own = (issue(2, "下载慢", own_number=1, mail="<two@corp.example>"), issue(3, "权限不对", own_number=2, mail="<two@corp.example>"))
    return campaign(issues=(issue(1), *own))


def in_their_thread(text: str, sender: str = "郑凯") -> list[str]:
    rows = (Row(n=1, campaign=CODE, asks="issue", issue=2), Row(n=2, campaign=CODE, asks="issue", issue=3))
    under: dict[str, Any] = {"outbox": None, "purpose": "", "kind": "issue", "message_id": "<two@corp.example>"}
    return says(text, sender=sender, to=of_three(), rows=rows, under=under)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1 已修复；2 下个版本再改", ["handling_result 2", "handling_result 3"]),
        ("1. 已切换节点\n2. 已补上权限", ["handling_result 2", "handling_result 3"]),
        ("第一个：已切换到备用节点\n第二个：收到，我来看", ["handling_result 2", "acknowledgement 3"]),
        # 3 is no number of that mail: the campaign's are meant.
        ("问题2 已定位，是回源慢，已切换节点；3 下版本再改", ["handling_result 2", "handling_result 3"]),
        ("问题 1、2 已修复", ["handling_result 2,3"]),
        ("1 我来看，2 归吴敏", ["acknowledgement 2", "note"]),
        ("1 改好了，2 不改", ["handling_result 2", "handling_result 3"]),
        ("1 还不改，等客户", ["acknowledgement 2"]),
        ("1、2 都改好了，在 8.2.3", ["handling_result 2", "handling_result 3"]),
    ],
)
def test_issues_are_told_apart_by_bare_numbers(text: str, said: list[str]) -> None:
    assert [words.partition(" ")[2] if words.startswith("#") else words for words in in_their_thread(text)] == said


@pytest.mark.parametrize(
    ("text", "sender", "said"),
    [
        ("现场的日志和 dump 能发一份吗？系统版本也写一下", "郑凯", ["question 1"]),
        ("麻烦先发一下报错截图", "郑凯", ["question 1"]),
        ("装了热修复还是空白", "孙丽", ["reopening 1"]),
        ("复测没过，重启后照样报错", "孙丽", ["reopening 1"]),
        ("Still blank after the update.", "孙丽", ["reopening 1"]),
        ("没再出现了，可以关闭", "孙丽", ["closure 1"]),
        ("暂时没再出现，先观察几天", "孙丽", ["note"]),
        ("恢复正常了，再观察一下", "孙丽", ["note"]),
    ],
)
def test_what_is_asked_of_an_issue_and_what_is_not_solved(text: str, sender: str, said: list[str]) -> None:
    state = "answered" if sender == "孙丽" else "open"
    of = campaign(issues=(issue(1, state=state),))
    assert says(text, sender=sender, to=of, rows=(Row(n=1, campaign=CODE, asks="issue", issue=1),), under={"template": "issue-raised"}) == said


@pytest.mark.parametrize(
    ("subject", "text", "said"),
    [
        (f"确认解决 {CODE} 问题 1", "复测通过，可以关闭。", ["closure 1"]),
        (f"{CODE} 问题1", "复测没过，断网还是重复计费", ["reopening 1"]),
    ],
)
def test_an_issue_named_in_the_title_is_the_one_meant(subject: str, text: str, said: list[str]) -> None:
    assert says(text, subject=subject, to=campaign(issues=(issue(1, state="answered"),))) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("根因：缺少运行库。已补到 8.2.1.7，请重试。", ["handling_result 1"]),
        ("已定位，预计周五出补丁", ["promise 1 12-04"]),
        ("还没修复，预计明天", ["promise 1 12-04"]),
    ],
)
def test_a_cause_and_a_remedy_under_the_tag_are_the_result(text: str, said: list[str]) -> None:
    assert says(text, subject=f"【处理结果】{CODE} 问题1", sender="郑凯", to=campaign(issues=(issue(1),))) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("灰度升级 12/20\n\n【问题】另有 2 家升级后闪退，严重", ["node_result rollout 12/20", "issue 严重 另有 2 家升级后闪退"]),
        ("灰度升级已完成\n【问题】无", ["node_result rollout done"]),
    ],
)
def test_an_issue_below_a_progress_is_raised(text: str, said: list[str]) -> None:
    assert says(text, subject=f"【进度】{CODE} 灰度升级") == said


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        (f"{CODE} 问题反馈", ["issue  登录页打不开"]),
        (f"{CODE} 问题：登录页打不开", ["issue  登录页打不开"]),
        (f"{CODE} 问题很多", ["?issue issue-told"]),
    ],
)
def test_a_tag_behind_the_code_is_spoken(subject: str, said: list[str]) -> None:
    assert [" ".join(x.split()) for x in says("登录页打不开", subject=subject)] == [" ".join(x.split()) for x in said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("今晚 8 点前给热修复", ["promise 1 12-03 20:00"]),
        ("周五出补丁", ["promise 1 12-04"]),
        ("周五给客户开会", ["acknowledgement 1"]),
    ],
)
def test_what_an_assignee_will_hand_over_is_promised(text: str, said: list[str]) -> None:
    row = (Row(n=1, campaign=CODE, asks="issue", issue=1),)
    assert says(text, sender="郑凯", to=campaign(issues=(issue(1),)), rows=row, under={"template": "issue-raised"}) == said


def test_all_of_them_are_taken_on_in_a_word() -> None:
    rows = (Row(n=1, campaign=CODE, asks="issue", issue=1), Row(n=2, campaign=CODE, asks="issue", issue=2))
    of = campaign(issues=(issue(1), issue(2)))
    assert says("全部收到，我来跟", sender="郑凯", to=of, rows=rows, under=REMINDER) == ["acknowledgement 1,2"]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("升级后客户端崩溃", "严重"),
        ("web 控制台打不开，阻塞，急！", "严重"),
        ("日志乱码，不影响使用", "轻微"),
        ("客户端崩溃，一般", "一般"),
        ("为避免崩溃先停了升级", ""),
        ("没有崩溃，只是慢", ""),
        ("影响使用", ""),
        ("建议加上百分比。不急。", "轻微"),
        ("客户不急着要", ""),
        ("The date format is wrong. Low priority.", "轻微"),
        ("提示语不通顺，建议级", "轻微"),
        ("计费清零，致命级问题", "严重"),
        ("升级后无法登录，已建议客户升级", ""),
    ],
)
def test_what_it_does_grades_an_issue_where_no_word_does(text: str, severity: str) -> None:
    found = says(text, subject=f"【问题】{CODE} 值班经理转来的一件事")
    assert found == [" ".join(x for x in ("issue", severity, "值班经理转来的一件事") if x)]


