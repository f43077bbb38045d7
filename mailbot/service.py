"""serve: the bot as a service: mails come in, the clock ticks, the outbox empties, until it is told to stop."""

import logging
import os
import socket
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mailbot.app import rules_folders, take_rules
from mailbot.campaign.case import company_days
from mailbot.campaign.hours import hour_of
from mailbot.delivery import deliver
from mailbot.errors import MailbotError, MailServerError, SettingsError
from mailbot.fetch_tables import Fetching, fetch_tables
from mailbot.house import House
from mailbot.inbound.mailbox import Mailbox
from mailbot.inbound.poller import poll
from mailbot.inbound.putting_away import REMOVE
from mailbot.inbound.rawmail import RawMail
from mailbot.on_clock import on_clock
from mailbot.on_mail import on_mail, take_in
from mailbot.outbound.transport import Transport
from mailbot.retain import retain_daily
from mailbot.rulebook.load import rules_files, rules_hash
from mailbot.schedule import Schedule
from mailbot.ticking.withdraw import withdraw_outdated
from mailbot.watching.probe import is_probe, probe_came_back
from mailbot.watching.selfwatch import SelfWatch
from mailbot.watching.watch import watch

log = logging.getLogger("mailbot.service")

_RULES_EVERY = 10.0
_DELIVERY_EVERY = 5.0
_WATCH_EVERY = 600.0
_COUNT_EVERY = 3600.0  # a day's count that could not be made is made in the next hour
_HAND_OVER = 3.0  # so long may a mail that is on its way to the server take once the service is told to stop
_FIRST_LOOK = timedelta(minutes=10)
_FETCH = 30.0  # so long may back ends keep the clock waiting, and the last one's own time; the lease is longer
_LEASE = 180.0  # longer than a poll, so that a service that waits for mail keeps its lease


