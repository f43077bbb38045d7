"""happen: what happens to a campaign by itself when its time has come: promises break, silence closes, the PM is warned of
the end of validity and asked for the summary (SPEC 5, 9)."""

from datetime import datetime

from mailbot.campaign.audience import left_out
from mailbot.campaign.case import Case, company_days
from mailbot.campaign.changes import Change, IssueClosed, IssuePromiseBroken, PromiseBroken, Warned
from mailbot.campaign.decide.stages import reached
from mailbot.campaign.evolve import evolve_all
from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Notice, Occasion, Row
from mailbot.campaign.planner import Event, clock_events
from mailbot.campaign.summary import prompt
from mailbot.campaign.view import issue_view, view
from mailbot.rulebook.rules import Rules
from mailbot.value import replace


def happen(campaign: Campaign, hour: datetime, rules: Rules) -> tuple[tuple[Change, ...], tuple[Notice, ...]]:
    """Everything whose time has come by the start of a working hour, one after the other, since one brings about the next: the
    last defect closed by silence may finish the work. Nothing outside the company's working hours."""
    changes: list[Change] = []
    notices: list[Notice] = []
    if not company_days(rules).in_hours(hour):
        return (), ()
    while event := min((e for e in clock_events(campaign, rules) if e.at <= hour), default=None):
        change, told = _one(event, campaign, hour, rules)
        # What is stamped into the state bears its own hour, so that a tick that comes late leaves the same state.
        case = Case(rules=rules, occasion=Occasion(person="", mailed=event.at), now=event.at, campaign=campaign)
        own = (change, *reached(case, change))
        campaign = evolve_all(campaign, own) or campaign
        changes += own
        notices += told
    return tuple(changes), tuple(notices)


def _one(event: Event, campaign: Campaign, hour: datetime, rules: Rules) -> tuple[Change, tuple[Notice, ...]]:
    match event.what:
        case "promise":
            return PromiseBroken(at=hour, key=event.key), ()
        case "issue_promise":
            return IssuePromiseBroken(at=hour, number=int(event.key)), ()
        case "silence":
            closed = IssueClosed(at=event.at, number=int(event.key), how="silence")
            return closed, (_closed_by_silence(campaign, closed, rules),)
        case "validity":
            facts = {"campaign": view(campaign, rules.zone), "until": event.key}
            notice = Notice(
                purpose="notice",
                template="validity-ending",
                to=(campaign.pm,),
                campaign=campaign.code,
                facts=facts,
            )
            return Warned(at=hour, what=f"validity:{event.key}"), (notice,)
        case "prompt":
            # By its key it is taken back where it has not left: it was nobody's question.
            asked = prompt(campaign, rules)
            return Warned(at=hour, what=event.key), (replace(asked, facts={**asked.facts, "prompt": event.key}),)


def _closed_by_silence(campaign: Campaign, closed: IssueClosed, rules: Rules) -> Notice:
    after = evolve_all(campaign, (closed,)) or campaign
    issue = after.issue(closed.number)
    return Notice(
        purpose="notice",
        template="issue-closed",
        to=(issue.raised_by,),
        cc=left_out((issue.answered_by, after.pm), issue.raised_by),
        campaign=after.code,
        rows=(Row(n=1, campaign=after.code, asks="issue", issue=issue.number),),
        facts={"campaign": view(after, rules.zone), "issues": [issue_view(issue, rules.zone)], "by": "", "words": ""},
    )
