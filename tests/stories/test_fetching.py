"""The bot fetches the counts of the last query itself: the draft comes filled, curves exist, and a back end that fails is told of."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from clockwork import mails, node, opens
from plans import ALONE, TITLE
from servers.counting import BackEnd, backend, says
from theatre import PlayHouse

from mailbot.replay import reread
from mailbot.settings.backend import BackEndSettings
from mailbot.settings.secret import Secret
from mailbot.ticking.weekly import digest_facts
from mailbot.value import replace
from mailbot.watching.watch import watch

TOKEN = "t0ken-of-the-statistics"


@pytest.fixture
def server() -> Iterator[BackEnd]:
    with backend() as server:
        yield server


@pytest.fixture
def counted(house: PlayHouse, server: BackEnd) -> PlayHouse:
    """A house with the company's statistics configured."""
    return configured(house, server)


def configured(house: PlayHouse, server: BackEnd, path: str = "/versions?product={product}", **more: Any) -> PlayHouse:
    values: dict[str, Any] = {"name": "版本统计", "url": server.url + path, "credential": Secret.of(TOKEN), "seconds": 5}
    one = BackEndSettings(**(values | more))
    house.house.settings = replace(house.house.settings, backends=(*house.house.settings.backends, one))
    return house


def finishes(house: PlayHouse) -> None:
    """A plan of one node, confirmed by nobody, and done."""
    house.receives(TITLE, ALONE)
    house.receives("[完成] SU-2026-0001 版本限制", "版本限制完成：8.0 及以下，12月1日起生效", sender="韩冰")
    assert house.campaign().stage == "finalizing"


def counts(house: PlayHouse) -> list[str]:
    return [f"{r.version} {r.count}" for r in house.campaign().coverage]


def alarms(house: PlayHouse) -> list[str]:
    watch(house.house, house.now)
    return [f"{p.facts['what']} {p.facts['on']} {p.facts['details']}" for p in house.posts(template="watch")]


# --- the draft -----------------------------------------------------------------------------------------------------------


def test_the_draft_comes_filled_and_publish_alone_closes(counted: PlayHouse) -> None:
    finishes(counted)
    counted.passes(hours=1)
    prompt = counted.last(to="陈静", purpose="finalize")
    text = counted.text(prompt)
    assert [words for words in ("480/500", "96%", "取自后台“版本统计”") if words not in text] == []
    assert "还缺" not in text
    closed = counted.replies("发布", to=prompt, sender="陈静")
    assert (closed.kind, counted.campaign().stage) == ("summary", "closed")
    assert counted.verifies()
    assert reread(counted.house) == []


def test_without_a_back_end_nothing_changes(house: PlayHouse) -> None:
    finishes(house)
    house.passes(hours=1)
    assert "还缺" in house.text(house.last(to="陈静", purpose="finalize"))
    assert house.house.ledger.ticks.list("fetch") == []


def test_the_back_end_down_at_the_time_of_the_draft_fills_it_once_it_is_up(counted: PlayHouse, server: BackEnd) -> None:
    server.answers[""] = says(status="503 Service Unavailable")
    finishes(counted)
    counted.passes(hours=2)
    assert ["还缺" in counted.text(p) for p in counted.posts(purpose="finalize")] == [True]
    server.answers[""] = says()
    counted.passes(hours=3)
    assert ["还缺" in counted.text(p) for p in counted.posts(purpose="finalize")] == [True, False]
    counted.passes(days=1)
    assert len(counted.posts(purpose="finalize")) == 2
    assert reread(counted.house) == []


def test_the_filled_draft_does_not_leave_beside_the_empty_one(counted: PlayHouse, server: BackEnd) -> None:
    server.answers[""] = says(status="503 Service Unavailable")
    finishes(counted)
    counted.passes(hours=1)
    server.answers[""] = says()
    counted.now += timedelta(minutes=20)
    counted.fetches()
    drafts = [(counted.local(p.due), bool(p.facts["coverage"])) for p in counted.posts(template="finalize")]
    assert drafts == [("2026-11-30 11:00", False), ("2026-11-30 12:00", True)]


