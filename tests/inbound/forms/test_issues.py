"""Issues: raised one or several in a mail, and every word that is said of them afterwards (SPEC 1, 9 "Stages")."""

from typing import Any

import pytest
from sayings import CODE, PEOPLE, campaign, context, issue, rows_of_issues, rows_of_nodes, says

from mailbot.campaign.commands import AnswerIssues, RaiseIssue
from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Row
from mailbot.inbound.interpret import interpret

NOTICE = {"purpose": "notice", "template": "issue-raised"}


def with_issues(*issues: Any) -> Campaign:
    return campaign(issues=issues or (issue(1),), raisers=(PEOPLE["孙丽"],))


def under_issue(text: str, sender: str = "郑凯", *, state: str = "open", numbers: tuple[int, ...] = (1,), **more: Any) -> list[str]:
    """A reply under the bot's notice of the issues, raised by 孙丽, to 韩冰, 吴敏 and 郑凯."""
    known = {key: more.pop(key) for key in ("owner", "waiting_on", "by", "closed_how") if key in more}
    known["owner"] = PEOPLE.get(known.get("owner", ""), "")
    of = with_issues(*(issue(n, state=state, **known) for n in numbers))
    return says(text, sender=sender, to=of, rows=rows_of_issues(*numbers), under=NOTICE, **more)


# --- whose word it is ---


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("无法复现", ["handling_result 1"]),
        ("我这边无法复现，用的 8.2.1 + Win2019。", ["handling_result 1"]),
        ("无法复现，请补充日志", ["question 1"]),
        ("评估过了，延期到下个版本处理，这版不改。", ["handling_result 1"]),
        ("下个版本修复", ["handling_result 1"]),
        ("本版本不修改", ["handling_result 1"]),
        ("Deferred to the next release.", ["handling_result 1"]),
        ("下个版本能修复吗？", ["acknowledgement 1"]),
        ("这个不归我，请研发答复", ["note"]),
        ("这个问题和问题 3 是同一个原因，已在 8.2.2 修复", ["handling_result 1"]),
        ("这个问题和问题 3 是同一个原因，已一并在 8.2.2 修复", ["handling_result 1,3"]),
    ],
)
def test_what_a_manager_decides_of_an_issue(text: str, said: list[str]) -> None:
    known = with_issues(issue(1), issue(3, title="提示窗口文字重叠"))
    assert says(text, sender="郑凯", to=known, rows=rows_of_issues(1), under=NOTICE) == said


@pytest.mark.parametrize("text", ["还是不行，重启后又报同样的错", "日志已补充，见附件", "not fixed, still garbled"])
@pytest.mark.parametrize("by", ["韩冰", "孙丽"])
def test_what_the_raiser_says_of_an_unanswered_issue_changes_nothing(text: str, by: str) -> None:
    assert under_issue(text, by, by=by) == ["note"]


@pytest.mark.parametrize(
    ("subject", "text", "node"),
    [
        ("【问题】SU-2026-0007 灰度升级端口占用", "第 3 台装完起不来", "rollout"),
        ("【问题】SU-2026-0007 内存上涨", "现象：内存上涨\n关联节点：全量升级", "rollout-2"),
        ("【问题】SU-2026-0007 升级后打印慢", "灰度升级以后才有", ""),
    ],
)
def test_an_issue_belongs_to_the_node_that_its_title_or_field_names(subject: str, text: str, node: str) -> None:
    understood = interpret(context(text, subject=subject, to=campaign()))
    assert [x.node for x in understood.commands if isinstance(x, RaiseIssue)] == [node]


@pytest.mark.parametrize(
    ("subject", "text", "expected"),
    [
        ("【问题】SU-2026-0007 端口占用", "第 3 台装完起不来\n\n严重程度：一般", [("title", "subject"), ("severity", "3")]),
        ("【问题】SU-2026-0007 端口占用", "严重程度：一般\n端口占用，第 3 台", [("title", "2"), ("severity", "1")]),
    ],
)
def test_what_is_read_of_an_issue_stands_beside_the_line_that_has_it(subject: str, text: str, expected: list[tuple[str, str]]) -> None:
    understood = interpret(context(text, subject=subject, to=campaign()))
    assert [(r.field, r.place) for r in understood.readings] == expected


# --- the managers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "收到",
        "收到，我来看",
        "收到，我来处理",
        "我来处理",
        "我来跟进",
        "已收到，正在排查",
        "在看了",
        "好的，马上看",
        "正在定位",
        "将在 8.2.2 修复",
        "8.2.2 版本会修复这个问题",
        "还没修复，在查",
        "尚未解决",
        "修复中",
        "这个问题之前也遇到过",
        "初步看是启动顺序的问题",
        "问题已定位，是启动顺序的问题",
        "已安排处理",
        "已开始处理",
        "已通知研发处理",
        "已复现，正在分析",
        "I'll look into it",
        "on it",
        "Noted, will check.",
        "will be fixed in 8.2.2",
        "處理中，我來跟進",
        "待修复后通知大家",
        "修复后请验证",
        "等热修复出来后再升级",
        "请大家先不要升级",
    ],
)
def test_the_first_word_of_a_manager_makes_them_the_owner(text: str) -> None:
    assert under_issue(text) == ["acknowledgement 1"]
    assert under_issue(text, owner="郑凯") == ["note"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("正在处理，预计明天修复", ["promise 1 12-04"]),
        ("明天修复", ["promise 1 12-04"]),
        ("预计周五修复", ["promise 1 12-04"]),
        ("预计12月7日给出处理结果", ["promise 1 12-07"]),
        ("We expect to fix it by Friday.", ["promise 1 12-04"]),
        ("收到，预计周五出补丁", ["acknowledgement 1", "promise 1 12-04"]),
    ],
)
def test_a_managers_promise_names_its_day(text: str, said: list[str]) -> None:
    assert under_issue(text) == said
    assert under_issue(text, owner="郑凯") == said[-1:]


