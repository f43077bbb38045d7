"""What people write in running campaigns: verified, remedied, decided, put off, started, in words that no list holds whole."""

import pytest
from sayings import (
    asked_postponement,
    at,
    campaign,
    context,
    issue,
    node,
    planning,
    rows_of_issues,
    rows_of_nodes,
    says,
    testing as with_tests,
)

from mailbot.campaign.commands import AskPostponement, FilePlan
from mailbot.campaign.model import Submission
from mailbot.campaign.outcome import Row
from mailbot.campaign.planned import Parameter
from mailbot.inbound.forms.nodes.evidence import passed_tests
from mailbot.inbound.forms.things.parameterlines import find_parameters
from mailbot.inbound.interpret import interpret
from mailbot.value import replace

CODE = "SU-2026-0007"
VERIFY = {"purpose": "notice", "template": "issue-answered"}
ANSWERED = campaign(issues=(issue(1, state="answered", result="重启后恢复"),))
OPEN = campaign(issues=(issue(1),))
SEVERAL = campaign(
    issues=(
        issue(1, "断网重连后重复扣费", state="answered", result="已修复"),
        issue(2, "日志级别配置不生效"),
        issue(3, "帮助文案错字"),
    )
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("没问题。", ["closure 1"]),
        ("试了一下，没问题了，谢谢", ["closure 1"]),
        ("刚验证过了，5 台重启都正常，感谢郑工！", ["closure 1"]),
        ("Works on both sites now after the restart. Thanks!", ["closure 1"]),
        ("Looks good now", ["closure 1"]),
        ("One of the two sites still shows 7 after the restart.", ["reopening 1"]),
        ("We are still seeing the old value", ["reopening 1"]),
        ("Still 7 on one of the two sites after the restart, please look again.", ["reopening 1"]),
        # Not yet known, or only heard.
        ("好的", ["note"]),
        ("Still testing, will tell you tomorrow", ["note"]),
        ("没问题，我明天验证", ["note"]),
        ("It works for now, keep watching", ["note"]),
        ("有没有问题还要看", ["note"]),
    ],
)
def test_whoever_raised_it_says_in_their_own_words_whether_it_is_over(text: str, said: list[str]) -> None:
    assert says(text, to=ANSWERED, rows=rows_of_issues(1), under=VERIFY) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("安装脚本里补了授权，8.2.2 带上", ["handling_result 1"]),
        ("配置读取路径写错，8.2.1.34 修正。", ["handling_result 1"]),
        ("改了连接池的上限", ["handling_result 1"]),
        ("这个下个版本再说", ["handling_result 1"]),
        # A way to find the cause is no remedy; nor what is to come, or did not help.
        ("加了日志，再观察一下", ["acknowledgement 1"]),
        ("换了台机器复现", ["acknowledgement 1"]),
        ("改了几次还不行", ["acknowledgement 1"]),
        ("已定位：启动脚本没有等数据库就绪。今天下班前给处理结果。", ["issue_promise 1 12-03"]),
        ("明天上午给最终方案", ["issue_promise 1 12-04 12:00"]),
    ],
)
def test_a_remedy_told_without_its_label_is_a_handling_result(text: str, said: list[str]) -> None:
    found = says(text, to=OPEN, sender="郑凯", rows=rows_of_issues(1))
    assert [x.replace("promise 1", "issue_promise 1") if x.startswith("promise") else x for x in found] == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("日志级别是读取路径写错，已修正；错字那个下个版本再改", ["handling_result 2", "handling_result 3"]),
        ("日志级别：已修复\n帮助文案：我来处理", ["handling_result 2", "acknowledgement 3"]),
        ("3 个缺陷修了 2 个（1、2），错字那个下个版本再说。", ["#1 handling_result 1", "#2 handling_result 2", "#3 handling_result 3"]),
        # Which of them? Or all of them.
        ("日志级别和帮助文案的问题已修复", None),
        ("已修复", None),
    ],
)
def test_issues_are_told_apart_by_what_they_are_about(text: str, said: list[str] | None) -> None:
    found = says(text, to=SEVERAL, sender="郑凯", rows=rows_of_issues(1, 2, 3))
    assert found == said if said else found == ["?handling_result which-issue"]


def test_the_number_of_an_issue_is_no_row() -> None:
    row = (Row(n=1, campaign=CODE, asks="postponement", node="rollout", postponement=1),)
    of = campaign(issues=(issue(1),), postponements=(asked_postponement(),), paused=asked_postponement().asked_at)
    assert says("问题1 已经解决，从今天起恢复执行。", to=of, sender="陈静", rows=row) == ["resumption"]


