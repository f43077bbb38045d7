"""answer, acknowledge, promise, question, reopen, close, grade: an issue after it was raised (SPEC 1, 3, 9 "Stages", "Replies").

A mail that names no issue means the thread's (the rows that it answers), else the only one that fits.
"""

from collections.abc import Callable
from datetime import datetime

from mailbot.campaign.audience import left_out
from mailbot.campaign.case import Case
from mailbot.campaign.changes import (
    Change,
    IssueAcknowledged,
    IssueAnswered,
    IssueClosed,
    IssueGraded,
    IssuePromised,
    IssueQuestioned,
    IssueReopened,
    IssueSupplemented,
)
from mailbot.campaign.commands import (
    AcknowledgeIssue,
    AnswerIssues,
    CloseIssue,
    GradeIssue,
    PromiseIssue,
    QuestionIssue,
    ReopenIssue,
)
from mailbot.campaign.decide.issues_meant import issues_for, no_right, times, unsettled, which_issues, wrong_state
from mailbot.campaign.decide.stages import reached
from mailbot.campaign.model import Issue
from mailbot.campaign.outcome import Outcome, Refused, Row
from mailbot.campaign.rights import may
from mailbot.campaign.view import instant, issue_view


def answer_issues(command: AnswerIssues, case: Case) -> Outcome | Refused:
    """处理结果: `answered` for all three managers by one of them; whoever raised it and the PM are told. The raiser's word
    after 请补充 is no answer but the supplement."""
    issues = which_issues(command.numbers, "handling_result", case, unsettled)
    if isinstance(issues, Refused):
        return issues
    if not command.result.strip():
        return case.refused("handling_result", "result-empty", field="result")
    supplement = [i for i in issues if i.waiting_on == "raiser" and i.raised_by == case.by]
    if supplement and len(supplement) == len(issues) and not may("handling_result", case, issue=issues[0]):
        return _supplement(command.result, supplement, case)
    if refused := no_right("handling_result", issues, case):
        return refused
    if refused := wrong_state("handling_result", issues, lambda i: i.state != "closed", case):
        return refused
    changes: tuple[Change, ...] = tuple(
        IssueAnswered(at=case.now, by=case.by, number=i.number, result=command.result[:10_000], said_at=case.said_at)
        for i in issues
    )
    return _told(
        "handling_result", "issue-answered", issues, changes, case, to=lambda i: (i.raised_by,), words=command.result
    )


def acknowledge_issue(command: AcknowledgeIssue, case: Case) -> Outcome | Refused:
    """收到, 我来处理: the first word of an assignee ends the respond clock and makes them its owner."""
    issues = which_issues(command.numbers, "acknowledgement", case, unsettled)
    if isinstance(issues, Refused):
        return issues
    supplement = [i for i in issues if i.waiting_on == "raiser" and i.raised_by == case.by]
    if supplement:
        return _supplement(command.text, supplement, case)
    if refused := no_right("acknowledgement", issues, case):
        return refused
    changes: tuple[Change, ...] = tuple(
        IssueAcknowledged(at=case.now, by=case.by, number=i.number) for i in issues if i.unclaimed
    )
    if not changes:
        return case.refused("acknowledgement", "has-owner", number=issues[0].number, owner=issues[0].owner)
    return case.outcome(
        "acknowledgement", changes, issues=[_shown(case, changes, i.number) for i in issues if i.unclaimed]
    )


def promise_issue(command: PromiseIssue, case: Case) -> Outcome | Refused:
    """预计周五给出结果 silences reminders of it until then, though not the lead's; it is the first word of an assignee, too."""
    issues = issues_for(command.numbers, "promise", case, unsettled, right="acknowledgement", ready=unsettled)
    if isinstance(issues, Refused):
        return issues
    changes: tuple[Change, ...] = tuple(
        IssuePromised(at=case.now, by=case.by, number=i.number, until=command.until) for i in issues
    )
    until = instant(command.until, case.rules.zone)
    after = case.after(*changes)
    shown = [issue_view(after.issue(i.number), case.rules.zone) for i in issues]
    return case.outcome("promise", changes, issues=shown, until=until)


def question_issue(command: QuestionIssue, case: Case) -> Outcome | Refused:
    """请补充: the turn passes to whoever raised it, and the clocks stop until their next word."""
    issues = issues_for(command.numbers, "question", case, unsettled, right="question")
    if isinstance(issues, Refused):
        return issues
    changes: tuple[Change, ...] = tuple(
        IssueQuestioned(at=case.now, by=case.by, number=i.number, question=command.text[:5000]) for i in issues
    )
    return _told("question", "issue-questioned", issues, changes, case, to=lambda i: (i.raised_by,), words=command.text)


