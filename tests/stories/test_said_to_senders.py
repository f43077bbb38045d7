"""What senders are told when a mail was not recorded: whose word it takes, what was changed in their text, what is left open."""

from pathlib import Path

import pytest
from plans import TITLE, TWO
from telling import said
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
    shown = house.text(house.last(to="林涛", template="invitation"))
    assert ("Overseas pilot upgrade" in shown, "Overseas full upgrade" in shown) == (True, True)
    done = house.replies("Overseas full upgrade done", to=house.last(to="林涛", template="invitation"), sender="林涛")
    assert (said(done), [n.title for n in house.campaign().nodes if n.state == "done"]) == (
        "accepted node_result",
        ["海外全量升级"],
    )
