"""Every change has an effect, and every command a decision: that one is missing must not show first when its mail comes."""

from datetime import UTC, datetime

import pytest

from mailbot.campaign import commands as c
from mailbot.campaign.changes import CampaignOpened, Change, SummaryAccepted
from mailbot.campaign.decide import _DECIDERS
from mailbot.campaign.evolve import _EFFECTS, evolve

# FilePlan opens or revises, which `decide` tells apart; UndoMail is decided on its mail's entries.
_DECIDED_ELSEWHERE = {c.FilePlan, c.UndoMail}


def test_every_change_has_an_effect() -> None:
    assert set(_EFFECTS) == set(Change.__subclasses__()) - {CampaignOpened}


def test_every_command_has_a_decision() -> None:
    assert set(_DECIDERS) == set(c.Command.__subclasses__()) - _DECIDED_ELSEWHERE


def test_no_change_and_no_command_is_a_kind_of_another_since_both_are_found_by_their_exact_type() -> None:
    assert [k for k in (*Change.__subclasses__(), *c.Command.__subclasses__()) if k.__subclasses__()] == []


def test_a_change_before_the_opening_is_an_error() -> None:
    with pytest.raises(ValueError, match="before CampaignOpened"):
        evolve(None, SummaryAccepted(at=datetime(2026, 12, 1, tzinfo=UTC), text=""))
