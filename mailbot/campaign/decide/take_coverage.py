"""take_coverage: the counts that the bot has fetched from a back end are the newest that it knows (SPEC 1, 4)."""

from mailbot.campaign.case import Case
from mailbot.campaign.changes import CoverageReported
from mailbot.campaign.commands import TakeCoverage
from mailbot.campaign.decide.node_notices import counted_over
from mailbot.campaign.hours import working_hour_after
from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Notice, Outcome
from mailbot.campaign.planner import prompt_key
from mailbot.campaign.prompt import prompt
from mailbot.value import replace


def take_coverage(command: TakeCoverage, case: Case) -> Outcome:
    """Recorded for curves, standings and the draft. Where the draft has gone out without counts, it goes again with them."""
    campaign = case.present
    change = CoverageReported(at=case.now, rows=command.coverage, source=command.source)
    warned, told = counted_over(campaign, change, case)
    again: tuple[Notice, ...] = ()
    if not campaign.coverage and _prompted(campaign) and not campaign.paused:
        notice = prompt(case.after(change), case.rules)
        # Not beside the one without them, which may just have left.
        again = (replace(notice, at=working_hour_after(case.now, case.days)),)
    return case.outcome(command.kind, (change, *warned), (*again, *told), receipt=None)


def _prompted(campaign: Campaign) -> bool:
    """Whether the PM has been asked for the summary since the work was done."""
    return campaign.stage == "finalizing" and prompt_key(campaign) in campaign.warned
