"""Why not to act on a letter: one table a sort of mail, as programs and servers write it (SPEC 6, RFC 3834)."""

from pathlib import Path

import pytest

from mailbot.inbound.letter import Letter, read_letter
from mailbot.inbound.screen import Screened, screen
from mailbot.rulebook.load import default_folder, load_rules
from mailbot.rulebook.rules import Rules
from mailbot.value import replace

OURS = "<mb.42.0123456789abcdef@corp.example>"
PROOF = "Authentication-Results: mx.corp.example; dmarc=pass header.from=corp.example"


@pytest.fixture(scope="module")
def rules() -> Rules:
    rules = load_rules([default_folder()])
    company = replace(rules.company, lists=("pm-all@corp.example",))
    left = tuple(
        replace(p, left=True) if p.address == "lixiang@corp.example" else p
        for p in rules.directory.people
    )
    directory = type(rules.directory)(left, rules.directory.departments)
    return replace(rules, company=company, directory=directory)


def letter(*headers: str, body: str = "文字", proof: bool = True) -> Letter:
    given = {h.partition(":")[0].lower() for h in headers}
    lines = [PROOF] if proof else []
    lines += [] if "from" in given else ["From: 陈静 <chenjing@corp.example>"]
    lines += [] if "subject" in given else ["Subject: 【计划】星桥服务端 8.2.1"]
    lines += [] if "message-id" in given else ["Message-ID: <1@mail.corp.example>"]
    lines += [] if "content-type" in given else ["Content-Type: text/plain; charset=utf-8"]
    return read_letter("\r\n".join((*lines, *headers, "", body)).encode())


def screened(letter: Letter, rules: Rules, *, released: bool = False) -> Screened:
    return screen(letter, rules, released=released, entry_of=lambda i: 42 if i == OURS else None)


def verdict(letter: Letter, rules: Rules) -> tuple[str, str, tuple[str, ...]]:
    found = screened(letter, rules)
    return found.verdict, found.kind, found.reasons


# --- whom to believe ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sender", "expected"),
    [
        ("chenjing@corp.example", ("chenjing@corp.example", "chenjing@corp.example", "")),
        ("JING.CHEN@Corp.Example", ("chenjing@corp.example", "jing.chen@corp.example", "")),
        ("xunuo@corp.example", ("xunuo@corp.example", "xunuo@corp.example", "")),
        ("huadong@corp.example", ("huadong@corp.example", "huadong@corp.example", "华东业务部")),
    ],
)
def test_who_is_proven_and_in_the_directory_is_acted_for(
    sender: str, expected: tuple[str, str, str], rules: Rules
) -> None:
    found = screened(letter(f"From: {sender}"), rules)
    assert (found.verdict, (found.person, found.address, found.department)) == ("", expected)


@pytest.mark.parametrize(
    ("headers", "reasons"),
    [
        (("From: customer@elsewhere.example",), ("stranger",)),
        (("From: newcomer@corp.example",), ("stranger",)),
        (("From: lixiang@corp.example",), ("left-the-company",)),
        (("From:",), ("no-sender",)),
        (("From: undisclosed",), ("stranger",)),
        (("From: chenjing@corp.example, sunli@corp.example",), ("unproven", "two-from")),
        (("From: chenjing@corp.example", "From: sunli@corp.example"), ("unproven", "two-from")),
        (
            ("Sender: sunli@corp.example",),
            ("unproven", "not-an-assistant", "sunli@corp.example"),
        ),
    ],
)
def test_a_sender_who_is_not_believed_is_quarantined(
    headers: tuple[str, ...], reasons: tuple[str, ...], rules: Rules
) -> None:
    assert verdict(letter(*headers), rules) == ("quarantined", "unknown", reasons)


def test_a_person_without_proof_is_quarantined_and_an_alarm(rules: Rules) -> None:
    found = screened(letter(proof=False), rules)
    assert (found.verdict, found.reasons, found.alarm) == ("quarantined", ("unproven", "no-header"), "no-header")


def test_a_stranger_is_no_alarm(rules: Rules) -> None:
    assert screened(letter("From: customer@elsewhere.example", proof=False), rules).alarm == ""


@pytest.mark.parametrize("headers", [(), ("From: customer@elsewhere.example",)])
def test_an_operator_may_vouch_for_a_sender(headers: tuple[str, ...], rules: Rules) -> None:
    assert screened(letter(*headers, proof=False), rules, released=True).verdict == ""


def test_who_has_left_is_not_let_in_even_by_an_operator(rules: Rules) -> None:
    assert screened(letter("From: lixiang@corp.example"), rules, released=True).verdict == "quarantined"


