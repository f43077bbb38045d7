"""returned: which of the bot's mails a bounce is about, and who is marked as not to be reached (SPEC 6)."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from mailbot.campaign.post import Post
from mailbot.inbound.bounce import Bounce
from mailbot.ledger.ledger import Ledger
from mailbot.ledger.outbox import Outbox
from mailbot.outbound.judge import judge

_CODE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2,4}-\d{4}-\d{4,6}(?!\d)")
_MARK = re.compile(r"(?<![A-Za-z0-9])D-(\d{1,9})(?!\d)")
REFUSED_FOR_US = "refused-for-us"  # the reason noted on such a bounce, before what the server said
_REPLY_CODE = re.compile(r"(?<![\d.])[45]\d\d(?![\d.])")
_MOST_MARKS = 5
_MARKED = "unreachable:"


def returned_post(bounce: Bounce, outbox: Outbox) -> Post | None:
    """By the bot's own Message-ID; where a report has none (Alimail, QQ and 263 send words alone, SES rewrites it), the
    newest mail to a recipient that the report names, with the mark that its subject bears. None: not one of the bot's."""
    if bounce.entry is not None:
        try:
            return outbox.get(bounce.entry)
        except KeyError:
            return None
    for number in list(dict.fromkeys(_MARK.findall(bounce.about)))[:_MOST_MARKS]:
        try:
            post = outbox.get(int(number))
        except KeyError:
            continue
        if _readers(post, bounce.failed):
            return post
    for code in list(dict.fromkeys(_CODE.findall(bounce.about)))[:_MOST_MARKS]:
        mine = [p for p in outbox.list(campaign=code) if _readers(p, bounce.failed)]
        if mine:
            return mine[-1]
    return None


def refused_for_us(bounce: Bounce) -> str:
    """What the server said, where that is about rate, quota, login or content policy, and so about the bot and nobody whom
    it wrote to (SPEC 5); '' otherwise."""
    code = _REPLY_CODE.search(bounce.reply) if bounce.final else None
    return bounce.reply if code and judge(int(code[0]), bounce.reply) == "paused" else ""


def unreached(post: Post, failed: Sequence[str]) -> tuple[str, ...]:
    """Those of the mail's readers that the report names; its only reader needs no naming. () where it may be any of them."""
    readers = tuple(dict.fromkeys((*post.to, *post.cc)))
    return _readers(post, failed) or (readers if len(readers) == 1 else ())


def mark_reach(bounced: Post | None, failed: Sequence[str], heard_from: str, ledger: Ledger, now: datetime) -> None:
    """Marks those whom a mail did not reach; whoever writes is reached again."""
    if bounced is not None:
        for address in unreached(bounced, failed):
            ledger.meta.set(f"{_MARKED}{address}", {"at": now.isoformat(timespec="seconds"), "entry": bounced.id})
    elif heard_from:
        ledger.meta.remove(f"{_MARKED}{heard_from}")


def unreachable(ledger: Ledger) -> dict[str, dict[str, Any]]:
    """Who is marked: by address, since when and by which outbox entry."""
    return {key.removeprefix(_MARKED): value for key, value in ledger.meta.items(_MARKED).items()}


def _readers(post: Post, failed: Sequence[str]) -> tuple[str, ...]:
    return tuple(a for a in dict.fromkeys((*post.to, *post.cc)) if a in failed)
