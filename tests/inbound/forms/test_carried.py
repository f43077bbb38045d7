"""One verb that puts off several nodes or rows, and the day of each (SPEC 9 "Replies")."""

import pytest
from sayings import campaign, node, rows_of_nodes, says

# Mails of these tables are written on Thursday, 2026-12-03.
TWO = campaign(
    nodes=(
        node("rollout", "华东全量升级", "孙丽", "12-09 18:00", order=1, department="华东业务部"),
        node("rollout-2", "华南全量升级", "周航", "12-09 18:00", order=2, department="华南业务部"),
        node("restrict", "版本限制", "韩冰", "12-16 18:00", order=3, department="技术部"),
        node("finalize", "最终确定", "陈静", "12-23 18:00", order=4, department="产品部"),
    ),
)
BOTH = ["postponement rollout 12-14", "postponement rollout-2 12-16"]


@pytest.mark.parametrize(
    "text",
    [
        "Please move 华东全量升级 to Dec 14 and 华南全量升级 to Dec 16.",
        "Move 华东全量升级 to Dec 14 and 华南全量升级 to Dec 16",
        "华东全量升级延到12月14日、华南全量升级到12月16日",
        "华东全量升级改到12月14日，华南全量升级16日。",
        "把华东全量升级挪到14号，华南全量升级挪到16号",
        "华东、华南全量升级分别延到12月14日、12月16日",
    ],
)
def test_each_node_is_put_off_to_its_own_day(text: str) -> None:
    assert says(text, to=TWO, sender="陈静") == BOTH


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("华东全量升级延到12月14日，版本限制12月16日照旧", ["postponement rollout 12-14"]),
        ("Move 华东全量升级 to Dec 14.", ["postponement rollout 12-14"]),
        ("We move the servers to the new rack on Dec 14", []),
    ],
)
def test_what_has_words_of_its_own_is_not_put_off_with_it(text: str, said: list[str]) -> None:
    assert [x for x in says(text, to=TWO, sender="孙丽") if x.startswith("postponement")] == said


def test_a_row_is_put_off_as_the_one_before() -> None:
    said = says("1 延到8号，2 到15号", to=TWO, sender="孙丽", rows=rows_of_nodes("rollout", "rollout-2"))
    assert said == ["#1 postponement rollout 12-08", "#2 postponement rollout-2 12-15"]
