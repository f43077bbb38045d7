"""How far a campaign has reached, as the digest draws it."""

import pytest
from staged import campaign, node

from mailbot.campaign.digest import share_of
from mailbot.campaign.model import CoverageRow, Node, Progress


def rollout(key: str, done: int | None = None, total: int = 0, state: str = "pending") -> Node:
    progress = None if done is None else Progress(done=done, total=total)
    return node("2026-12-03", key=key, progress=progress, state=state)


@pytest.mark.parametrize(
    ("nodes", "share"),
    [
        ([rollout("rollout")], None),
        ([rollout("rollout", 320, 500)], 0.64),
        ([rollout("rollout", 20, 20, "done"), rollout("rollout-2", 80, 180)], 0.5),
        ([rollout("rollout", 20, 20, "done"), rollout("rollout-2")], None),
        ([rollout("rollout", 100, 100, "done"), rollout("rollout-2", 50, 100), rollout("rollout-3")], None),
        ([rollout("rollout", 10, 20), rollout("rollout-2", state="done")], 0.75),
        ([rollout("rollout", 10, 20), rollout("rollout-2", state="cancelled")], 0.5),
        ([rollout("rollout", 10, 20), rollout("restrict")], 0.5),
    ],
)
def test_a_share_is_shown_where_each_node_tells_its_figures_or_is_done(nodes: list[Node], share: float | None) -> None:
    assert share_of(campaign(*nodes)) == share


def test_the_query_of_the_field_goes_before_what_people_told() -> None:
    counted = (CoverageRow(version="8.2.1", count=30, share=0.3), CoverageRow(version="8.0", count=70, share=0.7))
    assert share_of(campaign(rollout("rollout", 20, 20), coverage=counted)) == 0.3
