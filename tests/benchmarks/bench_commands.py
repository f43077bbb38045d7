"""What a command costs before it does anything: CPU of `mailbot --help` (wanted: 0.3 s) and of `mailbot explain` of one mail
(wanted: 0.5 s), beside Python's own start, since machines differ."""

import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

MAIL = """\
From: chenjing@corp.example
To: strategy@corp.example
Subject: 【计划】星桥服务端8.2.1在线升级及版本限制
Date: Wed, 02 Dec 2026 10:00:00 +0800
Message-ID: <1@mail.corp.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit
Authentication-Results: mx.corp.example; dmarc=pass header.from=corp.example

产品：星桥服务端    版本：V8.2.1（官网已发布）
数量：首批不超过 500 台    区域：华东、华南    有效期：12月1日至明年3月31日
8.0 及以下版本 12 月 18 日零点起限制；海外的延迟到 1 月 15 日。

| 节点     | 负责人         | 完成时间      |
| 灰度升级 | 孙丽（华东）   | 12月3日 18:00 |
| 全量升级 | 孙丽、周航     | 12/11         |
| 版本限制 | 韩冰（技术部） | 12月18日 0点  |
"""


def cpu(*command: str, runs: int = 7) -> float:
    """Seconds of CPU, user and system, of the cheapest run."""
    took = []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(took)


def test_commands(tmp_path: Path, tell: Callable[[str], None]) -> None:
    mail = tmp_path / "plan.eml"
    mail.write_text(MAIL, encoding="utf-8")
    folder = str(tmp_path / "bot")
    mailbot = (sys.executable, "-m", "mailbot")
    subprocess.run([*mailbot, "init", folder], check=True, stdout=subprocess.DEVNULL)
    bare = cpu(sys.executable, "-c", "pass")
    help_ = cpu(*mailbot, "--help")
    explain = cpu(*mailbot, "--folder", folder, "explain", str(mail), "--json")
    tell(f"CPU: mailbot --help {help_:.3f} s, explain of a plan {explain:.3f} s, python alone {bare:.3f} s")
