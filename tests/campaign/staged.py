"""Campaigns as values, for pure tests of the clock: default rules, invented people, no ledger."""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sayings import PEOPLE

from mailbot.campaign.case import company_days
from mailbot.campaign.due import due, look
from mailbot.campaign.evolve import evolve_all
from mailbot.campaign.hours import hour_of
from mailbot.campaign.model import Campaign, Issue, Node, Part, Promise
from mailbot.campaign.outcome import Notice
from mailbot.rulebook.load import default_folder, read_rules, rules_files
from mailbot.rulebook.rules import Rules
from mailbot.value import replace

NAME = {address: name for name, address in PEOPLE.items()}
DEPARTMENT = {"李想": "华东业务部", "孙丽": "华东业务部", "周航": "华南业务部", "林涛": "海外业务部", "韩冰": "技术部"}


@cache
def rules_of(*changed: tuple[str, str, str]) -> Rules:
    """The default rules; each change is (file, text, text instead), which must be found."""
    files = rules_files([default_folder()])
    for file, old, new in changed:
        text = files[file].decode()
        assert old in text, f"{file} has no {old!r}"
        files[file] = text.replace(old, new, 1).encode()
    return read_rules(files)


def at(text: str) -> datetime:
    """An instant on the company's clocks."""
    return datetime.fromisoformat(text).replace(tzinfo=rules_of().zone)


def node(due: str, owner: str = "李想", *, key: str = "rollout", since: str = "", **more: Any) -> Node:
    """A node; `due` with a time, or a day that ends with its working hours."""
    moment = at(due if "T" in due else f"{due}T18:00")
    return Node(
        key=key,
        title=key,
        due=moment,
        order=1,
        owner=PEOPLE.get(owner, owner),
        department=more.pop("department", DEPARTMENT.get(owner, "")),
        timed="T" in due,
        baseline=moment,
        set_at=at(since) if since else None,
        **more,
    )


def campaign(*nodes: Node, opened: str = "2026-01-05T10:00", **fields: Any) -> Campaign:
    return Campaign(
        **{
            "code": "SU-2026-0001",
            "kind": "server_upgrade",
            "title": "星桥服务端升级",
            "pms": (PEOPLE["陈静"],),
            "opened_at": at(opened),
            "product": "星桥服务端",
            "version": "8.2.1",
            "stage": "tracking",
            "stage_since": at(opened),
            "nodes": nodes,
        }
        | fields
    )


def issue(raised: str, respond: str, due: str, severity: str = "一般", **more: Any) -> Issue:
    values: dict[str, Any] = {
        "number": 1,
        "title": "门店无法启动",
        "raised_by": PEOPLE["孙丽"],
        "raised_at": at(raised),
        "assignees": (PEOPLE["韩冰"], PEOPLE["吴敏"], PEOPLE["郑凯"]),
        "respond_due": at(respond),
        "due": at(due),
        "severity": severity,
    }
    return Issue(**(values | more))


def part(since: str, name: str = "华东业务部", **more: Any) -> Part:
    return Part(name=name, since=at(since), **more)


def promised(node: Node, until: str, when: str) -> Node:
    return replace(node, promises=(Promise(until=at(until), by=node.owner, at=at(when)),))


def shown(moment: datetime) -> str:
    return moment.astimezone(rules_of().zone).strftime("%m-%d %H:%M")


def names(*people: str) -> str:
    return "、".join(NAME.get(p, p) for p in people)


def plays(
    campaigns: list[Campaign],
    since: str,
    until: str,
    rules: Rules | None = None,
    *,
    every: timedelta = timedelta(hours=1),
) -> list[tuple[datetime, Notice]]:
    """What the clock sends from `since` to `until`, ticking so often; nobody does anything."""
    rules = rules or rules_of()
    days, now = company_days(rules), at(since)
    present = {c.code: c for c in campaigns}
    mailed: set[tuple[str, date]] = set()
    sent: list[tuple[datetime, Notice]] = []
    while now <= at(until):
        hour = hour_of(now, days)
        found = due([look(c, hour, rules) for c in present.values()], hour, rules, lambda p, d: (p, d) in mailed)
        mailed.update(found.mailed)
        sent += [(hour, notice) for notice in found.notices]
        for code, changes in found.changes.items():
            present[code] = evolve_all(present[code], changes) or present[code]
        now += every
    return sent


def lines(sent: list[tuple[datetime, Notice]]) -> list[str]:
    """`12-02 09:00 reminder 李想: node:rollout before`: one line a mail, its rows in order."""
    return [f"{shown(hour)} {n.purpose} {names(*n.to)}: {_rows(n)}" for hour, n in sent]


def _rows(notice: Notice) -> str:
    rows = notice.facts.get("rows", ())
    return " · ".join(f"{r['item']} {r['campaign'][-1]} {r['step']}" for r in rows) or notice.template
