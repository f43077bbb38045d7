"""Untagged replies: 同意 under a plan or a postponement, the PM's own words, answers by row, and talk (SPEC 3, 9 "Replies")."""

from typing import Any

import pytest
from sayings import (
    CODE,
    PEOPLE,
    Submission,
    answered,
    asked_postponement,
    at,
    campaign,
    issue,
    node,
    planning,
    rows_of_nodes,
    says,
)

from mailbot.campaign.model import Part
from mailbot.campaign.outcome import Row
from mailbot.campaign.thread import Thread
from mailbot.value import replace

PLAN_NOTICE = {"purpose": "notice", "template": "plan-opened"}
PLAN_ROWS = (
    Row(n=1, campaign=CODE, asks="confirmation", department="华东业务部"),
    Row(n=2, campaign=CODE, asks="confirmation", department="华南业务部"),
)
REMINDER = {"purpose": "reminder", "template": "reminder"}


def under_plan(text: str, sender: str = "孙丽", **more: Any) -> list[str]:
    """A reply to the bot's notice of the plan, which 华东业务部 and 华南业务部 have to confirm."""
    return says(text, sender=sender, **{"to": planning(), "rows": PLAN_ROWS, "under": PLAN_NOTICE, **more})


@pytest.mark.parametrize(
    "text",
    [
        "同意",
        "同意。",
        "确认",
        "我部同意",
        "华东业务部同意该计划。",
        "已确认，按此执行",
        "确认无误",
        "无异议",
        "没有异议",
        "没有不同意见",
        "没意见",
        "可以",
        "好的",
        "没问题",
        "OK",
        "ok，同意",
        "同意！",
        "收到，同意",
        "收到并确认",
        "同意，谢谢",
        "各位好，我部同意。",
        "同意，请大家抓紧",
        "同意，请注意避开周末",
        "无条件同意",
        "同意执行",
        "原则同意",
        "Agreed.",
        "We agree.",
        "Confirmed, thanks!",
        "No objection.",
        "Fine with us.",
        "Approved",
        "+1",
        "同意計劃",
        "確認",
        "同意。\n\n孙丽\n华东业务部 13800000000",
        "同意\n\n发自我的iPhone",
        "我们同意这个计划，会按时间完成",
        "经讨论，我部同意",
        "同意方案",
        "支持",
        "行",
    ],
)
def test_consent_confirms_the_plan(text: str) -> None:
    assert under_plan(text) == ["confirmation"]


@pytest.mark.parametrize(
    "text",
    [
        "不同意",
        "不同意，时间太紧",
        "反对",
        "我部不同意该计划",
        "有异议：12月18日限制太早",
        "暂不同意，客户窗口没定",
        "不能同意",
        "不认可这个时间",
        "无法接受",
        "不行",
        "时间太紧，无法配合",
        "原则同意，但时间太紧，不能接受",
        "We object.",
        "We do not agree.",
        "Disagree: too early.",
        "Not ok for us",
        "cannot accept the date",
        "不同意。原因：客户要到1月10日才有窗口",
        "I'm afraid we can't go along with this: two carriers freeze changes until Jan 4.",
        "我们这边难以配合",
        "不確認",
        "驳回",
    ],
)
def test_an_objection_is_one(text: str) -> None:
    assert under_plan(text) == ["objection"]


@pytest.mark.parametrize(
    "text",
    [
        "有条件同意：限制时间推迟到1月10日",
        "同意，前提是客户同意窗口",
        "同意，但限制时间要推迟到12月20日",
        "同意，不过建议将限制推迟一周",
        "原则同意，但希望延期到12月20日",
        "如果推迟到1月10日，我们同意",
        "除海外外同意",
        "只要客户窗口确定，我们就同意",
        "Agreed, but please postpone the restriction to Jan 10",
        "We agree provided that the window moves",
    ],
)
def test_consent_that_hangs_on_something_is_asked_about(text: str) -> None:
    assert under_plan(text) in (["?confirmation conditional-answer"], ["objection"])
    assert "confirmation" not in under_plan(text)


