"""blocks: what a mail says, as a short list of paragraphs, rows and buttons, before it is text or HTML.

Each is read once (`dialect`) and rendered twice (`as_text`, `as_html`), so that the two cannot say different things.
"""

from typing import Literal

from mailbot.value import Value

Style = Literal["", "b", "m", "link", "pill", "break", "note"]


class Span(Value):
    """A run of words. `m` is muted, `note` the place that a value was read from, `pill` a word on a colour."""

    text: str
    style: Style = ""
    tone: str = ""
    href: str = ""


Inline = tuple[Span, ...]


class Para(Value):
    """`kind` ∈ p, lead (the mail's first sentence), h (a heading), warn, good, small."""

    spans: Inline
    kind: str = "p"


class Rows(Value):
    """Named values: 产品  星桥服务端."""

    rows: tuple[tuple[str, Inline], ...]


class Item(Value):
    """`n` is the number by which it is answered ('' where it has none); the spans may hold line breaks."""

    n: str
    spans: Inline
    tone: str = ""


class Items(Value):
    items: tuple[Item, ...]


class Cell(Value):
    """`bar` is a share of 1 that is drawn as a bar."""

    spans: Inline
    right: bool = False
    bar: float | None = None


class Table(Value):
    """`head` may be empty; all rows have their own tone ('' for none)."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    tones: tuple[str, ...]


class Quote(Value):
    """Somebody's own words, line breaks kept."""

    text: str


class Copy(Value):
    """A block to copy, line breaks and blanks kept."""

    text: str


class Button(Value):
    """`reply` is the answer that it writes; with a `subject` it is a new mail of that subject. An `optional` one repeats what the mail shows: where it is too long for a
    link it is left out."""

    label: str
    reply: str
    subject: str = ""
    main: bool = False
    optional: bool = False


class Buttons(Value):
    buttons: tuple[Button, ...]


class Picture(Value):
    cid: str
    alt: str


Block = Para | Rows | Items | Table | Quote | Copy | Buttons | Picture


class Content(Value):
    """A mail before it is text or HTML; `subject` is '' where the template has none; `tone` colours its upper edge."""

    blocks: tuple[Block, ...]
    subject: str = ""
    tone: str = ""
