"""The lines of a plan that belong to no table, sorted into fields, rows and prose (SPEC 3 "Body")."""

from collections.abc import Sequence
from datetime import datetime

from mailbot.inbound.forms.fields.lines import FieldValue, read_fieldlines
from mailbot.inbound.forms.fields.names import NOTE
from mailbot.inbound.forms.fields.parts import clean
from mailbot.inbound.forms.fields.spaced import spaced_form
from mailbot.inbound.forms.nodes.names import is_node_name, node_keys
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.items import Item
from mailbot.inbound.forms.plans.limits.limitnodes import without_wordings
from mailbot.inbound.forms.plans.lines.about import SHORT, About, is_sentence
from mailbot.inbound.forms.plans.lines.beside import beside_fields, form_lines, with_regions_below
from mailbot.inbound.forms.plans.lines.blocks import node_blocks
from mailbot.inbound.forms.plans.lines.dayheads import under_days
from mailbot.inbound.forms.plans.lines.fieldnodes import field_nodes
from mailbot.inbound.forms.plans.lines.granted import granted_beside
from mailbot.inbound.forms.plans.lines.ownlines import tells, without_nodes, without_sentences
from mailbot.inbound.forms.plans.lines.sections import fields_of, sectioned
from mailbot.inbound.forms.plans.lines.shares import shared_node
from mailbot.inbound.forms.plans.readers import NODELIKE, ROW_FIELDS, Readers
from mailbot.inbound.forms.plans.tables.tableparts import blocks
from mailbot.inbound.forms.plans.tables.tables import NODE_COLUMNS, Tables, columns_of
from mailbot.inbound.forms.tables.numbered import numbered_rows
from mailbot.inbound.forms.tables.outline import unmarked
from mailbot.inbound.forms.things.versionrules import find_version_rules
from mailbot.inbound.forms.things.versions import find_versions
from mailbot.inbound.writing import Grid, Line
from mailbot.value import replace

_LONGEST_LISTED = 90  # characters of a line that lists one node; a longer one is prose


