"""prompt: the PM is asked for the summary, with the draft of it already filled (SPEC 1, 5)."""

from mailbot.campaign.case import company_days
from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Notice, Row
from mailbot.campaign.summary import draft
from mailbot.rulebook.rules import Rules


def prompt(campaign: Campaign, rules: Rules) -> Notice:
    """The mail to the PM, answered by 发布 or by the summary."""
    return Notice(
        purpose="finalize",
        template="finalize",
        to=(campaign.pm,),
        campaign=campaign.code,
        rows=(Row(n=1, campaign=campaign.code, asks="summary"),),
        facts=draft(campaign, rules, company_days(rules)),
    )
