"""gather: a mail's lines, tables and sheets → the draft of a plan: which text is a field, which a row, which neither (SPEC 3)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise

from mailbot.campaign.commands import Remark
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.dates import Moment, Reader
from mailbot.inbound.forms.fieldlines import FieldNames, FieldValue, read_fieldlines
from mailbot.inbound.forms.mentions import Mentions
from mailbot.inbound.forms.nodenames import is_node_name, node_keys
from mailbot.inbound.forms.numbered import numbered_rows
from mailbot.inbound.forms.people import PeopleReader
from mailbot.inbound.forms.plan_draft import Draft, Row, Said
from mailbot.inbound.forms.plan_items import Item, ItemReader
from mailbot.inbound.forms.plan_tables import NODE_COLUMNS, TableReader, Tables, columns_of
from mailbot.inbound.forms.sheets import UnreadableSheet, read_sheets
from mailbot.inbound.forms.tables import find_grids
from mailbot.inbound.letter import Attachment
from mailbot.inbound.quoting import written
from mailbot.inbound.writing import Grid, Line
from mailbot.rulebook.rules import Rules
from mailbot.rulebook.shapes import Kind

__all__ = ["Readers", "gather", "readers_of"]

_MOST_LINES = 4000
_MOST_ROWS = 300
_MOST_SHEETS = 10
_SHEET_NAMES = (".xlsx", ".xls", ".xlsm", ".et", ".ods", ".csv", ".tsv")
_SHORT = 40  # of one that gives a node and its owner without a date
_LONGEST_LISTED = 90  # characters of a line that lists one node; a longer one is prose
_ROW_FIELDS = frozenset(("node", "owner", "due", "start", "done_at", "progress"))
# Fields whose names are nodes' names too: 版本获取：孙丽 12月1日 is a node.
_NODELIKE = frozenset(("channel", "restrictions", "delayed", "summary", "effective", "tests", "parameters", "component"))
_ROW_LABELS = ("title", "owner", "helpers", "department", "start", "due", "done_at", "state", "progress", "remark")
_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_CLAUSES = re.compile(r"[。；;！!？?\n]+")


@dataclass(frozen=True)
class Readers:
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
        for key, of in (("owner", "owner"), ("due", "due"), ("start", "start"), ("title", "node"), ("done_at", "done_at")):
            own[key] = (*own.get(key, ()), *self.names.get(of, ()))
        return FieldNames({key: [n for n in names if len(n) > 1] for key, names in own.items()})

    def dates(self, mailed: datetime, *, done: bool = False) -> Reader:
        return Reader(mailed, self.context.days, self.t_day, self.english, done)

    def items(self, mailed: datetime) -> ItemReader:
        return ItemReader(self.kinds, self.people, self.dates(mailed), self.labels, mailed)


def readers_of(context: Context) -> Readers:
    """The readers for a context; 本人 is its person."""
    people = PeopleReader(context.rules, Mentions(context.rules), sender=context.person)
    text = context.writing.text or context.subject.bare
    han = sum(1 for char in text[:4000] if "\u4e00" <= char <= "\u9fff")
    latin = sum(1 for char in text[:4000] if char.isascii() and char.isalpha())
    return Readers(context.rules, context, people, english=han * 20 < latin)


def gather(context: Context, readers: Readers) -> Draft:
    """The draft of what one mail says; earlier mails are not looked at. Linear in the text."""
    lines, html_grids, title, attachments = _content(context)
    mailed = context.mailed
    tables = TableReader(context.rules.fields, readers.kinds, readers.people, readers.dates(mailed), mailed)
    grids = tuple(grid for block in _blocks(lines) for grid in find_grids(block, html_grids)[0])
    body = tables.read([grid for grid in (*html_grids, *grids) if not _is_form(grid, readers)])
    sheets = _Sheets.of(attachments, tables, context)
    sorting = _Sorting(readers, mailed)
    fields = [Said(value, mailed) for value in sorting.table_fields((*html_grids, *grids), body)]
    used = {cell.place for grid in (*body.used, *sorting.forms) for row in grid.rows for cell in row}
    rest = tuple(line for line in lines if line.place not in used)
    sorting.sort(rest, listed=not body.nodes)
    fields += [Said(value, mailed) for value in sorting.fields]
    fields += [Said(value, mailed) for cell in body.notes for value in sorting.note(cell.text, cell.place)]
    fields.sort(key=lambda said: int(said.field.place) if said.field.place.isdecimal() else 0)
    fields += [Said(value, mailed, file) for value, file in sheets.fields(sorting)]
    rows = _titled((*body.nodes, *sorting.rows))
    sheet_rows = _titled(sheets.nodes)
    faults = list(sheets.faults)
    rows, conflicts, unused = _united(rows, sheet_rows, readers)
    if not rows:
        rows = sorting.narrated()
    if len(rows) > _MOST_ROWS:
        faults.append(Fault(reason="sheet-too-large", field="nodes", place=rows[_MOST_ROWS].place, words=rows[-1].whole[:80]))
    return Draft(
        title=title,
        mailed=mailed,
        fields=tuple(fields),
        rows=rows[:_MOST_ROWS],
        parameters=(*body.parameters, *sheets.parameters),
        limits=(*body.limits, *sheets.limits),
        prose=tuple((line, mailed) for line in sorting.prose),
        faults=(*faults, *conflicts),
        remarks=(*unused, *sheets.remarks(bool(rows))),
        english=readers.english,
    )


def _is_form(grid: Grid, readers: Readers) -> bool:
    """Two columns that name the plan's own fields: 有效时间 | 2026.12.1-2027.3.31 beside 区域范围 | 华北 is no node's row."""
    if not grid.rows or max(len(row) for row in grid.rows) != 2:
        return False
    labels = [row[0].text for row in grid.rows if row[0].text.strip()]
    values = read_fieldlines((), (grid,), readers.names)
    keys = {value.key for value in values if value.key}
    unknown = len(labels) - sum(1 for value in values if value.key)
    return len(keys - _ROW_FIELDS - _NODELIKE) >= 3 and not keys & {"node", "due"} and unknown <= 1


def _content(context: Context) -> tuple[tuple[Line, ...], tuple[Grid, ...], str, tuple[Attachment, ...]]:
    """What counts: the sender's own words, or an attached mail where there are none (SPEC 3: a forwarded mail)."""
    writing, letter = context.writing, context.letter
    title = context.subject.bare
    if not writing.text.strip() and letter.attached_letters and not any(map(_is_sheet, letter.attachments)):
        inner = letter.attached_letters[0]
        own = written(inner.text, inner.html)
        return own.lines[:_MOST_LINES], own.grids, title or inner.subject, inner.attachments
    return writing.lines[:_MOST_LINES], writing.grids, title, letter.attachments


