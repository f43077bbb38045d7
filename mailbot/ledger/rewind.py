"""rewind: a copy of a ledger as it was before anything was decided: what came in and what went out stays, its effects go.

`verify --from-mails` decides everything anew on such a copy and compares (SPEC 4).
"""

from mailbot.ledger.ledger import Ledger
from mailbot.ledger.move import move
from mailbot.ledger.tables import Row


def rewind(source: Ledger, target: Ledger) -> None:
    """Copies `source` into the empty `target`, then takes back every decision there. Mails keep their ids, and the mails
    sent their Message-IDs, so that answers find what they answered."""
    move(source, target)
    t = target.tables
    with target.transaction():
        state = (
            t.participant,
            t.reminded,
            t.postponement,
            t.coverage,
            t.parameter,
            t.restriction,
            t.part,
            t.issue,
            t.node,
        )
        effects: tuple[type[Row], ...] = (*state, t.campaign, t.counter, t.entry, t.addressee)
        for table in effects:
            table.delete().execute()
        t.meta.delete().where(
            t.meta.key.startswith("reminded:") | t.meta.key.startswith("digest") | (t.meta.key == "clock")
        ).execute()
        t.mail.update(state="waiting", verdict="", kind="", campaign=None, tag="", dry_run=False).where(
            t.mail.state == "decided"
        ).execute()
