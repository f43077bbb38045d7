"""The weekly digest over several weeks: set against the one before, with the PM's advice, until a lead has decided (SPEC 5)."""

import pytest
from plans import TITLE, TWO
from telling import said
from theatre import PlayHouse


@pytest.fixture
def objected(house: PlayHouse) -> PlayHouse:
    """周航 objects; 陈静 says what she would do; the week ends."""
    house.receives(TITLE, TWO)
    house.replies("有异议：12月11日太赶，要延到1月10日", to=house.last(template="plan-opened"), sender="周航")
    house.replies("建议同意华南的意见，延到1月10日。", to=house.last(to="陈静", template="plan-objected"), sender="陈静")
    house.passes(days=7)
    return house


def digest(house: PlayHouse) -> str:
    return house.text(house.last(to="赵磊", purpose="digest"))


def test_a_lead_decides_once_with_the_pms_advice_before_them(objected: PlayHouse) -> None:
    told = objected.last(to="赵磊", purpose="digest")
    assert "（陈静建议同意华南的意见，延到1月10日）" in objected.text(told)
    assert said(objected.replies("1 同意", to=told, sender="赵磊")) == "accepted decision"
    objected.passes(days=7)
    after = objected.last(to="赵磊", purpose="digest")
    assert (after.id > told.id, after.rows, "等您决定" in objected.text(after)) == (True, (), False)
    assert "华南业务部有异议" in objected.text(after)
    assert objected.verifies()


def test_what_is_objected_to_anew_is_asked_anew(objected: PlayHouse) -> None:
    objected.replies("1 不同意", to=objected.last(to="赵磊", purpose="digest"), sender="赵磊")
    objected.replies("还是有异议：人手不够", to=objected.last(template="plan-opened"), sender="周航")
    objected.passes(days=7)
    assert [r.department for r in objected.last(to="赵磊", purpose="digest").rows] == ["华南业务部"]


def test_a_week_is_set_against_the_one_before_and_names_what_was_cancelled(objected: PlayHouse) -> None:
    assert "新增 1 · 关闭 0" in digest(objected)
    objected.receives("[PLAN] SU-2026-0001", "状态：取消")
    objected.passes(days=7)
    assert "新增 0（上期 1） · 关闭 0（上期 0） · 取消 1（SU-2026-0001）" in digest(objected)


def test_what_was_taken_back_is_not_counted(house: PlayHouse) -> None:
    house.receives(TITLE, TWO)
    house.receives("【完成】SU-2026-0001 灰度升级", "灰度升级已完成，20/20。", sender="孙丽")
    receipt = house.last(to="孙丽", purpose="receipt").receipt
    assert said(house.receives(f"撤销 {receipt}", f"撤销 {receipt}", sender="孙丽")) == "accepted undo"
    house.passes(days=7)
    assert ("完成节点" in digest(house), "覆盖率" in digest(house)) == (False, False)
