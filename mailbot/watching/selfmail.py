"""self_proof: the bot mails itself and reads what comes back: which proof of its sender the server gives (SPEC 9 "Identity"),
and whether the two clocks agree. For `mailbot check`."""

import secrets
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from mailbot.errors import MailServerError
from mailbot.inbound.auth_results import read_auth_results
from mailbot.inbound.identity import proven
from mailbot.inbound.letter import Letter, read_letter
from mailbot.inbound.mailbox import Mailbox, Position
from mailbot.outbound.headers import to_itself
from mailbot.outbound.transport import Transport
from mailbot.rulebook.rules import Rules
from mailbot.value import Value, replace

_BATCH = 50
# Headers that a server sets on its own users' mail alone, as far as they are known: Exchange and Microsoft 365.
_INTERNAL = (("x-ms-exchange-organization-authas", "Internal", "X-MS-Exchange-Organization-AuthAs: Internal"),)


class SelfProof(Value):
    """`proven` by `why` (a word of `identity.Proof`). `lines` are those of company.toml [identity] that would make it
    proven, () where nothing in the mail could. `skew` is how far the server's clock is ahead of this machine's."""

    proven: bool
    why: str
    lines: tuple[str, ...]
    skew: timedelta


def self_proof(
    mailbox: Mailbox,
    transport: Transport,
    rules: Rules,
    now: Callable[[], datetime],
    *,
    seconds: float = 30,
    pause: float = 0.5,
) -> SelfProof:
    """Sends one mail to the bot's own address and waits for it. `mailbox` is connected. Raises MailServerError where it is
    refused or does not come within the time."""
    token = secrets.token_hex(12)
    bot = rules.company.bot
    last = max(mailbox.list_uids(), default=0)
    sent = now()
    delivery = transport.send(_mail(token, bot, sent), bot, (bot,))
    if delivery.state != "sent":
        raise MailServerError(f"a mail to {bot} itself was not taken: {delivery.reply}")
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for raw in mailbox.fetch_new(Position(mailbox.uidvalidity, last), limit=_BATCH):
            last = max(last, raw.uid)
            if token.encode() in raw.octets:
                return judge(read_letter(raw.octets), rules, raw.received - sent)
        time.sleep(pause)
    raise MailServerError(f"a mail to {bot} itself was sent and did not arrive within {seconds:.0f} seconds")


def judge(letter: Letter, rules: Rules, skew: timedelta) -> SelfProof:
    """What the mail that came back proves, and the lines that would make it prove. All that stands above the bot's own words
    is its server's, so what is found there may be proposed."""
    proof = proven(letter, rules.identity, rules.company)
    return SelfProof(proof.proven, proof.why, () if proof.proven else tuple(_proposed(letter, rules)), skew)


def _proposed(letter: Letter, rules: Rules) -> list[str]:
    lines = []
    for server in dict.fromkeys(read_auth_results(v).server for v in letter.all("authentication-results")):
        identity = replace(rules.identity, authserv_ids=(*rules.identity.authserv_ids, server))
        if server and proven(letter, identity, rules.company).proven:
            names = ", ".join(f'"{name}"' for name in identity.authserv_ids)
            lines.append(f"authserv_ids = [{names}]")
            break
    for name, value, line in _INTERNAL:
        if letter.header(name) == value:
            names = ", ".join(f'"{wanted}"' for wanted in (*rules.identity.internal, line))
            lines.append(f"internal = [{names}]")
    return lines


def _mail(token: str, bot: str, now: datetime) -> bytes:
    words = "mailbot check: which proof of the sender does the server give? This mail may be deleted."
    return to_itself(bot, f"check.{token}", "mailbot check", words, now)
