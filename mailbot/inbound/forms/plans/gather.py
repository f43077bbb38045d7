"""gather: a mail's lines, tables and sheets → the draft of a plan: which text is a field, which a row, which neither (SPEC 3)."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from mailbot.campaign.commands import Remark
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.fields.lines import FieldValue, read_fieldlines
from mailbot.inbound.forms.plans.dittoed import dittoed, with_hour_of_all
from mailbot.inbound.forms.plans.draft import Draft, Row, Said
from mailbot.inbound.forms.plans.lines.fieldnodes import with_sole_node
from mailbot.inbound.forms.plans.lines.lines import Sorting
from mailbot.inbound.forms.plans.lines.ownerdays import shared_out
from mailbot.inbound.forms.plans.lines.shares import of_departments, runs_of_departments
from mailbot.inbound.forms.plans.lines.stopped import stopped
from mailbot.inbound.forms.plans.readers import NODELIKE, ROW_FIELDS, Readers
from mailbot.inbound.forms.plans.sheets import Sheets, is_sheet, titled, united
from mailbot.inbound.forms.plans.story.beside_lists import beside, tells_more
from mailbot.inbound.forms.plans.story.sentences import steps
from mailbot.inbound.forms.plans.story.told import Told, told
from mailbot.inbound.forms.plans.story.untaken import passed_over
from mailbot.inbound.forms.plans.tables.stacked import stacked_grids
from mailbot.inbound.forms.plans.tables.tables import NODE_COLUMNS, TableReader, columns_of
from mailbot.inbound.forms.plans.values.grant_table import grant_table
from mailbot.inbound.forms.tables.headers import squeeze
from mailbot.inbound.forms.tables.tables import find_grids
from mailbot.inbound.forms.things.nested import unnested
from mailbot.inbound.letter import Attachment
from mailbot.inbound.writing import Grid, Line
from mailbot.late import late
from mailbot.value import replace

_MOST_LINES = 4000
_MOST_ROWS = 300
_MOST_HEADINGS = 3
_PARTED = late(r"[\t|｜│┃\u3000]|[ \xa0]{2,}")
_BARS = late(r"[\t|｜│┃]")
_LONGEST_HEADER = 400
_STUCK = late(r"^(\s*\d{1,2}[.．])(?=\d{1,2}/\d{1,2}(?![\d./]))")  # 2.12/28我出总结
_KEYCAP = late(r"^(\s*\d)\ufe0f?\u20e3[.、]?\s*")  # 1️⃣ 灰度升级
_RULE = late(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")


def gather(context: Context, readers: Readers) -> Draft:
    """The draft of what one mail says; earlier mails are not looked at. Linear in the text."""
    lines, html_grids, title, attachments = _content(context)
    lines = tuple(
        replace(line, text=_STUCK.sub(r"\1 ", _KEYCAP.sub(r"\1. ", line.text, count=1), count=1)) for line in lines
    )
    lines = unnested(lines, readers.known.key, ROW_FIELDS)
    mailed = context.mailed
    tables = TableReader(context.rules.fields, readers.kinds, readers.people, readers.dates(mailed), mailed)
    headings = frozenset(squeeze(name) for column in context.rules.fields.column for name in column.names)
    html_grids = tuple(part for grid in html_grids for part in tables.nodes_apart(grid))
    found = (grid for block in _blocks(lines, headings) for grid in find_grids(block, html_grids)[0])
    grids = tuple(part for grid in found for part in tables.nodes_apart(grid))
    placed = {cell.place for grid in (*grids, *html_grids) for row in grid.rows for cell in row}
    free = [line for line in lines if line.place not in placed]
    grids += stacked_grids(free, columns_of(context.rules.fields, NODE_COLUMNS), readers.dates(mailed, done=True))
    texts = {line.place: line.text for line in lines}
    loose = [grid for grid in grids if not _PARTED.search(texts.get(grid.rows[0][0].place, "").strip())]
    body = tables.read([grid for grid in (*html_grids, *grids) if not _is_form(grid, readers)], loose=loose)
    sheets = Sheets.of(attachments, tables, context)
    sorting = Sorting(readers, mailed)
    parted = [grid for grid in grids if not any(grid is other for other in loose)]
    fields = [Said(value, mailed) for value in sorting.table_fields((*html_grids, *parted), body)]
    used = {cell.place for grid in (*body.used, *sorting.forms) for row in grid.rows for cell in row}
    rest = tuple(line for line in lines if line.place not in used)
    sorting.sort(rest, listed=not body.nodes)
    left: tuple[Fault, ...] = ()
    clauses: tuple[Fault, ...] = ()
    asides: tuple[Remark, ...] = ()
    story = Told()
    if not body.nodes and not sheets.nodes:
        sorting, left, clauses, asides, story = _by_sentences(rest, sorting, readers)
    fields += [Said(value, mailed) for value in sorting.fields]
    fields += [Said(value, mailed) for cell in body.notes for value in sorting.note(cell.text, cell.place)]
    known = {said.field.key for said in fields}
    above = "\n".join(line.text for line in rest)
    grants = [value for grid in (*html_grids, *grids) for value in grant_table(grid, above, context.rules.directory)]
    fields += [Said(value, mailed) for value in grants if value.key not in known]
    fields += [Said(value, mailed) for text, place in _headings(html_grids) for value in sorting.note(text, place)]
    fields.sort(key=lambda said: int(said.field.place) if said.field.place.isdecimal() else 0)
    fields += [Said(value, mailed, file) for value, file in sheets.fields(sorting)]
    rows = titled((*of_departments(body.nodes, lines, readers), *runs_of_departments(sorting.rows, lines, readers)))
    sheet_rows = titled(of_departments(sheets.nodes, (), readers))
    faults = list(sheets.faults)
    rows, conflicts, unused = united(rows, sheet_rows, readers)
    if body.nodes or sheet_rows:
        story = told([stopped(line) for line in sorting.tellable()], readers)
        more, left, clauses, asides = beside(story, rows, readers)
        rows = _in_order((*rows, *more))
    elif not rows:
        rows = titled(_listed_in_cells(fields, readers, mailed))
    rows = with_sole_node([said.field for said in fields], rows, readers, mailed)
    rows = dittoed(shared_out(rows, readers), readers)
    rows = with_hour_of_all(rows, (line.text for line in sorting.prose), readers)
    fields = [said for said in fields if not _is_node(said.field, rows)]
    if len(rows) > _MOST_ROWS:
        faults.append(
            Fault(reason="sheet-too-large", field="nodes", place=rows[_MOST_ROWS].place, words=rows[-1].whole[:80])
        )
    return Draft(
        title=title,
        mailed=mailed,
        fields=tuple(fields),
        rows=rows[:_MOST_ROWS],
        parameters=(*body.parameters, *sheets.parameters),
        limits=(*body.limits, *sheets.limits),
        prose=tuple((stopped(line), mailed) for line in sorting.prose),
        background=tuple((line, mailed) for line in sorting.background),
        faults=(*faults, *left, *conflicts),
        loose=clauses,
        remarks=(*asides, *passed_over(story.mentioned, rows, readers), *unused, *sheets.remarks(bool(rows))),
        days=story.days,
        granted=tuple(Said(value, mailed) for value in body.granted or sheets.granted),
        headings=(*_headings(html_grids), *(one for grid, _, _ in sheets.grids for one in _headings((grid,)))),
        english=readers.english,
    )


def _listed_in_cells(fields: Sequence[Said], readers: Readers, mailed: datetime) -> list[Row]:
    """Nodes that stand as lines in one cell of a form: 时间节点 | 1、组件获取（孙丽）12月1日 …."""
    rows: list[Row] = []
    for said in fields:
        field = said.field
        if field.key in ("node", "nodes") and "\n" in field.value:
            listing = Sorting(readers, mailed)
            listing.sort([Line(n, text) for n, text in enumerate(field.value.splitlines(), 1)], listed=True)
            rows += [
                replace(row, place=field.place, places=dict.fromkeys(row.places, field.place), file=said.file)
                for row in listing.rows
            ]
    return rows


def _by_sentences(
    lines: Sequence[Line], listed: Sorting, readers: Readers
) -> tuple[Sorting, tuple[Fault, ...], tuple[Fault, ...], tuple[Remark, ...], Told]:
    """The sorting that gives more of the plan: of the lines one by one with what is told beside them, or of what their sentences
    tell; with what could not be assigned to anybody or any deed (rows of a list, told clauses), and what is no node."""
    telling = Sorting(readers, readers.context.mailed)
    telling.sort(lines, listed=False)
    story = told([stopped(line) for line in telling.tellable()], readers)
    if not story.rows or (listed.rows and not tells_more(story, listed.rows, readers)):
        more, left, clauses, asides = beside(story, listed.rows, readers)
        listed.rows = [*_in_order((*listed.rows, *more))]
        return listed, left, clauses, asides, story
    telling.rows = [*story.rows]
    telling.prose = [part for line in telling.prose for part in steps(line)]
    return telling, (), story.faults, story.remarks, story


def _is_node(field: FieldValue, rows: Sequence[Row]) -> bool:
    """Whether a field that is called as nodes are is one of the rows, with nothing of the plan's own: 版本限制：韩冰."""
    return (
        field.key in NODELIKE
        and not any(map(str.isdigit, field.value))
        and any(row.place == field.place and row.text("owner") for row in rows)
    )


