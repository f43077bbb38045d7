"""Which conversation a mail belongs to: code, references, mark, token, bare subject, in this order (SPEC 3 "Thread")."""

from typing import Any

import pytest
from ledger_samples import BUSINESS, MANAGER, NOW, OWNER, PM, mailed, opened, plain, post, record

from mailbot.campaign import changes as c
from mailbot.campaign.model import Issue, Postponement
from mailbot.campaign.outcome import Row
from mailbot.campaign.post import Post
from mailbot.campaign.thread import NO_THREAD, Answered, Thread
from mailbot.ledger.ledger import Ledger
from mailbot.ledger.threads import rows_of
from mailbot.value import replace

ONE, TWO = "SU-2026-0001", "SU-2026-0002"
REMINDER = (Row(n=1, campaign=ONE, node="build"), Row(n=2, campaign=TWO, node="rollout"))


def sent(ledger: Ledger, *to: str, **changes: Any) -> Post:
    mail = changes.pop("mail", None)
    entry = ledger.outbox.queue(
        post(*to, **changes), lambda p: replace(p, message_id=f"<mb.{p.id}@corp.example>", mark=f"D-{p.id}"), mail=mail
    )
    assert entry is not None
    return entry


@pytest.fixture
def talk(ledger: Ledger) -> Ledger:
    """Two campaigns; the first was opened by <plan@…>, and <note@…> belongs to it."""
    plan = mailed(ledger, "<plan@corp.example>", kind="plan", tag="PLAN", campaign=ONE)
    opened(ledger, mail=plan)
    opened(ledger, plain(TWO, title="另一个"))
    mailed(ledger, "<note@corp.example>", campaign=ONE, in_reply_to="<plan@corp.example>", bare_subject="关于灰度")
    return ledger


CONFIRMATION = (Row(n=1, campaign=ONE, asks="confirmation"),)


def test_the_code_comes_first(talk: Ledger) -> None:
    found = talk.threads.find(
        codes=[ONE.lower()], message_ids=["<plan@corp.example>"], bare_subject="另一个", sender=PM
    )
    assert (found.campaign, found.how, found.conflict, found.denied) == (ONE, "code", "", "")
    assert found.rows == CONFIRMATION


def test_a_code_that_is_not_is_denied(talk: Ledger) -> None:
    found = talk.threads.find(codes=["SU-2026-0404"], message_ids=["<plan@corp.example>"])
    assert found == Thread(how="code", denied="SU-2026-0404")


def test_against_the_thread_the_code_wins_and_the_other_is_named(talk: Ledger) -> None:
    found = talk.threads.find(codes=[TWO], message_ids=["<plan@corp.example>"])
    assert found == Thread(campaign=TWO, how="code", conflict=ONE)


def test_a_reference_to_a_mail_that_was_read(talk: Ledger) -> None:
    found = talk.threads.find(message_ids=["<plan@corp.example>"])
    plan = talk.archive.find("<plan@corp.example>")
    assert plan is not None
    answered = Answered(
        message_id="<plan@corp.example>", kind="plan", tag="PLAN", verdict="accepted", rows=CONFIRMATION, mail=plan.id
    )
    assert found == Thread(campaign=ONE, how="reference", answered=answered)


def test_a_reference_to_a_mail_that_was_sent(talk: Ledger) -> None:
    plan = talk.archive.find("<plan@corp.example>")
    assert plan is not None
    fault = sent(talk, purpose="fault", template="fault", campaign=ONE, in_reply_to="<plan@corp.example>", mail=plan.id)
    found = talk.threads.find(message_ids=[fault.message_id])
    assert (found.campaign, found.how) == (ONE, "reference")
    assert found.answered == Answered(
        message_id=fault.message_id, purpose="fault", template="fault", tag="PLAN", outbox=fault.id, mail=plan.id
    )


def test_the_nearest_reference_counts(talk: Ledger) -> None:
    notice = sent(talk, campaign=TWO)
    assert talk.threads.find(message_ids=[notice.message_id, "<plan@corp.example>"]).campaign == TWO
    assert talk.threads.find(message_ids=["<unknown@corp.example>", notice.message_id]).campaign == TWO


def test_under_a_note_the_nearest_mail_that_asks_is_answered(talk: Ledger) -> None:
    found = talk.threads.find(message_ids=["<note@corp.example>", "<plan@corp.example>"])
    assert (found.campaign, found.rows) == (ONE, CONFIRMATION)
    by_reply_to_alone = talk.threads.find(message_ids=["<note@corp.example>"])
    assert by_reply_to_alone == found


