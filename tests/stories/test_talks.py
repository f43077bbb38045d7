"""Talk about a campaign by mail: bare tags, questions that ask nothing of the bot, whose word counts, what is heard once."""

import pytest
from plans import TITLE, TWO
from telling import heard, reasons, said, states
from theatre import BOT, PlayHouse

from mailbot.answering.replies import merged
from mailbot.campaign.outcome import Notice

CODE = "SU-2026-0001"


@pytest.mark.parametrize(
    ("subject", "text", "outcome"),
    [
        ("查询", "", "accepted query"),
        (f"查询 {CODE}", "", "accepted query"),
        ("HELP", "", "accepted help"),
        ("模板", "", "accepted help"),
        (f"问题：{CODE} 服务启动后 CPU 100%", "级别：严重\n两台服务器 CPU 一直 100%，客户已投诉。", "accepted issue"),
        (f"进度 [{CODE}] 灰度升级", "已升级 10/20", "accepted progress"),
        ("撤销 R-99", "", "rejected undo"),
        ("[查询] SV-2026-0001", "", "rejected query"),
        ("[查询] 设备型号 AB-1200 的版本", "", "accepted query"),
        ("周五团建报名", "大家报名接龙", "rejected unknown"),
        (f"问题-{CODE} 服务启动后 CPU 100%", "级别：严重\n两台服务器 CPU 一直 100%，客户已投诉。", "accepted issue"),
        (f"Issue | {CODE} service fails", "Severity: critical\nTwo servers run at 100 % CPU.", "accepted issue"),
        (f"进度 · {CODE} 灰度升级", "已升级 10/20", "accepted progress"),
        ("查询 星桥服务端", "", "accepted query"),
        ("问题 服务启动后 CPU 100%", "级别：严重", "rejected unknown"),
        ("结果 灰度升级", "已完成", "rejected unknown"),
    ],
)
def test_a_tag_at_the_head_of_a_subject_needs_no_bracket(
    running: PlayHouse, subject: str, text: str, outcome: str
) -> None:
    assert said(running.receives(subject, text, sender="孙丽")) == outcome


@pytest.mark.parametrize(
    "subject",
    ["计划：周五团建", "计划 周五团建", "计划周五团建", "策略 星桥服务端 9.1.0 讨论", "问题：打印机 192.168.1.20 连不上", "结果：销售额 2.5 亿", "Issue with the printer"],
)
def test_a_tag_without_bracket_and_code_is_office_mail_where_the_bot_is_one_among_many(
    running: PlayHouse, subject: str
) -> None:
    done = running.receives(subject, "1. 周五 聚餐（孙丽）", sender="陈静", to=("孙丽",), cc=(BOT,))
    assert said(done) == "ignored note"


@pytest.mark.parametrize(("tag", "between"), [("计划", "："), ("策略", " "), ("Plan", " - "), ("方案", "")])
def test_a_plan_under_a_tag_without_bracket_is_told_so_where_others_have_it_too(
    running: PlayHouse, tag: str, between: str
) -> None:
    plan = "版本：9.1.0\n1. 灰度升级 孙丽 12月16日\n2. 版本限制 韩冰 12月24日"
    done = running.receives(f"{tag}{between}星桥服务端 9.1.0 在线升级", plan, sender="陈静", to=("孙丽",), cc=(BOT,))
    assert said(done) == "rejected unknown"
    assert f"主题开头的“{tag}”没有加括号" in running.text(running.last(to="陈静"))


@pytest.mark.parametrize("subject", ["计划：星桥服务端 9.1.0 在线升级", "策略 星桥服务端 9.1.0 在线升级"])
def test_a_plan_under_a_tag_without_bracket_is_office_mail_of_whom_plans_nothing(
    running: PlayHouse, subject: str
) -> None:
    plan = "版本：9.1.0\n1. 灰度升级 孙丽 12月16日\n2. 版本限制 韩冰 12月24日"
    assert said(running.receives(subject, plan, sender="孙丽", to=("陈静",), cc=(BOT,))) == "ignored note"
    assert said(running.receives(f"Re: {subject}", plan, sender="陈静", to=("孙丽",), cc=(BOT,))) == "ignored note"


