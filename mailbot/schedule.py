"""schedule: when each job runs. APScheduler only wakes the bot; what is due is computed from the ledger."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler

log = logging.getLogger("mailbot.schedule")


class Schedule:
    """Named jobs, each alone: a late one runs once and late, never twice at a time."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=4)
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": self._pool},
            # A late job is dropped by default after one second (misfire_grace_time); here it runs, once.
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    def every(self, seconds: float, name: str, job: Callable[[], object], *, first: float = 0) -> None:
        """Runs `job` after `first` seconds and then every so many. An exception is logged and the job goes on."""

        def guarded() -> None:
            try:
                job()
            except Exception:
                log.exception("job", extra={"job": name})

        self._scheduler.add_job(
            guarded, "interval", seconds=seconds, id=name, next_run_time=datetime.now(UTC) + timedelta(seconds=first)
        )

    def soon(self, name: str) -> None:
        """Runs a job as soon as it can (after a mail was taken, its receipt should not wait for the next round)."""
        try:
            self._scheduler.modify_job(name, next_run_time=datetime.now(UTC))
        except JobLookupError:
            log.debug("no job %s", name)

    def start(self) -> None:
        self._scheduler.start()

    def stop(self, *, wait: bool = True) -> None:
        """No job begins any more; with `wait`, those under way end first."""
        if self._scheduler.running:
            # Not `shutdown(wait=wait)`: it waits for the jobs with a lock in hand that a job's own `soon` needs.
            self._scheduler.shutdown(wait=False)
            self._pool.shutdown(wait=wait)
