"""promise_issue: by when somebody who answers for an issue will have its handling result (SPEC 3, 9 "Replies")."""

from mailbot.campaign.case import Case
from mailbot.campaign.changes import Change, IssuePromised
from mailbot.campaign.commands import PromiseIssue
from mailbot.campaign.decide.issues_meant import no_right, which_issues, wrong_state
from mailbot.campaign.outcome import Outcome, Refused
from mailbot.campaign.view import instant, issue_view


def promise_issue(command: PromiseIssue, case: Case) -> Outcome | Refused:
    """预计周五给出结果 silences reminders of it until then, though not the lead's; it is the first word of an assignee, too."""
    issues = which_issues(command.numbers, "promise", case, lambda i: i.unsettled)
    if isinstance(issues, Refused):
        return issues
    if refused := no_right("acknowledgement", issues, case):
        return refused
    if refused := wrong_state("promise", issues, lambda i: i.unsettled, case):
        return refused
    changes: tuple[Change, ...] = tuple(
        IssuePromised(at=case.now, by=case.by, number=i.number, until=command.until) for i in issues
    )
    until = instant(command.until, case.rules.zone)
    after = case.after(*changes)
    shown = [issue_view(after.issue(i.number), case.rules.zone) for i in issues]
    return case.outcome("promise", changes, issues=shown, until=until)
