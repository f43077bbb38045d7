"""require_server: a server's program, or a skip that names `make servers`; under CI=true a failure."""

import contextlib
import itertools
import os
import pwd
import random
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import pytest

_PORTS = itertools.islice(itertools.cycle(range(10_240, 32_768)), random.SystemRandom().randrange(22_528), None)
_PLACES = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_PROGRAMS = {
    "dovecot": ("dovecot",),
    "opensmtpd": ("smtpd",),
    "postgresql": ("initdb",),
    "chromium": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
}


def unavailable(reason: str) -> NoReturn:
    """Skip, loudly; where CI=true promised that all servers are there, fail."""
    if os.environ.get("CI", "").casefold() in ("true", "1"):
        pytest.fail(f"{reason} (CI=true: no test is skipped for want of a server)", pytrace=False)
    pytest.skip(reason)


def require_server(name: str) -> str:
    """The path of the server's program."""
    for program in _PROGRAMS[name]:
        if found := shutil.which(program, path=f"{os.environ.get('PATH', '')}:{_PLACES}"):
            return found
    if name == "postgresql" and (found := _newest_initdb()):
        return str(found)
    unavailable(f"{name} is not installed: `make servers` brings it")


def _newest_initdb() -> Path | None:
    # Debian and Ubuntu keep it off the PATH, a folder for each version.
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max(found, key=lambda path: float(path.parts[-3]), default=None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium that runs."""
    path = os.environ.get("MAILBOT_CHROMIUM") or require_server("chromium")
    try:
        # On Ubuntu `chromium-browser` may be a stub that only points to a snap.
        subprocess.run([path, "--version"], check=True, capture_output=True, timeout=30)
    except (OSError, subprocess.SubprocessError) as err:
        unavailable(f"{path} does not run ({err}): `make servers`, or name a browser by MAILBOT_CHROMIUM")
    return path


@contextlib.contextmanager
def folder(owner: str) -> Iterator[Path]:
    """A temporary folder of `owner` (as root), short enough for unix sockets, not below pytest's private ones."""
    path = Path(tempfile.mkdtemp(prefix="mb-"))
    try:
        path.chmod(0o755)
        if os.getuid() == 0:
            entry = pwd.getpwnam(owner)
            os.chown(path, entry.pw_uid, entry.pw_gid)
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def free_port() -> int:
    """A port below those that the kernel lends to clients (from 32768 on), and none twice: between now and the server's own
    start nobody else gets it, also where several runs of tests share the machine."""
    while True:
        port = next(_PORTS)
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


def start(command: Sequence[str | Path], log: Path, **options: Any) -> subprocess.Popen[bytes]:
    """Start a server that ends with us, even where we are killed."""
    prefix = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
    with log.open("ab") as out:
        return subprocess.Popen([*prefix, *command], stdin=subprocess.DEVNULL, stdout=out, stderr=out, **options)


def wait_for_port(port: int, process: subprocess.Popen[bytes], log: Path, seconds: float = 15) -> None:
    """Until somebody listens there; an error shows the server's own log."""
    deadline = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.02)
    text = log.read_text(errors="replace")[-2000:] if log.exists() else "(no log)"
    raise RuntimeError(f"{process.args!r} does not listen on port {port}:\n{text}")


def stop(process: subprocess.Popen[bytes], seconds: float = 5) -> None:
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def fill(template: str, target: Path, **words: object) -> Path:
    """Write the configuration `template` of tests/edges with its @WORDS@ filled in."""
    text = (Path(__file__).parent.parent / "edges" / template).read_text(encoding="utf-8")
    for word, value in words.items():
        text = text.replace(f"@{word}@", str(value))
    target.write_text(text, encoding="utf-8")
    return target