@pytest.mark.parametrize(
    "text",
    [
        "处理结果：8.2.1 的启动顺序问题，已出热修复 8.2.1.3，今晚推送。",
        "处理结果：已修复",
        "处理结果：在 8.2.2 修复",
        "处理结论：配置错误，请按手册第3章修改",
        "处理意见：升级到 8.2.1.3 后重试",
        "解决方案：重启服务",
        "结论：不是问题，设计如此",
        "已修复",
        "已解决",
        "已经解决了",
        "已在 8.2.2 修复",
        "该问题已在 8.2.1.3 中修复",
        "问题已修复，请验证",
        "已修复，版本 8.2.1.3，请测试",
        "已处理完毕，请确认",
        "已排除，是网络故障",
        "原因是启动顺序，已出热修复",
        "热修复 8.2.1.3 已发布，问题已解决",
        "重启后已恢复",
        "重启服务即可恢复",
        "升级到8.2.1.3即可解决",
        "不是问题，是配置错误",
        "设计如此，不予修复",
        "正常现象，无需处理",
        "这个不是缺陷，属于正常现象",
        "无需修改",
        "是重复问题",
        "Fixed in 8.2.2.",
        "It has been fixed in 8.2.1.3, please verify.",
        "Handling result: restart the service",
        "By design.",
        "won't fix",
        "處理結果：已修復",
        "收到。已修复，请验证。",
        "补丁已发",
        "已回退到 8.0，业务恢复正常",
        "已将超时改为 30 秒",
        "已更新配置，问题解决",
    ],
)
def test_what_a_manager_has_done_is_the_handling_result(text: str) -> None:
    assert under_issue(text) == ["handling_result 1"]
    assert under_issue(text, owner="郑凯") == ["handling_result 1"]


@pytest.mark.parametrize(
    "text",
    [
        "请补充日志",
        "请补充：升级前的版本号",
        "收到，请补充现场日志",
        "麻烦提供一下日志",
        "请提供门店编号和日志，谢谢",
        "信息不足，无法定位",
        "无法复现，请问是什么环境？",
        "什么版本？",
        "请问影响几家门店？",
        "现场是哪个版本升级上来的？",
        "有没有报错截图？",
        "能否提供远程环境？",
        "Please provide the logs.",
        "Which version was it before?",
        "Cannot reproduce, please send more details.",
        "請補充日誌",
    ],
)
def test_a_manager_may_pass_the_turn_back(text: str) -> None:
    assert under_issue(text) == ["question 1"]
    assert under_issue(text, owner="郑凯") == ["question 1"]


@pytest.mark.parametrize(("text", "sender"), [("谢谢", "郑凯"), ("谢谢反馈", "郑凯"), ("收到", "陈静"), ("收到", "孙丽"), ("我们这边也有同样的问题", "周航"), ("已修复", "周航"), ("辛苦大家", "陈静")])
def test_talk_in_an_issues_thread_is_a_note(text: str, sender: str) -> None:
    assert under_issue(text, sender) in (["note"], ["acknowledgement 1"] if text == "谢谢反馈" else ["note"])


def test_a_result_of_whoever_may_not_give_one_is_put_to_the_decision() -> None:
    assert under_issue("处理结果：已修复", "周航") == ["handling_result 1"]


# --- whoever raised it, and the PM ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("sender", ["孙丽", "陈静"])
@pytest.mark.parametrize(
    "text",
    [
        "未解决",
        "还没解决",
        "问题未解决",
        "没有解决，还是报错",
        "还是不行",
        "仍然报错",
        "问题依旧",
        "又出现了",
        "升级 8.2.1.3 后问题依然存在",
        "验证不通过",
        "重新打开",
        "问题仍未解决，请继续处理",
        "Not fixed.",
        "still failing",
        "The problem is still there",
        "It happened again after the restart",
        "未解決",
        "热修复无效",
    ],
)
def test_not_solved_reopens(text: str, sender: str) -> None:
    assert under_issue(text, sender, state="answered") == ["reopening 1"]
    assert under_issue(text, sender, state="closed", closed_how="silence") == ["reopening 1"]


