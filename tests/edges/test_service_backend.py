"""`mailbot run` with a back end configured: what it counts is there before the summary is asked for, and no answer holds up a stop."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from servers import Sink
from servers.asked import Bot
from servers.counting import BackEnd, backend, drips
from servers.dovecot import Account

PLAN = """产品：星桥服务端
版本：8.2.1

| 节点 | 部门 | 负责人 | 完成时间 |
| 版本限制 | 技术部 | 韩冰 | {due} |
"""


@pytest.fixture
def server() -> Iterator[BackEnd]:
    with backend() as server:
        yield server


@pytest.fixture
def running(tmp_path: Path, account: Account, sink: Callable[..., Sink], server: BackEnd) -> Iterator[Bot]:
    service = Bot(tmp_path / "work", account, sink())
    with (service.folder / "mailbot.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[[backend]]\nname = "stats"\nurl = "{server.url}/{{code}}"\ntimeout_seconds = 60\n')
    yield service
    service.kill()


def finishes(running: Bot) -> None:
    """A campaign whose only node is done: its summary is what is missing."""
    due = (datetime.now(UTC) + timedelta(days=40)).date()
    running.answer_to(running.mail("[PLAN] 星桥服务端8.2.1在线升级", PLAN.format(due=due)), 30)
    (campaign,) = running.json("export")["campaigns"]
    done = running.mail(f"[完成] {campaign['code']} 版本限制", "版本限制完成：8.0 及以下，今天起生效", sender="hanbing@corp.example")
    running.answer_to(done, 30)


def asked(server: BackEnd, seconds: float = 40) -> bool:
    deadline = time.monotonic() + seconds
    while not server.asked and time.monotonic() < deadline:
        time.sleep(0.05)
    return bool(server.asked)


def test_the_counts_are_fetched_as_soon_as_the_work_is_done(running: Bot, server: BackEnd) -> None:
    running.start()
    finishes(running)
    assert asked(server)
    running.wait_in_log('"what": "table"')
    assert running.stop() == 0
    (campaign,) = running.json("export")["campaigns"]
    assert (campaign["stage"], [(r["version"], r["count"]) for r in campaign["coverage"]]) == (
        "finalizing",
        [("8.2.1", 480), ("8.0", 20)],
    )
    assert running.json("verify", "--from-mails") == []


def test_an_answer_without_end_holds_up_no_stop(running: Bot, server: BackEnd) -> None:
    server.answers[""] = drips(seconds=60)
    running.start()
    finishes(running)
    assert asked(server)
    time.sleep(0.5)
    assert running.stop() == 0
    assert "stopped in the middle" not in running.log
    assert '"what": "stopped"' in running.log
