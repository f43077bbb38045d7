"""withdraw: take back a mail of the clock's that has not left, when what it says no longer holds (SPEC 5).

Its steps count as not said: what still stands is said anew by the next tick, in words of that day, and a mail that nobody had
counts in no "第 3 次". One whose handing over broke off may have arrived: it goes again as it is, or, where nothing in it is
still to be done, not at all.
"""

import logging
from datetime import datetime
from typing import Any, Literal

from mailbot import __version__
from mailbot.apply import record
from mailbot.campaign.changes import RemindersWithdrawn
from mailbot.campaign.model import Reminded
from mailbot.campaign.outdated import Standing, day_passed, of_the_clock, outdated, told
from mailbot.campaign.post import Post
from mailbot.errors import LedgerError
from mailbot.house import House
from mailbot.ledger.ticks import Tick
from mailbot.ticking.mail_of_day import forget_mail

log = logging.getLogger("mailbot.outbox")


def withdraw_outdated(house: House, now: datetime) -> int:
    """Before the clock ticks: what waits since another day is taken back, so that each person has one mail of what stands
    today. Returns how many."""
    return sum(
        reconsider(post, house, now) == "withdrawn"
        for post in house.ledger.outbox.unsent(("reminder", "escalation", "finalize"))
        if of_the_clock(post) and day_passed(post, now, house.rules)
    )


def reconsider(post: Post, house: House, now: datetime) -> Literal["leaves", "waits", "withdrawn"]:
    """Before a mail is handed over: it leaves as it is, waits for its reader's working hours, or is taken back."""
    if not of_the_clock(post):
        return "leaves"
    with house.ledger.deciding():
        standing = _standing(post, house, now)
        if standing.void if post.doubtful else standing.why:
            return _withdraw(post, standing.why or "cause-ended", house, now)
        if standing.begins is None:
            return "leaves"
        if post.state == "sending":
            house.ledger.outbox.put_back(post.id, standing.begins)
        return "waits"


def _standing(post: Post, house: House, now: datetime) -> Standing:
    """A campaign at fault holds nobody's mail up: it leaves as it was written."""
    codes = {code for code, _ in told(post)} or {post.campaign or ""}
    try:
        return outdated(post, {c.code: c for c in house.ledger.store.load_many(sorted(codes))}, now, house.rules)
    except LedgerError:
        raise
    except Exception:
        log.exception("outdated", extra={"entry": post.id})
        return Standing()


def _withdraw(post: Post, why: str, house: House, now: datetime) -> Literal["waits", "withdrawn"]:
    """Recorded as what acted on the ledger, with all that a replay needs; "waits" where another service has just claimed it."""
    if not house.ledger.outbox.withdraw(post, why):
        return "waits"
    if not post.doubtful:
        detail = _detail(post, why)
        tick = house.ledger.ticks.record(
            now, what="delivery", detail=detail, rules=house.rules.hash, version=__version__
        )
        _unsay(detail, tick, house, now)
    log.info("withdrawn", extra={"entry": post.id, "why": why})
    return "withdrawn"


def withdraw_again(tick: Tick, house: House) -> None:
    """What was recorded of a withdrawal, in a ledger that is decided anew."""
    if "withdrawn" in tick.detail:
        _unsay(tick.detail, tick.id, house, tick.at)


def _detail(post: Post, why: str) -> dict[str, Any]:
    steps: dict[str, list[dict[str, Any]]] = {}
    for code, r in told(post):
        steps.setdefault(code, []).append({"item": r.item, "term": r.term, "step": r.step, "person": r.person})
    prompts = {post.campaign: post.facts["prompt"]} if "prompt" in post.facts else {}
    mail_of = None if post.facts.get("urgent") or prompts else post.facts.get("today")
    return {"withdrawn": post.id, "why": why, "person": post.to[0], "day": mail_of, "steps": steps, "prompts": prompts}


def _unsay(detail: dict[str, Any], tick: int, house: House, now: datetime) -> None:
    """The steps and prompts are to be had again, and so is the reader's mail of that day."""
    for code in [*detail["steps"], *detail["prompts"]]:
        campaign = house.ledger.store.load(code, lock=True)
        if campaign is None:
            continue
        keys = {(s["item"], s["term"], s["step"], s["person"]) for s in detail["steps"].get(code, ())}
        taken: tuple[Reminded, ...] = tuple(r for r in campaign.reminded if (r.item, r.term, r.step, r.person) in keys)
        prompt = detail["prompts"].get(code, "")
        change = RemindersWithdrawn(at=now, reminded=taken, prompt=prompt)
        record([change], campaign, house, tick=tick, at_once=True)
    if detail["day"]:
        forget_mail(detail["person"], detail["day"], house)