@pytest.mark.parametrize(
    ("headers", "via"),
    [
        (("Sender: xunuo@corp.example",), "xunuo@corp.example"),  # the PM's assistant
        (("Sender: jing.chen@corp.example",), ""),  # the PM's own other address
        (("Sender: pm-all-bounces@corp.example",), ""),  # a list's
        (("Sender: noreply@mailprovider.example",), ""),
    ],
)
def test_an_assistant_may_write_in_their_pms_name(headers: tuple[str, ...], via: str, rules: Rules) -> None:
    found = screened(letter(*headers), rules)
    assert (found.verdict, found.person, found.via) == ("", "chenjing@corp.example", via)


# --- the bot's own mail and automatic mail ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    [
        "From: strategy@corp.example",
        "From: 策略机器人 <Strategy@Corp.Example>",
        "From: strategy+SU-2026-0007.k3f90000@corp.example",
        f"Message-ID: {OURS}",
    ],
)
def test_own_mail_is_ignored(header: str, rules: Rules) -> None:
    assert verdict(letter(header), rules) == ("ignored", "unknown", ("own-mail",))


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("Auto-Submitted: auto-replied", "auto-submitted"),
        ("Auto-Submitted: auto-generated", "auto-submitted"),
        ("auto-submitted: Auto-Replied; owner-email=chenjing@corp.example", "auto-submitted"),
        ("Auto-Submitted: auto-replied (vacation)", "auto-submitted"),
        ("Auto-Submitted: auto-notified", "auto-submitted"),
        ("X-Autoreply: yes", "x-autoreply"),
        ("X-Autorespond: 1", "x-autorespond"),
        ("X-AutoReply-From: chenjing@corp.example", "x-autoreply-from"),
        ("X-Auto-Response: 1", "x-auto-response"),
        ("X-Autogenerated: Reply", "x-autogenerated"),
        ("X-Mail-Autoreply: out", "x-mail-autoreply"),
        ("X-QQ-AUTO-REPLY: 1", "x-qq-auto-reply"),
        ("X-QQ-HolidayReply: 1", "x-qq-holidayreply"),
        ("X-FC-MachineGenerated: true", "x-fc-machinegenerated"),
        ("X-Amazon-Auto-Reply: true", "x-amazon-auto-reply"),
        ("X-Vacation: true", "x-vacation"),
        ("X-Auto-Response-Suppress: All", "x-auto-response-suppress"),
        ("X-Auto-Response-Suppress: DR, OOF, all", "x-auto-response-suppress"),
        ("X-MS-Exchange-Inbox-Rules-Loop: chenjing@corp.example", "x-ms-exchange-inbox-rules-loop"),
        ("Precedence: auto_reply", "precedence"),
        ("Precedence: bulk\r\nIn-Reply-To: <9@corp.example>", "precedence"),
        ("Return-Path: <>", "null-return-path"),
        ("Subject: 自动回复: 【计划】星桥服务端", "auto-subject"),
        ("Subject: 自动回复：Re: 请处理 [D-12]", "auto-subject"),
        ("Subject: 自动答复: 星桥", "auto-subject"),
        ("Subject: [自动回复] 星桥", "auto-subject"),
        ("Subject: 【自动回复】星桥", "auto-subject"),
        ("Subject: 自动回复", "auto-subject"),
        ("Subject: 自動回覆：星橋", "auto-subject"),
        ("Subject: Automatic reply: [SU-2026-0007]", "auto-subject"),
        ("Subject: Out of Office: plan", "auto-subject"),
        ("Subject: Out of Office AutoReply: plan", "auto-subject"),
        ("Subject: Auto-Reply: plan", "auto-subject"),
        ("Subject: 外出: 12月5日回来", "auto-subject"),
        ("Subject: 已读: 【计划】星桥服务端", "read-receipt"),
        ("Subject: 未读: 【计划】星桥服务端", "read-receipt"),
        ("Subject: 已读回执：星桥", "read-receipt"),
        ("Subject: Read: [PLAN] Starbridge", "read-receipt"),
        ("Subject: Not read: [PLAN] Starbridge", "read-receipt"),
        ("Subject: Read receipt: plan", "read-receipt"),
        ("Subject: Return Receipt (displayed) - plan", "read-receipt"),
    ],
)
def test_an_automatic_answer_is_recorded_and_never_answered(header: str, reason: str, rules: Rules) -> None:
    """Whoever sends it, and whatever its subject quotes; also from a stranger or without proof."""
    assert verdict(letter(header), rules) == ("ignored", "auto_reply", (reason,))
    assert verdict(letter(header, "From: a@elsewhere.example", proof=False), rules) == (
        "ignored",
        "auto_reply",
        (reason,),
    )


