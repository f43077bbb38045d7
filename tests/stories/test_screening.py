"""Mail that is not acted on, mail that comes back, senders not proven, floods, and mail that breaks the bot (SPEC 6, 9)."""

from collections.abc import Callable
from datetime import date, timedelta
from email.message import EmailMessage

import pytest
from telling import answers, heard, reasons, said
from theatre import BOT, PEOPLE, PlayHouse

from mailbot.campaign.post import Post
from mailbot.considering.returned import unreachable
from mailbot.inbound.rawmail import RawMail
from mailbot.on_mail import Disposition, on_mail, take_in
from mailbot.rulebook.shapes import Away
from mailbot.value import replace

PLAN = """产品：星桥服务端
版本：8.2.1

| 节点 | 负责人 | 完成时间 |
| 灰度升级 | 孙丽 | 2026-12-03 |
| 全量升级 | 周航 | 2026-12-11 |
| 版本限制 | 韩冰 | 2026-12-18 |
"""
PROOF = "Authentication-Results: mx.corp.example; dmarc=pass header.from=corp.example\r\n"


@pytest.fixture
def planned(house: PlayHouse) -> PlayHouse:
    assert said(house.receives("【计划】星桥服务端8.2.1在线升级", PLAN)) == "accepted plan"
    return house


def takes(house: PlayHouse, octets: bytes) -> Disposition:
    """The very octets, whatever becomes of them."""
    place = 10_000 + len(house.house.ledger.archive.list())
    ids = take_in([RawMail(octets, "imap", "INBOX", 1, place, house.now)], house.house)
    return on_mail(ids[0], house.house, house.now)


def bounce_of(post: Post, *, failed: str, action: str = "failed", id: bool = True) -> bytes:
    """A delivery report as Postfix writes it. Without `id`, one in words, as Alimail writes it."""
    head = (
        "Return-Path: <>\r\nFrom: postmaster@corp.example\r\nTo: strategy@corp.example\r\nSubject: 系统退信\r\n"
        f"Message-ID: <report.{post.id}.{failed}.{action}@mx.corp.example>\r\nMIME-Version: 1.0\r\n"
    )
    if not id:
        return f"{head}Content-Type: text/plain; charset=utf-8\r\n\r\n您的邮件《{post.subject}》无法送达 {failed}：用户不存在\r\n".encode()
    return (
        f"{head}Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n邮件没有送到。\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.corp.example\r\n\r\n"
        f"Final-Recipient: rfc822; {failed}\r\nAction: {action}\r\nStatus: 5.1.1\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {post.message_id}\r\nSubject: x\r\n\r\n--b--\r\n"
    ).encode()


# --- automatic mail -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ([("Auto-Submitted", "auto-replied")], "auto_reply"),
        ([("X-QQ-HolidayReply", "1")], "auto_reply"),
        ([("Return-Path", "<>")], "auto_reply"),
        ([("List-Id", "<all.corp.example>")], "unknown"),
    ],
)
def test_automatic_mail_changes_nothing_and_is_never_answered(
    planned: PlayHouse, headers: list[tuple[str, str]], kind: str
) -> None:
    before = len(planned.posts())
    plan = planned.last(template="plan-opened")
    done = planned.replies("同意", to=plan, sender="孙丽", headers=headers)
    assert said(done) == f"ignored {kind}"
    assert (heard(planned, before), answers(planned)["华东业务部"]) == ([], "pending")
    assert planned.house.ledger.archive.get(done.mail).sender == "sunli@corp.example"


def test_the_bots_own_mail_coming_back_is_ignored(planned: PlayHouse) -> None:
    octets = planned.house.ledger.outbox.octets(planned.last(template="plan-opened").id)
    assert octets is None  # not written yet
    letter = planned.letter(planned.last(template="plan-opened"))
    octets = planned.house.ledger.outbox.octets(planned.last(template="plan-opened").id)
    assert octets is not None
    before = len(planned.posts())
    assert said(takes(planned, octets)) == "ignored unknown"
    # A server that rewrites Message-IDs, or a colleague's rule that sends it on under the same id, changes nothing.
    rewritten = octets.replace(letter.message_id.encode(), b"<rewritten@mx.corp.example>")  # type: ignore[union-attr]
    assert said(takes(planned, rewritten)) == "ignored unknown"
    assert heard(planned, before) == []


