"""consider: a letter becomes a decision, as a value: it can be printed (`explain`), thrown away (预检), or done (`on_mail`).

    Letter ─screen→ ─thread→ ─interpret→ Commands ─decide→ Outcomes

Reads the ledger; writes nothing.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from mailbot.campaign import commands as c
from mailbot.campaign.acting import acting, stood_in_for
from mailbot.campaign.audience import has_part
from mailbot.campaign.case import Case, company_days
from mailbot.campaign.changes import MailUndone
from mailbot.campaign.decide import decide
from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Fault, Occasion, Outcome, Refused, Row
from mailbot.campaign.thread import NO_THREAD, Thread
from mailbot.campaign.undo import undo_mail
from mailbot.campaign.why import why_reminded
from mailbot.house import House
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.interpret import interpret
from mailbot.inbound.letter import Letter, read_letter
from mailbot.inbound.quoting import written
from mailbot.inbound.screen import Screened, screen
from mailbot.inbound.subject import Subject, find_codes, find_receipt, read_subject
from mailbot.inbound.writing import Writing
from mailbot.ledger.entries import Entry
from mailbot.returned import REFUSED_FOR_US, refused_for_us, returned_post
from mailbot.rulebook.shapes import Role
from mailbot.value import Value, field, replace

_ALLOTTED_LATER = "0000"
_STILL_READ = frozenset(("query", "help", "undo", "unknown"))  # in a campaign that is over
_MOST_EARLIER = 5  # faults answered by faults: how far back a rejected mail's values are taken from


class Decided(Value, kw_only=True):
    """One command with what it came to, and the campaign that it was decided on."""

    command: c.Command
    result: Outcome | Refused
    before: Campaign | None = None


class Considered(Value, kw_only=True):
    """A mail's verdict and kind (SPEC 8) with everything they rest on. `decided` is empty unless it is `accepted` or
    `rejected`; row faults stand beside accepted rows."""

    letter: Letter
    verdict: str
    kind: str
    reasons: tuple[str, ...] = ()
    campaign: str | None = None
    person: str = ""
    via: str = ""  # who wrote it for that person: their assistant
    written_from: str = ""
    subject: Subject | None = None
    writing: Writing = field(default_factory=Writing)
    thread: Thread = NO_THREAD
    understanding: Understanding | None = None
    decided: tuple[Decided, ...] = ()
    faults: tuple[Fault, ...] = ()
    purpose: str = "fault"
    dry_run: bool = False
    bounced: int | None = None
    alarm: str = ""

    @property
    def outcomes(self) -> tuple[tuple[Decided, Outcome], ...]:
        return tuple((d, d.result) for d in self.decided if isinstance(d.result, Outcome))


def consider(letter: Letter, house: House, now: datetime, *, released: bool = False) -> Considered:
    """What would follow from this letter now. `released`: an operator vouches for its sender."""
    rules = house.rules
    screened = screen(letter, rules, released=released, entry_of=house.signer.entry)
    subject = read_subject(letter.subject, rules.tags, frozenset(k.code for k in rules.kinds.values()))
    if screened.verdict:
        if screened.verdict == "quarantined" and screened.address and not released:
            # The kind is given whatever the verdict (SPEC 9): the operator who looks at it sees what it would be.
            would = consider(letter, house, now, released=True)
            held = _screened(letter, subject, replace(screened, kind=would.kind), house)
            return replace(held, writing=would.writing, understanding=would.understanding)
        return _screened(letter, subject, screened, house)
    forwarded = subject.forward and not subject.reply
    writing = written(letter.text, letter.html, forwarded=forwarded)
    base = Considered(
        letter=letter,
        verdict="accepted",
        kind="unknown",
        subject=subject,
        writing=writing,
        person=screened.person,
        written_from=screened.address,
        dry_run=bool(subject.tag and subject.tag.dry_run),
    )
    thread = _thread(letter, subject, screened, house)
    if thread.campaign is None and thread.answered is not None and thread.answered.purpose == "fault":
        # 哪个策略？ is answered in the text as often as in the subject.
        named = find_codes(writing.text[:2000], frozenset(k.code for k in rules.kinds.values()))
        if len(named) == 1:
            thread = replace(_thread(letter, replace(subject, codes=named), screened, house), answered=thread.answered)
    base = replace(base, thread=thread, campaign=thread.campaign)
    campaign = house.ledger.store.load(thread.campaign) if thread.campaign else None
    day = (letter.date or now).astimezone(rules.zone).date()
    person = acting(screened.person, screened.address, screened.department, campaign, rules, day)
    base = replace(base, person=person, via=screened.via or (screened.person if person != screened.person else ""))
    earlier = _earlier(thread, screened, house, now, _MOST_EARLIER)
    context = _context(base, screened, thread, campaign, earlier, house, now)
    understanding = interpret(context)
    base = replace(base, understanding=understanding, kind=understanding.kind)
    if len(subject.codes) > 1:
        return _rejected(base, Fault(reason="two-codes", words="、".join(subject.codes), nearest=subject.codes))
    if thread.denied:
        return _rejected(
            base, Fault(reason="unknown-code", words=thread.denied, nearest=_codes_of(screened, house)), right=True
        )
    if campaign and not _may_speak(person, screened.department, campaign, understanding, house):
        return _rejected(replace(base, campaign=None), Fault(reason="no-part", words=campaign.code), right=True)
    general = tuple(f for f in understanding.faults if "row" not in f.facts)
    if general and campaign is not None and campaign.over and understanding.kind not in _STILL_READ:
        # Nothing in a mail to a campaign that is over has to be mended: it is told so, once (SPEC 9 "Stages").
        over = Fault(reason="campaign-over", facts={"stage": campaign.stage, "code": campaign.code})
        return _rejected(base, over, right=True)
    if general:
        return replace(base, verdict="rejected", faults=understanding.faults, purpose=_purpose_of(general))
    if not understanding.commands and not understanding.faults:
        return replace(base, verdict="ignored", reasons=(*base.reasons, "nothing-for-the-bot"))
    return _decide_all(base, context, house, now)


def read_considered(octets: bytes, house: House, now: datetime) -> Considered:
    """`consider` from the octets, for `explain`."""
    return consider(read_letter(octets, max_octets=house.rules.limits.mail_octets), house, now)


# --- deciding --------------------------------------------------------------------------------------------------------


def _decide_all(base: Considered, context: Context, house: House, now: datetime) -> Considered:
    """Each command on the state after the one before. Answers by row stand alone; otherwise nothing is half applied."""
    understanding = base.understanding
    assert understanding is not None
    states: dict[str | None, Campaign | None] = {context.campaign.code if context.campaign else None: context.campaign}
    decided: list[Decided] = []
    faults: list[Fault] = list(understanding.faults)
    kind, purpose = "", "fault"
    for command in understanding.commands:
        code = _campaign_of(command, base, house)
        if code not in states:
            states[code] = house.ledger.store.load(code) if code else None
        before = states[code]
        result = _decide_one(command, before, base, context, house, now)
        if isinstance(result, Refused) and result.purpose == "answer":
            result = _decide_as_deputy(command, before, base, context, house, now) or result
        decided.append(Decided(command=command, result=result, before=before))
        if isinstance(result, Refused):
            purpose = result.purpose
            row = {"row": command.row} if command.row is not None else {}
            faults += [replace(f, facts={**f.facts, **row}) for f in result.faults]
            if command.row is None:
                refused = tuple(d for d in decided if isinstance(d.result, Refused))
                return replace(
                    base, verdict="rejected", kind=result.kind, decided=refused, faults=tuple(faults), purpose=purpose
                )
        else:
            kind = kind or result.kind
            after = before
            if result.changes:
                after = Case(rules=house.rules, occasion=_occasion(context, before), now=now, campaign=before).after(
                    *result.changes
                )
                states[after.code if after else None] = after
            opened = after.code if after and after.code != _ALLOTTED_LATER else None  # a dry run opens nothing
            base = replace(base, campaign=base.campaign or opened)
    if not kind:
        kind = decided[0].result.kind if decided else understanding.kind
        return replace(
            base, verdict="rejected", kind=kind, decided=tuple(decided), faults=tuple(faults), purpose=purpose
        )
    return replace(base, kind=kind, decided=tuple(decided), faults=tuple(faults))


def _decide_one(
    command: c.Command, before: Campaign | None, base: Considered, context: Context, house: House, now: datetime
) -> Outcome | Refused:
    occasion = _occasion(context, before)
    case = Case(rules=house.rules, occasion=occasion, now=now, campaign=before)
    if isinstance(command, c.UndoMail):
        return undo_mail(command, case, **_undone(command, base, house))
    if isinstance(command, c.AskStanding) and command.about == "why":
        return why_reminded(command, case, _reminders(base, house))
    if isinstance(command, c.FilePlan) or (isinstance(command, c.AskStanding) and before is None):
        case = replace(case, others=_others(command, base, house))
    if isinstance(command, c.FilePlan) and before is None:
        return decide(command, replace(case, code=_ALLOTTED_LATER))
    return decide(command, case)


def _decide_as_deputy(
    command: c.Command, before: Campaign | None, base: Considered, context: Context, house: House, now: datetime
) -> Outcome | None:
    """What the sender has no right to, somebody who is away and has them for a deputy may have; None where nobody has."""
    for absent in stood_in_for(context.person, house.rules, context.mailed.date()):
        result = _decide_one(command, before, base, replace(context, person=absent), house, now)
        if isinstance(result, Outcome):
            return result
    return None


def with_code(considered: Considered, house: House, now: datetime, allot: Callable[[str, int], str]) -> Considered:
    """The same decision with a code allotted where a plan opens a campaign: only what is accepted takes a number."""
    opening = [d for d in considered.decided if isinstance(d.command, c.FilePlan) and d.before is None]
    if considered.verdict != "accepted" or not opening:
        return considered
    command = opening[0].command
    assert isinstance(command, c.FilePlan)
    kind = house.rules.kinds[command.campaign_kind]
    code = allot(kind.code, (considered.letter.date or now).astimezone(house.rules.zone).year)
    occasion = _occasion_of(considered, house, now, None)
    case = Case(rules=house.rules, occasion=occasion, now=now, others=_others(command, considered, house), code=code)
    result = decide(command, case)
    decided = tuple(replace(d, result=result) if d is opening[0] else d for d in considered.decided)
    return replace(considered, decided=decided, campaign=code)


# --- who, where, about what ------------------------------------------------------------------------------------------


def _context(
    base: Considered,
    screened: Screened,
    thread: Thread,
    campaign: Campaign | None,
    earlier: Context | None,
    house: House,
    now: datetime,
) -> Context:
    assert base.subject is not None
    codes = dict.fromkeys(r.campaign for r in thread.rows)
    campaigns = {o.code: o for o in house.ledger.store.load_many(codes)} if codes else {}
    if campaign is not None:
        campaigns[campaign.code] = campaign
    return Context(
        letter=base.letter,
        subject=base.subject,
        writing=base.writing,
        person=base.person,
        department=screened.department,
        mailed=(base.letter.date or now).astimezone(house.rules.zone),
        rules=house.rules,
        days=company_days(house.rules),
        campaign=campaign,
        thread=thread,
        campaigns=campaigns,
        earlier=earlier,
    )


def _earlier(thread: Thread, screened: Screened, house: House, now: datetime, depth: int) -> Context | None:
    """The rejected mail that this one mends: the one whose fault it answers, if it is the sender's own."""
    answered = thread.answered
    if depth == 0 or answered is None or answered.purpose != "fault" or answered.mail is None:
        return None
    mail = house.ledger.archive.get(answered.mail)
    if mail.verdict != "rejected":
        return None
    letter = read_letter(house.ledger.archive.octets(mail.id))
    rules = house.rules
    subject = read_subject(letter.subject, rules.tags, frozenset(k.code for k in rules.kinds.values()))
    before = screen(letter, rules, released=True, entry_of=house.signer.entry)
    if before.person != screened.person:
        return None
    own_thread = _thread(letter, subject, before, house)
    campaign = house.ledger.store.load(own_thread.campaign) if own_thread.campaign else None
    base = Considered(
        letter=letter,
        verdict="rejected",
        kind=mail.kind,
        subject=subject,
        writing=written(letter.text, letter.html, forwarded=subject.forward and not subject.reply),
        person=screened.person,
    )
    still = _earlier(own_thread, screened, house, now, depth - 1)
    return _context(base, before, own_thread, campaign, still, house, now)


