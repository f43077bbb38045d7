"""A working folder as `mailbot init` makes it, and the commands run in it as a terminal would run them."""

import json
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mailbot.cli import cli

PROOF = b"Authentication-Results: mx.corp.example; dmarc=pass header.from=corp.example\r\n"
PLAN = """产品：星桥服务端
版本：8.2.1
数量：不超过 500 台
区域：华东、华南
有效期：2026-12-01 至 2027-03-31

| 节点 | 负责人 | 完成时间 |
| 灰度升级 | 孙丽 | 2026-12-03 18:00 |
| 全量升级 | 周航 | 2026-12-11 |
| 版本限制 | 韩冰 | 2026-12-18 |
"""


def mail(
    subject: str,
    text: str = "",
    *,
    sender: str = "chenjing@corp.example",
    id: str = "1",
    proven: bool = True,
    date: str = "Mon, 30 Nov 2026 10:00:00 +0800",
    answers: str = "",
) -> bytes:
    """A mail as the company's server hands it over."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, "strategy@corp.example", subject
    made["Date"], made["Message-ID"] = date, f"<{id}@mail.corp.example>"
    if answers:
        made["In-Reply-To"] = answers
    made.set_content(text or "\n", cte="8bit")
    return (PROOF if proven else b"") + made.as_bytes(policy=made.policy.clone(linesep="\r\n"))


@dataclass
class Terminal:
    """`run("ingest", path)` in a working folder."""

    folder: Path

    def run(self, *arguments: object, ok: bool = True) -> Result:
        """One command; its failure is the test's, unless `ok` is False."""
        result = CliRunner().invoke(cli, ["--folder", str(self.folder), *map(str, arguments)], catch_exceptions=False)
        if ok:
            assert result.exit_code == 0, result.output
        return result

    def json(self, *arguments: object) -> Any:
        return json.loads(self.run(*arguments, "--json").stdout)

    def lines(self, *arguments: object) -> list[Any]:
        """One object a line."""
        return [json.loads(line) for line in self.run(*arguments, "--json").stdout.splitlines()]

    def file(self, name: str, octets: bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(octets)
        return path

    def takes(self, octets: bytes, now: str = "2026-11-30T10:00") -> Any:
        """One mail is ingested; what became of it."""
        path = self.file(
            f"in/{len(list((self.folder / 'in').glob('*')) if (self.folder / 'in').exists() else [])}.eml", octets
        )
        return self.lines("ingest", path, "--now", now)[0]


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    folder = tmp_path / "bot"
    CliRunner().invoke(cli, ["init", str(folder)], catch_exceptions=False)
    return Terminal(folder)


@pytest.fixture
def planned(terminal: Terminal) -> Terminal:
    """With one campaign, SU-2026-0001."""
    assert terminal.takes(mail("【计划】星桥服务端8.2.1在线升级", PLAN))["verdict"] == "accepted"
    return terminal
