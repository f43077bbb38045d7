"""Whenever the clock ticks, the same is recorded and the same is sent; and the longer it stood still, the more is merged."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from clockwork import at, does, mails, node, opens
from theatre import PEOPLE, PlayHouse

from mailbot.campaign import commands as c
from mailbot.campaign.model import Campaign, Progress
from mailbot.campaign.planned import Parameter, Validity
from mailbot.campaign.view import view
from mailbot.ledger.codec import change_to_json
from mailbot.on_clock import on_clock

pytestmark = pytest.mark.xdist_group("clock patterns")  # what its tests share is made once

END = "2026-10-23T17:00"  # within working hours: after them the last tick of a sparse pattern may send nothing


def story(house: PlayHouse) -> list[tuple[str, Callable[[], object]]]:
    """Five weeks around 国庆 2026: what people did, and when. Times lie before, within and after the hour's tick."""

    def open_first() -> None:
        opens(
            house,
            node(house, "灰度升级", "孙丽", "2026-09-24"),
            node(house, "全量升级", "lixiang@corp.example", "2026-09-30T12:00"),
            node(house, "版本限制", "韩冰", "2026-10-09T00:00", key="restrict"),
            started=False,
            valid=Validity(until=at(house, "2026-10-29T18:00").date()),
        )

    def open_second() -> None:
        opens(
            house,
            node(house, "参数下发", "林涛", "2026-10-12"),
            campaign_kind="parameter_rollout",
            title="心跳间隔",
            product="",
            parameters=(Parameter(name="heartbeat", value="30"),),
        )

    first, second = "SU-2026-0001", "PR-2026-0001"

    def say(command: c.Command, sender: str, code: str = first) -> Callable[[], object]:
        return lambda: does(house, command, sender, code)

    def due(text: str) -> datetime:
        return at(house, text)

    return [
        ("2026-09-18T10:00", open_first),
        ("2026-09-21T09:00", open_second),
        ("2026-09-21T09:20", say(c.ConfirmPlan(department="华东业务部"), "孙丽")),
        ("2026-09-21T16:10", say(c.ReportNode(node="rollout", progress=Progress(done=20, total=500)), "孙丽")),
        ("2026-09-24T09:01", say(c.RaiseIssue(title="门店无法启动", severity="严重"), "孙丽")),
        ("2026-09-24T11:59", say(c.AcknowledgeIssue(numbers=(1,)), "郑凯")),
        ("2026-09-28T09:30", say(c.ReportNode(node="rollout", done=True), "孙丽")),
        ("2026-09-28T10:00", say(c.AnswerIssues(numbers=(1,), result="热修复"), "郑凯")),
        ("2026-09-29T17:30", say(c.PromiseNode(node="rollout-2", until=due("2026-10-09T18:00")), PEOPLE["孙丽"])),
        ("2026-10-03T11:11", say(c.RaiseIssue(title="界面错字", severity="轻微"), "周航")),
        ("2026-10-08T09:45", say(c.AskPostponement(node="restrict", until=due("2026-10-16T00:00")), "韩冰")),
        ("2026-10-10T15:00", say(c.DecidePostponement(agreed=True), "陈静")),
        ("2026-10-12T18:40", say(c.ReportNode(node="rollout-2", done=True), "孙丽")),
        ("2026-10-13T09:00", say(c.PauseCampaign(), "陈静", second)),
        ("2026-10-15T14:14", say(c.ResumeCampaign(), "陈静", second)),
        ("2026-10-20T08:30", say(c.ReportNode(node="rollout", done=True), "林涛", second)),
        ("2026-10-20T09:10", say(c.QuestionIssue(numbers=(2,), text="哪个页面"), "吴敏")),
    ]


def plays(folder: Path, ticks: Callable[[datetime, datetime], Iterator[datetime]]) -> PlayHouse:
    """The story with the clock ticking at these times, on a ledger in memory: nobody waits for a disk."""
    (folder / "mailbot.toml").write_text('[ledger]\nurl = "sqlite:///:memory:"\n', encoding="utf-8")
    house = PlayHouse.at(folder, "2026-09-18T09:00")
    waiting = ticks(house.now, at(house, END))
    tick = next(waiting, None)
    for when, act in [*story(house), (END, lambda: None)]:
        while tick is not None and tick < at(house, when):
            house.now = tick
            on_clock(house.house, tick)
            tick = next(waiting, None)
        house.now = at(house, when)
        act()
    on_clock(house.house, house.now)
    return house


