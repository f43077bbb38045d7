"""Fetched, RulesKept: what is kept once by its hash, so that it can be read again: the answers of back ends as they came, and the rules files."""

import hashlib
import json
import zlib
from collections.abc import Mapping
from datetime import datetime

from mailbot.ledger.tables import Keeper, insert_new, tuples


class Fetched(Keeper):
    def keep(self, octets: bytes) -> str:
        """Keep an answer and return its hash, which its tick names. The same answer is kept once."""
        hash = hashlib.sha256(octets).hexdigest()
        insert_new(self._tables.fetched.hash, {"hash": hash, "octets": zlib.compress(octets)})
        return hash

    def has(self, hash: str) -> bool:
        """Whether the answer is still kept: retention may have removed it."""
        t = self._tables.fetched
        return bool(t.select().where(t.hash == hash).exists())

    def octets(self, hash: str) -> bytes:
        """The answer of that hash; KeyError where there is none."""
        t = self._tables.fetched
        row = t.select(t.octets).where(t.hash == hash).first()
        if row is None:
            raise KeyError(hash)
        return zlib.decompress(row.octets)


class RulesKept(Keeper):
    def keep(self, hash: str, files: Mapping[str, str], at: datetime) -> bool:
        """Keep the files (name → text) under their hash; False if they are kept already."""
        octets = zlib.compress(json.dumps(dict(files), ensure_ascii=False).encode("utf-8", "replace"))
        return insert_new(self._tables.rules_kept.hash, {"hash": hash, "files": octets, "at": at})

    def get(self, hash: str) -> dict[str, str]:
        """The files of that hash; KeyError where there are none."""
        t = self._tables.rules_kept
        row = t.select(t.files).where(t.hash == hash).first()
        if row is None:
            raise KeyError(hash)
        files: dict[str, str] = json.loads(zlib.decompress(row.files))
        return files

    def list(self) -> list[tuple[str, datetime]]:
        """(hash, since when), oldest first."""
        t = self._tables.rules_kept
        return [(hash, at) for hash, at in tuples(t.select(t.hash, t.at).order_by(t.at, t.hash))]
