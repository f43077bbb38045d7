"""issues_for, which_issues, no_right, wrong_state, times: the issues that a mail is about, why it may not speak of them, and their times (SPEC 9 "Rights")."""

from collections.abc import Callable
from datetime import datetime

from mailbot.campaign.case import Case
from mailbot.campaign.model import Issue
from mailbot.campaign.outcome import Refused
from mailbot.campaign.rights import may
from mailbot.rulebook.shapes import Severity

Fits = Callable[[Issue], bool]


def unsettled(issue: Issue) -> bool:
    return issue.unsettled


def which_issues(numbers: tuple[int, ...], kind: str, case: Case, fits: Fits) -> list[Issue] | Refused:
    known = {i.number: i for i in case.present.issues}
    if unknown := [n for n in numbers if n not in known]:
        return case.refused(
            kind,
            "unknown-issue",
            field="issue",
            words=str(unknown[0]),
            nearest=tuple(str(n) for n in sorted(known)[-5:]),
        )
    if numbers:
        return [known[n] for n in dict.fromkeys(numbers)]
    thread = [known[r.issue] for r in case.occasion.rows if r.issue in known]
    if thread:
        return [i for i in thread if fits(i)] or thread
    fitting = [i for i in known.values() if fits(i)]
    if len(fitting) == 1:
        return fitting
    names = tuple(f"{i.number} {i.title}" for i in (fitting or list(known.values())))[:8]
    return case.refused(kind, "which-issue" if fitting else "no-such-issue", field="issue", nearest=names)


def issues_for(
    numbers: tuple[int, ...], kind: str, case: Case, fits: Fits, *, right: str, ready: Fits | None = None
) -> list[Issue] | Refused:
    """Those meant, if the sender has the right (`right`: to what) and each is `ready` for it."""
    issues = which_issues(numbers, kind, case, fits)
    if isinstance(issues, Refused):
        return issues
    return no_right(right, issues, case) or (wrong_state(kind, issues, ready, case) if ready else None) or issues


def no_right(act: str, issues: list[Issue], case: Case) -> Refused | None:
    denied = next((i for i in issues if not may(act, case, issue=i)), None)
    if denied is None:
        return None
    raiser = denied.raised_by if act in ("closure", "reopening") else ""
    people = (case.rules.directory.person(a) for a in denied.assignees) if act == "handling_result" else ()
    whose = tuple(p.name for p in people if p is not None)
    return case.refused(
        act, "no-right", right=True, act=act, number=denied.number, title=denied.title, raiser=raiser, whose=whose
    )


def wrong_state(act: str, issues: list[Issue], fits: Fits, case: Case) -> Refused | None:
    wrong = next((i for i in issues if not fits(i)), None)
    if wrong is None:
        return None
    return case.refused(act, "issue-state", number=wrong.number, title=wrong.title, state=wrong.state)


def times(severity: Severity, start: datetime, case: Case) -> tuple[datetime, datetime]:
    """(respond by, resolve by). `4h` are working hours; `2d` ends with the hours of the second working day after."""
    return _after(severity.respond, start, case), _after(severity.resolve, start, case)


def _after(span: str, start: datetime, case: Case) -> datetime:
    number = int(span[:-1])
    if span.endswith("h"):
        return case.days.add_hours(start, number)
    day = start.astimezone(case.rules.zone).date()
    return case.days.end_of(case.days.add(day, number))
