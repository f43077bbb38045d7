"""What came first counts first: a mail that lay in the mailbox before the hour began is decided before that hour's tick."""

import pytest
from clockwork import at, does, mails, node, opens
from theatre import PlayHouse

from mailbot.campaign import commands as c
from mailbot.on_clock import on_clock
from mailbot.replay import reread

PLAN = "产品：星桥服务端\n版本：8.2.1\n1. 12月2日前 灰度升级（孙丽）\n2. 12月3日前 全量升级（孙丽）"


@pytest.mark.parametrize(
    ("last_tick", "arrived", "told"),
    [
        pytest.param("2026-12-02T17:00", "2026-12-03T08:59:59", "rollout-2", id="lay there when the hour began"),
        pytest.param("2026-12-02T17:00", "2026-12-03T09:00:01", "rollout rollout-2", id="came after the hour had begun"),
        pytest.param("2026-12-01T17:00", "2026-12-03T09:00:01", "rollout-2", id="came after an outage"),
        pytest.param("2026-12-01T17:00", "2026-12-02T12:00:00", "rollout-2", id="came in an outage"),
    ],
)
def test_a_mail_read_after_a_restart_counts_from_its_arrival(house: PlayHouse, last_tick: str, arrived: str, told: str) -> None:
    house.receives("【计划】星桥服务端8.2.1在线升级", PLAN)
    house.receives("回复: 计划", "同意", sender="孙丽", answers=house.last(to="孙丽"))
    code = house.campaign().code
    house.now = at(house, "2026-12-01T09:00")
    house.passes(until=last_tick)
    house.now = at(house, "2026-12-03T09:20")
    house.receives(f"【结果】{code} 灰度升级", "灰度升级已完成", sender="孙丽", arrived=at(house, arrived))
    on_clock(house.house, house.now)
    sent = [p for p in house.posts(to="孙丽", template="reminder") if house.local(p.created) >= "2026-12-03"]
    assert [" ".join(row.node or "" for row in p.rows) for p in sent] == [told]
    assert reread(house.house) == []


def test_what_else_falls_due_in_the_campaign_of_such_a_mail_is_said_in_the_same_hour(house: PlayHouse) -> None:
    """One mail a person a day: a row that came an hour later would wait for the next morning."""
    house.receives("【计划】星桥服务端8.2.1在线升级", PLAN)
    house.receives("回复: 计划", "同意", sender="孙丽", answers=house.last(to="孙丽"))
    first = house.campaign().code
    opens(house, node(house, "参数", "孙丽", "2026-12-03"))
    house.now = at(house, "2026-12-01T17:00")
    on_clock(house.house, house.now)
    house.now = at(house, "2026-12-03T09:20")
    house.receives(f"【结果】{first} 灰度升级", "灰度升级已完成", sender="孙丽", arrived=at(house, "2026-12-02T12:00"))
    on_clock(house.house, house.now)
    house.passes(until="2026-12-03T18:00")
    assert mails(house)[-1] == "2026-12-03 09:00 reminder 孙丽: node:rollout-2 today · node:rollout today"


def test_what_a_command_brings_about_in_an_hour_that_has_ticked_waits_for_the_next(house: PlayHouse) -> None:
    opens(house, node(house, "升级", "孙丽", "2026-12-02"))
    house.now = at(house, "2026-12-02T09:00")
    on_clock(house.house, house.now)
    house.now = at(house, "2026-12-02T09:10")
    does(house, c.HandOver(to="wanglei@corp.example"), "赵磊")
    on_clock(house.house, at(house, "2026-12-02T09:50"))
    assert [line for line in mails(house) if "王磊" in line] == []
