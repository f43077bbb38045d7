"""After an outage the service reads its mailbox before its clock ticks."""

import socket
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import pytest
from clockwork import at, node, opens
from servers import Sink
from servers.dovecot import Account
from servers.settings import settings
from theatre import PEOPLE, PlayHouse

from mailbot.app import open_house
from mailbot.house import House
from mailbot.on_clock import on_clock
from mailbot.service import Service


@pytest.mark.parametrize(
    ("last_tick", "now"),
    [
        pytest.param("", "2026-12-08T10:20", id="after a long outage"),
        pytest.param("2026-12-07T17:00", "2026-12-08T09:20", id="in the next working hour"),
    ],
)
def test_work_that_was_reported_while_the_service_was_down_is_reminded_of_no_more(
    tmp_path: Path, account: Account, sink: Callable[..., Sink], last_tick: str, now: str
) -> None:
    played = PlayHouse.at(tmp_path, "2026-11-30T10:00")
    code = opens(played, node(played, "升级", "李想", "2026-12-03")).code
    opens(played, node(played, "版本限制", "韩冰", "2026-12-03", key="restrict"), product="星桥网关")
    if last_tick:
        on_clock(played.house, at(played, last_tick))
    told_before = len(played.posts())
    begun = at(played, now)
    played.close()
    account.deliver(result(code, begun).as_bytes(), PEOPLE["李想"])
    words = settings(imap=account.server.imap, user=account.user, smtp=sink().port)
    (tmp_path / "mailbot.toml").write_text(words, encoding="utf-8")

    house = open_house(tmp_path, environ={"MAILBOT_TEST_PASSWORD": "secret"}, service=True)
    service = Service(house, tmp_path, clock=lambda: begun)
    running = threading.Thread(target=service.run)
    running.start()
    try:
        deadline = time.monotonic() + 30
        while _ticked(house) < begun - timedelta(minutes=20) and time.monotonic() < deadline:
            time.sleep(0.05)
    finally:
        service.stop()
        running.join()
    posts = house.ledger.outbox.list(after=told_before)
    told = {p.to[0]: [row.node for row in p.rows] for p in posts if p.template == "reminder"}
    house.ledger.close()
    owner_too = {} if last_tick else {PEOPLE["韩冰"]: ["restrict"]}
    assert told == owner_too | {PEOPLE["陈静"]: ["restrict"]}


@pytest.mark.parametrize("hour", ["2026-12-08T10:20", "2026-12-08T09:59"])
def test_a_mail_server_that_does_not_answer_holds_the_clock_up_for_ten_minutes_and_no_longer(
    tmp_path: Path, sink: Callable[..., Sink], hour: str
) -> None:
    played = PlayHouse.at(tmp_path, "2026-11-30T10:00")
    opens(played, node(played, "版本限制", "韩冰", "2026-12-03", key="restrict"))
    now = at(played, hour)
    played.close()
    with socket.create_server(("127.0.0.1", 0)) as closed:
        imap = closed.getsockname()[1]
    words = settings(imap=imap, user="strategy", smtp=sink().port)
    (tmp_path / "mailbot.toml").write_text(words, encoding="utf-8")
    house = open_house(tmp_path, environ={"MAILBOT_TEST_PASSWORD": "secret"}, service=True)
    service = Service(house, tmp_path, clock=lambda: now)
    running = threading.Thread(target=service.run)
    running.start()
    try:
        time.sleep(12)  # the clock would have ticked once
        held_up = house.ledger.meta.get("clock") is None
        now += timedelta(minutes=11)
        deadline = time.monotonic() + 40
        while house.ledger.meta.get("clock") is None and time.monotonic() < deadline:
            time.sleep(0.05)
        ticked = house.ledger.meta.get("clock") is not None
    finally:
        service.stop()
        running.join()
    house.ledger.close()
    assert (held_up, ticked) == (True, True)


def _ticked(house: House) -> datetime:
    mark = house.ledger.meta.get("clock")
    return datetime.fromisoformat(mark["hour"]) if mark else datetime.min.replace(tzinfo=UTC)


def result(code: str, now: datetime) -> EmailMessage:
    mail = EmailMessage()
    mail["Authentication-Results"] = "mx.corp.example; dmarc=pass header.from=corp.example"
    mail["From"], mail["To"], mail["Subject"] = PEOPLE["李想"], "strategy@corp.example", f"【结果】{code} 升级"
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = "<done.1@mail.corp.example>"
    mail.set_content("升级已全部完成\n", cte="base64")
    return mail
