"""Mails that are passed on to the bot: inline, or attached; with a tag, with words above, or with nothing (SPEC 3, 9)."""

from email.message import EmailMessage

import pytest
from plans import TITLE, TWO
from telling import exported, said
from theatre import PlayHouse

HEAD = """---------- 转发的邮件 ----------
发件人: 王工 <wang@customer.example>
日期: 2026年12月1日 9:30
主题: 报表打不开
收件人: sunli@corp.example

"""
COMPLAINT = "升级之后报表打不开，提示 500，比较严重，请尽快处理。"


@pytest.fixture
def planned(house: PlayHouse) -> PlayHouse:
    house.receives(TITLE, TWO)
    return house


def issues(house: PlayHouse) -> list[tuple[str, str]]:
    return [(i["severity"], i["raised_by"]) for i in exported(house)["issues"]]


@pytest.mark.parametrize(
    ("subject", "text", "taken", "raised"),
    [
        ("转发: 【问题】SU-2026-0001 客户反馈", HEAD + COMPLAINT, "accepted issue", 1),
        ("Fw: [ISSUE] SU-2026-0001", "FYI\n\n" + HEAD + COMPLAINT, "accepted issue", 1),
        # Under words of the sender's own the mail below is history, and so is its tag.
        ("转发: 【问题】SU-2026-0001 客户反馈", "客户昨天反馈过，供大家参考，先不用登记。\n\n" + HEAD + COMPLAINT, "accepted note", 0),
        ("回复: 转发: 【问题】SU-2026-0001 客户反馈", HEAD + COMPLAINT, "accepted note", 0),
    ],
)
def test_what_is_passed_on_with_a_tag_and_no_word_is_content(
    planned: PlayHouse, subject: str, text: str, taken: str, raised: int
) -> None:
    assert said(planned.receives(subject, text, sender="孙丽")) == taken
    assert issues(planned) == [("严重", "sunli@corp.example")] * raised


def test_a_mail_that_the_bot_knows_is_not_raised_again_by_passing_it_on(planned: PlayHouse) -> None:
    planned.receives("【问题】SU-2026-0001 报表打不开", COMPLAINT, sender="孙丽")
    told = planned.last(template="issue-raised")
    planned.receives("转发: 【问题】SU-2026-0001 报表打不开", HEAD + COMPLAINT, sender="郑凯", answers=told)
    assert len(issues(planned)) == 1


@pytest.mark.parametrize("subject", ["Fwd: [ISSUE] SU-2026-0001 报表", "【问题】SU-2026-0001 报表"])
def test_a_mail_attached_to_an_empty_one_is_its_content(planned: PlayHouse, subject: str) -> None:
    inner, outer = EmailMessage(), EmailMessage()
    inner["From"], inner["Subject"] = "wang@customer.example", "报表打不开"
    inner.set_content(COMPLAINT)
    outer["From"], outer["To"], outer["Subject"] = "sunli@corp.example", "strategy@corp.example", subject
    outer["Date"], outer["Message-ID"] = "Mon, 30 Nov 2026 10:00:00 +0800", "<attached@mail.corp.example>"
    outer.set_content("\n")
    outer.add_attachment(inner)
    head = b"Authentication-Results: mx.corp.example; dmarc=pass header.from=corp.example\r\n"
    assert said(planned.takes(head + outer.as_bytes())) == "accepted issue"
    assert issues(planned) == [("严重", "sunli@corp.example")]
