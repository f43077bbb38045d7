"""Tables whose cells stand between tabs (as Excel and WPS paste them), or between commas in a list with a header."""

from collections.abc import Sequence

from mailbot.inbound.forms.tables.textcells import are_fields, to_grid
from mailbot.inbound.writing import Grid, Line
from mailbot.late import late

_QUOTED_LINES = 20  # how many lines a quoted cell may take
_TABS = late(r"\t[\t ]*")
_COMMAS = ("\t", ",", "，", ";", "；", "、", " / ", "／")
_ENDING = late(r"[。.!！?？;；:：]\s*$")
_LONGEST_LISTED = 24
_DIGIT = late(r"\d")


def read_tabbed(lines: Sequence[Line], index: int) -> tuple[Grid | None, int]:
    """See `textgrids.Reader`."""
    rows: list[tuple[Line, str]] = []
    end = index
    while end < len(lines):
        text, behind = _with_quoted(lines, end)
        if "\t" in text.strip() or ("\t" in text and rows and text.strip()):
            rows.append((lines[end], text))
            end = behind
        elif not text.strip() and end + 1 < len(lines) and "\t" in lines[end + 1].text.strip():
            end += 1  # a blank line between two rows
        else:
            break
    split = [(line, _cells(text)) for line, text in rows]
    if len({len(cells) for _, cells in split}) > 1:
        # Tabs typed to align the columns, where several stand for one, if that makes more rows even.
        indented = all(
            text.startswith("\t") for _, text in rows
        )  # else a row that begins with a tab has a blank first cell
        loose = [
            (line, [_unquoted(cell) for cell in _TABS.split(text.strip() if indented else text.rstrip())])
            for line, text in rows
        ]
        split = loose if _evenness(loose) > _evenness(split) else split
    wide = [cells for _, cells in split if sum(1 for cell in cells if cell.strip()) > 1]
    if len(wide) < 2 or len(wide) * 2 < len(split) or are_fields([cells for _, cells in split]):
        return None, end
    return to_grid(split), end


def _evenness(rows: Sequence[tuple[Line, Sequence[str]]]) -> int:
    """How many rows are as wide as the widest."""
    widths = [len(cells) for _, cells in rows]
    return widths.count(max(widths))


def _with_quoted(lines: Sequence[Line], index: int) -> tuple[str, int]:
    """A row with the further lines of a cell in quotes (Excel's way to paste line breaks), and the next line's index."""
    text = lines[index].text
    end = index + 1
    if '"' not in text:
        return text, end
    joined = text
    while joined.count('"') % 2 and end < min(len(lines), index + _QUOTED_LINES):
        joined += "\n" + lines[end].text
        end += 1
    return (text, index + 1) if joined.count('"') % 2 else (joined, end)


def _cells(text: str) -> list[str]:
    cells = [_unquoted(cell) for cell in text.split("\t")]
    while len(cells) > 1 and not cells[-1].strip():
        cells.pop()
    return cells


def _unquoted(cell: str) -> str:
    cell = cell.strip(" ")
    if len(cell) > 1 and cell.startswith('"') and cell.endswith('"'):
        return cell[1:-1].replace('""', '"')
    return cell


def read_listed(lines: Sequence[Line], index: int) -> tuple[Grid | None, int]:
    """`节点，负责人，完成时间` and rows alike below. Strict, since sentences have commas too.

    The header has at least three short words without figures; all rows have as many cells, none long or ending like a
    sentence; and one column has figures in every row. See `textgrids.Reader`.
    """
    for comma in _COMMAS[1:]:
        header = _listed(lines[index].text, comma)
        if len(header) < 3 or any(len(cell) > 10 or _DIGIT.search(cell) for cell in header):
            continue
        rows = [(lines[index], header)]
        for line in map(lines.__getitem__, range(index + 1, len(lines))):
            cells = _listed(line.text, comma)
            if len(cells) != len(header) or not _DIGIT.search(line.text):
                break
            rows.append((line, cells))
        figures = [all(_DIGIT.search(cells[column]) for _, cells in rows[1:]) for column in range(len(header))]
        if len(rows) > 1 and any(figures):
            return to_grid(rows), index + len(rows)
    return None, index + 1


def _listed(text: str, comma: str) -> list[str]:
    if len(text) > 200 or comma not in text or _ENDING.search(text):
        return []
    cells = [cell.strip() for cell in text.split(comma)]
    return cells if all(len(cell) <= _LONGEST_LISTED for cell in cells) and cells[0] else []
