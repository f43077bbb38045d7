"""undoing: which mail an UNDO takes back, and what is looked at before it may (the entries that it made, and all after them)."""

from collections.abc import Sequence
from typing import Any

from mailbot.campaign.changes import MailUndone
from mailbot.campaign.commands import UndoMail
from mailbot.considering.considered import Considered
from mailbot.house import House
from mailbot.inbound.codes import find_receipt
from mailbot.ledger.entries import Entry

_TOLD = ("notice", "summary")  # what tells others of a mail


def undoing(command: UndoMail, considered: Considered, house: House) -> dict[str, Any]:
    """What `campaign.undo.undo_mail` asks for by name, of the mail that is to be taken back; its `mail` is None where there
    is none."""
    cause = undone_mail(command, considered, house)
    if cause is None:
        return {"mail": None, "sender": "", "own": (), "history": (), "receipt": _receipt(command, considered)}
    mail = house.ledger.archive.get(cause)
    own = house.ledger.entries.of_mail(cause)
    history = house.ledger.entries.of_campaign(own[0].campaign) if own else []
    sender = house.rules.directory.person(mail.sender)
    return {
        "mail": mail.message_id or str(mail.id),
        "sender": own[0].by if own else (sender.address if sender else mail.sender),
        "own": tuple(e.id for e in own),
        "history": tuple((e.id, e.change) for e in history),
        "taken_back": taken_back(history, house, but=mail.message_id or str(mail.id)),
        "told": tuple(
            dict.fromkeys(a for p in house.ledger.outbox.caused_by(cause) if p.purpose in _TOLD for a in (*p.to, *p.cc))
        ),
        "receipt": _receipt(command, considered),
        "receipts": _receipts([e for e in history if own and e.id > own[-1].id], house),
    }


def undone_campaign(command: UndoMail, considered: Considered, house: House) -> str | None:
    """The code of the campaign that the mail to be taken back has changed; the thread's where it has changed none."""
    cause = undone_mail(command, considered, house)
    own = house.ledger.entries.of_mail(cause) if cause is not None else []
    return own[0].campaign if own else considered.campaign


def undone_mail(command: UndoMail, considered: Considered, house: House) -> int | None:
    """The mail behind the receipt that is named, else behind the one that is answered."""
    number = _receipt(command, considered)
    if number is None:
        return considered.thread.answered.mail if considered.thread.answered else None
    try:
        house.ledger.outbox.get(number)
    except KeyError:
        return None
    return house.ledger.outbox.cause(number)


def _receipts(later: Sequence[Entry], house: House) -> dict[int, str]:
    """The number of the receipt of each entry's mail: what has to be taken back before."""
    numbers: dict[int, str] = {}
    for mail in dict.fromkeys(e.mail for e in later if e.mail is not None):
        number = next(
            (p.receipt for p in house.ledger.outbox.caused_by(mail) if p.purpose == "receipt" and p.receipt), None
        )
        if number:
            numbers |= {e.id: number for e in later if e.mail == mail}
    return numbers


def taken_back(history: Sequence[Entry], house: House, *, but: str = "") -> frozenset[int]:
    """The entries of mails that were undone (`but` one: its Message-ID), and those of their undoing."""
    undone = {
        e.change.message_id: e.id for e in history if isinstance(e.change, MailUndone) and e.change.message_id != but
    }
    if not undone:
        return frozenset()
    mails = {e.mail for e in history if e.mail is not None}
    named = {m for m in mails if ((kept := house.ledger.archive.get(m)).message_id or str(kept.id)) in undone}
    return frozenset(undone.values()) | {e.id for e in history if e.mail in named}


def _receipt(command: UndoMail, considered: Considered) -> int | None:
    """The number of a receipt, from the text or the subject."""
    return command.receipt or find_receipt(considered.subject.written)
