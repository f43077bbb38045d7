"""which_issues, no_right, wrong_state: the issues that a mail is about, and why it may not speak of them (SPEC 9 "Rights")."""

from collections.abc import Callable

from mailbot.campaign.case import Case
from mailbot.campaign.model import Issue
from mailbot.campaign.outcome import Refused
from mailbot.campaign.rights import may

Fits = Callable[[Issue], bool]


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