def test_the_pm_s_own_table_prevails_and_nothing_is_fetched_over_it(counted: PlayHouse, server: BackEnd) -> None:
    finishes(counted)
    counted.passes(hours=1)
    counted.replies("进度：\n\n版本,数量\n8.2.1,490\n8.0,10\n", to=counted.last(purpose="finalize"), sender="陈静")
    assert counts(counted) == ["8.2.1 490", "8.0 10"]
    asked = len(server.asked)
    counted.passes(days=2)
    assert (counts(counted), len(server.asked)) == (["8.2.1 490", "8.0 10"], asked)
    closed = counted.replies("总结：顺利。", to=counted.last(purpose="finalize"), sender="陈静")
    assert (closed.kind, counts(counted)) == ("summary", ["8.2.1 490", "8.0 10"])


def test_a_result_is_taken_back_although_counts_were_fetched_after_it(counted: PlayHouse) -> None:
    finishes(counted)
    receipt = counted.last(to="韩冰", purpose="receipt")
    counted.fetches()
    assert counts(counted) == ["8.2.1 480", "8.0 20"]
    undone = counted.receives(f"[撤销] R-{receipt.id}", "", sender="韩冰")
    assert (undone.verdict, undone.kind, counted.campaign().stage) == ("accepted", "undo", "tracking")
    assert (counts(counted), counted.verifies()) == (["8.2.1 480", "8.0 20"], True)
    assert reread(counted.house) == []


# --- curves --------------------------------------------------------------------------------------------------------------


def days_asked(house: PlayHouse) -> list[str]:
    return [house.local(t.at) for t in house.house.ledger.ticks.list("fetch")]


def test_counts_are_fetched_each_working_day_while_a_campaign_is_carried_out(counted: PlayHouse) -> None:
    opens(counted, node(counted, "全量升级", "周航", "2026-12-11"))
    counted.passes(until="2026-12-04T12:00")
    assert days_asked(counted) == [f"{day} {hour}" for day, hour in (
        ("2026-11-30", "11:00"), ("2026-12-01", "09:00"), ("2026-12-02", "09:00"), ("2026-12-03", "09:00"), ("2026-12-04", "09:00"),
    )]  # fmt: skip
    counted.passes(until="2026-12-07T12:00")
    assert days_asked(counted)[5:] == ["2026-12-07 09:00"]
    assert counted.verifies()


def test_a_reminder_is_not_put_off_by_the_counts_of_its_morning(counted: PlayHouse) -> None:
    opens(counted, node(counted, "全量升级", "周航", "2026-12-02"))
    counted.passes(until="2026-12-02T12:00")
    assert [line for line in mails(counted) if "周航" in line] == [
        "2026-12-01 09:00 reminder 周航: node:rollout before",
        "2026-12-02 09:00 reminder 周航: node:rollout today",
    ]


def test_before_the_version_is_made_and_while_it_is_paused_there_is_nothing_to_count(counted: PlayHouse, server: BackEnd) -> None:
    opens(
        counted,
        node(counted, "产品测试", "吴敏", "2026-12-02", key="test"),
        node(counted, "全量升级", "周航", "2026-12-11"),
    )
    counted.passes(days=1)
    assert server.asked == []
    counted.receives("[结果] SU-2026-0001 产品测试", "遍历测试、完整测试都已通过", sender="吴敏")
    counted.receives("[PLAN] SU-2026-0001", "状态: 暂停")
    counted.passes(days=1)
    assert server.asked == []
    counted.receives("[PLAN] SU-2026-0001", "状态: 恢复")
    counted.passes(hours=1)
    assert len(server.asked) == 1


def test_the_digest_draws_the_curve_and_says_that_it_has_not_moved(counted: PlayHouse, server: BackEnd) -> None:
    opens(counted, node(counted, "全量升级", "周航", "2026-12-31"))
    server.answers[""] = says("版本,数量\n8.2.0,100\n8.0,400\n")
    counted.passes(until="2026-12-02T08:00")
    server.answers[""] = says("版本,数量\n8.2.0,150\n8.0,350\n")
    counted.passes(until="2026-12-07T12:00")
    (curve,) = digest_facts(counted.house, counted.now)["coverage"]
    assert [tuple(p) for p in curve["points"]] == [
        ("2026-11-30", 0.2), ("2026-12-01", 0.2), ("2026-12-02", 0.3), ("2026-12-03", 0.3), ("2026-12-04", 0.3), ("2026-12-07", 0.3),
    ]  # fmt: skip
    assert curve["stuck_days"] is None
    counted.passes(until="2026-12-09T12:00")
    (curve,) = digest_facts(counted.house, counted.now)["coverage"]
    assert curve["stuck_days"] == 5