# --- mail that comes back -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", [True, False])
def test_a_bounce_is_tied_to_its_entry_and_told_to_the_manager_and_the_admin(planned: PlayHouse, id: bool) -> None:
    plan, before = planned.last(template="plan-opened"), len(planned.posts())
    done = takes(planned, bounce_of(plan, failed="zhouhang@corp.example", id=id))
    assert (said(done), done.campaign) == ("accepted bounce", "SU-2026-0001")
    assert heard(planned, before) == ["notice unreachable → 赵磊", "admin unreachable-admin → 何平"]
    assert list(unreachable(planned.house.ledger)) == ["zhouhang@corp.example"]
    assert "周航" in planned.text(planned.last(template="unreachable"))
    again = takes(planned, bounce_of(plan, failed="zhouhang@corp.example", id=id).replace(b"report.", b"again."))
    assert (said(again), len(planned.posts())) == ("accepted bounce", before + 2)


@pytest.mark.parametrize("words", ["D-{0.id}", "D-99999 D-{0.id}", "SU-2026-0001", "SU-2026-0009 SU-2026-0001"])
def test_a_report_in_words_is_tied_to_the_mail_by_its_mark_or_code(planned: PlayHouse, words: str) -> None:
    plan = planned.last(template="plan-opened")
    report = bounce_of(plan, failed="zhouhang@corp.example", id=False).replace(
        plan.subject.encode(), words.format(plan).encode()
    )
    assert (said(takes(planned, report)), list(unreachable(planned.house.ledger))) == ("accepted bounce", [PEOPLE["周航"]])


@pytest.mark.parametrize("words", ["D-{0.id}", "SU-2026-0001"])
def test_a_report_of_somebody_who_did_not_have_the_mail_marks_nobody(planned: PlayHouse, words: str) -> None:
    plan = planned.last(template="plan-opened")
    report = bounce_of(plan, failed="lintao@corp.example", id=False).replace(
        plan.subject.encode(), words.format(plan).encode()
    )
    takes(planned, report)
    assert unreachable(planned.house.ledger) == {}


def test_who_writes_is_reached_again(planned: PlayHouse) -> None:
    takes(planned, bounce_of(planned.last(template="plan-opened"), failed="zhouhang@corp.example"))
    planned.replies("同意", to=planned.last(template="plan-opened"), sender="周航")
    assert unreachable(planned.house.ledger) == {}


@pytest.mark.parametrize("action", ["delayed", "delivered"])
def test_a_report_that_is_no_failure_troubles_nobody(planned: PlayHouse, action: str) -> None:
    plan, before = planned.last(template="plan-opened"), len(planned.posts())
    done = takes(planned, bounce_of(plan, failed="zhouhang@corp.example", action=action))
    assert (said(done), heard(planned, before), unreachable(planned.house.ledger)) == ("accepted bounce", [], {})


def test_that_nobody_can_be_told_of_a_bounce_does_not_go_round(planned: PlayHouse) -> None:
    takes(planned, bounce_of(planned.last(template="plan-opened"), failed="zhouhang@corp.example"))
    before = len(planned.posts())
    takes(planned, bounce_of(planned.last(template="unreachable"), failed="zhaolei@corp.example"))
    assert heard(planned, before) == ["admin unreachable-admin → 何平"]
    before = len(planned.posts())
    for post in planned.posts(purpose="admin"):
        takes(planned, bounce_of(post, failed="heping@corp.example"))
    assert [line for line in heard(planned, before) if "何平" in line] == []


