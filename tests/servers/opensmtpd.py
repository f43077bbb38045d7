"""OpenSMTPD as the company's mail server: corp.example goes to Dovecot by LMTP, everything else to a sink."""

import contextlib
import fcntl
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mailbot.settings.settings import SubmissionSettings
from servers.dovecot import Dovecot
from servers.require import fill, folder, free_port, require_server, start, stop, unavailable, wait_for_port
from servers.sink import Kept, Sink

# The queue and the control socket have fixed places. In a mount namespace of its own the server sees empty ones;
# where that is not allowed, one run at a time uses the machine's, and only if nobody else's mail is in them.
_ALONE = "mount -t tmpfs tmpfs /var/spool && mount -t tmpfs tmpfs /run && exec "
_QUEUE = Path("/var/spool/smtpd")


@dataclass(frozen=True)
class OpenSMTPD:
    port: int
    sink: Sink

    @property
    def outside(self) -> list[Kept]:
        """What left the company."""
        return self.sink.kept

    def settings(self, **changes: Any) -> SubmissionSettings:
        return SubmissionSettings(**{"host": "127.0.0.1", "port": self.port, "security": "plain", **changes})


@pytest.fixture(scope="session")
def mta(dovecot: Dovecot) -> Iterator[OpenSMTPD]:
    program = _program()
    sink = Sink().start()
    with contextlib.ExitStack() as stack:
        stack.callback(sink.stop)
        path = stack.enter_context(folder("root"))
        port, log = free_port(), path / "log"
        conf = fill("smtpd.conf.in", path / "smtpd.conf", SMTP=port, LMTP=dovecot.lmtp, SINK=sink.port)
        command = [program, "-d", "-f", str(conf)]
        if _may_unshare():
            command = ["unshare", "--mount", "--propagation", "private", "sh", "-c", f'{_ALONE}"$@"', "sh", *command]
        else:
            stack.enter_context(_machine_queue())
        process = start(command, log)
        stack.callback(stop, process)
        wait_for_port(port, process, log)
        yield OpenSMTPD(port, sink)


def _program() -> str:
    for other in ("postfix", "exim4", "sendmail.sendmail"):
        if shutil.which(other) and not shutil.which("smtpctl"):
            unavailable(f"{other} is this machine's mail server, so OpenSMTPD is not installed: no mail goes through it")
    program = require_server("opensmtpd")
    if not shutil.which("smtpctl", path="/usr/sbin:/usr/bin:/usr/local/sbin"):
        unavailable(f"{program} is not OpenSMTPD: `make servers` brings it where no other mail server is installed")
    if os.getuid() != 0:
        unavailable("OpenSMTPD runs only as root: run these tests as root (`make servers` has installed it)")
    return program


def _may_unshare() -> bool:
    probe = ["unshare", "--mount", "--propagation", "private", "sh", "-c", f"{_ALONE}true"]
    return shutil.which("unshare") is not None and subprocess.run(probe, capture_output=True).returncode == 0


@contextlib.contextmanager
def _machine_queue() -> Iterator[None]:
    with (Path(tempfile.gettempdir()) / "mailbot-tests-opensmtpd.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as control:
            control.connect("/var/run/smtpd.sock")
            unavailable("OpenSMTPD is already running on this machine, and is not ours to use")
        lock.seek(0)
        if lock.read():  # a run of ours was killed: what lies there is ours
            _empty()
        if any(_mails()):
            unavailable(f"{_QUEUE} holds mail that is not ours to send")
        lock.write("in use")
        lock.flush()
        try:
            yield
        finally:
            _empty()
            lock.truncate(0)


def _mails() -> Iterator[Path]:
    return (path for part in ("queue", "incoming", "offline") for path in (_QUEUE / part).rglob("*") if path.is_file())


def _empty() -> None:
    for path in list(_mails()):
        path.unlink(missing_ok=True)