@pytest.mark.parametrize("sender", ["孙丽", "陈静"])
@pytest.mark.parametrize(
    "text",
    [
        "验证通过",
        "验证通过，谢谢",
        "已验证通过，可以关闭",
        "确认解决",
        "确认已解决",
        "问题已解决，可以关闭",
        "已解决",
        "已恢复正常",
        "现在正常了",
        "没问题了，谢谢",
        "可以关闭",
        "同意关闭",
        "好了",
        "可以了",
        "Verified, please close.",
        "confirmed fixed",
        "It works now, thanks",
        "驗證通過",
        "复测通过",
        "没有再出现",
    ],
)
def test_solved_closes(text: str, sender: str) -> None:
    assert under_issue(text, sender, state="answered") == ["closure 1"]


@pytest.mark.parametrize(
    "text",
    [
        "验证通过后再关闭",
        "明天验证",
        "正在验证",
        "等验证通过后关闭",
        "暂不关闭，再观察两天",
        "还不能关闭",
        "是否已解决？",
        "解决了吗？",
        "如果明天正常就关闭",
        "如果明天正常，就关闭",
        "万一还是报错，我再反馈",
        "假如还报错，就重新打开",
        "要是今晚没报错，这个问题就关了吧",
        "回头验证",
        "周五关闭",
        "close it tomorrow",
        "if it works tomorrow, close it",
        "谢谢，辛苦了",
        "我们周五验证",
    ],
)
def test_what_only_sounds_like_it_leaves_the_issue_alone(text: str) -> None:
    assert under_issue(text, "孙丽", state="answered") == ["note"]


def test_both_said_is_asked_about() -> None:
    assert under_issue("启动的问题已解决，但是又出现了报错", "孙丽", state="answered") == ["?closure issue-settled-or-not"]
    assert under_issue("照做了，3 家好了，2 家还不行", "孙丽", state="answered") == ["reopening 1"]


def test_a_clear_word_closes_before_any_answer_a_vague_one_is_asked_about() -> None:
    assert under_issue("已解决，可以关闭", "孙丽") == ["closure 1"]
    assert under_issue("误报，请关闭", "孙丽") == ["closure 1"]
    assert under_issue("已恢复", "孙丽") == ["?closure issue-settled-or-not"]


def test_the_raisers_next_word_passes_the_turn_back() -> None:
    assert under_issue("升级前是 8.0.3，日志见附件", "孙丽", waiting_on="raiser", owner="郑凯") == ["acknowledgement 1"]
    assert under_issue("没有日志", "孙丽", waiting_on="raiser", owner="郑凯") == ["acknowledgement 1"]
    assert under_issue("收到", "孙丽", waiting_on="raiser", owner="郑凯") == ["note"]
    assert under_issue("已解决，可以关闭", "孙丽", waiting_on="raiser", owner="郑凯") == ["closure 1"]


def test_a_test_manager_answers_and_verifies_what_she_raised_herself() -> None:
    assert under_issue("验证通过", "吴敏", state="answered", by="吴敏") == ["closure 1"]
    assert under_issue("未解决", "吴敏", state="answered", by="吴敏") == ["reopening 1"]
    assert under_issue("已修复", "吴敏", by="吴敏") == ["handling_result 1"]
    assert under_issue("确认解决", "吴敏", by="吴敏") == ["closure 1"]


def test_the_severity_that_the_receipt_offers_to_change() -> None:
    assert under_issue("严重", "孙丽") == ["issue"]
    assert under_issue("严重程度：严重", "陈静") == ["issue"]
    assert under_issue("不严重", "孙丽") == ["issue"]


# --- several -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("问题 2、3 已在 8.2.2 修复", ["handling_result 2,3"]),
        ("问题1：8.2.2 已修复\n问题2：3 台已重启，都已恢复\n问题3：请补充截图", ["handling_result 1", "handling_result 2", "question 3"]),
        ("问题2、3已在8.2.2修复", ["handling_result 2,3"]),
        ("问题 2 和 3 已修复", ["handling_result 2,3"]),
        ("问题2和问题3已修复", ["handling_result 2,3"]),
        ("问题 1-3 均已修复", ["handling_result 1,2,3"]),
        ("#2 #3 已修复", ["handling_result 2,3"]),
        ("已在 8.2.2 修复问题 2、3", ["handling_result 2,3"]),
        ("8.2.2 已修复：问题2、问题3", ["handling_result 2,3"]),
        ("Issues 2 and 3 are fixed in 8.2.2", ["handling_result 2,3"]),
        ("问题 2 已修复，问题 3 请补充日志", ["handling_result 2", "question 3"]),
        ("问题1：已修复\n问题2：配置错误，已更正\n问题3：收到，明天处理", ["handling_result 1", "handling_result 2", "acknowledgement 3", "promise 3 12-04"]),
        ("问题 1 处理结果：已修复 8.2.1.3\n问题 2 处理结果：不是问题，设计如此", ["handling_result 1", "handling_result 2"]),
        ("问题一已修复，问题二预计周五修复", ["handling_result 1", "promise 2 12-04"]),
        ("第1个问题已修复", ["handling_result 1"]),
        ("全部已修复", ["handling_result 1,2,3"]),
        ("三个问题都已修复", ["handling_result 1,2,3"]),
        ("收到，我来处理", ["acknowledgement 1,2,3"]),
        ("已修复", ["?handling_result which-issue"]),
        ("1 已修复，2 请补充日志", ["#1 handling_result 1", "#2 question 2"]),
        ("1、已修复\n2、设计如此\n3、收到", ["#1 handling_result 1", "#2 handling_result 2", "#3 acknowledgement 3"]),
        ("问题 9 已修复", ["?handling_result unknown-issue"]),
    ],
)
def test_one_answer_may_settle_several(text: str, said: list[str]) -> None:
    assert under_issue(text, numbers=(1, 2, 3)) == said


