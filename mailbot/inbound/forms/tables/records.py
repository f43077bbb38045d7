"""What stands under a table's header: its records, without totals, headings, footnotes and repeated headers."""

import re
from collections.abc import Mapping, Sequence

from mailbot.inbound.forms.tables.guesses import index_column
from mailbot.inbound.forms.tables.headerrow import HeaderRow, texts
from mailbot.inbound.forms.tables.headers import SURE, Headers, Match, squeeze
from mailbot.inbound.writing import Cell
from mailbot.late import late
from mailbot.value import Value, replace

_TOTAL = late(r"(?:合计|总计|小计|共计|累计|汇总|总和|总数|total|subtotal|grandtotal|sum)(?:\d.*)?")
_NOTE = late(r"\s*(?:备注|说明|注意|注|编制|制表|审核|审批|填表|日期|note|remark|ps)[^:：]{0,6}[:：]", re.IGNORECASE)
_LABELLED = late(r"\s*[^\W\d][^:：\n]{0,11}[:：]")
_SAME = {"同上", "同 上", "上同", "ditto", "〃", "″", '"', "”", "''"}
_CLOCK = late(r"(?<!开始)(?<!起始)(?:时刻|时点|钟点|几点|时分|具体时间)|(?<!start )\btime", re.IGNORECASE)
_TIME = late(
    r"(?:上午|下午|晚上|中午|早上)?\s*\d{1,2}\s*(?:[:：]\s*\d{2}(?::\d{2})?|[点时](?:\d{1,2}分?|半|整)?)\s*(?:之?前)?"
)


class Row(Value):
    """One record. `cells` has a cell for each of the table's keys (its text may be blank).

    `remarks` are the filled cells of columns that no synonym names, with their header's text ("" if it has none);
    `section` is the heading within the table under which the row stands (a row merged over all columns).
    """

    cells: Mapping[str, Cell]
    remarks: tuple[tuple[str, Cell], ...]
    place: str
    section: Cell | None = None

    def text(self, key: str) -> str:
        """The text under a key, "" if there is no such column or nothing in it."""
        cell = self.cells.get(key)
        return cell.text if cell is not None else ""


class Table(Value):
    """A grid as records. `names` has each key's header as written; `header_place` is "" where there is no header.

    `totals` are the rows that sum up (合计), `notes` what stands in the table and is no record: footnotes, headings.
    """

    keys: tuple[str, ...]
    rows: tuple[Row, ...]
    header_place: str = ""
    names: Mapping[str, str] | None = None
    totals: tuple[Row, ...] = ()
    notes: tuple[Cell, ...] = ()


def read_records(head: HeaderRow, headers: Headers) -> Table:
    """The rows below the header, up to the next table's header. Linear in the number of cells."""
    body = _Body(head, headers)
    for row in head.cells[head.last + 1 :]:
        if not body.take(row):
            break
    place = next((cell.place for cell in head.cells[head.last] if cell.text.strip()), "")
    keys = tuple(match.key for match in head.matches)
    names = {match.key: head.names[match.column] for match in head.matches}
    return Table(keys, tuple(body.rows), place, names, tuple(body.totals), tuple(body.notes))


def is_time(text: str) -> bool:
    """Whether a text is nothing but a time of day."""
    return _TIME.fullmatch(text) is not None


