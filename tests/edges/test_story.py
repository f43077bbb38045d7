"""One campaign from its plan to `closed` by mails alone, through `mailbot run` as its user runs it.

Real are: the process (started with `mailbot run`, stopped by SIGTERM, and started again on most mornings), Dovecot (the plan and
every other mail is delivered to it by LMTP, and read from it by IMAP), OpenSMTPD (it takes what the bot sends, and hands it
to the people's mailboxes), and the mails: each answer is written from the mail that arrived there, with its
In-Reply-To, its subject with the bot's mark, and its text quoted, as people's programs do. Not real is the time: eight
working days do not pass while one waits, so the clock of the bot's process is put forward (servers/clocked.py). Nothing in
mailbot knows of that; no order is given but by mail, and no tick but the service's own.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from servers import Dovecot, OpenSMTPD
from servers.office import PEOPLE, Office
from servers.running import Running

PLAN = """\
各位好，

测试部昨天给了星桥服务端 V8.2.1 的最终版本，和大家商量后计划如下，请今天内回复确认：

产品：星桥服务端          版本：V8.2.1（官网已发布）
数量：首批不超过 500 台    区域：华东、华南      有效期：12月1日至明年3月31日
8.0 及以下版本 12 月 8 日零点起限制。

{table}

谢谢！"""
NODES = (
    ("节点", "负责人", "完成时间", "备注"),
    ("灰度升级", "孙丽（华东）", "12月1日 18:00", "先 20 台"),
    ("全量升级", "周航", "12/3", ""),
    ("版本限制", "韩冰（技术部）", "12月8日 12:00", ""),
    ("总结", "陈静", "12月10日", ""),
)
SUMMARY = "总结：已全部升级到 8.2.1，期间 1 个严重问题，当天修复并验证通过。\n\n{table}"
FIELD = (("版本", "数量"), ("8.2.1", "480"), ("8.0", "20"))


class Story:
    def __init__(self, office: Office, bot: Running):
        self.office, self.bot = office, bot

    def next_morning(self, text: str) -> None:
        """The machine is started anew every night: SIGTERM, and `mailbot run` again at another time."""
        assert self.bot.stop() == 0
        self.office.is_now(text)
        self.bot.start()

    def campaign(self) -> dict[str, object]:
        [campaign] = self.bot.json("export")["campaigns"]
        return dict(campaign)

    def states(self) -> dict[str, str]:
        return {n["title"]: n["state"] for n in self.bot.json("export")["campaigns"][0]["nodes"]}


@pytest.fixture
def story(tmp_path: Path, dovecot: Dovecot, mta: OpenSMTPD) -> Iterator[Story]:
    office = Office(dovecot, tmp_path / "clock", "2026-11-30 09:05")
    bot = Running(tmp_path / "work", imap=dovecot.imap, user="strategy", smtp=mta.port, clock=office.clock)
    bot.start()
    yield Story(office, bot)
    bot.kill()


def test_a_campaign_runs_from_its_plan_to_closed_by_mails_alone(story: Story, mta: OpenSMTPD) -> None:
    office, bot = story.office, story.bot
    outside = list(mta.outside)  # other tests' mails: the server is shared

    # Monday: the plan, and both departments' word. 孙丽 answers the PM's own mail, 周航 the bot's.
    subject = "【计划】星桥服务端8.2.1在线升级及版本限制"
    plan = office.writes("陈静", PLAN, subject=subject, to=("孙丽", "周航", "韩冰"), table=NODES, signature="陈静\n产品部")
    receipt = office.hears("陈静", plan)
    assert ("SU-2026-0001" in receipt.subject, "华东业务部、华南业务部" in receipt.text) == (True, True)
    office.writes("孙丽", "同意。", answers=office.finds("孙丽", subject), program="iphone")
    office.finds("孙丽", "请确认")
    agreed = office.writes("周航", "同意，谢谢", answers=office.finds("周航", "请确认"), program="qq")
    office.hears("周航", agreed)
    assert story.campaign()["stage"] == "tracking"

    # Tuesday: 孙丽 is reminded on the day, and reports her node by answering the reminder.
    story.next_morning("2026-12-01 09:30")
    reminder = office.finds("孙丽", "[D-")
    done = office.writes("孙丽", "已完成，20 台都正常。", answers=reminder, program="foxmail")
    office.hears("孙丽", done)
    assert story.states() == {"灰度升级": "done", "全量升级": "pending", "版本限制": "pending", "最终确定": "pending"}

    # Wednesday: an issue to the three managers, answered by one of them, verified by whoever raised it.
    story.next_morning("2026-12-02 10:00")
    raised = office.writes(
        "孙丽",
        "现象：升级后收银服务起不来\n影响：12 家门店，严重\n已采取措施：先停了第二批",
        subject="【问题】SU-2026-0001 升级后部分门店无法启动",
        program="foxmail",
    )
    office.hears("孙丽", raised)
    for manager in ("韩冰", "吴敏", "郑凯", "陈静"):
        office.finds(manager, "无法启动")
    office.is_now("2026-12-02 10:40")
    mine = office.writes("郑凯", "收到，我来看", answers=office.finds("郑凯", "无法启动"), program="iphone")
    office.hears("郑凯", mine)
    office.is_now("2026-12-02 16:30")
    answer = "处理结果：8.2.1 的启动顺序问题，已出热修复 8.2.1.3，今晚推送。"
    office.writes("郑凯", answer, answers=office.finds("郑凯", "无法启动"), program="foxmail")
    settled = office.finds("孙丽", "热修复 8.2.1.3")
    office.finds("陈静", "热修复 8.2.1.3")
    story.next_morning("2026-12-03 09:40")
    office.hears("孙丽", office.writes("孙丽", "验证通过，12 家今早都正常。", answers=settled, program="iphone"))

    # Friday: 周航 has said nothing and is one working day overdue. He answers by row, from a program that drops In-Reply-To:
    # what he answers is known by the mark in the subject.
    story.next_morning("2026-12-04 09:30")
    overdue = office.waits("周航", lambda letter: "[D-" in letter.subject and "超期" in letter.subject, "reminder")
    assert ("全量升级" in overdue.text, "已超期 1 个工作日" in overdue.text) == (True, True)
    late = office.writes("周航", "1 已完成，500 台全部升级", answers=overdue, program="qq", threaded=False)
    office.hears("周航", late)
    assert story.states()["全量升级"] == "done"

    # Monday: the lead's digest. Tuesday: the last node, and the prompt to the PM.
    story.next_morning("2026-12-07 09:30")
    digest = office.finds("赵磊", "周报")
    assert "SU-2026-0001" in digest.text
    story.next_morning("2026-12-08 10:00")
    restricted = "版本限制完成：8.0 及以下，12月8日零点起生效，500 台都已限制"
    office.hears("韩冰", office.writes("韩冰", restricted, answers=office.finds("韩冰", "[D-"), program="foxmail"))
    assert story.campaign()["stage"] == "finalizing"
    office.is_now("2026-12-08 11:05")
    prompt = office.finds("陈静", "总结与经验")
    closing = office.writes("陈静", SUMMARY, answers=prompt, table=FIELD, signature="陈静\n产品部")
    office.hears("陈静", closing)

    # Closed, told to everybody on it, recorded so that it can be projected anew, and nothing has left the company.
    closed = story.campaign()
    assert (closed["stage"], closed["coverage"]) == (
        "closed",
        [{"version": "8.2.1", "count": 480, "share": 0.96}, {"version": "8.0", "count": 20, "share": 0.04}],
    )
    assert [(i["state"], i["answered_by"]) for i in closed["issues"]] == [("closed", PEOPLE["郑凯"])]
    assert set(story.states().values()) == {"done"}
    for person in ("孙丽", "周航", "韩冰"):
        office.finds(person, "期间 1 个严重问题")
    assert {m["verdict"] for m in bot.json("export")["mails"]} == {"accepted"}
    posts = bot.json("outbox")
    assert {p["state"] for p in posts if p["purpose"] not in ("reminder", "escalation")} == {"sent"}
    # The story's clock runs ahead of the mail: a reminder whose cause ends while it waits is taken back.
    assert {p["state"] for p in posts} <= {"sent", "withdrawn"}
    assert mta.outside == outside
    assert bot.stop() == 0
    assert bot.json("verify") == []
