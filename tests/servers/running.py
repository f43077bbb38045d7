"""Running: `mailbot run` in a process of its own, in a working folder made by `mailbot init`, on real servers."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from servers.settings import settings

_CLOCKED = Path(__file__).with_name("clocked.py")


class Running:
    """`imap` and `smtp` are the ports on loopback that it talks to. `clock`: a file that says what time it is for the service
    and for every command (see clocked.py); the machine's own time without it."""

    def __init__(self, folder: Path, *, imap: int, user: str, smtp: int, clock: Path | None = None):
        self.folder = folder
        self.environ = {**os.environ, "MAILBOT_TEST_PASSWORD": "secret"}
        self._program = [sys.executable, *(["-m", "mailbot"] if clock is None else [_CLOCKED, clock])]
        self.process: subprocess.Popen[bytes] | None = None
        self.run_cli("init", str(folder))
        self.settings(imap=imap, user=user, smtp=smtp)

    def settings(self, **words: Any) -> None:
        """Writes mailbot.toml anew."""
        (self.folder / "mailbot.toml").write_text(settings(**words), encoding="utf-8")

    def command(self, *arguments: str) -> list[str | Path]:
        return [*self._program, "--folder", self.folder, *arguments]

    def run_cli(self, *arguments: str) -> str:
        """What another command prints, beside the service or without it."""
        done = subprocess.run(self.command(*arguments), env=self.environ, capture_output=True, check=False, timeout=60)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def json(self, *arguments: str) -> Any:
        return json.loads(self.run_cli(*arguments, "--json"))

    def start(self, *, wait: bool = True) -> None:
        seen = self.log.count('"what": "started"')
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(self.command("run"), env=self.environ, stderr=log, stdout=log)
        if wait:
            self.wait_in_log('"what": "started"', seen)

    def stop(self, number: int = signal.SIGTERM, seconds: float = 5) -> int:
        """Sends the signal; the process must be gone within the time. Returns its exit status."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(seconds)

    def kill(self) -> None:
        """Without a word, if it still runs."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def wait_in_log(self, words: str, seen: int = 0, seconds: float = 20) -> None:
        """Until the words stand in the log more often than `seen` times."""
        assert self.process is not None
        deadline = time.monotonic() + seconds
        while self.log.count(words) <= seen:
            assert self.process.poll() is None, self.log
            assert time.monotonic() < deadline, f"{words} is not in the log:\n{self.log}"
            time.sleep(0.02)

    @property
    def log(self) -> str:
        path = self.folder / "log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