WAITING = campaign(postponements=(asked_postponement(),))
TWO = campaign(postponements=(asked_postponement(), asked_postponement(number=2, node="rollout-2", asked_by="zhouhang@corp.example")))


@pytest.mark.parametrize(
    ("text", "of", "said"),
    [
        ("同意孙丽的延期申请。", WAITING, ["decision 1 agreed"]),
        ("同意延期", WAITING, ["decision 1 agreed"]),
        ("不同意灰度升级延期，按原计划", WAITING, ["decision 1 refused"]),
        ("同意周航的延期申请", TWO, ["decision 2 agreed"]),
        ("全量升级的延期同意了", TWO, ["decision 2 agreed"]),
        ("两个延期都同意", TWO, ["decision 1 agreed", "decision 2 agreed"]),
        # Which, of two; and of somebody who asked for nothing.
        ("同意延期", TWO, ["?decision node-ambiguous"]),
        ("同意周航的延期申请", WAITING, ["?decision node-ambiguous"]),
    ],
)
def test_a_postponement_is_decided_by_the_name_of_who_asked(text: str, of: object, said: list[str]) -> None:
    assert says(text, to=of, sender="陈静", subject=f"【结果】{CODE}") == said
    assert says(text, to=of, sender="陈静", subject=CODE) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("这次先不批，请克服一下", ["decision 1 refused"]),
        ("还是按原计划完成吧", ["decision 1 refused"]),
        ("不延了", ["decision 1 refused"]),
        ("15号太晚了，最多给到12月11日", ["decision 1 agreed until 12-11 18:00"]),
        ("12月11日可以吗", ["?decision decision-other-date"]),
        ("客户那边怎么说？", ["note"]),
    ],
)
def test_what_a_pm_says_to_a_postponement_is_never_lost(text: str, said: list[str]) -> None:
    row = (Row(n=1, campaign=CODE, asks="postponement", node="rollout", postponement=1),)
    found = says(text, to=WAITING, sender="陈静", rows=row)
    assert found == said or found == said[1:]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("从今天开始正式执行，谢谢各位配合。", ["start"]),
        ("大家都没意见的话就启动吧。", ["?start start-conditional"]),
        ("如果没有异议，就正式启动。", ["?start start-conditional"]),
        ("如果没有异议，就启动", ["?start start-conditional"]),
        # What will be anyway, and talk.
        ("各部门确认后启动", ["note"]),
        ("启动之前还要再开一次会", ["note"]),
    ],
)
def test_the_pm_starts_a_plan_in_so_many_words(text: str, said: list[str]) -> None:
    assert says(text, sender="陈静", to=planning()) == said


@pytest.mark.parametrize("text", ["如果客户不同意，就取消。", "等问题处理完，恢复执行", "一旦再出现，立即暂停"])
def test_an_order_that_hangs_on_the_clause_before_is_none(text: str) -> None:
    paused = campaign(paused=asked_postponement().asked_at)
    assert not {"cancellation", "resumption", "pause"} & set(says(text, sender="陈静", to=paused))


@pytest.mark.parametrize(
    ("subject", "text", "said"),
    [
        (f"{CODE} 先暂停", "各位，客户反馈服务起不来，升级先停一下，等问题处理完再继续。", ["pause"]),
        (f"{CODE} 暂停", "升级不用停，我只是说一声", ["note"]),
        (f"{CODE} 暂停申请", "华东申请暂停一周", ["note"]),
        (f"{CODE} 先暂停灰度？", "要不要停一下", ["note"]),
    ],
)
def test_a_subject_that_is_the_order_says_it_with_the_text(subject: str, text: str, said: list[str]) -> None:
    assert says(text, sender="陈静", subject=subject) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("We would like to extend the 灰度升级 by one week because of the freeze.", ["postponement rollout 12-10"]),
        ("Could we move 灰度升级 to 15 December please", ["postponement rollout 12-15"]),
        ("We moved 30 servers of 灰度升级 to the new rack", ["note"]),
    ],
)
def test_what_is_put_off_may_stand_between(text: str, said: list[str]) -> None:
    assert says(text, to=campaign(nodes=(node("rollout", "灰度升级", "孙丽", "12-03 18:00"),))) == said