@pytest.mark.parametrize(
    "text",
    [
        "收到",
        "谢谢",
        "收到，谢谢",
        "请确认",
        "请各部门尽快确认",
        "是否同意？",
        "可以吗？",
        "等客户确认后回复",
        "我确认一下再回复",
        "待确认",
        "还没确认",
        "客户还没同意",
        "领导同意后我再回复",
        "有没有异议？",
        "请问限制什么时候开始？",
        "需要再确认一下时间",
        "如无异议请执行",
        "",
        "Noted",
        "Please confirm.",
        "Will confirm tomorrow.",
        "明天答复",
        "时间是怎么定的？",
    ],
)
def test_talk_under_a_plan_confirms_nothing(text: str) -> None:
    assert under_plan(text) in (["note"], [])


@pytest.mark.parametrize(
    ("sender", "text", "said"),
    [
        ("李想", "同意", ["confirmation"]),
        ("陈静", "同意", ["note"]),
        ("陈静", "谢谢大家", ["note"]),
        ("韩冰", "同意", ["confirmation"]),  # refused when it is decided: nobody asked
        ("韩冰", "好的", ["note"]),
        ("吴敏", "收到", ["note"]),
    ],
)
def test_who_answers_a_plan(sender: str, text: str, said: list[str]) -> None:
    assert under_plan(text, sender) == said


def test_a_late_answer_under_the_plan_counts_and_one_elsewhere_does_not() -> None:
    late = campaign(issues=(issue(1),), departments=(Part(name="华东业务部"), Part(name="华南业务部", answer="confirmed")))
    assert under_plan("同意", to=late) == ["confirmation"]
    assert says("同意", to=late, rows=(Row(n=1, campaign=CODE, asks="issue", issue=1),), under={"template": "issue-raised"}) == ["note"]


def test_an_inherited_plan_tag_is_not_spoken() -> None:
    assert under_plan("同意", subject="Re: [PLAN] 星桥服务端8.2.1在线升级及版本限制") == ["confirmation"]
    assert under_plan("谢谢", subject="Re: [PLAN] 星桥服务端8.2.1在线升级及版本限制") == ["note"]
    assert under_plan("同意", subject="回复: 【计划】星桥服务端8.2.1在线升级及版本限制 [SU-2026-0007]", rows=(), under=None) == ["confirmation"]


def test_consent_and_a_result_in_one_mail() -> None:
    assert under_plan("同意。灰度升级已完成。") == ["confirmation", "node_result rollout done"]


# --- postponements -------------------------------------------------------------------------------------------------------

ASKED = (Row(n=1, campaign=CODE, asks="postponement", node="rollout", postponement=1),)


