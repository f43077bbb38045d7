"""From the IMAP server's push to the receipt in the MTA: a plan, ten times, through `mailbot run` (SPEC asks for 2 seconds).

Both moments are seen on the wire, by proxies between the bot and the real servers: Dovecot's `* n EXISTS` to the idling bot,
and OpenSMTPD's `250` to the final dot of the receipt.
"""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pytest
from servers import Dovecot, Faults, OpenSMTPD
from servers.office import Office
from servers.running import Running

RUNS = 10
PLAN = """\
产品：星桥服务端
版本：V8.2.{n}（官网已发布）
数量：不超过 500 台
有效期：12月1日至明年3月31日

{{table}}
"""
NODES = (
    ("节点", "负责人", "完成时间", "备注"),
    ("灰度升级", "孙丽（华东）", "12月3日 18:00", "先 20 台"),
    ("全量升级", "孙丽、周航", "12/11", ""),
    ("版本限制", "韩冰（技术部）", "12月18日 12:00", ""),
    ("总结", "陈静", "12月25日", ""),
)


class Seen:
    """The moments of the run that is measured, on the machine's monotonic clock."""

    def __init__(self, reading: Faults, sending: Faults):
        self.pushed: float = 0
        self.answers: list[tuple[float, str]] = []
        self._recipient = ""
        reading.on_answer = self._from_imap
        sending.on_line = self._to_smtp
        sending.on_answer = self._from_smtp

    def begins(self) -> None:
        self.pushed, self.answers = 0, []

    def _from_imap(self, octets: bytes) -> bytes:
        if not self.pushed and re.search(rb"^\* \d+ EXISTS", octets, re.MULTILINE):
            self.pushed = time.monotonic()
        return octets

    def _to_smtp(self, line: bytes) -> None:
        if line.upper().startswith(b"RCPT TO:"):
            self._recipient = line.decode()

    def _from_smtp(self, octets: bytes) -> bytes:
        if b"Message accepted for delivery" in octets:
            self.answers.append((time.monotonic(), self._recipient))
        return octets

    def receipt(self, address: str, seconds: float = 20) -> float:
        """Seconds from the push to the first mail that the MTA took for the address."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for moment, recipient in self.answers:
                if address in recipient:
                    return moment - self.pushed
            time.sleep(0.01)
        raise AssertionError(f"no mail to {address}: {self.answers}")


@pytest.fixture
def between(dovecot: Dovecot, mta: OpenSMTPD) -> Iterator[tuple[Faults, Faults]]:
    with Faults(dovecot.imap) as reading, Faults(mta.port) as sending:
        yield reading, sending


def test_receipt(
    between: tuple[Faults, Faults], dovecot: Dovecot, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    reading, sending = between
    seen = Seen(reading, sending)
    office = Office(dovecot, tmp_path / "clock", "2026-11-30 10:00")
    bot = Running(tmp_path / "work", imap=reading.port, user="strategy", smtp=sending.port, clock=office.clock)
    bot.start()
    try:
        took = []
        for n in range(RUNS):
            time.sleep(1)  # the mails of the plan before have left, and the bot idles
            seen.begins()
            subject = f"【计划】星桥服务端8.2.{n}在线升级"
            office.writes("陈静", PLAN.format(n=n), subject=subject, to=("孙丽", "周航", "韩冰"), table=NODES)
            took.append(seen.receipt("chenjing@corp.example"))
        assert bot.stop() == 0
    finally:
        bot.kill()
    tell(f"push → receipt in the MTA, {RUNS} runs: " + " ".join(f"{t:.2f}" for t in took) + " s")
    tell(f"push → receipt in the MTA: median {median(took):.2f} s, most {max(took):.2f} s (SPEC: 2 s)")
