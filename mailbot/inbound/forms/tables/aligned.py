"""Tables whose columns are aligned by several spaces or by full-width ones, which count two columns."""

from collections.abc import Sequence
from itertools import pairwise

from mailbot.inbound.forms.tables.textcells import are_fields, columns_of, is_field, to_grid
from mailbot.inbound.writing import Grid, Line
from mailbot.late import late
from mailbot.value import Value

_BLANKS = late(r"[ \xa0\u3000]+")
_RULE = late(r"[\s\-=_—─━═+]+")
_SENTENCE = late(r"[。.!！?？；;，,]$")
_WORDS = late(r"[\w()（）*]{1,8}")
_TIME = late(r"(?:上午|下午|晚上|中午|早上)?\d{1,2}(?:[:：]\d{2}|[点时])\S{0,4}")
_DAY = late(r"(?:\d{4}\s?[年./-]\s?)?\d{1,2}\s?[月./-]\s?\d{1,2}")
_TIME_OF = late(
    r"[至到~～—–-]|[(（]?(?:上午|下午|晚上|中午|早上|凌晨|午夜|零点|下班|周|星期|前|之前|以前|起|止)|\d{1,2}\s?[:：点时]"
)
_LONGEST_LINE = 400


class _Piece(Value):
    """A text between gaps, with the screen columns that it takes (`end` exclusive)."""

    text: str
    start: int
    end: int


def read_aligned(lines: Sequence[Line], index: int) -> tuple[Grid | None, int]:
    """See `textgrids.Reader`."""
    pieces = _pieces(lines[index].text)
    if len(pieces) < 2:
        return _read_spaced(lines, index)
    block = [(lines[index], pieces)]
    end = index + 1
    while end < len(lines):
        text = lines[end].text
        pieces = _pieces(text)
        if not lines[end - 1].text.strip() and len(pieces) > max(len(cells) for _, cells in block):
            break  # behind a blank line a wider table begins: 区域  华东 above 节点  负责人  完成时间
        if (_RULE.fullmatch(text) and text.strip()) or (
            not pieces and end + 1 < len(lines) and _belongs(_pieces(lines[end + 1].text), block)
        ):
            end += 1
        elif _belongs(pieces, block):
            block.append((lines[end], pieces))
            end += 1
        else:
            break
    if len(block) == 1:
        return _read_spaced(lines, index)
    lead = _lead(block)
    if lead:  # a line of prose that happens to stand above the table
        return None, next(place for place in range(index, end) if lines[place] is block[lead][0])
    return _grid(block), end


