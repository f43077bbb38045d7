"""poll: process what is there, wait, process; a new connection after any fault, later and later."""

import random
import threading
from collections.abc import Callable, Sequence

from mailbot.errors import LoginError, MailbotError
from mailbot.inbound.mailbox import Mailbox, Position
from mailbot.inbound.rawmail import RawMail, batches
from mailbot.settings.settings import MailboxSettings

BATCH_MAILS = 50
BATCH_OCTETS = 8 * 2**20


def _nobody(_: object) -> None: ...


def _nothing() -> None: ...


def poll(
    where: MailboxSettings,
    *,
    position: Callable[[str, int], int],
    take: Callable[[Sequence[RawMail]], Sequence[str | None]],
    stop: threading.Event,
    settled: Callable[[str, int, Sequence[int]], Sequence[str | None]] | None = None,
    on_warning: Callable[[str], None] = _nobody,
    on_trouble: Callable[[MailbotError], None] = _nobody,
    on_round: Callable[[], None] = _nothing,
    on_open: Callable[[Mailbox], None] = _nobody,
    jitter: Callable[[], float] = random.random,
) -> None:
    """Hand every new mail of the mailbox to `take`, until `stop` is set.

    `position(folder, uidvalidity)`: the highest UID that the ledger knows, 0 for none. `take(mails)` returns when they
    are committed, with a verdict for each (None: leave it untouched); only then is the server told.
    `settled(folder, uidvalidity, uids)`: the verdicts of mails that a crash left lying, asked once a connection.
    `on_round()` after each look that worked; `on_trouble(err)` for a fault after which it is tried again;
    `on_open(mailbox)` hands out the mailbox, whose `abort` ends whatever is being waited for.

    Raises what is no MailbotError: our bugs are for the caller.
    """
    mailbox = Mailbox(where, on_warning=on_warning)
    on_open(mailbox)
    failures = 0
    while not stop.is_set():
        pause = 0.0
        try:
            mailbox.connect()
            _settle(mailbox, position, settled)
            while not stop.is_set():
                _work_off(mailbox, position, take, stop)
                # Not sooner: a server that lets one in and then fails is not to be tried in a tight circle.
                failures = 0
                on_round()
                mailbox.wait(where.poll_seconds, stop)
        except MailbotError as err:
            failures += 1
            pause = backoff(failures, jitter(), login=isinstance(err, LoginError))
            if not stop.is_set():
                on_trouble(err)
        finally:
            mailbox.close()
        stop.wait(pause)


def backoff(failures: int, jitter: float, *, login: bool = False) -> float:
    """Seconds until the next try after so many failures in a row.

    Doubles from 1 s to 5 minutes; after a refused login from 1 minute to 1 hour, since providers lock accounts that
    knock too often. `jitter` in [0, 1) spreads it by a quarter each way.
    """
    first, most = (60, 3600) if login else (1, 300)
    return min(first * 2.0 ** min(failures - 1, 20), most) * (0.75 + jitter / 2)


def _work_off(
    mailbox: Mailbox,
    position: Callable[[str, int], int],
    take: Callable[[Sequence[RawMail]], Sequence[str | None]],
    stop: threading.Event,
) -> None:
    folder, uidvalidity = mailbox.where.folder, mailbox.uidvalidity
    while not stop.is_set():
        # What the server did not hand out lies behind `highest` and is not asked for again on this connection.
        after = max(position(folder, uidvalidity), mailbox.highest)
        looked = False
        for batch in batches(mailbox.fetch_new(Position(uidvalidity, after), limit=1000), BATCH_MAILS, BATCH_OCTETS):
            looked = True
            verdicts = take(batch)
            mailbox.put_all_away({m.uid: v for m, v in zip(batch, verdicts, strict=True) if v is not None})
            if stop.is_set():
                return
        if not looked and mailbox.highest <= after:
            return


def _settle(
    mailbox: Mailbox,
    position: Callable[[str, int], int],
    settled: Callable[[str, int, Sequence[int]], Sequence[str | None]] | None,
) -> None:
    """Put away what was committed and then not told to the server."""
    if settled is None:
        return
    folder, uidvalidity = mailbox.where.folder, mailbox.uidvalidity
    uids = mailbox.unsettled(position(folder, uidvalidity))
    verdicts = settled(folder, uidvalidity, uids) if uids else ()
    mailbox.put_all_away({uid: v for uid, v in zip(uids, verdicts, strict=True) if v is not None})
