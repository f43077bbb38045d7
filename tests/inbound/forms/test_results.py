"""What people say of a node, untagged in a thread or under RESULT: done, how far, when, failed, put off (SPEC 9 "Replies").

A wrong closing costs ten questions: each way of not yet being done is here beside the way of being done.
"""

import pytest
import sayings
from sayings import PEOPLE, asked_postponement, at, campaign, context, node, rows_of_nodes, says, shown

from mailbot.campaign.commands import ReportNode
from mailbot.inbound.forms.nodes.evidence import with_evidence
from mailbot.inbound.interpret import interpret

UNDER_REMINDER = {"rows": rows_of_nodes("rollout"), "under": {"purpose": "reminder", "template": "reminder"}}


def under_reminder(text: str, **more: object) -> list[str]:
    """A reply of 孙丽 to a reminder of her one row, 灰度升级, due today; it is Thursday 3 December 2026, 10:00."""
    return says(text, **{**UNDER_REMINDER, **more})


@pytest.mark.parametrize(
    "text",
    [
        "已完成",
        "已完成。",
        "完成",
        "完成了",
        "已经完成了",
        "done",
        "Done.",
        "It's done",
        "搞定",
        "已搞定！",
        "弄完了",
        "做完了",
        "已经弄好了",
        "已处理完毕",
        "办结",
        "灰度升级已完成",
        "灰度升级完成",
        "完成灰度升级",
        "灰度已完成，运行正常",
        "升级已完成",
        "升级完成",
        "升级完毕",
        "已升级",
        "已经升级了",
        "升级好了",
        "都升完了",
        "20台都升级完了",
        "20 台服务器已全部升级",
        "灰度 20 台全部升级完成，运行稳定",
        "已于昨晚顺利升级完毕",
        "20 台已经全网升级，运行正常",
        "灰度升级、验证完毕",
        "包已升级并验证完毕",
        "昨天晚上已经升级完成，观察一晚无异常",
        "已按计划完成灰度升级，共20台。",
        "按计划完成",
        "提前完成了",
        "均已完成",
        "全部完成",
        "已全部完成，无异常",
        "华东灰度升级已完成",
        "各位好，\n灰度升级已经完成。\n谢谢",
        "完成，谢谢",
        "您好，已完成，请知悉。",
        "已完成，客户反馈良好",
        "已完成，未发现异常",
        "已完成，没有收到客户投诉",
        "升级完成，尚未发现问题",
        "已完成，还需观察两天",
        "已完成，不需要延期",
        "已完成，后续我会持续关注",
        "已完成，预计明天发报告",
        "已升级 20/20",
        "已升级20台，共20台",
        "进度100%",
        "已完成 100%",
        "第一次升级失败，重试后已全部完成",
        "升级成功",
        "全部升级成功，零失败",
        "已上线",
        "部署完成",
        "完成啦",
        "已完成✅",
        "✓",
        "yes, done",
        "Rollout finished.",
        "The rollout has been completed.",
        "Upgrade completed successfully",
        "All done, thanks",
        "Completed as planned, no issues.",
        "原定12月3日的灰度升级已提前完成",
        "已完成。\n\n孙丽\n华东业务部",
        "已經完成",
        "昇級已完成",
        "今天已完成",
        "今天上午完成了",
        "收到，已完成",
        "已落实",
        "已执行",
        "完成，见附件",
        "会议之后我们已经完成了升级",
        "客户要求的灰度升级已完成",
        "已将灰度的20台服务器升级完成",
        "已完成灰度升级工作",
        "灰度升级工作已完成",
        "升级任务完成",
        "OK，已完成",
    ],
)
def test_done_is_done(text: str) -> None:
    assert [x.split(" 20/20")[0].split(" 100/100")[0].split(" 12-0")[0] for x in under_reminder(text)] == ["node_result rollout done"]


@pytest.mark.parametrize("text", ["安装包已验证完毕，今晚开始推。", "升级文件校验完成，今晚开始升级", "已经全量推送安装包到门店后台"])
def test_what_an_upgrade_begins_with_is_not_the_upgrade(text: str) -> None:
    assert not any("done" in said for said in under_reminder(text))


