"""confirm_plan, object_to_plan: a department's answer to the plan (SPEC 1, 9 "Plans", "Stages")."""

from mailbot.campaign.audience import contacts, left_out, managers, owners, speakers
from mailbot.campaign.case import Case
from mailbot.campaign.changes import Change, DepartmentAnswered
from mailbot.campaign.commands import ConfirmPlan, ObjectToPlan
from mailbot.campaign.decide.stages import reached
from mailbot.campaign.model import Answer, Part
from mailbot.campaign.outcome import Outcome, Refused
from mailbot.campaign.rights import may
from mailbot.value import replace


def confirm_plan(command: ConfirmPlan, case: Case) -> Outcome | Refused:
    """同意. Any member may answer; the contact's word prevails."""
    return _answer(command, case, "confirmed")


def object_to_plan(command: ObjectToPlan, case: Case) -> Outcome | Refused:
    """An objection keeps the campaign in planning and is put to the PM."""
    return _answer(command, case, "objected")


def _answer(command: ConfirmPlan | ObjectToPlan, case: Case, answer: Answer) -> Outcome | Refused:
    campaign = case.present
    parts = _parts(command, case)
    if not parts:
        return case.refused(command.kind, "no-department-asked", right=True, words=command.words)
    changes: list[Change] = []
    overruled: list[str] = []
    for part in parts:
        speaking = contacts(part.name, case.rules)
        if part.by in speaking and case.by not in speaking and part.answer != "pending" and part.answer != answer:
            overruled.append(part.name)
            continue
        answered = replace(part, answer=answer, by=case.by, at=case.said_at, words=command.words[:500])
        changes.append(DepartmentAnswered(at=case.now, by=case.by, part=answered))
    if not changes:
        return case.refused(command.kind, "contact-prevails", right=True, departments=overruled, words=command.words)
    changes += reached(case, *changes)
    after = case.after(*changes)
    names = [p.name for p in parts if p.name not in overruled]
    told = left_out((campaign.pm,), case.by)
    knowing: tuple[str, ...] = ()
    asked = command.asked if isinstance(command, ConfirmPlan) else ""
    template, said = ("plan-asked", asked) if asked else ("", "")
    if answer == "objected":
        template, said = "plan-objected", command.words
    elif after.stage != campaign.stage:
        template, said = "plan-confirmed", asked
        everybody = (*owners(after), *speakers(after, case.rules), *managers(after, case.rules))
        knowing = left_out(everybody, case.by, *told)
    return case.outcome(
        command.kind,
        tuple(changes),
        case.tell(after, template, told, knowing, departments=names, words=said or None) if template else (),
        departments=names,
        waiting=after.unanswered,
        asked=bool(asked and told),
        words=command.words,
    )


def _parts(command: ConfirmPlan | ObjectToPlan, case: Case) -> list[Part]:
    """The parts that the sender answers for: the one named, else each that they have the right to speak for."""
    named = case.occasion.department
    asked = [p for p in case.present.departments if p.asks and named in ("", p.name)]
    if command.department:
        found = case.rules.directory.department(command.department)
        asked = [p for p in asked if found is not None and p.name == found.name]
    return [p for p in asked if may(command.kind, case, part=p)]
