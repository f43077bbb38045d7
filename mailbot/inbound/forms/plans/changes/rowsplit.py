"""split_row: one row of a plan made into several: 全量升级拆成两个：全量升级（华东）孙丽 12月11日，… (SPEC 5 "Receipt")."""

import re
from collections.abc import Sequence

from mailbot.inbound.forms.plans.changes.change_words import PIECES, SPLIT
from mailbot.inbound.forms.plans.changes.filler import is_aside
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.items import ItemReader
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.rulebook.folding import fold
from mailbot.value import replace

_BRACKET = r"[（(]([^（）()]{1,12})[)）]"


def split_row(text: str, line: Line, rows: Sequence[Row], items: ItemReader) -> list[tuple[int | None, Row]] | None:
    """The row that a text parts becomes the first of its pieces, the others are new (None for their index). None where a text
    parts no row, [] where it does and its pieces are not clear."""
    for index, row in enumerate(rows):
        title = row.title
        found = SPLIT.match(text, len(title)) if title and fold(text).startswith(fold(title)) else None
        if found is not None:
            pieces = [
                piece for piece in map(str.strip, PIECES.split(text[found.end() :])) if piece and not is_aside(piece)
            ]
            read = _pieces(pieces, line, items, title)
            return [(None if one.add else index, one) for one in read]
    return None


# 第一批, 余下的: no title by itself
_PART = late(
    r"(?:第?[一二三四五六\d]{1,2}|首|头|末|后)[批期轮步段](?:次)?|(?:剩余|余下|剩下|其余|后续)(?:的|部分)?|试点|灰度"
)


def _pieces(pieces: Sequence[str], line: Line, items: ItemReader, whole: str) -> list[Row]:
    """A row for each piece, all but the first to be added; [] where one is not clear or two would be called alike."""
    rows: list[Row] = []
    for piece in pieces:
        item = items.read(piece, place=line.place)
        if not item.sure or item.several:
            return []
        title, bracket = item.row.title, re.search(_BRACKET, piece)
        if bracket and bracket[1] not in item.row.text("owner") and bracket[1] not in title:
            title = f"{title}（{bracket[1]}）"
        if _PART.fullmatch(title):
            title = f"{whole}（{title}）"
        rows.append(replace(item.row, texts={**item.row.texts, "title": title, "remark": ""}, add=bool(rows)))
    return rows if len(rows) > 1 and len({fold(row.title) for row in rows}) == len(rows) else []
