"""as_html: a mail's content as HTML with classes, which the skin colours and lays out.

Hand-written tables, since Outlook lays out nothing else; everything that is not our own markup is escaped here.
"""

from collections.abc import Callable
from html import escape
from typing import Literal

from mailbot.outbound.as_text import more, whole, width
from mailbot.outbound.blocks import (
    Block,
    Button,
    Buttons,
    Cell,
    Copy,
    Inline,
    Items,
    Para,
    Picture,
    Quote,
    Rows,
    Span,
    Table,
)

Link = Callable[[Button], str | None]
TONES = ("red", "amber", "green", "blue", "grey")
_SHORT = 12  # columns: six Chinese letters, or a campaign's code
_TABLE = '<table role="presentation" cellspacing="0" cellpadding="0" border="0" width="100%"'


def as_html(blocks: tuple[Block, ...], language: Literal["zh", "en"], link: Link, *, most: int, longest: int) -> str:
    """The body's HTML. `link` makes a button's mailto: link (None: too long for one); lists and tables show at most
    `most` rows, quotes at most `longest` characters, and say how much is left out."""
    return "\n".join(_block(block, language, link, most, longest) for block in blocks)


def _block(block: Block, language: Literal["zh", "en"], link: Link, most: int, longest: int) -> str:
    if isinstance(block, Para):
        tag = "h2" if block.kind == "h" else "p"
        return f'<{tag} class="{block.kind}">{_inline(block.spans)}</{tag}>'
    if isinstance(block, Rows):
        named = any(name for name, _ in block.rows)
        rows = "".join(_row(name, value, named) for name, value in block.rows[:most])
        return f'{_TABLE} class="rows">{rows}{_rest(len(block.rows), most, 2, language)}</table>'
    if isinstance(block, Items):
        return _items(block, language, most)
    if isinstance(block, Table):
        return _table(block, language, most)
    if isinstance(block, Quote):
        return f'<blockquote class="quote">{_lines(block.text, longest)}</blockquote>'
    if isinstance(block, Copy):
        return f'<pre class="copy">{escape(_cut(block.text, longest))}</pre>'
    if isinstance(block, Buttons):
        return _buttons(block, language, link)
    return _picture(block)


def _row(name: str, value: Inline, named: bool) -> str:
    key = f'<td class="k">{escape(name)}</td>' if named else ""
    return f'<tr>{key}<td class="v">{_inline(value)}</td></tr>'


def _inline(spans: Inline) -> str:
    return "".join(_span(s) for s in spans)


def _span(span: Span) -> str:
    text = escape(span.text)
    if span.style == "break":
        return "<br>"
    if span.style == "b":
        return f"<b>{text}</b>"
    if span.style in ("m", "note"):
        return f'<span class="{span.style}">{"← " if span.style == "note" else ""}{text}</span>'
    if span.style == "pill":
        return f'<span class="pill {_tone(span.tone)}">{text}</span>'
    if span.style == "link":
        return f'<a class="link" href="{escape(span.href)}">{text}</a>'
    return text


def _tone(tone: str) -> str:
    return tone if tone in TONES else "grey"


def _items(block: Items, language: Literal["zh", "en"], most: int) -> str:
    rows = []
    for item in block.items[:most]:
        tone = f" {_tone(item.tone)}" if item.tone else ""
        number = f'<span class="num{tone}">{escape(item.n)}</span>' if item.n else f'<span class="dot{tone}">•</span>'
        rows.append(f'<tr><td class="n">{number}</td><td class="i">{_inline(item.spans)}</td></tr>')
    return f'{_TABLE} class="items">{"".join(rows)}{_rest(len(block.items), most, 2, language)}</table>'


def _table(block: Table, language: Literal["zh", "en"], most: int) -> str:
    head = "".join(f"<th{' class=r' if c.right else ''}>{_inline(c.spans)}</th>" for c in block.head)
    rows = [f"<tr>{head}</tr>"] if head else []
    count = max(len(r) for r in block.rows)
    for tone, cells in list(zip(block.tones, block.rows, strict=True))[:most]:
        edge = f' class="edge {_tone(tone)}"' if tone else ""
        notes = tuple(s for c in cells for s in c.spans if s.style == "note")
        under = ' class="above"' if notes and not tone else edge
        rows.append(f"<tr{under}>{''.join(_cell(c) for c in cells)}</tr>")
        if notes:
            # Below the row, across its columns: beside it a long one would squeeze them.
            rows.append(f'<tr><td></td><td colspan="{max(1, count - 1)}">{_inline(notes)}</td></tr>')
    return f'{_TABLE} class="t">{"".join(rows)}{_rest(len(block.rows), most, count, language)}</table>'


def _cell(cell: Cell) -> str:
    words = _inline(tuple(s for s in cell.spans if s.style != "note"))
    if cell.bar is not None:
        return f"<td>{_bar(cell.bar)}{words}</td>"
    # On a phone a name of two letters would stand one above the other.
    lines = "".join("\n" if s.style == "break" else s.text for s in cell.spans if s.style != "note").split("\n")
    short = all(width(line) <= _SHORT for line in lines)
    return f"<td{' class=r' if cell.right else ' class=s' if short else ''}>{words}</td>"


def _bar(share: float) -> str:
    """A bar of two cells: mail programs show neither SVG nor gradients."""
    full = round(share * 100)
    left = f'<td class="full" width="{full}%">&nbsp;</td>' if full else ""
    right = f'<td class="void" width="{100 - full}%">&nbsp;</td>' if full < 100 else ""
    return f'{_TABLE} class="bar"><tr>{left}{right}</tr></table>'


def _rest(count: int, most: int, columns: int, language: Literal["zh", "en"]) -> str:
    if count <= most:
        return ""
    return f'<tr><td class="m" colspan="{columns}">{more(count - most, language).strip()}</td></tr>'


def _buttons(block: Buttons, language: Literal["zh", "en"], link: Link) -> str:
    cells, copies = [], []
    for button in block.buttons:
        href = link(button)
        if href:
            kind = "main" if button.main else "plain"
            # A table each, floating: on a phone the third goes below the others instead of breaking their words.
            cells.append(
                f'<table role="presentation" align="left" cellspacing="0" cellpadding="0" border="0" class="buttons"><tr>'
                f'<td class="btn {kind}"><a href="{escape(href)}">{escape(button.label)}</a></td><td '
                f'class="gap"></td></tr></table>'
            )
        elif not button.optional:
            words = "复制下面的文字回复" if language == "zh" else "copy these words into a reply"
            copies.append(
                f'<p class="small">{escape(button.label)}：{words}</p><pre '
                f'class="copy">{escape(whole(button, language))}</pre>'
            )
    return ("".join(cells) + '<div class="clear"></div>' if cells else "") + "".join(copies)


def _picture(block: Picture) -> str:
    return f'<img class="picture" src="cid:{escape(block.cid)}" alt="{escape(block.alt)}" width="592">'


def _lines(text: str, longest: int) -> str:
    return "<br>".join(escape(line) for line in _cut(text, longest).splitlines())


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[:longest].rstrip() + " …"
