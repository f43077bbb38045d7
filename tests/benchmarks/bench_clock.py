"""One tick of the clock: its time goes with what is due, not with what exists (an index finds it)."""

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from mailbot.app import open_house
from mailbot.campaign.model import Campaign, Node
from mailbot.campaign.planner import wakes_at
from mailbot.house import House
from mailbot.ledger import shelves
from mailbot.ledger.ledger import Ledger
from mailbot.on_clock import on_clock

Tell = Callable[[str], None]

OPENED = datetime(2026, 11, 2, 2, tzinfo=UTC)
TICK = datetime(2026, 12, 8, 1, tzinfo=UTC)  # Tuesday, 09:00 in the company's zone; the week's digest leaves on Monday
NODES = 10
_BATCH = 500
_STEPS = 1000  # instructions of SQLite's machine between two counts


@dataclass(frozen=True)
class Cost:
    due: int
    queued: int
    cpu: float
    wall: float
    rows: int
    steps: int

    def __str__(self) -> str:
        per = f", {self.cpu / self.due * 1000:.1f} ms each" if self.due else ""
        return (
            f"CPU {self.cpu:.3f} s, wall {self.wall:.3f} s{per}; {self.rows:,} rows read, "
            f"{self.steps:,} thousand steps of SQLite; {self.due:,} campaigns changed, {self.queued:,} mails queued"
        )


def campaign(number: int, *, due: bool) -> Campaign:
    """Ten nodes and, where one is due, the first: tomorrow evening, of an owner of its own, whose mail it is then."""
    first = datetime(2026, 12, 9, 10, tzinfo=UTC) if due else datetime(2027, 3, 31, 10, tzinfo=UTC)
    nodes = tuple(
        Node(
            key="rollout" if n == 0 else f"rollout-{n + 1}",
            title=f"第 {n + 1} 批升级",
            due=first if n == 0 else datetime(2027, 4, 1, 10, tzinfo=UTC) + timedelta(days=n),
            order=n,
            owner=f"u{number % 10_000}@corp.example",
            department="华东业务部",
        )
        for n in range(NODES)
    )
    return Campaign(
        code=f"SU-2026-{number:05d}",
        kind="server_upgrade",
        title=f"星桥服务端 8.{number} 在线升级",
        pms=("chenjing@corp.example",),
        opened_at=OPENED,
        product=f"星桥服务端 {number}",
        version=f"8.{number}",
        stage="tracking",
        stage_since=OPENED,
        nodes=nodes,
    )


def fill(house: House, count: int, due: int) -> None:
    """So many open campaigns straight into the tables, every (count / due)th with a step due at the tick."""
    tables = house.ledger.store._tables
    samples = {d: campaign(0, due=d) for d in (True, False)}
    wakes = {d: wakes_at(sample, house.rules, since=OPENED) for d, sample in samples.items()}
    shelf = next(s for s in shelves.SHELVES if s.field == "nodes")
    every = count // due if due else count + 1
    with house.ledger.transaction():
        for start in range(0, count, _BATCH):
            made = [(campaign(n, due=n % every == 0 and n // every < due), n) for n in range(start, min(start + _BATCH, count))]
            heads = [shelves.head(c) | {"wake_at": wakes[c.nodes[0].due == samples[True].nodes[0].due]} for c, _ in made]
            _insert(tables.campaign, heads)
            _insert(tables.node, [row | {"campaign": c.code} for c, _ in made for row in shelf.rows(c)])
            _insert(
                tables.participant, [{"campaign": c.code, "who": w} for c, _ in made for w in shelves.participants(c)]
            )


def _insert(table: Any, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), 1000):
        table.insert_many(rows[start : start + 1000]).execute()


@pytest.fixture(scope="module")
def ledger_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int, int], Path]:
    @cache
    def make(count: int, due: int) -> Path:
        folder = tmp_path_factory.mktemp(f"{count}-{due}-")
        house = open_house(folder, environ={})
        fill(house, count, due)
        house.ledger.meta.set("calendar-missing", [2027])  # the admin has been asked already
        house.ledger.close()
        return folder

    return make


def tick(folder: Path, into: Path) -> Cost:
    """One tick on a copy of the ledger: the first loads templates and modules, so another comes before the measured one."""
    shutil.copytree(folder, into)
    house = open_house(into, environ={})
    on_clock(house, TICK - timedelta(days=1, hours=1))
    with counted(house.ledger) as count:
        wall, cpu = time.perf_counter(), time.process_time()
        done = on_clock(house, TICK)
        cost = Cost(
            due=done.changed,
            queued=done.queued,
            cpu=time.process_time() - cpu,
            wall=time.perf_counter() - wall,
            rows=0,
            steps=0,
        )
    house.ledger.close()
    return replace(cost, rows=count.rows, steps=count.steps)


