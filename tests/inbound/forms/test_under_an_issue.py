"""What is said under an issue: found out, tried, told, and only then settled (SPEC 9 "Stages")."""

import pytest
from sayings import CODE, campaign, context, issue, rows_of_issues, says, testing as in_test

from mailbot.campaign.commands import AnswerIssues
from mailbot.campaign.model import IssueState
from mailbot.campaign.outcome import Row
from mailbot.inbound.interpret import interpret


def said(text: str, sender: str, state: IssueState = "open") -> set[str]:
    of = campaign(issues=(issue(1, state=state),))
    under = {"template": "issue-raised" if state == "open" else "issue-answered"}
    return {x.split()[1] if x.startswith("#") else x.split()[0] for x in says(text, to=of, sender=sender, rows=rows_of_issues(1), under=under)}


@pytest.mark.parametrize(
    "text",
    [
        "已安排人去现场",
        "可能已解决",
        "应该解决了",
        "大概解决了",
        "稍后修复",
        "This is probably fixed",
        "almost fixed",
        "half fixed",
        "听说解决了",
        "解决了一半",
        "部分门店解决了",
        "只解决了一部分",
        "已通知客户",
        "已转给研发",
        "已拿到日志",
        "已复现",
        "日志已收到",
        "已经看过日志了，没看出问题",
        "已在测试环境复现",
        "已建单跟踪",
        "已提交给厂商",
        "已重启一台试试，观察中",
        "客户已回复，周五给窗口",
        "补丁已在测试，明天发",
        "修复代码已提交，等构建",
        "还没找到原因",
        "原因找到了，正在改",
        "已定位到是连接池的问题",
        "初步判断是网络原因",
        "怀疑是驱动问题",
        "应该是配置不对，让现场看下",
        "已联系运营商",
        "已上报总部",
        "已加日志，等复现",
        "已约客户明天远程",
        "已登记，下周一起看",
        "已同步给产品",
        "这个问题以前遇到过",
        "我明天去现场",
        "已经在改了",
        "改了一半",
        "代码改完了，还没测",
        "3.4.1.2 里会改掉，今晚推给那两家",
        "没改掉，还在看",
        "等两家都恢复了再说",
        "只恢复了一家",
        "已回退测试机，继续观察",
        "已让客户重启试试",
        "先让门店用旧版本顶着",
        "让现场先重启看看",
        "We have reproduced it",
        "Logs received",
        "We are testing a patch",
        "Found the cause, working on a fix",
        "Vendor contacted",
        "Escalated to the vendor",
        "It may be a driver issue",
        "Patch is in testing",
        "加了日志，再试一下看看",
        "Fix committed, build tonight",
    ],
)
def test_work_that_goes_on_is_no_handling_result(text: str) -> None:
    assert "handling_result" not in said(text, "郑凯")


@pytest.mark.parametrize(
    "text",
    [
        "已修复",
        "已解决，重启服务即可",
        "换了驱动，正常了",
        "是配置问题，改成 16G 就好",
        "8.2.2 已修复",
        "补丁已发官网，升级后正常",
        "不是产品问题，客户自己的防火墙拦了",
        "已远程处理，恢复正常",
        "升级到 8.2.1.3 就好了",
        "原因是证书过期，已更新证书",
        "参数配错了，已改回来",
        "清了缓存就好了",
        "数据已修正",
        "按手册第 5 章设置即可",
        "设计如此，不改",
        "下个版本统一改",
        "Fixed in 8.2.2",
        "Resolved, the certificate had expired and was renewed",
        "Works as designed",
        "Restarting the agent solves it",
        "It was a wrong setting, corrected",
        "处理：让门店把看门狗超时从3秒调到30秒，重启comsvr，两家都恢复了。",
        "看门狗超时太短误杀进程。3.4.1.2 里已经改掉，今晚八点推给那两家。",
    ],
)
def test_what_was_done_or_decided_is_the_handling_result(text: str) -> None:
    assert "handling_result" in said(text, "郑凯")