def under_postponement(text: str, sender: str = "陈静", **more: Any) -> list[str]:
    """A reply to the notice that 孙丽 asks for 灰度升级 to be put off to 15 December."""
    of = campaign(postponements=(asked_postponement(),))
    return says(text, sender=sender, **{"to": of, "rows": ASKED, "under": {"template": "postponement-asked"}, **more})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("同意", "decision 1 agreed"),
        ("同意延期", "decision 1 agreed"),
        ("同意延期到12月15日", "decision 1 agreed"),
        ("可以", "decision 1 agreed"),
        ("批准", "decision 1 agreed"),
        ("OK", "decision 1 agreed"),
        ("好的，同意", "decision 1 agreed"),
        ("同意，抓紧", "decision 1 agreed"),
        ("Approved", "decision 1 agreed"),
        ("1 同意", "#1 decision 1 agreed"),
        ("不同意", "decision 1 refused"),
        ("不同意延期", "decision 1 refused"),
        ("不同意，客户等不了", "decision 1 refused"),
        ("不行，必须按时完成", "decision 1 refused"),
        ("不批准", "decision 1 refused"),
        ("Not approved, the customer cannot wait", "decision 1 refused"),
        ("1 不同意：客户等不了", "#1 decision 1 refused"),
        ("同意延期到12月12日", "?decision decision-other-date"),
        ("可以，但最晚12月10日", "decision 1 agreed until 12-10 18:00"),
        ("给不了那么多，最晚12月10日中午12点，再往后限制就来不及配了", "decision 1 agreed until 12-10 12:00"),
        ("Fine, but only until Dec 10.", "decision 1 agreed until 12-10 18:00"),
        ("名单最晚12月10日给我", "?decision decision-other-date"),
        ("如果客户同意，最晚12月10日", "?decision decision-other-date"),
        ("最晚12月10日可以吗？", "?decision decision-other-date"),
        ("不同意，最晚12月10日", "decision 1 refused"),
        ("最晚12月28日", "?decision decision-other-date"),
        ("为什么要延期？", "note"),
        ("收到", "note"),
        ("我想一下", "note"),
        ("同意吗？", "note"),
        ("那就按15号来吧", "decision 1 agreed"),
        ("按22号来吧", "?decision decision-other-date"),
        ("OK but this is the last time", "decision 1 agreed"),
        ("没法再延了", "decision 1 refused"),
        ("灰度不能延", "decision 1 refused"),
        ("没时间给你们了，必须按期", "decision 1 refused"),
        ("Sorry, I cannot give you more time.", "decision 1 refused"),
        ("先不批，把客户名单发我", "note"),
    ],
)
def test_the_pm_decides_a_postponement(text: str, said: str) -> None:
    assert under_postponement(text) == [said]


def test_anybody_elses_consent_is_put_to_the_decision_and_refused_there() -> None:
    assert under_postponement("同意", "周航") == ["decision 1 agreed"]
    assert under_postponement("同意", "赵磊") == ["decision 1 agreed"]


def test_consent_under_the_askers_own_mail() -> None:
    rows = (Row(n=1, campaign=CODE, asks="node", node="rollout"), Row(n=2, campaign=CODE, asks="postponement", node="rollout", postponement=1))
    assert under_postponement("同意", rows=rows, under={"outbox": None, "kind": "progress"}) == ["decision 1 agreed"]


def test_two_postponements_are_told_apart_by_number() -> None:
    rows = tuple(Row(n=n, campaign=CODE, asks="postponement", node=key, postponement=n) for n, key in ((1, "rollout"), (2, "rollout-2"), (3, "restrict")))
    of = campaign(postponements=(asked_postponement(), asked_postponement(number=2, node="rollout-2"), asked_postponement(number=3, node="restrict")))
    said = {"to": of, "rows": rows, "under": REMINDER, "sender": "陈静"}
    assert says("1、3 同意 2 不同意：客户等不了", **said) == ["#1 decision 1 agreed", "#3 decision 3 agreed", "#2 decision 2 refused"]
    assert says("全部同意", **said) in (["?decision which-row"], ["#1 decision 1 agreed", "#2 decision 2 agreed", "#3 decision 3 agreed"])
    assert says("同意", **said) == ["?decision which-row"]


def test_a_leads_answer_to_the_digest() -> None:
    rows = (
        Row(n=1, campaign=CODE, asks="decision", department="海外业务部"),
        Row(n=2, campaign=CODE, asks="decision", node="rollout", postponement=1),
    )
    assert says("1 同意，2 不同意：太晚", sender="赵磊", rows=rows, under={"purpose": "digest"}) == [
        "#1 decision lead 海外业务部 agreed",
        "#2 decision lead 1 refused",
    ]


