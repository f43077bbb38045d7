"""HTML → the lines a person sees, and the tables among them, in linear time.

Elements that only lay the mail out are looked through; hidden and struck-through text, styles and scripts are left
out; nothing of the markup survives, so the text is inert.
"""

from itertools import islice

from mailbot.inbound.pages.page_reader import PageReader
from mailbot.inbound.pages.tables_html import Item, grid
from mailbot.inbound.tags import Tag, tags
from mailbot.inbound.writing import Grid, Line
from mailbot.value import Value, field

_LONGEST = 20_000_000
# What nobody writes by hand is not read to its end: a page of a million characters that is a real one has 170,000 tags
# and texts, and 44,000 cells (a table of 11,000 rows). Cells count as lines.
_MOST_TOKENS, _MOST_LINES = 200_000, 50_000


class Page(Value):
    """An HTML mail as text. The sets hold line numbers, counted from 1.

    `depths[n - 1]` is in how many quotes line n stands. At a line of `quote_starts` history begins and runs to the end;
    a line of `introductions` says who is quoted below; `signatures` stand in the mail program's own container (or below
    Foxmail's rule); `rules` are horizontal rules, with no text; `rows` are rows of data tables; `tints` the colours of
    lines that are set in one as a whole, `tails` the colour and the text of what ends a line that begins in none.
    """

    lines: tuple[Line, ...] = ()
    grids: tuple[Grid, ...] = ()
    depths: tuple[int, ...] = ()
    quote_starts: frozenset[int] = frozenset()
    introductions: frozenset[int] = frozenset()
    signatures: frozenset[int] = frozenset()
    rules: frozenset[int] = frozenset()
    rows: frozenset[int] = frozenset()
    tints: dict[int, str] = field(default_factory=dict)
    tails: dict[int, tuple[str, str]] = field(default_factory=dict)


def read_page(html: str) -> Page:
    """Read an HTML text of up to 20 million characters, 200,000 tags and texts, 50,000 lines and cells (more is not read). Never
    raises."""
    reader = PageReader()
    for token in islice(tags(html[:_LONGEST]), _MOST_TOKENS):
        if reader.lines > _MOST_LINES:
            break
        if isinstance(token, Tag):
            reader.tag(token)
        else:
            reader.text(token)
    reader.finish()
    items = _without_blank_runs(reader.items)
    for number, item in enumerate(items, 1):
        if item.row is not None:
            item.row.number = number

    def numbers(flag: str) -> frozenset[int]:
        return frozenset(number for number, item in enumerate(items, 1) if getattr(item, flag))

    return Page(
        lines=tuple(Line(number, item.text) for number, item in enumerate(items, 1)),
        grids=tuple(grid(rows) for rows in reader.grids),
        depths=tuple(item.depth for item in items),
        quote_starts=numbers("history"),
        introductions=numbers("introduction"),
        signatures=numbers("signature"),
        rules=numbers("rule"),
        rows=numbers("row"),
        tints={number: item.tint for number, item in enumerate(items, 1) if item.tint},
        tails={number: item.tail for number, item in enumerate(items, 1) if item.tail and item.tail[1]},
    )


def _without_blank_runs(items: list[Item]) -> list[Item]:
    """One blank line where there are several; none at the start or the end."""
    kept: list[Item] = []
    for item in items:
        if item.text or item.rule or (kept and (kept[-1].text or kept[-1].rule)):
            kept.append(item)
    while kept and not kept[-1].text and not kept[-1].rule:
        kept.pop()
    return kept