def _thread(letter: Letter, subject: Subject, screened: Screened, house: House) -> Thread:
    token = next((m for a in (*letter.to, *letter.cc) if (m := house.signer.mark(a.address.partition("@")[0]))), None)
    mark = subject.marks[0] if subject.marks else None
    codes: tuple[str, ...] = subject.codes
    directory = house.rules.directory
    person = directory.person(screened.person)
    speaks_for = {screened.department, *(p.address for p in directory.principals(screened.address))}
    if person is not None:
        speaks_for |= {*person.addresses, person.department or ""}
        speaks_for |= {d.name for d in directory.departments if any(a in d.contacts for a in person.addresses)}
    return house.ledger.threads.find(
        codes=codes,
        message_ids=tuple(dict.fromkeys((*letter.in_reply_to, *reversed(letter.references)))),
        mark=mark,
        token=token,
        # A PLAN tag that is spoken anew opens a campaign: it is not threaded by its bare subject (SPEC 9 "Replies").
        bare_subject="" if subject.tag and subject.tag.key == "PLAN" and subject.tag.fresh else subject.bare,
        subject=letter.subject or "",
        participants=frozenset(w for w in speaks_for if w),
        sender=screened.person,
    )


def _may_speak(person: str, department: str, campaign: Campaign, understanding: Understanding, house: House) -> bool:
    """A part in the campaign, or an issue to raise in it (SPEC 9 "Rights"); asking for help needs none. An admin needs none
    for what the rules let admins do (移交)."""
    if understanding.kind in ("issue", "help", "unknown"):
        return True
    who = house.rules.directory.person(person)
    if who is not None and Role.ADMIN in who.roles and Role.ADMIN.value in house.rules.rights.may(understanding.kind):
        return True
    return has_part(person, department, campaign, house.rules)


