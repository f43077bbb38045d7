"""Places: nodes that a plan calls alike, told apart by whose they are: 版本限制（华东）, 版本限制（华南）."""

from collections import Counter
from collections.abc import Collection, Sequence

from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.late import late
from mailbot.rulebook.directory import Directory
from mailbot.rulebook.folding import fold
from mailbot.value import Value, replace

__all__ = ["Places", "without_place"]

_PLACED = late(r"(?P<title>.+?)\s?[（(](?P<place>[^（）()]{1,12})[）)]")


class Places(Value):
    """`shared` are the folded titles that several rows have, each of another department."""

    shared: Collection[str]
    readers: Readers

    @classmethod
    def of(cls, rows: Sequence[Row], readers: Readers) -> "Places":
        homes: dict[str, set[str]] = {}
        for row in rows:
            named = readers.people.read(row.text("owner"), department=row.text("department"))
            person = readers.rules.directory.person(named.owner) if named.owner else None
            home = named.department or row.text("department") or (person.department if person else "") or ""
            homes.setdefault(fold(row.title), set()).add(home)
        counts = Counter(fold(row.title) for row in rows)
        return cls(frozenset(title for title, count in counts.items() if count > 1 and len(homes[title]) == count), readers)

    def called(self, title: str, row: Row, department: str) -> str:
        """The title of a row's node, with the department's name where another row has the same title."""
        found = self.readers.rules.directory.department(department) if fold(row.title) in self.shared else None
        if found is None or any(fold(name) in fold(title) for name in (found.name, *found.aliases)):
            return title
        name = next((alias for alias in found.aliases if alias.isascii() == title.isascii()), found.name)
        return f"{title} ({name})" if title.isascii() else f"{title}（{name}）"


def without_place(row: Row, directory: Directory) -> Row:
    """A row under the title that it shares with others: 版本限制 for 版本限制（华东）, whose place says what its department says."""
    placed = _PLACED.fullmatch(row.title)
    if placed is None or directory.department(placed["place"]) is None:
        return row
    return replace(row, texts={**row.texts, "title": placed["title"]})