def _blocks(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """The lines cut before each Markdown header (a row with bars over a rule) that a blank line parts from what is above:
    two tables below each other are two."""
    cuts = [
        index
        for index in range(1, len(lines) - 1)
        if not lines[index - 1].text.strip() and "|" in lines[index].text and _RULE.fullmatch(lines[index + 1].text)
    ]
    return [lines[a:b] for a, b in pairwise([0, *cuts, len(lines)])]


# --- sheets ----------------------------------------------------------------------------------------------------------


def _is_sheet(attachment: Attachment) -> bool:
    return attachment.filename.lower().endswith(_SHEET_NAMES)


@dataclass
class _Sheets:
    """The attached sheets of a mail, read."""

    nodes: list[Row] = field(default_factory=list)
    parameters: list[Row] = field(default_factory=list)
    limits: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    grids: list[tuple[Grid, Tables, str]] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, attachments: Sequence[Attachment], tables: TableReader, context: Context) -> "_Sheets":
        found = cls()
        for attachment in [a for a in attachments if _is_sheet(a)][:_MOST_SHEETS]:
            name = attachment.filename
            try:
                grids = read_sheets(name, attachment.content, zone=context.rules.zone)
            except UnreadableSheet as error:
                reason = {"encrypted": "sheet-encrypted", "too-large": "sheet-too-large"}.get(
                    error.reason, "sheet-unreadable"
                )
                found.faults.append(Fault(reason=reason, field="nodes", place=name, words=name, facts={"file": name}))
                continue
            read = tables.read(grids, file=name)
            found.nodes += read.nodes
            found.parameters += read.parameters
            found.limits += read.limits
            found.grids += [(grid, read, name) for grid in grids]
            if not (read.nodes or read.parameters or read.limits):
                found.empty.append(name)
        return found

    def fields(self, sorting: "_Sorting") -> list[tuple[FieldValue, str]]:
        found = [
            (value, name)
            for grid, read, name in self.grids
            for value in sorting.table_fields((grid,), read)
        ]
        notes = {id(read): (read, name) for _, read, name in self.grids}.values()
        found += [(v, name) for read, name in notes for cell in read.notes for v in sorting.note(cell.text, cell.place)]
        return found

    def remarks(self, has_rows: bool) -> tuple[Remark, ...]:
        """A sheet without anything of a plan is only remarked on where the plan's nodes stand nowhere else."""
        if has_rows:
            return ()
        return tuple(Remark(reason="sheet-no-table", place=name, words=name) for name in self.empty)


