"""run: the service; how it stops at a signal, logs, and tells systemd how it is."""

import json
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import click

from mailbot.cli.common import house_of


@click.command()
@click.pass_context
def run(ctx: click.Context) -> None:
    """Run the service until SIGTERM or Ctrl-C: poll the mailbox, answer, remind, send."""
    from mailbot.service import Service

    with house_of(ctx, service=True) as house:
        set_up_logging(house.settings.service.log_level)
        service = Service(house, ctx.obj)

        def stop() -> None:
            notify("STOPPING=1")
            service.stop()

        with stopped_by_signals(stop):
            notify("READY=1", f"MAINPID={os.getpid()}")
            service.run()


def notify(*states: str) -> None:
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):
        address = "\0" + address[1:]
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as out:
            out.sendto("\n".join(states).encode(), address)
    except OSError:
        # systemd going away must not take the bot with it.
        return


_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "what": record.getMessage(),
        }
        line |= {k: v for k, v in vars(record).items() if k not in _OWN}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=True, default=str)


def set_up_logging(level: str) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("mailbot").setLevel(level.upper())


log = logging.getLogger("mailbot.stopping")

_PATIENCE_SECONDS = 4.5  # SPEC asks for an end within 5


@contextmanager
def stopped_by_signals(stop: Callable[[], None], *, patience: float = _PATIENCE_SECONDS) -> Iterator[None]:
    """Within the block `stop` is called at the first SIGTERM or SIGINT; it lets the block end, and returns before `patience`.

    It is called in a thread of its own: a handler of Python's runs within the main thread, which may hold the very lock that
    `stop` needs (threading.Event.set), or be in a call that no signal ends (a name that is looked up, a database that is busy).
    A block that has not ended `patience` seconds after the signal is left as a
    crash would leave it, which loses nothing and repeats nothing: what was under way is taken up at the next start.
    """
    signals = (signal.SIGTERM, signal.SIGINT)
    ended = threading.Event()
    heard, spoken = os.pipe()
    os.set_blocking(spoken, False)

    def listen() -> None:
        while number := os.read(heard, 1):
            if number[0] in signals:
                deadline = time.monotonic() + patience
                log.info("stopping", extra={"signal": signal.Signals(number[0]).name})
                stop()
                if not ended.wait(max(deadline - time.monotonic(), 0)):
                    log.warning("stopped in the middle: what is under way is taken up at the next start")
                    os._exit(0)
                break

    # The number of each signal goes into the pipe even where Python is busy; the handlers themselves do nothing.
    before = [signal.signal(each, lambda number, frame: None) for each in signals]
    fd_before = signal.set_wakeup_fd(spoken, warn_on_full_buffer=False)
    listener = threading.Thread(target=listen, name="signals", daemon=True)
    listener.start()
    try:
        yield
    finally:
        ended.set()
        signal.set_wakeup_fd(fd_before)
        for each, handler in zip(signals, before, strict=True):
            signal.signal(each, handler)
        os.close(spoken)
        listener.join()
        os.close(heard)
