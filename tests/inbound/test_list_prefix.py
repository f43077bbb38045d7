"""What a mailing list puts before a subject is no tag; what its sender put there is one."""

import pytest
from sayings import rules

from mailbot.considering.circumstances import subject_of
from mailbot.inbound.letter import read_letter

BY_LIST = "List-Id: Strategy <strategy.corp.example>\r\n"
SUBJECTS = [
    ("[strategy] freeze in December", BY_LIST, "", "freeze in December"),
    ("Re: [Strategy] freeze in December", BY_LIST, "", "freeze in December"),
    ("[strategy] [PLAN] SU 8.2.1", BY_LIST, "PLAN", "SU 8.2.1"),
    ("[strategy] freeze", "List-Post: <mailto:strategy@corp.example>\r\n", "", "freeze"),
    ("[strategy] freeze", "X-BeenThere: strategy@lists.corp.example\r\n", "", "freeze"),
    ("[strategy] freeze", "List-Unsubscribe: <mailto:strategy-leave@lists.corp.example>\r\n", "", "freeze"),
    ("[strategy] freeze", "Sender: strategy-bounces@lists.corp.example\r\n", "", "freeze"),
    ("[strategy] SU 8.2.1", "Sender: strategy@corp.example\r\n", "PLAN", "SU 8.2.1"),
    ("[strategy] SU 8.2.1", "", "PLAN", "SU 8.2.1"),
    ("[strategy] SU 8.2.1", "List-Id: <pm-all.corp.example>\r\n", "PLAN", "SU 8.2.1"),
    ("[plan] SU 8.2.1", "List-Id: <plan.corp.example>\r\n", "PLAN", "SU 8.2.1"),
]


@pytest.mark.parametrize(("written", "headers", "tag", "bare"), SUBJECTS)
def test_the_lists_own_name_is_looked_through(written: str, headers: str, tag: str, bare: str) -> None:
    letter = read_letter(f"From: a@corp.example\r\n{headers}Subject: {written}\r\n\r\nx".encode())
    subject = subject_of(letter, rules())
    assert (subject.tags[0].key if subject.tags else "", subject.bare, subject.written) == (tag, bare, written)
