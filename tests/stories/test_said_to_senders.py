"""What senders are told when a mail was not recorded: whose word it takes, what was changed in their text, what is left open."""

from pathlib import Path

import pytest
from plans import TITLE, TWO
from telling import reasons, said
from theatre import PlayHouse

from mailbot.rulebook.load import default_folder


@pytest.mark.parametrize(
    ("subject", "text", "told"),
    [
        ("【总结】{code} 做完了", "总结：都好了", "只有产品经理陈静可以提交总结。"),
        ("【计划】{code}", "状态: 取消", "只有产品经理陈静可以取消策略。"),
        ("【计划】{code}", "状态: 暂停", "只有产品经理陈静可以暂停。"),
    ],
)
def test_a_colleague_hears_what_only_the_product_manager_can_do(
    house: PlayHouse, subject: str, text: str, told: str
) -> None:
    house.receives(TITLE, TWO)
    house.receives(subject.format(code=house.campaign().code), text, sender="李想")
    assert told in house.text(house.last(to="李想"))


def test_a_faulty_dry_run_says_what_to_put_right_and_what_was_changed(house: PlayHouse) -> None:
    faulty = house.receives("【计划预检】星桥服务端8.2.1在线升级及版本限制", TWO.replace("孙丽", "孙力"))
    text = house.text(house.last(to="陈静"))
    assert (said(faulty), "这封计划现在还不能登记，有 1 处要改" in text, "没问题就" in text) == (
        "rejected plan",
        True,
        False,
    )
    assert "我改了这几处，请核对：“孙力”→ 孙丽" in text


def test_a_fault_shows_what_was_understood_of_the_rest(house: PlayHouse) -> None:
    text = "产品：星桥服务端\n版本：8.2.1\n数量：不超过 500 台\n1. 灰度升级 孙丽 12月3日（周五）\n2. 版本限制 韩冰 12月18日"
    assert said(house.receives("【计划】星桥服务端8.2.1在线升级及版本限制", text)) == "rejected plan"
    told = house.text(house.last(to="陈静")).partition("其余我这样理解")[2].partition("您的原文")[0]
    assert [" ".join(line.split()) for line in told.splitlines() if line.strip()] == [
        "策略类型 服务端在线升级及版本限制",
        "产品 星桥服务端",
        "版本 8.2.1",
        "数量 不超过 500",
        "1 灰度升级 孙丽 要改",
        "2 版本限制 韩冰 12月18日（周五）18:00",
    ]


def test_nobody_is_chosen_between_two_people_of_one_name(tmp_path: Path) -> None:
    people = (default_folder() / "people.toml").read_text("utf-8")
    two = "".join(
        f'[[person]]\nname = "张伟"\naddresses = ["{user}@corp.example"]\ndepartment = "{department}"\n\n'
        for user, department in (("zhangwei", "华东业务部"), ("zhangwei2", "研发部"))
    )
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "people.toml").write_text(two + people, "utf-8")
    house = PlayHouse.at(tmp_path, "2026-12-01 10:00")
    house.receives(TITLE, TWO.replace("技术部 | 韩冰", " | 张伟"))
    text = house.text(house.last(to="陈静"))
    house.close()
    assert ("不止一位“张伟”" in text, "张伟〔请写明是谁〕" in text, "我改了这几处" in text) == (True, True, False)


def test_a_fault_says_which_node_its_words_are_about(house: PlayHouse) -> None:
    text = "产品：星桥服务端\n版本：8.2.1\n1. 灰度升级 孙丽 12月3日（周五）\n2. 版本限制 韩冰 12月18日"
    house.receives("【计划】星桥服务端8.2.1在线升级及版本限制", text)
    assert "第 3 行，节点“灰度升级”的完成时间" in house.text(house.last(to="陈静"))


def test_a_parameter_that_is_named_without_a_value_is_asked_about_where_it_stands(house: PlayHouse) -> None:
    text = "李想：\n同步间隔 sync_interval 太长，统一改短（见 参数说明.v2.xlsx）。\n1. 12月1日 华东下发 李想"
    assert said(house.receives("【计划】星桥客户端扩展参数下发", text)) == "rejected plan"
    told = house.text(house.last(to="陈静"))
    assert [
        line
        for line in ("参数“sync_interval”没有写值。 第 2 行", "sync_interval〔请填写〕", "附件是按您的计划填好的表")
        if line not in told
    ] == []