class counted:
    """Counts the rows that the ledger reads, and what SQLite does to find them."""

    def __init__(self, ledger: Ledger):
        self._database: Any = ledger._database
        self.rows = self.steps = 0

    def __enter__(self) -> "counted":
        connection: sqlite3.Connection = self._database.connection()
        connection.set_progress_handler(self._step, _STEPS)
        self._plain = connection.row_factory
        connection.row_factory = self._row
        return self

    def __exit__(self, *_: object) -> None:
        connection = self._database.connection()
        connection.set_progress_handler(None, 0)
        connection.row_factory = self._plain

    def _step(self) -> int:
        self.steps += 1
        return 0

    def _row(self, cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> tuple[Any, ...]:
        del cursor
        self.rows += 1
        return row


@pytest.fixture
def measured(
    ledger_of: Callable[[int, int], Path], tmp_path: Path, tell: Tell
) -> Callable[[int, int], Cost]:
    def measure(count: int, due: int) -> Cost:
        cost = tick(ledger_of(count, due), tmp_path / f"{count}-{due}")
        tell(f"one tick, {count:,} open campaigns with {count * NODES:,} nodes, {due:,} due: {cost}")
        assert cost.due == due
        return cost

    return measure


def test_ten_times_the_campaigns_with_as_many_due_cost_the_same(measured: Callable[[int, int], Cost], tell: Tell) -> None:
    small, large = measured(1_000, 100), measured(10_000, 100)
    tell(f"ten times the campaigns, 100 due: CPU × {large.cpu / small.cpu:.2f}, rows read × {large.rows / small.rows:.2f}")
    assert large.rows == small.rows


def test_a_hundred_times_as_much_due_costs_a_hundred_times_as_much(
    measured: Callable[[int, int], Cost], tell: Tell
) -> None:
    nothing, few, many = measured(10_000, 0), measured(10_000, 10), measured(10_000, 1_000)
    tell(f"10,000 campaigns, nothing due: CPU {nothing.cpu * 1000:.1f} ms, {nothing.rows} rows read")
    tell(f"a hundred times as much due: CPU × {many.cpu / few.cpu:.1f}, rows read × {many.rows / few.rows:.1f}")
    assert nothing.rows < 20
    assert many.rows < few.rows * 110


def test_postgresql_finds_what_is_due_by_the_index_too(postgresql_ledger: str, tmp_path: Path, tell: Tell) -> None:
    (tmp_path / "mailbot.toml").write_text(f'[ledger]\nurl = "{postgresql_ledger}"\n', encoding="utf-8")
    house = open_house(tmp_path, environ={})
    fill(house, 10_000, 100)
    house.ledger.meta.set("calendar-missing", [2027])
    database: Any = house.ledger._database
    database.execute_sql("ANALYZE")
    asked: list[Any] = []
    database.query_hooks.append(asked.append)
    house.ledger.store.due(TICK)
    database.query_hooks.clear()
    plan = " ".join(row[0] for row in database.execute_sql(f"EXPLAIN {asked[0].sql}", asked[0].params))
    on_clock(house, TICK - timedelta(days=1, hours=1))
    wall, cpu = time.perf_counter(), time.process_time()
    done = on_clock(house, TICK)
    tell(
        f"one tick on PostgreSQL, 10,000 open campaigns, 100 due: CPU of the bot {time.process_time() - cpu:.3f} s, "
        f"wall {time.perf_counter() - wall:.3f} s; {plan.partition('(')[0].strip()}"
    )
    house.ledger.close()
    assert (done.changed, "campaign_wake_at" in plan, "Seq Scan" in plan) == (100, True, False)


def test_an_edit_of_the_rules_holds_no_mail_up_for_long(tmp_path: Path, tell: Tell) -> None:
    """Every open campaign is planned anew, a slice at a time: between two slices mails are decided."""
    house = open_house(tmp_path, environ={})
    fill(house, 10_000, 0)
    on_clock(house, TICK)
    house.ledger.meta.set("clock", house.ledger.meta.get("clock") | {"rules": "those before the edit"})
    spans: list[float] = []
    plain = Ledger.deciding

    @contextmanager
    def timed(self: Ledger) -> Iterator[None]:
        with plain(self):
            begun = time.process_time()
            yield
            spans.append(time.process_time() - begun)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Ledger, "deciding", timed)
        wall, cpu = time.perf_counter(), time.process_time()
        on_clock(house, TICK)
        tell(
            f"the tick after an edit of the rules, 10,000 open campaigns with 100,000 nodes: CPU {time.process_time() - cpu:.1f} s, "
            f"wall {time.perf_counter() - wall:.1f} s, in {len(spans)} transactions, the longest CPU {max(spans):.2f} s"
        )
    house.ledger.close()
    assert len(spans) == 101