# --- lines -----------------------------------------------------------------------------------------------------------


class _Sorting:
    """Sorts lines that belong to no table into fields, rows and prose."""

    def __init__(self, readers: Readers, mailed: datetime) -> None:
        self.fields: list[FieldValue] = []
        self.rows: list[Row] = []
        self.prose: list[Line] = []
        self.forms: list[Grid] = []
        self._readers = readers
        self._mailed = mailed
        self._items = readers.items(mailed)
        self._columns = columns_of(readers.rules.fields, NODE_COLUMNS)

    def table_fields(self, grids: Sequence[Grid], read: Tables) -> list[FieldValue]:
        """The fields of grids that are forms; of node tables only what stands above them."""
        found: list[FieldValue] = []
        for grid in grids:
            if any(grid is other for other in read.headless):
                continue
            nodes = any(grid is other for other in read.used)
            values = read_fieldlines((), (grid,), self._readers.names, columns=self._columns)
            if nodes:
                values = tuple(v for v in values if v.key not in _ROW_FIELDS)
            elif values:
                self.forms.append(grid)
            found += values
        return found

    def note(self, text: str, place: str) -> list[FieldValue]:
        """Fields in a footnote of a table: `T日：12月1日`."""
        values = read_fieldlines((Line(1, text),), (), self._readers.names)
        return [replace(value, place=place, lines=()) for value in values if value.key]

    def sort(self, lines: Sequence[Line], *, listed: bool) -> None:
        """`listed`: the plan's nodes may stand in lines, since no table has them."""
        fields = list(read_fieldlines(lines, (), self._readers.names, headings=("nodes", "node")))
        kept = self._below_labels(fields)
        claimed: set[int] = set()
        if listed:
            claimed = self._numbered([line for line in lines if line.number not in kept], fields)
            claimed |= self._listed(lines, fields, claimed | kept)
        fields = [f for f in fields if not any(line.number in claimed for line in f.lines)]
        fields, block_rows = self._blocks(fields)
        if listed:
            self.rows += block_rows
        self.rows.sort(key=lambda row: int(row.place) if row.place.isdecimal() else 0)
        self.fields = fields
        taken = claimed | {line.number for f in fields if f.key is not None for line in f.lines}
        self.prose = [line for line in lines if line.number not in taken]

    def narrated(self) -> tuple[Row, ...]:
        """Nodes told in sentences, where they stand nowhere else: 孙丽12月3日前完成灰度升级，周航12月11日前完成全量升级。"""
        found: list[Row] = []
        for line in self.prose[:400]:
            for sentence in _CLAUSES.split(line.text[:2000]):
                found += self._told(sentence, line)
        return tuple(found) if len(found) < 60 else ()

    def _told(self, sentence: str, line: Line) -> list[Row]:
        """One sentence: clauses between commas, joined until they make a node."""
        rows: list[Row] = []
        pending = ""
        for clause in re.split(r"[，,]", sentence):
            joined = f"{pending}，{clause}" if pending else clause
            item = self._items.read(joined, place=line.place)
            alone = self._items.read(clause, place=line.place)
            if alone.sure and alone.named and not alone.past:
                rows.append(alone.row)
                pending = ""
            elif item.sure and item.named and not item.past and not item.several:
                rows.append(item.row)
                pending = ""
            else:
                pending = joined if (alone.dated or alone.owned) and not alone.past and len(joined) < 120 else ""
        return rows

    # --- which lines are rows ----------------------------------------------------------------------------------------

    def _below_labels(self, fields: Sequence[FieldValue]) -> set[int]:
        """Lines that are the value of a field above them: 指导意见： and its list."""
        return {line.number for f in fields if f.key and len(f.lines) > 1 for line in f.lines}

    def _numbered(self, lines: Sequence[Line], fields: Sequence[FieldValue]) -> set[int]:
        """Takes the numbered and bulleted lines that are nodes; the numbers of the lines that they cover."""
        keys = {line.number: f.key for f in reversed(fields) for line in f.lines[:1]}
        candidates: list[tuple[Item, set[int]]] = []
        index = {line.number: at for at, line in enumerate(lines)}
        for one in numbered_rows(lines):
            item = self._items.read(one.text, place=one.line.place, number=one.number)
            if item.several and one.text.count("\n") == 0:
                continue  # a paragraph with a number, told below
            key = keys.get(one.line.number)
            covered = _covered(lines, index[one.line.number], one.text.count("\n") + 1)
            noded = key in _NODELIKE and item.sure and not item.restricting and self._done_by(item, key)
            if key is not None and not noded and key not in _ROW_FIELDS:
                continue
            candidates.append((item, covered))
        sure = [item for item, _ in candidates if item.sure]
        likely = [item for item, _ in candidates if item.likely]
        listed = bool(sure) or (len(likely) > 1 and len(likely) == len(candidates))
        claimed: set[int] = set()
        for item, covered in candidates:
            wanted = item.sure or (listed and (item.likely or (bool(sure) and item.owned and item.vague)))
            if wanted and item.row.title:
                self.rows.append(item.row)
                claimed |= covered
        return claimed

    def _listed(self, lines: Sequence[Line], fields: Sequence[FieldValue], taken: set[int]) -> set[int]:
        """Takes plain lines that list a node each: `灰度升级 孙丽 12月3日`, `版本获取：孙丽 12月1日`."""
        keys = {line.number: f.key for f in reversed(fields) for line in f.lines[:1]}
        labels = {line.number: f.name for f in reversed(fields) if f.key is not None for line in f.lines[:1]}
        found: list[tuple[Line, Item]] = []
        for line in lines:
            text = line.text.strip()
            if line.number in taken or not 4 <= len(text) <= _LONGEST_LISTED:
                continue
            key = keys.get(line.number)
            item = self._items.read(text, place=line.place)
            if key is not None and key not in _NODELIKE and key not in ("node",):
                continue
            label = labels.get(line.number, "")
            sure = item.sure and self._done_by(item, key)
            if label and not (is_node_name(label, self._readers.kinds) and (sure or self._only_date(item, label))):
                continue
            if label and not item.sure:
                item = replace(item, owned=True) if node_keys(label, self._readers.kinds) else item
            if item.several or _is_sentence(text) or not item.row.title:
                continue
            short = item.owned and item.named and len(text) <= _SHORT
            if (item.dated and (item.owned or item.named)) or short:
                found.append((line, item))
        sure = {line.number for line, item in found if item.sure and not item.past and (item.named or len(item.row.title) <= 16)}
        named = {line.number for line, item in found if item.sure and item.named and not item.past}
        claimed: set[int] = set()
        for line, item in found:
            near = any(line.number + step in sure for step in (-2, -1, 1, 2))
            if line.number in named or (line.number in sure and near) or (item.likely and near and named):
                self.rows.append(item.row)
                claimed.add(line.number)
        return claimed

    def _done_by(self, item: Item, key: str | None) -> bool:
        """Whether a person is to do it: 延迟限制：海外 1月15日 says for whom, not by whom."""
        if key not in ("restrictions", "delayed", "effective"):
            return True
        found = self._readers.people.mentions.find(item.row.text("owner"))
        return any(one.kind in ("person", "address", "role", "self") for one in found)

    def _only_date(self, item: Item, label: str) -> bool:
        """总结：12月25日: a node's name with nothing but a date."""
        key = next(iter(node_keys(label, self._readers.kinds).values()), "")
        return key == "finalize" and item.dated and not item.row.text("remark")

    def _blocks(self, fields: list[FieldValue]) -> tuple[list[FieldValue], list[Row]]:
        """Nodes written as fields: 节点：灰度升级 / 负责人：孙丽 / 完成时间：12月3日."""
        rest: list[FieldValue] = []
        rows: list[Row] = []
        block: dict[str, FieldValue] = {}

        def close() -> None:
            if "node" in block:
                rows.append(self._block_row(block))
            else:
                rest.extend(block.values())
            block.clear()

        for value in fields:
            key = value.key or ""
            if key == "node":
                close()
                block["node"] = value
            elif "node" in block and key in ("owner", "due", "start", "progress", "done_at", "status", "remark", "departments"):
                if key in block:
                    close()
                    rest.append(value)
                else:
                    block[key] = value
            else:
                close()
                rest.append(value)
        close()
        return rest, rows

    def _block_row(self, block: dict[str, FieldValue]) -> Row:
        names = {"node": "title", "departments": "department", "status": "state"}
        texts = {names.get(key, key): value.value for key, value in block.items() if value.value}
        places = {names.get(key, key): value.place for key, value in block.items()}
        head = block["node"]
        return Row(texts=texts, places=places, place=head.place, mailed=self._mailed, whole=head.words)


