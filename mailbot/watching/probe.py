"""The mail that the bot sends to itself: it goes out through SMTP and must come back through IMAP (SPEC 6).

It leaves no trace but one line of meta: it is recognised before it is kept, and removed from the mailbox. Its token is signed, so
that nobody can have mails removed by writing like the bot.
"""

import re
from datetime import UTC, datetime, timedelta

from mailbot.house import House
from mailbot.inbound.rawmail import RawMail
from mailbot.outbound.headers import to_itself
from mailbot.outbound.transport import Transport

PROBE = "probe"  # {sent, back, lost, why}: instants, '' for none; `lost`: the first that has not come back; `why`: the server's refusal
PATIENCE = timedelta(minutes=15)
_HEAD = 65_536
_HEADER = re.compile(rb"^X-Mailbot-Probe:[ \t]*([0-9a-f.]{1,60})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)


def send_probe(house: House, transport: Transport, now: datetime) -> None:
    """Sends one and notes it. That the one before has not come back is remembered until one does."""
    before = house.ledger.meta.get(PROBE) or {}
    lost = before.get("lost") or ""
    if before and not before["back"] and now - datetime.fromisoformat(before["sent"]) > PATIENCE:
        lost = lost or before["sent"]
    noted = {"sent": now.astimezone(UTC).isoformat(timespec="seconds"), "back": "", "lost": lost, "why": ""}
    house.ledger.meta.set(PROBE, noted)  # first: it may be back in a moment
    bot = house.rules.company.bot
    delivery = transport.send(_mail(house, bot, now), bot, (bot,))
    if delivery.state != "sent":
        house.ledger.meta.set(PROBE, {**noted, "why": delivery.reply[:300]})


def is_probe(mail: RawMail, house: House) -> bool:
    """Whether a mail is one of these, by its own head and not by what it carries."""
    head = mail.octets[:_HEAD]
    end = min((i for i in (head.find(b"\r\n\r\n"), head.find(b"\n\n")) if i >= 0), default=len(head))
    found = _HEADER.search(head[: end + 1])
    return found is not None and house.signer.probed(found[1].decode("ascii")) is not None


def probe_came_back(house: House, now: datetime) -> None:
    """One has come back, whichever it was."""
    with house.ledger.transaction():
        probe = house.ledger.meta.get(PROBE) or {"sent": now.astimezone(UTC).isoformat(timespec="seconds")}
        house.ledger.meta.set(
            PROBE, {**probe, "back": now.astimezone(UTC).isoformat(timespec="seconds"), "lost": "", "why": ""}
        )


def probe_lost(house: House, now: datetime) -> str:
    """Since when none has come back, with the reason where the server gave one; '' while all is well."""
    probe = house.ledger.meta.get(PROBE)
    if not probe or not house.settings.service.probe_minutes:
        return ""
    late = not probe["back"] and now - datetime.fromisoformat(probe["sent"]) > PATIENCE
    since = probe["lost"] or (probe["sent"] if late else "")
    return f"{since} {probe['why']}".strip() if since else ""


def _mail(house: House, bot: str, now: datetime) -> bytes:
    token = house.signer.probe(int(now.timestamp()))
    words = "mailbot mails itself to see that mail leaves and comes back. This mail may be deleted."
    return to_itself(
        bot, f"probe.{token}", "mailbot: does mail come back?", words, now, head=f"X-Mailbot-Probe: {token}\r\n"
    )
