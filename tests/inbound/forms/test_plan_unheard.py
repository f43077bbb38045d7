"""A sentence that gives somebody a day and makes no node is asked about: a plan told in prose is never recorded in part."""

import pytest
from plan_mails import brief, read

SU = "【计划】星桥服务端8.2.1在线升级及版本限制"
TOLD = "12月8日前孙丽把灰度升级做完。"


@pytest.mark.parametrize(
    "more",
    [
        "韩冰12月21日0点把老版本都卡死在门外。",
        "华东这边李想12月9日那几台先动一动看看。",
    ],
)
def test_what_somebody_has_to_do_by_a_day_is_recorded_or_asked_about(more: str) -> None:
    understood = read(SU, TOLD + "\n" + more)
    asked = [fault.words for fault in understood.faults if fault.reason == "not-understood"]
    assert len(brief(understood)) > 1 or asked == [more.rstrip("。")]


@pytest.mark.parametrize(
    "more",
    [
        "请孙丽、周航12月1日前回复确认。",
        "孙丽12月2日至12月4日休假，有事联系李想。",
        "数量 500 台以内，有效期到明年3月31日。",
        "周航上周五已经看过方案。",
    ],
)
def test_days_to_answer_by_or_to_be_away_are_no_work(more: str) -> None:
    understood = read(SU, TOLD + "\n" + more)
    assert [fault.words for fault in understood.faults if fault.reason == "not-understood"] == []