@pytest.mark.parametrize(
    "text",
    [
        "未完成",
        "没完成",
        "还没完成",
        "还没有完成",
        "尚未完成",
        "还未完成升级",
        "仍未完成",
        "未能按计划完成升级",
        "没有按时完成",
        "还没有升级完成",
        "还没升级完",
        "暂未全部完成",
        "没有全部完成",
        "还没全部升级完",
        "灰度升级未完成",
        "灰度升级还没完成，客户窗口没定",
        "未完成，等客户窗口",
        "没弄完",
        "还没弄好",
        "没做完",
        "做不完",
        "来不及了",
        "进行中",
        "正在进行",
        "正在升级",
        "升级中",
        "处理中",
        "还在升级",
        "基本完成",
        "大部分完成",
        "快完成了",
        "差不多完成了",
        "部分完成",
        "无法完成",
        "还没有开始",
        "还没开始升级",
        "未升级",
        "华东已完成，上海还没",
        "15 台已完成，还有 5 台没有升级",
        "not done",
        "Not done yet.",
        "It is not finished.",
        "hasn't been completed",
        "in progress",
        "almost done",
        "still working on it",
        "Not completed, waiting for the customer",
    ],
)
def test_not_done_is_not_done(text: str) -> None:
    assert under_reminder(text) in (["node_result rollout open"], ["node_result rollout 15/20"])


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("预计周五处理完", "12-04"),
        ("预计周五", "12-04"),
        ("预计明天完成", "12-04"),
        ("预计12月5日完成", "12-05"),
        ("预计 12/5 完成", "12-05"),
        ("预计下周一完成", "12-07"),
        ("周五完成", "12-04"),
        ("周五前完成", "12-04"),
        ("明天完成", "12-04"),
        ("明天下班前完成", "12-04"),
        ("明天中午之前搞定", "12-04 12:00"),
        ("12月5日前完成", "12-05"),
        ("12月5日前可以完成", "12-05"),
        ("周五能完成", "12-04"),
        ("争取周五完成", "12-04"),
        ("周五前一定完成", "12-04"),
        ("明天升级完", "12-04"),
        ("周五", "12-04"),
        ("明天", "12-04"),
        ("12月5日", "12-05"),
        ("下周一", "12-07"),
        ("还没完成，预计周五", "12-04"),
        ("还没完成，预计周五完成", "12-04"),
        ("未完成，周五前完成", "12-04"),
        ("未完成，预计12月7日完成", "12-07"),
        ("正在升级，预计明天完成", "12-04"),
        ("客户窗口在周五，预计周五晚上8点完成", "12-04 20:00"),
        ("备份已完成，预计周五完成升级", "12-04"),
        ("前期准备已完成，预计明天升级", "12-04"),
        ("第一批已完成，剩余预计周五完成", "12-04"),
        ("上海已完成，其余预计周五完成", "12-04"),
        ("今天18:00前完成", "12-03"),
        ("今天完成", "12-03"),
        ("今晚8点前完成", "12-03 20:00"),
        ("3个工作日内完成", "12-08"),
        ("expected Friday", "12-04"),
        ("Will be done by Friday", "12-04"),
        ("ETA Friday", "12-04"),
        ("will finish tomorrow", "12-04"),
        ("We expect to finish on Dec 7", "12-07"),
        ("by Friday", "12-04"),
        ("not done yet, by Monday", "12-07"),
        ("預計週五完成", "12-04"),
        ("灰度升级预计周五完成", "12-04"),
        ("会在周五前处理完", "12-04"),
        ("应该周五能完成", "12-04"),
        ("周五能好", "12-04"),
        ("保证周五完成", "12-04"),
        ("大概周五弄完", "12-04"),
        ("大概下周三灰度收尾", "12-09"),
        ("这周内搞定", "12-04"),
        ("下周五搞定", "12-11"),
        ("周五前升级完毕", "12-04"),
        ("要等到周五", "12-04"),
        ("剩下的周五推完", "12-04"),
        ("我们周六升级", "12-05"),
        ("灰度周五", "12-04"),
        ("Finished this Friday", "12-04"),
    ],
)
def test_a_day_to_come_is_a_promise(text: str, until: str) -> None:
    assert under_reminder(text) == [f"promise rollout {until}"]