def test_both_reports_attached_by_their_owner_close_the_report() -> None:
    held = (("缺陷报告.xlsx", b"x"), ("完整测试报告.docx", b"y"))
    of = with_tests()
    text = "缺陷报告、完整测试报告见附件，请查收。"
    assert says(text, to=of, sender="吴敏", subject=f"【报告】{CODE}", attachments=held) == ["node_result report done"]
    assert says("初稿见附件，先看看", to=of, sender="吴敏", subject=CODE, attachments=held) == ["note"]
    assert says("缺陷报告见附件", to=of, sender="吴敏", subject=CODE, attachments=held[:1]) == ["note"]
    assert says(text, to=of, sender="孙丽", subject=CODE, attachments=held) == ["note"]
    # Both are named and one is forgotten: `decide` asks for it.
    assert says(text, to=of, sender="吴敏", subject=CODE, attachments=held[1:]) == ["node_result report done"]


def test_what_there_is_none_of_takes_nothing_from_a_test() -> None:
    def passed(text: str) -> tuple[str, ...]:
        return passed_tests(text, context(text, to=with_tests(), sender="吴敏"))

    assert passed("遍历测试、完整测试均已执行完毕，全部用例通过，无遗留阻塞。") == ("遍历测试", "完整测试")
    assert passed("遍历测试、完整测试全部通过，失败 0") == ("遍历测试", "完整测试")
    assert passed("遍历测试、完整测试通过，有 2 条阻塞") == ()
    assert passed("遍历测试、完整测试通过，失败 3 条") == ()


def test_a_sick_word_beside_an_undo_takes_nothing_from_it() -> None:
    assert says("不好意思，早上那封发错了，撤销。", rows=rows_of_nodes("rollout")) == ["undo"]
    assert says("误报，撤销该问题", rows=rows_of_nodes("rollout")) != ["undo"]


def test_an_english_greeting_is_no_title() -> None:
    found = says("Hi all,\nAfter the install the gateway refuses long cards. Severe.", subject=f"ISSUE {CODE}", to=replace(campaign()))
    assert len(found) == 1
    assert "Hi all" not in found[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("视为同意，明天正式启动。", ["?start order-later"]),
        ("从下周一起正式执行", ["?start order-later"]),
        ("不等了，启动。", ["start"]),
        ("从今天起正式执行", ["start"]),
        ("明天下午开启动会", ["note"]),
    ],
)
def test_an_order_for_a_later_day_is_not_carried_out_today(text: str, said: list[str]) -> None:
    assert says(text, sender="陈静", to=planning()) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("完成时间由 12月3日 调整为 12月18日，客户要求避开月中结算。", ["postponement rollout 12-18"]),
        ("灰度升级时间改为12月15日", ["postponement rollout 12-15"]),
        ("灰度升级负责人调整为周航 12月15日", ["?node_result not-heard"]),
        ("灰度升级改为周航 12月15日做", ["?node_result not-heard"]),
        ("版本包已从您那边拿到", ["note"]),
        ("灰度升级暂定 22 号做", ["promise rollout 12-22"]),
        ("灰度升级能按时完成", ["promise rollout 12-03"]),
        ("灰度升级完成 8 成", ["node_result rollout 80/100"]),
    ],
)
def test_an_owner_tells_of_their_node_in_words_of_change(text: str, said: list[str]) -> None:
    assert says(text, subject=f"Re: {CODE} 灰度升级") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("遍历 100%，完整 7 成，周五下班前能跑完", ["node_result test 70/100", "promise test 12-04"]),
        ("遍历测试 80%，完整测试 60%", ["node_result test 60/100"]),
    ],
)
def test_a_figure_for_each_test_tells_how_far_the_last_of_them_is(text: str, said: list[str]) -> None:
    assert says(text, to=with_tests(), sender="吴敏", subject=f"【进度】{CODE} 产品测试") == said


def test_a_day_for_one_defect_is_no_day_for_all_of_them() -> None:
    of = with_tests(issues=(issue(1, type="defect"), issue(2, type="defect")))
    of = replace(of, nodes=tuple(replace(n, owner="lixiang@corp.example") if n.key == "fix" else n for n in of.nodes))
    assert says("进度 1/3，缺陷2预计明天，缺陷1下周二。", to=of, sender="李想", subject=f"{CODE} 缺陷修复") == ["node_result fix 1/3"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("其中 1 台昨晚又起不来了，麻烦再看看。", ["reopening 1"]),
        ("今天又报错了", ["reopening 1"]),
        ("又测了一遍，没问题", ["closure 1"]),
        ("又试了两台", ["note"]),
    ],
)
def test_what_came_again_reopens(text: str, said: list[str]) -> None:
    assert says(text, to=ANSWERED, rows=rows_of_issues(1)) == said