class Sorting:
    """Sorts lines that belong to no table into fields, rows and prose."""

    def __init__(self, readers: Readers, mailed: datetime) -> None:
        self.fields: list[FieldValue] = []
        self.rows: list[Row] = []
        self.prose: list[Line] = []
        self.forms: list[Grid] = []
        self.background: list[Line] = []
        self._barred: frozenset[int] = frozenset()
        self._readers = readers
        self._mailed = mailed
        self._items = readers.items(mailed)
        self._about = About(readers, self._items)
        self._columns = columns_of(readers.rules.fields, NODE_COLUMNS)

    def table_fields(self, grids: Sequence[Grid], read: Tables) -> list[FieldValue]:
        """The fields of grids that are forms; of node tables only what stands above them."""
        found: list[FieldValue] = []
        for grid in grids:
            if any(grid is other for other in read.headless):
                continue
            nodes = any(grid is other for other in read.used)
            parts = blocks(grid) if nodes else (grid,)
            values = read_fieldlines((), parts, self._readers.names, columns=self._columns)
            if nodes:
                titles = frozenset(row.title for row in read.nodes)
                own = {place for row in read.nodes for place in row.places.values()}
                values = tuple(
                    v
                    for v in values
                    if v.key not in ROW_FIELDS
                    and (v.name not in titles or v.place not in own or find_version_rules(v.value))
                    and not _of_row(v, grid)
                )
            elif values:
                self.forms.append(grid)
                values = (*values, *granted_beside(values, self._readers, self._items))
            found += values
        return found

    def note(self, text: str, place: str) -> list[FieldValue]:
        """Fields in a footnote of a table: `T日：12月1日`."""
        values = read_fieldlines((Line(1, text),), (), self._readers.names)
        return [replace(value, place=place, lines=()) for value in values if value.key]

    def sort(self, lines: Sequence[Line], *, listed: bool) -> None:
        """`listed`: the plan's nodes may stand in lines, since no table has them."""
        sections = sectioned(lines, self._readers, self._items)
        lines = spaced_form(sections.lines, self._readers.known, self._about.names_somebody)
        self.background = list(sections.background)
        # 跟各部门商量过了，结果如下： leads on to the plan: a result is none of its fields
        fields = list(read_fieldlines(lines, (), self._readers.names, headings=("nodes", "node", "result", "summary")))
        fields = [without_sentences(without_nodes(one, self._items) if listed else one, self._items) for one in fields]
        fields = [one for one in fields if not self._is_release(one)]
        fields = with_regions_below(fields_of(sections, fields), lines, self._readers.rules.directory)
        self._barred = sections.barred
        kept = self._below_labels(fields) | self._barred
        claimed: set[int] = set()
        if listed:
            free = [replace(one, text="") if one.number in self._barred else one for one in lines]
            blocks = node_blocks(free, self._readers, self._items)
            self.rows += [block.row for block in blocks]
            claimed = {number for block in blocks for number in block.covered}
            headed = {int(block.row.place) for block in blocks if block.row.place.isdecimal()}
            daily, below = under_days(
                [one for one in lines if one.number not in claimed | kept | headed],
                self._items,
                self._readers.dates(self._mailed),
            )
            self.rows += daily
            claimed |= below
            kept -= claimed
            rest = [line for line in lines if line.number not in claimed | kept | headed]
            claimed |= self._numbered(rest, fields)
            claimed |= self._listed(lines, fields, claimed | kept | headed)
            free = [line for line in lines if line.number not in claimed | kept | headed]
            shares, covered = shared_node(free, fields, self._readers, self._items, alone=not self.rows)
            self.rows += shares
            claimed |= covered
            unread = [one for one in lines if one.number in sections.unread - claimed]
            self.rows += [item.row for one in unread if not tells(item := self._items.read(one.text, place=one.place))]
            claimed |= {one.number for one in unread}
        fields = [f for f in fields if not any(line.number in claimed for line in f.lines)]
        fields, block_rows = field_nodes(fields, self._mailed, self._readers.labels)
        if listed:
            self.rows += block_rows
        self.rows.sort(key=lambda row: int(row.place) if row.place.isdecimal() else 0)
        self.fields = fields
        taken = claimed | {line.number for f in fields if f.key is not None for line in f.lines}
        beside = beside_fields(fields)
        self.prose = sorted(
            [*(line for line in lines if line.number not in taken), *beside, *sections.besides],
            key=lambda line: line.number,
        )

    def tellable(self) -> tuple[Line, ...]:
        """The lines that may tell of nodes in sentences: the prose, and fields that are called as nodes are."""
        keys = (*NODELIKE, "node", "nodes", "owner", "steps")
        for_whom = [
            f for f in self.fields if f.key in ("effective", "delayed") and not self._about.names_somebody(f.value)
        ]  # 延迟：海外到1月29日
        nodelike = [
            line for f in self.fields if f.key in keys and not any(f is one for one in for_whom) for line in f.lines
        ]
        fields = {line.number for f in self.fields if f.key and f.key not in keys for line in f.lines}
        nodelike = [line for line in nodelike if line.number not in fields]
        nodelike += [  # 数量：≤ 500；节点：灰度升级-孙丽-12月4日
            replace(f.lines[0], text=f.value)
            for f in self.fields
            if f.key in ("node", "nodes") and len(f.lines) == 1 and f.lines[0].number in fields
        ]
        whole = {line.number for line in nodelike}
        found = {
            (line.number, line.text): line
            for line in (*nodelike, *(one for one in self.prose if one.number not in whole))
        }
        return tuple(
            sorted((line for line in found.values() if line.number not in self._barred), key=lambda line: line.number)
        )

    def _is_release(self, field: FieldValue) -> bool:
        """最终版本：吴敏，12月9日 is a node by its name, and no version."""
        named = field.key == "version" and not find_versions(field.value) and self._about.names_somebody(field.value)
        return named and is_node_name(field.name, self._readers.kinds)

    def _below_labels(self, fields: Sequence[FieldValue]) -> set[int]:
        """Lines that are the value of a field above them: 指导意见： and its list."""
        return {line.number for f in fields if f.key and len(f.lines) > 1 for line in f.lines}

    def _numbered(self, lines: Sequence[Line], fields: Sequence[FieldValue]) -> set[int]:
        """Takes the numbered and bulleted lines that are nodes; the numbers of the lines that they cover."""
        keys = {line.number: f.key for f in reversed(fields) for line in f.lines[:1]}
        forms = form_lines(fields)
        candidates: list[tuple[Item, set[int]]] = []
        index = {line.number: at for at, line in enumerate(lines)}
        for one in numbered_rows(lines):
            item = self._items.read(one.text, place=one.line.place, number=one.number)
            if ((item.several or self._about.has_parts(one.text)) and one.text.count("\n") == 0) or (
                tells(item) and not item.named
            ):
                continue  # a paragraph with a number, told below; a request
            if self._about.is_restriction(item) or self._about.is_planwise(item, one.text):
                continue
            key = keys.get(one.line.number)
            if one.line.number in forms:
                continue
            covered = _covered(lines, index[one.line.number], one.text.count("\n") + 1)
            noded = key in NODELIKE and item.sure and not item.restricting and self._about.done_by(item, key)
            if key is not None and not noded and key not in ROW_FIELDS:
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
        taken = taken | form_lines(fields)
        found: list[tuple[Line, Item]] = []
        for line in lines:
            text = line.text.strip()
            if line.number in taken or not 4 <= len(text) <= _LONGEST_LISTED:
                continue
            key = keys.get(line.number)
            # 4. 版本限制：12月16日起，韩冰: its number is no part of the name.
            if not any(rule.span[0] == 0 for rule in find_version_rules(text)):  # 8.0 及以下 begins with no number
                text = unmarked(text) or text
            item = self._items.read(text, place=line.place)
            # 12月12日前 华南升级，负责人：苏敏: a label within the row is the row's own.
            own = key in ROW_FIELDS and item.sure and text.find(labels.get(line.number, "")) > 0
            if key is not None and not own and key not in NODELIKE and key not in ("node",):
                continue
            label = "" if own else NOTE.sub("", labels.get(line.number, ""))
            noded = item.sure and self._about.done_by(item, key)
            if label and not (
                is_node_name(label, self._readers.kinds) and (noded or self._about.only_date(item, label))
            ):
                continue
            if label and not item.sure:
                item = replace(item, owned=True) if node_keys(label, self._readers.kinds) else item
            if item.several or is_sentence(text) or self._about.has_parts(text) or not item.row.title:
                continue
            if tells(item) or self._about.is_restriction(item) or self._about.is_planwise(item, text):
                continue
            short = item.owned and is_node_name(item.row.title, self._readers.kinds) and len(text) <= SHORT
            if (item.dated and (item.owned or item.named)) or short:
                found.append((line, item))
        found = without_wordings(found, self._readers.kinds)
        sure = {
            line.number
            for line, item in found
            if item.sure and not item.past and (item.named or len(item.row.title) <= 16)
        }
        named = {
            line.number
            for line, item in found
            if item.named and not item.past and (item.sure or self._about.is_bare(item))
        }
        claimed: set[int] = set()
        for line, item in found:
            # Behind a blank line, a sentence that names no node is said beside the list: 李想会在12月2日跟客户打招呼。
            aside = not item.named and line.text.rstrip().endswith(("。", "！", "!"))
            near = any(line.number + step in sure for step in ((-1, 1) if aside else (-2, -1, 1, 2)))
            if line.number in named or (line.number in sure and near) or (item.likely and near and named):
                self.rows.append(item.row)
                claimed.add(line.number)
        return claimed


def _of_row(value: FieldValue, grid: Grid) -> bool:
    """Whether a field is a row of a table with nodes across: 部门 | 华东 | 海外 | 产品部."""
    row = next((row for row in grid.rows if any(cell.place == value.place for cell in row)), ())
    return value.key == "departments" and not any(clean(cell.text) == value.value for cell in row)


def _covered(lines: Sequence[Line], index: int, count: int) -> set[int]:
    """The numbers of an item's first line and of the `count` - 1 lines below it that are not blank."""
    covered: set[int] = set()
    for line in lines[index : index + 3 * count]:
        if len(covered) >= count:
            break
        if line.text.strip():
            covered.add(line.number)
    return covered