RECEIPT = """--x
Content-Type: text/plain; charset=utf-8

这是邮件的回执。
--x
Content-Type: message/disposition-notification

Final-Recipient: rfc822;sunli@corp.example
Disposition: manual-action/MDN-sent-manually; displayed
--x--
"""


def test_a_read_receipt_is_an_automatic_answer(rules: Rules) -> None:
    kind = "Content-Type: multipart/report; report-type=disposition-notification; boundary=x"
    assert verdict(letter(kind, "Subject: 回复: 星桥", body=RECEIPT), rules) == (
        "ignored",
        "auto_reply",
        ("read-receipt",),
    )


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: no",
        "X-Autoreply: no",
        "X-Auto-Response-Suppress: OOF, DR",  # a wish that Exchange puts on mail to its groups
        "Precedence: first-class",
        "Precedence: normal",
        "Return-Path: <chenjing@corp.example>",
        "X-Mailer: Foxmail 7.2.25.213[cn]",
        "X-QQ-XMAILINFO: Abc",
        "X-MS-Exchange-Organization-AutoForwarded: false",
        "X-MS-Has-Attach: no",
        "Disposition-Notification-To: chenjing@corp.example",
        "Return-Receipt-To: chenjing@corp.example",
        "Subject: 自动回复功能升级计划",
        "Subject: 回复: 自动回复: 星桥",
        "Subject: 外出人员客户端升级",
        "Subject: 已读标记组件升级",
        "Subject: Reading room upgrade: plan",
        "Subject: Re: Read: plan",
        "Subject: 退信问题：星桥客户端",
        "Subject: 邮件发送失败的客户端限制",
        "Subject: 未送达的参数下发",
        "Subject: Delivery failure in 8.2.1",
        "Subject: Accepted: version 8.2.1",
        "Subject: 接受：同意延期",
    ],
)
def test_a_persons_own_mail_is_acted_on(header: str, rules: Rules) -> None:
    assert verdict(letter(header), rules) == ("", "unknown", ())


# --- lists and calendars --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        (("List-Id: 全体 <all.corp.example>",), "list"),
        (("List-Post: <mailto:all@corp.example>",), "list"),
        (("List-Unsubscribe: <mailto:leave@news.example>",), "list"),
        (("Mailing-List: contact all-help@corp.example; run by ezmlm",), "list"),
        (("X-Mailing-List: all@corp.example",), "list"),
        (("Precedence: list",), "precedence"),
        (("Precedence: Bulk",), "precedence"),
        (("Precedence: junk",), "precedence"),
        (("List-Id: <not-pm-all.corp.example>",), "list"),
        (("List-Id: <pm-all.corp.example.evil.example>",), "list"),
    ],
)
def test_list_traffic_is_ignored(headers: tuple[str, ...], reason: str, rules: Rules) -> None:
    assert verdict(letter(*headers), rules) == ("ignored", "unknown", (reason,))


@pytest.mark.parametrize(
    "headers",
    [
        ("List-Id: 产品经理 <pm-all.corp.example>", "Precedence: list"),
        ("List-Post: <mailto:pm-all@corp.example>",),
        ("List-Id: <4711.groups.example>", "To: PM-All@corp.example"),
        ("Precedence: bulk", "Cc: pm-all@corp.example"),
    ],
)
def test_a_list_of_the_companys_is_read_like_other_mail(headers: tuple[str, ...], rules: Rules) -> None:
    assert verdict(letter(*headers), rules) == ("", "unknown", ())
    assert verdict(letter(*headers, proof=False), rules) == ("quarantined", "unknown", ("unproven", "no-header"))
    assert verdict(letter(*headers, "Auto-Submitted: auto-replied"), rules)[:2] == ("ignored", "auto_reply")


def calendar(method: str) -> str:
    return f"""--x
Content-Type: text/plain; charset=utf-8

{"参加" if method == "REPLY" else "请看会议安排"}
--x
Content-Type: text/calendar; method={method}; charset=utf-8

BEGIN:VCALENDAR
VERSION:2.0
METHOD:{method}
END:VCALENDAR
--x--
"""


