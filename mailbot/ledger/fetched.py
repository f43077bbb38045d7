"""fetched: what back ends answered, as it came: an input that is kept and can be read again (SPEC 4)."""

import hashlib
import zlib

from mailbot.ledger.tables import Keeper, insert_new


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
