"""replies: what the sender of a mail hears (SPEC 5, 6)."""

from collections.abc import Iterable
from typing import Any

from mailbot.answering.correction import corrected, plan_texts, replacements, row_of
from mailbot.apply import language_of
from mailbot.campaign.decide.ask import kinds_shown
from mailbot.campaign.outcome import Fault, Notice, Outcome
from mailbot.campaign.view import view
from mailbot.considering.considered import Considered
from mailbot.house import House
from mailbot.inbound.handed_on import handed_on
from mailbot.inbound.letter import Letter
from mailbot.value import asdict, replace

_ASKED = "postponement-asked"
_DONE = "node-done"
_MERGED = (_ASKED, _DONE, "issue-raised", "issue-answered", "issue-reopened", "issue-closed")
# What is about a fault or its mending goes with the files that show it.
_CARRIES = ("issue-raised", "issue-answered", "issue-questioned", "issue-supplemented", "issue-reopened", "node-failed")


def replies(considered: Considered, house: House) -> list[Notice]:
    """One mail to the sender: a receipt (also for a mail partly taken and partly asked about), a fault, or answers."""
    if considered.verdict not in ("accepted", "rejected"):
        return []
    to = (considered.written_from,)
    answers = [n for _, outcome in considered.outcomes for n in outcome.notices if n.purpose == "answer"]
    if considered.dry_run:
        return [_notice("answer", "dry-run", considered, to, dry_run_facts(considered, house))]
    if considered.verdict == "rejected":
        return [_rejection(considered, to, house)]
    parts = [_part(d.command, outcome) for d, outcome in considered.outcomes if outcome.receipt is not None]
    sent = [_addressed(n, considered) for n in answers]
    if parts or considered.faults:
        parts.sort(key=lambda part: part["row"] or 0)
        facts = {**_facts(considered), "parts": parts, "faults": [asdict(f) for f in _by_row(considered)]}
        # What UNDO did is answered (SPEC 9 "Sending"): there is nothing in it to take back.
        purpose = "answer" if considered.kind == "undo" else "receipt"
        if (principal := _principal(considered, house)) is not None:
            facts |= {"written_by": considered.via, "written_for": principal}
            if parts and purpose == "receipt" and not _reads_it(principal, considered.letter, house):
                sent.append(_notice(purpose, "receipt", considered, (principal,), facts))  # it runs in their name
        sent.append(_notice(purpose, "receipt", considered, to, facts))
    return sent


def _principal(considered: Considered, house: House) -> str | None:
    """In whose name an assistant wrote, None where nobody's."""
    named = {p.address for p in house.rules.directory.principals(considered.via)} if considered.via else set()
    return considered.person if considered.person in named else None


def _reads_it(person: str, letter: Letter, house: House) -> bool:
    """Whether the mail itself went to that person, or came from one of their addresses."""
    everybody = (house.rules.directory.person(a.address) for a in (*letter.from_, *letter.to, *letter.cc))
    return any(one is not None and one.address == person for one in everybody)


def merged(notices: Iterable[Notice]) -> list[Notice]:
    """Several issues of one mail go to their managers, or back to whoever raised them, as one notice, and so do several
    postponements to the PM, as rows to decide on; everything else as it is."""
    result: list[Notice] = []
    for notice in notices:
        same = next((n for n in result if _one_mail(n, notice)), None)
        if same is None:
            result.append(notice)
            continue
        if notice.template == _DONE:
            result[result.index(same)] = _done_together(same, notice)
            continue
        if notice.template == _ASKED:
            result[result.index(same)] = _with_row(same, notice)
            continue
        issues = [*_issues(same), *_issues(notice)]
        facts = {**notice.facts, "issues": issues}
        if same.facts.get("words") and same.facts["words"] != notice.facts["words"]:
            facts["words"] = f"{same.facts['words']}\n{notice.facts['words']}"
        facts.pop("issue", None)
        result[result.index(same)] = replace(same, rows=(*same.rows, *notice.rows), facts=facts)
    return result


def with_files(notice: Notice, letter: Letter) -> Notice:
    """The notice with the names of what its cause brought: whoever has to look at an issue sees its screenshots and logs."""
    if notice.template not in _CARRIES or "files" in notice.facts:
        return notice
    going, staying = handed_on(letter)
    if not going and not staying:
        return notice
    return replace(notice, facts={**notice.facts, "files": list(going), "kept": list(staying)})


def _one_mail(one: Notice, other: Notice) -> bool:
    if one.template == _DONE:  # whose turn it is shows only behind the last of them
        return (other.template, other.campaign) == (_DONE, one.campaign)
    key = (one.template, one.to, one.cc, one.campaign)
    return one.template in _MERGED and key == (other.template, other.to, other.cc, other.campaign)