@pytest.mark.parametrize(
    ("method", "subject", "expected"),
    [
        ("REPLY", "已接受: 全量升级", ("ignored", "note", ("calendar-answer",))),
        ("REPLY", "全量升级", ("ignored", "note", ("calendar-answer",))),
        ("COUNTER", "建议新时间: 全量升级", ("ignored", "note", ("calendar-answer",))),
        ("REQUEST", "Accepted: 全量升级", ("ignored", "note", ("calendar-answer",))),
        ("REQUEST", "全量升级会议", ("", "unknown", ())),
    ],
)
def test_an_answer_to_an_invitation_asks_for_nothing(
    method: str, subject: str, expected: tuple[str, str, tuple[str, ...]], rules: Rules
) -> None:
    kind = "Content-Type: multipart/mixed; boundary=x"
    assert verdict(letter(kind, f"Subject: {subject}", body=calendar(method)), rules) == expected


def test_outlooks_answer_without_a_calendar_has_no_text(rules: Rules) -> None:
    assert verdict(letter("Subject: 已接受: 全量升级", body=""), rules) == ("ignored", "note", ("calendar-answer",))


# --- bounces --------------------------------------------------------------------------------------------------------


def report(status: str, returned: str = "", words: str = "无法送达。") -> str:
    inner = f"--x\r\nContent-Type: message/rfc822\r\n\r\n{returned}\r\n\r\n正文\r\n" if returned else ""
    return (
        f"--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n"
        f"--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns;mx.corp.example\r\n\r\n{status}\r\n"
        f"{inner}--x--\r\n"
    )


REPORT = "Content-Type: multipart/report; report-type=delivery-status; boundary=x"
DAEMON = "From: Mail Delivery System <MAILER-DAEMON@corp.example>"
FAILED = "Final-Recipient: rfc822; sunli@corp.example\r\nAction: failed\r\nStatus: 5.1.1"
RETURNED = f"From: strategy@corp.example\r\nTo: sunli@corp.example\r\nSubject: [SU-2026-0007]\r\nMessage-ID: {OURS}"


def bounced(letter: Letter, rules: Rules) -> tuple[str, int | None, tuple[str, ...], bool]:
    found = screened(letter, rules)
    assert found.bounce is not None, found
    assert found.kind == "bounce"
    return found.verdict, found.bounce.entry, found.bounce.failed, found.bounce.final


@pytest.mark.parametrize(
    ("status", "failed", "final"),
    [
        (FAILED, ("sunli@corp.example",), True),
        (FAILED.replace("failed", "Failed (no such user)"), ("sunli@corp.example",), True),
        (FAILED.replace("sunli", "Sunli"), ("sunli@corp.example",), True),
        (FAILED.replace("sunli@corp.example", "<sunli@corp.example>"), ("sunli@corp.example",), True),
        (
            "Original-Recipient: rfc822;sunli@corp.example\r\nFinal-Recipient: rfc822;sunli@inner.example\r\nAction: failed",
            ("sunli@corp.example", "sunli@inner.example"),
            True,
        ),
        (
            FAILED + "\r\n\r\nFinal-Recipient: utf-8; zhouhang@corp.example\r\nAction: delivered",
            ("sunli@corp.example",),
            True,
        ),
        (FAILED.replace("failed", "delayed"), (), False),
        (FAILED.replace("failed", "delivered"), (), False),
        (FAILED.replace("failed", "relayed"), (), False),
        (FAILED.replace("Action: failed\r\n", ""), ("sunli@corp.example",), True),
    ],
)
def test_a_delivery_report_says_whom_it_did_not_reach(
    status: str, failed: tuple[str, ...], final: bool, rules: Rules
) -> None:
    mail = letter(REPORT, DAEMON, "Subject: Returned mail", body=report(status, RETURNED), proof=False)
    assert bounced(mail, rules) == ("accepted", 42, failed, final)


WORDS = "无法将您的邮件投递到下列地址：\r\n<sunli@corp.example>: 550 5.1.1 user unknown\r\n"


