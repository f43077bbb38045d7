"""What stories begin with."""

import pytest
from plans import TITLE, TWO
from telling import said
from theatre import PlayHouse


@pytest.fixture
def running(house: PlayHouse) -> PlayHouse:
    """Confirmed and in tracking; 孙丽 and 周航 own a node each, 韩冰, 吴敏 and 郑凯 are the managers."""
    assert said(house.receives(TITLE, TWO)) == "accepted plan"
    opened = house.last(template="plan-opened")
    for person in ("孙丽", "周航"):
        house.replies("同意", to=opened, sender=person)
    assert house.campaign().stage == "tracking"
    return house