def test_under_a_note_no_mail_of_another_campaign_is_answered(talk: Ledger) -> None:
    other = sent(talk, campaign=TWO, rows=(Row(n=1, campaign=TWO, node="build"),))
    mailed(talk, "<alone@corp.example>", campaign=ONE)
    found = talk.threads.find(message_ids=["<alone@corp.example>", other.message_id])
    assert (found.campaign, found.rows) == (ONE, ())
    assert found.answered is not None
    assert found.answered.message_id == "<alone@corp.example>"


def test_mails_that_answer_each_other_in_a_ring_end(talk: Ledger) -> None:
    for here, there in (("a", "b"), ("b", "a")):
        mailed(talk, f"<{here}@corp.example>", campaign=ONE, in_reply_to=f"<{there}@corp.example>")
    found = talk.threads.find(message_ids=["<a@corp.example>"])
    assert (found.campaign, found.rows) == (ONE, ())


@pytest.mark.parametrize("verdict", ["ignored", "quarantined"])
def test_mails_that_were_not_taken_lead_nowhere(talk: Ledger, verdict: str) -> None:
    mailed(talk, "<forged@elsewhere.example>", verdict=verdict, campaign=ONE)
    assert talk.threads.find(message_ids=["<forged@elsewhere.example>"]) == NO_THREAD


def test_a_rejected_mail_is_a_thread_too(talk: Ledger) -> None:
    mailed(talk, "<faulty@corp.example>", verdict="rejected", kind="plan", tag="PLAN")
    found = talk.threads.find(message_ids=["<faulty@corp.example>"])
    assert (found.campaign, found.how) == (None, "reference")
    assert found.answered is not None
    assert (found.answered.verdict, found.answered.kind) == ("rejected", "plan")


def test_the_mark_finds_the_rows_where_references_are_gone(talk: Ledger) -> None:
    reminder = sent(talk, OWNER, purpose="reminder", rows=REMINDER)
    found = talk.threads.find(mark=reminder.id, sender=OWNER.upper())
    assert (found.campaign, found.how, found.rows) == (None, "mark", REMINDER)


def test_the_mark_finds_nothing_for_anybody_else(talk: Ledger) -> None:
    reminder = sent(talk, OWNER, purpose="reminder", rows=REMINDER)
    assert talk.threads.find(mark=reminder.id, sender=MANAGER) == NO_THREAD
    assert talk.threads.find(mark=10**30, sender=OWNER) == NO_THREAD
    assert talk.threads.find(mark=0, sender=OWNER) == NO_THREAD


def test_who_speaks_for_the_addressee_has_their_rows(talk: Ledger) -> None:
    reminder = sent(talk, OWNER, purpose="reminder", rows=REMINDER)
    found = talk.threads.find(mark=reminder.id, sender=MANAGER, participants=frozenset({OWNER}))
    assert found.rows == REMINDER


def test_a_forwarded_reminder_gives_its_rows_to_nobody_else(talk: Ledger) -> None:
    reminder = sent(talk, OWNER, purpose="reminder", rows=REMINDER)
    mine = talk.threads.find(message_ids=[reminder.message_id], sender=OWNER)
    theirs = talk.threads.find(message_ids=[reminder.message_id], sender=MANAGER)
    assert (mine.rows, theirs.rows) == (REMINDER, ())


def test_a_reminder_of_one_campaign_leads_to_it(talk: Ledger) -> None:
    reminder = sent(talk, OWNER, purpose="reminder", rows=REMINDER[:1])
    assert talk.threads.find(mark=reminder.id, sender=OWNER).campaign == ONE


def test_a_reference_that_asks_nothing_gives_way_to_the_mark(talk: Ledger) -> None:
    reminder = sent(talk, OWNER, purpose="reminder", rows=REMINDER)
    mailed(talk, "<hm@corp.example>", campaign=ONE)
    found = talk.threads.find(message_ids=["<hm@corp.example>"], mark=reminder.id, sender=OWNER)
    assert (found.how, found.rows) == ("mark", REMINDER)


@pytest.mark.parametrize("token", [ONE, ONE.lower()])
def test_the_token_of_the_address(talk: Ledger, token: str) -> None:
    assert talk.threads.find(token=token, bare_subject="另一个", sender=PM) == Thread(campaign=ONE, how="token")


def test_a_token_of_a_mail_about_several_is_for_its_addressee(talk: Ledger) -> None:
    reminder = sent(talk, OWNER, purpose="reminder", rows=REMINDER)
    found = talk.threads.find(token=f"D-{reminder.id}", sender=OWNER)
    assert (found.how, found.rows) == ("token", REMINDER)
    assert talk.threads.find(token=f"D-{reminder.id}", sender=PM) == NO_THREAD
    assert talk.threads.find(token="D-" + "9" * 99, sender=OWNER) == NO_THREAD


