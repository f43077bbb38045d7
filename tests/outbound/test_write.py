"""The octets of a mail, read back by a parser as a mail program would."""

import email
import email.policy
from email.message import EmailMessage
from typing import Any

import pytest
from people import COMPANY
from samples import CHEN, NOW, SAMPLES, SUN, ZHOU
from samples_more import MORE

from mailbot.campaign.post import Post
from mailbot.errors import TemplateError
from mailbot.outbound.templates import Templates
from mailbot.outbound.write import write
from mailbot.value import replace

RECEIPT = Post(
    purpose="receipt",
    template="receipt",
    language="zh",
    to=(CHEN,),
    subject="【计划】星桥服务端8.2.1在线升级及版本限制",
    facts=SAMPLES["receipt/plan"],
    campaign="SU-2026-0007",
    mark="SU-2026-0007",
    in_reply_to="<plan@corp.example>",
    references=("<first@corp.example>", "<plan@corp.example>"),
    message_id="<b.1042@corp.example>",
    created=NOW,
    due=NOW,
    id=1042,
)


def read(octets: bytes) -> EmailMessage:
    mail = email.message_from_bytes(octets, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    assert mail.defects == []
    return mail


def test_a_receipt_has_the_headers_of_an_automatic_answer(templates: Templates) -> None:
    mail = read(write(RECEIPT, templates, COMPANY))
    assert {name: str(mail[name]) for name in mail if name not in ("Content-Type",)} == {
        "From": "示例软件 · 产品策略 <strategy@corp.example>",
        "To": "陈静 <chenjing@corp.example>",
        "Subject": "回复: 【计划】星桥服务端8.2.1在线升级及版本限制 [SU-2026-0007]",
        "Date": "Tue, 01 Dec 2026 10:30:00 +0800",
        "Message-ID": "<b.1042@corp.example>",
        "In-Reply-To": "<plan@corp.example>",
        "References": "<first@corp.example> <plan@corp.example>",
        "Auto-Submitted": "auto-replied",
        "X-Auto-Response-Suppress": "DR, RN, NRN, OOF, AutoReply",
        "Content-Language": "zh-CN",
        "MIME-Version": "1.0",
    }


def test_the_mail_is_text_and_html_and_lines_end_in_crlf(templates: Templates) -> None:
    octets = write(RECEIPT, templates, COMPANY)
    mail = read(octets)
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert b"\n" not in octets.replace(b"\r\n", b"")
    assert b"\r" not in octets.replace(b"\r\n", b"")
    assert max(len(line) for line in octets.split(b"\r\n")) <= 998
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert "撤销 R-1042" in text.get_content()
    assert "撤销 R-1042" in html.get_content()


def test_head_lines_are_short_and_ascii(templates: Templates) -> None:
    octets = write(replace(RECEIPT, subject="长" * 150, to=(CHEN, SUN, ZHOU)), templates, COMPANY)
    head = octets.split(b"\r\n\r\n", 1)[0]
    assert head.isascii()
    assert max(len(line) for line in head.split(b"\r\n")) <= 78


def test_the_same_entry_gives_the_same_octets(templates: Templates) -> None:
    assert write(RECEIPT, templates, COMPANY) == write(RECEIPT, templates, COMPANY)


@pytest.mark.parametrize(
    ("purpose", "submitted"),
    [("receipt", "auto-replied"), ("fault", "auto-replied"), ("answer", "auto-replied"), ("notice", "auto-generated"),
     ("reminder", "auto-generated"), ("escalation", "auto-generated"), ("digest", "auto-generated"), ("admin", "auto-generated")],
)  # fmt: skip
def test_every_mail_says_that_it_is_automatic(purpose: Any, submitted: str, templates: Templates) -> None:
    assert read(write(replace(RECEIPT, purpose=purpose), templates, COMPANY))["Auto-Submitted"] == submitted


def test_an_answer_goes_to_the_token_where_the_server_has_sub_addressing(templates: Templates) -> None:
    octets = write(RECEIPT, templates, COMPANY, token="SU-2026-0007.k3f9")
    assert read(octets)["Reply-To"].addresses[0].addr_spec == "strategy+SU-2026-0007.k3f9@corp.example"
    html = read(octets).get_body(("html",))
    assert html is not None
    notice = replace(RECEIPT, template="plan-opened", purpose="notice", facts=SAMPLES["plan-opened"])
    page = read(write(notice, templates, COMPANY, token="SU-2026-0007.k3f9")).get_body(("html",))
    assert page is not None
    assert "mailto:strategy%2BSU-2026-0007.k3f9@corp.example?" in page.get_content()


def test_nobody_is_written_to_twice(templates: Templates) -> None:
    post = replace(RECEIPT, to=(CHEN, SUN, CHEN.upper()), cc=(SUN, ZHOU, ZHOU))
    mail = read(write(post, templates, COMPANY))
    assert [a.addr_spec for a in mail["To"].addresses] == [CHEN, SUN]
    assert [a.addr_spec for a in mail["Cc"].addresses] == [ZHOU]


INJECTED = "x\r\nBcc: evil@outside.example\r\n\r\nbody\x00\u2028y"


def test_no_value_begins_a_header_of_its_own(templates: Templates) -> None:
    post = replace(
        RECEIPT,
        subject=INJECTED,
        message_id="<m@corp.example>",
        in_reply_to="<a@b>\r\nBcc: evil@outside.example",
        references=("<r@b>", "<s@b>\nBcc: evil@outside.example", "not an id"),
        to=("chenjing@corp.example\r\nBcc: evil@outside.example",),
        mark="SU-2026-0007",
    )
    octets = write(post, templates, COMPANY, name=INJECTED)
    head = octets.split(b"\r\n\r\n", 1)[0].lower()
    assert b"\r\nbcc:" not in head
    mail = read(octets)
    assert mail["Bcc"] is None
    assert set(mail.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Auto-Submitted",
        "X-Auto-Response-Suppress", "Content-Language", "MIME-Version", "Content-Type",
    }  # fmt: skip
    assert str(mail["References"]) == "<r@b>"


def test_a_long_thread_keeps_its_beginning_and_its_end(templates: Templates) -> None:
    post = replace(RECEIPT, references=tuple(f"<{n}@corp.example>" for n in range(200)))
    found = str(read(write(post, templates, COMPANY))["References"]).split()
    assert (len(found), found[0], found[-1]) == (20, "<0@corp.example>", "<plan@corp.example>")


def test_addresses_of_other_letters_are_written_in_utf8_and_their_domains_in_idna(templates: Templates) -> None:
    octets = write(replace(RECEIPT, to=("陈@例子.example",)), templates, COMPANY)
    assert "\r\nTo: 陈@xn--fsqu00a.example\r\n".encode() in octets


def test_a_subject_that_was_fixed_is_left_as_it_is(templates: Templates) -> None:
    post = replace(
        RECEIPT,
        purpose="notice",
        template="plan-opened",
        facts=SAMPLES["plan-opened"],
        subject="请确认：计划 [SU-2026-0007]",
    )
    assert read(write(post, templates, COMPANY))["Subject"] == "请确认：计划 [SU-2026-0007]"


def test_a_mail_that_answers_nothing_has_its_template_s_subject_with_the_mark(templates: Templates) -> None:
    post = replace(
        RECEIPT, purpose="reminder", template="reminder", subject="", mark="D-1042", in_reply_to="", references=(), facts=SAMPLES["reminder"]
    )  # fmt: skip
    mail = read(write(post, templates, COMPANY))
    assert mail["Subject"] == "请处理：2 项超期、1 项今天到期 [D-1042]"
    assert "References" not in mail


def test_an_owner_s_nodes_come_as_calendar_entries_that_ask_for_no_answer(templates: Templates) -> None:
    post = replace(RECEIPT, purpose="notice", template="invitation", facts=MORE["invitation"], subject="")
    files = list(read(write(post, templates, COMPANY)).iter_attachments())
    assert [(f.get_content_type(), f.get_param("method"), f.get_filename()) for f in files] == [
        ("text/calendar", "PUBLISH", "SU-2026-0007 灰度升级.ics"),
        ("text/calendar", "PUBLISH", "SU-2026-0007 全量升级.ics"),
    ]
    assert "ATTENDEE" not in files[0].get_content()
    assert "RSVP" not in files[0].get_content()


def test_the_digest_carries_its_workbook_and_its_picture(templates: Templates) -> None:
    pytest.importorskip("matplotlib")
    post = replace(RECEIPT, purpose="digest", template="digest", facts=MORE["digest"], subject="", mark="D-1042")
    mail = read(write(post, templates, COMPANY))
    parts = [(p.get_content_type(), p.get_filename() or p["Content-ID"]) for p in mail.walk() if not p.is_multipart()]
    assert parts == [
        ("text/plain", None),
        ("text/html", None),
        ("image/png", "coverage.png"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "周报-2026-49.xlsx"),
    ]
    page = mail.get_body(("html",))
    assert page is not None
    assert 'src="cid:coverage"' in page.get_content()


def test_help_brings_a_plan_to_fill_for_each_kind(templates: Templates) -> None:
    kinds = [{"key": k.key, "code": k.code, "name": k.name.zh, "name_en": k.name.en} for k in templates.kinds.values()]
    post = replace(RECEIPT, purpose="answer", template="help", facts={"topic": "", "kinds": kinds})
    files = [f.get_filename() for f in read(write(post, templates, COMPANY)).iter_attachments()]
    assert sorted(name[:6] for name in files if name) == ["计划-CR-", "计划-CU-", "计划-PR-", "计划-SU-"]


def test_a_file_of_the_facts_is_attached_under_a_harmless_name(templates: Templates) -> None:
    facts = {**RECEIPT.facts, "attachments": [{"name": "../../报告\r\n.csv", "type": "text/csv", "base64": "YSxi"}]}
    (file,) = read(write(replace(RECEIPT, facts=facts), templates, COMPANY)).iter_attachments()
    assert (file.get_filename(), file.get_payload(decode=True)) == ("_.._报告  .csv", b"a,b")


@pytest.mark.parametrize(
    "file",
    [{"name": "x", "type": "text/csv", "base64": "%%"}, {"name": "x", "base64": "YSxi"}, {"name": "x", "type": "text/csv\r\nX: y", "base64": "YSxi"}],
)  # fmt: skip
def test_a_file_that_cannot_be_made_is_a_fault_of_the_template(file: dict[str, str], templates: Templates) -> None:
    with pytest.raises(TemplateError):
        write(replace(RECEIPT, facts={**RECEIPT.facts, "attachments": [file]}), templates, COMPANY)
