"""ticks: what acted on the ledger besides mails: a tick that changed something, an operator's order, a delivery's result,
a table that was fetched. Each is kept with the rules and version then in force (SPEC 4)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from mailbot.ledger.tables import Keeper, value_of
from mailbot.value import Value

What = Literal["tick", "order", "delivery", "fetch"]


class Tick(Value, kw_only=True):
    """`at` is the time that was handed in, `by` the operator ('' for the clock), `detail` JSON."""

    id: int
    what: What
    at: datetime
    by: str
    detail: Any
    rules: str
    version: str


class Ticks(Keeper):
    def record(
        self, at: datetime, *, what: What = "tick", by: str = "", detail: Any = None, rules: str = "", version: str = ""
    ) -> int:
        """Keep it and return its id, which entries and notices name as their cause. Only where something changes."""
        row = {"what": what, "at": at, "by": by, "detail": detail or {}, "rules": rules, "version": version}
        return int(self._tables.tick.insert(row).execute())

    def get(self, id: int) -> Tick:
        """KeyError where there is none."""
        t = self._tables.tick
        for tick in self._read(t.id == id):
            return tick
        raise KeyError(id)

    def list(self, what: What | None = None) -> Sequence[Tick]:
        """Oldest first."""
        t = self._tables.tick
        return self._read(t.id > 0 if what is None else t.what == what)

    def _read(self, condition: Any) -> Sequence[Tick]:
        t = self._tables.tick
        return [value_of(Tick, row) for row in t.select().where(condition).order_by(t.id)]
