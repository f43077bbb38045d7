"""After an outage the service reads its mailbox before its clock ticks."""

import threading
import time
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from clockwork import node, opens
from servers import Sink
from servers.dovecot import Account
from theatre import PEOPLE, PlayHouse

from mailbot.app import open_house
from mailbot.service import Service

SETTINGS = """
[mailbox]
host = "127.0.0.1"
port = {imap}
security = "plain"
user = "{user}"
password_env = "MAILBOT_TEST_PASSWORD"

[submission]
host = "127.0.0.1"
port = {smtp}
security = "plain"

[service]
tick_seconds = 10
"""


def test_work_that_was_reported_while_the_service_was_down_is_reminded_of_no_more(
    tmp_path: Path, account: Account, sink: Callable[..., Sink]
) -> None:
    played = PlayHouse.at(tmp_path, "2026-11-30T10:00")
    code = opens(played, node(played, "升级", "李想", "2026-12-03")).code
    opens(played, node(played, "版本限制", "韩冰", "2026-12-03", key="restrict"), product="星桥网关")
    now = datetime.fromisoformat("2026-12-08T10:20").replace(tzinfo=played.house.rules.zone)
    played.close()
    account.deliver(result(code, now).as_bytes(), PEOPLE["李想"])
    words = {"imap": account.server.imap, "user": account.user, "smtp": sink().port}
    (tmp_path / "mailbot.toml").write_text(SETTINGS.format(**words), encoding="utf-8")

    house = open_house(tmp_path, environ={"MAILBOT_TEST_PASSWORD": "secret"}, service=True)
    service = Service(house, tmp_path, clock=lambda: now)
    running = threading.Thread(target=service.run)
    running.start()
    try:
        deadline = time.monotonic() + 30
        while house.ledger.meta.get("clock") is None and time.monotonic() < deadline:
            time.sleep(0.05)
    finally:
        service.stop()
        running.join()
    told = {p.to[0]: [row.node for row in p.rows] for p in house.ledger.outbox.list() if p.template == "reminder"}
    house.ledger.close()
    assert told == {PEOPLE["韩冰"]: ["restrict"], PEOPLE["陈静"]: ["restrict"]}


def result(code: str, now: datetime) -> EmailMessage:
    mail = EmailMessage()
    mail["Authentication-Results"] = "mx.corp.example; dmarc=pass header.from=corp.example"
    mail["From"], mail["To"], mail["Subject"] = PEOPLE["李想"], "strategy@corp.example", f"【结果】{code} 升级"
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = "<done.1@mail.corp.example>"
    mail.set_content("升级已全部完成\n", cte="base64")
    return mail