def every(minutes: int, offset: int = 0) -> Callable[[datetime, datetime], Iterator[datetime]]:
    def ticks(start: datetime, end: datetime) -> Iterator[datetime]:
        now = start + timedelta(minutes=offset)
        while now < end:
            yield now
            now += timedelta(minutes=minutes)

    return ticks


def at_random(seed: int, *, working_only: bool) -> Callable[[datetime, datetime], Iterator[datetime]]:
    """One to three ticks at random in each hour, or in each working hour alone."""

    def ticks(start: datetime, end: datetime) -> Iterator[datetime]:
        random = Random(seed)
        hour = start
        while hour < end:
            if not working_only or 9 <= hour.hour < 18:
                for minute in sorted(random.uniform(0, 59.9) for _ in range(random.randint(1, 3))):
                    yield hour + timedelta(minutes=minute)
            hour += timedelta(hours=1)

    return ticks


def entries(house: PlayHouse) -> list[tuple[str, Any]]:
    return [(e.campaign, change_to_json(e.change)) for e in house.house.ledger.entries.all()]


def posts(house: PlayHouse) -> list[tuple[Any, ...]]:
    return [
        (p.id, p.purpose, p.template, p.to, p.cc, p.subject, p.rows, p.once, p.created, p.due, p.facts)
        for p in house.house.ledger.outbox.list()
    ]


@pytest.fixture(scope="module")
def hourly(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlayHouse]:
    house = plays(tmp_path_factory.mktemp("hourly"), every(60))
    yield house
    house.close()


@pytest.mark.parametrize(
    "ticks",
    [
        pytest.param(every(20, offset=3), id="three times an hour"),
        pytest.param(every(60, offset=59), id="at the end of each hour"),
        pytest.param(at_random(1, working_only=False), id="at random"),
        pytest.param(at_random(2, working_only=True), id="at random in working hours"),
    ],
)
def test_any_pattern_with_a_tick_in_each_working_hour_gives_the_same_ledger_and_outbox(
    hourly: PlayHouse, tmp_path: Path, ticks: Callable[[datetime, datetime], Iterator[datetime]]
) -> None:
    house = plays(tmp_path, ticks)
    assert mails(house) == mails(hourly)
    assert entries(house) == entries(hourly)
    assert posts(house) == posts(hourly)
    assert house.verifies()
    house.close()


def state(house: PlayHouse) -> list[tuple[dict[str, Any], set[tuple[str, int, str, str]], tuple[str, ...]]]:
    """What is so in the end: the campaigns as exported, which steps were had, of what was warned."""
    return [
        (_exported(o, house), {(r.item, r.term, r.step, r.person) for r in o.reminded}, o.warned) for o in _all(house)
    ]


def _exported(campaign: Campaign, house: PlayHouse) -> dict[str, Any]:
    return view(campaign, house.house.rules.zone)


def _all(house: PlayHouse) -> list[Campaign]:
    return list(house.house.ledger.store.all())


@pytest.mark.parametrize(
    "ticks",
    [
        pytest.param(every(60 * 24, offset=60), id="a tick a day"),
        pytest.param(every(60 * 24 * 7, offset=60 * 24 * 3 + 300), id="a tick a week"),
    ],
)
def test_a_sparser_pattern_ends_in_the_same_state_with_what_was_missed_merged(
    hourly: PlayHouse, tmp_path: Path, ticks: Callable[[datetime, datetime], Iterator[datetime]]
) -> None:
    house = plays(tmp_path, ticks)
    assert [exported for exported, _, _ in state(house)] == [exported for exported, _, _ in state(hourly)]
    assert [warned for _, _, warned in state(house)] == [warned for _, _, warned in state(hourly)]
    assert all(few <= many for (_, few, _), (_, many, _) in zip(state(house), state(hourly), strict=True))
    assert len(mails(house)) < len(mails(hourly))
    assert house.verifies()
    house.close()
