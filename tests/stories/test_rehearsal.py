"""`rehearse` and `why` never disagree with the tick: what was foretold is sent, and what was sent is explained by the day."""

from collections import Counter
from typing import Any

import pytest
from clockwork import at, does, node, opens
from theatre import PEOPLE, PlayHouse

from mailbot.campaign import commands as c
from mailbot.campaign.model import Campaign
from mailbot.campaign.planned import Validity
from mailbot.campaign.rehearsal import rehearsal
from mailbot.campaign.why import explained
from mailbot.on_clock import on_clock
from mailbot.ticking.mail_of_day import had_mail_of

UNTIL = "2026-10-22"


@pytest.fixture
def staged(house: PlayHouse) -> PlayHouse:
    """Before 国庆 2026: two owners, a promise, an issue, a department that has not confirmed, validity that ends."""
    house.now = at(house, "2026-09-24T10:30")
    opens(
        house,
        node(house, "灰度升级", "孙丽", "2026-09-30"),
        node(house, "全量升级", "林涛", "2026-10-04"),
        node(house, "版本限制", "韩冰", "2026-10-10T12:00", key="restrict"),
        started=False,
        valid=Validity(until=at(house, "2026-10-22T18:00").date()),
    )
    code = house.campaign().code
    house.passes(until="2026-09-28T09:30")
    does(house, c.ConfirmPlan(department="华东业务部"), "孙丽", code)
    does(house, c.PromiseNode(node="rollout", until=at(house, "2026-10-09T18:00")), "孙丽", code)
    does(house, c.RaiseIssue(title="门店无法启动", severity="严重"), "孙丽", code)
    return house


def foretold(house: PlayHouse, campaign: Campaign) -> Counter[Any]:
    rows = rehearsal(campaign, house.now, at(house, UNTIL).date(), house.house.rules, had_mail_of(house.house))
    return Counter((r["at"][:16].replace("T", " "), r["template"], to) for r in rows for to in r["to"])


def test_what_the_rehearsal_lists_is_what_the_ticks_then_send(staged: PlayHouse) -> None:
    expected = foretold(staged, staged.campaign())
    before = len(staged.posts())
    staged.passes(until=f"{UNTIL}T23:00")
    sent = Counter(
        (staged.local(p.created), p.template, to)
        for p in staged.posts()[before:]
        if p.purpose not in ("digest", "admin")
        for to in (*p.to, *p.cc)
    )
    assert sent == expected
    assert len(expected) > 20
    assert not [at for at, _, _ in expected if "2026-10-01" <= at < "2026-10-08"]


def test_each_row_of_a_rehearsal_is_a_row_of_the_mail_that_leaves(staged: PlayHouse) -> None:
    rows = rehearsal(
        staged.campaign(), staged.now, at(staged, UNTIL).date(), staged.house.rules, had_mail_of(staged.house)
    )
    expected = [
        (r["at"][:16].replace("T", " "), r["to"], [(x["title"], x["item"], x["step"], x["days"], x["why"]) for x in r["rows"]])
        for r in rows
        if r["template"] == "reminder"
    ]
    before = len(staged.posts())
    staged.passes(until=f"{UNTIL}T23:00")
    sent = [
        (staged.local(p.created), list(p.to), [(x["title"], x["item"], x["step"], x["days"], x["why"]) for x in p.facts["rows"]])
        for p in staged.posts(template="reminder")
        if p.id > before
    ]
    assert sent == expected


def test_what_why_says_will_come_is_what_it_says_has_come(staged: PlayHouse) -> None:
    def said(past: bool) -> set[tuple[str, str, str]]:
        rows = explained(staged.campaign(), staged.house.rules, staged.now)
        return {
            (r["item"], r["step"], r["person"])
            for r in rows
            if r["past"] == past and not r["item"].startswith("summary") and r["at"][:10] <= UNTIL
        }

    had, will = said(True), said(False)
    staged.passes(until=f"{UNTIL}T23:00")
    assert said(True) == had | will


def test_why_names_the_holidays_and_the_make_up_day_that_it_counted(staged: PlayHouse) -> None:
    """版本限制 was due on Saturday 10 October, which was worked; its PM hears on the third working day after."""
    staged.passes(until="2026-10-16T10:00")
    rows = explained(staged.campaign(), staged.house.rules, staged.now, person=PEOPLE["陈静"], items=("node:rollout-2",))
    (row,) = [r for r in rows if r["step"] == "overdue_3"]
    assert (row["at"][:16], row["rule"]) == ("2026-10-10T09:00", {"days": 3, "hours": None, "to": ["pm"]})
    assert [(d["day"][-5:], d["counted"], d["why"], d["name"]) for d in row["days"]] == [
        ("10-05", False, "holiday", "国庆节"),
        ("10-06", False, "holiday", "国庆节"),
        ("10-07", False, "holiday", "国庆节"),
        ("10-08", True, "workday", ""),
        ("10-09", True, "workday", ""),
        ("10-10", True, "make-up", "国庆节"),
    ]


def test_why_by_mail_says_the_same_to_whoever_was_reminded(staged: PlayHouse) -> None:
    staged.passes(until="2026-10-10T10:00")
    reminder = staged.last(to="陈静", template="reminder")
    staged.replies("查询 为什么", to=reminder, sender="陈静")
    answer = staged.text(staged.last(to="陈静", template="why"))
    assert "国庆节" in answer
    assert "调休" in answer


def test_why_says_what_a_reminder_waited_for(house: PlayHouse) -> None:
    """Its owner's promise, broken on a Friday evening; and three days without a tick."""
    house.now = at(house, "2026-11-30T10:00")
    opens(house, node(house, "升级", "孙丽", "2026-12-02"))
    house.passes(until="2026-12-02T10:00")
    does(house, c.PromiseNode(node="rollout", until=at(house, "2026-12-04T18:00")), "孙丽")
    house.passes(until="2026-12-07T10:00")
    house.now = at(house, "2026-12-09T14:00")
    on_clock(house.house, house.now)
    rows = explained(house.campaign(), house.house.rules, house.now, items=("node:rollout",))
    assert [(r["step"], [(h["why"], h["until"][:16]) for h in r["held"]]) for r in rows if r["past"]] == [
        ("before", []),
        ("today", []),
        ("overdue_3", []),
        ("overdue_1", [("promise", "2026-12-04T18:00"), ("outside-hours", "2026-12-07T09:00")]),
        ("overdue_5", [("outage", "2026-12-09T14:00")]),
    ]
