"""SelfWatch: what the service does to watch itself at the servers: the mail to itself, the daily count, the certificates (SPEC 6).

`watch` tells the admin of what is found.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from mailbot.campaign.case import company_days
from mailbot.errors import MailbotError
from mailbot.house import House
from mailbot.inbound.mailbox import Mailbox
from mailbot.outbound.transport import Transport
from mailbot.watching.daily_count import COUNTED, Take, count_mailbox
from mailbot.watching.probe import send_probe

log = logging.getLogger("mailbot.watch")

CERTIFICATE = "certificate:"  # + host: until when it is valid


class SelfWatch:
    """Each job has a connection of its own, opened for the moment: the poller's and the delivery's belong to their threads."""

    def __init__(self, house: House, clock: Callable[[], datetime], take: Take):
        self._house, self._clock, self._take = house, clock, take
        self._open: list[Mailbox | Transport] = []
        self._stopped = False

    def probe(self) -> None:
        """The mail to itself. Under `after_reading = "nothing"` it could not be removed again: there is none."""
        submission = self._house.settings.submission
        if submission is None or self._stopped:
            return
        with Transport(submission) as transport:
            self._open.append(transport)
            try:
                send_probe(self._house, transport, self._clock())
                self._note(submission.host, transport.certificate_until())
            finally:
                self._open.remove(transport)

    def count(self) -> None:
        """The count of a day, once: tried again until it succeeds."""
        where, now = self._house.settings.mailbox, self._clock()
        days = company_days(self._house.rules)
        last = self._house.ledger.meta.get(COUNTED)
        if (
            where is None
            or self._stopped
            or (last and days.day_of(datetime.fromisoformat(last["at"])) == days.day_of(now))
        ):
            return
        mailbox = Mailbox(where)
        self._open.append(mailbox)
        try:
            mailbox.connect()
            self._note(where.host, mailbox.certificate_until())
            missing = count_mailbox(self._house, mailbox, self._take, now)
            log.info("counted", extra={"missing": len(missing)})
        except MailbotError as error:
            log.warning("not counted", extra={"why": str(error)})
        finally:
            self._open.remove(mailbox)
            mailbox.close()

    def abort(self) -> None:
        """From another thread: whatever is under way fails now."""
        self._stopped = True
        for connection in tuple(self._open):
            connection.abort()

    def _note(self, host: str, until: datetime | None) -> None:
        if until is not None:
            self._house.ledger.meta.set(CERTIFICATE + host, until.astimezone(UTC).isoformat())