@pytest.mark.parametrize(
    ("text", "of", "said"),
    [
        ("这个问题影响面大，按严重处理吧。", OPEN, ["issue"]),
        ("影响面大，升级为严重，请尽快看。", OPEN, ["issue"]),
        ("按严重处理吧", SEVERAL, ["?issue which-issue"]),
        ("要不要升级为严重？", OPEN, ["note"]),
        ("升级为 8.2.1 后门店严重卡顿", OPEN, ["note"]),
    ],
)
def test_the_pm_sets_a_severity_beside_other_words(text: str, of: object, said: list[str]) -> None:
    assert says(text, to=of, sender="陈静", rows=rows_of_issues(*(i.number for i in of.issues))) == said  # type: ignore[attr-defined]


def test_numbers_below_a_colleagues_mail_are_the_writers_own() -> None:
    row = (Row(n=1, campaign=CODE, asks="confirmation", department="华东业务部"),)
    thread = {"purpose": "", "template": "", "outbox": None}
    text = "1. 同事都知道了。\n2. 灰度升级周五做完。"
    assert says(text, to=planning(), rows=row, under=thread) == ["promise rollout 12-04"]


@pytest.mark.parametrize(
    ("subject", "text", "said"),
    [
        (f"{CODE} 总结", "华东华南全部升级完成，整体顺利，无遗留问题。", ["summary"]),
        (f"{CODE} 总结", "总结我下周五发给大家，谢谢各位支持。", ["note"]),
        (f"{CODE} 总结会议", "周五下午三点开总结会，请大家准时参加。", ["note"]),
    ],
)
def test_a_subject_of_the_pms_that_is_the_summary(subject: str, text: str, said: list[str]) -> None:
    assert says(text, sender="陈静", subject=subject) == said


@pytest.mark.parametrize(
    ("text", "about"), [("目前什么情况？", "standing"), ("为什么催我", "why"), ("为什么又催我？已经报过了", "why"), ("什么原因还没关闭", "why")]
)
def test_how_things_stand_is_not_why(text: str, about: str) -> None:
    assert says(text, subject=f"【查询】{CODE}") == [f"query {about}"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("完成时间由 12月3日 调整为 12月18日，客户要求避开月中结算。", "客户要求避开月中结算"),
        ("陳經理：華東這邊 25 號是公眾假期，灰度升級可否順延至 12 月 29 日？請批准。", "華東這邊 25 號是公眾假期"),
        ("灰度升级申请延期到12月15日，客户封网，请批准，谢谢", "客户封网"),
        ("陈静你好，灰度升级这边客户要盘点，申请延期到 12月16日，麻烦批一下，谢谢！孙丽", "灰度升级这边客户要盘点"),
        ("静姐好，灰度升级客户要盘点，想延到12月16日，可以吗？", "灰度升级客户要盘点"),
        ("灰度升级申请延期到12月16日\n原因：客户盘点\n\n孙丽\n华东业务部", "客户盘点"),
        ("灰度还差一个模块联调，估计要推到12月16日", "灰度还差一个模块联调"),
        ("客户说窗口只有周三，灰度延到12月16日吧", "客户说窗口只有周三"),
        ("灰度升级需延期至 12月16日（客户盘点），烦请审批。 BR, Sun Li", "客户盘点"),
        ("Hi, two sites have a change freeze. Could we get until 22 December for the 灰度 push? Thanks, Sun Li", "two sites have a change freeze"),
    ],
)
def test_the_reason_of_a_postponement_is_why_and_nothing_else(text: str, reason: str) -> None:
    asked = interpret(context(text, to=campaign(), subject=f"Re: {CODE} 灰度升级")).commands
    assert [x.reason for x in asked if isinstance(x, AskPostponement)] == [reason]