@pytest.mark.parametrize(
    "text",
    ["尽快完成", "尽快处理", "我们会尽快完成升级", "马上弄", "预计下周完成", "快了，尽快", "争取早日完成", "will be done soon", "ASAP", "预计很快完成", "下周完成"],
)
def test_a_promise_without_a_day_is_asked_for_one(text: str) -> None:
    assert under_reminder(text) == ["promise rollout ?"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("预计 3月4日或5日完成", "promise"),
        ("预计12月4日（周六）完成", "promise"),
        ("预计2月30日完成", "promise"),
        ("延期到12月5日（周五）", "postponement"),
        ("申请延期到 03/04/2027", "postponement"),
    ],
)
def test_a_doubtful_day_is_asked_about(text: str, kind: str) -> None:
    assert [x.split(" ")[0] for x in under_reminder(text)] == [f"?{kind}"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("80%", ["node_result rollout 80/100"]),
        ("完成80%", ["node_result rollout 80/100"]),
        ("已完成 80%", ["node_result rollout 80/100"]),
        ("进度：80%", ["node_result rollout 80/100"]),
        ("进度 80%，剩下的等客户", ["node_result rollout 80/100"]),
        ("已升级 320 / 500", ["node_result rollout 320/500"]),
        ("已升级 320/500", ["node_result rollout 320/500"]),
        ("320/500", ["node_result rollout 320/500"]),
        ("已升级320台，共500台", ["node_result rollout 320/500"]),
        ("共 500 台，已升级 320 台", ["node_result rollout 320/500"]),
        ("500台中已升级320台", ["node_result rollout 320/500"]),
        ("已完成六成", ["node_result rollout 60/100"]),
        ("320 of 500 done", ["node_result rollout 320/500"]),
        ("done 320/500", ["node_result rollout 320/500"]),
        ("已完成 320/500，预计周五全部完成", ["node_result rollout 320/500", "promise rollout 12-04"]),
        ("已升级 320/500，剩余预计 12月5日完成", ["node_result rollout 320/500", "promise rollout 12-05"]),
        (
            "已升级 320 / 500，剩下的等客户窗口，申请延期到 12月15日",
            ["node_result rollout 320/500", "postponement rollout 12-15"],
        ),
        ("已升级 500/500", ["node_result rollout done 500/500"]),
        ("已升级 500 / 500 台，完成", ["node_result rollout done 500/500"]),
        ("进度100%", ["node_result rollout done 100/100"]),
        ("已升级 320 台", ["?progress progress-without-total"]),
        ("目前完成 15 台，共 20 台，没什么异常。", ["node_result rollout 15/20"]),
        ("86 / 86. No complaints so far.", ["node_result rollout done 86/86"]),
        ("今天完成，500 / 500", ["node_result rollout done 500/500"]),
        ("灰度截至今早 3.2万/5万，预计晚上跑完剩下的", ["node_result rollout 32000/50000"]),
        ("杭州 200，南京 120，合计 320 台；总量 500 台。", ["node_result rollout 320/500"]),
        ("杭州 200/260，南京 120/240", ["node_result rollout 320/500"]),
        ("上周 180/500，本周 320/500", ["node_result rollout 320/500"]),
        ("上周累计：180\n本周新增：140\n累计：320\n目标：500", ["node_result rollout 320/500"]),
        ("灰度还剩 180 台没升，总共 500", ["node_result rollout 320/500"]),
        ("320 done, 180 to go", ["node_result rollout 320/500"]),
        ("已升级 320 台，失败 12 台，共 500 台", ["node_result rollout failed 320/500"]),
        ("灰度升级 0 / 500，今晚开始。", ["node_result rollout 0/500"]),
        ("预计明天能到 80%，目前 40%", ["node_result rollout 40/100"]),
        ("灰度 20 台全部升完，剩余 0 台", ["node_result rollout done 20/20"]),
        ("heartbeat.interval：已下发 120/300\nretry.max：300/300", ["node_result rollout 120/300"]),
        ("上午 120/300，下午 180/300", ["?progress several-figures"]),
        ("华东200，华南120，共320台，总量500", ["node_result rollout 320/500"]),
        ("320台已升级，180台待升级", ["node_result rollout 320/500"]),
        ("200台已经升级，还有300台未升级", ["node_result rollout 200/500"]),
        ("华东 200，华南 120，共 320 台", ["?progress progress-without-total"]),
        ("完成率64%（320/500）", ["node_result rollout 320/500"]),
        ("完成率60%（320/500）", ["?progress several-figures"]),
        ("灰度完成了三分之二", ["node_result rollout 2/3"]),
        ("已升级门店 3.2万 / 5万，故障率 0.3%", ["node_result rollout 32000/50000"]),
        ("完成了一半", ["node_result rollout 50/100"]),
        ("灰度完成64%未发现异常", ["node_result rollout 64/100"]),
        ("还剩 20% 没升", ["node_result rollout 80/100"]),
        ("灰度还有 30% 未升级", ["node_result rollout 70/100"]),
        ("还剩三分之一没升，其余都好了", ["node_result rollout 2/3"]),
        ("华东已完成 64.5%", ["node_result rollout 645/1000"]),
        ("灰度目前 350 台，总计划 500 台", ["node_result rollout 350/500"]),
        ("升了一半多一点，差不多 430 台吧，800 的总数没变", ["node_result rollout 430/800"]),
    ],
)
def test_a_figure_is_progress(text: str, said: list[str]) -> None:
    assert under_reminder(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "计划本周升级到 80%",
        "下周灰度升到 15/20",
        "建议灰度升级到 50% 后再观察",
        "灰度要达到 95% 才能限制",
        "灰度完成率还不到 50%",
        "灰度大概完成了三分之二",
        "灰度完成了一半多",
        "灰度升级约三分之一",
        "灰度完成了，还剩两台没升",
        "能否推到12/15？客户年底封网",
        "杭州 64%，南京 20%",
    ],
)
def test_what_is_aimed_at_or_told_roughly_is_no_figure(text: str) -> None:
    assert not any("/" in said or " done" in said for said in under_reminder(text))


