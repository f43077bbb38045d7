"""Row: the base of the ledger's tables, and what is asked of rows everywhere."""

from typing import Any

from peewee import Model


class Row(Model):
    class Meta:
        legacy_table_names = False


def tuples(query: Any) -> list[tuple[Any, ...]]:
    """A query's rows as tuples (peewee's stubs say models)."""
    return list(query.tuples())


def is_id(number: int) -> bool:
    """Whether a number that somebody wrote (`D-1042`, `R-99999999999999999999`) can be a row's id at all."""
    return 0 < number < 2**31
