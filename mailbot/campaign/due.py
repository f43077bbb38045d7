"""due: what the clock asks for now: reminders and escalations, prompts, warnings, promises and silence run out (SPEC 5)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from mailbot.campaign.audience import left_out
from mailbot.campaign.case import Case, company_days, persons_days
from mailbot.campaign.changes import Change, IssueClosed, PromiseBroken, StepsReminded, Warned
from mailbot.campaign.decide.stages import reached
from mailbot.campaign.evolve import evolve_all
from mailbot.campaign.model import Campaign, Reminded
from mailbot.campaign.outcome import Notice, Occasion, Row
from mailbot.campaign.planner import Occurrence, clock_events, occurrences
from mailbot.campaign.reminder import Told, reminder_row
from mailbot.campaign.summary import draft
from mailbot.campaign.view import issue_view, view
from mailbot.rulebook.rules import Rules

ReminderDay = Callable[[str], date | None]


@dataclass(frozen=True, slots=True)
class Due:
    """`changes` by campaign code, in order; `notices` of all campaigns. Empty where nothing is due."""

    changes: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes or self.notices)


def due(campaigns: Iterable[Campaign], now: datetime, rules: Rules, reminded_on: ReminderDay) -> Due:
    """What is due at `now`. `reminded_on(person)` is the last day (in the person's zone) on which they had a reminder."""
    changes: dict[str, list[Change]] = {}
    notices: list[Notice] = []
    present: list[Campaign] = []
    for campaign in campaigns:
        own, told = _events(campaign, now, rules)
        if own:
            changes[campaign.code] = list(own)
            notices += told
        after = evolve_all(campaign, own)
        if after is not None:
            present.append(after)
    for person, merged in _merged(present, now, rules).items():
        mail = _mail(person, merged, present, now, rules, reminded_on)
        if mail is None:
            continue
        notice, had = mail
        notices.append(notice)
        for code, reminded in had.items():
            changes.setdefault(code, []).append(StepsReminded(at=now, reminded=tuple(reminded)))
    return Due({code: tuple(c) for code, c in changes.items()}, tuple(notices))


# --- what happens to a campaign by itself ------------------------------------------------------------------------------


def _events(campaign: Campaign, now: datetime, rules: Rules) -> tuple[tuple[Change, ...], list[Notice]]:
    changes: list[Change] = []
    notices: list[Notice] = []
    for at, (what, key) in sorted(clock_events(campaign, rules)):
        if at > now:
            continue
        match what:
            case "promise-over":
                changes.append(PromiseBroken(at=at, key=key))
            case "silence":
                changes.append(IssueClosed(at=at, number=int(key), how="silence"))
                notices += _silence_notice(campaign, int(key), changes, rules)
            case "validity" if company_days(rules).in_hours(now):
                warned = Warned(at=at, what=f"validity:{key}")
                changes.append(warned)
                facts = {"campaign": view(campaign, rules.zone), "until": key}
                notices.append(
                    Notice(
                        purpose="notice",
                        template="validity-ending",
                        to=(campaign.pm,),
                        campaign=campaign.code,
                        facts=facts,
                    )
                )
            case "prompt" if company_days(rules).in_hours(now):
                changes.append(Warned(at=at, what=key))
                notices.append(_prompt(campaign, rules))
    if changes:
        occasion = Occasion(person="", mailed=now)
        changes += reached(Case(rules=rules, occasion=occasion, now=now, campaign=campaign), *changes)
    return tuple(changes), notices


def _prompt(campaign: Campaign, rules: Rules) -> Notice:
    """The draft of the summary, already filled, to the PM."""
    return Notice(
        purpose="finalize",
        template="finalize",
        to=(campaign.pm,),
        campaign=campaign.code,
        rows=(Row(n=1, campaign=campaign.code, asks="summary"),),
        facts=draft(campaign, rules, company_days(rules)),
    )


def _silence_notice(campaign: Campaign, number: int, changes: list[Change], rules: Rules) -> list[Notice]:
    after = evolve_all(campaign, tuple(changes)) or campaign
    issue = after.issue(number)
    return [
        Notice(
            purpose="notice",
            template="issue-closed",
            to=(issue.raised_by,),
            cc=left_out((issue.answered_by, after.pm), issue.raised_by),
            campaign=after.code,
            rows=(Row(n=number, campaign=after.code, asks="issue", issue=number),),
            facts={
                "campaign": view(after, rules.zone),
                "issues": [issue_view(issue, rules.zone)],
                "by": "",
                "words": "",
            },
        )
    ]


# --- one mail a person a working day -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Pile:
    """What has fallen due for one person: for each item the highest step, and the lower ones that merge into it."""

    best: dict[tuple[str, str, int], Occurrence] = field(default_factory=dict)
    all: list[Occurrence] = field(default_factory=list)


def _merged(campaigns: list[Campaign], now: datetime, rules: Rules) -> dict[str, _Pile]:
    """By person who is told (a deputy instead of whom is away), in the order of their addresses."""
    piles: dict[str, _Pile] = {}
    for campaign in campaigns:
        for occurrence in occurrences(campaign, rules):
            if occurrence.at > now:
                continue
            pile = piles.setdefault(_told(occurrence.person, now, rules), _Pile())
            pile.all.append(occurrence)
            key = (occurrence.campaign, occurrence.item, occurrence.term)
            if key not in pile.best or occurrence.rank > pile.best[key].rank:
                pile.best[key] = occurrence
    return dict(sorted(piles.items()))


def _mail(
    person: str, pile: _Pile, campaigns: list[Campaign], now: datetime, rules: Rules, reminded_on: ReminderDay
) -> tuple[Notice, dict[str, list[Reminded]]] | None:
    """One mail with everything that fell due for a person, or None: outside their hours, or they have had today's mail and
    nothing is urgent."""
    who = rules.directory.person(person)
    days = persons_days(rules, who)
    if not days.in_hours(now):
        return None
    today = now.astimezone(days.zone).date()
    urgent = False
    chosen = list(pile.best.values())
    last = reminded_on(person)
    if last is not None and last >= today:
        chosen = [o for o in chosen if o.at_once]
        urgent = True
        if not chosen:
            return None
    by_code = {c.code: c for c in campaigns}
    chosen.sort(key=lambda o: (o.due, o.campaign, o.item))
    rows = [
        reminder_row(n, o, by_code[o.campaign], now, rules, Told(person, today)) for n, o in enumerate(chosen, start=1)
    ]
    keys = {(o.campaign, o.item, o.term) for o in chosen}
    had: dict[str, list[Reminded]] = {}
    for o in pile.all:
        if (o.campaign, o.item, o.term) not in keys:
            continue
        merged = o is not pile.best[(o.campaign, o.item, o.term)]
        reminded = Reminded(item=o.item, term=o.term, step=o.step, person=o.person, at=now, merged=merged)
        if all(replace(r, at=now) != reminded for r in had.setdefault(o.campaign, [])):
            had[o.campaign].append(reminded)
    climbed = any(o.whom in ("pm", "manager", "lead") and o.item.partition(":")[0] in _CLIMBS for o in chosen)
    codes = {o.campaign for o in chosen}
    once = f"reminder:{person}:{today.isoformat()}" if not urgent else f"urgent:{person}:{_urgent_key(chosen)}"
    facts: dict[str, Any] = {
        "person": person,
        "rows": [facts for _, facts in rows],
        "today": today.isoformat(),
        "urgent": urgent,
    }
    notice = Notice(
        purpose="escalation" if climbed else "reminder",
        template="reminder",
        to=(person,),
        campaign=next(iter(codes)) if len(codes) == 1 else None,
        rows=tuple(row for row, _ in rows),
        once=once,
        facts=facts,
    )
    return notice, had


# Items whose owner is somebody below the PM: there, telling the PM is climbing. Of a summary or a postponement the PM is the owner.
_CLIMBS = ("node", "confirmation", "respond", "resolve")


def _urgent_key(chosen: list[Occurrence]) -> str:
    return ",".join(f"{o.campaign}/{o.item}/{o.term}/{o.step}" for o in chosen)


def _told(person: str, now: datetime, rules: Rules) -> str:
    who = rules.directory.person(person)
    if who is None:
        return person
    day = now.astimezone(persons_days(rules, who).zone).date()
    return rules.directory.stand_in(who, day).address
