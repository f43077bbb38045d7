"""Texts longer than anybody reads, and mails quoted where none is answered: what was left out is said, and nothing is recorded that
it might have changed (SPEC 6)."""

import pytest
from telling import reasons, said
from theatre import PlayHouse

from mailbot.value import replace

CODE = "SU-2026-0001"
PLAN = "产品：星桥服务端\n版本：8.2.1\n全量升级 孙丽 12月11日\n"
LOG = "2026-11-30 09:12:33 ERROR connection refused\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (PLAN + "备注一行\n" * 1_000 + "版本限制 韩冰 12月18日 0点", "从“备注一行”起"),
        (PLAN + ("说" * 999 + "\n") * 21, "从“" + "说" * 30 + "”起"),
        (PLAN + "说" * 5_000, "从“" + "说" * 30 + "”起，这一段"),
    ],
    ids=["lines", "characters", "one line"],
)
def test_a_plan_of_which_a_part_was_not_read_is_not_recorded(house: PlayHouse, text: str, words: str) -> None:
    done = house.receives("【计划】星桥服务端8.2.1在线升级及版本限制", text, sender="陈静")
    assert (said(done), reasons(house, done)) == ("rejected plan", ["text-too-long"])
    fault = house.last(to="陈静", purpose="fault")
    assert f"正文太长，{words}没有读。" in house.text(fault).replace("\n", "")
    assert len(house.letter(fault).text) < 80_000


def test_blank_lines_count_for_nothing(house: PlayHouse) -> None:
    done = house.receives("【计划】星桥服务端8.2.1在线升级及版本限制", PLAN + " \n\n" * 3_000, sender="陈静")
    assert said(done) == "accepted plan"


def test_an_issue_with_a_long_log_below_it_is_raised_and_says_from_where_on_the_log_was_not_read(running: PlayHouse) -> None:
    done = running.receives(f"【问题】{CODE} 升级后部分门店无法启动", f"现象：重启后服务起不来。\n日志：\n{LOG * 2_000}", sender="孙丽")
    assert said(done) == "accepted issue"
    receipt = running.text(running.last(to="孙丽", purpose="receipt"))
    assert f"正文太长，从“{LOG[:30]}”起没有读。" in receipt
    assert running.verifies()


@pytest.mark.parametrize(("lines", "told"), [(100, True), (300, False)])
def test_how_much_is_read_is_for_the_rules_to_say(running: PlayHouse, lines: int, told: bool) -> None:
    limits = replace(running.house.rules.limits, text_lines=lines)
    running.house.rules = replace(running.house.rules, limits=limits)
    done = running.receives(f"【问题】{CODE} 门店无法启动", "现象：起不来。\n" + LOG * 200, sender="孙丽")
    assert said(done) == "accepted issue"
    assert ("正文太长" in running.text(running.last(to="孙丽", purpose="receipt"))) is told


def test_nothing_is_inherited_of_a_plan_that_was_too_long(house: PlayHouse) -> None:
    long = PLAN + "备注一行\n" * 1_000
    house.receives("【计划】星桥服务端8.2.1在线升级及版本限制", long, sender="陈静")
    fault = house.last(to="陈静", purpose="fault")
    done = house.replies(PLAN, to=fault, sender="陈静")
    assert said(done) == "accepted plan"
    assert [node.title for node in house.campaign().nodes] == ["全量升级", "最终确定"]


@pytest.mark.parametrize("gap", [" " * 3_000, "\u3000" * 3_000, "\n" * 3_000], ids=["blanks", "wide blanks", "empty lines"])
def test_a_gap_of_any_width_is_a_gap(running: PlayHouse, gap: str) -> None:
    done = running.receives(f"Re: 星桥服务端 [{CODE}]", f"灰度升级已完成。{gap}全量升级延期到12月20日", sender="孙丽")
    assert said(done) == "accepted node_result"
    assert running.verifies()


PASTED = "\n发件人： 吴敏\n发送时间： 2026-12-01 10:05\n收件人： 陈静\n主题： 8.2.1 交付\n\n测试通过。"


@pytest.mark.parametrize(("day", "mail"), [("12月11日", "receipt"), ("12月31日后", "fault")])
def test_a_new_mail_is_told_what_in_it_was_taken_for_an_older_one(house: PlayHouse, day: str, mail: str) -> None:
    house.receives("【计划】星桥服务端8.2.1在线升级及版本限制", PLAN.replace("12月11日", day) + PASTED, sender="陈静")
    assert "从“发件人： 吴敏”起像是引用的旧邮件，没有读。" in house.text(house.last(to="陈静", purpose=mail)).replace("\n", "")


def test_an_answer_is_told_nothing_of_what_it_quotes(running: PlayHouse) -> None:
    running.receives(f"Re: 【问题】{CODE} 门店无法启动", "现象：起不来。\n" + PASTED, sender="孙丽")
    assert "没有读" not in running.text(running.last(to="孙丽", purpose="receipt"))