class Service:
    """One running bot. `stop` ends it within seconds, nothing half done."""

    def __init__(self, house: House, folder: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)):
        if house.settings.mailbox is None or house.settings.submission is None:
            raise SettingsError(
                "mailbot.toml: [mailbox] and [submission] are missing; `mailbot run` needs both servers"
            )
        self._house = house
        self._watch = RulesWatch(house, folder)
        self._now = clock
        self._stop = threading.Event()
        self._ended = threading.Event()  # no job runs any more
        self._looked: datetime | None = None  # when the mailbox was last read to its end
        self._begun: datetime | None = None
        self._schedule = Schedule()
        self._mailbox: Mailbox | None = None
        self._fetching = Fetching()
        self._selfwatch = SelfWatch(house, self._clock, self._take)
        self._transport = Transport(house.settings.submission)
        # On SQLite a lock file keeps the one service alone; on PostgreSQL any number may run.
        self._shared = house.settings.ledger.url.startswith("postgres")
        self._holder = f"{socket.gethostname()}:{os.getpid()}"

    def run(self) -> None:
        """Serves until `stop`. What was kept but not decided when the last run ended is decided first."""
        settings = self._house.settings
        self._hold_mailbox()
        self._decide_waiting()
        self._schedule.every(settings.service.tick_seconds, "tick", self._tick)
        self._schedule.every(_DELIVERY_EVERY, "delivery", self._deliver)
        self._schedule.every(_RULES_EVERY, "rules", self._rules)
        begun = self._clock()
        self._schedule.every(_WATCH_EVERY, "watch", lambda: watch(self._house, self._clock(), since=begun))
        self._schedule.every(_COUNT_EVERY, "count", self._alone(self._selfwatch.count), first=_WATCH_EVERY)
        if settings.ledger.keep_days:
            retain = self._alone(lambda: retain_daily(self._house, self._clock()))
            self._schedule.every(_COUNT_EVERY, "retention", retain, first=_WATCH_EVERY)
        if settings.service.probe_minutes and settings.mailbox and settings.mailbox.after_reading != "nothing":
            often = settings.service.probe_minutes * 60
            self._schedule.every(often, "probe", self._alone(self._selfwatch.probe), first=often)
        self._schedule.start()
        log.info("started")
        try:
            assert settings.mailbox is not None
            poll(
                settings.mailbox,
                position=self._house.ledger.archive.position,
                take=self._take,
                stop=self._stop,
                settled=self._settled,
                on_warning=lambda text: log.warning("mailbox", extra={"why": text}),
                on_trouble=lambda error: log.warning("mailbox", extra={"why": str(error)}),
                on_round=self._fetched,
                on_open=self._opened,
            )
        finally:
            self._stop.set()
            self._schedule.stop()
            self._ended.set()
            self._transport.close()
            self._let_go()
            log.info("stopped")

    def _hold_mailbox(self) -> None:
        """Of several services on one PostgreSQL ledger one reads the mailbox; the others wait until its lease runs out."""
        while self._shared and not self._stop.is_set():
            if self._house.ledger.leases.take(self._lease("mailbox"), self._holder, _LEASE):
                return
            self._stop.wait(_LEASE / 10)

    def _let_go(self) -> None:
        """Another service, or this one started again, need not wait until the leases run out."""
        for what in ("mailbox", "clock"):
            if self._shared:
                self._house.ledger.leases.give_back(self._lease(what), self._holder)

    def _lease(self, what: str) -> str:
        mailbox = self._house.settings.mailbox
        return f"{what}:{mailbox.user}@{mailbox.host}/{mailbox.folder}" if mailbox and what == "mailbox" else what

    def stop(self) -> None:
        """Begin no new work; what is under way ends with its transaction. For another thread than that of `run`.

        Reading breaks off at once, since what was not kept is read again. A mail that is being handed over may end: broken
        off after the server has taken it and before that is recorded, it would go twice."""
        self._stop.set()
        self._fetching.abort()
        self._selfwatch.abort()
        if self._mailbox is not None:
            self._mailbox.abort()
        if not self._ended.wait(_HAND_OVER):
            self._transport.abort()

    def _clock(self) -> datetime:
        """The machine's time in the company's zone."""
        return self._now().astimezone(self._house.rules.zone)

    def _take(self, mails: Sequence[RawMail]) -> list[str | None]:
        """Octets first, then each mail in a transaction of its own; the server is told after that. The bot's mail to itself is
        kept nowhere."""
        probes = {m.uid for m in mails if is_probe(m, self._house)}
        if probes:
            probe_came_back(self._house, self._clock())
        take_in([m for m in mails if m.uid not in probes], self._house)
        self._decide_waiting()
        verdicts = self._verdicts([(m.folder, m.uidvalidity, m.uid) for m in mails])
        return [REMOVE if m.uid in probes else verdict for m, verdict in zip(mails, verdicts, strict=True)]

    def _decide_waiting(self) -> None:
        for id in self._house.ledger.archive.waiting():
            if self._stop.is_set():
                return
            now = self._clock()
            withdraw_outdated(self._house, now)  # it may be the first to make this hour's tick
            on_mail(id, self._house, now)
            self._schedule.soon("delivery")

    def _settled(self, folder: str, uidvalidity: int, uids: Sequence[int]) -> list[str | None]:
        return self._verdicts([(folder, uidvalidity, uid) for uid in uids])

    def _verdicts(self, places: Sequence[tuple[str, int, int]]) -> list[str | None]:
        """The verdict of the mail in each place, None where it is not decided: then the server is not told."""
        return [self._house.ledger.archive.verdict_at(*place) for place in places]

    def _has_clock(self) -> bool:
        """Whether the clock's jobs are this service's: of several on one PostgreSQL ledger they are one's alone."""
        return not self._shared or self._house.ledger.leases.take("clock", self._holder, _LEASE)

    def _alone(self, job: Callable[[], object]) -> Callable[[], object]:
        return lambda: job() if self._has_clock() else None

    def _tick(self) -> None:
        if not self._may_tick() or not self._has_clock():
            return
        try:
            # Before the tick: what asks for a summary leaves with its figures.
            if fetch_tables(self._house, self._clock, self._fetching, seconds=_FETCH):
                self._schedule.soon("delivery")
        except Exception:
            log.exception("table")
        if self._stop.is_set():
            return
        now = self._clock()
        withdraw_outdated(self._house, now)
        if on_clock(self._house, now).queued:
            self._schedule.soon("delivery")

    def _may_tick(self) -> bool:
        """What came first counts first: the mailbox is read once after the service, and each hour, has begun, and then the
        clock ticks, so that what is reported done is reminded of no more. A mail server that does not answer holds the
        clock up for ten minutes of an hour and no longer."""
        now = self._clock()
        self._begun = self._begun or now
        since = max(self._begun, hour_of(now, company_days(self._house.rules)))
        return now - since >= _FIRST_LOOK or (self._looked is not None and self._looked >= since)

    def _deliver(self) -> None:
        if not self._stop.is_set():
            done = deliver(self._house, self._transport, self._clock, stop=self._stop)
            if done.withdrawn:
                self._schedule.soon("tick")

    def _rules(self) -> None:
        try:
            if self._watch.look(self._clock()):
                self._schedule.soon("delivery")
        except MailbotError as error:
            log.error("rules", extra={"why": str(error)})

    def _fetched(self) -> None:
        if self._shared and not self._house.ledger.leases.take(self._lease("mailbox"), self._holder, _LEASE):
            raise MailServerError("another service holds the mailbox")
        self._house.ledger.meta.set("fetched", self._clock().astimezone(UTC).isoformat())
        held_up = not self._may_tick()
        self._looked = self._clock()
        if held_up:
            self._schedule.soon("tick")

    def _opened(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox


class RulesWatch:
    """`look` is called every few seconds; what it takes has lain unchanged for that long at least."""

    def __init__(self, house: House, folder: Path):
        self._house, self._folders = house, rules_folders(folder)
        self._seen = house.rules.hash

    def look(self, now: datetime) -> bool:
        """Whether anything was queued."""
        files = rules_files(self._folders)
        before, self._seen = self._seen, rules_hash(files)
        return self._seen == before and take_rules(files, self._house, now)
