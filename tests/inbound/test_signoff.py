"""A bare name below a mail is no part of what it says."""

import pytest

from mailbot.inbound.signatures.signoff import without_signoff
from mailbot.inbound.writing import Line, Writing


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("延期到12月18日，客户封网。\n孙丽", "延期到12月18日，客户封网。"),
        ("灰度升级已完成\n\n—— 孙丽 / 华东业务部", "灰度升级已完成"),
        ("Done.\nLi", "Done."),
        ("Done.\n\nLi Sun", "Done."),
        # Somebody else's name, the only line, what a colon leads on to, a sentence.
        ("负责人换人，改为\n周航", "负责人换人，改为\n周航"),
        ("孙丽", "孙丽"),
        ("负责人：\n孙丽", "负责人：\n孙丽"),
        ("灰度升级\n孙丽来做", "灰度升级\n孙丽来做"),
    ],
)
def test_the_senders_name_below_a_mail_is_left_out(text: str, left: str) -> None:
    lines = tuple(Line(n, line) for n, line in enumerate(text.split("\n"), 1))
    assert without_signoff(Writing(lines=lines), ["孙丽", "Li Sun", "Li"], ["华东业务部", "华东"]).text == left