def _campaign_of(command: c.Command, base: Considered, house: House) -> str | None:
    """The campaign of the row that a command answers, of the mail that it takes back, else the thread's."""
    if isinstance(command, c.UndoMail):
        cause = _cause(command, base, house)
        own = house.ledger.entries.of_mail(cause) if cause is not None else []
        return own[0].campaign if own else base.campaign
    row = next((r for r in base.thread.rows if command.row is not None and r.n == command.row), None)
    return row.campaign if row else base.campaign


def _cause(command: c.UndoMail, base: Considered, house: House) -> int | None:
    """The mail behind the receipt that is named, else behind the one that is answered."""
    number = command.receipt or (find_receipt(base.subject.written) if base.subject else None)
    if number is not None:
        try:
            house.ledger.outbox.get(number)
        except KeyError:
            return None
        return house.ledger.outbox.cause(number)
    return base.thread.answered.mail if base.thread.answered else None


def _occasion(context: Context, before: Campaign | None) -> Occasion:
    rows = tuple(r for r in context.thread.rows if before is None or r.campaign == before.code)
    return _occasion_from(context.letter, context.person, context.department, context.mailed, rows, context)


def _occasion_of(considered: Considered, house: House, now: datetime, department: str | None) -> Occasion:
    mailed = (considered.letter.date or now).astimezone(house.rules.zone)
    return _occasion_from(considered.letter, considered.person, department or "", mailed, (), None)