@pytest.mark.parametrize(
    ("text", "sender", "said"),
    [
        ("问题 2、3 已在 8.2.2 修复", "郑凯", ["handling_result 2,3"]),
        ("问题 2 我来处理", "郑凯", ["acknowledgement 2"]),
        ("问题 2 验证通过", "孙丽", ["closure 2"]),
        ("问题 2 的影响范围比较大", "郑凯", ["note"]),
        ("大家看一下问题 2", "陈静", ["note"]),
        ("处理结果：换 8.2.2 安装包即可", "郑凯", ["?handling_result which-issue"]),
        ("结果：升级完成", "郑凯", ["note"]),
        ("问题 2 未解决", "孙丽", ["reopening 2"]),
        ("升级中遇到的问题一直存在", "孙丽", ["note"]),
    ],
)
def test_issues_named_in_the_campaigns_thread(text: str, sender: str, said: list[str]) -> None:
    state = "answered" if sender == "孙丽" else "open"
    of = with_issues(issue(1), issue(2, state=state), issue(3))
    assert says(text, sender=sender, to=of) == said


def test_a_labelled_result_in_the_campaigns_thread_is_of_the_one_issue_that_waits() -> None:
    of = with_issues(issue(1, state="answered"), issue(2))
    assert says("处理结果：换 8.2.2 安装包即可", sender="郑凯", to=of) == ["handling_result 2"]
    assert says("处理结果：换 8.2.2 安装包即可", sender="孙丽", to=of) == ["note"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("问题2 未解决，客户不同意升级；其他验证通过", ["reopening 2", "closure 1,3"]),
        ("问题 2 未解决，其余两个都没问题，可以关闭", ["reopening 2", "closure 1,3"]),
        ("Issue 2 is still not fixed, the others are verified", ["reopening 2", "closure 1,3"]),
        ("问题1、3 验证通过，其他未解决", ["closure 1,3", "reopening 2"]),
        ("问题 2 验证通过，其他门店正常", ["closure 2"]),
        ("问题 2 未解决，其他再看看", ["reopening 2"]),
    ],
)
def test_the_others_are_those_of_the_thread_that_are_not_named(text: str, said: list[str]) -> None:
    of = with_issues(*(issue(n, state="answered") for n in (1, 2, 3)))
    assert says(text, sender="孙丽", to=of, rows=rows_of_issues(1, 2, 3), under=NOTICE) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hi Tao,\n\nboth are fixed in 8.4.1 build 233: #1 was a race in the license check, #2 a missing translation.", ["handling_result 1", "handling_result 2"]),
        ("#1 was a race in the license check, #2 a missing translation. Both fixed in 8.4.1.", ["handling_result 1", "handling_result 2"]),
        ("问题 1 是启动顺序，问题 2 是漏了翻译，都已在 8.4.1 修复。", ["handling_result 1", "handling_result 2"]),
        ("两个都已修复：问题 1 是启动顺序，问题 2 是漏了翻译。", ["handling_result 1", "handling_result 2"]),
        ("问题 1 已修复，问题 2 还在看，都会在周五前给结果", ["handling_result 1", "promise 2 12-04"]),
        ("问题 1 已修复，问题 2 收到", ["handling_result 1", "acknowledgement 2"]),
    ],
)
def test_what_is_said_of_both_is_said_of_each(text: str, said: list[str]) -> None:
    assert under_issue(text, numbers=(1, 2)) == said


def test_in_a_mails_own_thread_its_own_numbers_are_meant() -> None:
    mail = "<raising@mail.corp.example>"
    of = with_issues(issue(1), issue(2, own_number=1, mail=mail), issue(3, own_number=2, mail=mail))
    own = tuple(Row(n=n, campaign=CODE, asks="issue", issue=n + 1) for n in (1, 2))
    raised = {"message_id": mail, "outbox": None, "kind": "issue", "purpose": ""}
    assert says("问题 2 已修复", sender="郑凯", to=of, rows=own, under=raised) == ["handling_result 3"]
    assert says("问题 1、2 已在 8.2.2 修复", sender="郑凯", to=of, rows=own, under=raised) == ["handling_result 2,3"]
    # Under the bot's notice the numbers that it shows are meant, and only what is none of them is the mail's own.
    assert says("问题 2 已修复", sender="郑凯", to=of, rows=rows_of_issues(2, 3), under=NOTICE) == ["handling_result 2"]
    assert says("问题 1 已修复", sender="郑凯", to=of, rows=rows_of_issues(2, 3), under=NOTICE) == ["handling_result 2"]
    # One mail counts in one way: with a 1 in it, 2 is the raiser's second.
    both = "处理结果：\n问题1：换安装包即可\n问题2：系统太旧，请先升级系统"
    assert says(both, sender="郑凯", to=of, rows=rows_of_issues(2, 3), under=NOTICE) == ["handling_result 2", "handling_result 3"]


