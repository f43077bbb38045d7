"""fetch_tables: asks the back ends for what campaigns want counted, one after the other, outside of any transaction.

What fails is tried again later and later; `watch` tells the admin, once, and once when it is over.
"""

import logging
import threading
import time
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from mailbot.campaign.counting import countable, counts_wanted
from mailbot.campaign.model import Campaign, CoverageRow
from mailbot.errors import BackEndError, LedgerError, MailbotError, TableError
from mailbot.house import House
from mailbot.inbound.backend import BackEnd
from mailbot.on_table import on_table
from mailbot.rulebook.folding import fold
from mailbot.settings.backend import BackEndSettings

log = logging.getLogger("mailbot.table")

FAILING = "backend:"  # + name: by campaign how often it failed in a row, why, and when it is tried again
ALL = "*"  # in place of a campaign: the back end itself
_FIRST, _LONGEST = timedelta(minutes=5), timedelta(hours=4)


class Fetching:
    """What is asked for now, so that it can be broken off from another thread."""

    def __init__(self) -> None:
        self._asked: BackEnd | None = None
        self._stopped = threading.Event()

    def begin(self, settings: BackEndSettings) -> BackEnd:
        self._asked = backend = BackEnd(settings)
        if self._stopped.is_set():
            backend.abort()
        return backend

    @property
    def stopped(self) -> bool:
        return self._stopped.is_set()

    def abort(self) -> None:
        self._stopped.set()
        if self._asked is not None:
            self._asked.abort()


def fetch_tables(
    house: House, clock: Callable[[], datetime], fetching: Fetching | None = None, *, seconds: float = float("inf")
) -> int:
    """Fetches what is wanted now and not put off by a failure; returns how many tables were taken. After `seconds` none is
    begun any more: the next round goes on.

    A back end that does not answer is asked once a round: nothing else waits for it."""
    fetching, taken, silent = fetching or Fetching(), 0, set[str]()
    end = time.monotonic() + seconds
    for campaign, backend in _wanted(house, clock()) if house.settings.backends else ():
        if fetching.stopped or time.monotonic() > end:
            break
        if backend.name in silent or _put_off(campaign.code, backend, house, clock()):
            continue
        try:
            taken += bool(fetch_table(campaign, backend, house, clock, fetching))
        except LedgerError:
            raise
        except Exception as error:  # a table that a programming error meets holds up neither the others nor the tick
            if fetching.stopped:
                break
            known = isinstance(error, MailbotError)
            facts = {"campaign": campaign.code, "backend": backend.name, "why": str(error) if known else repr(error)}
            log.warning("table", extra=facts, exc_info=None if known else error)
            whole = isinstance(error, MailbotError) and not isinstance(error, TableError)
            _failed(ALL if whole else campaign.code, backend, error, house, clock())
            if whole:
                silent.add(backend.name)
    return taken


def fetch_table(
    campaign: Campaign, backend: BackEndSettings, house: House, clock: Callable[[], datetime], fetching: Fetching
) -> tuple[CoverageRow, ...]:
    """One campaign's table, taken. Raises BackEndError, SettingsError."""
    answer = fetching.begin(backend).ask(asked_of(campaign))
    rows = on_table(answer, campaign.code, backend.name, house, clock())
    _succeeded(campaign.code, backend, house)
    return rows


def backend_of(campaign: Campaign, backends: Collection[BackEndSettings]) -> BackEndSettings | None:
    """The first back end that has tables of its kind and product."""
    for backend in backends:
        of_kind = not backend.kinds or campaign.kind in backend.kinds
        if of_kind and (not backend.products or fold(campaign.product) in {fold(p) for p in backend.products}):
            return backend
    return None


def asked_of(campaign: Campaign) -> Mapping[str, str]:
    """What fills the placeholders of an address."""
    return {
        "code": campaign.code,
        "product": campaign.product,
        "version": campaign.version,
        "parameters": ",".join(p.name for p in campaign.parameters),
    }


def _wanted(house: House, now: datetime) -> list[tuple[Campaign, BackEndSettings]]:
    """The campaigns whose counts are wanted now, first those whose draft leaves soon."""
    open_ones = house.ledger.store.load_many(house.ledger.store.codes(("tracking", "finalizing")))
    known = [(c, b) for c in open_ones if (b := backend_of(c, house.settings.backends)) and countable(c, house.rules)]
    _forget(known, house)
    wanted = [(c, b) for c, b in known if counts_wanted(c, now, house.rules)]
    return sorted(wanted, key=lambda one: one[0].stage != "finalizing")


# --- failures ------------------------------------------------------------------------------------------------------------


def _put_off(code: str, backend: BackEndSettings, house: House, now: datetime) -> bool:
    failing = house.ledger.meta.get(FAILING + backend.name, {})
    return any(key in failing and now < datetime.fromisoformat(failing[key]["again"]) for key in (ALL, code))


def _failed(code: str, backend: BackEndSettings, error: Exception, house: House, now: datetime) -> None:
    key = FAILING + backend.name
    with house.ledger.transaction():
        failing: dict[str, Any] = house.ledger.meta.get(key, {})
        times = failing.get(code, {}).get("times", 0) + 1
        again = now + min(_FIRST * 3 ** min(times - 1, 10), _LONGEST)
        lasting = error.lasting if isinstance(error, BackEndError) else True
        failing[code] = {
            "times": times,
            "lasting": lasting,
            "why": (str(error) if isinstance(error, MailbotError) else repr(error))[:300],
            "again": again.astimezone(UTC).isoformat(),
        }
        house.ledger.meta.set(key, failing)


def _succeeded(code: str, backend: BackEndSettings, house: House) -> None:
    key = FAILING + backend.name
    failing = house.ledger.meta.get(key)
    if failing and {ALL, code} & failing.keys():
        _keep(key, {other: failed for other, failed in failing.items() if other not in (ALL, code)}, house)


def _forget(known: Collection[tuple[Campaign, BackEndSettings]], house: House) -> None:
    """A failure is over, too, when what failed is not asked for any more."""
    for key, failing in house.ledger.meta.items(FAILING).items():
        codes = {c.code for c, b in known if FAILING + b.name == key}
        kept = {code: failed for code, failed in failing.items() if code in codes or (code == ALL and codes)}
        if kept != failing:
            _keep(key, kept, house)


def _keep(key: str, failing: Mapping[str, Any], house: House) -> None:
    if failing:
        house.ledger.meta.set(key, failing)
    else:
        house.ledger.meta.remove(key)