@pytest.mark.parametrize(
    "mail",
    [
        # The id in the returned headers, in the report's own references, or in its words.
        letter(REPORT, DAEMON, body=report(FAILED, RETURNED), proof=False),
        letter(DAEMON, f"References: <a@b.example> {OURS}", body=WORDS, proof=False),
        letter(DAEMON, f"In-Reply-To: {OURS}", "Subject: failure notice", body=WORDS, proof=False),
        letter(
            DAEMON,
            "Subject: failure notice",
            body=f"{WORDS}\r\n--- Below this line is a copy of the message.\r\n\r\n"
            f"Message-ID: {OURS}\r\nTo: zhouhang@corp.example\r\n",
            proof=False,
        ),
        letter("From: postmaster@corp.example", "Subject: 退信", body=f"{WORDS}邮件编号 {OURS[1:-1]}。", proof=False),
        letter(
            "Content-Type: text/html; charset=utf-8",
            "From: postmaster@qq.example",
            "Subject: 来自qq.example的退信",
            body=f"<p>sunli@corp.example 不存在</p><pre>Message-ID: &lt;{OURS[1:-1]}&gt;</pre>",
            proof=False,
        ),
        letter(
            "From: someone@elsewhere.example",
            "Return-Path: <>",
            "Subject: Undeliverable: [SU-2026-0007] 星桥",
            f"References: {OURS}",
            body=WORDS,
            proof=False,
        ),
        letter("From:", "Subject: Undelivered Mail Returned to Sender", f"References: {OURS}", body=WORDS, proof=False),
        letter(
            "From: mail@gateway.example", "X-Failed-Recipients: sunli@corp.example", f"References: {OURS}", proof=False
        ),
        # Exchange writes in the name of the company's own server.
        letter(
            REPORT,
            "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@corp.example>",
            "Subject: 未送达: 【计划】星桥",
            "Auto-Submitted: auto-replied",
            body=report(FAILED, RETURNED),
        ),
    ],
)
def test_a_bounce_is_tied_to_its_entry_and_needs_no_proof(mail: Letter, rules: Rules) -> None:
    assert bounced(mail, rules) == ("accepted", 42, ("sunli@corp.example",), True)


def test_a_bounce_of_somebody_elses_mail_is_ignored(rules: Rules) -> None:
    returned = RETURNED.replace(OURS, "<mb.42.ffffffffffffffff@corp.example>")
    mail = letter(REPORT, DAEMON, body=report(FAILED, returned), proof=False)
    assert verdict(mail, rules) == ("ignored", "bounce", ("not-ours",))


@pytest.mark.parametrize(
    "subject",
    [
        "Delivery Status Notification (Delay)",
        "Warning: message delayed 24 hours",
        "Warning: message has not yet been delivered",
        "邮件延迟投递通知",
    ],
)
def test_a_warning_that_the_server_still_tries_is_not_final(subject: str, rules: Rules) -> None:
    mail = letter(DAEMON, f"Subject: {subject}", f"References: {OURS}", body=WORDS, proof=False)
    assert bounced(mail, rules)[3] is False


@pytest.mark.parametrize(
    "headers",
    [
        ("Subject: 退信：给孙丽的邮件没有送到",),
        ("Subject: Undeliverable: 星桥", "X-Failed-Recipients: sunli@corp.example"),
        ("Subject: Re: Delivery Status Notification (Failure)", f"In-Reply-To: {OURS}"),
    ],
)
def test_a_colleagues_mail_about_a_bounce_is_theirs(headers: tuple[str, ...], rules: Rules) -> None:
    assert verdict(letter(*headers), rules) == ("", "unknown", ())


def test_an_out_of_office_answer_to_a_mail_about_bounces_is_no_bounce(rules: Rules) -> None:
    mail = letter("Subject: 自动回复: 退信问题 [SU-2026-0007]", "Return-Path: <>", f"In-Reply-To: {OURS}")
    assert verdict(mail, rules)[:2] == ("ignored", "auto_reply")


@pytest.mark.parametrize(
    "piece", ["<", "-", "\n", " \n", "a@", "a", "mb.1.", "<mb.1", "(", "-----", "\x0b\n", "=", "a-"]
)
def test_a_report_of_one_thing_repeated_is_read_in_no_time(piece: str, rules: Rules) -> None:
    text = piece * (400_000 // len(piece))
    for mail in (
        letter(DAEMON, "Subject: failure notice", body=text, proof=False),
        letter(REPORT, DAEMON, body=report(text, text), proof=False),
        letter("Content-Type: text/html", DAEMON, body=text, proof=False),
        letter("List-Id: " + piece.strip() * 10_000, "List-Post: x", proof=False),
        letter(f"X-{piece.strip(': ')}: x", proof=False),
    ):
        assert screened(mail, rules).verdict in ("ignored", "quarantined")


@pytest.mark.corpus
def test_none_of_other_peoples_bounces_is_taken_for_a_persons_mail(corpus: Path, rules: Rules) -> None:
    files = sorted((corpus / "flufl.bounce").rglob("*.txt"))
    found = [screened(read_letter(f.read_bytes()), rules) for f in files]
    assert [f.name for f, s in zip(files, found, strict=True) if s.verdict not in ("ignored", "quarantined")] == []
    # The others are no bounces: two automatic answers, one reply in words, one spam.
    assert sum(s.kind == "bounce" for s in found) == len(found) - 4
