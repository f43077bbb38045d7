"""Fetching: which mails are there, and their octets, in orders of bounded size; nothing is marked as read."""

import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from mailbot.errors import MailServerError
from mailbot.inbound.asking import Ask, OrderRefused
from mailbot.inbound.rawmail import RawMail

WINDOW_OCTETS = 2**20  # a 30 MB mail peaks at 99 MB in one fetch, near its own size in windows of 1 MB
WINDOW_UIDS = 20_000  # a SEARCH answer with 150,000 UIDs is longer than imaplib lets a line be (1,000,000 octets)
COMMAND_UIDS = 100  # keeps an order near the 1,000 octets that RFC 2683 3.2.1.5 asks for
PATIENCE = 12  # see `Fetching._suffer`

Facts = Mapping[int, Mapping[bytes, Any]]  # by UID, what FETCH answered


class MailHead(RawMail):
    """The first megabyte of a mail that is larger than the settings allow. `size` is what the server says it has."""

    size: int


class Fetching:
    """What one folder holds. Lives across connections, and so knows which mails broke the ones before."""

    def __init__(self, ask: Ask, folder: str, max_octets: int, on_warning: Callable[[str], None]):
        self._ask, self._folder, self._max, self._on_warning = ask, folder, max_octets, on_warning
        self._trouble: Counter[tuple[int, int]] = Counter()
        self.opened(0, 0)

    def opened(self, uidvalidity: int, messages: int) -> None:
        """The folder was opened anew: its UIDVALIDITY and about how many messages it holds."""
        self._uidvalidity, self._many = uidvalidity, messages > WINDOW_UIDS
        self.highest = 0  # the highest UID that was asked for since

    def uids(self, low: int, high: int | None = None, *more: str) -> Iterator[int]:
        """UIDs from `low` to `high` (None: to the end) that match `more`, ascending, by windows where there are many."""
        if high is None:
            # `n:*` names the last message even where n lies beyond it (RFC 3501 6.4.8): ask which is the last.
            high = max(self._search("UID", "*"), default=0)
        width = WINDOW_UIDS if self._many else max(high, 1)
        for start in range(low, high + 1, width):
            end = min(start + width - 1, high)
            found = self._search(*more, "UID", f"{start}:{end}")
            yield from sorted(uid for uid in found if start <= uid <= end)

    def mails_above(self, floor: int, limit: int) -> Iterator[RawMail]:
        """Mails with a UID above `floor`, oldest first, at most `limit` of them looked at."""
        uids = islice(self.uids(floor + 1), limit)
        while chunk := list(islice(uids, COMMAND_UIDS)):
            facts = self._fetch(chunk, ["RFC822.SIZE", "INTERNALDATE"])
            # What was removed since the search has no size.
            for group in self._groups([uid for uid in chunk if b"RFC822.SIZE" in facts.get(uid, {})], facts):
                for uid, octets in self._octets(group, facts):
                    yield self._mail(uid, octets, facts[uid])
                self.highest = group[-1]
            self.highest = chunk[-1]

    def _search(self, *criteria: str) -> list[int]:
        return list(self._ask("SEARCH", lambda client: client.search(list(criteria))))

    def _fetch(self, uids: Sequence[int], items: list[str], *, refusable: bool = False) -> Facts:
        answer: Facts = self._ask("FETCH", lambda client: client.fetch(uids, items), refusable=refusable)
        return answer

    def _groups(self, uids: Sequence[int], facts: Facts) -> Iterator[list[int]]:
        """UIDs to fetch in one order each: together no more than a window; the large and the troublesome alone."""
        group: list[int] = []
        octets = 0
        for uid in uids:
            size = WINDOW_OCTETS if self._trouble[self._uidvalidity, uid] else int(facts[uid][b"RFC822.SIZE"])
            if group and octets + size > WINDOW_OCTETS:
                yield group
                group, octets = [], 0
            group.append(uid)
            octets += size
        if group:
            yield group

    def _octets(self, uids: Sequence[int], facts: Facts) -> Iterator[tuple[int, bytes]]:
        if len(uids) == 1 and self._trouble[self._uidvalidity, uids[0]] >= PATIENCE:
            self._on_warning(f"the mail with UID {uids[0]} cannot be fetched and is passed over")
            return
        try:
            found = self._in_windows(uids[0], facts) if len(uids) == 1 else self._whole(uids)
        except MailServerError as err:
            self._suffer(uids, refused=isinstance(err, OrderRefused))
            raise
        for uid in uids:
            self._trouble.pop((self._uidvalidity, uid), None)
            octets = found.get(uid)
            if isinstance(octets, bytes):
                yield uid, octets
            elif uid in found:  # otherwise it was removed in the meantime
                self._on_warning(f"the server gives nothing for the mail with UID {uid}: it is passed over")

    def _suffer(self, uids: Sequence[int], *, refused: bool) -> None:
        """Remember who was asked for when it went wrong.

        The connection is made anew and the suspects are asked for alone. One that the server refuses three times, or
        that breaks twelve connections (a bad network does that, too), is passed over: it would keep all later mails
        waiting. The daily count of `list_uids` against the ledger finds it again.
        """
        for uid in uids:
            self._trouble[self._uidvalidity, uid] += PATIENCE // 3 if refused and len(uids) == 1 else 1

    def _whole(self, uids: Sequence[int]) -> dict[int, Any]:
        answer = self._fetch(uids, ["BODY.PEEK[]"], refusable=True)
        return {uid: parts.get(b"BODY[]") for uid, parts in answer.items()}

    def _in_windows(self, uid: int, facts: Facts) -> dict[int, Any]:
        """One mail, window by window. Some servers only estimate RFC822.SIZE: the end is where a window is short."""
        size = int(facts[uid][b"RFC822.SIZE"])
        if size < WINDOW_OCTETS:
            return self._whole([uid])
        most = self._max if size <= self._max else WINDOW_OCTETS
        octets = io.BytesIO()
        while octets.tell() < most:
            answer = self._fetch([uid], [f"BODY.PEEK[]<{octets.tell()}.{WINDOW_OCTETS}>"], refusable=True)
            if uid not in answer:
                return {}
            part = next((value for key, value in answer[uid].items() if key.startswith(b"BODY[]")), None)
            if not isinstance(part, bytes):
                return {uid: None}
            octets.write(part)
            if len(part) < WINDOW_OCTETS:
                break
        return {uid: octets.getvalue()}

    def _mail(self, uid: int, octets: bytes, facts: Mapping[bytes, Any]) -> RawMail:
        date, size = facts.get(b"INTERNALDATE"), int(facts[b"RFC822.SIZE"])
        received = date.astimezone(UTC) if isinstance(date, datetime) else datetime.now(UTC)
        if size <= self._max:
            return RawMail(octets, "imap", self._folder, self._uidvalidity, uid, received)
        self._on_warning(f"the mail with UID {uid} has {size} octets: only its beginning is read")
        return MailHead(octets, "imap", self._folder, self._uidvalidity, uid, received, size)