def test_parameters_without_values_are_asked_about_in_the_order_of_the_mail(house: PlayHouse) -> None:
    house.receives("【计划】星桥客户端扩展参数下发", "李想：\nsync_interval 和 retry_max 太长，统一改短。\n1. 12月1日 华东下发 李想")
    told = house.text(house.last(to="陈静"))
    assert told.index("参数“sync_interval”") < told.index("参数“retry_max”")


def test_who_names_no_campaign_is_told_of_their_own(house: PlayHouse) -> None:
    house.receives(TITLE, TWO)
    house.receives("【问题】登录失败", "现象：登录失败，严重", sender="孙丽")
    assert "您参与的：SU-2026-0001。" in house.text(house.last(to="孙丽"))


def test_an_english_reader_answers_by_the_titles_that_they_were_shown(house: PlayHouse) -> None:
    """海外灰度升级 stands as Overseas pilot upgrade in their mails."""
    house.receives(
        TITLE,
        TWO.replace("灰度升级 | 华东业务部 | 孙丽", "海外灰度升级 | 海外业务部 | 林涛").replace(
            "全量升级 | 华南业务部 | 周航", "海外全量升级 | 海外业务部 | 林涛"
        ),
    )
    shown = house.text(house.last(to="林涛", template="plan-opened"))
    assert ("Overseas pilot upgrade" in shown, "Overseas full upgrade" in shown) == (True, True)
    done = house.replies("Overseas full upgrade done", to=house.last(to="林涛", template="plan-opened"), sender="林涛")
    assert (said(done), [n.title for n in house.campaign().nodes if n.state == "done"]) == (
        "accepted node_result",
        ["海外全量升级"],
    )


EVIDENCE = """产品：星桥客户端
版本：5.6
5.4及以下版本12月4日起限制，海外延迟到1月20日

| 节点 | 部门 | 负责人 | 完成时间 |
| 产品开发及提交测试 | 研发部 | 冯雪 | 2026-12-01 |
| 产品测试（遍历测试、完整测试） | 测试部 | 吴敏 | 2026-12-01 |
| 最终版本提交 | 测试部 | 吴敏 | 2026-12-01 |
| 版本限制 | 华东业务部 | 孙丽 | 2026-12-01 |
| 版本延迟限制 | 海外业务部 | 林涛 | 2026-12-01 |
"""


@pytest.mark.parametrize(
    ("who", "words", "title"),
    [
        ("冯雪", "版本 5.6 已提交", "产品开发及提交测试"),
        ("吴敏", "1 版本 5.6 已提交", "最终版本提交"),
        ("吴敏", "2 遍历测试通过，完整测试通过", "产品测试（遍历测试、完整测试）"),
        ("孙丽", "2 完成，5.4 及以下从今天起限制", "版本限制"),
        ("林涛", "2 done, 5.4 and below delayed until 2027-01-20", "版本延迟限制"),
    ],
)
def test_a_reminder_says_what_closes_each_node_and_that_closes_it(
    house: PlayHouse, who: str, words: str, title: str
) -> None:
    house.receives("【计划】星桥客户端5.6版本限制及延迟限制", EVIDENCE)
    house.passes(days=1, hours=1)
    reminder = house.last(to=who, purpose="reminder")
    assert words in house.text(reminder)
    house.replies(words, to=reminder, sender=who)
    assert [n.title for n in house.campaign().nodes if n.state == "done"] == [title]


def test_a_reminders_button_reports_no_versions_that_the_plan_does_not_tell(house: PlayHouse) -> None:
    house.receives(TITLE, TWO)
    house.passes(until="2026-12-18T10:00")
    reminder = house.last(to="韩冰", purpose="reminder")
    done = house.replies("完成，某版本从今天起限制", to=reminder, sender="韩冰")
    assert "“完成，某版本从今天起限制”" in house.text(reminder)
    assert (said(done), reasons(house, done)) == ("rejected node_result", ["evidence-missing-restriction"])


def test_a_reminder_of_a_plan_to_confirm_says_how_to_confirm_it(house: PlayHouse) -> None:
    house.receives("【计划】星桥客户端5.6版本限制及延迟限制", EVIDENCE)
    house.passes(days=1, hours=1)
    told = house.text(house.last(to="孙丽", purpose="reminder"))
    assert "您一答复，提醒就停：回复“1 同意”或“1 不同意，原因”。\n做完回复“2 完成" in told


