"""columns: how instants, texts from mails and JSON lie in a column, the same on SQLite and PostgreSQL."""

import json
from datetime import datetime
from typing import Any

from peewee import DateTimeField, Field, TextField

from mailbot.ledger.codec import clean, key_text, to_json, utc


class InstantField(DateTimeField):
    """An aware datetime, kept in UTC to the microsecond: `timestamptz` on PostgreSQL; on SQLite text of one width, so
    that order by text is order by time. Raises ValueError for a time without a zone."""

    field_type = "INSTANT"

    def db_value(self, value: datetime | None) -> str | None:
        return None if value is None else utc(value).isoformat(sep=" ", timespec="microseconds")

    def python_value(self, value: Any) -> datetime | None:
        if value is None:
            return None
        return utc(value if isinstance(value, datetime) else datetime.fromisoformat(value))


class WordsField(TextField):
    """Text from mails: NUL and lone surrogates are replaced on the way in."""

    def db_value(self, value: Any) -> Any:
        return clean(value) if isinstance(value, str) else value


class KeyField(TextField):
    """Indexed text from mails: cleaned, and cut where an index could not hold it."""

    def db_value(self, value: Any) -> Any:
        return key_text(value) if isinstance(value, str) else value


class DataField(Field):
    """JSON as text: the same on both databases, and read back as it was written (`jsonb` would reorder and refuse)."""

    field_type = "TEXT"

    def db_value(self, value: Any) -> str:
        return json.dumps(to_json(value), ensure_ascii=False, separators=(",", ":"))

    def python_value(self, value: str) -> Any:
        return json.loads(value)
