"""counts_wanted: when a campaign's counts are to be fetched from a back end: before its summary is asked for, and on working
days while it is carried out, so that there is a curve (SPEC 1, 5)."""

from datetime import datetime

from mailbot.campaign.case import company_days
from mailbot.campaign.model import Campaign
from mailbot.rulebook.rules import Rules

# What closes a node that makes the version: before all of them are done there is nothing in the field to count.
_MAKES_THE_VERSION = ("version", "tests", "attachments")


def countable(campaign: Campaign, rules: Rules) -> bool:
    """Whether there is something to count that nobody else counts."""
    if campaign.paused:
        return False
    if campaign.stage == "finalizing":
        return not _given_by_a_person(campaign)
    return campaign.stage == "tracking" and _in_the_field(campaign, rules)


def counts_wanted(campaign: Campaign, now: datetime, rules: Rules) -> bool:
    """Whether the counts of a countable campaign are to be fetched now."""
    if not countable(campaign, rules):
        return False
    last, since = campaign.fetched_at, campaign.stage_since
    if campaign.stage == "finalizing" and since is not None and (last is None or last < since):
        return True  # at once: the draft leaves with the next working hour
    days, every = company_days(rules), rules.process.query_every
    if every == 0 or not days.in_hours(now):
        return False
    return last is None or days.between(days.day_of(last), days.day_of(now)) >= every


def _given_by_a_person(campaign: Campaign) -> bool:
    """The PM has sent a table of their own for the summary: that is what they mean to publish."""
    since = campaign.stage_since
    return bool(
        campaign.coverage_by in campaign.pms
        and campaign.coverage_at
        and (since is None or campaign.coverage_at >= since)
    )


def _in_the_field(campaign: Campaign, rules: Rules) -> bool:
    kind = rules.kinds.get(campaign.kind)
    if kind is None:
        return False
    standard = (kind.node_of(node.key) for node in campaign.pending_nodes)
    return not any(node is not None and node.evidence in _MAKES_THE_VERSION for node in standard)
