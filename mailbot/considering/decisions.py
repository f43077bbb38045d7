"""decisions: the commands of a mail, each decided on the state after the one before; nothing is written."""

from collections.abc import Callable
from datetime import datetime

from mailbot.campaign import commands as c
from mailbot.campaign.acting import stood_in_for
from mailbot.campaign.case import Case
from mailbot.campaign.decide import decide
from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Fault, Occasion, Outcome, Refused
from mailbot.campaign.undo import undo_mail
from mailbot.campaign.why import why_reminded
from mailbot.considering.considered import Considered, Decided
from mailbot.considering.undoing import undoing, undone_campaign
from mailbot.house import House
from mailbot.value import replace

_ALLOTTED_LATER = "0000"


def decisions(considered: Considered, campaign: Campaign | None, house: House, now: datetime) -> Considered:
    """The mail with its verdict. `campaign` is its thread's. Answers by row stand alone; of everything else nothing is half
    applied: the first refusal refuses the mail."""
    understanding = considered.understanding
    assert understanding is not None
    states: dict[str | None, Campaign | None] = {campaign.code if campaign else None: campaign}
    decided: list[Decided] = []
    faults: list[Fault] = list(understanding.faults)
    kind, purpose = "", "fault"
    for command in understanding.commands:
        code = _campaign_of(command, considered, house)
        if code not in states:
            states[code] = house.ledger.store.load(code) if code else None
        before = states[code]
        result = _decided(command, before, considered, house, now)
        decided.append(Decided(command=command, result=result, before=before))
        if isinstance(result, Refused):
            purpose = result.purpose
            row = {"row": command.row} if command.row is not None else {}
            faults += [replace(f, facts={**f.facts, **row}) for f in result.faults]
            if command.row is None:
                refused = [d for d in decided if isinstance(d.result, Refused)]
                return _rejected(considered, result.kind, refused, faults, purpose)
        else:
            kind = kind or result.kind
            after = _case(before, considered, house, now).after(*result.changes) if result.changes else before
            states[after.code if after else None] = after
            opened = after.code if after and after.code != _ALLOTTED_LATER else None  # a dry run opens nothing
            considered = replace(considered, campaign=considered.campaign or opened)
    if not kind:
        return _rejected(
            considered, decided[0].result.kind if decided else understanding.kind, decided, faults, purpose
        )
    return replace(considered, kind=kind, decided=tuple(decided), faults=tuple(faults))


def with_code(considered: Considered, house: House, now: datetime, allot: Callable[[str, int], str]) -> Considered:
    """The same decision with a code allotted where a plan opens a campaign: only what is accepted takes a number."""
    opening = [d for d in considered.decided if isinstance(d.command, c.FilePlan) and d.before is None]
    if considered.verdict != "accepted" or not opening:
        return considered
    command = opening[0].command
    assert isinstance(command, c.FilePlan)
    kind = house.rules.kinds[command.campaign_kind]
    code = allot(kind.code, _mailed(considered, house, now).year)
    case = replace(_case(None, considered, house, now), others=_others(command, considered, house), code=code)
    result = decide(command, case)
    decided = tuple(replace(d, result=result) if d is opening[0] else d for d in considered.decided)
    return replace(considered, decided=decided, campaign=code)


# --- one command -----------------------------------------------------------------------------------------------------


def _decided(
    command: c.Command, before: Campaign | None, considered: Considered, house: House, now: datetime
) -> Outcome | Refused:
    """What the sender has no right to, somebody who is away and has them for a deputy may have."""
    result = _decided_for(considered.person, command, before, considered, house, now)
    if isinstance(result, Refused) and result.purpose == "answer":
        for absent in stood_in_for(considered.person, house.rules, _mailed(considered, house, now).date()):
            other = _decided_for(absent, command, before, considered, house, now)
            if isinstance(other, Outcome):
                return other
    return result


def _decided_for(
    person: str, command: c.Command, before: Campaign | None, considered: Considered, house: House, now: datetime
) -> Outcome | Refused:
    case = _case(before, replace(considered, person=person), house, now)
    if isinstance(command, c.UndoMail):
        return undo_mail(command, case, **undoing(command, considered, house))
    if isinstance(command, c.AskStanding) and command.about == "why":
        return why_reminded(command, case, _asked_about(considered, house))
    if isinstance(command, c.FilePlan | c.ReportNode) or (isinstance(command, c.AskStanding) and before is None):
        case = replace(case, others=_others(command, considered, house))
    if isinstance(command, c.FilePlan) and before is None:
        case = replace(case, code=_ALLOTTED_LATER)
    return decide(command, case)


def _rejected(
    considered: Considered, kind: str, decided: list[Decided], faults: list[Fault], purpose: str
) -> Considered:
    return replace(
        considered, verdict="rejected", kind=kind, decided=tuple(decided), faults=tuple(faults), purpose=purpose
    )


# --- on what, and when -----------------------------------------------------------------------------------------------


def _campaign_of(command: c.Command, considered: Considered, house: House) -> str | None:
    """The campaign of the row that a command answers, of the mail that it takes back, else the thread's."""
    if isinstance(command, c.UndoMail):
        return undone_campaign(command, considered, house)
    row = next((r for r in considered.thread.rows if command.row is not None and r.n == command.row), None)
    return row.campaign if row else considered.campaign


def _case(before: Campaign | None, considered: Considered, house: House, now: datetime) -> Case:
    letter, thread = considered.letter, considered.thread
    people = (house.rules.directory.person(a.address) or a for a in (*letter.to, *letter.cc))
    occasion = Occasion(
        person=considered.person,
        mailed=_mailed(considered, house, now),
        message_id=letter.message_id or "",
        subject=letter.subject,
        department=considered.department,
        had=frozenset(person.address for person in people),
        rows=tuple(r for r in thread.rows if before is None or r.campaign == before.code),
        template=thread.answered.template if thread.answered else "",
    )
    return Case(rules=house.rules, occasion=occasion, now=now, campaign=before)


def _mailed(considered: Considered, house: House, now: datetime) -> datetime:
    """The mail's own time in the company's zone."""
    return (considered.letter.date or now).astimezone(house.rules.zone)


def _others(command: c.Command, considered: Considered, house: House) -> tuple[Campaign, ...]:
    """Open campaigns that the decision looks at: of the same product or PM for a plan, the sender's for a question."""
    store = house.ledger.store
    codes = list(store.of_person(considered.person))
    if isinstance(command, c.FilePlan) and command.product:
        codes += store.of_product(command.product)
    return tuple(store.load_many(dict.fromkeys(codes)))


def _asked_about(considered: Considered, house: House) -> tuple[Campaign, ...]:
    """The campaigns that a 为什么 is about: those of the rows of the mail asked about, else all of the sender's."""
    codes = [r.campaign for r in considered.thread.rows] or ([considered.campaign] if considered.campaign else [])
    codes = codes or house.ledger.store.of_person(considered.person)
    return tuple(house.ledger.store.load_many(dict.fromkeys(codes)))