@pytest.mark.parametrize("subject", ["计划：木棉 3.1.0 在线升级", "策略 木棉 3.1.0 在线升级", "Plan - 木棉 3.1.0 在线升级"])
def test_a_plan_for_the_bot_alone_needs_no_bracket(running: PlayHouse, subject: str) -> None:
    plan = "产品：木棉\n版本：3.1.0\n1. 灰度升级 孙丽 12月16日\n2. 版本限制 韩冰 12月24日"
    done = running.receives(subject, plan, sender="陈静")
    assert said(done) == "accepted plan"
    assert running.campaign(done.campaign).title == "木棉 3.1.0 在线升级"


@pytest.mark.parametrize("subject", ["问题：星桥服务端 8.2.1 启动失败", "BUG 星桥服务端 8.2.1 启动失败", "进度 星桥服务端 8.2.1"])
def test_an_issue_or_result_about_a_version_is_told_that_it_lacks_its_bracket(running: PlayHouse, subject: str) -> None:
    done = running.receives(subject, "级别：严重", sender="孙丽", to=("韩冰",), cc=(BOT,))
    assert said(done) == "rejected unknown"


@pytest.mark.parametrize(
    "text", ["为什么要延期？", "灰度为什么要延期，是哪个客户？", "要延到什么时候", "这次延期是谁批的？"]
)
@pytest.mark.parametrize("sender", ["陈静", "韩冰", "周航"])
def test_a_question_about_a_postponement_asks_for_none(running: PlayHouse, text: str, sender: str) -> None:
    running.receives(f"【结果】{CODE} 灰度升级", "申请延期到 12月16日，等客户窗口", sender="孙丽")
    asked = running.last(to="陈静", template="postponement-asked")
    assert said(running.replies(text, to=asked, sender=sender)) == "accepted note"
    assert [p.state for p in running.campaign().postponements] == ["pending"]


def test_postponements_of_one_mail_reach_the_pm_as_rows_of_one(running: PlayHouse) -> None:
    for node, day in (("灰度升级", "12月16日"), ("版本限制", "12月30日")):
        running.receives(
            f"【结果】{CODE} {node}", f"延期到 {day}，等客户", sender={"灰度升级": "孙丽", "版本限制": "韩冰"}[node]
        )
    notices = [
        Notice(purpose=p.purpose, template=p.template, to=p.to, campaign=p.campaign, rows=p.rows, facts=p.facts)
        for p in running.posts(to="陈静", template="postponement-asked")
    ]
    joined = merged(notices)
    assert [[(r.n, r.node) for r in n.rows] for n in joined] == [[(1, "rollout"), (2, "restrict")]]
    assert [a["node"] for a in joined[0].facts["asked"]] == ["rollout", "restrict"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("进度：已升级 320 / 500，剩下的等客户窗口，申请延期到 12月16日", "剩下的等客户窗口"),
        ("320 of 500 done, the rest waits for a window. Please postpone to 16 Dec", "the rest waits for a window"),
    ],
)
def test_the_reason_of_a_postponement_has_no_progress_in_it(running: PlayHouse, text: str, reason: str) -> None:
    running.receives(f"【进度】{CODE} 灰度升级", text, sender="孙丽")
    assert [p.reason for p in running.campaign().postponements] == [reason]


@pytest.mark.parametrize("text", ["进度 500/300", "已升级 320，共 300", "350 of 300 upgraded"])
def test_more_than_the_whole_is_asked_about(running: PlayHouse, text: str) -> None:
    assert said(running.receives(f"【进度】{CODE} 灰度升级", text, sender="孙丽")) == "rejected progress"
    assert states(running)["rollout"] == "pending"


