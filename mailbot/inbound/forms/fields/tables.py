"""Fields written as a table: 字段 | 值, four columns of both, or names above their values (issue "Fields"; SPEC 9)."""

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from mailbot.inbound.forms.tables.headerrow import find_header, texts
from mailbot.inbound.forms.tables.headers import Headers, headers_of, squeeze
from mailbot.inbound.writing import Cell, Grid
from mailbot.late import late
from mailbot.value import replace

_ROWS = 200
_LONGEST_LABEL = 20
# 项目 | 内容 above the pairs names the two columns, not a field.
_TITLES = {
    "字段",
    "字段名",
    "项目",
    "名称",
    "内容",
    "值",
    "说明",
    "取值",
    "参数",
    "信息",
    "要素",
    "填写",
    "填写内容",
    "填写说明",
}
_TITLES |= {"field", "item", "name", "value", "content", "description", "key", "序号", "备注", "示例", "no"}
_WITHIN = late(r"\s*([^:：\n]{1,20})[:：]\s*(.*)", re.DOTALL)

Pairs = list[tuple[str, Cell]]


def read_fields(
    grid: Grid, names: Collection[str], *, columns: Mapping[str, Collection[str]] | None = None
) -> tuple[tuple[str, Cell], ...] | None:
    """The fields of a table as (name as written, cell of the value), or None if it is no table of fields.

    A table of fields names at least two of `names` (the one that it has, if it has a single row). Names that are not
    known are kept, since the receipt asks about them. A value over several rows under one name is joined by line
    feeds; a name without a value has a blank cell. With `columns` (as for `read_table`), the reading stops where the
    header of such a table begins, so that a form above a node table is read as fields.
    """
    known = headers_of({name: (name,) for name in names})
    head = find_header(grid.rows, headers_of(columns), ()) if columns is not None else None
    if head is not None and (not head.certain or len(head.matches) < 3 or head.last + 1 >= len(grid.rows)):
        head = None
    pairs = _above(grid.rows[:_ROWS], known)
    if head is not None and len(head.matches) >= sum(_is_name(name, known) for name, _ in pairs):
        pairs = []
    pairs = pairs or _beside(grid.rows[: head.first if head is not None else _ROWS], known)
    # 产品　　：星桥, whose name and value only blanks part, keeps its colon.
    return tuple((name, replace(cell, text=cell.text.lstrip(":： \u3000"))) for name, cell in pairs) or None


def _beside(rows: Sequence[Sequence[Cell]], known: Headers) -> Pairs:
    """Names with their values to the right, one pair or several in a row."""
    filled = _ungrouped([row for row in rows if not _is_blank_or_title(row)], known)
    if filled and len(filled[0]) > 2 and _is_alone(filled[0], known):
        filled = filled[1:]
    labels = _label_columns(filled, known)
    pairs: Pairs = []
    named = 0
    for row in filled:
        found = _row_pairs(row, labels, known)
        named += any(_is_name(name, known) for name, _ in found)
        for name, cell in found:
            _add(pairs, name, cell)
    if not named or (named < 2 and len(filled) > 1) or named * 2 < len(filled):
        return []
    return [(name, cell) for name, cell in pairs if name]


def _ungrouped(rows: Sequence[Sequence[Cell]], known: Headers) -> list[Sequence[Cell]]:
    """The rows without what stands over several at once, where a name follows it: 授权 | 数量 | 900台 over 授权 | 区域 | 华东."""
    heads = [row[0].text.strip() for row in rows]
    found: list[Sequence[Cell]] = []
    for at, row in enumerate(rows):
        spans = heads[at] and heads[at] in (heads[at - 1] if at else "", *heads[at + 1 : at + 2])
        group = spans and len(row) > 2 and not _is_name(heads[at], known) and _is_name(row[1].text, known)
        found.append((*row[1:], replace(row[-1], text="")) if group else row)
    return found


def _label_columns(rows: Sequence[Sequence[Cell]], known: Headers) -> list[int]:
    """The columns in which at least half of what stands are known names, a column for values left after each."""
    width = len(rows[0]) if rows else 0
    columns: list[int] = []
    for column in range(width - 1):
        own = [row[column].text for row in rows if _starts_run(row, column)]
        named = sum(_is_name(text, known) for text in own)
        if named and named * 2 >= len(own) and (not columns or column - columns[-1] > 1):
            columns.append(column)
    return columns