def _in_order(rows: Sequence[Row]) -> tuple[Row, ...]:
    """As they stand in the mail, where each stands in a line."""
    return (
        tuple(sorted(rows, key=lambda row: int(row.place)))
        if all(row.place.isdecimal() for row in rows)
        else tuple(rows)
    )


def _headings(grids: Sequence[Grid]) -> list[tuple[str, str]]:
    """The texts that stand alone in the first rows of tables, with their places."""
    found: list[tuple[str, str]] = []
    for grid in grids:
        for row in grid.rows[:_MOST_HEADINGS]:
            texts = {cell.text.strip(): cell.place for cell in reversed(row) if cell.text.strip()}
            if len(texts) != 1 or len(row) < 2:
                break
            found += [(text[:200], place) for text, place in texts.items()]
    return found


def _is_form(grid: Grid, readers: Readers) -> bool:
    """Two columns that name the plan's own fields: 有效时间 | 2026.12.1-2027.3.31 beside 区域范围 | 华北 is no node's row."""
    if not grid.rows or max(len(row) for row in grid.rows) != 2:
        return False
    labels = [row[0].text for row in grid.rows if row[0].text.strip()]
    values = read_fieldlines((), (grid,), readers.names)
    keys = {value.key for value in values if value.key}
    unknown = len(labels) - sum(1 for value in values if value.key)
    return len(keys - ROW_FIELDS - NODELIKE) >= 3 and not keys & {"node", "due"} and unknown <= 1


