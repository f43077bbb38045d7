"""Retention: after a time the octets of old mails go; what was decided stays, and verify starts from it."""

from datetime import timedelta

import pytest
from clockwork import node, opens
from plans import ALONE, TITLE
from theatre import PlayHouse

from mailbot.replay import reread
from mailbot.retain import Retained, retain, retain_daily
from mailbot.value import replace

COVERAGE = "\n\n版本,数量\n8.2.1,480\n8.0,20\n"


@pytest.fixture
def kept(house: PlayHouse) -> PlayHouse:
    """A house that keeps mails for 90 days, and one closed campaign."""
    settings = house.house.settings
    house.house.settings = replace(settings, ledger=replace(settings.ledger, keep_days=90))
    closes(house, "SU-2026-0001", TITLE)
    return house


def closes(house: PlayHouse, code: str, title: str, plan: str = ALONE) -> None:
    house.receives(title, plan)
    house.receives(f"[完成] {code} 版本限制", "版本限制完成：8.0 及以下，12月1日起生效", sender="韩冰")
    house.receives(f"[总结] {code}", "升级顺利，无遗留。" + COVERAGE)
    assert house.campaign(code).stage == "closed"


def left(house: PlayHouse) -> list[str]:
    """Subjects of the mails whose octets are still there."""
    archive = house.house.ledger.archive
    return [m.subject for m in archive.list() if archive.has_octets(m.id)]


def goes(house: PlayHouse) -> int:
    return retain(house.house, house.now).mails


def test_the_octets_of_a_closed_campaign_go_after_their_time_and_not_before(kept: PlayHouse) -> None:
    kept.now += timedelta(days=90)
    assert goes(kept) == 0
    kept.now += timedelta(minutes=1)
    exported = kept.campaign()
    assert (goes(kept), goes(kept), left(kept)) == (3, 0, [])
    assert (kept.campaign(), kept.verifies()) == (exported, True)
    assert reread(kept.house) == []
    (order,) = kept.house.ledger.ticks.list("order")
    assert (order.detail["order"], order.detail["mails"]) == ("retention", [1, 2, 3])


def test_without_the_setting_everything_stays(house: PlayHouse) -> None:
    closes(house, "SU-2026-0001", TITLE)
    house.now += timedelta(days=5000)
    assert (goes(house), len(left(house))) == (0, 3)


def test_nothing_of_an_open_campaign_goes_nor_what_waits_for_an_operator(kept: PlayHouse) -> None:
    kept.receives("[PLAN] 星桥网关9.1升级", ALONE.replace("星桥服务端", "星桥网关").replace("8.2.1", "9.1"))
    kept.receives("[问题] SU-2026-0002 门店无法启动", "现象：无法启动。严重程度：一般", sender="孙丽")
    kept.receives("自动回复: 外出", "我在休假", sender="孙丽", headers=(("Auto-Submitted", "auto-replied"),))
    kept.receives("[查询] SU-2026-0002", "现在怎样", sender="陈静", proven=False)
    kept.receives("[PLAN] 缺东西的计划", "产品：星桥客户端")
    kept.now += timedelta(days=400)
    assert goes(kept) == 4
    assert left(kept) == ["[PLAN] 星桥网关9.1升级", "[问题] SU-2026-0002 门店无法启动", "[查询] SU-2026-0002", "[PLAN] 缺东西的计划"]
    assert kept.verifies()
    assert reread(kept.house) == []


def test_a_later_plan_is_read_anew_and_its_code_comes_after_the_removed_one(kept: PlayHouse) -> None:
    kept.now += timedelta(days=100)
    later = ALONE.replace("2026-12-18", "2027-12-17")
    closes(kept, "SU-2027-0001", TITLE, later)
    kept.receives(TITLE.replace("8.2.1", "8.4.0"), later.replace("8.2.1", "8.4.0"))
    assert kept.campaign().code == "SU-2027-0002"
    kept.now += timedelta(days=100)
    assert (goes(kept), len(left(kept))) == (6, 1)
    assert kept.verifies()
    assert reread(kept.house) == []


def test_a_mail_that_answered_rows_of_an_open_campaign_too_stays(kept: PlayHouse) -> None:
    kept.now += timedelta(days=1)
    first = opens(kept, node(kept, "灰度升级", "周航", "2026-12-02")).code
    second = opens(kept, node(kept, "全量升级", "周航", "2026-12-02"), product="星桥网关").code
    kept.passes(until="2026-12-02T12:00")
    answer = kept.replies("全部完成", to=kept.last(to="周航", purpose="reminder"), sender="周航")
    assert answer.verdict == "accepted"
    for code in (first, second):
        assert kept.campaign(code).stage == "finalizing"
    kept.receives(f"[总结] {first}", "顺利，没有遗留问题。" + COVERAGE)
    assert kept.campaign(first).stage == "closed"
    kept.now += timedelta(days=200)
    goes(kept)
    assert [s for s in left(kept) if s.startswith("回复")] != []


def test_an_answer_to_a_fault_whose_mail_is_gone_is_read_by_itself(kept: PlayHouse) -> None:
    kept.receives("[PLAN] SU-2026-0001", "缺东西", sender="陈静")
    opened = kept.receives("[PLAN] 星桥网关升级", "产品：星桥网关\n\n| 节点 | 负责人 | 完成时间 |\n| 升级 | 周航 | 2027-12-17 |\n")
    assert (opened.verdict, opened.campaign) == ("rejected", None)
    fault = kept.last(to="陈静", purpose="fault")
    kept.house.ledger.retention.remove([opened.mail])
    kept.now += timedelta(hours=1)
    assert kept.replies("版本：9.1", to=fault, sender="陈静").verdict == "rejected"


def test_the_service_does_it_once_a_day(kept: PlayHouse) -> None:
    for day in range(3):
        for _ in range(3):
            retain_daily(kept.house, kept.now + timedelta(days=90 + day, minutes=1))
    assert len(kept.house.ledger.ticks.list("order")) == 1


def test_a_preview_says_what_would_go_and_removes_nothing(kept: PlayHouse) -> None:
    now = kept.now + timedelta(days=100)
    shown = retain(kept.house, now, preview=True)
    assert (shown.mails, shown.octets > 0, len(left(kept))) == (3, True, 3)
    assert retain(kept.house, now) == shown
    assert retain(kept.house, now) == Retained(until=shown.until)
