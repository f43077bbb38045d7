"""consider: a letter becomes a decision, as a value: it can be printed (`explain`), thrown away (预检), or done (`on_mail`).

    Letter ─screen→ ─circumstances→ ─interpret→ Commands ─decisions→ Outcomes

Reads the ledger; writes nothing.
"""

from datetime import datetime

from mailbot.campaign.audience import has_part
from mailbot.campaign.outcome import Fault
from mailbot.considering.circumstances import circumstances, subject_of
from mailbot.considering.considered import Considered
from mailbot.considering.decisions import decisions
from mailbot.considering.returned import REFUSED_FOR_US, refused_for_us, returned_post
from mailbot.house import House
from mailbot.inbound.bounded import read_bounded
from mailbot.inbound.codes import strange_code
from mailbot.inbound.forms.context import Context, Understanding
from mailbot.inbound.forms.found import note
from mailbot.inbound.forms.plans.replies import only_reminds
from mailbot.inbound.interpret import interpret
from mailbot.inbound.letter import Letter, read_letter
from mailbot.inbound.screen import Screened, screen
from mailbot.inbound.verbatim import verbatim
from mailbot.rulebook.shapes import Role
from mailbot.value import replace

_NEEDS_NO_PART = frozenset(("issue", "help", "unknown"))  # anybody in the directory may, in any campaign
_STILL_READ = frozenset(("query", "help", "undo", "unknown"))  # in a campaign that is over
_MOST_NAMED = 3  # codes proposed instead of an unknown one


def consider(letter: Letter, house: House, now: datetime, *, released: bool = False) -> Considered:
    """What would follow from this letter now. `released`: an operator vouches for its sender."""
    screened = screen(letter, house.rules, released=released, entry_of=house.signer.entry)
    if screened.verdict:
        return _not_acted_on(letter, screened, house, now, released=released)
    context = circumstances(letter, screened, house, now)
    understanding = _each_fault_once(verbatim(read_bounded(interpret, context), context.writing))
    understood = _understood(context, understanding, screened)
    if (refused := _refused(understood, context, understanding, house)) is not None:
        return refused
    if not understanding.commands and not understanding.faults:
        return replace(understood, verdict="ignored", reasons=("nothing-for-the-bot",))
    decided = decisions(understood, context.campaign, house, now)
    if [f.reason for f in decided.faults] == ["nothing-changed"] and only_reminds(context):
        # 提醒：版本限制 12月18日 0 点: the PM says again what the plan says, and nothing has to be put right.
        kept = note(context)
        return decisions(replace(understood, understanding=kept, kind=kept.kind), context.campaign, house, now)
    return decided


def read_considered(octets: bytes, house: House, now: datetime) -> Considered:
    """`consider` from the octets, for `explain`."""
    return consider(read_letter(octets, max_octets=house.rules.limits.mail_octets), house, now)


def _each_fault_once(understanding: Understanding) -> Understanding:
    """The same words are at fault for one thing once, however many readers stumbled over them."""
    told: dict[tuple[str, str, str, str], Fault] = {}
    for fault in understanding.faults:
        told.setdefault((fault.reason, fault.field, fault.place, fault.words), fault)
    return replace(understanding, faults=tuple(told.values()))


def _understood(context: Context, understanding: Understanding, screened: Screened) -> Considered:
    """The mail as it was read; nothing of it is decided yet."""
    tag = context.subject.tag
    return Considered(
        letter=context.letter,
        verdict="accepted",
        kind=understanding.kind,
        campaign=context.thread.campaign,
        person=context.person,
        via=screened.via or (screened.person if context.person != screened.person else ""),
        written_from=screened.address,
        department=context.department,
        subject=context.subject,
        writing=context.whole,
        thread=context.thread,
        understanding=understanding,
        dry_run=bool(tag and tag.dry_run),
    )


