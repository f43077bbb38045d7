"""Standard nodes bear the title of their reader's language; what people named stays as they named it."""

import pytest

from mailbot.outbound.own_titles import with_own_titles

TITLES = {"最终确定": "Final summary", "版本限制": "Version restriction"}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"title": "最终确定"}, {"title": "Final summary"}),
        ({"campaign": {"title": "星桥", "nodes": [{"key": "finalize", "title": "最终确定"}]}}, {"campaign": {"title": "星桥", "nodes": [{"key": "finalize", "title": "Final summary"}]}}),
        ({"title": "灰度升级", "words": "最终确定"}, {"title": "灰度升级", "words": "最终确定"}),
        ({"rows": ({"title": "版本限制（海外）"}, {"title": None})}, {"rows": [{"title": "版本限制（海外）"}, {"title": None}]}),
    ],
)
def test_only_a_standard_title_is_put_into_the_readers_words(facts: object, expected: object) -> None:
    assert with_own_titles(facts, TITLES) == expected