def test_an_issues_thread_is_found_by_its_subject_where_references_are_lost() -> None:
    of = with_issues(issue(1, "打印机不出纸"), issue(2, "升级后部分门店无法启动"))
    lost = "Re: 【问题】升级后部分门店无法启动 [SU-2026-0007]"
    assert says("收到，我来处理", sender="郑凯", to=of, subject=lost) == ["acknowledgement 2"]
    shown = "回复: 问题 2（一般）：升级后部分门店无法启动 [SU-2026-0007]"
    assert says("已修复", sender="郑凯", to=of, subject=shown) == ["handling_result 2"]


@pytest.mark.parametrize(
    ("subject", "text", "sender", "said"),
    [
        ("【处理结果】SU-2026-0007 问题 1", "启动顺序问题，已出热修复 8.2.1.3", "郑凯", ["handling_result 1"]),
        ("【处理结果】SU-2026-0007", "问题 1、2：已在 8.2.2 修复", "郑凯", ["handling_result 1,2"]),
        ("【处理结果】SU-2026-0007", "1. 已修复\n2. 设计如此", "郑凯", None),
        ("【结果】SU-2026-0007", "问题 2、3 已在 8.2.2 修复", "郑凯", ["handling_result 2,3"]),
        ("[RESULT] SU-2026-0007", "Issue 1: fixed in 8.2.2\nIssue 2: by design", "郑凯", ["handling_result 1", "handling_result 2"]),
        ("【处理结果】SU-2026-0007 问题 1", "正在定位，预计明天给出处理结果", "郑凯", ["promise 1 12-04"]),
        ("【处理结果】SU-2026-0007 问题 1", "调整了启动顺序", "郑凯", ["handling_result 1"]),
        (
            "【处理结果】SU-2026-0007",
            "问题1：8.2.2 已修复\n问题2：收到，预计12月4日给结果",
            "郑凯",
            ["handling_result 1", "acknowledgement 2", "promise 2 12-04"],
        ),
        ("【结果】SU-2026-0007 灰度升级", "已完成，问题 1 已处理", "孙丽", ["node_result rollout done"]),
        ("【结果】SU-2026-0007 问题 1", "未解决", "孙丽", None),
    ],
)
def test_a_handling_result_by_its_tag(subject: str, text: str, sender: str, said: list[str] | None) -> None:
    found = says(text, sender=sender, subject=subject, to=with_issues(issue(1), issue(2), issue(3)))
    assert said is None or found == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("已修复，版本 8.2.1.3", ["handling_result 1"]),
        ("启动顺序问题，出了热修复", ["handling_result 1"]),
        ("还没修复，预计明天", ["promise 1 12-04"]),
        ("处理中", ["acknowledgement 1"]),
    ],
)
def test_result_in_an_issues_thread_is_its_handling_result(text: str, said: list[str]) -> None:
    subject = "【结果】Re: 【问题】SU-2026-0007 升级后部分门店无法启动"
    assert under_issue(text, subject=subject) == said


def test_a_table_of_results() -> None:
    text = "编号\t问题\t处理结果\n1\t无法启动\t已在 8.2.1.3 修复\n2\t报表空白\t设计如此"
    of = with_issues(issue(1), issue(2))
    understood = interpret(context(text, sender="郑凯", to=of, subject="【处理结果】SU-2026-0007"))
    assert [(x.numbers, x.result) for x in understood.commands if isinstance(x, AnswerIssues)] == [
        ((1,), "已在 8.2.1.3 修复"),
        ((2,), "设计如此"),
    ]


# --- raising -------------------------------------------------------------------------------------------------------------


def raised(text: str, subject: str = "【问题】SU-2026-0007 升级后部分门店无法启动", sender: str = "韩冰", **more: Any) -> list[tuple[Any, ...]]:
    """(own number, type, severity, title) of each issue."""
    understood = interpret(context(text, sender=sender, subject=subject, to=more.pop("to", None) or campaign(), **more))
    assert understood.kind == "issue"
    return [(x.own_number, x.type, x.severity, x.title) for x in understood.commands if isinstance(x, RaiseIssue)]


TITLE = "升级后部分门店无法启动"


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("现象：升级后无法启动。影响 12 家门店，严重。先停了华东第二批。", "严重"),
        ("严重程度：严重\n现象：无法启动", "严重"),
        ("现象：无法启动\n严重级别：一般", "一般"),
        ("级别：轻微", "轻微"),
        ("严重程度：高", "严重"),
        ("严重程度：中", "一般"),
        ("优先级：P1", "严重"),
        ("优先级：低", "轻微"),
        ("部分门店无法启动，很严重，请尽快处理", "严重"),
        ("紧急！门店无法营业", "严重"),
        ("问题不严重，但客户有抱怨", "轻微"),
        ("不严重", "轻微"),
        ("不是很严重，可以绕过", "轻微"),
        ("并不严重", "轻微"),
        ("影响不大，轻微", "轻微"),
        ("一般情况下可以启动，偶尔失败", ""),
        ("门店无法启动", ""),
        ("升级后正常的门店也变慢了", ""),
        ("建议增加提示", ""),
        ("高级设置里找不到", ""),
        ("Severity: Critical\nServers do not start", "严重"),
        ("Severity: minor", "轻微"),
        ("It is critical: no store can open.", "严重"),
        ("not critical", ""),
        ("嚴重程度：嚴重", "严重"),
        ("【严重】门店无法启动", "严重"),
        ("严重影响门店营业", "严重"),
        ("S1 型终端无法启动", ""),
    ],
)
def test_how_grave_an_issue_is(text: str, severity: str) -> None:
    assert raised(text) == [(None, "problem", severity, TITLE)]