@pytest.mark.parametrize(
    "text",
    [
        "升级失败",
        "升级失败，已回滚",
        "灰度升级失败，已回退到8.0",
        "测试不通过",
        "未通过",
        "升级不成功，报错",
        "升级后无法启动，升级失败",
        "failed",
        "The upgrade failed, rolled back.",
        "完成了一部分，后来升级失败",
    ],
)
def test_a_failure_leaves_the_node_open(text: str) -> None:
    assert under_reminder(text) == ["node_result rollout failed"]


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("延期到12月15日", "12-15"),
        ("延期至 12月15日", "12-15"),
        ("申请延期到12月15日", "12-15"),
        ("申请延期至12月15日，等客户窗口", "12-15"),
        ("延期到 12月5日 等客户窗口", "12-05"),
        ("推迟到下周五", "12-11"),
        ("需要推迟到12月10日", "12-10"),
        ("顺延到12月8日", "12-08"),
        ("希望延后到 12/15", "12-15"),
        ("能否延期到12月15日？", "12-15"),
        ("可以延期到12月15日吗", "12-15"),
        ("改到12月15日", "12-15"),
        ("客户窗口没定，申请延期，12月15日前完成", "12-15"),
        ("从12月3日延期到12月15日", "12-15"),
        ("能不能放到12月15号？", "12-15"),
        ("客户年底封网，可不可以往后挪到12月15日", "12-15"),
        ("12月3日来不及，想改成12月15日", "12-15"),
        ("麻烦给我们延一周", "12-10"),
        ("未完成，申请延期到12月15日", "12-15"),
        ("第一批已完成，第二批申请延期到12月15日", "12-15"),
        ("postpone to Dec 15", "12-15"),
        ("Please postpone until 15 December, waiting for the customer", "12-15"),
        ("申請延期至12月15日", "12-15"),
        ("客户要求推迟至12月15日", "12-15"),
        ("延期：12月15日", "12-15"),
        ("延期至：2026-12-15\n原因：等客户窗口", "12-15"),
    ],
)
def test_another_day_asked_for_is_a_postponement(text: str, until: str) -> None:
    assert under_reminder(text) == [f"postponement rollout {until}"]


def test_a_postponement_without_a_day_is_asked_for_one() -> None:
    assert under_reminder("申请延期") == ["postponement rollout ?"]
    assert under_reminder("需要延期，客户窗口没定") == ["postponement rollout ?"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("延期到 12月5日 等客户窗口", "等客户窗口"),
        ("申请延期至12月15日，原因：客户机房搬迁", "客户机房搬迁"),
        ("客户窗口没定，申请延期到12月15日", "客户窗口没定"),
        ("延期到12月15日", ""),
        ("Please postpone to Dec 15 because the customer is closed", "the customer is closed"),
        ("因为双十二封网，申请延期到12月16日\n另外还有个情况：小票打印慢，麻烦技术看看。", "双十二封网"),
        ("由于客户封网申请延期到12月16日", "客户封网"),
        ("申请延期到12月15日，因为客户窗口没定，要协调", "客户窗口没定，要协调"),
        ("Because of the failover we can't make it. We'd like to postpone to Dec 15.", "the failover we can't make it"),
        ("延期到12月15日\n原因：\n客户封网\n人手不够", "客户封网\n人手不够"),
    ],
)
def test_the_reason_of_a_postponement_is_what_stands_beside_it(text: str, reason: str) -> None:
    understood = interpret(context(text, to=campaign(), **UNDER_REMINDER))
    assert understood.commands[0].reason == reason


@pytest.mark.parametrize(
    "text",
    [
        "收到",
        "收到，谢谢",
        "谢谢",
        "好的",
        "好的，知道了",
        "了解",
        "OK",
        "完成了吗？",
        "是否已完成？",
        "请问什么时候能完成？",
        "请各位尽快完成",
        "完成后我会通知大家",
        "升级完成后请客户确认",
        "等客户升级完成后再处理",
        "如果升级完成，请通知我",
        "完成情况见附件",
        "完成时间待定",
        "正在完成收尾",
        "预计影响 12 家门店",
        "我们这边客户比较多",
        "备份已完成",
        "升级方案已完成",
        "已通知客户",
        "已安排",
        "已收到",
        "升级包已下载",
        "客户窗口还在谈",
        "noted",
        "thanks",
        "is it done?",
        "覆盖率目标 95%",
        "升级没有延期",
    ],
)
def test_talk_under_a_reminder_is_a_note(text: str) -> None:
    assert under_reminder(text) == ["note"]


IFS = ("如果", "要是", "假如", "假设", "假使", "倘若", "万一", "一旦", "只要", "除非")


@pytest.mark.parametrize(
    "text",
    [text for word in IFS for text in (f"{word}升级完成，请通知我", f"{word}升级失败，请通知我")]
    + [f"{word} the upgrade is completed, please tell me" for word in ("if", "unless", "assuming", "as long as")]
    + [f"{word}客户给窗口，升级就完成了" for word in IFS]
    + ["一旦失败，就回滚", "If the customer agrees, it is done"],
)
def test_what_is_said_under_a_condition_is_no_result(text: str) -> None:
    assert under_reminder(text) == ["note"]