def test_what_closes_with_the_last_defect_is_not_asked_for(house: PlayHouse) -> None:
    house.receives("【计划】星桥客户端5.6版本限制", f"{EVIDENCE}| 缺陷修复 | 研发部 | 冯雪 | 2026-12-02 |\n")
    house.receives("【缺陷】CR-2026-0001 登录失败", "登录失败，严重", sender="吴敏")
    house.replies("处理结果：已修复", to=house.last(template="issue-raised"), sender="郑凯")
    house.passes(days=1, hours=1)
    told = house.text(house.last(to="冯雪", purpose="reminder"))
    assert "第 2 项不用报，缺陷全部关闭时自动完成：缺陷 1 等吴敏验证。" in told


def test_a_receipt_says_what_a_result_proved_and_what_does_not_fit(house: PlayHouse) -> None:
    house.receives("【计划】星桥客户端5.6版本限制及延迟限制", EVIDENCE)
    house.receives("【结果】CR-2026-0001 最终版本提交", "最终版本 5.5.9 已提交到发布库。", sender="吴敏")
    told = house.text(house.last(to="吴敏", purpose="receipt"))
    assert "已完成：版本 5.5.9。计划里的版本是 5.6，请核对。产品测试（遍历测试、完整测试）还没有完成。" in told
    house.receives("【结果】CR-2026-0001 版本限制", "版本限制已完成：5.4及以下，12月4日9点起限制。", sender="孙丽")
    assert "已完成：5.4 及以下，2026-12-04 09:00 起。" in house.text(house.last(to="孙丽", purpose="receipt"))


def test_several_nodes_that_one_mail_reports_are_told_in_one_notice_and_in_order(house: PlayHouse) -> None:
    house.receives(
        TITLE, TWO.replace("全量升级 | 华南业务部 | 周航 | 2026-12-11", "全量升级 | 华东业务部 | 孙丽 | 2026-12-03")
    )
    house.replies("同意", to=house.last(template="plan-opened"), sender="孙丽")
    house.passes(days=3, hours=1)
    house.replies("2 完成，1 完成", to=house.last(to="孙丽", purpose="reminder"), sender="孙丽")
    told = house.posts(template="node-done")
    assert [(p.subject, p.to, p.cc) for p in told] == [
        (
            "全量升级、灰度升级已完成：星桥服务端 8.2.1 [SU-2026-0001]",
            ("hanbing@corp.example",),
            ("chenjing@corp.example",),
        )
    ]
    receipt = house.text(house.last(to="孙丽", purpose="receipt"))
    assert receipt.index("灰度升级（") < receipt.index("全量升级（")


def test_what_is_missing_is_to_be_filled_in_below_the_greeting(house: PlayHouse) -> None:
    house.receives(
        "【计划】星桥服务端在线升级及版本限制",
        "各位好：\n产品：星桥服务端\n1. 灰度升级 孙丽 12月3日\n2. 版本限制 韩冰 12月18日",
    )
    told = house.text(house.last(to="陈静", purpose="fault"))
    assert "各位好：\n版本：〔请填写〕\n产品：星桥服务端" in told


@pytest.mark.parametrize(
    ("defects", "first"),
    [([], "最终版本提交"), (["answered"], "最终版本提交"), (["open"], "缺陷修复")],
)
def test_fixing_comes_next_while_a_defect_is_open(house: PlayHouse, defects: list[str], first: str) -> None:
    house.receives("【计划】星桥客户端5.6版本限制", f"{EVIDENCE}| 缺陷修复 | 研发部 | 冯雪 | 2026-11-30 18:00 |\n")
    house.receives("【完成】CR-2026-0001 提交测试", "版本 5.6 已提交测试。", sender="冯雪")
    for state in defects:
        house.receives("【缺陷】CR-2026-0001 登录失败", "登录失败，严重", sender="吴敏")
        if state == "answered":
            house.replies("处理结果：已修复", to=house.last(template="issue-raised"), sender="郑凯")
    house.receives("【完成】CR-2026-0001 版本限制", "版本限制已完成：5.4及以下，12月4日9点起限制。", sender="孙丽")
    house.receives("【结果】CR-2026-0001 产品测试", "遍历测试通过，完整测试通过。", sender="吴敏")
    told = house.text(house.last(to="陈静", template="node-done"))
    assert told.partition("接下来：")[2].startswith(first)
