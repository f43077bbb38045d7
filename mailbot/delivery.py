"""delivery: send what waits in the outbox (SPEC 5, 6). The only way out of the house."""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from threading import Event

from mailbot.apply import queue
from mailbot.campaign.audience import to_admins
from mailbot.campaign.post import Post
from mailbot.errors import MailServerError, TemplateError
from mailbot.house import House
from mailbot.inbound.handed_on import is_matter
from mailbot.inbound.letter import read_letter
from mailbot.outbound.attachments import Attachment, file_name
from mailbot.outbound.transport import Transport
from mailbot.outbound.write import write
from mailbot.ticking.withdraw import reconsider
from mailbot.value import Value

log = logging.getLogger("mailbot.delivery")

_BATCH = 20
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=4)
_PAUSE = timedelta(minutes=30)
# A server that is away says nothing of a mail: once it is back, what waits must not wait for hours more.
_AWAY = timedelta(minutes=10)
# A mail that has been refused for five days will not be taken on the sixth (RFC 5321 4.5.4.1).
_GIVE_UP = timedelta(days=5)


class Delivered(Value, kw_only=True):
    sent: int = 0
    deferred: int = 0
    failed: int = 0
    withdrawn: int = 0


def wait_after(attempts: int) -> timedelta:
    """How long to wait after that many attempts: 1, 2, 4 … minutes, at most 4 hours."""
    doublings: int = min(max(attempts - 1, 0), 16)
    return min(_FIRST_WAIT * (1 << doublings), _LONGEST_WAIT)


def octets_of(post: Post, house: House, now: datetime) -> bytes:
    """The mail as octets: written once, before the first attempt, and kept."""
    kept = house.ledger.outbox.octets(post.id)
    if kept is not None:
        return kept
    mark = post.mark
    token = house.signer.token(mark) if house.settings.sub_addressing and mark else None
    handed_on = _handed_on(post, house) if post.facts.get("files") else ()
    octets = write(post, house.templates, house.rules.company, token=token, now=now, handed_on=handed_on)
    house.ledger.outbox.written(post.id, octets)
    return octets


def _handed_on(post: Post, house: House) -> list[Attachment]:
    """The files that the mail behind a post brought for its readers: a PM's package, an issue's screenshots."""
    cause = house.ledger.outbox.cause(post.id)
    if cause is None:
        return []
    letter = read_letter(house.ledger.archive.octets(cause), max_octets=house.rules.limits.mail_octets)
    wanted = frozenset(post.facts["files"])
    return [
        Attachment(name=file_name(a.filename), type="application/octet-stream", octets=a.content)
        for a in letter.attachments
        if a.filename in wanted and is_matter(a)
    ]


def deliver(
    house: House, transport: Transport, clock: Callable[[], datetime], *, stop: Event | None = None
) -> Delivered:
    """Sends everything that may leave now; returns when nothing is left or the server wants a pause. Where reminders were
    withdrawn the clock has to tick: what still stands of them is said anew."""
    done: Counter[str] = Counter()
    limit = house.settings.submission
    while stop is None or not stop.is_set():
        now = clock()
        room = _room(house, now, limit.per_minute if limit else None, limit.per_day if limit else None)
        if room <= 0:
            break
        with house.ledger.transaction():
            claimed = house.ledger.outbox.claim(now, min(room, _BATCH))
        if not claimed:
            break
        for n, post in enumerate(claimed):
            if stop is not None and stop.is_set():
                _put_back(claimed[n:], house, now)
                return _delivered(done)
            state = _one(post, house, transport, clock, stop)
            done[state] += 1
            if state == "paused":
                _put_back(claimed[n + 1 :], house, now)
                return _delivered(done)
            if state == "away":  # the others need not be tried now, but nobody reads in the outbox of what is done
                left = [(p, reconsider(p, house, now)) for p in claimed[n + 1 :]]
                done.update(standing for _, standing in left)
                again = now + min(wait_after(post.attempts), _AWAY)
                _put_back([p for p, standing in left if standing == "leaves"], house, again)
                return _delivered(done)
    return _delivered(done)


def _delivered(done: Counter[str]) -> Delivered:
    return Delivered(
        sent=done["sent"],
        deferred=done["deferred"] + done["paused"] + done["away"],
        failed=done["failed"] + done["held"],
        withdrawn=done["withdrawn"],
    )


def _one(post: Post, house: House, transport: Transport, clock: Callable[[], datetime], stop: Event | None) -> str:
    now = clock()
    outbox = house.ledger.outbox
    if (standing := reconsider(post, house, now)) != "leaves":
        return standing
    try:
        octets = octets_of(post, house, now)
    except TemplateError as error:
        outbox.held(post.id, str(error))
        log.error("template", extra={"entry": post.id, "template": post.template, "why": str(error)})
        return "held"
    try:
        delivery = transport.send(octets, house.rules.company.bot, (*post.to, *post.cc))
    except MailServerError as error:
        outbox.deferred(post.id, now + wait_after(post.attempts), str(error))
        log.warning("deferred", extra={"entry": post.id, "why": str(error)})
        return "deferred"
    if delivery.unknown:
        outbox.doubt(post.id)
    match delivery.state:
        case "sent":
            with house.ledger.transaction():
                outbox.sent(post.id, clock(), delivery.reply)
                if delivery.refused:
                    _report(post, house, now, "; ".join(f"{a}: {r}" for a, r in delivery.refused.items()))
        case "deferred" if stop is not None and stop.is_set():
            # Broken off by us, not by the server: once the service runs again it goes at once.
            outbox.put_back(post.id, now)
        case "deferred" if not delivery.reached:
            outbox.deferred(post.id, now + min(wait_after(post.attempts), _AWAY), delivery.reply)
            log.warning("deferred", extra={"entry": post.id, "why": delivery.reply})
            return "away"
        case "deferred" if now - post.created < _GIVE_UP:
            outbox.deferred(post.id, now + wait_after(post.attempts), delivery.reply)
        case "paused":
            with house.ledger.transaction():
                outbox.put_back(post.id, now + _PAUSE)
                outbox.pause(now + _PAUSE, delivery.reply)
                _tell_admin(house, now, "outbox-paused", f"paused:{now.date()}", reply=delivery.reply[:300])
        case _:
            with house.ledger.transaction():
                outbox.failed(post.id, delivery.reply)
                _report(post, house, now, delivery.reply)
    log.info("delivery", extra={"entry": post.id, "state": delivery.state, "attempts": post.attempts})
    return delivery.state


def _report(post: Post, house: House, now: datetime, reply: str) -> None:
    """A refused mail is told to the admin, unless it was one to the admin."""
    if post.purpose != "admin":
        facts = {"entry": post.id, "to": list(post.to), "subject": post.subject}
        _tell_admin(house, now, "delivery-failed", f"failed:{post.id}", reply=reply[:300], **facts)


def _tell_admin(house: House, now: datetime, template: str, once: str, **facts: object) -> None:
    queue(to_admins(template, house.rules, once, **facts), house, now)


def _room(house: House, now: datetime, per_minute: int | None, per_day: int | None) -> int:
    """How many mails may leave now (the provider's limits, from the settings)."""
    rooms = [_BATCH]
    if per_minute:
        rooms.append(per_minute - house.ledger.outbox.sent_since(now - timedelta(minutes=1)))
    if per_day:
        rooms.append(per_day - house.ledger.outbox.sent_since(now - timedelta(days=1)))
    return min(rooms)


def _put_back(posts: Sequence[Post], house: House, now: datetime) -> None:
    for post in posts:
        house.ledger.outbox.put_back(post.id, now)
