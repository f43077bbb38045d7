"""The attached sheets of a plan, and its rows of several places made one."""

import re
from collections.abc import Sequence

from mailbot.campaign.commands import Remark
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.days.dates import Moment
from mailbot.inbound.forms.fields.lines import FieldValue
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.lines.lines import Sorting
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.tables.tables import TableReader, Tables
from mailbot.inbound.forms.tables.sheets import UnreadableSheet, read_sheets
from mailbot.inbound.letter import Attachment
from mailbot.inbound.writing import Grid
from mailbot.value import Mutable, field, replace

_MOST_SHEETS = 10
_SHEET_NAMES = (".xlsx", ".xls", ".xlsm", ".et", ".ods", ".csv", ".tsv")


def is_sheet(attachment: Attachment) -> bool:
    return attachment.filename.lower().endswith(_SHEET_NAMES)


class Sheets(Mutable):
    """The attached sheets of a mail, read."""

    nodes: list[Row] = field(default_factory=list)
    parameters: list[Row] = field(default_factory=list)
    limits: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    grids: list[tuple[Grid, Tables, str]] = field(default_factory=list)
    granted: list[FieldValue] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, attachments: Sequence[Attachment], tables: TableReader, context: Context) -> "Sheets":
        found = cls()
        for attachment in [a for a in attachments if is_sheet(a)][:_MOST_SHEETS]:
            name = attachment.filename
            try:
                grids = read_sheets(
                    name, attachment.content, zone=context.rules.zone, unpacked=context.rules.limits.sheet_octets
                )
            except UnreadableSheet as error:
                reason = {"encrypted": "sheet-encrypted", "too-large": "sheet-too-large"}.get(
                    error.reason, "sheet-unreadable"
                )
                found.faults.append(Fault(reason=reason, field="nodes", place=name, words=name, facts={"file": name}))
                continue
            grids = tuple(part for grid in grids for part in tables.nodes_apart(grid))
            read = tables.read(grids, file=name)
            found.nodes += read.nodes
            found.parameters += read.parameters
            found.limits += read.limits
            found.granted += read.granted
            found.grids += [(grid, read, name) for grid in grids]
            if not (read.nodes or read.parameters or read.limits):
                found.empty.append(name)
        return found

    def fields(self, sorting: Sorting) -> list[tuple[FieldValue, str]]:
        found = [(value, name) for grid, read, name in self.grids for value in sorting.table_fields((grid,), read)]
        notes = {id(read): (read, name) for _, read, name in self.grids}.values()
        found += [(v, name) for read, name in notes for cell in read.notes for v in sorting.note(cell.text, cell.place)]
        return found

    def remarks(self, has_rows: bool) -> tuple[Remark, ...]:
        """A sheet without anything of a plan is only remarked on where the plan's nodes stand nowhere else."""
        if has_rows:
            return ()
        return tuple(Remark(reason="sheet-no-table", place=name, words=name) for name in self.empty)


# --- rows of several places ------------------------------------------------------------------------------------------


def titled(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, blank titles filled from above; rows that say nothing are left out."""
    kept: list[Row] = []
    for row in rows:
        if not row.title and any(row.text(key) for key in ("owner", "due", "department")) and kept:
            row = replace(row, texts={**row.texts, "title": kept[-1].title})
        if row.title:
            kept.append(row)
    return tuple(kept)


def united(
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