# --- the PM's own words --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("启动", ["start"]),
        ("启动。", ["start"]),
        ("请立即启动", ["start"]),
        ("不等了，启动", ["start"]),
        ("同意启动", ["start"]),
        ("开始执行", ["start"]),
        ("那就正式启动吧", ["start"]),
        ("各部门都确认过了，那就开始吧", ["start"]),
        ("这个策略先停一停，客户那边出了点状况", ["pause"]),
        ("启动本策略", ["start"]),
        ("Start", ["start"]),
        ("Go ahead, start now", ["start"]),
        ("取消", ["cancellation"]),
        ("取消，客户不做了", ["cancellation"]),
        ("本策略取消", ["cancellation"]),
        ("因客户原因，本策略取消", ["cancellation"]),
        ("策略作废", ["cancellation"]),
        ("状态：取消", ["cancellation"]),
        ("状态: 取消\n原因: 客户合同终止", ["cancellation"]),
        ("Status: cancelled", ["cancellation"]),
        ("暂停", ["pause"]),
        ("先暂停，等客户通知", ["pause"]),
        ("状态：暂停", ["pause"]),
        ("暂停执行", ["pause"]),
        ("On hold please", ["pause"]),
        ("放行：客户急用，缺陷下个版本修复", ["note"]),
        ("启动顺序有问题", ["note"]),
        ("服务无法启动", ["?issue"]),
        ("取消限制", ["?revision"]),
        ("取消华东的灰度升级", ["?revision"]),
        ("暂停升级", ["?revision"]),
        ("启动：延迟的事已经和周航电话说好，先往下走。", ["start"]),
        ("启动（已和孙丽电话沟通）", ["start"]),
        ("启动——孙丽那边已沟通", ["start"]),
        ("启动：灰度升级的时间已和孙丽说好", ["start"]),
        ("Start: agreed with Sun Li by phone.", ["start"]),
        ("取消：客户不要了，改用 9.0", ["cancellation"]),
        ("暂停：等客户回来", ["pause"]),
        # A question, a condition, a later day, and a node that the word is said of.
        ("启动：什么时候？", ["note"]),
        ("启动：如果孙丽没意见", ["?start"]),
        ("启动：下周一", ["?start"]),
        ("启动：灰度升级", ["?revision"]),
        ("暂停：全量升级", ["?revision"]),
        ("取消：版本限制不做了", ["?revision"]),
        ("启动吗？", ["note"]),
        ("什么时候启动？", ["note"]),
        ("大家准备一下，下周启动", ["note"]),
        ("不要取消", ["note"]),
        ("请各部门在启动前确认", ["note"]),
        ("恢复", ["note"]),
    ],
)
def test_the_pms_words_on_the_whole_campaign(text: str, said: list[str]) -> None:
    found = says(text, sender="陈静", to=planning())
    assert [x.split(" ")[0] for x in found] == said or (text.startswith("放行") and found[0].startswith("waiver"))


@pytest.mark.parametrize("text", ["恢复", "恢复执行", "状态：恢复", "继续", "Resume", "解除暂停"])
def test_a_paused_campaign_is_resumed(text: str) -> None:
    assert says(text, sender="陈静", to=campaign(paused=at("12-01 10:00"))) == ["resumption"]


@pytest.mark.parametrize("text", ["取消", "暂停", "本策略取消", "谢谢", "等你们启动", "我们启动准备工作了"])
def test_the_same_words_of_others_are_talk(text: str) -> None:
    assert says(text, sender="孙丽", to=planning()) == ["note"]


def test_an_order_to_start_by_others_is_put_to_the_decision() -> None:
    assert says("启动", sender="孙丽", to=planning()) == ["start"]