@pytest.mark.parametrize(
    "text",
    [f"{word}客户给窗口，周五能完成" for word in IFS]
    + ["要是今天下午客户能停业务，晚上就可以全部完成，等客户回话"]
    + [f"It will be finished on Friday {word} the customer agrees" for word in ("if", "unless", "as long as")],
)
def test_a_day_under_a_condition_is_asked_about(text: str) -> None:
    assert under_reminder(text) == ["?promise promise-conditional"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(
            (f"{word}完成升级", "promise rollout ?")
            for word in ("稍后", "稍晚", "晚点", "晚些时候", "回头", "随后", "过两天", "届时", "抓紧")
        ),
        ("不久就能升完", "promise rollout ?"),
        ("下午完成升级", "promise rollout 12-03"),
        ("升级晚上完成", "promise rollout 12-04 00:00"),
        ("一定升完", "promise rollout ?"),
        ("快升完了", "node_result rollout open"),
        ("不算完成", "node_result rollout open"),
        ("far from done", "node_result rollout open"),
        ("昨晚升完了", "node_result rollout done 12-02"),
        ("晚上升完了", "node_result rollout done"),
        ("刚升完，稍后发截图", "node_result rollout done"),
        ("升级已完成，晚上再观察", "node_result rollout done"),
    ],
)
def test_what_is_put_off_without_a_day_is_not_done(text: str, expected: str) -> None:
    assert under_reminder(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [f"{word}已经升完了" for word in ("可能", "也许", "或许", "大概率", "应该", "好像", "似乎", "大概", "听说", "我以为")]
    + ["It is probably done", "We think it is done", "Upgrade seems to be completed", "maybe done"],
)
def test_what_its_teller_does_not_vouch_for_is_asked_about(text: str) -> None:
    assert under_reminder(text) == ["?promise done-or-later"]


@pytest.mark.parametrize(
    "text",
    [
        "如果有问题请联系我，升级已完成",
        "如果没记错，昨天就完成了",
        "If anything is unclear let me know, upgrade is done",
        "If I remember correctly, it was completed yesterday",
    ],
)
def test_a_condition_of_something_else_takes_no_result_back(text: str) -> None:
    assert [one.rpartition(" done")[0] for one in under_reminder(text)] == ["node_result rollout"]


@pytest.mark.parametrize("text", ["预计周五完成，主要是门店网络慢", "周五能升完，重要是别出问题"])
def test_a_day_beside_what_only_looks_like_a_condition_is_promised(text: str) -> None:
    assert under_reminder(text) == ["promise rollout 12-04"]


@pytest.mark.parametrize(
    "text",
    ["第一批已完成", "首批升级完成", "上海已完成", "北京、上海已升级完成", "部分门店升级已完成"],
)
def test_a_part_that_is_done_closes_nothing(text: str) -> None:
    assert under_reminder(text) == ["?progress part-without-figure"]


def test_a_batch_closes_the_node_that_is_called_so() -> None:
    first = campaign(nodes=(node("rollout", "第一批升级", "孙丽", "12-03 18:00"),))
    assert under_reminder("第一批已完成", to=first) == ["node_result rollout done"]
    shanghai = campaign(nodes=(node("rollout", "上海升级", "孙丽", "12-03 18:00"),))
    assert under_reminder("上海已完成", to=shanghai) == ["node_result rollout done"]


def test_a_department_of_several_closes_no_node_of_all() -> None:
    both = campaign(nodes=(node("rollout", "全量升级", "孙丽", "12-03 18:00", department="华东业务部", helpers=(PEOPLE["周航"],)),))
    assert under_reminder("华东已完成", to=both) == ["?progress part-without-figure"]
    assert under_reminder("华东已完成", to=campaign()) == ["node_result rollout done"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("昨天完成", "12-02"),
        ("12月1日已完成", "12-01"),
        ("已于12月2日18:00完成", "12-02"),
        ("上周五已完成", "11-27"),
        ("finished yesterday", "12-02"),
        ("周二已完成", "12-01"),
        ("已完成", ""),
        ("今天上午完成了", "12-03"),
    ],
)
def test_the_day_of_being_done_is_the_one_said(text: str, day: str) -> None:
    assert under_reminder(text) == [f"node_result rollout done {day}".strip()]


# --- in the plan's thread ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sender", "said"),
    [
        ("升级已完成", "孙丽", ["node_result rollout done"]),
        ("灰度升级已完成", "孙丽", ["node_result rollout done"]),
        ("升级已完成", "周航", ["node_result rollout-2 done"]),
        ("全量升级完成了", "周航", ["node_result rollout-2 done"]),
        ("已完成", "孙丽", ["node_result done"]),
        ("版本限制已完成", "韩冰", ["node_result restrict done"]),
        ("升级已完成", "韩冰", ["?node_result node-ambiguous"]),
        ("灰度升级进度 80%", "孙丽", ["node_result rollout 80/100"]),
        ("灰度升级预计周五完成", "孙丽", ["promise rollout 12-04"]),
        ("灰度升级申请延期到12月15日", "孙丽", ["postponement rollout 12-15"]),
        ("灰度升级已完成，版本限制由韩冰跟进", "孙丽", ["node_result rollout done"]),
        ("灰度升级完成后我们会继续全量升级", "孙丽", ["note"]),
        ("大家注意一下升级窗口", "孙丽", ["note"]),
        ("谢谢大家", "孙丽", ["note"]),
        ("请大家尽快完成", "陈静", ["note"]),
        ("灰度升级完成了吗？", "陈静", ["note"]),
        ("灰度升级尽快完成", "陈静", ["note"]),
        ("灰度升级已完成", "陈静", ["node_result rollout done"]),
        ("灰度升级已完成", "赵磊", ["note"]),
        ("灰度升级已完成", "李想", ["node_result rollout done"]),
        ("覆盖率 80% 了", "孙丽", ["note"]),
    ],
)
def test_an_untagged_word_in_the_plans_thread(text: str, sender: str, said: list[str]) -> None:
    assert says(text, sender=sender) == said


