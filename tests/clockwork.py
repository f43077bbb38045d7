"""Clockwork: what the clock's tests need beside the PlayHouse: campaigns opened and commands given as values, so that a test
of the clock says nothing about how mails are read; and what the clock did, in a form to compare."""

from datetime import datetime
from typing import Any

from theatre import PEOPLE, PlayHouse

from mailbot.apply import queue, record
from mailbot.campaign.case import Case
from mailbot.campaign.commands import Command, FilePlan, PlannedNode, StartCampaign
from mailbot.campaign.decide import decide
from mailbot.campaign.model import Campaign
from mailbot.campaign.outcome import Occasion, Outcome
from mailbot.on_clock import catch_up


def at(house: PlayHouse, text: str) -> datetime:
    """An instant on the company's clocks."""
    return datetime.fromisoformat(text).replace(tzinfo=house.house.rules.zone)


def node(house: PlayHouse, title: str, owner: str, due: str, *, key: str = "rollout", **more: Any) -> PlannedNode:
    """A row of a plan; `due` with a time, or a day that ends with its working hours."""
    moment = at(house, due if "T" in due else f"{due}T18:00")
    return PlannedNode(title=title, key=key, owner=PEOPLE.get(owner, owner), due=moment, timed="T" in due, **more)


def opens(house: PlayHouse, *nodes: PlannedNode, pm: str = "陈静", started: bool = True, **fields: Any) -> Campaign:
    """A plan is filed at the present time; `started`: and its PM does not wait for confirmations."""
    values: dict[str, Any] = {"campaign_kind": "server_upgrade", "title": "星桥服务端升级", "product": "星桥服务端"}
    plan = FilePlan(**(values | {"version": f"8.2.{house.numbered}"} | fields), nodes=nodes)
    prefix = house.house.rules.kinds[plan.campaign_kind].code
    code = house.house.ledger.store.next_code(prefix, house.now.year)
    _does(house, plan, pm, None, code)
    opened = house.campaign(code)
    if started and opened.stage == "planning":
        does(house, StartCampaign(), pm, code)
    return house.campaign(code)


def does(house: PlayHouse, command: Command, sender: str, code: str = "") -> Outcome:
    """Somebody's command is decided and applied at the present time, as a mail of theirs would be."""
    return _does(house, command, sender, house.campaign(code), "")


def _does(house: PlayHouse, command: Command, sender: str, before: Campaign | None, code: str) -> Outcome:
    catch_up(house.house, house.now)
    before = house.campaign(before.code) if before else None
    house.numbered += 1
    occasion = Occasion(
        person=PEOPLE.get(sender, sender), mailed=house.now, message_id=f"<{house.numbered}@corp.example>"
    )
    case = Case(rules=house.house.rules, occasion=occasion, now=house.now, campaign=before, code=code)
    result = decide(command, case)
    assert isinstance(result, Outcome), result
    with house.house.ledger.deciding():
        record(result.changes, before, house.house)
        queue(result.notices, house.house, house.now)
    return result


def mails(house: PlayHouse, *purposes: str) -> list[str]:
    """What the clock sent, one line a mail: `2026-12-02 09:00 reminder 孙丽: node:rollout before`."""
    names = {address: name for name, address in PEOPLE.items()}
    lines = []
    for post in house.posts():
        if post.purpose in (purposes or ("reminder", "escalation")):
            rows = " · ".join(_row(r) for r in post.facts.get("rows", ())) or post.template
            to = "、".join(names.get(a, a) for a in post.to)
            lines.append(f"{house.local(post.created)} {post.purpose} {to}: {rows}")
    return lines


def _row(row: dict[str, Any]) -> str:
    name = row.get("issue") or row.get("node") or (row.get("why_facts") or {}).get("department") or ""
    return f"{row['item']}:{name} {row['step']}"
