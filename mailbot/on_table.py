"""When a table was fetched from a back end: read, decided and applied like a mail, in one transaction."""

import logging
from datetime import datetime

from mailbot import __version__
from mailbot.apply import queue, record
from mailbot.campaign.case import Case
from mailbot.campaign.commands import TakeCoverage
from mailbot.campaign.decide import decide
from mailbot.campaign.model import CoverageRow
from mailbot.campaign.outcome import Occasion, Outcome
from mailbot.house import House
from mailbot.inbound.backend import Answer
from mailbot.inbound.forms.tables.fetchedtable import read_fetched

log = logging.getLogger("mailbot.table")


def on_table(answer: Answer, code: str, source: str, house: House, now: datetime) -> tuple[CoverageRow, ...]:
    """Takes what a back end answered about a campaign; returns the counts, () where the campaign takes none any more.

    Raises BackEndError where the answer is no table of its counts: then nothing is kept or changed.
    """
    with house.ledger.deciding():
        campaign = house.ledger.store.load(code, lock=True)
        if campaign is None or campaign.over:
            return ()
        command = TakeCoverage(coverage=read_fetched(answer, campaign, house.rules), source=source)
        occasion = Occasion(person="", mailed=now)
        outcome = decide(command, Case(rules=house.rules, occasion=occasion, now=now, campaign=campaign))
        if not isinstance(outcome, Outcome):
            return ()
        detail = {
            "campaign": code,
            "source": source,
            "type": answer.type,
            "table": house.ledger.fetched.keep(answer.octets),
        }
        tick = house.ledger.ticks.record(now, what="fetch", detail=detail, rules=house.rules.hash, version=__version__)
        record(outcome.changes, campaign, house, tick=tick, at_once=True)
        queue(outcome.notices, house, now)
    log.info("table", extra={"campaign": code, "backend": source, "rows": len(command.coverage)})
    return command.coverage
