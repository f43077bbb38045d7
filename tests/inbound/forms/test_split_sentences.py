"""A text is parted at its full stops, Chinese and English; a dot in a version or before a small letter parts nothing."""

import pytest

from mailbot.inbound.forms.split_sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("… in 2026.\n8.1 follows.", ["… in 2026", "8.1 follows."]),
        ("升级到8.2.1。限制8.0；谢谢！", ["升级到8.2.1", "限制8.0", "谢谢"]),
        ("One batch first. Then the rest.", ["One batch first", "Then the rest."]),
        ("Version 8.2.1. Valid until March", ["Version 8.2.1", "Valid until March"]),
        ("approx. 500 servers", ["approx. 500 servers"]),
        ("华东先升. 华南后升", ["华东先升", "华南后升"]),
        ("first (pilot). (Then all)", ["first (pilot)", "(Then all)"]),
        ("。。\n", []),
        (". A", [". A"]),
        ("", []),
    ],
)
def test_a_text_is_parted_at_its_full_stops(text: str, expected: list[str]) -> None:
    assert split_sentences(text) == expected


def test_which_marks_part_may_be_said() -> None:
    assert split_sentences("一；二。三", "。") == ["一；二", "三"]
