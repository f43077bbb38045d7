"""What changes of issues do: raised, taken on, questioned, answered, reopened, closed."""

from mailbot.campaign import changes as c
from mailbot.campaign.effects import Effects
from mailbot.campaign.effects.promises import settled
from mailbot.campaign.model import Campaign, Promise
from mailbot.value import replace


def _issue_raised(change: c.IssueRaised, campaign: Campaign) -> Campaign:
    raisers = campaign.raisers
    if change.issue.raised_by not in raisers:
        raisers = (*raisers, change.issue.raised_by)
    return replace(campaign, issues=(*campaign.issues, change.issue), raisers=raisers)


def _issue_graded(change: c.IssueGraded, campaign: Campaign) -> Campaign:
    return campaign.with_issue(
        change.number,
        severity=change.severity,
        respond_due=change.respond_due,
        due=change.due,
        term=campaign.issue(change.number).term + 1,
        set_at=change.at,
    )


def _issue_acknowledged(change: c.IssueAcknowledged, campaign: Campaign) -> Campaign:
    issue = campaign.issue(change.number)
    return campaign.with_issue(
        change.number, owner=issue.owner or change.by, responded_at=issue.responded_at or change.at
    )


def _issue_questioned(change: c.IssueQuestioned, campaign: Campaign) -> Campaign:
    issue = campaign.issue(change.number)
    return campaign.with_issue(
        change.number,
        waiting_on="raiser",
        paused_at=change.at,
        question=change.question,
        owner=issue.owner or change.by,
        responded_at=issue.responded_at or change.at,
    )


def _issue_promised(change: c.IssuePromised, campaign: Campaign) -> Campaign:
    issue = campaign.issue(change.number)
    promise = Promise(until=change.until, by=change.by, at=change.at)
    return campaign.with_issue(
        change.number,
        owner=issue.owner or change.by,
        responded_at=issue.responded_at or change.at,
        promises=(*settled(issue.promises, kept=False), promise),
    )


def _issue_promise_broken(change: c.IssuePromiseBroken, campaign: Campaign) -> Campaign:
    promises = settled(campaign.issue(change.number).promises, kept=False)
    return campaign.with_issue(change.number, promises=promises)


def _issue_supplemented(change: c.IssueSupplemented, campaign: Campaign) -> Campaign:
    issue = campaign.issue(change.number)
    return campaign.with_issue(
        change.number,
        waiting_on="assignees",
        paused_at=None,
        text=f"{issue.text}\n{change.text}".strip(),
        respond_due=change.respond_due,
        due=change.due,
        term=issue.term + 1,
        set_at=change.at,
    )


def _issue_answered(change: c.IssueAnswered, campaign: Campaign) -> Campaign:
    issue = campaign.issue(change.number)
    return campaign.with_issue(
        change.number,
        state="answered",
        result=change.result,
        answered_by=change.by,
        answered_at=change.at,
        result_said_at=change.said_at,
        owner=issue.owner or change.by,
        responded_at=issue.responded_at or change.at,
        waiting_on="assignees",
        paused_at=None,
        promises=settled(issue.promises, kept=issue.promised is not None and change.at <= issue.promised),
    )


def _issue_reopened(change: c.IssueReopened, campaign: Campaign) -> Campaign:
    issue = campaign.issue(change.number)
    return campaign.with_issue(
        change.number,
        state="reopened",
        respond_due=change.respond_due,
        due=change.due,
        responded_at=None,
        waiting_on="assignees",
        paused_at=None,
        closed_at=None,
        closed_how="",
        text=f"{issue.text}\n{change.reason}".strip(),
        term=issue.term + 1,
        set_at=change.at,
    )


def _issue_closed(change: c.IssueClosed, campaign: Campaign) -> Campaign:
    return campaign.with_issue(change.number, state="closed", closed_at=change.at, closed_how=change.how)


EFFECTS: Effects = {
    c.IssueRaised: _issue_raised,
    c.IssueGraded: _issue_graded,
    c.IssueAcknowledged: _issue_acknowledged,
    c.IssueQuestioned: _issue_questioned,
    c.IssuePromised: _issue_promised,
    c.IssuePromiseBroken: _issue_promise_broken,
    c.IssueSupplemented: _issue_supplemented,
    c.IssueAnswered: _issue_answered,
    c.IssueReopened: _issue_reopened,
    c.IssueClosed: _issue_closed,
}
