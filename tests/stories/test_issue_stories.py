"""The life of issues by mail: raised, owned, questioned, answered, reopened, closed by word or silence (SPEC 1, 9 "Stages")."""

from email import message_from_bytes
from email.policy import default

import pytest
from telling import heard, reasons, said
from theatre import PlayHouse

from mailbot.campaign.model import Issue
from mailbot.delivery import octets_of

CODE = "SU-2026-0001"


@pytest.fixture
def raised(running: PlayHouse) -> PlayHouse:
    """孙丽 has raised one issue without a severity."""
    done = running.receives(
        f"【问题】{CODE} 升级后部分门店无法启动", "现象：重启后服务起不来，影响 12 家门店。", sender="孙丽"
    )
    assert said(done) == "accepted issue"
    return running


def first(house: PlayHouse) -> Issue:
    return house.campaign().issues[0]


def local(house: PlayHouse, *moments: object) -> list[str]:
    return [house.local(m)[5:] for m in moments]  # type: ignore[arg-type]


def message_of(house: PlayHouse, mail: int) -> str:
    return house.house.ledger.archive.get(mail).message_id


def test_an_issue_goes_to_the_three_managers_and_the_pm_with_its_times(raised: PlayHouse) -> None:
    issue = first(raised)
    assert (issue.severity, issue.state, issue.type, issue.waiting_on) == ("一般", "open", "problem", "assignees")
    assert local(raised, issue.respond_due, issue.due) == ["12-01 18:00", "12-03 18:00"]
    assert heard(raised)[-2:] == ["notice issue-raised → 韩冰、吴敏、郑凯 (陈静)", "receipt receipt → 孙丽"]
    assert "一般" in raised.text(raised.last(to="孙丽", purpose="receipt"))


def test_a_grave_issue_counts_in_working_hours(running: PlayHouse) -> None:
    running.receives(f"【问题】{CODE} 门店停业", "严重程度：严重\n现象：全部门店无法收款", sender="孙丽")
    assert local(running, first(running).respond_due, first(running).due) == ["11-30 14:00", "12-01 18:00"]


def test_the_severity_is_changed_by_the_reply_that_the_receipt_offers(raised: PlayHouse) -> None:
    done = raised.replies("严重", to=raised.last(to="孙丽", purpose="receipt"), sender="孙丽")
    assert (said(done), first(raised).severity) == ("accepted issue", "严重")
    assert local(raised, first(raised).respond_due, first(raised).due) == ["11-30 14:00", "12-01 18:00"]
    again = raised.replies("严重程度：严重", to=raised.last(to="孙丽", purpose="receipt"), sender="孙丽")
    assert (said(again), reasons(raised, again)) == ("rejected issue", ["severity-unchanged"])
    assert len(raised.campaign().issues) == 1
    assert raised.verifies()


def test_the_first_word_of_a_manager_ends_the_respond_clock(raised: PlayHouse) -> None:
    notice = raised.last(template="issue-raised")
    raised.passes(hours=2)
    taken = raised.replies("收到，我来看", to=notice, sender="郑凯")
    assert (said(taken), first(raised).owner) == ("accepted acknowledgement", "zhengkai@corp.example")
    assert local(raised, first(raised).responded_at) == ["11-30 12:00"]
    # A colleague's word afterwards changes nothing and is answered by nobody.
    before = len(raised.posts())
    assert said(raised.replies("收到", to=notice, sender="韩冰")) == "accepted note"
    assert (first(raised).owner, len(raised.posts())) == ("zhengkai@corp.example", before)


def test_a_question_passes_the_turn_and_the_raisers_word_passes_it_back(raised: PlayHouse) -> None:
    notice = raised.last(template="issue-raised")
    raised.passes(hours=1)
    asked = raised.replies("请补充：升级前的版本号和启动日志", to=notice, sender="郑凯")
    assert (said(asked), first(raised).waiting_on) == ("accepted question", "raiser")
    assert heard(raised)[-2] == "notice issue-questioned → 孙丽 (陈静)"
    raised.passes(until="2026-12-01T11:00")  # seven working hours of the first day, two of the second
    given = raised.replies("升级前是 8.0.3，日志见附件。", to=raised.last(template="issue-questioned"), sender="孙丽")
    assert (said(given), first(raised).waiting_on, first(raised).state) == ("accepted note", "assignees", "open")
    assert local(raised, first(raised).respond_due, first(raised).due) == ["12-02 18:00", "12-04 18:00"]
    assert heard(raised)[-2:] == ["notice issue-supplemented → 郑凯 (陈静)", "receipt receipt → 孙丽"]
    assert raised.verifies()