@pytest.mark.parametrize(
    ("subject", "kind", "title"),
    [
        ("【问题】SU-2026-0007 升级后部分门店无法启动", "problem", TITLE),
        ("【缺陷】SU-2026-0007 登录失败", "defect", "登录失败"),
        ("[BUG] [SU-2026-0007] login fails", "defect", "login fails"),
        ("[ISSUE] SU-2026-0007 login fails", "problem", "login fails"),
        ("【問題】SU-2026-0007 登錄失敗", "problem", "登錄失敗"),
        ("【故障】SU-2026-0007 登录失败", "problem", "登录失败"),
        ("[SU-2026-0007] [Defect] login fails", "defect", "login fails"),
    ],
)
def test_the_title_and_sort_of_an_issue(subject: str, kind: str, title: str) -> None:
    assert raised("见附件", subject) == [(None, kind, "", title)]


def test_a_title_that_is_the_campaigns_own_gives_way_to_the_symptom() -> None:
    subject = "【问题】SU-2026-0007 星桥服务端8.2.1在线升级及版本限制"
    assert raised("各位经理好：\n现象：收银台打印空白小票。\n影响：3 家门店", subject) == [(None, "problem", "", "收银台打印空白小票")]
    assert raised("各位好，\n升级后打印机不出纸，请帮忙看看", subject)[0][3].startswith("升级后打印机不出纸")


@pytest.mark.parametrize(
    ("text", "issues"),
    [
        (
            "1. 登录失败，严重\n2. 报表空白，一般\n3. 图标错位，轻微",
            [(1, "problem", "严重", "登录失败"), (2, "problem", "一般", "报表空白"), (3, "problem", "轻微", "图标错位")],
        ),
        (
            "问题1：登录失败\n严重程度：严重\n问题2：报表空白\n严重程度：轻微",
            [(1, "problem", "严重", "登录失败"), (2, "problem", "轻微", "报表空白")],
        ),
        (
            "1. 小票打印慢，大概 5 秒，一般，不影响营业\n2. 严重影响营业的登录失败",
            [(1, "problem", "一般", "小票打印慢，大概 5 秒，不影响营业"), (2, "problem", "严重", "严重影响营业的登录失败")],
        ),
        # 1、8.2.1 …: the figure behind the mark is the version's.
        ("两个小问题：\n1、8.2.1 登录失败\n2、报表空白", [(1, "problem", "", "8.2.1 登录失败"), (2, "problem", "", "报表空白")]),
        ("问题一：登录失败\n问题二：报表空白", [(1, "problem", "", "登录失败"), (2, "problem", "", "报表空白")]),
        ("①登录失败 ", [(None, "problem", "", TITLE)]),
        ("①登录失败\n②报表空白", [(1, "problem", "", "登录失败"), (2, "problem", "", "报表空白")]),
        ("发现以下问题：\n1、登录失败（严重）\n2、报表空白（一般）\n\n请尽快处理，谢谢！", [(1, "problem", "严重", "登录失败"), (2, "problem", "一般", "报表空白")]),
        ("1）【严重】登录失败\n2）【轻微】报表空白", [(1, "problem", "严重", "登录失败"), (2, "problem", "轻微", "报表空白")]),
        ("一、登录失败\n现象：输入密码后闪退\n二、报表空白\n现象：日报无数据", [(1, "problem", "", "登录失败"), (2, "problem", "", "报表空白")]),
        ("严重程度：严重\n1. 登录失败\n2. 报表空白", [(1, "problem", "严重", "登录失败"), (2, "problem", "严重", "报表空白")]),
        (
            "问题一：缺少运行库，严重程度：轻微\n问题二：脚本报错退出，影响 30 台，严重\n问题三：页面加载慢\n谢谢",
            [(1, "problem", "轻微", "缺少运行库"), (2, "problem", "严重", "脚本报错退出，影响 30 台"), (3, "problem", "", "页面加载慢")],
        ),
        ("1、登录白屏【严重】\n2、导出乱码【一般】\n3、按钮错位【轻微】", [(1, "problem", "严重", "登录白屏"), (2, "problem", "一般", "导出乱码"), (3, "problem", "轻微", "按钮错位")]),
        ("1. 导出失败\n2. 查看报表为空\n3. 安装时报错", [(1, "problem", "", "导出失败"), (2, "problem", "", "查看报表为空"), (3, "problem", "", "安装时报错")]),
        ("3. 登录失败\n4. 报表空白", [(3, "problem", "", "登录失败"), (4, "problem", "", "报表空白")]),
        ("Issue 1: login fails\nSeverity: critical\nIssue 2: empty report\nSeverity: minor", [(1, "problem", "严重", "login fails"), (2, "problem", "轻微", "empty report")]),
        (
            "序号\t问题描述\t严重程度\n1\t登录失败\t严重\n2\t报表空白\t轻微",
            [(1, "problem", "严重", "登录失败"), (2, "problem", "轻微", "报表空白")],
        ),
        (
            "| 编号 | 问题 | 级别 |\n|---|---|---|\n| 1 | 登录失败 | 高 |\n| 2 | 报表空白 | 低 |",
            [(1, "problem", "严重", "登录失败"), (2, "problem", "轻微", "报表空白")],
        ),
    ],
)
def test_one_mail_may_raise_several(text: str, issues: list[tuple[Any, ...]]) -> None:
    assert raised(text) == issues


