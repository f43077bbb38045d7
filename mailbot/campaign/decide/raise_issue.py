"""raise_issue: a problem goes to the three managers, whom its raiser names, and the PM (SPEC 1, 5)."""

from mailbot.campaign.audience import left_out, managers
from mailbot.campaign.case import Case
from mailbot.campaign.changes import IssueRaised
from mailbot.campaign.commands import RaiseIssue
from mailbot.campaign.decide.issues_meant import times
from mailbot.campaign.model import Issue
from mailbot.campaign.outcome import Outcome, Refused, Row
from mailbot.campaign.rights import may
from mailbot.campaign.view import issue_view


def raise_issue(command: RaiseIssue, case: Case) -> Outcome | Refused:
    """Anyone in the directory, with a right code. Without a severity the rules' default counts, and is said."""
    if not may("issue", case):
        return case.refused("issue", "no-right", right=True, act="issue")
    campaign, rules = case.present, case.rules
    # Whom the raiser names answers too; a name of their own adds nobody.
    assignees = tuple(dict.fromkeys((*managers(campaign, rules), *left_out(command.handlers, case.by))))
    severity = rules.severity(command.severity or rules.severities.default)
    respond_due, due = times(severity, case.said_at, case)
    issue = Issue(
        number=max((i.number for i in campaign.issues), default=0) + 1,
        title=(command.title or campaign.title)[:300],
        text=command.text[:20_000],
        type=command.type,
        severity=severity.name,
        node=command.node,
        raised_by=case.by,
        raised_at=case.said_at,
        assignees=assignees,
        respond_due=respond_due,
        due=due,
        own_number=command.own_number,
        mail=case.occasion.message_id,
    )
    change = IssueRaised(at=case.now, by=case.by, issue=issue)
    after = case.after(change)
    shown = issue_view(issue, rules.zone)
    acting = left_out(assignees, case.by)
    knowing = tuple(p for p in left_out((campaign.pm,), case.by, *acting) if not acting or p not in case.occasion.had)
    rows = (Row(n=issue.number, campaign=campaign.code, asks="issue", issue=issue.number),)
    return case.outcome(
        "issue",
        (change,),
        case.tell(after, "issue-raised", acting, knowing, rows=rows, issue=shown, around=command.around or None),
        issue=shown,
        own_number=command.own_number,
        severity_given=bool(command.severity),
    )