@pytest.mark.parametrize(
    ("text", "sender", "said"),
    [
        (
            "遍历测试通过，完整测试通过。报告已提交，见附件。",
            "吴敏",
            ["node_result test done", "node_result report done"],
        ),
        ("8.2.1.3051 已提交测试", "郑凯", ["node_result build done"]),
        ("产品开发已完成，版本 8.2.1.3051，缺陷修复预计12月8日完成", "郑凯", ["node_result build done", "promise fix 12-08"]),
        ("产品测试、报告提交均已完成", "吴敏", ["node_result test done", "node_result report done"]),
        ("产品测试已完成，报告提交申请延期到12月14日", "吴敏", ["node_result test done", "postponement report 12-14"]),
        ("产品测试：已完成\n报告提交：未完成\n最终版本提交：预计12月11日", "吴敏", ["node_result test done", "node_result report open", "promise release 12-11"]),
        ("1. 产品测试已完成\n2. 报告提交已完成", "吴敏", ["node_result test done", "node_result report done"]),
        ("测试不通过，发现3个缺陷", "吴敏", ["node_result test failed"]),
        ("完整测试还没完成，预计12月9日", "吴敏", ["promise test 12-09"]),
        ("全部完成", "吴敏", ["node_result all test report release"]),
        ("我的节点都已完成", "吴敏", ["node_result all test report release"]),
        ("已完成", "吴敏", ["node_result done"]),
    ],
)
def test_nodes_of_one_sender_are_told_apart(text: str, sender: str, said: list[str]) -> None:
    assert says(text, sender=sender, to=sayings.testing()) == said


@pytest.mark.parametrize(
    ("subject", "text", "sender", "said"),
    [
        ("【结果】SU-2026-0007 灰度升级", "已完成", "孙丽", ["node_result rollout done"]),
        ("【结果】SU-2026-0007 灰度升级已完成", "如题", "孙丽", ["node_result rollout done"]),
        ("【完成】SU-2026-0007 灰度升级", "", "孙丽", ["node_result rollout done"]),
        ("【完成】SU-2026-0007 灰度升级", "20台全部升级，运行正常", "孙丽", ["node_result rollout done"]),
        ("【已完成】[SU-2026-0007]", "", "孙丽", ["node_result done"]),
        ("【进度】SU-2026-0007 灰度升级", "12/20", "孙丽", ["node_result rollout 12/20"]),
        ("【进度】SU-2026-0007 灰度升级", "已升级 12 / 20，预计周五完成", "孙丽", ["node_result rollout 12/20", "promise rollout 12-04"]),
        ("[RESULT] [SU-2026-0007] rollout", "Done.", "孙丽", ["node_result rollout done"]),
        ("[RESULT] SU-2026-0007", "灰度升级完成，全量升级预计12月11日", "孙丽", ["node_result rollout done"]),
        ("【结果】SU-2026-0007", "节点：灰度升级\n结果：已完成", "孙丽", ["node_result rollout done"]),
        ("【结果】SU-2026-0007", "节点：灰度升级\n进度：12/20\n延期至：12月15日\n原因：等客户窗口", "孙丽", ["node_result rollout 12/20", "postponement rollout 12-15"]),
        ("【结果】SU-2026-0007", "未完成", "孙丽", ["node_result open"]),
        ("【结果】SU-2026-0007 灰度升级", "未完成，客户窗口没定", "孙丽", ["node_result rollout open"]),
        ("【结果】SU-2026-0007 灰度升级", "预计周五完成", "孙丽", ["promise rollout 12-04"]),
        ("【结果】SU-2026-0007 灰度升级", "升级失败，已回滚", "孙丽", ["node_result rollout failed"]),
        ("【结果】SU-2026-0007 星桥服务端8.2.1在线升级及版本限制", "灰度升级已完成", "孙丽", ["node_result rollout done"]),
        ("【结果】SU-2026-0007 灰度升级", "大家辛苦了", "孙丽", ["node_result rollout"]),
        ("【完成】SU-2026-0007 灰度升级", "第一批已完成", "孙丽", ["node_result rollout"]),
        (
            "【结果】SU-2026-0007 版本限制",
            "8.0 及以下版本已限制，12月3日 9:00 生效，已升级的 20 台均已下发。",
            "韩冰",
            ["node_result restrict done"],
        ),
        ("【完成】SU-2026-0007 灰度升级", "预计周五完成", "孙丽", ["promise rollout 12-04"]),
        ("答复: 【结果】SU-2026-0007 灰度升级", "收到，谢谢", "陈静", ["note"]),
    ],
)
def test_a_result_mail(subject: str, text: str, sender: str, said: list[str]) -> None:
    assert says(text, sender=sender, subject=subject) == said