def _belongs(pieces: Sequence[_Piece], block: Sequence[tuple[Line, Sequence[_Piece]]]) -> bool:
    """A row of nearly as many cells, or the rest of a cell that stands under its column."""
    if not pieces:
        return False
    first = block[0][1]
    if len(pieces) > 1:
        return abs(len(pieces) - len(first)) <= max(1, len(first) // 2)
    return pieces[0].start > 0 and any(abs(pieces[0].start - piece.start) < 2 for piece in block[-1][1][1:])


def _grid(block: Sequence[tuple[Line, Sequence[_Piece]]]) -> Grid | None:
    rows = [pieces for _, pieces in block if len(pieces) > 1]
    if len(rows) < 2 or are_fields([[piece.text for piece in pieces] for pieces in rows]):
        return None
    if sum(1 for pieces in rows if any(is_field(piece.text) for piece in pieces)) * 2 > len(rows):
        return None  # 1、灰度升级   负责人：孙丽   12月3日 is a line of its own
    if sum(1 for pieces in rows if any(_SENTENCE.search(piece.text) for piece in pieces[:-1])) * 3 > len(rows):
        return None  # English prose with two spaces between its sentences
    if any(map(str.isdigit, "".join(piece.text for piece in rows[0]))) and len(rows[0]) == max(map(len, rows)) > min(
        map(len, rows)
    ):
        return None  # 12/9  华东  孙丽  升级 over 12/18 总结  陈静: no header, and lines by themselves
    width = _width(rows)
    full = [pieces for pieces in rows if len(pieces) == width]
    if (len(full) < 2 and len(full) * 2 < len(rows) and rows[0] not in full) or (width == 2 and not _in_line(full)):
        return None
    spans = _spans(full)
    table: list[tuple[Line, list[str]]] = []
    for line, pieces in block:
        if len(pieces) == width:
            table.append((line, [piece.text for piece in pieces]))
            continue
        cells = [""] * width
        by_order = 1 < len(pieces) < width and not _fits(pieces, spans)
        for place, piece in enumerate(pieces):
            column = place if by_order else max(range(width), key=lambda column: _overlap(piece, spans[column]))
            cells[column] = f"{cells[column]} {piece.text}".strip()
        if len(pieces) == 1 and table and cells[0] == "":
            column = next(column for column, text in enumerate(cells) if text)
            table[-1][1][column] = f"{table[-1][1][column]}\n{cells[column]}".strip()
        else:
            table.append((line, cells))
    return to_grid(table)


def _lead(block: Sequence[tuple[Line, Sequence[_Piece]]]) -> int:
    """How many rows stand before the first one of the table's width and have no place in its columns."""
    rows = [pieces for _, pieces in block if len(pieces) > 1]
    width = _width(rows)
    full = [pieces for pieces in rows if len(pieces) == width]
    first = next(place for place, (_, pieces) in enumerate(block) if len(pieces) == width)
    above = [pieces for _, pieces in block[:first]]
    prose = any(_SENTENCE.search(piece.text) for pieces in above for piece in pieces)
    if len(full) < 2 or (not prose and all(_fits(pieces, _spans(full)) for pieces in above)):
        return 0
    return first


def _width(rows: Sequence[Sequence[_Piece]]) -> int:
    """The number of columns: the greatest that two rows have, or the first one (a header), if the shorter rows stand
    under them or lack one cell at their end (备注 is seldom filled in); else the most frequent."""
    counts = [len(pieces) for pieces in rows]
    for width in sorted(set(counts), reverse=True):
        full = [pieces for pieces in rows if len(pieces) == width]
        shorter = [pieces for pieces in rows if len(pieces) < width]
        if width > 3 and width == max(counts) and all(map(_remarks, full)) and {*counts} == {width, width - 1}:
            return width  # 升级  孙丽  1月6日 above 版本限制  韩冰  1月13日  3.0 以下
        if counts.count(width) < 2 and counts[0] != width:
            continue
        if all(_fits(pieces, _spans(full)) for pieces in shorter):
            return width
        if counts[0] == width and all(len(pieces) == width - 1 for pieces in shorter) and len(shorter) < len(rows) - 1:
            return width
    return _common(counts)


def _remarks(pieces: Sequence[_Piece]) -> bool:
    """Whether a row ends with more than its day and owner: words that are no time of the day before them."""
    texts = [piece.text for piece in pieces]
    days = [at for at, text in enumerate(texts[:-1]) if _DAY.match(text)]
    return bool(days) and len(texts[-1]) > 1 and not any(_TIME_OF.match(texts[at + 1]) for at in days)


def _spans(full: Sequence[Sequence[_Piece]]) -> list[tuple[int, int]]:
    """The screen columns that each column of rows of one width takes."""
    return [(min(p.start for p in column), max(p.end for p in column)) for column in zip(*full, strict=True)]


def _fits(pieces: Sequence[_Piece], spans: Sequence[tuple[int, int]]) -> bool:
    """Whether each piece stands in a column of its own, in their order, and begins about where the column does."""
    if len(pieces) > len(spans):
        return False
    columns = [max(range(len(spans)), key=lambda column: _overlap(piece, spans[column])) for piece in pieces]
    return all(one < other for one, other in pairwise(columns)) and all(
        spans[column][0] - 2 <= piece.start < spans[column][1] for piece, column in zip(pieces, columns, strict=True)
    )


def _common(counts: Sequence[int]) -> int:
    """The most frequent count, of equals the greatest."""
    return max(set(counts), key=lambda count: (counts.count(count), count))


def _in_line(rows: Sequence[Sequence[_Piece]]) -> bool:
    """Whether the second of two columns starts at one place in all rows (fonts may put it off by a little)."""
    starts = [pieces[1].start for pieces in rows]
    return max(starts) - min(starts) <= 2


def _overlap(piece: _Piece, span: tuple[int, int]) -> float:
    """How far a piece lies in a column's span; beside it, the less the farther."""
    common = min(piece.end, span[1]) - max(piece.start, span[0])
    return common if common > 0 else common - abs(piece.start - span[0]) / 1000


def _pieces(text: str) -> list[_Piece]:
    """The texts between gaps of two spaces or more, or of a full-width one. None for a rule or an overlong line."""
    text = text.rstrip()
    if len(text) > _LONGEST_LINE or _RULE.fullmatch(text):
        return []
    if "  " not in text and "\u3000" not in text and "\xa0" not in text:
        return [_Piece(text, 0, 2 * len(text))] if text else []  # all that is asked of a single text is where it starts
    edges = [0]
    for char in text:
        edges.append(edges[-1] + columns_of(char))
    gaps = [
        gap.span() for gap in _BLANKS.finditer(text) if edges[gap.end()] - edges[gap.start()] > 1 or not gap.start()
    ]
    bounds = [0, *(place for gap in gaps for place in gap), len(text)]
    return [
        _Piece(text[start:end], edges[start], edges[end])
        for start, end in zip(bounds[::2], bounds[1::2], strict=True)
        if end > start
    ]


def _read_spaced(lines: Sequence[Line], index: int) -> tuple[Grid | None, int]:
    """`节点 负责人 完成时间` with single spaces, and rows alike below.

    Strict, since sentences have spaces too: the header has three short words or more without figures, one of them
    Chinese; the rows have as many cells, figures always in the same column. A time belongs to the day before it; what
    is over belongs to the last column.
    """
    header = lines[index].text.split()
    if not 3 <= len(header) <= 12 or not all(_WORDS.fullmatch(word) for word in header):
        return None, index + 1
    if any(char.isdigit() for word in header for char in word) or all(word.isascii() for word in header):
        return None, index + 1
    rows: list[tuple[Line, list[str]]] = [(lines[index], header)]
    for line in map(lines.__getitem__, range(index + 1, len(lines))):
        words = _times_joined(line.text[:_LONGEST_LINE].split())
        figures = any(map(str.isdigit, line.text[:_LONGEST_LINE]))
        if len(words) < max(3, len(header) - 1) or not figures or _SENTENCE.search(words[0]) or is_field(words[0]):
            break
        rows.append((line, [*words[: len(header) - 1], " ".join(words[len(header) - 1 :])]))
    columns = [all(any(map(str.isdigit, cells[column])) for _, cells in rows[1:]) for column in range(len(header))]
    if len(rows) < 2 or not any(columns) or all(columns):
        return None, index + 1
    return to_grid(rows), index + len(rows)


def _times_joined(words: Sequence[str]) -> list[str]:
    joined: list[str] = []
    for word in words:
        if joined and _TIME.fullmatch(word) and any(map(str.isdigit, joined[-1])):
            joined[-1] = f"{joined[-1]} {word}"
        else:
            joined.append(word)
    return joined