@pytest.mark.parametrize(
    ("subject", "text", "said"),
    [
        (f"{CODE} 8.2.1.36 提测", "修复缺陷1、2，请安排回归。", ["node_result build done"]),
        (f"{CODE} 提交测试", "构建号 8.2.1.36，请测试。", ["node_result build done"]),
        (f"{CODE} 8.2.1.36 提测时间", "预计明天提测。", ["promise build 12-04"]),
        (f"{CODE} 8.2.1.36 提测了吗？", "测试同事在等。", ["note"]),
        (f"{CODE} 提测", "请安排。", ["note"]),
    ],
)
def test_a_subject_that_hands_a_version_over_is_a_submission(subject: str, text: str, said: list[str]) -> None:
    of = with_tests(issues=(issue(1, type="defect"), issue(2, type="defect")))
    assert says(text, to=of, sender="郑凯", subject=subject) == said
    assert says(text, to=of, sender="孙丽", subject=subject)[:1] != ["node_result build done"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("华东 35 家门店已完成 12 家，其余下周三前完成", ["node_result rollout 12/35", "promise rollout 12-09"]),
        ("已推 60%，其中成都 100%、重庆 30%。", ["node_result rollout 60/100"]),
        ("总共 500 台，其中已升级 320 台", ["node_result rollout 320/500"]),
        ("已全部升级；还有 12 个站点没下", ["node_result rollout open"]),
        ("50 个城市已完成 12 家", ["?progress progress-without-total"]),
    ],
)
def test_parts_take_nothing_from_the_whole(text: str, said: list[str]) -> None:
    assert says(text, subject=f"【进度】{CODE} 灰度升级") == said


def test_consent_with_a_wish_behind_it_is_asked_about() -> None:
    row = (Row(n=1, campaign=CODE, asks="confirmation", department="华东业务部"),)
    text = "We're fine with it in general but can we get one more week for the delayed part?"
    assert says(text, to=planning(), rows=row) == ["?confirmation conditional-answer"]


def test_why_a_campaign_is_cancelled_is_told_without_greeting_and_thanks() -> None:
    text = "各位，因公司战略调整，本次升级取消，已升级的保持现状，辛苦大家。"
    said = interpret(context(text, to=campaign(), sender="陈静", subject=f"{CODE} 取消")).commands
    assert [getattr(x, "reason", "") for x in said] == ["因公司战略调整，已升级的保持现状"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("换 CDN 节点了，现在 2 分钟以内", ["handling_result 1"]),
        ("原来重启后还是报错，已修复", ["handling_result 1"]),
        ("已修复，请继续观察", ["handling_result 1"]),
        ("改参数了，没用", ["acknowledgement 1"]),
        ("补丁打了，重启后还是报错", ["acknowledgement 1"]),
        ("改了，还是不行", ["acknowledgement 1"]),
        ("改了配置，还在观察", ["acknowledgement 1"]),
    ],
)
def test_what_was_done_and_did_not_help_is_no_handling_result(text: str, said: list[str]) -> None:
    assert says(text, to=OPEN, sender="郑凯", rows=rows_of_issues(1)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("请孙丽、周航今天下班前反馈一下升级进度。", ["note"]),
        ("请周航12月10日前完成全量升级", ["note"]),
        ("韩冰看一下，版本限制12月20日前能不能弄完", ["note"]),
        ("如果客户同意，版本限制改到12月30日", ["?postponement change-conditional"]),
        ("版本限制改到12月30日", ["postponement restrict 12-30"]),
    ],
)
def test_what_a_pm_asks_of_people_changes_no_row(text: str, said: list[str]) -> None:
    assert says(text, sender="陈静") == said


def test_what_leads_on_to_a_change_is_no_part_of_its_title() -> None:
    found = interpret(context("孙丽的意见合理，版本限制改到 12月30日，请技术部确认。", to=planning(), sender="陈静"))
    assert [(type(x), [(n.title, n.due and f"{n.due:%m-%d}") for n in x.nodes]) for x in found.commands if isinstance(x, FilePlan)] == [
        (FilePlan, [("版本限制", "12-30")])
    ]


def test_consent_that_names_the_version_lets_a_refused_submission_pass() -> None:
    of = with_tests(submissions=(Submission(version="8.2.1.35", node="build", by="zhengkai@corp.example", at=asked_postponement().asked_at, mail="<x@y>"),))
    assert says("同意 8.2.1.35 先测，缺陷随后补修。", to=of, sender="陈静") == ["waiver 8.2.1.35 同意 8.2.1.35 先测，缺陷随后补修。"]
    assert says("同意先测", to=of, sender="陈静") != ["waiver"]


def test_a_problem_told_beside_a_result_is_remarked_on() -> None:
    text = "灰度升级已完成。另外反馈一个问题：8.2.1 日志刷得太快，磁盘快满了。"
    said = interpret(context(text, to=campaign())).commands
    assert [[r.reason for r in x.remarks] for x in said] == [["issue-told"]]


@pytest.mark.parametrize(("beside", "remarked"), [("另外有个问题：东莞两台升完之后监控服务起不来", True), ("有问题请联系我", False)])
def test_a_problem_told_beside_a_tagged_progress_is_remarked_on(beside: str, remarked: bool) -> None:
    told = interpret(context(f"今天推到 260/480 台。\n{beside}。", subject=f"【进度】{CODE} 灰度升级", to=campaign()))
    assert any(r.reason == "issue-told" for x in told.commands for r in getattr(x, "remarks", ())) is remarked


def test_days_still_needed_are_asked_for_as_a_day() -> None:
    row = rows_of_nodes("rollout")
    assert says("还需要 3 天", rows=row) == ["?promise promise-without-date"]
    assert says("还没完成", rows=row) == ["node_result rollout open"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("都修了，见 8.2.1.36。", ["handling_result 1"]),
        ("已改", ["handling_result 1"]),
        ("已复现，转研发林涛处理。", ["note"]),
        ("已复现，我来处理。", ["acknowledgement 1"]),
    ],
)
def test_short_words_of_a_manager_on_an_issue(text: str, said: list[str]) -> None:
    assert says(text, to=OPEN, sender="吴敏", rows=rows_of_issues(1)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("在 8.2.1.33 上验证：断网重连 20 次，未再重复扣费。通过。", ["closure 1"]),
        ("在 8.2.1.33 上验证：断网重连 20 次，未通过。", ["reopening 1"]),
        ("验了，行。", ["closure 1"]),
        ("行", ["note"]),
        ("没改好啊，还扣两次", ["reopening 1"]),
        ("Confirmed, thanks for the quick fix.", ["closure 1"]),
    ],
)
def test_short_words_of_whoever_raised_it(text: str, said: list[str]) -> None:
    assert says(text, to=ANSWERED, rows=rows_of_issues(1), under=VERIFY) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("昨晚升级 120 台，成功 118 台，失败 2 台已重试成功，累计 640/900。", ["node_result rollout 640/900"]),
        ("升级失败，已回滚", ["node_result rollout failed"]),
        ("失败 2 台，原因在查", ["node_result rollout failed"]),
        ("延期的事麻烦尽快批一下，客户那边等着排期。", ["note"]),
    ],
)
def test_some_that_failed_are_no_failure_of_the_node(text: str, said: list[str]) -> None:
    assert says(text, subject=f"{CODE} 灰度升级") == said


def test_what_a_pm_has_only_heard_closes_nothing() -> None:
    assert says("灰度升级孙丽反馈已完成，待确认", sender="陈静") == ["note"]
    assert says("灰度升级已完成", sender="陈静") == ["node_result rollout done"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("刚跟周航电话对了下，全量升级到现在推了 300/480，今晚继续。", ["node_result rollout-2 300/480"]),
        ("全量升级进度落后，才六成", ["node_result rollout-2 60/100"]),
        # Wished, asked, or still to come.
        ("全量升级今天至少要到 300/480", ["note"]),
        ("全量升级到 300/480 了吗？", ["note"]),
        ("全量升级 2/3 的门店 12 月 11 日前做完", ["note"]),
        ("灰度升级、全量升级进度 60%", ["note"]),
    ],
)
def test_a_pm_tells_how_far_a_node_is(text: str, said: list[str]) -> None:
    assert says(text, sender="陈静") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("灰度今天全部升完，无异常。", ["node_result rollout done 12-03"]),
        ("灰度今天下午升完，没有投诉", ["node_result rollout done 12-03"]),
        ("灰度那20台昨晚十一点全部跑完了，早上看了一圈监控，没啥异常", ["node_result rollout done 12-02"]),
        ("灰度今天全部升完", ["promise rollout 12-03"]),
        ("灰度今晚升完，有异常再报", ["promise rollout 12-04 00:00"]),
        ("灰度今天升完，没问题的话明天总结", ["promise rollout 12-03"]),
    ],
)
def test_what_was_seen_of_it_afterwards_says_that_today_is_over(text: str, said: list[str]) -> None:
    assert says(text, mailed=at("12-03 16:00")) == said


def test_under_完成_today_is_over() -> None:
    assert says("今天全部升完。", subject=f"【完成】{CODE} 灰度升级") == ["node_result rollout done 12-03"]
    assert says("今天下班前全部升完。", subject=f"【完成】{CODE} 灰度升级") == ["promise rollout 12-03"]


def test_what_is_blocked_is_restricted() -> None:
    assert says("8.0及以下今天0点起已经拦了，没有投诉。", sender="韩冰", mailed=at("12-18 09:10"))[0].startswith("node_result done")


def test_a_question_under_进度_is_asked_of_the_bot() -> None:
    asked = {"sender": "韩冰", "subject": f"【进度】{CODE}", "to": replace(campaign(), nodes=campaign().nodes[:2])}
    assert says("麻烦问下全量现在推了多少台了？", **asked)[0].startswith("query")
    assert not says("全量推了 200 台，还要多少天？", **asked)[0].startswith("query")
    assert not says("灰度还要多少天？", subject=f"【进度】{CODE} 灰度升级")[0].startswith("query")  # their own node
    where = "Where are we with 8.2.1, and is the test report out yet?"
    assert says(where, sender="林涛", subject=f"[STATUS] {CODE}")[0].startswith("query")


def test_no_failures_are_no_failure() -> None:
    told = "8.0 及以下的版本今日 0 点已限制，观察了两个小时，登录失败投诉 {} 起。"
    assert says(told.format(0), sender="韩冰", subject=f"【结果】{CODE} 版本限制")[0].startswith("node_result restrict done")
    assert "failed" in says(told.format(12), sender="韩冰", subject=f"【结果】{CODE} 版本限制")[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("华东 90 家，完成 88 家，2 家停业装修，等开业再升。", ["node_result rollout 88/90"]),
        ("480台，完成310台", ["node_result rollout 310/480"]),
        ("杭州 90 家，完成 88 家，宁波 50 家，完成 50 家", ["?progress progress-without-total"]),
        ("华东 90 家，完成 88 家，3 家停业装修", ["?progress progress-without-total"]),
    ],
)
def test_of_the_first_figure_the_second_is_done(text: str, said: list[str]) -> None:
    assert says(text, subject=f"【进度】{CODE} 灰度升级") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("All sites have been on the new settings since Saturday. Sorry this came in late.", ["node_result done"]),
        ("All sites are live on the new version.", ["node_result done"]),
        ("All Singapore sites are on the new version.", ["?progress part-without-figure"]),
        ("All Singapore sites are on 8.2.1.", ["?progress part-without-figure"]),
        ("All sites will be on the new version by Saturday.", ["note"]),
        ("Most sites have been on the new version since Saturday.", ["note"]),
        ("Not all sites are on the new version", ["note"]),
    ],
)
def test_where_all_of_them_are_now_is_done(text: str, said: list[str]) -> None:
    assert says(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("8.2.1.3052 今天上午九点提测，包在发布机老地方。", ["node_result build done 12-03"]),
        ("8.2.1.3052 今天下午五点提测，包在发布机。", ["promise build 12-03 17:00"]),
        ("8.2.1.3052 原定今天上午九点提测，包还没好", ["note"]),
    ],
)
def test_what_is_done_at_one_moment_is_over_behind_it(text: str, said: list[str]) -> None:
    assert says(text, sender="冯雪", to=with_tests()) == said


def test_all_green_is_passed() -> None:
    assert says("遍历和完整都跑完了，全绿。报告后天出。", sender="吴敏", to=with_tests())[0] == "node_result test done"
    assert says("完整测试全绿，遍历有两个失败", sender="吴敏", to=with_tests())[0] == "node_result test failed"
    assert says("遍历全绿，完整还在跑", sender="吴敏", to=with_tests()) == ["note"]


def test_both_tests_passed_in_english() -> None:
    text = "Both the traversal test and the full test passed."
    assert passed_tests(text, context(text, to=with_tests(), sender="吴敏")) == ("遍历测试", "完整测试")


@pytest.mark.parametrize(
    ("text", "said"),
    [("通过", ["closure 1"]), ("回归通过，谢谢", ["closure 1"]), ("通过率多少？", ["note"]), ("还没通过", ["note"])],
)
def test_passed_alone_is_the_answer_to_a_fix(text: str, said: list[str]) -> None:
    assert says(text, to=ANSWERED, rows=rows_of_issues(1), under=VERIFY) == said


def test_what_was_not_reproduced_and_is_asked_about_is_a_question() -> None:
    text = "无法复现，请现场配合远程看一下，今天下午 2 点行吗？"
    assert says(text, to=OPEN, sender="吴敏", rows=rows_of_issues(1)) == ["question 1"]


def test_probably_a_weekday_is_a_promise() -> None:
    assert says("We are running late, probably Tuesday.", rows=rows_of_nodes("rollout")) == ["promise rollout 12-08"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("灰度已完成 18 台，余下 2 台本周内补齐。", ["node_result rollout 18/20", "promise rollout 12-04"]),
        ("剩余 2 台下周一弄完", ["promise rollout 12-07"]),
        ("还剩 2 台，周五开会讨论", ["?node_result not-heard"]),
    ],
)
def test_what_is_left_is_promised_by_its_day(text: str, said: list[str]) -> None:
    assert says(text, rows=rows_of_nodes("rollout")) == said