def test_what_others_have_done_is_remarked_on_and_not_recorded() -> None:
    understood = interpret(context("产品测试已完成，灰度升级已完成", sender="孙丽", to=sayings.testing(), subject="【结果】SU-2026-0007"))
    assert shown(understood) == ["node_result rollout done"]
    assert [r.reason for r in understood.commands[0].remarks] == ["not-your-node"]


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        ("遍历测试通过，完整测试通过", ("遍历测试", "完整测试")),
        ("遍历测试、完整测试均已通过", ("遍历测试", "完整测试")),
        ("遍历测试和完整测试全部通过，无遗留缺陷", ("遍历测试", "完整测试")),
        ("遍历测试：通过\n完整测试：通过", ("遍历测试", "完整测试")),
        ("遍历测试\t通过\n完整测试\t通过", ("遍历测试", "完整测试")),
        ("已通过遍历测试和完整测试", ("遍历测试", "完整测试")),
        ("遍历测试通过，完整测试未通过", ("遍历测试",)),
        ("遍历和完整都通过了", ("遍历测试", "完整测试")),
        ("两项测试都过了", ("遍历测试", "完整测试")),
        ("Both tests passed, no open defects.", ("遍历测试", "完整测试")),
        ("遍历测试完整通过", ("遍历测试",)),
        ("两项测试都没通过", ()),
        ("所有测试用例都通过", ()),
        ("遍历测试通过，完整测试未完成", ("遍历测试",)),
        ("遍历测试已通过，完整测试预计周五完成", ("遍历测试",)),
        ("遍历测试通过；完整测试还在进行，预计周五通过", ("遍历测试",)),
        ("遍历和完整测试都过了", ("遍历测试", "完整测试")),
        ("遍历测试过了，完整测试也过了", ("遍历测试", "完整测试")),
        ("遍历测试过了，完整测试还没过", ("遍历测试",)),
        ("遍历测试、完整测试过了一半", ()),
        ("遍历测试、完整测试均未通过", ()),
        ("遍历测试、完整测试不通过", ()),
        ("遍历测试、完整测试已完成", ()),
        ("测试全部通过", ()),
        ("遍历测试通过，完整测试报告见附件", ("遍历测试",)),
        ("Traversal test passed, full test passed", ("遍历测试", "完整测试")),
        ("traversal test and complete test both passed", ("遍历测试", "完整测试")),
        ("traversal test passed, full test failed", ("遍历测试",)),
        ("遍历测试 ✓ 完整测试 ✓", ("遍历测试", "完整测试")),
        ("遍历测试 PASS，完整测试 PASS", ("遍历测试", "完整测试")),
    ],
)
def test_tests_count_where_each_is_said_to_have_passed(text: str, passed: tuple[str, ...]) -> None:
    mail = context(text, sender="吴敏", to=sayings.testing(), subject="【结果】SU-2026-0007 产品测试")
    assert with_evidence(ReportNode(node="test"), mail).passed == passed


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("8.2.1.3051 已提交测试", "8.2.1.3051"),
        ("8.2.1 (build 3051) 已提交测试，安装包在 \\\\build\\8.2.1.3051，更新说明见包内 readme。", "8.2.1.3051"),
        ("8.2.1（build 3051）已提交测试", "8.2.1 build 3051"),
        ("版本：8.2.1.3051\n已提测", "8.2.1.3051"),
        ("已提交 V8.2.1.3051，修复了 8.2.1.3000 的缺陷 1、2", "8.2.1.3051"),
        ("最终版本 8.2.1 已提交", "8.2.1"),
        ("已提交测试，版本号 8.2.1 build 3051", "8.2.1 build 3051"),
        ("已提交测试", ""),
        ("submitted 8.2.1.3051 to test", "8.2.1.3051"),
    ],
)
def test_the_version_that_is_handed_over(text: str, version: str) -> None:
    understood = interpret(context(text, sender="郑凯", to=sayings.testing(), subject="【结果】SU-2026-0007 产品开发及提交测试"))
    assert [getattr(x, "version", None) for x in understood.commands] == [version]


@pytest.mark.parametrize(
    ("text", "restrictions"),
    [
        ("8.0 及以下版本限制已于12月18日0点生效", [("≤8.0", "12-18 00:00", "")]),
        ("限制版本：8.0 及以下，12月18日 00:00 生效，已完成", [("≤8.0", "12-18 00:00", "")]),
        ("已对8.0及以下版本设置限制，12月18日零点起生效", [("≤8.0", "12-18 00:00", "")]),
        ("已将低于8.0的版本全部限制，生效时间 2026-12-18 00:00", [("<8.0", "12-18 00:00", "")]),
        ("版本：8.0及以下\n生效时间：12月18日\n已完成", [("≤8.0", "12-18 18:00", "")]),
        ("7.x、8.0 已限制，12月18日生效", [("7.x, 8.0", "12-18 18:00", "")]),
        ("8.0及以下已限制，即时生效", [("≤8.0", "12-18 10:00", "")]),
        ("今天0点起已限制8.0及以下版本", [("≤8.0", "12-18 00:00", "")]),
        ("8.0 and below restricted, effective Dec 18 00:00", [("≤8.0", "12-18 00:00", "")]),
        ("版本限制已生效", []),
        ("已完成", []),
    ],
)
def test_the_versions_restricted_and_from_when(text: str, restrictions: list[tuple[str, str, str]]) -> None:
    mail = context(text, sender="韩冰", to=campaign(), subject="【结果】SU-2026-0007 版本限制", mailed=at("12-18 10:00"))
    found = interpret(mail).commands[0]
    assert found.done is True
    assert [
        (r.versions, r.effective.at.strftime("%m-%d %H:%M") if r.effective else "", r.delayed_until.at.strftime("%m-%d") if r.delayed_until else "")
        for r in found.restrictions
    ] == restrictions


