"""read_blocks: a rendered template, written in a small dialect of HTML (`templates/README.md` lists its tags), as blocks.

Whatever a mail's sender wrote has been escaped by the template engine before it comes here: it can be content, never a tag.
"""

import re
from html.parser import HTMLParser
from typing import cast

from mailbot.outbound.blocks import (
    Block,
    Button,
    Buttons,
    Cell,
    Content,
    Copy,
    Inline,
    Item,
    Items,
    Para,
    Picture,
    Quote,
    Rows,
    Span,
    Style,
    Table,
)
from mailbot.outbound.spacing import tidy


class DialectError(ValueError):
    """A template's output is not in the dialect; the text says which tag and what was expected."""


_PARAS = ("p", "lead", "h", "warn", "good", "small")
_GROUPS = {"rows": "row", "items": "item", "table": "tr", "tr": "td", "buttons": "button"}
_ALONE = ("subject", "quote", "copy", "picture")
_INLINE = ("b", "m", "a", "pill", "note")
_VOID = ("br", "picture")
_KNOWN = {*_PARAS, *_GROUPS, *_GROUPS.values(), *_ALONE, *_INLINE, *_VOID}
_VERBATIM = ("quote", "copy")
# Words from outside may link to the web, nowhere else (`javascript:`, `file:` and the like stand as text).
_WEB = re.compile(r"https?://[^\s<>\"]{1,2000}\Z", re.IGNORECASE)


def read_blocks(markup: str) -> Content:
    """The content of a rendered template; DialectError where it is not in the dialect. Linear in its length."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.content()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[Block] = []
        self._subject = ""
        self._tone = ""
        self._open: list[tuple[str, dict[str, str]]] = []
        self._spans: list[Span] = []
        self._text: list[str] = []
        self._rows: list[tuple[str, Inline]] = []
        self._items: list[Item] = []
        self._buttons: list[Button] = []
        self._cells: list[Cell] = []
        self._head: tuple[Cell, ...] = ()
        self._lines: list[tuple[Cell, ...]] = []
        self._tones: list[str] = []

    def content(self) -> Content:
        if self._open:
            raise DialectError(f"<{self._open[-1][0]}> is not closed")
        return Content(tuple(self._blocks), self._subject, self._tone)

    # --- events ------------------------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag not in _KNOWN and tag != "th":
            raise DialectError(f"<{tag}> is no tag of mails; the tags are {', '.join(sorted(_KNOWN))}")
        self._check_place(tag)
        if tag == "br":
            self._flush()
            self._spans.append(Span("", "break"))
        elif tag == "picture":
            self._blocks.append(Picture(values.get("cid", ""), values.get("alt", "")))
        elif tag in _INLINE:
            self._flush()
            self._open.append((tag, values))
        else:
            self._open.append((tag, values))
            if tag not in _GROUPS:
                self._spans, self._text = [], []

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if not self._open or self._open[-1][0] != tag:
            found = f"<{self._open[-1][0]}>" if self._open else "nothing"
            raise DialectError(f"</{tag}> closes {found}")
        if tag in _INLINE:
            self._flush()
            self._open.pop()
            return
        if tag not in _GROUPS:
            self._flush()
        _, values = self._open.pop()
        self._closed(tag, values)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if not self._open:
            if data.strip():
                raise DialectError(f"words stand outside of a paragraph: {data.strip()[:40]!r}")
            return
        if self._open[-1][0] in _GROUPS:
            if data.strip():
                inner = _GROUPS[self._open[-1][0]]
                raise DialectError(f"words in <{self._open[-1][0]}> need a <{inner}>: {data.strip()[:40]!r}")
            return
        self._text.append(data)

    def unknown_decl(self, data: str) -> None:
        raise DialectError("a declaration stands in a mail")

    # --- pieces ------------------------------------------------------------------------------------------------

    def _check_place(self, tag: str) -> None:
        outer = self._open[-1][0] if self._open else ""
        if tag in _INLINE or tag == "br":
            if not outer or outer in _GROUPS or outer in (*_ALONE, "button"):
                raise DialectError(f"<{tag}> stands outside of a paragraph")
            return
        if tag in ("td", "th"):
            wanted = "tr"
        else:
            wanted = next((group for group, inner in _GROUPS.items() if inner == tag), "")
        if outer != wanted:
            raise DialectError(f"<{tag}> stands in <{outer}>" if outer else f"<{tag}> needs a <{wanted}> around it")

    def _flush(self) -> None:
        """The words so far become a span in the style of the innermost inline tag."""
        text = "".join(self._text)
        self._text = []
        tag, values = self._open[-1]
        if not text:
            return
        if tag == "a":
            href = values.get("href", "")
            self._spans.append(Span(text, "link", href=href) if _WEB.match(href) else Span(text))
        elif tag in ("b", "m", "note", "pill"):
            self._spans.append(Span(text, cast(Style, tag), tone=values.get("tone", "") if tag == "pill" else ""))
        else:
            self._spans.append(Span(text))

    def _closed(self, tag: str, values: dict[str, str]) -> None:
        spans = () if tag in _GROUPS else tuple(self._spans)
        if tag in _VERBATIM:
            text = "".join(s.text for s in spans).strip("\r\n").rstrip()
            if text:
                self._blocks.append(Quote(text) if tag == "quote" else Copy(text))
        elif tag == "subject":
            self._subject = "".join(s.text for s in tidy(spans))
            self._tone = values.get("tone", "")
        elif tag in _PARAS:
            if tidied := tidy(spans):
                self._blocks.append(Para(tidied, tag))
        elif tag == "row":
            if tidied := tidy(spans):
                self._rows.append((values.get("name", ""), tidied))
        elif tag == "item":
            self._items.append(Item(values.get("n", ""), tidy(spans), values.get("tone", "")))
        elif tag == "button":
            label = "".join(s.text for s in tidy(spans))
            self._buttons.append(
                Button(
                    label,
                    values.get("reply", "") or label,
                    subject=values.get("subject", ""),
                    main="main" in values,
                    optional="optional" in values,
                )
            )
        elif tag in ("td", "th"):
            bar = values.get("bar")
            self._cells.append(Cell(tidy(spans), "right" in values, _share(bar) if bar is not None else None))
        elif tag == "tr":
            self._line(values)
        else:
            self._group_closed(tag)

    def _line(self, values: dict[str, str]) -> None:
        cells, self._cells = tuple(self._cells), []
        if "head" in values:
            self._head = cells
        else:
            self._lines.append(cells)
            self._tones.append(values.get("tone", ""))

    def _group_closed(self, tag: str) -> None:
        if tag == "rows" and self._rows:
            self._blocks.append(Rows(tuple(self._rows)))
            self._rows = []
        elif tag == "items" and self._items:
            self._blocks.append(Items(tuple(self._items)))
            self._items = []
        elif tag == "buttons" and self._buttons:
            self._blocks.append(Buttons(tuple(self._buttons)))
            self._buttons = []
        elif tag == "table" and self._lines:
            self._blocks.append(Table(self._head, tuple(self._lines), tuple(self._tones)))
        if tag == "table":
            self._head, self._lines, self._tones = (), [], []


def _share(text: str) -> float:
    try:
        return min(1.0, max(0.0, float(text)))
    except ValueError as error:
        raise DialectError(f"bar={text!r} is no share of 1") from error
