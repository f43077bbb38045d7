"""reread: every input that was kept is taken again, in its order, into an empty ledger, and the outcome compared (SPEC 4).

What the running version took under the present rules is decided anew; what older ones took is replayed by its recorded
changes, and the readings that would differ today are listed beside. So is what retention has removed: there the reading starts
from what was recorded.
"""

import dataclasses
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from mailbot import __version__
from mailbot.apply import record
from mailbot.campaign.changes import CampaignOpened
from mailbot.campaign.view import view
from mailbot.considering.consider import consider
from mailbot.errors import MailbotError
from mailbot.house import House
from mailbot.inbound.backend import Answer
from mailbot.inbound.letter import read_letter
from mailbot.inbound.subject import read_subject
from mailbot.ledger.ledger import Ledger
from mailbot.ledger.rewind import rewind
from mailbot.on_clock import on_clock
from mailbot.on_mail import on_mail
from mailbot.on_table import on_table
from mailbot.ticking.withdraw import withdraw_again
from mailbot.value import Value


class _Input(Value):
    at: datetime
    order: tuple[int, int]
    take: Callable[[House], Iterator[dict[str, Any]]]


def reread(house: House) -> list[dict[str, Any]]:
    """Differences as `{campaign, field, projected, stored}`: of the end state, then (`field` "reading") of single mails."""
    with Ledger.open("sqlite:///:memory:") as ledger:
        rewind(house.ledger, ledger)
        again = dataclasses.replace(house, ledger=ledger)
        found = [difference for one in _inputs(house) for difference in one.take(again)]
        return [*_compared(house, again), *found]


def _inputs(house: House) -> list[_Input]:
    """Mails by the time at which they were decided, ticks and tables by the time that was handed in: of one instant the tick
    first, and tables where they were recorded."""
    mails = {
        m.id: m.decided_at for m in house.ledger.archive.list() if m.decided_at is not None and m.state == "decided"
    }
    found = [_Input(at, (id, 0), _mail(house, id)) for id, at in mails.items()]
    ticks = (t for t in house.ledger.ticks.list() if t.what == "tick" or "withdrawn" in t.detail)
    found += [_Input(t.at, (0, 0), _tick(house, t.id)) for t in ticks]
    for fetched in house.ledger.ticks.list("fetch"):
        after = max((id for id, at in mails.items() if at == fetched.at and _before(id, fetched.id, house)), default=-1)
        found.append(_Input(fetched.at, (after, 1), _table(house, fetched.id)))
    return sorted(found, key=lambda i: (i.at, i.order))


def _before(mail: int, tick: int, house: House) -> bool:
    """Whether what a mail changed was recorded before what a tick changed."""
    first, other = house.ledger.entries.of_mail(mail)[:1], house.ledger.entries.of_tick(tick)[:1]
    return bool(first and other and first[0].id < other[0].id)


def _mail(house: House, id: int) -> Callable[[House], Iterator[dict[str, Any]]]:
    kept = house.ledger.archive.get(id)
    now = (kept.decided_at or kept.received).astimezone(house.rules.zone)

    def take(again: House) -> Iterator[dict[str, Any]]:
        readable = house.ledger.archive.has_octets(id)
        if readable and (kept.rules, kept.version) == (house.rules.hash, __version__):
            on_mail(id, again, now)
            return
        today = _today(id, again, now, released=kept.released) if readable else None
        if today is not None and today != (kept.verdict, kept.kind):
            was = f"{kept.verdict} / {kept.kind}"
            yield _differs(kept.campaign or "", f"reading of mail {id}", " / ".join(today), was)
        _replay(house, again, mail=id)
        again.ledger.archive.decided(
            id,
            verdict=kept.verdict,
            kind=kept.kind,
            at=now,
            campaign=kept.campaign,
            sender=kept.sender,
            subject=kept.subject,
            bare_subject=read_subject(kept.subject, house.rules.tags, _codes(house)).bare,
            date=kept.date,
            in_reply_to=kept.in_reply_to,
            tag=kept.tag,
        )

    return take


def _tick(house: House, id: int) -> Callable[[House], Iterator[dict[str, Any]]]:
    tick = house.ledger.ticks.get(id)

    def take(again: House) -> Iterator[dict[str, Any]]:
        if tick.what == "delivery":
            withdraw_again(tick, again)
        elif (tick.rules, tick.version) == (house.rules.hash, __version__):
            on_clock(again, tick.at.astimezone(house.rules.zone))
        else:
            _replay(house, again, tick=id)
        yield from ()

    return take


def _codes(house: House) -> frozenset[str]:
    return frozenset(kind.code for kind in house.rules.kinds.values())


def _table(house: House, id: int) -> Callable[[House], Iterator[dict[str, Any]]]:
    """A fetched table is read anew from what was kept of it."""
    tick = house.ledger.ticks.get(id)
    detail = tick.detail

    def take(again: House) -> Iterator[dict[str, Any]]:
        same = (tick.rules, tick.version) == (house.rules.hash, __version__)
        if same and house.ledger.fetched.has(detail["table"]):
            answer = Answer(octets=house.ledger.fetched.octets(detail["table"]), type=detail["type"])
            on_table(answer, detail["campaign"], detail["source"], again, tick.at.astimezone(house.rules.zone))
        else:
            _replay(house, again, tick=id)
        yield from ()

    return take


def _today(id: int, again: House, now: datetime, *, released: bool) -> tuple[str, str]:
    """(verdict, kind) that the mail would have today."""
    try:
        considered = consider(read_letter(again.ledger.archive.octets(id)), again, now, released=released)
    except MailbotError:
        return "quarantined", "unknown"
    return considered.verdict, considered.kind


def _replay(house: House, again: House, *, mail: int | None = None, tick: int | None = None) -> None:
    """The recorded changes of an input, as they are."""
    entries = house.ledger.entries.of_mail(mail) if mail is not None else house.ledger.entries.of_tick(tick or 0)
    for entry in entries:
        if isinstance(entry.change, CampaignOpened):
            again.ledger.store.took(entry.campaign)
        record([entry.change], again.ledger.store.load(entry.campaign), again, mail=mail, tick=tick)


def _compared(house: House, again: House) -> Iterator[dict[str, Any]]:
    zone = house.rules.zone
    kept = {c.code: view(c, zone) for c in house.ledger.store.all()}
    anew = {c.code: view(c, zone) for c in again.ledger.store.all()}
    for code in sorted(kept.keys() | anew.keys()):
        before, after = kept.get(code), anew.get(code)
        if before is None or after is None:
            yield _differs(code, "campaign", str(after is not None), str(before is not None))
            continue
        for name in before:
            if before[name] != after[name]:
                yield _differs(code, name, str(after[name])[:300], str(before[name])[:300])


def _differs(campaign: str, field: str, projected: str, stored: str) -> dict[str, Any]:
    return {"campaign": campaign, "field": field, "projected": projected, "stored": stored}
