"""Places: nodes that a plan calls alike, told apart by whose they are, or which part: 版本限制（华东）, 升级（第一批）."""

from collections.abc import Mapping, Sequence

from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.plans.deeds import pace_of
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.late import late
from mailbot.rulebook.directory import Directory
from mailbot.rulebook.folding import fold
from mailbot.value import Value, replace

_MOST, _LONGEST = 40, 12  # rows of one title; characters of a remark
_PARTS = late(r"[；;\n]")
# What says which part of a thing: 20 台, 第一批, 试点门店, 海外.
_PART = late(r"\d|第.|[批区省市县店仓网]$|门店|客户|用户|终端|机房|环境|(?:部分|其[他它余])$")
_PLACED = late(r"(?P<title>.+?)\s?[（(](?P<place>[^（）()]{1,12})[）)]")


class Places(Value):
    """What tells each of several rows of one title from the others, by `_key` of the row: 华东, 第一批, 周航."""

    marks: Mapping[tuple[str, ...], str]
    readers: Readers

    @classmethod
    def of(cls, rows: Sequence[Row], readers: Readers) -> "Places":
        groups: dict[str, list[Row]] = {}
        for row in rows:
            groups.setdefault(fold(row.title), []).append(row)
        marks: dict[tuple[str, ...], str] = {}
        for same in groups.values():
            if 1 < len(same) <= _MOST:
                marks |= dict(zip(map(_key, same), _marks(same, readers), strict=True))
        return cls(marks, readers)

    def called(self, title: str, row: Row) -> str:
        """The title of a row's node, with what tells it from the others that have the same title."""
        mark = self.marks.get(_key(row), "")
        found = self.readers.rules.directory.department(mark) if mark else None
        names = found.aliases if found is not None else (mark,)
        if not mark or any(fold(name) in fold(title) for name in (mark, *names)):
            return title
        name = next((alias for alias in names if alias.isascii() == title.isascii()), mark)
        return f"{title} ({name})" if title.isascii() else f"{title}（{name}）"


def _key(row: Row) -> tuple[str, ...]:
    return (row.title, row.place, row.whole, row.text("owner"))


def _marks(rows: Sequence[Row], readers: Readers) -> list[str]:
    """For each row what tells it apart: its department or region, else the first of its remarks, else who does it; '' where nothing does."""
    named = [readers.people.read(row.text("owner"), department=row.text("department")) for row in rows]
    directory = readers.rules.directory
    homes = [
        one.department or row.text("department") or row.text("region").strip()
        for one, row in zip(named, rows, strict=True)
    ]
    parts = [
        next((part for part in _PARTS.split(row.text("remark")) if _says_which(part, readers)), "") for row in rows
    ]
    people = [person.name if (person := directory.person(one.owner)) is not None and one.owner else "" for one in named]
    for marks in (homes, parts, people):
        if len({fold(mark) for mark in marks}) == len(marks):
            return marks
    return ["" for _ in rows]


def _says_which(part: str, readers: Readers) -> bool:
    """Whether a remark says which part of a thing a row is of: 首批20台, 海外."""
    found = 1 < len(part) <= _LONGEST and (_PART.search(part) or pace_of(plain(part)))
    return bool(found) or readers.rules.directory.department(part) is not None


def without_place(row: Row, directory: Directory) -> Row:
    """A row under the title that it shares with others: 版本限制 for 版本限制（华东）, whose place says what its department says."""
    placed = _PLACED.fullmatch(row.title)
    if placed is None or directory.department(placed["place"]) is None:
        return row
    return replace(row, texts={**row.texts, "title": placed["title"]})