def _is_sentence(text: str) -> bool:
    """Whether a line tells rather than lists: several clauses with a full stop among them."""
    return len(re.findall(r"[。！？!?]", text.rstrip("。.！!"))) > 0 or len(re.findall(r"[，,]", text)) > 3


def _covered(lines: Sequence[Line], index: int, count: int) -> set[int]:
    """The numbers of an item's first line and of the `count` - 1 lines below it that are not blank."""
    covered: set[int] = set()
    for line in lines[index : index + 3 * count]:
        if len(covered) >= count:
            break
        if line.text.strip():
            covered.add(line.number)
    return covered


# --- rows of several places ------------------------------------------------------------------------------------------


def _titled(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, blank titles filled from above; rows that say nothing are left out."""
    kept: list[Row] = []
    for row in rows:
        if not row.title and any(row.text(key) for key in ("owner", "due", "department")) and kept:
            row = replace(row, texts={**row.texts, "title": kept[-1].title})
        if row.title:
            kept.append(row)
    return tuple(kept)


def _united(
    rows: tuple[Row, ...], others: tuple[Row, ...], readers: Readers
) -> tuple[tuple[Row, ...], tuple[Fault, ...], tuple[Remark, ...]]:
    """The body's rows and the attachment's; where both have the same node they must say the same. A sheet that shares no
    node with the body is another list."""
    if not rows or not others:
        return rows or others, (), ()
    by_title = {_key(row.title): row for row in rows}
    more: list[Row] = []
    faults: list[Fault] = []
    for other in others:
        own = by_title.get(_key(other.title))
        if own is None:
            more.append(other)
            continue
        for name in ("due", "owner"):
            mine, theirs = own.text(name), other.text(name)
            if mine and theirs and not _agree(name, own, other, readers):
                faults.append(
                    Fault(
                        reason="field-conflict",
                        field=f"nodes[{rows.index(own) + 1}].{name}",
                        place=other.at(name),
                        words=theirs,
                        nearest=(mine, theirs),
                        facts={"title": own.title},
                    )
                )
    if len(more) == len(others):
        files = dict.fromkeys(row.file for row in others)
        return rows, (), tuple(Remark(reason="sheet-not-used", place=name, words=name) for name in files)
    return (*rows, *more), tuple(faults), ()


def _agree(name: str, own: Row, other: Row, readers: Readers) -> bool:
    if name == "owner":
        mine, theirs = (readers.people.read(row.text(name), department=row.text("department")) for row in (own, other))
        return mine.people == theirs.people and mine.department == theirs.department
    dates = readers.dates(own.mailed, done=True)
    one, two = dates.read_date(own.text(name)), dates.read_date(other.text(name))
    return isinstance(one, Moment) and isinstance(two, Moment) and one.at == two.at


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