def _occasion_from(
    letter: Letter, person: str, department: str, mailed: datetime, rows: tuple[Row, ...], context: Context | None
) -> Occasion:
    had = frozenset(_first_address(a.address, context) for a in (*letter.to, *letter.cc))
    answered = context.thread.answered if context else None
    return Occasion(
        person=person,
        mailed=mailed,
        message_id=letter.message_id or "",
        subject=letter.subject,
        department=department,
        had=had,
        rows=rows,
        template=answered.template if answered else "",
    )


def _first_address(address: str, context: Context | None) -> str:
    person = context.rules.directory.person(address) if context else None
    return person.address if person else address


def _others(command: c.Command, base: Considered, house: House) -> tuple[Campaign, ...]:
    """Open campaigns that the decision looks at: of the same product or PM for a plan, the sender's for a question."""
    store = house.ledger.store
    codes = list(store.of_person(base.person))
    if isinstance(command, c.FilePlan) and command.product:
        codes += store.of_product(command.product)
    return tuple(store.load_many(dict.fromkeys(codes)))


def _codes_of(screened: Screened, house: House) -> tuple[str, ...]:
    return tuple(house.ledger.store.of_person(screened.person))[-3:]


def _undone(command: c.UndoMail, base: Considered, house: House) -> dict[str, Any]:
    """What UNDO looks at: the mail behind the receipt, its entries, and everything recorded in its campaign."""
    number = command.receipt or (find_receipt(base.subject.written) if base.subject else None)
    cause = _cause(command, base, house)
    if cause is None:
        return {"mail": None, "sender": "", "own": (), "history": (), "receipt": number}
    mail = house.ledger.archive.get(cause)
    own = house.ledger.entries.of_mail(cause)
    code = own[0].campaign if own else None
    history = house.ledger.entries.of_campaign(code) if code else []
    sender = house.rules.directory.person(mail.sender)
    return {
        "mail": mail.message_id or str(mail.id),
        "sender": own[0].by if own else (sender.address if sender else mail.sender),
        "own": tuple(e.id for e in own),
        "history": tuple((e.id, e.change) for e in history),
        "taken_back": _taken_back(history, mail.message_id or str(mail.id), house),
        "receipt": number,
    }