@pytest.mark.parametrize(
    "reply", ["550 5.7.1 Message rejected due to content policy", "550 Connection frequency limited", "554 5.7.1 spam"]
)
def test_nobody_is_marked_for_a_bounce_that_is_about_the_bot(planned: PlayHouse, reply: str) -> None:
    plan, before = planned.last(template="plan-opened"), len(planned.posts())
    report = bounce_of(plan, failed="zhouhang@corp.example").replace(
        b"Status: 5.1.1", f"Status: 5.0.0\r\nDiagnostic-Code: smtp; {reply}".encode()
    )
    assert said(takes(planned, report)) == "accepted bounce"
    assert heard(planned, before) == ["admin delivery-failed → 何平"]
    assert unreachable(planned.house.ledger) == {}
    assert reply in planned.text(planned.posts()[-1])


def test_a_bounce_that_is_not_of_the_bots_mail_is_ignored(planned: PlayHouse) -> None:
    plan, before = planned.last(template="plan-opened"), len(planned.posts())
    forged = replace(plan, message_id=plan.message_id.replace("mb.", "mb.9"))
    done = takes(planned, bounce_of(forged, failed="zhouhang@corp.example"))
    assert (said(done), heard(planned, before)) == ("ignored bounce", [])


# --- who is believed ------------------------------------------------------------------------------------------------


def test_the_first_mail_of_an_unproven_person_is_reported_with_the_line_to_change(house: PlayHouse) -> None:
    done = house.receives("【计划】星桥服务端8.2.1在线升级", PLAN, proven=False)
    assert (said(done), reasons(house, done)) == ("quarantined plan", ["unproven", "no-header"])
    assert heard(house) == ["admin unproven-sender → 何平"]
    text = house.text(house.last(to="何平"))
    assert [w for w in ("陈静", "没有服务器的认证结果", 'authserv_ids = ["mx.corp.example"]') if w not in text] == []
    house.receives("【计划】又一个", PLAN, proven=False)
    house.receives("【计划】又一个", PLAN, proven=False, sender="jing.chen@corp.example")
    assert len(house.posts()) == 1
    house.receives("【查询】", proven=False, sender="孙丽")
    assert heard(house, 1) == ["admin unproven-sender → 何平"]


@pytest.mark.parametrize("sender", ["customer@elsewhere.example", "newcomer@corp.example"])
def test_a_stranger_hears_nothing_and_nobody_hears_of_them(planned: PlayHouse, sender: str) -> None:
    before = len(planned.posts())
    done = planned.receives("【问题】SU-2026-0001 打不开", "严重", sender=sender)
    assert (said(done), reasons(planned, done), heard(planned, before)) == ("quarantined issue", ["stranger"], [])


def test_a_released_mail_is_taken_as_if_its_sender_were_proven(house: PlayHouse) -> None:
    done = house.receives("【计划】星桥服务端8.2.1在线升级", PLAN, proven=False)
    assert [m.id for m in house.house.ledger.archive.quarantined()] == [done.mail]
    assert house.house.ledger.archive.release(done.mail)
    assert said(on_mail(done.mail, house.house, house.now)) == "accepted plan"
    assert house.house.ledger.archive.quarantined() == []
    assert house.verifies()


def test_a_dropped_mail_stays_ignored(house: PlayHouse) -> None:
    done = house.receives("【计划】星桥服务端8.2.1在线升级", PLAN, proven=False)
    assert house.house.ledger.archive.drop(done.mail, at=house.now)
    kept = house.house.ledger.archive.get(done.mail)
    assert (kept.verdict, kept.reasons, house.house.ledger.archive.quarantined()) == ("ignored", ("dropped",), [])


def plan_octets(*, proof: str) -> bytes:
    return (
        f"{proof}From: =?utf-8?B?6ZmI6Z2Z?= <chenjing@corp.example>\r\nTo: strategy@corp.example\r\n"
        "Subject: =?utf-8?B?44CQ6K6h5YiS44CR5pif5qGl5pyN5Yqh56uvOC4yLjHlnKjnur/ljYfnuqc=?=\r\n"
        "Date: Mon, 30 Nov 2026 10:00:00 +0800\r\nMessage-ID: <genuine@mail.corp.example>\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{PLAN}"
    ).encode()


FORGED = "Received: from x by mx.evil.example; Mon, 30 Nov 2026 10:00:00 +0800\r\n" + PROOF


