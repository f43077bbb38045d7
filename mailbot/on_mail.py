"""When a mail comes: ← start reading here.

Its octets are already safe in the ledger (`take_in`). One transaction then holds everything that follows from it; what
crashes is set aside whole, with its traceback, and the rest go on.
"""

import logging
import traceback
from collections.abc import Sequence
from datetime import datetime

from mailbot import __version__
from mailbot.answering.alarms import admin_notices, set_aside_notices
from mailbot.answering.limiter import allowed
from mailbot.answering.replies import merged, replies, with_files
from mailbot.apply import queue, record
from mailbot.campaign.outcome import Notice
from mailbot.considering.consider import consider
from mailbot.considering.considered import Considered
from mailbot.considering.decisions import with_code
from mailbot.considering.returned import mark_reach
from mailbot.errors import LedgerError, UnreadableMail
from mailbot.house import House
from mailbot.inbound.letter import read_letter
from mailbot.inbound.rawmail import RawMail, fingerprint, message_id_of
from mailbot.on_clock import catch_up
from mailbot.value import Value

log = logging.getLogger("mailbot.mail")


class Disposition(Value, kw_only=True):
    """What became of one mail."""

    mail: int
    verdict: str
    kind: str
    campaign: str | None


def take_in(mails: Sequence[RawMail], house: House) -> list[int]:
    """Keeps a batch of mails, octets first, in one transaction. Returns the ids of those that are new."""
    with house.ledger.transaction():
        kept = [
            house.ledger.archive.keep(
                raw.octets,
                source=raw.source,
                folder=raw.folder,
                uidvalidity=raw.uidvalidity,
                uid=raw.uid,
                received=raw.received,
                message_id=message_id_of(raw.octets),
                digest=fingerprint(raw.octets),
            )
            for raw in mails
        ]
    return [id for id in kept if id is not None]


def on_mail(mail: int, house: House, now: datetime, *, silent: bool = False) -> Disposition:
    """Reads, decides and applies one kept mail. `silent`: an archive is recorded, nothing is queued."""
    owed = not silent and catch_up(house, now, _arrived(mail, house))
    try:
        with house.ledger.deciding():
            disposition = _handle(mail, house, now, silent, owed)
    except LedgerError:
        raise  # nobody's fault but the database's: the mail waits where it is
    except UnreadableMail as error:
        disposition = _put_aside(mail, house, now, str(error))
    except Exception:
        disposition = _put_aside(mail, house, now, traceback.format_exc())
    log.info(
        "mail",
        extra={
            "mail": mail,
            "verdict": disposition.verdict,
            "kind": disposition.kind,
            "campaign": disposition.campaign,
        },
    )
    return disposition


def _arrived(mail: int, house: House) -> datetime | None:
    """When the mail server had it; a file's own time says nothing of that."""
    known = house.ledger.archive.get(mail)
    return known.received if known.source == "imap" else None


def _handle(mail: int, house: House, now: datetime, silent: bool, owed: bool) -> Disposition:
    """One mail, from its octets to the answers that wait in the outbox; in the caller's transaction. `owed`: this hour's tick
    comes after it, and looks at what it concerns too."""
    archive = house.ledger.archive
    if not archive.hold(mail):  # decided before, or another service is at it
        known = archive.get(mail)
        return Disposition(mail=mail, verdict=known.verdict, kind=known.kind or "unknown", campaign=known.campaign)
    if archive.twin(mail) is not None:
        archive.decided(mail, verdict="ignored", kind="unknown", at=now, reasons=("copy",))
        return Disposition(mail=mail, verdict="ignored", kind="unknown", campaign=None)
    letter = read_letter(archive.octets(mail), max_octets=house.rules.limits.mail_octets)
    considered = consider(letter, house, now, released=archive.get(mail).released)
    if not considered.dry_run:
        considered = with_code(considered, house, now, house.ledger.store.next_code)
        _record(considered, house, mail, owed)
    if not silent:
        _queue_mails(considered, house, now, mail)
    _mark_reach(considered, house, now)
    _note_verdict(considered, house, now, mail)
    return Disposition(mail=mail, verdict=considered.verdict, kind=considered.kind, campaign=considered.campaign)


def _record(considered: Considered, house: House, mail: int, owed: bool) -> None:
    """Records the changes of each command; a refusal may leave one too (a refused submission)."""
    for decided in considered.decided:
        if decided.result.changes:
            before = house.ledger.store.load(decided.before.code, lock=True) if decided.before else None
            record(decided.result.changes, before, house, mail=mail, at_once=owed)


def _queue_mails(considered: Considered, house: House, now: datetime, mail: int) -> None:
    """Notices to those whom it touches; what the sender hears, within the limits to one address; what the admin is told."""
    notices: list[Notice] = []
    if not considered.dry_run:
        told = merged(n for _, outcome in considered.outcomes for n in outcome.notices if n.purpose != "answer")
        notices += [with_files(n, considered.letter) for n in told]
    answers = replies(considered, house)
    queue(notices, house, now, mail=mail)
    queue(allowed(answers, house, now), house, now, mail=mail)
    queue(admin_notices(considered, house), house, now, mail=mail)


def _mark_reach(considered: Considered, house: House, now: datetime) -> None:
    """After a bounce its readers count as unreachable; whoever writes is reached again."""
    heard = (considered.via or considered.person) if considered.verdict in ("accepted", "rejected") else ""
    failed = considered.reasons if "returned" in considered.reasons else ()
    bounced = house.ledger.outbox.get(considered.bounced) if considered.bounced is not None and failed else None
    mark_reach(bounced, failed, "" if considered.kind == "bounce" else heard, house.ledger, now)


def _note_verdict(considered: Considered, house: House, now: datetime, mail: int) -> None:
    """What became of it, beside the octets: what `export`, threads and `verify --from-mails` ask for."""
    letter, subject = considered.letter, considered.subject
    house.ledger.archive.decided(
        mail,
        verdict=considered.verdict,
        kind=considered.kind,
        at=now,
        campaign=considered.campaign,
        sender=considered.written_from or (letter.from_[0].address if letter.from_ else ""),
        subject=letter.subject,
        bare_subject=subject.bare,
        date=letter.date,
        in_reply_to=letter.in_reply_to[0] if letter.in_reply_to else "",
        tag=subject.tag.key if subject.tag else "",
        reasons=(*considered.reasons, *(f.reason for f in considered.faults)),
        commands=[d.command for d in considered.decided],
        detail={"via": considered.via} if considered.via else None,
        dry_run=considered.dry_run,
        rules=house.rules.hash,
        version=__version__,
    )


def _put_aside(mail: int, house: House, now: datetime, why: str) -> Disposition:
    """A crash shunts the mail, never loses it; the admin is told once a mail."""
    with house.ledger.transaction():
        house.ledger.archive.set_aside(mail, why, at=now, rules=house.rules.hash, version=__version__)
        queue(set_aside_notices(mail, why.strip().rpartition("\n")[2], house), house, now)
    return Disposition(mail=mail, verdict="quarantined", kind="unknown", campaign=None)
