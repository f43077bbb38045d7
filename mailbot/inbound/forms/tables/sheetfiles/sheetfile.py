"""sheets_of: a file's octets to its sheets. What it is, its octets say, not its name."""

import re
from collections.abc import Iterable, Sequence

from mailbot.inbound.charset import decode
from mailbot.inbound.forms.tables.sheetfiles.bounds import Sheet
from mailbot.inbound.forms.tables.sheetfiles.compound import SIGNATURE
from mailbot.inbound.forms.tables.sheetfiles.delimited import read_delimited
from mailbot.inbound.forms.tables.sheetfiles.ods import read_ods
from mailbot.inbound.forms.tables.sheetfiles.spreadsheetml import MARK, read_spreadsheetml
from mailbot.inbound.forms.tables.sheetfiles.xls import read_xls
from mailbot.inbound.forms.tables.sheetfiles.xlsx import WORKBOOK, read_xlsx
from mailbot.inbound.forms.tables.sheetfiles.zipped import unzip
from mailbot.inbound.pages.markup import read_page

_HEAD = 4096
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|meta|table|style|body|div)\b", re.I | re.S
)


def sheets_of(content: bytes, unpacked: int) -> list[Sheet]:
    """All sheets, hidden ones too; of a container at most so many octets unpacked. Raises UnreadableSheet."""
    if content.startswith(SIGNATURE):
        return read_xls(content)
    if content.startswith(b"PK\x03\x04"):
        parts = unzip(content, unpacked)
        return read_xlsx(parts) if WORKBOOK in parts else read_ods(parts)
    if MARK in content[:_HEAD]:
        return read_spreadsheetml(content)
    if _HTML.match(content[:_HEAD]):
        grids = read_page(decode(content).text).grids
        return [_from_rows([cell.text for cell in row] for row in grid.rows) for grid in grids]
    return [_from_rows(read_delimited(content))] if content.strip() else []


def _from_rows(rows: Iterable[Sequence[str]]) -> Sheet:
    return Sheet("", cells={(row, column): text for row, texts in enumerate(rows) for column, text in enumerate(texts)})