def _content(context: Context) -> tuple[tuple[Line, ...], tuple[Grid, ...], str, tuple[Attachment, ...]]:
    """What counts: the sender's own words, or an attached mail where there are none (SPEC 3: a forwarded mail)."""
    writing, letter = context.writing, context.letter
    title = context.subject.bare
    if writing.attached and not any(map(is_sheet, letter.attachments)):
        inner = letter.attached_letters[0]
        return writing.lines[:_MOST_LINES], writing.grids, title or inner.subject, inner.attachments
    return writing.lines[:_MOST_LINES], writing.grids, title, letter.attachments


def _blocks(lines: Sequence[Line], names: frozenset[str]) -> list[Sequence[Line]]:
    """The lines cut before each header that a blank line parts from what is above: two tables below each other are two. A header is
    a row with bars over a rule (Markdown), or one of which most cells are `names` of columns."""
    cuts = [
        index
        for index in range(1, len(lines) - 1)
        if not lines[index - 1].text.strip()
        and (
            ("|" in lines[index].text and _RULE.fullmatch(lines[index + 1].text))
            or _is_header(lines[index].text, names)
        )
    ]
    return [lines[a:b] for a, b in pairwise([0, *cuts, len(lines)])]


def _is_header(text: str, names: frozenset[str]) -> bool:
    cells = [squeezed for part in _BARS.split(text[:_LONGEST_HEADER]) if (squeezed := squeeze(part))]
    known = sum(cell in names for cell in cells)
    return known > 1 and known * 3 >= len(cells) * 2