@pytest.mark.parametrize("text", ["状态：取消", "状态: 暂停"])
def test_a_status_field_of_others_is_put_to_the_decision(text: str) -> None:
    assert says(text, sender="孙丽", to=planning())[0].split(" ")[0] in ("cancellation", "pause")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("移交：王磊", ["handover 王磊"]),
        ("移交给王磊", ["handover 王磊"]),
        ("移交: wanglei@corp.example", ["handover wanglei@corp.example"]),
        ("本策略移交给王磊负责", ["handover 王磊"]),
        ("陈静休假，请移交给王磊", ["handover 王磊"]),
        ("Hand over to: 王磊", ["handover 王磊"]),
        ("移交：张三", ["handover 张三"]),
        ("版本已移交给测试部", ["note"]),
        ("移交给测试部验证", ["note"]),
    ],
)
def test_a_lead_hands_over(text: str, said: list[str]) -> None:
    assert says(text, sender="赵磊") == said


def test_a_refused_submission_is_let_pass() -> None:
    of = campaign(submissions=(Submission(version="8.2.1.3051", node="build", by=PEOPLE["郑凯"], at=at("12-03 09:00"), mail="<m>"),))
    for text, said in [
        ("放行：客户急用", ["waiver 客户急用"]),
        ("放行，客户急用，缺陷 3 不影响", ["waiver 客户急用，缺陷 3 不影响"]),
        ("同意放行：缺陷下个版本修复", ["waiver 缺陷下个版本修复"]),
        ("放行 8.2.1.3051：客户急用", ["waiver 8.2.1.3051 客户急用"]),
        ("放行", ["waiver"]),
        ("不放行", ["note"]),
        ("是否放行？", ["note"]),
        ("Waived: the customer needs it", ["waiver the customer needs it"]),
    ]:
        assert says(text, sender="陈静", to=of) == said, text
    assert says("放行：客户急用", sender="郑凯", to=of) == ["waiver 客户急用"]
    assert says("申请放行", sender="郑凯", to=of) == ["note"]
    assert says("放行：客户急用", sender="陈静", to=of, subject="【结果】SU-2026-0007") == ["waiver 客户急用"]


# --- rows ----------------------------------------------------------------------------------------------------------------

OTHER = "PR-2026-0003"


def elsewhere() -> Any:
    nodes = (node("rollout", "参数下发", "孙丽", "12-02 18:00"),)
    return replace(campaign(code=OTHER, kind="parameter_rollout", title="心跳间隔", product="星桥客户端", nodes=nodes))


def by_row(text: str, **more: Any) -> list[str]:
    """An answer to a reminder with rows of two campaigns: 1 灰度升级, 2 参数下发, 3 an issue."""
    here = campaign(issues=(issue(1),))
    rows = (
        Row(n=1, campaign=CODE, asks="node", node="rollout"),
        Row(n=2, campaign=OTHER, asks="node", node="rollout"),
        Row(n=3, campaign=CODE, asks="issue", issue=1),
    )
    there = elsewhere()
    thread = Thread(campaign=None, how="mark", answered=answered(rows, **REMINDER))
    return says(text, to=None, thread=thread, campaigns={CODE: here, OTHER: there}, subject="回复: 请处理：3 项 [D-1042]", **more)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1 完成，2 延期到 12月15日 等客户窗口", ["#1 node_result rollout done", "#2 postponement rollout 12-15"]),
        ("1 完成\n2 预计周五", ["#1 node_result rollout done", "#2 promise rollout 12-04"]),
        ("1 已升级 320/500，2 完成", ["#1 node_result rollout 320/500", "#2 node_result rollout done"]),
        ("1 完成，2 不知道", ["#1 node_result rollout done", "#2 ?node_result row-not-understood"]),
        ("1 完成，2 预计2月30日", ["#1 node_result rollout done", "#2 ?node_result impossible-date"]),
        ("1 完成，9 完成", ["#1 node_result rollout done", "#9 ?node_result row-unknown"]),
        ("1、2 完成", ["#1 node_result rollout done", "#2 node_result rollout done"]),
        ("1 未完成，2 完成", ["#1 node_result rollout open", "#2 node_result rollout done"]),
        ("1 完成，2 尽快", ["#1 node_result rollout done", "#2 promise rollout ?"]),
        ("灰度升级已完成，参数下发预计周五", ["#1 node_result rollout done", "#2 promise rollout 12-04"]),
        ("SU-2026-0007 完成；PR-2026-0003 延期到12月8日", None),
        ("已完成", ["?node_result which-row"]),
        ("预计周五处理完", ["?promise which-row"]),
        ("收到", []),
        ("谢谢", []),
        ("1 done, 2 by Friday", ["#1 node_result rollout done", "#2 promise rollout 12-04"]),
        ("2 好的", ["#2 ?node_result row-not-understood"]),
        ("第一项已完成，第二项延期到12月8日", ["#1 node_result rollout done", "#2 postponement rollout 12-08"]),
    ],
)
def test_each_row_stands_alone(text: str, said: list[str] | None) -> None:
    assert said is None or by_row(text) == said


