"""The readers of one plan mail, made ready: names of fields and of a row's labels, people, dates."""

from datetime import date, datetime
from functools import cached_property

from mailbot.han import han
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.days.dates import Reader
from mailbot.inbound.forms.fields.lines import FieldNames
from mailbot.inbound.forms.people.mentions import Mentions
from mailbot.inbound.forms.people.people import PeopleReader
from mailbot.inbound.forms.plans.items import ItemReader
from mailbot.inbound.forms.plans.tables.tables import columns_of
from mailbot.rulebook.rules import Rules
from mailbot.rulebook.shapes import Kind
from mailbot.value import Value

# Fields that belong to a row: they are the plan's own only where no row is.
ROW_FIELDS = frozenset(("node", "owner", "due", "start", "done_at", "progress"))
# Fields whose names are nodes' names too: 版本获取：孙丽 12月1日 is a node.
NODELIKE = frozenset(("channel", "restrictions", "delayed", "summary", "effective", "tests", "parameters", "component"))
_ROW_LABELS = ("title", "owner", "helpers", "department", "start", "due", "done_at", "state", "progress", "remark")


class Readers(Value, dict=True):
    """The readers of one mail, ready: names of fields, people, dates (`t_day` once it is known)."""

    rules: Rules
    context: Context
    people: PeopleReader
    english: bool
    t_day: date | None = None

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        return tuple(self.rules.kinds.values())

    @cached_property
    def names(self) -> dict[str, tuple[str, ...]]:
        return {f.key: f.names for f in self.rules.fields.field}

    @cached_property
    def known(self) -> FieldNames:
        return FieldNames(self.names)

    @cached_property
    def labels(self) -> FieldNames:
        """The names of a row's own fields."""
        own = dict(columns_of(self.rules.fields, _ROW_LABELS))
        for key, of in (
            ("owner", "owner"),
            ("due", "due"),
            ("start", "start"),
            ("title", "node"),
            ("done_at", "done_at"),
        ):
            own[key] = (*own.get(key, ()), *self.names.get(of, ()))
        return FieldNames({key: [n for n in names if len(n) > 1] for key, names in own.items()})

    def dates(self, mailed: datetime, *, done: bool = False) -> Reader:
        recent = self.context.rules.process.past_window_days
        return Reader(mailed, self.context.days, self.t_day, self.english, done, recent)

    @cached_property
    def _items(self) -> dict[datetime, ItemReader]:
        return {}

    def items(self, mailed: datetime) -> ItemReader:
        """One a mail, since it remembers what it has read."""
        if mailed not in self._items:
            self._items[mailed] = ItemReader(self.kinds, self.people, self.dates(mailed), self.labels, mailed)
        return self._items[mailed]


def readers_of(context: Context) -> Readers:
    """The readers for a context; 本人 is its person."""
    people = PeopleReader(context.rules, Mentions(context.rules), sender=context.person)
    text = context.writing.text or context.subject.bare
    latin = sum(1 for char in text[:4000] if char.isascii() and char.isalpha())
    return Readers(context.rules, context, people, english=han(text[:4000]) * 20 < latin)
