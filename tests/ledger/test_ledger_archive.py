"""The archive: each mail once, whole, whatever it is; nothing shadows the genuine one; an operator's hand."""

import os
from datetime import timedelta
from typing import Any

import pytest
from ledger_samples import NOW, PM, mailed, opened

from mailbot.campaign.commands import ConfirmPlan, FilePlan, PlannedNode, RaiseIssue, Reading, Remark
from mailbot.campaign.planned import Quantity
from mailbot.ledger.ledger import Ledger

MESSAGE_ID = "<plan@corp.example>"


def keep(ledger: Ledger, octets: bytes, uid: int, **changes: Any) -> int | None:
    known: dict[str, Any] = {
        "source": "imap",
        "folder": "INBOX",
        "uidvalidity": 4294967295,
        "uid": uid,
        "received": NOW,
        "message_id": MESSAGE_ID,
        "digest": "d1",
    }
    return ledger.archive.keep(octets, **{**known, **changes})


def decide(ledger: Ledger, id: int | None, verdict: str) -> None:
    assert id is not None
    ledger.archive.decided(id, verdict=verdict, kind="note", at=NOW)


@pytest.mark.parametrize(
    "octets",
    [b"", b"Subject: a\r\n\r\n\xff\x00\x80", bytes(range(256)) * 10_000, os.urandom(2_000_000)],
    ids=["empty", "binary", "long", "larger than compressed well"],
)
def test_octets_come_back_as_they_were(ledger: Ledger, octets: bytes) -> None:
    id = keep(ledger, octets, 1)
    assert id is not None
    assert ledger.archive.octets(id) == octets
    assert ledger.archive.get(id).size == len(octets)


def test_the_very_octets_are_kept_once_wherever_they_lie(ledger: Ledger) -> None:
    id = keep(ledger, b"one", 1)
    assert keep(ledger, b"one", 1) is None
    assert keep(ledger, b"one", 7, folder="Archiv/2026", message_id="<other@corp.example>") is None
    assert id is not None
    assert ledger.archive.places(id) == [("INBOX", 4294967295, 1), ("Archiv/2026", 4294967295, 7)]
    assert ledger.archive.waiting() == [id]


def test_a_copy_that_differs_in_trace_headers_alone_is_not_kept_again(ledger: Ledger) -> None:
    id = keep(ledger, b"Received: a\n\nx", 1)
    decide(ledger, id, "accepted")
    assert keep(ledger, b"Received: b\n\nx", 2) is None
    assert ledger.archive.position("INBOX", 4294967295) == 2


@pytest.mark.parametrize("verdict", ["ignored", "quarantined"])
def test_a_copy_that_was_ignored_or_quarantined_shadows_nothing(ledger: Ledger, verdict: str) -> None:
    decide(ledger, keep(ledger, b"forged", 1), verdict)
    genuine = keep(ledger, b"genuine", 2)
    assert genuine is not None
    assert ledger.archive.twin(genuine) is None
    decide(ledger, genuine, "accepted")
    found = ledger.archive.find(MESSAGE_ID)
    assert found is not None
    assert found.id == genuine


def test_a_copy_that_is_undecided_shadows_nothing_and_the_twin_is_told(ledger: Ledger) -> None:
    first, second = keep(ledger, b"by list", 1), keep(ledger, b"straight", 2)
    assert first is not None
    assert second is not None
    assert ledger.archive.twin(first) is None
    decide(ledger, first, "accepted")
    assert ledger.archive.twin(second) == first
    assert ledger.archive.twin(first) is None


def test_a_forged_copy_of_one_batch_is_no_twin(ledger: Ledger) -> None:
    forged, genuine = keep(ledger, b"forged", 1), keep(ledger, b"genuine", 2)
    decide(ledger, forged, "quarantined")
    assert genuine is not None
    assert ledger.archive.twin(genuine) is None


def test_one_message_id_with_other_content_is_another_mail_and_is_said_to_be(ledger: Ledger) -> None:
    first = keep(ledger, b"one", 1)
    other = keep(ledger, b"other", 2, digest="d2")
    assert first is not None
    assert other is not None
    assert [ledger.archive.get(id).doubled for id in (first, other)] == [False, True]


def test_mails_without_a_message_id_are_doubles_of_nobody(ledger: Ledger) -> None:
    keep(ledger, b"one", 1, message_id="", digest="d1")
    other = keep(ledger, b"other", 2, message_id="", digest="d2")
    assert other is not None
    assert ledger.archive.get(other).doubled is False
    assert ledger.archive.find("") is None


def test_a_message_id_may_be_longer_than_an_index_holds(ledger: Ledger) -> None:
    long = "<" + "长" * 100_000 + "@corp.example>"
    id = mailed(ledger, long)
    found = ledger.archive.find(long)
    assert found is not None
    assert found.id == id
    assert ledger.archive.find("<" + "长" * 99_999 + "@corp.example>") is None


def test_a_folder_s_position_is_its_highest_uid_under_its_validity(ledger: Ledger) -> None:
    for uid in (3, 4294967295, 7):
        keep(ledger, str(uid).encode(), uid, digest=str(uid))
    assert ledger.archive.position("INBOX", 4294967295) == 4294967295
    assert ledger.archive.position("INBOX", 1) == 0
    assert ledger.archive.position("Sent", 4294967295) == 0
    assert ledger.archive.seen("INBOX", 4294967295, range(1, 2000)) == {3, 7}


def test_a_file_may_hold_another_mail_in_the_same_place_tomorrow(ledger: Ledger) -> None:
    keep(ledger, b"one", 1, source="file", folder="a.mbox")
    other = keep(ledger, b"other", 1, source="file", folder="a.mbox", digest="d2")
    assert other is not None
    assert ledger.archive.places(other) == [("a.mbox", 4294967295, 1)]


