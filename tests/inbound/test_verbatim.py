"""What is quoted of a mail stands there as it stands in the mail."""

import pytest

from mailbot.campaign.commands import Reading
from mailbot.inbound.forms.context import Understanding
from mailbot.inbound.verbatim import verbatim
from mailbot.inbound.writing import Line, Writing

WRITING = Writing(lines=(Line(3, "产品 Product: 天衡计费"), Line(4, "批下来，明天就能完成，批不下来只能等下周。"), Line(5, "負責人：孫麗")))


@pytest.mark.parametrize(
    ("place", "words", "quoted"),
    [
        ("3", "产品：Product: 天衡计费", "产品 Product: 天衡计费"),
        ("4", "批下来,明天就能完成,批不下来只能等下周", "批下来，明天就能完成，批不下来只能等下周"),
        ("5", "负责人:孙丽", "負責人：孫麗"),
        ("5", "孫麗", "孫麗"),
        # not on that line, or on none
        ("4", "孙丽", "孙丽"),
        ("9", "批下来,明天", "批下来,明天"),
        ("Sheet1!C7", "批下来,明天", "批下来,明天"),
        ("", "", ""),
    ],
)
def test_words_are_quoted_as_they_were_written(place: str, words: str, quoted: str) -> None:
    read = Understanding(kind="note", readings=(Reading(field="product", value="x", place=place, words=words),))
    assert verbatim(read, WRITING).readings[0].words == quoted