def test_one_managers_result_answers_for_all_three(raised: PlayHouse) -> None:
    notice = raised.last(template="issue-raised")
    done = raised.replies("处理结果：8.2.1 的启动顺序问题，已出热修复 8.2.1.3，今晚推送。", to=notice, sender="韩冰")
    issue = first(raised)
    assert (said(done), issue.state, issue.answered_by) == (
        "accepted handling_result",
        "answered",
        "hanbing@corp.example",
    )
    assert issue.result == "8.2.1 的启动顺序问题，已出热修复 8.2.1.3，今晚推送。"
    assert heard(raised)[-2:] == ["notice issue-answered → 孙丽 (陈静)", "receipt receipt → 韩冰"]


def test_not_solved_reopens_and_verified_closes(raised: PlayHouse) -> None:
    raised.replies("已修复，版本 8.2.1.3", to=raised.last(template="issue-raised"), sender="郑凯")
    again = raised.replies("未解决，还有两家门店启动失败", to=raised.last(template="issue-answered"), sender="孙丽")
    assert (said(again), first(raised).state) == ("accepted reopening", "reopened")
    assert heard(raised)[-2] == "notice issue-reopened → 韩冰、吴敏、郑凯 (陈静)"
    raised.replies("已在 8.2.1.4 修复", to=raised.last(template="issue-reopened"), sender="郑凯")
    closed = raised.replies("验证通过", to=raised.last(template="issue-answered"), sender="孙丽")
    assert (said(closed), first(raised).state) == ("accepted closure", "closed")
    assert raised.verifies()


def test_silence_closes_and_not_solved_reopens_that_too(raised: PlayHouse) -> None:
    raised.replies("已修复，版本 8.2.1.3", to=raised.last(template="issue-raised"), sender="郑凯")
    answer = raised.last(template="issue-answered")
    raised.passes(until="2026-12-07T18:00")
    assert first(raised).state == "answered"
    raised.passes(until="2026-12-09T10:00")
    assert (first(raised).state, first(raised).closed_how) == ("closed", "silence")
    again = raised.replies("未解决，又出现了", to=answer, sender="孙丽")
    assert (said(again), first(raised).state) == ("accepted reopening", "reopened")


def test_the_pm_closes_and_reopens_too_and_nobody_else(raised: PlayHouse) -> None:
    raised.replies("已修复，版本 8.2.1.3", to=raised.last(template="issue-raised"), sender="郑凯")
    answer = raised.last(template="issue-answered")
    assert said(raised.replies("验证通过", to=answer, sender="周航")) == "rejected closure"
    assert said(raised.replies("确认解决", to=answer, sender="陈静")) == "accepted closure"
    assert said(raised.replies("未解决", to=answer, sender="陈静")) == "accepted reopening"


def test_who_answers_for_no_issue_gives_no_result(raised: PlayHouse) -> None:
    done = raised.receives(f"【处理结果】{CODE} 问题 1", "已修复", sender="周航")
    assert (said(done), reasons(raised, done)) == ("rejected handling_result", ["no-right"])
    assert first(raised).state == "open"


# --- several -------------------------------------------------------------------------------------------------------------

SEVERAL = "发现以下问题：\n1. 登录失败，严重\n2. 报表空白，一般\n3. 图标错位，轻微\n\n请尽快处理，谢谢！"


def test_one_mail_raises_several_and_one_answer_settles_several(raised: PlayHouse) -> None:
    done = raised.receives(f"【问题】{CODE} 升级后的几个问题", SEVERAL, sender="周航")
    assert said(done) == "accepted issue"
    issues = raised.campaign().issues
    assert [(i.number, i.own_number, i.severity, i.title.partition("，")[0]) for i in issues[1:]] == [
        (2, 1, "严重", "登录失败"),
        (3, 2, "一般", "报表空白"),
        (4, 3, "轻微", "图标错位"),
    ]
    # One notice for all of them, one receipt, which translates the mail's own numbers.
    assert heard(raised)[-2:] == ["notice issue-raised → 韩冰、吴敏、郑凯 (陈静)", "receipt receipt → 周航"]
    receipt = raised.text(raised.last(to="周航", purpose="receipt"))
    assert [w for w in ("您邮件里的第 1 个", "您邮件里的第 3 个") if w not in receipt] == []
    answered = raised.receives(
        f"Re: 【问题】{CODE} 升级后的几个问题",
        "问题 2、3 已在 8.2.2 修复",
        sender="郑凯",
        answers=message_of(raised, done.mail),
    )
    assert said(answered) == "accepted handling_result"
    assert [(i.number, i.state) for i in raised.campaign().issues] == [
        (1, "open"),
        (2, "open"),
        (3, "answered"),
        (4, "answered"),
    ]
    assert raised.verifies()