def test_the_same_counts_day_after_day_are_no_news_to_a_lead(counted: PlayHouse) -> None:
    opens(counted, node(counted, "全量升级", "周航", "2026-12-31"))
    counted.passes(until="2026-12-14T12:00")
    assert [c["moved"] for c in digest_facts(counted.house, counted.now)["campaigns"]] == []


# --- parameters ------------------------------------------------------------------------------------------------------------


def test_a_query_is_answered_with_the_latest_figures_that_were_fetched(counted: PlayHouse, server: BackEnd) -> None:
    counted.receives(
        "[PLAN] 心跳参数下发",
        "策略类型：扩展参数的下发实施\n产品：星桥服务端\n参数：heartbeat.interval = 30\n\n"
        "| 节点 | 部门 | 负责人 | 完成时间 |\n| 参数下发 | 华东业务部 | 孙丽 | 2026-12-11 |\n",
        to=("孙丽",),
        cc=("strategy@corp.example",),
    )
    counted.replies("同意", to=counted.last(template="plan-opened"), sender="孙丽")
    server.answers[""] = says('[{"parameter": "heartbeat.interval", "value": "30", "count": 320},'
                              ' {"parameter": "heartbeat.interval", "value": "60", "count": 180}]', type="application/json")  # fmt: skip
    counted.passes(hours=1)
    counted.receives("[查询] PR-2026-0001 参数下发情况", "请问下发到哪了？", sender="孙丽")
    answer = counted.text(counted.last(to="孙丽", purpose="answer"))
    assert [words for words in ("320/500", "64%", "取自后台“版本统计”", "陈静") if words not in answer] == []


# --- what fails --------------------------------------------------------------------------------------------------------------


def test_a_refused_token_is_told_once_and_once_when_it_is_over(
    counted: PlayHouse, server: BackEnd, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.answers[""] = says(f"bad token {TOKEN}", status="401 Unauthorized")
    finishes(counted)
    for _ in range(5):
        counted.passes(hours=1)
        told = alarms(counted)
    assert told == ["backend True 版本统计: it answered 401 (the token?)"]
    server.answers[""] = says()
    counted.passes(hours=5)
    assert alarms(counted)[1:] == ["backend False 版本统计"]
    everything = caplog.text + "".join(counted.text(p) for p in counted.posts())
    everything += str([(t.detail) for t in counted.house.ledger.ticks.list()]) + str(counted.house.ledger.meta.items(""))
    assert TOKEN not in everything


def test_what_may_pass_is_told_after_three_tries_which_come_later_and_later(counted: PlayHouse, server: BackEnd) -> None:
    server.answers[""] = says(status="503 Service Unavailable")
    finishes(counted)
    begun, tries = counted.now, []
    for minute in range(1, 121):
        counted.now = begun + timedelta(minutes=minute)
        counted.fetches()
        if len(server.asked) > len(tries):
            tries.append((minute, alarms(counted)))
    assert [minute for minute, _ in tries] == [1, 6, 21, 66]
    assert [len(told) for _, told in tries] == [0, 0, 1, 1]


def test_a_campaign_whose_table_is_wrong_holds_up_no_other(counted: PlayHouse, server: BackEnd) -> None:
    house = configured(counted, server, "/other/{code}", name="second", products=("星桥客户端",))
    house.house.settings = replace(house.house.settings, backends=tuple(reversed(house.house.settings.backends)))
    opens(house, node(house, "全量升级", "周航", "2026-12-11"))
    opens(house, node(house, "全量升级", "周航", "2026-12-11"), product="星桥客户端")
    server.answers["/other/SU-2026-0002"] = says("姓名,电话\n陈静,1\n")
    house.passes(hours=1)
    assert [bool(house.campaign(code).coverage) for code in ("SU-2026-0001", "SU-2026-0002")] == [True, False]
    (told,) = alarms(house)
    assert told.startswith("backend True second: SU-2026-0002: no table of counts: its columns are 姓名, 电话")
    house.receives("[PLAN] SU-2026-0002", "状态: 取消")
    house.passes(hours=1)
    assert alarms(house)[1:] == ["backend False second"]


def test_a_login_page_changes_nothing_and_the_figures_stay(counted: PlayHouse, server: BackEnd) -> None:
    opens(counted, node(counted, "全量升级", "周航", "2026-12-11"))
    counted.passes(hours=1)
    server.answers[""] = says("<html><form><input name=user></form></html>", type="text/html")
    counted.passes(days=1)
    assert (counts(counted), days_asked(counted)) == (["8.2.1 480", "8.0 20"], ["2026-11-30 11:00"])
