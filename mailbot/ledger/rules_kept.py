"""rules_kept: the rules files by their hash, so that an old decision can be read under the rules it was made by."""

import json
import zlib
from collections.abc import Mapping
from datetime import datetime

from mailbot.ledger.tables import Keeper, insert_new, tuples


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
