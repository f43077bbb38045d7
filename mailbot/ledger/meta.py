"""meta: what the house keeps of itself: small facts by key, and flags that are told once."""

from typing import Any

from peewee import fn

from mailbot.ledger.tables import Keeper, insert_new, tuples


class Meta(Keeper):
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
        return insert_new(self._tables.meta.key, {"key": key, "value": value})

    def remove(self, key: str) -> bool:
        """Forget a key: True if it was there, so "and once when it is over"."""
        t = self._tables.meta
        return bool(t.delete().where(t.key == key).execute())

    def items(self, prefix: str) -> dict[str, Any]:
        """Everything whose key begins with the prefix, by key, in order."""
        t = self._tables.meta
        return dict(sorted(tuples(t.select(t.key, t.value).where(fn.SUBSTR(t.key, 1, len(prefix)) == prefix))))