def _done_together(earlier: Notice, later: Notice) -> Notice:
    """Several nodes that one mail reports, as the campaign stands after all of them; who had to act only before the last knows."""
    facts = {
        **later.facts,
        "nodes": [*earlier.facts["nodes"], *later.facts["nodes"]],
        "counted": later.facts.get("counted") or earlier.facts.get("counted"),
    }
    knowing = dict.fromkeys((*later.cc, *(p for p in (*earlier.to, *earlier.cc) if p not in later.to)))
    return replace(later, cc=tuple(knowing), facts=facts)


def _with_row(asked: Notice, another: Notice) -> Notice:
    """The later one shows the campaign as it is after both."""
    listed = [*(asked.facts.get("asked") or [_postponement(asked)]), _postponement(another)]
    rows = tuple(replace(row, n=n) for n, row in enumerate((*asked.rows, *another.rows), 1))
    return replace(asked, rows=rows, facts={**another.facts, "asked": listed})


def _postponement(notice: Notice) -> dict[str, Any]:
    return {key: notice.facts[key] for key in ("node", "before", "until", "reason")}


def _issues(notice: Notice) -> list[Any]:
    return list(notice.facts.get("issues") or [notice.facts["issue"]])


def dry_run_facts(considered: Considered, house: House) -> dict[str, Any]:
    """What 预检 answers: what would be recorded, and nothing is."""
    parts = [_part(d.command, outcome) for d, outcome in considered.outcomes if outcome.receipt is not None]
    return {
        **_facts(considered),
        "verdict": considered.verdict,
        "parts": parts,
        "faults": [asdict(f) for f in _by_row(considered)],
        "kind": considered.kind,
        "corrected": corrected(considered, house.rules, language_of(considered.written_from, house.rules)),
        "replaced": replacements(considered, house.rules),
    }


def _by_row(considered: Considered) -> list[Fault]:
    """The faults as the rows that were answered stand, whatever order they were answered in."""
    return sorted(considered.faults, key=lambda fault: fault.facts.get("row") or 0)


def _rejection(considered: Considered, to: tuple[str, ...], house: House) -> Notice:
    faults = _by_row(considered)
    facts = {
        **_facts(considered),
        "kind": considered.kind,
        "faults": [asdict(f) for f in faults],
        "corrected": corrected(considered, house.rules, language_of(to[0], house.rules)),
        "replaced": replacements(considered, house.rules),
        "original": considered.writing.text[:20_000],
    }
    first = considered.faults[0] if considered.faults else Fault(reason="not-understood")
    if considered.purpose == "answer":
        template = {"guide": "guide", "campaign-over": "over"}.get(first.reason, "no-right")
        if template == "over" and considered.campaign:
            campaign = house.ledger.store.load(considered.campaign)
            facts["campaign"] = view(campaign, house.rules.zone) if campaign else None
        kinds = kinds_shown(house.rules)
        return _notice("answer", template, considered, to, {**facts, "reason": asdict(first), "kinds": kinds})
    if considered.kind in ("plan", "revision") and (read := considered.understanding) and (read.nodes or read.readings):
        facts["plan"] = plan_texts(considered, house.rules)
        rows = facts["plan"]["nodes"]
        for fault, shown in zip(faults, facts["faults"], strict=True):
            if (row := row_of(fault)) is not None and row < len(rows):
                shown["node"] = rows[row]["title"]
    return _notice("fault", "fault", considered, to, facts)


def _part(command: Any, outcome: Outcome) -> dict[str, Any]:
    assert outcome.receipt is not None
    return {
        "kind": outcome.kind,
        "template": outcome.receipt.template,
        "facts": dict(outcome.receipt.facts),
        "readings": [asdict(r) for r in command.readings],
        "remarks": [asdict(r) for r in command.remarks],
        "missing": list(outcome.receipt.facts.get("missing", ())),
        "row": command.row,
    }


def _facts(considered: Considered) -> dict[str, Any]:
    """What every answer knows: whom it answers, and what has to be said of the thread."""
    remarks = [asdict(r) for r in (considered.understanding.remarks if considered.understanding else ())]
    if considered.thread.conflict:
        remarks.append({"reason": "code-over-thread", "place": "", "words": considered.thread.conflict, "facts": {}})
    if considered.thread.how == "subject":
        remarks.append({"reason": "thread-by-subject", "place": "", "words": considered.campaign or "", "facts": {}})
    return {"person": considered.person, "code": considered.campaign, "remarks": remarks, "dry_run": considered.dry_run}


def _notice(purpose: Any, template: str, considered: Considered, to: tuple[str, ...], facts: dict[str, Any]) -> Notice:
    return Notice(
        purpose=purpose,
        template=template,
        to=to,
        campaign=considered.campaign,
        facts=facts,
        thread=considered.letter.message_id or "",
        subject=considered.letter.subject or "mailbot",
    )


def _addressed(notice: Notice, considered: Considered) -> Notice:
    """An answer goes to the address that the sender wrote from (SPEC 9 "JSON and commands")."""
    return _notice("answer", notice.template, considered, (considered.written_from,), dict(notice.facts))
