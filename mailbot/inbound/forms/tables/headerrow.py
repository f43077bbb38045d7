"""Where a table's header stands: which row (or two), under which titles, and whether rows or columns are the records."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from mailbot.inbound.forms.tables.headers import LIKELY, SURE, Headers, Match, another_thing
from mailbot.inbound.writing import Cell
from mailbot.late import late
from mailbot.value import Value

Cells = tuple[tuple[Cell, ...], ...]

# A header is looked for in so many rows and columns: enough for a form above the table, and bounded.
_ROWS, _COLUMNS = 60, 60
_DIGIT = late(r"\d")


class HeaderRow(Value):
    """A header in rows `first` to `last` of `cells`; `names` is each column's header text as written.

    `certain` is False for a row where a single name was found, which alone makes no header.
    """

    cells: Cells
    first: int
    last: int
    matches: tuple[Match, ...]
    names: tuple[str, ...]
    certain: bool

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(match.key for match in self.matches)

    @property
    def column(self) -> dict[str, int]:
        """Key → column."""
        return {match.key: match.column for match in self.matches}

    def worth(self, required: Collection[str]) -> tuple[bool, int, bool, int, float]:
        """For comparing two candidates; the greater is the better reading. Groups tell 计划 | 完成 from 实际 | 完成."""
        return (
            self.certain,
            len(self.keys & set(required)),
            self.last > self.first,
            len(self.matches),
            sum(match.score for match in self.matches),
        )


def find_header(cells: Cells, headers: Headers, required: Collection[str], *, across: bool = False) -> HeaderRow | None:
    """The best header among the first rows (of equals the first), or None where nothing is named.

    `across`: the cells are a table's columns. They must name more, since what a table is about (节点 like 延迟限制) may
    have names of columns, too.
    """
    best: HeaderRow | None = None
    for row in range(min(len(cells), _ROWS)):
        for last in (row, row + 1):
            candidate = _header(cells, row, last, headers, across=across) if last < len(cells) else None
            if candidate is not None and (best is None or candidate.worth(required) > best.worth(required)):
                best = candidate
    return best


def transposed(cells: Cells) -> Cells:
    """Rows as columns."""
    return tuple(zip(*cells, strict=True))


def texts(row: Sequence[Cell]) -> list[str]:
    """The texts of a row without those that a merged cell repeats to the right."""
    return [cell.text if not column or cell.text != row[column - 1].text else "" for column, cell in enumerate(row)]


def _header(cells: Cells, first: int, last: int, headers: Headers, *, across: bool) -> HeaderRow | None:
    upper, lower = cells[first][:_COLUMNS], cells[last][:_COLUMNS]
    own = [text.strip() for text in texts(lower)]
    if first == last:
        readings = [headers.keys(text) for text in own]
        names = tuple(cell.text.strip() for cell in cells[last])
        filled = [text for text in own if text]
    else:
        groups = _groups([cell.text.strip() for cell in upper], own)
        if groups is None or not any(headers.keys(group) or another_thing(group) for group in groups):
            return None
        if any(_DIGIT.search(text) for text in (*groups, *own)) or _stands_above(groups, own, headers):
            return None
        below = [cell.text.strip() for cell in lower]
        readings = [headers.keys_in_group(group, text) for group, text in zip(groups, below, strict=True)]
        names = tuple(
            group if group == text or not text else f"{group}{text}" for group, text in zip(groups, below, strict=True)
        ) + ("",) * (len(cells[last]) - len(lower))
        filled = [name for name in names if name]
    matches = headers.assign(readings)
    if not matches or len(filled) < 2:
        return None
    sure = sum(match.score >= SURE for match in matches)
    good = sum(match.score >= LIKELY for match in matches)
    plain = not any(_DIGIT.search(text) for text in filled)
    certain = sure >= 2 or (plain and (good >= 3 or (good == 2 and (sure == 1 or len(filled) == 2))))
    if across and (not certain or len(matches) * 2 < len(filled)):
        return None
    if not certain and not sure:
        return None
    return HeaderRow(cells, first, last, matches, names, certain)


def _stands_above(groups: Sequence[str], lower: Sequence[str], headers: Headers) -> bool:
    """Whether the upper row is a form's last (确认部门 | 华东 华南 海外 over 节点 | 负责人 | 完成时间): its first text has a name of its own
    below it, and what would be a group is no name of a column and nothing that turns one."""
    if not groups[0] or not lower[0] or groups[0] == lower[0] or groups[0] == groups[1]:
        return False
    wide = {group for group, after in pairwise(groups) if group and group == after}
    return not any(headers.keys(group) or another_thing(group) for group in wide)


def _groups(upper: list[str], lower: list[str]) -> list[str] | None:
    """The upper row's text for each column, or None if it groups nothing.

    A group is one text over several columns: repeated where merged cells were expanded, or followed by blanks where
    a text or a .csv lost the merging. It counts only if the columns below have words of their own.
    """
    groups: list[str] = []
    grouping = False
    for column, text in enumerate(upper):
        if text:
            groups.append(text)
            grouping |= column > 0 and text == upper[column - 1] and bool(lower[column])
        elif column and lower[column] and groups[-1] and lower[column - 1]:
            groups.append(groups[-1])
            grouping = True
        else:
            groups.append("")
    # One text over everything is a title, not a group.
    return groups if grouping and len({text for text in upper if text}) > 1 else None