def test_an_issue_row_is_the_managers() -> None:
    assert by_row("3 已修复 8.2.1.3", sender="郑凯") == ["#3 handling_result 1"]
    assert by_row("3 请补充日志", sender="郑凯") == ["#3 question 1"]
    assert by_row("3 收到，明天处理", sender="郑凯") == ["#3 acknowledgement 1", "#3 promise 1 12-04"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("全部完成", ["#1 node_result rollout done", "#2 node_result rollout-2 done"]),
        ("都完成了", ["#1 node_result rollout done", "#2 node_result rollout-2 done"]),
        ("1 延期到12月15日，其余完成", ["#1 postponement rollout 12-15", "#2 node_result rollout-2 done"]),
        ("除1外都完成", ["#2 node_result rollout-2 done"]),
        ("灰度升级已完成，全量升级预计12月11日", ["node_result rollout done"]),
        ("完成", ["?node_result which-row"]),
        ("全部预计周五完成", None),
    ],
)
def test_all_and_the_rest(text: str, said: list[str] | None) -> None:
    rows = rows_of_nodes("rollout", "rollout-2")
    of = campaign(nodes=(node("rollout", "灰度升级", "孙丽", "12-03 18:00"), node("rollout-2", "全量升级", "孙丽", "12-11 18:00")))
    found = says(text, to=of, rows=rows, under=REMINDER)
    if text.startswith("灰度升级"):
        assert found == ["node_result rollout done", "promise rollout-2 12-11"]
    else:
        assert said is None or found == said


ALL_OF_THEM = {"rows": rows_of_nodes("rollout", "rollout-2"), "under": REMINDER, "sender": "陈静"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("全部完成，除了2", ["#1 node_result rollout done"]),
        ("都没做完，争取明天", ["#1 promise rollout 12-04", "#2 promise rollout-2 12-04"]),
        ("两项都要延期到12月20日", ["#1 postponement rollout 12-20", "#2 postponement rollout-2 12-20"]),
        ("第一项好了，第二项要等到周五", ["#1 node_result rollout done", "#2 promise rollout-2 12-04"]),
        ("1 完成；2 明天提测", ["#1 node_result rollout done", "#2 promise rollout-2 12-04"]),
        ("2能否推到12/15？客户年底封网", ["#2 postponement rollout-2 12-15"]),
        ("1. done 2. could we get until Dec 15? Two sites are frozen.", ["#1 node_result rollout done", "#2 postponement rollout-2 12-15"]),
        ("1. done 2. need until Dec 15, customer window", ["#1 node_result rollout done", "#2 postponement rollout-2 12-15"]),
    ],
)
def test_rows_in_the_words_of_the_office(text: str, said: list[str]) -> None:
    assert says(text, **ALL_OF_THEM) == said


@pytest.mark.parametrize("text", ["Carriers freeze until Jan 4.", "This is version 8. Thanks", "86 of 9. Fine"])
def test_a_figure_that_ends_a_sentence_is_no_row(text: str) -> None:
    assert not any("row-unknown" in said for said in says(text, **ALL_OF_THEM))
