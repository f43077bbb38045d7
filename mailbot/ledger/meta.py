"""meta: what the house keeps of itself: small facts by key, flags that are told once, and the ledger's own secret."""

import hashlib
import hmac
import secrets
from base64 import b32encode
from typing import Any

from mailbot.ledger.database import AnyDatabase
from mailbot.ledger.tables import Tables, tuples

_SECRET = "secret"


class Meta:
    def __init__(self, database: AnyDatabase, tables: Tables):
        self._database, self._tables = database, tables
        self._secret: bytes | None = None

    def get(self, key: str, default: Any = None) -> Any:
        """The value kept under a key (JSON), or the default."""
        t = self._tables.meta
        row = t.select(t.value).where(t.key == key).first()
        return row.value if row else default

    def set(self, key: str, value: Any) -> None:
        t = self._tables.meta
        t.insert(key=key, value=value).on_conflict(conflict_target=[t.key], update={t.value: value}).execute()

    def set_new(self, key: str, value: Any = True) -> bool:
        """Keep a value unless the key has one already: True the first time, so "the admin is told once"."""
        t = self._tables.meta
        return bool(
            t.insert(key=key, value=value).on_conflict(conflict_target=[t.key], action="IGNORE").as_rowcount().execute()
        )

    def remove(self, key: str) -> bool:
        """Forget a key: True if it was there, so "and once when it is over"."""
        t = self._tables.meta
        return bool(t.delete().where(t.key == key).execute())

    def items(self, prefix: str) -> dict[str, Any]:
        """Everything whose key begins with the prefix, by key, in order."""
        t = self._tables.meta
        return dict(sorted(tuples(t.select(t.key, t.value).where(t.key.startswith(prefix)))))

    def make_secret(self) -> None:
        """Give a new ledger its secret, outside of any transaction that might be taken back."""
        self.set_new(_SECRET, secrets.token_hex(32))

    def sign(self, text: str, length: int = 16) -> str:
        """A mark that only this ledger can make: the beginning of an HMAC-SHA-256 in base32, small letters.

        Message-IDs and Reply-To tokens bear it, so they cannot be guessed; it proves no sender.
        """
        if self._secret is None:
            self._secret = bytes.fromhex(self.get(_SECRET))
        return b32encode(hmac.new(self._secret, text.encode(), hashlib.sha256).digest()).decode().lower()[:length]