@pytest.mark.parametrize(
    "before",
    [
        [plan_octets(proof=FORGED)],
        [plan_octets(proof=""), plan_octets(proof=FORGED)],
        [plan_octets(proof="").replace(b"8.2.1", b"9.9.9")],
        [plan_octets(proof=PROOF + "Auto-Submitted: auto-replied\r\n")],
        [plan_octets(proof=PROOF + "List-Id: <all.corp.example>\r\n")],
    ],
)
def test_a_copy_that_was_not_taken_does_not_shadow_the_genuine_mail(house: PlayHouse, before: list[bytes]) -> None:
    for octets in before:
        assert takes(house, octets).verdict in ("quarantined", "ignored")
    assert said(takes(house, plan_octets(proof=PROOF))) == "accepted plan"
    assert house.campaign().version == "8.2.1"
    confirmed = house.receives("Re: 计划", "同意", sender="孙丽", answers="<genuine@mail.corp.example>")
    assert (said(confirmed), answers(house)["华东业务部"]) == ("accepted confirmation", "confirmed")


def test_a_mail_that_comes_twice_by_two_ways_is_taken_once(house: PlayHouse) -> None:
    assert said(takes(house, plan_octets(proof=PROOF))) == "accepted plan"
    route = "Received: from relay by mx.corp.example; Mon, 30 Nov 2026 10:00:05 +0800\r\n"
    ids = take_in([RawMail(plan_octets(proof=route + PROOF), "imap", "INBOX", 1, 99, house.now)], house.house)
    assert (ids, house.house.ledger.store.codes()) == ([], ["SU-2026-0001"])


def test_the_assistant_acts_for_their_pm_and_both_are_named(house: PlayHouse) -> None:
    done = house.receives("【计划】星桥服务端8.2.1在线升级", PLAN, sender="xunuo@corp.example")
    assert (said(done), house.campaign().pm) == ("accepted plan", "chenjing@corp.example")
    entry = house.house.ledger.entries.of_mail(done.mail)[0]
    kept = house.house.ledger.archive.get(done.mail)
    assert (entry.by, kept.sender, kept.detail) == (
        "chenjing@corp.example",
        "xunuo@corp.example",
        {"via": "xunuo@corp.example"},
    )
    assert house.last(purpose="receipt").to == ("xunuo@corp.example",)


def test_an_assistant_may_stand_in_sender(house: PlayHouse) -> None:
    done = house.receives("【计划】星桥服务端8.2.1在线升级", PLAN, headers=[("Sender", "xunuo@corp.example")])
    assert said(done) == "accepted plan"
    assert house.house.ledger.archive.get(done.mail).detail == {"via": "xunuo@corp.example"}
    other = house.receives("【计划】星河", PLAN, headers=[("Sender", "sunli@corp.example")])
    assert said(other) == "quarantined plan"
    assert 'assistants = ["sunli@corp.example"]' in house.text(house.last(to="何平"))


def test_a_departments_mailbox_speaks_as_the_department(planned: PlayHouse) -> None:
    done = planned.replies("同意", to=planned.last(template="plan-opened"), sender="huadong@corp.example")
    assert (said(done), answers(planned)["华东业务部"]) == ("accepted confirmation", "confirmed")


def test_a_deputy_is_reminded_and_heard_in_the_place_of_who_is_away(planned: PlayHouse) -> None:
    rules = planned.house.rules
    away = (Away(from_=date(2026, 12, 1), until=date(2026, 12, 11), deputy=PEOPLE["林涛"]),)
    people = tuple(replace(p, away=away) if p.name == "周航" else p for p in rules.directory.people)
    planned.house.rules = replace(rules, directory=type(rules.directory)(people, rules.directory.departments))
    early = planned.replies("同意", to=planned.last(template="plan-opened"), sender="林涛")
    assert said(early) == "rejected confirmation"  # 周航 is still here
    planned.passes(until="2026-12-11T10:00")
    reminder = planned.last(to="林涛", purpose="reminder")
    done = planned.replies("全量升级已完成，同意", to=reminder, sender="林涛")
    assert done.verdict == "accepted"
    node = next(n for n in planned.campaign().nodes if n.owner == PEOPLE["周航"])
    assert (node.state, node.done_by) == ("done", PEOPLE["周航"])
    assert planned.house.ledger.archive.get(done.mail).detail == {"via": PEOPLE["林涛"]}
    assert planned.last(purpose="receipt").to == (PEOPLE["林涛"],)
    planned.now += timedelta(days=5)
    late = planned.replies("同意", to=planned.last(template="plan-opened"), sender="林涛")
    assert said(late) == "rejected confirmation"  # 周航 has long been back