def _refused(understood: Considered, context: Context, understanding: Understanding, house: House) -> Considered | None:
    """What keeps the whole mail from being decided, the weightiest first; None where nothing does."""
    subject, thread, campaign = context.subject, context.thread, context.campaign
    if len(subject.codes) > 1:
        # Neither is believed: which of them is meant is what is asked.
        return _rejected(
            replace(understood, campaign=None),
            Fault(reason="two-codes", words="、".join(subject.codes), nearest=subject.codes),
        )
    if thread.denied:
        own = _own_codes(context, house)
        return _rejected(understood, Fault(reason="unknown-code", words=thread.denied, nearest=own), right=True)
    if campaign is None and understanding.kind == "query" and (code := _strange(context)):
        return _rejected(understood, Fault(reason="unknown-code", words=code), right=True)
    if campaign and not _may_speak(context, understanding):
        return _rejected(replace(understood, campaign=None), Fault(reason="no-part", words=campaign.code), right=True)
    faults = tuple(f for f in understanding.faults if "row" not in f.facts)
    if faults and campaign and campaign.over and understanding.kind not in _STILL_READ:
        # Nothing in a mail to a campaign that is over has to be mended: it is told so, once (SPEC 9 "Stages").
        over = Fault(reason="campaign-over", facts={"stage": campaign.stage, "code": campaign.code})
        return _rejected(understood, over, right=True)
    if faults:
        # The guide, and that there is no plan yet to agree to, are answers; what the sender has to mend is a fault.
        nothing_to_mend = all(f.reason in ("guide", "plan-not-recorded") for f in faults)
        purpose = "answer" if nothing_to_mend else "fault"
        told = tuple(
            replace(f, nearest=_own_codes(context, house)) if f.reason == "no-campaign" and not f.nearest else f
            for f in understanding.faults
        )
        return replace(understood, verdict="rejected", faults=told, purpose=purpose)
    return None


def _own_codes(context: Context, house: House) -> tuple[str, ...]:
    """The open campaigns that the sender has a part in, the latest last."""
    return tuple(house.ledger.store.of_person(context.person))[-_MOST_NAMED:]


def _strange(context: Context) -> str:
    """A code asked about that no kind has: the standing of everything is no answer to it."""
    return strange_code(context.subject.written, frozenset(kind.code for kind in context.rules.kinds.values()))


def _may_speak(context: Context, understanding: Understanding) -> bool:
    """A part in the campaign (SPEC 9 "Rights"), or something that anybody may. An admin needs none for what the rules let
    admins do (移交)."""
    campaign, kind = context.campaign, understanding.kind
    if campaign is None or kind in _NEEDS_NO_PART:
        return True
    if kind == "note" and context.thread.answered is not None:
        return True  # a colleague's remark in a thread that was passed on to them: kept, and refused nothing
    who = context.rules.directory.person(context.person)
    if who is not None and Role.ADMIN in who.roles and Role.ADMIN.value in context.rules.rights.may(kind):
        return True
    return has_part(context.person, context.department, campaign, context.rules)


def _rejected(understood: Considered, fault: Fault, *, right: bool = False) -> Considered:
    """`right`: it is not the mail that is wrong; its sender may not do this, here or now."""
    return replace(understood, verdict="rejected", faults=(fault,), purpose="answer" if right else "fault")


def _not_acted_on(letter: Letter, screened: Screened, house: House, now: datetime, *, released: bool) -> Considered:
    """What it is and why nothing follows; of a bounce, which entry came back; of a mail that is held, what it would be."""
    post = returned_post(screened.bounce, house.ledger.outbox) if screened.bounce else None
    verdict, reasons = screened.verdict, screened.reasons
    if screened.bounce:
        verdict, reasons = ("accepted", screened.bounce.reasons) if post else ("ignored", ("not-ours",))
        if post and (reply := refused_for_us(screened.bounce)):
            reasons = (REFUSED_FOR_US, reply)
    found = Considered(
        letter=letter,
        verdict=verdict,
        kind=screened.kind,
        reasons=reasons,
        subject=subject_of(letter, house.rules),
        campaign=post.campaign if post else None,
        person=screened.person,
        written_from=screened.address,
        bounced=post.id if post else None,
        alarm=screened.alarm,
    )
    if verdict == "quarantined" and screened.address and not released:
        # The operator who looks at it sees what it would be (SPEC 9: the kind is given whatever the verdict).
        would = consider(letter, house, now, released=True)
        return replace(found, kind=would.kind, writing=would.writing, understanding=would.understanding)
    return found
