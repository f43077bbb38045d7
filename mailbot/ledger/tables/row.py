"""Row: the base of the ledger's tables, and what is asked of rows everywhere."""

from typing import Any, TypeVar

from peewee import Model

from mailbot.value import Value, fields

V = TypeVar("V", bound=Value)


class Row(Model):
    class Meta:
        legacy_table_names = False


def tuples(query: Any) -> list[tuple[Any, ...]]:
    """A query's rows as tuples (peewee's stubs say models)."""
    return list(query.tuples())


def insert_new(key: Any, row: dict[str, Any]) -> bool:
    """Insert a row unless its `key`, a column whose values are unique, is taken: then nothing happens, and False."""
    query = key.model.insert(row).on_conflict(conflict_target=[key], action="IGNORE")
    return bool(query.as_rowcount().execute())


def value_of(kind: type[V], row: Row, **otherwise: Any) -> V:
    """The value that a row holds: its columns are named as the fields, but for those that are kept `otherwise`."""
    kept = {f.name: getattr(row, f.name) for f in fields(kind) if f.name not in otherwise}
    return kind(**kept, **otherwise)


def is_id(number: int) -> bool:
    """Whether a number that somebody wrote (`D-1042`, `R-99999999999999999999`) can be a row's id at all."""
    return 0 < number < 2**31
