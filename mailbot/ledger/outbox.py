"""outbox: what waits to be sent, in the ledger's own transaction; claimed, written, sent or deferred, never lost.

Entries that a crash left in `sending` go again with the same Message-ID (SPEC 5).
"""

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from peewee import fn

from mailbot.campaign.outcome import Purpose, Row
from mailbot.campaign.post import Post, PostState
from mailbot.ledger.codec import from_json, key_text
from mailbot.ledger.database import AnyDatabase, Postgres
from mailbot.ledger.meta import Meta
from mailbot.ledger.tables import PostRow, Tables, insert_new, is_id, tuples, value_of
from mailbot.value import fields, replace

# Another service's claim is taken over after this time: longer than any conversation with a mail server.
_STALE = timedelta(minutes=15)
_PAUSE = "outbox.pause"


class Outbox:
    def __init__(self, database: AnyDatabase, tables: Tables, meta: Meta):
        self._database, self._tables, self._meta = database, tables, meta

    # --- going in ---------------------------------------------------------------------------------------------------

    def queue(
        self, post: Post, finish: Callable[[Post], Post] | None = None, *, mail: int | None = None
    ) -> Post | None:
        """Queue a post and return it with its id; None if its `once` key has been used.

        `finish` is given the post with its id and returns what is kept: Message-ID and mark need the id. `mail` is the
        id of the mail that caused it.
        """
        t = self._tables.outbox
        row = _row_of(post) | {"mail": mail}
        with self._database.atomic():
            if post.once:
                if not insert_new(t.once, row):
                    return None
                id = int(t.select(t.id).where(t.once == post.once).scalar())
            else:
                id = int(t.insert(row).execute())
            post = replace(post, id=id)
            if finish is not None:
                post = replace(finish(post), id=id)
                t.update(_row_of(post)).where(t.id == id).execute()
            a = self._tables.addressee
            people = dict.fromkeys(key_text(address.lower()) for address in (*post.to, *post.cc))
            if people:
                a.insert_many(
                    [{"post": id, "address": p, "purpose": post.purpose, "created": post.created} for p in people]
                ).execute()
        return post

    def amend(self, once: str, facts: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> bool:
        """Give the facts of a post that still waits, by its `once` key, a new value; False where there is none."""
        t = self._tables.outbox
        row = t.select(t.id, t.facts).where((t.once == once) & (t.state == "waiting") & t.octets.is_null()).first()
        if row is None:
            return False
        return bool(t.update(facts=facts(row.facts)).where((t.id == row.id) & (t.state == "waiting")).execute())

    # --- going out --------------------------------------------------------------------------------------------------

    def claim(self, now: datetime, limit: int) -> Sequence[Post]:
        """Up to `limit` posts whose time has come, oldest first, now `sending` and one attempt older. () while paused.

        On PostgreSQL rows that another service is claiming are skipped.
        """
        if self.paused(now) is not None:
            return []
        t = self._tables.outbox
        ready = t.state.in_(["waiting", "deferred"]) & (t.due <= now)
        left = (t.state == "sending") & (t.claimed_at <= now - _STALE)
        with self._database.atomic():
            query = t.select(t.id).where(ready | left).order_by(t.due, t.id).limit(limit)
            if isinstance(self._database, Postgres):
                query = query.for_update(skip_locked=True)
            ids = [id for (id,) in tuples(query)]
            if ids:
                broken_off = left & t.id.in_(ids) & t.octets.is_null(False)
                t.update(doubtful=True).where(broken_off).execute()
                change = {t.state: "sending", t.claimed_at: now, t.attempts: t.attempts + 1}
                t.update(change).where(t.id.in_(ids)).execute()
            return self._read(t.id.in_(ids), order=(t.due, t.id)) if ids else []

    def reclaim(self) -> int:
        """Put back what was being sent when the service ended; returns how many. Only where no other service runs. What
        has octets may have left."""
        t = self._tables.outbox
        change = {t.state: "waiting", t.claimed_at: None, t.doubtful: t.doubtful | t.octets.is_null(False)}
        return int(t.update(change).where(t.state == "sending").execute())

    def written(self, id: int, octets: bytes) -> None:
        """Keep the mail as it will be sent, before the first attempt."""
        t = self._tables.outbox
        t.update(octets=zlib.compress(octets, 6)).where(t.id == id).execute()

    def octets(self, id: int) -> bytes | None:
        """The mail as it was written, None before."""
        t = self._tables.outbox
        row = t.select(t.octets).where(t.id == id).first()
        return zlib.decompress(row.octets) if row is not None and row.octets is not None else None

    def sent(self, id: int, at: datetime, reply: str = "") -> None:
        self._moved(id, state="sent", sent_at=at, reply=reply)

    def deferred(self, id: int, until: datetime, reply: str) -> None:
        """The server said 4xx or went away: again at `until`."""
        self._moved(id, state="deferred", due=until, reply=reply)

    def doubt(self, id: int) -> None:
        """The connection broke after the final dot: the server may have taken it."""
        self._tables.outbox.update(doubtful=True).where(self._tables.outbox.id == id).execute()

    def withdraw(self, post: Post, why: str) -> bool:
        """Taken back, its `once` key free again; False where it is no longer as `post` says: somebody else sends it."""
        t = self._tables.outbox
        change = {t.state: "withdrawn", t.once: None, t.reply: why, t.claimed_at: None}
        return bool(t.update(change).where((t.id == post.id) & (t.state == post.state)).execute())

    def failed(self, id: int, reply: str) -> None:
        """The server said 5xx: not again."""
        self._moved(id, state="failed", reply=reply)

    def held(self, id: int, why: str) -> None:
        """Its template is at fault: set aside until `release`."""
        self._moved(id, state="held", reply=why)

    def put_back(self, id: int, due: datetime) -> None:
        """It was claimed and not tried (the limit a minute is reached, the service stops): no attempt is counted."""
        t = self._tables.outbox
        self._moved(id, state="waiting", due=due, attempts=t.attempts - 1)

    def release(self, id: int, due: datetime) -> bool:
        """Try a held or failed post again, written anew; False if it is neither."""
        t = self._tables.outbox
        here = (t.id == id) & t.state.in_(["held", "failed"])
        change = {t.state: "waiting", t.due: due, t.octets: None, t.claimed_at: None, t.doubtful: False}
        return bool(t.update(change).where(here).execute())

    # --- pausing ----------------------------------------------------------------------------------------------------

    def pause(self, until: datetime, reason: str) -> None:
        """Send nothing until then: the server complains about rate, quota, login or content policy."""
        self._meta.set(_PAUSE, {"until": until, "reason": reason})

    def paused(self, now: datetime) -> tuple[datetime, str] | None:
        """(until, reason) while the outbox is paused."""
        pause = self._meta.get(_PAUSE)
        if pause is None:
            return None
        until = datetime.fromisoformat(pause["until"])
        return (until, pause["reason"]) if now < until else None

    def resume(self) -> None:
        self._meta.remove(_PAUSE)

    # --- looking up -------------------------------------------------------------------------------------------------

    def get(self, id: int) -> Post:
        """KeyError for an unknown id."""
        found = self._read(self._tables.outbox.id == id) if is_id(id) else ()
        if not found:
            raise KeyError(id)
        return found[0]

    def list(
        self,
        *,
        states: Sequence[PostState] | None = None,
        campaign: str | None = None,
        purpose: Purpose | None = None,
        mail: int | None = None,
        after: int = 0,
        limit: int | None = None,
    ) -> Sequence[Post]:
        """Posts oldest first, those with an id above `after`."""
        t = self._tables.outbox
        here = t.id > after
        if states is not None:
            here &= t.state.in_(list(states))
        if campaign is not None:
            here &= t.campaign == campaign
        if purpose is not None:
            here &= t.purpose == purpose
        if mail is not None:
            here &= t.mail == mail
        return self._read(here, limit)

    def unsent(self, purposes: Sequence[Purpose]) -> Sequence[Post]:
        """Posts of these purposes that wait and are not being sent, oldest first."""
        t = self._tables.outbox
        return self._read(t.state.in_(["waiting", "deferred"]) & t.purpose.in_(list(purposes)))

    def by_message_id(self, message_id: str) -> Post | None:
        found = self._read(self._tables.outbox.message_id == message_id, 1) if message_id else ()
        return found[0] if found else None

    def latest_to(self, people: Iterable[str], *, campaign: str, limit: int) -> Sequence[Post]:
        """Posts of a campaign to any of these addresses, the latest first."""
        t, a = self._tables.outbox, self._tables.addressee
        theirs = a.select(a.post).where(a.address.in_([key_text(who.lower()) for who in people]))
        return self._read((t.campaign == campaign) & t.id.in_(theirs), limit, order=(t.id.desc(),))

    def cause(self, id: int) -> int | None:
        """The id of the mail that caused a post; UNDO finds by it what a receipt is about."""
        t = self._tables.outbox
        row = t.select(t.mail).where(t.id == id).first()
        return row.mail if row else None

    def caused_by(self, mail: int) -> Sequence[Post]:
        """The posts that a mail caused, oldest first."""
        return self._read(self._tables.outbox.mail == mail)

    def counts(self) -> dict[str, int]:
        """How many posts by state."""
        t = self._tables.outbox
        return dict(tuples(t.select(t.state, fn.COUNT(t.id)).group_by(t.state)))

    def sent_since(self, since: datetime) -> int:
        """How many left since then, for the limits a minute and a day."""
        t = self._tables.outbox
        return int(t.select().where(t.sent_at >= since).count())

    def count_to(self, address: str, purposes: Sequence[Purpose], since: datetime) -> int:
        """How many posts of these purposes were queued for an address since then (limits an hour and a day)."""
        a = self._tables.addressee
        here = (a.address == address.lower()) & a.purpose.in_(list(purposes)) & (a.created >= since)
        return int(a.select().where(here).count())

    def _moved(self, id: int, **change: Any) -> None:
        t = self._tables.outbox
        t.update(claimed_at=None, **change).where(t.id == id).execute()

    def _read(self, condition: Any, limit: int | None = None, order: tuple[Any, ...] | None = None) -> Sequence[Post]:
        t = self._tables.outbox
        columns = [field for field in t._meta.sorted_fields if field.name != "octets"]
        query = t.select(*columns).where(condition).order_by(*(order or (t.id,))).limit(limit)
        return [_post_of(row) for row in query]


def _row_of(post: Post) -> dict[str, Any]:
    """The columns of an entry that a post has a say in."""
    return {f.name: getattr(post, f.name) for f in fields(Post) if f.name != "id"} | {"once": post.once or None}


def _post_of(row: PostRow) -> Post:
    """The entry as the other rooms know it."""
    return value_of(
        Post,
        row,
        once=row.once or "",
        to=tuple(row.to),
        cc=tuple(row.cc),
        rows=tuple(from_json(Row, item) for item in row.rows),
        references=tuple(row.references),
    )