class _Body:
    """The rows as they are read, with what one row hands on to the next."""

    def __init__(self, head: HeaderRow, headers: Headers) -> None:
        head = _by_day(head, headers)
        self.rows: list[Row] = []
        self.totals: list[Row] = []
        self.notes: list[Cell] = []
        self._headers = headers
        self._column = head.column
        self._names = head.names
        self._header_texts = [
            [squeeze(cell.text) for cell in head.cells[index]] for index in range(head.first, head.last + 1)
        ]
        below = head.cells[head.last + 1 :]
        used = set(self._column.values())
        self._times = _time_columns(head, headers, below)
        self._spare = [
            column
            for column in range(len(head.names))
            if column not in used and column not in self._times.values() and not index_column(below, column)
        ]
        # 研发部 | 开发 …, then blank | 测试 …: a column before the first wanted one groups the rows, and a text or a .csv
        # leaves the rest of a merged cell blank.
        first = self._column.get("title", min(used))
        self._grouping = [column for column in used if column < first]
        self._above: list[Cell] | None = None
        self._section: Cell | None = None
        self._gap = False

    def take(self, row: Sequence[Cell]) -> bool:
        """Reads a row; False if another table begins with it."""
        filled = [cell for cell, text in zip(row, texts(row), strict=True) if text.strip()]
        if not filled:
            self._gap = True
            return True
        if self._repeats_header(row):
            return True
        if self._begins_other(filled):
            return False
        self._gap = False
        if self._is_note(row, filled):
            return True
        cells = self._filled_down(row)
        total = _TOTAL.fullmatch(squeeze(filled[0].text)) or _TOTAL.fullmatch(self._squeezed(cells, "title"))
        if total and not self._belongs_to_somebody(row):
            self.totals.append(self._row(cells, filled[0].place))
        else:
            self.rows.append(self._row(cells, filled[0].place))
            self._above = cells
        return True

    def _repeats_header(self, row: Sequence[Cell]) -> bool:
        folded = [squeeze(cell.text) if len(cell.text) < 60 else cell.text for cell in row]
        for header in self._header_texts:
            same = sum(1 for one, other in zip(folded, header, strict=True) if one and one == other)
            if same >= 2 and same * 3 >= 2 * sum(map(bool, folded)):
                return True
        return False

    def _begins_other(self, filled: Sequence[Cell]) -> bool:
        """Another table's header: names only, at least two after a gap, at least three at once."""
        if len(filled) < 2:
            return False
        keys = {key for cell in filled if (key := self._headers.exact(cell.text)) is not None}
        return len(keys) >= (2 if self._gap else 3) and len(keys) * 3 >= len(filled) * 2

    def _is_note(self, row: Sequence[Cell], filled: Sequence[Cell]) -> bool:
        """A heading over all columns, a footnote, or signatures like 编制：陈静 | 日期：…."""
        if len(row) > 2 and all(cell.text == row[0].text for cell in row):
            self.notes.append(row[0])
            if not _NOTE.match(row[0].text):
                self._section = row[0]
            return True
        if _NOTE.match(filled[0].text) or (len(row) > 1 and all(_LABELLED.match(cell.text) for cell in filled)):
            self.notes.extend(filled)
            return True
        return False

    def _filled_down(self, row: Sequence[Cell]) -> list[Cell]:
        """The row with 同上, and blanks in grouping columns, replaced by what stands above."""
        cells = list(row)
        for column, cell in enumerate(row):
            if self._above is None:
                break
            blank = not cell.text.strip()
            if (blank and column in self._grouping) or (not blank and cell.text.strip().casefold() in _SAME):
                cells[column] = replace(cell, text=self._above[column].text)
        return cells

    def _belongs_to_somebody(self, row: Sequence[Cell]) -> bool:
        """汇总 | 王磊 | 12月29日 is somebody's work with its day, and no sum."""
        own = [row[self._column[key]].text for key in ("owner", "due") if key in self._column]
        return len(own) == 2 and any(map(str.isalpha, own[0])) and any(map(str.isdigit, own[1]))

    def _squeezed(self, cells: Sequence[Cell], key: str) -> str:
        column = self._column.get(key)
        return squeeze(cells[column].text) if column is not None else ""

    def _row(self, cells: Sequence[Cell], place: str) -> Row:
        found = {key: cells[column] for key, column in self._column.items()}
        for key, column in self._times.items():
            if found[key].text.strip() and cells[column].text.strip():
                found[key] = replace(found[key], text=f"{found[key].text} {cells[column].text}")
        remarks = tuple((self._names[column], cells[column]) for column in self._spare if cells[column].text.strip())
        return Row(found, remarks, place, self._section)


def _by_day(head: HeaderRow, headers: Headers) -> HeaderRow:
    """日期 | 时间 | 事项: of two columns of one name, the one with more than times of day is the date."""
    below = head.cells[head.last + 1 :]
    used = set(head.column.values())
    moved: list[Match] = []
    for match in head.matches:
        if _only_times(below, match.column):
            others = [
                column
                for column, name in enumerate(head.names)
                if column not in used
                and headers.keys(name).get(match.key, 0) >= SURE
                and any(row[column].text.strip() for row in below)
                and not _only_times(below, column)
            ]
            match = replace(match, column=others[0]) if len(others) == 1 else match
        moved.append(match)
    return replace(head, matches=tuple(moved))


def _only_times(rows: Sequence[Sequence[Cell]], column: int) -> bool:
    """Whether a column holds nothing but times of day, but for rows merged over the table."""
    times = [row[column].text.strip() for row in rows if row[column].text.strip() and len({c.text for c in row}) > 1]
    return bool(times) and all(map(is_time, times))


def _time_columns(head: HeaderRow, headers: Headers, below: Sequence[Sequence[Cell]]) -> dict[str, int]:
    """Key → a second column of it that holds nothing but times of day: 完成日期 | 完成时间."""
    found: dict[str, int] = {}
    used = set(head.column.values())
    for column, name in enumerate(head.names):
        if column in used:
            continue
        for key, score in headers.keys(name).items():
            if score < SURE or key not in head.column or key in found:
                continue
            if _only_times(below, column):
                found[key] = column
    clocks = [c for c, n in enumerate(head.names) if c not in used and _CLOCK.search(n) and _only_times(below, c)]
    if len(clocks) == 1 and clocks[0] not in found.values() and "due" in head.column:
        found.setdefault("due", clocks[0])  # 截止日期 | 截止时刻
    return found