def _taken_back(history: Sequence[Entry], but: str, house: House) -> frozenset[int]:
    """The entries of mails that were undone (`but` one: its Message-ID), and those of their undoing."""
    undone = {e.change.message_id: e.id for e in history if isinstance(e.change, MailUndone) and e.change.message_id != but}
    if not undone:
        return frozenset()
    mails = {e.mail for e in history if e.mail is not None}
    named = {m for m in mails if ((kept := house.ledger.archive.get(m)).message_id or str(kept.id)) in undone}
    return frozenset(undone.values()) | {e.id for e in history if e.mail in named}


def _reminders(base: Considered, house: House) -> tuple[Campaign, ...]:
    """The campaigns that a 为什么 is about: those of the rows of the mail asked about, else all of the sender's."""
    codes = [r.campaign for r in base.thread.rows] or ([base.campaign] if base.campaign else [])
    codes = codes or house.ledger.store.of_person(base.person)
    return tuple(house.ledger.store.load_many(dict.fromkeys(codes)))


def _screened(letter: Letter, subject: Subject, screened: Screened, house: House) -> Considered:
    """A mail that is not acted on: what it is, why, and (of a bounce) which entry came back."""
    post = returned_post(screened.bounce, house.ledger.outbox) if screened.bounce else None
    if screened.bounce:
        verdict, reasons = ("accepted", screened.bounce.reasons) if post else ("ignored", ("not-ours",))
        if post and (reply := refused_for_us(screened.bounce)):
            reasons = (REFUSED_FOR_US, reply)
        screened = replace(screened, verdict=verdict, reasons=reasons)
    return Considered(
        letter=letter,
        verdict=screened.verdict,
        kind=screened.kind,
        reasons=screened.reasons,
        subject=subject,
        campaign=post.campaign if post else None,
        person=screened.person,
        written_from=screened.address,
        bounced=post.id if post else None,
        alarm=screened.alarm,
    )


def _rejected(base: Considered, fault: Fault, *, right: bool = False) -> Considered:
    return replace(base, verdict="rejected", faults=(fault,), purpose="answer" if right else "fault")


def _purpose_of(faults: tuple[Fault, ...]) -> str:
    """The guide is an answer; everything else that the sender has to mend is a fault."""
    return "answer" if all(f.reason == "guide" for f in faults) else "fault"