def _row_pairs(row: Sequence[Cell], labels: Sequence[int], known: Headers) -> Pairs:
    own = [cell for column, cell in enumerate(row) if _starts_run(row, column)]
    within = [
        _within(cell, known) or ("", cell) for cell in own
    ]  # 版本：8.5.0 | 官网发布 | 区域：华东: what has no name goes on
    if sum(1 for name, _ in within if name) * 2 > len(own) and within[0][0]:
        return within
    pairs: Pairs = []
    for column, following in pairwise([*labels, len(row)]):
        label = row[column].text
        places = range(column + 1, following)
        filled = [row[place] for place in places if _starts_run(row, place)]
        value = filled[0] if filled else replace(row[min(column + 1, len(row) - 1)], text="")
        if len(filled) > 1:
            value = replace(value, text=" ".join(cell.text for cell in filled))
        if _starts_run(row, column):
            if _may_be_label(label) or _is_name(label, known):
                pairs.append((_label(label), value))
        elif not label.strip() and filled:
            pairs.append(("", value))  # what stands above goes on
    return pairs


def _above(rows: Sequence[Sequence[Cell]], known: Headers) -> Pairs:
    """One row of names and one of values below it."""
    filled = [row for row in rows if not _is_blank_or_title(row)]
    if len(filled) != 2:
        return []
    upper, lower = ([text.strip() for text in texts(row)] for row in filled)
    named = sum(_is_name(text, known) for text in upper)
    if named < 2 or named * 2 <= sum(map(bool, upper)) or any(_is_name(text, known) for text in lower):
        return []
    return [(_label(label), cell) for label, cell in zip(upper, filled[1], strict=True) if label]


def _add(pairs: Pairs, name: str, cell: Cell) -> None:
    """Appends a pair; the same name again right below, or none, goes on with the value above."""
    if pairs and (not name or squeeze(pairs[-1][0]) == squeeze(name)):
        above = pairs[-1][1]
        if cell.text != above.text:
            text = f"{above.text}\n{cell.text}" if above.text.strip() else cell.text
            pairs[-1] = (pairs[-1][0], replace(above, text=text))
    elif name:
        pairs.append((name, cell))


def _starts_run(row: Sequence[Cell], column: int) -> bool:
    """Whether a text of its own stands here, not what a merged cell repeats."""
    return bool(row[column].text.strip()) and (not column or row[column].text != row[column - 1].text)


def _is_name(text: str, known: Headers) -> bool:
    return len(text) <= 2 * _LONGEST_LABEL and known.names(text)


def _may_be_label(text: str) -> bool:
    """Whether an unknown text can be a field's name: short, and no figure."""
    return 0 < len(text.strip()) <= _LONGEST_LABEL and not text.strip()[0].isdigit() and "\n" not in text.strip()


def _label(text: str) -> str:
    return text.strip().strip("*＊※ \u3000").rstrip(":： ")


def _within(cell: Cell, known: Headers) -> tuple[str, Cell] | None:
    """`产品：星桥` written in one cell."""
    match = _WITHIN.fullmatch(cell.text)
    if match is None or not _is_name(match[1], known):
        return None
    return _label(match[1]), replace(cell, text=match[2].strip())


def _is_alone(row: Sequence[Cell], known: Headers) -> bool:
    """Whether one text stands in a row that names no field: a title above the form, its cells not merged."""
    own = [cell for cell in row if cell.text.strip()]
    return len(own) == 1 and own[0] is row[0] and not _is_name(own[0].text, known) and _within(own[0], known) is None


def _is_blank_or_title(row: Sequence[Cell]) -> bool:
    """Nothing, one text over everything (一、基本信息), or 项目 | 内容 above the pairs."""
    own = [text.strip() for text in texts(row) if text.strip()]
    over_all = len(own) == 1 and len(row) > 2 and all(cell.text.strip() == own[0] for cell in row)
    return not own or over_all or (len(own) > 1 and all(squeeze(text) in _TITLES for text in own))
