"""The outbox: each notice once, claimed oldest first, never lost, counted by address."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from ledger_samples import MANAGER, NOW, OWNER, PM, mailed, post

from mailbot.campaign.outcome import Row
from mailbot.campaign.post import Post
from mailbot.ledger.ledger import Ledger
from mailbot.ledger.outbox import Outbox
from mailbot.value import replace

MINUTE = timedelta(minutes=1)


def queued(ledger: Ledger, *to: str, **changes: object) -> Post:
    entry = ledger.outbox.queue(post(*to, **changes))
    assert entry is not None
    return entry


def test_a_post_comes_back_as_it_was_queued(ledger: Ledger) -> None:
    entry = ledger.outbox.queue(
        post(
            PM,
            OWNER,
            cc=(MANAGER,),
            purpose="reminder",
            template="reminder",
            language="en",
            subject="提醒\n",
            facts={"items": [{"title": "=1+1", "days": 3}], "n": None},
            rows=(
                Row(n=1, campaign="SU-2026-0001", node="build"),
                Row(n=2, campaign="SU-2026-0002", asks="issue", issue=4),
            ),
            campaign="SU-2026-0001",
            in_reply_to="<plan@corp.example>",
            references=("<plan@corp.example>", "<2@corp.example>"),
            once="reminder/2026-12-01",
        ),
        lambda p: replace(p, message_id=f"<mb.{p.id}@corp.example>", mark=f"D-{p.id}", subject=f"提醒 [D-{p.id}]"),
    )
    assert entry is not None
    assert entry.id > 0
    assert (entry.mark, entry.message_id) == (f"D-{entry.id}", f"<mb.{entry.id}@corp.example>")
    assert ledger.outbox.get(entry.id) == entry
    assert ledger.outbox.by_message_id(entry.message_id) == entry
    assert ledger.outbox.list() == [entry]


def test_a_notice_of_one_key_is_queued_once(ledger: Ledger) -> None:
    first = queued(ledger, once="digest/2026-W49")
    assert ledger.outbox.queue(post(once="digest/2026-W49", subject="again")) is None
    assert ledger.outbox.queue(post(once="digest/2026-W50")) is not None
    ledger.outbox.failed(first.id, "550 no")
    assert ledger.outbox.queue(post(once="digest/2026-W49")) is None


def test_a_notice_that_is_rolled_back_was_not_queued(ledger: Ledger) -> None:
    def fail() -> None:
        with ledger.savepoint():
            queued(ledger, once="a")
            raise ZeroDivisionError

    with ledger.transaction():
        with pytest.raises(ZeroDivisionError):
            fail()
        kept = queued(ledger, once="b")
    assert [p.once for p in ledger.outbox.list()] == ["b"]
    assert queued(ledger, once="a").id != kept.id


def test_notices_without_a_key_may_repeat(ledger: Ledger) -> None:
    assert queued(ledger).id != queued(ledger).id


def test_posts_are_claimed_when_due_the_oldest_first(ledger: Ledger) -> None:
    late, early, not_yet = (queued(ledger, due=NOW + n * MINUTE) for n in (0, -5, 1))
    assert [p.id for p in ledger.outbox.claim(NOW, 1)] == [early.id]
    assert [p.id for p in ledger.outbox.claim(NOW, 9)] == [late.id]
    assert ledger.outbox.claim(NOW, 9) == []
    assert [p.id for p in ledger.outbox.claim(NOW + MINUTE, 9)] == [not_yet.id]
    assert ledger.outbox.counts() == {"sending": 3}


def test_each_claim_is_an_attempt(ledger: Ledger) -> None:
    entry = queued(ledger)
    for attempt in (1, 2):
        (claimed,) = ledger.outbox.claim(NOW, 9)
        assert (claimed.state, claimed.attempts) == ("sending", attempt)
        ledger.outbox.deferred(entry.id, NOW, "451 later")
    ledger.outbox.claim(NOW, 9)
    ledger.outbox.put_back(entry.id, NOW + MINUTE)
    back = ledger.outbox.get(entry.id)
    assert (back.state, back.attempts, back.due, back.reply) == ("waiting", 2, NOW + MINUTE, "451 later")


@pytest.mark.parametrize(
    ("move", "state", "reply"),
    [
        (lambda o, id: o.sent(id, NOW, "250 OK"), "sent", "250 OK"),
        (lambda o, id: o.failed(id, "550 no such user"), "failed", "550 no such user"),
        (lambda o, id: o.held(id, "receipt.html: 'due' is undefined"), "held", "receipt.html: 'due' is undefined"),
    ],
    ids=["sent", "failed", "held"],
)
def test_what_is_done_with_is_not_claimed_again(
    ledger: Ledger, move: Callable[[Outbox, int], None], state: str, reply: str
) -> None:
    entry = queued(ledger)
    ledger.outbox.claim(NOW, 9)
    move(ledger.outbox, entry.id)
    done = ledger.outbox.get(entry.id)
    assert (done.state, done.reply) == (state, reply)
    assert ledger.outbox.claim(NOW + timedelta(days=1), 9) == []


def test_the_octets_are_those_that_were_written(ledger: Ledger) -> None:
    entry = queued(ledger)
    assert ledger.outbox.octets(entry.id) is None
    ledger.outbox.written(entry.id, b"Subject: \xe5\x8d\x87\r\n\r\n\x00")
    assert ledger.outbox.octets(entry.id) == b"Subject: \xe5\x8d\x87\r\n\r\n\x00"


def test_a_held_post_is_released_to_be_written_anew(ledger: Ledger) -> None:
    entry = queued(ledger)
    ledger.outbox.written(entry.id, b"x")
    assert ledger.outbox.release(entry.id, NOW) is False
    ledger.outbox.held(entry.id, "template")
    assert ledger.outbox.release(entry.id, NOW + MINUTE) is True
    assert ledger.outbox.octets(entry.id) is None
    assert [p.id for p in ledger.outbox.claim(NOW + MINUTE, 9)] == [entry.id]


def test_what_a_crash_left_half_sent_goes_again(ledger: Ledger) -> None:
    entry = queued(ledger)
    ledger.outbox.claim(NOW, 9)
    assert ledger.outbox.claim(NOW + 14 * MINUTE, 9) == []
    assert [p.id for p in ledger.outbox.claim(NOW + 15 * MINUTE, 9)] == [entry.id]
    assert ledger.outbox.reclaim() == 1
    assert [p.id for p in ledger.outbox.claim(NOW, 9)] == [entry.id]


def test_the_service_takes_up_at_once_what_it_was_sending(sqlite_url: str) -> None:
    with Ledger.open(sqlite_url, service=True) as ledger:
        entry = queued(ledger)
        ledger.outbox.claim(NOW, 9)
    with Ledger.open(sqlite_url, service=True) as ledger:
        assert [p.id for p in ledger.outbox.claim(NOW, 9)] == [entry.id]


def test_nothing_is_claimed_while_the_outbox_is_paused(ledger: Ledger) -> None:
    queued(ledger)
    ledger.outbox.pause(NOW + MINUTE, "550 Connection frequency limited")
    assert ledger.outbox.paused(NOW) == (NOW + MINUTE, "550 Connection frequency limited")
    assert ledger.outbox.claim(NOW, 9) == []
    assert ledger.outbox.paused(NOW + MINUTE) is None
    assert len(ledger.outbox.claim(NOW + MINUTE, 9)) == 1
    ledger.outbox.pause(NOW + MINUTE, "again")
    ledger.outbox.resume()
    assert ledger.outbox.paused(NOW) is None


def test_posts_are_counted_by_address_purpose_and_time(ledger: Ledger) -> None:
    queued(ledger, PM.upper(), purpose="answer", created=NOW)
    queued(ledger, OWNER, cc=(PM,), purpose="receipt", created=NOW + MINUTE)
    queued(ledger, PM, purpose="reminder", created=NOW + MINUTE)
    assert ledger.outbox.count_to(PM, ["answer", "receipt"], NOW) == 2
    assert ledger.outbox.count_to(PM.upper(), ["answer", "receipt"], NOW + MINUTE) == 1
    assert ledger.outbox.count_to(OWNER, ["answer"], NOW) == 0


def test_what_left_is_counted_from_a_time_on(ledger: Ledger) -> None:
    for n in range(3):
        ledger.outbox.sent(queued(ledger).id, NOW + n * MINUTE)
    queued(ledger)
    assert ledger.outbox.sent_since(NOW + MINUTE) == 2


def test_posts_are_listed_by_state_campaign_purpose_and_cause(ledger: Ledger) -> None:
    cause = mailed(ledger)
    one = ledger.outbox.queue(post(campaign="SU-2026-0001", purpose="receipt"), mail=cause)
    two = queued(ledger, campaign="SU-2026-0001")
    three = queued(ledger)
    assert one is not None
    ledger.outbox.sent(two.id, NOW)

    def ids(**wanted: object) -> list[int]:
        return [p.id for p in ledger.outbox.list(**wanted)]  # type: ignore[arg-type]

    assert ids() == [one.id, two.id, three.id]
    assert ids(states=["sent", "held"]) == [two.id]
    assert ids(campaign="SU-2026-0001") == [one.id, two.id]
    assert ids(purpose="receipt") == [one.id]
    assert ids(mail=cause) == [one.id]
    assert ids(after=one.id, limit=1) == [two.id]
    assert [ledger.outbox.cause(p.id) for p in (one, two)] == [cause, None]


def test_a_post_to_nobody_and_one_to_a_person_twice_are_kept(ledger: Ledger) -> None:
    nobody = ledger.outbox.queue(replace(post(), to=()))
    twice = ledger.outbox.queue(post(PM, cc=(PM.upper(),)))
    assert nobody is not None
    assert twice is not None
    assert (nobody.to, twice.cc) == ((), (PM.upper(),))


@pytest.mark.parametrize("id", [0, 404, 10**30])
def test_an_unknown_number_is_a_key_error(ledger: Ledger, id: int) -> None:
    with pytest.raises(KeyError):
        ledger.outbox.get(id)


def test_what_is_withdrawn_is_sent_no_more_and_its_key_is_free(ledger: Ledger) -> None:
    entry = queued(ledger, once="reminder:1")
    assert ledger.outbox.withdraw(entry, "cause-ended")
    assert ledger.outbox.claim(NOW, 10) == []
    assert (ledger.outbox.get(entry.id).state, ledger.outbox.get(entry.id).reply) == ("withdrawn", "cause-ended")
    assert queued(ledger, once="reminder:1").id != entry.id


def test_what_another_service_has_claimed_meanwhile_is_not_withdrawn(ledger: Ledger) -> None:
    entry = queued(ledger)
    [claimed] = ledger.outbox.claim(NOW, 10)
    assert not ledger.outbox.withdraw(entry, "day-passed")
    assert ledger.outbox.withdraw(claimed, "cause-ended")


def test_what_a_crash_left_with_its_octets_written_may_have_left(ledger: Ledger) -> None:
    written, untouched = queued(ledger), queued(ledger)
    assert len(ledger.outbox.claim(NOW, 10)) == 2
    ledger.outbox.written(written.id, b"octets")
    ledger.outbox.reclaim()
    assert [ledger.outbox.get(e.id).doubtful for e in (written, untouched)] == [True, False]


def test_what_another_service_never_finished_may_have_left(ledger: Ledger) -> None:
    entry = queued(ledger)
    ledger.outbox.claim(NOW, 10)
    ledger.outbox.written(entry.id, b"octets")
    [again] = ledger.outbox.claim(NOW + 20 * MINUTE, 10)
    assert (again.id, again.doubtful) == (entry.id, True)