@pytest.mark.parametrize("subject", ["结算服务端 8.2 升级", "結算服務端\u3000８.２ 升級", "关于灰度"])
def test_last_the_bare_subject_among_the_participants_of_one_open_campaign(talk: Ledger, subject: str) -> None:
    assert talk.threads.find(bare_subject=subject, sender=OWNER) == Thread(campaign=ONE, how="subject")


def test_a_bare_subject_threads_a_member_of_a_department_with_a_part(talk: Ledger) -> None:
    found = talk.threads.find(bare_subject="关于灰度", sender=MANAGER, participants=frozenset({BUSINESS}))
    assert found == Thread(campaign=ONE, how="subject")


def test_a_bare_subject_threads_nobody_else_and_nothing_that_two_share(talk: Ledger) -> None:
    assert talk.threads.find(bare_subject="关于灰度", sender=MANAGER) == NO_THREAD
    assert talk.threads.find(bare_subject="", sender=OWNER) == NO_THREAD
    opened(talk, plain("SU-2026-0003"))
    assert talk.threads.find(bare_subject=plain().title, sender=OWNER) == NO_THREAD


def test_a_bare_subject_threads_nothing_that_is_over(talk: Ledger) -> None:
    record(talk, c.StageReached(at=NOW, stage="closed"))
    assert talk.threads.find(bare_subject="关于灰度", sender=OWNER) == NO_THREAD
    assert talk.threads.find(message_ids=["<plan@corp.example>"]).campaign == ONE


def test_many_references_are_bounded(talk: Ledger) -> None:
    many = [f"<{n}@elsewhere.example>" for n in range(100_000)]
    assert talk.threads.find(message_ids=["<plan@corp.example>", *many]).campaign == ONE
    assert talk.threads.find(message_ids=[*many, "<plan@corp.example>"]) == NO_THREAD


# --- what an answer to a mail that was read means ----------------------------------------------------------------------


def issue(number: int, own_number: int | None = None) -> c.IssueRaised:
    raised = Issue(
        number=number,
        title="登录失败",
        raised_by=OWNER,
        raised_at=NOW,
        assignees=(MANAGER,),
        respond_due=NOW,
        due=NOW,
        own_number=own_number,
    )
    return c.IssueRaised(at=NOW, by=OWNER, issue=raised)


ASKED = Postponement(number=3, node="rollout", until=NOW, timed=False, asked_by=OWNER, asked_at=NOW)


@pytest.mark.parametrize(
    ("changes", "rows"),
    [
        ([], []),
        ([c.Noted(at=NOW, text="谢谢")], []),
        ([c.CampaignOpened(at=NOW, campaign=plain())], [{"n": 1, "asks": "confirmation"}]),
        ([issue(4, 1), issue(5, 2)], [{"n": 1, "asks": "issue", "issue": 4}, {"n": 2, "asks": "issue", "issue": 5}]),
        ([issue(4, 2), issue(5)], [{"n": 2, "asks": "issue", "issue": 4}, {"n": 1, "asks": "issue", "issue": 5}]),
        ([issue(4), issue(5)], [{"n": 1, "asks": "issue", "issue": 4}, {"n": 2, "asks": "issue", "issue": 5}]),
        ([c.IssueAnswered(at=NOW, number=4, result="已修复")], [{"n": 4, "asks": "issue", "issue": 4}]),
        (
            [c.IssueAnswered(at=NOW, number=1, result="已修复"), c.IssueAnswered(at=NOW, number=3, result="已修复")],
            [{"n": 1, "asks": "issue", "issue": 1}, {"n": 3, "asks": "issue", "issue": 3}],
        ),
        ([c.IssueClosed(at=NOW, number=4, how="silence")], []),
        (
            [c.NodeProgressed(at=NOW, key="rollout"), c.NodeDone(at=NOW, key="rollout", done_at=NOW)],
            [{"n": 1, "asks": "node", "node": "rollout"}],
        ),
        (
            [c.PostponementAsked(at=NOW, by=OWNER, postponement=ASKED), c.NodeDone(at=NOW, key="build", done_at=NOW)],
            [
                {"n": 1, "asks": "postponement", "postponement": 3, "node": "rollout"},
                {"n": 2, "asks": "node", "node": "build"},
            ],
        ),
    ],
    ids=[
        "nothing",
        "note",
        "plan",
        "own numbers",
        "some own numbers",
        "no numbers",
        "answer",
        "two answers",
        "clock",
        "twice",
        "both",
    ],
)
def test_the_rows_of_a_mail_are_what_it_did(changes: list[c.Change], rows: list[dict[str, Any]]) -> None:
    assert rows_of([(ONE, change) for change in changes]) == tuple(Row(campaign=ONE, **row) for row in rows)
