"""archive: every mail that entered, whole, before anybody has read it; what was decided about it, and by which rules.

A mail is known by where it lay (folder, UIDVALIDITY, UID), by its octets, and by its Message-ID with the digest of its
octets less trace headers. The same Message-ID with other content is another mail, and is said to be (`doubled`).
"""

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from peewee import chunked, fn

from mailbot.campaign.commands import Command
from mailbot.ledger.codec import commands_to_json
from mailbot.ledger.database import Postgres
from mailbot.ledger.mails import Mail, read_mails
from mailbot.ledger.tables import Keeper, insert_new, is_id, tuples
from mailbot.rulebook.folding import fold

# Verdicts of copies that do not shadow the genuine mail of the same Message-ID (SPEC 9 "Identity").
_NO_SHADOW = ("ignored", "quarantined")
# Base64 of large attachments hardly shrinks; a second of one core for every such mail is too much.
_LARGE = 1_000_000


class Archive(Keeper):
    # --- coming in --------------------------------------------------------------------------------------------------

    def keep(
        self,
        octets: bytes,
        *,
        source: str,
        folder: str,
        uidvalidity: int,
        uid: int,
        received: datetime,
        message_id: str,
        digest: str,
    ) -> int | None:
        """Keep a mail and where it lay. Its id if it is new and waits to be decided, else None.

        None for octets that are known, and for a known (Message-ID, digest), unless that copy was ignored, quarantined,
        or is still undecided: a forged copy must not shadow the genuine mail. Where both of a batch turn out genuine,
        `twin` tells before the second is decided.
        """
        t = self._tables.mail
        octets_hash = hashlib.sha256(octets).hexdigest()
        with self._database.atomic():
            id, new = self._known(octets_hash) or self._decided_copy(message_id, digest), False
            if id is None:
                row = {
                    "octets_hash": octets_hash,
                    "digest": digest,
                    "message_id": message_id,
                    "size": len(octets),
                    "source": source,
                    "received": received,
                    "doubled": self._is_doubled(message_id, digest),
                    "octets": zlib.compress(octets, 1 if len(octets) > _LARGE else 6),
                }
                # Another service may have fetched it in the same moment: then it is known after all.
                new = insert_new(t.octets_hash, row)
                id = self._known(octets_hash)
            s = self._tables.sighting
            sighting = s.insert(folder=folder, uidvalidity=uidvalidity, uid=uid, mail=id)
            # A file may hold another mail in the same place tomorrow; on a server the place is the mail's for good.
            sighting.on_conflict(conflict_target=[s.folder, s.uidvalidity, s.uid], update={s.mail: id}).execute()
        return id if new else None

    def position(self, folder: str, uidvalidity: int) -> int:
        """The highest UID seen in a folder, 0 where none was."""
        s = self._tables.sighting
        return s.select(fn.MAX(s.uid)).where((s.folder == folder) & (s.uidvalidity == uidvalidity)).scalar() or 0

    def seen(self, folder: str, uidvalidity: int, uids: Iterable[int]) -> frozenset[int]:
        """Those of the UIDs that are in the ledger (the daily count of what lies on the server)."""
        s = self._tables.sighting
        wanted, found = sorted(set(uids)), set[int]()
        for batch in chunked(wanted, 500):
            here = (s.folder == folder) & (s.uidvalidity == uidvalidity) & s.uid.in_(batch)
            found.update(uid for (uid,) in tuples(s.select(s.uid).where(here)))
        return frozenset(found)

    def places(self, id: int) -> Sequence[tuple[str, int, int]]:
        """Where a mail was seen: (folder, UIDVALIDITY, UID), first seen first."""
        s = self._tables.sighting
        found = s.select(s.folder, s.uidvalidity, s.uid).where(s.mail == id).order_by(s.id)
        return [(folder, uidvalidity, uid) for folder, uidvalidity, uid in tuples(found)]

    def verdict_at(self, folder: str, uidvalidity: int, uid: int) -> str | None:
        """The verdict of the mail in a place; None where there is none, or it is not decided yet (set aside: quarantined)."""
        s, t = self._tables.sighting, self._tables.mail
        here = (s.folder == folder) & (s.uidvalidity == uidvalidity) & (s.uid == uid)
        row = next(iter(tuples(t.select(t.state, t.verdict).join(s, on=(s.mail == t.id)).where(here))), None)
        if row is None or row[0] == "waiting":
            return None
        return "quarantined" if row[0] == "set-aside" else str(row[1])

    def waiting(self, limit: int | None = None) -> Sequence[int]:
        """Ids of mails that nothing is decided about yet, in the order of their coming."""
        t = self._tables.mail
        return [id for (id,) in tuples(t.select(t.id).where(t.state == "waiting").order_by(t.id).limit(limit))]

    def hold(self, id: int) -> bool:
        """Whether the mail still waits and this transaction alone may decide it: on PostgreSQL its row is locked, and a
        mail that another service is deciding is passed over."""
        t = self._tables.mail
        query = t.select(t.id).where((t.id == id) & (t.state == "waiting"))
        if isinstance(self._database, Postgres):
            query = query.for_update(skip_locked=True)
        return bool(tuples(query))

    def octets(self, id: int) -> bytes:
        """The very octets; KeyError for an unknown id, and where retention has removed them."""
        t = self._tables.mail
        row = t.select(t.octets).where(t.id == id).first()
        if row is None or not row.octets:
            raise KeyError(id)
        return zlib.decompress(row.octets)

    def has_octets(self, id: int) -> bool:
        """Whether a mail's octets are still kept: retention may have removed them."""
        t = self._tables.mail
        return bool(t.select().where((t.id == id) & (fn.LENGTH(t.octets) > 0)).exists())

    def twin(self, id: int) -> int | None:
        """An earlier mail with the same Message-ID and digest that was taken or refused: this one is its copy."""
        t = self._tables.mail
        row = t.select(t.message_id, t.digest).where(t.id == id).first()
        return self._decided_copy(row.message_id, row.digest, but=id) if row else None

    # --- decided ----------------------------------------------------------------------------------------------------

    def decided(
        self,
        id: int,
        *,
        verdict: str,
        kind: str,
        at: datetime,
        campaign: str | None = None,
        sender: str = "",
        subject: str = "",
        bare_subject: str = "",
        date: datetime | None = None,
        in_reply_to: str = "",
        tag: str = "",
        reasons: Sequence[str] = (),
        commands: Sequence[Command] = (),
        detail: Any = None,
        dry_run: bool = False,
        rules: str = "",
        version: str = "",
    ) -> None:
        """Record what became of a mail. `commands` are replayed by `verify --from-mails`; `detail` is any JSON that the
        caller wants back (faults, fields); `bare_subject` is the subject without prefixes, tags and codes."""
        t = self._tables.mail
        t.update(
            state="decided",
            verdict=verdict,
            kind=kind,
            campaign=campaign,
            sender=sender,
            subject=subject,
            subject_key=fold(bare_subject),
            date=date,
            in_reply_to=in_reply_to,
            tag=tag,
            reasons=list(reasons),
            commands=commands_to_json(tuple(commands)),
            detail={} if detail is None else detail,
            dry_run=dry_run,
            traceback="",
            rules=rules,
            version=version,
            decided_at=at,
        ).where(t.id == id).execute()

    def set_aside(self, id: int, traceback: str, *, at: datetime, rules: str = "", version: str = "") -> None:
        """Its handling raised a programming error: kept with its traceback, out of the others' way, until `retry`."""
        t = self._tables.mail
        change = {"state": "set-aside", "traceback": traceback, "decided_at": at, "rules": rules, "version": version}
        t.update(change).where(t.id == id).execute()

    # --- an operator's hand -----------------------------------------------------------------------------------------

    def quarantined(self) -> Sequence[Mail]:
        """Mails that wait for an operator: unproven senders' and those set aside, oldest first."""
        t = self._tables.mail
        return self._read(((t.verdict == "quarantined") & (t.state == "decided")) | (t.state == "set-aside"))

    def release(self, id: int) -> bool:
        """Let a quarantined mail be decided anew as if its sender were proven; False if it is not in quarantine."""
        t = self._tables.mail
        here = (t.id == id) & (t.verdict == "quarantined") & (t.state == "decided")
        return bool(t.update(state="waiting", verdict="", released=True).where(here).execute())

    def drop(self, id: int, *, at: datetime) -> bool:
        """Ignore a quarantined mail, or one set aside, for good; False if it is neither."""
        t = self._tables.mail
        here = (t.id == id) & ((t.verdict == "quarantined") | (t.state == "set-aside"))
        change = {"state": "decided", "verdict": "ignored", "reasons": ["dropped"], "decided_at": at}
        return bool(t.update(change).where(here).execute())

    def retry(self, id: int | None = None) -> int:
        """Take mails set aside (or one of them) again; returns how many wait now."""
        t = self._tables.mail
        here = t.state == "set-aside"
        if id is not None:
            here &= t.id == id
        return int(t.update(state="waiting", traceback="").where(here).execute())

    # --- looking up -------------------------------------------------------------------------------------------------

    def get(self, id: int) -> Mail:
        """KeyError for an unknown id."""
        found = self._read(self._tables.mail.id == id) if is_id(id) else ()
        if not found:
            raise KeyError(id)
        return found[0]

    def list(
        self, *, campaign: str | None = None, verdict: str | None = None, after: int = 0, limit: int | None = None
    ) -> Sequence[Mail]:
        """Mails oldest first, all or of a campaign or verdict, those with an id above `after`."""
        t = self._tables.mail
        here = t.id > after
        if campaign is not None:
            here &= t.campaign == campaign
        if verdict is not None:
            here &= t.verdict == verdict
        return self._read(here, limit)

    def find(self, message_id: str) -> Mail | None:
        """The mail of that Message-ID, decided before undecided, ignored and quarantined last; however many there are."""
        if not message_id:
            return None
        t = self._tables.mail
        here = t.message_id == message_id
        best = t.select(t.id).where(here & t.verdict.not_in(_NO_SHADOW)).order_by(t.state != "decided", t.id).first()
        best = best or t.select(t.id).where(here).order_by(t.id).first()
        return self.get(best.id) if best else None

    def counts(self) -> dict[str, int]:
        """How many mails by verdict; those undecided by state."""
        t = self._tables.mail
        query = t.select(t.verdict, t.state, fn.COUNT(t.id)).group_by(t.verdict, t.state)
        found: dict[str, int] = {}
        for verdict, state, number in tuples(query):
            name = verdict if state == "decided" else state
            found[name] = found.get(name, 0) + number
        return found

    def _known(self, octets_hash: str) -> int | None:
        t = self._tables.mail
        row = t.select(t.id).where(t.octets_hash == octets_hash).first()
        return row.id if row else None

    def _decided_copy(self, message_id: str, digest: str, but: int = 0) -> int | None:
        t = self._tables.mail
        here = (t.message_id == message_id) & (t.digest == digest) & (t.state == "decided") & (t.id != but)
        row = t.select(t.id).where(here & t.verdict.not_in(_NO_SHADOW)).order_by(t.id).first()
        return row.id if row else None

    def _is_doubled(self, message_id: str, digest: str) -> bool:
        t = self._tables.mail
        if not message_id:
            return False
        here = (t.message_id == message_id) & (t.digest != digest) & t.verdict.not_in(_NO_SHADOW)
        return bool(t.select().where(here).exists())

    def _read(self, condition: Any, limit: int | None = None) -> Sequence[Mail]:
        return read_mails(self._tables, condition, limit)