def reopen_issue(command: ReopenIssue, case: Case) -> Outcome | Refused:
    """未解决, by whoever raised it or the PM; also of an issue that silence closed."""
    issues = issues_for(command.numbers, "reopening", case, _was_settled, right="reopening", ready=_was_settled)
    if isinstance(issues, Refused):
        return issues
    changes: list[Change] = []
    for issue in issues:
        respond_due, due = times(case.rules.severity(issue.severity), case.said_at, case)
        changes.append(
            IssueReopened(
                at=case.now,
                by=case.by,
                number=issue.number,
                reason=command.text[:5000],
                respond_due=respond_due,
                due=due,
            )
        )
    return _told(
        "reopening", "issue-reopened", issues, tuple(changes), case, to=lambda i: i.assignees, words=command.text
    )


def close_issue(command: CloseIssue, case: Case) -> Outcome | Refused:
    """验证通过, by whoever raised it or the PM."""
    issues = issues_for(
        command.numbers,
        "closure",
        case,
        lambda i: i.state == "answered",
        right="closure",
        ready=lambda i: i.state != "closed",
    )
    if isinstance(issues, Refused):
        return issues
    changes: list[Change] = [IssueClosed(at=case.now, by=case.by, number=i.number, how="word") for i in issues]
    changes += reached(case, *changes)
    return _told(
        "closure",
        "issue-closed",
        issues,
        tuple(changes),
        case,
        to=lambda i: (i.answered_by or i.owner,),
        words=command.text,
    )


def grade_issue(command: GradeIssue, case: Case) -> Outcome | Refused:
    """严重程度：严重, by whoever raised it or the PM. A graver one counts from now, since nobody could meet a time that
    passed before it was known; a lighter one from when the issue was raised (or reopened)."""
    issues = issues_for(command.numbers, "issue", case, unsettled, right="reopening", ready=unsettled)
    if isinstance(issues, Refused):
        return issues
    changed = [i for i in issues if i.severity != command.severity]
    if not changed:
        number, severity = issues[0].number, issues[0].severity
        return case.refused("issue", "severity-unchanged", number=number, severity=severity, words=command.severity)
    changes: list[Change] = []
    order = [s.name for s in case.rules.severities.severity]
    for issue in changed:
        graver = issue.severity in order and order.index(command.severity) < order.index(issue.severity)
        start = case.said_at if graver else issue.set_at or issue.raised_at
        respond_due, due = times(case.rules.severity(command.severity), start, case)
        changes.append(
            IssueGraded(
                at=case.now,
                by=case.by,
                number=issue.number,
                severity=command.severity,
                respond_due=respond_due,
                due=due,
            )
        )
    return _told(
        "issue",
        "issue-graded",
        changed,
        tuple(changes),
        case,
        to=_turn,
        words="",
        receipt="issue-graded",
    )


def _was_settled(issue: Issue) -> bool:
    return issue.state in ("answered", "closed")


def _supplement(text: str, issues: list[Issue], case: Case) -> Outcome:
    """The raiser's next word: the turn passes back, both times move by the working hours between."""
    changes: list[Change] = []
    for issue in issues:
        pause = case.days.hours_between(issue.paused_at, case.said_at) if issue.paused_at else 0.0

        def later(moment: datetime, hours: float = pause) -> datetime:
            return case.days.add_hours(moment, hours) if hours > 0 else moment

        changes.append(
            IssueSupplemented(
                at=case.now,
                by=case.by,
                number=issue.number,
                text=text[:10_000],
                respond_due=later(issue.respond_due),
                due=later(issue.due),
            )
        )
    return _told(
        "note",
        "issue-supplemented",
        issues,
        tuple(changes),
        case,
        to=_turn,
        words=text,
        receipt="issue",
    )


def _turn(issue: Issue) -> tuple[str, ...]:
    """Whose answer it waits for."""
    return (issue.owner,) if issue.owner else issue.assignees


def _shown(case: Case, changes: tuple[Change, ...], number: int) -> dict[str, object]:
    return issue_view(case.after(*changes).issue(number), case.rules.zone)


def _told(
    kind: str,
    template: str,
    issues: list[Issue],
    changes: tuple[Change, ...],
    case: Case,
    *,
    to: Callable[[Issue], tuple[str, ...]],
    words: str,
    receipt: str = "",
) -> Outcome:
    """One notice for all the issues of a mail: those who have the turn in To, the PM in Cc."""
    after = case.after(*changes)
    shown = [issue_view(after.issue(i.number), case.rules.zone) for i in issues]
    acting = left_out(tuple(p for i in issues for p in to(i)), case.by)
    knowing = tuple(p for p in left_out((after.pm,), case.by, *acting) if p not in case.occasion.had)
    rows = tuple(Row(n=i.number, campaign=after.code, asks="issue", issue=i.number) for i in issues)
    notices = case.tell(after, template, acting, knowing, rows=rows, issues=shown, words=words)
    return case.outcome(kind, changes, notices, receipt=receipt, issues=shown, words=words)