def test_who_has_left_is_neither_heard_nor_written_to(planned: PlayHouse) -> None:
    rules = planned.house.rules
    people = tuple(replace(p, left=True) if p.name == "周航" else p for p in rules.directory.people)
    planned.house.rules = replace(rules, directory=type(rules.directory)(people, rules.directory.departments))
    before = len(planned.posts())
    done = planned.replies("同意", to=planned.last(template="plan-opened"), sender="周航")
    assert (said(done), heard(planned, before)) == ("quarantined unknown", [])
    planned.passes(days=20)
    assert [p for p in planned.posts()[before:] if PEOPLE["周航"] in (*p.to, *p.cc)] == []
    assert planned.verifies()


# --- who is written to ----------------------------------------------------------------------------------------------


def readers(house: PlayHouse) -> set[str]:
    return {a.rpartition("@")[2] for p in house.posts() for a in (*p.to, *p.cc)}


def test_nobody_outside_is_ever_written_to_whatever_a_mail_asks(house: PlayHouse) -> None:
    text = PLAN + "抄送：boss@customer.example\n负责人：partner@customer.example\n"
    done = house.receives(
        "【计划】星桥服务端8.2.1在线升级",
        text,
        cc=["spy@customer.example", "孙丽"],
        headers=[("Reply-To", "spy@customer.example"), ("Disposition-Notification-To", "spy@customer.example")],
    )
    assert done.verdict in ("accepted", "rejected")
    house.receives("【查询】", headers=[("Reply-To", "spy@customer.example")])
    house.passes(days=30)
    assert readers(house) == {"corp.example"}


def test_every_mail_bears_the_label_and_owns_up_to_being_automatic(planned: PlayHouse) -> None:
    planned.receives("【结果】说不清", "??", sender="孙丽")
    planned.passes(days=14)
    letters = [planned.letter(p) for p in planned.posts()]
    assert len(letters) > 10
    assert [x.subject for x in letters if planned.house.rules.company.label not in x.text] == []
    assert [x.subject for x in letters if not (x.header("auto-submitted") or "").startswith("auto-")] == []


HOSTILE = [
    "[HELP]\r\nBcc: spy@customer.example",
    "[HELP]\nX-Evil: 1\n\n<script>alert(1)</script>",
    "[HELP] <img src=x onerror=alert(1)>",
    "[HELP] =cmd|'/c calc'!A1",
    "[HELP] \u202egnp.exe\u0007\u0000",
]


