"""screen: why not to act on a letter (SPEC 6): own mail, bounce, automatic mail, lists, strangers, senders not proven."""

from collections.abc import Callable

from mailbot.inbound.automatic import automatic, list_traffic, meeting_answer
from mailbot.inbound.bounce import Bounce, read_bounce
from mailbot.inbound.identity import proven
from mailbot.inbound.letter import Letter
from mailbot.rulebook.rules import Rules
from mailbot.rulebook.shapes import Person
from mailbot.value import Value, replace


class Screened(Value, kw_only=True):
    """`verdict` '' means: act on it. `person` is the sender's first address (a department mailbox's own, with
    `department`), `address` the one written from, `via` who wrote it for them (Sender, RFC 5322 3.6.2). `bounce` is set of a report that a mail came back, `alarm` says why a
    person of the directory is not believed (the admin is told the first time)."""

    verdict: str = ""
    kind: str = "unknown"
    reasons: tuple[str, ...] = ()
    person: str = ""
    address: str = ""
    department: str = ""
    via: str = ""
    bounce: Bounce | None = None
    alarm: str = ""


def screen(letter: Letter, rules: Rules, *, released: bool, entry_of: Callable[[str], int | None]) -> Screened:
    """`released`: an operator vouches for the sender. `entry_of` tells the outbox entry of one of the bot's own
    Message-IDs, None for all others."""
    directory = rules.directory
    address = letter.from_[0].address if letter.from_ else ""
    person, mailbox = directory.person(address), directory.mailbox(address)
    who = Screened(
        person=person.address if person else address,
        address=address,
        department=mailbox.name if mailbox and person is None else "",
        via=_writer(letter, person, rules),
    )
    known = bool(person or mailbox or directory.principals(address))

    def stop(verdict: str, kind: str, *reasons: str, bounce: Bounce | None = None, alarm: str = "") -> Screened:
        return replace(who, verdict=verdict, kind=kind, reasons=reasons, bounce=bounce, alarm=alarm)

    if _own(address, rules.company.bot) or (letter.message_id and entry_of(letter.message_id) is not None):
        return stop("ignored", "unknown", "own-mail")
    inside = address.rpartition("@")[2] in rules.company.domains
    if bounce := read_bounce(letter, entry_of, known=known, inside=inside):
        if bounce.entry is None:
            return stop("ignored", "bounce", "not-ours", bounce=bounce)
        return stop("accepted", "bounce", *bounce.reasons, bounce=bounce)
    if reason := automatic(letter):
        return stop("ignored", "auto_reply", reason)
    if meeting_answer(letter):
        return stop("ignored", "note", "calendar-answer")
    if reason := list_traffic(letter, rules.company.lists):
        return stop("ignored", "unknown", reason)
    if not address:
        return stop("quarantined", "unknown", "no-sender")
    if not known:
        return who if released else stop("quarantined", "unknown", "stranger")
    if person is not None and person.left:
        return stop("quarantined", "unknown", "left-the-company")
    if released:
        return who
    proof = proven(letter, rules.identity, rules.company)
    if not proof.proven:
        return stop("quarantined", "unknown", "unproven", proof.why, alarm=proof.why)
    if who.via and person and who.via not in person.assistants:
        return stop("quarantined", "unknown", "unproven", "not-an-assistant", who.via, alarm="not-an-assistant")
    return who


def _writer(letter: Letter, person: Person | None, rules: Rules) -> str:
    """Who put the mail into the post, where it is a person of the directory other than the one in From. Lists and programs
    write a Sender of their own, which says nothing."""
    writer = rules.directory.person(letter.sender.address) if letter.sender else None
    return "" if writer is None or writer is person else writer.address


def _own(address: str, bot: str) -> bool:
    """From the bot's own address, with or without the token of a sub-address."""
    local, _, domain = address.partition("@")
    return address == bot or f"{local.partition('+')[0]}@{domain}" == bot
