"""What changes of the campaign as a whole do: plan, stage, departments, version, figures, clock."""

from mailbot.campaign import changes as c
from mailbot.campaign.effects import Effects
from mailbot.campaign.model import Campaign
from mailbot.value import replace


def _as_told(change: c.PlanRevised | c.MailUndone, campaign: Campaign) -> Campaign:
    return change.campaign


def _noted(change: c.Noted | c.VersionRequested, campaign: Campaign) -> Campaign:
    return campaign


def _stage_reached(change: c.StageReached, campaign: Campaign) -> Campaign:
    return replace(campaign, stage=change.stage, stage_since=change.at)


def _department_answered(change: c.DepartmentAnswered, campaign: Campaign) -> Campaign:
    parts = tuple(change.part if p.name == change.part.name else p for p in campaign.departments)
    if change.part not in parts:
        parts = (*parts, change.part)
    return replace(campaign, departments=parts)


def _version_submitted(change: c.VersionSubmitted, campaign: Campaign) -> Campaign:
    return replace(campaign, version=change.version)


def _submission_refused(change: c.SubmissionRefused, campaign: Campaign) -> Campaign:
    return replace(campaign, submissions=(*campaign.submissions, change.submission))


def _gate_waived(change: c.GateWaived, campaign: Campaign) -> Campaign:
    return replace(campaign, waived=(*campaign.waived, (change.version, change.reason)))


def _coverage_reported(change: c.CoverageReported, campaign: Campaign) -> Campaign:
    return replace(
        campaign,
        coverage=change.rows,
        coverage_at=change.at,
        coverage_said_at=change.said_at,
        coverage_by=change.by,
        coverage_source=change.source,
        fetched_at=change.at if change.source else campaign.fetched_at,
    )


def _summary_accepted(change: c.SummaryAccepted, campaign: Campaign) -> Campaign:
    return replace(campaign, summary=change.text)


def _campaign_paused(change: c.CampaignPaused, campaign: Campaign) -> Campaign:
    return replace(campaign, paused=change.at)


def _campaign_resumed(change: c.CampaignResumed, campaign: Campaign) -> Campaign:
    for node in change.nodes:
        before = campaign.node(node.key)
        promises = before.promises
        if node.promised and before.promised:
            promises = (*promises[:-1], replace(promises[-1], until=node.promised))
        campaign = campaign.with_node(node.key, due=node.due, term=before.term + 1, set_at=change.at, promises=promises)
    for issue in change.issues:
        term = campaign.issue(issue.number).term + 1
        campaign = campaign.with_issue(
            issue.number, respond_due=issue.respond_due, due=issue.due, term=term, set_at=change.at
        )
    pauses = (*campaign.pauses, (campaign.paused, change.at)) if campaign.paused else campaign.pauses
    return replace(campaign, paused=None, pauses=pauses)


def _handed_over(change: c.HandedOver, campaign: Campaign) -> Campaign:
    others = tuple(p for p in campaign.pms[1:] if p != change.pm)
    nodes = tuple(
        replace(n, owner=change.pm, term=n.term + 1, set_at=change.at)
        if n.owner == campaign.pm and n.state == "pending"
        else n
        for n in campaign.nodes
    )
    return replace(campaign, pms=(change.pm, *others), nodes=nodes)


def _warned(change: c.Warned, campaign: Campaign) -> Campaign:
    return replace(campaign, warned=(*campaign.warned, change.what))


def _steps_reminded(change: c.StepsReminded, campaign: Campaign) -> Campaign:
    return replace(campaign, reminded=(*campaign.reminded, *change.reminded))


def _reminders_withdrawn(change: c.RemindersWithdrawn, campaign: Campaign) -> Campaign:
    reminded = tuple(r for r in campaign.reminded if r not in change.reminded)
    return replace(campaign, reminded=reminded, warned=tuple(w for w in campaign.warned if w != change.prompt))


EFFECTS: Effects = {
    c.PlanRevised: _as_told,
    c.MailUndone: _as_told,
    c.Noted: _noted,
    c.VersionRequested: _noted,
    c.StageReached: _stage_reached,
    c.DepartmentAnswered: _department_answered,
    c.VersionSubmitted: _version_submitted,
    c.SubmissionRefused: _submission_refused,
    c.GateWaived: _gate_waived,
    c.CoverageReported: _coverage_reported,
    c.SummaryAccepted: _summary_accepted,
    c.CampaignPaused: _campaign_paused,
    c.CampaignResumed: _campaign_resumed,
    c.HandedOver: _handed_over,
    c.Warned: _warned,
    c.StepsReminded: _steps_reminded,
    c.RemindersWithdrawn: _reminders_withdrawn,
}
