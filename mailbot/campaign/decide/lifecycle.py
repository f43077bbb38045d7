"""start, cancel, pause, resume, hand over: what is done to a campaign as a whole (SPEC 1, 9 "Stages", "Rights")."""

from datetime import datetime
from typing import Any

from mailbot.campaign.audience import everyone, left_out, to_and_cc
from mailbot.campaign.case import Case
from mailbot.campaign.changes import (
    CampaignPaused,
    CampaignResumed,
    Change,
    HandedOver,
    IssueClosed,
    IssueMoved,
    NodeMoved,
    NodesCancelled,
    StageReached,
)
from mailbot.campaign.commands import CancelCampaign, HandOver, PauseCampaign, ResumeCampaign, StartCampaign
from mailbot.campaign.decide.invitations import follow
from mailbot.campaign.outcome import Notice, Outcome, Refused
from mailbot.campaign.rights import may
from mailbot.campaign.view import later_dues
from mailbot.rulebook.shapes import Role


def start_campaign(command: StartCampaign, case: Case) -> Outcome | Refused:
    """启动: planning → tracking at the PM's word; over an objection it is recorded as that."""
    if not may("start", case):
        return case.refused("start", "not-the-pm", right=True, pm=case.present.pm)
    if case.present.stage != "planning":
        return case.refused("start", "already-started", stage=case.present.stage)
    objected = [p.name for p in case.present.departments if p.asks and p.answer == "objected"]
    pending = case.present.unanswered
    why = "over-objection" if objected else "pm"
    changes: tuple[Change, ...] = (StageReached(at=case.now, by=case.by, stage="tracking", why=why),)
    notice = _tell_all(case, "campaign-started", changes, known=True, objected=objected, pending=pending)
    return case.outcome("start", changes, notice, objected=objected, pending=pending)


def cancel_campaign(command: CancelCampaign, case: Case) -> Outcome | Refused:
    """取消: open nodes are cancelled, open issues closed; later mails are answered so and change nothing."""
    if not may("cancellation", case):
        return case.refused("cancellation", "not-the-pm", right=True, pm=case.present.pm)
    keys = tuple(n.key for n in case.present.pending_nodes)
    changes: list[Change] = (
        [NodesCancelled(at=case.now, by=case.by, keys=keys, why="campaign-cancelled")] if keys else []
    )
    changes += [
        IssueClosed(at=case.now, by=case.by, number=i.number, how="cancelled")
        for i in case.present.issues
        if i.state != "closed"
    ]
    changes.append(StageReached(at=case.now, by=case.by, stage="cancelled", why=command.reason[:500]))
    notice = _tell_all(case, "campaign-cancelled", tuple(changes), known=True, reason=command.reason)
    calendar = follow(case.present, case.after(*changes), case)
    return case.outcome("cancellation", tuple(changes), (*notice, *calendar), reason=command.reason)


def pause_campaign(command: PauseCampaign, case: Case) -> Outcome | Refused:
    """暂停: the clocks stop, the stage stays, all are told."""
    if not may("pause", case):
        return case.refused("pause", "not-the-pm", right=True, pm=case.present.pm)
    if case.present.paused:
        return case.refused("pause", "already-paused")
    changes = (CampaignPaused(at=case.now, by=case.by, reason=command.reason[:500]),)
    return case.outcome(
        "pause",
        changes,
        _tell_all(case, "campaign-paused", changes, known=True, reason=command.reason),
        reason=command.reason,
    )


def resume_campaign(command: ResumeCampaign, case: Case) -> Outcome | Refused:
    """恢复: open due times move by the working days on which it was paused, shown line by line."""
    if not may("resumption", case):
        return case.refused("resumption", "not-the-pm", right=True, pm=case.present.pm)
    since = case.present.paused
    if since is None:
        return case.refused("resumption", "not-paused")
    zone, days = case.rules.zone, case.days
    lost = days.between(days.begun(since), days.begun(case.now))

    def later(moment: datetime) -> datetime:
        here = moment.astimezone(zone)
        return datetime.combine(days.add(here.date(), lost), here.timetz())

    nodes = tuple(
        NodeMoved(key=n.key, due=later(n.due), promised=later(n.promised) if n.promised else None)
        for n in case.present.pending_nodes
        if lost > 0
    )
    issues = tuple(
        IssueMoved(number=i.number, respond_due=later(i.respond_due), due=later(i.due))
        for i in case.present.issues
        if i.unsettled and lost > 0
    )
    changes = (CampaignResumed(at=case.now, by=case.by, nodes=nodes, issues=issues),)
    after = case.after(*changes)
    moved = later_dues(case.present, after, zone)
    notice = _tell_all(case, "campaign-resumed", changes, days=lost, moved=moved)
    calendar = follow(case.present, after, case)
    return case.outcome("resumption", changes, (*notice, *calendar), days=lost, moved=moved)


def hand_over(command: HandOver, case: Case) -> Outcome | Refused:
    """移交：姓名. The campaign, and the PM's own open nodes, pass to another PM."""
    if not may("handover", case):
        whose = [p.name for role in (Role.LEAD, Role.ADMIN) for p in case.rules.directory.with_role(role)]
        return case.refused("handover", "no-right", right=True, whose=tuple(dict.fromkeys(whose))[:5])
    found = [p for p in case.rules.directory.named(command.to) if not p.left]
    person = case.rules.directory.person(command.to) if "@" in command.to else (found[0] if len(found) == 1 else None)
    if person is None or person.left or Role.PM not in person.roles:
        pms = case.rules.directory.with_role(Role.PM)
        names = [p.name for p in pms if p.address != case.present.pm]
        reason = "two-of-that-name" if len(found) > 1 else "not-a-pm" if person else "unknown-person"
        return case.refused("handover", reason, field="pm", words=command.to, nearest=tuple(names[:5]))
    if person.address == case.present.pm:
        return case.refused("handover", "already-the-pm", words=command.to)
    before = case.present.pm
    changes = (HandedOver(at=case.now, by=case.by, pm=person.address),)
    notice = _tell_all(case, "handed-over", changes, to=(person.address,), before=before)
    return case.outcome("handover", changes, notice, before=before)


def _tell_all(
    case: Case,
    template: str,
    changes: tuple[Change, ...],
    *,
    to: tuple[str, ...] = (),
    known: bool = False,
    **facts: Any,
) -> tuple[Notice, ...]:
    """One notice to everyone on the campaign but the sender; nobody in it has to act unless named in `to`. `known`: it says
    no more than the mail itself, so that who has had that is not mailed again (SPEC 5)."""
    after = case.after(*changes)
    people = left_out((*everyone(after, case.rules), *case.present.pms), case.by)
    acting = left_out(to, case.by)
    others = left_out(people, *acting, *(case.occasion.had if known else ()))
    return case.tell(after, template, *to_and_cc(acting, others, case.present), **facts)