def test_what_was_decided_is_read_again(ledger: Ledger) -> None:
    plan = FilePlan(
        campaign_kind="server_upgrade",
        version="8.2.1",
        quantity=Quantity(min=1, max=10**30),
        nodes=(PlannedNode(title="提交测试", due=NOW, timed=True),),
        given=frozenset({"version", "nodes"}),
        readings=(Reading(field="version", value="8.2.1", place="3", words="版本：8.2.1"),),
        remarks=(Remark(reason="day-off", facts={"day": "2026-10-01", "n": 1}),),
    )
    commands = (plan, ConfirmPlan(words="同意", row=2), RaiseIssue(title="登录失败", type="defect", own_number=3))
    id = keep(ledger, b"x", 1)
    assert id is not None
    ledger.archive.decided(
        id,
        verdict="rejected",
        kind="plan",
        at=NOW,
        campaign="SU-2026-0001",
        sender=PM,
        subject="【计划】升级\x00",
        bare_subject="升级",
        date=NOW - timedelta(hours=1),
        in_reply_to="<0@corp.example>",
        tag="PLAN",
        reasons=("no-version", "past-due"),
        commands=commands,
        detail={"faults": [{"reason": "no-version"}]},
        dry_run=True,
        rules="abc",
        version="0.1.0",
    )
    mail = ledger.archive.get(id)
    assert mail.commands == commands
    assert (mail.state, mail.verdict, mail.kind, mail.campaign) == ("decided", "rejected", "plan", "SU-2026-0001")
    assert (mail.sender, mail.subject, mail.date) == (PM, "【计划】升级\ufffd", NOW - timedelta(hours=1))
    assert (mail.in_reply_to, mail.tag, mail.reasons) == ("<0@corp.example>", "PLAN", ("no-version", "past-due"))
    assert (mail.detail, mail.dry_run) == ({"faults": [{"reason": "no-version"}]}, True)
    assert (mail.rules, mail.version, mail.decided_at) == ("abc", "0.1.0", NOW)


def test_mails_wait_in_the_order_of_their_coming_until_they_are_decided(ledger: Ledger) -> None:
    ids = [keep(ledger, str(uid).encode(), uid, digest=str(uid)) for uid in (5, 2, 9)]
    assert ledger.archive.waiting() == ids
    assert ledger.archive.waiting(limit=1) == ids[:1]
    decide(ledger, ids[0], "ignored")
    ledger.archive.set_aside(ids[1] or 0, "Traceback", at=NOW)
    assert ledger.archive.waiting() == ids[2:]


def test_only_a_mail_that_waits_can_be_held(ledger: Ledger) -> None:
    id = keep(ledger, b"x", 1)
    assert id is not None
    with ledger.transaction():
        assert ledger.archive.hold(id) is True
    decide(ledger, id, "accepted")
    with ledger.transaction():
        assert ledger.archive.hold(id) is False


def test_a_mail_set_aside_keeps_its_traceback_until_it_is_taken_again(ledger: Ledger) -> None:
    id = keep(ledger, b"x", 1)
    assert id is not None
    ledger.archive.set_aside(id, "Traceback (most recent call last):\n  boom\x00", at=NOW)
    (mail,) = ledger.archive.quarantined()
    assert (mail.id, mail.state, mail.traceback) == (
        id,
        "set-aside",
        "Traceback (most recent call last):\n  boom\ufffd",
    )
    assert ledger.archive.retry() == 1
    assert ledger.archive.waiting() == [id]
    assert ledger.archive.quarantined() == []
    assert ledger.archive.retry(id) == 0


def test_a_released_mail_is_decided_anew_as_if_it_were_proven(ledger: Ledger) -> None:
    id = mailed(ledger, verdict="quarantined")
    assert [m.id for m in ledger.archive.quarantined()] == [id]
    assert ledger.archive.release(id) is True
    mail = ledger.archive.get(id)
    assert (mail.state, mail.verdict, mail.released) == ("waiting", "", True)
    assert ledger.archive.release(id) is False
    assert ledger.archive.release(mailed(ledger)) is False


def test_a_dropped_mail_is_ignored_for_good(ledger: Ledger) -> None:
    unproven, crashed, taken = mailed(ledger, verdict="quarantined"), mailed(ledger), mailed(ledger)
    ledger.archive.set_aside(crashed, "Traceback", at=NOW)
    assert [ledger.archive.drop(id, at=NOW) for id in (unproven, crashed, taken)] == [True, True, False]
    assert ledger.archive.quarantined() == []
    dropped = ledger.archive.get(unproven)
    assert (dropped.state, dropped.verdict, dropped.reasons) == ("decided", "ignored", ("dropped",))


def test_mails_are_listed_oldest_first(ledger: Ledger) -> None:
    opened(ledger)
    ids = [
        mailed(ledger, campaign="SU-2026-0001"),
        mailed(ledger, verdict="ignored"),
        mailed(ledger, campaign="SU-2026-0001"),
    ]
    assert [m.id for m in ledger.archive.list()] == ids
    assert [m.id for m in ledger.archive.list(campaign="SU-2026-0001")] == [ids[0], ids[2]]
    assert [m.id for m in ledger.archive.list(verdict="ignored")] == [ids[1]]
    assert [m.id for m in ledger.archive.list(after=ids[0], limit=1)] == [ids[1]]
    assert ledger.archive.counts() == {"accepted": 2, "ignored": 1}


@pytest.mark.parametrize("id", [0, -1, 404, 10**30])
def test_an_unknown_id_is_a_key_error(ledger: Ledger, id: int) -> None:
    with pytest.raises(KeyError):
        ledger.archive.get(id)