@pytest.mark.parametrize("subject", HOSTILE)
def test_what_a_subject_smuggles_stays_words(house: PlayHouse, subject: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Message-ID"] = "chenjing@corp.example", BOT, "<1@mail.corp.example>"
    mail["Date"] = "Mon, 30 Nov 2026 10:00:00 +0800"
    mail.set_content("帮助")
    octets = PROOF.encode() + b"Subject: " + _encoded(subject) + b"\r\n" + mail.as_bytes()
    assert takes(house, octets).verdict in ("accepted", "rejected")
    answer = house.letter(house.last())
    assert ([a.address for a in answer.to], answer.cc) == (["chenjing@corp.example"], ())
    assert [n for n, _ in answer.headers if n in ("bcc", "x-evil")] == []
    assert [c for c in answer.subject if not c.isprintable() or c == "\u202e"] == []
    assert "<script>alert" not in answer.html
    assert "<img src=x" not in answer.html


def _encoded(subject: str) -> bytes:
    import base64

    return b"=?utf-8?B?" + base64.b64encode(subject.encode()) + b"?="


# --- floods ---------------------------------------------------------------------------------------------------------


def test_faults_and_answers_stop_at_ten_an_hour_and_thirty_a_day(house: PlayHouse) -> None:
    def ask(times: int) -> list[str]:
        before = len(house.posts())
        for n in range(times):
            house.receives("【查询】" if n % 2 else "在吗")
        return sorted({f"{line} ×{heard(house, before).count(line)}" for line in heard(house, before)})

    assert ask(13) == ["admin storm → 何平 ×1", "answer guide → 陈静 ×5", "answer my-standing → 陈静 ×5"]
    house.now += timedelta(minutes=59)
    assert ask(2) == []
    house.now += timedelta(minutes=2)
    assert sum(int(line[-1]) for line in ask(9)) == 9
    house.now += timedelta(hours=2)
    assert sum(int(line[-1]) for line in ask(8)) == 8
    house.now += timedelta(hours=2)
    assert sum(int(line[-1]) for line in ask(9)) == 3
    house.now += timedelta(days=1)
    assert ask(11)[0] == "admin storm → 何平 ×1"


def test_others_are_answered_while_one_is_silenced(house: PlayHouse) -> None:
    for _ in range(12):
        house.receives("在吗")
    assert house.receives("【查询】", sender="孙丽").verdict == "accepted"
    assert house.last(to="孙丽").template == "my-standing"


def test_receipts_over_forty_an_hour_are_merged_into_one_at_the_end_of_the_hour(planned: PlayHouse) -> None:
    for n in range(44):
        done = planned.receives(f"【问题】SU-2026-0001 问题{n}", "现象：打不开\n严重程度：轻微", sender="孙丽")
        assert said(done) == "accepted issue"
    receipts = planned.posts(to="孙丽", purpose="receipt")
    assert [p.template for p in receipts].count("receipt") == 40
    merged = receipts[-1]
    assert (merged.template, planned.local(merged.due)) == ("merged-receipt", "2026-11-30 11:00")
    assert [f"问题{n}" in planned.text(merged) for n in (39, 40, 41, 42, 43)] == [False, True, True, True, True]
    # Line for line what was understood of each (SPEC 5).
    assert "SU-2026-0001 的问题 42 已登记，按“轻微”处理" in planned.text(merged)
    assert len(planned.posts(template="storm")) == 1
    assert len(planned.campaign().issues) == 44
    planned.now += timedelta(hours=1, minutes=1)
    planned.receives("【问题】SU-2026-0001 又一个问题", "严重程度：轻微", sender="孙丽")
    assert planned.posts(to="孙丽")[-1].template == "receipt"


Bot = Callable[[PlayHouse, Post], Disposition]


@pytest.mark.parametrize(
    "bot",
    [
        lambda h, p: h.replies("您好，您的邮件已收到。", to=p, sender="孙丽"),
        lambda h, p: h.replies("已完成", to=p, sender="孙丽"),
        lambda h, p: h.replies("同意", to=p, sender="孙丽"),
        lambda h, p: h.receives(f"【查询】{p.subject}", "为什么", sender="孙丽"),
        lambda h, p: h.receives("工单已创建", "您的工单号 4711", sender="孙丽"),
        lambda h, p: h.receives("【问题】SU-2026-0001 邮件无法处理", "严重程度：轻微", sender="孙丽"),
        lambda h, p: h.receives(f"回复: {p.subject}", "帮助", sender="孙丽"),
    ],
)
def test_two_bots_answering_each_other_stop_and_the_admin_is_told_once(planned: PlayHouse, bot: Bot) -> None:
    """The other one owns up to nothing, and answers each mail that it gets within the minute."""
    answered = len(planned.posts())
    bot(planned, planned.last(template="plan-opened"))
    rounds = 0
    while rounds < 200:
        mine = [p for p in planned.posts()[answered:] if PEOPLE["孙丽"] in p.to]
        answered = len(planned.posts())
        if not mine:
            break
        planned.now += timedelta(seconds=20)
        for post in mine:
            bot(planned, post)
        rounds += 1
    assert rounds < 60
    assert len(planned.posts(template="storm")) <= 1
    assert planned.verifies()


# --- mail that breaks the bot ---------------------------------------------------------------------------------------


def test_a_mail_whose_handling_raises_is_set_aside_whole_and_taken_again_later(
    planned: PlayHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mailbot.considering import consider as module

    genuine = module.interpret

    def broken(context: object) -> object:
        if "坏" in context.letter.subject:  # type: ignore[attr-defined]
            raise ZeroDivisionError("in the middle of a form")
        return genuine(context)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "interpret", broken)
    before = len(planned.posts())
    mails = []
    for n, subject in enumerate(
        ("【问题】SU-2026-0001 打印卡住", "【问题】SU-2026-0001 坏账导出为空", "【问题】SU-2026-0001 报表丢失")
    ):
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = PEOPLE["孙丽"], BOT, subject
        mail["Date"], mail["Message-ID"] = "Mon, 30 Nov 2026 10:00:00 +0800", f"<set-aside.{n}@mail.corp.example>"
        mail.set_content("现象：打不开\n严重程度：轻微")
        mails.append(takes(planned, PROOF.encode() + mail.as_bytes()))
    assert [said(m) for m in mails] == ["accepted issue", "quarantined unknown", "accepted issue"]
    assert [i.title for i in planned.campaign().issues] == ["打印卡住", "报表丢失"]
    aside = planned.house.ledger.archive.quarantined()
    assert [(m.id, m.state, m.traceback.strip().splitlines()[-1]) for m in aside] == [
        (mails[1].mail, "set-aside", "ZeroDivisionError: in the middle of a form")
    ]
    assert [line for line in heard(planned, before) if "admin" in line] == ["admin set-aside → 何平"]
    assert "ZeroDivisionError" in planned.text(planned.last(template="set-aside"))

    # Still broken: it is set aside again, and the admin is not told again. Mended: it is taken.
    archive = planned.house.ledger.archive
    assert archive.retry() == 1
    assert [said(on_mail(id, planned.house, planned.now)) for id in archive.waiting()] == ["quarantined unknown"]
    monkeypatch.setattr(module, "interpret", genuine)
    assert archive.retry(mails[1].mail) == 1
    assert [said(on_mail(id, planned.house, planned.now)) for id in archive.waiting()] == ["accepted issue"]
    assert [i.title for i in planned.campaign().issues] == ["打印卡住", "报表丢失", "坏账导出为空"]
    assert (archive.quarantined(), len(planned.posts(template="set-aside"))) == ([], 1)
    assert planned.verifies()


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"\x00" * 5000,
        b"\r\n\r\n",
        b"Subject: =?utf-8?B?////?=\r\n\r\n\xff\xfe",
        PROOF.encode() + b"From: chenjing@corp.example\r\nSubject: [PLAN] x\r\n" + b"X: y\r\n" * 20_000 + b"\r\nx",
        PROOF.encode() + b"From: chenjing@corp.example\r\nSubject: [PLAN] x\r\n\r\n" + b"| a | b |\r\n" * 20_000,
        PROOF.encode()
        + b"From: chenjing@corp.example\r\nReferences: "
        + b"<a@b> " * 20_000
        + b"\r\nSubject: Re: x\r\n\r\nok",
    ],
)
def test_hostile_octets_are_handled_and_kept(house: PlayHouse, octets: bytes) -> None:
    done = takes(house, octets)
    assert done.verdict in ("accepted", "rejected", "ignored", "quarantined")
    kept = house.house.ledger.archive.get(done.mail)
    assert (kept.traceback, house.house.ledger.archive.octets(done.mail)) == ("", octets)
    assert house.verifies()


def test_a_mail_too_large_to_read_is_set_aside_and_kept(house: PlayHouse) -> None:
    limits = replace(house.house.rules.limits, mail_octets=10_000)
    house.house.rules = replace(house.house.rules, limits=limits)
    octets = plan_octets(proof=PROOF) + b"x" * 10_000
    done = takes(house, octets)
    assert said(done) == "quarantined unknown"
    assert heard(house) == ["admin set-aside → 何平"]
    assert house.house.ledger.archive.octets(done.mail) == octets
