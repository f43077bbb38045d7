"""outdated: whether a mail of the clock's that still waits in the outbox may leave as it was written, and when (SPEC 5: "a
reminder stops the moment its cause does"). Pure; `withdraw` does what it says."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Literal

from mailbot.campaign.case import persons_days
from mailbot.campaign.due import stand_in
from mailbot.campaign.model import Campaign, Reminded
from mailbot.campaign.planner import ladder, prompt_key
from mailbot.campaign.post import Post
from mailbot.rulebook.rules import Rules
from mailbot.value import Value

Why = Literal["", "cause-ended", "day-passed"]


class Standing(Value, kw_only=True):
    """`why` it must not leave as it is: something in it is settled, or the day is over of which it speaks ('' : neither).
    `void`: nothing in it is still to be done. `begins`: outside its reader's working hours, when these begin."""

    why: Why = ""
    void: bool = False
    begins: datetime | None = None


def of_the_clock(post: Post) -> bool:
    """A reminder, an escalation or the prompt for the summary, with what it takes to take it back."""
    return ("steps" in post.facts and post.template == "reminder") or (
        "prompt" in post.facts and post.template == "finalize"
    )


def outdated(post: Post, campaigns: Mapping[str, Campaign], now: datetime, rules: Rules) -> Standing:
    """`campaigns`: those of its rows, as they stand. What is urgent by its severity may leave at any hour."""
    days = persons_days(rules, rules.directory.person(post.to[0]))
    stand, at_once = (
        _prompt_stands(post, campaigns) if post.template == "finalize" else _steps_stand(post, campaigns, now, rules)
    )
    ended: Why = "" if all(stand) else "cause-ended"
    return Standing(
        why="day-passed" if day_passed(post, now, rules) else ended,
        void=not any(stand),
        begins=None if at_once or days.in_hours(now) else days.next_hour(now),
    )


def day_passed(post: Post, now: datetime, rules: Rules) -> bool:
    """Whether the day on which it was queued is over for its reader: it says 今天, and counts the days overdue."""
    days = persons_days(rules, rules.directory.person(post.to[0]))
    return days.day_of(post.created) < days.day_of(now)


def told(post: Post) -> Iterator[tuple[str, Reminded]]:
    """The steps that a reminder says or has merged, each with its campaign's code; none of a prompt."""
    for code, steps in post.facts.get("steps", {}).items():
        for step in steps:
            yield code, Reminded(**step, at=post.created)


def _steps_stand(post: Post, campaigns: Mapping[str, Campaign], now: datetime, rules: Rules) -> tuple[list[bool], bool]:
    """Whether each row still stands: its step is on the ladder, its time has come, no promise has put it off, and its reader
    is still the one to be told. And whether a row that stands is urgent."""
    said = [(code, reminded) for code, reminded in told(post) if not reminded.merged]
    ladders = {
        code: {o.key: o for o in ladder(campaigns[code], rules)}
        for code in dict.fromkeys(code for code, _ in said)
        if code in campaigns and not campaigns[code].over and not campaigns[code].paused
    }
    found = [ladders.get(code, {}).get((r.item, r.term, r.step, r.person)) for code, r in said]
    standing = [o if o and o.at <= now and stand_in(o.person, now, rules) == post.to[0] else None for o in found]
    return [o is not None for o in standing], any(o is not None and o.at_once for o in standing)


def _prompt_stands(post: Post, campaigns: Mapping[str, Campaign]) -> tuple[list[bool], bool]:
    campaign = campaigns.get(post.campaign or "")
    asked = campaign is not None and campaign.stage == "finalizing" and not campaign.paused
    return [
        asked and campaign is not None and (prompt_key(campaign), campaign.pm) == (post.facts["prompt"], post.to[0])
    ], False
