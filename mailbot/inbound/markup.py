"""HTML → the lines a person sees, and the tables among them, in linear time.

Elements that only lay the mail out are looked through; hidden and struck-through text, styles and scripts are left
out; nothing of the markup survives, so the text is inert.
"""

import re
from dataclasses import dataclass, field

from mailbot.inbound import tags_meaning as meaning
from mailbot.inbound.tables_html import Box, Budget, Item, Row, Table, grid
from mailbot.inbound.tags import Tag, tags
from mailbot.inbound.writing import Grid, Line


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BLOCKS = _words(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary ul"
    " includetail"
)
_VOID = _words("area base br col embed hr img input link meta param source track wbr")
# <head> is not among them: many mails never close it, and what it holds is skipped by itself.
_SKIPPED = _words("script style title textarea select object noscript noembed noframes svg math template xml")
_EFFECTIVE = _SKIPPED | {"s", "del", "strike", "blockquote", "pre"}  # these mean something without any attribute
_TABLE_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "colgroup"})
_TABLES_DEEP = 12  # deeper tables are read as their text; real mails nest about six
_WHITE = re.compile(r"[ \t\n\r\f]+")
_UNSEEN = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_LONGEST = 20_000_000


def clean(text: str) -> str:
    """No-break spaces become spaces; characters of no width, direction marks and NULs go."""
    return _UNSEEN.sub("", text).replace("\u00a0", " ").replace("\u202f", " ").replace("\0", "")


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML mail as text. The sets hold line numbers, counted from 1.

    `depths[n - 1]` is in how many quotes line n stands. At a line of `quote_starts` history begins and runs to the end;
    a line of `introductions` says who is quoted below; `signatures` stand in the mail program's own container (or below
    Foxmail's rule); `rules` are horizontal rules, with no text; `rows` are rows of data tables.
    """

    lines: tuple[Line, ...] = ()
    grids: tuple[Grid, ...] = ()
    depths: tuple[int, ...] = ()
    quote_starts: frozenset[int] = frozenset()
    introductions: frozenset[int] = frozenset()
    signatures: frozenset[int] = frozenset()
    rules: frozenset[int] = frozenset()
    rows: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Effects:
    hidden: bool = False
    struck: bool = False
    quote: bool = False
    introduction: bool = False
    signature: bool = False
    pre: bool = False


_PLAIN = _Effects()


@dataclass(slots=True)
class _Element:
    name: str
    index: int
    effects: _Effects = _PLAIN
    counter: int | None = None  # of an <ol>: the number last given
    closed: bool = False


@dataclass(slots=True)
class _Frame:
    """A table being read, and where its lines will go."""

    table: Table
    outside: list[Item]
    base: int  # the place of the <table> in the stack
    floor: int  # elements below this place of the stack are outside the open cell
    row: list[Box] | None = None
    box: Box | None = None


@dataclass(slots=True)
class _Reader:
    items: list[Item] = field(default_factory=list)
    grids: list[tuple[Row, ...]] = field(default_factory=list)
    stack: list[_Element] = field(default_factory=list)
    by_name: dict[str, list[_Element]] = field(default_factory=dict)
    frames: list[_Frame] = field(default_factory=list)
    budget: Budget = field(default_factory=Budget)
    line: list[str] = field(default_factory=list)
    prefix: str = ""
    hidden: int = 0
    struck: int = 0
    quotes: int = 0
    introductions: int = 0
    signatures: int = 0
    pre: int = 0
    below_foxmail_rule: bool = False
    history: bool = False
    tables_ignored: int = 0

    # -- text and lines

    def text(self, text: str) -> None:
        if self.hidden or self.struck:
            return
        if self.pre:
            first, *more = text.replace("\r", "").split("\n")
            self.line.append(first)
            for piece in more:
                self.end_line(always=True)
                self.line.append(piece)
        else:
            self.line.append(_WHITE.sub(" ", text))

    def end_line(self, *, always: bool = False) -> None:
        """Put the collected text out as a line; `always`: also where there is none (a <br>)."""
        raw = "".join(self.line)
        self.line.clear()
        text = clean(raw if self.pre else _spaces(raw)).rstrip()
        if text:
            text, self.prefix = self.prefix + text, ""
        elif not (always or "\u00a0" in raw):  # Outlook's empty line is <p><o:p>&nbsp;</o:p></p>
            return
        self._put(Item(text))

    def _put(self, item: Item) -> None:
        item.depth = self.quotes
        item.introduction = self.introductions > 0
        item.signature = self.signatures > 0 or self.below_foxmail_rule
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
            self.close_block(name) if name in _BLOCKS else self.close_inline(name)
        elif name == "br":
            if not self.hidden:
                self.end_line(always=True)
        else:
            self.open(name, tag.attributes)

    def open(self, name: str, attributes: dict[str, str]) -> None:
        css = meaning.style(attributes) if "style" in attributes else {}
        if name in _BLOCKS:
            self.end_line()
            self._close_implied(name)
        if attributes and meaning.is_history(attributes):
            self.history = True
        if name == "hr":
            self._rule(attributes, css)
        if name in _VOID:
            return
        self._push(name, attributes, css, _start(attributes) if name == "ol" else None)
        if name == "li":
            self.prefix = self._marker(attributes)

    def close_block(self, name: str) -> None:
        self.end_line()
        held = self.by_name.get(name)
        if held and held[-1].index >= self._floor():
            self._pop_to(held[-1].index)
        if name == "li":
            self.prefix = ""

    def close_inline(self, name: str) -> None:
        held = self.by_name.get(name)
        if not held or held[-1].index < self._floor():
            return
        element = held.pop()
        self._count(element.effects, -1)
        element.closed = True
        while self.stack and self.stack[-1].closed:
            self.stack.pop()

    def _close_implied(self, name: str) -> None:
        """A block ends an open <p>; an item of a list ends the item before."""
        floor = self._floor()
        for implied, barrier in (("p", ""), ("li", "ul ol"), ("dd", "dl"), ("dt", "dl")):
            if implied in ("dd", "dt") and name not in ("dd", "dt"):
                continue
            if implied == "li" and name != "li":
                continue
            held = self.by_name.get(implied)
            if not held or held[-1].index < floor:
                continue
            last = held[-1].index
            if implied == "p":
                # Only inline elements may stand between; anything else closed the <p> when it opened.
                self._pop_to(last)
            elif all(not (self.by_name.get(b) and self.by_name[b][-1].index > last) for b in barrier.split()):
                self._pop_to(last)

    def _pop_to(self, index: int) -> None:
        while len(self.stack) > index:
            element = self.stack.pop()
            if not element.closed:
                self._count(element.effects, -1)
                self.by_name[element.name].pop()

    def _push(
        self, name: str, attributes: dict[str, str], css: dict[str, str], counter: int | None = None
    ) -> None:
        element = _Element(name, len(self.stack), _effects(name, attributes, css), counter)
        self._count(element.effects, 1)
        self.stack.append(element)
        self.by_name.setdefault(name, []).append(element)

    def _count(self, effects: _Effects, step: int) -> None:
        if effects is _PLAIN:
            return
        self.hidden += step * effects.hidden
        self.struck += step * effects.struck
        self.quotes += step * effects.quote
        self.introductions += step * effects.introduction
        self.signatures += step * effects.signature
        self.pre += step * effects.pre

    def _floor(self) -> int:
        return self.frames[-1].floor if self.frames else 0

    def _rule(self, attributes: dict[str, str], css: dict[str, str]) -> None:
        if self.hidden:
            return
        if meaning.is_foxmail_rule("hr", attributes, css):
            self.below_foxmail_rule = True
        self._put(Item("", rule=True))

    def _marker(self, attributes: dict[str, str]) -> str:
        lists = [self.by_name[name][-1] for name in ("ol", "ul") if self.by_name.get(name)]
        inner = max(lists, key=lambda element: element.index, default=None)
        if inner is None or inner.counter is None:
            return "- "
        given = attributes.get("value", "")
        inner.counter = int(given) if given.isascii() and given.isdigit() and len(given) < 6 else inner.counter + 1
        return f"{inner.counter}. "

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
        self.frames.append(_Frame(table, self._sink(), len(self.stack) - 1, len(self.stack)))

    def _push_part(self, tag: Tag) -> None:
        """A table or cell on the stack, for what it means as an element (a quote, a signature, hidden)."""
        if meaning.is_history(tag.attributes):
            self.history = True
        self._push(tag.name, tag.attributes, meaning.style(tag.attributes))

    def _close_table(self) -> None:
        self.end_line()
        if self.tables_ignored:
            self.tables_ignored -= 1
            return
        if not self.frames:
            return
        self._close_box()
        frame = self.frames.pop()
        self._pop_to(frame.base)
        frame.outside.extend(frame.table.items(self.grids, self.budget))

    def _open_row(self, tag: Tag) -> None:
        frame = self.frames[-1]
        frame.row = []
        if not meaning.is_hidden("tr", tag.attributes, meaning.style(tag.attributes)) and not self.hidden:
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
        frame.floor = len(self.stack)

    def _close_box(self) -> None:
        self.end_line()
        frame = self.frames[-1]
        if frame.box is not None:
            self._pop_to(frame.floor - 1)
            frame.floor = frame.base + 1
            frame.box = None
        self.prefix = ""

    def finish(self) -> None:
        self.end_line()
        while self.frames:
            self.tables_ignored = 0
            self._close_table()


def read_page(html: str) -> Page:
    """Read an HTML text of up to 20 million characters (more is not read). Never raises."""
    reader = _Reader()
    for token in tags(html[:_LONGEST]):
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


def _spaces(text: str) -> str:
    """White space as a browser shows it: runs are one space, none at a line's start."""
    return _WHITE.sub(" ", text).lstrip(" ")


def _effects(name: str, attributes: dict[str, str], css: dict[str, str]) -> _Effects:
    if not attributes and name not in _EFFECTIVE:
        return _PLAIN
    found = _Effects(
        hidden=name in _SKIPPED or meaning.is_hidden(name, attributes, css),
        struck=meaning.is_struck(name, css),
        quote=meaning.is_quote(name, attributes, css),
        introduction=meaning.is_introduction(attributes),
        signature=meaning.is_signature(attributes),
        pre=name == "pre",
    )
    return _PLAIN if found == _PLAIN else found


def _span(attributes: dict[str, str], name: str) -> int:
    value = attributes.get(name, "").strip()
    return min(int(value), 5000) if value.isascii() and value.isdigit() and 0 < len(value) < 7 else 1


def _start(attributes: dict[str, str]) -> int:
    value = attributes.get("start", "")
    return int(value) - 1 if value.isascii() and value.isdigit() and len(value) < 6 else 0