def test_each_of_several_may_be_answered_otherwise_in_one_mail(raised: PlayHouse) -> None:
    raised.receives(f"【问题】{CODE} 升级后的几个问题", SEVERAL, sender="周航")
    notice = raised.last(template="issue-raised")
    done = raised.replies(
        "问题 2：已在 8.2.2 修复\n问题 3：请补充报表截图\n问题 4：收到，我来处理", to=notice, sender="郑凯"
    )
    assert said(done) == "accepted handling_result"
    issues = raised.campaign().issues[1:]
    assert [(i.number, i.state, i.waiting_on, i.owner != "") for i in issues] == [
        (2, "answered", "assignees", True),
        (3, "open", "raiser", True),
        (4, "open", "assignees", True),
    ]
    assert issues[0].result == "问题 2：已在 8.2.2 修复" or "8.2.2" in issues[0].result


def test_a_result_that_names_none_of_several_is_asked_about(raised: PlayHouse) -> None:
    raised.receives(f"【问题】{CODE} 升级后的几个问题", SEVERAL, sender="周航")
    done = raised.replies("已修复", to=raised.last(template="issue-raised"), sender="郑凯")
    assert (said(done), reasons(raised, done)) == ("rejected handling_result", ["which-issue"])


def test_a_table_of_issues(running: PlayHouse) -> None:
    html = (
        "<p>各位经理好：</p><table border=1><tr><th>序号</th><th>问题描述</th><th>严重程度</th><th>影响范围</th></tr>"
        "<tr><td>1</td><td>登录失败</td><td>严重</td><td>华东 12 家门店</td></tr>"
        "<tr><td>2</td><td>报表空白</td><td>低</td><td>总部</td></tr></table>"
    )
    done = running.receives(f"【问题】{CODE} 升级后的问题清单", "", html=html, sender="孙丽")
    assert said(done) == "accepted issue"
    assert [(i.title, i.severity) for i in running.campaign().issues] == [("登录失败", "严重"), ("报表空白", "轻微")]


def test_anybody_in_the_directory_raises_one_with_a_right_code(running: PlayHouse) -> None:
    done = running.receives(f"[BUG] {CODE} 安装包签名过期", "严重程度：一般", sender="何平")
    assert (said(done), first(running).type) == ("accepted issue", "defect")
    # Whoever raised one has a part in the campaign from then on.
    assert said(running.receives(f"【查询】{CODE}", "", sender="何平")) == "accepted query"


def test_an_inherited_tag_raises_nothing(raised: PlayHouse) -> None:
    notice = raised.last(template="issue-raised")
    done = raised.receives(
        f"Re: 【问题】{CODE} 升级后部分门店无法启动", "我们这边也有两家", sender="周航", answers=notice
    )
    assert (said(done), len(raised.campaign().issues)) == ("accepted note", 1)


def test_a_lost_thread_is_found_by_the_subject(raised: PlayHouse) -> None:
    done = raised.receives(f"Re: 【问题】升级后部分门店无法启动 [{CODE}]", "收到，我来处理", sender="郑凯")
    assert (said(done), first(raised).owner) == ("accepted acknowledgement", "zhengkai@corp.example")


def test_what_shows_an_issue_goes_on_to_its_managers_and_a_signatures_logo_does_not(running: PlayHouse) -> None:
    files = (("日志.zip", b"PK" * 400), ("截图.png", bytes(30_000)))
    html = '<p>升级后白屏，严重</p><img src="cid:logo">'
    running.receives("【问题】SU-2026-0001 升级后白屏", "升级后白屏，严重", sender="孙丽", html=html, attachments=files)
    told = running.last(to="韩冰", template="issue-raised")
    carried = message_from_bytes(octets_of(told, running.house, running.now), policy=default)
    assert [a.get_filename() for a in carried.iter_attachments()] == ["日志.zip", "截图.png"]
    assert "附件已随本邮件转上：日志.zip、截图.png。" in running.text(told)
    running.replies("请补充：哪个版本？", to=told, sender="韩冰")
    assert "附件" not in running.text(running.last(to="孙丽", template="issue-questioned"))
    running.replies(
        "8.2.1，见附件",
        to=running.last(to="孙丽", template="issue-questioned"),
        sender="孙丽",
        attachments=(("大日志.zip", bytes(10_000_001)),),
    )
    assert "太大、没有随本邮件转上的附件：大日志.zip，请向发件人索取。" in running.text(
        running.last(to="韩冰", template="issue-supplemented")
    )