def test_the_end_of_an_issue_is_for_the_raiser_or_the_pm_to_say(running: PlayHouse) -> None:
    running.receives(f"【问题】{CODE} 授权失效", "一般", sender="孙丽")
    running.replies("处理结果：已更换授权", to=running.last(template="issue-raised"), sender="韩冰")
    answered = running.last(template="issue-answered")
    refused = running.replies("验证通过", to=answered, sender="李想")
    assert (said(refused), reasons(running, refused), running.posts()[-1].purpose) == (
        "rejected closure",
        ["no-right"],
        "answer",
    )
    assert "孙丽" in running.text(running.posts()[-1])
    assert said(running.replies("还是报错", to=answered, sender="李想")) == "rejected reopening"
    assert said(running.replies("验证通过", to=answered, sender="孙丽")) == "accepted closure"


def test_a_remedy_in_a_row_is_the_handling_result(running: PlayHouse) -> None:
    done = running.receives(f"【问题】{CODE} 两个问题", "1、报表导出失败，严重\n2、图标显示旧版，轻微", sender="孙丽")
    mail = running.house.ledger.archive.get(done.mail).message_id
    answer = running.receives(
        f"回复: 【问题】{CODE} 两个问题", "1 已在 8.2.2 修复\n2 前端缓存导致，清缓存即可。", sender="郑凯", answers=mail
    )
    assert (said(answer), [i.state for i in running.campaign().issues]) == (
        "accepted handling_result",
        ["answered"] * 2,
    )


def test_a_pm_who_had_the_issue_is_not_mailed_it_again(running: PlayHouse) -> None:
    running.receives(f"【问题】{CODE} 授权失效", "一般", sender="孙丽", cc=("陈静",))
    assert heard(running)[-2] == "notice issue-raised → 韩冰、吴敏、郑凯"


def test_an_undoing_is_answered_and_what_was_undone_stands_in_the_way_of_nothing(running: PlayHouse) -> None:
    running.receives(f"【问题】{CODE} 授权失效", "一般", sender="孙丽")
    raised = running.last(to="孙丽", purpose="receipt").id
    running.receives(f"【处理结果】{CODE} 问题 1", "已修复", sender="韩冰")
    answered = running.last(to="韩冰", purpose="receipt").id
    assert said(running.receives(f"【撤销】R-{raised}", sender="孙丽")) == "rejected undo"
    assert said(running.receives(f"【撤销】R-{answered}", sender="韩冰")) == "accepted undo"
    assert running.last(to="韩冰").purpose == "answer"
    assert said(running.receives(f"【撤销】R-{raised}", sender="孙丽")) == "accepted undo"
    assert running.campaign().issues == ()
    assert running.verifies()


def test_a_tag_put_anew_with_nothing_but_lines_to_change_revises(running: PlayHouse) -> None:
    assert said(running.receives(f"【计划】{CODE}", "2 完成时间 12月18日")) == "accepted revision"
    assert running.local(running.campaign().nodes[1].due) == "2026-12-18 18:00"


@pytest.mark.parametrize(("first", "then"), [("80%", "已升级 90 台"), ("320 / 500", "已升级 600 台")])
def test_a_count_of_another_total_than_before_is_asked_about(running: PlayHouse, first: str, then: str) -> None:
    assert said(running.receives(f"【进度】{CODE} 灰度升级", first, sender="孙丽")) == "accepted progress"
    assert said(running.receives(f"【进度】{CODE} 灰度升级", then, sender="孙丽")) == "rejected progress"
    assert states(running)["rollout"] == "pending"