@pytest.mark.parametrize(
    "text",
    [
        "客户又来催了",
        "麻烦快点",
        "日志已上传",
        "截图见附件",
        "又有两家",
        "昨天没出现",
        "今天正常，明天再看",
        "还没试",
        "等门店开门再验证",
        "验证需要客户配合",
        "什么时候能好？",
        "今天能解决吗？",
        "解决了吗",
        "已经等了两天了",
        "补丁收到，今晚装",
        "装上了，观察一天",
        "好像好了",
        "暂时没再出现",
        "客户说先不升了",
        "谢谢，辛苦",
        "知道了",
        "我问下门店",
        "The customer is asking again",
        "Any update?",
        "Will test tomorrow",
        "Installed the patch, watching",
        "Seems ok so far",
    ],
)
def test_talk_of_whoever_raised_it_neither_ends_nor_reopens_it(text: str) -> None:
    assert said(text, "孙丽", "answered") & {"closure", "reopening", "handling_result"} == set()


@pytest.mark.parametrize("text", ["验证通过", "好了，谢谢，可以关闭", "装了补丁后正常，关了吧", "已解决", "确认解决", "没问题了", "问题没再出现，请关闭", "Verified, please close", "It works now, thanks", "Closed, thank you", "测过了没问题", "客户确认恢复了，结单吧"])
def test_a_clear_word_ends_it(text: str) -> None:
    assert said(text, "孙丽", "answered") == {"closure"}


@pytest.mark.parametrize("text", ["还是不行", "没解决，还是报错", "又出现了", "装了补丁没用", "重启后又犯", "未解决", "还有一家不行", "Still not working", "The problem is back", "No change after the patch"])
def test_what_did_not_help_reopens_it(text: str) -> None:
    assert said(text, "孙丽", "answered") == {"reopening"}


@pytest.mark.parametrize(
    ("text", "sender", "heard"),
    [
        # What the raiser is asked to try tells that it is mended.
        ("打印驱动要重装，操作步骤见附件，请门店照做", "郑凯", {"handling_result"}),
        ("改好了，麻烦再试一下", "郑凯", {"handling_result"}),
        ("麻烦升级到 8.2.1.3 再试一下", "郑凯", {"handling_result"}),
        ("Please try again with the hotfix 8.2.1.3.", "郑凯", {"handling_result"}),
        # Whoever will mend it, the day that a manager names is told.
        ("转研发，12月14日前给结论", "韩冰", {"promise"}),
        ("1. 已定位，是启动顺序问题\n2. 预计明天中午出补丁", "韩冰", {"promise"}),
        ("It is caused by the start order, will be fixed by Friday", "郑凯", {"promise"}),
        # Another department's matter is taken on by nobody.
        ("这是研发的事", "韩冰", {"note"}),
        ("等研发结论", "吴敏", {"note"}),
        ("这是研发的事，我来", "郑凯", {"acknowledgement"}),
    ],
)
def test_an_assignee_mends_it_tells_when_or_hands_it_on(text: str, sender: str, heard: set[str]) -> None:
    assert said(text, sender) == heard


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("1 验过了，关吧", ["#1 ?node_result row-unknown"]),
        ("2 验证通过", ["#2 closure 2"]),
        ("验过了，关吧", ["closure 2"]),
        ("1 台门店复测通过，可以关了", ["closure 2"]),
    ],
)
def test_another_issues_number_under_a_mail_about_one_is_asked_about(text: str, heard: list[str]) -> None:
    of = campaign(issues=(issue(1), issue(2, state="answered")))
    row = (Row(n=2, campaign=CODE, asks="issue", issue=2),)
    assert says(text, to=of, rows=row, under={"template": "issue-answered"}) == heard


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("1 已修，8.3.0.13 提测", ["#1 handling_result 1", "node_result build done"]),
        ("1 已修，8.3.0.13 周五提测", ["#1 handling_result 1"]),
        ("1 已修，8.3.0.13 待提测", ["#1 handling_result 1"]),
    ],
)
def test_a_version_is_handed_over_beside_the_answers_by_row(text: str, heard: list[str]) -> None:
    of = in_test(issues=(issue(1, by="吴敏"), issue(2, by="吴敏")))
    assert says(text, to=of, sender="郑凯", rows=rows_of_issues(1, 2), under={"template": "issue-raised"}) == heard


def test_what_is_said_of_an_issue_ends_without_the_comma_before_the_next() -> None:
    of = campaign(issues=(issue(1), issue(2)))
    text = "Issue 1 fixed in 8.2.2, issue 2: will be in the next release."
    mail = context(text, to=of, sender="郑凯", rows=rows_of_issues(1, 2), under={"template": "issue-raised"})
    assert [x.result for x in interpret(mail).commands if isinstance(x, AnswerIssues)] == ["Issue 1 fixed in 8.2.2"]
