"""What has reached a campaign's target, of the versions that a query counts."""

import pytest
from staged import campaign

from mailbot.campaign.coverage import coverage_rows, reached
from mailbot.campaign.planned import Restriction
from mailbot.value import replace

COUNTED = coverage_rows([("5.3", 20), ("5.4.1", 10), ("5.6", 70)])


@pytest.mark.parametrize(
    ("version", "restricted", "expected"),
    [("5.6", "", 70), ("", "≤5.4", 70), ("", "≤5.3", 80), ("", "5.0-5.3, 5.6", 10), ("", "", 0)],
)
def test_of_a_campaign_that_only_restricts_what_is_not_restricted_counts(version: str, restricted: str, expected: int) -> None:
    restrictions = (Restriction(versions=restricted),) if restricted else ()
    one = replace(campaign(), version=version, restrictions=restrictions, coverage=COUNTED, parameters=())
    assert (reached(one) or {}).get("reached") == expected