def test_a_promise_on_an_issue_silences_until_then_and_is_shown_broken(running: PlayHouse) -> None:
    running.receives(f"【问题】{CODE} 授权失效", "一般", sender="孙丽")
    running.replies("收到，我来处理", to=running.last(template="issue-raised"), sender="韩冰")
    running.passes(until="2026-12-03 16:00")
    reminder = running.last(to="韩冰", purpose="reminder")
    done = running.replies("1 预计下周一出补丁", to=reminder, sender="韩冰")
    assert (said(done), running.campaign().issues[0].state) == ("accepted promise", "open")
    assert "授权失效" in running.text(running.last(to="韩冰", purpose="receipt"))
    before = len(running.posts(to="韩冰", purpose="reminder"))
    running.passes(until="2026-12-07 17:00")
    assert len(running.posts(to="韩冰", purpose="reminder")) == before
    running.passes(until="2026-12-08 10:00")
    assert [p.kept for p in running.campaign().issues[0].promises] == [False]
    assert len(running.posts(to="韩冰", purpose="reminder")) > before
    assert running.verifies()


def test_the_first_word_with_a_promise_is_both(running: PlayHouse) -> None:
    running.receives(f"【问题】{CODE} 授权失效", "一般", sender="孙丽")
    done = running.replies("收到，预计周三修复。", to=running.last(template="issue-raised"), sender="韩冰")
    issue = running.campaign().issues[0]
    assert (said(done), issue.owner, issue.promised is not None) == (
        "accepted acknowledgement",
        "hanbing@corp.example",
        True,
    )
    running.receives(f"【处理结果】{CODE} 问题 1", "已修复", sender="韩冰")
    assert [p.kept for p in running.campaign().issues[0].promises] == [True]


def test_results_of_several_issues_go_back_to_their_raiser_as_one_mail(running: PlayHouse) -> None:
    running.receives(f"【问题】{CODE} 两个问题", "1、报表导出失败，严重\n2、图标显示旧版，轻微", sender="孙丽")
    before = len(running.posts())
    running.receives(f"【处理结果】{CODE}", "问题 1 已在 8.2.2 修复；问题 2 清缓存即可。", sender="郑凯")
    assert heard(running, before) == ["notice issue-answered → 孙丽 (陈静)", "receipt receipt → 郑凯"]
    text = running.text(running.last(template="issue-answered"))
    assert ("8.2.2" in text, "清缓存" in text) == (True, True)


def test_one_word_decides_all_postponements_that_a_mail_puts(running: PlayHouse) -> None:
    running.receives(f"【结果】{CODE} 灰度升级", "申请延期到 12月8日，客户封网", sender="孙丽")
    running.receives(f"【结果】{CODE} 全量升级", "申请延期到 12月16日，客户封网", sender="周航")
    running.passes(until="2026-12-01 10:00")
    done = running.replies("都同意", to=running.last(to="陈静", purpose="reminder"), sender="陈静")
    assert (said(done), [p.state for p in running.campaign().postponements]) == ("accepted decision", ["agreed"] * 2)


def test_the_summary_is_put_off_by_its_pm_at_once(running: PlayHouse) -> None:
    done = running.receives(f"【结果】{CODE} 最终确定", "总结延期到 12月31日")
    assert said(done) == "accepted postponement"
    assert running.local(running.campaign().nodes[-1].due) == "2026-12-31 18:00"


def test_the_plan_put_below_an_answer_without_any_mark_is_no_new_plan(running: PlayHouse) -> None:
    plan = running.house.ledger.archive.get(running.dispositions[0].mail).message_id
    done = running.receives(f"Re: {TITLE}", f"周航，别忘了 12 月 11 日那天留人。\n\n{TWO}", sender="陈静", answers=plan)
    assert said(done) == "accepted note"


def test_the_bots_own_notice_put_below_an_answer_without_any_mark_is_no_answer(running: PlayHouse) -> None:
    opened = running.last(template="plan-opened")
    assert (
        said(running.replies(f"我问一下门店再回。\n\n{running.text(opened)}", to=opened, sender="孙丽"))
        == "accepted note"
    )


def test_a_notice_that_waits_to_be_sent_is_known_from_its_text(running: PlayHouse) -> None:
    opened = running.last(template="plan-opened")
    shown = running.text(opened)
    outbox = running.house.ledger.outbox
    outbox.written(opened.id, b"")  # as it stands before the first attempt
    assert said(running.replies(f"我问一下门店再回。\n\n{shown}", to=opened, sender="孙丽")) == "accepted note"


