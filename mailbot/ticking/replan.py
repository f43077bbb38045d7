"""replan: after an edit of the rules, when to look at each open campaign is worked out anew (issue 5: rules live, and scale).

In slices, each a short transaction of its own: mails are decided in between, and memory holds one slice. The tick that follows
looks only at what falls due under the new rules, at all of it together, so that each person has one mail.
"""

import logging
from datetime import datetime

from mailbot.campaign.planner import wakes_at
from mailbot.errors import LedgerError
from mailbot.house import House
from mailbot.ledger.store import OPEN

log = logging.getLogger("mailbot.rules")

_SLICE = 100


def replan(house: House, hour: datetime, planned: str) -> str:
    """`planned`: the hash of the rules by which all campaigns are planned so far. Returns the hash by which they are now. A
    campaign at fault is looked at by the tick, which tells of it."""
    rules = house.rules
    if rules.hash == planned:
        return planned
    codes = house.ledger.store.codes(OPEN)
    for start in range(0, len(codes), _SLICE):
        with house.ledger.deciding():
            for campaign in house.ledger.store.load_many(codes[start : start + _SLICE]):
                try:
                    wake = wakes_at(campaign, rules)
                except LedgerError:
                    raise
                except Exception:
                    wake = hour
                house.ledger.store.wake(campaign.code, wake)
    log.info("replanned", extra={"campaigns": len(codes)})
    return rules.hash
