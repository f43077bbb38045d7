"""blocks: what a mail says, as a short list of paragraphs, rows and buttons, before it is text or HTML.

Each is read once (`dialect`) and rendered twice (`as_text`, `as_html`), so that the two cannot say different things.
"""

from dataclasses import dataclass
from typing import Literal

Style = Literal["", "b", "m", "link", "pill", "break", "note"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words. `m` is muted, `note` the place that a value was read from, `pill` a word on a colour."""

    text: str
    style: Style = ""
    tone: str = ""
    href: str = ""


Inline = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Para:
    """`kind` ∈ p, lead (the mail's first sentence), h (a heading), warn, good, small."""

    spans: Inline
    kind: str = "p"


@dataclass(frozen=True, slots=True)
class Rows:
    """Named values: 产品  星桥服务端."""

    rows: tuple[tuple[str, Inline], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """`n` is the number by which it is answered ('' where it has none); the spans may hold line breaks."""

    n: str
    spans: Inline
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """`bar` is a share of 1 that is drawn as a bar."""

    spans: Inline
    right: bool = False
    bar: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """`head` may be empty; all rows have their own tone ('' for none)."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    tones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, line breaks kept."""

    text: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A block to copy, line breaks and blanks kept."""

    text: str


@dataclass(frozen=True, slots=True)
class Button:
    """`reply` is the answer that it writes; with a `subject` it is a new mail of that subject. An `optional` one repeats what the mail shows: where it is too long for a
    link it is left out."""

    label: str
    reply: str
    subject: str = ""
    main: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Buttons:
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    cid: str
    alt: str


Block = Para | Rows | Items | Table | Quote | Copy | Buttons | Picture


@dataclass(frozen=True, slots=True)
class Content:
    """A mail before it is text or HTML; `subject` is '' where the template has none; `tone` colours its upper edge."""

    blocks: tuple[Block, ...]
    subject: str = ""
    tone: str = ""