def test_who_answers_a_receipt_speaks_of_its_node(running: PlayHouse) -> None:
    """Of two open nodes the one that the receipt is of; a mail that told of both leaves it open."""
    running.receives(f"【进度】{CODE} 灰度升级", "灰度升级 12/20", sender="孙丽")
    receipt = running.last(to="孙丽", purpose="receipt")
    assert said(running.replies("剩下 8 台也升完了，没有异常", to=receipt, sender="孙丽")) == "accepted node_result"
    assert [(n.state, n.progress and n.progress.done) for n in running.campaign().nodes if n.title == "灰度升级"] == [
        ("done", 20)
    ]


def test_the_word_on_the_one_answered_issue_counts_under_whatever_mail(running: PlayHouse) -> None:
    running.receives(f"【问题】{CODE} 打印机不能用", "影响 5 家，一般", sender="周航")
    running.replies("已修复，请验证", to=running.last(template="issue-raised"), sender="郑凯")
    opened = running.last(template="plan-opened")
    assert said(running.replies("验证通过，谢谢各位", to=opened, sender="孙丽")) == "accepted note"
    assert said(running.replies("验证通过，谢谢各位", to=opened, sender="周航")) == "accepted closure"
    assert [i.state for i in running.campaign().issues] == ["closed"]


def test_a_summary_before_its_time_is_refused_as_one(running: PlayHouse) -> None:
    text = "版本\t数量\n8.2.1\t476\n8.0\t4\n\n总结：总体顺利，华南因盘点顺延三个工作日。\n\n发布"
    done = running.replies(text, to=running.last(template="plan-opened"), sender="陈静")
    assert (said(done), reasons(running, done)) == ("rejected summary", ["open-nodes"])


def test_what_stands_beside_an_answer_is_passed_on_or_asked_about(house: PlayHouse) -> None:
    """A question beside consent goes to the PM; the PM's other day beside a refusal is no new due time."""
    house.receives(TITLE, TWO)
    house.replies(
        "同意。另外想问下 retry.max 改成 5 对老机型有没有影响？", to=house.last(template="plan-opened"), sender="周航"
    )
    assert "您问的已转给陈静。" in house.text(house.last(to="周航", purpose="receipt"))
    told = house.last(template="plan-asked")
    assert (told.to, told.cc) == (("chenjing@corp.example",), ())
    assert "> 另外想问下 retry.max 改成 5 对老机型有没有影响？" in house.text(told)
    house.replies("没意见。回滚包在哪？", to=house.last(template="plan-opened"), sender="孙丽")
    assert "孙丽还问，请陈静直接答复：\n\n> 回滚包在哪？" in house.text(house.last(template="plan-confirmed"))
    house.receives(f"【结果】{CODE} 灰度升级", "灰度升级申请延期到12月15日", sender="孙丽")
    house.replies("不同意，最晚 12月8日", to=house.last(template="postponement-asked"), sender="陈静")
    assert "您提到的12月8日" in house.text(house.last(to="陈静", purpose="receipt"))


def test_what_is_told_outside_its_thread_is_not_lost(running: PlayHouse) -> None:
    opened = running.last(template="plan-opened")
    assert said(running.receives(f"【进度】{CODE} 全量升级", "全量升级来不及", sender="周航")) == "rejected postponement"
    running.receives(f"【结果】{CODE} 灰度升级", "灰度升级申请延期到12月15日", sender="孙丽")
    receipt = running.last(to="孙丽", purpose="receipt")
    assert said(running.replies("再往后延一天，到12月16日", to=receipt, sender="孙丽")) == "accepted postponement"
    assert said(running.replies("灰度不能延", to=opened, sender="陈静")) == "accepted decision"
    assert [p.state for p in running.campaign().postponements] == ["withdrawn", "refused"]
