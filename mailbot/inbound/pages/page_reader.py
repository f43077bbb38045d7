"""Reads a stream of tags and text into lines: where lines break, what stands in which cell, what is not seen."""

from mailbot.inbound import tags_meaning as meaning
from mailbot.inbound.pages.elements import Elements
from mailbot.inbound.pages.tables_html import Box, Budget, Item, Row, Table
from mailbot.inbound.tags import Tag
from mailbot.late import late
from mailbot.value import Mutable, field


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BLOCKS = _words(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary ul"
    " includetail"
)
_VOID = _words("area base br col embed hr img input link meta param source track wbr")
_TABLE_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "colgroup"})
_TABLES_DEEP = 12  # deeper tables are read as their text; real mails nest about six
_WHITE = late(r"[ \t\n\r\f]+")
_UNSEEN = late("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


def clean(text: str) -> str:
    """No-break spaces become spaces; characters of no width, direction marks and NULs go."""
    return _UNSEEN.sub("", text).replace("\u00a0", " ").replace("\u202f", " ").replace("\0", "")


class _Frame(Mutable):
    """A table being read, and where its lines will go."""

    table: Table
    outside: list[Item]
    base: int  # the place of the <table> in the stack
    floor: int  # elements below this place of the stack are outside the open cell
    row: list[Box] | None = None
    box: Box | None = None


class PageReader(Mutable):
    """Takes the tags and texts of one HTML mail; after `finish`, `items` are its lines and `grids` its tables."""

    items: list[Item] = field(default_factory=list)
    grids: list[tuple[Row, ...]] = field(default_factory=list)
    open_elements: Elements = field(default_factory=Elements)
    frames: list[_Frame] = field(default_factory=list)
    budget: Budget = field(default_factory=Budget)
    line: list[str] = field(default_factory=list)
    prefix: str = ""
    tint: str | None = None  # in which the line begins; empty for none
    turn: tuple[str, int] | None = None  # the tint to which the line goes over, and at which piece; none twice
    below_foxmail_rule: bool = False
    history: bool = False
    tables_ignored: int = 0
    lines: int = 0

    # -- text and lines

    def text(self, text: str) -> None:
        if self.open_elements.hidden or self.open_elements.struck:
            return
        if (self.open_elements.tints or self.tint) and not text.isspace():
            tint = self.open_elements.tint
            if self.tint is None:
                self.tint = tint
            elif tint != (self.turn[0] if self.turn else self.tint):
                self.turn = (tint, len(self.line)) if self.turn is None else ("", len(self.line))
        elif self.tint is None and not text.isspace():
            self.tint = ""
        elif self.turn is not None and not text.isspace():
            self.turn = ("", 0)
        if self.open_elements.pre:
            first, *more = text.replace("\r", "").split("\n")
            self.line.append(first)
            for piece in more:
                self.end_line(always=True)
                self.line.append(piece)
        else:
            self.line.append(_WHITE.sub(" ", text))

    def end_line(self, *, always: bool = False) -> None:
        """Put the collected text out as a line; `always`: also where there is none (a <br>)."""
        if not self.line and not always:
            return
        raw = "".join(self.line)
        tail = clean(_spaces("".join(self.line[self.turn[1] :]))).strip() if self.turn is not None else ""
        self.line.clear()
        text = clean(raw if self.open_elements.pre else _spaces(raw)).rstrip()
        if text:
            text, self.prefix = self.prefix + text, ""
        elif not (always or "\u00a0" in raw):  # Outlook's empty line is <p><o:p>&nbsp;</o:p></p>
            return
        item = Item(text)
        if text and self.tint and self.turn is None:
            item.tint = self.tint
        elif text and self.turn is not None and not self.tint and self.turn[0]:
            item.tail = (self.turn[0], tail)
        self.tint = self.turn = None
        self._put(item)

    def _put(self, item: Item) -> None:
        self.lines += 1
        item.depth = self.open_elements.quotes
        item.introduction = self.open_elements.introductions > 0
        item.signature = self.open_elements.signatures > 0 or self.below_foxmail_rule
        if self.history and item.text:
            item.history, self.history = True, False
        self._sink().append(item)

    def _sink(self) -> list[Item]:
        if not self.frames:
            return self.items
        frame = self.frames[-1]
        return frame.box.items if frame.box is not None else frame.outside

    # -- tags

    def tag(self, tag: Tag) -> None:
        name = tag.name  # Word's <o:p> is no <p>: it stands inside the line
        if name in _TABLE_PARTS:
            self.table_tag(name, tag)
        elif tag.closing:
            self.close_block(name) if name in _BLOCKS else self.open_elements.close_inline(name, self._floor())
        elif name == "br":
            if not self.open_elements.hidden:
                self.end_line(always=True)
        else:
            self.open(name, tag.attributes)

    def open(self, name: str, attributes: dict[str, str]) -> None:
        css = meaning.style(attributes) if "style" in attributes else {}
        if name in _BLOCKS:
            self.end_line()
            self.open_elements.close_implied(name, self._floor())
        if attributes and meaning.is_history(attributes):
            self.history = True
        if name == "hr":
            self._rule(attributes, css)
        if name in _VOID:
            return
        self.open_elements.push(name, attributes, css, _start(attributes) if name == "ol" else None)
        if name == "li":
            self.prefix = self.open_elements.marker(attributes)

    def close_block(self, name: str) -> None:
        self.end_line()
        self.open_elements.close_block(name, self._floor())
        if name == "li":
            self.prefix = ""

    def _floor(self) -> int:
        return self.frames[-1].floor if self.frames else 0

    def _rule(self, attributes: dict[str, str], css: dict[str, str]) -> None:
        if self.open_elements.hidden:
            return
        if meaning.is_foxmail_rule("hr", attributes, css):
            self.below_foxmail_rule = True
        self._put(Item("", rule=True))

    # -- tables

    def table_tag(self, name: str, tag: Tag) -> None:
        if name == "table":
            self._close_table() if tag.closing else self._open_table(tag)
        elif self.tables_ignored or not self.frames:
            self.end_line()
        elif name in ("td", "th"):
            self._close_box()
            if not tag.closing:
                self._open_box(tag)
        elif name == "colgroup":
            return
        else:  # tr, thead, tbody, tfoot
            self._close_box()
            self.frames[-1].row = None
            if name == "tr" and not tag.closing:
                self._open_row(tag)

    def _open_table(self, tag: Tag) -> None:
        self.end_line()
        if len(self.frames) >= _TABLES_DEEP:
            self.tables_ignored += 1
            return
        self._push_part(tag)
        table = Table(presentation=tag.attributes.get("role", "") == "presentation")
        self.frames.append(_Frame(table, self._sink(), len(self.open_elements) - 1, len(self.open_elements)))

    def _push_part(self, tag: Tag) -> None:
        """A table or cell on the stack, for what it means as an element (a quote, a signature, hidden)."""
        if meaning.is_history(tag.attributes):
            self.history = True
        self.open_elements.push(tag.name, tag.attributes, meaning.style(tag.attributes))

    def _close_table(self) -> None:
        self.end_line()
        if self.tables_ignored:
            self.tables_ignored -= 1
            return
        if not self.frames:
            return
        self._close_box()
        frame = self.frames.pop()
        self.open_elements.pop_to(frame.base)
        frame.outside.extend(frame.table.items(self.grids, self.budget))

    def _open_row(self, tag: Tag) -> None:
        frame = self.frames[-1]
        frame.row = []
        if not meaning.is_hidden("tr", tag.attributes, meaning.style(tag.attributes)) and not self.open_elements.hidden:
            frame.table.rows.append(frame.row)

    def _open_box(self, tag: Tag) -> None:
        frame = self.frames[-1]
        if frame.row is None:
            self._open_row(Tag("tr"))
        assert frame.row is not None
        box = Box(_span(tag.attributes, "colspan"), _span(tag.attributes, "rowspan"))
        if not meaning.is_hidden("td", tag.attributes, meaning.style(tag.attributes)):
            frame.row.append(box)
        frame.box = box
        self._push_part(tag)
        frame.floor = len(self.open_elements)

    def _close_box(self) -> None:
        self.end_line()
        frame = self.frames[-1]
        if frame.box is not None:
            self.lines += not frame.box.items
            self.open_elements.pop_to(frame.floor - 1)
            frame.floor = frame.base + 1
            frame.box = None
        self.prefix = ""

    def finish(self) -> None:
        self.end_line()
        while self.frames:
            self.tables_ignored = 0
            self._close_table()


def _spaces(text: str) -> str:
    """White space as a browser shows it: runs are one space, none at a line's start."""
    return _WHITE.sub(" ", text).lstrip(" ")


def _span(attributes: dict[str, str], name: str) -> int:
    value = attributes.get(name, "").strip()
    return min(int(value), 5000) if value.isascii() and value.isdigit() and 0 < len(value) < 7 else 1


def _start(attributes: dict[str, str]) -> int:
    value = attributes.get("start", "")
    return int(value) - 1 if value.isascii() and value.isdigit() and len(value) < 6 else 0