@pytest.mark.parametrize(
    "text",
    [
        "现象：无法启动\n复现步骤：\n1. 升级到 8.2.1\n2. 重启服务器\n3. 查看日志",
        "1. 打开客户端\n2. 点击登录\n3. 提示失败",
        "升级后无法启动，步骤如下：\n1. 安装 8.2.1\n2. 重启\n结果：报错",
        "影响：\n1. 华东 12 家门店\n2. 华南 3 家门店",
        "影响 12 家门店。\n2. 只有一个编号",
        "8.2.1 版本无法启动\n8.2.0 版本正常",
    ],
)
def test_steps_and_circumstances_are_one_issue(text: str) -> None:
    assert [x[3] for x in raised(text)] == [TITLE]


def test_a_field_names_the_node() -> None:
    understood = interpret(context("节点：灰度升级\n现象：无法启动", sender="孙丽", subject="【问题】SU-2026-0007 无法启动", to=campaign()))
    assert [x.node for x in understood.commands if isinstance(x, RaiseIssue)] == ["rollout"]


def test_an_issue_without_a_campaign_is_asked_about() -> None:
    assert says("无法启动", subject="【问题】无法启动", to=None) == ["?issue no-campaign"]
    assert says("", subject="【问题】SU-2026-0007", to=campaign()) == ["?issue issue-empty"]


def test_a_tag_put_anew_in_an_issues_thread() -> None:
    anew = "【问题】SU-2026-0007 又一个问题"
    assert under_issue("打印机不出纸", "孙丽", state="answered", subject=anew) == ["issue 打印机不出纸"]
    over = "【问题】Re: 【问题】SU-2026-0007 升级后部分门店无法启动"
    assert under_issue("未解决，还是报错", "孙丽", state="answered", subject=over) == ["reopening 1"]


@pytest.mark.parametrize(
    ("title", "text", "said"),
    [
        ("问题 1", "还是没有解决", ["reopening 1"]),
        ("问题1", "验证通过", ["closure 1"]),
        ("问题 1", "导出的文件打不开", ["issue 问题 1"]),
        ("问题 9", "还是没有解决", ["issue 问题 9"]),
        ("问题 1 又出现了", "导出的文件打不开", ["issue 问题 1 又出现了"]),
    ],
)
def test_a_title_that_only_names_an_issue_raises_no_other(title: str, text: str, said: list[str]) -> None:
    of = with_issues(issue(1, state="answered"))
    assert says(text, sender="孙丽", to=of, subject=f"【问题】SU-2026-0007 {title}") == said


def test_an_inherited_tag_raises_nothing() -> None:
    inherited = "Re: 【问题】SU-2026-0007 升级后部分门店无法启动"
    assert under_issue("谢谢", "孙丽", subject=inherited) == ["note"]
    assert under_issue("收到，我来处理", subject=inherited) == ["acknowledgement 1"]


def test_an_issue_row_of_a_reminder() -> None:
    rows = (*rows_of_nodes("rollout"), Row(n=2, campaign=CODE, asks="issue", issue=1))
    under = {"purpose": "reminder", "template": "reminder"}
    of = with_issues(issue(1))
    assert says("2 收到，明天处理", sender="郑凯", to=of, rows=rows, under=under) == ["#2 acknowledgement 1", "#2 promise 1 12-04"]
    assert says("2 已修复 8.2.1.3", sender="郑凯", to=of, rows=rows, under=under) == ["#2 handling_result 1"]


def test_under_the_heading_of_results_each_row_is_one() -> None:
    of = with_issues(issue(1), issue(2), issue(3))
    text = "处理结果：\n1 打印缓存的问题，重启打印服务即可恢复\n2、3 都排到 8.2.2 修改，12月18日发布"
    found = says(text, sender="郑凯", to=of, rows=rows_of_issues(1, 2, 3), under=NOTICE)
    assert [x.rpartition("handling_result ")[2] for x in found] == ["1", "2", "3"]


def test_a_figure_within_an_english_sentence_is_no_row() -> None:
    of = with_issues(issue(1))
    text = "Fixed: the timer multiplied the count; please set retry.delay to 1 together with it. Works in our lab."
    assert says(text, sender="韩冰", to=of, rows=rows_of_issues(1), under=NOTICE) == ["handling_result 1"]


# --- tables of issues: which column is the title ---