def test_what_was_done_day_by_day_without_a_sum_is_asked_about() -> None:
    subject = f"【进度】{CODE} 灰度升级"
    assert says("昨天推了 60 个站，今天推了 70 个，一共 210 个。", subject=subject) == ["?progress several-figures"]
    assert says("昨天推了 60 个站，今天推了 70 个，累计 130/210。", subject=subject) == ["node_result rollout 130/210"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("我们自己重装后好了，这个问题可以关掉。", ["closure 1"]),
        ("什么时候可以关掉？", ["note"]),
    ],
)
def test_whoever_raised_it_may_end_it_unanswered(text: str, said: list[str]) -> None:
    assert says(text, to=OPEN, rows=rows_of_issues(1)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("log.keep = 30，其他不变", [("log.keep", "30")]),
        ("log.keep = 30, others unchanged", [("log.keep", "30")]),
        ("log.keep 改成 30 的话", []),
        ("hosts = a，b，c", [("hosts", "a，b，c")]),
    ],
)
def test_what_stays_as_it_is_is_no_part_of_a_value(text: str, said: list[tuple[str, str]]) -> None:
    assert [(one.parameter.name, one.parameter.value) for one in find_parameters(text)] == said


def test_a_parameter_beside_a_day_is_not_left_out() -> None:
    of = campaign(parameters=(Parameter(name="log.keep", value="15"),))
    read = interpret(context("log.keep 改为 30，全量升级改到 12月16日。", to=of, sender="陈静"))
    (plan,) = (one for one in read.commands if isinstance(one, FilePlan))
    assert (plan.parameters, [(n.key, n.due) for n in plan.nodes]) == (
        (Parameter(name="log.keep", value="30"),),
        [("rollout-2", at("12-16 18:00"))],
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("剩下的有 3 家客户要求放到周末做，申请延期到12月8日，请陈静批一下", "剩下的有 3 家客户要求放到周末做"),
        ("客户把割接推迟了一周，灰度升级申请延期到12月15日", "客户把割接推迟了一周"),
        ("延期到12月15日 等客户窗口", "等客户窗口"),
        ("等客户窗口，申请延期，到12月15日", "等客户窗口"),
        ("申请延期到12月15日，麻烦批一下，机房停电", "机房停电"),
    ],
)
def test_why_a_node_is_put_off_is_quoted_whole(text: str, reason: str) -> None:
    asked = [x for x in interpret(context(text, to=campaign(), rows=rows_of_nodes("rollout"))).commands if isinstance(x, AskPostponement)]
    assert [x.reason for x in asked] == [reason]


def test_words_around_what_is_asked_are_read_in_linear_time_however_often_they_are_said() -> None:
    text = f"全量升级客户{'我这边' * 300}忙申请延到12月20日，请批准"
    asked = interpret(context(text, to=campaign(), rows=rows_of_nodes("rollout"))).commands
    assert [x.reason.startswith("全量升级客户") for x in asked if isinstance(x, AskPostponement)] == [True]  # by backtracking it would not end


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("8.0 及以下已从今天零点起限制", ["node_result restrict done 12-03"]),
        ("今天零点起 8.0 及以下已经开始限制了", ["node_result restrict done 12-03"]),
        ("8.0 及以下的限制已经上了，12月3日零点生效", ["node_result restrict done"]),
        ("已从今天零点起陆续限制", ["note"]),
        ("已经开始限制前的准备工作", ["note"]),
        ("已通知各门店12月18日起限制", ["note"]),
        ("限制方案已经开始评审", ["note"]),
        ("限制已经开始了吗？", ["note"]),
        ("8.0 及以下部分已经开始限制，其余下周", ["note"]),
        ("还没开始限制", ["node_result restrict open"]),
    ],
)
def test_a_restriction_that_has_begun_is_in_force(text: str, said: list[str]) -> None:
    assert says(text, sender="韩冰", rows=rows_of_nodes("restrict"), under={"purpose": "reminder"}) == said


@pytest.mark.parametrize("text", ["灰度升级已经开始了", "已从今天零点起升级", "已正式开始灰度升级"])
def test_a_roll_out_that_has_begun_is_not_done(text: str) -> None:
    assert not any("done" in x for x in says(text, rows=rows_of_nodes("rollout"), under={"purpose": "reminder"}))
