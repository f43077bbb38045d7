"""count_mailbox: each message on the server is in the ledger, counted daily (SPEC 6). What is missing is fetched once more."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from mailbot.errors import MailServerError
from mailbot.house import House
from mailbot.inbound.mailbox import Mailbox, Position
from mailbot.inbound.putting_away import REMOVE
from mailbot.inbound.rawmail import RawMail

Take = Callable[
    [Sequence[RawMail]], Sequence[str | None]
]  # keeps and decides mails; their verdicts, by which they are put away

COUNTED = (
    "counted"  # {at, there, missing}: when, how many messages were on the server, the UIDs of those not in the ledger
)
_MOST = 50  # mails that are fetched once more at one count
_SHOWN = 1000


def count_mailbox(house: House, mailbox: Mailbox, take: Take, now: datetime) -> list[int]:
    """Counts what lies on the server up to where it has been read, hands what is not in the ledger to `take`, and notes what
    is missing even so; returns their UIDs. `mailbox` is connected. Raises MailServerError."""
    archive, folder, uidvalidity = house.ledger.archive, mailbox.where.folder, mailbox.uidvalidity
    read = archive.position(folder, uidvalidity)
    there = mailbox.list_uids(read) if read else []
    missing = sorted(set(there) - archive.seen(folder, uidvalidity, there))
    removed = set()
    for uid in missing[:_MOST]:
        try:
            for mail in mailbox.fetch_new(Position(uidvalidity, uid - 1), limit=1):
                (verdict,) = take([mail]) if mail.uid == uid else (None,)
                if verdict is not None:
                    mailbox.put_away(uid, verdict)
                    removed |= {uid} if verdict == REMOVE else set()
        except MailServerError:
            break  # what cannot be fetched may break the connection, too: it stays missing
    missing = sorted(set(missing) - removed - archive.seen(folder, uidvalidity, missing))
    found = {"at": now.astimezone(UTC).isoformat(timespec="seconds"), "there": len(there), "missing": missing[:_SHOWN]}
    house.ledger.meta.set(COUNTED, found)
    return missing