THREE = "1. 登录后白屏\n2. 导出报表列错位\n3. 帮助链接失效"


@pytest.mark.parametrize(
    ("words", "answered"),
    [
        ("问题1 已在 8.2.2 修复；2、3 已在 8.2.3 修复", [1, 2, 3]),
        ("全部处理完了：1 已优化索引，2 补丁已发，3 编码改为 UTF-8", [1, 2, 3]),
        ("问题1 已在 8.2.2 修复，2 台机器已验证", [1]),
        ("问题1 已在 8.2.2 修复；3 台已升级", [1]),
    ],
)
def test_bare_numbers_go_on_after_the_issue_that_was_named(running: PlayHouse, words: str, answered: list[int]) -> None:
    running.receives(f"【问题】{CODE} 升级反馈", THREE, sender="孙丽")
    running.replies(words, to=running.last(to="韩冰", template="issue-raised"), sender="韩冰")
    assert [i.number for i in running.campaign().issues if i.state == "answered"] == answered


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Export crashes, minor.", "轻微"),
        ("Export crashes in the major release", "严重"),
        ("Text is cut off, low", "轻微"),
    ],
)
def test_a_word_that_grades_it_counts_before_what_it_does(running: PlayHouse, text: str, severity: str) -> None:
    running.receives(f"[BUG] {CODE} export", text, sender="林涛")
    assert running.campaign().issues[-1].severity == severity


@pytest.mark.parametrize(
    "text",
    ["1验证通过；3还是乱码，未解决。", "1验证通过，3未解决", "1 验证通过\n3 未解决"],
)
@pytest.mark.parametrize("direct", [True, False], ids=["to the manager's own mail", "to the notice"])
def test_a_verdict_on_each_of_several_by_their_bare_numbers(running: PlayHouse, text: str, direct: bool) -> None:
    running.receives(
        f"【缺陷】{CODE} 测试发现的缺陷",
        "三个缺陷：\n1. 账单重复打印，严重\n2. 帮助页有错别字，轻微\n3. 切换语言后界面乱码，一般",
        sender="吴敏",
    )
    done = running.replies(
        "1和3已经在 8.2.2 里修好了，2还在看。", to=running.last(template="issue-raised"), sender="郑凯"
    )
    own = message_of(running, done.mail)
    running.receives(
        f"Re: 【缺陷】{CODE} 测试发现的缺陷",
        text,
        sender="吴敏",
        answers=own if direct else running.last(template="issue-answered"),
    )
    assert [issue.state for issue in running.campaign().issues] == ["closed", "open", "reopened"]


@pytest.mark.parametrize(
    ("text", "around"),
    [
        ("韩经理、郑经理：\n试装了 5 台，汇总两个问题：\n\n1. 下载断开\n2. 登录失败\n\n客户在催。\n谢谢", "> 试装了 5 台\n> 客户在催。"),
        ("Hello,\n\nTwo defects found:\n\n- The console crashes\n- The bar hangs\n\nLogs are on the share. Regards, Tao", "> Logs are on the share."),
        ("Hello,\n\nTwo defects found:\n\n- The console crashes\n- The bar hangs\n\nLogs are on the share. Best regards, 周航", "> Logs are on the share."),
        ("Hello,\n\nTwo defects found:\n\n- The console crashes\n- The bar hangs\n\nLogs are on the share. Kind regards.", "> Logs are on the share."),
        ("各位好，\n发现两个问题：\n1. 下载断开\n2. 登录失败\n谢谢！", ""),
    ],
)  # fmt: skip
def test_what_is_said_beside_several_reaches_the_managers(running: PlayHouse, text: str, around: str) -> None:
    running.receives("【问题】SU-2026-0001 试装", text, sender="周航")
    told = running.text(running.last(template="issue-raised"))
    assert told.partition("邮件里还说：\n\n")[2].partition("\n\n")[0] == around


def test_several_are_told_to_be_recorded_with_those_who_handle_them_named_once(running: PlayHouse) -> None:
    running.receives("【问题】SU-2026-0001 试装", "1. 下载断开，一般\n2. 登录失败。严重程度：严重", sender="周航")
    told = running.text(running.last(to="周航", purpose="receipt"))
    assert (told.count("韩冰"), "已登记 2 个问题，由韩冰、吴敏、郑凯处理：" in told) == (1, True)
    notice = running.last(template="issue-raised")
    assert (">" in running.text(notice), running.letter(notice).subject) == (
        False,
        "问题 1、2：星桥服务端 8.2.1 [SU-2026-0001]",
    )