def test_a_pending_postponement_is_no_hindrance() -> None:
    asked = campaign(postponements=(asked_postponement(),))
    assert under_reminder("已完成", to=asked) == ["node_result rollout done"]


TABLE = "城市\t总数\t已升级\t未升级\n杭州\t260\t200\t60\n南京\t240\t120\t120"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"进度见下表：\n{TABLE}\n合计\t500\t320\t180", ["node_result rollout 320/500"]),
        (f"进度见下表：\n{TABLE}", ["node_result rollout 320/500"]),
        ("节点\t计划数量\t完成数量\n灰度升级\t20\t20\n全量升级\t480\t120", ["node_result rollout done 20/20"]),
    ],
)
def test_a_table_of_counts_is_progress(text: str, said: list[str]) -> None:
    assert says(text, subject="【进度】SU-2026-0007 灰度升级") == said


@pytest.mark.parametrize(
    ("text", "until"),
    [("申请顺延三天，客户窗口不允许", "12-06"), ("灰度延期一周", "12-10"), ("申请延后2个工作日", "12-07"), ("postpone it by 2 weeks", "12-17")],
)
def test_a_span_put_off_counts_from_the_due_day(text: str, until: str) -> None:
    assert under_reminder(text) == [f"postponement rollout {until}"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("全量升级今天收尾，500 台都升上去了。", ["node_result rollout-2 done"]),
        ("500 台都推上去了", ["node_result rollout-2 done"]),
        ("今天下班前收尾", ["promise rollout-2 12-03"]),
        ("明天收尾，已经装上去了 300 台", ["?progress progress-without-total"]),
    ],
)
def test_what_ends_today_is_done_where_it_is_said_to_be(text: str, said: list[str]) -> None:
    assert under_reminder(text, rows=rows_of_nodes("rollout-2"), sender="周航")[-1:] == said


@pytest.mark.parametrize("text", ["all still on schedule, nothing done yet.", "Nothing upgraded so far", "能按时完成，不用担心", "We should finish on time."])
def test_what_is_on_schedule_is_neither_done_nor_asked_for_a_day(text: str) -> None:
    assert set(under_reminder(text)) <= {"node_result rollout", "node_result rollout open", "promise rollout 12-03"}


def test_a_package_that_was_sent_is_not_asked_for() -> None:
    assert under_reminder("安装包王磊已经发我了，md5 核对一致。") == ["node_result rollout done"]
    own = campaign(nodes=(node("obtain", "版本获取", "孙丽", "12-04 18:00"), *campaign().nodes))
    assert "query" not in " ".join(says("安装包王磊已经发我了，md5 核对一致。", to=own))
    assert says("麻烦把安装包发我", to=own) == ["query version"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1 OK了", ["#1 node_result rollout done"]),
        ("1 都ok", ["#1 node_result rollout done"]),
        ("1 OK", ["#1 ?node_result row-not-understood"]),
    ],
)
def test_ok_tells_of_a_row_where_it_says_that_something_has_changed(text: str, said: list[str]) -> None:
    assert under_reminder(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("8.x 客户端从今天 9 点起已限制，华南没有收到投诉。", "node_result restrict done 12-03"),
        ("7.x、8.x 已限制", "node_result restrict done"),
        ("版本限制 x", "node_result restrict open"),
    ],
)
def test_the_x_of_a_version_is_no_cross(text: str, said: str) -> None:
    assert says(text, sender="韩冰", subject="【结果】版本限制 [SU-2026-0007]") == [said]


_COUNTED = "版本 | 数量 | 占比\n8.2.1 | 480 | 96%\n8.1.0 | 20 | 4%"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"全部升级完毕，结果如下：\n{_COUNTED}", ["node_result rollout-2 done"]),
        (f"结果如下：\n{_COUNTED}", ["node_result rollout-2 480/500"]),
        (f"目前：\n{_COUNTED}\n剩下 20 台周五升", ["node_result rollout-2 480/500", "promise rollout-2 12-04"]),
    ],
)
def test_a_table_of_versions_beside_a_result_counts_no_progress_against_its_words(text: str, said: list[str]) -> None:
    assert says(text, sender="周航", subject="[RESULT] SU-2026-0007 全量升级") == said
