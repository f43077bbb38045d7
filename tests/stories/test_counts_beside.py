"""Counts of versions that come with a result: kept as coverage where they are of the whole field, else seen and said so (SPEC 1)."""

from datetime import timedelta

import pytest
from plans import ALONE, TITLE, TWO
from telling import exported
from theatre import PlayHouse

COUNTS = "版本\t台数\n8.2.1\t418\n8.2.0\t20"


def test_counts_of_whoever_restricts_alone_are_kept_as_coverage_with_their_source_and_the_pm_learns_of_it(house: PlayHouse) -> None:
    house.receives(TITLE, ALONE)
    house.replies(f"8.1 及以下版本已于今天 10:00 执行限制，限制后各版本台数：\n{COUNTS}", to=house.last(template="plan-opened"), sender="韩冰")
    campaign = house.campaign()
    assert [(r["version"], r["count"]) for r in exported(house)["coverage"]] == [("8.2.1", 418), ("8.2.0", 20)]
    assert campaign.coverage_by == "hanbing@corp.example"
    assert "带来的统计（2 行）已记为覆盖率：418/438，95.4%" in house.text(house.last(to="韩冰", purpose="receipt"))
    assert "已记为覆盖率（95.4%）" in house.text(house.last(to="陈静", template="node-done"))
    assert house.verifies()


def test_counts_of_one_department_among_several_are_seen_and_the_receipt_says_what_can_be_done_with_them(house: PlayHouse) -> None:
    house.receives(TITLE, TWO)
    house.replies(f"灰度升级全部完成，版本分布见下：\n{COUNTS}", to=house.last(template="plan-opened"), sender="孙丽")
    assert (exported(house)["coverage"], house.campaign().node("rollout").state) == ([], "done")
    receipt = house.text(house.last(to="孙丽", purpose="receipt"))
    assert "8.2.1: 418、8.2.0: 20）已看到，没有记为覆盖率" in receipt
    assert "请陈静把它连同“【结果】SU-2026-0001 查询结果”发给我" in receipt
    assert "没有记为覆盖率" in house.text(house.last(to="陈静", template="node-done"))


@pytest.mark.parametrize("table", ["限制版本\t台数\n8.1.0\t12\n8.0.0\t3", "版本\t台数\n8.2.1\t418"])
def test_a_list_of_what_is_restricted_and_a_lone_count_are_no_coverage(house: PlayHouse, table: str) -> None:
    house.receives(TITLE, ALONE)
    house.replies(f"8.1 及以下版本已于今天 10:00 执行限制：\n{table}", to=house.last(template="plan-opened"), sender="韩冰")
    assert exported(house)["coverage"] == []


def test_what_the_pm_has_queried_stands_against_counts_that_come_with_a_result(house: PlayHouse) -> None:
    house.receives(TITLE, ALONE)
    house.receives("[结果] SU-2026-0001 版本查询", "版本\t台数\n8.2.1\t430\n8.2.0\t8")
    house.replies(f"8.1 及以下版本已于今天 10:00 执行限制：\n{COUNTS}", to=house.last(template="plan-opened"), sender="韩冰")
    assert [(r["version"], r["count"]) for r in exported(house)["coverage"]] == [("8.2.1", 430), ("8.2.0", 8)]


def test_the_proof_of_a_result_that_tells_of_another_day_is_the_mail_s_own_time(house: PlayHouse) -> None:
    house.receives(TITLE, ALONE)
    house.passes(until="2026-12-03 10:20")
    house.replies("8.1 及以下版本昨天已经全部执行限制", to=house.last(template="plan-opened"), sender="韩冰")
    house.passes(until="2026-12-04 10:00")
    draft = house.text(house.last(to="陈静", purpose="finalize"))
    assert "12月2日 [1]" in draft
    assert "[1] 韩冰 12月3日（周四）10:20" in draft


def test_the_proof_of_a_handling_result_and_of_a_query_is_their_mail_s_own_time(house: PlayHouse) -> None:
    """A mail may come in hours after it was written: the bot was down, an archive is taken in."""
    house.receives(TITLE, ALONE)
    house.receives("[问题] SU-2026-0001 门店无法启动", "严重，12 家", sender="韩冰")
    house.passes(until="2026-12-03 10:20")
    written = house.now - timedelta(hours=15)
    house.replies("处理结果：已出热修复", to=house.last(template="issue-raised"), sender="郑凯", at=written)
    house.receives("[结果] SU-2026-0001 版本查询", COUNTS, at=written)
    house.replies("8.1 及以下版本昨天已经全部执行限制", to=house.last(template="plan-opened"), sender="韩冰")
    house.passes(until="2026-12-04 10:00")
    draft = house.text(house.last(to="陈静", purpose="finalize"))
    assert "[2] 郑凯 12月2日（周三）19:20" in draft
    assert "[3] 陈静 12月2日（周三）19:20" in draft