@pytest.mark.parametrize(
    ("header", "row", "title"),
    [
        (("编号", "缺陷描述", "严重程度", "复现步骤"), ("1", "断网后重连时进程崩溃", "严重", "拔网线 10 秒再插回"), "断网后重连时进程崩溃"),
        (("序号", "操作步骤", "问题现象", "级别"), ("1", "并发打印 200 张", "打印偶发超时", "一般"), "打印偶发超时"),
        (("步骤", "描述", "优先级"), ("导入旧档案", "导入后备注为空", "轻微"), "导入后备注为空"),
        (("No", "Bug", "Steps to reproduce", "Severity"), ("1", "Login page stays blank", "Open it twice", "high"), "Login page stays blank"),
        (("缺陷标题", "描述", "测试步骤", "缺陷级别"), ("交班报表错位", "第二页起错一列", "选 31 天", "一般"), "交班报表错位"),
        (("编号", "标题", "详细描述", "复现步骤", "严重程度"), ("1", "断网崩溃了", "断网 10 秒后重连，进程退出", "拔网线再插回", "严重"), "断网崩溃了"),
        (("Bug ID", "Summary", "Severity", "Steps", "Reporter"), ("B-1", "Crash on reconnect", "high", "pull the cable", "Wu Min"), "Crash on reconnect"),
        (("编号", "问题描述", "测试环境", "严重程度"), ("1", "重启后授权丢失", "Win2019 虚拟机", "严重"), "重启后授权丢失"),
    ],
)
def test_the_title_of_an_issue_in_a_table_is_what_is_wrong_and_never_how_to_see_it(header: tuple[str, ...], row: tuple[str, ...], title: str) -> None:
    cells = ["".join(f"<td>{cell}</td>" for cell in one) for one in (header, row)]
    html = f"<p>缺陷如下：</p><table>{''.join(f'<tr>{one}</tr>' for one in cells)}</table>"
    understood = interpret(context("见表", html=html, to=campaign(), sender="吴敏", subject=f"【缺陷】{CODE} 回归测试"))
    raised = [x for x in understood.commands if isinstance(x, RaiseIssue)]
    assert [x.title for x in raised] == [title]
    assert raised[0].text.startswith(title)
    assert all(cell in raised[0].text for cell in row if len(cell) > 4)


ASKED = ["?closure issue-settled-or-not"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("三家都好了", ["closure 1"]),
        ("已经不报错了", ["closure 1"]),
        ("Confirmed, all three stores are fine.", ["closure 1"]),
        ("仍然连不上", ["reopening 1"]),
        ("又坏了", ["reopening 1"]),
        # In part, or in no word of either: asked about.
        ("It works on two of them, the third one is slow", ASKED),
        ("验证通过，但有一家偶尔报错", ASKED),
        ("第三家重启三次才好", ASKED),
        ("门店说早上慢了点", ASKED),
        # Not tried yet, thanks, a question, more to know.
        ("收到，我们明天验证", ["note"]),
        ("如果明天正常就关闭", ["note"]),
        ("已通知门店，等反馈", ["note"]),
        ("Thanks, will check tonight.", ["note"]),
        ("证书哪天到期的？", ["note"]),
        ("补充一下：门店用的是 Win7", ["note"]),
    ],
)
def test_what_the_raiser_says_of_an_answered_issue_is_understood_or_asked(text: str, said: list[str]) -> None:
    assert under_issue(text, "孙丽", state="answered") == said


@pytest.mark.parametrize(
    "text",
    [
        "重新签了证书",
        "workaround：先用旧客户端，正式修复随 8.2.2",
        "Root cause found: expired certificate. Replaced it on all three.",
        "It's a configuration issue, set timeout to 30.",
    ],
)
def test_more_remedies_are_handling_results(text: str) -> None:
    assert under_issue(text) == ["handling_result 1"]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            "王磊、郑凯：\n1 老机器启动慢（约40秒），一般\n2 客户端右下角提示挡住按钮，轻微\n3 二维码扫不出来，严重，影响收款",
            ["老机器启动慢（约40秒）", "客户端右下角提示挡住按钮", "二维码扫不出来，影响收款"],
        ),
        (
            "郑工、吴工好\n  1 扫码枪无响应    严重   苏州观前店\n  2 夜间对账慢一倍  一般   全部门店\n  3 图标模糊  轻微   昆山",
            ["扫码枪无响应", "夜间对账慢一倍", "图标模糊"],
        ),
        # How many, and no number of its own.
        ("1 台收银机起不来\n2 台扫码枪没反应", ["升级后部分门店无法启动"]),
    ],
)
def test_a_number_before_a_blank_counts_the_issues(text: str, titles: list[str]) -> None:
    commands = interpret(context(text, sender="孙丽", subject="【问题】SU-2026-0007 升级后部分门店无法启动", to=campaign())).commands
    assert [x.title for x in commands if isinstance(x, RaiseIssue)] == titles


def test_a_sentence_that_grades_is_kept_whole() -> None:
    text = "We found two problems:\n\n1. Member points are doubled. This is serious, please fix before we go on.\n2. Login fails, minor\n"
    (points, login) = [x for x in interpret(context(text, sender="林涛", subject="[ISSUE] SU-2026-0007 problems", to=campaign())).commands if isinstance(x, RaiseIssue)]
    assert (points.severity, points.text) == ("严重", "Member points are doubled. This is serious, please fix before we go on")
    assert (login.severity, login.title) == ("轻微", "Login fails")
