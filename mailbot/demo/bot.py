"""Bot: the bot of the demo: as the service, but with the story's clock, and waited for after each mail."""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from mailbot.app import open_house
from mailbot.delivery import deliver
from mailbot.demo.server import Server
from mailbot.errors import MailbotError
from mailbot.inbound.mailbox import Mailbox
from mailbot.inbound.poller import poll
from mailbot.inbound.rawmail import RawMail
from mailbot.on_clock import on_clock
from mailbot.on_mail import Disposition, on_mail, take_in
from mailbot.outbound.transport import Transport

_PATIENCE_SECONDS = 30

# pymap keeps no keywords: the bot leaves the mails where they are. Nothing limits what goes to a server of our own.
_SETTINGS = """\
# Settings of the demo. Its mail server ran inside the demo and is gone; the ledger stays to be looked at.
[mailbox]
host = "127.0.0.1"
port = {imap}
security = "plain"
user = "{user}"
password_file = "secret"
after_reading = "nothing"
poll_seconds = 5

[submission]
host = "127.0.0.1"
port = {smtp}
security = "plain"
per_minute = 100000
per_day = 1000000
"""


class Bot:
    """Reads and decides in a thread of its own, ticks and sends when it is told to."""

    def __init__(self, folder: Path, server: Server, clock: Callable[[], datetime]):
        text = _SETTINGS.format(imap=server.imap_port, smtp=server.smtp_port, user=server.user)
        (folder / "mailbot.toml").write_text(text, encoding="utf-8")
        secret = folder / "secret"
        secret.write_text(server.password + "\n", encoding="utf-8")
        secret.chmod(0o600)
        self.house = open_house(folder, environ={}, service=True)
        self._clock = clock
        assert self.house.settings.submission is not None
        self._transport = Transport(self.house.settings.submission)
        self._stop = threading.Event()
        self._decided = threading.Condition()
        self._dispositions: list[Disposition] = []
        self._waited_for = 0
        self._trouble: BaseException | None = None
        self._said = ""
        self._mailbox: Mailbox | None = None
        self._reader = threading.Thread(target=self._read, name="demo-bot", daemon=True)

    def start(self) -> None:
        self._reader.start()

    def stop(self) -> None:
        self._stop.set()
        if self._mailbox is not None:
            self._mailbox.abort()
        self._reader.join(_PATIENCE_SECONDS)
        self._transport.close()
        self.house.ledger.close()

    def next_disposition(self) -> Disposition:
        """What became of the next mail, once it is decided. Raises what the reading thread raised."""
        with self._decided:
            came = self._decided.wait_for(
                lambda: len(self._dispositions) > self._waited_for or self._trouble is not None, _PATIENCE_SECONDS
            )
            if self._trouble is not None:
                raise self._trouble
            if not came:
                why = self._said or "is this machine very busy?"
                raise MailbotError(f"the bot had no mail after {_PATIENCE_SECONDS} s: {why}")
            self._waited_for += 1
            return self._dispositions[self._waited_for - 1]

    def tick(self) -> int:
        """What is due is done; returns how many mails were queued."""
        return on_clock(self.house, self._clock()).queued

    def send(self) -> None:
        """Everything that may leave now."""
        deliver(self.house, self._transport, self._clock)

    # --- in the reading thread --------------------------------------------------------------------------------------

    def _read(self) -> None:
        settings = self.house.settings.mailbox
        assert settings is not None
        try:
            poll(
                settings,
                position=self.house.ledger.archive.position,
                take=self._take,
                stop=self._stop,
                on_trouble=self._hindered,
                on_open=self._opened,
            )
        except BaseException as error:
            self._failed(error)

    def _take(self, mails: Sequence[RawMail]) -> list[str | None]:
        take_in(mails, self.house)
        done = [on_mail(id, self.house, self._clock()) for id in self.house.ledger.archive.waiting()]
        with self._decided:
            self._dispositions += done
            self._decided.notify_all()
        return [self.house.ledger.archive.verdict_at(m.folder, m.uidvalidity, m.uid) for m in mails]

    def _hindered(self, error: MailbotError) -> None:
        """The poller connects anew by itself; only if no mail comes at all is it worth telling."""
        self._said = str(error)

    def _failed(self, error: BaseException) -> None:
        with self._decided:
            self._trouble = error
            self._decided.notify_all()

    def _opened(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox
